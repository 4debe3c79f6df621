"""What limits GPP, where and in which season."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional

import numpy as np

from ..drivers.limitation import CLASSES
from ..drivers.limiting_map import SHARE_BANDS
from ..language import Message, msg
from ..variables import VARIABLES
from ..wording import Wording
from .html import Markup, element, folded, join, paragraph, table
from .maps import colour_bar, figure, swatch
from .pictures import class_picture, map_picture
from .run import Run, Stratum
from .strata import LISTED, others

_SHARE = "share_"
_NOTHING = 0.005  # share below which a driver gets no column
_SHARE_MAPS = 2  # with the map of classes they fill a row of the page


def limitation(run: Run, say: Wording) -> Optional[Markup]:
    """Return the map of what limits GPP most, and its shares by stratum and season; None for runs without."""
    rows = run.limitation
    if not rows:
        return None
    text = msg(
        "Lost is what GPP falls short of the stratum's best; the drivers' parts of it sum to 100 %. This is how the calibrated model sees "
        "it: association, not proof of cause. The growing season is made of the steps with at least a tenth of the year's highest GPP."
    )
    growing = [row for row in rows if row["season"] == "growing"]
    by_season = [row for row in rows if row["season"] in ("djf", "mam", "jja", "son", "year")]
    rest = run.strata[LISTED:]
    return join(
        paragraph(say(text)),
        _maps(run, growing, say),
        element("h3", say(SHARE_BANDS["growing"])),
        _table(run, run.strata[:LISTED], growing, say),
        others(len(rest), say, _table(run, rest, growing, say)),
        _zone_table([row for row in rows if row.get("zone")], say),
        folded(say(msg("Season by season")), _table(run, run.strata, by_season, say)) if by_season else None,
    )


def _maps(run: Run, rows: list[dict[str, str]], say: Wording) -> Optional[Markup]:
    """Return the map of what limits most in the growing season, beside the shares of those drivers that take the most."""
    figures = [f for f in (_class_map(run, say), *(_share_map(run, id_, say) for id_ in _takers(run, rows))) if f is not None]
    return element("div", *figures, class_="maps") if figures else None


def _class_map(run: Run, say: Wording) -> Optional[Markup]:
    """Return the map of the growing season with its legend; None where the run has no such raster."""
    entry = run.record["outputs"].get("limiting_driver", {})
    path = run.folder / entry.get("file", "limiting_driver.tif")
    if "season_band" not in entry or not path.is_file():
        return None
    present = [c for c in entry["classes"] if c["area_ha"] > 0]
    picture = class_picture(path, {c["code"]: c["colour"] for c in present}, entry["season_band"])
    present.sort(key=lambda c: -c["area_ha"])
    lines = [element("li", swatch(c["colour"]), f"{say.stored(c['title'])}, {say.number(c['area_ha'])} ha") for c in present]
    legend = element("ul", *lines, class_="classes")
    return figure(run, say, picture, say(msg("What limits GPP most in the growing season")), legend)


def _takers(run: Run, rows: list[dict[str, str]]) -> list[str]:
    """Return the drivers that take the most of GPP on the whole site in the growing season, those with most first."""
    area = {stratum.id: stratum.area_ha for stratum in run.strata}
    of_strata = [row for row in rows if row["stratum"] in area]
    taken = {
        id_: sum(np.nan_to_num(_number(row, "loss") * _number(row, _SHARE + id_)) * area[row["stratum"]] for row in of_strata)
        for id_ in CLASSES
    }
    return sorted((id_ for id_ in taken if taken[id_] > 0), key=taken.__getitem__, reverse=True)[:_SHARE_MAPS]


def _share_map(run: Run, id_: str, say: Wording) -> Optional[Markup]:
    """Return the map of a driver's share in what the growing season loses; None where the run has no such raster."""
    entry = run.record["outputs"].get(_SHARE + id_, {})
    path = run.folder / entry.get("file", f"{_SHARE}{id_}.tif")
    if "growing" not in entry.get("bands", ()) or not path.is_file():
        return None
    variable = VARIABLES[_SHARE + id_]
    picture = map_picture(path, entry["bands"].index("growing") + 1, variable)
    return figure(run, say, picture, say(variable.short), colour_bar(variable, say))


def _table(run: Run, strata: Sequence[Stratum], rows: list[dict[str, str]], say: Wording) -> Markup:
    """Return what strata lose by season, and the part of each driver."""
    named = [(join(swatch(stratum.colour), say(stratum.title)), row) for stratum in strata for row in rows if row["stratum"] == stratum.id]
    return _losses(msg("Stratum"), named, say)


def _zone_table(rows: list[dict[str, str]], say: Wording) -> Optional[Markup]:
    """Return the same of drawn zones, None where there are none."""
    if not rows:
        return None
    return folded(say(msg("By zone")), _losses(msg("Zone"), [(row["zone"], row) for row in rows], say))


def _losses(first: Message, named: list[tuple[str, dict[str, str]]], say: Wording) -> Markup:
    """Return a table of rows with their names; the season is told where it is not the growing season alone."""
    rows = [row for _, row in named]
    shown = [id_ for id_ in CLASSES if any(_number(row, _SHARE + id_) > _NOTHING for row in rows)]
    seasonal = any(row["season"] != "growing" for row in rows)
    head = (first, *((msg("Season"),) if seasonal else ()), msg("Lost, %"))
    titles = [join(swatch(CLASSES[id_].colour), say(CLASSES[id_].title)) for id_ in shown]
    body = [
        (
            name,
            *((say(SHARE_BANDS[row["season"]]),) if seasonal else ()),
            *(say.number(_percent(row, column)) for column in ("loss", *(_SHARE + id_ for id_ in shown))),
        )
        for name, row in named
    ]
    return table((*(say(m) for m in head), *titles), body, numbers_from=1 + seasonal)


def _number(row: Mapping[str, str], name: str) -> float:
    """Return a figure of a row, NaN where the table has none."""
    return float(row.get(name) or "nan")


def _percent(row: Mapping[str, str], name: str) -> float:
    """Return a share of a row in percent."""
    return 100 * _number(row, name)
