"""Slopes from contrasts between pixels near each other."""

import numpy as np
import pytest

from boreal_gpp_plugin.core.fusion import slopes
from boreal_gpp_plugin.core.fusion.slopes import Block
from boreal_gpp_plugin.core.fusion.state_space import Memory
from boreal_gpp_plugin.core.fusion.variogram import Variogram

SIDE, CELL = 16, 1000.0
TRUE = Variogram(2.0, 6000.0, 0.1, 1.0)
PRIOR = Memory(np.array([-3.0]), np.array([[64.0]]), np.array([60.0]))
X, Y = (axis.ravel() * CELL for axis in np.meshgrid(np.arange(SIDE), np.arange(SIDE)))
DAYS = np.arange(0.0, 160.0, 8.0)


def water_of(rng):
    """Shares of water of the pixels: a lake in every tenth."""
    return np.where(rng.random(SIDE**2) < 0.1, rng.uniform(0.2, 1.0, SIDE**2), 0.0)


def blocks_of(rng, water, lakes=1.0, step=-10.0, field=None):
    """Looks at land under a smooth field, or a field of its own each day, and at lakes that are `step` colder than land on the whole."""
    factor = np.linalg.cholesky(TRUE.smooth(X, Y) + 1e-9 * np.eye(SIDE**2))
    found = []
    for day in DAYS:
        weather = factor @ rng.standard_normal(SIDE**2) if field is None else field
        lake = step + np.sqrt(lakes) * rng.standard_normal(SIDE**2)
        noise = np.sqrt(TRUE.nugget) * rng.standard_normal(SIDE**2)
        found.append(Block(day, X, Y, 15 + (1 - water) * weather + water * lake + noise, water[:, None]))
    return found


def test_the_step_to_water_is_held_against_land_as_a_whole_and_not_against_the_weather_around_lakes():
    rng = np.random.default_rng(3)
    warm = 3 * np.exp(-((X - 4 * CELL) ** 2 + (Y - 4 * CELL) ** 2) / (6 * CELL) ** 2)
    water = np.where(np.hypot(X - 4 * CELL, Y - 4 * CELL) < 2 * CELL, 0.6, 0.0)  # where it is warmer than elsewhere
    found, _ = slopes.fit(blocks_of(rng, water, 0.0, field=warm - warm.mean()), PRIOR, TRUE, DAYS)
    # Around the lake land is 2 K warmer than on the whole: against that land the step would be -12 K.
    assert found.mean[:, 0] == pytest.approx(-10.0, abs=1.2)


def test_intervals_of_the_step_to_water_hold_it():
    inside = []
    for seed in range(6):
        rng = np.random.default_rng(seed)
        found, _ = slopes.fit(blocks_of(rng, water_of(rng)), PRIOR, TRUE, DAYS)
        inside.append(np.abs(found.mean[:, 0] + 10.0) < 1.645 * np.sqrt(found.covariance[:, 0, 0]))
    assert 0.75 < np.mean(inside) <= 1.0  # days of a seed are not independent


@pytest.mark.parametrize("lakes", [0.25, 4.0])
def test_how_much_lakes_differ_is_found_from_many_looks(lakes):
    rng = np.random.default_rng(5)
    found = slopes._water_variance(blocks_of(rng, water_of(rng), lakes), PRIOR, TRUE, 1.0)
    assert found == pytest.approx(lakes, rel=0.35)


def test_without_water_its_variance_stays_what_is_believed():
    rng = np.random.default_rng(6)
    assert slopes._water_variance(blocks_of(rng, np.zeros(SIDE**2)), PRIOR, TRUE, 1.7) == 1.7
