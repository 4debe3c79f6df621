"""HDF5 and netCDF-4 files written with GDAL alone: groups, arrays of which only a block is stored, and typed attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np
from osgeo import gdal

from ..readers.hdf5 import LOCK
from ..run.series_file import gdal_writes

Attribute = Union[str, int, float, np.ndarray, np.generic]
Attributes = Mapping[str, Attribute]

# GDAL has 64-bit integers since 3.5; before, doubles stand in, exact up to 2**53.
_GDAL_TYPE = {
    np.dtype(name): getattr(gdal, code)
    for name, code in {
        "uint8": "GDT_Byte",
        "uint16": "GDT_UInt16",
        "int16": "GDT_Int16",
        "uint32": "GDT_UInt32",
        "int32": "GDT_Int32",
        "int64": "GDT_Int64",
        "float32": "GDT_Float32",
        "float64": "GDT_Float64",
    }.items()
    if hasattr(gdal, code)
}


@dataclass(frozen=True)
class Variable:
    """One array of a file, of which a block is stored.

    Attributes
    ----------
    dimensions : tuple of str
        Names of the array's dimensions; their sizes are the file's.
    values : ndarray
        The block, in the type that is stored.
    fill : int or float, optional
        Value of cells that are not stored; becomes the attribute `_FillValue`.
    attributes : mapping
        Attributes besides `_FillValue`.
    origin : tuple of int
        Index of the block's first value along each dimension; empty for the array's beginning.
    chunk : tuple of int
        Cells of a compressed chunk along each dimension; empty for an array stored whole and uncompressed.
    """

    dimensions: tuple[str, ...]
    values: np.ndarray
    fill: Optional[float] = None
    attributes: Attributes = field(default_factory=dict)
    origin: tuple[int, ...] = ()
    chunk: tuple[int, ...] = ()


def write(
    path: Path,
    dimensions: Mapping[str, int],
    variables: Mapping[str, Variable],
    attributes: Optional[Mapping[str, Attributes]] = None,
) -> Path:
    """Write one file and return its path; the file is closed.

    Parameters
    ----------
    path : Path
        The file; its folder exists.
    dimensions : mapping
        Size of each dimension, in cells; those that no array has are left out of the file.
    variables : mapping
        Arrays by "group/name" ("name" alone for the root group). A block that holds nothing but fill is not stored: it reads the same.
    attributes : mapping, optional
        Attributes by group, "" for the root group.

    Raises
    ------
    OutputError
        If GDAL reports that the file can't be created or filled.
    """
    with gdal_writes(path), LOCK:
        _write(str(path), dimensions, variables, attributes or {})
    return path


def _write(path: str, dimensions: Mapping[str, int], variables: Mapping[str, Variable], attributes: Mapping[str, Attributes]) -> None:
    """Write the file; it is closed on return, when the last object of it goes out of scope."""
    dataset = _made(gdal.GetDriverByName("netCDF").CreateMultiDimensional(path, [], ["FORMAT=NC4"]))
    groups = {"": dataset.GetRootGroup()}
    for name, values in attributes.items():
        _set_attributes(_group(groups, name), values)
    used = {name for variable in variables.values() for name in variable.dimensions}
    sizes = {name: _made(groups[""].CreateDimension(name, "", "", size)) for name, size in dimensions.items() if name in used}
    # Values follow when all arrays are declared: each change between declaring and storing would make the library rewrite its tables.
    blocks = []
    for name, variable in variables.items():
        parent, _, leaf = name.rpartition("/")
        values = _storable(variable.values)
        array = _declare(_group(groups, parent), leaf, variable, values.dtype, [sizes[d] for d in variable.dimensions])
        if variable.fill is None or np.any(values != variable.fill):
            blocks.append((array, values, variable.origin or (0,) * values.ndim))
    for array, values, origin in blocks:
        array.Write(values.tobytes(), list(origin), list(values.shape), buffer_datatype=array.GetDataType())


def _made(thing: Any) -> Any:
    """Return an object that GDAL created; raise where it created none."""
    if thing is None:
        raise RuntimeError(gdal.GetLastErrorMsg())
    return thing


def _group(groups: dict[str, gdal.Group], name: str) -> gdal.Group:
    """Return the group "parent/name", created with its parents where it is new."""
    if name not in groups:
        parent, _, leaf = name.rpartition("/")
        groups[name] = _made(_group(groups, parent).CreateGroup(leaf))
    return groups[name]


def _storable(values: np.ndarray) -> np.ndarray:
    """Return `values` in a type that this GDAL stores."""
    return values if values.dtype in _GDAL_TYPE else values.astype(np.float64)


def _declare(group: gdal.Group, name: str, variable: Variable, dtype: np.dtype, dimensions: list[gdal.Dimension]) -> gdal.MDArray:
    """Return a new array in `group`, with its fill and attributes, but no values yet."""
    options = []
    if variable.chunk:
        options = ["COMPRESS=DEFLATE", "ZLEVEL=4", "BLOCKSIZE=" + ",".join(map(str, variable.chunk))]
    array = _made(group.CreateMDArray(name, dimensions, gdal.ExtendedDataType.Create(_GDAL_TYPE[dtype]), options))
    if variable.fill is not None:
        array.SetNoDataValueDouble(float(variable.fill))
    _set_attributes(array, variable.attributes)
    return array


def _set_attributes(owner: Union[gdal.Group, gdal.MDArray], attributes: Attributes) -> None:
    """Give a group or an array its attributes: text as fixed-length text, numbers in their NumPy type."""
    for name, value in attributes.items():
        if isinstance(value, str):
            _made(owner.CreateAttribute(name, [], gdal.ExtendedDataType.CreateString())).WriteString(value)
        else:
            numbers = _storable(np.asarray(value))
            kind = gdal.ExtendedDataType.Create(_GDAL_TYPE[numbers.dtype])
            _made(owner.CreateAttribute(name, list(numbers.shape), kind)).WriteDoubleArray(numbers.ravel().tolist())
