"""The zonal table: area and GPP of a finished run by stratum, or by zone and stratum."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np

from ..language import Message
from ..progress import Progress
from ..run.finished_run import FinishedRun
from ..run.totals import ZONE
from .classification import ALL, ALL_ID
from .zones import Zones

Interval = tuple[float, float]
_CODES = 32768  # above every stratum code: they are stored as int16
_HECTARE = 1e4  # m2
_TONNE = 1e6  # g
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
        return self.gpp * self.area_ha * _HECTARE / _TONNE


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
    hectares = run.grid.cell_size[0] * run.grid.cell_size[1] / _HECTARE
    shape = (len(names), _CODES)
    by_zone = zip(names, outlines or (None,) * len(names), *(sums.reshape(shape) for sums in (cells * hectares, known, total / years(run))))
    intervals = _intervals(run) if zones is None else {}
    return [row for about in by_zone for row in _rows_of(run, intervals, *about)]


def years(run: FinishedRun) -> float:
    """Return how many whole years the run covers; 1 where it covers less than one, so that its totals are those of the period."""
    return max(round(run.calendar.days.sum() / _YEAR), 1)


def _intervals(run: FinishedRun) -> dict[str, Interval]:
    """Return the intervals of a run of a single year by stratum id, t C, that of the site by "all"; those of years do not add up."""
    path = run.folder / "totals.csv"
    if not path.is_file():
        return {}
    with open(path, newline="", encoding="utf-8") as file:
        about = [row for row in csv.DictReader(file) if row["kind"] != ZONE]
    if len({row["year"] for row in about}) > 1:
        return {}
    return {row["id"]: (float(row["gpp_tc_low"]), float(row["gpp_tc_high"])) for row in about}


def _rows_of(
    run: FinishedRun,
    intervals: Mapping[str, Interval],
    zone: str,
    outline: Optional[Mapping[str, Any]],
    area: np.ndarray,
    known: np.ndarray,
    total: np.ndarray,
) -> Iterator[Row]:
    """Yield the rows of a zone from area (ha), known cells and their summed GPP by stratum code."""
    with np.errstate(invalid="ignore"):
        gpp = total / known
    present, read = np.flatnonzero(area), np.flatnonzero(known)
    for code in present.tolist():
        stratum = run.legend[code]
        yield Row(zone, stratum.id, stratum.title, False, float(area[code]), float(gpp[code]), intervals.get(stratum.id), outline)
    if present.size:  # the mean of a stratum stands for all of its cells, those without GPP too
        mean = float(gpp[read] @ area[read] / area[read].sum()) if read.size else np.nan
        yield Row(zone, ALL_ID, run.legend[ALL].title, True, float(area.sum()), mean, intervals.get(ALL_ID), outline)
