"""GPP and its drivers through the year, stratum by stratum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np

from ..language import msg
from ..variables import DRIVERS, UNIT_LABELS, VARIABLES, Variable
from . import summary
from .charts import Line, line_chart, numbers, range_of
from .html import Markup, element, join, paragraph
from .maps import swatch
from .run import Run, Stratum
from .wording import Wording

_GPP_UNIT = UNIT_LABELS[VARIABLES["gpp"].unit]
_DRAWN = ("mod17", "tg", "boreal", "reference")  # from the back to the front


@dataclass(frozen=True)
class Season:
    """GPP of a stratum through the period: of the models and the reference where data were held out, else of the map."""

    stratum: Stratum
    dates: np.ndarray
    lines: list[Line]


def seasons(run: Run, say: Wording) -> Optional[Markup]:
    """Return GPP and drivers of every stratum through the period, GPP on one scale."""
    found = [_season(run, stratum) for stratum in run.strata if stratum.series]
    if not found:
        return None
    gpp_range = range_of([line for season in found for line in season.lines])
    shown = {line.style for season in found for line in season.lines}
    labels = {"boreal": msg("Boreal GPP"), "reference": msg("Reference, held out"), **{m: summary.MODELS[m] for m in summary.COMPETITORS}}
    key = [element("span", _key(style), say(label)) for style, label in labels.items() if style in shown]
    text = msg(
        "GPP where data were held out: mean of the reference pixels dominated by the stratum, in {unit}. Without such pixels: the "
        "map's mean over the stratum. Below it the drivers, mean of the stratum.",
        unit=_GPP_UNIT,
    )
    return join(paragraph(say(text)), paragraph(*key, class_="key"), *(_figure(run, season, gpp_range, say) for season in found))


def _season(run: Run, stratum: Stratum) -> Season:
    """Return the season of a stratum."""
    held_out = ((run.validation or {}).get("series") or {}).get(stratum.id)
    if not held_out:
        return Season(stratum, run.starts, [Line("boreal", stratum.series["gpp"])] if "gpp" in stratum.series else [])
    dates = np.array(held_out["dates"], "datetime64[D]")
    return Season(stratum, dates, [Line(style, numbers(held_out[style], len(dates))) for style in _DRAWN if held_out.get(style)])


def _key(style: str) -> Markup:
    """Return a sample of a line for the legend of the charts."""
    mark = (
        element("circle", cx=14, cy=6, r=2.6, class_=style)
        if style == "reference"
        else element("polyline", points="1,6 27,6", class_=style)
    )
    return element("svg", mark, viewBox="0 0 28 12", width=28, height=12, aria_hidden="true", class_="chart")


def _figure(run: Run, season: Season, gpp_range: tuple[float, float], say: Wording) -> Markup:
    """Return the charts of one stratum."""
    stratum, title = season.stratum, say(season.stratum.title)
    drivers = [_driver_chart(run, stratum, VARIABLES[name], say) for name in DRIVERS if name in stratum.series]
    return element(
        "figure",
        element("figcaption", swatch(stratum.colour), title),
        line_chart(say(msg("GPP of {stratum}", stratum=title)), season.dates, season.lines, say, gpp_range) if season.lines else None,
        element("div", *drivers, class_="drivers"),
        class_="stratum",
    )


def _driver_chart(run: Run, stratum: Stratum, variable: Variable, say: Wording) -> Markup:
    """Return the chart of one driver."""
    unit = UNIT_LABELS[variable.unit]
    label = say(variable.title) + (f", {unit}" if unit else "")
    chart = line_chart(label, run.starts, [Line("driver", stratum.series[variable.id])], say, variable.display_range, (250, 112))
    return element("div", element("small", label), chart)
