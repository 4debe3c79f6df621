"""How much carbon the site, its strata and the drawn zones took up in a year, with how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from ..answer import between
from ..language import msg
from ..model.uncertainty import REFERENCE_BIAS
from ..run.totals import SITE, STRATUM, ZONE
from ..variables import UNIT_LABELS
from ..wording import Wording
from . import summary
from .html import Markup, element, join, paragraph, table
from .maps import swatch
from .run import Run
from .strata import LISTED, others

_PER_AREA, _TONNES = UNIT_LABELS["g C m-2"].replace(" ", "\u00a0"), "t\u00a0C"


def totals(run: Run, say: Wording) -> Optional[Markup]:
    """Return the totals of every year of the site, and of the last year of zones and strata; None where there are none."""
    if not run.totals:
        return None
    last = max(row["year"] for row in run.totals)
    order = {stratum.id: i for i, stratum in enumerate(run.strata)}
    shown = [row for row in run.totals if row["kind"] == SITE or row["year"] == last]
    shown.sort(key=lambda row: (row["kind"] != SITE, row["kind"] != ZONE, order.get(row["id"], 0)))
    fold = sum(row["kind"] != STRATUM for row in shown) + LISTED
    interval = say(msg("90 % interval"))
    dated = len({row["year"] for row in shown}) > 1
    head = (say(msg("Place")), *((say(msg("Year")),) if dated else ()), say(msg("Area, ha")), say(msg("Share, %")))
    head += (f"{say(msg('GPP'))}, {_PER_AREA}", interval, f"{say(msg('GPP'))}, {_TONNES}", interval)
    note = say(
        msg(
            "An interval counts what the errors of neighbours, of a stratum and of the whole site have in common in a year, so it is wider "
            "than if pixels were independent, and {share} % for how far the reference itself may be off. Every year is in totals.csv.",
            share=say.number(100 * REFERENCE_BIAS),
        )
    )
    rows = [_row(row, run, dated, say) for row in shown]
    rest = others(len(rows) - fold, say, table(head, rows[fold:]))
    return join(table(head, rows[:fold]), rest, paragraph(note, class_="note"))


def _row(row: Mapping[str, str], run: Run, dated: bool, say: Wording) -> tuple:
    """Return a row of the table."""
    colours = {stratum.id: stratum.colour for stratum in run.strata}
    title = row["id"] if row["kind"] == ZONE else summary.stratum_title(row["id"], say, run.titles)
    mark = swatch(colours[row["id"]]) if row["id"] in colours and row["kind"] != ZONE else None
    area = float(row["area_ha"])
    share = say.number(100 * area / run.area_ha, 1) if run.area_ha else ""
    figures = []
    for name in ("gpp_gc_m2", "gpp_tc"):
        ends = between(row, name, say)
        figures += [say.rounded(float(row[name] or "nan")), "{low} \u2026 {high}".format(**ends) if ends else ""]
    place = element("b", title) if row["kind"] == SITE else join(mark, title)
    return (place, *((row["year"],) if dated else ()), say.number(area), share, *figures)
