"""A run as its folder tells it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..grid import Grid, parse_crs
from ..language import Message
from .charts import numbers


@dataclass(frozen=True)
class Stratum:
    """A stratum of the run with its mean series."""

    id: str
    code: int
    title: Message
    colour: str
    area_ha: float
    series: Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Run:
    """What a run folder says about itself.

    Attributes
    ----------
    folder : Path
        The run folder.
    record : mapping
        run.json.
    validation : mapping or None
        validation.json, None where nothing was validated.
    parameters, totals, limitation, attribution, chronosequence : list of mapping
        Rows of the tables of that name; none where there is no such table.
    grid : Grid
        Of all rasters.
    starts, ends : ndarray of datetime64[D], shape (time,)
        First day of each step, and the day after its last.
    strata : tuple of Stratum
        The largest first.
    """

    folder: Path
    record: Mapping[str, Any]
    validation: Optional[Mapping[str, Any]]
    parameters: list[dict[str, str]]
    totals: list[dict[str, str]]
    limitation: list[dict[str, str]]
    attribution: list[dict[str, str]]
    chronosequence: list[dict[str, str]]
    grid: Grid
    starts: np.ndarray
    ends: np.ndarray
    strata: tuple[Stratum, ...]

    @property
    def days(self) -> np.ndarray:
        """Length of each step in days, float64 (time,)."""
        return (self.ends - self.starts).astype(np.float64)

    @property
    def area_ha(self) -> float:
        """Area of all strata in hectares."""
        return sum(stratum.area_ha for stratum in self.strata)

    @property
    def titles(self) -> dict[str, Message]:
        """Readable names of the strata by identifier."""
        return {stratum.id: stratum.title for stratum in self.strata}

    @property
    def period(self) -> dict[str, str]:
        """First and last day, ISO dates."""
        return {"first": str(self.starts[0]), "last": str(self.ends[-1] - 1)}

    @property
    def metres_per_unit(self) -> Optional[float]:
        """Length of a unit of the grid's CRS in metres, None where units are degrees."""
        crs = parse_crs(self.grid.crs)
        return crs.linear_units_factor[1] if crs.is_projected else None

    def total(self, stratum: Stratum) -> float:
        """Return GPP of the whole period, mean of a stratum, g C m-2; NaN where it is unknown."""
        return float((stratum.series["gpp"] * self.days).sum()) if "gpp" in stratum.series else float("nan")

    @property
    def mean_total(self) -> float:
        """GPP of the whole period, mean of all strata, g C m-2; NaN where unknown."""
        return sum(self.total(s) * s.area_ha for s in self.strata) / self.area_ha if self.area_ha else float("nan")


def load(folder: Path) -> Run:
    """Return what the run folder says."""
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    calendar = record["calendar"]
    starts, ends = (np.array(calendar[key], "datetime64[D]") for key in ("starts", "ends"))
    series = record.get("series", {})
    strata = [
        Stratum(
            entry["id"],
            entry["code"],
            Message.from_dict(entry["title"]),
            entry["colour"],
            entry["area_ha"],
            {name: numbers(values, len(starts)) for name, values in series.get(entry["id"], {}).items()},
        )
        for entry in record["outputs"].get("strata", {}).get("classes", ())
    ]
    return Run(
        folder,
        record,
        _json(folder / "validation.json"),
        *(_csv(folder / f"{name}.csv") for name in ("parameters", "totals", "limitation", "attribution", "chronosequence")),
        Grid.from_dict(record["grid"]),
        starts,
        ends,
        tuple(sorted(strata, key=lambda s: -s.area_ha)),
    )


def _json(path: Path) -> Optional[dict[str, Any]]:
    """Return the contents of a JSON file, None where there is none."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def _csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file, none where there is no file."""
    if not path.is_file():
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
