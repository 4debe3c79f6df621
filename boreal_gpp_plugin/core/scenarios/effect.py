"""The effect of a scenario on some pixels: GPP, its change and each driver's part in it, the season, and what is extrapolated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from ..calendar import Calendar
from ..drivers import extrapolation, season, shapley
from ..model.forms import Drivers
from .response import Response, State
from .scenario import Scenario

Maps = dict[str, np.ndarray]
Ranges = Mapping[int, Mapping[str, extrapolation.Range]]


def effect(scenario: Scenario, response: Response, today: np.ndarray, calendar: Calendar) -> tuple[np.ndarray, State, Maps]:
    """Return GPP under the scenario, g C m-2 d-1 (time, ...), the state behind it, and maps of the change, g C m-2 of the period (...).

    The maps are gpp_total_change with its _low and _high, by_<term> that sum to it, and member_<i> for each climate of the scenario.

    Parameters
    ----------
    scenario : Scenario
        The changed climate.
    response : Response
        The model on the drivers of the pixels.
    today : ndarray (time, ...)
        GPP of the run, g C m-2 d-1.
    calendar : Calendar
        The steps.
    """
    days = calendar.days.astype(np.float32)
    states = [response.under(deltas, scenario.evi) for deltas in scenario.members]
    totals = [np.tensordot(days, state.gpp - response.today.gpp, 1) for state in states]
    parts = shapley.of_product_over_time(response.today.factors, states[0].factors, calendar.days)
    maps = {
        "gpp_total_change": totals[0],
        "gpp_total_change_low": np.minimum.reduce(totals),
        "gpp_total_change_high": np.maximum.reduce(totals),
        **{f"by_{name}": part for name, part in parts.items() if name != "m"},
        **{f"member_{i}": total for i, total in enumerate(totals)},
    }
    return response.changed(today, states[0]), states[0], maps


def seasons(today: np.ndarray, gpp: np.ndarray, calendar: Calendar) -> Maps:
    """Return the dates of both seasons (...), both against today's peak, and the change of the season's length in days."""
    highest = season.peak(today, calendar)
    before, after = (season.timing(series, calendar, highest=highest) for series in (today, gpp))
    dates = {f"{name}_today": values for name, values in before.items()}
    return {**dates, **after, "season_length_change": after["season_length"] - before["season_length"]}


def extrapolated(
    ranges: Optional[Ranges], before: Drivers, after: Drivers, strata: np.ndarray, gpp: tuple[np.ndarray, np.ndarray], calendar: Calendar
) -> Maps:
    """Return the shares of GPP that rest on drivers outside their calibrated range (...): under the scenario, by driver, and today.

    Parameters
    ----------
    ranges : mapping, optional
        From `extrapolation.calibrated_ranges`; without, the result is empty.
    before, after : mapping of str to ndarray (time, ...)
        Prepared drivers of today and of the scenario.
    strata : ndarray (...)
        Stratum codes.
    gpp : tuple of ndarray (time, ...)
        GPP of today and of the scenario, g C m-2 d-1; the larger counts.
    calendar : Calendar
        The steps.
    """
    if ranges is None:
        return {}
    weight = np.maximum(*gpp) * calendar.days.astype(np.float32).reshape(-1, *(1,) * strata.ndim)
    total = weight.sum(axis=0)

    def share(outside: np.ndarray) -> np.ndarray:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.einsum("t...,t...->...", weight, outside) / total

    beyond, already = (extrapolation.outside(ranges, drivers, strata) for drivers in (after, before))
    return {
        "extrapolated": share(np.logical_or.reduce(list(beyond.values()))),
        "extrapolated_today": share(np.logical_or.reduce(list(already.values()))),
        **{f"extrapolated_{name}": share(values) for name, values in beyond.items()},
    }
