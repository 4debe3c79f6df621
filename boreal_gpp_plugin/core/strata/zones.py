"""Zones: drawn polygons as an index raster on the site's grid."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Optional

import numpy as np
import rasterio.features
from osgeo import gdal, ogr, osr

from ..calendar import SOME_YEAR
from ..errors import InputError
from ..grid import Grid
from ..language import msg
from ..readers.opening import quiet_gdal
from ..request import ZONE_USE_FIELD
from ..variables import LAND_COVER

_UNDEFINED = "Undefined"  # how GeoPackage names a coordinate reference system that was not given
_FORMATS = [  # that hold their shapes themselves: others would ask servers for them
    *("GPKG", "ESRI Shapefile", "GeoJSON", "GeoJSONSeq", "TopoJSON", "FlatGeobuf", "KML", "LIBKML", "GML", "OpenFileGDB"),
    *("MapInfo File", "SQLite", "DXF", "CSV", "Parquet"),
]
_MOST = 20000  # zones that fit behind the first zone's code in an int16 raster
_YEARS = range(1900, 2101)


@dataclass(frozen=True)
class Zones:
    """Zones on a grid.

    Attributes
    ----------
    index : ndarray, int16 (y, x)
        1, 2 ... in the zones, 0 outside.
    names : tuple of str
        Names of zones 1, 2 ...
    outlines : tuple of mapping
        Their polygons as they were drawn, as GeoJSON in the grid's CRS; where zones overlap, so do these.
    """

    index: np.ndarray
    names: tuple[str, ...]
    outlines: tuple[Mapping[str, Any], ...] = ()


def read(path: str, field: Optional[str], grid: Grid) -> Zones:
    """Return the zones of a polygon layer; a cell belongs to the zone that holds its centre, to the later one where zones overlap.

    Polygons of one name are one zone. Invalid polygons are repaired.

    Parameters
    ----------
    path : str
        A file that GDAL reads, or `path|layername=name`; by default its first layer.
    field : str, optional
        Attribute that names the zones; by default they are numbered.
    grid : Grid
        The site's grid; polygons in another CRS are transformed.

    Raises
    ------
    InputError
        When the layer can't be read, has no CRS, no such attribute, a polygon that can't be repaired, or nothing on the grid.
    """
    return _burnt(_polygons(path, field, None, grid), grid, path)


def read_by_use(path: str, field: Optional[str], grid: Grid, use: str) -> dict[str, Zones]:
    """Return the zones by what they are for, as far as there are any: "stratum", "only", "disturbed", "cover", whose names are VLCE2 codes.

    Parameters
    ----------
    path, field, grid
        As for `read`.
    use : str
        One of these for all zones, or "each" where the attribute `use` says it: a code there makes a zone of "cover".

    Raises
    ------
    InputError
        As for `read`, or when an attribute `use` names none.
    """
    if use != "each":
        return {use: read(path, field, grid)}
    parts: dict[str, list[_Polygon]] = {}
    for polygon in _polygons(path, field, ZONE_USE_FIELD, grid):
        kind = polygon.use if polygon.use in ("stratum", "only", "disturbed") else "cover"
        name = str(_code(polygon.use)) if kind == "cover" else polygon.name
        parts.setdefault(kind, []).append(polygon._replace(name=name))
    if not parts:
        raise _nowhere(path)
    return {kind: _burnt(polygons, grid, path) for kind, polygons in parts.items()}


class _Polygon(NamedTuple):
    """A polygon in the grid's CRS as a GeoJSON mapping, the name of its zone, and what that is for."""

    shape: dict
    name: str
    use: str


def _polygons(path: str, field: Optional[str], use: Optional[str], grid: Grid) -> list[_Polygon]:
    """Return the polygons of a layer; raises InputError as `read`."""
    with quiet_gdal(path):
        try:
            source, layer = _open(path)  # the layer lives as long as its source
            polygons = _shapes(layer, field, use, _to_grid(layer, grid, path), path)
            del layer, source
        except RuntimeError as error:  # where another plugin has switched GDAL's exceptions on
            raise _unreadable(path) from error
    return polygons


