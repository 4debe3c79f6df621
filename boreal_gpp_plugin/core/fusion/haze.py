"""Haze: what tells views that a mask took for clear although haze, thin cloud or shadow lowers them."""

from __future__ import annotations

import numpy as np

DROP, SHARE_DROPPED = 0.06, 0.25  # of greenness, and of what it was: so far below the views before and after, a view is no season
DROPPED_WEIGHT = 0.03
BELOW, ABOVE = 2.2, 4.0  # standard deviations at which a view counts half: haze lowers greenness and hardly ever raises it


def despiked(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return weights (view, pixel) that hardly count views far below the nearest views before and after them."""
    out = weights.copy()
    before = np.empty_like(values)
    last = np.full(values.shape[1], np.nan, np.float32)
    for view, (value, weight) in enumerate(zip(values, weights)):
        before[view] = last
        last = np.where(weight > 0, value, last)
    after = np.full(values.shape[1], np.nan, np.float32)
    for view in range(len(values) - 1, -1, -1):
        level = np.fmin(before[view], after)
        with np.errstate(invalid="ignore"):
            dropped = values[view] < np.minimum(level - DROP, level * (1 - SHARE_DROPPED))
        out[view][dropped] *= np.float32(DROPPED_WEIGHT)
        after = np.where(weights[view] > 0, values[view], after)
    return out


def trust(rest: np.ndarray, noise: float) -> np.ndarray:
    """Return the share, 0-1, that views with residuals `rest` count, given the variance of a view."""
    scale = np.where(rest < 0, rest.dtype.type(1 / BELOW), rest.dtype.type(1 / ABOVE))
    scale *= rest
    scale *= scale
    return 1 / (1 + scale / rest.dtype.type(noise))
