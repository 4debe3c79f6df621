"""The terms of GPP models: scaling functions of the drivers, arrays in and arrays out."""

from __future__ import annotations

from typing import Union

import numpy as np

from ..calendar import Calendar

Value = Union[float, np.ndarray]  # a number, or an array that broadcasts against the drivers

EVI_OFFSET = 0.10
"""EVI at which GPP reaches 0 (Sims et al. 2008, doi:10.1016/j.rse.2007.08.004; the same offset in VPM)."""
RADIATION_SCALE = 30.0
"""MJ m-2 d-1 by which potential radiation is divided; a round number, which only scales m."""
MEMORY_DAYS = 10.0
"""Time constant of temperature memory, days; the best at boreal towers lies between 6 and 12, in PRELES it is 10.9 (Makela et al. 2008)."""
WILTING_POINT, FIELD_CAPACITY = 0.12, 0.25
"""Soil moisture, m3 m-3, middle of the ranges for loam (FAO-56, Table 19)."""

MEMORIES = {
    "lst_lagged_3": 3.0,
    "lst_lagged_6": 6.0,
    "lst_lagged_8": 8.0,
    "lst_lagged": MEMORY_DAYS,
    "lst_lagged_13": 13.0,
    "lst_lagged_16": 16.0,
}
"""Time constants, days, that a calibration may choose from, by the name of the driver with that memory."""

SOLAR_CONSTANT = 0.0820
"""MJ m-2 min-1 (FAO-56, eq. 21)."""
_LATITUDE_STEP = 0.05  # degrees; linear interpolation between such latitudes errs by less than 1e-4 MJ m-2 d-1
_DAYS_OF_YEAR = 365
_SPIN_UP_DAYS = 360  # a record this long has seen every season


def ramp(x: np.ndarray, low: Value, high: Value) -> np.ndarray:
    """Return 0 up to `low`, 1 from `high`, linear between, in no unit.

    Parameters
    ----------
    x : ndarray
        Driver.
    low, high : float or ndarray
        Ends of the ramp in the unit of `x`, `low` below `high`.
    """
    share = np.asarray((x - low) * (1.0 / (high - low)))
    return np.minimum(np.maximum(share, 0.0, out=share), 1.0, out=share)  # np.clip takes ten times as long on the small arrays of a fit


def ramp_slopes(x: np.ndarray, low: Value, high: Value) -> tuple[np.ndarray, np.ndarray]:
    """Return the derivatives of `ramp` by `low` and by `high`, per unit of `x`."""
    scale = 1.0 / (high - low)
    share = (x - low) * scale
    inside = np.where((share > 0) & (share < 1), scale, 0.0)
    return (share - 1.0) * inside, -share * inside


def greenness(evi: np.ndarray, offset: Value = EVI_OFFSET) -> np.ndarray:
    """Return EVI above that of land without photosynthesis, max(EVI - offset, 0), in no unit.

    References
    ----------
    Sims et al. 2008, doi:10.1016/j.rse.2007.08.004.
    """
    return np.maximum(evi - offset, 0.0)


def radiation(toa: np.ndarray, exponent: Value) -> np.ndarray:
    """Return scaled potential radiation, (TOA / 30 MJ m-2 d-1)^exponent, in no unit."""
    return (toa / RADIATION_SCALE) ** exponent


def radiation_slope(toa: np.ndarray, exponent: Value) -> np.ndarray:
    """Return the derivative of `radiation` by its exponent, in no unit; 0 in polar night."""
    share = toa / RADIATION_SCALE
    return share**exponent * np.log(np.where(share > 0, share, 1.0))


def tg_temperature(lst: np.ndarray) -> np.ndarray:
    """Return scaled temperature of the TG model, max(0, min(LST / 30, 2.5 - 0.05 LST)) with LST in degC, in no unit.

    It is 0 up to 0 degC, 1 at 30 degC and 0 again from 50 degC.

    References
    ----------
    Sims et al. 2008, doi:10.1016/j.rse.2007.08.004.
    """
    return np.maximum(np.minimum(lst / 30.0, 2.5 - 0.05 * lst), 0.0)


