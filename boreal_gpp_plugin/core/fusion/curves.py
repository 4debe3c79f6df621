"""Curves: the seasonal courses that greenness takes at a site, a mean and a few departures from it, learnt from a sample of pixels.

y(t) = m(t) + phi(t)' a + e,  a ~ N(0, I): m and phi are cubic splines. With missing observations this is probabilistic principal
components, found by expectation and maximisation.

References
----------
Tipping and Bishop 1999, Probabilistic principal component analysis, Journal of the Royal Statistical Society B 61:611,
doi:10.1111/1467-9868.00196; James, Hastie and Sugar 2000, Principal component models for sparse functional data, Biometrika 87:587,
doi:10.1093/biomet/87.3.587.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Optional

import numpy as np
from scipy.interpolate import BSpline

from .haze import trust
from .views import SNOW_WEIGHT

KNOT_DAYS = 12.0
MODES = 6
VIEWS_PER_MODE = 1.25  # of a pixel: fewer would leave no noise
ROUGHNESS = 0.025  # of second differences between knots, per pixel and unit of variance: as in the prototype that had the least error
ROUNDS = 10
SURE_FROM = 2  # rounds after which residuals tell haze
LEAST_NOISE = 1e-4


@dataclass(frozen=True)
class Curves:
    """Courses of greenness over a period.

    Attributes
    ----------
    first, last : float
        The period, days since 1970-01-01.
    mean : ndarray (knot,)
        Spline coefficients of the mean course.
    modes : ndarray (knot, mode)
        Those of the departures.
    noise : float
        Variance of one view.
    """

    first: float
    last: float
    mean: np.ndarray
    modes: np.ndarray
    noise: float

    def at(self, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the mean (day,) and the departures (day, mode) on days since 1970-01-01, float32; constant beyond the period."""
        design = _splines(days, self.first, self.last)
        return (design @ self.mean).astype(np.float32), (design @ self.modes).astype(np.float32)


def _splines(days: np.ndarray, first: float, last: float) -> np.ndarray:
    """Return cubic B-splines on days, (day, knot)."""
    count = max(round((last - first) / KNOT_DAYS), 1)
    step = (last - first) / count
    knots = first + step * np.arange(-3, count + 4)
    return BSpline.design_matrix(np.clip(np.asarray(days, np.float64), first, last), knots, 3).toarray()


def learn(
    values: np.ndarray,
    weights: np.ndarray,
    days: np.ndarray,
    first: float,
    last: float,
    start: Optional[Curves] = None,
    rounds: int = ROUNDS,
) -> Curves:
    """Return the curves of a sample of pixels.

    Parameters
    ----------
    values, weights : ndarray (view, pixel)
        Greenness and its weight, 0 where there is none; each pixel has a view.
    days : ndarray (view,)
        Days since 1970-01-01.
    first, last : float
        The period.
    start : Curves, optional
        Curves to begin with.
    rounds : int
        Of expectation and maximisation.
    """
    design = _splines(days, first, last)
    given, values = weights.astype(np.float64), np.where(weights > 0, values, 0.0).astype(np.float64)
    pixels, knots = values.shape[1], design.shape[1]
    bend = np.diff(np.eye(knots), 2, axis=0)
    penalty = pixels * (ROUGHNESS * bend.T @ bend + 1e-6 * np.eye(knots))
    curves = start or _first_guess(design, values, given, penalty, first, last)
    weights = given
    for done in range(rounds):
        mean, modes = design @ curves.mean, design @ curves.modes
        coefficients, spread = _expect(mean, modes, values, weights, curves.noise)
        number = modes.shape[1]
        known = np.concatenate([coefficients, np.ones((pixels, 1))], axis=1)
        moments = known[:, :, None] * known[:, None]
        moments[:, :number, :number] += spread
        by_view = (weights @ moments.reshape(pixels, -1)).reshape(len(days), number + 1, number + 1)
        system = np.einsum("op,okl,oq->pkql", design, by_view, design, optimize=True)
        for k in range(number + 1):
            system[:, k, :, k] += penalty
        right = design.T @ ((weights * values) @ known)
        solved = np.linalg.solve(system.reshape(knots * (number + 1), -1), right.ravel()).reshape(knots, number + 1)
        modes, mean = design @ solved[:, :number], design @ solved[:, number]
        rest = values - modes @ coefficients.T - mean[:, None]
        if done >= SURE_FROM:
            weights = given * trust(rest, curves.noise)
        unsure = np.einsum("ok,okl,ol->", modes, (weights @ spread.reshape(pixels, -1)).reshape(len(days), number, number), modes)
        noise = max(float(((weights * rest**2).sum() + unsure) / given.sum()), LEAST_NOISE)
        variance, axes = np.linalg.eigh(coefficients.T @ coefficients / pixels + spread.mean(axis=0))
        curves = replace(curves, mean=solved[:, number], modes=solved[:, :number] @ (axes * np.sqrt(variance)), noise=noise)
    return curves


def _first_guess(design: np.ndarray, values: np.ndarray, weights: np.ndarray, penalty: np.ndarray, first: float, last: float) -> Curves:
    """Return a smooth mean, and departures of its own form and of cosines."""
    knots = design.shape[1]
    mean = np.linalg.solve(design.T @ (weights.sum(axis=1)[:, None] * design) + penalty, design.T @ (weights * values).sum(axis=1))
    views = (weights > SNOW_WEIGHT).sum() / weights.shape[1]
    number = max(min(MODES, knots // 2, int(views / VIEWS_PER_MODE)), 1)
    waves = [0.06 * np.cos(np.pi * k * (np.arange(knots) + 0.5) / knots) for k in range(1, number)]
    return Curves(first, last, mean, np.stack([0.5 * mean, *waves], axis=1), 4e-4)


def _expect(mean: np.ndarray, modes: np.ndarray, values: np.ndarray, weights: np.ndarray, noise: float) -> tuple[np.ndarray, np.ndarray]:
    """Return mean (pixel, mode) and covariance (pixel, mode, mode) of the coefficients of each pixel."""
    number = modes.shape[1]
    squares = (modes[:, :, None] * modes[:, None]).reshape(len(modes), -1)
    precision = (weights.T @ squares).reshape(-1, number, number) / noise + np.eye(number)
    spread = np.linalg.inv(precision)
    right = (weights * (values - mean[:, None])).T @ modes / noise
    return np.einsum("nkl,nl->nk", spread, right), spread
