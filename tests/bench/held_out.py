"""Looks of the sample site that temperature is learnt without, and what is then said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.fusion import lst
from boreal_gpp_plugin.core.fusion.aggregates import Aggregates
from boreal_gpp_plugin.core.fusion.downscale import MIN_KNOWN, Look
from boreal_gpp_plugin.core.fusion.footprint import Footprint, View
from boreal_gpp_plugin.core.grid import Grid

FOLDS = 5


def daily(aggregates: Aggregates, calendar: Calendar) -> tuple[Aggregates, Calendar]:
    """Return the covariates and the calendar of single days."""
    days = calendar.every_day()
    step = calendar.step_of(days)
    fields = {name: getattr(aggregates, name)[step] for name in ("evi", "evi_centre", "spread")}
    return replace(aggregates, **fields), Calendar(days, days + 1)


def hidden_looks(
    looks: Sequence[Look], weather: lst.Weather, aggregates: Aggregates, grid: Grid, calendar: Calendar
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what hidden pixels showed, what was said of them and its standard deviation, noise included, K, each (pixel,).

    Every fifth day with a look is hidden, in five turns.
    """
    aggregates, days = daily(aggregates, calendar)
    view = View(aggregates, Footprint(lst.PIXEL, lst.PIXEL, lst.BLUR * lst.PIXEL))
    day_of = np.array([int(np.floor(look.day) - days.starts[0].astype(float)) for look in looks])
    seen = np.unique([day for day, look in zip(day_of, looks) if len(look.values) and 0 <= day < len(days)])
    values, means, variances = [], [], []
    for fold in range(FOLDS):
        hidden = set(seen[fold::FOLDS].tolist())
        kept = [look for day, look in zip(day_of, looks) if day not in hidden]
        fitted, base = lst.clear_sky(kept, weather, aggregates, grid, days)
        for day, look in zip(day_of, looks):
            if day not in hidden:
                continue
            design, known = view.at(look.x, look.y, day)
            cell = fitted.cells.index_of(look.x, look.y, grid.crs)
            usable = (cell >= 0) & (known >= MIN_KNOWN)
            design, cell = design[usable], cell[usable]
            values.append(look.values[usable])
            means.append((fitted.level.mean[day] + base[day]).ravel()[cell] + design @ fitted.slopes[day])
            noise = fitted.variogram.rough(design[:, -1]) + lst.SHARED_ERROR**2
            slopes = np.einsum("pi,ij,pj->p", design, fitted.covariance[day], design)
            variances.append(fitted.level.variance[day].ravel()[cell] + slopes + noise)
    return np.concatenate(values), np.concatenate(means), np.sqrt(np.concatenate(variances))
