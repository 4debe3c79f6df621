"""Intervals: how far scores move when the sites, blocks or years they rest on are drawn anew."""

from __future__ import annotations

from typing import Optional

import numpy as np

DRAWS = 400
RANGE = (5.0, 95.0)
"""Percentiles between which an interval lies."""
_SEED = 1  # the same data give the same interval


def score_intervals(observed: np.ndarray, predicted: np.ndarray, other: Optional[np.ndarray], clusters: np.ndarray) -> dict[str, float]:
    """Return 5-95 % intervals over clusters, r2_low, r2_high, rmse_low ... and sse_vs_low, sse_vs_high; NaN below two clusters.

    Clusters are drawn with replacement and weigh by what they hold, so values within one may depend on each other as they like.

    Parameters
    ----------
    observed, predicted : ndarray
        Of one shape, NaN where missing.
    other : ndarray or None
        Another model's prediction, against which the squared error is compared.
    clusters : ndarray, int
        Site, block or year of each value; broadcasts to the same shape.

    References
    ----------
    Davison and Hinkley 1997, Bootstrap Methods and their Application, section 3.8.
    """
    names = ("r2", "rmse", "bias", "sse_vs")
    empty = {f"{name}_{end}": np.nan for name in names for end in ("low", "high")}
    known = np.isfinite(observed) & np.isfinite(predicted)
    _, cluster = np.unique(np.broadcast_to(clusters, observed.shape)[known], return_inverse=True)
    count = int(cluster.max()) + 1 if cluster.size else 0
    if count < 2:
        return empty
    o, p = observed[known], predicted[known]
    rival = p if other is None else other[known]
    both = np.isfinite(rival)
    error, error_of_rival = np.where(both, p - o, 0.0), np.where(both, rival - o, 0.0)
    values = (np.ones_like(o), o, p, o * o, p * p, o * p, error**2, error_of_rival**2)
    sums = np.array([np.bincount(cluster, v, count) for v in values])
    rng = np.random.default_rng(_SEED)
    weights = rng.multinomial(count, np.full(count, 1 / count), DRAWS)
    n, so, sp, soo, spp, sop, sse, sse_of_rival = sums @ weights.T
    with np.errstate(invalid="ignore", divide="ignore"):
        covariance, spread = n * sop - so * sp, (n * soo - so**2) * (n * spp - sp**2)
        draws = {
            "r2": covariance**2 / np.where(spread > 0, spread, np.nan),
            "rmse": np.sqrt(np.maximum(soo + spp - 2 * sop, 0) / n),
            "bias": (sp - so) / n,
            "sse_vs": sse / np.where(sse_of_rival > 0, sse_of_rival, np.nan) - 1 if other is not None else np.full(DRAWS, np.nan),
        }
    for name, drawn in draws.items():
        if np.isfinite(drawn).any():
            empty[f"{name}_low"], empty[f"{name}_high"] = (float(v) for v in np.nanpercentile(drawn, RANGE))
    return empty
