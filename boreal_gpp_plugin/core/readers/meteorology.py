"""Daily meteorology for the conventional models: ERA5-Land and Daymet, each on its own grid.

References
----------
Munoz-Sabater et al. (2021), Earth Syst. Sci. Data 13, 4349-4383, doi:10.5194/essd-13-4349-2021: ERA5-Land.
Thornton et al. (2022), Daymet v4 R1, doi:10.3334/ORNLDAAC/2129: units, and radiation as the mean of the daylight hours.
Allen et al. (1998), FAO Irrigation and Drainage Paper 56, eq. 11: saturation vapour pressure over water.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Optional

import numpy as np
from affine import Affine

from ..errors import InputError
from ..grid import Grid, parse_crs
from ..language import msg
from ..progress import Progress
from . import cf
from .granule import Granule
from .opening import lacks_variable, open_gdal, quiet_gdal

PRODUCTS = ("ERA5_LAND", "DAYMET")

_ERA5 = re.compile(r"era5", re.IGNORECASE)
_DAYMET = re.compile(r"daymet", re.IGNORECASE)
_ERA5_VARIABLES = ("t2m", "d2m", "ssrd")
_DAYMET_VARIABLES = ("tmax", "tmin", "srad", "dayl", "vp")
_KILOMETRES = 10.0  # metres: a cell of 1 km is no wider where a subset counts x and y in km and does not say so
_MIN_HOURS = 0.9  # share of the hours of a day, which a few lost ones at noon or night would turn warm or cold
_CELSIUS = 273.15
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Meteorology:
    """Daily weather on its own cells; NaN where unknown.

    Attributes
    ----------
    cells : Grid
        Over the site, with a margin.
    days : ndarray of datetime64[D] (time,)
        UTC days of ERA5-Land, local days of Daymet.
    radiation : ndarray, float32 (time, y, x)
        Incoming shortwave radiation, MJ m-2 d-1.
    temperature, minimum : ndarray, float32 (time, y, x)
        Mean and lowest air temperature at 2 m, degC.
    vpd : ndarray, float32 (time, y, x)
        Mean vapour pressure deficit, kPa.
    """

    cells: Grid
    days: np.ndarray
    radiation: np.ndarray
    temperature: np.ndarray
    minimum: np.ndarray
    vpd: np.ndarray


def saturation_vapour_pressure(temperature: np.ndarray) -> np.ndarray:
    """Return the saturation vapour pressure over water at a temperature (degC), kPa."""
    return 0.6108 * np.exp(17.27 * temperature / (temperature + 237.3))


def recognise(path: str) -> Optional[Granule]:
    """Return the granule of a netCDF of ERA5-Land or Daymet, or None; raises InputError where it can't be read.

    A Daymet file holds one variable or several, an ERA5-Land file any of those used: `read` puts them together.
    """
    name = os.path.basename(path).lower()
    product = "DAYMET" if _DAYMET.search(name) else "ERA5_LAND" if _ERA5.search(name) else None
    if product is None:
        return None
    if name.endswith((".grib", ".grb", ".grib2")):
        raise InputError(msg("{path} is a GRIB file, which is not read.", path=path), msg("Download it as netCDF, without zip."))
    if not name.endswith(cf.EXTENSIONS):
        return None
    known = _DAYMET_VARIABLES if product == "DAYMET" else _ERA5_VARIABLES
    variables = tuple(variable for variable in known if variable in _variables(path))
    if not variables:
        raise lacks_variable(path, known[0])
    times = cf.describe(path, variables[0]).times
    if times is None:
        raise lacks_variable(path, "time")
    detail = {"variables": variables, "last": times[-1].item()}
    return Granule(product, path, times[0].item(), detail)


def _variables(path: str) -> set[str]:
    """Return the names of the variables of a netCDF."""
    with quiet_gdal(path):
        dataset = open_gdal(path, drivers=["netCDF"])
        names = {name.rpartition(":")[2] for name, _ in dataset.GetSubDatasets()}
        return names or {dataset.GetRasterBand(1).GetMetadata().get("NETCDF_VARNAME", "")}


def read(granules: Iterable[Granule], site: Grid, days: np.ndarray, margin: int = 1, progress: Optional[Progress] = None) -> Meteorology:
    """Return the daily weather over a site.

    Parameters
    ----------
    granules : iterable of Granule
        Of one product.
    site : Grid
        The site's grid.
    days : ndarray of datetime64[D] (time,)
        Days wanted, one after another.
    margin : int
        Cells beyond the site.
    progress : Progress, optional
        Takes a warning for each file that can't be read.

    Raises
    ------
    InputError
        No file can be read.
    """
    progress = progress or Progress()
    granules = list(granules)
    lattice = _grid(granules[0])
    cells = lattice.covering(site, margin)
    reader = _read_daymet if granules[0].product == "DAYMET" else _read_era5
    return Meteorology(cells, days, *(values.astype(np.float32) for values in reader(granules, cells, days, progress)))


def _grid(granule: Granule) -> Grid:
    """Return the grid of a granule, in metres where Daymet counts kilometres."""
    grid = cf.describe(granule.path, granule.detail["variables"][0]).grid
    if granule.product == "DAYMET" and grid.cell_size[0] < _KILOMETRES and parse_crs(grid.crs).linear_units_factor[1] == 1.0:
        return Grid(grid.crs, Affine.scale(1000.0) * grid.transform, grid.height, grid.width)
    return grid


def _layers(granules: list[Granule], variable: str, cells: Grid, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return the times, datetime64[s] (time,), and values, float32 (time, y, x), of a variable in all files that hold it."""
    times, values = [], []
    for granule in granules:
        if variable not in granule.detail["variables"]:
            continue
        try:
            layers = cf.describe(granule.path, variable)
            native = cells
            if _grid(granule).cell_size[0] > 100 * layers.grid.cell_size[0]:
                native = Grid(cells.crs, Affine.scale(0.001) * cells.transform, *cells.shape)
            values.append(cf.read(granule.path, native, range(layers.count), variable))
            times.append(layers.times)
        except InputError as error:
            progress.warn(error.message)
    if not times:
        return np.empty(0, "datetime64[s]"), np.empty((0, *cells.shape), np.float32)
    moments, first = np.unique(np.concatenate(times), return_index=True)
    return moments, np.concatenate(values)[first]


