"""The drivers of a site besides greenness: what coarse sensors observed, and the maps that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional, Union

import numpy as np

from ..calendar import Calendar
from ..grid import Grid
from ..language import Message
from ..progress import Progress
from . import covariates, freeze_thaw, lst, quality, soil_moisture
from .aggregates import Accumulator, Aggregates
from .covariates import Covariates
from .downscale import Look
from .freeze_thaw import ThawPattern
from .pattern import Pattern
from .quality import CellQuality
from .terrain import Terrain

Maps = dict[str, Union[Pattern, ThawPattern]]


@dataclass(frozen=True)
class CoarseObservations:
    """What coarse sensors observed of a site.

    Attributes
    ----------
    looks, nights : list of Look
        LST by day and by night, degC; looks at a clouded site without points.
    weather : lst.Weather or None
        All-weather temperature.
    soil_moisture : ndarray (day, 2, y, x) or None
        Retrievals of mornings and evenings, m3 m-3, on `moisture_cells`.
    moisture_cells : Grid or None
        Cells of soil moisture.
    states : ndarray (day, 2, y, x) or None
        Freeze/thaw of mornings and evenings, 1 thawed, on `state_cells`.
    state_cells : Grid or None
        Cells of freeze/thaw.
    """

    looks: Sequence[Look]
    nights: Sequence[Look]
    weather: Optional[lst.Weather]
    soil_moisture: Optional[np.ndarray]
    moisture_cells: Optional[Grid]
    states: Optional[np.ndarray]
    state_cells: Optional[Grid]

    @property
    def about(self) -> dict[str, Message]:
        """What the maps of drivers show beyond their names, by driver."""
        return {name: lst.sky(self.weather) for name in self.names if name in ("lst", "lst_night")}

    @property
    def names(self) -> tuple[str, ...]:
        """The drivers that the observations allow."""
        given = (("soil_moisture", self.soil_moisture), ("thaw_fraction", self.states))
        night = ("lst_night",) if any(len(look.values) for look in self.nights) else ()
        return ("lst", *(name for name, values in given if values is not None), *night)

    def maps(self, aggregates: Aggregates, grid: Grid, calendar: Calendar, progress: Progress) -> Maps:
        """Return the maps of each driver, by name, given the covariates of the site on `grid`; `progress` is asked whether to stop."""
        found: Maps = {"lst": lst.fit(self.looks, self.weather, aggregates, grid, calendar)}
        progress.check()
        if self.soil_moisture is not None:
            looks = self._thawed(grid, calendar)
            found["soil_moisture"] = soil_moisture.fit(looks, self.moisture_cells, aggregates, grid, calendar)
        progress.check()
        if self.states is not None:
            found["thaw_fraction"] = freeze_thaw.fit(self.states, self.state_cells, aggregates, grid, calendar)
        progress.check()
        if "lst_night" in self.names:
            found["lst_night"] = lst.fit(self.nights, self.weather, aggregates, grid, calendar, lst.NIGHT)
        return found

    def quality(self, grid: Grid, calendar: Calendar) -> dict[str, CellQuality]:
        """Return what the steps of each driver rest on, by name, for the site on `grid`."""
        wide = Grid.from_bounds(grid.bounds, grid.crs, 2 * lst.PIXEL)  # that each has a centre of a slanting pixel
        found = {"lst": quality.of_looks(self.looks, grid.crs, wide, calendar)}
        if self.soil_moisture is not None:
            found["soil_moisture"] = quality.of_looks(self._thawed(grid, calendar), grid.crs, self.moisture_cells, calendar)
        if self.states is not None:
            days = calendar.every_day().astype(np.float64) + 0.5
            seen = np.isfinite(self.states).any(axis=1)
            found["thaw_fraction"] = CellQuality(self.state_cells, quality.of_steps(seen, days, calendar))
        if "lst_night" in self.names:
            found["lst_night"] = quality.of_looks(self.nights, grid.crs, wide, calendar)
        return found

    def _thawed(self, grid: Grid, calendar: Calendar) -> list[Look]:
        """Return the looks at soil moisture in the CRS of a grid, those at frozen ground left out."""
        alike = self.states is not None and self.state_cells == self.moisture_cells
        states = self.states if alike else np.full_like(self.soil_moisture, np.nan)
        return soil_moisture.looks_of(self.soil_moisture, states, self.moisture_cells, grid, calendar)


class Ground:
    """What the pixels of a site are.

    Parameters
    ----------
    land_cover : ndarray (y, x)
        VLCE2 codes.
    fire_year : ndarray (y, x)
        Year of the last fire, 0 for none.
    year : int
        Year of the period.
    elevation : ndarray (y, x), optional
        Metres; NaN where unknown.
    grid : Grid
        The site's grid.
    """

    def __init__(self, land_cover: np.ndarray, fire_year: np.ndarray, year: int, elevation: Optional[np.ndarray], grid: Grid):
        self._land_cover, self._fire_year, self._year, self._grid = land_cover, fire_year, year, grid
        self._terrain = None if elevation is None else Terrain(elevation, grid)

    def covariates(self, tile: tuple[slice, slice], grid: Grid, evi: np.ndarray, evi_sd: np.ndarray) -> Covariates:
        """Return the covariates of a tile with its own grid, its EVI (time, y, x) and its standard deviation."""
        ground = None if self._terrain is None else self._terrain.of_tile(tile, grid)
        return covariates.of_tile(self._land_cover[tile], self._fire_year[tile], self._year, evi, evi_sd, ground)

    def accumulator(self, calendar: Calendar) -> Accumulator:
        """Return an empty accumulator of these covariates."""
        return Accumulator(self._grid, covariates.names(self._terrain is not None), len(calendar))
