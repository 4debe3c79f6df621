"""Soil moisture: half-daily retrievals of coarse cells become the mean of each step."""

from __future__ import annotations

import numpy as np

from ..calendar import Calendar
from . import whittaker
from .resample import fill_nearest

NODE_DAYS = 4.0
STIFFNESS = 2.0  # follows a dry-down of two weeks, not the noise of one overpass
LOCAL_HOURS = np.array([6.0, 18.0])  # SMAP's overpasses


def fuse(retrievals: np.ndarray, states: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Return soil moisture of each step on the coarse cells, m3 m-3, float32 (time, y, x); NaN only where nothing was ever retrieved.

    Retrievals over frozen ground are left out; the series is held level across winter.

    Parameters
    ----------
    retrievals : ndarray (day, 2, y, x)
        Morning and evening soil moisture of each day of the calendar, NaN where missing.
    states : ndarray (day, 2, y, x)
        Freeze/thaw state of the same cells: 0 frozen; NaN counts as thawed.
    calendar : Calendar
        The steps.
    """
    days, cells = calendar.every_day().astype(np.float64), retrievals.shape[2:]
    times = (days[:, None] + LOCAL_HOURS / 24).ravel()
    values = np.where(states == 0, np.nan, retrievals).reshape(len(times), -1)
    weights = np.isfinite(values).astype(np.float32)
    nodes = whittaker.daily_nodes(days[0], days[-1] + 1, NODE_DAYS)
    series = whittaker.smooth(values, weights, times, nodes, STIFFNESS)
    return fill_nearest(whittaker.at(series, nodes, calendar.middles).reshape(len(calendar), *cells))
