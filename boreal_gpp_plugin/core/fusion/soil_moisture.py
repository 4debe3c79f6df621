"""Soil moisture: half-daily retrievals of coarse cells become the mean of each step at 30 m, and how wet that is for the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..calendar import Calendar
from ..grid import Grid, transform_points
from . import downscale
from .aggregates import Aggregates
from .downscale import Beliefs, Look, SlopePrior
from .footprint import Footprint
from .level import Course
from .pattern import Pattern
from .variogram import Variogram

BLUR = 0.32  # cells: the antenna sees beyond the cell it is posted on
LEVEL_SPACING = 1000.0  # metres between the points that carry the coarse field to the site's axes
SLOPE_DAYS = 120.0  # contrasts change from wet to dry seasons
LASTING_DAYS = 120.0  # soil texture stays, so that looks repeat each other
SHARED_ERROR = 0.01  # m3 m-3, the same for all cells of a day
AROUND = 0.12  # m3 m-3: spread of places within a cell where uplands and peat lie side by side; a small site is one of them
UNEXPLAINED = 0.4  # share of the variance explained within cells: texture of the soil is not among the covariates
DRY, WET = 5.0, 95.0  # percentiles of a pixel's own thawed steps that count as dry and wet
FEWEST_STEPS = 5  # thawed, for percentiles to mean anything
LEAST_RANGE = 0.01  # m3 m-3: below, a pixel's moisture does not vary

SLOPES: dict[str, SlopePrior] = {
    "broadleaf": SlopePrior(0.02, 0.03),
    "mixedwood": SlopePrior(0.01, 0.03),
    "shrubs": SlopePrior(0.01, 0.03),
    "wetland": SlopePrior(0.15, 0.07),
    "wetland_treed": SlopePrior(0.12, 0.06),
    "herbs": SlopePrior(-0.01, 0.04),
    "barren": SlopePrior(-0.04, 0.04),
    "burn": SlopePrior(0.02, 0.03),
    "elevation": SlopePrior(0.0, 1e-4),
    "insolation": SlopePrior(-0.01, 0.02),
    "wetness": SlopePrior(0.03, 0.015),
    "evi": SlopePrior(-0.05, 0.08),
    "water": SlopePrior(0.0, 1e-3),
}
"""m3 m-3 per unit of each covariate, against coniferous forest. Upland forest holds 0.15 to 0.35 when thawed, sand 0.08 to 0.2, peat
0.4 and more (of which L-band sees less), hollows are wetter than hills by about a tenth between extremes, and leaves draw water in summer.
A few cells of 9 km can't tell these slopes themselves, so that the priors carry the pattern and its doubt."""


def looks_of(retrievals: np.ndarray, states: np.ndarray, cells: Grid, grid: Grid, calendar: Calendar) -> list[Look]:
    """Return daily looks in the CRS of `grid`, m3 m-3: means of morning and evening retrievals over thawed ground.

    Parameters
    ----------
    retrievals : ndarray (day, 2, y, x)
        Morning and evening soil moisture of each day of the calendar, NaN where missing.
    states : ndarray (day, 2, y, x)
        Freeze/thaw state of the same cells: 0 frozen; NaN counts as thawed.
    cells : Grid
        Their cells.
    grid : Grid
        The site's grid.
    calendar : Calendar
        The steps.
    """
    x, y = transform_points(*np.meshgrid(cells.x, cells.y), cells.crs, grid.crs)
    thawed = np.where(states == 0, np.nan, retrievals)
    known = np.isfinite(thawed)
    with np.errstate(invalid="ignore"):
        daily = np.where(known, thawed, 0).sum(axis=1) / known.sum(axis=1)
    seen = np.isfinite(daily)
    days = calendar.every_day().astype(np.float64) + 0.5
    return [Look(day, x[part], y[part], field[part]) for day, field, part in zip(days, daily, seen) if part.any()]


def fit(looks: Sequence[Look], cells: Grid, aggregates: Aggregates, grid: Grid, calendar: Calendar, blur: float = BLUR) -> Pattern:
    """Return soil moisture of each step, m3 m-3, as maps; NaN on water.

    Parameters
    ----------
    looks : sequence of Look
        Retrievals, one point per cell.
    cells : Grid
        Their cells, of any CRS.
    aggregates : Aggregates
        Covariates of the site.
    grid : Grid
        The site's grid, in metres.
    calendar : Calendar
        The steps.
    blur : float
        Standard deviation of the Gaussian that widens the cell to what the antenna sees, in cells.
    """
    footprint = Footprint.of_cells(cells, grid, blur, land_only=True)
    reach = 4 * float(np.sqrt(footprint.width * footprint.height))
    # Level: 0.3 +- 0.1, a spring peak and a dry summer; after rain it dries within a fortnight.
    course = Course((0.3, 0.05, 0.04), np.zeros(0), np.zeros((0, 0)), 0.03**2, 12.0, 20.0, SHARED_ERROR**2)
    beliefs = Beliefs(SLOPES, SLOPE_DAYS, LASTING_DAYS, Variogram(0.03**2, reach, 0.03**2, 1e-6), course, UNEXPLAINED)
    fitted = downscale.fit(looks, cells, footprint, aggregates, calendar, beliefs)
    left, bottom, right, top = grid.bounds
    own = min(float(np.sqrt((right - left) * (top - bottom) / (footprint.width * footprint.height))), 1.0)
    fitted = replace(fitted, texture=fitted.texture + (AROUND * (1 - own)) ** 2)
    return downscale.pattern(downscale.on_axes_of(fitted, grid, LEVEL_SPACING), on_water=False)


def relative_wetness(moisture: np.ndarray, thaw_fraction: np.ndarray) -> np.ndarray:
    """Return how wet each step is between the pixel's own dry and wet, 0-1, of the shape (time, y, x) of `moisture`.

    Dry and wet are the 5th and 95th percentile of the pixel's steps that are thawed for more than half. Frozen steps are NaN, and so
    are pixels with fewer than `FEWEST_STEPS` thawed steps; where moisture does not vary the wetness is 0.5.

    Parameters
    ----------
    moisture : ndarray (time, y, x)
        m3 m-3.
    thaw_fraction : ndarray (time, y, x)
        Thawed share of each step.
    """
    thawed = np.where(thaw_fraction > 0.5, moisture, np.nan)
    enough = np.isfinite(thawed).sum(axis=0) >= FEWEST_STEPS
    dry, wet = _percentiles(thawed, DRY), _percentiles(thawed, WET)
    with np.errstate(invalid="ignore", divide="ignore"):
        wetness = np.clip((thawed - dry) / (wet - dry), 0, 1)
        wetness = np.where((wet - dry < LEAST_RANGE) & np.isfinite(thawed), 0.5, wetness)
    return np.where(enough, wetness, np.nan).astype(np.float32)


def _percentiles(values: np.ndarray, percent: float) -> np.ndarray:
    """Return a percentile over time of each pixel (y, x), NaN left out: linear between order statistics, all pixels at once."""
    ordered = np.sort(values, axis=0)  # NaN last
    count = np.isfinite(values).sum(axis=0)
    place = np.maximum(count - 1, 0) * percent / 100
    before = place.astype(np.intp)
    after = np.minimum(before + 1, np.maximum(count - 1, 0))
    low, high = (np.take_along_axis(ordered, index[None], axis=0)[0] for index in (before, after))
    return low + (high - low) * (place - before)
