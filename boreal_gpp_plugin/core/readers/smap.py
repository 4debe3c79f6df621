"""SMAP values: soil moisture, temperature, thaw, carbon and weather on windows of EASE-Grid 2.0.

References
----------
NSIDC user guides of SPL3SMP_E, SPL3FTP_E, SPL4SMGP, SPL4SMAU and SPL4CMDL: groups, variables, flags and units.
"""

from __future__ import annotations

from typing import Optional

import numpy as np

from ..errors import InputError
from ..grid import Grid
from ..language import msg
from . import layers, tally
from .ease2 import ease2_grid, placed
from .granule import Granule
from .hdf5 import HDF5File, open_hdf5
from .opening import lacks_variable
from .raster import common_cells
from .smap_files import PFTS, TEMPERATURE, VARIABLES

_LEVEL_4 = ("SPL4SMGP", "SPL4SMAU")
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
    """Return a variable of a level 4 soil moisture file, by its place in `VARIABLES`, float32 (y, x)."""
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
    for name, variables in VARIABLES[granule.product].items():
        lattice = ease2_grid(name)
        if cells.shares_lattice(lattice):
            return lattice, variables
    raise InputError(
        msg("{path} is not on the grid that was asked for.", path=granule.path),
        msg("Ask for a window of {names}.", names=", ".join(VARIABLES[granule.product])),
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
