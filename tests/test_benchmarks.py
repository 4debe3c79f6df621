"""The benchmarks, which no test measures: that they know the code of today."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
BENCHMARKS = sorted(path.stem for path in (TESTS / "bench").glob("*.py") if "\nif __name__" in path.read_text(encoding="utf-8"))


@pytest.fixture
def benchmark_of(monkeypatch):
    """Import a benchmark as `make bench` finds it; nothing of it stays."""
    for folder in ("core", "window", "bench"):
        monkeypatch.syspath_prepend(str(TESTS / folder))
    before = set(sys.modules)
    yield importlib.import_module
    for name in set(sys.modules) - before:
        if str(TESTS) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_finds_all_that_it_imports(benchmark_of, name):
    assert callable(benchmark_of(name).main)


def test_the_benchmark_of_scenarios_runs_on_a_small_run(benchmark_of, monkeypatch, capsys):
    scenario = benchmark_of("scenario")
    monkeypatch.setattr(scenario, "SIDE", 40)
    monkeypatch.setattr(scenario, "TIMES", 2)
    scenario.main()
    assert "its GPP under a change" in capsys.readouterr().out