def _daily(times: np.ndarray, values: np.ndarray, days: np.ndarray, how: np.ufunc = np.add) -> tuple[np.ndarray, np.ndarray]:
    """Return `how` over each day's values, float64 (day, y, x), NaN where there is none, and their number (day, y, x)."""
    start = np.inf if how is np.minimum else 0.0
    result, count = np.full((len(days), *values.shape[1:]), start), np.zeros((len(days), *values.shape[1:]), int)
    position = (times.astype("datetime64[D]") - days[0]).astype(int)
    for index, field in zip(position, values):
        if 0 <= index < len(days):
            known = np.isfinite(field)
            how(result[index], np.where(known, field, start), out=result[index])
            count[index] += known
    return np.where(count > 0, result, np.nan), count


def _read_era5(granules: list[Granule], cells: Grid, days: np.ndarray, progress: Progress) -> tuple[np.ndarray, ...]:
    """Return radiation, mean and lowest temperature and vapour pressure deficit of days, each (day, y, x).

    Radiation is the sum since 00 UTC, so that the sum of a day stands at 00 UTC of the next one.
    """
    times, air = _layers(granules, "t2m", cells, progress)
    air = air - _CELSIUS
    total, count = _daily(times, air, days)
    mean, minimum = _mean(total, count), np.where(_is_whole(count), _daily(times, air, days, np.minimum)[0], np.nan)
    dew_times, dew = _layers(granules, "d2m", cells, progress)
    _, in_air, in_dew = np.intersect1d(times, dew_times, return_indices=True)
    deficit = saturation_vapour_pressure(air[in_air]) - saturation_vapour_pressure(dew[in_dew] - _CELSIUS)
    sums, numbers = _daily(times[in_air], np.maximum(deficit, 0.0), days)
    sun_times, sun = _layers(granules, "ssrd", cells, progress)
    midnight = sun_times == sun_times.astype("datetime64[D]")
    radiation, _ = _daily(sun_times[midnight] - _DAY, sun[midnight] / 1e6, days)
    return radiation, mean, minimum, _mean(sums, numbers)


def _is_whole(count: np.ndarray) -> np.ndarray:
    """Return which days have nearly as many hours as the fullest."""
    return count >= _MIN_HOURS * max(int(count.max(initial=0)), 1)


def _mean(total: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Return means of days, NaN for those that lack many hours."""
    return np.where(_is_whole(count), total / np.maximum(count, 1), np.nan)


def _read_daymet(granules: list[Granule], cells: Grid, days: np.ndarray, progress: Progress) -> tuple[np.ndarray, ...]:
    """Return radiation, mean and lowest temperature and vapour pressure deficit of days, each (day, y, x).

    Radiation is the mean of the daylight hours, so that a day's sum is it times the length of daylight.
    """
    day: dict[str, np.ndarray] = {}
    for variable in _DAYMET_VARIABLES:
        times, values = _layers(granules, variable, cells, progress)
        day[variable] = _daily(times, values, days)[0]
    mean = (day["tmax"] + day["tmin"]) / 2
    saturated = (saturation_vapour_pressure(day["tmax"]) + saturation_vapour_pressure(day["tmin"])) / 2
    return day["srad"] * day["dayl"] / 1e6, mean, day["tmin"], np.maximum(saturated - day["vp"] / 1000.0, 0.0)