def _burnt(polygons: Sequence[_Polygon], grid: Grid, path: str) -> Zones:
    """Return polygons as zones on a grid; raises InputError where that holds none of them, or there are too many."""
    parts: dict[str, list] = {}
    for polygon in polygons:
        parts.setdefault(polygon.name, []).extend(polygon.shape["coordinates"])
    if len(parts) > _MOST:
        raise InputError(
            msg("{path} has {count} zones.", path=path, count=len(parts)), msg("Give at most {most} differently named zones.", most=_MOST)
        )
    number = {name: i for i, name in enumerate(parts, 1)}
    index = np.zeros(grid.shape, np.int16)
    if polygons:
        rasterio.features.rasterize([(p.shape, number[p.name]) for p in polygons], out=index, transform=grid.transform)
    if not index.any():
        raise _nowhere(path)
    return Zones(index, tuple(parts), tuple({"type": "MultiPolygon", "coordinates": part} for part in parts.values()))


def _nowhere(path: str) -> InputError:
    """Return the error that no zone lies in the site."""
    return InputError(
        msg("No zone of {path} holds the centre of a cell of the site.", path=path),
        msg("Draw zones inside the site's extent, or choose an extent that holds them."),
    )


def cover(zones: Zones, land_cover: np.ndarray) -> np.ndarray:
    """Return the land cover, uint8 (y, x), with the VLCE2 code that names a zone in place of what it holds.

    Parameters
    ----------
    zones : Zones
        The zones on the same grid.
    land_cover : ndarray, uint8 (y, x)
        VLCE2 codes.

    Raises
    ------
    InputError
        When a zone's name is not a VLCE2 code.
    """
    table = np.array([0, *(_code(name) for name in zones.names)], np.uint8)
    return np.where(zones.index > 0, table[zones.index], land_cover)


def years_disturbed(path: str, field: Optional[str], grid: Grid, use: str) -> np.ndarray:
    """Return the year in which zones burnt or were cut, int16 (y, x): `SOME_YEAR` where no attribute says it, 0 outside of such zones.

    Parameters and errors are those of `read_by_use`; further refused is an attribute that holds neither a year, a date nor nothing.
    """
    years = np.zeros(grid.shape, np.int16)
    if use not in ("disturbed", "each"):
        return years
    zones = read_by_use(path, field, grid, use).get("disturbed")
    if zones is None:
        return years
    told = [_year(name) if use == "disturbed" and field else SOME_YEAR for name in zones.names]
    return np.array([0, *told], np.int16)[zones.index]


def _year(text: str) -> int:
    """Return the year that an attribute tells as a number or at the head of a date, `SOME_YEAR` where it is empty."""
    year = text.strip()[:4]
    if year in ("", "0", "0.0"):
        return SOME_YEAR
    if not (year.isdecimal() and int(year) in _YEARS):
        raise InputError(
            msg("Zone {name} does not name the year in which it burnt or was cut.", name=text),
            msg("Choose an attribute with years, such as 2021, or dates, such as 2021-07-14; leave it empty where the year is not known."),
        )
    return int(year)


def _code(name: str) -> int:
    """Return the VLCE2 code that a zone's name stands for; it may have been stored as a real number."""
    try:
        code = float(name)
    except ValueError:
        code = np.nan
    if code not in LAND_COVER:
        raise InputError(
            msg("Zone {name} does not name a land cover.", name=name),
            msg("Give the zones an attribute with one of the codes {codes}.", codes=", ".join(str(code) for code in LAND_COVER)),
        )
    return int(code)


def _unreadable(path: str) -> InputError:
    """Return the error that a zones file can't be read."""
    return InputError(
        msg("The zones file {path} can't be read.", path=path), msg("Save the zones as a GeoPackage of polygons and choose that.")
    )


