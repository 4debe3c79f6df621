"""Rasters that are read where they are looked at: an array for xarray, with rasterio behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Union

import numpy as np
import rasterio
from rasterio.windows import Window
from xarray.backends import BackendArray
from xarray.core import indexing

Key = tuple[Union[int, slice], ...]


class LazyRaster(BackendArray):
    """Some bands of a raster, or one of them as a map; each read opens the file, so that threads do not meet.

    Parameters
    ----------
    path : Path
        The file.
    shape : tuple of int
        (band, y, x), or (y, x) of a single band.
    dtype : numpy dtype
        Of the values; missing ones are NaN where it is of floats.
    first : int
        Number of the first band, from 1.
    """

    def __init__(self, path: Path, shape: tuple[int, ...], dtype: np.dtype, first: int = 1):
        self._path, self._first = path, first
        self.shape, self.dtype = shape, dtype

    def __getitem__(self, key: Any) -> np.ndarray:
        """Return what xarray asks for."""
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.BASIC, self._read)

    def _read(self, key: Key) -> np.ndarray:
        """Return the values at numbers and slices, one for each axis."""
        places = [np.atleast_1d(np.arange(length)[part]) for length, part in zip(self.shape, key)]
        *bands, rows, columns = places
        wanted = bands[0] if bands else np.zeros(1, int)
        values = np.zeros([len(place) for place in (wanted, rows, columns)], self.dtype)
        if values.size:
            window = Window(columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1)
            with rasterio.open(self._path, driver="GTiff") as file:
                read = file.read((wanted + self._first).tolist(), window=window)
                values = read[:, (rows - rows.min())[:, None], columns - columns.min()]
                if np.issubdtype(self.dtype, np.floating):
                    values[values == file.nodata] = np.nan
        dropped = [isinstance(part, (int, np.integer)) for part in (key if bands else (0, *key))]
        return values[tuple(0 if drop else slice(None) for drop in dropped)]
