"""Slopes: how temperature or moisture changes with the covariates, remembered from one overpass to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg import solve_triangular
from scipy.optimize import minimize

from .state_space import Memory, Sight, Smoothed, log_likelihood, smooth
from .variogram import Variogram

BLOCK_PIXELS = 400  # pixels whose residuals are taken together: a block that large holds nearly all that slopes can be told from
TRIAL_BLOCKS = 12  # blocks that the variogram is fitted to
WATER_BLOCKS, WATER_PIXELS = 120, 60  # blocks that the variance of water is found from, and how many of the pixels with most water of each
MOST_BLOCKS = 3000  # more hardly change the slopes
FREE = 1e3  # variance of a block's mean relative to the sill: nothing is assumed about it
EM_ROUNDS = 6
MEMORY_BOUNDS = 10.0, 2000.0  # days


@dataclass(frozen=True)
class Block:
    """Pixels of one overpass that lie near each other.

    Attributes
    ----------
    day : float
        Days since 1970-01-01.
    x, y : ndarray (point,)
        Positions, metres.
    values : ndarray (point,)
        What was seen.
    design : ndarray (point, column)
        Covariates through the footprint; the last column is the share of water.
    """

    day: float
    x: np.ndarray
    y: np.ndarray
    values: np.ndarray
    design: np.ndarray

    def wettest(self, most: int) -> Block:
        """Return the block of at most `most` pixels, those with most water."""
        part = np.argsort(-self.design[:, -1], kind="stable")[:most]
        return Block(self.day, self.x[part], self.y[part], self.values[part], self.design[part])

    def sight(self, variogram: Variogram) -> Sight:
        """Return what the block says of the slopes, its mean left free; water takes no part in the smooth field of land around it."""
        land = 1 - self.design[:, -1]
        covariance = variogram.smooth(self.x, self.y) * np.outer(land, land) + FREE * variogram.sill
        covariance[np.diag_indices_from(covariance)] += variogram.rough(self.design[:, -1])
        factor = np.linalg.cholesky(covariance)
        white = solve_triangular(factor, np.column_stack([self.design, self.values]), lower=True, check_finite=False)
        sight = Sight.of(white[:, :-1], white[:, -1], np.ones(len(self.values)))
        return Sight(sight.information, sight.score, sight.energy, 2 * float(np.log(np.diag(factor)).sum()), sight.count)


def fit(
    blocks: Sequence[Block], prior: Memory, guess: Variogram, days: np.ndarray, lasting_days: float = 0.0
) -> tuple[Smoothed, Variogram]:
    """Return the slopes at `days` (time,), ascending, and the variogram of what they leave.

    The slopes follow `prior`; where nothing is seen they return to its mean. How fast they may change is found from the blocks.

    Parameters
    ----------
    blocks : sequence of Block
        In any order, each of a day in `days`.
    prior : Memory
        Of the slopes.
    guess : Variogram
        Centre of a log-normal prior, sd a factor of e, of each of the variogram's four numbers.
    days : ndarray (time,)
        Days the slopes are wanted for.
    lasting_days : float
        How long what slopes leave stays as it is: days nearer to each other repeat each other, and together count as one.
    """
    blocks = sorted(blocks, key=lambda block: block.day)
    if not blocks:
        return smooth(prior, days, [None] * len(days)), guess
    variogram = _fit_variogram(_spread_out(blocks, TRIAL_BLOCKS), prior, guess)
    variogram = replace(variogram, water=_water_variance(_spread_out(blocks, WATER_BLOCKS), prior, variogram, guess.water))
    sights = _by_day(_spread_out(blocks, MOST_BLOCKS), variogram, days)
    seen = [i for i, sight in enumerate(sights) if sight is not None]
    for i, repeats in zip(seen, _repeats(days[seen], lasting_days)):
        sights[i] = sights[i].repeated(repeats)
    for _ in range(EM_ROUNDS if len(seen) > 1 else 0):
        smoothed = smooth(prior, days[seen], [sights[i] for i in seen])
        prior = _faster_or_slower(prior, smoothed, days[seen])
    return smooth(prior, days, sights), variogram


def _spread_out(blocks: Sequence[Block], most: int) -> list[Block]:
    """Return at most `most` of the blocks, evenly spread, of those with many pixels."""
    if len(blocks) <= most:
        return list(blocks)
    counts = np.array([len(block.values) for block in blocks])
    full = [block for block, count in zip(blocks, counts) if count >= 0.5 * np.quantile(counts, 0.9)]
    full = full if len(full) >= most else blocks
    return [full[i] for i in np.linspace(0, len(full) - 1, most).round().astype(int)]


def _repeats(days: np.ndarray, lasting_days: float) -> np.ndarray:
    """Return how many of the days (time,), ascending, lie within `lasting_days` around each, itself included."""
    return np.searchsorted(days, days + lasting_days / 2, "right") - np.searchsorted(days, days - lasting_days / 2, "left")


def _by_day(blocks: Sequence[Block], variogram: Variogram, days: np.ndarray) -> list:
    """Return what the blocks of each day say together, (time,); None where there are none."""
    sights: list = [None] * len(days)
    for block in blocks:
        i, sight = int(np.searchsorted(days, block.day)), block.sight(variogram)
        sights[i] = sight if sights[i] is None else sights[i] + sight
    return sights


def _fit_variogram(blocks: Sequence[Block], prior: Memory, guess: Variogram) -> Variogram:
    """Return the most likely variogram, the slopes left open."""
    centre = np.log([guess.sill, guess.reach, guess.nugget, guess.water])
    days = np.unique([block.day for block in blocks])

    def misfit(logs: np.ndarray) -> float:
        sights = _by_day(blocks, Variogram(*np.exp(logs)), days)
        return 0.5 * float(((logs - centre) ** 2).sum()) - log_likelihood(prior, days, sights)

    simplex = centre + np.vstack([np.zeros(4), np.eye(4)])
    found = minimize(misfit, centre, method="Nelder-Mead", options={"maxfev": 80, "xatol": 0.05, "fatol": 0.3, "initial_simplex": simplex})
    return Variogram(*(float(v) for v in np.exp(found.x)))


def _water_variance(blocks: Sequence[Block], prior: Memory, variogram: Variogram, guess: float) -> float:
    """Return the expected variance of water, the slopes left open and the rest of the variogram known; `guess` is its prior's centre.

    Few pixels of a block tell of it, so that many blocks are heard.
    """
    wettest = [block.wettest(WATER_PIXELS) for block in blocks if block.design[:, -1].any()]
    if not wettest:
        return guess
    days = np.unique([block.day for block in wettest])
    logs = np.linspace(-3.0, 3.0, 9)  # on either side of the prior's centre, in its standard deviations
    trials = guess * np.exp(logs)
    likelihood = [log_likelihood(prior, days, _by_day(wettest, replace(variogram, water=float(trial)), days)) for trial in trials]
    posterior = np.array(likelihood) - 0.5 * logs**2
    return float(np.average(trials, weights=np.exp(posterior - posterior.max())))


def _faster_or_slower(prior: Memory, smoothed: Smoothed, days: np.ndarray) -> Memory:
    """Return the prior with time constants under which the slopes' changes are as large as they were found to be (one EM step)."""
    departure = smoothed.mean - prior.mean
    elapsed = np.diff(days)
    kept = np.exp(-elapsed[:, None] / prior.days)
    variance = np.einsum("tii->ti", smoothed.covariance)
    shared = np.einsum("tij,tji->ti", smoothed.gain, smoothed.covariance[1:])
    change = (departure[1:] - kept * departure[:-1]) ** 2 + variance[1:] + kept**2 * variance[:-1] - 2 * kept * shared
    expected = np.diag(prior.covariance) * (1 - kept**2)
    ratio = (change / expected).mean(axis=0)
    return Memory(prior.mean, prior.covariance, np.clip(prior.days / ratio, MEMORY_BOUNDS[0], MEMORY_BOUNDS[1]))
