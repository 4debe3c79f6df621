"""Small files in the products' formats, written by GDAL alone, for the tests of the readers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np
import pytest
import rasterio
from affine import Affine
from osgeo import gdal, gdal_array

from boreal_gpp_plugin.core.grid import Grid

REAL_DATA = os.environ.get("BOREAL_GPP_REAL_DATA", "")
needs_real_data = pytest.mark.skipif(not REAL_DATA, reason="BOREAL_GPP_REAL_DATA names no folder of real files")

UTM13 = "EPSG:32613"
SITE = Grid(UTM13, Affine(30, 0, 390000, 0, -30, 5985000), 8, 10)


def real(path: str) -> str:
    """Return the path of a real file."""
    return str(Path(REAL_DATA) / path)


def write_raster(path: Path, values: np.ndarray, grid: Grid, **profile: Any) -> str:
    """Write a GeoTIFF of one band and return its path; `tags`, `scale`, `offset` and creation options as keywords."""
    tags, scale, offset = (profile.pop(key, None) for key in ("tags", "scale", "offset"))
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"driver": "GTiff", "count": 1, "dtype": values.dtype, "crs": grid.crs, "transform": grid.transform, **profile}
    with rasterio.open(path, "w", height=values.shape[0], width=values.shape[1], **options) as file:
        file.write(values, 1)
        file.update_tags(**(tags or {}))
        if scale is not None:
            file.scales = (scale,)
        if offset is not None:
            file.offsets = (offset,)
    return str(path)


@dataclass
class Variable:
    """An array of an HDF5 file with its attributes; `shape` and `at` place a small array in a large empty one."""

    values: np.ndarray
    attributes: Mapping[str, Any] = field(default_factory=dict)
    fill: Optional[float] = None
    shape: Optional[tuple[int, ...]] = None
    at: tuple[int, ...] = ()


def write_hdf5(path: Path, variables: Mapping[str, Variable], texts: Optional[Mapping[str, Mapping[str, str]]] = None) -> str:
    """Write an HDF5 file (netCDF-4 container) with variables named by their paths and the `texts` of groups; return its own path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset = gdal.GetDriverByName("netCDF").CreateMultiDimensional(str(path), [], ["FORMAT=NC4"])
    groups = {"": dataset.GetRootGroup()}

    def make(group: str) -> None:
        for depth in range(1, group.count("/") + 1):
            inner = "/".join(group.split("/")[: depth + 1])
            if inner not in groups:
                groups[inner] = groups[inner.rpartition("/")[0]].CreateGroup(inner.rpartition("/")[2])

    for group, attributes in (texts or {}).items():
        make(group)
        for key, value in attributes.items():
            _write_attribute(groups[group], key, value)
    for number, (name, variable) in enumerate(variables.items()):
        group, _, short = name.rpartition("/")
        make(group)
        values = np.asarray(variable.values)
        shape = variable.shape or values.shape
        dimensions = [groups[group].CreateDimension(f"d{number}_{i}", None, None, size) for i, size in enumerate(shape)]
        kind = gdal.ExtendedDataType.Create(gdal_array.NumericTypeCodeToGDALTypeCode(values.dtype.type))
        options = [f"BLOCKSIZE={','.join(str(min(size, 100)) for size in shape)}", "COMPRESS=DEFLATE"] if variable.shape else []
        array = groups[group].CreateMDArray(short, dimensions, kind, options)
        if variable.fill is not None:
            array.SetNoDataValueDouble(variable.fill)
        for key, value in variable.attributes.items():
            _write_attribute(array, key, value)
        array.WriteArray(values, list(variable.at) or [0] * len(shape))
    return str(path)


def _write_attribute(array: Union[gdal.MDArray, gdal.Group], key: str, value: Any) -> None:
    if isinstance(value, str):
        array.CreateAttribute(key, [], gdal.ExtendedDataType.CreateString()).Write(value)
        return
    value = np.asarray(value)
    kind = gdal.ExtendedDataType.Create(gdal_array.NumericTypeCodeToGDALTypeCode(value.dtype.type))
    array.CreateAttribute(key, [value.size] if value.ndim else [], kind).Write(value.tolist() if value.ndim else value.item())


