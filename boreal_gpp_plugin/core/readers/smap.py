"""SMAP level 3 soil moisture and freeze/thaw, level 4 soil moisture and carbon: windows of EASE-Grid 2.0.

References
----------
NSIDC user guides of SPL3SMP_E, SPL3FTP_E, SPL4SMGP, SPL4SMAU and SPL4CMDL: groups, variables, flags and units.
"""

from __future__ import annotations

import datetime
import os
import re
from typing import Optional, Union

import numpy as np

from ..errors import InputError
from ..grid import Grid, same_crs
from ..language import msg
from . import layers, tally
from .ease2 import ease2_grid, placed
from .granule import Granule
from .hdf5 import EXTENSIONS, HDF5File, is_hdf5, open_hdf5
from .opening import lacks_variable, no_date
from .raster import EXTENSIONS as RASTERS
from .raster import common_cells, header

PRODUCTS = ("SPL3SMP_E", "SPL3SMP", "SPL3FTP_E", "SPL3FTP", "SPL4SMGP", "SPL4SMAU", "SPL4CMDL")
PFTS = tuple(f"pft{n}" for n in range(1, 9))
"""Plant functional types of SPL4CMDL: evergreen and deciduous needleleaf and broadleaf (1-4), shrub, grass, cereal and broadleaf crops."""

PFT_MEANS = "gpp_pft1_mean ... gpp_pft8_mean"
TEMPERATURE = "surface_temperature"
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
    "SPL4SMGP": {"M09": tuple(f"/Geophysical_Data/{name}" for name in ("sm_surface", "sm_rootzone", "surface_temp"))},
    "SPL4SMAU": {"M09": tuple(f"/Analysis_Data/{name}_analysis" for name in ("sm_surface", "sm_rootzone", "surface_temp"))},
    "SPL4CMDL": {"M09": ("/GPP/gpp_mean",)},
}
_LEVEL_4 = ("SPL4SMGP", "SPL4SMAU")
_NAMES = {
    "SPL3SMP_E": re.compile(r"SMAP_L3_SM_P_E_|SPL3SMP_E", re.IGNORECASE),
    "SPL3SMP": re.compile(r"SMAP_L3_SM_P_|SPL3SMP", re.IGNORECASE),
    "SPL3FTP_E": re.compile(r"SMAP_L3_FT_P_E_|SPL3FTP_E", re.IGNORECASE),
    "SPL3FTP": re.compile(r"SMAP_L3_FT_P_|SPL3FTP", re.IGNORECASE),
    "SPL4SMGP": re.compile(r"SMAP_L4_SM_gph_|SPL4SMGP", re.IGNORECASE),
    "SPL4SMAU": re.compile(r"SMAP_L4_SM_aup_|SPL4SMAU", re.IGNORECASE),
    "SPL4CMDL": re.compile(r"SMAP_L4_C_mdl_|SPL4CMDL", re.IGNORECASE),
}
# Where files note their own name: level 3 apart, level 4 and OPeNDAP at the root.
_NOTES = "/Metadata/DatasetIdentification", ""
_GRANULE = re.compile(r"SMAP_L[34]_(?:SM_P|FT_P|SM_gph|SM_aup|C_mdl)(?:_E)?_\d{8}\w*", re.IGNORECASE)
# 20210630, 20210630T013000 of 3-hourly files, doy2021181 of AppEEARS, which may carry the time of day, too.
_DATE = re.compile(r"(?<!\d)(?P<day>20\d{6})(?:T(?P<time>\d{6}))?(?!\d)|doy(?P<year_day>20\d{5})(?:\d{6})?(?!\d)")

NOT_RECOMMENDED, NOT_SUCCESSFUL = 1, 4  # bits of retrieval_qual_flag: set means no
_NO_FLAG = 65534  # its fill, which has the first bit clear: recommended, if taken for a flag
_FILLS = (-9999, 254, 255, 65534)  # of measures and of flags, in files of subsetters that do not declare them
_KELVIN = (150.0, 350.0, "K")  # surface temperatures there are
_MOISTURE, _GPP = map(tally.range_of, ("soil_moisture", "gpp"))
_STATES = (0.0, 1.0, "1")
_FLAGS = (0.0, _NO_FLAG - 1.0, "1")
_CELSIUS = 273.15
_FORCING = {  # of SPL4SMGP, with the values there are
    "radiation_shortwave_downward_flux": (0.0, 1500.0, "W m-2"),
    "temp_lowatmmodlay": _KELVIN,
    "specific_humidity_lowatmmodlay": (0.0, 0.1, "1"),
    "surface_pressure": (3e4, 1.2e5, "Pa"),
}


