"""The weather: daily, on nodes some kilometres apart, with spells, cloud, showers, snow and what soil and plants remember of it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Callable

import numpy as np
from affine import Affine
from scipy.ndimage import gaussian_filter1d
from scipy.signal import lfilter
from scipy.special import ndtri

from ..grid import LONLAT, Grid, transform_points
from .landscape import CENTRE, CRS
from .streams import stream

FIRST_YEAR = 2021
NODES = Grid(CRS, Affine(12000.0, 0.0, CENTRE[0] - 96000.0, 0.0, -12000.0, CENTRE[1] + 120000.0), 20, 16)
"""The same for every site, so that the weather does not depend on the site's size."""
MIDDLE = NODES.height // 2, NODES.width // 2

# Means of the climate station region Waskesiu Lake - Prince Albert National Park, rounded; January to December.
_MONTH_MIDDLE = np.array([15.5, 45, 74.5, 105, 135.5, 166, 196.5, 227.5, 258, 288.5, 319, 349.5])  # day of year
_TEMPERATURE = np.array([-16.6, -13.6, -6.9, 2.2, 9.2, 14.2, 16.9, 15.8, 10.2, 2.6, -6.9, -14.3])  # degC
_PRECIPITATION = np.array([18.0, 14, 22, 28, 48, 78, 82, 62, 48, 32, 24, 20]) / 30.4  # mm d-1
_CLOUD = np.array([0.66, 0.64, 0.64, 0.66, 0.67, 0.69, 0.65, 0.65, 0.69, 0.75, 0.80, 0.73])
_SYNOPTIC_SD = np.array([6.5, 6.2, 5.2, 4.2, 3.8, 3.2, 2.8, 3.0, 3.5, 3.8, 5.0, 6.2])  # K

_SOLAR_CONSTANT = 0.0820  # MJ m-2 min-1 (Allen et al. 1998, FAO Irrigation and Drainage Paper 56, eq. 21)
_PATTERN_NODES = 1.6  # width of fronts and showers, as the standard deviation of a filter
_SOIL_STORE_MM, _SURFACE_STORE_MM = 140.0, 25.0
_LEAF_OUT_DEGREE_DAYS = 110.0  # K d above 4 degC


@dataclass(frozen=True)
class Weather:
    """Daily weather, each array float32 (day, y, x) on `NODES` unless said otherwise; temperatures at the mean elevation.

    Attributes
    ----------
    days : ndarray of datetime64[D]
        The days, (day,).
    tmin, tmean, tmax : ndarray
        Air temperature, degC.
    cloud : ndarray
        Share of the sky under cloud.
    shortwave : ndarray
        Solar radiation at the surface, MJ m-2 d-1.
    precipitation : ndarray
        mm d-1.
    vpd : ndarray
        Vapour pressure deficit by day, kPa.
    snow : ndarray
        Share of open ground under snow.
    soil_temperature : ndarray
        degC, top soil.
    soil_wetness, surface_wetness : ndarray
        Plant-available water of the root zone and of the top 5 cm, share of the store.
    mean4, mean7, mean11, mean30 : ndarray
        Air temperature remembered with a time constant of 4, 7, 11 and 30 days, degC.
    spring_shift, autumn_shift : ndarray of float64
        Days by which leaf-out and leaf-fall are late in the year of each day, (day,).
    """

    days: np.ndarray
    tmin: np.ndarray
    tmean: np.ndarray
    tmax: np.ndarray
    cloud: np.ndarray
    shortwave: np.ndarray
    precipitation: np.ndarray
    vpd: np.ndarray
    snow: np.ndarray
    soil_temperature: np.ndarray
    soil_wetness: np.ndarray
    surface_wetness: np.ndarray
    mean4: np.ndarray
    mean7: np.ndarray
    mean11: np.ndarray
    mean30: np.ndarray
    spring_shift: np.ndarray
    autumn_shift: np.ndarray

    def day(self, date: np.datetime64, spread: Callable[[np.ndarray], np.ndarray]) -> Day:
        """Return the weather of one day on cells; `spread` takes values of nodes (y, x) to cells."""
        index = int((date - self.days[0]).astype(int))
        return Day(
            date=date,
            day_of_year=float(day_of_year(date)),
            spring_shift=float(self.spring_shift[index]),
            autumn_shift=float(self.autumn_shift[index]),
            precipitation=float(self.precipitation[index][MIDDLE]),
            **{name: spread(getattr(self, name)[index]) for name in _SPREAD},
        )


