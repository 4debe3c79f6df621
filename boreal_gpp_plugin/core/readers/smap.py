"""SMAP level 3 soil moisture and freeze/thaw, level 4 carbon: windows of EASE-Grid 2.0.

References
----------
NSIDC user guides of SPL3SMP_E, SPL3FTP_E and SPL4CMDL: groups, variables, flags and units.
"""

from __future__ import annotations

import datetime
import os
import re
from typing import Optional

import numpy as np
from affine import Affine

from ..errors import InputError
from ..grid import Grid
from ..language import msg
from ..variables import VARIABLES
from .granule import Granule
from .hdf5 import EXTENSIONS, HDF5File, open_hdf5
from .opening import lacks_variable
from .raster import common_cells

PRODUCTS = ("SPL3SMP_E", "SPL3SMP", "SPL3FTP_E", "SPL3FTP", "SPL4CMDL")
PFTS = tuple(f"pft{n}" for n in range(1, 9))
"""Plant functional types of SPL4CMDL: evergreen and deciduous needleleaf and broadleaf (1-4), shrub, grass, cereal and broadleaf crops."""

# Brodzik et al. (2012), ISPRS Int. J. Geo-Inf. 1, 32-45, doi:10.3390/ijgi1010032, and its correction of 2014. The files' own
# latitude and longitude are no way to place them: they hold -9999 wherever there is no retrieval.
_GLOBAL = "EPSG:6933", -17367530.4451615, 7314540.8306386
_NORTH = "EPSG:6931", -9000000.0, 9000000.0
_LATTICES = {  # CRS, left, top, cell in metres, rows, columns
    "M36": (*_GLOBAL, 36032.22084058, 406, 964),
    "M09": (*_GLOBAL, 9008.055210146, 1624, 3856),
    "M03": (*_GLOBAL, 3002.6850700487, 4872, 11568),
    "M01": (*_GLOBAL, 1000.89502335, 14616, 34704),
    "N36": (*_NORTH, 36000.0, 500, 500),
    "N09": (*_NORTH, 9000.0, 2000, 2000),
    "N03": (*_NORTH, 3000.0, 6000, 6000),
}

# Where each product keeps the variable that makes it one, by lattice.
_SOIL_MOISTURE = "/Soil_Moisture_Retrieval_Data_{}/soil_moisture{}"
_VARIABLES = {
    "SPL3SMP_E": {
        "M09": (_SOIL_MOISTURE.format("AM", ""), _SOIL_MOISTURE.format("PM", "_pm")),
        "N09": (_SOIL_MOISTURE.format("Polar_AM", ""), _SOIL_MOISTURE.format("Polar_PM", "_pm")),
    },
    "SPL3SMP": {"M36": (_SOIL_MOISTURE.format("AM", ""), _SOIL_MOISTURE.format("PM", "_pm"))},
    "SPL3FTP_E": {
        "N09": ("/Freeze_Thaw_Retrieval_Data_Polar/freeze_thaw",),
        "M09": ("/Freeze_Thaw_Retrieval_Data_Global/freeze_thaw",),
    },
    "SPL3FTP": {
        "N36": ("/Freeze_Thaw_Retrieval_Data_Polar/freeze_thaw",),
        "M36": ("/Freeze_Thaw_Retrieval_Data_Global/freeze_thaw",),
    },
    "SPL4CMDL": {"M09": ("/GPP/gpp_mean",)},
}
_NAMES = {
    "SPL3SMP_E": re.compile(r"SMAP_L3_SM_P_E_|SPL3SMP_E", re.IGNORECASE),
    "SPL3SMP": re.compile(r"SMAP_L3_SM_P_|SPL3SMP", re.IGNORECASE),
    "SPL3FTP_E": re.compile(r"SMAP_L3_FT_P_E_|SPL3FTP_E", re.IGNORECASE),
    "SPL3FTP": re.compile(r"SMAP_L3_FT_P_|SPL3FTP", re.IGNORECASE),
    "SPL4CMDL": re.compile(r"SMAP_L4_C_mdl_|SPL4CMDL", re.IGNORECASE),
}
_DATE = re.compile(r"(?<!\d)20\d{6}(?!\d)")

NOT_RECOMMENDED, NOT_SUCCESSFUL = 1, 4  # bits of retrieval_qual_flag: set means no
_NO_FLAG = 65534  # its fill, which has the first bit clear: recommended, if taken for a flag
_KELVIN = (150.0, 350.0)  # surface temperatures there are; what lies beyond is a fill
_CELSIUS = 273.15


def ease2_grid(name: str) -> Grid:
    """Return a whole lattice of EASE-Grid 2.0: M36, M09, M03, M01 (global) or N36, N09, N03 (northern); raises KeyError."""
    crs, left, top, cell, rows, columns = _LATTICES[name]
    return Grid(crs, Affine(cell, 0.0, left, 0.0, -cell, top), rows, columns)