def combined_greenness(evi: np.ndarray, ndvi: np.ndarray) -> np.ndarray:
    """Return sqrt(max(EVI - 0.05, 0) max(NDVI - 0.1, 0)), in no unit: greenness whose level is more alike between sites than EVI's.

    References
    ----------
    Fits to boreal towers; see model/defaults.py.
    """
    return np.sqrt(np.maximum(evi - 0.05, 0.0) * np.maximum(ndvi - 0.10, 0.0))


def absorbed_share(evi: np.ndarray) -> np.ndarray:
    """Return the share of PAR that is absorbed, 1.25 (EVI - 0.1) in 0-1, as VPM takes it.

    References
    ----------
    Xiao et al. 2004, doi:10.1016/j.rse.2003.11.008; Zhang et al. 2017, doi:10.1038/sdata.2017.165.
    """
    return np.clip(1.25 * (evi - EVI_OFFSET), 0.0, 1.0)


def saturation_pressure(temperature: np.ndarray) -> np.ndarray:
    """Return the saturation vapour pressure over water, kPa, at `temperature`, degC: 0.6107 exp(17.38 T / (239 + T)).

    References
    ----------
    Running and Zhao, User's Guide of MOD17; the same in its public code. Temperatures below -60 degC count as that.
    """
    t = np.maximum(temperature, -60.0)
    return 0.6107 * np.exp(17.38 * t / (239.0 + t))


def vpm_temperature(t: np.ndarray, lowest: Value, best: Value, highest: Value) -> np.ndarray:
    """Return VPM's temperature scalar, (T - Tmin)(T - Tmax) / ((T - Tmin)(T - Tmax) - (T - Topt)^2), 0 outside Tmin ... Tmax, in no unit.

    Parameters
    ----------
    t : ndarray
        Temperature by day, degC.
    lowest, best, highest : float or ndarray
        Tmin, Topt and Tmax, degC.

    References
    ----------
    Xiao et al. 2004, doi:10.1016/j.rse.2003.11.008.
    """
    product = np.minimum((t - lowest) * (t - highest), 0.0)
    return product / np.minimum(product - (t - best) ** 2, -1e-9)


def floored(share: np.ndarray, floor: Value) -> np.ndarray:
    """Return floor + (1 - floor) share: a driver's limitation, in no unit, that takes away at most 1 - floor.

    Where the floor is 1 the driver has no say, so the result is 1 even where the driver is missing.

    Parameters
    ----------
    share : ndarray
        Limitation between 0 (full) and 1 (none): the thawed share of the step, or a soil-moisture ramp.
    floor : float or ndarray
        What remains under full limitation, 0-1.
    """
    limited = np.asarray(floor + (1.0 - floor) * share)
    np.copyto(limited, 1.0, where=np.equal(floor, 1.0))
    return limited


def potential_radiation(latitude: Value, day_of_year: Value) -> np.ndarray:
    """Return daily radiation at the top of the atmosphere on a horizontal surface, MJ m-2 d-1.

    Parameters
    ----------
    latitude : float or ndarray
        Degrees north.
    day_of_year : float or ndarray
        1 on 1 January; broadcasts against `latitude`.

    References
    ----------
    Allen et al. 1998, FAO Irrigation and Drainage Paper 56, eqs. 21 to 25; polar day and night as in its eq. 25 with the cosine of the
    sunset hour angle clipped to [-1, 1].
    """
    phi = np.deg2rad(np.asarray(latitude, np.float64))
    angle = 2 * np.pi * np.asarray(day_of_year, np.float64) / _DAYS_OF_YEAR
    distance = 1 + 0.033 * np.cos(angle)
    declination = 0.409 * np.sin(angle - 1.39)
    sunset = np.arccos(np.clip(-np.tan(phi) * np.tan(declination), -1.0, 1.0))
    height = sunset * np.sin(phi) * np.sin(declination) + np.cos(phi) * np.cos(declination) * np.sin(sunset)
    return 24 * 60 / np.pi * SOLAR_CONSTANT * distance * np.maximum(height, 0.0)