def recognise(path: str) -> Union[Granule, tuple[Granule, ...], None]:
    """Return the granule of a SMAP file, those of a stack of many, or None.

    Raises
    ------
    InputError
        The file is unreadable, lacks what makes it the product, has no date in its name or does not say where it lies.
    """
    name = os.path.basename(path)
    product = _product(name)
    if product and name.lower().endswith(RASTERS):
        return _recognise_raster(path, product)
    if product and layers.is_stack(path):
        return _recognise_stack(path, product)
    if not name.lower().endswith(EXTENSIONS) or not (product or is_hdf5(path)):
        return None
    with open_hdf5(path) as file:
        if product is None or _time(name) is None:
            name = _original_name(file)
            product = product or _product(name)
        if product is None:
            return None
        time = _time(name)
        if time is None:
            raise no_date(path)
        lattices = []
        for lattice, variables in _VARIABLES[product].items():
            held = next((variable for variable in variables for variable in _spellings(variable) if variable in file), None)
            if held is not None:
                placed(file, held, ease2_grid(lattice))
                lattices.append(lattice)
        if not lattices:
            raise lacks_variable(path, next(iter(_VARIABLES[product].values()))[0])
        return Granule(product, path, time, {"lattices": tuple(lattices), "lacking": _not_held(file, product, lattices[0])})


def _not_held(file: HDF5File, product: str, lattice: str) -> tuple[str, ...]:
    """Return what a file may come without, of soil moisture of level 3 and of carbon, and does."""
    variables = _VARIABLES[product][lattice]
    if product == "SPL4CMDL":
        means = (variables[0].replace("gpp_mean", f"gpp_{pft}_mean") for pft in PFTS)
        return () if all(mean in file for mean in means) else (PFT_MEANS,)
    if product not in ("SPL3SMP_E", "SPL3SMP"):
        return ()
    groups = file.groups("")
    lost = [group for group in (variable.split("/")[1] for variable in variables) if group not in groups]
    temperatures = (variable.replace("soil_moisture", TEMPERATURE) for variable in variables if variable in file)
    return (*lost, *(() if any(name in file for name in temperatures) else (TEMPERATURE,)))


def _product(name: str) -> Optional[str]:
    """Return the product that a file's name says, or None."""
    return next((product for product, pattern in _NAMES.items() if pattern.search(name)), None)


def _original_name(file: HDF5File) -> str:
    """Return the name that a renamed file had, as its producer or its subsetter noted it inside; empty where none did."""
    texts = (text for group in _NOTES for text in file.texts(group).values())
    return next((match[0] for match in map(_GRANULE.search, texts) if match), "")


def _recognise_raster(path: str, product: str) -> Optional[Granule]:
    """Return the granule of a GeoTIFF that a subsetter made of the variable that makes a product, or None for other variables.

    Its name ends in group and variable: `..._Soil_Moisture_Retrieval_Data_AM_soil_moisture...`. The quality flags are those of the
    file of the same name with `retrieval_qual_flag`, where there is one.
    """
    stem = os.path.splitext(os.path.basename(path))[0]
    for variables in _VARIABLES[product].values():
        for layer, variable in enumerate(variables):
            if re.search(re.escape(variable.strip("/").replace("/", "_")) + r"(?![a-z])(?!_(?!doy|pm|\d))", stem, re.IGNORECASE):
                head = header(path)
                ours = [lattice for lattice in _VARIABLES[product] if same_crs(ease2_grid(lattice).crs, head.grid.crs)]
                flags = path.replace("soil_moisture", "retrieval_qual_flag")
                detail = {
                    "lattices": (*ours, *(lattice for lattice in _VARIABLES[product] if lattice not in ours)),
                    "layer": layer,
                    "bands": {"value": path, **({"flags": flags} if flags != path and os.path.exists(flags) else {})},
                }
                return Granule(product, path, _date(path), detail)
    return None


