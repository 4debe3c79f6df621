"""The inputs of forms: what they derive from the drivers, with a stated stand-in where a measurement is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Callable

import numpy as np

from ..calendar import Calendar
from . import terms
from .form import Drivers, Form
from .terms import Value

if TYPE_CHECKING:  # sample needs scipy; the interface shows the forms where that is still missing
    from .sample import ReferenceSample

ALWAYS = ("lst_lagged", "toa")
"""What is derived whatever the form."""

PAR_SHARE = 0.45
"""Share of shortwave energy that plants can use, as MOD17 takes it (Running et al. 2004, doi:10.1641/0006-3568(2004)054[0547:ACSMOG])."""
_TRANSMITTED = 0.5
"""Share of radiation at the top of the atmosphere that reaches the ground under a sky half clouded (FAO-56, eq. 35)."""
_DAY_NIGHT = 10.0
"""degC by which the night is taken to be colder than the surface by day, where no night-time temperature is known: a stand-in."""
_GROWING_DEGC = 5.0


@dataclass(frozen=True)
class Recipe:
    """How a driver is derived.

    Attributes
    ----------
    ways : tuple of tuple of str
        Sets of drivers that it can be derived from, the best first.
    function : callable
        (drivers, time axis) -> the driver.
    """

    ways: tuple[tuple[str, ...], ...]
    function: Callable[[Drivers, int], np.ndarray]


def prepare(drivers: Drivers, calendar: Calendar, latitude: Value, axis: int = -1, needs: Iterable[str] = ()) -> dict[str, np.ndarray]:
    """Return the drivers with what forms derive from them; the drivers are not copied, and one that is given is not derived.

    Parameters
    ----------
    drivers : mapping of str to ndarray
        evi, lst (degC) and, where known, soil_moisture (m3 m-3), thaw_fraction (0-1), and any of ndvi, lst_night (degC), par
        (MJ m-2 d-1), vpd (kPa), tmin (degC), fpar (0-1), lswi.
    calendar : Calendar
        The steps.
    latitude : float or ndarray
        Degrees north, of the drivers' shape without time.
    axis : int
        Axis of time: -1 for rows (row, time), 0 for rasters (time, y, x).
    needs : iterable of str
        What a form reads beside lst_lagged (degC, where lst is given) and toa (MJ m-2 d-1), which are always made; what can't be made
        is left out.
    """
    prepared = dict(drivers)
    if "lst_lagged" not in prepared and "lst" in drivers:
        prepared["lst_lagged"] = terms.lagged(drivers["lst"], calendar, axis=axis)
    if "toa" not in prepared:
        exact = np.result_type(np.float32, *drivers.values())  # as exact as the drivers, so that a fit and its predictions agree
        prepared["toa"] = terms.step_radiation(latitude, calendar, axis).astype(exact, copy=False)
    for name in needs:
        if name in terms.MEMORIES and name not in prepared and "lst" in drivers:
            prepared[name] = terms.lagged(drivers["lst"], calendar, terms.MEMORIES[name], axis=axis)
        elif name not in prepared and can_make(name, prepared):
            prepared[name] = DERIVED[name].function(prepared, axis)
    return prepared


def prepared(sample: ReferenceSample, needs: Iterable[str]) -> ReferenceSample:
    """Return the sample with what forms derive from its drivers, so that it is derived once for all their fits.

    Temperature gets every memory of `terms.MEMORIES`, unless it is given with one already: that is kept.
    """
    needs = (*needs, *(() if ALWAYS[0] in sample.drivers else terms.MEMORIES))
    return replace(sample, drivers=prepare(sample.drivers, sample.calendar, sample.latitude[sample.pixel], needs=needs))


def can_make(name: str, given: Iterable[str]) -> bool:
    """Return whether a driver is given or can be derived from those that are."""
    given = set(given)
    names = {*given, *ALWAYS, *(terms.MEMORIES if "lst" in given else ())}
    return name in names or (name in DERIVED and any(set(way) <= names for way in DERIVED[name].ways))


def sources(needs: Iterable[str], given: Iterable[str]) -> list[str]:
    """Return which of the given drivers are read, or derived from, to make those that are needed."""
    given = list(given)
    wanted = set(needs)
    for name in wanted.difference(given) & DERIVED.keys():
        wanted.update(source for way in DERIVED[name].ways for source in way)
    return [name for name in given if name in wanted]


def lacking(form: Form, given: Iterable[str]) -> list[str]:
    """Return which drivers a form can't do without and that are neither given nor derivable."""
    given = set(given)
    return [name for name in form.needs if not can_make(name, given)]


def _fpar(d: Drivers, axis: int) -> np.ndarray:
    """Return the share of PAR that is absorbed, as VPM takes it."""
    return terms.absorbed_share(d["evi"])