def step_radiation(latitude: Value, calendar: Calendar, axis: int = -1) -> np.ndarray:
    """Return potential radiation as the mean of each step, MJ m-2 d-1, float32, the time axis put in at `axis`.

    Parameters
    ----------
    latitude : float or ndarray
        Degrees north, of any shape: (row,), (y, x) or none.
    calendar : Calendar
        The steps.
    axis : int
        Where time goes in the result: -1 gives (row, time), 0 gives (time, y, x).
    """
    latitude = np.asarray(latitude, np.float64)
    days = calendar.every_day()
    day_of_year = (days - days.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.float64) + 1
    first = np.searchsorted(days, calendar.starts)
    south = float(latitude.min())
    position = (latitude - south) / _LATITUDE_STEP
    nodes = south + _LATITUDE_STEP * np.arange(int(position.max()) + 2)
    daily = potential_radiation(nodes, day_of_year[:, None])
    table = np.add.reduceat(daily, first, axis=0) / calendar.days[:, None]
    left = position.astype(np.intp)
    share = (position - left).astype(np.float32)
    table = table.astype(np.float32)
    mean = table[:, left] * (1 - share) + table[:, left + 1] * share
    return np.moveaxis(mean, 0, axis)


def lagged(lst: np.ndarray, calendar: Calendar, days: float = MEMORY_DAYS, axis: int = -1) -> np.ndarray:
    """Return temperature with memory, degC, in the type of `lst`:  S_t = S_{t-1} + (1 - exp(-dt / days)) (LST_t - S_{t-1}).

    Start: the first year of the record runs once beforehand, so that S begins with the memory that the end of such a year leaves; a
    record under a year, which has not seen every season, begins with its first value. Where LST is missing S is missing too, and dt
    counts from the last step that had it, so that a long gap wipes the memory.

    Parameters
    ----------
    lst : ndarray
        Land surface temperature, degC, NaN where missing.
    calendar : Calendar
        The steps; dt is their length.
    days : float
        Time constant.
    axis : int
        Axis of time in `lst`.

    References
    ----------
    Makela et al. 2004, Tree Physiology 24:369; 2008, Agricultural and Forest Meteorology 148:1891, here with the exact solution for a
    step of dt days in place of dt / tau.
    """
    series = np.moveaxis(lst, axis, 0)
    out = np.empty_like(lst)
    target = np.moveaxis(out, axis, 0)
    year = int(np.searchsorted(calendar.starts, calendar.starts[0] + _DAYS_OF_YEAR))
    spin_up = range(year) if calendar.days.sum() >= _SPIN_UP_DAYS else range(0)
    known = np.isfinite(series).sum(axis=0)
    gappy = (known > 0) & (known < len(series))
    _remember(series, target, 1 - np.exp(-calendar.days / days), spin_up)
    if gappy.any():
        target[:, gappy] = _remember_over_gaps(series[:, gappy], calendar.days / days, spin_up)
    return out


def _remember(series: np.ndarray, target: np.ndarray, share: np.ndarray, spin_up: range) -> None:
    """Fill `target` with the memory of a series (time, ...) without gaps; `share` is the part of the way that each step goes."""
    state = np.array(series[0])
    way = np.empty_like(state)
    for keep, steps in ((False, spin_up), (True, range(len(series)))):
        for t in steps:
            np.subtract(series[t], state, out=way)
            way *= float(share[t])
            state += way
            if keep:
                target[t] = state


def _remember_over_gaps(series: np.ndarray, lengths: np.ndarray, spin_up: range) -> np.ndarray:
    """Return the memory of a series (time, ...) with gaps, float64; `lengths` are those of the steps in time constants."""
    out = np.full(series.shape, np.nan)
    state = np.full(series.shape[1:], np.nan)
    elapsed = np.zeros(series.shape[1:])
    for keep, steps in ((False, spin_up), (True, range(len(series)))):
        for t in steps:
            value = series[t]
            elapsed += lengths[t]
            seen = np.isfinite(value)
            moved = state + (1 - np.exp(-elapsed)) * (value - state)
            state = np.where(seen, np.where(np.isnan(state), value, moved), state)
            elapsed[seen] = 0.0
            if keep:
                out[t] = np.where(seen, state, np.nan)
    return out
