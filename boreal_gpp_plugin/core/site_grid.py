"""The grid of a site: the extent that a request asks for, or the one that its inputs share."""

from __future__ import annotations

from collections.abc import Iterable

import rasterio.errors

from . import site_cover
from .errors import InputError
from .grid import LONLAT, Bounds, Grid, is_metric, overlap, parse_crs, transform_bounds
from .language import msg
from .readers import hls, raster
from .readers.catalogue import Catalogue
from .readers.granule import Granule
from .request import RunRequest

_FEWEST_ACROSS = 2  # cells: the noise of a view is told by what neighbours show
_MOST_CELLS = 400_000_000  # 600 by 600 km at 30 m; maps of the whole site are held in memory, some 30 bytes a cell


def of_request(request: RunRequest, catalogue: Catalogue, views: Iterable[Granule]) -> Grid:
    """Return the grid of the outputs: the extent asked for, or the extent common to the HLS tiles and the land cover.

    Tiles that the land cover does not touch, such as those of another site in the same folder, do not widen it.
    """
    natives = list(dict.fromkeys(hls.native_grid(view) for view in views))
    maps = site_cover.granules_of(catalogue)
    covers = list(dict.fromkeys(raster.grid_of(granule.path) for granule in maps))
    touching = [(n, c) for n in natives for c in covers if overlap(transform_bounds(n.bounds, n.crs, c.crs), c.bounds)]
    natives = list(dict.fromkeys(n for n, _ in touching)) or natives
    crs = request.crs or natives[0].crs
    try:
        parse_crs(crs)
    except rasterio.errors.CRSError as error:
        raise InputError(
            msg("The coordinate system {crs} is not known.", crs=crs), msg("Give a code such as EPSG:32613, or leave it empty.")
        ) from error
    if not is_metric(crs):
        raise InputError(
            msg("The coordinate system {crs} is not in metres.", crs=crs),
            msg("Choose a projected one, such as the UTM zone of the site, or leave it empty."),
        )
    if request.extent is not None:
        return _grid_of(transform_bounds(request.extent, request.extent_crs or crs, crs), crs, request.resolution)
    bounds = _around(natives, crs)
    if maps:
        common = overlap(bounds, _around([c for _, c in touching], crs)) if touching else None
        if common is None:
            raise site_cover.not_over_site(maps[0])
        bounds = common
    # Only whole cells inside the common extent, so that no edge of the site lacks an input.
    size = request.resolution
    inner = (bounds[0] + size, bounds[1] + size, bounds[2] - size, bounds[3] - size)
    return _grid_of(inner if inner[0] < inner[2] and inner[1] < inner[3] else bounds, crs, size)


def _around(grids: Iterable[Grid], crs: str) -> Bounds:
    """Return the bounds in a coordinate system that hold some grids."""
    left, bottom, right, top = zip(*(transform_bounds(grid.bounds, grid.crs, crs) for grid in grids))
    return min(left), min(bottom), max(right), max(top)


def _grid_of(bounds: Bounds, crs: str, resolution: float) -> Grid:
    """Return the grid of `resolution` over bounds; raises InputError where they hold too few cells to learn from, or too many."""
    across, up = ((bounds[i + 2] - bounds[i]) / resolution for i in (0, 1))
    if min(across, up) < _FEWEST_ACROSS:
        raise InputError(
            msg("The site is less than {count} cells of {resolution} m wide or high.", count=_FEWEST_ACROSS, resolution=resolution),
            msg("Choose a larger extent, or smaller cells, such as 30 m."),
        )
    if across * up > _MOST_CELLS:
        raise InputError(
            msg("The site would have {count} million cells of {resolution} m.", count=round(across * up / 1e6), resolution=resolution),
            msg("Choose a smaller extent, or larger cells, such as 30 m."),
        )
    return Grid.from_bounds(bounds, crs, resolution)


def utm_at(extent: Bounds, crs: str) -> str:
    """Return the code of the UTM zone, northern as those of HLS, in which the middle of an extent lies."""
    west, _, east, _ = transform_bounds(extent, crs, LONLAT)
    middle = (west + east + (360.0 if east < west else 0.0)) / 2
    return f"EPSG:{32601 + int((middle + 180.0) % 360.0 // 6)}"
