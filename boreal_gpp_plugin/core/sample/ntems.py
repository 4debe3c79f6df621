"""NTEMS maps and the elevation model of the sample site."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from affine import Affine

from ..grid import Grid
from . import geotiff
from .cells import Cells
from .landscape import COVER_YEAR, Landscape

# Lambert conformal conic of the national maps: no authority code in the files.
CRS = (
    'PROJCS["NAD_1983_Lambert_Conformal_Conic",GEOGCS["NAD83",DATUM["North_American_Datum_1983",'
    'SPHEROID["GRS 1980",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],'
    'PROJECTION["Lambert_Conformal_Conic_2SP"],PARAMETER["standard_parallel_1",49],PARAMETER["standard_parallel_2",77],'
    'PARAMETER["latitude_of_origin",49],PARAMETER["central_meridian",-95],PARAMETER["false_easting",0],PARAMETER["false_northing",0],'
    'UNIT["metre",1],AXIS["Easting",EAST],AXIS["Northing",NORTH]]'
)
NATIONAL = Grid(CRS, Affine(30.0, 0.0, -2660910.524, 0.0, -30.0, 2998848.1105), 128340, 193936)
OUTSIDE, NODATA = 0, 255
_BLOCKS = {"blockxsize": 128, "blockysize": 128}


def write_maps(folder: Path, cells: Cells, land: Landscape) -> None:
    """Write land cover, fire year and harvest year of the fine grid on the national grid, 0 outside."""
    folder.mkdir(parents=True, exist_ok=True)
    grid = NATIONAL.covering(cells.fine)
    index = cells.fine.cell_of(grid)

    def moved(values: np.ndarray) -> np.ndarray:
        return np.where(index >= 0, values[np.maximum(index, 0)], 0)

    cover = moved(land.land_cover).astype(np.uint8)
    geotiff.write(folder / f"CA_forest_VLCE2_{COVER_YEAR}.tif", grid, cover, NODATA, **_BLOCKS)
    fire = moved(land.fire_year).astype(np.uint16)
    geotiff.write(folder / "CA_Forest_Fire_1985-2020.tif", grid, fire, 0, **_BLOCKS)
    harvest = moved(np.maximum(land.harvest_year.astype(np.int32) - 1900, 0)).astype(np.uint8)
    geotiff.write(folder / "CA_harvest_year_1985_2015.tif", grid, harvest, 0, **_BLOCKS)


def write_elevation(folder: Path, cells: Cells, land: Landscape) -> None:
    """Write the elevation of the fine grid, float32, m."""
    folder.mkdir(parents=True, exist_ok=True)
    elevation = np.round(cells.raster(land.elevation, cells.fine), 1)
    geotiff.write(folder / "dem.tif", cells.fine, elevation, -9999.0, {"units": "m"}, predictor=3)
