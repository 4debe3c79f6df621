"""Series on a grid through GDAL: the layers of a CF netCDF variable with their times, or those of a GeoTIFF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Optional

import numpy as np
from affine import Affine
from osgeo import gdal

from ..errors import InputError
from ..grid import LONLAT, Grid, parse_crs
from ..language import msg
from .checksums import check_blocks
from .hdf5 import check_whole, is_hdf5
from .opening import lacks_variable, open_gdal, quiet_gdal, read_band, unreadable
from .raster import AS_STORED, Encoding, common_cells, grid_of_dataset
from .virtual_raster import driver_of

EXTENSIONS = (".nc", ".nc4")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_UNITS = re.compile(r"(second|minute|hour|day)s?\s+since\s+(\d{4}-\d{1,2}-\d{1,2})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?", re.IGNORECASE)
_STANDARD = ("standard", "gregorian", "proleptic_gregorian", "")
_JULIAN = "julian"  # of AppEEARS: since the 20th century its days are those of the other calendars, counted from the same first one
_EPOCH = np.datetime64("1800"), np.datetime64("2200")
_CIRCLE = 360.0


@dataclass(frozen=True)
class Layers:
    """What a series file says of itself.

    Attributes
    ----------
    grid : Grid
        North-up.
    times : ndarray of datetime64[s] (layer,), or None
        Of a netCDF with a time axis.
    count : int
        Number of layers.
    unit : str
        Of the stored quantity; empty where the file does not say.
    """

    grid: Grid
    times: Optional[np.ndarray]
    count: int
    unit: str


def describe(path: str, variable: Optional[str] = None) -> Layers:
    """Return what a file says of a variable (netCDF) or of its bands; raises InputError where it can't be read or placed."""
    with _opened(path, variable) as dataset:
        metadata = dataset.GetMetadata()
        unit = dataset.GetRasterBand(1).GetUnitType() or metadata.get(f"{variable}#units", "")
        return Layers(_grid(path, dataset), _times(path, metadata), dataset.RasterCount, unit)


def read(path: str, cells: Grid, layers: range, variable: Optional[str] = None, default: Encoding = AS_STORED) -> np.ndarray:
    """Return layers of a file on a window of its own lattice, float32 (layer, y, x) in the file's unit; NaN where there is none.

    Parameters
    ----------
    path : str
        The file.
    cells : Grid
        A window of the file's lattice; it may reach past the edges.
    layers : range
        Counted from 0.
    variable : str, optional
        Of a netCDF.
    default : Encoding
        Scale, offset and fill where the file does not state its own.

    Raises
    ------
    InputError
        The file can't be read, or lies on another lattice.
    """
    with _opened(path, variable) as dataset:
        native = _grid(path, dataset)
        if not cells.shares_lattice(native):
            raise InputError(
                msg("{path} does not lie on the grid of the other files of its series.", path=path),
                msg("Use files of one product and version, all clipped alike."),
            )
        result = np.full((len(layers), *cells.shape), np.nan, np.float32)
        for turned in _turned(native):
            common = common_cells(cells, turned)
            if common is None:
                continue
            here, (rows, columns) = common
            flipped = dataset.GetGeoTransform()[5] > 0
            if flipped:
                rows = slice(native.height - rows.stop, native.height - rows.start)
            for index, layer in enumerate(layers):
                band = dataset.GetRasterBand(layer + 1)
                _check_part(path, dataset, band, rows, columns)
                stored = read_band(path, band, rows, columns)
                result[(index, *here)] = _decode(band, stored[::-1] if flipped else stored, default)
    return result


def _check_part(path: str, dataset: gdal.Dataset, band: gdal.Band, rows: slice, columns: slice) -> None:
    """Refuse a GeoTIFF that is damaged in a part, as far as it carries checksums."""
    if dataset.GetDriver().ShortName == "GTiff" and dataset.GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE") == "DEFLATE":
        check_blocks(path, lambda name: band.GetMetadataItem(name, "TIFF"), tuple(band.GetBlockSize()[::-1]), rows, columns)


def read_nearest(path: str, cells: Grid, layer: int, variable: Optional[str] = None, default: Encoding = AS_STORED) -> np.ndarray:
    """Return one layer on any grid by the nearest cell, float32 (y, x) in the file's unit; arguments and errors as for `read`."""
    window = describe(path, variable).grid.covering(cells)
    (values,) = read(path, window, range(layer, layer + 1), variable, default)
    index = window.cell_of(cells)
    return np.where(index >= 0, values.ravel()[index], np.float32(np.nan))


