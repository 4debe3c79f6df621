"""The level: the daily course of coarse cells, from observations of some cells on some days.

level(c, d) = season(d) + response to regressors(c, d) + departure of the whole region(d) + smooth departure(c, d) + lasting departure(c)

All terms are random with known memory and so are shrunk towards nothing as far as the observations are few: cells share the season and
the response, and on a day without an observation of its own a cell takes what its neighbours and the days around say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np
from scipy.optimize import minimize

from .modes import Modes
from .state_space import Memory, Sight, Smoothed, log_likelihood, smooth, smooth_cells
from .variogram import Variogram

YEAR_DAYS = 365.2425
BLOCK_CELLS = 32  # cells on a side that are taken together; one block holds a site of 30 km in cells of 1 km
OVERLAP_CELLS = 8
TRIAL_PATTERNS = 6
FEWEST_CELLS = 5  # of a day that is held out
AS_STATED = 10.0  # days: so many held-out days would have to speak against the stated variances to count as much as these
LASTING_DAYS = 60.0  # memory of what the covariates miss in a cell: it changes with the season


@dataclass(frozen=True)
class Course:
    """What is known of a level before anything is seen.

    Attributes
    ----------
    season : tuple of float
        Standard deviations of the mean, of the annual and of the half-yearly harmonics.
    response, response_covariance : ndarray (regressor,), (regressor, regressor)
        Mean and covariance of the response to each regressor.
    variance, days : float
        Variance and memory (days) of the departure of the whole region: starting values.
    smooth_days : float
        Memory of the smooth departure: a starting value.
    error : float
        Variance of an observation's error that all cells of a day share.
    midwinter : tuple of float, optional
        Mean and standard deviation of the season around the winter solstice, for records that do not reach it.
    """

    season: tuple[float, float, float]
    response: np.ndarray
    response_covariance: np.ndarray
    variance: float
    days: float
    smooth_days: float
    error: float = 0.0
    midwinter: Optional[tuple[float, float]] = None

    def of_season(self) -> tuple[np.ndarray, np.ndarray]:
        """Return mean (5,) and covariance (5, 5) of the coefficients of `harmonics`."""
        offset, annual, half = self.season
        mean, covariance = np.zeros(5), np.diag(np.square([offset, annual, annual, half, half]))
        if self.midwinter is not None:
            believed, sd = self.midwinter
            winter = MIDWINTER @ covariance
            gain = winter / (winter @ MIDWINTER + sd**2)
            mean, covariance = gain * believed, covariance - np.outer(gain, winter)
        return mean, covariance


@dataclass(frozen=True)
class Level:
    """Means over steps of a level.

    Attributes
    ----------
    mean, variance : ndarray (time, y, x)
        Of each step on the cells.
    common : ndarray (time,)
        Variance of the mean of the cells in each step.
    season : ndarray (5,)
        Coefficients of its `harmonics`, the mean of the cells.
    lasting : float
        Variance between cells of what lasts in a cell beyond all that is smooth.
    """

    mean: np.ndarray
    variance: np.ndarray
    common: np.ndarray
    season: np.ndarray
    lasting: float


def harmonics(days: np.ndarray) -> np.ndarray:
    """Return constant, annual and half-yearly harmonics of days since 1970-01-01, (day, 5)."""
    angle = 2 * np.pi * np.asarray(days, np.float64)[:, None] / YEAR_DAYS
    return np.hstack([np.ones_like(angle), np.cos(angle), np.sin(angle), np.cos(2 * angle), np.sin(2 * angle)])


MIDWINTER = harmonics(-10.0 + np.arange(-30.0, 31.0)).mean(axis=0)
"""Harmonics of the two months around 22 December, (5,)."""


def anomalies(daily: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Return the departure of complete daily series (day, ...) from their own two harmonics, of the same shape and unit."""
    season = harmonics(days)
    flat = daily.reshape(len(days), -1)
    # A slight ridge on the harmonics keeps periods much shorter than a year from being explained away.
    ridge = np.diag([0.0, *[0.02 * len(days)] * 4])
    coefficients = np.linalg.solve(season.T @ season + ridge, season.T @ flat)
    return (flat - season @ coefficients).reshape(daily.shape)


