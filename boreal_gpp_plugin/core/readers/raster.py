"""Rasters with georeferencing: what they say of themselves, and the part of one that a grid covers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Optional

import numpy as np
import rasterio
import rasterio.errors
from affine import Affine
from osgeo import gdal, gdal_array
from rasterio._err import CPLE_BaseError
from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from ..errors import InputError
from ..grid import Grid
from ..language import msg
from .checksums import check_blocks
from .opening import NO_LISTING, open_gdal, quiet_gdal, size_of, unreadable
from .virtual_raster import driver_of

EXTENSIONS = (".tif", ".tiff", ".vrt", ".img")
_WARP_TOLERANCE = 0.05  # of a pixel: what GDAL may stray by where it interpolates between exact transforms
_SAMPLES, _SAMPLE_SIZE = 6, 64  # along each side: enough of a raster to tell what its codes mean


@dataclass(frozen=True)
class Header:
    """What a raster says of itself.

    Attributes
    ----------
    grid : Grid
        North-up; a south-up raster's rows turned.
    dtype : dtype
        Of the stored values.
    bands : int
        Their number.
    """

    grid: Grid
    dtype: np.dtype
    bands: int


@dataclass(frozen=True)
class Encoding:
    """How stored numbers stand for quantities: value = stored x scale + offset.

    Attributes
    ----------
    scale, offset : float
        In the unit of the quantity.
    fill : float or None
        Stored number that means no data.
    """

    scale: float = 1.0
    offset: float = 0.0
    fill: Optional[float] = None


AS_STORED = Encoding()
Slices = tuple[slice, slice]


def common_cells(a: Grid, b: Grid) -> Optional[tuple[Slices, Slices]]:
    """Return (rows, columns) of the common cells in `a` and in `b`, two grids of one lattice, or None."""
    row, column = (round(float(v)) for v in b.fractional_index(a.x[0], a.y[0]))
    top, bottom = max(row, 0), min(row + a.height, b.height)
    left, right = max(column, 0), min(column + a.width, b.width)
    if top >= bottom or left >= right:
        return None
    in_a = slice(top - row, bottom - row), slice(left - column, right - column)
    return in_a, (slice(top, bottom), slice(left, right))


def header(path: str, crs: Optional[str] = None) -> Header:
    """Return what a raster says of itself, without reading its values.

    GDAL itself opens the file, several times faster than rasterio does: a catalogue asks thousands.

    Parameters
    ----------
    path : str
        The raster.
    crs : str, optional
        Its CRS where that is known, because asking for it takes most of the time.

    Raises
    ------
    InputError
        The file is missing, empty, cut short, not a raster, or has no georeferencing.
    """
    with quiet_gdal(path):
        dataset = open_gdal(path, [driver_of(path)])
        band = dataset.GetRasterBand(1)
        if band is None:
            raise unreadable(path, msg("it holds no raster"))
        _check_last_block(path, band)
        geotransform = dataset.GetGeoTransform(can_return_null=True)
        crs = crs or _crs_of(dataset)
        if geotransform is None or crs is None:
            raise _unplaced(path)
        grid = _north_up(path, crs, Affine.from_gdal(*geotransform), dataset.RasterYSize, dataset.RasterXSize)
        return Header(grid, np.dtype(gdal_array.GDALTypeCodeToNumericTypeCode(band.DataType)), dataset.RasterCount)


def grid_of_dataset(path: str, dataset: gdal.Dataset, crs: Optional[str] = None) -> Grid:
    """Return the grid of an open dataset of the file `path`, in its own CRS or else in `crs`.

    Raises
    ------
    InputError
        It has no georeferencing, or is rotated.
    """
    geotransform = dataset.GetGeoTransform(can_return_null=True)
    crs = _crs_of(dataset) or crs
    if geotransform is None or crs is None:
        raise _unplaced(path)
    return _north_up(path, crs, Affine.from_gdal(*geotransform), dataset.RasterYSize, dataset.RasterXSize)


def grid_of(path: str) -> Grid:
    """Return the grid of a raster; raises InputError as `header`."""
    return header(path).grid


def read_codes(path: str, grid: Grid, fill: int) -> np.ndarray:
    """Return stored numbers on a grid by the nearest pixel, (y, x) in the raster's type, `fill` outside the raster.

    Parameters
    ----------
    path : str
        The raster; its first band is read, only where the grid lies.
    grid : Grid
        Any CRS and cell size.
    fill : int
        The product's own number for no data.

    Raises
    ------
    InputError
        The file can't be read.
    """
    with _opened(path) as source:
        return _read(source, grid, Resampling.nearest, fill, source.dtypes[0])


def read_values(path: str, grid: Grid, default: Encoding, resampling: Resampling = Resampling.bilinear) -> np.ndarray:
    """Return a quantity on a grid, float32 (y, x), NaN where it has no data or lies outside the raster.

    Parameters
    ----------
    path : str
        The raster; its first band is read, only where the grid lies.
    grid : Grid
        Any CRS and cell size; where it shares the raster's lattice nothing is resampled.
    default : Encoding
        Scale, offset and fill where the file does not state its own.
    resampling : Resampling
        How to go over to another lattice; pixels without data take no part.

    Raises
    ------
    InputError
        The file can't be read.
    """
    with _opened(path) as source:
        encoding = _encoding(source, default)
        # A fill that no stored number can equal keeps every number valid where none is known.
        fill = np.nan if encoding.fill is None else encoding.fill
        stored = _read(source, grid, resampling, fill, "float32")
    valid = np.isfinite(stored) & (stored != np.float32(fill))
    return np.where(valid, stored * np.float32(encoding.scale) + np.float32(encoding.offset), np.float32(np.nan))


def sample_codes(path: str) -> np.ndarray:
    """Return the different numbers stored in small windows all over a raster's first band, sorted; never reads all of a large one."""
    with _opened(path) as source:
        height, width = min(_SAMPLE_SIZE, source.height), min(_SAMPLE_SIZE, source.width)
        rows = np.unique(np.linspace(0, source.height - height, _SAMPLES).astype(int))
        columns = np.unique(np.linspace(0, source.width - width, _SAMPLES).astype(int))
        windows = (Window(column, row, width, height) for row in rows for column in columns)
        return np.unique(np.concatenate([np.unique(source.read(1, window=window)) for window in windows]))


