"""Background tasks: one at a time, off the main thread, stopped at once, never lost."""

from __future__ import annotations

import threading
import time

import pytest
from qgis.core import QgsApplication

from boreal_gpp_plugin.core import packages
from boreal_gpp_plugin.core.errors import InputError, UnexpectedError
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.tasks.runner import Runner
from boreal_gpp_plugin.tasks.task import JobTask


@pytest.fixture
def runner(qgis_app):
    runner = Runner()
    yield runner
    runner.stop()


class Waiting:
    """A job that ends no sooner than it is told to."""

    def __init__(self):
        self.began, self.ended = threading.Event(), threading.Event()

    def __call__(self, progress):
        self.began.set()
        try:
            while True:
                progress.check()
                time.sleep(0.005)
        finally:
            self.ended.set()


def begin(runner, qtbot):
    """Begin a job that waits; return it, and where its outcome will be."""
    job, outcomes = Waiting(), []
    runner.add(JobTask("job", job, "en"), outcomes.append)
    qtbot.waitUntil(job.began.is_set)
    return job, outcomes


def run(runner, qtbot, job):
    """Run a job; return its outcome."""
    outcomes = []
    runner.add(JobTask("job", job, "en"), outcomes.append)
    qtbot.waitUntil(lambda: bool(outcomes))
    return outcomes[0]


def test_a_job_runs_off_the_main_thread_and_its_result_comes_back_on_it(runner, qtbot):
    threads = []
    outcomes = []
    runner.add(
        JobTask("job", lambda progress: threads.append(threading.current_thread()) or "done", "en"),
        lambda outcome: outcomes.append((outcome, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(outcomes))
    assert outcomes[0][0].result == "done"
    assert outcomes[0][1] is threading.main_thread()
    assert threads[0] is not threading.main_thread()


def test_an_error_that_explains_itself_comes_back_as_it_is(runner, qtbot):
    error = InputError(msg("No HLS granule was found."), msg("Add some."))

    def fail(progress):
        raise error

    outcome = run(runner, qtbot, fail)
    assert outcome.error is error
    assert not outcome.was_cancelled


def test_an_unforeseen_error_comes_back_with_the_way_to_it(runner, qtbot):
    def fail(progress):
        return {}["band"]

    outcome = run(runner, qtbot, fail)
    assert isinstance(outcome.error, UnexpectedError)
    assert "QGIS 3" in outcome.details and 'return {}["band"]' in outcome.details


def test_a_cancelled_job_stops_within_two_seconds(runner, qtbot):
    _, outcomes = begin(runner, qtbot)
    asked = time.monotonic()
    runner.cancel()
    qtbot.waitUntil(lambda: bool(outcomes))
    assert time.monotonic() - asked < 2
    assert outcomes[0].was_cancelled
    assert not runner.is_busy


def test_a_job_cancelled_before_it_starts_still_ends(runner, qtbot):
    outcomes = []
    runner.add(JobTask("job", Waiting(), "en"), outcomes.append)
    runner.cancel()
    qtbot.waitUntil(lambda: bool(outcomes))
    assert outcomes[0].was_cancelled


def test_the_task_list_of_qgis_can_cancel_too(runner, qtbot):
    _, outcomes = begin(runner, qtbot)
    QgsApplication.taskManager().cancelAll()
    qtbot.waitUntil(lambda: bool(outcomes))
    assert outcomes[0].was_cancelled


def test_a_second_job_waits_for_the_first(runner, qtbot):
    told = []
    runner.add(JobTask("first", Waiting(), "en"), lambda outcome: told.append("first ended"), lambda: told.append("first begins"))
    runner.add(JobTask("second", lambda progress: 2, "en"), lambda outcome: told.append("second"), lambda: told.append("second begins"))
    assert runner.waiting == ["second"]
    assert told == ["first begins"]
    runner.cancel()
    qtbot.waitUntil(lambda: "second" in told)
    assert told == ["first begins", "second begins", "first ended", "second"]
    assert runner.waiting == [] and not runner.is_busy


def test_a_job_taken_out_of_the_queue_never_runs(runner, qtbot):
    told = []
    runner.add(JobTask("first", Waiting(), "en"), told.append)
    runner.add(JobTask("second", lambda progress: told.append("ran"), "en"), told.append)
    runner.remove(0)
    runner.cancel()
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1 and told[0].was_cancelled


def test_the_runner_is_free_again_when_the_outcome_arrives(runner, qtbot):
    was_busy = []
    runner.add(JobTask("job", lambda progress: 1, "en"), lambda outcome: was_busy.append(runner.is_busy))
    qtbot.waitUntil(lambda: bool(was_busy))
    assert was_busy == [False]


def test_progress_arrives_in_order_and_in_the_language_asked_for(runner, qtbot):
    seen = []
    runner.progressed.connect(lambda share, text: seen.append((share, text)))

    def job(progress):
        with progress.stage(msg("Reading"), 0.0, 1.0):
            for i in range(5000):
                progress.update(i / 5000)
        return 1

    began = time.monotonic()
    run(runner, qtbot, job)
    most = 10 * (time.monotonic() - began) + 3  # ten a second pass, and first and last
    qtbot.waitUntil(lambda: seen[-1][0] == 1.0)
    assert [share for share, _ in seen] == sorted(share for share, _ in seen)
    assert {text for _, text in seen} == {"Reading"}
    assert len(seen) <= most


def test_stop_ends_the_job_and_tells_no_one(runner, qtbot):
    job, outcomes = begin(runner, qtbot)
    runner.stop()
    assert job.ended.is_set()
    qtbot.wait(100)  # nothing comes
    assert outcomes == []
    assert not runner.is_busy


def test_a_job_names_the_packages_it_lacks_before_it_begins(runner, qtbot, monkeypatch):
    monkeypatch.setattr(packages, "missing", lambda: ("rasterio",))
    outcomes, began = [], []
    runner.add(JobTask("Look", began.append, "en"), outcomes.append)
    qtbot.waitUntil(lambda: bool(outcomes))
    assert isinstance(outcomes[0].error, packages.PackageError) and "rasterio" in outcomes[0].error.text()
    assert not began