def fit(
    values: np.ndarray,
    variances: np.ndarray,
    regressors: Optional[np.ndarray],
    spacing: tuple[float, float],
    days: np.ndarray,
    steps: np.ndarray,
    variogram: Variogram,
    course: Course,
) -> Level:
    """Return the level of each step.

    Parameters
    ----------
    values : ndarray (day, y, x)
        Observations on cells, NaN where there is none.
    variances : ndarray (day, y, x)
        Their error variances.
    regressors : ndarray (regressor, day, y, x), optional
        Complete daily fields the level responds to, as `anomalies`.
    spacing : tuple of float
        Distance between cells along x and y, metres.
    days : ndarray (day,)
        Days since 1970-01-01, ascending.
    steps : ndarray of int (day,)
        Step of each day, -1 for none.
    variogram : Variogram
        Of the observations at one time.
    course : Course
        What is known beforehand.
    """
    shape, count = values.shape[1:], int(steps.max()) + 1
    patterns = Modes(min(BLOCK_CELLS, max(shape)), spacing, variogram)
    blocks = list(_blocks(shape))
    if regressors is None:
        regressors = np.zeros((0, *values.shape))
    fullest = max(blocks, key=lambda block: np.isfinite(values[(slice(None), *block)]).sum())
    part = (slice(None), *fullest)
    course = _tuned(values[part], variances[part], regressors[(slice(None), *part)], days, patterns, course)
    mean, variance, weight = np.zeros((count, *shape)), np.zeros((count, *shape)), np.zeros(shape)
    parts = []
    for block in blocks:
        part = (slice(None), *block)
        found = _Model(regressors[(slice(None), *part)], days, patterns, course).level(values[part], variances[part], steps)
        taper = np.outer(*(_taper(extent, size) for extent, size in zip(block, shape)))
        mean[part] += taper * found.mean
        variance[part] += taper * found.variance
        weight[block] += taper
        parts.append(found)
    common, season = (np.mean([getattr(part, name) for part in parts], axis=0) for name in ("common", "season"))
    return Level(mean / weight, variance / weight, common, season, float(np.mean([part.lasting for part in parts])))


