"""Resampling between coarse cells and the site's grid."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from ..grid import Grid, transform_points


def fill_nearest(field: np.ndarray) -> np.ndarray:
    """Return coarse fields (..., y, x) with each NaN replaced by the nearest cell that has a value; all-NaN fields stay NaN."""
    filled = np.array(field, np.float32)
    for index in np.ndindex(filled.shape[:-2]):
        missing = np.isnan(filled[index])
        if missing.any() and not missing.all():
            nearest = ndimage.distance_transform_edt(missing, return_distances=False, return_indices=True)
            filled[index] = filled[index][tuple(nearest)]
    return filled


class Interpolator:
    """Bilinear interpolation from the cells of one grid to the cell centres of another, the same for every step.

    Parameters
    ----------
    cells : Grid
        The coarse grid, in any CRS.
    grid : Grid
        The grid to interpolate to.
    """

    def __init__(self, cells: Grid, grid: Grid):
        x, y = np.meshgrid(grid.x, grid.y)
        row, column = cells.fractional_index(*transform_points(x, y, grid.crs, cells.crs))
        self._row, self._column = _corner(row, cells.height), _corner(column, cells.width)
        row_share = np.clip(row - self._row, 0, 1).astype(np.float32)
        column_share = np.clip(column - self._column, 0, 1).astype(np.float32)
        self._weights = (
            (1 - row_share) * (1 - column_share),
            (1 - row_share) * column_share,
            row_share * (1 - column_share),
            row_share * column_share,
        )
        self._next_row = np.minimum(self._row + 1, cells.height - 1)
        self._next_column = np.minimum(self._column + 1, cells.width - 1)

    def __call__(self, field: np.ndarray) -> np.ndarray:
        """Return a coarse field (y, x) without NaN at the grid's cell centres, float32 (y, x); constant beyond the outer centres."""
        field = np.asarray(field, np.float32)
        corners = (
            field[self._row, self._column],
            field[self._row, self._next_column],
            field[self._next_row, self._column],
            field[self._next_row, self._next_column],
        )
        return sum(weight * corner for weight, corner in zip(self._weights, corners))


def _corner(index: np.ndarray, count: int) -> np.ndarray:
    """Return the whole index at or before each fractional index, kept inside 0 to `count` - 1."""
    return np.clip(np.floor(index), 0, max(count - 2, 0)).astype(np.intp)
