"""Downscaling: coarse looks at a site become maps of each step, from slopes on covariates and a smooth level.

What a coarse pixel shows is the mean over its footprint of  level(place, day) + slopes(day) . covariates(place, day).  The slopes are
found from contrasts between pixels near each other at one time, so that weather and season can't pass for them, and are remembered
from day to day; what they leave is the level, which is followed through time and filled where nothing was seen. Any fine pixel is then
the level there plus its own covariates' share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np
from scipy import ndimage

from ..calendar import Calendar
from ..grid import Grid
from . import level as levels
from . import slopes as gradients
from .aggregates import Aggregates
from .footprint import Footprint, View
from .level import Course, Level
from .pattern import Pattern
from .slopes import BLOCK_PIXELS, Block
from .state_space import Memory, Smoothed
from .surface import Surface
from .variogram import Variogram

MIN_KNOWN = 0.5  # of a footprint: pixels seen less tell nothing of slopes
MIN_PIXELS = 8  # of a block
CALM_REACH = 20000.0  # metres, standard deviation of the window: lakes of a region are alike, whatever the land around each


@dataclass(frozen=True)
class Look:
    """What a coarse sensor saw of a site at one time.

    Attributes
    ----------
    day : float
        Days since 1970-01-01 in mean solar time of the site, fractions kept.
    x, y : ndarray (point,)
        Centres of its usable pixels in the site's CRS; empty where cloud hid everything.
    values : ndarray (point,)
        What they show.
    """

    day: float
    x: np.ndarray
    y: np.ndarray
    values: np.ndarray


@dataclass(frozen=True)
class SlopePrior:
    """What is known of the slope on a covariate before anything is seen.

    Attributes
    ----------
    mean, sd : float
        In the driver's unit per unit of the covariate.
    """

    mean: float
    sd: float


@dataclass(frozen=True)
class Beliefs:
    """What is known of a driver before anything is seen.

    Attributes
    ----------
    slopes : mapping of str to SlopePrior
        By covariate, "evi" and "water" among them.
    slope_days : float
        Memory of the slopes, days: a starting value.
    lasting_days : float
        How long what slopes leave at one time stays as it is, days.
    variogram : Variogram
        Of what slopes leave at one time: the centre of a wide prior.
    course : Course
        Of the level.
    unexplained : float
        Least variance within coarse pixels that covariates leave, as a share of what they explain: they never explain everything.
    """

    slopes: Mapping[str, SlopePrior]
    slope_days: float
    lasting_days: float
    variogram: Variogram
    course: Course
    unexplained: float

    def memory(self, names: Sequence[str]) -> Memory:
        """Return the prior of the slopes on static covariates `names`, EVI and water."""
        priors = [self.slopes[name] for name in (*names, "evi", "water")]
        variance = np.diag([prior.sd**2 for prior in priors])
        return Memory(np.array([prior.mean for prior in priors]), variance, np.full(len(priors), self.slope_days))


@dataclass(frozen=True)
class Fit:
    """What the looks say of a driver, step by step.

    Attributes
    ----------
    cells : Grid
        Cells of the level.
    blur : float
        Standard deviation of the footprint's Gaussian, in cells.
    level : Level
        Of land of mean covariates.
    slopes : ndarray (time, column)
        On the departures of static covariates and EVI from their means over land, then the step from land to water.
    covariance : ndarray (time, column, column)
        Of the slopes.
    variogram : Variogram
        Of what the slopes leave at one time.
    texture : ndarray (time, 2)
        Variance within coarse pixels of what covariates leave, of land and of water.
    aggregates : Aggregates
        The covariates.
    """

    cells: Grid
    blur: float
    level: Level
    slopes: np.ndarray
    covariance: np.ndarray
    variogram: Variogram
    texture: np.ndarray
    aggregates: Aggregates


def fit(
    looks: Sequence[Look],
    cells: Grid,
    footprint: Footprint,
    aggregates: Aggregates,
    calendar: Calendar,
    beliefs: Beliefs,
    base: Optional[np.ndarray] = None,
    regressors: Optional[np.ndarray] = None,
) -> Fit:
    """Return what looks say of a driver.

    Parameters
    ----------
    looks : sequence of Look
        In any order.
    cells : Grid
        Cells that the level is followed on: about as large as the sensor's pixels.
    footprint : Footprint
        Of the sensor's pixels.
    aggregates : Aggregates
        The covariates.
    calendar : Calendar
        The steps.
    beliefs : Beliefs
        What is known beforehand.
    base : ndarray (day, y, x), optional
        A field on the cells, of every day of the calendar, that the level is known to follow; it is not part of the result's level.
    regressors : ndarray (regressor, day, y, x), optional
        Daily fields on the cells that the level responds to.
    """
    days = calendar.every_day().astype(np.float64)
    steps = calendar.step_of(calendar.every_day())
    seen = _Seen(looks, View(aggregates, footprint), cells, aggregates.lattice, days, steps)
    spacing = (footprint.width, footprint.height)
    slopes, variogram = gradients.fit(seen.blocks(spacing), beliefs.memory(aggregates.names), beliefs.variogram, days, beliefs.lasting_days)
    values, variances = seen.left_by(slopes, variogram, base)
    level = levels.fit(values, variances, regressors, spacing, days, steps, variogram, beliefs.course)
    mean, covariance = slopes.averaged(steps, len(calendar))
    land = _texture(aggregates, mean, seen.spread(), level.lasting, beliefs.unexplained)
    texture = np.column_stack([land, land + variogram.water])
    covariance = covariance * _within(aggregates, seen.spread())
    return Fit(cells, footprint.blur / float(np.sqrt(np.prod(spacing))), level, mean, covariance, variogram, texture, aggregates)


def pattern(fitted: Fit, on_water: bool = True) -> Pattern:
    """Return the maps of a driver whose cells have the axes of the site's grid; `on_water` says whether it has a value there."""
    level, cells = fitted.level, fitted.cells
    wide = [0, *(CALM_REACH / size for size in reversed(cells.cell_size))]
    return Pattern(
        level=Surface.averaging(level.mean, cells, fitted.blur),
        doubt=Surface.through(level.variance, cells, 1),
        calm=Surface.through(ndimage.gaussian_filter(level.mean, wide, mode="nearest"), cells, 1) if on_water else None,
        calm_doubt=level.common,
        slopes=fitted.slopes,
        covariance=fitted.covariance,
        texture=fitted.texture,
        centre=fitted.aggregates.centre,
        evi_centre=fitted.aggregates.evi_centre,
    )