def recognise(path: str) -> Optional[Granule]:
    """Return the granule of a SMAP file, or None.

    Raises
    ------
    InputError
        The file is unreadable, lacks what makes it the product, has no date in its name or does not say where it lies.
    """
    name = os.path.basename(path)
    product = next((product for product, pattern in _NAMES.items() if pattern.search(name)), None)
    if product is None or not name.lower().endswith(EXTENSIONS):
        return None
    time = _date(path)
    with open_hdf5(path) as file:
        lattices = []
        for lattice, variables in _VARIABLES[product].items():
            held = next((variable for variable in variables if variable in file), None)
            if held is not None:
                _placed(file, held, ease2_grid(lattice))
                lattices.append(lattice)
        if not lattices:
            raise lacks_variable(path, next(iter(_VARIABLES[product].values()))[0])
    return Granule(product, path, time, {"lattices": tuple(lattices)})


def _date(path: str) -> datetime.datetime:
    """Return the day in a file's name."""
    for digits in _DATE.findall(os.path.basename(path)):
        try:
            return datetime.datetime.strptime(digits, "%Y%m%d")
        except ValueError:
            continue
    raise InputError(msg("The name of {path} holds no date.", path=path), msg("Give the file its original name back."))


def read_soil_moisture(granule: Granule, cells: Grid, recommended: bool = False) -> np.ndarray:
    """Return morning and evening soil moisture of the top 5 cm on a window of the lattice, m3 m-3, float32 (2, y, x); NaN where none.

    Parameters
    ----------
    granule : Granule
        Of SPL3SMP_E or SPL3SMP.
    cells : Grid
        A window of a lattice that the product comes on; it may reach past the edges.
    recommended : bool
        Take recommended retrievals only. Dense boreal canopy is hardly ever recommended, so that by default every
        successful retrieval counts.

    Raises
    ------
    InputError
        The file can't be read or has nothing on this lattice.
    """
    refused = NOT_RECOMMENDED if recommended else NOT_SUCCESSFUL
    return _mornings_and_evenings(granule, cells, "soil_moisture", VARIABLES["soil_moisture"].valid_range, refused)


def read_surface_temperature(granule: Granule, cells: Grid) -> np.ndarray:
    """Return morning and evening surface temperature on a window of the lattice, degC, float32 (2, y, x); NaN where none.

    It is the weather model's temperature that the soil moisture retrieval used, under any sky. Arguments and errors as for
    `read_soil_moisture`.
    """
    return _mornings_and_evenings(granule, cells, "surface_temperature", _KELVIN) - np.float32(_CELSIUS)


def _mornings_and_evenings(
    granule: Granule, cells: Grid, quantity: str, valid: tuple[float, float], refused: Optional[int] = None
) -> np.ndarray:
    """Return a soil moisture product's variable of both overpasses, in its unit, float32 (2, y, x)."""
    lattice, variables = _on_lattice_of(granule, cells)
    result = np.full((2, *cells.shape), np.nan, np.float32)
    with open_hdf5(granule.path) as file:
        held = [(layer, variable) for layer, variable in zip(result, variables) if variable in file]
        if not held:
            raise lacks_variable(granule.path, variables[0])
        for layer, variable in held:  # a subset may lack one overpass
            name = variable.replace("soil_moisture", quantity)
            values = _window(file, name, cells, lattice, valid)
            if refused is not None:
                flags = _window(file, variable.replace("soil_moisture", "retrieval_qual_flag"), cells, lattice, (0, _NO_FLAG - 1))
                with np.errstate(invalid="ignore"):
                    values[np.isnan(flags) | (flags.astype(np.int64) & refused != 0)] = np.nan
            layer[:] = values
    return result


def read_thaw(granule: Granule, cells: Grid) -> np.ndarray:
    """Return the morning and evening state of the landscape on a window of the lattice, float32 (2, y, x): 1 thawed, 0 frozen, NaN unknown.

    The files of SPL3FTP_E and SPL3FTP say it the other way round. Arguments and errors as for `read_soil_moisture`.
    """
    lattice, (variable,) = _on_lattice_of(granule, cells)
    with open_hdf5(granule.path) as file:
        frozen = _window(file, variable, cells, lattice, (0, 1))
    return np.where((frozen == 0) | (frozen == 1), 1 - frozen, np.float32(np.nan))


