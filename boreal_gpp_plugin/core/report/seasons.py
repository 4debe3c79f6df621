"""GPP and its drivers through the year, stratum by stratum."""

from __future__ import annotations

from typing import Optional

import numpy as np

from ..language import msg
from ..variables import DRIVERS, UNIT_LABELS, VARIABLES, Variable
from .charts import Line, line_chart, numbers
from .html import Markup, element, join, paragraph
from .maps import swatch
from .run import Run, Stratum
from .wording import Wording

_GPP_UNIT = UNIT_LABELS[VARIABLES["gpp"].unit]


def seasons(run: Run, say: Wording) -> Optional[Markup]:
    """Return GPP and drivers of every stratum through the period."""
    figures = [_stratum_figure(run, stratum, say) for stratum in run.strata if stratum.series]
    if not figures:
        return None
    lines = [("boreal", msg("Boreal GPP")), ("reference", msg("Reference, held out")), ("tg", msg("TG, refitted")), ("mod17", msg("MOD17"))]
    key = element("p", *(element("span", _key(style), say(label)) for style, label in lines), class_="key")
    text = msg(
        "GPP where data were held out: mean of the reference pixels dominated by the stratum, in {unit}. Without such pixels: the "
        "map's mean over the stratum. Below it the drivers, mean of the stratum.",
        unit=_GPP_UNIT,
    )
    return join(paragraph(say(text)), key, *figures)


def _key(style: str) -> Markup:
    """Return a sample of a line for the legend of the charts."""
    mark = (
        element("circle", cx=14, cy=6, r=2.6, class_=style)
        if style == "reference"
        else element("polyline", points="1,6 27,6", class_=style)
    )
    return element("svg", mark, viewBox="0 0 28 12", width=28, height=12, aria_hidden="true", class_="chart")


def _stratum_figure(run: Run, stratum: Stratum, say: Wording) -> Markup:
    """Return the charts of one stratum."""
    title = say(stratum.title)
    held_out = ((run.validation or {}).get("series") or {}).get(stratum.id)
    if held_out:
        dates = np.array(held_out["dates"], "datetime64[D]")
        lines = [Line(style, numbers(held_out.get(style), len(dates))) for style in ("mod17", "tg", "boreal", "reference")]
    else:
        dates, lines = run.starts, [Line("boreal", stratum.series["gpp"])] if "gpp" in stratum.series else []
    drivers = [_driver_chart(run, stratum, VARIABLES[name], say) for name in DRIVERS if name in stratum.series]
    return element(
        "figure",
        element("figcaption", swatch(stratum.colour), title),
        line_chart(say(msg("GPP of {stratum}", stratum=title)), dates, lines) if lines else None,
        element("div", *drivers, class_="drivers"),
        class_="stratum",
    )


def _driver_chart(run: Run, stratum: Stratum, variable: Variable, say: Wording) -> Markup:
    """Return the chart of one driver."""
    unit = UNIT_LABELS[variable.unit]
    label = say(variable.title) + (f", {unit}" if unit else "")
    chart = line_chart(label, run.starts, [Line("driver", stratum.series[variable.id])], variable.display_range, (300, 110))
    return element("div", element("small", label), chart)
