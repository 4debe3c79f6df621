"""GPP and its drivers through the year, stratum by stratum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np

from ..language import msg
from ..variables import DRIVERS, UNIT_LABELS, VARIABLES, Variable
from ..wording import Wording
from . import summary
from .charts import Line, line_chart, numbers, range_of
from .html import Markup, element, join, paragraph
from .maps import swatch
from .run import Run, Stratum
from .strata import others

_GPP_UNIT = UNIT_LABELS[VARIABLES["gpp"].unit]
_RIVAL_STYLES = ("tg", "mod17")
_SHOWN = 5  # strata, the largest, whose charts are not folded away


@dataclass(frozen=True)
class Season:
    """GPP of a stratum, or of all together, through the period: where data were held out, else of the map.

    Attributes
    ----------
    title : str
        Readable name.
    stratum : Stratum or None
        None for all together.
    dates : ndarray of datetime64[D], shape (time,)
        First day of each step.
    lines : list of Line
        From the back to the front.
    """

    title: str
    stratum: Optional[Stratum]
    dates: np.ndarray
    lines: list[Line]


def seasons(run: Run, say: Wording) -> Optional[Markup]:
    """Return GPP and drivers of every stratum through the period, GPP on one scale."""
    held_out = (run.validation or {}).get("series") or {}
    found = []
    if summary.ALL in held_out:
        found.append(Season(say(msg("All strata")), None, *_held_out(held_out[summary.ALL])))
    for stratum in run.strata:
        if stratum.id in held_out:
            found.append(Season(say(stratum.title), stratum, *_held_out(held_out[stratum.id])))
        elif "gpp" in stratum.series:
            found.append(Season(say(stratum.title), stratum, run.starts, [Line("model", stratum.series["gpp"])]))
    if not found:
        return None
    text = msg(
        "GPP where data were held out: mean of the reference pixels dominated by the stratum, in {unit}. Without such pixels: the "
        "map's mean over the stratum. Below it the drivers, mean of the stratum.",
        unit=_GPP_UNIT,
    )
    gpp_range = range_of([line for season in found for line in season.lines])
    ranges = {name: _driver_range(run, VARIABLES[name]) for name in DRIVERS}
    figures = [_figure(run, season, gpp_range, ranges, say) for season in found]
    more = others(len(figures) - _SHOWN, say, *figures[_SHOWN:])
    return join(paragraph(say(text)), _legend(found, held_out, say), *figures[:_SHOWN], more)


def _driver_range(run: Run, variable: Variable) -> tuple[float, float]:
    """Return the range in which a driver of every stratum lies, so that their charts can be compared."""
    lines = [Line("driver", stratum.series[variable.id]) for stratum in run.strata if variable.id in stratum.series]
    return range_of(lines, variable.display_range) if lines else variable.display_range


def _held_out(series: Mapping[str, Any]) -> tuple[np.ndarray, list[Line]]:
    """Return the dates and lines of a stratum's held-out series, its own model and the reference in front."""
    styles = _styles(series)
    lines = [Line(styles[name], numbers(series[name], len(series["dates"]))) for name in reversed(styles)]
    return np.array(series["dates"], "datetime64[D]"), lines


def _styles(series: Mapping[str, Any]) -> dict[str, str]:
    """Return the style of the reference, of the run's own model, which comes first, and of each other model, by name in the series."""
    own, *others = (name for name in series if name not in ("dates", "reference"))
    return {"reference": "reference", own: "model", **{name: name if name in _RIVAL_STYLES else "other" for name in others}}


def _legend(found: list[Season], held_out: Mapping[str, Any], say: Wording) -> Markup:
    """Return which line is what."""
    shown = {line.style for season in found for line in season.lines}
    labels = {"model": say(msg("Boreal GPP"))}
    for series in held_out.values():
        labels.update({style: summary.model_title(name, say) for name, style in _styles(series).items()})
    labels["reference"] = say(msg("Reference, held out"))
    return paragraph(*(element("span", _key(style), label) for style, label in labels.items() if style in shown), class_="key")


def _key(style: str) -> Markup:
    """Return a sample of a line for the legend of the charts."""
    mark = (
        element("circle", cx=14, cy=6, r=2.6, class_=style)
        if style == "reference"
        else element("polyline", points="1,6 27,6", class_=style)
    )
    return element("svg", mark, viewBox="0 0 28 12", width=28, height=12, aria_hidden="true", class_="chart")


def _figure(run: Run, season: Season, gpp_range: tuple[float, float], ranges: Mapping[str, tuple[float, float]], say: Wording) -> Markup:
    """Return the charts of one stratum."""
    stratum = season.stratum
    drivers = (
        [_driver_chart(run, stratum, VARIABLES[name], ranges[name], say) for name in DRIVERS if name in stratum.series] if stratum else []
    )
    return element(
        "figure",
        element("figcaption", swatch(stratum.colour) if stratum else None, season.title),
        line_chart(say(msg("GPP of {stratum}", stratum=season.title)), season.dates, season.lines, say, gpp_range, unit=_GPP_UNIT),
        element("div", *drivers, class_="drivers") if drivers else None,
        class_="stratum",
    )


def _driver_chart(run: Run, stratum: Stratum, variable: Variable, shown: tuple[float, float], say: Wording) -> Markup:
    """Return the chart of one driver."""
    unit = UNIT_LABELS[variable.unit]
    label = say(variable.short) + (f", {unit}" if unit else "")
    lines = [Line("driver", stratum.series[variable.id])]
    chart = line_chart(label, run.starts, lines, say, shown, (250, 112))
    return element("div", element("small", label), chart)
