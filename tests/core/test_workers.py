"""Work on pieces: in order, a few ahead, stopped when asked, in threads or on a Dask cluster."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from functools import partial

import numpy as np
import pytest

from boreal_gpp_plugin.core import calendar
from boreal_gpp_plugin.core.errors import Cancelled, InputError
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.workers import Workers, tile_size


def test_results_come_in_the_order_of_the_pieces():
    def work(i):
        time.sleep(0.01 * (i % 3))
        return i * i

    with Workers(threads=4) as workers:
        assert list(workers.each(work, range(20), Progress())) == [(i, i * i) for i in range(20)]


def test_pieces_are_worked_on_by_several_threads_but_few_are_ready_ahead():
    begun, threads = [], set()

    def work(i):
        begun.append(i)
        threads.add(threading.get_ident())
        time.sleep(0.005)

    with Workers(threads=3) as workers:
        for done, _ in workers.each(work, range(30), Progress()):
            assert len(begun) <= done + 5  # what is yielded, three threads and one waiting for them
    assert len(threads) > 1
    assert sorted(begun) == list(range(30))


def test_what_a_piece_raises_reaches_the_caller_and_no_further_piece_is_begun():
    begun = []

    def work(i):
        begun.append(i)
        if i == 2:
            raise InputError("broken")
        time.sleep(0.02)

    with Workers(threads=1) as workers, pytest.raises(InputError, match="broken"):
        list(workers.each(work, range(100), Progress()))
    assert max(begun) <= 4


def test_a_cancelled_job_does_not_wait_for_its_pieces():
    stop = threading.Event()
    progress = Progress(is_cancelled=stop.is_set)
    hold = threading.Event()
    workers = Workers(threads=1)
    try:
        threading.Timer(0.1, stop.set).start()
        started = time.monotonic()
        with pytest.raises(Cancelled):
            list(workers.each(lambda i: hold.wait(20), range(3), progress))
        assert time.monotonic() - started < 5  # a fraction of what the piece would take
    finally:
        hold.set()
        workers.close()


def test_progress_moves_with_each_piece():
    shares = []
    with Workers(threads=2) as workers:
        list(workers.each(lambda i: i, range(4), Progress(report=lambda share, text: shares.append(share))))
    assert shares == [0.0, 0.25, 0.5, 0.75]


def test_more_memory_gives_larger_tiles_and_more_layers_or_threads_smaller_ones():
    usual = tile_size(layers=350, memory_gb=2, threads=2)
    assert usual == 256  # the most, however much there is
    assert tile_size(350, 0.5, threads=2) < usual
    assert tile_size(350, 2, threads=16) < usual
    assert tile_size(3500, 2, threads=2) < usual
    assert tile_size(350, 1e-6, threads=2) == 16  # something can always be done
    assert all(24 * 350 * 4 * tile_size(350, gb, 4) ** 2 <= gb * 1e9 for gb in (0.5, 1, 2, 4))


def test_a_cluster_that_does_not_answer_is_told_with_its_address(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("boreal_gpp_plugin.core.workers._CONNECT", 0.3)
    with pytest.raises(InputError, match=r"tcp://127\.0\.0\.1:9"):
        Workers(cluster="tcp://127.0.0.1:9")


def test_a_cluster_without_its_package_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match="distributed is not installed"):
        Workers(cluster="tcp://127.0.0.1:9")


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler with one worker, both in processes that do not have this package."""
    pytest.importorskip("distributed")
    about = tmp_path / "scheduler.json"
    module = [sys.executable, "-m"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path, "env": {"PATH": "/usr/bin:/bin"}}
    options = ["--scheduler-file", str(about), "--interface", "lo", "--no-dashboard"]
    scheduler = subprocess.Popen([*module, "distributed.cli.dask_scheduler", *options, "--port", "0"], **quiet)
    worker = subprocess.Popen([*module, "distributed.cli.dask_worker", *options, "--no-nanny", "--nthreads", "1"], **quiet)
    try:
        until = time.monotonic() + 60
        while not about.exists() or not about.read_text().strip():
            assert time.monotonic() < until
            time.sleep(0.1)
        yield json.loads(about.read_text())["address"]
    finally:
        for process in (worker, scheduler):
            process.terminate()
            process.wait(30)


def test_a_cluster_gives_the_same_as_threads_and_needs_nothing_installed_but_the_libraries(cluster):
    days = [f"2021-{month:02d}-28" for month in range(1, 13)]
    until = partial(calendar.Calendar.between, "2021-01-01", step_days=8)
    with Workers(cluster=cluster) as there, Workers(threads=1) as here:
        far, near = list(there.each(until, days, Progress())), list(here.each(until, days, Progress()))
    for (day, steps), (same_day, same_steps) in zip(far, near):
        assert day == same_day
        np.testing.assert_array_equal(steps.days, same_steps.days)
