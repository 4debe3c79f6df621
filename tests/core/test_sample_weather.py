"""The weather of the sample site."""

from __future__ import annotations

import math

import numpy as np
import pytest

from boreal_gpp_plugin.core.sample import weather


@pytest.fixture(scope="module")
def sky():
    return weather.simulate(1, 6)


def middle(values):
    return values[:, weather.MIDDLE[0], weather.MIDDLE[1]]


def month(sky):
    return sky.days.astype("datetime64[M]").astype(int) % 12 + 1


def test_potential_radiation_is_that_of_the_published_example():
    """FAO Irrigation and Drainage Paper 56, example 8: 20 degrees south on 3 September, 32.2 MJ m-2 d-1."""
    assert weather.potential_radiation(np.array([246.0]), np.array([-20.0]))[0] == pytest.approx(32.2, abs=0.1)


@pytest.mark.parametrize(("temperature", "pressure"), [(15.0, 1.705), (24.5, 3.075)])
def test_saturation_pressure_is_that_of_the_published_table(temperature, pressure):
    """FAO Irrigation and Drainage Paper 56, examples 3 and table 2.3, to their last digit."""
    assert weather.saturation_pressure(temperature) == pytest.approx(pressure, abs=0.001)


def test_the_sun_stands_at_noon_at_90_degrees_less_latitude_plus_declination():
    height = weather.sun_elevation(172.0, 53.9, 12.0)
    assert math.degrees(height) == pytest.approx(90 - 53.9 + 23.4, abs=0.1)


def test_the_first_year_is_the_same_however_many_follow(sky):
    alone = weather.simulate(1, 1)
    for name in ("tmean", "cloud", "precipitation", "soil_wetness"):
        np.testing.assert_array_equal(getattr(alone, name), getattr(sky, name)[: len(alone.days)])


def test_the_climate_is_that_of_the_southern_boreal_forest(sky):
    tmean, months = middle(sky.tmean), month(sky)
    # Six years of months whose means vary by some 2 K summer and 4 K winter: two standard errors.
    assert tmean[months == 1].mean() == pytest.approx(-16.6, abs=4.0)
    assert tmean[months == 7].mean() == pytest.approx(16.9, abs=2.0)
    assert 350 < middle(sky.precipitation).sum() / 6 < 650
    assert 0.6 < middle(sky.cloud).mean() < 0.75


def test_minimum_mean_and_maximum_are_in_order(sky):
    assert (sky.tmin < sky.tmean).all()
    assert (sky.tmean < sky.tmax).all()


def test_cloud_is_cold_in_summer_and_warm_in_winter(sky):
    cloud, tmax, months = middle(sky.cloud), middle(sky.tmax), month(sky)
    summer, winter = (months >= 6) & (months <= 8), (months == 12) | (months <= 2)
    assert np.corrcoef(cloud[summer], tmax[summer])[0, 1] < -0.2
    assert np.corrcoef(cloud[winter], middle(sky.tmean)[winter])[0, 1] > 0.1


def test_snow_lies_in_winter_and_is_gone_in_summer(sky):
    snow, months = middle(sky.snow), month(sky)
    assert snow[months == 2].mean() > 0.9
    assert snow[(months >= 6) & (months <= 8)].max() < 0.01


def test_years_differ_in_the_date_of_leaf_out(sky):
    shifts = np.unique(sky.spring_shift)
    assert len(shifts) > 3
    assert np.abs(shifts).max() <= 16


def test_wetness_stays_between_empty_and_full(sky):
    for wetness in (sky.soil_wetness, sky.surface_wetness):
        assert 0 < wetness.min() < wetness.max() <= 1