CLEAR = 64  # land, low aerosol: Fmask is never 0 in real files
HLS_BANDS = {
    "L30": {"blue": "B02", "green": "B03", "red": "B04", "nir": "B05", "swir1": "B06"},
    "S30": {"blue": "B02", "green": "B03", "red": "B04", "nir": "B8A", "swir1": "B11"},
}
GREEN = {"blue": 300, "green": 500, "red": 400, "nir": 3000, "swir1": 1500}  # stored numbers of a healthy canopy


def stated(where: str, scale: float, fill: float) -> dict[str, Any]:
    """Return how a raster states scale and fill: on its "band", in "tags", or "nowhere"."""
    return {
        "band": {"scale": scale, "nodata": fill},
        "tags": {"tags": {"scale_factor": str(scale), "_FillValue": str(fill)}},
        "nowhere": {},
    }[where]


def write_granule(
    folder: Path,
    sensor: str = "L30",
    stamp: str = "2021180T173909",
    tile: str = "T13UDV",
    grid: Grid = SITE,
    encoding: Optional[dict[str, Any]] = None,
    **stored,
) -> str:
    """Write a granule and return the path of its Fmask; stored numbers by band role, each a number or an array."""
    encoding = {"nodata": -9999, "tags": {"scale_factor": "0.0001"}} if encoding is None else encoding
    beginning = f"HLS.{sensor}.{tile}.{stamp}.v2.0"
    for role, name in HLS_BANDS[sensor].items():
        values = np.broadcast_to(np.asarray(stored.get(role, GREEN[role]), np.int16), grid.shape)
        write_raster(folder / f"{beginning}.{name}.tif", values, grid, **encoding)
    fmask = np.broadcast_to(np.asarray(stored.get("fmask", CLEAR), np.uint8), grid.shape)
    return write_raster(folder / f"{beginning}.Fmask.tif", fmask, grid, nodata=255)


def write_index(
    folder: Path,
    stored: Any = 4000,
    stamp: str = "2021180T173909",
    tile: str = "T13UDV",
    grid: Grid = SITE,
    sensor: str = "L30",
    encoding: Optional[dict[str, Any]] = None,
) -> str:
    """Write the EVI of an HLS-VI granule as stored numbers and return its path."""
    encoding = {"nodata": -19999, "scale": 0.0001} if encoding is None else encoding
    values = np.broadcast_to(np.asarray(stored, np.int16), grid.shape)
    return write_raster(folder / f"HLS-VI.{sensor}.{tile}.{stamp}.v2.0.EVI.tif", values, grid, **encoding)


SWATH_NAME = "S3A_SL_2_LST____20210630T173000_20210630T173300_20210701T220000_0179_073_212_1980_LN2_O_NT_004.SEN3"
SWATH_SHAPE = (96, 80)
MIDDLE = (54.0, -105.0)
LAND, UNFILLED, COSMETIC, DUPLICATE, DAY, SUMMARY_CLOUD = 1 << 3, 1 << 5, 1 << 8, 1 << 9, 1 << 10, 1 << 14
CONFIDENCE = {
    "flag_masks": np.array([1 << bit for bit in range(16)], np.uint16),
    "flag_meanings": "coastline ocean tidal land inland_water unfilled spare spare cosmetic duplicate day twilight sun_glint snow "
    "summary_cloud summary_pointing",
}
BAYES = {"flag_masks": np.array([1, 2, 4, 8], np.uint8), "flag_meanings": "single_low single_moderate dual_low dual_moderate"}


