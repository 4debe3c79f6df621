"""Dates of the season from series with known ones."""

from __future__ import annotations

import numpy as np
import pytest

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.drivers import season

YEAR = Calendar.between("2021-01-01", "2021-12-31")
DAY = YEAR.middles - np.datetime64("2021-01-01").astype(float) + 1


def triangle(first: float, top: float, last: float, height: float = 10.0) -> np.ndarray:
    return np.interp(DAY, [first, top, last], [0, height, 0])


def thawed_between(first: float, last: float) -> np.ndarray:
    """Return the exact thawed share of each step where the land is thawed on days first to last."""
    starts = YEAR.starts.astype(float) - np.datetime64("2021-01-01").astype(float) + 1
    return np.clip(np.minimum(starts + YEAR.days, last) - np.maximum(starts, first), 0, None) / YEAR.days


def test_onset_and_end_are_where_a_tenth_of_the_peak_is_passed():
    found = season.timing(triangle(100, 197, 290), YEAR)
    # A triangle passes a tenth of its height a tenth of the way up; its top is seen at a step's middle, at most 4 days off.
    assert found["season_onset"] == pytest.approx(109.7, abs=0.5)
    assert found["season_end"] == pytest.approx(280.7, abs=0.5)
    assert found["season_length"] == pytest.approx(found["season_end"] - found["season_onset"], abs=1e-4)
    assert found["season_peak"] == pytest.approx(197, abs=4)


@pytest.mark.parametrize(("thaw", "freeze"), [(97.0, 305.0), (101.0, 300.5), (120.3, 311.9)])
def test_thaw_and_freeze_are_found_within_the_step(thaw, freeze):
    found = season.timing(triangle(120, 200, 280), YEAR, thawed_between(thaw, freeze))
    assert found["thaw_onset"] == pytest.approx(thaw, abs=1e-3)
    assert found["freeze_onset"] == pytest.approx(freeze, abs=1e-3)


def test_a_short_thaw_in_winter_is_not_the_spring():
    thawed = thawed_between(105, 300) + thawed_between(30, 40)
    assert season.timing(triangle(120, 200, 280), YEAR, thawed)["thaw_onset"] == pytest.approx(105, abs=1e-3)


def test_dates_that_the_record_does_not_see_are_missing():
    summer = Calendar.between("2021-06-01", "2021-08-31")
    found = season.timing(np.full(len(summer), 8.0), summer, np.ones(len(summer)))
    assert np.isnan(season.timing(np.arange(1.0, len(summer) + 1), summer)["season_peak"])  # still rising when the record ends
    assert all(np.isnan(found[name]) for name in ("season_onset", "season_end", "season_length", "thaw_onset", "freeze_onset"))


def test_land_without_gpp_has_no_season():
    found = season.timing(np.zeros((len(YEAR), 2, 3)), YEAR)
    assert all(np.isnan(values).all() and values.shape == (2, 3) for values in found.values())
    assert not season.growing(np.zeros((len(YEAR), 2, 3)), YEAR).any()


def test_missing_pixels_stay_missing():
    gpp = np.stack([triangle(100, 197, 290), np.full(len(YEAR), np.nan)], axis=1)
    found = season.timing(gpp, YEAR, np.stack([thawed_between(97, 305), np.full(len(YEAR), np.nan)], axis=1))
    assert all(np.isfinite(values[0]) and np.isnan(values[1]) for values in found.values())


def test_dates_are_means_over_the_years():
    years = Calendar.between("2021-01-01", "2022-12-31")
    both = np.concatenate([triangle(100, 197, 290), triangle(110, 197, 290)])
    one = [season.timing(triangle(first, 197, 290), YEAR)["season_onset"] for first in (100, 110)]
    assert season.timing(both, years)["season_onset"] == pytest.approx(np.mean(one), abs=1e-3)


def test_a_season_can_be_measured_against_the_peak_of_another():
    low, high = triangle(100, 197, 290), triangle(100, 197, 290, 20)
    against_low = season.timing(high, YEAR, highest=season.peak(low, YEAR))
    assert against_low["season_length"] > season.timing(high, YEAR)["season_length"]
