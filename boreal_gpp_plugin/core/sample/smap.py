"""SMAP granules of the training site: enhanced soil moisture, enhanced freeze/thaw and level-4 carbon, on the full EASE-Grid 2.0."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Optional

import numpy as np

from ..grid import Grid
from ..readers.smap import ease2_grid
from .hdf5 import Attribute, Attributes, Variable, write

# A SMAP array's type says what stands for missing.
FILL = {np.dtype(np.float32): -9999.0, np.dtype(np.uint16): 65534, np.dtype(np.uint8): 254}
PFT_NUMBERS = range(1, 9)  # ENF, EBF, DNF, DBF, shrub, grass, cereal crop, broadleaf crop
POLAR_SOUTH_EDGE = 45.0  # degrees north: the freeze/thaw product's polar group holds nothing south of it

_M09, _N09 = ease2_grid("M09"), ease2_grid("N09")
_AXES = {_M09: ("row", "column"), _N09: ("polar_row", "polar_column")}
_CHUNK = 64  # cells; a site fills one to four chunks of the whole grid, the others are never stored


def write_soil_moisture(
    folder: Path,
    date: datetime.date,
    cells: Grid,
    soil_moisture: np.ndarray,
    surface_temperature_k: np.ndarray,
    recommended: np.ndarray,
) -> Path:
    """Write one day of SPL3SMP_E and return the file's path.

    Parameters
    ----------
    folder : Path
        Where the file goes; exists.
    date : date
        UTC day.
    cells : Grid
        Window of the 9 km global EASE-Grid 2.0.
    soil_moisture : ndarray (2, y, x)
        m3 m-3, AM and PM, NaN where nothing was retrieved; stored within the product's 0.02 to 0.5.
    surface_temperature_k : ndarray (2, y, x)
        K, NaN where the satellite did not pass.
    recommended : ndarray of bool (2, y, x)
        Whether the retrieval is of recommended quality.
    """
    variables = {}
    for half, (overpass, suffix) in enumerate((("AM", ""), ("PM", "_pm"))):
        group = f"Soil_Moisture_Retrieval_Data_{overpass}/"
        moisture, temperature = np.asarray(soil_moisture[half]), np.asarray(surface_temperature_k[half])
        observed = np.isfinite(moisture) | np.isfinite(temperature)
        located = {"coordinates": f"/{group}latitude{suffix} /{group}longitude{suffix}"}
        arrays = {
            **_coordinates(cells, _M09, observed),
            "soil_moisture": _array(
                cells,
                _M09,
                np.clip(moisture, 0.02, 0.5).astype(np.float32),
                long_name="soil moisture of the top 5 cm",
                units="cm**3/cm**3",
                valid_min=np.float32(0.02),
                valid_max=np.float32(0.5),
                **located,
            ),
            "surface_temperature": _array(
                cells,
                _M09,
                temperature.astype(np.float32),
                long_name="temperature of soil and canopy",
                units="Kelvins",
                valid_min=np.float32(0.0),
                valid_max=np.float32(350.0),
                **located,
            ),
            "retrieval_qual_flag": _array(
                cells,
                _M09,
                # Recommended retrievals occur as 0 and as 8: the afternoon half takes the second form, so that a sample holds both.
                _retrieval_flag(np.isfinite(moisture), recommended[half], freeze_thaw_retrieved=half == 0),
                ~observed,
                long_name="quality of the retrieval, a bit is 0 where the answer is yes",
                flag_masks="1s, 2s, 4s, 8s",
                flag_meanings="Retrieval_recommended Retrieval_attempted Retrieval_success FT_retrieval_success",
                **located,
            ),
        }
        variables.update({f"{group}{name}{suffix}": array for name, array in arrays.items()})
    return _write(folder, f"SMAP_L3_SM_P_E_{date:%Y%m%d}_R19240_001.h5", "SPL3SMP_E", "006", date, variables)


def write_freeze_thaw(folder: Path, date: datetime.date, cells: Grid, frozen: np.ndarray) -> Path:
    """Write one day of SPL3FTP_E, on the global and on the polar grid, and return the file's path.

    Parameters
    ----------
    folder : Path
        Where the file goes; exists.
    date : date
        UTC day.
    cells : Grid
        Window of the 9 km global EASE-Grid 2.0; the polar group takes the value of the nearest of these cells.
    frozen : ndarray (2, y, x)
        AM and PM: 1 frozen, 0 thawed, NaN where the satellite did not pass.
    """
    frozen = np.asarray(frozen, np.float32)
    polar_cells, nearest = _polar_window(cells)
    polar_frozen = np.where(nearest >= 0, frozen.reshape(2, -1)[:, nearest], np.nan)
    variables = {}
    for part, lattice, window, values in (("Global", _M09, cells, frozen), ("Polar", _N09, polar_cells, polar_frozen)):
        group = f"Freeze_Thaw_Retrieval_Data_{part}/"
        missing = np.isnan(values)
        located = {"coordinates": f"/{group}latitude /{group}longitude"}
        arrays = {
            **_coordinates(window, lattice, ~missing),
            "freeze_thaw": _array(
                window,
                lattice,
                (values >= 0.5).astype(np.uint8),
                missing,
                long_name="state of the landscape, 0 thawed, 1 frozen",
                valid_min=np.uint8(0),
                valid_max=np.uint8(1),
                **located,
            ),
            "retrieval_qual_flag": _array(
                window,
                lattice,
                np.zeros(values.shape, np.uint16),
                missing,
                long_name="quality of the retrieval",
                flag_masks="1s, 2s, 4s, 8s, 16s",
                flag_meanings="FT_Retrieval_attempted_flag High_water_fraction_flag Permanent_ice_flag "
                "Low_SCV_correlation_flag FT_mitigation_flag",
                **located,
            ),
        }
        variables.update({f"{group}{name}": array for name, array in arrays.items()})
    return _write(folder, f"SMAP_L3_FT_P_E_{date:%Y%m%d}_R19240_001.h5", "SPL3FTP_E", "004", date, variables)


def write_carbon(folder: Path, date: datetime.date, cells: Grid, gpp_mean: np.ndarray, gpp_pft: Mapping[int, np.ndarray]) -> Path:
    """Write one day of SPL4CMDL and return the file's path.

    Parameters
    ----------
    folder : Path
        Where the file goes; exists.
    date : date
        UTC day.
    cells : Grid
        Window of the 9 km global EASE-Grid 2.0.
    gpp_mean : ndarray (y, x)
        g C m-2 d-1, mean of the cell, NaN where missing.
    gpp_pft : mapping of int to ndarray (y, x)
        g C m-2 d-1, mean of the part of the cell under each plant functional type (1 to 8), NaN where the cell has none of it.
    """
    by_type = {number: np.asarray(gpp_pft.get(number, np.full(cells.shape, np.nan)), np.float32) for number in PFT_NUMBERS}
    # Bits 0 to 3 are clear where values are in range; bits 4 to 7 hold a plant functional type of the cell.
    present = np.select([np.isfinite(values) for values in by_type.values()], list(by_type))
    variables = {
        **{f"GEO/{name}": array for name, array in _coordinates(cells, _M09, np.ones(cells.shape, bool)).items()},
        "GPP/gpp_mean": _gpp(cells, gpp_mean, "mean of the cell"),
        **{f"GPP/gpp_pft{n}_mean": _gpp(cells, values, f"mean of plant functional type {n}") for n, values in by_type.items()},
        "QA/carbon_model_bitflag": _array(
            cells, _M09, (present << 4).astype(np.uint16), np.isnan(gpp_mean), long_name="quality bits of the carbon model"
        ),
    }
    return _write(folder, f"SMAP_L4_C_mdl_{date:%Y%m%d}T000000_Vv7042_001.h5", "SPL4CMDL", "007", date, variables)


def _retrieval_flag(retrieved: np.ndarray, recommended: np.ndarray, freeze_thaw_retrieved: bool) -> np.ndarray:
    """Return the bits of `retrieval_qual_flag`, uint16 (y, x), inverted as in the product: 0 is yes."""
    flag = np.where(retrieved, np.where(recommended, 0, 1), 1 | 2 | 4)
    return (flag if freeze_thaw_retrieved else flag | 8).astype(np.uint16)


def _gpp(cells: Grid, values: np.ndarray, of: str) -> Variable:
    """Return an array of GPP in g C m-2 d-1."""
    return _array(cells, _M09, np.asarray(values, np.float32), long_name=f"gross primary productivity, {of}", units="g C m-2 day-1")


def _coordinates(cells: Grid, lattice: Grid, observed: np.ndarray) -> dict[str, Variable]:
    """Return the arrays `latitude` and `longitude` of the cell centres, missing where nothing was observed, shaped like `observed`."""
    names, directions = ("latitude", "longitude"), ("north", "east")
    return {
        name: _array(
            cells,
            lattice,
            np.broadcast_to(values, observed.shape),
            ~observed,
            long_name=f"{name} of the cell's centre",
            units=f"degrees_{direction}",
        )
        for name, values, direction in zip(names, _latlon(cells), directions)
    }


def _array(cells: Grid, lattice: Grid, values: np.ndarray, missing: Optional[np.ndarray] = None, **attributes: Attribute) -> Variable:
    """Return `values`, (y, x) or (2, y, x) on the window `cells`, as a block of a chunked array of the whole `lattice`.

    What stands for missing follows from the type; without `missing` it is where floats are NaN.
    """
    fill = FILL[values.dtype]
    stored = np.where(np.isnan(values) if missing is None else missing, values.dtype.type(fill), values)
    halves = values.ndim - 2
    return Variable(
        dimensions=("am_pm",) * halves + _AXES[lattice],
        values=stored,
        fill=fill,
        attributes=attributes,
        origin=(0,) * halves + _origin(cells, lattice),
        chunk=(2,) * halves + (_CHUNK, _CHUNK),
    )


@lru_cache(maxsize=16)
def _latlon(cells: Grid) -> tuple[np.ndarray, np.ndarray]:
    """Return latitude and longitude of the cell centres in degrees, each float32 (y, x)."""
    longitude, latitude = cells.lonlat()
    return latitude.astype(np.float32), longitude.astype(np.float32)


@lru_cache(maxsize=16)
def _origin(cells: Grid, lattice: Grid) -> tuple[int, int]:
    """Return row and column of `lattice` at which its window `cells` begins."""
    if not cells.shares_lattice(lattice):
        raise ValueError("The cells are not a window of the EASE-Grid 2.0 that they are written to.")
    row, column = lattice.fractional_index(cells.x[0], cells.y[0])
    return round(float(row)), round(float(column))


@lru_cache(maxsize=16)
def _polar_window(cells: Grid) -> tuple[Grid, np.ndarray]:
    """Return the polar grid's window over `cells`, and the flat index of the cell nearest to each of its centres, -1 for none: (y, x)."""
    window = _N09.covering(cells)
    nearest = cells.cell_of(window)
    return window, np.where(_latlon(window)[0] >= POLAR_SOUTH_EDGE, nearest, -1)


def _write(folder: Path, name: str, product: str, version: str, date: datetime.date, variables: Mapping[str, Variable]) -> Path:
    """Write the arrays and the metadata groups of one granule and return its path."""
    sizes = {"am_pm": 2, **{axis: size for lattice, axes in _AXES.items() for axis, size in zip(axes, lattice.shape)}}
    metadata: dict[str, Attributes] = {
        "Metadata/DatasetIdentification": {
            "shortName": product,
            "fileName": name,
            "VersionID": version,
            "creationDate": f"{date:%Y-%m-%d}",
            "abstract": "Synthetic sample written by Boreal GPP in the format of this product.",
        },
        "Metadata/Extent": {
            "rangeBeginningDateTime": f"{date:%Y-%m-%d}T00:00:00.000Z",
            "rangeEndingDateTime": f"{date:%Y-%m-%d}T23:59:59.999Z",
        },
    }
    return write(folder / name, sizes, variables, metadata)
