"""The posterior of a few coefficients of each of many pixels, from views with noise and haze: small Gaussian systems solved side by side.

y = design z + e,  z ~ N(0, I),  e ~ N(0, noise / weight)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import haze

CHUNK = 8192  # pixels solved together: large enough for NumPy, small enough for the processor's cache

Lower = dict[tuple[int, int], np.ndarray]


@dataclass(frozen=True)
class Posterior:
    """Coefficients of pixels.

    Attributes
    ----------
    mean : ndarray (coefficient, pixel)
        Means.
    covariance : ndarray (pair, pixel)
        Covariances: rows of the lower triangle, one after another.
    """

    mean: np.ndarray
    covariance: np.ndarray

    @property
    def variances(self) -> np.ndarray:
        """Variance of each coefficient, (coefficient, pixel)."""
        return self.covariance[_diagonal(len(self.mean))]

    def mean_covariance(self) -> np.ndarray:
        """Return the covariance of coefficients, the mean of the pixels, (coefficient, coefficient)."""
        number = len(self.mean)
        first, second = np.tril_indices(number)
        out = np.zeros((number, number))
        out[first, second] = out[second, first] = self.covariance.mean(axis=1)
        return out

    def variance_of(self, design: np.ndarray) -> np.ndarray:
        """Return the variance of `design` (row, coefficient) times the coefficients, (row, pixel)."""
        first, second = np.tril_indices(design.shape[1])
        twice = np.where(first == second, 1, 2).astype(np.float32)
        return np.maximum((_pairs(design).T * twice) @ self.covariance, 0)


def of(values: np.ndarray, weights: np.ndarray, design: np.ndarray, noise: float) -> Posterior:
    """Return the posterior of coefficients; views far off what a first solution says lose weight, most those below it.

    Parameters
    ----------
    values, weights : ndarray, float32 (view, pixel)
        Views and their weights, 0 where there is none; values are finite.
    design : ndarray, float32 (view, coefficient)
        What a unit of each coefficient adds to a view.
    noise : float
        Variance of a view of weight 1.
    """
    number, pixels = design.shape[1], values.shape[1]
    products, precision = _pairs(design), np.float32(1 / noise)
    mean = np.empty((number, pixels), np.float32)
    covariance = np.empty((len(products), pixels), np.float32)
    for first in range(0, pixels, CHUNK):
        part = slice(first, first + CHUNK)
        value, weight = values[:, part], weights[:, part]
        lower, inverse = _factored(products, weight, precision, number)
        found = _solve(lower, inverse, (design.T @ (weight * value)) * precision)
        weight = weight * haze.trust(value - design @ found, noise)
        lower, inverse = _factored(products, weight, precision, number)
        mean[:, part] = _solve(lower, inverse, (design.T @ (weight * value)) * precision)
        covariance[:, part] = _inverted(lower, inverse)
    return Posterior(mean, covariance)


def log_evidence(values: np.ndarray, weights: np.ndarray, design: np.ndarray, noise: float) -> np.ndarray:
    """Return the log likelihood of the views of each pixel (pixel,), coefficients integrated out.

    Left out is what does not depend on the design. Parameters are those of `of`.
    """
    precision = np.float32(1 / noise)
    lower, inverse = _factored(_pairs(design), weights, precision, design.shape[1])
    right = (design.T @ (weights * values)) * precision
    explained = (right * _solve(lower, inverse, right)).sum(axis=0)
    return 0.5 * (explained - precision * (weights * values**2).sum(axis=0)) + np.log(np.stack(inverse)).sum(axis=0)


def _diagonal(number: int) -> np.ndarray:
    """Return the rows of pairs that are squares."""
    return np.arange(number) * (np.arange(number) + 3) // 2


def _pairs(design: np.ndarray) -> np.ndarray:
    """Return products of columns k and l, l up to k, of a design (row, column), (pair, row)."""
    first, second = np.tril_indices(design.shape[1])
    return np.ascontiguousarray((design[:, first] * design[:, second]).T)


def _factored(products: np.ndarray, weights: np.ndarray, precision: np.float32, number: int) -> tuple[Lower, list[np.ndarray]]:
    """Return Cholesky's lower triangle of the posterior precision, and the inverses of its diagonal."""
    rows = (products @ weights) * precision
    rows[_diagonal(number)] += 1
    lower: Lower = dict(zip(zip(*(index.tolist() for index in np.tril_indices(number))), rows))
    inverse = []
    for j in range(number):
        for k in range(j):
            lower[j, j] -= lower[j, k] * lower[j, k]
        inverse.append(1 / np.sqrt(np.maximum(lower[j, j], np.float32(1e-6))))
        for i in range(j + 1, number):
            for k in range(j):
                lower[i, j] -= lower[i, k] * lower[j, k]
            lower[i, j] *= inverse[j]
    return lower, inverse


def _solve(lower: Lower, inverse: list[np.ndarray], right: np.ndarray) -> np.ndarray:
    """Return the solution (coefficient, pixel) for right-hand sides (coefficient, pixel)."""
    out = right.copy()
    for i, scale in enumerate(inverse):
        for k in range(i):
            out[i] -= lower[i, k] * out[k]
        out[i] *= scale
    for i in range(len(inverse) - 1, -1, -1):
        for k in range(i + 1, len(inverse)):
            out[i] -= lower[k, i] * out[k]
        out[i] *= inverse[i]
    return out


def _inverted(lower: Lower, inverse: list[np.ndarray]) -> np.ndarray:
    """Return the inverses of factored matrices, (pair, pixel)."""
    number = len(inverse)
    root: Lower = {}  # of the inverse: a lower triangle too
    for j in range(number):
        root[j, j] = inverse[j]
        for i in range(j + 1, number):
            root[i, j] = -inverse[i] * sum(lower[i, k] * root[k, j] for k in range(j, i))
    pairs = zip(*(index.tolist() for index in np.tril_indices(number)))
    return np.stack([sum(root[k, i] * root[k, j] for k in range(i, number)) for i, j in pairs])
