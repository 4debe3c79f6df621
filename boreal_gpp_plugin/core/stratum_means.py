"""Means over strata, gathered tile by tile."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


class StratumMeans:
    """Means of series and maps over each stratum.

    Parameters
    ----------
    codes : iterable of int
        The strata; other codes are left out.
    """

    def __init__(self, codes: np.ndarray):
        self._codes = np.unique(codes)
        self._sum: dict[str, np.ndarray] = {}
        self._known: dict[str, np.ndarray] = {}

    def add(self, strata: np.ndarray, values: Mapping[str, np.ndarray]) -> None:
        """Add values, each (time, y, x) or (y, x), of a tile with stratum codes `strata` (y, x); NaN is left out."""
        inside = [np.flatnonzero(strata.ravel() == code) for code in self._codes]
        for name, cube in values.items():
            flat = cube.reshape(*cube.shape[:-2], -1)
            if name not in self._sum:
                self._sum[name] = np.zeros((len(self._codes), *flat.shape[:-1]))
                self._known[name] = np.zeros_like(self._sum[name])
            for i, at in enumerate(inside):
                if at.size:
                    own = flat[..., at]
                    known = np.isfinite(own)
                    self._sum[name][i] += np.where(known, own, 0).sum(axis=-1, dtype=np.float64)
                    self._known[name][i] += known.sum(axis=-1)

    def means(self) -> dict[int, dict[str, np.ndarray]]:
        """Return the means by stratum code and name, (time,) or a number; NaN where nothing is known."""
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = {name: self._sum[name] / self._known[name] for name in self._sum}
        return {int(code): {name: mean[name][i] for name in mean} for i, code in enumerate(self._codes)}