def _recognise_stack(path: str, product: str) -> tuple[Granule, ...]:
    """Return the granules of a netCDF in which a subsetter stacked the variables that make a product, one for each of its times."""
    stacked = []
    for variables in _VARIABLES[product].values():
        for layer, variable in enumerate(variables):
            name = variable.strip("/").replace("/", "_")
            flags = name.replace("soil_moisture", "retrieval_qual_flag")
            detail = {"lattices": tuple(_VARIABLES[product]), "layer": layer}
            stacked.append(layers.Layer(name, flags if flags != name else None, detail))
    return layers.granules(path, product, stacked)


def _spellings(variable: str) -> tuple[str, ...]:
    """Return the names that a variable has: its own, and the one of its first layer where a subsetter wrote each as a variable."""
    return variable, f"{variable}.Bands_01"


def _date(path: str) -> datetime.datetime:
    """Return the day, and for 3-hourly files the time, in a file's name; raises InputError where it holds none."""
    time = _time(os.path.basename(path))
    if time is None:
        raise no_date(path)
    return time


def _time(name: str) -> Optional[datetime.datetime]:
    """Return the day, and for 3-hourly files the time, in a name, or None."""
    for match in _DATE.finditer(name):
        day, time, year_day = match["day"], match["time"], match["year_day"]
        try:
            if year_day:
                return datetime.datetime.strptime(year_day, "%Y%j")
            return datetime.datetime.strptime(day + (time or "000000"), "%Y%m%d%H%M%S")
        except ValueError:
            continue
    return None


def lacking(granule: Granule) -> tuple[str, ...]:
    """Return what a granule of soil moisture of level 3 or of carbon comes without: an overpass, temperature, flags, means by type."""
    if "bands" not in granule.detail:
        return tuple(granule.detail["lacking"])
    if granule.product == "SPL4CMDL":
        return (PFT_MEANS,)
    return (TEMPERATURE, *(() if "flags" in granule.detail["bands"] else ("retrieval_qual_flag",)))


def read_soil_moisture(granule: Granule, cells: Grid, retrievals: str = "successful", overpasses: str = "both") -> np.ndarray:
    """Return morning and evening soil moisture of the top 5 cm on a window of the lattice, m3 m-3, float32 (2, y, x); NaN where none.

    Parameters
    ----------
    granule : Granule
        Of SPL3SMP_E, SPL3SMP, or of the 3-hourly SPL4SMGP or SPL4SMAU, whose cells hold a value where it is about 6 or 18 h.
    cells : Grid
        A window of a lattice that the product comes on; it may reach past the edges.
    retrievals : str
        "successful", or only "recommended" ones. Dense boreal canopy is hardly ever recommended, so that by default every
        successful retrieval counts.
    overpasses : str
        "both", "morning" or "evening": the other layer is left empty.

    Raises
    ------
    InputError
        The file can't be read or has nothing on this lattice.
    """
    refused = {"successful": NOT_SUCCESSFUL, "recommended": NOT_RECOMMENDED}[retrievals]
    if granule.product in _LEVEL_4:
        values = _at_overpass_times(granule, cells, 0, _MOISTURE)
    elif "bands" in granule.detail:
        values = _raster_layers(granule, cells, _MOISTURE, refused)
    else:
        values = _mornings_and_evenings(granule, cells, "soil_moisture", _MOISTURE, refused)
    values[{"both": [], "morning": [1], "evening": [0]}[overpasses]] = np.nan
    return values


def read_surface_temperature(granule: Granule, cells: Grid) -> np.ndarray:
    """Return morning and evening surface temperature on a window of the lattice, degC, float32 (2, y, x); NaN where none.

    It is the weather model's temperature that the soil moisture retrieval used, under any sky. A subset may lack it: then all is
    NaN. Arguments and errors as for `read_soil_moisture`.
    """
    if granule.product in _LEVEL_4:
        return _at_overpass_times(granule, cells, 2, _KELVIN) - np.float32(_CELSIUS)
    if "bands" in granule.detail:
        return np.full((2, *cells.shape), np.nan, np.float32)
    return _mornings_and_evenings(granule, cells, TEMPERATURE, _KELVIN) - np.float32(_CELSIUS)


