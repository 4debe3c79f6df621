"""Methods that fusion is held against, each in its plainest form."""

from __future__ import annotations

import numpy as np

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.fusion import whittaker
from boreal_gpp_plugin.core.fusion.series import fill_in_time
from boreal_gpp_plugin.core.fusion.surface import Surface
from boreal_gpp_plugin.core.grid import Grid

WHITTAKER_NODES, WHITTAKER_STIFFNESS = 4.0, 64.0  # days; the stiffness of 4 at 8-day steps, which does best on the scene
COVER_EXPONENT = 0.625  # of the greenness that is missing, in the cover of TsHARP


def linear(views: np.ndarray, days: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return views (view, y, x), NaN where there is none, interpolated to days linearly in time and held at the ends."""
    flat = views.reshape(len(days), -1)
    out = np.full((len(wanted), flat.shape[1]), np.nan, np.float32)
    for pixel in np.flatnonzero(np.isfinite(flat).any(axis=0)):
        seen = np.isfinite(flat[:, pixel])
        out[:, pixel] = np.interp(wanted, days[seen], flat[seen, pixel])
    return out.reshape(len(wanted), *views.shape[1:])


def smooth(views: np.ndarray, days: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return views (view, y, x) smoothed by Whittaker's method and taken on days."""
    nodes = whittaker.daily_nodes(min(days.min(), wanted.min()), max(days.max(), wanted.max()), WHITTAKER_NODES)
    flat = views.reshape(len(days), -1)
    series = whittaker.smooth(flat, np.isfinite(flat).astype(np.float32), days, nodes, WHITTAKER_STIFFNESS)
    return whittaker.at(series, nodes, wanted).reshape(len(wanted), *views.shape[1:])


def bilinear(values: np.ndarray, cells: Grid, grid: Grid) -> np.ndarray:
    """Return coarse values (time, y, x) filled linearly in time and interpolated bilinearly to pixels."""
    return Surface.through(fill_in_time(values), cells, 1).on(grid)


def tsharp(lst: np.ndarray, cells: Grid, grid: Grid, evi: np.ndarray) -> np.ndarray:
    """Return coarse LST (time, y, x) sharpened by the cover that EVI (time, y, x) tells, a regression for each step.

    References
    ----------
    Agam et al. 2007, A vegetation index based technique for spatial sharpening of thermal imagery, Remote Sensing of Environment
    107:545, doi:10.1016/j.rse.2006.10.006.
    """
    filled = fill_in_time(lst)
    low, high = np.nanquantile(evi, (0.02, 0.98))
    bare = np.clip((high - np.nan_to_num(evi, nan=low)) / (high - low), 0, 1) ** np.float32(COVER_EXPONENT)
    cell = cells.cell_of(grid).ravel()
    count = np.bincount(cell, minlength=cells.height * cells.width)
    out = np.empty(evi.shape, np.float32)
    for step, field in enumerate(filled):
        seen = (np.bincount(cell, bare[step].ravel(), len(count)) / count).reshape(cells.shape)
        slope, level = np.polyfit(seen.ravel(), field.ravel(), 1)
        left = field - level - slope * seen
        out[step] = level + slope * bare[step] + Surface.through(left[None], cells, 1).on(grid)[0]
    return out


def step_shares(states: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Return the thawed share of each step (time, y, x) of daily states (day, half, y, x), 1 thawed, NaN not seen."""
    step, known = calendar.step_of(calendar.every_day()), np.isfinite(states)
    total, count = (np.stack([part[step == i].sum(axis=(0, 1)) for i in range(len(calendar))]) for part in (np.nan_to_num(states), known))
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
