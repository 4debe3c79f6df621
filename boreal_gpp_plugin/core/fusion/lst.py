"""Land surface temperature: clear looks, and an all-weather temperature, become the mean of each step at 30 m.

LST(place, day) = T(day) + level(place, day) + slopes(day) . covariates(place, day)

T is an all-weather temperature brought to the hour of the overpass (nothing where there is none), the level and the slopes are found
from the clear looks. With T the result is all-sky: clear days and cloudy ones. Without it the result is what clear days show, warmer in
summer and colder in winter than the truth, and is named so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np
from scipy import ndimage

from ..calendar import Calendar
from ..grid import Bounds, Grid
from ..language import Message, msg
from . import downscale
from .aggregates import Aggregates
from .covariates import COVERS
from .downscale import Beliefs, Fit, Look, SlopePrior
from .footprint import Footprint
from .level import MIDWINTER, YEAR_DAYS, Course, anomalies
from .pattern import Pattern
from .resample import Interpolator
from .series import days_from, step_means
from .variogram import Variogram

ALL_SKY = msg("All-sky: the mean of clear and cloudy days.")
CLEAR_SKY = msg("Clear-sky, for no weather of cloudy days was at hand: warmer in summer and colder in winter than the mean of all days.")

PIXEL = 1000.0  # metres: SLSTR, and the cells of the level
FEWEST_PIXELS = 3  # on a side: of a site smaller than these, those around it tell too
BLUR = 0.3  # cells: optics and resampling, beyond the pixel's own box
SLOPE_DAYS = 60.0  # contrasts change with the season
WEATHER_DAYS = 5.0  # fields of warm and cold air stay for that long
SHARED_ERROR = 0.5  # K: of the atmosphere's correction, the same for all pixels of a look
UNEXPLAINED = 0.05  # share of the variance explained within pixels
LAKE_DAYS = 15.0  # standard deviation of the window over which lakes smooth the weather
ICE_GONE = 2.0  # degC of the slow lake: below, the less open water the colder
LEAST_RANGE = 1.0  # K between the hours of a day, below which it tells nothing of the sun
_LEAST_SPREAD = 1e-6  # squared standard deviations: a record of one step is its own line
REVISIT = 2.0  # days between which weather is as good as seen: what is missed there is told by the looks
SPELL, SPELL_DAYS = 4.0, 5.0  # K, days: departure of daily temperature from its season, and its memory
YEARLY = 16.0  # K: amplitude of the year over boreal land
WARMEST_HOUR = 14.5  # mean solar time at which air is warmest

_SLOPES: dict[str, SlopePrior] = {
    **dict.fromkeys(COVERS, SlopePrior(0.5, 3.0)),
    "barren": SlopePrior(3.0, 5.0),  # dry ground without shade or transpiration is the hottest
    "burn": SlopePrior(1.5, 2.5),
    "elevation": SlopePrior(-0.0065, 0.003),  # K m-1: the standard atmosphere's lapse rate
    "insolation": SlopePrior(3.0, 4.0),
    "wetness": SlopePrior(0.0, 0.5),
    "evi": SlopePrior(-8.0, 12.0),
    "water": SlopePrior(-3.0, 8.0),
}
_AT_NIGHT: dict[str, SlopePrior] = {
    **dict.fromkeys(COVERS, SlopePrior(-0.5, 1.5)),
    "burn": SlopePrior(-0.5, 1.5),
    "elevation": SlopePrior(-0.002, 0.005),  # cold air pools in hollows
    "insolation": SlopePrior(0.5, 1.0),
    "wetness": SlopePrior(-0.2, 0.5),
    "evi": SlopePrior(0.0, 4.0),
    "water": SlopePrior(4.0, 8.0),
}
"""K per unit of each covariate. Slopes of 0 to 10 K between covers and -10 to -20 K per unit of EVI by day are common in summer; the
priors are wide enough for the looks to decide."""


@dataclass(frozen=True)
class Overpass:
    """A time of day at which looks are taken.

    Attributes
    ----------
    hour : float
        Mean solar time.
    slopes : mapping of str to SlopePrior
        Priors of the slopes.
    sun_lost : float
        Share of what the sun adds to T under clear sky that is lost under cloud.
    sun_lost_sd : float
        Its standard deviation.
    warmer : float
        Warmth of the surface under cloud above that under clear sky at equal T, K.
    warmer_sd : float
        Its standard deviation.
    flatter : float
        Share of contrasts between pixels, lapse rate and water aside, that is lost under cloud.
    flatter_sd : float
        Its standard deviation.
    midwinter : tuple of float, optional
        Warmth of clear ground above T in midwinter, K, and its standard deviation: what the sun adds is counted from there.
    """

    hour: float
    slopes: Mapping[str, SlopePrior]
    sun_lost: float
    sun_lost_sd: float
    warmer: float
    warmer_sd: float
    flatter: float
    flatter_sd: float
    midwinter: Optional[tuple[float, float]] = None


# What cloud does at equal air temperature was measured on the radiometric temperature of the pine and spruce forest SE-Svb in 2019
# (ICOS Sweden, daily at 10 h and 22 h): by day what the sun adds falls by 20 to 35 % from the clearest to the dullest fifth of days
# with a third of the sun left; by night cloudy days are 1.5 K warmer. Bare land must lose up to what the sun does, twice as much, and
# landscapes lie between: hence the doubt. Contrasts between covers follow net radiation, of which an overcast sky leaves a quarter.
# Snow under a clear winter sky is colder than the air, by more the stiller it is; records of summer alone have only this to go by.
DAY = Overpass(10.0, _SLOPES, 0.4, 0.15, 0.0, 0.0, 0.5, 0.25, (-1.5, 1.5))
NIGHT = Overpass(22.0, _AT_NIGHT, 0.0, 0.0, 1.5, 1.0, 0.5, 0.25)


@dataclass(frozen=True)
class Weather:
    """An all-weather temperature of every day.

    Attributes
    ----------
    cells : Grid
        Its cells.
    hours : tuple of float
        One or two hours of the day, mean solar time, ascending.
    values : ndarray (day, hour, y, x)
        degC, of every day of the calendar, without gaps.
    given : ndarray of bool (day,), optional
        Days on which it was given, one at least; the others were filled in from those around them. By default all.
    """

    cells: Grid
    hours: tuple[float, ...]
    values: np.ndarray
    given: Optional[np.ndarray] = None

    def at(self, cells: Grid, hour: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the temperature at an hour, (day, y, x), and that of its own hours near it, (hour, day, y, x), on other cells."""
        interpolate = Interpolator(self.cells, cells)
        fields = np.stack([[interpolate(field) for field in self.values[:, i]] for i in range(len(self.hours))])
        near = list(self.hours)
        for i, own in enumerate(self.hours):
            if hour - own > 12.0:  # the next morning is nearer than the last
                fields[i] = np.concatenate([fields[i, 1:], fields[i, -1:]])
                near[i] = own + 24.0
        order = np.argsort(near)
        fields, near = fields[order], np.array(near)[order]
        return np.tensordot(_hour_weights(near, hour), fields, 1), fields

    def unknown(self, calendar: Calendar) -> np.ndarray:
        """Return the error variance of each step that comes from days filled in, K2, (time,).

        What is taken from another day misses the spell of weather and, with the months, the season.
        """
        if self.given is None:
            return np.zeros(len(calendar))
        away = np.maximum(days_from(self.given) - REVISIT, 0.0)
        season = 2 * (YEARLY * np.sin(np.pi * np.minimum(away / YEAR_DAYS, 0.5))) ** 2
        spell = 2 * SPELL**2 * (1 - np.exp(-away / SPELL_DAYS))
        return step_means(np.sqrt(season + spell), calendar) ** 2  # days of a step err alike


