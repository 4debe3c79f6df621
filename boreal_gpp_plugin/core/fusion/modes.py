"""Modes: the patterns that a smooth departure of coarse cells takes, the strongest first (Karhunen-Loeve)."""

from __future__ import annotations

import numpy as np
from scipy.linalg import eigh

from .variogram import Variogram

MOST_PATTERNS = 48
KEPT_VARIANCE = 0.95


class Modes:
    """Orthogonal patterns of the smooth departure on a square of cells, the strongest first (Karhunen-Loeve)."""

    def __init__(self, side: int, cell_size: tuple[float, float], variogram: Variogram):
        x, y = (axis.ravel() * size for axis, size in zip(np.meshgrid(np.arange(side), np.arange(side)), cell_size))
        first = max(0, side * side - MOST_PATTERNS)
        variance, pattern = eigh(variogram.smooth(x, y), subset_by_index=[first, side * side - 1])
        variance, pattern = variance[::-1], pattern[:, ::-1]
        enough = int(np.searchsorted(variance.cumsum(), KEPT_VARIANCE * side * side * variogram.sill)) + 1
        self.variance = variance[:enough]
        self._pattern = pattern[:, :enough].reshape(side, side, -1)
        # What the patterns leave out of the smooth field counts as noise.
        self.left_out = variogram.sill - (self._pattern**2 @ self.variance)

    def on(self, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """Return the patterns (cell, pattern) and the variance they leave out (cell,) on a block of `shape`."""
        rows, columns = shape
        return self._pattern[:rows, :columns].reshape(rows * columns, -1), self.left_out[:rows, :columns].ravel()

    def first(self, count: int) -> Modes:
        """Return the first patterns alone."""
        fewer = object.__new__(Modes)
        fewer.variance, fewer._pattern = self.variance[:count], self._pattern[:, :, :count]
        fewer.left_out = self.left_out + self._pattern[:, :, count:] ** 2 @ self.variance[count:]
        return fewer