def on_axes_of(fitted: Fit, grid: Grid, spacing: float) -> Fit:
    """Return the fit with its level on cells of `spacing` metres along the axes of `grid`, for products on a lattice of their own."""
    cells = Grid.from_bounds(grid.bounds, grid.crs, spacing)
    mean = Surface.averaging(fitted.level.mean, fitted.cells, fitted.blur).at(cells)
    variance = Surface.through(fitted.level.variance, fitted.cells, 1).at(cells)
    return replace(fitted, cells=cells, blur=0.0, level=replace(fitted.level, mean=mean, variance=variance))


class _Seen:
    """Looks within the calendar, with the covariates that each of their pixels saw."""

    def __init__(self, looks: Sequence[Look], view: View, cells: Grid, lattice: Grid, days: np.ndarray, steps: np.ndarray):
        self._cells, self._days, self._columns = cells, days, view.columns
        self._looks: list[tuple[int, Look, np.ndarray, np.ndarray, np.ndarray]] = []
        for look in sorted(looks, key=lambda look: look.day):
            day = int(np.floor(look.day) - days[0])
            if 0 <= day < len(days) and steps[day] >= 0 and len(look.values):
                design, known = view.at(look.x, look.y, int(steps[day]))
                self._looks.append((day, look, design, known, cells.index_of(look.x, look.y, lattice.crs)))

    def spread(self) -> np.ndarray:
        """Return the covariance of the covariates between pixels, (column, column)."""
        known = [design[known >= MIN_KNOWN] for _, _, design, known, _ in self._looks]
        seen = np.concatenate([np.zeros((0, self._columns)), *known])
        return np.cov(seen.T) if len(seen) > 1 else np.zeros((self._columns, self._columns))

    def blocks(self, spacing: tuple[float, float]) -> list[Block]:
        """Return the pixels, `spacing` metres apart, of all looks in blocks; those are left out of which too little is known."""
        side = float(np.sqrt(BLOCK_PIXELS))
        blocks = []
        for day, look, design, known, _ in self._looks:
            usable = known >= MIN_KNOWN
            place = np.floor(np.column_stack([look.x, look.y]) / (side * np.array(spacing)))
            for key in np.unique(place[usable], axis=0):
                part = usable & (place == key).all(axis=1)
                if part.sum() >= MIN_PIXELS:
                    blocks.append(Block(self._days[day], look.x[part], look.y[part], look.values[part], design[part]))
        return blocks

    def left_by(self, slopes: Smoothed, variogram: Variogram, base: Optional[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """Return what slopes and `base` leave on the cells, and its error variance, each (day, y, x), NaN where nothing was seen."""
        count, spread = self._cells.height * self._cells.width, self.spread()
        total, weight = np.zeros((len(self._days), count)), np.zeros((len(self._days), count))
        for day, look, design, known, cell in self._looks:
            inside = cell >= 0
            value = look.values - design @ slopes.mean[day]
            if base is not None:
                value = value - base[day].ravel()[np.maximum(cell, 0)]
            unknown = slopes.mean[day] @ spread @ slopes.mean[day]
            share = 1 / (variogram.rough(design[:, -1]) + variogram.sill * design[:, -1] ** 2 + (1 - known) * unknown)
            total[day] += np.bincount(cell[inside], (share * value)[inside], count)
            weight[day] += np.bincount(cell[inside], share[inside], count)
        shape = (len(self._days), *self._cells.shape)
        with np.errstate(invalid="ignore", divide="ignore"):
            return (total / weight).reshape(shape), (1 / weight).reshape(shape)


def _within(aggregates: Aggregates, spread: np.ndarray) -> np.ndarray:
    """Return the share of the slopes' covariance that matters within coarse pixels, (time, column, column).

    The level is what the slopes leave of coarse pixels: where their errors raise a whole pixel, the level is as much too low.

    Parameters
    ----------
    aggregates : Aggregates
        The covariates.
    spread : ndarray (column, column)
        Covariance of the covariates between coarse pixels.
    """
    fine = np.einsum("tii->ti", aggregates.spread)
    within = np.sqrt(np.clip(1 - np.diag(spread)[:-1] / np.maximum(fine, 1e-12), 0, 1))
    within = np.column_stack([within, np.ones(len(within))])  # water is held against a level wider than pixels
    return within[:, :, None] * within[:, None, :]


def _texture(aggregates: Aggregates, slopes: np.ndarray, spread: np.ndarray, detail: float, least: float) -> np.ndarray:
    """Return the variance within coarse pixels of what covariates leave on land, (time,).

    What covariates leave is taken to be as much rougher within coarse pixels than between them as what they explain.

    Parameters
    ----------
    aggregates : Aggregates
        The covariates.
    slopes : ndarray (time, column)
        On static covariates, EVI and water.
    spread : ndarray (column, column)
        Covariance of the covariates between coarse pixels.
    detail : float
        Variance between neighbouring coarse pixels of what covariates leave.
    least : float
        Least share of the variance explained within coarse pixels.
    """
    land = slopes[:, :-1]
    fine = np.einsum("ti,tij,tj->t", land, aggregates.spread, land)
    coarse = np.einsum("ti,ij,tj->t", land, spread[:-1, :-1], land)
    within = np.maximum(fine - coarse, 0)
    rougher = float(np.clip(within.sum() / max(coarse.sum(), 1e-12), 0.5, 10.0))
    return np.maximum(detail * rougher, least * within)
