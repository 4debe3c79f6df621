"""The season: when land thaws and freezes, and when GPP begins, peaks and ends, per pixel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional

import numpy as np

from ..calendar import Calendar

THRESHOLD = 0.10
"""Share of the year's peak above which GPP counts as in season."""
_HALF = 0.5  # thawed share of a step from which it counts as thawed


def peak(gpp: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Return the highest GPP of the calendar year at each step, in the unit of `gpp`, (time, ...); NaN where a year has none.

    Parameters
    ----------
    gpp : ndarray (time, ...)
        GPP, NaN where missing.
    calendar : Calendar
        The steps.
    """
    out = np.empty_like(gpp)
    for year in np.unique(calendar.years):
        inside = calendar.years == year
        out[inside] = np.fmax.reduce(gpp[inside], axis=0)
    return out


def growing(gpp: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Return the steps with at least a tenth of the year's highest GPP, bool (time, ...)."""
    highest = peak(gpp, calendar)
    return (gpp >= THRESHOLD * highest) & (highest > 0)


def timing(
    gpp: np.ndarray, calendar: Calendar, thaw_fraction: Optional[np.ndarray] = None, highest: Optional[np.ndarray] = None
) -> dict[str, np.ndarray]:
    """Return the dates of the season as days of the year, and its length in days, each float32 (...), mean over the years.

    season_onset and season_end are when GPP passes a tenth of the year's peak for the first and for the last time, between the middles
    of steps; season_peak is when GPP is highest; season_length is from onset to end. thaw_onset and freeze_onset are the days that best
    part the year's frozen days from its thawed ones. A date that the record does not see is NaN.

    Parameters
    ----------
    gpp : ndarray (time, ...)
        g C m-2 d-1, NaN where missing.
    calendar : Calendar
        The steps.
    thaw_fraction : ndarray (time, ...), optional
        Thawed share of each step, 0-1.
    highest : ndarray (time, ...), optional
        Peak of the year to measure against, by default that of `gpp`: give that of today to compare a changed season with today's.
    """
    highest = peak(gpp, calendar) if highest is None else highest
    dates: dict[str, list[np.ndarray]] = {}
    for year in np.unique(calendar.years):
        inside = calendar.years == year
        new_year = np.datetime64(f"{year}-01-01", "D").astype(np.float64)
        middles = calendar.middles[inside] - new_year + 1
        found = _gpp_dates(gpp[inside], highest[inside][0], middles)
        if thaw_fraction is not None:
            ends = calendar.ends[inside].astype(np.float64) - new_year + 1
            found.update(_thaw_dates(thaw_fraction[inside], ends, calendar.days[inside]))
        for name, values in found.items():
            dates.setdefault(name, []).append(values)
    return {name: mean_of_years(values).astype(np.float32) for name, values in dates.items()}


def _gpp_dates(gpp: np.ndarray, highest: np.ndarray, middles: np.ndarray) -> Mapping[str, np.ndarray]:
    """Return onset, peak and end (day of year) and length (days) of one year's GPP (time, ...)."""
    threshold = THRESHOLD * highest
    above = (gpp >= threshold) & (highest > 0)
    # Step by step: three times as fast as argmax along the slowest axis.
    first, last, top = (np.full(highest.shape, -1, np.intp) for _ in range(3))
    best = np.full(highest.shape, -np.inf, gpp.dtype)
    for t, (inside, value) in enumerate(zip(above, gpp)):
        first = np.where(inside & (first < 0), t, first)
        last = np.where(inside, t, last)
        top = np.where(value > best, t, top)
        best = np.fmax(best, value)
    seen = first >= 0
    onset = _crossing(gpp, middles, threshold, first - 1)
    end = _crossing(gpp, middles, threshold, last)
    inside = (top > 0) & (top < len(gpp) - 1)  # GPP that is highest at the record's edge may have peaked beyond
    peaks = np.where(inside, middles[top], np.nan)
    found = {"season_onset": onset, "season_peak": peaks, "season_end": end, "season_length": end - onset}
    return {name: np.where(seen, values, np.nan) for name, values in found.items()}


def _crossing(gpp: np.ndarray, middles: np.ndarray, threshold: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Return the day on which GPP passes the threshold between the middles of `step` and of the next, NaN outside the record."""
    left = np.clip(step, 0, max(len(gpp) - 2, 0))
    right = np.minimum(left + 1, len(gpp) - 1)
    before, after = (np.take_along_axis(gpp, at[None], axis=0)[0] for at in (left, right))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (threshold - before) / (after - before)
    day = middles[left] + share * (middles[right] - middles[left])
    return np.where(left == step, day, np.nan)


def _thaw_dates(thaw_fraction: np.ndarray, ends: np.ndarray, days: np.ndarray) -> dict[str, np.ndarray]:
    """Return thaw and freeze onset (day of year) of one year's thawed shares (time, ...).

    The thawed less the frozen days since New Year fall until spring and rise until autumn: lowest at thaw, highest at freeze.
    """
    length = days.reshape(-1, *(1,) * (thaw_fraction.ndim - 1))
    balance = np.cumsum((thaw_fraction - _HALF) * length, axis=0)
    known = np.isfinite(balance[-1])
    balance = np.where(known, balance, 0.0)
    freeze = np.argmax(balance, axis=0)  # last step that is thawed
    steps = np.arange(len(days)).reshape(length.shape)
    thaw = np.argmin(np.where(steps <= freeze, balance, np.inf), axis=0)  # last step that is frozen
    turned = known & (thaw < freeze)
    after = np.minimum(thaw + 1, len(days) - 1)
    later = np.minimum(freeze + 1, len(days) - 1)

    def thawed(step: np.ndarray) -> np.ndarray:
        return np.take_along_axis(thaw_fraction, step[None], axis=0)[0] * days[step]

    spring = ends[after] - thawed(after) - thawed(thaw)
    autumn = ends[freeze] - days[freeze] + thawed(freeze) + np.where(later > freeze, thawed(later), 0.0)
    return {
        "thaw_onset": np.where(turned & (np.take_along_axis(balance, thaw[None], axis=0)[0] < 0), spring, np.nan),
        "freeze_onset": np.where(turned & (later > freeze), autumn, np.nan),
    }


def mean_of_years(values: Sequence[np.ndarray]) -> np.ndarray:
    """Return the mean of dates (year, ...) over the years that are known, (...); NaN where none is."""
    stack = np.asarray(values)
    known = np.isfinite(stack)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(known, stack, 0.0).sum(axis=0) / known.sum(axis=0)
