"""Charts as inline SVG: lines of time series, and dots with their errors."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from ..wording import Wording
from .html import Markup, element

_LEFT, _RIGHT, _TOP, _BOTTOM = 38, 8, 8, 20
_MONTHS = "JFMAMJJASOND"  # the initials of English and of French months are the same
_LARGEST, _SMALLEST = 9.0, 0.3  # radius of a dot, and of the smallest as share of it
_MOST_DAYS_IN_MONTHS = 550  # longer axes are labelled in years


@dataclass(frozen=True)
class Line:
    """A line of a chart.

    Attributes
    ----------
    style : str
        CSS class: colour and dashes; "reference" is drawn as dots.
    values : ndarray, float (time,)
        NaN leaves a gap.
    """

    style: str
    values: np.ndarray


@dataclass(frozen=True)
class Dot:
    """A mean with its error.

    Attributes
    ----------
    x, y : float
        Where it lies.
    error : float
        Half the length of its bar, in the unit of `y`; 0 draws none.
    weight : float
        Share of the largest area, 0-1.
    about : str
        Shown while the pointer rests on it.
    """

    x: float
    y: float
    error: float
    weight: float
    about: str


def numbers(values: Optional[Sequence[Optional[float]]], count: int) -> np.ndarray:
    """Return JSON values as float64 (time,), NaN where None; all NaN where there is no such series."""
    return np.full(count, np.nan) if values is None else np.array(values, dtype=np.float64)


def line_chart(
    title: str,
    dates: np.ndarray,
    lines: Sequence[Line],
    say: Wording,
    value_range: Optional[tuple[float, float]] = None,
    size: tuple[int, int] = (960, 220),
    unit: str = "",
) -> Markup:
    """Return a chart of lines over `dates` (datetime64[D]); `title` is read aloud by screen readers.

    The range is that of the values, zero included, where `value_range` is not given; the `unit` is written beside the highest value.
    """
    width, height = size
    low, high = value_range or range_of(lines)
    ticks = nice_ticks(low, high, max(height // 36, 2))
    low, high = min(low, ticks[0]), max(high, ticks[-1])
    days = dates.astype("datetime64[D]").astype(np.float64)
    first, last = days[0], max(days[-1], days[0] + 1)
    x = _LEFT + (days - first) / (last - first) * (width - _LEFT - _RIGHT)

    def y(value: np.ndarray) -> np.ndarray:
        return _TOP + (high - value) / (high - low) * (height - _TOP - _BOTTOM)

    parts = []
    digits = _decimals(ticks[1] - ticks[0])
    for tick in ticks:
        at = f"{float(y(tick)):.1f}"
        parts.append(element("line", x1=_LEFT, x2=width - _RIGHT, y1=at, y2=at, class_="grid"))
        parts.append(element("text", say.number(tick, digits), x=_LEFT - 5, y=float(at) + 3.5, text_anchor="end"))
    for day, middle, label in _calendar_marks(first, last):
        start, centre = (_LEFT + (d - first) / (last - first) * (width - _LEFT - _RIGHT) for d in (day, middle))
        parts.append(element("line", x1=f"{start:.1f}", x2=f"{start:.1f}", y1=height - _BOTTOM, y2=height - _BOTTOM + 4, class_="tick"))
        parts.append(element("text", label, x=f"{centre:.1f}", y=height - 5, text_anchor="middle"))
    if unit:
        parts.append(element("text", unit, x=_LEFT + 5, y=_TOP + 11))
    for line in lines:
        parts.extend(_drawn(line, x, y(line.values)))
    return element("svg", *parts, viewBox=f"0 0 {width} {height}", role="img", aria_label=title, class_="chart")


def dot_chart(
    title: str,
    dots: Sequence[Dot],
    level: Optional[float],
    axes: tuple[str, str],
    say: Wording,
    x_to: float,
    size: tuple[int, int] = (960, 240),
) -> Markup:
    """Return a chart of dots, x from zero to `x_to`, y from zero, with a dashed line at `level`; `axes` names y and x."""
    width, height = size
    y_ticks = nice_ticks(0.0, max([*(dot.y + dot.error for dot in dots), level or 0.0, 1e-6]), height // 48)
    x_ticks = nice_ticks(0.0, x_to, 8)
    top, bottom, left, right = _TOP + 14, height - _BOTTOM - 14, _LEFT + 8, width - _RIGHT - 8

    def x(value: float) -> float:
        return round(left + value / x_ticks[-1] * (right - left), 1)

    def y(value: float) -> float:
        return round(bottom - value / y_ticks[-1] * (bottom - top), 1)

    parts = [element("text", axes[0], x=_LEFT - 34, y=10), element("text", axes[1], x=right, y=height - 4, text_anchor="end")]
    for tick in y_ticks:
        parts.append(element("line", x1=_LEFT, x2=width - _RIGHT, y1=y(tick), y2=y(tick), class_="grid"))
        parts.append(element("text", say.number(tick, _decimals(y_ticks[1])), x=_LEFT - 5, y=y(tick) + 3.5, text_anchor="end"))
    for tick in x_ticks:
        parts.append(element("line", x1=x(tick), x2=x(tick), y1=bottom, y2=bottom + 4, class_="tick"))
        parts.append(element("text", say.number(tick, _decimals(x_ticks[1])), x=x(tick), y=bottom + 15, text_anchor="middle"))
    if level is not None:
        parts.append(element("polyline", points=f"{_LEFT},{y(level)} {width - _RIGHT},{y(level)}", class_="other"))
    for dot in dots:
        if dot.error:
            low, high = y(max(dot.y - dot.error, 0.0)), y(dot.y + dot.error)
            parts.append(element("line", x1=x(dot.x), x2=x(dot.x), y1=low, y2=high, class_="bar"))
        radius = f"{_LARGEST * max(math.sqrt(dot.weight), _SMALLEST):.1f}"
        parts.append(element("circle", element("title", dot.about), cx=x(dot.x), cy=y(dot.y), r=radius, class_="dot"))
    return element("svg", *parts, viewBox=f"0 0 {width} {height}", role="img", aria_label=title, class_="chart")


def range_of(lines: Sequence[Line], least: tuple[float, float] = (0.0, 0.0)) -> tuple[float, float]:
    """Return the range of all values, never narrower than `least` and never empty."""
    values = np.concatenate([*(line.values for line in lines), least])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    return (low, high) if high > low else (low, low + 1.0)


def nice_ticks(low: float, high: float, count: int) -> list[float]:
    """Return about `count` round numbers that enclose `low` to `high`."""
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * (1 - 1e-9))
    return [i * step for i in range(math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9) + 1)]


def _decimals(step: float) -> int:
    """Return how many decimals write multiples of `step` in full, 6 at most."""
    return next((digits for digits in range(6) if abs(step * 10**digits - round(step * 10**digits)) < 1e-6), 6)


def _calendar_marks(first: float, last: float) -> Iterator[tuple[float, float, str]]:
    """Yield (first day, middle, label) of every month or year that begins between two days since 1970."""
    unit = "M" if last - first <= _MOST_DAYS_IN_MONTHS else "Y"
    start, end = np.datetime64(int(first), "D").astype(f"datetime64[{unit}]"), np.datetime64(int(last), "D").astype(f"datetime64[{unit}]")
    for mark in np.arange(start, end + 1):
        day, after = (float((mark + i).astype("datetime64[D]").astype(int)) for i in (0, 1))
        middle = (max(day, first) + min(after, last)) / 2
        if day >= first and min(after, last) - day > 0.5 * (after - day):
            yield day, middle, _MONTHS[int(mark.astype(int)) % 12] if unit == "M" else str(mark)


def _drawn(line: Line, x: np.ndarray, y: np.ndarray) -> Iterator[Markup]:
    """Yield a line's unbroken pieces, or its dots."""
    known = np.isfinite(y)
    if line.style == "reference":
        yield from (element("circle", cx=f"{a:.1f}", cy=f"{b:.1f}", r=2.2, class_=line.style) for a, b in zip(x[known], y[known]))
        return
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(int)))
    for start, stop in edges.reshape(-1, 2):
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x[start:stop], y[start:stop]))
        yield element("polyline", points=points, class_=line.style)