@dataclass(frozen=True)
class Day:
    """The weather of one day on cells: fields as in `Weather`, arrays (cell,); precipitation is that of the middle of the site."""

    date: np.datetime64
    day_of_year: float
    spring_shift: float
    autumn_shift: float
    precipitation: float
    tmin: np.ndarray
    tmean: np.ndarray
    tmax: np.ndarray
    cloud: np.ndarray
    shortwave: np.ndarray
    vpd: np.ndarray
    snow: np.ndarray
    soil_temperature: np.ndarray
    soil_wetness: np.ndarray
    surface_wetness: np.ndarray
    mean4: np.ndarray
    mean7: np.ndarray
    mean11: np.ndarray
    mean30: np.ndarray

    def on(self, window: Callable[[np.ndarray], np.ndarray]) -> Day:
        """Return the weather of other cells: `window` takes each array to them."""
        arrays = {name: value for name, value in vars(self).items() if isinstance(value, np.ndarray)}
        return dataclasses.replace(self, **{name: window(value) for name, value in arrays.items()})


_SPREAD = tuple(f.name for f in dataclasses.fields(Day) if f.type == "np.ndarray")


def simulate(seed: int, years: int) -> Weather:
    """Return the weather of whole years from `FIRST_YEAR` on; the year before is simulated too, so that soil and snow are settled."""
    days = np.arange(np.datetime64(f"{FIRST_YEAR - 1}-01-01"), np.datetime64(f"{FIRST_YEAR + years}-01-01"))
    doy = day_of_year(days)
    cloud = _cloud(seed, years, doy)
    tmin, tmean, tmax = _temperature(seed, years, doy, cloud)
    shortwave = potential_radiation(doy, _node_latitude()[None]) * (0.78 - 0.52 * cloud**1.5)
    precipitation = _precipitation(seed, years, doy, cloud)
    vapour = saturation_pressure(tmin + 0.5 - 1.5 * (1 - cloud))
    vpd = np.maximum(saturation_pressure(tmean + 0.28 * (tmax - tmin)) - vapour, 0.0)
    snow_water = _snow_water(precipitation, tmean)
    snow = 1 - np.exp(-snow_water / 6.0)
    soil_wetness, surface_wetness = _soil_wetness(precipitation, tmean, shortwave, snow_water)
    spring, autumn = _season_shifts(days, tmean)
    fields = {
        "tmin": tmin,
        "tmean": tmean,
        "tmax": tmax,
        "cloud": cloud,
        "shortwave": shortwave,
        "precipitation": precipitation,
        "vpd": vpd,
        "snow": snow,
        "soil_temperature": _soil_temperature(tmean, snow),
        "soil_wetness": soil_wetness,
        "surface_wetness": surface_wetness,
        **{f"mean{n}": _remembered(tmean, n) for n in (4, 7, 11, 30)},
    }
    kept = days >= np.datetime64(f"{FIRST_YEAR}-01-01")
    return Weather(
        days=days[kept],
        spring_shift=spring[kept],
        autumn_shift=autumn[kept],
        **{name: values[kept].astype(np.float32) for name, values in fields.items()},
    )


def day_of_year(days: np.ndarray) -> np.ndarray:
    """Return the day of year of datetime64 values, 1 on 1 January, float64."""
    return (days - days.astype("datetime64[Y]")).astype("timedelta64[D]").astype(np.float64) + 1


def saturation_pressure(temperature: np.ndarray) -> np.ndarray:
    """Return saturation vapour pressure over water, kPa, of temperature in degC.

    References
    ----------
    Allen et al. (1998), FAO Irrigation and Drainage Paper 56, eq. 11.
    """
    return 0.6108 * np.exp(17.27 * temperature / (temperature + 237.3))


def declination(doy: np.ndarray) -> np.ndarray:
    """Return the sun's declination, radians (Allen et al. 1998, eq. 24)."""
    return 0.409 * np.sin(2 * np.pi * doy / 365.0 - 1.39)


def sun_elevation(doy: float, latitude: float, solar_hour: float) -> float:
    """Return the sun's height above the horizon, radians, at a latitude in degrees and a true solar hour."""
    phi, delta = np.radians(latitude), declination(doy)
    angle = np.radians(15.0 * (solar_hour - 12.0))
    return float(np.arcsin(np.sin(phi) * np.sin(delta) + np.cos(phi) * np.cos(delta) * np.cos(angle)))


