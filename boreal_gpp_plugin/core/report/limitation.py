"""What limits GPP, where and in which season."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from ..drivers.limitation import CLASSES
from ..drivers.limiting_map import SHARE_BANDS
from ..language import Message, msg
from ..wording import Wording
from .html import Markup, element, join, paragraph, table
from .maps import figure, swatch
from .pictures import class_picture
from .run import Run

_SHARE = "share_"
_NOTHING = 0.005  # share below which a driver gets no column


def limitation(run: Run, say: Wording) -> Optional[Markup]:
    """Return the map of what limits GPP most, and its shares by stratum and season; None for runs without."""
    rows = run.limitation
    if not rows:
        return None
    text = msg(
        "Lost is what GPP falls short of the stratum's best; the drivers' parts of it sum to 100 %. This is how the calibrated model sees "
        "it: association, not proof of cause. The growing season are the steps with at least a tenth of the year's highest GPP."
    )
    by_season = [row for row in rows if row["season"] in ("djf", "mam", "jja", "son", "year")]
    return join(
        paragraph(say(text)),
        _map(run, say),
        element("h3", say(SHARE_BANDS["growing"])),
        _table(run, [row for row in rows if row["season"] == "growing"], say),
        _zone_table([row for row in rows if row.get("zone")], say),
        element("details", element("summary", say(msg("Season by season"))), _table(run, by_season, say)) if by_season else None,
    )


def _map(run: Run, say: Wording) -> Optional[Markup]:
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
    return element("div", figure(run, say, picture, say(msg("What limits GPP most in the growing season")), legend), class_="maps")


def _table(run: Run, rows: list[dict[str, str]], say: Wording) -> Markup:
    """Return what is lost by stratum and season, and the part of each driver."""
    colours = {stratum.id: stratum.colour for stratum in run.strata}
    named = [
        (join(swatch(colours[row["stratum"]]), say(run.titles[row["stratum"]])), row)
        for stratum in run.strata
        for row in rows
        if row["stratum"] == stratum.id
    ]
    return _losses(msg("Stratum"), named, say)


def _zone_table(rows: list[dict[str, str]], say: Wording) -> Optional[Markup]:
    """Return the same of drawn zones, None where there are none."""
    if not rows:
        return None
    return element("details", element("summary", say(msg("By zone"))), _losses(msg("Zone"), [(row["zone"], row) for row in rows], say))


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
