"""The truth behind the sample site: magnitudes and seasons of boreal towers, and the physics that fusion is meant to find."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from affine import Affine

from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.sample import landscape as ls
from boreal_gpp_plugin.core.sample import scene, truth, weather
from boreal_gpp_plugin.core.sample.cells import Cells

# The 12 km site at 300 m: the truth is a function of place, so that the sample of cells has the site's means.
FINE = Grid(ls.CRS, Affine(300.0, 0.0, ls.CENTRE[0] - 6000.0, 0.0, -300.0, ls.CENTRE[1] + 6000.0), 40, 40)
FAR = Grid(ls.CRS, Affine(1500.0, 0.0, ls.CENTRE[0] - 6000.0, 0.0, -1500.0, ls.CENTRE[1] + 6000.0), 8, 8)
CELLS = Cells(FINE, FAR)
YEARS = 3
SPREAD = CELLS.spreader(weather.NODES)


@pytest.fixture(scope="module")
def land():
    return ls.of_cells(CELLS, 1)


@pytest.fixture(scope="module")
def sky():
    return weather.simulate(1, YEARS)


@pytest.fixture(scope="module")
def series(land, sky):
    """Return daily truth, each (day, cell), and the months."""
    stands = {year: truth.Stand(land, year) for year in range(weather.FIRST_YEAR, weather.FIRST_YEAR + YEARS)}
    days = [stands[date.astype("datetime64[Y]").astype(int) + 1970].on(sky.day(date, SPREAD)) for date in sky.days]
    values = {name: np.stack([getattr(day, name) for day in days]) for name in ("gpp", "evi", "lst", "soil_moisture", "thaw_fraction")}
    return {**values, "month": sky.days.astype("datetime64[M]").astype(int) % 12 + 1}


@pytest.fixture(scope="module")
def clear_may_day(sky):
    """Return the clearest day of May, when covers differ most, under a clear sky."""
    date = min(
        (d for d in sky.days if str(d)[5:7] == "05"),
        key=lambda d: sky.cloud[int((d - sky.days[0]).astype(int))][weather.MIDDLE],
    )
    return sky.day(date, SPREAD)


def undisturbed(land, cover):
    return (land.land_cover == cover) & (land.fire_year == 0) & (land.harvest_year == 0)


# Annual sums (g C m-2) and means of the best month (g C m-2 d-1) of towers of each cover, with room for the weather of three years:
# conifer CA-Obs, CA-Man, CA-Qfo; broadleaf CA-Oas; mixedwood CA-Gro; treed wetland CA-WP1, CA-SCC; wetland SE-Deg, FI-Sii, CA-SCB.
@pytest.mark.parametrize(
    ("cover", "annual", "peak"),
    [
        (ls.CONIFEROUS, (600, 900), (4.3, 6.7)),
        (ls.BROADLEAF, (950, 1300), (9.0, 12.5)),
        (ls.MIXEDWOOD, (800, 1150), (7.0, 10.0)),
        (ls.WETLAND_TREED, (470, 720), (4.0, 6.8)),
        (ls.WETLAND, (300, 480), (2.8, 4.5)),
    ],
)
def test_gpp_has_the_magnitude_of_towers_of_its_cover(land, series, cover, annual, peak):
    gpp = series["gpp"][:, undisturbed(land, cover)].mean(axis=1)
    months = [gpp[series["month"] == m].mean() for m in range(1, 13)]
    assert annual[0] < gpp.sum() / YEARS < annual[1]
    assert peak[0] < max(months) < peak[1]


def test_a_young_burn_takes_up_about_half_of_what_its_cover_would(land, series):
    gpp = series["gpp"].mean(axis=0)
    young = (land.fire_year == 2018) & np.isin(land.land_cover, (ls.SHRUBS, ls.HERBS))
    old = undisturbed(land, ls.SHRUBS) | undisturbed(land, ls.HERBS)
    assert 0.4 < gpp[young].mean() / gpp[old].mean() < 0.8


def test_winter_has_hardly_any_gpp(series):
    winter = series["gpp"][(series["month"] <= 2) | (series["month"] == 12)]
    assert winter.mean() < 0.01
    assert winter.max() < 0.5  # conifers in a mild spell of December


def test_conifers_begin_before_broadleaf(land, series):
    def begin(cover):
        gpp = series["gpp"][:365, undisturbed(land, cover)].mean(axis=1)
        return np.argmax(gpp > 0.1 * gpp.max())

    assert begin(ls.BROADLEAF) - begin(ls.CONIFEROUS) > 14


def test_evi_tells_broadleaf_from_conifers_in_summer_alone(land, series):
    broadleaf, conifers = (series["evi"][:, undisturbed(land, c)].mean(axis=1) for c in (ls.BROADLEAF, ls.CONIFEROUS))
    july, january = series["month"] == 7, series["month"] == 1
    assert (broadleaf - conifers)[july].mean() > 0.15
    assert (broadleaf - conifers)[january].mean() < 0


def test_gpp_of_a_recovering_stand_follows_the_published_ages(land, sky):
    """Saturation is a little weaker under fewer leaves, hence not exact: 0.06."""
    day = sky.day(np.datetime64("2021-07-10"), SPREAD)
    place = int(np.flatnonzero(undisturbed(land, ls.SHRUBS))[0])
    one = land.on(lambda values: values[[place] * 3])
    one = dataclasses.replace(one, fire_year=np.array([0, 2018, 2006], np.uint16), vigour=np.ones(3, np.float32))
    gpp = truth.Stand(one, 2021).on(day.on(lambda values: values[[place] * 3])).gpp
    np.testing.assert_allclose(gpp / gpp[0], [1.0, 0.50, 0.95], atol=0.06)


def test_open_and_burnt_ground_is_hotter_than_forest_under_the_spring_sun_and_lakes_are_colder(land, clear_may_day):
    stand = truth.Stand(land, 2021)
    lst = stand.surface_temperature(clear_may_day, stand.greenness(clear_may_day), truth.MORNING)
    forest = lst[undisturbed(land, ls.CONIFEROUS)].mean()
    assert 5 < lst[land.fire_year == 2018].mean() - forest < 14
    assert 4 < lst[undisturbed(land, ls.HERBS)].mean() - forest < 14
    assert lst[land.land_cover == ls.WATER].mean() < forest - 5


def test_cloud_cools_the_surface_by_day_and_warms_it_by_night(land, clear_may_day):
    stand = truth.Stand(land, 2021)
    green = stand.greenness(clear_may_day)
    land_only = land.land_cover != ls.WATER
    for hour, sign in ((truth.MORNING, -1), (truth.EVENING, 1)):
        clear, overcast = (stand.surface_temperature(clear_may_day, green, hour, np.float32(c))[land_only] for c in (0.0, 1.0))
        assert (sign * (overcast - clear) > 0).all()


def test_higher_ground_is_colder_by_the_lapse_rate(land, clear_may_day):
    stand = truth.Stand(land, 2021)
    higher = truth.Stand(dataclasses.replace(land, elevation=land.elevation + 100), 2021)
    green = stand.greenness(clear_may_day)
    land_only = land.land_cover != ls.WATER
    difference = [s.surface_temperature(clear_may_day, green, truth.EVENING)[land_only] for s in (higher, stand)]
    np.testing.assert_allclose(difference[0] - difference[1], -0.65, atol=1e-3)


def test_the_ground_thaws_in_spring_and_freezes_in_autumn(series):
    thawed, month = series["thaw_fraction"].mean(axis=1), series["month"]
    assert thawed[month <= 2].mean() < 0.05
    assert thawed[(month >= 6) & (month <= 9)].mean() > 0.95
    spring = thawed[(month >= 3) & (month <= 5)]
    assert 0.3 < spring.mean() < 0.9
    assert set(np.unique(series["thaw_fraction"])) == {0.0, 0.5, 1.0}


def test_peat_is_wetter_than_sand_and_soil_dries_in_summer(land, series):
    wet = series["soil_moisture"]
    assert wet[:, land.land_cover == ls.WETLAND].mean() > wet[:, land.land_cover == ls.CONIFEROUS].mean() + 0.2
    assert wet[series["month"] == 8].mean() < wet[series["month"] == 4].mean()
    assert 0.02 < wet.min() < wet.max() < 0.75


def test_reflectance_gives_back_the_evi_of_the_truth(land, sky):
    """By the EVI equation, to the precision of 32 bits."""
    stand = truth.Stand(land, 2021)
    for date in ("2021-02-01", "2021-05-25", "2021-07-10", "2021-09-20"):
        day = sky.day(np.datetime64(date), SPREAD)
        bands = scene.clear_reflectance(stand, day)
        nir, red, blue = bands["nir"], bands["red"], bands["blue"]
        evi = 2.5 * (nir - red) / (nir + 6 * red - 7.5 * blue + 1)
        np.testing.assert_allclose(evi, stand.evi(day, stand.greenness(day)), atol=1e-5)
        for band in bands.values():
            assert 0 < band.min() < band.max() < 0.6


def test_cells_and_weather_stay_in_32_bits(series):
    assert all(values.dtype == np.float32 for name, values in series.items() if name != "month")