def positions(shape=SWATH_SHAPE, middle=MIDDLE, angle=12.0):
    """Return latitude and longitude of a swath turned by `angle` degrees, pixels of about 1 km."""
    rows, columns = np.meshgrid(np.arange(shape[0]) - shape[0] / 2, np.arange(shape[1]) - shape[1] / 2, indexing="ij")
    turn = np.radians(angle)
    north = -(rows * np.cos(turn) + columns * np.sin(turn))
    east = columns * np.cos(turn) - rows * np.sin(turn)
    latitude = middle[0] + north / 111.2
    longitude = middle[1] + east / (111.2 * np.cos(np.radians(middle[0])))
    return latitude, (longitude + 180) % 360 - 180


def write_swath(folder: Path, name: str = SWATH_NAME, without: tuple[str, ...] = (), tie_step: int = 16, **fields) -> str:
    """Write a granule; `fields` replace what is stored: lst, uncertainty (K), confidence, bayes, zenith, positions, product_name."""
    shape = fields.get("shape", SWATH_SHAPE)
    latitude, longitude = fields.get("positions", positions(shape))
    lst = np.broadcast_to(fields.get("lst", 295.0), shape)
    uncertainty = np.broadcast_to(fields.get("uncertainty", 1.0), shape)
    scaled = {"scale_factor": np.float64(0.002), "add_offset": np.float64(290.0)}
    angles = {"scale_factor": np.float64(1e-6)}
    microdegrees = [Variable(np.rint(v * 1e6).astype(np.int32), angles, -999999999) for v in (latitude, longitude)]
    zenith = np.broadcast_to(fields.get("zenith", 20.0), latitude[::tie_step, ::tie_step].shape).astype(np.float64)
    files = {
        "geodetic_in.nc": {"/latitude_in": microdegrees[0], "/longitude_in": microdegrees[1]},
        "LST_in.nc": {
            "/LST": Variable(np.where(np.isnan(lst), -32768, np.rint((np.nan_to_num(lst) - 290) / 0.002)).astype(np.int16), scaled, -32768),
            "/LST_uncertainty": Variable(
                np.rint(uncertainty / 0.002).astype(np.int16), {"scale_factor": np.float64(0.002), "add_offset": np.float64(0)}, -32768
            ),
        },
        "flags_in.nc": {
            "/confidence_in": Variable(np.broadcast_to(fields.get("confidence", LAND), shape).astype(np.uint16), CONFIDENCE),
            "/bayes_in": Variable(np.broadcast_to(fields.get("bayes", 0), shape).astype(np.uint8), BAYES, fields.get("bayes_fill")),
        },
        "geodetic_tx.nc": {
            "/latitude_tx": Variable(np.rint(latitude[::tie_step, ::tie_step] * 1e6).astype(np.int32), angles),
            "/longitude_tx": Variable(np.rint(longitude[::tie_step, ::tie_step] * 1e6).astype(np.int32), angles),
        },
        "geometry_tn.nc": {"/sat_zenith_tn": Variable(zenith)},
    }
    for file, variables in files.items():
        kept = {key: value for key, value in variables.items() if key.strip("/") not in without}
        if file not in without:
            write_hdf5(folder / name / file, kept, {"": {"product_name": fields.get("product_name", SWATH_NAME)}})
    return str(folder / name)


TOWER_NAME = "FLX_CA-Obs_FLUXNET2015_FULLSET_DD_1997-2010_1-4.csv"
TOWER_COLUMNS = ("TIMESTAMP", "TA_F", "NEE_VUT_REF_QC", "GPP_NT_VUT_REF", "GPP_DT_VUT_REF")


def write_table(
    folder: Path, rows, name: str = TOWER_NAME, columns=TOWER_COLUMNS, sites: str = "site,latitude,longitude\nCA-Obs,53.9872,-105.1178\n"
):
    """Write a daily tower table, with a sites table beside it unless `sites` is empty, and return its path."""
    folder.mkdir(exist_ok=True, parents=True)
    text = "\n".join(",".join(str(v) for v in row) for row in (columns, *rows)) + "\n"
    (folder / name).write_text(text, encoding="utf-8")
    if sites:
        (folder / "sites.csv").write_text(sites, encoding="utf-8-sig")
    return str(folder / name)
