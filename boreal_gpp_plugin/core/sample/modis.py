"""The 500 m pixels of MODIS composites over the site, and the tile that their files cover."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..grid import Grid
from ..readers.sinusoidal import MODIS_500M, TILE_CELLS, tile_grid
from . import geotiff
from .cells import Cells, Footprints

MARGIN = 3  # pixels beyond the site


def window(site: Grid) -> Grid:
    """Return the part of the sinusoidal lattice that holds the site and `MARGIN` pixels more on every side."""
    return MODIS_500M.covering(site, MARGIN)


class Pixels(Footprints):
    """The 500 m pixels of the site.

    Parameters
    ----------
    cells : Cells
        The cells.
    site : Grid
        The site: all of it and `MARGIN` pixels more are covered.

    Attributes
    ----------
    grid : Grid
        The pixels.
    tile : str
        The tile that holds them, as in hHHvVV.
    """

    def __init__(self, cells: Cells, site: Grid):
        self.grid = window(site)
        super().__init__(cells, self.grid)
        row, column = (round(float(v)) for v in MODIS_500M.fractional_index(self.grid.x[0], self.grid.y[0]))
        self._h, self._v = column // TILE_CELLS, row // TILE_CELLS
        self.tile = f"h{self._h:02d}v{self._v:02d}"

    def write(self, path: Path, values: np.ndarray, fill: int, tags: Optional[Mapping[str, str]] = None, **options: Any) -> None:
        """Write stored values (y, x) as a GeoTIFF of the whole tile, `fill` elsewhere."""
        geotiff.write(path, self.grid, values, fill, tags, within=tile_grid(self._h, self._v), **options)


def year_day(date: np.datetime64) -> str:
    """Return a date as YYYYDDD, as in the names of composites."""
    return date.astype("datetime64[D]").item().strftime("%Y%j")
