"""The sinusoidal lattices of MODIS: 36 x 18 tiles of 2400 x 2400 cells of about 500 m, or twice as many of about 250 m."""

from __future__ import annotations

from affine import Affine

from ..grid import Grid

# Sphere, tile size and corner: MODIS Land tile grid, as stated in the metadata of its HDF-EOS files.
_SPHERE = 6371007.181  # metres
_CRS = (
    'PROJCS["MODIS Sinusoidal",GEOGCS["MODIS sphere",DATUM["MODIS sphere",'
    f'SPHEROID["MODIS sphere",{_SPHERE},0]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],'
    'PROJECTION["Sinusoidal"],PARAMETER["longitude_of_center",0],PARAMETER["false_easting",0],PARAMETER["false_northing",0],'
    'UNIT["metre",1],AXIS["Easting",EAST],AXIS["Northing",NORTH]]'
)
_LEFT, _TOP, _TILE = -20015109.3558, 10007554.6779, 1111950.5197665  # metres
TILE_CELLS = 2400
_CELL = _TILE / TILE_CELLS

MODIS_500M = Grid(_CRS, Affine(_CELL, 0.0, _LEFT, 0.0, -_CELL, _TOP), 18 * TILE_CELLS, 36 * TILE_CELLS)
"""The whole globe."""
MODIS_250M = Grid(_CRS, Affine(_CELL / 2, 0.0, _LEFT, 0.0, -_CELL / 2, _TOP), 36 * TILE_CELLS, 72 * TILE_CELLS)
"""The same in cells half as wide."""


def tile_grid(h: int, v: int, metres: int = 500) -> Grid:
    """Return the grid of tile `h` (0-35 from west), `v` (0-17 from north) in cells of 500 or 250 m."""
    globe, size = (MODIS_500M, TILE_CELLS) if metres == 500 else (MODIS_250M, 2 * TILE_CELLS)
    return globe.subgrid(v * size, h * size, size, size)
