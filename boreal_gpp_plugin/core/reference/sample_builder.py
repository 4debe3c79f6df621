"""The sample builder: drivers of every stratum in each reference pixel, gathered tile by tile."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from ..calendar import Calendar
from ..model.sample import ReferenceSample
from .footprints import Footprints


class SampleBuilder:
    """Gathers, tile by tile, the drivers of every stratum in each reference pixel.

    Parameters
    ----------
    footprints : Footprints
        The reference pixels.
    strata : ndarray, int (y, x)
        Stratum codes of the site, 0 where GPP is not modelled.
    calendar : Calendar
        The steps.
    drivers : sequence of str
        Names of the drivers.
    """

    def __init__(self, footprints: Footprints, strata: np.ndarray, calendar: Calendar, drivers: tuple[str, ...]):
        self._footprints, self._strata, self._calendar = footprints, strata, calendar
        inside = (footprints.index >= 0) & (strata > 0)
        self._key = np.where(inside, footprints.index * 65536 + strata.astype(np.int64), -1)
        self._keys, count = np.unique(self._key[inside], return_counts=True)
        self._cells = count.astype(np.float64)
        self._pixel = self._keys // 65536
        self._total = np.bincount(footprints.index[footprints.index >= 0], minlength=len(footprints.gpp)).astype(np.float64)
        shape = (len(self._keys), len(calendar))
        self._sum = {name: np.zeros(shape) for name in drivers}
        self._known = {name: np.zeros(shape) for name in drivers}

    def add(self, tile: tuple[slice, slice], drivers: Mapping[str, np.ndarray]) -> None:
        """Add the drivers (time, y, x) of a tile."""
        key = self._key[tile].ravel()
        inside = np.flatnonzero(key >= 0)
        if not inside.size:
            return
        row = np.searchsorted(self._keys, key[inside])
        rows, position = np.unique(row, return_inverse=True)
        gather = sparse.csr_matrix((np.ones(inside.size), (position, np.arange(inside.size))), shape=(rows.size, inside.size))
        for name, values in drivers.items():
            flat = values.reshape(len(values), -1)[:, inside].T.astype(np.float64)
            known = np.isfinite(flat)
            self._sum[name][rows] += gather @ np.where(known, flat, 0.0)
            self._known[name][rows] += gather @ known.astype(np.float64)

    def sample(self) -> ReferenceSample:
        """Return the sample."""
        with np.errstate(invalid="ignore", divide="ignore"):
            drivers = {name: np.where(self._known[name] > 0, self._sum[name] / self._known[name], np.nan) for name in self._sum}
        f = self._footprints
        return ReferenceSample(
            self._calendar,
            f.gpp,
            f.x,
            f.y,
            f.latitude,
            self._pixel,
            self._keys % 65536,
            self._cells / self._total[self._pixel],
            drivers,
        )
