"""The cells: fine ones for the site, coarse ones for the country around it, so that coarse products reach past the site at little cost."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Callable

import numpy as np
from scipy import sparse

from ..grid import Grid


@dataclass(frozen=True)
class Cells:
    """A patchwork of two grids as one list of cells: all of `fine`, row by row, then those of `far` outside it.

    Attributes
    ----------
    fine : Grid
        Grid of the site and a small margin.
    far : Grid
        Grid of larger cells, of the same CRS, whose edges meet those of `fine`.
    """

    fine: Grid
    far: Grid

    @cached_property
    def _beyond(self) -> np.ndarray:
        """Cells of `far` outside `fine`, bool (y, x)."""
        left, bottom, right, top = self.fine.bounds
        x, y = self.far.x, self.far.y
        return ~(((y > bottom) & (y < top))[:, None] & ((x > left) & (x < right)))

    @property
    def _ratio(self) -> int:
        """Width of a far cell in fine cells."""
        return round(self.far.cell_size[0] / self.fine.cell_size[0])

    @cached_property
    def area(self) -> np.ndarray:
        """Area of each cell in fine cells, float32 (cell,)."""
        return np.repeat(np.array([1.0, self._ratio**2], np.float32), [self.fine.height * self.fine.width, int(self._beyond.sum())])

    @cached_property
    def x(self) -> np.ndarray:
        """X of the centre of each cell, (cell,)."""
        return self.gather(lambda grid: np.broadcast_to(grid.x, grid.shape))

    @cached_property
    def y(self) -> np.ndarray:
        """Y of the centre of each cell, (cell,)."""
        return self.gather(lambda grid: np.broadcast_to(grid.y[:, None], grid.shape))

    def __len__(self) -> int:
        return len(self.area)

    def gather(self, field: Callable[[Grid], np.ndarray]) -> np.ndarray:
        """Return `field` of both grids, evaluated grid by grid, as one value per cell, (cell,)."""
        return np.concatenate([field(self.fine).ravel(), field(self.far)[self._beyond]])

    def raster(self, values: np.ndarray, window: Grid) -> np.ndarray:
        """Return values of cells (cell,) on `window`, a part of the fine grid, (y, x)."""
        row, column = (round(float(v)) for v in self.fine.fractional_index(window.x[0], window.y[0]))
        fine = values[: self.fine.height * self.fine.width].reshape(self.fine.shape)
        return fine[row : row + window.height, column : column + window.width]

    def far_raster(self, values: np.ndarray) -> np.ndarray:
        """Return values of cells (cell,) on the far grid, those of the fine part sampled, (y, x)."""
        inside = self.fine.height * self.fine.width
        raster = np.empty(self.far.shape, values.dtype)
        raster[self._beyond] = values[inside:]
        middle = slice(self._ratio // 2, None, self._ratio)
        raster[~self._beyond] = values[:inside].reshape(self.fine.shape)[middle, middle].ravel()
        return raster

    def spreader(self, nodes: Grid) -> Callable[[np.ndarray], np.ndarray]:
        """Return a function that interpolates values of `nodes` (y, x) bilinearly to the cells, float32 (cell,)."""
        width, height = nodes.cell_size
        rows, columns = zip(
            *(
                (_linear_weights(nodes.y[0] - grid.y, height, nodes.height), _linear_weights(grid.x - nodes.x[0], width, nodes.width).T)
                for grid in (self.fine, self.far)
            )
        )
        inside = self.fine.height * self.fine.width

        def spread(values: np.ndarray) -> np.ndarray:
            cells = np.empty(len(self), np.float32)
            np.matmul(rows[0] @ values, columns[0], out=cells[:inside].reshape(self.fine.shape))
            cells[inside:] = (rows[1] @ values @ columns[1])[self._beyond]
            return cells

        return spread


class Footprints:
    """The cells under each pixel of a coarse grid of any CRS: a cell belongs to the pixel that holds its centre.

    Parameters
    ----------
    cells : Cells
        The cells.
    pixels : Grid
        The coarse grid.
    """

    def __init__(self, cells: Cells, pixels: Grid):
        self.shape = pixels.shape
        pixel = cells.gather(pixels.cell_of)
        held = np.flatnonzero(pixel >= 0)
        self._sums = _area_sums(cells.area[held], pixel[held], held, (pixels.height * pixels.width, len(cells)))

    def part(self, counted: np.ndarray) -> Footprints:
        """Return the footprints of those cells alone that are `counted`, bool (cell,)."""
        part = copy.copy(self)
        sums = self._sums.tocoo()
        kept = counted[sums.col]
        part._sums = _area_sums(sums.data[kept], sums.row[kept], sums.col[kept], sums.shape)
        return part

    @cached_property
    def area(self) -> np.ndarray:
        """Area that counts in each pixel, in fine cells, float64 (y, x)."""
        return np.asarray(self._sums.sum(axis=1)).reshape(self.shape)

    def mean(self, values: np.ndarray) -> np.ndarray:
        """Return area means of `values` (cell,) over pixels, float64 (y, x); NaN where a pixel holds no cell that counts."""
        with np.errstate(invalid="ignore"):
            return (self._sums @ values).reshape(self.shape) / self.area


def _area_sums(area: np.ndarray, pixel: np.ndarray, cell: np.ndarray, shape: tuple[int, int]) -> sparse.csr_matrix:
    """Return the matrix that sums values times area of cells over pixels."""
    return sparse.csr_matrix((area.astype(np.float64), (pixel, cell)), shape=shape)


def _linear_weights(distance: np.ndarray, spacing: float, count: int) -> np.ndarray:
    """Return weights, float32 (cell, node), of linear interpolation at `distance` (cell,) from the first of `count` nodes along an axis."""
    position = distance / spacing
    return np.maximum(1 - np.abs(position[:, None] - np.arange(count)), 0).astype(np.float32)
