"""The landscape: land cover, fires, cuts, elevation and the textures of vigour and timing, as functions of place and seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Callable

import numpy as np
from affine import Affine

from ..grid import Grid
from .cells import Cells
from .texture import lattice, texture

CRS = "EPSG:32613"
CENTRE = (480000.0, 5970000.0)  # m, in CRS: 53.88 N 105.30 W, on the boreal plain of Saskatchewan
COVER_YEAR = 2021
MEAN_ELEVATION_M = 540.0

WATER, BARREN, SHRUBS, WETLAND, WETLAND_TREED, HERBS, CONIFEROUS, BROADLEAF, MIXEDWOOD = 20, 33, 50, 80, 81, 100, 210, 220, 230
"""Codes of NTEMS VLCE2 that occur."""

_CORE = Grid(CRS, Affine(60.0, 0.0, CENTRE[0] - 6000.0, 0.0, -60.0, CENTRE[1] + 6000.0), 200, 200)
"""Where shares of land cover are balanced, so that every seed has all classes near the centre."""


@dataclass(frozen=True)
class Fire:
    """One burn.

    Attributes
    ----------
    year : int
        Year of the fire.
    east_m, north_m : float
        Centre, m from the centre of the site.
    radius_m : float
        Mean radius, m.
    """

    year: int
    east_m: float
    north_m: float
    radius_m: float


FIRES = (
    Fire(2018, -2700.0, 1900.0, 2000.0),
    Fire(2003, 2900.0, 2300.0, 2000.0),
    Fire(1989, 300.0, -2900.0, 2300.0),
    Fire(1995, -14500.0, -9000.0, 4200.0),
    Fire(2010, 13000.0, -16000.0, 3800.0),
    Fire(1986, 9500.0, 21000.0, 5200.0),
    Fire(2015, -11000.0, 27000.0, 4600.0),
    Fire(2007, 1500.0, -36000.0, 5500.0),
)
"""The three burns of the site, and some around it that only coarse products see."""


@dataclass(frozen=True)
class Landscape:
    """What does not change from day to day, one value per cell, (cell,) or (y, x).

    Attributes
    ----------
    land_cover : ndarray of uint8
        Code of NTEMS VLCE2.
    fire_year, harvest_year : ndarray of uint16
        Year of the last fire and cut, 0 for none since 1985.
    elevation : ndarray of float32
        Metres.
    southness : ndarray of float32
        Slope towards the south, rise over run.
    wetness : ndarray of float32
        Topographic wetness as a standard score, high in hollows.
    vigour : ndarray of float32
        Growth relative to the mean of the class and age.
    delay : ndarray of float32
        Days by which the season is late.
    """

    land_cover: np.ndarray
    fire_year: np.ndarray
    harvest_year: np.ndarray
    elevation: np.ndarray
    southness: np.ndarray
    wetness: np.ndarray
    vigour: np.ndarray
    delay: np.ndarray

    def years_since_disturbance(self, year: int) -> np.ndarray:
        """Return the years since the last fire or cut, float32, infinite for none."""
        last = np.maximum(self.fire_year, self.harvest_year)
        return np.where(last > 0, year - last.astype(np.float32), np.inf).astype(np.float32)

    def on(self, window: Callable[[np.ndarray], np.ndarray]) -> Landscape:
        """Return the landscape of other cells: `window` takes each array to them."""
        return Landscape(**{name: window(values) for name, values in vars(self).items()})


def of_cells(cells: Cells, seed: int) -> Landscape:
    """Return the landscape of cells, each array (cell,)."""
    parts = {grid: on_grid(grid, seed) for grid in (cells.fine, cells.far)}
    names = Landscape.__dataclass_fields__
    return Landscape(**{name: cells.gather(lambda grid, name=name: getattr(parts[grid], name)) for name in names})


def on_grid(grid: Grid, seed: int) -> Landscape:
    """Return the landscape of a grid in `CRS`, each array (y, x)."""
    wetness, lake, substrate = _terrain(grid, seed)
    elevation = _elevation(grid, seed, wetness)
    fire_year = _fire_year(grid, seed)
    land_cover = _undisturbed_cover(grid, seed, wetness, lake, substrate)
    burnable = ~np.isin(land_cover, (WATER, WETLAND, BARREN))
    fire_year = np.where(burnable, fire_year, 0).astype(np.uint16)
    forest = np.isin(land_cover, (CONIFEROUS, BROADLEAF, MIXEDWOOD))
    harvest_year = np.where(forest & (fire_year == 0), _harvest_year(grid, seed), 0).astype(np.uint16)
    land_cover = _regrown_cover(grid, seed, land_cover, fire_year, harvest_year, substrate)
    return Landscape(
        land_cover=land_cover,
        fire_year=fire_year,
        harvest_year=harvest_year,
        elevation=elevation,
        southness=(np.gradient(elevation, axis=0) / grid.cell_size[1]).astype(np.float32) * -1.0,
        wetness=wetness,
        vigour=1.0 + 0.10 * texture(grid, seed, "vigour", 800.0, 60.0, 0.7),
        delay=2.5 * texture(grid, seed, "delay", 1500.0, 90.0, 0.6) + 0.03 * (elevation - MEAN_ELEVATION_M),
    )


def _terrain(grid: Grid, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return scores of wetness, lake and sandy substrate, each float32 (y, x)."""
    wetness = texture(grid, seed, "wetness", 2000.0, 30.0, 0.54)
    lake = 0.5 * wetness + 0.85 * texture(grid, seed, "lake", 1400.0, 40.0, 0.45)
    substrate = 0.95 * texture(grid, seed, "substrate", 2600.0, 40.0, 0.55) - 0.3 * wetness
    return wetness, lake, substrate


