"""What each driver adds to the model's skill, where that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from ..drivers.attribution import CAUTION
from ..language import msg
from ..model.forms import FORMS
from ..wording import Wording
from .html import Markup, folded, join, paragraph, table
from .run import Run

_ALL = "all"


def attribution(run: Run, say: Wording) -> Optional[Markup]:
    """Return each driver's share of the skill on held-out reference, or None for runs whose skill was not attributed."""
    if not run.attribution:
        return None
    text = msg(
        "Every set of drivers was fitted to one half of the steps and predicted the other. The share says what a driver adds to the "
        "explained variation, on average over every order in which drivers may come; the error without it says how much the squared "
        "error grows when it is left out and all else is fitted anew. In brackets: 5-95 % over blocks in space and time."
    )
    names = [name for name in dict.fromkeys(row["stratum"] for row in run.attribution) if name != _ALL]
    more = folded(say(msg("By stratum")), *(_table(run, name, say) for name in names))
    return join(paragraph(say(text)), _table(run, _ALL, say), more, paragraph(say(CAUTION), class_="note"))


def _table(run: Run, stratum: str, say: Wording) -> Markup:
    """Return the table of a stratum, the driver that adds most first."""
    rows = sorted((row for row in run.attribution if row["stratum"] == stratum), key=lambda row: -float(row["shapley"]))
    titles = {term.id: term.title for form in FORMS.values() for term in form.terms}
    title = say(run.titles[stratum]) if stratum in run.titles else say(msg("All strata"))
    head = (title, say(msg("Share of explained variation")), say(msg("Error without it")))
    return table(head, [(say(titles[row["driver"]]), _share(row, "shapley", say), _share(row, "without", say)) for row in rows])


def _share(row: Mapping[str, str], name: str, say: Wording) -> str:
    """Return a share in percent with its interval."""
    value, low, high = (float(row[key]) * 100 if row[key] else float("nan") for key in (name, f"{name}_low", f"{name}_high"))
    return f"{say.number(value)} % [{say.number(low)}, {say.number(high)}]"
