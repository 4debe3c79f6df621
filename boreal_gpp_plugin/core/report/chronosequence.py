"""GPP and drivers against years since fire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from ..drivers.chronosequence import SUMMER
from ..language import msg
from ..variables import LAND_COVER, UNIT_LABELS, VARIABLES
from ..wording import Wording
from .charts import Dot, dot_chart
from .html import Markup, element, folded, join, paragraph, table
from .run import Run

_COVERS = {cover.id: cover.title for cover in LAND_COVER.values()}
_CHARTED = "gpp_total"
_YEARS = 40.0  # at least, in every chart of a site, so that they can be compared: maps of fire begin in 1985


def chronosequence(run: Run, say: Wording) -> Optional[Markup]:
    """Return a chart and a table by age for each cover that burnt, or None where nothing has burnt."""
    covers = list(dict.fromkeys(row["cover"] for row in run.chronosequence if row["years_since_fire"]))
    if not covers:
        return None
    text = msg(
        "Land of different age stands in for one stand through time. Means of total GPP and of the drivers from June to August, with the "
        "standard error over blocks of 1.5 km; a dash where there is a single block. In the charts: GPP with that error, a larger dot for "
        "more pixels, and a dashed line for land without a fire on record."
    )
    return join(paragraph(say(text)), *(_of_cover(run, cover, say) for cover in covers))


def _of_cover(run: Run, cover: str, say: Wording) -> Markup:
    """Return the chart of a cover, and its table, youngest land first, folded away."""
    columns = [name for name in run.chronosequence[0] if f"{name}_se" in run.chronosequence[0]]
    head = tuple(say(m) for m in (msg("Years since fire"), msg("Pixels"), msg("Blocks")))
    rows = [
        (
            row["years_since_fire"] or say(msg("no fire on record")),
            say.number(int(row["n_pixels"])),
            say.number(int(row["n_blocks"])),
            *(_mean(row, name, say) for name in columns),
        )
        for row in run.chronosequence
        if row["cover"] == cover
    ]
    name = say(_COVERS[cover]) if cover in _COVERS else cover
    summary = say(msg("{cover}: pixels and drivers by age", cover=name))
    details = folded(summary, table((*head, *(_title(column, say) for column in columns)), rows))
    return element("figure", element("figcaption", name), _chart(run, cover, name, say), details, class_="stratum")


def _chart(run: Run, cover: str, name: str, say: Wording) -> Markup:
    """Return the chart of total GPP of a cover against years since fire."""
    rows = [row for row in run.chronosequence if row["cover"] == cover and row[_CHARTED]]
    most = max((int(row["n_pixels"]) for row in rows if row["years_since_fire"]), default=1)
    dots = [
        Dot(
            float(row["years_since_fire"]),
            float(row[_CHARTED]),
            float(row[f"{_CHARTED}_se"] or 0.0),
            int(row["n_pixels"]) / most,
            say(msg("{age} years: {n} pixels", age=row["years_since_fire"], n=say.number(int(row["n_pixels"])))),
        )
        for row in rows
        if row["years_since_fire"]
    ]
    unburnt = next((float(row[_CHARTED]) for row in rows if not row["years_since_fire"]), None)
    title = say(msg("GPP of {stratum} against years since fire", stratum=name))
    axes = (f"{say(VARIABLES[_CHARTED].short)}, {UNIT_LABELS[VARIABLES[_CHARTED].unit]}", say(msg("Years since fire")))
    oldest = max((float(row["years_since_fire"] or 0.0) for row in run.chronosequence), default=0.0)
    return dot_chart(title, dots, unburnt, axes, say, max(oldest, _YEARS))


def _title(name: str, say: Wording) -> str:
    """Return the name of a column with its unit."""
    variable = VARIABLES[name[: -len(SUMMER)] if name.endswith(SUMMER) else name]
    unit = UNIT_LABELS[variable.unit]
    return say(variable.short) + (f", {unit}" if unit else "")


def _mean(row: Mapping[str, str], name: str, say: Wording) -> str:
    """Return a mean with its standard error."""
    if not row[name]:
        return "\u2013"
    value, error = float(row[name]), row[f"{name}_se"]
    digits = 0 if abs(value) >= 50 else 1 if abs(value) >= 5 else 2
    return f"{say.number(value, digits)} \u00b1 {say.number(float(error), digits) if error else chr(0x2013)}"
