"""The table of parameters: every stratum with its values, where they come from, and how sure they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, Optional

import numpy as np

from ..strata.classification import Stratum
from .calibration import Calibration
from .covariance import ParameterCovariance
from .form import Form
from .uncertainty import NORMAL

OF_SPREAD = ("_sd", "_low", "_high", "_correlation")
"""How columns end that say how sure parameters are."""


def rows(calibration: Calibration, spread: ParameterCovariance) -> list[dict[str, Any]]:
    """Return the rows of parameters.csv, one per stratum: values, and how sure they are, NaN where that is not known.

    <name>_sd is a standard deviation in the parameter's unit, <name>_low and <name>_high are the ends of a 90 % interval, and
    <one>_<other>_correlation is that of two parameters of a stratum, with ln m for m.
    """
    return [_row(calibration, calibration.strata[code], spread) for code in sorted(calibration.parameters)]


def spread_of(rows: Sequence[Mapping[str, str]], form: Form) -> Optional[ParameterCovariance]:
    """Return the covariance of parameters of a form that rows of parameters.csv hold, that within each stratum; None where they do not."""
    names = tuple(p.name for p in form.parameters if f"{p.name}_sd" in rows[0])
    pairs = list(combinations(range(len(names)), 2))
    columns = [_pair(names[j], names[k]) for j, k in pairs]
    if not names or not rows[0].keys() >= set(columns):
        return None
    known = [row for row in rows if row["m_sd"]]
    matrix = np.zeros((len(known), len(names)) * 2)
    for i, row in enumerate(known):
        sd = np.array([float(row[f"{name}_sd"] or 0) for name in names])
        sd[0] /= float(row["m"])
        correlation = np.eye(len(names))
        for (j, k), column in zip(pairs, columns):
            correlation[j, k] = correlation[k, j] = float(row[column] or 0)
        matrix[i, :, i] = sd[:, None] * correlation * sd
    return ParameterCovariance(tuple(int(row["code"]) for row in known), names, matrix)


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
        **{_pair(*pair): round(_correlation(spread, stratum.code, *pair), 6) for pair in combinations(spread.names, 2)},
    }


def _pair(one: str, other: str) -> str:
    """Return the column of the correlation of two parameters."""
    return f"{one}_{other}_correlation"


def _correlation(spread: ParameterCovariance, code: int, one: str, other: str) -> float:
    """Return the correlation of two parameters of a stratum, NaN if unknown."""
    return spread.correlation(code, one, other) if code in spread.codes else float("nan")


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
