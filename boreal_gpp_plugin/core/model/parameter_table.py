"""The table of parameters: every stratum with its values, where they come from, and how sure they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..strata.classification import Stratum
from .calibration import Calibration
from .covariance import ParameterCovariance
from .uncertainty import NORMAL


def rows(calibration: Calibration, spread: ParameterCovariance) -> list[dict[str, Any]]:
    """Return the rows of parameters.csv, one per stratum, with standard deviations and 90 % intervals, NaN where they are not known."""
    return [_row(calibration, calibration.strata[code], spread) for code in sorted(calibration.parameters)]


def _row(calibration: Calibration, stratum: Stratum, spread: ParameterCovariance) -> dict[str, Any]:
    """Return a stratum's row."""
    values = calibration.parameters[stratum.code]
    bounds = {p.name: (p.lower, p.upper) for p in calibration.form.parameters}
    parent = calibration.strata.get(stratum.parent or 0)
    return {
        "code": stratum.code,
        "stratum": stratum.id,
        "parent": parent.id if parent else "",
        "class": stratum.prior,
        "model": calibration.form.id,
        "source": calibration.source[stratum.code],
        "n_pixels": round(calibration.n_pixels[stratum.code], 2),
        **{name: round(value, 6) for name, value in values.items()},
        **{name: round(value, 6) for name, value in intervals(spread, stratum.code, values, bounds).items()},
    }


def intervals(
    spread: ParameterCovariance, code: int, values: Mapping[str, float], bounds: Mapping[str, tuple[float, float]]
) -> dict[str, float]:
    """Return <name>_sd, <name>_low and <name>_high of a stratum, the ends of the 90 % interval inside the bounds; NaN if unknown."""
    known = spread.sd(code) if code in spread.codes else {}
    found = {}
    for name in spread.names:
        sd, value = known.get(name, 0.0), values[name]
        ends = value * np.exp([-NORMAL * sd, NORMAL * sd]) if name == "m" else value + np.array([-NORMAL * sd, NORMAL * sd])
        low, high = np.clip(ends, *bounds[name]) if sd else (np.nan, np.nan)
        width = sd * (value if name == "m" else 1.0) if sd else np.nan
        found.update({f"{name}_sd": float(width), f"{name}_low": float(low), f"{name}_high": float(high)})
    return found