def _elevation(grid: Grid, seed: int, wetness: np.ndarray) -> np.ndarray:
    """Return elevation, m: low hills of some tens of metres, with wet hollows."""
    hills = texture(grid, seed, "hills", 7000.0, 400.0, 0.5)
    return (MEAN_ELEVATION_M + 28.0 * hills - 9.0 * wetness).astype(np.float32)


@lru_cache(maxsize=4)
def _thresholds(seed: int) -> tuple[float, float, float, float, float, float]:
    """Return scores that balance the classes near the centre: lake, peat, margin of peat, sand, clay, open wetland."""
    wetness, lake, substrate = _terrain(_CORE, seed)
    land = lake <= np.quantile(lake, 0.94)
    upland = land & (wetness <= np.quantile(wetness[land], 0.70))
    opening = _opening(_CORE, seed)
    return (
        float(np.quantile(lake, 0.94)),
        float(np.quantile(wetness[land], 0.74)),
        float(np.quantile(wetness[land], 0.70)),
        float(np.quantile(substrate[upland], 0.45)),
        float(np.quantile(substrate[upland], 0.22)),
        float(np.quantile(opening[land & ~upland], 0.52)),
    )


def _opening(grid: Grid, seed: int) -> np.ndarray:
    """Return how open peatland is as a score, (y, x)."""
    return texture(grid, seed, "opening", 1800.0, 50.0, 0.48)


def _undisturbed_cover(grid: Grid, seed: int, wetness: np.ndarray, lake: np.ndarray, substrate: np.ndarray) -> np.ndarray:
    """Return the land cover without fires and cuts, uint8 (y, x): conifers on sand, broadleaf on clay, peat in hollows."""
    lake_above, peat_above, margin_above, sand_above, clay_below, open_above = _thresholds(seed)
    speckle = texture(grid, seed, "speckle", 200.0, 30.0, 0.7)
    cover = np.full(grid.shape, MIXEDWOOD, np.uint8)
    cover[substrate + 0.25 * speckle > sand_above] = CONIFEROUS
    cover[substrate + 0.25 * speckle < clay_below] = BROADLEAF
    cover[(cover == CONIFEROUS) & (speckle < -1.9)] = MIXEDWOOD
    clearing = texture(grid, seed, "clearing", 500.0, 60.0, 0.6)
    cover[clearing > 2.1] = HERBS
    cover[clearing < -2.1] = SHRUBS
    cover[(texture(grid, seed, "outcrop", 400.0, 50.0, 0.6) > 2.4) & (wetness < 0.3)] = BARREN
    cover[(wetness > margin_above) & (clearing > 0)] = SHRUBS
    peat = wetness > peat_above
    opening = _opening(grid, seed)
    cover[peat] = WETLAND_TREED
    cover[peat & (opening + 0.2 * speckle > open_above)] = WETLAND
    cover[lake > lake_above] = WATER
    return cover


