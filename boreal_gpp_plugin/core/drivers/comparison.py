"""A comparison as a user asks for it: which two, where the GPP of the one parts from the other's, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..errors import InputError
from ..language import Message, msg
from ..model.form import Form
from ..progress import Progress
from ..run import text_files
from ..run.finished_run import FinishedRun
from ..strata import zones
from . import difference
from .difference import Difference

BETWEEN = ("zones", "years", "runs")
"""What can be compared."""
_OTHER_PARTS = {
    "m": msg("Level of the cover: what it makes of light, m"),
    difference.PATTERN: msg("How the drivers go together within the zones"),
    difference.DAYS: msg("Days of the steps"),
}


def compare(
    run: FinishedRun,
    between: str,
    first: str,
    second: str,
    drawn: Optional[tuple[str, Optional[str]]] = None,
    progress: Optional[Progress] = None,
) -> Difference:
    """Return the difference of GPP between two zones or years of a run, or between two runs.

    Parameters
    ----------
    run : FinishedRun
        The run.
    between : str
        One of `BETWEEN`.
    first, second : str
        Names of zones, of strata where no zones are drawn, or years; for runs `second` is the folder of the other.
    drawn : tuple of str, optional
        Polygon layer and the field that names its zones.
    progress : Progress, optional
        Moved on with each tile, and asked whether to stop.

    Raises
    ------
    InputError
        When there is no such zone, year or run.
    """
    if between == "runs":
        return difference.between_runs(run, FinishedRun.read(second), progress=progress)
    if between == "years":
        return difference.between_years(run, _year(first), _year(second), progress=progress)
    masks = _drawn(run, *drawn) if drawn else _strata(run)
    return difference.between_zones(run, *(_named(masks, name) for name in (first, second)), progress)


def table(found: Difference, form: Form) -> list[dict[str, Any]]:
    """Return the rows of difference.csv: GPP of both, g C m-2, and each part of the difference with its share."""
    whole = found.after - found.before
    sides = [{"part": name, "gpp": value} for name, value in (("first", found.before), ("second", found.after), ("difference", whole))]
    parts = [{"part": name, "gpp": found.parts[name], "share": found.parts[name] / whole if whole else np.nan} for name in found.parts]
    titles = titles_of(form)
    return [{"part": row["part"], "title": str(titles.get(row["part"], "")), **row} for row in sides + parts]


def titles_of(form: Form) -> dict[str, Message]:
    """Return the readable names of the parts of a difference."""
    return {**{term.id: term.title for term in form.terms}, **_OTHER_PARTS}


def write_table(found: Difference, form: Form, path: str) -> None:
    """Write difference.csv to `path`."""
    text_files.write_table(Path(path), table(found, form), ("part", "title", "gpp", "share"))


def _year(text: str) -> int:
    """Return a year; raises InputError."""
    if not text.strip().isdecimal():
        raise InputError(msg("{value} is no year.", value=text or '""'), msg("Give two years of the run, such as 2021."))
    return int(text)


def _drawn(run: FinishedRun, path: str, field: Optional[str]) -> dict[str, np.ndarray]:
    """Return the masks (y, x) of drawn zones by name."""
    found = zones.read(path, field, run.grid)
    return {name: found.index == i for i, name in enumerate(found.names, 1)}


def _strata(run: FinishedRun) -> dict[str, np.ndarray]:
    """Return the masks (y, x) of the strata on the map by id."""
    codes = np.zeros(run.grid.shape, np.int16)
    for tile, _ in run.tiles():
        codes[tile] = run.strata_of(tile)
    return {run.legend[code].id: codes == code for code in run.codes.tolist()}


def _named(masks: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    """Return the mask of a name; raises InputError."""
    if name not in masks:
        raise InputError(msg("There is no zone {name}.", name=name or '""'), msg("Choose two of: {known}.", known=", ".join(masks)))
    return masks[name]
