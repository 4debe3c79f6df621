"""Haze: what tells views that a mask took for clear although haze, thin cloud or shadow lowers them."""

from __future__ import annotations

from typing import Optional

import numpy as np

DROP, SHARE_DROPPED = 0.06, 0.25  # of greenness, and of what it was: so far below the views before and after, a view is no season
DROPPED_WEIGHT = 0.03
BELOW, ABOVE = 2.2, 4.0  # standard deviations at which a view counts half: haze lowers greenness and hardly ever raises it


def despiked(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return weights (view, pixel) that hardly count views far below the nearest views before and after them."""
    return np.where(dropped(values, weights > 0), np.float32(DROPPED_WEIGHT) * weights, weights)


def dropped(values: np.ndarray, known: np.ndarray, course: Optional[np.ndarray] = None) -> np.ndarray:
    """Return which views (view, pixel) are far below what the nearest known ones before and after them lead to expect.

    Where the `course` of greenness (view, pixel) is known, these tell what a view departs from it: what it follows is no spike.
    """
    departures = values if course is None else values - course
    before = np.empty_like(values)
    last = np.full(values.shape[1], np.nan, np.float32)
    for view, (value, seen) in enumerate(zip(departures, known)):
        before[view] = last
        last = np.where(seen, value, last)
    out = np.zeros(values.shape, bool)
    after = np.full(values.shape[1], np.nan, np.float32)
    for view in range(len(values) - 1, -1, -1):
        level = np.fmin(before[view], after)
        if course is not None:
            level += course[view]
        with np.errstate(invalid="ignore"):
            out[view] = values[view] < np.minimum(level - DROP, level * (1 - SHARE_DROPPED))
        after = np.where(known[view], departures[view], after)
    return out


def trust(rest: np.ndarray, noise: float) -> np.ndarray:
    """Return the share, 0-1, that views with residuals `rest` count, given the variance of a view."""
    scale = np.where(rest < 0, rest.dtype.type(1 / BELOW), rest.dtype.type(1 / ABOVE))
    scale *= rest
    scale *= scale
    return 1 / (1 + scale / rest.dtype.type(noise))