def _par(d: Drivers, axis: int) -> np.ndarray:
    """Return PAR under a sky half clouded, MJ m-2 d-1: 0.45 x 0.5 x potential radiation."""
    return PAR_SHARE * _TRANSMITTED * d["toa"]


def _tmin(d: Drivers, axis: int) -> np.ndarray:
    """Return night-time surface temperature for the daily minimum of air temperature, degC; by day less 10 degC where it is not known."""
    by_day = d["lst"] - _DAY_NIGHT
    return np.where(np.isfinite(d["lst_night"]), d["lst_night"], by_day) if "lst_night" in d else by_day


def _vpd(d: Drivers, axis: int) -> np.ndarray:
    """Return no vapour pressure deficit, kPa, so that it limits nothing: without meteorology it is not known."""
    return np.zeros_like(d["lst"])


def _dryness(d: Drivers, axis: int) -> np.ndarray:
    """Return the saturation vapour pressure by day less that by night, kPa: what the air would lack if it were saturated at night."""
    return np.maximum(terms.saturation_pressure(d["lst"]) - terms.saturation_pressure(d["lst_night"]), 0.0)


def _nirv(d: Drivers, axis: int) -> np.ndarray:
    """Return (NDVI - 0.08) x near-infrared reflectance, the latter where EVI stands for the two-band EVI2.

    EVI2 = 2.5 (N - R) / (N + 2.4 R + 1) and R = N (1 - NDVI) / (1 + NDVI) make N = EVI2 / (2.5 (1 - s) - EVI2 (1 + 2.4 s)), s = R / N.

    References
    ----------
    Badgley et al. 2017, doi:10.1126/sciadv.1602244. Jiang et al. 2008, doi:10.1016/j.rse.2008.06.006 (EVI2).
    """
    ndvi = np.clip(d["ndvi"], -0.2, 0.98)
    share = (1 - ndvi) / (1 + ndvi)
    divisor = np.maximum(2.5 * (1 - share) - d["evi"] * (1 + 2.4 * share), 0.1)
    near_infrared = np.clip(d["evi"] / divisor, 0.0, 1.0)
    return np.maximum(ndvi - 0.08, 0.0) * near_infrared


def _water(d: Drivers, axis: int) -> np.ndarray:
    """Return VPM's water scalar (1 + LSWI) / (1 + LSWImax), at most 1; 1 where LSWI is not known.

    LSWImax is the second highest LSWI of the record while the surface is warmer than 5 degC, so that snow does not count.
    """
    if "lswi" not in d:
        return np.ones_like(d["evi"])
    warm = np.where(d["lst"] > _GROWING_DEGC, d["lswi"], np.nan)
    highest = _extreme(warm, axis, 1)
    scalar = (1 + d["lswi"]) / (1 + highest)
    return np.where(np.isfinite(scalar), np.clip(scalar, 0.0, 1.0), 1.0)


def _root_moisture(d: Drivers, axis: int) -> np.ndarray:
    """Return soil moisture as L4C rescales it, percent: 95 ln(x) / ln(101) + 5 with x = 100 (SM - min) / (max - min) + 1.

    min and max are the lowest and highest of the record (the second of each, against outliers); surface moisture stands for that of
    the root zone. 100, which limits nothing, where it is not known, as under snow.

    References
    ----------
    Jones et al. 2017, doi:10.1109/TGRS.2017.2729343.
    """
    sm = d["soil_moisture"]
    low, high = -_extreme(-sm, axis, 1), _extreme(sm, axis, 1)
    share = np.clip((sm - low) / np.maximum(high - low, 1e-3), 0.0, 1.0)
    return np.where(np.isfinite(sm), 95.0 * np.log(100.0 * share + 1.0) / np.log(101.0) + 5.0, 100.0)


def _extreme(values: np.ndarray, axis: int, rank: int) -> np.ndarray:
    """Return the highest value but `rank` over time, the axis kept; NaN where fewer are known."""
    order = np.sort(np.where(np.isfinite(values), values, -np.inf), axis=axis)
    highest = np.take(order, [max(order.shape[axis] - 1 - rank, 0)], axis=axis)
    return np.where(np.isfinite(highest), highest, np.nan)


DERIVED: Mapping[str, Recipe] = {
    "fpar": Recipe((("evi",),), _fpar),
    "par": Recipe((("toa",),), _par),
    "tmin": Recipe((("lst_night",), ("lst",)), _tmin),
    "vpd": Recipe((("lst",),), _vpd),
    "dryness": Recipe((("lst", "lst_night"),), _dryness),
    "nirv": Recipe((("evi", "ndvi"),), _nirv),
    "water": Recipe((("evi",),), _water),
    "root_moisture": Recipe((("soil_moisture",),), _root_moisture),
}
"""By driver: how it is derived where it is not given."""
