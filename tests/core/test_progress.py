"""Progress: shares of nested stages, the question whether to stop, and the brake on reports."""

from __future__ import annotations

import pytest

from boreal_gpp_plugin.core import progress as module
from boreal_gpp_plugin.core.errors import Cancelled
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.progress import Progress, throttled


@pytest.fixture
def clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def test_nested_stages_report_shares_of_the_whole():
    seen = []
    progress = Progress(lambda share, text: seen.append((round(share, 6), str(text))))
    with progress.stage(msg("Outer"), 0.5, 1.0), progress.stage(msg("Inner"), 0.0, 0.5):
        progress.update(0.5)
    assert seen == [(0.5, "Outer"), (0.5, "Inner"), (0.625, "Inner"), (0.75, "Inner"), (1.0, "Outer")]


def test_a_cancelled_job_stops_at_the_next_item():
    stopped = []
    progress = Progress(is_cancelled=lambda: bool(stopped))
    with pytest.raises(Cancelled):
        for _ in progress.each([1, 2, 3]):
            stopped.append(True)
    assert len(stopped) == 1


def test_reports_in_quick_succession_are_held_back(clock):
    seen = []
    report = throttled(lambda share, text: seen.append(share), 0.1)
    for i in range(100):
        clock[0] = i * 0.01
        report(i / 200, msg("Reading"))
    assert len(seen) == pytest.approx(10, abs=1)  # one second of reports, ten a second


def test_a_new_stage_and_the_end_are_reported_at_once(clock):
    seen = []
    report = throttled(lambda share, text: seen.append((share, str(text))), 0.1)
    report(0.1, msg("Reading"))
    report(0.2, msg("Reading"))
    report(0.3, msg("Writing"))
    report(1.0, msg("Writing"))
    assert seen == [(0.1, "Reading"), (0.3, "Writing"), (1.0, "Writing")]
