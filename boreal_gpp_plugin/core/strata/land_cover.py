"""Land cover of a year: maps of several years reconciled with the fires and harvests between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from ..grid import Grid


@dataclass(frozen=True)
class CoverMap:
    """A land cover of one year.

    Attributes
    ----------
    year : int
        Year that the map shows.
    read : callable
        Gives its VLCE2 codes, uint8 (y, x), 0 outside; called only where the map is needed.
    sheet : Grid, optional
        Its own grid: maps of one grid are taken to end alike.
    """

    year: int
    read: Callable[[], np.ndarray]
    sheet: Optional[Grid] = None


@dataclass(frozen=True)
class LandCover:
    """Land cover reconciled with disturbance.

    Attributes
    ----------
    codes : ndarray, uint8 (y, x)
        VLCE2 codes, 0 outside.
    year : int
        Year of the map that most of it is from.
    burnt_since : ndarray, bool (y, x)
        Disturbed after the map and up to the year asked for, and no later map shows what came: the cover is that of before.
    yet_to_burn : ndarray, bool (y, x)
        Disturbed after the year asked for and up to the map, and no earlier map shows what was there: the cover is that of after.
    """

    codes: np.ndarray
    year: int
    burnt_since: np.ndarray
    yet_to_burn: np.ndarray


def reconcile(maps: Sequence[CoverMap], changes: Sequence[np.ndarray], year: int) -> LandCover:
    """Return the land cover of a year: at each pixel the nearest map in time with no fire or harvest between map and year.

    Where every map is on the other side of a disturbance, the nearest map of all stays, and the pixel is marked. Where a map ends,
    maps of other sheets go on.

    Parameters
    ----------
    maps : sequence of CoverMap
        At least one.
    changes : sequence of ndarray, int16 (y, x)
        Years of fire or harvest, 0 where there was none.
    year : int
        Year asked for.
    """
    ordered = iter(sorted(maps, key=lambda cover: (abs(cover.year - year), cover.year)))
    for nearest in ordered:  # that shows anything of the site
        codes = nearest.read().copy()
        if codes.any():
            break
    apart = _between(changes, nearest.year, year, codes.shape)
    before = np.full(codes.shape, nearest.year < year)
    sheets = {nearest.sheet}
    for cover in ordered:
        if cover.sheet in sheets and not apart.any():
            continue
        across = _between(changes, cover.year, year, codes.shape)
        wanted = apart & ~across
        if cover.sheet not in sheets:
            sheets.add(cover.sheet)
            wanted |= codes == 0
        if not wanted.any():
            continue
        other = cover.read()
        fits = wanted & (other > 0)
        codes[fits], before[fits] = other[fits], cover.year < year
        apart = np.where(fits, across, apart)
    return LandCover(codes, nearest.year, apart & before, apart & ~before)


def _between(changes: Sequence[np.ndarray], a: int, b: int, shape: tuple[int, ...]) -> np.ndarray:
    """Return where something changed after the earlier and up to the later of two years, bool (y, x)."""
    first, last = min(a, b), max(a, b)
    result = np.zeros(shape, bool)
    for change in changes:
        result |= (change > first) & (change <= last)
    return result