def _hour_weights(hours: np.ndarray, hour: float) -> np.ndarray:
    """Return weights, of sum 1, that bring temperatures of one or two hours to `hour` along a daily cosine."""
    if len(hours) == 1:
        return np.ones(1)
    first, last, wanted = np.cos(2 * np.pi * (np.array([*hours, hour]) - WARMEST_HOUR) / 24)
    share = float(np.clip((wanted - first) / (last - first), 0.0, 1.0))
    return np.array([1 - share, share])


def reach(grid: Grid, pixel: float = PIXEL) -> Bounds:
    """Return the bounds, metres, within which `pixel` metres wide pixels tell of a site: its own, or of a small site wider ones."""
    left, bottom, right, top = grid.bounds
    across, down = (max(FEWEST_PIXELS * pixel - side, 0.0) / 2 for side in (right - left, top - bottom))
    return left - across, bottom - down, right + across, top + down


def sky(weather: Optional[Weather]) -> Message:
    """Return what the maps show: `ALL_SKY` with an all-weather temperature, `CLEAR_SKY` without."""
    return CLEAR_SKY if weather is None else ALL_SKY


def fit(
    looks: Sequence[Look],
    weather: Optional[Weather],
    aggregates: Aggregates,
    grid: Grid,
    calendar: Calendar,
    overpass: Overpass = DAY,
    pixel: float = PIXEL,
) -> Pattern:
    """Return LST of each step, degC, as maps.

    Parameters
    ----------
    looks : sequence of Look
        Of one overpass (day or night), LST in degC. Looks at wholly clouded sites belong here too, without pixels: they tell how
        cloudy a step was.
    weather : Weather, optional
        The all-weather temperature.
    aggregates : Aggregates
        Covariates of the site.
    grid : Grid
        The site's grid, in metres.
    calendar : Calendar
        The steps.
    overpass : Overpass
        `DAY` or `NIGHT`.
    pixel : float
        Size of the looks' pixels, metres.
    """
    fitted, base = clear_sky(looks, weather, aggregates, grid, calendar, overpass, pixel)
    if base is not None:
        cloud = 1 - clear_share(looks, calendar, fitted.cells.height * fitted.cells.width)
        fitted = _under_all_skies(fitted, step_means(base, calendar), cloud, sunshine(weather, calendar), overpass, calendar)
        fitted = replace(fitted, texture=fitted.texture + weather.unknown(calendar)[:, None])
    return downscale.pattern(_with_slow_lakes(fitted, calendar))


