"""A finished run read back from its folder."""

from __future__ import annotations

import numpy as np
import pytest
from run_folder import CODES, write_run

from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.terms import MEMORIES
from boreal_gpp_plugin.core.run import finished_run
from boreal_gpp_plugin.core.run.finished_run import FinishedRun

DEFAULTS = {code: {**FORMS["boreal"].default(prior), "f": 0.5, "w": 0.6} for code, prior in zip(CODES, ("ENF", "WET"))}


@pytest.mark.parametrize("driver", MEMORIES)
def test_a_run_remembers_the_memory_that_its_calibration_chose(tmp_path, driver):
    parameters = {code: {**values, "tau": MEMORIES[driver]} for code, values in DEFAULTS.items()}
    run = FinishedRun.read(str(write_run(tmp_path / "run", parameters=parameters)))
    assert run.form.memory == driver
    tile, grid = run.tiles()[0]
    assert driver in run.prepare(run.drivers_of(tile), grid.lonlat()[1])


def test_a_form_without_memory_has_none(tmp_path):
    assert FinishedRun.read(str(write_run(tmp_path / "run", form="tg"))).form.memory is None


def test_a_long_reference_table_is_read_in_blocks_like_a_short_one(tmp_path, monkeypatch):
    run = FinishedRun.read(str(write_run(tmp_path / "run")))
    path = run.folder / "reference.csv"
    head, first, second, *rows = path.read_text(encoding="utf-8").splitlines()
    gap = ",".join(["", ""] + [""] * (first.count(",") - 8))
    path.write_text("\n".join([head, first, ",".join(second.split(",")[:8]) + gap, *rows, ""]), encoding="utf-8")
    whole = finished_run._numbers(path)
    monkeypatch.setattr(finished_run, "_BLOCK", 200)
    parts = finished_run._numbers(path)
    assert list(parts) == list(whole) and len(whole["gpp"]) > 40 and np.isnan(whole["evi"][1])
    for name, values in whole.items():
        assert np.array_equal(values, parts[name], equal_nan=True), name
