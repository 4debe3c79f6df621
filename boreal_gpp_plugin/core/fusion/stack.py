"""The stack: every acquisition's EVI on the site's grid, kept in a file so that each input is read once and memory follows the tile."""

from __future__ import annotations

from pathlib import Path

import numpy as np

_SCALE = 1e-4  # EVI of one count; HLS reflectance itself has this step
_MISSING, _SNOW = -32768, -32767


class AcquisitionStack:
    """EVI and snow of all acquisitions of a site, int16 in a scratch file of shape (acquisition, y, x).

    Parameters
    ----------
    path : Path
        The scratch file; the owner of its folder removes it.
    days : ndarray, float64 (acquisition,)
        Acquisition times in days since 1970-01-01 UTC.
    shape : tuple of int
        Rows and columns of the site's grid.
    """

    def __init__(self, path: Path, days: np.ndarray, shape: tuple[int, int]):
        self.path = path
        self.days = np.asarray(days, np.float64)
        self._shape = (len(self.days), *shape)
        path.touch()

    def write(self, acquisition: int, first_row: int, evi: np.ndarray, snow: np.ndarray) -> None:
        """Store rows of one acquisition from `first_row` on: EVI float (y, x) with NaN where unusable, snow bool (y, x)."""
        counts = np.rint(np.nan_to_num(evi, nan=0.0) / _SCALE).astype(np.int16)
        counts[np.isnan(evi)] = _MISSING
        counts[snow] = _SNOW
        with open(self.path, "r+b") as file:
            file.seek(2 * ((acquisition * self._shape[1] + first_row) * self._shape[2]))
            file.write(counts.tobytes())

    def read(self, rows: slice, columns: slice) -> tuple[np.ndarray, np.ndarray]:
        """Return EVI, float32 (acquisition, y, x) with NaN where unusable, and snow, bool of the same shape, of one tile."""
        if not len(self.days):
            shape = (0, rows.stop - rows.start, columns.stop - columns.start)
            return np.empty(shape, np.float32), np.empty(shape, bool)
        counts = np.array(np.memmap(self.path, np.int16, "r", shape=self._shape)[:, rows, columns])
        snow = counts == _SNOW
        evi = counts.astype(np.float32)
        evi *= np.float32(_SCALE)
        evi[counts <= _SNOW] = np.nan
        return evi, snow

    def sample(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        """Return EVI and snow of every `step`-th row and column, as `read` does."""
        counts = np.memmap(self.path, np.int16, "r", shape=self._shape)[:, ::step, ::step]
        evi = np.where(counts <= _SNOW, np.float32(np.nan), counts.astype(np.float32) * np.float32(_SCALE))
        return evi, np.array(counts == _SNOW)
