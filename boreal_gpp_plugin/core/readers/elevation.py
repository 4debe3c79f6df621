"""A digital elevation model."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Optional

import numpy as np

from ..errors import InputError
from ..grid import Grid
from ..language import msg
from ..progress import Progress
from . import tally
from .granule import Granule
from .raster import EXTENSIONS, Encoding, header, read_values

PRODUCTS = ("DEM",)

# Names of the DEMs that people have; slope and aspect maps made from one carry its name too, lidar canopy heights are "elev_mean".
_NAME = re.compile(r"(?:^|[^a-z])(?:dem|dtm|dsm|elevation|srtm|\w*dem)(?:[^a-z]|$)", re.IGNORECASE)
_DERIVED = re.compile(r"slope|aspect|hillshade|roughness|twi", re.IGNORECASE)
_ON_EARTH = (-450.0, 9000.0, "m")  # numbers beyond are mostly a fill that the file does not declare


def recognise(path: str) -> Optional[Granule]:
    """Return the granule of a DEM, or None; raises InputError where it can't be read."""
    stem, extension = os.path.splitext(os.path.basename(path))
    if extension.lower() not in EXTENSIONS or not _NAME.search(stem) or _DERIVED.search(stem):
        return None
    if (bands := header(path).bands) != 1:
        raise InputError(
            msg("{path} has {bands} bands: it is a picture, not elevation.", path=path, bands=bands),
            msg("Use a DEM of one band in metres, or rename the file."),
        )
    return Granule("DEM", path)


def mosaic(granules: Iterable[Granule], grid: Grid, progress: Progress) -> Optional[np.ndarray]:
    """Return elevation on a grid as `read` does, of sheets put together: where they overlap the first has a say. None without any.

    A sheet that can't be read becomes a warning of `progress`.
    """
    elevation = np.full(grid.shape, np.nan, np.float32)
    for granule in granules:
        unknown = np.isnan(elevation)
        if not unknown.any():
            break
        try:
            np.copyto(elevation, read(granule, grid), where=unknown)
        except InputError as error:
            progress.warn(error.message)
    return elevation if np.isfinite(elevation).any() else None


def read(granule: Granule, grid: Grid) -> np.ndarray:
    """Return elevation on a grid, metres, float32 (y, x), between pixels bilinear; NaN where there is none.

    Raises
    ------
    InputError
        The file can't be read.
    """
    elevation = read_values(granule.path, grid, Encoding())
    return np.where(tally.within(elevation, _ON_EARTH), elevation, np.float32(np.nan))
