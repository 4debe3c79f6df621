"""Shapley values: what each of several players adds to a result, on average over every order in which they may come."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from math import factorial

import numpy as np


def of_game(values: np.ndarray) -> np.ndarray:
    """Return the share of each player in the result of all of them, (player, ...), in the unit of `values`.

    The shares sum to values[-1] - values[0].

    Parameters
    ----------
    values : ndarray (2 ** player, ...)
        Result of each set of players; bit k of the index says whether player k is in the set.

    Raises
    ------
    ValueError
        When the number of sets is no power of two.

    References
    ----------
    Shapley 1953, Contributions to the Theory of Games 2:307.
    """
    sets = np.arange(len(values))
    n = len(values).bit_length() - 1
    if len(values) != 1 << n:
        raise ValueError(f"{n} players form {1 << n} sets, not {len(values)}.")
    size = sum((sets >> k) & 1 for k in range(n)) + np.zeros(len(sets), int)
    weights = np.empty((n, len(sets)))
    joined = np.array([factorial(s - 1) * factorial(n - s) for s in range(1, n + 1)], np.float64) / factorial(n)
    for k in range(n):
        inside = (sets >> k) & 1 == 1
        weights[k, inside] = joined[size[inside] - 1]
        weights[k, ~inside] = -joined[size[~inside]]
    return np.tensordot(weights, values, axes=1)


def of_product(before: Mapping[str, np.ndarray], after: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return what the change of each factor adds to the change of their product, by name, in the unit of the product, float64.

    The parts sum to the product after less the product before. They are the Shapley values of the factors: a product is linear in each
    factor, so that the average over all orders is the integral of its slope along the straight way from `before` to `after`, a
    polynomial that few Gauss-Legendre points integrate exactly.

    Parameters
    ----------
    before, after : mapping of str to ndarray
        Factors by name, of shapes that broadcast; a factor that is one object in both has no part.

    References
    ----------
    Owen 1972, Management Science 18:P64, on the integral along the diagonal of the multilinear extension.
    """
    names = [name for name in before if before[name] is not after[name]]
    scale = reduce(np.multiply, (np.asarray(before[name], np.float64) for name in before if name not in names), np.float64(1.0))
    low = {name: np.asarray(before[name], np.float64) for name in names}
    change = {name: np.asarray(after[name], np.float64) - low[name] for name in names}
    shape = np.broadcast_shapes(np.shape(scale), *(c.shape for c in change.values()))
    parts = {name: np.zeros(shape) for name in before}
    points, weights = np.polynomial.legendre.leggauss((len(names) + 1) // 2 or 1)
    for point, weight in zip((points + 1) / 2, weights / 2):
        way = [low[name] + point * change[name] for name in names]
        ahead = np.asarray(scale * weight)
        behind = [np.ones(())]
        for factor in way[:0:-1]:
            behind.append(behind[-1] * factor)
        for name, factor in zip(names, way):
            parts[name] += ahead * behind.pop()
            ahead = ahead * factor
    for name in names:
        parts[name] *= change[name]
    return parts


def of_product_over_time(before: Mapping[str, np.ndarray], after: Mapping[str, np.ndarray], days: np.ndarray) -> dict[str, np.ndarray]:
    """Return the parts of `of_product` summed over time, in the unit of the product times days, float64 (...).

    Step by step, so that the work stays in the processor's cache.

    Parameters
    ----------
    before, after : mapping of str to ndarray (time, ...) or (...)
        Factors by name; one without time is the same at every step.
    days : ndarray (time,)
        Length of each step.
    """
    dimensions = max(np.ndim(factor) for factor in before.values())
    total: dict[str, np.ndarray] = dict.fromkeys(before, np.zeros(()))
    for t, length in enumerate(days):
        low = {name: factor[t] if np.ndim(factor) == dimensions else factor for name, factor in before.items()}
        high = {n: low[n] if f is before[n] else f[t] if np.ndim(f) == dimensions else f for n, f in after.items()}
        for name, part in of_product(low, high).items():
            total[name] = total[name] + length * part
    return total
