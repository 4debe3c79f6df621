"""Quality: whether a driver was observed around a step, filled between observations, or extrapolated from those of one side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..calendar import Calendar
from ..grid import Grid
from ..variables import QUALITY
from .downscale import Look

NEAR_DAYS = 4.0  # a view so near a step is one of the step
_OBSERVED, _FILLED, _EXTRAPOLATED = (np.uint8(entry.code) for entry in QUALITY)


@dataclass(frozen=True)
class CellQuality:
    """What the steps of a coarse driver rest on.

    Attributes
    ----------
    cells : Grid
        Cells of the sensor.
    codes : ndarray, uint8 (time, y, x)
        Codes of `variables.QUALITY` on the cells.
    """

    cells: Grid
    codes: np.ndarray

    def of_tile(self, grid: Grid) -> np.ndarray:
        """Return the codes of the cells that hold the pixels of a grid, uint8 (time, y, x); beyond all cells nothing was seen."""
        cell = self.cells.cell_of(grid)
        return np.where(cell >= 0, self.codes.reshape(len(self.codes), -1)[:, np.maximum(cell, 0)], _EXTRAPOLATED)


def of_looks(looks: Sequence[Look], crs: str, cells: Grid, calendar: Calendar) -> CellQuality:
    """Return what the steps of a driver rest on: looks with points in a CRS, each of which tells of the cell it lies in."""
    looks = sorted(looks, key=lambda look: look.day)
    seen = np.zeros((len(looks), cells.height * cells.width), bool)
    for at, look in zip(seen, looks):
        cell = cells.index_of(look.x, look.y, crs)
        at[cell[cell >= 0]] = True
    days = np.array([look.day for look in looks])
    return CellQuality(cells, of_steps(seen.reshape(-1, *cells.shape), days, calendar))


def of_steps(seen: np.ndarray, days: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Return what each step rests on, uint8 (time, y, x), codes of `variables.QUALITY`.

    Parameters
    ----------
    seen : ndarray, bool (view, y, x)
        Where a view shows what is mapped.
    days : ndarray (view,)
        Days since 1970-01-01, ascending.
    calendar : Calendar
        The steps.
    """
    codes = np.full((len(calendar), *seen.shape[1:]), _EXTRAPOLATED)
    ever = np.logical_or.accumulate(seen, axis=0)
    still = np.logical_or.accumulate(seen[::-1], axis=0)[::-1]
    for step, (start, end) in enumerate(zip(calendar.starts.astype(float), calendar.ends.astype(float))):
        before, after = np.searchsorted(days, start), np.searchsorted(days, end)
        near = slice(np.searchsorted(days, start - NEAR_DAYS), np.searchsorted(days, end + NEAR_DAYS))
        if before > 0 and after < len(days):
            codes[step][ever[before - 1] & still[after]] = _FILLED
        codes[step][seen[near].any(axis=0)] = _OBSERVED
    return codes
