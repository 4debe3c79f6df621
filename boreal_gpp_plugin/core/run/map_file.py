"""Map files: rasters of a run with one band, as cloud-optimised GeoTIFF."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import rasterio.shutil

from ..grid import Grid, parse_crs
from ..variables import CLASS_MAPS, VARIABLES, Variable

NODATA = -9999.0
BLOCK = 128  # a third of the time of 256 to read all steps of one pixel, and no slower to draw
_FORMAT = {"compress": "DEFLATE", "zlevel": 1, "bigtiff": "IF_SAFER"}


def write_map(path: Path, grid: Grid, values: np.ndarray, variable: Variable) -> None:
    """Write float (y, x), NaN where missing, as a cloud-optimised GeoTIFF."""
    with rasterio.MemoryFile() as memory:
        with rasterio.open(memory.name, "w", **_profile(grid, "float32", NODATA), predictor=2) as file:
            file.units = [variable.unit]
            file.update_tags(variable=variable.id, title=str(variable.title), units=variable.unit)
            file.write(np.where(np.isfinite(values), values, NODATA).astype(np.float32), 1)
            file.set_band_description(1, str(variable.title))
        _copy_as_cog(memory.name, path, "AVERAGE")


def write_classes(path: Path, grid: Grid, codes: np.ndarray, classes: Iterable[tuple[int, str, str]]) -> None:
    """Write integer codes (y, x), 0 where there is no class, as a cloud-optimised GeoTIFF with a QGIS colour map beside it.

    `classes` are (code, title, colour as #rrggbb); QGIS's paletted style reads the colour map (value red green blue alpha label).
    """
    write_whole_numbers(path, grid, codes)
    write_colour_map(path, classes)


def write_whole_numbers(path: Path, grid: Grid, values: np.ndarray) -> None:
    """Write whole numbers (y, x), such as years, 0 where missing, as a cloud-optimised GeoTIFF."""
    with rasterio.MemoryFile() as memory:
        with rasterio.open(memory.name, "w", **_profile(grid, "int16", 0)) as file:
            file.write(values.astype(np.int16), 1)
            about = name_of(path)
            file.update_tags(**about)
            file.set_band_description(1, about.get("title", ""))
        _copy_as_cog(memory.name, path, "MODE")


def name_of(path: Path) -> dict[str, str]:
    """Return the tags that say what a raster of whole numbers shows, from the catalogue of variables and class maps; none of others."""
    known = VARIABLES.get(path.stem) or CLASS_MAPS.get(path.stem)
    return {"variable": known.id, "title": str(known.title)} if known else {}


def write_colour_map(path: Path, classes: Iterable[tuple[int, str, str]]) -> None:
    """Write the colours of classes (code, title, #rrggbb) beside a raster."""
    lines = []
    for code, title, colour in classes:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        lines.append(f"{code} {red} {green} {blue} 255 {title}")
    path.with_suffix(".clr").write_text("\n".join(lines) + "\n", encoding="utf-8")


def storage(grid: Grid) -> dict[str, Any]:
    """Return how a raster on the grid is stored: in blocks, or each band in one piece where a block would be mostly empty."""
    blocks = {"tiled": "YES", "blockxsize": BLOCK, "blockysize": BLOCK} if max(grid.shape) > BLOCK else {"blockysize": grid.height}
    return {**_FORMAT, **blocks}


def _profile(grid: Grid, dtype: str, nodata: float) -> dict[str, Any]:
    """Return rasterio's description of a raster of one band on the grid."""
    return {
        **storage(grid),
        "driver": "GTiff",
        "crs": parse_crs(grid.crs),
        "transform": grid.transform,
        "height": grid.height,
        "width": grid.width,
        "count": 1,
        "dtype": dtype,
        "nodata": nodata,
    }


def _copy_as_cog(source: str, path: Path, resampling: str) -> None:
    """Write a raster again as a cloud-optimised GeoTIFF."""
    rasterio.shutil.copy(source, path, driver="COG", compress="DEFLATE", predictor="YES", blocksize=BLOCK, overview_resampling=resampling)
