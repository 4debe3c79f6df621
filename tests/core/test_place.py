"""Places of a finished run: their series, and GPP under changed drivers."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from run_folder import YEAR, write_run

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.run.finished_run import FinishedRun
from boreal_gpp_plugin.core.run.place import MOST_PIXELS, open_place
from boreal_gpp_plugin.core.scenarios import projection
from boreal_gpp_plugin.core.scenarios.deltas import Deltas
from boreal_gpp_plugin.core.scenarios.scenario import Scenario

CHANGE = Deltas.uniform(lst=2.0, soil_moisture=-20.0, thaw=-7.0, freeze=3.0)
NAMES = ("gpp", "evi", "lst", "soil_moisture", "thaw_fraction")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_run(tmp_path_factory.mktemp("runs") / "run")


@pytest.fixture(scope="module")
def run(folder):
    return FinishedRun.read(str(folder))


@pytest.fixture(scope="module")
def projected(folder, tmp_path_factory):
    """GPP of the full scenario, (time, y, x)."""
    out = tmp_path_factory.mktemp("scenario") / "out"
    projection.run(str(folder), Scenario("own", msg("Own"), msg("Own"), CHANGE), str(out))
    return read(out, "gpp")


def read(folder, name):
    with rasterio.open(f"{folder}/{name}.tif") as file:
        return file.read(masked=True).astype(float).filled(np.nan)


def centre(run, row, column):
    return run.grid.x[column], run.grid.y[row]


def zone(run, rows, columns):
    mask = np.zeros(run.grid.shape, bool)
    mask[rows, columns] = True
    return mask


def test_a_pixel_has_the_series_of_the_run(run, folder):
    place = open_place(run, *centre(run, 12, 30))
    assert set(place.series) == set(NAMES)
    for name in NAMES:
        assert np.array_equal(place.series[name], read(folder, name)[:, 12, 30])
    assert (place.n_pixels, place.n_read, place.strata) == (1, 1, {800: 1.0})


def test_a_zone_has_the_mean_of_its_modelled_pixels(run, folder):
    place = open_place(run, mask=zone(run, slice(0, 6), slice(15, 35)))  # two rows of it are water
    assert (place.n_pixels, place.n_read) == (80, 80)
    assert place.strata == pytest.approx({800: 0.75, 2100: 0.25})
    for name in NAMES:
        assert place.series[name] == pytest.approx(read(folder, name)[:, 2:6, 15:35].mean(axis=(1, 2)), rel=1e-5)


def test_a_large_zone_is_told_from_some_of_its_pixels(run, folder):
    place = open_place(run, mask=np.ones(run.grid.shape, bool))
    assert (place.n_pixels, place.n_read) == (28 * 40, MOST_PIXELS)
    whole = np.nanmean(read(folder, "gpp"), axis=(1, 2))
    spread = np.nanstd(read(folder, "gpp"), axis=(1, 2))
    assert np.all(np.abs(place.series["gpp"] - whole) <= 3 * spread / np.sqrt(MOST_PIXELS) + 1e-6)


def test_no_change_is_the_run_itself(run, folder):
    place = open_place(run, *centre(run, 20, 5))
    today = read(folder, "gpp")[:, 20, 5]
    assert np.array_equal(place.gpp(), today) and np.array_equal(place.gpp(Deltas()), today)


@pytest.mark.parametrize(("row", "column"), [(12, 30), (29, 0), (2, 20)])
def test_a_pixel_answers_as_the_full_scenario(run, projected, row, column):
    place = open_place(run, *centre(run, row, column))
    # float32, and radiation interpolated between other latitudes by tile.
    assert place.gpp(CHANGE) == pytest.approx(projected[:, row, column], abs=1e-4)


def test_a_zone_answers_as_the_mean_of_the_full_scenario(run, projected):
    place = open_place(run, mask=zone(run, slice(4, 14), slice(15, 30)))
    assert place.gpp(CHANGE) == pytest.approx(projected[:, 4:14, 15:30].mean(axis=(1, 2)), abs=1e-4)


def test_a_place_without_gpp_or_outside_is_refused(run):
    for where in (centre(run, 0, 0), (0.0, 0.0)):
        with pytest.raises(InputError, match="No GPP"):
            open_place(run, *where)
    with pytest.raises(InputError, match="No GPP"):
        open_place(run, mask=zone(run, slice(0, 2), slice(None)))


def test_the_calendar_is_that_of_the_run(run):
    assert open_place(run, *centre(run, 12, 30)).calendar.labels == YEAR.labels


def test_only_the_series_that_are_wanted_are_told_and_gpp_answers_all_the_same(run):
    place, whole = (open_place(run, *centre(run, 12, 30), names=names) for names in (("evi", "no_such_series"), None))
    assert set(place.series) == {"gpp", "evi"} < set(whole.series)
    assert np.array_equal(place.gpp(CHANGE), whole.gpp(CHANGE))