def clear_sky(
    looks: Sequence[Look],
    weather: Optional[Weather],
    aggregates: Aggregates,
    grid: Grid,
    calendar: Calendar,
    overpass: Overpass = DAY,
    pixel: float = PIXEL,
) -> tuple[Fit, Optional[np.ndarray]]:
    """Return what clear looks say of LST above T in each step, and T on the cells, degC (day, y, x); parameters are those of `fit`."""
    cells = Grid.from_bounds(reach(grid, pixel), grid.crs, pixel)
    base = regressors = None
    if weather is not None:
        base, fields = weather.at(cells, overpass.hour)
        regressors = np.stack([anomalies(field, calendar.every_day().astype(np.float64)) for field in fields])
    beliefs = Beliefs(
        overpass.slopes, SLOPE_DAYS, WEATHER_DAYS, Variogram(2.0, 6 * pixel, 0.5, 2.0), _course(regressors, overpass), UNEXPLAINED
    )
    footprint = Footprint(pixel, pixel, BLUR * pixel)
    return downscale.fit(looks, cells, footprint, aggregates, calendar, beliefs, base, regressors), base


def _course(regressors: Optional[np.ndarray], overpass: Overpass) -> Course:
    """Return what is known of the level: of LST itself, or of what it is above the all-weather temperature."""
    if regressors is None:
        return Course((20.0, 20.0, 5.0), np.zeros(0), np.zeros((0, 0)), 9.0, 3.0, 3.0, SHARED_ERROR**2)
    # Together the hours' weights are known to 0.15, their balance (the phase of the daily cycle) less well.
    covariance = [[0.15**2]] if len(regressors) == 1 else [[0.25**2, 0.15**2 / 2 - 0.25**2], [0.15**2 / 2 - 0.25**2, 0.25**2]]
    return Course((8.0, 8.0, 4.0), np.zeros(len(regressors)), np.array(covariance), 4.0, 2.0, 2.0, SHARED_ERROR**2, overpass.midwinter)


def clear_share(looks: Sequence[Look], calendar: Calendar, pixels: int) -> np.ndarray:
    """Return the share of the sky that was clear in each step, (time,), from the `pixels` that a look can have.

    Neighbouring steps help, and where there are no looks at all it is 0.4, as over boreal land.
    """
    clear, seen = np.zeros(len(calendar)), np.zeros(len(calendar))
    for look in looks:
        step = int(calendar.step_of(np.floor(look.day).astype("datetime64[D]")))
        if step >= 0:
            clear[step] += min(len(look.values) / pixels, 1.0)
            seen[step] += 1
    clear, seen = (ndimage.gaussian_filter1d(values, 1.5, mode="nearest") for values in (clear, seen))
    return (clear + 0.4) / (seen + 1.0)


