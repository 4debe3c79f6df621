"""Freeze/thaw: half-daily states of coarse cells become the thawed share of each step."""

from __future__ import annotations

import numpy as np

from ..calendar import Calendar
from .resample import fill_nearest
from .series import fill_in_time, step_means


def thaw_fraction(states: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Return the thawed share of each step on the coarse cells, 0-1, float32 (time, y, x); NaN only where no cell was ever seen.

    Parameters
    ----------
    states : ndarray (day, 2, y, x)
        Morning and evening state of each day of the calendar: 1 thawed, 0 frozen, NaN not seen.
    calendar : Calendar
        The steps.
    """
    # Each half of the day is filled by itself, so that a missing evening does not turn a day of night frost into a frozen one.
    halves = fill_in_time(states)
    missing = np.isnan(halves)
    halves = np.where(missing, halves[:, ::-1], halves)
    return fill_nearest(step_means(halves.mean(axis=1), calendar))
