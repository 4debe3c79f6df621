"""Rasters of a run, read tile by tile."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
from rasterio.windows import Window

Tile = tuple[slice, slice]  # rows, columns


def gdal_quiet() -> rasterio.Env:
    """Return an environment in which GDAL keeps a small cache and looks for no sidecar files in folders of thousands."""
    return rasterio.Env(GDAL_CACHEMAX=256, GDAL_DISABLE_READDIR_ON_OPEN="EMPTY_DIR")


def read_series(path: Path, tile: Tile) -> np.ndarray:
    """Return a tile of a series in its unit, float32 (time, y, x), NaN where missing."""
    with rasterio.open(path) as file:
        values = file.read(window=window_of(tile))
        values[values == file.nodata] = np.nan
    return values


def read_band(path: Path, tile: Tile) -> np.ndarray:
    """Return a tile of a raster's first band as it is stored, (y, x)."""
    with rasterio.open(path) as file:
        return file.read(1, window=window_of(tile))


def read_classes(path: Path, tile: Tile) -> np.ndarray:
    """Return a tile of every band of a raster of classes as it is stored, (band, y, x)."""
    with rasterio.open(path) as file:
        return file.read(window=window_of(tile))


def window_of(tile: Tile) -> Window:
    """Return a tile as rasterio's window."""
    rows, columns = tile
    return Window(columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start)
