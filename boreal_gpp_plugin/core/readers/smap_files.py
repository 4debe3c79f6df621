"""SMAP files: which product one is and of what time, on which lattices of EASE-Grid 2.0, and what it comes without.

References
----------
NSIDC user guides of SPL3SMP_E, SPL3FTP_E, SPL4SMGP, SPL4SMAU and SPL4CMDL: names, groups and variables.
"""

from __future__ import annotations

import datetime
import os
import re
from typing import Optional, Union

from ..grid import same_crs
from . import layers
from .ease2 import ease2_grid, placed
from .granule import Granule
from .hdf5 import EXTENSIONS, HDF5File, is_hdf5, open_hdf5
from .opening import lacks_variable, no_date
from .raster import EXTENSIONS as RASTERS
from .raster import header

PRODUCTS = ("SPL3SMP_E", "SPL3SMP", "SPL3FTP_E", "SPL3FTP", "SPL4SMGP", "SPL4SMAU", "SPL4CMDL")
PFTS = tuple(f"pft{n}" for n in range(1, 9))
"""Plant functional types of SPL4CMDL: evergreen and deciduous needleleaf and broadleaf (1-4), shrub, grass, cereal and broadleaf crops."""

PFT_MEANS = "gpp_pft1_mean ... gpp_pft8_mean"
TEMPERATURE = "surface_temperature"
_SOIL_MOISTURE = "/Soil_Moisture_Retrieval_Data_{}/soil_moisture{}"
VARIABLES = {
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
"""Where each product keeps the variables that make it one, by lattice."""
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
        for lattice, variables in VARIABLES[product].items():
            held = next((variable for variable in variables for variable in _spellings(variable) if variable in file), None)
            if held is not None:
                placed(file, held, ease2_grid(lattice))
                lattices.append(lattice)
        if not lattices:
            raise lacks_variable(path, next(iter(VARIABLES[product].values()))[0])
        return Granule(product, path, time, {"lattices": tuple(lattices), "lacking": _not_held(file, product, lattices[0])})


def _not_held(file: HDF5File, product: str, lattice: str) -> tuple[str, ...]:
    """Return what a file may come without, of soil moisture of level 3 and of carbon, and does."""
    variables = VARIABLES[product][lattice]
    if product == "SPL4CMDL":
        means = (variables[0].replace("gpp_mean", f"gpp_{pft}_mean") for pft in PFTS)
        return () if all(mean in file for mean in means) else (PFT_MEANS,)
    if product not in ("SPL3SMP_E", "SPL3SMP"):
        return ()
    groups = file.groups("")
    lost = [group for group in (variable.split("/")[1] for variable in variables) if group not in groups]
    temperatures = (variable.replace("soil_moisture", TEMPERATURE) for variable in variables if variable in file)
    return (*lost, *(() if all(name in file for name in temperatures) else (TEMPERATURE,)))


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
    for variables in VARIABLES[product].values():
        for layer, variable in enumerate(variables):
            if re.search(re.escape(variable.strip("/").replace("/", "_")) + r"(?![a-z])(?!_(?!doy|pm|\d))", stem, re.IGNORECASE):
                head = header(path)
                ours = [lattice for lattice in VARIABLES[product] if same_crs(ease2_grid(lattice).crs, head.grid.crs)]
                flags = path.replace("soil_moisture", "retrieval_qual_flag")
                detail = {
                    "lattices": (*ours, *(lattice for lattice in VARIABLES[product] if lattice not in ours)),
                    "layer": layer,
                    "bands": {"value": path, **({"flags": flags} if flags != path and os.path.exists(flags) else {})},
                }
                return Granule(product, path, _date(path), detail)
    return None


def _recognise_stack(path: str, product: str) -> tuple[Granule, ...]:
    """Return the granules of a netCDF in which a subsetter stacked the variables that make a product, one for each of its times."""
    stacked = []
    for variables in VARIABLES[product].values():
        for layer, variable in enumerate(variables):
            name = variable.strip("/").replace("/", "_")
            flags = name.replace("soil_moisture", "retrieval_qual_flag")
            detail = {"lattices": tuple(VARIABLES[product]), "layer": layer}
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
