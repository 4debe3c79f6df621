"""Footprints: what a coarse pixel sees of the covariates around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from ..grid import Grid, transform_points
from .aggregates import Aggregates


@dataclass(frozen=True)
class Footprint:
    """The response of a sensor: a box blurred by a Gaussian.

    Attributes
    ----------
    width, height : float
        Sides of the box along x and y, metres.
    blur : float
        Standard deviation of the Gaussian, metres.
    land_only : bool
        Whether what it shows is of the land in it alone: products corrected for water, as soil moisture is.
    """

    width: float
    height: float
    blur: float = 0.0
    land_only: bool = False

    @classmethod
    def of_cells(cls, cells: Grid, grid: Grid, blur: float = 0.0, land_only: bool = False) -> Footprint:
        """Return the footprint of a product on `cells`, in metres of `grid`'s CRS at the cells' middle; `blur` is in cells."""
        width, height = cells.cell_size
        x = cells.x[cells.width // 2] + width * np.array([-0.5, 0.5, 0.0, 0.0])
        y = cells.y[cells.height // 2] + height * np.array([0.0, 0.0, -0.5, 0.5])
        x, y = transform_points(x, y, cells.crs, grid.crs)
        sides = float(np.hypot(x[1] - x[0], y[1] - y[0])), float(np.hypot(x[3] - x[2], y[3] - y[2]))
        return cls(*sides, blur * float(np.sqrt(sides[0] * sides[1])), land_only)


class View:
    """Covariates of a site as a coarse sensor sees them.

    What lies outside the site is taken to resemble what the footprint sees inside, as far as that is the larger part, and the site's
    mean beyond that.

    Parameters
    ----------
    aggregates : Aggregates
        The covariates.
    footprint : Footprint
        The sensor's.
    """

    def __init__(self, aggregates: Aggregates, footprint: Footprint):
        self.columns = len(aggregates.names) + 2
        """Number of columns of the design."""
        self._aggregates, self._footprint = aggregates, footprint
        self._blur = footprint.blur / aggregates.lattice.cell_size[0]
        self._static = self._integral([*aggregates.static, aggregates.water, aggregates.land])
        known = float((aggregates.land + aggregates.water).sum())
        self._mean_water = float(aggregates.water.sum()) / max(known, 1e-9)
        self._step, self._evi = -1, self._static[..., :0]

    def _integral(self, layers: Sequence[np.ndarray]) -> np.ndarray:
        """Return integrals of blurred layers from their upper left corner to each corner of the blocks, in blocks, (y, x, layer)."""
        blurred = (ndimage.gaussian_filter(layer.astype(np.float64), self._blur, mode="constant", truncate=3.0) for layer in layers)
        return np.stack([np.pad(layer.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0))) for layer in blurred], axis=-1)

    def at(self, x: np.ndarray, y: np.ndarray, step: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the design (point, column) of points in the site's CRS at a step, and the share of each footprint that is known.

        The columns are the departures of static covariates and of EVI from their means over land, and the share of water.
        """
        if step != self._step:
            self._step, self._evi = step, self._integral([self._aggregates.evi[step]])
        row, column = self._aggregates.lattice.fractional_index(x, y)
        *static, water, land = self._box(self._static, row, column).T
        evi = self._box(self._evi, row, column)[:, 0]
        known = np.clip(land + water, 0.0, 1.0)
        sure = np.minimum(1.0, 2.0 * known)
        if self._footprint.land_only:
            share = sure / np.maximum(land, 1e-9)
            water = np.zeros_like(water)
        else:
            share = sure / np.maximum(known, 1e-9)
            water = np.clip(share * water + (1 - sure) * self._mean_water, 0.0, 1.0)
        return np.column_stack([*(share * layer for layer in static), share * evi, water]), known

    def _box(self, integral: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        """Return means over the box around each point, (point, layer), what lies outside counting as zero."""
        sides = (self._footprint.width, self._footprint.height)
        width, height = (side / size for side, size in zip(sides, self._aggregates.lattice.cell_size))
        top, bottom = row + 0.5 - height / 2, row + 0.5 + height / 2
        left, right = column + 0.5 - width / 2, column + 0.5 + width / 2
        total = _between(integral, bottom, right) - _between(integral, top, right)
        total += _between(integral, top, left) - _between(integral, bottom, left)
        return total / (width * height)


def _between(values: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Return values (y, x, layer) at fractional rows and columns (point,), bilinear and constant beyond the edges: (point, layer)."""
    (r, down), (c, across) = (_split(index, size) for index, size in zip((row, column), values.shape))
    upper = values[r, c] * (1 - across) + values[r, c + 1] * across
    lower = values[r + 1, c] * (1 - across) + values[r + 1, c + 1] * across
    return upper * (1 - down) + lower * down


def _split(index: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the whole index before each fractional one, and the share of the next, (point, 1)."""
    index = np.clip(index, 0, size - 1)
    whole = np.minimum(index.astype(np.intp), size - 2)
    return whole, (index - whole)[:, None]
