"""Totals: a year's GPP of the site, of every stratum and of every drawn zone, with intervals that count what errors have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..calendar import Calendar
from ..grid import Grid
from ..model.total_error import TotalError
from ..model.uncertainty import NORMAL, error_scale
from ..progress import Progress
from ..strata.classification import Stratum
from ..strata.zones import Zones
from .rasters import read_series

SITE, STRATUM, ZONE = "site", "stratum", "zone"
"""What a row is about."""

_SPREAD_CELLS = 300  # of a place, on which the correlation between its parts is worked out
_TONNE = 1e6  # g


@dataclass(frozen=True)
class _Place:
    """The site, a stratum or a zone: cells by zone (row) and stratum (column), and where they are."""

    kind: str
    id: str
    chosen: tuple[Any, Any]
    cells: np.ndarray


def totals(
    gpp: Path,
    grid: Grid,
    calendar: Calendar,
    codes: np.ndarray,
    legend: Mapping[int, Stratum],
    zones: Optional[Zones],
    error: TotalError,
    progress: Optional[Progress] = None,
    tile_size: int = 256,
) -> list[dict[str, Any]]:
    """Return the rows of totals.csv: a year's GPP of the site, of strata and of zones, in t C and in g C m-2, with 90 % intervals.

    Cells without GPP count neither in the sum nor in the area. A year that the record holds in part is summed over the days it holds.

    Parameters
    ----------
    gpp : Path
        gpp.tif of the run.
    grid : Grid
        Of the run, in metres.
    calendar : Calendar
        The steps.
    codes : ndarray, int (y, x)
        Stratum codes, 0 where GPP is not modelled.
    legend : mapping of int to Stratum
        The strata.
    zones : Zones, optional
        Drawn zones on the same grid.
    error : TotalError
        How far totals may be off.
    progress : Progress, optional
        Moved on with each tile.
    tile_size : int
        Rows and columns read at a time.
    """
    strata = np.unique(codes[codes > 0])
    index = np.zeros_like(codes) if zones is None else zones.index
    names = () if zones is None else zones.names
    years = np.unique(calendar.years)
    days = np.where(calendar.years == years[:, None], calendar.days, 0.0)
    cell = abs(grid.cell_size[0] * grid.cell_size[1])
    shape = len(names) + 1, len(strata)
    total, scale = (np.zeros((len(years), *shape)) for _ in range(2))
    area = np.zeros(shape)
    for tile, _ in (progress or Progress()).each(list(grid.tiles(tile_size))):
        values = read_series(gpp, tile)
        known = (codes[tile] > 0) & np.isfinite(values).any(axis=0)
        label = index[tile][known].astype(np.int64) * len(strata) + np.searchsorted(strata, codes[tile][known])
        part = np.nan_to_num(values[:, known]).astype(np.float64)
        area += np.bincount(label, minlength=area.size).reshape(shape) * cell
        for sums, steps in ((total, part), (scale, error_scale(part))):
            for year, of_year in enumerate(days @ steps):
                sums[year] += np.bincount(label, of_year, area.size).reshape(shape) * cell
    rows = []
    for place in _places(codes, strata, legend, index, names):
        x, y = _spread(place.cells, grid)
        of_place = float(area[place.chosen].sum())
        for i, year in enumerate(years.tolist()):
            sums, scales = (_by_stratum(s[i], place, strata) for s in (total, scale))
            sd = error.sd(sums, scales, x, y, of_place)
            rows.append(_row(place, year, float(days[i].sum()), of_place, sum(sums.values()), sd))
    return rows


def _places(
    codes: np.ndarray, strata: np.ndarray, legend: Mapping[int, Stratum], index: np.ndarray, names: tuple[str, ...]
) -> Iterator[_Place]:
    """Yield the site, then the strata, then the zones."""
    yield _Place(SITE, "all", (slice(None), slice(None)), codes > 0)
    for i, code in enumerate(strata.tolist()):
        yield _Place(STRATUM, legend[code].id, (slice(None), slice(i, i + 1)), codes == code)
    for i, name in enumerate(names, start=1):
        yield _Place(ZONE, name, (slice(i, i + 1), slice(None)), (index == i) & (codes > 0))


def _by_stratum(sums: np.ndarray, place: _Place, strata: np.ndarray) -> dict[int, float]:
    """Return the sum (zone, stratum) of a place by stratum code."""
    chosen = np.zeros_like(sums)
    chosen[place.chosen] = sums[place.chosen]
    return dict(zip(strata.tolist(), chosen.sum(axis=0).tolist()))


def _spread(cells: np.ndarray, grid: Grid) -> tuple[np.ndarray, np.ndarray]:
    """Return x and y of some cells spread evenly over a place."""
    inside = np.flatnonzero(cells)
    some = inside[np.unique(np.linspace(0, len(inside) - 1, min(_SPREAD_CELLS, len(inside))).astype(np.int64))]
    row, column = np.divmod(some, cells.shape[1])
    return grid.x[column], grid.y[row]


def _row(place: _Place, year: int, days: float, area: float, total: float, sd: float) -> dict[str, Any]:
    """Return a row of the table; an interval ends at 0 below."""
    low, high = max(total - NORMAL * sd, 0.0), total + NORMAL * sd
    mean = {name: value / area if area else float("nan") for name, value in (("", total), ("_low", low), ("_high", high))}
    return {
        "kind": place.kind,
        "id": place.id,
        "year": year,
        "days": round(days),
        "area_ha": round(area / 1e4, 2),
        **{f"gpp_tc{name}": round(value / _TONNE, 3) for name, value in (("", total), ("_low", low), ("_high", high))},
        **{f"gpp_gc_m2{name}": round(value, 2) for name, value in mean.items()},
    }
