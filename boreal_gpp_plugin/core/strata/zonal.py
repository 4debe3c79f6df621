"""The zonal table: area and GPP of a finished run by stratum, or by zone and stratum."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Optional

import numpy as np

from ..language import Message
from ..progress import Progress
from ..run.finished_run import FinishedRun
from ..run.totals import ZONE
from ..variables import in_tonnes
from .classification import ALL, ALL_ID
from .zones import Zones

Interval = tuple[float, float]
_CODES = 32768  # above every stratum code: they are stored as int16
_YEAR = 365.25  # days


@dataclass(frozen=True)
class Row:
    """One row of the table.

    Attributes
    ----------
    zone : str
        Name of the zone; empty without zones.
    id : str
        That of the stratum, or of all of them.
    stratum : Message
        Name of the stratum, or that it is all of them.
    is_sum : bool
        Whether it sums up other rows.
    area_ha : float
        Modelled area, hectares.
    gpp : float
        Mean GPP of a year, or of the period where that is shorter, g C m-2; NaN where none is known.
    interval : tuple of float, optional
        90 % interval of the GPP of the whole area, t C, where the run tells it.
    outline : mapping, optional
        Polygons of the zone as GeoJSON in the run's CRS, where they are known.
    """

    zone: str
    id: str
    stratum: Message
    is_sum: bool
    area_ha: float
    gpp: float
    interval: Optional[Interval] = None
    outline: Optional[Mapping[str, Any]] = None

    @property
    def tonnes(self) -> float:
        """GPP of the whole area, t C."""
        return in_tonnes(self.gpp, self.area_ha)


def rows(run: FinishedRun, zones: Optional[Zones] = None, progress: Optional[Progress] = None) -> list[Row]:
    """Return the table of a run: a row per stratum and one of all, or these of each zone.

    Parameters
    ----------
    run : FinishedRun
        The run.
    zones : Zones, optional
        Zones on the run's grid.
    progress : Progress, optional
        Moved on with each tile, and asked whether to stop.
    """
    names, outlines = (zones.names, zones.outlines) if zones is not None else (("",), ())
    cells, known, total = (np.zeros(len(names) * _CODES) for _ in range(3))
    for tile, _ in (progress or Progress()).each(run.tiles()):
        codes, gpp = run.strata_of(tile).astype(np.int64), run.map_of("gpp_total", tile)
        index = np.ones(codes.shape, np.int64) if zones is None else zones.index[tile].astype(np.int64)
        counted = (codes > 0) & (index > 0)
        key, values = ((index - 1) * _CODES + codes)[counted], gpp[counted].astype(np.float64)
        has = np.isfinite(values)
        for sums, weights in ((cells, None), (known, has), (total, np.where(has, values, 0.0))):
            sums += np.bincount(key, weights, len(sums))
    hectares, shape = run.grid.cell_hectares, (len(names), _CODES)
    by_zone = zip(names, outlines or (None,) * len(names), *(sums.reshape(shape) for sums in (cells * hectares, known, total / years(run))))
    found = [row for about in by_zone for row in _rows_of(run, *about)]
    told = _told(run)
    if zones is None:
        intervals = {total.id: total.interval for total in told if total.kind != ZONE}
        return [replace(row, interval=intervals.get(row.id)) for row in found]
    of_zones = [total for total in told if total.kind == ZONE]
    return [replace(row, interval=next((t.interval for t in of_zones if t.is_of(row)), None)) for row in found]


def years(run: FinishedRun) -> float:
    """Return how many whole years the run covers; 1 where it covers less than one, so that its totals are those of the period."""
    return max(round(run.calendar.days.sum() / _YEAR), 1)


@dataclass(frozen=True)
class _Total:
    """What a run of a single year tells of its site, of a stratum or of a zone that it was made with; GPP and interval in t C."""

    kind: str
    id: str
    area_ha: float
    tonnes: float
    interval: Interval

    def is_of(self, row: Row) -> bool:
        """Return whether this is the total of the zone of a row, whatever the zone is called by now."""
        return row.is_sum and math.isclose(self.area_ha, row.area_ha, abs_tol=0.01) and math.isclose(self.tonnes, row.tonnes, rel_tol=1e-4)


def _told(run: FinishedRun) -> list[_Total]:
    """Return the totals of a run of a single year; those of several years do not add up."""
    path = run.folder / "totals.csv"
    if not path.is_file():
        return []
    with open(path, newline="", encoding="utf-8") as file:
        about = list(csv.DictReader(file))
    if len({row["year"] for row in about}) > 1:
        return []
    numbers = ("area_ha", "gpp_tc", "gpp_tc_low", "gpp_tc_high")
    known = ((row["kind"], row["id"], *(float(row[name]) for name in numbers)) for row in about)
    return [_Total(kind, id_, area, tonnes, (low, high)) for kind, id_, area, tonnes, low, high in known]


def _rows_of(
    run: FinishedRun, zone: str, outline: Optional[Mapping[str, Any]], area: np.ndarray, known: np.ndarray, total: np.ndarray
) -> Iterator[Row]:
    """Yield the rows of a zone from area (ha), known cells and their summed GPP by stratum code."""
    with np.errstate(invalid="ignore"):
        gpp = total / known
    present, read = np.flatnonzero(area), np.flatnonzero(known)
    for code in present.tolist():
        stratum = run.legend[code]
        yield Row(zone, stratum.id, stratum.title, False, float(area[code]), float(gpp[code]), outline=outline)
    if present.size:  # the mean of a stratum stands for all of its cells, those without GPP too
        mean = float(gpp[read] @ area[read] / area[read].sum()) if read.size else np.nan
        yield Row(zone, ALL_ID, run.legend[ALL].title, True, float(area.sum()), mean, outline=outline)
