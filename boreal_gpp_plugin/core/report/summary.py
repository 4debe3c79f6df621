"""How good a run is: the rows of its validation, and the short table of them that a terminal shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional

from ..language import Message, msg
from .wording import Wording

ALL = "all"  # the row of all strata together

MODELS = {
    "boreal": msg("Boreal GPP"),
    "tg": msg("TG, refitted"),
    "mod17": msg("MOD17"),
}
COMPETITORS = ("tg", "mod17")

SCHEMES = {
    "block": msg("Held out: blocks of the site"),
    "year": msg("Held out: years"),
    "step": msg("Held out: steps"),
    "site": msg("Held out: sites"),
}

Row = Mapping[str, Any]


_PLAIN = str.maketrans({"\u202f": " ", "\u2212": "-", "\u2013": "-"})  # what any terminal shows


def main_rows(validation: Optional[Mapping[str, Any]]) -> dict[str, list[Row]]:
    """Return the rows of the run's own model, by scheme in the order of the validation."""
    found: dict[str, list[Row]] = {}
    for row in (validation or {}).get("rows", ()):
        if row["model"] not in COMPETITORS:
            found.setdefault(row["scheme"], []).append(row)
    return found


def summary_table(validation: Mapping[str, Any], language: str = "en") -> str:
    """Return r2, RMSE and SSE against TG and MOD17 of each stratum on held-out data, as a table for a terminal."""
    say = Wording(language)
    blocks = []
    for scheme, rows in main_rows(validation).items():
        head = [say(m) for m in (msg("Stratum"), msg("n"), msg("r2"), msg("RMSE"), msg("SSE against TG"), msg("SSE against MOD17"))]
        cells = [[stratum_title(row["stratum"], {}, say), *_figures(row, say)] for row in rows]
        blocks.append("\n".join([scheme_title(scheme, say), *_aligned([head, *cells])]).translate(_PLAIN))
    return "\n\n".join(blocks) or say(msg("Nothing was validated: there was no reference to hold back."))


def scheme_title(scheme: str, say: Wording) -> str:
    """Return the readable name of a validation scheme."""
    return say(SCHEMES[scheme]) if scheme in SCHEMES else scheme


def stratum_title(stratum: str, titles: Mapping[str, Message], say: Wording) -> str:
    """Return the readable name of a stratum, its identifier where `titles` hold none."""
    return say(msg("All strata")) if stratum == ALL else say(titles[stratum]) if stratum in titles else stratum


def _figures(row: Row, say: Wording) -> list[str]:
    """Return the figures of a row in the order of the table's head."""
    numbers = [say.number(row["n"]), say.number(row["r2"], 3), say.number(row["rmse"], 2)]
    return [*numbers, say.change(row.get("sse_vs_tg")), say.change(row.get("sse_vs_mod17"))]


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    """Return lines of cells as text: the first column left, the others right."""
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return ["  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:]))]) for line in lines]