def _mornings_and_evenings(granule: Granule, cells: Grid, quantity: str, valid: tally.Range, refused: Optional[int] = None) -> np.ndarray:
    """Return a soil moisture product's variable of both overpasses, in its unit, float32 (2, y, x)."""
    lattice, variables = _on_lattice_of(granule, cells)
    result = np.full((2, *cells.shape), np.nan, np.float32)
    with open_hdf5(granule.path) as file:
        held = [(layer, variable) for layer, variable in zip(result, variables) if variable in file]
        # A subset leaves out the whole group of an overpass; a group without its main variable is what damage to its header leaves.
        lost = [v for v in variables if v not in file and v.split("/")[1] in file.groups("")]
        if not held or lost:
            raise lacks_variable(granule.path, (*lost, variables[0])[0])
        for layer, variable in held:  # a subset may lack one overpass
            name = variable.replace("soil_moisture", quantity)
            if refused is None and name not in file:
                continue
            values = _window(file, name, cells, lattice, valid)
            if refused is not None:
                flags = _window(file, variable.replace("soil_moisture", "retrieval_qual_flag"), cells, lattice, _FLAGS)
                with np.errstate(invalid="ignore"):
                    values[np.isnan(flags) | (flags.astype(np.int64) & refused != 0)] = np.nan
            layer[:] = values
    return result


def read_root_zone(granule: Granule, cells: Grid) -> np.ndarray:
    """Return soil moisture of the top metre of SPL4SMGP or SPL4SMAU, m3 m-3, float32 (y, x); NaN where there is none.

    Arguments and errors as for `read_soil_moisture`.
    """
    return _level_4(granule, cells, 1, _MOISTURE)


def read_level_4(granule: Granule, cells: Grid) -> np.ndarray:
    """Return surface soil moisture of SPL4SMGP or SPL4SMAU at the file's own time, m3 m-3, float32 (y, x); as `read_root_zone`."""
    return _level_4(granule, cells, 0, _MOISTURE)


def read_forcing(granule: Granule, cells: Grid) -> np.ndarray:
    """Return the weather that drove SPL4SMGP on a window of the lattice at the file's own time, float32 (4, y, x); NaN where none.

    Incoming shortwave radiation (W m-2), air temperature (K), specific humidity (1) and surface pressure (Pa). A subset may lack
    them. Arguments and errors as for `read_soil_moisture`.
    """
    lattice, _ = _on_lattice_of(granule, cells)
    result = np.full((len(_FORCING), *cells.shape), np.nan, np.float32)
    if "bands" not in granule.detail:
        with open_hdf5(granule.path) as file:
            for layer, (name, valid) in zip(result, _FORCING.items()):
                if f"/Geophysical_Data/{name}" in file:
                    layer[:] = _window(file, f"/Geophysical_Data/{name}", cells, lattice, valid)
    return result


def _level_4(granule: Granule, cells: Grid, index: int, valid: tally.Range) -> np.ndarray:
    """Return a variable of a level 4 soil moisture file, by its place in `_VARIABLES`, float32 (y, x)."""
    lattice, variables = _on_lattice_of(granule, cells)
    if "bands" in granule.detail:
        return _raster(granule, cells, valid) if granule.detail["layer"] == index else np.full(cells.shape, np.nan, np.float32)
    with open_hdf5(granule.path) as file:
        if index and variables[index] not in file:  # a subset may have left it out
            return np.full(cells.shape, np.nan, np.float32)
        return _window(file, variables[index], cells, lattice, valid)


def _at_overpass_times(granule: Granule, cells: Grid, index: int, valid: tally.Range) -> np.ndarray:
    """Return a variable of a 3-hourly file as SMAP's overpasses would see it, float32 (2, y, x).

    The first layer has values where local solar time is within 1.5 h of 6, the second where it is of 18: of a day's eight files
    each cell takes one for the morning and one for the evening.
    """
    hour = (granule.time.hour + granule.time.minute / 60 + cells.lonlat()[0] / 15) % 24
    near = np.stack([np.abs(hour - overpass) <= 1.5 for overpass in (6, 18)])
    if not near.any():
        return np.full((2, *cells.shape), np.nan, np.float32)
    return np.where(near, _level_4(granule, cells, index, valid), np.float32(np.nan))


