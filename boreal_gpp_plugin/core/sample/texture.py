"""Texture: random fields of the sample site that are functions of place and seed alone, whatever grid asks for them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from ..grid import Grid
from .streams import stream

_BLOCK = 64  # nodes of a lattice that share a random stream
_SPLINE_VARIANCE = 151.0 / 315.0  # mean over place of the sum of squared cubic B-spline weights, in one dimension


def texture(
    grid: Grid,
    seed: int,
    name: str,
    longest_m: float,
    shortest_m: float,
    roughness: float = 0.5,
    offset_m: tuple[float, float] = (0.0, 0.0),
) -> np.ndarray:
    """Return a smooth Gaussian random field at the cell centres, mean 0 and standard deviation 1, float32 (y, x).

    Random values on lattices of spacing `longest_m`, half of it, and so on down to `shortest_m`, joined by cubic B-splines and summed.

    Parameters
    ----------
    grid : Grid
        Any grid of one projected CRS: grids that share places share values there.
    seed : int
        Seed of the sample site.
    name : str
        Name of the field: another name is another field.
    longest_m, shortest_m : float
        Node spacing of the coarsest and the finest lattice, m.
    roughness : float
        Standard deviation of a lattice relative to the next coarser one.
    offset_m : tuple of float
        Shift of the field to the east and to the north, m.
    """
    total = np.zeros(grid.shape, np.float32)
    variance = 0.0
    for octave, spacing in enumerate(_spacings(longest_m, shortest_m)):
        first_row, rows = _spline_weights((grid.y - offset_m[1]) / spacing)
        first_column, columns = _spline_weights((grid.x - offset_m[0]) / spacing)
        nodes = lattice(seed, f"{name} {octave}", first_row, first_column, rows.shape[1], columns.shape[1])
        total += roughness**octave * (columns @ (rows @ nodes).T).T
        variance += roughness ** (2 * octave) * _SPLINE_VARIANCE**2
    return total / np.float32(np.sqrt(variance))


def lattice(seed: int, name: str, row: int, column: int, height: int, width: int) -> np.ndarray:
    """Return independent standard normal values of the nodes from `row`, `column` on, float32 (height, width); indices are not negative."""
    first = row // _BLOCK, column // _BLOCK
    last = (row + height - 1) // _BLOCK, (column + width - 1) // _BLOCK
    blocks = [
        [stream(seed, name, i, j).standard_normal((_BLOCK, _BLOCK), np.float32) for j in range(first[1], last[1] + 1)]
        for i in range(first[0], last[0] + 1)
    ]
    top, left = row - first[0] * _BLOCK, column - first[1] * _BLOCK
    return np.block(blocks)[top : top + height, left : left + width]


def _spacings(longest_m: float, shortest_m: float) -> Iterator[float]:
    """Yield node spacings from `longest_m` down to `shortest_m` by halves, m."""
    while longest_m >= shortest_m:
        yield longest_m
        longest_m /= 2


def _spline_weights(position: np.ndarray) -> tuple[int, sparse.csr_matrix]:
    """Return the first lattice node that `position` (n,) needs and the weights (n, nodes) of uniform cubic B-splines from it on."""
    node = np.floor(position).astype(np.int64)
    t = (position - node).astype(np.float32)
    weights = np.stack([(1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3], 1) / 6
    first = int(node.min()) - 1
    columns = (node - first)[:, None] + np.arange(-1, 3)
    pointers = np.arange(0, 4 * len(t) + 1, 4)
    return first, sparse.csr_matrix((weights.ravel(), columns.ravel(), pointers), shape=(len(t), int(columns.max()) + 1))
