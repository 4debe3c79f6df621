"""EVI: clear views on their own days become a complete series."""

from __future__ import annotations

import numpy as np

from ..calendar import Calendar
from . import whittaker

NODE_DAYS = 4.0
# Stiffness 4 at 8-day steps had the smallest error of the Whittaker settings compared on a synthetic scene with known truth; it scales
# with the fourth power of the node spacing.
STIFFNESS = 4.0 * (8.0 / NODE_DAYS) ** 4
SNOW_WEIGHT = 0.5  # a snow view says "dormant", not how green
NOISE = 0.025  # of one clear view, EVI units, before missed cloud and haze
SHOULDER_MONTHS = (4, 5, 9, 10)  # snow-free views of dormant vegetation are found here


def dormant_floor(evi: np.ndarray, days: np.ndarray, groups: np.ndarray) -> dict[int, float]:
    """Return the EVI of dormant, snow-free vegetation for each group: the 5th percentile of the clear views of spring and autumn.

    Parameters
    ----------
    evi : ndarray (acquisition, y, x)
        Clear, snow-free views; NaN elsewhere.
    days : ndarray (acquisition,)
        Days since 1970-01-01.
    groups : ndarray, int (y, x)
        Land cover or strata.
    """
    months = np.asarray(days, "datetime64[D]").astype("datetime64[M]").astype(int) % 12 + 1
    shoulder = evi[np.isin(months, SHOULDER_MONTHS)]
    floors = {}
    for group in np.unique(groups):
        values = shoulder[:, groups == group]
        values = values[np.isfinite(values)]
        if values.size:
            floors[int(group)] = float(np.percentile(values, 5))
    return floors


def fuse(evi: np.ndarray, snow: np.ndarray, days: np.ndarray, floor: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Return EVI at the middle of each step, float32 (time, y, x); NaN where a pixel has neither a clear view nor snow.

    A Whittaker smoother on the acquisition days, run twice: in the second pass views far below the first curve (missed cloud, haze,
    shadow) lose weight, views above it hardly. Snow views count as the dormant floor, so that winter is never interpolated across.

    Parameters
    ----------
    evi : ndarray (acquisition, y, x)
        Clear, snow-free views; NaN elsewhere.
    snow : ndarray, bool (acquisition, y, x)
        Views of snow.
    days : ndarray (acquisition,)
        Days since 1970-01-01.
    floor : ndarray (y, x)
        EVI of the dormant, snow-free pixel.
    calendar : Calendar
        The steps.
    """
    shape = evi.shape[1:]
    values = np.where(snow, floor, evi).reshape(len(days), -1)
    weights = np.where(snow, np.float32(SNOW_WEIGHT), np.isfinite(evi).astype(np.float32)).reshape(len(days), -1)
    weights[~np.isfinite(values)] = 0.0
    nodes = whittaker.daily_nodes(*_span(days, calendar), NODE_DAYS)
    first = whittaker.smooth(values, weights, days, nodes, STIFFNESS)
    z = (values - whittaker.at(first, nodes, days)) / NOISE
    with np.errstate(invalid="ignore"):
        weights *= np.where(z < 0, 1 / (1 + z**2 / 4.84), 1 / (1 + z**2 / 16))
    weights = np.nan_to_num(weights)
    series = whittaker.smooth(values, weights, days, nodes, STIFFNESS)
    return whittaker.at(series, nodes, calendar.middles).reshape(len(calendar), *shape)


def _span(days: np.ndarray, calendar: Calendar) -> tuple[float, float]:
    """Return the first and last day of observations and calendar together."""
    return (
        min(float(calendar.starts[0].astype(float)), float(np.min(days, initial=np.inf))),
        max(float(calendar.ends[-1].astype(float)), float(np.max(days, initial=-np.inf))),
    )