def _raster(granule: Granule, cells: Grid, valid: tally.Range) -> np.ndarray:
    """Return the values of a GeoTIFF on `cells` by the nearest pixel, float32 (y, x), NaN outside the `valid` range."""
    values = layers.read(granule, "value", cells)
    return np.where(tally.within(values, valid, _is_known(values)), values, np.float32(np.nan))


def _is_known(values: np.ndarray) -> np.ndarray:
    """Return which numbers are values, and no fill that the file does not declare."""
    return np.isfinite(values) & ~np.isin(values, _FILLS)


def _raster_layers(granule: Granule, cells: Grid, valid: tally.Range, refused: int) -> np.ndarray:
    """Return a GeoTIFF of one overpass as layers of both, float32 (2, y, x), flagged cells left out where there is a file of flags."""
    result = np.full((2, *cells.shape), np.nan, np.float32)
    values = _raster(granule, cells, valid)
    if "flags" in granule.detail["bands"]:
        flags = np.nan_to_num(layers.read(granule, "flags", cells), nan=_NO_FLAG).astype(np.int64)
        values[(flags < 0) | (flags >= _NO_FLAG) | (flags & refused != 0)] = np.nan
    result[granule.detail["layer"]] = values
    return result


def read_thaw(granule: Granule, cells: Grid) -> np.ndarray:
    """Return the morning and evening state of the landscape on a window of the lattice, float32 (2, y, x): 1 thawed, 0 frozen, NaN unknown.

    The files of SPL3FTP_E and SPL3FTP say it the other way round. Arguments and errors as for `read_soil_moisture`.
    """
    lattice, (variable,) = _on_lattice_of(granule, cells)
    if "bands" in granule.detail:
        frozen = np.stack([_raster(granule, cells, _STATES), np.full(cells.shape, np.nan, np.float32)])
    else:
        with open_hdf5(granule.path) as file:
            apart = [name for name in (f"{variable}.Bands_0{n}" for n in (1, 2)) if name in file]
            if variable in file or not apart:
                frozen = _window(file, variable, cells, lattice, _STATES)
            else:
                frozen = np.stack([_window(file, name, cells, lattice, _STATES) for name in apart])
    return np.where((frozen == 0) | (frozen == 1), 1 - frozen, np.float32(np.nan))


def read_gpp(granule: Granule, cells: Grid) -> dict[str, np.ndarray]:
    """Return daily GPP of SPL4CMDL on a window of the 9 km lattice, g C m-2 d-1, float32 (y, x); NaN where there is none.

    "mean" is that of the cell; "pft1" to "pft8" those of the 1 km cells of one plant functional type in it, where the file
    holds them. Arguments and errors as for `read_soil_moisture`.
    """
    lattice, (mean,) = _on_lattice_of(granule, cells)
    if "bands" in granule.detail:
        return {"mean": _raster(granule, cells, _GPP)}
    with open_hdf5(granule.path) as file:
        names = {"mean": mean, **{pft: mean.replace("gpp_mean", f"gpp_{pft}_mean") for pft in PFTS}}
        return {key: _window(file, name, cells, lattice, _GPP) for key, name in names.items() if key == "mean" or name in file}


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


def _window(file: HDF5File, name: str, cells: Grid, lattice: Grid, valid: tally.Range) -> np.ndarray:
    """Return a variable on `cells`, float32 (..., y, x), NaN outside the file and outside the `valid` range, which its fill never is in."""
    stored, lead = placed(file, name, lattice)
    result = np.full((*lead, *cells.shape), np.nan, np.float32)
    common = common_cells(cells, stored)
    if common is not None:
        here, there = common
        values = file.values(name, (*(slice(0, size) for size in lead), *there))
        result[(..., *here)] = np.where(tally.within(values, valid, _is_known(values)), values, np.nan)
    return result
