"""Metrics: how well predicted GPP agrees with a reference."""

from __future__ import annotations

import numpy as np

SEASONS = {"djf": (12, 1, 2), "mam": (3, 4, 5), "jja": (6, 7, 8), "son": (9, 10, 11)}
"""Months of the seasons."""


def scores(observed: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """Return n, r2, nse (no unit), rmse, bias (g C m-2 d-1) and sse ((g C m-2 d-1)^2) over the pairs where both are known.

    r2 is the squared correlation, which forgives bias and scale; nse = 1 - SSE / SST does not. What can't be computed is NaN.

    Parameters
    ----------
    observed, predicted : ndarray
        Of one shape, NaN where missing.

    References
    ----------
    Nash and Sutcliffe 1970, Journal of Hydrology 10:282.
    """
    known = np.isfinite(observed) & np.isfinite(predicted)
    o, p = observed[known], predicted[known]
    n = int(o.size)
    if not n:
        return {"n": 0, "r2": np.nan, "nse": np.nan, "rmse": np.nan, "bias": np.nan, "sse": np.nan}
    error = p - o
    sse = float(error @ error)
    do, dp = o - o.mean(), p - p.mean()
    sst, spread = float(do @ do), float(dp @ dp)
    return {
        "n": n,
        "r2": float(do @ dp) ** 2 / (sst * spread) if sst > 0 and spread > 0 else np.nan,
        "nse": 1 - sse / sst if sst > 0 else np.nan,
        "rmse": float(np.sqrt(sse / n)),
        "bias": float(error.mean()),
        "sse": sse,
    }


def seasonal_bias(observed: np.ndarray, predicted: np.ndarray, months: np.ndarray) -> dict[str, float]:
    """Return the mean error of each season, g C m-2 d-1, as bias_djf, bias_mam, bias_jja and bias_son; NaN without pairs.

    Parameters
    ----------
    observed, predicted : ndarray (pixel, time)
        NaN where missing.
    months : ndarray, int (time,)
        Month of each step, 1 to 12.
    """
    inside = {season: np.isin(months, of) for season, of in SEASONS.items()}
    return {f"bias_{season}": scores(observed[:, at], predicted[:, at])["bias"] for season, at in inside.items()}


def sse_change(observed: np.ndarray, predicted: np.ndarray, other: np.ndarray) -> float:
    """Return the change of the squared error against another prediction, -0.46 for 46 % less, over what both predict; NaN without."""
    both = np.isfinite(predicted) & np.isfinite(other)
    observed = np.where(both, observed, np.nan)
    reference = scores(observed, other)["sse"]
    return scores(observed, predicted)["sse"] / reference - 1 if reference > 0 else np.nan


GROWING_MONTHS = (5, 6, 7, 8, 9)
"""May to September."""
ONSET_SHARE = 0.1
"""Share of the year's peak at which GPP counts as begun."""
THAW_WINDOW = 30.0
"""Days before and after thaw."""


def growing_r2(observed: np.ndarray, predicted: np.ndarray, months: np.ndarray) -> float:
    """Return r2 of May to September alone, where the contrast of winter and summer does not make it high; months are (time,)."""
    at = np.isin(months, GROWING_MONTHS)
    return scores(observed[:, at], predicted[:, at])["r2"]


def anomaly_r2(observed: np.ndarray, predicted: np.ndarray, slots: np.ndarray) -> float:
    """Return r2 of the differences from each row's mean of the time of year; NaN where no time of year is known twice.

    Parameters
    ----------
    observed, predicted : ndarray (row, time)
        NaN where missing.
    slots : ndarray, int (row, time) or (time,)
        Time of year of each value: its month, or its step within the year.
    """
    known = np.isfinite(observed) & np.isfinite(predicted)
    if not known.any():
        return np.nan
    slots = np.broadcast_to(slots, observed.shape)
    key = (np.arange(len(observed))[:, None] * (int(slots.max()) + 1) + slots)[known]
    _, position, count = np.unique(key, return_inverse=True, return_counts=True)
    o, p = (v[known] - (np.bincount(position, v[known]) / count)[position] for v in (observed, predicted))
    several = count[position] > 1
    return scores(o[several], p[several])["r2"]


def onset(gpp: np.ndarray, middles: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Return when GPP first passes 10 % of its peak in each year, days since 1970-01-01 (row, year), between steps by a straight line.

    NaN where a year has gaps before its peak or begins above the mark.

    Parameters
    ----------
    gpp : ndarray (row, time)
        g C m-2 d-1.
    middles : ndarray (time,)
        Middles of the steps, days since 1970-01-01.
    years : ndarray, int (time,)
        Year of each step.
    """
    found = []
    for year in np.unique(years):
        part, days = gpp[:, years == year], middles[years == year]
        peak = np.max(np.where(np.isfinite(part), part, -np.inf), axis=1, keepdims=True)
        above = part >= ONSET_SHARE * peak
        first = above.argmax(axis=1)
        row = np.arange(len(part))
        before = np.maximum(first - 1, 0)
        low, high = part[row, before], part[row, first]
        with np.errstate(invalid="ignore", divide="ignore"):
            share = (ONSET_SHARE * peak[:, 0] - low) / (high - low)
            day = days[before] + share * (days[first] - days[before])
        whole = np.isfinite(part) | (np.arange(part.shape[1]) > first[:, None])
        found.append(np.where((first > 0) & (peak[:, 0] > 0) & whole.all(axis=1), day, np.nan))
    return np.stack(found, axis=1)


def thaw_window(thaw_fraction: np.ndarray, middles: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Return which steps lie within 30 days of thaw, bool (row, time): of the first step mostly thawed with the next one too.

    Parameters
    ----------
    thaw_fraction : ndarray (row, time)
        Thawed share of each step; NaN counts as frozen.
    middles : ndarray (time,)
        Middles of the steps, days since 1970-01-01.
    years : ndarray, int (time,)
        Year of each step.
    """
    inside = np.zeros(thaw_fraction.shape, bool)
    thawed = thaw_fraction >= 0.5
    lasting = thawed & np.append(thawed[:, 1:], thawed[:, -1:], axis=1)
    for year in np.unique(years):
        at = np.flatnonzero(years == year)
        first = lasting[:, at].argmax(axis=1)
        seen = lasting[:, at].any(axis=1) & (first > 0)  # thawed from the record's beginning says nothing of the date
        inside |= seen[:, None] & (np.abs(middles - middles[at[first]][:, None]) <= THAW_WINDOW)
    return inside
