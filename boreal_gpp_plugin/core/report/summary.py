"""How good a run is: the rows of its validation, and the short table of them that a terminal shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Optional

from ..language import Message, msg
from ..strata.classification import FIRE_AGES, legend
from ..variables import LAND_COVER
from ..wording import Wording

ALL = "all"  # the row of all reference pixels together
_AGAINST = "sse_vs_"
_BOUNDS = ("_low", "_high")  # of a figure's interval

MODELS = {
    "boreal": msg("Boreal GPP"),
    "tg": msg("TG, refitted"),
    "tg_ramp": msg("TG with a free temperature ramp"),
    "mod17": msg("MOD17"),
    "vpm": msg("VPM"),
    "l4c": msg("SMAP L4C"),
    "boreal_defaults": msg("Boreal GPP, class defaults"),
    "tg_defaults": msg("TG, class defaults"),
    "tg_ramp_defaults": msg("TG with a free ramp, class defaults"),
    "mod17_refitted": msg("MOD17 equation, refitted"),
    "mod17_published": msg("MOD17 equation, published table"),
    "vpm_refitted": msg("VPM equation, refitted"),
    "vpm_published": msg("VPM equation, published table"),
}
SCHEMES = {
    "blocks": msg("Held out in space: blocks of the site"),
    "steps": msg("Held out in time: years, or whole months of a single year"),
    "year": msg("Held out in time: years"),
    "site": msg("Held out in space: sites"),
}
_PLAIN = str.maketrans({"\u202f": " ", "\u2212": "-", "\u2013": "-"})  # what any terminal shows

Row = Mapping[str, Any]


def main_rows(validation: Optional[Mapping[str, Any]]) -> dict[str, list[Row]]:
    """Return the rows of the run's own model, whose rows come first, by scheme in the order of the validation."""
    rows = (validation or {}).get("rows", ())
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["model"] == rows[0]["model"]:
            found.setdefault(row["scheme"], []).append(row)
    return found


def rivals(rows: Sequence[Row]) -> list[str]:
    """Return the models that any of the rows is compared with."""
    names = dict.fromkeys(
        key[len(_AGAINST) :]
        for row in rows
        for key, value in row.items()
        if key.startswith(_AGAINST) and not key.endswith(_BOUNDS) and value is not None
    )
    return list(names)


def against(row: Row, rival: str) -> Optional[float]:
    """Return the change of the sum of squared errors from `rival` to the row's model, -0.46 for 46 % less; None where unknown."""
    return row.get(_AGAINST + rival)


def against_ends(row: Row, rival: str) -> Optional[tuple[float, float]]:
    """Return the ends of the 5-95 % interval of that change, None where it is not known."""
    low, high = (row.get(f"{_AGAINST}{rival}{end}") for end in _BOUNDS)
    return None if low is None or high is None else (low, high)


def overall(validation: Optional[Mapping[str, Any]]) -> Optional[Row]:
    """Return the row of all pixels under the hardest scheme, that with the lowest r2; None where nothing is known."""
    rows = [row for rows in main_rows(validation).values() for row in rows if row["stratum"] == ALL and row["r2"] is not None]
    return min(rows, key=lambda row: row["r2"], default=None)


def model_title(model: str, say: Wording) -> str:
    """Return the readable name of a model."""
    return say(MODELS[model]) if model in MODELS else model


def scheme_title(scheme: str, say: Wording) -> str:
    """Return the readable name of a validation scheme."""
    return say(SCHEMES[scheme]) if scheme in SCHEMES else scheme


def stratum_title(stratum: str, say: Wording, titles: Optional[Mapping[str, Message]] = None) -> str:
    """Return the readable name of a stratum, from `titles` where they hold it; the identifier of a zone that they do not hold."""
    title = (titles or {}).get(stratum) or _titles().get(stratum)
    return say(title) if title else stratum


@cache
def _titles() -> dict[str, Message]:
    """Return the readable name of every stratum that is no drawn zone, and of burnt land by age, by identifier."""
    codes = [10 * cover + age for cover in LAND_COVER for age in range(len(FIRE_AGES) + 1)]
    burnt = {
        f"burnt_{age.first}_{age.last}": msg("Burnt {first} to {last} years ago, any cover", first=age.first, last=age.last)
        for age in FIRE_AGES
    }
    return {"burnt": msg("Burnt, any cover"), **burnt, **{stratum.id: stratum.title for stratum in legend(codes).values()}}


def summary_table(validation: Mapping[str, Any], language: str = "en") -> str:
    """Return r2, RMSE and SSE against other models of each stratum on held-out data, as a table for a terminal."""
    say = Wording(language)
    blocks = []
    for scheme, rows in main_rows(validation).items():
        others = rivals(rows)
        head = [msg("Stratum"), msg("Values"), msg("r2"), msg("RMSE")]
        head += [msg("SSE against {model}", model=model_title(other, say)) for other in others]
        lines = [list(map(say, head)), *(_cells(row, others, say) for row in rows)]
        blocks.append("\n".join([scheme_title(scheme, say), *_aligned(lines)]).translate(_PLAIN))
    return "\n\n".join(blocks) or say(msg("Nothing was validated: there was no reference to hold back."))


def _cells(row: Row, others: Sequence[str], say: Wording) -> list[str]:
    """Return the cells of a row in the order of the table's head."""
    numbers = [say.number(row["n"]), say.number(row["r2"], 3), say.number(row["rmse"], 2)]
    return [stratum_title(row["stratum"], say), *numbers, *(say.change(against(row, other)) for other in others)]


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    """Return lines of cells as text: the first column left, the others right."""
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return ["  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:]))]) for line in lines]
