"""Maps of a run as small pictures inside the page."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import rasterio
from rasterio.enums import Resampling
from rasterio.io import MemoryFile

from ..variables import Variable

LONGEST_SIDE = 700  # pixels: sharp on a page, and a whole report stays below a few megabytes
_CLEAR = (0, 0, 0, 0)


def map_picture(path: Path, band: int, variable: Variable) -> str:
    """Return a band of a raster as the data URI of a PNG in the variable's colours, clear where the value is missing."""
    with rasterio.open(path, driver="GTiff") as file:
        values = file.read(band, out_shape=_picture_shape(file), resampling=Resampling.average, masked=True)
    low, high = variable.display_range
    share = np.clip((values.filled(low).astype(np.float64) - low) / (high - low), 0.0, 1.0)
    index = np.where(np.ma.getmaskarray(values), 0, 1 + np.rint(share * 254)).astype(np.uint8)
    return _png(index, {0: _CLEAR, **dict(enumerate(ramp(variable.colours, 255), 1))})


def class_picture(path: Path, colours: Mapping[int, str], band: int = 1) -> str:
    """Return a band of a class raster as the data URI of a PNG in the classes' `colours`, clear elsewhere."""
    with rasterio.open(path, driver="GTiff") as file:
        codes = file.read(band, out_shape=_picture_shape(file), resampling=Resampling.mode)
    known = sorted(colours)[:255]
    index = np.zeros(codes.shape, np.uint8)
    for i, code in enumerate(known, 1):
        index[codes == code] = i
    return _png(index, {0: _CLEAR, **{i: (*_rgb(colours[code]), 255) for i, code in enumerate(known, 1)}})


def ramp(colours: Sequence[str], count: int) -> list[tuple[int, int, int, int]]:
    """Return `count` opaque colours evenly along the ramp."""
    stops = np.array([_rgb(colour) for colour in colours], np.float64)
    at = np.linspace(0, len(stops) - 1, count)
    mixed = np.stack([np.interp(at, np.arange(len(stops)), stops[:, i]) for i in range(3)], axis=1)
    return [(*(round(v) for v in colour), 255) for colour in mixed]


def _rgb(colour: str) -> tuple[int, int, int]:
    """Return the red, green and blue of "#rrggbb"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _picture_shape(file: rasterio.DatasetReader) -> tuple[int, int]:
    """Return rows and columns of the picture of a raster."""
    shrink = max(1.0, max(file.height, file.width) / LONGEST_SIDE)
    return max(1, round(file.height / shrink)), max(1, round(file.width / shrink))


def _png(index: np.ndarray, colours: Mapping[int, tuple[int, int, int, int]]) -> str:
    """Return uint8 (y, x) with a colour table as the data URI of a PNG."""
    height, width = index.shape
    place = rasterio.transform.from_origin(0, height, 1, 1)  # any: without one rasterio warns
    with MemoryFile(ext=".png") as memory:
        with memory.open(driver="PNG", height=height, width=width, count=1, dtype="uint8", transform=place) as file:
            file.write(index, 1)
            file.write_colormap(1, colours)
        return "data:image/png;base64," + base64.b64encode(memory.read()).decode("ascii")
