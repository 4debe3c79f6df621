"""Small files in the products' formats, written by GDAL alone, for the tests of the readers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

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


def write_hdf5(path: Path, variables: Mapping[str, Variable]) -> str:
    """Write an HDF5 file (netCDF-4 container) with variables named by their paths, and return its own path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset = gdal.GetDriverByName("netCDF").CreateMultiDimensional(str(path), [], ["FORMAT=NC4"])
    groups = {"": dataset.GetRootGroup()}
    for number, (name, variable) in enumerate(variables.items()):
        group, _, short = name.rpartition("/")
        for depth in range(1, group.count("/") + 1):
            inner = "/".join(group.split("/")[: depth + 1])
            if inner not in groups:
                groups[inner] = groups[inner.rpartition("/")[0]].CreateGroup(inner.rpartition("/")[2])
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


def _write_attribute(array: gdal.MDArray, key: str, value: Any) -> None:
    if isinstance(value, str):
        array.CreateAttribute(key, [], gdal.ExtendedDataType.CreateString()).Write(value)
        return
    value = np.asarray(value)
    kind = gdal.ExtendedDataType.Create(gdal_array.NumericTypeCodeToGDALTypeCode(value.dtype.type))
    array.CreateAttribute(key, [value.size] if value.ndim else [], kind).Write(value.tolist() if value.ndim else value.item())