def potential_radiation(doy: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """Return daily radiation on top of the atmosphere, MJ m-2 d-1, (day, ...), at latitudes in degrees.

    References
    ----------
    Allen et al. (1998), FAO Irrigation and Drainage Paper 56, eqs. 21, 23 and 25.
    """
    doy = np.asarray(doy).reshape(-1, *(1,) * (np.ndim(latitude) - 1))
    phi, delta = np.radians(latitude), declination(doy)
    distance = 1 + 0.033 * np.cos(2 * np.pi * doy / 365.0)
    sunset = np.arccos(np.clip(-np.tan(phi) * np.tan(delta), -1, 1))
    height = sunset * np.sin(phi) * np.sin(delta) + np.cos(phi) * np.cos(delta) * np.sin(sunset)
    return 24 * 60 / np.pi * _SOLAR_CONSTANT * distance * height


def _monthly(values: np.ndarray, doy: np.ndarray) -> np.ndarray:
    """Return monthly means interpolated to days, (day, 1, 1)."""
    return np.interp(doy, _MONTH_MIDDLE, values, period=365.25)[:, None, None]


def _noise(seed: int, years: int, name: str, persistence: float, pattern: bool = False) -> np.ndarray:
    """Return standardised first-order autoregressive noise, (day, 1, 1), or (day, y, x) smooth in space for a `pattern`.

    Each year has its own stream, so that the first year is the same however many follow.
    """
    shape = NODES.shape if pattern else (1, 1)
    draws = []
    for year in range(FIRST_YEAR - 1, FIRST_YEAR + years):
        length = 366 if np.datetime64(f"{year}-12-31") - np.datetime64(f"{year}-01-01") == np.timedelta64(365) else 365
        draws.append(stream(seed, name, year).standard_normal((length, *shape)))
    white = np.concatenate(draws)
    if pattern:
        for axis in (1, 2):
            kept = 1 / (2 * np.sqrt(np.pi) * _PATTERN_NODES)  # variance of white noise after the filter
            white = gaussian_filter1d(white, _PATTERN_NODES, axis=axis, mode="wrap") / np.sqrt(kept)
    return lfilter([np.sqrt(1 - persistence**2)], [1.0, -persistence], white, axis=0)


def _cloud(seed: int, years: int, doy: np.ndarray) -> np.ndarray:
    """Return the share of the sky under cloud, (day, y, x): spells of some days, fronts some tens of kilometres wide."""
    mean = _monthly(_CLOUD, doy)
    spell = 1.4 * _noise(seed, years, "cloud", 0.55) + 0.7 * _noise(seed, years, "cloud pattern", 0.1, pattern=True)
    return 1 / (1 + np.exp(-(1.55 * np.log(mean / (1 - mean)) + spell)))


def _temperature(seed: int, years: int, doy: np.ndarray, cloud: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return daily minimum, mean and maximum air temperature, degC: cloud is warm in winter and cool in summer."""
    season = np.cos(2 * np.pi * (doy - 15) / 365.25)[:, None, None]  # 1 in mid-January, -1 in mid-July
    slow = 1.3 * _noise(seed, years, "slow temperature", 0.985)
    fast = _monthly(_SYNOPTIC_SD, doy) * _noise(seed, years, "temperature", 0.78)
    pattern = 0.5 * _noise(seed, years, "temperature pattern", 0.5, pattern=True)
    north = -0.006e-3 * (NODES.y - CENTRE[1])[None, :, None]
    mean = _monthly(_TEMPERATURE, doy) + slow + fast + pattern + north + (0.8 + 3.4 * season) * (cloud - 0.67)
    span = (6.5 + 14.0 * (1 - cloud)) * (1.0 - 0.1 * season)
    return mean - 0.5 * span, mean, mean + 0.5 * span


def _precipitation(seed: int, years: int, doy: np.ndarray, cloud: np.ndarray) -> np.ndarray:
    """Return precipitation, mm d-1: only under much cloud, in showers by summer, with wetter and drier months."""
    chance = 0.75 * np.clip((cloud - 0.45) / 0.55, 0, 1)
    front = 0.86 * _noise(seed, years, "front", 0.0) + 0.51 * _noise(seed, years, "shower", 0.0, pattern=True)
    wet = front > ndtri(1 - chance)
    amount = np.exp(0.8 * _noise(seed, years, "rain", 0.0) + 0.5 * _noise(seed, years, "rain pattern", 0.0, pattern=True))
    months = np.exp(0.28 * _noise(seed, years, "wet months", 0.975))
    return np.where(wet, 1.85 * _monthly(_PRECIPITATION, doy) * months * amount, 0.0)


def _remembered(values: np.ndarray, days: float) -> np.ndarray:
    """Return `values` (day, ...) remembered with a time constant of `days`."""
    weight = 1 - np.exp(-1.0 / days)
    state = (1 - weight) * values[:1]
    return lfilter([weight], [1.0, weight - 1.0], values, axis=0, zi=state)[0]


def _snow_water(precipitation: np.ndarray, tmean: np.ndarray) -> np.ndarray:
    """Return water held in snow, mm: melt of 2.5 mm per degree-day."""
    water = np.zeros_like(tmean)
    store = np.zeros(tmean.shape[1:])
    for i in range(len(tmean)):
        store = np.maximum(store + np.where(tmean[i] < 0.5, precipitation[i], 0.0) - 2.5 * np.maximum(tmean[i], 0.0), 0.0)
        water[i] = store
    return water


def _soil_temperature(tmean: np.ndarray, snow: np.ndarray) -> np.ndarray:
    """Return top-soil temperature, degC: follows the air in ten days without snow, slowly and damped under it."""
    soil = np.zeros_like(tmean)
    state = tmean[0] / 4
    for i in range(len(tmean)):
        state = state + (tmean[i] * (1 - 0.7 * snow[i]) - state) / (10.0 + 30.0 * snow[i])
        soil[i] = state
    return soil


def _soil_wetness(
    precipitation: np.ndarray, tmean: np.ndarray, shortwave: np.ndarray, snow_water: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return wetness of the root zone and of the surface, share of their stores: rain and melt in, evaporation and drainage out."""
    melt = np.maximum(-np.diff(snow_water, axis=0, prepend=snow_water[:1]), 0.0)
    water = np.where(tmean < 0.5, 0.0, precipitation) + melt
    demand = 0.5 * shortwave / 2.45 * np.clip(0.35 + 0.02 * tmean, 0, 0.75) * np.clip((tmean + 2) / 8, 0, 1)
    root, surface = np.full(tmean.shape[1:], 0.7), np.full(tmean.shape[1:], 0.7)
    roots, surfaces = np.zeros_like(tmean), np.zeros_like(tmean)
    for i in range(len(tmean)):
        drainage = 0.06 * np.maximum(root - 0.75, 0.0)
        root = np.clip(root + (water[i] - demand[i] * np.clip(root / 0.45, 0, 1)) / _SOIL_STORE_MM - drainage, 0.02, 1.0)
        exchange = 0.12 * (root - surface)
        surface = np.clip(surface + (0.5 * water[i] - 0.35 * demand[i] * surface) / _SURFACE_STORE_MM + exchange, 0.02, 1.0)
        roots[i], surfaces[i] = root, surface
    return roots, surfaces


def _season_shifts(days: np.ndarray, tmean: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return days by which leaf-out and leaf-fall are late in each day's year, (day,), from warmth in spring and cold in autumn."""
    centre = tmean[:, MIDDLE[0], MIDDLE[1]]
    cold = _remembered(centre, 12.0)
    doy, year = day_of_year(days), days.astype("datetime64[Y]")
    spring, autumn = np.zeros(len(days)), np.zeros(len(days))
    for y in np.unique(year):
        within = year == y
        warmth = np.cumsum(np.where(doy[within] >= 60, np.maximum(centre[within] - 4.0, 0.0), 0.0))
        leaf_out = doy[within][np.searchsorted(warmth, _LEAF_OUT_DEGREE_DAYS)]
        leaf_fall = doy[within][np.argmax((doy[within] > 230) & (cold[within] < 7.0))]
        spring[within], autumn[within] = np.clip(leaf_out - 139.0, -16, 16), np.clip(0.6 * (leaf_fall - 285.0), -12, 12)
    return spring, autumn


def _node_latitude() -> np.ndarray:
    """Return the latitude of the nodes in degrees, (y, x)."""
    x, y = np.meshgrid(NODES.x, NODES.y)
    return transform_points(x, y, CRS, LONLAT)[1]
