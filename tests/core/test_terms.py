"""Scaling functions against published and hand-computed numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.model import terms

YEAR = Calendar.between("2021-01-01", "2021-12-31")


def test_greenness_begins_at_an_evi_of_a_tenth():
    assert terms.greenness(np.array([-0.1, 0.1, 0.5, np.nan])) == pytest.approx([0, 0, 0.4, np.nan], nan_ok=True)


@pytest.mark.parametrize(("lst", "expected"), [(-5, 0), (0, 0), (15, 0.5), (30, 1.0), (40, 0.5), (50, 0), (60, 0)])
def test_tg_temperature_has_its_published_branches(lst, expected):
    assert terms.tg_temperature(np.array(float(lst))) == pytest.approx(expected)


@pytest.mark.parametrize(("x", "expected"), [(-10, 0), (-4, 0), (1, 0.25), (6, 0.5), (16, 1), (30, 1)])
def test_a_ramp_is_linear_between_its_ends(x, expected):
    assert terms.ramp(np.array(float(x)), -4.0, 16.0) == pytest.approx(expected)


def test_a_floor_keeps_its_share_under_full_limitation():
    assert terms.floored(np.array([0.0, 0.5, 1.0]), 0.3) == pytest.approx([0.3, 0.65, 1.0])


def test_a_floor_of_one_needs_no_driver():
    assert terms.floored(np.array([np.nan, 0.2]), np.array([1.0, 0.5])) == pytest.approx([1.0, 0.6])


def test_radiation_is_a_power_of_its_share_of_thirty():
    assert terms.radiation(np.array([0.0, 7.5, 30.0]), 0.5) == pytest.approx([0, 0.5, 1])


# FAO-56, Example 8: 3 September at 20 S gives 32.2 MJ m-2 d-1, printed to one decimal.
def test_potential_radiation_is_that_of_fao_56_example_8():
    assert terms.potential_radiation(-20.0, 246) == pytest.approx(32.2, abs=0.05)


# FAO-56, Table 2.6, 15 January ... at 50 N and 70 N to one decimal; the table was made for other days of some months, hence 0.15.
@pytest.mark.parametrize(("latitude", "day", "expected"), [(70, 135, 35.2), (70, 166, 42.5), (70, 46, 2.6), (50, 15, 8.9), (50, 196, 40.2)])
def test_potential_radiation_is_that_of_fao_56_tables(latitude, day, expected):
    assert terms.potential_radiation(latitude, day) == pytest.approx(expected, abs=0.15)


def test_the_polar_night_has_no_radiation_and_the_polar_day_the_closed_form():
    assert terms.potential_radiation(80.0, 355) == 0
    # Sun above the horizon all day: 24 * 60 * Gsc * dr * sin(phi) sin(delta), with delta = 0.409 and dr = 0.967 at the solstice.
    assert terms.potential_radiation(90.0, 172) == pytest.approx(24 * 60 * 0.0820 * 0.967 * np.sin(0.409), rel=1e-3)


@given(st.floats(40, 75), st.floats(0, 0.6))
def test_radiation_of_a_step_is_the_mean_of_its_days(south, span):
    latitude = np.array([south, south + span])
    by_step = terms.step_radiation(latitude, YEAR)
    days = np.arange(1, 366)
    expected = [terms.potential_radiation(latitude, days[(days > 8 * i) & (days <= 8 * i + 8), None]).mean(axis=0) for i in (0, 20, 45)]
    # float32 and interpolation between latitudes 0.05 degrees apart; a little more where the polar night begins.
    assert np.abs(by_step[:, [0, 20, 45]].T - expected).max() < 2e-3


def test_time_goes_where_it_is_asked_for():
    latitude = np.linspace(50, 51, 6).reshape(2, 3)
    assert terms.step_radiation(latitude, YEAR, 0).shape == (46, 2, 3)
    assert np.array_equal(terms.step_radiation(latitude, YEAR, 0), np.moveaxis(terms.step_radiation(latitude, YEAR, -1), -1, 0))


def test_memory_leaves_a_constant_temperature_unchanged():
    assert terms.lagged(np.full((2, 46), 7.5), YEAR) == pytest.approx(np.full((2, 46), 7.5))


def test_memory_answers_a_jump_as_an_exponential():
    days = Calendar.between("2021-06-01", "2021-07-20", 1)
    lst = np.where(np.arange(50) < 10, 0.0, 10.0)
    elapsed = np.maximum(np.arange(50) - 9, 0)
    assert terms.lagged(lst, days, 12.0) == pytest.approx(10 * (1 - np.exp(-elapsed / 12.0)))


def test_memory_counts_the_days_of_a_shorter_step():
    year_end = Calendar.between("2021-12-19", "2022-01-08", 8)
    assert year_end.days.tolist() == [8, 5, 8]
    moved = terms.lagged(np.array([0.0, 10.0, 10.0]), year_end, 10.0)
    assert moved == pytest.approx([0, 10 * (1 - np.exp(-0.5)), 10 * (1 - np.exp(-1.3))])


def test_a_whole_year_begins_with_the_memory_of_its_end():
    lst = np.where(np.arange(46) < 23, 0.0, 10.0)
    # The year before ended at 10 degC, so the first step still remembers exp(-8 / 10) of it.
    assert terms.lagged(lst, YEAR)[0] == pytest.approx(10 * np.exp(-0.8), rel=1e-6)


def test_a_summer_begins_with_its_own_first_value():
    summer = Calendar.between("2021-06-01", "2021-08-31")
    lst = np.linspace(5.0, 25.0, len(summer))
    assert terms.lagged(lst, summer)[0] == 5.0


def test_memory_is_missing_where_temperature_is_and_fades_over_the_gap():
    days = Calendar.between("2021-06-01", "2021-06-30", 1)
    lst = np.where(np.arange(30) < 10, 0.0, 10.0)
    lst[10:20] = np.nan
    moved = terms.lagged(lst, days, 10.0)
    assert np.isnan(moved[10:20]).all()
    assert moved[20] == pytest.approx(10 * (1 - np.exp(-1.1)))


def test_a_gap_changes_no_memory_before_it_nor_that_of_other_places():
    summer = Calendar.between("2021-06-01", "2021-08-31")
    lst = np.random.default_rng(1).normal(15, 5, (2, len(summer)))
    gap = lst.copy()
    gap[0, -1] = np.nan
    # Places with gaps are worked out apart from those without: the same but for rounding.
    assert terms.lagged(gap, summer)[0, :-1] == pytest.approx(terms.lagged(lst, summer)[0, :-1], rel=1e-12)
    assert np.array_equal(terms.lagged(gap, summer)[1], terms.lagged(lst, summer)[1])


def test_memory_of_rasters_is_that_of_rows_in_their_own_type():
    lst = np.random.default_rng(0).normal(0, 10, (5, 46)).astype(np.float32)
    cube = terms.lagged(lst.T.reshape(46, 5, 1), YEAR, axis=0)
    assert cube.dtype == np.float32
    assert np.array_equal(cube[:, :, 0].T, terms.lagged(lst, YEAR))
