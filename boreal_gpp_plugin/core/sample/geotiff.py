"""GeoTIFFs of the sample site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

import numpy as np
import rasterio
from rasterio.windows import Window

from ..grid import Grid, parse_crs

_TILED = {"driver": "GTiff", "tiled": True, "blockxsize": 256, "blockysize": 256, "compress": "DEFLATE", "zlevel": 1, "sparse_ok": True}
_COG = {"driver": "COG", "compress": "DEFLATE", "level": 1, "predictor": "YES", "blocksize": 256, "overviews": "NONE"}


def write(
    path: Path,
    grid: Grid,
    values: np.ndarray,
    nodata: Optional[float],
    tags: Optional[Mapping[str, str]] = None,
    within: Optional[Grid] = None,
    cog: bool = False,
    **options: Any,
) -> None:
    """Write `values` (y, x) as a GeoTIFF.

    Parameters
    ----------
    path : Path
        The file.
    grid : Grid
        Grid of the values.
    values : ndarray (y, x)
        Stored in their own type.
    nodata : float or None
        Declared for missing values.
    tags : mapping, optional
        Metadata of the file.
    within : Grid, optional
        A larger part of the same lattice that the file covers: the rest is `nodata` and takes no room.
    cog : bool
        Whether the file is cloud-optimised.
    **options
        Creation options besides, or other than, the usual ones.
    """
    whole = within or grid
    row, column = (round(float(v)) for v in whole.fractional_index(grid.x[0], grid.y[0]))
    top, left = max(row, 0), max(column, 0)
    bottom, right = min(row + grid.height, whole.height), min(column + grid.width, whole.width)
    inside = values[top - row : bottom - row, left - column : right - column]
    with rasterio.open(
        path,
        "w",
        **{**(_COG if cog else _TILED), **options},
        crs=parse_crs(whole.crs),
        transform=whole.transform,
        height=whole.height,
        width=whole.width,
        count=1,
        dtype=values.dtype,
        nodata=nodata,
    ) as file:
        file.write(inside, 1, window=Window(left, top, right - left, bottom - top))
        if tags:
            file.update_tags(**tags)