def variables(path: str) -> set[str]:
    """Return the names of a netCDF's variables; raises InputError where it can't be read."""
    with quiet_gdal(path):
        dataset = _open_netcdf(path)
        names = {name.rpartition(":")[2] for name, _ in dataset.GetSubDatasets()}
        return names or {dataset.GetRasterBand(1).GetMetadata().get("NETCDF_VARNAME", "")}


def _turned(native: Grid) -> list[Grid]:
    """Return the places where a grid lies: a geographic one again a whole turn to the west and to the east."""
    if not parse_crs(native.crs).is_geographic:
        return [native]
    return [Grid(native.crs, Affine.translation(turn, 0.0) * native.transform, *native.shape) for turn in (0.0, -_CIRCLE, _CIRCLE)]


def _decode(band: gdal.Band, stored: np.ndarray, default: Encoding) -> np.ndarray:
    """Return stored numbers as quantities, float64."""
    scale, offset, fill = band.GetScale(), band.GetOffset(), band.GetNoDataValue()
    scale = default.scale if scale is None or (scale, offset) == (1.0, 0.0) else scale
    offset = default.offset if offset is None or offset == 0.0 else offset
    values = stored.astype(np.float64)
    for nothing in (fill, default.fill):
        if nothing is not None:
            values[stored == nothing] = np.nan
    values[~np.isfinite(values)] = np.nan
    return values * scale + offset


@contextmanager
def _opened(path: str, variable: Optional[str]) -> Iterator[gdal.Dataset]:
    """Open a netCDF variable or a raster within the block."""
    with quiet_gdal(path):
        if not path.lower().endswith(EXTENSIONS):
            yield open_gdal(path, [driver_of(path)])
            return
        _open_netcdf(path)  # so that a file that is none is told from one without the variable
        dataset = gdal.OpenEx(f'NETCDF:"{path}":{variable}', gdal.OF_RASTER, allowed_drivers=["netCDF"])
        if dataset is None or not dataset.RasterCount:
            raise lacks_variable(path, variable or "")
        yield dataset


def _open_netcdf(path: str) -> gdal.Dataset:
    """Return the open dataset of a netCDF; raises InputError where it can't be read."""
    if is_hdf5(path):  # as netCDF-4 is
        check_whole(path)
    return open_gdal(path, ["netCDF"])


def _grid(path: str, dataset: gdal.Dataset) -> Grid:
    """Return the grid of an open dataset; a netCDF in degrees without a CRS is in longitude and latitude."""
    transform = dataset.GetGeoTransform(can_return_null=True)
    degrees = transform is not None and -180.5 <= transform[0] <= 360.5 and abs(transform[3]) <= 90.5 and abs(transform[5]) <= 10
    grid = grid_of_dataset(path, dataset, LONLAT if path.lower().endswith(EXTENSIONS) and degrees else None)
    if degrees and grid.bounds[0] >= 179.0:
        return Grid(grid.crs, Affine.translation(-_CIRCLE, 0.0) * grid.transform, grid.height, grid.width)
    return grid


def _times(path: str, metadata: dict[str, str]) -> Optional[np.ndarray]:
    """Return the times of a netCDF variable's layers, datetime64[s], or None where it has no time axis."""
    axis = next((key[len("NETCDF_DIM_") : -len("_VALUES")] for key in metadata if re.fullmatch(r"NETCDF_DIM_\w*time_VALUES", key)), None)
    if axis is None:
        return None
    match = _UNITS.match(metadata.get(f"{axis}#units", ""))
    calendar = metadata.get(f"{axis}#calendar", "").lower()
    if match is None or not (calendar in _STANDARD or (calendar == _JULIAN and match[2] > "1901")):
        raise unreadable(
            path, msg("its time is given as {unit} in the calendar {calendar}", unit=metadata.get(f"{axis}#units"), calendar=calendar)
        )
    year, month, day = (int(part) for part in match[2].split("-"))
    clock = (match[3] or "00:00").split(":")
    origin = np.datetime64(f"{year:04d}-{month:02d}-{day:02d}T{int(clock[0]):02d}:{clock[1]}", "s")
    try:
        values = np.array(metadata[f"NETCDF_DIM_{axis}_VALUES"].strip("{}").split(","), np.float64)
    except ValueError as error:
        raise unreadable(path, msg("its times are no numbers")) from error
    with np.errstate(invalid="ignore"):
        times = origin + np.rint(values * _SECONDS[match[1].lower()]).astype("timedelta64[s]")
    if not ((times > _EPOCH[0]) & (times < _EPOCH[1])).all():  # nor if one of them is none
        raise unreadable(path, msg("its times are not between {first} and {last}", first=str(_EPOCH[0]), last=str(_EPOCH[1])))
    return times
