"""How much of a difference of GPP comes from each driver."""

from __future__ import annotations

import numpy as np
import pytest
from run_folder import CODES, drivers_of, write_run

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.drivers import difference
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.run.finished_run import FinishedRun

SHAPE = (30, 40)
LEFT, RIGHT = (np.zeros(SHAPE, bool) for _ in range(2))
LEFT[:, :20], RIGHT[:, 20:] = True, True


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return FinishedRun.read(str(write_run(tmp_path_factory.mktemp("runs") / "run")))


def total(run, mask):
    values = np.concatenate([run.map_of("gpp_total", tile)[mask[tile]] for tile, _ in run.tiles()]).astype(float)
    return np.nanmean(values)


def test_the_parts_between_zones_sum_to_the_difference(run):
    found = difference.between_zones(run, LEFT, RIGHT)
    assert set(found.parts) == {"m", "evi", "radiation", "lst", "thaw_fraction", "soil_moisture", "pattern", "days"}
    assert sum(found.parts.values()) == pytest.approx(found.after - found.before, abs=1e-6)
    for name, part in found.parts.items():
        assert found.by_step[name].sum() == pytest.approx(part)
    # The map is float32 and its radiation is interpolated within tiles.
    assert found.before == pytest.approx(total(run, LEFT), rel=1e-4)
    assert found.after == pytest.approx(total(run, RIGHT), rel=1e-4)
    assert (found.n_before, found.n_after) == (28 * 20, 28 * 20)


def test_zones_that_differ_in_one_driver_differ_by_that_driver(tmp_path):
    drivers = drivers_of(SHAPE)
    drivers = {name: np.broadcast_to(cube[:, :1, :1], cube.shape).copy() for name, cube in drivers.items()}
    drivers["soil_moisture"][:, :, 20:] = 0.15
    parameters = {code: {**FORMS["boreal"].default("ENF"), "f": 0.5, "w": 0.3} for code in CODES}
    found = difference.between_zones(FinishedRun.read(str(write_run(tmp_path / "run", drivers, parameters=parameters))), LEFT, RIGHT)
    assert found.parts["soil_moisture"] < -10
    # Latitude differs by 2e-6 between columns of the grid; all else not at all.
    assert found.parts["soil_moisture"] == pytest.approx(found.after - found.before, rel=1e-3)


def test_a_zone_compared_with_itself_has_no_difference(run):
    found = difference.between_zones(run, LEFT, LEFT)
    assert found.after == found.before
    assert all(part == pytest.approx(0, abs=1e-9) for part in found.parts.values())


def test_a_zone_without_gpp_is_refused(run):
    water = np.zeros(SHAPE, bool)
    water[:2] = True
    with pytest.raises(InputError, match="No pixel"):
        difference.between_zones(run, LEFT, water)


def test_the_parts_between_years_sum_to_the_difference(tmp_path):
    calendar = Calendar.between("2020-01-01", "2021-12-31")  # the last step of 2020 has six days
    drivers = drivers_of(SHAPE, calendar)
    drivers["lst"][calendar.years == 2021] += 3.0
    run = FinishedRun.read(str(write_run(tmp_path / "run", drivers, calendar)))
    found = difference.between_years(run, 2020, 2021, LEFT)
    assert sum(found.parts.values()) == pytest.approx(found.after - found.before, abs=1e-6)
    assert found.parts["lst"] > 1 and found.parts["m"] == 0
    assert found.n_before == found.n_after == 28 * 20
    assert max(found.parts, key=lambda name: abs(found.parts[name])) == "lst"


def test_a_year_that_the_run_lacks_is_refused(run):
    with pytest.raises(InputError, match="2019"):
        difference.between_years(run, 2019, 2021)


def test_the_parts_between_runs_sum_to_the_difference(run, tmp_path):
    drivers = drivers_of(SHAPE)
    drivers["evi"] = drivers["evi"] + 0.03
    other = FinishedRun.read(str(write_run(tmp_path / "green", drivers)))
    found = difference.between_runs(run, other)
    assert sum(found.parts.values()) == pytest.approx(found.after - found.before, abs=1e-6)
    assert found.parts["evi"] == pytest.approx(found.after - found.before, abs=1e-6)
    assert found.parts["evi"] > 50


def test_runs_that_do_not_match_are_refused(run, tmp_path):
    tg = write_run(tmp_path / "tg", form="tg", parameters={code: FORMS["tg"].default("ENF") for code in CODES})
    with pytest.raises(InputError, match="another model or grid"):
        difference.between_runs(run, FinishedRun.read(str(tg)))
    short = Calendar.between("2021-05-01", "2021-09-30")
    summer = FinishedRun.read(str(write_run(tmp_path / "summer", drivers_of(SHAPE, short), short)))
    with pytest.raises(InputError, match="steps"):
        difference.between_runs(run, summer)
