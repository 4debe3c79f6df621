"""Pixels of a run's grid that make up a place: that of a point, those in a polygon, or squares of them where it is large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import rasterio.features
from affine import Affine

from ..grid import Grid

Pixels = tuple[np.ndarray, np.ndarray]
"""Rows and columns."""
MOST_BLOCKS = 4
"""Blocks of each raster that are read of a place: with them a chart opens in a fraction of a second."""


def at_point(grid: Grid, x: float, y: float) -> Pixels:
    """Return the pixel that holds a point of the grid's CRS; none where that lies outside."""
    index = grid.index_of(np.array([x]), np.array([y]), grid.crs)
    return np.divmod(index[index >= 0], grid.width)


def in_polygon(grid: Grid, polygon: Mapping[str, Any]) -> Pixels:
    """Return the pixels whose centre lies in a polygon, as for a zone of a run.

    Parameters
    ----------
    grid : Grid
        The grid.
    polygon : mapping
        A polygon or more than one as GeoJSON has them, in the grid's CRS.
    """
    left, bottom, right, top = rasterio.features.bounds(polygon)
    rows, columns = grid.fractional_index(np.array([left, right]), np.array([bottom, top]))
    first = [max(int(np.floor(index.min())), 0) for index in (rows, columns)]
    size = [min(int(np.ceil(index.max())) + 1, end) - start for index, start, end in zip((rows, columns), first, grid.shape)]
    if min(size) <= 0:
        return np.zeros(0, int), np.zeros(0, int)
    window = grid.subgrid(*first, *size)
    inside = rasterio.features.geometry_mask([polygon], window.shape, window.transform, invert=True)
    found = np.nonzero(inside)
    return found[0] + first[0], found[1] + first[1]


@dataclass(frozen=True)
class Squares:
    """Squares of a run's pixels that stand for a place: cells of the overviews of its rasters, or the pixels themselves.

    Attributes
    ----------
    factor : int
        Side of a square, in pixels: 1, 2, 4 ...
    rows, columns : ndarray of int (square,)
        Where each is, in squares.
    n_pixels : ndarray of int (square,)
        Pixels of the place in each.
    member : ndarray of int (pixel,)
        The square of each pixel of the place.
    """

    factor: int
    rows: np.ndarray
    columns: np.ndarray
    n_pixels: np.ndarray
    member: np.ndarray

    @classmethod
    def of_place(cls, pixels: Pixels, block: int, factors: Sequence[int]) -> Squares:
        """Return the smallest squares for which few blocks of a raster must be read.

        Parameters
        ----------
        pixels : tuple of ndarray
            Rows and columns of the place's pixels.
        block : int
            Rows and columns of a raster's blocks, which are read as a whole.
        factors : sequence of int
            Of its overviews, ascending.
        """
        for factor in (1, *factors):
            _, n_blocks = np.unique(_number([index // (factor * block) for index in pixels]), return_counts=True)
            if len(n_blocks) <= MOST_BLOCKS:
                break
        squares = [index // factor for index in pixels]
        _, first, member, count = np.unique(_number(squares), return_index=True, return_inverse=True, return_counts=True)
        return cls(factor, squares[0][first], squares[1][first], count, member)

    def grid(self, grid: Grid) -> Grid:
        """Return the grid of the squares over a grid of pixels."""
        height, width = (-(-length // self.factor) for length in grid.shape)
        return Grid(grid.crs, grid.transform * Affine.scale(self.factor), height, width)

    def centres(self, grid: Grid) -> tuple[np.ndarray, np.ndarray]:
        """Return x and y of the squares' centres, (square,), in the CRS of the grid of pixels."""
        cells = self.grid(grid)
        return cells.x[self.columns], cells.y[self.rows]


def _number(index: Sequence[np.ndarray]) -> np.ndarray:
    """Return one number for each row and column, in the order of rows."""
    rows, columns = (part.astype(np.int64) for part in index)
    return rows << 32 | columns
