"""A small site of two covers, a hill and a lake, and coarse looks at it, for tests of what is downscaled."""

from __future__ import annotations

import numpy as np
from affine import Affine

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.fusion.aggregates import Accumulator, Aggregates
from boreal_gpp_plugin.core.fusion.covariates import Covariates
from boreal_gpp_plugin.core.fusion.downscale import Look
from boreal_gpp_plugin.core.grid import Grid

CRS = "EPSG:32613"
GRID = Grid(CRS, Affine(60.0, 0.0, 500000.0, 0.0, -60.0, 6000000.0), 160, 160)
"""9.6 km on a side, so that ten pixels of 960 m fit."""
CELLS = Grid(CRS, Affine(960.0, 0.0, 500000.0, 0.0, -960.0, 6000000.0), 10, 10)
QUARTER = Calendar.between("2021-05-01", "2021-07-30")
LAKE = (slice(64, 90), slice(70, 100))


def patches(rng: np.random.Generator, size: int = 10) -> np.ndarray:
    """Return a random mosaic of patches of `size` pixels, 0 or 1, float32 (y, x)."""
    coarse = rng.random((GRID.height // size, GRID.width // size)) < 0.5
    return np.kron(coarse, np.ones((size, size))).astype(np.float32)


def covariates(rng: np.random.Generator, calendar: Calendar = QUARTER, lake: bool = True) -> Covariates:
    """Return covariates with wetland, elevation and EVI unrelated to each other."""
    row, column = np.mgrid[: GRID.height, : GRID.width]
    elevation = 500 + 60 * np.sin(row / 14.0) * np.cos(column / 11.0)
    evi = (0.3 + 0.15 * patches(rng, 8) * np.ones((len(calendar), 1, 1))).astype(np.float32)
    land = np.ones(GRID.shape, bool)
    if lake:
        land[LAKE] = False
    return Covariates(("wetland", "elevation"), np.stack([patches(rng), elevation]).astype(np.float32), evi, np.zeros_like(evi), land)


def aggregates(of: Covariates, calendar: Calendar = QUARTER, tile: int = 64) -> Aggregates:
    """Return the aggregates of covariates given tile by tile."""
    accumulator = Accumulator(GRID, of.names, len(calendar))
    for part, _ in GRID.tiles(tile):
        accumulator.add(part, cut(of, part))
    return accumulator.aggregates()


def cut(of: Covariates, part: tuple[slice, slice]) -> Covariates:
    """Return the covariates of a tile."""
    some = (slice(None), *part)
    return Covariates(of.names, of.static[some], of.evi[some], of.evi_sd[some], of.land[part])


def seen(field: np.ndarray) -> np.ndarray:
    """Return means of a fine field over the cells, (y, x)."""
    return field.reshape(10, 16, 10, 16).mean(axis=(1, 3))


def look(day: float, field: np.ndarray, rng: np.random.Generator, noise: float = 0.3, clear: float = 1.0) -> Look:
    """Return a look at a fine field on a day of which a share `clear` of the cells is seen."""
    x, y = np.meshgrid(CELLS.x, CELLS.y)
    part = rng.random(CELLS.shape) < clear
    return Look(day, x[part], y[part], (seen(field) + noise * rng.standard_normal(CELLS.shape))[part])