@contextmanager
def _opened(path: str) -> Iterator[rasterio.DatasetReader]:
    """Open a raster within the block; what rasterio raises becomes InputError."""
    driver = driver_of(path)
    try:
        with rasterio.Env(**NO_LISTING), rasterio.open(path, driver=driver) as source:
            yield source
    except (rasterio.errors.RasterioError, CPLE_BaseError, OSError) as error:
        raise unreadable(path, str(error.__cause__ or error)) from error


def _read(source: rasterio.DatasetReader, grid: Grid, resampling: Resampling, fill: float, dtype: str) -> np.ndarray:
    """Return stored numbers of the first band on a grid, (y, x) of `dtype`, `fill` where there are none."""
    native = _grid_of(source)
    _check_part(source, native, grid)
    if source.transform.e < 0 and grid.shares_lattice(native):
        values = np.full(grid.shape, fill, dtype)
        common = common_cells(grid, native)
        if common is not None:
            here, (rows, columns) = common
            values[here] = source.read(1, window=Window.from_slices(rows, columns))
        return values
    with WarpedVRT(
        source,
        crs=grid.crs,
        transform=grid.transform,
        height=grid.height,
        width=grid.width,
        resampling=resampling,
        src_nodata=fill,
        nodata=fill,
        dtype=dtype,
        tolerance=_WARP_TOLERANCE,
    ) as warped:
        return warped.read(1)


def _check_part(source: rasterio.DatasetReader, native: Grid, grid: Grid) -> None:
    """Refuse a raster that is damaged where a grid lies on it, as far as it carries checksums; a virtual raster carries none."""
    if source.driver != "GTiff" or source.tags(ns="IMAGE_STRUCTURE").get("COMPRESSION") != "DEFLATE":
        return
    common = common_cells(grid if grid.shares_lattice(native) else native.covering(grid, margin=1), native)
    if common is not None:
        _, (rows, columns) = common
        if source.transform.e > 0:
            rows = slice(source.height - rows.stop, source.height - rows.start)
        check_blocks(source.name, lambda name: source.get_tag_item(name, "TIFF", bidx=1), source.block_shapes[0], rows, columns)


def _encoding(source: rasterio.DatasetReader, default: Encoding) -> Encoding:
    """Return the encoding that a raster states: on its band, else in tags named as in CF and HLS, else the default."""
    tags = {**source.tags(), **source.tags(1)}

    def stated(tag: str, otherwise: Optional[float]) -> Optional[float]:
        try:
            return float(tags[tag])
        except (KeyError, ValueError):
            return otherwise

    scale, offset = source.scales[0], source.offsets[0]
    if (scale, offset) == (1.0, 0.0):
        scale, offset = stated("scale_factor", default.scale), stated("add_offset", default.offset)
    fill = source.nodata if source.nodata is not None else stated("_FillValue", default.fill)
    return Encoding(scale, offset, fill)


def _crs_of(dataset: gdal.Dataset) -> Optional[str]:
    """Return the CRS of an open dataset as authority code, else as WKT, or None."""
    crs = dataset.GetSpatialRef()
    if crs is None or crs.IsLocal():  # a drawing's, which lies nowhere on Earth
        return None
    code = crs.GetAuthorityCode(None)
    return f"{crs.GetAuthorityName(None)}:{code}" if code else crs.ExportToWkt()


def _grid_of(source: rasterio.DatasetReader) -> Grid:
    """Return the grid of an open raster."""
    if source.crs is None or source.transform.is_identity:
        raise _unplaced(source.name)
    return _north_up(source.name, source.crs.to_wkt(), source.transform, source.height, source.width)


def _north_up(path: str, crs: str, transform: Affine, height: int, width: int) -> Grid:
    """Return a raster's grid, rows of a south-up one turned; raises InputError for a rotated one."""
    if transform.b or transform.d or transform.a <= 0:
        raise InputError(
            msg("{path} is rotated against its coordinate system.", path=path),
            msg("Warp it to a north-up raster first (QGIS: Raster, Projections, Warp)."),
        )
    if transform.e > 0:
        transform = Affine(transform.a, 0.0, transform.c, 0.0, -transform.e, transform.f + transform.e * height)
    return Grid(crs, transform, height, width)


def _unplaced(path: str) -> InputError:
    """Return the error that a raster does not say where it lies."""
    return InputError(
        msg("{path} has no georeferencing.", path=path),
        msg("Assign its coordinate system and corner (QGIS: Raster, Projections, Assign projection), or download it again."),
    )


def _check_last_block(path: str, band: gdal.Band) -> None:
    """Refuse a GeoTIFF that ends before its last block: GDAL would notice only when it reads there."""
    width, height = band.GetBlockSize()
    x, y = (band.XSize - 1) // width, (band.YSize - 1) // height
    offset, length = (band.GetMetadataItem(f"BLOCK_{what}_{x}_{y}", "TIFF") for what in ("OFFSET", "SIZE"))
    if offset and length and int(offset) + int(length) > size_of(path):
        raise unreadable(path, msg("it is cut short"))
