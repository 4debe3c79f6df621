"""Soil moisture of a site from a few coarse cells."""

import numpy as np
import pytest
from coarse_site import GRID, aggregates, covariates, cut

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.fusion import soil_moisture
from boreal_gpp_plugin.core.fusion.aggregates import Accumulator
from boreal_gpp_plugin.core.grid import Grid, transform_bounds

YEAR = Calendar.between("2021-01-01", "2021-12-31")
EASE = "EPSG:6933"
NINE_KM = Grid.from_bounds(transform_bounds(GRID.bounds, GRID.crs, EASE), EASE, 9008.0).padded(2)


def maps(retrievals, states, site):
    looks = soil_moisture.looks_of(retrievals, states, NINE_KM, GRID, YEAR)
    return soil_moisture.fit(looks, NINE_KM, aggregates(site, YEAR), GRID, YEAR).of_tile(GRID, site)


@pytest.fixture(scope="module")
def site():
    return covariates(np.random.default_rng(1), YEAR)


@pytest.fixture(scope="module")
def drying(site):
    """A year that dries from 0.35 to 0.25 from May to September; frozen ground looks dry."""
    rng = np.random.default_rng(2)
    days = np.arange(365)
    truth = np.interp(days, [120, 270], [0.35, 0.25])
    states = np.ones((365, 2, *NINE_KM.shape))
    states[:100] = states[310:] = 0
    retrievals = truth[:, None, None, None] + 0.03 * rng.standard_normal(states.shape)
    retrievals[states == 0] = 0.02
    retrievals[rng.random(states.shape) < 0.5] = np.nan
    return maps(retrievals, states, site), truth


def test_the_mean_of_the_land_follows_the_retrievals(site, drying):
    (mean, _), truth = drying
    thawed = slice(15, 36)
    expected = truth[4::8][thawed]
    assert mean[thawed][:, site.land].mean(axis=1) == pytest.approx(expected, abs=0.012)


def test_frozen_ground_is_left_out(drying):
    (mean, sd), _ = drying
    assert np.nanmean(mean[0]) > 0.2
    assert np.nanmean(sd[0]) > np.nanmean(sd[25])


def test_wetland_is_wetter_where_cells_can_not_tell(site, drying):
    (mean, _), _ = drying
    wetland = (site.static[0] == 1) & site.land
    upland = (site.static[0] == 0) & site.land
    contrast = mean[25][wetland].mean() - mean[25][upland].mean()
    assert contrast == pytest.approx(soil_moisture.SLOPES["wetland"].mean, abs=0.03)


def test_water_has_no_soil(site, drying):
    (mean, _), _ = drying
    assert (np.isnan(mean) == ~site.land).all()


def test_many_looks_at_the_same_soil_do_not_outvote_what_is_known(site):
    """Cells differ by an unknown soil that no covariate tells: a year of looks is one look at it."""
    rng = np.random.default_rng(3)
    soil = 0.3 + 0.05 * rng.standard_normal((1, 1, *NINE_KM.shape))
    retrievals = soil + 0.02 * rng.standard_normal((365, 2, *NINE_KM.shape))
    retrievals[np.arange(365) % 5 != 0] = np.nan
    looks = soil_moisture.looks_of(retrievals, np.ones(retrievals.shape), NINE_KM, GRID, YEAR)
    pattern = soil_moisture.fit(looks, NINE_KM, aggregates(site, YEAR), GRID, YEAR)
    prior = soil_moisture.SLOPES["wetland"]
    assert np.abs(pattern.slopes[:, 0] - prior.mean).max() < 2 * prior.sd
    assert np.sqrt(pattern.covariance[:, 0, 0]).min() > 0.3 * prior.sd


def test_morning_and_evening_are_one_look(site):
    retrievals = np.full((365, 2, *NINE_KM.shape), np.nan)
    retrievals[3, 0], retrievals[3, 1] = 0.2, 0.4
    retrievals[5, 1] = 0.3
    looks = soil_moisture.looks_of(retrievals, np.ones(retrievals.shape), NINE_KM, GRID, YEAR)
    assert [look.day for look in looks] == [18628 + 3.5, 18628 + 5.5]
    assert looks[0].values == pytest.approx(0.3)


def test_wetness_is_relative_to_the_pixels_own_thawed_percentiles():
    moisture = np.linspace(0.1, 0.3, 41)[:, None, None] * np.ones((1, 1, 2))
    moisture[:, :, 1] *= 2
    wetness = soil_moisture.relative_wetness(moisture, np.ones(moisture.shape))
    # 5th and 95th percentile of 41 even steps are the 3rd and the 39th.
    assert wetness[:, 0, 0] == pytest.approx(np.clip((np.arange(41) - 2) / 36, 0, 1), abs=1e-6)
    assert wetness[:, 0, 1] == pytest.approx(wetness[:, 0, 0], abs=1e-6)


def test_frozen_steps_neither_count_nor_have_a_wetness():
    moisture = np.concatenate([np.full(10, 0.9), np.linspace(0.1, 0.3, 41)])[:, None, None]
    thaw = np.concatenate([np.zeros(10), np.ones(41)])[:, None, None]
    wetness = soil_moisture.relative_wetness(moisture, thaw)[:, 0, 0]
    assert np.isnan(wetness[:10]).all()
    assert wetness[30] == pytest.approx(0.5)


def test_a_pixel_that_hardly_varies_is_neither_wet_nor_dry():
    assert (soil_moisture.relative_wetness(np.full((10, 1, 1), 0.3), np.ones((10, 1, 1))) == 0.5).all()


def test_too_few_thawed_steps_give_no_wetness():
    thaw = np.array([1.0] * 4 + [0.0] * 20)[:, None, None]
    assert np.isnan(soil_moisture.relative_wetness(np.random.default_rng(1).random((24, 1, 1)), thaw)).all()


def test_a_site_much_smaller_than_a_cell_may_be_any_part_of_it(site, drying):
    """The cell shows the mean of what lies around, and the site alone may be its peat or its sand."""
    rows = columns = slice(0, 16)  # a tenth of a cell on a side
    grid, pixels = GRID.subgrid(0, 0, 16, 16), cut(site, (rows, columns))
    accumulator = Accumulator(grid, pixels.names, len(YEAR))
    accumulator.add((rows, columns), pixels)
    retrievals = np.full((365, 2, *NINE_KM.shape), 0.3)
    looks = soil_moisture.looks_of(retrievals, np.ones(retrievals.shape), NINE_KM, grid, YEAR)
    small = soil_moisture.fit(looks, NINE_KM, accumulator.aggregates(), grid, YEAR).of_tile(grid, pixels)[1]
    assert (small > 0.9 * soil_moisture.AROUND * 0.9).all()
    assert np.nanmedian(small) > np.nanmedian(drying[0][1])
