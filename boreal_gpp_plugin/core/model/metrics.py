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