def _blocks(shape: tuple[int, int]) -> Iterator[tuple[slice, slice]]:
    """Yield row and column slices of overlapping blocks that cover the cells."""
    spans = []
    for size in shape:
        number = max(1, -(-(size - OVERLAP_CELLS) // (BLOCK_CELLS - OVERLAP_CELLS)))
        starts = np.linspace(0, max(size - BLOCK_CELLS, 0), number).round().astype(int)
        spans.append([slice(int(start), int(min(start + BLOCK_CELLS, size))) for start in starts])
    for rows in spans[0]:
        for columns in spans[1]:
            yield rows, columns


def _taper(extent: slice, size: int) -> np.ndarray:
    """Return the weight of a block's cells along one axis: falling towards edges that other blocks reach over."""
    place = np.arange(extent.start, extent.stop)
    before = place - extent.start + 1.0 if extent.start > 0 else np.inf
    after = extent.stop - place if extent.stop < size else np.inf
    return np.minimum(np.minimum(before, after) / OVERLAP_CELLS, 1.0) * np.ones(len(place))


class _Model:
    """The level of one block of cells as a state space: season, response, region and patterns."""

    def __init__(self, regressors: np.ndarray, days: np.ndarray, patterns: Modes, course: Course):
        self._days, self._season, self._course = days, harmonics(days), course
        self._shape = regressors.shape[2:]
        self._regressors = regressors.reshape(len(regressors), len(days), self._shape[0] * self._shape[1])
        self._pattern, self._left_out = patterns.on(self._shape)
        self._pattern_variance = patterns.variance

    def memory(self, course: Course) -> Memory:
        """Return what is known of the states beforehand."""
        response, number = len(course.response), len(self._pattern_variance)
        region = 5 + response
        season, of_season = course.of_season()
        mean = np.concatenate([season, course.response, np.zeros(1 + number)])
        covariance = np.diag(np.concatenate([np.zeros(region), [course.variance], self._pattern_variance]))
        covariance[:5, :5] = of_season
        covariance[5:region, 5:region] = course.response_covariance
        days = np.concatenate([np.full(region, np.inf), [course.days], np.full(number, course.smooth_days)])
        return Memory(mean, covariance, days)

    def _design(self, season: np.ndarray, regressors: np.ndarray) -> np.ndarray:
        """Return the design (cell, state) of one day or step: harmonics (5,) and regressors (regressor, cell)."""
        cells = len(self._pattern)
        return np.hstack([np.broadcast_to(season, (cells, 5)), regressors.T, np.ones((cells, 1)), self._pattern])

    def sights(self, values: np.ndarray, variances: np.ndarray) -> list[Optional[Sight]]:
        """Return what the observations (day, y, x) of each day say; None where there are none."""
        flat, noise = (array.reshape(len(array), -1) for array in (values, variances))
        return [self._sight(day, value, variance) for day, (value, variance) in enumerate(zip(flat, noise))]

    def _sight(self, day: int, values: np.ndarray, variances: np.ndarray) -> Optional[Sight]:
        """Return what the observations (cell,) of one day say; None where there are none."""
        seen = np.flatnonzero(np.isfinite(values))
        if not seen.size:
            return None
        design = self._design(self._season[day], self._regressors[:, day])[seen]
        sight = Sight.of(design, values[seen], variances[seen] + self._left_out[seen])
        return sight.with_shared_error(self._course.error, 5 + len(self._regressors))

    def level(self, values: np.ndarray, variances: np.ndarray, steps: np.ndarray) -> Level:
        """Return the level of each step on the block's cells."""
        sights = self.sights(values, variances)
        states = smooth(self.memory(self._course), self._days, sights)
        flat, noise = values.reshape(len(values), -1), variances.reshape(len(values), -1) + self._left_out
        rest = np.empty_like(flat)
        for day, value in enumerate(flat):
            rest[day] = value - self._design(self._season[day], self._regressors[:, day]) @ states.mean[day]
        shared, own = self._surprise(states, sights, flat, noise)
        kept = _lasting_variance(rest, self._days)
        lasting, doubt = smooth_cells(rest, noise, self._days, kept, LASTING_DAYS)
        count = int(steps.max()) + 1
        state_mean, state_covariance = states.averaged(steps, count)
        mean, variance, common = np.empty((count, flat.shape[1])), np.empty((count, flat.shape[1])), np.empty(count)
        for step in range(count):
            of_step = np.flatnonzero(steps == step)
            design = self._design(self._season[of_step].mean(axis=0), self._regressors[:, of_step].mean(axis=1))
            mean[step] = design @ state_mean[step] + lasting[of_step].mean(axis=0)
            variance[step] = np.einsum("cs,cs->c", design @ state_covariance[step], design)
            variance[step] += doubt[of_step].mean(axis=0) + self._left_out / len(of_step)
            middle = design.mean(axis=0)
            common[step] = middle @ state_covariance[step] @ middle
            variance[step] = np.maximum(own * variance[step] + (shared - own) * common[step], min(shared, own) * variance[step])
        shape = (count, *self._shape)
        return Level(mean.reshape(shape), variance.reshape(shape), shared * common, states.mean[-1, :5], kept)

    def _surprise(self, states: Smoothed, sights: Sequence[Optional[Sight]], values: np.ndarray, noise: np.ndarray) -> tuple[float, float]:
        """Return how large squared errors are beside stated variances when each day's observations are held out in turn.

        The first number is of the error that the cells of a day share, the second of what is each cell's own.

        Parameters
        ----------
        states : Smoothed
            Given all observations.
        sights : sequence of Sight
            Of each day.
        values, noise : ndarray (day, cell)
            Observations and their error variances.
        """
        shared, own, days = AS_STATED, AS_STATED, AS_STATED
        for day, sight in enumerate(sights):
            seen = np.flatnonzero(np.isfinite(values[day]))
            if len(seen) < FEWEST_CELLS:
                continue
            design = self._design(self._season[day], self._regressors[:, day])[seen]
            mean, covariance = states.without(day, sight)
            error, middle = values[day, seen] - design @ mean, design.mean(axis=0)
            stated = np.einsum("cs,cs->c", design @ covariance, design) + noise[day, seen]
            of_mean = middle @ covariance @ middle + noise[day, seen].mean() / len(seen)
            shared += error.mean() ** 2 / (of_mean + self._course.error)
            own += error.var() / (stated.mean() - of_mean)
            days += 1
        return shared / days, own / days


def _lasting_variance(rest: np.ndarray, days: np.ndarray, apart: float = 2.0) -> float:
    """Return the variance of departures (day, cell) that a cell keeps from one observation to the next at least `apart` days later."""
    total, pairs = 0.0, 0
    last, last_day = np.full(rest.shape[1], np.nan), np.full(rest.shape[1], -np.inf)
    for day, values in zip(days, rest):
        seen = np.isfinite(values)
        both = seen & (day - last_day >= apart) & np.isfinite(last)
        total += float((values[both] * last[both]).sum())
        pairs += int(both.sum())
        renew = seen & (both | np.isnan(last))
        last[renew], last_day[renew] = values[renew], day
    return max(total / max(pairs, 1), 1e-6)


def _tuned(values: np.ndarray, variances: np.ndarray, regressors: np.ndarray, days: np.ndarray, patterns: Modes, course: Course) -> Course:
    """Return the course with the most likely variance and memories, each held near where it starts by a log-normal prior."""
    seen = np.isfinite(values).any(axis=(1, 2))
    if seen.sum() < 3:
        return course
    model = _Model(regressors[:, seen], days[seen], patterns.first(TRIAL_PATTERNS), course)
    sights = model.sights(values[seen], variances[seen])
    start = np.log([course.variance, course.days, course.smooth_days])
    width = np.array([2.0, 1.0, 1.0])

    def with_logs(logs: np.ndarray) -> Course:
        variance, memory, smooth_memory = np.exp(logs)
        return replace(course, variance=float(variance), days=float(memory), smooth_days=float(smooth_memory))

    def misfit(logs: np.ndarray) -> float:
        likelihood = log_likelihood(model.memory(with_logs(logs)), days[seen], sights)
        return 0.5 * float((((logs - start) / width) ** 2).sum()) - likelihood

    simplex = start + np.vstack([np.zeros(3), np.eye(3)])
    options = {"maxfev": 40, "xatol": 0.1, "fatol": 0.3, "initial_simplex": simplex}
    return with_logs(minimize(misfit, start, method="Nelder-Mead", options=options).x)
