"""The maps of a run with their legends."""

from __future__ import annotations

from typing import Optional

import numpy as np

from ..language import msg
from ..variables import UNIT_LABELS, VARIABLES, Variable
from ..wording import Wording
from .html import Markup, element, join, table
from .pictures import class_picture, map_picture
from .run import Run
from .strata import LISTED, others


def maps(run: Run, say: Wording) -> Optional[Markup]:
    """Return the maps of total GPP, of GPP at the height of the season and of the strata."""
    figures = []
    total, gpp, classes = (run.folder / name for name in ("gpp_total.tif", "gpp.tif", "strata.tif"))
    if total.is_file():
        variable = VARIABLES["gpp_total"]
        caption = say(variable.title)
        figures.append(figure(run, say, map_picture(total, 1, variable), caption, colour_bar(variable, say)))
    if gpp.is_file():
        variable, step = VARIABLES["gpp"], _peak(run)
        period = {"first": str(run.starts[step]), "last": str(run.ends[step] - 1)}
        caption = say(msg("GPP of the most productive step, {first} to {last}", **period))
        figures.append(figure(run, say, map_picture(gpp, step + 1, variable), caption, colour_bar(variable, say)))
    if classes.is_file() and run.strata:
        picture = class_picture(classes, {s.code: s.colour for s in run.strata})
        figures.append(figure(run, say, picture, say(msg("Strata")), _class_names(run, say)))
    if not figures:
        return None
    return join(element("div", *figures, class_="maps"), None if run.totals else _strata_table(run, say))


def _peak(run: Run) -> int:
    """Return the index of the step with the highest mean GPP of the site, the middle one where it is unknown."""
    known = [s.series["gpp"] * s.area_ha for s in run.strata if "gpp" in s.series]
    mean = np.sum(np.nan_to_num(known), axis=0) if known else np.zeros(len(run.starts))
    return int(np.argmax(mean)) if mean.any() else len(run.starts) // 2


def figure(run: Run, say: Wording, picture: str, caption: str, legend: Optional[Markup]) -> Markup:
    """Return a map with its scale bar, caption and legend; north is up."""
    image = element("img", src=picture, alt=caption)
    return element("figure", element("div", image, _scale_bar(run, say), class_="map"), element("figcaption", caption), legend)


def _scale_bar(run: Run, say: Wording) -> Optional[Markup]:
    """Return a bar of a round length, about a quarter of the map, None where the CRS counts degrees."""
    metres = run.metres_per_unit
    if metres is None:
        return None
    width = (run.grid.bounds[2] - run.grid.bounds[0]) * metres
    power = 10.0 ** np.floor(np.log10(width / 4))
    length = max(f * power for f in (1, 2, 5) if f * power <= width / 4)
    label = f"{say.number(length / 1000)} km" if length >= 1000 else f"{say.number(length)} m"
    return element("span", label, class_="scale", style=f"width: {100 * length / width:.2f}%")


def colour_bar(variable: Variable, say: Wording) -> Markup:
    """Return the legend of a map: its colours with values and unit."""
    low, high = variable.display_range
    digits = 0 if high - low > 5 else 1 if high - low > 1 else 2
    values = [say.number(low + share * (high - low), digits) for share in (0, 0.25, 0.5, 0.75, 1)]
    if high < variable.valid_range[1]:
        values[-1] = f"\u2265\u202f{values[-1]}"
    bar = element("div", class_="ramp", style=f"background: linear-gradient(to right, {', '.join(variable.colours)})")
    unit = UNIT_LABELS[variable.unit]
    return element(
        "div", bar, element("div", *(element("span", v) for v in values), class_="values"), element("small", unit), class_="legend"
    )


def _class_names(run: Run, say: Wording) -> Markup:
    """Return the names of the strata beside their colours."""
    lines = [element("li", swatch(s.colour), say(s.title)) for s in run.strata]
    first, rest = (element("ul", *part, class_="classes") for part in (lines[:LISTED], lines[LISTED:]))
    return join(first, others(len(lines) - LISTED, say, rest))


def swatch(colour: str) -> Markup:
    """Return a small patch of a stratum's colour."""
    return element("span", class_="swatch", style=f"background: {colour}")


def _strata_table(run: Run, say: Wording) -> Optional[Markup]:
    """Return the legend of the strata with areas and GPP."""
    if not run.strata:
        return None
    head = (say(msg("Stratum")), say(msg("Area, ha")), say(msg("Share, %")), join(say(msg("GPP of the period")), ", g C m\u207b\u00b2"))
    rows = [
        (
            join(swatch(s.colour), say(s.title)),
            say.number(s.area_ha),
            say.number(100 * s.area_ha / run.area_ha, 1),
            say.number(run.total(s)),
        )
        for s in run.strata
    ]
    return table(head, rows)
