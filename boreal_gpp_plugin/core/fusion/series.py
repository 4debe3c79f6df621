"""Daily series of coarse cells: gaps filled in time, days averaged to steps."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from ..calendar import Calendar


def fill_in_time(daily: np.ndarray) -> np.ndarray:
    """Return daily series (day, ...) with gaps filled linearly in time and held constant at the ends; all-NaN series stay NaN."""
    filled = np.array(daily, np.float64).reshape(len(daily), -1)
    days = np.arange(len(daily))
    for series in filled.T:
        known = np.isfinite(series)
        if known.any() and not known.all():
            series[~known] = np.interp(days[~known], days[known], series[known])
    return filled.reshape(np.shape(daily))


def days_from(given: np.ndarray) -> np.ndarray:
    """Return how many days each day lies from the nearest that is `given`, bool (day,), one at least; float64 (day,)."""
    return ndimage.distance_transform_edt(~given)


def step_means(daily: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Return the mean of each step of daily series (day, ...) that cover `calendar.every_day()`, float32 (time, ...)."""
    first = (calendar.starts - calendar.starts[0]).astype(int)
    total = np.add.reduceat(np.asarray(daily, np.float64), first, axis=0)
    return (total / calendar.days.reshape(-1, *([1] * (np.ndim(daily) - 1)))).astype(np.float32)
