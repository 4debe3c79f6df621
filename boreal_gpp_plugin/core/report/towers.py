"""The skill at flux towers, apart from agreement with the reference product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from ..language import msg
from ..model.tower_skill import ALL
from ..variables import UNIT_LABELS, VARIABLES
from ..wording import Wording
from . import summary
from .html import Markup, element, folded, join, paragraph, table
from .run import Run

_HEAD = (msg("Tower"), msg("Model"), msg("Values"), msg("r2"), msg("RMSE, {unit}", unit=UNIT_LABELS[VARIABLES["gpp"].unit]), msg("Bias"))


def towers(run: Run, say: Wording) -> Optional[Markup]:
    """Return how well the model and the products agree with towers that nothing was calibrated to; None without such towers."""
    rows = (run.validation or {}).get("towers") or ()
    if not rows:
        return None
    apart = _table([row for row in rows if row["tower"] != ALL], say)
    words = msg(
        "Towers measure carbon fluxes, and the model was not calibrated to these: here it can be better or worse than the product it was "
        "calibrated to. All are scored on the same values. A tower sees some hectares around it, so a few towers say little of the rest."
    )
    return join(
        element("h3", say(msg("At flux towers"))),
        paragraph(say(words)),
        _table([row for row in rows if row["tower"] == ALL], say),
        folded(say(msg("Tower by tower")), apart),
    )


def _table(rows: Sequence[summary.Row], say: Wording) -> Markup:
    """Return the scores, a row per tower and model."""
    body = [
        (
            say(msg("All towers")) if row["tower"] == ALL else row["tower"],
            summary.model_title(row["model"], say),
            say.number(row["n"]),
            *(say.number(row.get(key), 2) for key in ("r2", "rmse")),
            say.number(row.get("bias"), 2, sign=True),
        )
        for row in rows
    ]
    return table(tuple(map(say, _HEAD)), body, numbers_from=2)
