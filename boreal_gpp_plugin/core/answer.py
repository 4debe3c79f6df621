"""The answer of a run, or of a scenario of it, in few words: how much carbon its site takes up, and how sure that is."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Optional

from .language import Message, msg
from .variables import in_tonnes
from .wording import Wording

SITE = "site"
_WHOLE_YEAR = 365  # days
Row = Mapping[str, str]


def answer(folder: str, say: Wording) -> Optional[Message]:
    """Return how much carbon the site of the run in `folder` took up; None for runs without totals."""
    try:
        with open(Path(folder) / "totals.csv", newline="", encoding="utf-8") as file:
            row = site_total(csv.DictReader(file))
        return None if row is None else how_much(row, say)
    except (OSError, ValueError, KeyError, TypeError):  # the report and the table say what is the matter
        return None


def site_total(rows: Iterable[Row]) -> Optional[Row]:
    """Return the row of the site in the last year among those of totals.csv; None where there is none."""
    return max((row for row in rows if row["kind"] == SITE and row["gpp_tc"]), key=lambda row: row["year"], default=None)


def how_much(row: Row, say: Wording) -> Message:
    """Return how much carbon the site of a row took up, with its interval where that is known."""
    values = {
        "year": row["year"]
        if (days := round(float(row["days"]))) >= _WHOLE_YEAR
        else msg("{days} days of {year}", days=days, year=row["year"]),
        "tonnes": say.rounded(float(row["gpp_tc"])),
        "area": say.rounded(float(row["area_ha"])),
    }
    ends = between(row, "gpp_tc", say)
    if ends is None:
        return msg("In {year} the vegetation took up {tonnes} t of carbon on {area} ha of land.", **values)
    return msg(
        "In {year} the vegetation took up {tonnes} t of carbon on {area} ha of land, with 90 % confidence {low} to {high} t.",
        **values,
        **ends,
    )


def change(folder: str, say: Wording) -> Optional[Message]:
    """Return what the scenario in `folder` does to the carbon that its site takes up; None for folders that do not tell.

    The interval is a cautious one, as if all strata erred alike.
    """
    from .model.uncertainty import NORMAL  # needs scipy, which may be missing where the interface is shown

    names = ("gpp_total_today", "gpp_total", "change", "change_low", "change_high", "change_sd")
    try:
        with open(Path(folder) / "summary.csv", newline="", encoding="utf-8") as file:
            strata = list(csv.DictReader(file))
        today, then, more, least, most, sd = (sum(in_tonnes(float(row[name]), float(row["area_ha"])) for row in strata) for name in names)
        return msg(
            "Under the scenario the site takes up {then} t of carbon instead of {today} t ({change}). The change is {low} to {high} t with "
            "90 % confidence, and {least} to {most} t over the range of the scenario.",
            then=say.rounded(then),
            today=say.rounded(today),
            change=say.change(more / today),
            low=say.rounded(more - NORMAL * sd),
            high=say.rounded(more + NORMAL * sd),
            least=say.rounded(least),
            most=say.rounded(most),
        )
    except (OSError, ValueError, KeyError, TypeError, ZeroDivisionError):  # the maps and the table are there all the same
        return None


def between(row: Row, name: str, say: Wording) -> Optional[dict[str, str]]:
    """Return the ends `low` and `high` of the interval of a figure of a row, None where it has none."""
    ends = {end: row.get(f"{name}_{end}") for end in ("low", "high")}
    return {end: say.rounded(float(value)) for end, value in ends.items()} if all(ends.values()) else None
