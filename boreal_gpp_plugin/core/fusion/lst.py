"""Land surface temperature: clear daytime looks become the all-weather mean of each step."""

from __future__ import annotations

from typing import Optional

import numpy as np

from ..calendar import Calendar
from . import whittaker
from .resample import fill_nearest
from .series import step_means

NODE_DAYS = 8.0
STIFFNESS_OF_DIFFERENCE = 4.0  # LST minus weather changes with the season, within about a month
STIFFNESS_ALONE = 0.5  # without weather the looks themselves must be followed


def fuse(looks: np.ndarray, days: np.ndarray, weather: Optional[np.ndarray], calendar: Calendar) -> np.ndarray:
    """Return daytime LST of each step on the coarse cells, degC, float32 (time, y, x); NaN only where no cell was ever seen.

    With an all-weather temperature T, LST(d) = T(d) + D(d): the difference D of the clear looks is smoothed and the weather of every
    day, clear or not, added back; the result is an all-sky mean. Without it the looks are smoothed and the result is clear-sky.

    Parameters
    ----------
    looks : ndarray (look, y, x)
        Clear-sky LST, degC, NaN where not seen.
    days : ndarray (look,)
        Times in days since 1970-01-01.
    weather : ndarray (day, y, x), optional
        All-weather temperature of every day of the calendar on the same cells, degC, without gaps.
    calendar : Calendar
        The steps.
    """
    every_day, cells = calendar.every_day(), looks.shape[1:]
    day_of_look = np.clip(np.floor(days) - every_day[0].astype(float), 0, len(every_day) - 1).astype(int)
    values = looks if weather is None else looks - weather[day_of_look]
    values = values.reshape(len(days), -1)
    weights = np.isfinite(values).astype(np.float32)
    first = every_day[0].astype(np.float64)
    nodes = whittaker.daily_nodes(first, first + len(every_day), NODE_DAYS)
    stiffness = STIFFNESS_ALONE if weather is None else STIFFNESS_OF_DIFFERENCE
    difference = whittaker.smooth(values, weights, days, nodes, stiffness)
    # Cells that no look ever reached take the nearest cell's difference, not its weather.
    difference = fill_nearest(difference.reshape(len(nodes), *cells)).reshape(len(nodes), -1)
    daily = whittaker.at(difference, nodes, every_day.astype(np.float64) + 0.5).reshape(len(every_day), *cells)
    return step_means(daily if weather is None else daily + weather, calendar)
