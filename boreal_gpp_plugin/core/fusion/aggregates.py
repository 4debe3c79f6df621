"""Aggregates: covariates of a site summed over blocks, tile by tile, once for every coarse sensor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from affine import Affine

from ..grid import Grid
from .covariates import Covariates

BLOCK_SIZE = 240.0  # metres: fine against every coarse pixel, small against a site
SAMPLE = 4  # every 4th row and column is enough for the spread of covariates


@dataclass(frozen=True)
class Aggregates:
    """Covariates of a site on blocks, each the mean over the whole block of a covariate that is zero on water.

    Attributes
    ----------
    lattice : Grid
        The blocks.
    names : tuple of str
        Names of the static covariates.
    centre : ndarray (column,)
        Mean of each static covariate over land.
    evi_centre : ndarray (time,)
        Mean EVI over land.
    static : ndarray, float32 (column, y, x)
        Departure of static covariates from their means.
    evi : ndarray, float32 (time, y, x)
        Departure of EVI from its mean.
    land, water : ndarray, float32 (y, x)
        Shares of each block; what is neither is outside the site or was never seen.
    spread : ndarray (time, column + 1, column + 1)
        Covariance over land of the pixels' static covariates and, last, EVI.
    """

    lattice: Grid
    names: tuple[str, ...]
    centre: np.ndarray
    evi_centre: np.ndarray
    static: np.ndarray
    evi: np.ndarray
    land: np.ndarray
    water: np.ndarray
    spread: np.ndarray


class Accumulator:
    """Sums of covariates over blocks of the site's grid, fed tile by tile in any order.

    Parameters
    ----------
    grid : Grid
        The site's grid.
    names : tuple of str
        Names of the static covariates.
    steps : int
        Number of steps of the calendar.
    """

    def __init__(self, grid: Grid, names: tuple[str, ...], steps: int):
        self._names = names
        self._size = size = max(1, round(BLOCK_SIZE / grid.cell_size[0]))
        shape = tuple(-(-count // size) for count in grid.shape)
        self._lattice = Grid(grid.crs, grid.transform * Affine.scale(size), *shape)
        self._static = np.zeros((len(names), *shape))
        self._evi = np.zeros((steps, *shape), np.float32)
        self._land, self._water = np.zeros(shape), np.zeros(shape)
        self._moments = _Moments(len(names), steps)

    def add(self, tile: tuple[slice, slice], covariates: Covariates) -> None:
        """Add the covariates of one tile (row and column slices of the site's grid)."""
        (rows, down), (columns, across) = (self._blocks(part) for part in tile)
        land = covariates.land & np.isfinite(covariates.evi).all(axis=0)

        def add(total: np.ndarray, values: np.ndarray) -> None:
            total[rows, columns] += down @ (values.astype(np.float32) @ across.T)

        add(self._land, land)
        add(self._water, ~covariates.land)
        for totals, layers in ((self._static, covariates.static), (self._evi, covariates.evi)):
            for total, layer in zip(totals, layers):
                add(total, np.where(land, layer, np.float32(0)))
        some = (slice(None), slice(None, None, SAMPLE), slice(None, None, SAMPLE))
        self._moments.add(covariates.static[some][:, land[some[1:]]], covariates.evi[some][:, land[some[1:]]])

    def _blocks(self, part: slice) -> tuple[slice, np.ndarray]:
        """Return the blocks that a slice of rows or columns meets, and the sum over each as a matrix (block, row or column)."""
        block = np.arange(part.start, part.stop) // self._size
        inside = slice(int(block[0]), int(block[-1]) + 1)
        return inside, (np.arange(inside.start, inside.stop)[:, None] == block).astype(np.float32)

    def aggregates(self) -> Aggregates:
        """Return what the sums say of the site."""
        land, area = max(float(self._land.sum()), 1.0), self._size**2
        centre = self._static.sum(axis=(1, 2)) / land
        evi_centre = self._evi.sum(axis=(1, 2), dtype=np.float64) / land
        return Aggregates(
            lattice=self._lattice,
            names=self._names,
            centre=centre,
            evi_centre=evi_centre,
            static=((self._static - centre[:, None, None] * self._land) / area).astype(np.float32),
            evi=(self._evi - (evi_centre[:, None, None] * self._land).astype(np.float32)) / np.float32(area),
            land=(self._land / area).astype(np.float32),
            water=(self._water / area).astype(np.float32),
            spread=self._moments.covariance(),
        )


class _Moments:
    """First and second moments of static covariates and EVI of pixels."""

    def __init__(self, columns: int, steps: int):
        self._count, self._static, self._evi = 0, np.zeros(columns), np.zeros(steps)
        self._static_static, self._evi_static = np.zeros((columns, columns)), np.zeros((steps, columns))
        self._evi_evi = np.zeros(steps)

    def add(self, static: np.ndarray, evi: np.ndarray) -> None:
        """Add pixels: static covariates (column, pixel) and EVI (time, pixel)."""
        static, evi = static.astype(np.float64), evi.astype(np.float64)
        self._count += static.shape[1]
        self._static += static.sum(axis=1)
        self._evi += evi.sum(axis=1)
        self._static_static += static @ static.T
        self._evi_static += evi @ static.T
        self._evi_evi += (evi**2).sum(axis=1)

    def covariance(self) -> np.ndarray:
        """Return the covariance at each step, (time, column + 1, column + 1), EVI last."""
        count, columns = max(self._count, 1), len(self._static)
        mean, evi_mean = self._static / count, self._evi / count
        covariance = np.empty((len(evi_mean), columns + 1, columns + 1))
        covariance[:, :columns, :columns] = self._static_static / count - np.outer(mean, mean)
        covariance[:, columns, :columns] = covariance[:, :columns, columns] = self._evi_static / count - np.outer(evi_mean, mean)
        covariance[:, columns, columns] = self._evi_evi / count - evi_mean**2
        return covariance
