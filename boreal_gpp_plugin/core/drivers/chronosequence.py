"""The chronosequence: GPP and drivers against years since fire, land of different age standing in for one stand through time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..calendar import Calendar
from ..grid import Grid
from ..model.metrics import SEASONS
from ..run.rasters import Tile
from ..variables import LAND_COVER

FILE = "chronosequence.csv"
UNBURNT = -1
"""Age of land without a fire on record."""
BLOCK_METRES = 1500.0
"""Side of the blocks that count as independent: pixels of one burn burnt, and see the weather, together."""
SUMMER = "_jja"
"""Ends the names of means from June to August."""


class Chronosequence:
    """Means by cover and age, gathered tile by tile.

    Parameters
    ----------
    block : int
        Side of a block in cells.
    """

    def __init__(self, block: int):
        self._block = max(block, 1)
        self._sums: dict[tuple[int, int, int, int], dict[str, np.ndarray]] = {}  # by cover, age, block row and column: (n, sum) by name

    @classmethod
    def on(cls, grid: Grid) -> Chronosequence:
        """Return an empty one with blocks of `BLOCK_METRES` on a grid."""
        return cls(round(BLOCK_METRES / float(np.mean(grid.cell_size))))

    def add(self, tile: Tile, cover: np.ndarray, age: np.ndarray, values: Mapping[str, np.ndarray]) -> None:
        """Add a tile's pixels, all arrays (y, x).

        Parameters
        ----------
        tile : tuple of slice
            Rows and columns of the tile.
        cover : ndarray of int
            Land-cover code, 0 where nothing is modelled.
        age : ndarray of int
            Years since fire, `UNBURNT` where there is none.
        values : mapping of str to ndarray
            What is averaged; NaN where missing.
        """
        row, column = (np.arange(part.start, part.stop) // self._block for part in tile)
        keys = np.stack([cover, age, *np.broadcast_arrays(row[:, None], column[None])], axis=-1)[cover > 0]
        found, group = np.unique(keys, axis=0, return_inverse=True)
        group = group.ravel()
        for name, value in values.items():
            own = value[cover > 0].astype(np.float64)
            known = np.isfinite(own)
            count = np.bincount(group[known], minlength=len(found))
            total = np.bincount(group[known], own[known], len(found))
            for key, n, s in zip(map(tuple, found.tolist()), count, total):
                sums = self._sums.setdefault(key, {})
                sums[name] = sums.get(name, 0.0) + np.array([n, s])

    def table(self) -> list[dict[str, Any]]:
        """Return rows by cover and years since fire (empty: no fire on record), with n_pixels, n_blocks, and each mean with its error.

        The standard error <name>_se is that of a mean over blocks, whose pixels are not independent; empty where there is one block.
        """
        groups: dict[tuple[int, int], list[dict[str, np.ndarray]]] = {}
        for (cover, age, _, _), sums in self._sums.items():
            groups.setdefault((cover, age), []).append(sums)
        rows = []
        for (cover, age), blocks in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] == UNBURNT, item[0][1])):
            first = next(iter(blocks[0]))
            n = sum(int(block[first][0]) for block in blocks)
            row = {"cover": _name(cover), "years_since_fire": None if age == UNBURNT else age, "n_pixels": n, "n_blocks": len(blocks)}
            for name in blocks[0]:
                row[name], row[f"{name}_se"] = _mean(np.array([block[name] for block in blocks]))
            rows.append(row)
        return rows


def _name(cover: int) -> str:
    """Return the name of a land cover in files."""
    return LAND_COVER[cover].id if cover in LAND_COVER else str(cover)


def _mean(sums: np.ndarray) -> tuple[float, float]:
    """Return the mean of blocks with (n, sum) each, and its standard error with blocks as clusters."""
    sums = sums[sums[:, 0] > 0]
    n, b = sums[:, 0].sum(), len(sums)
    if not b:
        return np.nan, np.nan
    mean = sums[:, 1].sum() / n
    if b == 1:
        return round(float(mean), 4), np.nan
    away = sums[:, 1] - sums[:, 0] * mean
    return round(float(mean), 4), round(float(np.sqrt(b / (b - 1) * (away @ away)) / n), 4)


def ages(fire_year: np.ndarray, year: int) -> np.ndarray:
    """Return the years since the last fire at the end of a year, `UNBURNT` without one; `fire_year` is 0 where there is none."""
    fire_year = fire_year.astype(np.int64)
    return np.where((fire_year > 0) & (fire_year <= year), year - fire_year, UNBURNT)


def summer_means(drivers: Mapping[str, np.ndarray], calendar: Calendar) -> dict[str, np.ndarray]:
    """Return the mean of each driver (time, y, x) from June to August, (y, x), by its name and `SUMMER`; of all steps without any there."""
    summer = np.isin(calendar.months, SEASONS["jja"])
    summer = summer if summer.any() else np.ones_like(summer)
    return {f"{name}{SUMMER}": series[summer].mean(axis=0) for name, series in drivers.items()}
