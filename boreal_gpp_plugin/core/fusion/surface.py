"""Surfaces: smooth fields given on coarse cells, evaluated on any part of the fine grid so that parts agree with the whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from ..grid import Grid, transform_points

PROJECTIONS = 2  # rounds after which the surface's footprint means are the given values to a few hundredths of their spread
_SUBSAMPLES = 16  # per cell, to find what a footprint sees of a surface


@dataclass(frozen=True)
class Surface:
    """Fields on cells whose axes are those of the fine grid.

    Attributes
    ----------
    cells : Grid
        The cells, in the CRS of the fine grid.
    coefficients : ndarray, float32 (time, y, x)
        Coefficients of B-splines of degree `degree`.
    degree : int
        1 linear, 3 cubic.
    """

    cells: Grid
    coefficients: np.ndarray
    degree: int

    @classmethod
    def through(cls, values: np.ndarray, cells: Grid, degree: int = 3) -> Surface:
        """Return the surface that takes `values` (time, y, x), without NaN, at the cells' centres."""
        return cls(cells, _coefficients(np.asarray(values, np.float64), degree).astype(np.float32), degree)

    @classmethod
    def averaging(cls, values: np.ndarray, cells: Grid, blur: float) -> Surface:
        """Return the cubic surface whose means over footprints are `values`.

        Parameters
        ----------
        values : ndarray (time, y, x)
            Means over the cells' footprints, without NaN.
        cells : Grid
            The cells.
        blur : float
            Standard deviation of the Gaussian that blurs the cells' own box, in cells.

        References
        ----------
        Iterative back-projection of the residual: Irani and Peleg 1991, CVGIP 53:231, doi:10.1016/1049-9652(91)90045-L.
        """
        kernel = _footprint_of_spline(blur)
        coefficients = _coefficients(np.asarray(values, np.float64), 3)
        for _ in range(PROJECTIONS):
            seen = ndimage.correlate1d(ndimage.correlate1d(coefficients, kernel, axis=1, mode="mirror"), kernel, axis=2, mode="mirror")
            coefficients += _coefficients(values - seen, 3)
        return cls(cells, coefficients.astype(np.float32), 3)

    def on(self, grid: Grid) -> np.ndarray:
        """Return the surface at the centres of a part of the fine grid, float32 (time, y, x); constant beyond the outer centres."""
        row, _ = self.cells.fractional_index(np.full(grid.height, grid.x[0]), grid.y)
        _, column = self.cells.fractional_index(grid.x, np.full(grid.width, grid.y[0]))
        rows, down = _weights(row, self.cells.height, self.degree)
        columns, across = _weights(column, self.cells.width, self.degree)
        return down @ (self.coefficients[:, rows, columns] @ across.T)

    def at(self, grid: Grid) -> np.ndarray:
        """Return the surface at the centres of a grid of any CRS, float32 (time, y, x); constant beyond the outer centres."""
        x, y = np.meshgrid(grid.x, grid.y)
        index = self.cells.fractional_index(*transform_points(x, y, grid.crs, self.cells.crs))
        index = [np.clip(axis, 0, count - 1) for axis, count in zip(index, self.cells.shape)]
        fields = (ndimage.map_coordinates(c, index, order=self.degree, mode="mirror", prefilter=False) for c in self.coefficients)
        return np.stack(list(fields)).astype(np.float32)


def _coefficients(values: np.ndarray, degree: int) -> np.ndarray:
    """Return B-spline coefficients of fields (time, y, x), mirrored at the edges."""
    if degree == 1:
        return values
    once = ndimage.spline_filter1d(values, degree, axis=1, mode="mirror", output=np.float64)
    return ndimage.spline_filter1d(once, degree, axis=2, mode="mirror", output=np.float64)


def _spline(distance: np.ndarray, degree: int) -> np.ndarray:
    """Return the B-spline of a degree at a distance in cells."""
    d = np.abs(distance)
    if degree == 1:
        return np.maximum(1 - d, 0)
    return np.where(d < 1, 2 / 3 - d**2 + d**3 / 2, np.where(d < 2, (2 - d) ** 3 / 6, 0))


def _weights(position: np.ndarray, count: int, degree: int) -> tuple[slice, np.ndarray]:
    """Return the cells that matter along an axis, and their weights float32 (position, cell), coefficients mirrored at the edges."""
    position = np.clip(position, 0, count - 1)
    reach = 2 if degree == 3 else 1
    first, last = int(np.floor(position.min())) - reach + 1, int(np.floor(position.max())) + reach
    index = np.arange(first, last + 1)
    weight = _spline(position[:, None] - index, degree)
    period = max(2 * (count - 1), 1)
    mirrored = np.minimum(index % period, -index % period)
    start, stop = int(mirrored.min()), int(mirrored.max()) + 1
    folded = np.zeros((len(position), stop - start))
    for column, target in enumerate(mirrored - start):
        folded[:, target] += weight[:, column]
    return slice(start, stop), folded.astype(np.float32)


def _footprint_of_spline(blur: float) -> np.ndarray:
    """Return what the footprint of a cell (its box, blurred) sees of the splines around it, from the far left to the far right."""
    reach = 3 + int(np.ceil(3 * blur))
    fine = (np.arange(-_SUBSAMPLES * (reach + 3), _SUBSAMPLES * (reach + 3)) + 0.5) / _SUBSAMPLES
    response = ndimage.gaussian_filter((np.abs(fine) < 0.5).astype(float), blur * _SUBSAMPLES, truncate=4.0) / _SUBSAMPLES
    return np.array([response @ _spline(fine - cell, 3) for cell in range(-reach, reach + 1)])
