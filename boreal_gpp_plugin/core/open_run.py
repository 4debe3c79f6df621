"""A run folder as one dataset, for notebooks and scripts: nothing is read before it is looked at."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import rasterio

from .errors import InputError
from .grid import Grid, parse_crs
from .language import Message, msg
from .run.finished_run import read_record
from .variables import CLASS_MAPS, VARIABLES

if TYPE_CHECKING:
    import xarray

CHUNK = 256  # rows and columns: all steps of a chunk are some ten megabytes
_GRID_MAPPING = "spatial_ref"
_DAYS = {"units": "days since 1970-01-01", "calendar": "proleptic_gregorian"}  # one for time and its bounds, as CF wants


def open_run(folder: str) -> xarray.Dataset:
    """Return the rasters of a run, of a cube or of a scenario, by their names in run.json, as a dataset over time, y and x.

    Values are in the unit that their attributes name, NaN where missing; classes are whole numbers with `flag_values` and
    `flag_meanings`, 0 where missing. `time` is the first day of each step, `time_bounds` its first day and the day after its last.
    With dask installed the dataset is chunked, so that what does not fit into memory is worked on piece by piece; without, each access
    reads what it needs.

    Parameters
    ----------
    folder : str
        The folder.

    Raises
    ------
    InputError
        When the folder holds no whole result, or xarray is not installed.
    """
    if find_spec("xarray") is None:
        raise InputError(msg("The Python package xarray is not installed."), msg("Install it, for example with: pip install xarray"))
    import xarray

    record = read_record(folder)
    grid = Grid.from_dict(record["grid"])
    starts, ends = (np.array(record["calendar"][key], "datetime64[ns]") for key in ("starts", "ends"))
    coordinates = {
        "time": ("time", starts, {"standard_name": "time", "bounds": "time_bounds"}, _DAYS),
        "time_bounds": (("time", "bound"), np.stack([starts, ends], axis=1), {}, _DAYS),
        "y": ("y", grid.y, {"standard_name": "projection_y_coordinate", "units": "m"}),
        "x": ("x", grid.x, {"standard_name": "projection_x_coordinate", "units": "m"}),
        _GRID_MAPPING: ((), 0, _crs_attributes(grid)),
    }
    variables = {}
    for name, entry in record["outputs"].items():
        variables.update(_variables(Path(folder), name, entry, len(starts), grid))
    about = {"Conventions": "CF-1.8", "source": f"Boreal GPP {record.get('plugin_version', '')}".strip()}
    dataset = xarray.Dataset(variables, coordinates, about)
    return dataset.chunk({"y": CHUNK, "x": CHUNK}) if find_spec("dask") is not None else dataset


def _variables(folder: Path, name: str, entry: dict[str, Any], steps: int, grid: Grid) -> dict[str, Any]:
    """Return an output as variables by name: what holds each step and the whole growing season becomes two."""
    from xarray import Variable
    from xarray.core.indexing import LazilyIndexedArray

    from .run.lazy_raster import LazyRaster

    path = folder / entry["file"]
    if not path.is_file():
        raise InputError(msg("The run in {folder} lacks {files}.", folder=str(folder), files=path.name), msg("Run again into this folder."))
    with rasterio.open(path, driver="GTiff") as file:
        dtype = np.dtype(file.dtypes[0])
    if not entry.get("steps"):
        parts = {name: (grid.shape, 1)}
    else:
        parts = {name: ((steps, *grid.shape), 1)}
        if "season_band" in entry:
            parts[f"{name}_season"] = (grid.shape, entry["season_band"])
    attributes = _attributes(name, entry, dtype)
    return {
        part: Variable(("time", "y", "x")[-len(shape) :], LazilyIndexedArray(LazyRaster(path, shape, dtype, first)), attributes)
        for part, (shape, first) in parts.items()
    }


def _attributes(name: str, entry: dict[str, Any], dtype: np.dtype) -> dict[str, Any]:
    """Return what an output with values of a type is, as attributes in the style of the CF conventions."""
    if "classes" in entry:
        classes = entry["classes"]
        title = CLASS_MAPS[name].title if name in CLASS_MAPS else name
        codes = np.array([c["code"] for c in classes], dtype)  # of the type of the values, as CF wants
        meanings = " ".join(c.get("id") or str(Message.from_dict(c["title"])).replace(" ", "_") for c in classes)
        return {"long_name": str(title), "flag_values": codes, "flag_meanings": meanings, "grid_mapping": _GRID_MAPPING}
    variable = VARIABLES[entry["variable"]]
    comment = {"comment": str(Message.from_dict(entry["about"]))} if "about" in entry else {}
    return {"long_name": str(variable.title), "units": variable.unit, **comment, "grid_mapping": _GRID_MAPPING}


def _crs_attributes(grid: Grid) -> dict[str, str]:
    """Return the coordinate system as GDAL and the CF conventions write it."""
    return {"crs_wkt": parse_crs(grid.crs).to_wkt(), "GeoTransform": " ".join(str(v) for v in grid.transform.to_gdal())}
