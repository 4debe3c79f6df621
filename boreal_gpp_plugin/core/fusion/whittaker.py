"""The Whittaker smoother for observations on their own days, all pixels at once."""

from __future__ import annotations

import numpy as np

CHUNK = 16384  # pixels solved together: large enough for NumPy, small enough for the processor's cache


def daily_nodes(first: float, last: float, step: float) -> np.ndarray:
    """Return nodes every `step` days from `first` to at least `last`, float64 (node,), at least three of them."""
    return first + step * np.arange(max(int(np.ceil((last - first) / step)) + 1, 3))


def smooth(values: np.ndarray, weights: np.ndarray, days: np.ndarray, nodes: np.ndarray, stiffness: float) -> np.ndarray:
    """Return smooth series at evenly spaced nodes, in the unit of `values`, float32 (node, pixel); NaN without any observation.

    Minimises  sum_o w_o (y_o - z(t_o))^2 + stiffness * [sum_n (z_{n-1} - 2 z_n + z_{n+1})^2 + 1e-4 sum_n (z_{n+1} - z_n)^2],  where
    z(t) is linear between nodes: an observation counts on its own day. The last term is too small to be felt among observations; it
    levels the series out where there are none, so that a single observation gives a constant.

    Parameters
    ----------
    values : ndarray (observation, pixel)
        Observations; where `weights` is 0 they may be NaN.
    weights : ndarray (observation, pixel)
        Weights, 0 where there is no observation.
    days : ndarray (observation,)
        Days of the observations, all between the first and last node.
    nodes : ndarray (node,)
        Evenly spaced days, as `daily_nodes` gives.
    stiffness : float
        Weight of roughness, lambda; it scales with (node spacing)^-4.

    References
    ----------
    Eilers 2003, A perfect smoother, Analytical Chemistry 75:3631, doi:10.1021/ac034173t; here with observations between the nodes.
    """
    out = np.empty((len(nodes), values.shape[1]), np.float32)
    for first in range(0, values.shape[1], CHUNK):
        part = slice(first, first + CHUNK)
        out[:, part] = _solve(values[:, part], weights[:, part], days, nodes, stiffness)
    return out


def at(series: np.ndarray, nodes: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Return node series (node, pixel) at `days` (day,), linear between nodes and constant beyond, (day, pixel)."""
    left, share = _position(days, nodes)
    share = share[:, None].astype(series.dtype)
    return series[left] * (1 - share) + series[left + 1] * share


def _position(days: np.ndarray, nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the node left of each day and the share of the next node, 0-1."""
    position = np.clip((np.asarray(days, np.float64) - nodes[0]) / (nodes[1] - nodes[0]), 0, len(nodes) - 1)
    left = np.minimum(position.astype(int), len(nodes) - 2)
    return left, position - left


def _solve(values: np.ndarray, weights: np.ndarray, days: np.ndarray, nodes: np.ndarray, stiffness: float) -> np.ndarray:
    """Return the smooth series of one chunk of pixels: a pentadiagonal LDL' decomposition per pixel, vectorised over pixels."""
    count, pixels = len(nodes), values.shape[1]
    diagonal, first_off, right = np.zeros((count, pixels)), np.zeros((count, pixels)), np.zeros((count, pixels))
    left, share = _position(days, nodes)
    for o in range(len(days)):
        w = weights[o].astype(np.float64)
        y = np.where(w > 0, values[o], 0.0)
        i, s = left[o], share[o]
        diagonal[i] += w * (1 - s) ** 2
        diagonal[i + 1] += w * s**2
        first_off[i] += w * s * (1 - s)
        right[i] += w * (1 - s) * y
        right[i + 1] += w * s * y
    empty = ~(weights > 0).any(axis=0)
    second, first = np.diff(np.eye(count), 2, axis=0), np.diff(np.eye(count), axis=0)
    penalty = stiffness * (second.T @ second + 1e-4 * first.T @ first)
    diagonal += penalty.diagonal()[:, None]
    diagonal[:, empty] += 1.0  # keeps the unused system solvable
    first_off[:-1] += penalty.diagonal(1)[:, None]
    second_off = penalty.diagonal(2)
    lower1, lower2 = np.zeros((count, pixels)), np.zeros((count, pixels))
    for n in range(count):
        if n >= 1:
            diagonal[n] -= lower1[n - 1] ** 2 * diagonal[n - 1]
            right[n] -= lower1[n - 1] * right[n - 1]
        if n >= 2:
            diagonal[n] -= lower2[n - 2] ** 2 * diagonal[n - 2]
            right[n] -= lower2[n - 2] * right[n - 2]
        if n + 1 < count:
            coupled = first_off[n] - (lower1[n - 1] * lower2[n - 1] * diagonal[n - 1] if n >= 1 else 0.0)
            lower1[n] = coupled / diagonal[n]
        if n + 2 < count:
            lower2[n] = second_off[n] / diagonal[n]
    right /= diagonal
    for n in range(count - 2, -1, -1):
        right[n] -= lower1[n] * right[n + 1]
        if n + 2 < count:
            right[n] -= lower2[n] * right[n + 2]
    right[:, empty] = np.nan
    return right
