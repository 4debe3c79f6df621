"""The calendar: the steps that every driver and GPP map is given for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Union

import numpy as np

Date = Union[str, datetime.date, np.datetime64]

SOME_YEAR = 1
"""Stands in maps of years for one that is not known."""


@dataclass(frozen=True)
class Calendar:
    """Consecutive steps of whole days.

    Steps begin on days 1, 1 + length, 1 + 2 length ... of each year, so that 8-day steps are those of MODIS
    composites: 46 a year, the last one 5 or 6 days long.

    Attributes
    ----------
    starts : ndarray of datetime64[D], shape (time,)
        First day of each step.
    ends : ndarray of datetime64[D], shape (time,)
        Day after the last day of each step.
    """

    starts: np.ndarray
    ends: np.ndarray

    @classmethod
    def between(cls, first: Date, last: Date, step_days: int = 8) -> Calendar:
        """Return the steps of `step_days` days that overlap the days `first` to `last`, both included."""
        first, last = np.datetime64(first, "D"), np.datetime64(last, "D")
        if last < first:
            raise ValueError(f"The last day {last} is before the first day {first}.")
        if step_days < 1:
            raise ValueError(f"A step has at least one day, not {step_days}.")
        starts, ends = [], []
        for year in range(first.astype("datetime64[Y]").astype(int) + 1970, last.astype("datetime64[Y]").astype(int) + 1971):
            new_year, next_year = np.datetime64(f"{year}-01-01"), np.datetime64(f"{year + 1}-01-01")
            start = np.arange(new_year, next_year, step_days)
            end = np.minimum(start + step_days, next_year)
            keep = (end > first) & (start <= last)
            starts.append(start[keep])
            ends.append(end[keep])
        return cls(np.concatenate(starts), np.concatenate(ends))

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def days(self) -> np.ndarray:
        """Length of each step in days, float64 (time,)."""
        return (self.ends - self.starts).astype(np.float64)

    @property
    def middles(self) -> np.ndarray:
        """Middle of each step in days since 1970-01-01 00:00 UTC, float64 (time,)."""
        return self.starts.astype(np.float64) + self.days / 2

    @property
    def years(self) -> np.ndarray:
        """Calendar year of each step, int (time,)."""
        return self.starts.astype("datetime64[Y]").astype(int) + 1970

    @property
    def months(self) -> np.ndarray:
        """Month of the middle of each step, 1 to 12, int (time,)."""
        return np.floor(self.middles).astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12 + 1

    @property
    def labels(self) -> list[str]:
        """ISO start dates, the band descriptions of every series."""
        return [str(start) for start in self.starts]

    def every_day(self) -> np.ndarray:
        """Return all days of the calendar, datetime64[D]."""
        return np.arange(self.starts[0], self.ends[-1])

    def step_of(self, dates: np.ndarray) -> np.ndarray:
        """Return the index of the step that holds each date (datetime64), -1 outside; steps are consecutive."""
        dates = np.asarray(dates, "datetime64[D]")
        index = np.searchsorted(self.starts, dates, side="right") - 1
        inside = (index >= 0) & (dates < self.ends[np.maximum(index, 0)])
        return np.where(inside, index, -1)


def to_steps(starts: np.ndarray, ends: np.ndarray, values: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Return means over the steps of values given for periods, in their unit, float32 (time, ...); NaN where under half a step is known.

    Parameters
    ----------
    starts, ends : ndarray of datetime64[D] (period,)
        First day and day after the last day of each period.
    values : ndarray (period, ...)
        Means of the periods; NaN where missing.
    calendar : Calendar
        The steps.
    """
    first = np.maximum(starts[None, :], calendar.starts[:, None])
    last = np.minimum(ends[None, :], calendar.ends[:, None])
    days = np.maximum((last - first).astype(np.float64), 0.0)
    flat = np.asarray(values, np.float64).reshape(len(starts), -1)
    known = np.isfinite(flat)
    covered = days @ known
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(covered >= 0.5 * calendar.days[:, None], days @ np.where(known, flat, 0.0) / covered, np.nan)
    return mean.astype(np.float32).reshape(len(calendar), *values.shape[1:])


def to_days(dates: np.ndarray) -> np.ndarray:
    """Return datetime64 values as days since 1970-01-01 00:00 UTC, float64, fractions kept."""
    return np.asarray(dates, "datetime64[s]").astype(np.float64) / 86400.0
