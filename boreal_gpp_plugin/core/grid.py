"""The grid: a coordinate reference system, an affine and a shape, with algebra on it and never on arrays."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Optional

import numpy as np
import rasterio.crs
from affine import Affine
from osgeo import gdal, gdal_array, osr

Bounds = tuple[float, float, float, float]  # left, bottom, right, top
LONLAT = "EPSG:4326"
_AXES_AS_DRAWN = ["IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES"]
_POINTS_ON_AN_EDGE = 22


@lru_cache(maxsize=64)
def parse_crs(text: str) -> rasterio.crs.CRS:
    """Return the coordinate reference system of an authority code or WKT; raises rasterio.errors.CRSError."""
    return rasterio.crs.CRS.from_user_input(text)


@lru_cache(maxsize=256)
def same_crs(a: str, b: str) -> bool:
    """Return whether two texts name one coordinate reference system.

    GDAL is asked itself: rasterio's comparison may search all of PROJ's catalogue, and QGIS's window stands still meanwhile.
    """
    return a == b or bool(_spatial_reference(a).IsSame(_spatial_reference(b), _AXES_AS_DRAWN))


def _spatial_reference(text: str) -> osr.SpatialReference:
    """Return GDAL's own object of a CRS; raises rasterio.errors.CRSError."""
    reference = osr.SpatialReference()
    reference.ImportFromWkt(parse_crs(text).to_wkt())
    return reference


@lru_cache(maxsize=64)
def crs_name(text: str) -> str:
    """Return the authority code that a CRS states, else its name; raises rasterio.errors.CRSError."""
    reference = _spatial_reference(text)
    code = reference.GetAuthorityCode(None)
    return f"{reference.GetAuthorityName(None)}:{code}" if code else reference.GetName() or ""


def is_metric(text: str) -> bool:
    """Return whether a coordinate system is projected and its unit is the metre."""
    crs = parse_crs(text)
    return bool(crs.is_projected) and crs.linear_units.lower() in ("metre", "meter", "m")


def transform_points(x: np.ndarray, y: np.ndarray, source: str, target: str) -> tuple[np.ndarray, np.ndarray]:
    """Return coordinates `x`, `y` (any one shape) of CRS `source` in CRS `target`, infinite where there are none; longitude first.

    GDAL works in place on an array taken for a raster, and lets other threads run meanwhile: rasterio and osr hold them up, for a
    twentieth of a second where PROJ has to choose among the ways between two datums.
    """
    x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
    if same_crs(source, target) or not x.size:
        return x, y
    places = np.stack([x.ravel(), y.ravel(), np.zeros(x.size)])[:, None]
    gdal.PushErrorHandler("CPLQuietErrorHandler")  # a place outside a projection is no error
    try:
        transformer = gdal.Transformer(None, None, [f"SRC_SRS={source}", f"DST_SRS={target}"])
        raster = gdal_array.OpenArray(places)
        with suppress(RuntimeError):  # where another plugin switched GDAL's exceptions on
            transformer.TransformGeolocations(*(raster.GetRasterBand(band) for band in (1, 2, 3)))
        raster.FlushCache()
    finally:
        gdal.PopErrorHandler()
    return places[0].reshape(x.shape), places[1].reshape(y.shape)


@lru_cache(maxsize=1024)
def transform_bounds(bounds: Bounds, source: str, target: str) -> Bounds:
    """Return the bounds in CRS `target` that hold `bounds` of CRS `source`, edges densified.

    Remembered, because PROJ may take a twentieth of a second to choose among the ways between two datums.
    """
    if same_crs(source, target):
        return bounds
    left, bottom, right, top = bounds
    across, up = np.linspace(left, right, _POINTS_ON_AN_EDGE), np.linspace(bottom, top, _POINTS_ON_AN_EDGE)
    x = np.concatenate([across, across, np.full_like(up, left), np.full_like(up, right)])
    y = np.concatenate([np.full_like(across, bottom), np.full_like(across, top), up, up])
    x, y = transform_points(x, y, source, target)
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def overlap(a: Bounds, b: Bounds) -> Optional[Bounds]:
    """Return the bounds common to `a` and `b`, or None."""
    left, bottom, right, top = max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
    return (left, bottom, right, top) if left < right and bottom < top else None


