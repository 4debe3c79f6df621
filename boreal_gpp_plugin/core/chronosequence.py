"""The chronosequence: GPP and drivers against years since fire, land of different age standing in for one stand through time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

import numpy as np

from . import strata
from .errors import InputError
from .finished_run import FinishedRun
from .language import msg
from .model.metrics import SEASONS
from .progress import Progress
from .rasters import Tile, read_band
from .variables import LAND_COVER

FILE = "chronosequence.csv"
UNBURNT = -1
"""Age of land without a fire on record."""
BLOCK_METRES = 1500.0
"""Side of the blocks that count as independent: pixels of one burn burnt, and see the weather, together."""
FIRE_YEAR = "fire_year"
"""Output of a run that holds the year of the last fire, 0 where there is none."""


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


def of_run(run: FinishedRun, progress: Optional[Progress] = None) -> list[dict[str, Any]]:
    """Return the chronosequence of a finished run: total GPP of the period, and each driver's mean from June to August.

    Raises
    ------
    InputError
        When the run has no map of fire years.
    """
    if FIRE_YEAR not in run.record["outputs"]:
        raise InputError(msg("The run in {folder} has no map of fire years.", folder=str(run.folder)), msg("Run the site again."))
    path = run.folder / run.record["outputs"][FIRE_YEAR]["file"]
    year = int(run.calendar.years[-1])
    summer = np.isin(run.calendar.months, SEASONS["jja"])
    summer = summer if summer.any() else np.ones_like(summer)
    cell = float(np.mean(run.grid.cell_size))
    found = Chronosequence(round(BLOCK_METRES / cell))
    for tile, _ in (progress or Progress()).each(run.tiles()):
        codes, fire_year = run.strata_of(tile).astype(np.int64), read_band(path, tile).astype(np.int64)
        burnt = (fire_year > 0) & (fire_year <= year)
        drivers = {f"{name}_jja": series[summer].mean(axis=0) for name, series in run.drivers_of(tile).items()}
        cover = np.where(codes >= strata.FIRST_ZONE, 0, codes // 10)
        found.add(tile, cover, np.where(burnt, year - fire_year, UNBURNT), {"gpp_total": run.map_of("gpp_total", tile), **drivers})
    return found.table()