def read_gpp(granule: Granule, cells: Grid) -> dict[str, np.ndarray]:
    """Return daily GPP of SPL4CMDL on a window of the 9 km lattice, g C m-2 d-1, float32 (y, x); NaN where there is none.

    "mean" is that of the cell; "pft1" to "pft8" those of the 1 km cells of one plant functional type in it, where the file
    holds them. Arguments and errors as for `read_soil_moisture`.
    """
    lattice, (mean,) = _on_lattice_of(granule, cells)
    with open_hdf5(granule.path) as file:
        names = {"mean": mean, **{pft: mean.replace("gpp_mean", f"gpp_{pft}_mean") for pft in PFTS}}
        valid = VARIABLES["gpp"].valid_range
        return {key: _window(file, name, cells, lattice, valid) for key, name in names.items() if key == "mean" or name in file}


def _on_lattice_of(granule: Granule, cells: Grid) -> tuple[Grid, tuple[str, ...]]:
    """Return the lattice that `cells` is a window of, and the product's variables on it."""
    for name, variables in _VARIABLES[granule.product].items():
        lattice = ease2_grid(name)
        if cells.shares_lattice(lattice):
            return lattice, variables
    raise InputError(
        msg("{path} is not on the grid that was asked for.", path=granule.path),
        msg("Ask for a window of {names}.", names=", ".join(_VARIABLES[granule.product])),
    )


def _window(file: HDF5File, name: str, cells: Grid, lattice: Grid, valid: tuple[float, float]) -> np.ndarray:
    """Return a variable on `cells`, float32 (..., y, x), NaN outside the file and outside the `valid` range, which its fill never is in."""
    stored, lead = _placed(file, name, lattice)
    result = np.full((*lead, *cells.shape), np.nan, np.float32)
    common = common_cells(cells, stored)
    if common is not None:
        here, there = common
        values = file.values(name, (*(slice(0, size) for size in lead), *there))
        with np.errstate(invalid="ignore"):
            result[(..., *here)] = np.where((values >= valid[0]) & (values <= valid[1]), values, np.nan)
    return result


def _placed(file: HDF5File, name: str, lattice: Grid) -> tuple[Grid, tuple[int, ...]]:
    """Return the part of the lattice that a variable covers, and the sizes of its dimensions before rows and columns.

    A whole granule covers all. A subset says where it lies by projection coordinates or by its cells' row and column numbers.
    """
    *lead, height, width = file.shape(name)
    if (height, width) == lattice.shape:
        return lattice, tuple(lead)
    group, suffix = name.rpartition("/")[0], "_pm" if name.endswith("_pm") else ""
    corner = _corner_by_coordinates(file, (group, ""), (height, width), lattice)
    if corner is None:
        pairs = ((f"{group}/EASE_row_index{suffix}", f"{group}/EASE_column_index{suffix}"), ("/cell_row", "/cell_column"))
        corner = _corner_by_numbers(file, pairs, (height, width), lattice)
    if corner is None:
        raise InputError(
            msg("{path} holds {height} x {width} cells and does not say where they lie.", path=file.path, height=height, width=width),
            msg("Download the whole granule, or a subset that keeps its coordinates x and y."),
        )
    return lattice.subgrid(*corner, height, width), tuple(lead)


def _corner_by_coordinates(file: HDF5File, groups: tuple[str, ...], shape: tuple[int, int], lattice: Grid) -> Optional[tuple[int, int]]:
    """Return the row and column of a subset's first cell from its coordinates `x` and `y`, or None."""
    for group in groups:
        names = f"{group}/y", f"{group}/x"
        if not all(n in file for n in names) or tuple(file.shape(n)[0] for n in names) != shape:
            continue
        y, x = (file.read(n).astype(np.float64) for n in names)
        rows, columns = lattice.fractional_index(x[[0, -1]], y[[0, -1]])
        off = [index - np.rint(index) for index in (rows, columns)]
        spans = np.rint([np.ptp(rows) * np.sign(rows[-1] - rows[0]), columns[-1] - columns[0]])
        if np.abs(off).max() < 0.1 and (spans == [shape[0] - 1, shape[1] - 1]).all():
            return int(np.rint(rows[0])), int(np.rint(columns[0]))
    return None


def _corner_by_numbers(
    file: HDF5File, pairs: tuple[tuple[str, str], ...], shape: tuple[int, int], lattice: Grid
) -> Optional[tuple[int, int]]:
    """Return the row and column of a subset's first cell from the numbers of its cells in the lattice, or None."""
    for names in pairs:
        if not all(n in file and file.shape(n)[-2:] == shape for n in names):
            continue
        corner = []
        for name, axis, limit in zip(names, (0, 1), lattice.shape):
            numbers = file.read(name).astype(np.int64).reshape(-1, *shape)
            first = numbers - np.arange(shape[axis]).reshape((-1, 1) if axis == 0 else (1, -1))
            corner.append(np.unique(first[(numbers >= 0) & (numbers < limit)]))
        if all(len(values) == 1 for values in corner):
            return int(corner[0][0]), int(corner[1][0])
    return None