def _open(path: str) -> tuple[gdal.Dataset, ogr.Layer]:
    """Return the data source, which must outlive the layer, and the layer of a path."""
    file, *options = path.split("|")
    wanted = next((option.partition("=")[2] for option in options if option.startswith("layername=")), None)
    if not os.path.exists(file):
        raise InputError(msg("The zones file {path} does not exist.", path=file), msg("Choose a polygon file."))
    source = gdal.OpenEx(file, gdal.OF_VECTOR, allowed_drivers=_FORMATS)
    if source is None or source.GetLayerCount() == 0:
        raise _unreadable(file)
    layer = source.GetLayerByName(wanted) if wanted else source.GetLayer(0)
    if layer is None:
        known = ", ".join(source.GetLayer(i).GetName() for i in range(source.GetLayerCount()))
        raise InputError(
            msg("The zones file {path} has no layer {layer}.", path=file, layer=wanted), msg("Choose one of {known}.", known=known)
        )
    return source, layer


def _to_grid(layer: ogr.Layer, grid: Grid, path: str) -> osr.CoordinateTransformation:
    """Return the transformation from the layer's CRS to the grid's, x before y in both."""
    source = layer.GetSpatialRef()
    if source is None or source.GetName().startswith(_UNDEFINED):
        raise InputError(
            msg("The zones of {path} have no coordinate reference system.", path=path), msg("Assign one to the layer in QGIS.")
        )
    source, target = source.Clone(), osr.SpatialReference()
    target.SetFromUserInput(grid.crs)
    for reference in (source, target):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return osr.CoordinateTransformation(source, target)


def _shapes(layer: ogr.Layer, field: Optional[str], use: Optional[str], to_grid: osr.CoordinateTransformation, path: str) -> list[_Polygon]:
    """Return the polygons of the features, transformed, with zone names and, from an attribute `use`, what they are for."""
    definition = layer.GetLayerDefn()
    known = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    for wanted in filter(None, (field, use)):
        if wanted not in known:
            raise InputError(
                msg("The zones of {path} have no attribute {field}.", path=path, field=wanted),
                msg("Choose one of {known}.", known=", ".join(known) or "-"),
            )
    polygons = []
    for feature in layer:
        name = feature.GetFieldAsString(field) if field else str(feature.GetFID())
        shape = _polygon(feature.GetGeometryRef(), to_grid)
        if shape is None:
            raise InputError(
                msg("Zone {name} of {path} is not a valid polygon.", name=name, path=path),
                msg("Draw it again, or repair the layer with the tool Fix geometries."),
            )
        polygons.append(_Polygon(shape, name, feature.GetFieldAsString(use) if use else ""))
    return polygons


def _polygon(geometry: Optional[ogr.Geometry], to_grid: osr.CoordinateTransformation) -> Optional[dict]:
    """Return a polygon, repaired where it is invalid, in the grid's CRS as a GeoJSON mapping; None where there is none."""
    if geometry is None:
        return None
    geometry = geometry.GetLinearGeometry()
    if not geometry.IsValid():
        geometry = geometry.MakeValid()
    if geometry is None or geometry.Transform(to_grid) != ogr.OGRERR_NONE:
        return None
    parts = _polygons_in(geometry)
    return {"type": "MultiPolygon", "coordinates": parts} if parts else None


def _polygons_in(geometry: ogr.Geometry) -> list[list[list[tuple[float, float]]]]:
    """Return the coordinates of all polygons of a geometry; repairing may leave lines and points beside them."""
    if ogr.GT_Flatten(geometry.GetGeometryType()) == ogr.wkbPolygon:
        rings = [geometry.GetGeometryRef(i) for i in range(geometry.GetGeometryCount())]
        return [[[point[:2] for point in ring.GetPoints()] for ring in rings]] if rings else []
    return [polygon for i in range(geometry.GetGeometryCount()) for polygon in _polygons_in(geometry.GetGeometryRef(i))]
