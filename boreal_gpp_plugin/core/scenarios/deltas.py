"""Deltas: how much each driver changes, by month or in days, and the drivers changed by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..calendar import Calendar
from ..variables import VARIABLES

MONTHS = 12
NO_CHANGE = (0.0,) * MONTHS
_WARMED = ("lst", "lst_night", "tmin")
_GREEN = ("evi", "ndvi", "nirv")
_YEAR = 365.0
# Day of the year and which shift holds there: that of thaw from 1 February until leaf-out, that of freeze from leaf colouring until
# December, neither at midsummer (19 July), where boreal greenness peaks; in between they pass over into each other.
_SPRING_FROM, _SPRING_TO, _MIDSUMMER, _AUTUMN_FROM, _AUTUMN_TO = 32.0, 145.0, 200.0, 250.0, 335.0
THAW_LIMITS, FREEZE_LIMITS = (-45.0, 30.0), (-30.0, 45.0)
"""Days by which thaw and freeze may shift: beyond, dates near midsummer or midwinter would change their order."""


@dataclass(frozen=True)
class Deltas:
    """Changes of the drivers; parameters never change.

    Attributes
    ----------
    lst : tuple of float
        Warming of the land surface by month, January first, K.
    soil_moisture : tuple of float
        Change of soil moisture by month, percent of its value.
    thaw, freeze : float
        Shift of thaw and of freeze in days: negative is earlier.
    """

    lst: tuple[float, ...] = NO_CHANGE
    soil_moisture: tuple[float, ...] = NO_CHANGE
    thaw: float = 0.0
    freeze: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what no calendar has; raises ValueError."""
        if len(self.lst) != MONTHS or len(self.soil_moisture) != MONTHS:
            raise ValueError("A year has twelve months.")
        for shift, (low, high) in ((self.thaw, THAW_LIMITS), (self.freeze, FREEZE_LIMITS)):
            if not low <= shift <= high:
                raise ValueError(f"A shift of {shift:g} days is not between {low:g} and {high:g}.")

    @classmethod
    def uniform(cls, lst: float = 0.0, soil_moisture: float = 0.0, thaw: float = 0.0, freeze: float = 0.0) -> Deltas:
        """Return changes that are the same in all months: K, percent, days, days."""
        return cls((lst,) * MONTHS, (soil_moisture,) * MONTHS, thaw, freeze)

    def apply(self, drivers: Mapping[str, np.ndarray], calendar: Calendar, shift_green: bool) -> dict[str, np.ndarray]:
        """Return the drivers (time, ...) under the changes, in their units and types; what does not change is not copied.

        Temperature takes the delta of its month, averaged over the days of a step; soil moisture is scaled alike and kept physical.
        Thawed share, and greenness where `shift_green`, follow the season's shift.

        Parameters
        ----------
        drivers : mapping of str to ndarray (time, ...)
            From the run.
        calendar : Calendar
            The steps.
        shift_green : bool
            Whether greenness moves with the season.
        """
        changed = dict(drivers)
        warming, scaling = step_means(self.lst, calendar), 1 + step_means(self.soil_moisture, calendar) / 100
        moved = ("thaw_fraction", *(_GREEN if shift_green else ()))
        for name, values in drivers.items():
            if name in _WARMED and np.any(warming):
                changed[name] = values + _along_time(warming, values)
            elif name == "soil_moisture" and np.any(scaling != 1):
                changed[name] = np.clip(values * _along_time(scaling, values), *VARIABLES[name].valid_range)
            elif name in moved and (self.thaw or self.freeze):
                changed[name] = shifted(values, calendar, self.look_ahead(calendar))
        return changed

    def look_ahead(self, calendar: Calendar) -> np.ndarray:
        """Return by how many days ahead of each step's middle its season is found in today's series, (time,)."""
        middles = calendar.middles
        new_year = calendar.starts.astype("datetime64[Y]").astype("datetime64[D]").astype(np.float64)
        knots = [_SPRING_FROM, _SPRING_TO, _MIDSUMMER, _AUTUMN_FROM, _AUTUMN_TO]
        return np.interp(middles - new_year + 1, knots, [-self.thaw, -self.thaw, 0.0, -self.freeze, -self.freeze], period=_YEAR)


def step_means(by_month: tuple[float, ...], calendar: Calendar) -> np.ndarray:
    """Return monthly values as the mean over the days of each step, in their unit, (time,)."""
    days = calendar.every_day()
    daily = np.array(by_month)[days.astype("datetime64[M]").astype(int) % MONTHS]
    return np.add.reduceat(daily, np.searchsorted(days, calendar.starts)) / calendar.days


def shifted(values: np.ndarray, calendar: Calendar, ahead: np.ndarray) -> np.ndarray:
    """Return a series (time, ...) as it is found `ahead` days (time,) of each step, linear between the middles of steps, in its type.

    Before its first and after its last step a series stays as it is there.
    """
    position = np.interp(calendar.middles + ahead, calendar.middles, np.arange(len(calendar)))
    mixed = np.empty_like(values)
    for t, (left, share) in enumerate(zip(position.astype(np.intp).tolist(), np.modf(position)[0].tolist())):
        if share == 0.0:  # a missing neighbour does not matter
            mixed[t] = values[left]
        else:
            np.multiply(values[left], 1.0 - share, out=mixed[t, ...])
            mixed[t, ...] += values[left + 1] * share
    return mixed


def _along_time(series: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return a series (time,) in the type of `values` (time, ...), of a shape that broadcasts with it."""
    return series.astype(values.dtype).reshape(-1, *(1,) * (values.ndim - 1))
