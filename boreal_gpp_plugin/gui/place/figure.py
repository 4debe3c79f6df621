"""The figure: curves over the steps of a calendar in panels, and strips of classes, as plain values that can be drawn or tabled."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np

from ...core.calendar import Calendar

LINE, DASHED, POINTS = "line", "dashed", "points"
_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
_FEW = 4  # ticks of an axis
_NOISE = 0.1  # of a tick


@dataclass(frozen=True)
class Curve:
    """A series in a panel.

    Attributes
    ----------
    label : str
        Name in legend and table.
    values : ndarray (time,)
        In the panel's unit; NaN where missing. Of looks on days of their own (look,).
    colour : str
        #rrggbb, or empty for that of text.
    form : str
        `LINE`, `DASHED` or `POINTS`.
    band : tuple of ndarray (time,), optional
        Low and high ends of its interval.
    days : ndarray (look,), optional
        Days since 1970-01-01 of looks; without them the values are those of the steps.
    """

    label: str
    values: np.ndarray
    colour: str = ""
    form: str = LINE
    band: Optional[tuple[np.ndarray, np.ndarray]] = None
    days: Optional[np.ndarray] = None

    def at(self, step: int, calendar: Calendar) -> float:
        """Return the value of a step, of looks the mean of those within it; NaN where there is none."""
        if self.days is None:
            return float(self.values[step])
        inside = self.values[calendar.step_of(np.floor(self.days).astype("datetime64[D]")) == step]
        return float(inside.mean()) if inside.size else math.nan


@dataclass(frozen=True)
class Panel:
    """Curves of one quantity.

    Attributes
    ----------
    title : str
        Name of the quantity.
    unit : str
        Its unit as readers know it; empty where it has none.
    curves : tuple of Curve
        From back to front.
    least : tuple of float
        Range that the axis shows at least.
    """

    title: str
    unit: str
    curves: tuple[Curve, ...]
    least: tuple[float, float] = (math.inf, -math.inf)

    def axis(self) -> tuple[float, float, float]:
        """Return low end, high end and distance of ticks, on round numbers around all values."""
        ends = [self.least] + [(float(np.nanmin(v)), float(np.nanmax(v))) for v in self._arrays() if np.isfinite(v).any()]
        low, high = min(a for a, _ in ends), max(b for _, b in ends)
        if not math.isfinite(low):
            low, high = 0.0, 1.0
        rough = max(high - low, 1e-6) / _FEW
        size = 10.0 ** math.floor(math.log10(rough))
        tick = next(step * size for step in _ROUND if step * size >= rough * (1 - 1e-9))
        if -_NOISE * tick < low < 0:  # what was measured of nothing
            low = 0.0
        return math.floor(low / tick + 1e-9) * tick, math.ceil(high / tick - 1e-9) * tick, tick

    def _arrays(self) -> Iterator[np.ndarray]:
        """Yield all values, ends of intervals too."""
        for curve in self.curves:
            yield curve.values
            yield from curve.band or ()


@dataclass(frozen=True)
class Strip:
    """A class per step.

    Attributes
    ----------
    label : str
        What the classes are of.
    codes : ndarray, int (time,)
        Class of each step; those not in the legend are left empty.
    legend : mapping of int to tuple of str
        Title and colour (#rrggbb) by code.
    """

    label: str
    codes: np.ndarray
    legend: Mapping[int, tuple[str, str]]

    def title_at(self, step: int) -> str:
        """Return the title of a step's class, empty where there is none."""
        return self.legend.get(int(self.codes[step]), ("", ""))[0]


@dataclass(frozen=True)
class Figure:
    """All that a chart shows.

    Attributes
    ----------
    title : str
        Of which place, a line for each.
    calendar : Calendar
        The steps.
    panels : tuple of Panel
        The main one first.
    strips : tuple of Strip
        Below the main panel.
    """

    title: str
    calendar: Calendar
    panels: tuple[Panel, ...]
    strips: tuple[Strip, ...] = ()

    def rows(self) -> list[dict[str, Any]]:
        """Return the figure as a table: a row per step, its first day and the day after its last."""
        rows: list[dict[str, Any]] = []
        for t, (start, end) in enumerate(zip(self.calendar.starts, self.calendar.ends)):
            row: dict[str, Any] = {"start": str(start), "end": str(end)}
            for panel in self.panels:
                for curve in panel.curves:
                    name = f"{panel.title}, {curve.label}" + (f" [{panel.unit}]" if panel.unit else "")
                    row[name] = _number(curve.at(t, self.calendar))
                    if curve.band is not None:
                        row.update({f"{name} {end_}": _number(ends[t]) for end_, ends in zip(("low", "high"), curve.band)})
            row.update({strip.label: strip.title_at(t) for strip in self.strips})
            rows.append(row)
        return rows


def _number(value: float) -> Optional[float]:
    """Return a value for a table, None where it is missing."""
    return round(float(value), 5) if np.isfinite(value) else None
