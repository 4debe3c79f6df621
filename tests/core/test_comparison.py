"""Two zones, years or runs compared by name."""

from __future__ import annotations

import csv

import pytest
from run_folder import drivers_of, write_run

from boreal_gpp_plugin.core.drivers import comparison
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.run.finished_run import FinishedRun


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return FinishedRun.read(str(write_run(tmp_path_factory.mktemp("runs") / "run")))


def test_the_parts_of_two_strata_sum_to_their_difference(run, tmp_path):
    found = comparison.compare(run, "zones", "coniferous", "wetland")
    assert (found.n_before, found.n_after) == (28 * 20, 28 * 20)
    assert sum(found.parts.values()) == pytest.approx(found.after - found.before, abs=1e-6)
    comparison.write_table(found, run.form, str(tmp_path / "d.csv"))
    with open(tmp_path / "d.csv", newline="", encoding="utf-8") as file:
        rows = {row["part"]: row for row in csv.DictReader(file)}
    assert float(rows["difference"]["gpp"]) == float(rows["second"]["gpp"]) - float(rows["first"]["gpp"])
    parts = [row for name, row in rows.items() if name not in ("first", "second", "difference")]
    assert {"m", "evi", "lst", "pattern", "days"} <= {row["part"] for row in parts} and all(row["title"] for row in parts)
    assert sum(float(row["share"]) for row in parts) == pytest.approx(1.0, abs=1e-6)


def test_a_warmer_run_differs_by_temperature_alone(run, tmp_path):
    drivers = drivers_of((30, 40))
    drivers["lst"] = drivers["lst"] + 2
    warmer = write_run(tmp_path / "warmer", drivers)
    found = comparison.compare(run, "runs", "", str(warmer))
    assert found.parts["lst"] == pytest.approx(found.after - found.before, abs=1e-6)
    assert found.parts["lst"] > 1 and found.parts["evi"] == 0


def test_what_is_not_there_is_told_with_what_is(run):
    with pytest.raises(InputError, match="swamp") as error:
        comparison.compare(run, "zones", "swamp", "wetland")
    assert "coniferous" in str(error.value.fix)
    with pytest.raises(InputError, match="no year"):
        comparison.compare(run, "years", "2021", "")
    with pytest.raises(InputError, match="1999"):
        comparison.compare(run, "years", "2021", "1999")