def _fire_year(grid: Grid, seed: int) -> np.ndarray:
    """Return the year of the last fire, int32 (y, x), 0 for none: ragged perimeters with islands left unburnt."""
    year = np.zeros(grid.shape, np.int32)
    ragged = texture(grid, seed, "perimeter", 1400.0, 60.0, 0.55)
    island = texture(grid, seed, "island", 500.0, 60.0, 0.6) > 2.0
    for fire in sorted(FIRES, key=lambda f: f.year):
        east, north = grid.x - (CENTRE[0] + fire.east_m), grid.y - (CENTRE[1] + fire.north_m)
        distance = np.hypot(east[None, :], 1.25 * north[:, None]) / fire.radius_m
        year[(distance + 0.16 * ragged < 1.0) & ~island] = fire.year
    return year


def _harvest_year(grid: Grid, seed: int) -> np.ndarray:
    """Return the year of the last cut, int32 (y, x), 0 for none: straight-sided blocks in clusters, with buffers between."""
    east, north = (grid.x - CENTRE[0] + 100000.0)[None, :], (grid.y - CENTRE[1] + 100000.0)[:, None]
    across, along = 0.94 * east + 0.34 * north, -0.34 * east + 0.94 * north + 50000.0
    column, row = (across / 620.0).astype(np.int64), (along / 480.0).astype(np.int64)
    inside = (across % 620.0 > 60.0) & (along % 480.0 > 60.0)
    first_row, first_column = int(row.min()), int(column.min())
    height, width = int(row.max()) - first_row + 1, int(column.max()) - first_column + 1
    block = row - first_row, column - first_column
    licence = 0.4 * texture(grid, seed, "licence", 3000.0, 1500.0) + 1.6 * np.exp(
        -(((east - 104000.0) / 2200.0) ** 2) - ((north - 96200.0) / 2200.0) ** 2
    )
    chosen = lattice(seed, "block", first_row, first_column, height, width)[block] > -0.2
    spread = lattice(seed, "cut", first_row, first_column, height, width)[block]
    year = 2003 + np.clip(np.rint(6.0 * spread), -15, 12).astype(np.int32)
    return np.where(inside & chosen & (licence > 0.8), year, 0)


def _regrown_cover(
    grid: Grid, seed: int, before: np.ndarray, fire_year: np.ndarray, harvest_year: np.ndarray, substrate: np.ndarray
) -> np.ndarray:
    """Return the land cover of `COVER_YEAR` after fires and cuts, uint8 (y, x).

    Herbs and shrubs come first, then broadleaf trees on clay and young conifers on sand; burnt peat grows shrubs, then treed wetland again.
    """
    _, _, _, sand_above, clay_below, _ = _thresholds(seed)
    regrowth = texture(grid, seed, "regrowth", 1100.0, 60.0, 0.45)
    last = np.maximum(fire_year, harvest_year).astype(np.int32)
    age = np.where(last > 0, COVER_YEAR - last, 99)
    cover = before.copy()
    sandy, clayey = substrate > sand_above - 0.5, substrate < clay_below + 0.3
    peat = before == WETLAND_TREED

    young = age <= 8
    cover[young] = np.where(regrowth > 0.1, HERBS, SHRUBS)[young]
    cover[young & (texture(grid, seed, "severity", 400.0, 60.0, 0.6) > 1.9)] = BARREN
    middle = (age > 8) & (age <= 24)
    cover[middle] = np.where(clayey, BROADLEAF, np.where(regrowth > 0.5, CONIFEROUS, SHRUBS))[middle]
    older = (age > 24) & (age < 99)
    cover[older] = np.where(sandy, CONIFEROUS, np.where(clayey, BROADLEAF, MIXEDWOOD))[older]
    cover[peat & (age > 12) & (age < 99)] = WETLAND_TREED
    return cover
