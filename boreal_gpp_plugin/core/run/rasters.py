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
    with rasterio.open(path, driver="GTiff") as file:
        values = file.read(window=window_of(tile))
        values[values == file.nodata] = np.nan
    return values


def read_band(path: Path, tile: Tile) -> np.ndarray:
    """Return a tile of a raster's first band as it is stored, (y, x)."""
    with rasterio.open(path, driver="GTiff") as file:
        return file.read(1, window=window_of(tile))


def layout_of(path: Path) -> tuple[int, list[int]]:
    """Return rows and columns of a raster's blocks, and the factors of its overviews."""
    with rasterio.open(path, driver="GTiff") as file:
        return max(file.block_shapes[0]), file.overviews(1)


def overview(path: Path, factor: int) -> rasterio.DatasetReader:
    """Return a raster opened at the overview by `factor`, a power of two, or as it is by 1."""
    level = {"overview_level": factor.bit_length() - 2} if factor > 1 else {}
    return rasterio.open(path, driver="GTiff", **level)


def read_at(file: rasterio.DatasetReader, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return every band of an open raster at some cells as it is stored, (band, cell), each block being read once."""
    values = np.empty((file.count, len(rows)), file.dtypes[0])
    block = max(file.block_shapes[0])
    blocks, member = np.unique(rows // block * file.width + columns // block, return_inverse=True)
    for i in range(len(blocks)):
        own = np.flatnonzero(member == i)
        top, left = rows[own].min(), columns[own].min()
        read = file.read(window=window_of((slice(top, rows[own].max() + 1), slice(left, columns[own].max() + 1))))
        values[:, own] = read[:, rows[own] - top, columns[own] - left]
    return values


def window_of(tile: Tile) -> Window:
    """Return a tile as rasterio's window."""
    rows, columns = tile
    return Window(columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start)
