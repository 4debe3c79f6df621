"""The calendar of steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boreal_gpp_plugin.core.calendar import Calendar, to_days


def test_a_year_of_eight_day_steps_is_that_of_modis_composites():
    calendar = Calendar.between("2021-01-01", "2021-12-31", 8)
    assert len(calendar) == 46
    assert calendar.labels[:2] == ["2021-01-01", "2021-01-09"]
    assert calendar.days[-1] == 5
    assert Calendar.between("2020-01-01", "2020-12-31", 8).days[-1] == 6


def test_steps_start_again_on_new_years_day():
    calendar = Calendar.between("2020-12-20", "2021-01-10", 8)
    assert calendar.labels == ["2020-12-18", "2020-12-26", "2021-01-01", "2021-01-09"]


@given(first=st.integers(0, 900), length=st.integers(0, 900), step=st.integers(1, 92))
def test_steps_are_consecutive_and_hold_the_whole_period(first, length, step):
    start = np.datetime64("2019-06-01") + first
    calendar = Calendar.between(start, start + length, step)
    assert (calendar.starts[1:] == calendar.ends[:-1]).all()
    assert calendar.starts[0] <= start
    assert calendar.ends[-1] > start + length
    days = np.arange(start, start + length + 1)
    index = calendar.step_of(days)
    assert (calendar.starts[index] <= days).all()
    assert (calendar.ends[index] > days).all()


def test_days_outside_the_calendar_have_no_step():
    calendar = Calendar.between("2021-01-01", "2021-12-31")
    outside = np.array(["2020-12-31", "2022-01-01"], "datetime64[D]")
    assert list(calendar.step_of(outside)) == [-1, -1]


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before"):
        Calendar.between("2021-02-01", "2021-01-01")


def test_times_keep_their_fraction_of_a_day():
    assert to_days(np.array(["1970-01-02T12:00:00"], "datetime64[s]"))[0] == 1.5


def test_a_step_belongs_to_the_month_of_its_middle():
    calendar = Calendar.between("2021-01-25", "2021-03-05")
    assert calendar.months.tolist() == [1, 2, 2, 2, 3]  # from 25 January to 1 February ... from 26 February to 5 March
