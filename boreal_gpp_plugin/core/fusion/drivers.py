"""The drivers: coarse series made once for a site, and every driver of one tile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..calendar import Calendar
from ..grid import Grid
from . import evi
from .resample import Interpolator
from .stack import AcquisitionStack


@dataclass(frozen=True)
class CoarseDriver:
    """A driver on coarse cells, complete in time.

    Attributes
    ----------
    cells : Grid
        The coarse cells, a margin beyond the site.
    values : ndarray, float32 (time, y, x)
        The driver in its unit, without gaps.
    """

    cells: Grid
    values: np.ndarray


@dataclass(frozen=True)
class DriverSources:
    """All that the drivers of a tile are made from.

    Attributes
    ----------
    stack : AcquisitionStack
        EVI views of the site.
    floor : ndarray, float32 (y, x)
        EVI of each pixel of the site when dormant and free of snow.
    coarse : mapping of str to CoarseDriver
        lst, and where there are inputs soil_moisture and thaw_fraction.
    calendar : Calendar
        The steps.
    """

    stack: AcquisitionStack
    floor: np.ndarray
    coarse: Mapping[str, CoarseDriver]
    calendar: Calendar

    @property
    def names(self) -> tuple[str, ...]:
        """The drivers that the inputs allow."""
        return ("evi", *self.coarse)

    def of_tile(self, tile: tuple[slice, slice], grid: Grid) -> dict[str, np.ndarray]:
        """Return the drivers of a tile in their units, each float32 (time, y, x); `grid` is the tile's own grid."""
        views, snow = self.stack.read(*tile)
        drivers = {"evi": evi.fuse(views, snow, self.stack.days, self.floor[tile], self.calendar)}
        interpolators: dict[Grid, Interpolator] = {}
        for name, driver in self.coarse.items():
            interpolate = interpolators.setdefault(driver.cells, Interpolator(driver.cells, grid))
            drivers[name] = np.stack([interpolate(field) for field in driver.values])
        return drivers