@dataclass(frozen=True)
class Grid:
    """A north-up raster grid.

    Attributes
    ----------
    crs : str
        WKT or authority code.
    transform : Affine
        From (column, row) of a cell's corner to (x, y), in CRS units.
    height, width : int
        Rows and columns.
    """

    crs: str
    transform: Affine
    height: int
    width: int

    @classmethod
    def from_bounds(cls, bounds: Bounds, crs: str, resolution: float) -> Grid:
        """Return the smallest grid of `resolution` that holds `bounds`, its edges on multiples of the resolution."""
        tolerance = 1e-6  # of a cell, so that bounds already on a multiple do not grow by rounding
        left = math.floor(bounds[0] / resolution + tolerance) * resolution
        bottom = math.floor(bounds[1] / resolution + tolerance) * resolution
        right = math.ceil(bounds[2] / resolution - tolerance) * resolution
        top = math.ceil(bounds[3] / resolution - tolerance) * resolution
        return cls(
            crs,
            Affine(resolution, 0.0, left, 0.0, -resolution, top),
            round((top - bottom) / resolution),
            round((right - left) / resolution),
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.height, self.width

    @property
    def cell_size(self) -> tuple[float, float]:
        """Width and height of a cell in CRS units, both positive."""
        return abs(self.transform.a), abs(self.transform.e)

    @property
    def bounds(self) -> Bounds:
        """Left, bottom, right, top in CRS units."""
        x0, y0 = self.transform * (0, 0)
        x1, y1 = self.transform * (self.width, self.height)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    @property
    def x(self) -> np.ndarray:
        """X of the cell centres, shape (width,)."""
        return self.transform.c + (np.arange(self.width) + 0.5) * self.transform.a

    @property
    def y(self) -> np.ndarray:
        """Y of the cell centres, shape (height,)."""
        return self.transform.f + (np.arange(self.height) + 0.5) * self.transform.e

    def lonlat(self) -> tuple[np.ndarray, np.ndarray]:
        """Return longitude and latitude of the cell centres in degrees, each (y, x)."""
        x, y = np.meshgrid(self.x, self.y)
        return transform_points(x, y, self.crs, LONLAT)

    def subgrid(self, row: int, column: int, height: int, width: int) -> Grid:
        """Return the part of the grid that begins at `row`, `column`; it may reach past the edges."""
        return Grid(self.crs, self.transform * Affine.translation(column, row), height, width)

    def padded(self, cells: int) -> Grid:
        """Return the grid with `cells` more cells on every side."""
        return self.subgrid(-cells, -cells, self.height + 2 * cells, self.width + 2 * cells)

    def tiles(self, size: int = 512) -> Iterator[tuple[tuple[slice, slice], Grid]]:
        """Yield (row and column slices, grid) of square tiles of `size` cells that cover the grid, row by row."""
        for row in range(0, self.height, size):
            for column in range(0, self.width, size):
                height, width = min(size, self.height - row), min(size, self.width - column)
                yield (slice(row, row + height), slice(column, column + width)), self.subgrid(row, column, height, width)

    def fractional_index(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return fractional (row, column) of points in this CRS; whole numbers at cell centres."""
        column, row = ~self.transform * (np.asarray(x, np.float64), np.asarray(y, np.float64))
        return row - 0.5, column - 0.5

    @property
    def cell_hectares(self) -> float:
        """Area of a cell of a grid in metres, ha."""
        return self.cell_size[0] * self.cell_size[1] / 1e4

    def cell_of(self, other: Grid) -> np.ndarray:
        """Return the flat index of this grid's cell that holds each cell centre of `other`: int64 (y, x), -1 outside."""
        x, y = np.meshgrid(other.x, other.y)
        return self.index_of(x, y, other.crs)

    def index_of(self, x: np.ndarray, y: np.ndarray, crs: str) -> np.ndarray:
        """Return the flat index of the cell that holds each point of CRS `crs`: int64 of the points' shape, -1 outside."""
        row, column = self.fractional_index(*transform_points(x, y, crs, self.crs))
        row, column = np.rint(row), np.rint(column)
        inside = (row >= 0) & (row < self.height) & (column >= 0) & (column < self.width)
        return np.where(inside, row * self.width + column, -1).astype(np.int64)

    def covering(self, other: Grid, margin: int = 0) -> Grid:
        """Return the part of this grid's lattice that holds `other`, `margin` cells added on every side; it may reach past the edges."""
        left, bottom, right, top = transform_bounds(other.bounds, other.crs, self.crs)
        row, column = self.fractional_index(np.array([left, right]), np.array([bottom, top]))
        first_row, last_row = math.floor(row.min() + 0.5 + 1e-9), math.ceil(row.max() + 0.5 - 1e-9)
        first_column, last_column = math.floor(column.min() + 0.5 + 1e-9), math.ceil(column.max() + 0.5 - 1e-9)
        return self.subgrid(first_row, first_column, last_row - first_row, last_column - first_column).padded(margin)

    def shares_lattice(self, other: Grid) -> bool:
        """Return whether the cells of both grids coincide, to a hundredth of a cell, wherever both lie."""
        if not same_crs(self.crs, other.crs):
            return False
        rows, columns = other.fractional_index(self.x[[0, -1]], self.y[[0, -1]])
        whole = [np.abs(index - np.rint(index)).max() < 0.01 for index in (rows, columns)]
        spans = np.rint([rows[1] - rows[0], columns[1] - columns[0]]) == [self.height - 1, self.width - 1]
        one_size = np.allclose(self.cell_size, other.cell_size, rtol=0.01)  # tells grids of a single cell apart
        return all(whole) and bool(spans.all()) and one_size

    def to_dict(self) -> dict:
        """Return the grid as plain values for JSON."""
        return {"crs": self.crs, "transform": list(self.transform)[:6], "height": self.height, "width": self.width}

    @classmethod
    def from_dict(cls, data: dict) -> Grid:
        """Return the grid that `to_dict` wrote."""
        return cls(data["crs"], Affine(*data["transform"]), data["height"], data["width"])
