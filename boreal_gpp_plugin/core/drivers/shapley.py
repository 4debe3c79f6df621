"""Shapley values: what each of several players adds to a result, on average over every order in which they may come."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, reduce
from math import factorial

import numpy as np
from numpy.typing import DTypeLike


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


def of_product(before: Mapping[str, np.ndarray], after: Mapping[str, np.ndarray], dtype: DTypeLike = np.float64) -> dict[str, np.ndarray]:
    """Return what the change of each factor adds to the change of their product, by name, in the unit of the product.

    The parts sum to the product after less the product before. They are the Shapley values of the factors: a product is linear in each
    factor, so that the average over all orders is the integral of its slope along the straight way from `before` to `after`, a
    polynomial that few Gauss-Legendre points integrate exactly.

    Parameters
    ----------
    before, after : mapping of str to ndarray
        Factors by name, of shapes that broadcast; a factor that is one object in both has no part.
    dtype : dtype
        Type in which it is worked out.

    References
    ----------
    Owen 1972, Management Science 18:P64, on the integral along the diagonal of the multilinear extension.
    """
    names = [name for name in before if before[name] is not after[name]]
    scale = reduce(np.multiply, (np.asarray(before[name], dtype) for name in before if name not in names), np.ones((), dtype))
    low = {name: np.asarray(before[name], dtype) for name in names}
    change = {name: np.asarray(after[name], dtype) - low[name] for name in names}
    shape = np.broadcast_shapes(np.shape(scale), *(c.shape for c in change.values()))
    parts = {name: np.zeros(shape, dtype) for name in before}
    points, weights = _gauss_legendre((len(names) + 1) // 2 or 1)
    for point, weight in zip(((points + 1) / 2).tolist(), (weights / 2).tolist()):
        way = [low[name] + point * change[name] for name in names]
        ahead = np.asarray(scale * weight)
        behind = [np.ones((), dtype)]
        for factor in way[:0:-1]:
            behind.append(behind[-1] * factor)
        for name, factor in zip(names, way):
            parts[name] += ahead * behind.pop()
            ahead = ahead * factor
    for name in names:
        parts[name] *= change[name]
    return parts


_gauss_legendre = cache(np.polynomial.legendre.leggauss)
_AT_ONCE = 1 << 15  # values of a factor


def of_product_over_time(before: Mapping[str, np.ndarray], after: Mapping[str, np.ndarray], days: np.ndarray) -> dict[str, np.ndarray]:
    """Return the parts of `of_product` summed over time, in the unit of the product times days, float64 (...).

    Some steps at a time, so that the work stays in the processor's cache, and in the type of the factors.

    Parameters
    ----------
    before, after : mapping of str to ndarray (time, ...) or (...)
        Factors by name; one without time is the same at every step.
    days : ndarray (time,)
        Length of each step.
    """
    dimensions = max(np.ndim(factor) for factor in before.values())
    size, dtype = max(np.size(factor) for factor in before.values()) // len(days), np.result_type(*before.values())
    total: dict[str, np.ndarray] = dict.fromkeys(before, np.zeros(()))
    for first in range(0, len(days), _AT_ONCE // size or 1):
        steps = slice(first, first + (_AT_ONCE // size or 1))
        low = {name: factor[steps] if np.ndim(factor) == dimensions else factor for name, factor in before.items()}
        high = {n: low[n] if f is before[n] else f[steps] if np.ndim(f) == dimensions else f for n, f in after.items()}
        for name, part in of_product(low, high, dtype).items():
            total[name] = total[name] + np.tensordot(days[steps], part, 1)
    return total
