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
        inside = (strata.ravel()[:, None] == self._codes).astype(np.float64)  # (pixel, stratum)
        for name, cube in values.items():
            flat = cube.reshape(-1, len(inside))
            known = np.isfinite(flat)
            shape = (*cube.shape[:-2], len(self._codes))
            total = (np.where(known, flat, 0).astype(np.float64) @ inside).reshape(shape)
            count = (known.astype(np.float64) @ inside).reshape(shape)
            self._sum[name] = self._sum.get(name, 0.0) + total
            self._known[name] = self._known.get(name, 0.0) + count

    def merge(self, other: StratumMeans) -> None:
        """Add what was gathered of the same strata elsewhere."""
        for name, total in other._sum.items():
            self._sum[name] = self._sum.get(name, 0.0) + total
            self._known[name] = self._known.get(name, 0.0) + other._known[name]

    def means(self) -> dict[int, dict[str, np.ndarray]]:
        """Return the means by stratum code and name, (time,) or a number; NaN where nothing is known."""
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = {name: self._sum[name] / self._known[name] for name in self._sum}
        return {int(code): {name: mean[name][..., i] for name in mean} for i, code in enumerate(self._codes)}
