"""The story of a place: the figure of one place, of two places, or of one place in two runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Optional

import numpy as np

from ...core.drivers.limitation import CLASSES
from ...core.errors import InputError
from ...core.language import msg
from ...core.run.place import LIMITING
from ...core.strata.classification import ALL_ID
from ...core.variables import DRIVERS, TOWERS, UNIT_LABELS, VARIABLES
from ...core.wording import Wording
from ...i18n import language, tr
from ...tasks.looks import PIXEL, STRATUM, ZONE, Look
from .figure import DASHED, POINTS, Curve, Figure, Panel, Strip

# Qualitative scheme "bright" of P. Tol, safe for colour-blind readers, on light and on dark.
COLOURS = ("#4477aa", "#ee6677")
_TOWER = {True: TOWERS["calibrate"].colour, False: TOWERS["check"].colour}
_LEAST_GPP = (0.0, 1.0)  # g C m-2 d-1: in winter noise must not look like a season


def figure(looks: Sequence[Look], what_if: Optional[np.ndarray] = None) -> Figure:
    """Return the figure of one look, or of two that are compared.

    Parameters
    ----------
    looks : sequence of Look
        One or two.
    what_if : ndarray (time,), optional
        GPP of the first under a changed climate, g C m-2 d-1.

    Raises
    ------
    InputError
        When two runs have not the same steps.
    """
    first, *others = looks
    if any(not np.array_equal(other.place.calendar.starts, first.place.calendar.starts) for other in others):
        raise InputError(
            msg("The two runs have other steps, so that they can't be compared."), msg("Choose runs of the same period and step.")
        )
    titles = [_title(look) for look in looks]
    is_one_place = bool(others) and first.folder != others[0].folder
    names = _names(looks, is_one_place)
    panels = [_gpp(looks, names, what_if)]
    if is_one_place:
        panels.append(_difference(looks, names))
    panels += [_panel(name, looks, names) for name in DRIVERS if any(name in look.place.series for look in looks)]
    title = titles[0] if is_one_place or not others else "\n".join(f"{name}: {title}" for name, title in zip(names, titles))
    return Figure(title, first.place.calendar, tuple(panels), tuple(_strips(looks, names)))


def _title(look: Look) -> str:
    """Return what a place is: its area, how many pixels, its stratum, and where."""
    say, spot, place = Wording(language()), look.spot, look.place
    count = tr("1 pixel") if place.n_pixels == 1 else tr("{n} pixels").format(n=say.number(place.n_pixels))
    if place.squares.factor > 1:
        count += " " + tr("(read as means of {n} x {n})").format(n=place.squares.factor)
    area = tr("{area} ha").format(area=say.number(look.area_ha, 2 if look.area_ha < 1 else 1 if look.area_ha < 100 else 0))
    stratum = look.stratum.text(language())
    if spot.kind == PIXEL:
        return ", ".join((count, stratum, area, say.place(look.latitude, look.longitude, 4)))
    if spot.kind == STRATUM and spot.name != ALL_ID:
        return ", ".join((tr("Stratum {name}").format(name=stratum), area, count))
    if spot.kind == STRATUM:
        return ", ".join((tr("All strata"), area, count, tr("mostly {stratum}").format(stratum=stratum)))
    name = (tr("Zone {name}") if spot.kind == ZONE else tr("Tower {name}")).format(name=spot.name)
    return ", ".join((name, area, count, tr("mostly {stratum}").format(stratum=stratum)))


def _names(looks: Sequence[Look], is_one_place: bool) -> list[str]:
    """Return what tells the looks apart: nothing, a letter, or the run."""
    if len(looks) == 1:
        return [tr("Model")]
    return [Path(look.folder).name for look in looks] if is_one_place else ["A", "B"]


def _gpp(looks: Sequence[Look], names: Sequence[str], what_if: Optional[np.ndarray]) -> Panel:
    """Return the main panel."""
    curves = [Curve(name, look.place.series["gpp"], colour, band=look.interval) for look, name, colour in zip(looks, names, COLOURS)]
    if what_if is not None:
        curves.append(Curve(tr("What if"), what_if, COLOURS[0], DASHED))
    for look, name, colour in zip(looks, names, COLOURS):
        if look.tower is not None:
            alone = len(looks) == 1
            label = tr("Tower") if alone else tr("{name}, tower").format(name=name)
            curves.append(Curve(label, look.tower.gpp, _TOWER[look.tower.calibrates] if alone else colour, POINTS))
    if looks[0].reference is not None and len(looks) == 1:
        curves.append(Curve(tr("Reference"), looks[0].reference, "", POINTS))
    return Panel(_short("gpp"), _unit("gpp"), tuple(curves), _LEAST_GPP)


def _difference(looks: Sequence[Look], names: Sequence[str]) -> Panel:
    """Return the panel of the second look less the first."""
    first, second = (look.place.series["gpp"] for look in looks)
    label = tr("{second} less {first}").format(first=names[0], second=names[1])
    return Panel(tr("Difference"), _unit("gpp"), (Curve(label, second - first, ""),), (-_LEAST_GPP[1] / 2, _LEAST_GPP[1] / 2))


def _panel(variable: str, looks: Sequence[Look], names: Sequence[str]) -> Panel:
    """Return the panel of a driver."""
    seen = looks[0].views.get(variable) if len(looks) == 1 else None
    curves = [Curve(tr("Seen by satellite"), seen.values, form=POINTS, days=seen.days)] if seen is not None else []
    curves += [
        Curve(name, look.place.series[variable], colour)
        for look, name, colour in zip(looks, names, COLOURS)
        if variable in look.place.series
    ]
    return Panel(_short(variable), _unit(variable), tuple(curves))


def _strips(looks: Sequence[Look], names: Sequence[str]) -> list[Strip]:
    """Return what limits GPP at each step, for the looks whose run says it."""
    legend = {c.code: (c.title.text(language()), c.colour) for c in CLASSES.values()}
    with_map = [(look, name) for look, name in zip(looks, names) if LIMITING in look.place.series]
    label = tr("What limits GPP most")
    return [
        Strip(label if len(looks) == 1 else f"{label}, {name}", np.asarray(look.place.series[LIMITING], int), legend)
        for look, name in with_map
    ]


def _short(variable: str) -> str:
    """Return the short name of a variable."""
    return VARIABLES[variable].short.text(language())


def _unit(variable: str) -> str:
    """Return the unit of a variable as readers know it."""
    return UNIT_LABELS[VARIABLES[variable].unit]
