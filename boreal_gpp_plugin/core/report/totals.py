"""How much carbon the site, its strata and the drawn zones took up in a year, with how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from ..language import msg
from ..model.total_error import REFERENCE_BIAS
from ..totals import SITE, ZONE
from . import summary
from .html import Markup, join, paragraph, table
from .maps import swatch
from .run import Run
from .wording import Wording

_HEAD = (msg("Place"), msg("Year"), msg("Area (ha)"), msg("GPP (t C)"), msg("90 % interval"), msg("GPP (g C m-2)"), msg("90 % interval"))


def totals(run: Run, say: Wording) -> Optional[Markup]:
    """Return the totals of every year of the site, and of the last year of strata and zones; None where there are none."""
    if not run.totals:
        return None
    last = max(row["year"] for row in run.totals)
    order = {stratum.id: i for i, stratum in enumerate(run.strata)}
    shown = [row for row in run.totals if row["kind"] == SITE or row["year"] == last]
    shown.sort(key=lambda row: order.get(row["id"], -1 if row["kind"] == SITE else len(order)))
    note = say(
        msg(
            "An interval counts what the errors of neighbours, of a stratum and of a month have in common, so it is wider than if pixels "
            "were independent, and {share} % for how far the reference itself may be off. Every year is in totals.csv.",
            share=say.number(100 * REFERENCE_BIAS),
        )
    )
    return join(table(tuple(map(say, _HEAD)), [_row(row, run, say) for row in shown]), paragraph(note))


def _row(row: Mapping[str, str], run: Run, say: Wording) -> tuple:
    """Return a row of the table."""
    colours = {stratum.id: stratum.colour for stratum in run.strata}
    title = row["id"] if row["kind"] == ZONE else summary.stratum_title(row["id"], say, run.titles)
    mark = swatch(colours[row["id"]]) if row["id"] in colours and row["kind"] != ZONE else None
    figures = []
    for name in ("gpp_tc", "gpp_gc_m2"):
        value, low, high = (say.number(float(row[f"{name}{end}"] or "nan")) for end in ("", "_low", "_high"))
        figures += [value, f"{low} \u2026 {high}"]
    return (join(mark, title), row["year"], say.number(float(row["area_ha"])), *figures)
