"""Places of a finished run: their series, and GPP under changed drivers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import rasterio
from run_folder import YEAR, write_run

from boreal_gpp_plugin.core import observations
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.run import pixels
from boreal_gpp_plugin.core.run.finished_run import FinishedRun
from boreal_gpp_plugin.core.run.place import MOST_SQUARES, open_place, open_strata
from boreal_gpp_plugin.core.scenarios import projection
from boreal_gpp_plugin.core.scenarios.deltas import Deltas
from boreal_gpp_plugin.core.scenarios.scenario import Scenario
from boreal_gpp_plugin.core.scenarios.spread import Spread, together

CHANGE = Deltas.uniform(lst=2.0, soil_moisture=-20.0, thaw=-7.0, freeze=3.0)
NAMES = ("gpp", "evi", "lst", "soil_moisture", "thaw_fraction")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_run(tmp_path_factory.mktemp("runs") / "run")


@pytest.fixture(scope="module")
def run(folder):
    return FinishedRun.read(str(folder))


@pytest.fixture(scope="module")
def scenario_folder(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("scenario") / "out"
    projection.run(str(folder), Scenario("own", msg("Own"), msg("Own"), CHANGE), str(out))
    return out


@pytest.fixture(scope="module")
def projected(scenario_folder):
    """GPP of the full scenario, (time, y, x)."""
    return read(scenario_folder, "gpp")


def read(folder, name):
    with rasterio.open(f"{folder}/{name}.tif") as file:
        return file.read(masked=True).astype(float).filled(np.nan)


def pixel(run, row, column):
    return pixels.at_point(run.grid, run.grid.x[column] + 14, run.grid.y[row] - 14)


def zone(run, rows, columns):
    mask = np.zeros(run.grid.shape, bool)
    mask[rows, columns] = True
    return np.nonzero(mask)


def rectangle(run, rows, columns):
    """A polygon around the centres of some rows and columns of pixels."""
    x, y = run.grid.x[columns][[0, -1]], run.grid.y[rows][[0, -1]]
    left, right, top, bottom = x[0] - 9, x[1] + 9, y[0] + 9, y[1] - 9
    return {"type": "Polygon", "coordinates": [[[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]]}


def test_a_pixel_has_the_series_of_the_run(run, folder):
    place = open_place(run, pixel(run, 12, 30))
    assert set(place.series) == set(NAMES)
    for name in NAMES:
        assert np.array_equal(place.series[name], read(folder, name)[:, 12, 30])
    assert (place.n_pixels, place.squares.factor, place.strata) == (1, 1, {800: 1.0})


def test_a_zone_has_the_mean_of_its_modelled_pixels(run, folder):
    place = open_place(run, zone(run, slice(0, 6), slice(15, 35)))  # two rows of it are water
    assert (place.n_pixels, place.squares.factor) == (80, 1)
    assert place.strata == pytest.approx({800: 0.75, 2100: 0.25})
    for name in NAMES:
        assert place.series[name] == pytest.approx(read(folder, name)[:, 2:6, 15:35].mean(axis=(1, 2)), rel=1e-5)


def test_a_zone_holds_the_pixels_whose_centres_lie_in_its_polygon(run):
    drawn = rectangle(run, slice(3, 9), slice(11, 37))
    assert np.array_equal(pixels.in_polygon(run.grid, drawn), zone(run, slice(3, 9), slice(11, 37)))
    over_the_edge = rectangle(run, slice(3, 9), slice(11, 37))
    over_the_edge["coordinates"][0][1][0] = over_the_edge["coordinates"][0][2][0] = run.grid.bounds[2] + 500
    assert np.array_equal(pixels.in_polygon(run.grid, over_the_edge), zone(run, slice(3, 9), slice(11, None)))
    assert not len(pixels.in_polygon(run.grid, {"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 0]]]})[0])


@pytest.mark.parametrize("parts", [1, 2])
def test_a_zone_of_several_polygons_is_one_place(run, parts):
    drawn = [rectangle(run, slice(3, 9), slice(first, first + 4)) for first in (4, 20)][:parts]
    several = {"type": "MultiPolygon", "coordinates": [one["coordinates"] for one in drawn]}
    assert len(pixels.in_polygon(run.grid, several)[0]) == parts * 24


def test_of_a_large_zone_the_means_of_squares_are_read_and_its_own_pixels_weigh(tmp_path):
    large = FinishedRun.read(str(write_run(tmp_path / "run", shape=(300, 640))))
    whole = read(tmp_path / "run", "gpp")
    place = open_place(large, zone(large, slice(50, 300), slice(None)))
    assert (place.n_pixels, place.squares.factor) == (250 * 640, 4)
    assert place.squares.n_pixels.sum() == place.n_pixels and len(place.today[0]) == MOST_SQUARES
    assert place.series["gpp"] == pytest.approx(whole[:, 50:].mean(axis=(1, 2)), abs=2e-3)
    seen = observations.over(large, place.squares)["evi"]
    assert seen.values == pytest.approx(read(tmp_path / "run", "evi")[::5, 50:].mean(axis=(1, 2)), abs=2e-3)
    change = place.gpp(CHANGE) - place.gpp()
    few = open_place(large, zone(large, slice(50, 300, 7), slice(None, None, 7)))  # the same land, from pixels here and there
    assert change == pytest.approx(few.gpp(CHANGE) - few.gpp(), abs=0.02 * np.abs(change).max())


def test_a_stratum_has_the_mean_of_all_of_its_pixels(run, folder):
    for codes, columns, shares in (([800], slice(20, None), {800: 1.0}), ([2100, 800], slice(None), {800: 0.5, 2100: 0.5})):
        place = open_strata(run, codes)
        assert (place.n_pixels, place.strata) == (28 * len(range(*columns.indices(40))), shares)
        for name in NAMES:
            assert place.series[name] == pytest.approx(read(folder, name)[:, 2:, columns].mean(axis=(1, 2)), rel=1e-5)


def test_the_series_of_strata_are_those_that_the_run_keeps_of_every_pixel_however_little_is_read_of_them(run):
    kept = {"coniferous": {"gpp": [1.0] * 45 + [None], "evi": [0.5] * 46}, "wetland": {"gpp": [3.0] * 46, "evi": [0.3] * 46}}
    keeps = replace(run, record={**run.record, "series": kept})
    one, both = open_strata(keeps, [2100]), open_strata(keeps, [2100, 800])
    assert one.series["gpp"][:45].tolist() == [1.0] * 45 and np.isnan(one.series["gpp"][45])
    assert both.series["gpp"] == pytest.approx([2.0] * 45 + [3.0]) and both.series["evi"] == pytest.approx([0.4] * 46)
    assert np.array_equal(both.series["lst"], open_strata(run, [2100, 800]).series["lst"])
    assert np.array_equal(both.gpp(), both.series["gpp"], equal_nan=True)


def test_the_change_of_a_stratum_is_the_mean_of_that_of_the_full_scenario(run, folder, projected):
    change = open_strata(run, [800]).gpp(CHANGE) - open_strata(run, [800]).gpp()
    whole = (projected - read(folder, "gpp"))[:, 2:, 20:].mean(axis=(1, 2))
    assert change == pytest.approx(whole, abs=1e-4)


@pytest.mark.parametrize("of", ["pixel", "zone", "stratum"])
def test_a_change_is_as_sure_as_the_full_scenario_maps_it(run, scenario_folder, of):
    mapped = read(scenario_folder, "gpp_total_change_sd")[0]
    spread = {code: together(parts) for code, parts in Spread(run).of(CHANGE).items()}
    place, cells = {
        "pixel": lambda: (open_place(run, pixel(run, 12, 30)), mapped[12, 30]),
        "zone": lambda: (open_place(run, zone(run, slice(4, 14), slice(15, 30))), mapped[4:14, 15:30]),
        "stratum": lambda: (open_strata(run, [800]), mapped[2:, 20:]),
    }[of]()
    assert place.change_sd(spread) == pytest.approx(float(np.mean(cells)), rel=1e-4)
    assert place.change_sd(spread) > 1.0


def test_the_uncertainty_of_a_change_goes_with_what_the_run_keeps_of_a_stratum(run):
    whole = open_strata(run, [800])
    twice = replace(whole, series={**whole.series, "gpp": 2 * whole.series["gpp"]})
    assert twice.change_sd({800: 0.1}) == pytest.approx(2 * whole.change_sd({800: 0.1}))
    assert whole.change_sd({800: 0.1}) == pytest.approx(0.1 * whole.series["gpp"] @ YEAR.days, rel=1e-5)


def test_a_stratum_that_the_run_has_not_is_refused(run):
    with pytest.raises(InputError, match="No GPP is modelled"):
        open_strata(run, [2200])


def test_a_small_zone_is_read_pixel_by_pixel(tmp_path):
    large = FinishedRun.read(str(write_run(tmp_path / "run", shape=(300, 640))))
    place = open_place(large, zone(large, slice(100, 200), slice(200, 300)))
    assert (place.n_pixels, place.squares.factor) == (10000, 1)
    assert place.series["evi"] == pytest.approx(read(tmp_path / "run", "evi")[:, 100:200, 200:300].mean(axis=(1, 2)), rel=1e-5)


def test_no_change_is_the_run_itself(run, folder):
    place = open_place(run, pixel(run, 20, 5))
    today = read(folder, "gpp")[:, 20, 5]
    assert np.array_equal(place.gpp(), today) and np.array_equal(place.gpp(Deltas()), today)


@pytest.mark.parametrize(("row", "column"), [(12, 30), (29, 0), (2, 20)])
def test_a_pixel_answers_as_the_full_scenario(run, projected, row, column):
    place = open_place(run, pixel(run, row, column))
    # float32, and radiation interpolated between other latitudes by tile.
    assert place.gpp(CHANGE) == pytest.approx(projected[:, row, column], abs=1e-4)


def test_a_zone_answers_as_the_mean_of_the_full_scenario(run, projected):
    place = open_place(run, zone(run, slice(4, 14), slice(15, 30)))
    assert place.gpp(CHANGE) == pytest.approx(projected[:, 4:14, 15:30].mean(axis=(1, 2)), abs=1e-4)


def test_a_place_without_gpp_or_outside_is_refused(run):
    for where in (pixel(run, 0, 0), pixels.at_point(run.grid, 0.0, 0.0)):
        with pytest.raises(InputError, match="No GPP"):
            open_place(run, where)
    with pytest.raises(InputError, match="No GPP"):
        open_place(run, zone(run, slice(0, 2), slice(None)))


def test_the_calendar_is_that_of_the_run(run):
    assert open_place(run, pixel(run, 12, 30)).calendar.labels == YEAR.labels


def test_only_the_series_that_are_wanted_are_told_and_gpp_answers_all_the_same(run):
    place, whole = (open_place(run, pixel(run, 12, 30), names=names) for names in (("evi", "no_such_series"), None))
    assert set(place.series) == {"gpp", "evi"} < set(whole.series)
    assert np.array_equal(place.gpp(CHANGE), whole.gpp(CHANGE))