def sunshine(weather: Weather, calendar: Calendar) -> np.ndarray:
    """Return the sunshine of each step relative to what is usual for the season, (time,), from the daily range of `weather`.

    It is 1 where the weather has one hour a day.

    References
    ----------
    Radiation goes with the square root of the daily range of temperature: Hargreaves and Samani 1982, Journal of the Irrigation and
    Drainage Division 108:225.
    """
    if len(weather.hours) == 1:
        return np.ones(len(calendar))
    spread = weather.values.mean(axis=(2, 3))
    spread = spread[:, -1] - spread[:, 0]
    usual = spread - anomalies(spread[:, None], calendar.every_day().astype(np.float64))[:, 0]
    spread, usual = step_means(spread, calendar), step_means(usual, calendar)
    return np.sqrt(np.clip(spread / np.maximum(usual, LEAST_RANGE), 0.25, 2.25))


def _under_all_skies(fitted: Fit, base: np.ndarray, cloud: np.ndarray, sun: np.ndarray, overpass: Overpass, calendar: Calendar) -> Fit:
    """Return the fit as the mean of all days: on the weather `base` (time, y, x), and with less sun under `cloud` (time,).

    Water keeps its temperature: cloud changes that of land alone. `sun` (time,) is the sunshine relative to the season's.
    """
    level = fitted.level
    above = level.mean - MIDWINTER @ level.season  # what the surface is more than in midwinter comes from the sun
    usual = overpass.sun_lost * cloud
    lost = usual + (overpass.sun_lost > 0) * (1 - usual) * (1 - sun)
    shift = (overpass.warmer * cloud)[:, None, None] - lost[:, None, None] * above
    doubt = (overpass.warmer_sd * cloud) ** 2 + (overpass.sun_lost_sd * cloud * above.mean(axis=(1, 2))) ** 2
    names = (*fitted.aggregates.names, "evi", "water")
    fades = np.array([name not in ("elevation", "water") for name in names])
    left = np.where(fades, 1 - overpass.flatter * cloud[:, None], 1.0)
    unsure = np.where(fades, overpass.flatter_sd * cloud[:, None], 0.0) * fitted.slopes
    slopes = left * fitted.slopes
    slopes[:, -1] -= shift.mean(axis=(1, 2))
    return replace(
        fitted,
        level=replace(
            level,
            mean=level.mean + base + shift,
            variance=level.variance * (1 - lost[:, None, None]) ** 2,
            common=level.common * (1 - lost) ** 2,
        ),
        slopes=slopes,
        covariance=left[:, :, None] * left[:, None, :] * fitted.covariance + unsure[:, :, None] * unsure[:, None, :],
        texture=fitted.texture + doubt[:, None] * [1, 0],
    )


def _with_slow_lakes(fitted: Fit, calendar: Calendar) -> Fit:
    """Return the fit with open water that warms and cools slowly: it follows the season of land around it, not its weather.

    Lakes differ from each other while they are open; under ice and snow they are as alike as land.
    """
    lake = fitted.level.mean.mean(axis=(1, 2)) + fitted.slopes[:, -1]
    apart = (calendar.middles - calendar.middles[:, None]) / LAKE_DAYS
    weights, doubt = _local_lines(apart), fitted.level.common
    slow = weights @ lake
    open_water = np.clip(slow / ICE_GONE, 0.0, 1.0)
    # Lines miss how lakes turn and freeze: by what lakes depart from them around a time, beyond what errors of the steps explain.
    error = doubt + fitted.covariance[:, -1, -1]
    departure = (lake - slow) ** 2 - (1 - 2 * np.diag(weights)) * error - weights**2 @ error
    near = np.exp(-0.5 * apart**2)
    missed = np.maximum(near @ (open_water * departure) / near.sum(axis=1), 0)
    slopes, texture = fitted.slopes.copy(), fitted.texture.copy()
    slopes[:, -1] += open_water * (slow - lake)
    texture[:, 1] += open_water * (weights**2 @ doubt - doubt + missed) - (1 - open_water) * fitted.variogram.water
    return replace(fitted, slopes=slopes, texture=texture)


def _local_lines(apart: np.ndarray) -> np.ndarray:
    """Return weights (time, time) that smooth a series by a line around each time, `apart` (time, time) in standard deviations.

    A mean would pull the ends of a record towards what lies inside it: lakes would thaw too early where a record begins in spring.

    References
    ----------
    Fan 1992, Journal of the American Statistical Association 87:998.
    """
    kernel = np.exp(-0.5 * apart**2)
    total, first, second = (np.sum(kernel * apart**power, axis=1, keepdims=True) for power in range(3))
    second = second + _LEAST_SPREAD
    return kernel * (second - first * apart) / (total * second - first**2)
