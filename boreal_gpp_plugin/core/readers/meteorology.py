"""Daily meteorology for the conventional models: ERA5-Land, Daymet and the forcing of SPL4SMGP, each on its own grid.

References
----------
Munoz-Sabater et al. (2021), Earth Syst. Sci. Data 13, 4349-4383, doi:10.5194/essd-13-4349-2021: ERA5-Land.
Thornton et al. (2022), Daymet v4 R1, doi:10.3334/ORNLDAAC/2129: units, and radiation as the mean of the daylight hours.
Allen et al. (1998), FAO Irrigation and Drainage Paper 56, eq. 11: saturation vapour pressure over water.
Thornton et al. (1997), J. Hydrol. 190, 214-251, doi:10.1016/S0022-1694(96)03128-9 (MT-CLIM): temperature of the daylight hours.
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
from ..grid import Grid, is_metric
from ..language import msg
from ..progress import Progress
from . import cf, smap, tally
from .granule import Granule
from .opening import lacks_variable
from .raster import Encoding

PRODUCTS = ("ERA5_LAND", "DAYMET")

_ERA5 = re.compile(r"era5", re.IGNORECASE)
_DAYMET = re.compile(r"daymet", re.IGNORECASE)
_ERA5_VARIABLES: dict[str, tally.Range] = {  # with the values there are, in the unit of the files
    "t2m": (193.15, 333.15, "K"),
    "d2m": (193.15, 333.15, "K"),
    "ssrd": (0.0, 5e7, "J m-2"),
}
_DAYMET_VARIABLES: dict[str, tally.Range] = {
    "tmax": (-80.0, 60.0, "degC"),
    "tmin": (-80.0, 60.0, "degC"),
    "srad": (0.0, 1500.0, "W m-2"),
    "dayl": (0.0, 86400.0, "s"),
    "vp": (0.0, 2e4, "Pa"),
}
_FILL = Encoding(fill=-9999)  # where a subsetter lost it
_HALF_A_STEP = 1e3  # J m-2, more than 16-bit packing makes of no radiation
_KILOMETRES = 10.0  # metres: a cell of 1 km is no wider where a subset counts x and y in km and does not say so
_MIN_HOURS = 0.9  # share of the hours of a day, which a few lost ones at noon or night would turn warm or cold
_TIMES_A_DAY = 8  # fewer do not show the day's coldest and warmest
_DAYLIGHT = 0.45  # of the way from the day's mean temperature to its highest lies that of the daylight hours
_DRY_AIR = 0.622  # molar mass of water over that of dry air
_CELSIUS = 273.15
_JOULES = 0.0864  # MJ m-2 d-1 in a W m-2
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Meteorology:
    """Daily weather on its own cells; NaN where unknown.

    Attributes
    ----------
    cells : Grid
        Over the site, with a margin.
    days : ndarray of datetime64[D] (time,)
        Local days of Daymet, UTC days of the others.
    radiation : ndarray, float32 (time, y, x)
        Incoming shortwave radiation, MJ m-2 d-1.
    minimum, maximum : ndarray, float32 (time, y, x)
        Lowest and highest air temperature near the ground, degC.
    vpd : ndarray, float32 (time, y, x)
        Vapour pressure deficit of the daylight hours, kPa.
    """

    cells: Grid
    days: np.ndarray
    radiation: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray
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
    known = tuple(_DAYMET_VARIABLES if product == "DAYMET" else _ERA5_VARIABLES)
    variables = tuple(variable for variable in known if variable in cf.variables(path))
    if not variables:
        raise lacks_variable(path, known[0])
    times = cf.describe(path, variables[0]).times
    if times is None:
        raise lacks_variable(path, "time")
    detail = {"variables": variables, "last": times[-1].item()}
    return Granule(product, path, times[0].item(), detail)


def read(granules: Iterable[Granule], site: Grid, days: np.ndarray, margin: int = 1, progress: Optional[Progress] = None) -> Meteorology:
    """Return the daily weather over a site.

    Parameters
    ----------
    granules : iterable of Granule
        Of one product, ERA5_LAND, DAYMET or SPL4SMGP; at least one.
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
        The first file can't be read.
    """
    progress = progress or Progress()
    granules = list(granules)
    product = granules[0].product
    lattice = smap.ease2_grid("M09") if product == "SPL4SMGP" else grid_of(granules[0])
    cells = lattice.covering(site, margin)
    reader = {"DAYMET": _read_daymet, "SPL4SMGP": _read_smap}.get(product, _read_era5)
    return Meteorology(cells, days, *(values.astype(np.float32) for values in reader(granules, cells, days, progress)))


def grid_of(granule: Granule) -> Grid:
    """Return the grid of a granule, in metres where Daymet counts kilometres."""
    grid = cf.describe(granule.path, granule.detail["variables"][0]).grid
    if granule.product == "DAYMET" and grid.cell_size[0] < _KILOMETRES and is_metric(grid.crs):
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
            values.append(_read_layers(granule, variable, range(layers.count), cells))
            times.append(layers.times)
        except InputError as error:
            progress.warn(error.message)
    if not times:
        return np.empty(0, "datetime64[s]"), np.empty((0, *cells.shape), np.float32)
    moments, first = np.unique(np.concatenate(times), return_index=True)
    return moments, np.concatenate(values)[first]


def _read_layers(granule: Granule, variable: str, layers: range, cells: Grid) -> np.ndarray:
    """Return layers of a variable on a window of the granule's grid, float32 (layer, y, x) in the file's unit, NaN beyond its range."""
    if grid_of(granule).cell_size[0] > 100 * cf.describe(granule.path, variable).grid.cell_size[0]:
        cells = Grid(cells.crs, Affine.scale(0.001) * cells.transform, *cells.shape)
    values = cf.read(granule.path, cells, layers, variable, _FILL)
    if variable == "ssrd":
        values[(values < 0.0) & (values >= -_HALF_A_STEP)] = 0.0
    valid = {**_ERA5_VARIABLES, **_DAYMET_VARIABLES}[variable]
    return np.where(tally.within(values, valid), values, np.float32(np.nan))


def read_first(granule: Granule, cells: Grid) -> np.ndarray:
    """Return the first layer of the first variable of a granule, float32 (y, x) in the file's unit, to see where it has values.

    Raises
    ------
    InputError
        The file can't be read.
    """
    return _read_layers(granule, granule.detail["variables"][0], range(1), cells)[0]


@dataclass(frozen=True)
class _Days:
    """Values of each day, (day, y, x); NaN where there is none."""

    total: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray
    count: np.ndarray

    @classmethod
    def of(cls, times: np.ndarray, values: np.ndarray, days: np.ndarray) -> _Days:
        """Return the days that times (time,) and values (time, y, x) make."""
        shape = (len(days), *values.shape[1:])
        total, lowest, highest, count = np.zeros(shape), np.full(shape, np.inf), np.full(shape, -np.inf), np.zeros(shape, int)
        position = (times.astype("datetime64[D]") - days[0]).astype(int)
        for index, field in zip(position, values):
            if 0 <= index < len(days):
                known = np.isfinite(field)
                total[index] += np.where(known, field, 0.0)
                count[index] += known
                lowest[index], highest[index] = np.fmin(lowest[index], field), np.fmax(highest[index], field)
        some = count > 0
        return cls(*(np.where(some, v, np.nan) for v in (total, lowest, highest)), count)

    @property
    def whole(self) -> np.ndarray:
        """Which days have nearly as many values as the fullest."""
        return self.count >= _MIN_HOURS * max(int(self.count.max(initial=0)), 1)

    @property
    def mean(self) -> np.ndarray:
        """Means, NaN of days that lack many values."""
        return np.where(self.whole, self.total / np.maximum(self.count, 1), np.nan)

    @property
    def extremes(self) -> tuple[np.ndarray, np.ndarray]:
        """Lowest and highest, NaN of days that lack many values or have too few to show them."""
        enough = self.whole & (self.count >= _MIN_HOURS * _TIMES_A_DAY)
        return np.where(enough, self.lowest, np.nan), np.where(enough, self.highest, np.nan)


def _deficit(mean: np.ndarray, highest: np.ndarray, pressure: np.ndarray) -> np.ndarray:
    """Return the vapour pressure deficit of the daylight hours, kPa, of temperatures (degC) and vapour pressure (kPa) of days."""
    return np.maximum(saturation_vapour_pressure(mean + _DAYLIGHT * (highest - mean)) - pressure, 0.0)


def _read_era5(granules: list[Granule], cells: Grid, days: np.ndarray, progress: Progress) -> tuple[np.ndarray, ...]:
    """Return radiation, lowest and highest temperature and vapour pressure deficit of days, each (day, y, x).

    Radiation is the sum since 00 UTC, so that the sum of a day stands at 00 UTC of the next one.
    """
    times, air = _layers(granules, "t2m", cells, progress)
    air = _Days.of(times, air - _CELSIUS, days)
    times, dew = _layers(granules, "d2m", cells, progress)
    pressure = _Days.of(times, saturation_vapour_pressure(dew - _CELSIUS), days)
    times, sun = _layers(granules, "ssrd", cells, progress)
    midnight = times == times.astype("datetime64[D]")
    radiation = _Days.of(times[midnight] - _DAY, sun[midnight] / 1e6, days)
    lowest, highest = air.extremes
    return radiation.total, lowest, highest, _deficit(air.mean, highest, pressure.mean)


def _read_daymet(granules: list[Granule], cells: Grid, days: np.ndarray, progress: Progress) -> tuple[np.ndarray, ...]:
    """Return radiation, lowest and highest temperature and vapour pressure deficit of days, each (day, y, x).

    Radiation is the mean of the daylight hours, so that a day's sum is it times the length of daylight.
    """
    day = {variable: _Days.of(*_layers(granules, variable, cells, progress), days).total for variable in _DAYMET_VARIABLES}
    mean = (day["tmax"] + day["tmin"]) / 2
    return day["srad"] * day["dayl"] / 1e6, day["tmin"], day["tmax"], _deficit(mean, day["tmax"], day["vp"] / 1000.0)


def _read_smap(granules: list[Granule], cells: Grid, days: np.ndarray, progress: Progress) -> tuple[np.ndarray, ...]:
    """Return radiation, lowest and highest temperature and vapour pressure deficit of days, each (day, y, x), of 3-hourly files."""
    times, fields = [], []
    for granule in granules:
        progress.check()
        try:
            fields.append(smap.read_forcing(granule, cells))
            times.append(np.datetime64(granule.time, "s"))
        except InputError as error:
            progress.warn(error.message)
            continue
        if not np.isfinite(fields[0]).any():  # a subset without it: neither have the other files
            break
    moments = np.array(times, "datetime64[s]")
    sun, air, humidity, surface = np.array(fields, np.float32).reshape(len(fields), 4, *cells.shape).swapaxes(0, 1)
    air = _Days.of(moments, air - _CELSIUS, days)
    vapour = humidity * surface / (_DRY_AIR + (1 - _DRY_AIR) * humidity) / 1000.0
    lowest, highest = air.extremes
    radiation = _Days.of(moments, sun * _JOULES, days).mean
    return radiation, lowest, highest, _deficit(air.mean, highest, _Days.of(moments, vapour, days).mean)
