"""Observations: what was seen of a site, kept beside its maps so that a place shows what its drivers rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import rasterio

from .calendar import Calendar, to_days
from .grid import Grid
from .ingest import SMAP_HOURS
from .run.rasters import overview, read_at
from .run.series_file import CountsFile

if TYPE_CHECKING:
    from .cube import Observations
    from .fusion.downscale import Look
    from .job import Job
    from .progress import Progress
    from .run.finished_run import FinishedRun
    from .run.pixels import Squares

_LST_CELL = 1000.0  # metres: a pixel of SLSTR
_ENOUGH = 0.5  # of a place


@dataclass(frozen=True)
class Views:
    """What was seen of one driver at a place.

    Attributes
    ----------
    days : ndarray (view,)
        Days since 1970-01-01, ascending.
    values : ndarray (view,)
        In the driver's unit.
    """

    days: np.ndarray
    values: np.ndarray


def write(observed: Observations, job: Job, folder: Path, progress: Progress) -> dict[str, dict[str, Any]]:
    """Write what was observed of each driver to `folder`, one band per look; return what run.json says of it, by driver."""
    days = job.calendar.every_day()
    about = {"evi": _write_greenness(observed, job, folder, progress)}
    coarse = observed.coarse
    cells = Grid.from_bounds(job.grid.bounds, job.grid.crs, _LST_CELL)
    about["lst"] = _write_fields(folder, "lst", cells, *_fields(coarse.looks, cells, job.calendar))
    for name, values, own in (
        ("soil_moisture", coarse.soil_moisture, coarse.moisture_cells),
        ("thaw_fraction", coarse.states, coarse.state_cells),
    ):
        if values is not None:
            times = (days.astype("datetime64[h]")[:, None] + np.array(SMAP_HOURS, int).astype("timedelta64[h]")).ravel()
            about[name] = _write_fields(folder, name, own, times, values.reshape(-1, *own.shape))
    return about


def over(run: FinishedRun, squares: Squares) -> dict[str, Views]:
    """Return what was seen of a place of a run, by driver: of several pixels the mean by look, as far as it saw half of the place.

    Only views within the run's period count. There is nothing of runs that do not keep it.
    """
    x, y = squares.centres(run.grid)
    found = {}
    for name, entry in run.record.get("observations", {}).items():
        path, cells = run.folder / entry["file"], Grid.from_dict(entry["grid"])
        if cells == run.grid:
            rows, columns, weight, factor = squares.rows, squares.columns, squares.n_pixels, squares.factor
        else:
            index = cells.index_of(x, y, run.grid.crs)
            inside = index >= 0
            index, member = np.unique(index[inside], return_inverse=True)
            weight, factor = np.bincount(member, squares.n_pixels[inside]), 1
            rows, columns = np.divmod(index, cells.width)
        with rasterio.open(path, driver="GTiff") as file:
            if not len(rows) or factor not in (1, *file.overviews(1)):
                continue
            nodata, scale, times = file.nodata, file.scales[0], np.array(file.descriptions, "datetime64[s]")
            counts = read_at(file, rows, columns) if factor == 1 else None
        if counts is None:
            with overview(path, factor) as file:
                counts = read_at(file, rows, columns)
        known = counts != nodata
        within = run.calendar.step_of(times.astype("datetime64[D]")) >= 0
        seen = known.astype(np.float64) @ weight
        enough = within & (seen >= _ENOUGH * weight.sum())
        total = np.where(known, counts, 0).astype(np.float64) @ weight
        found[name] = Views(to_days(times[enough]), total[enough] / seen[enough] * scale)
    return found


def _write_greenness(observed: Observations, job: Job, folder: Path, progress: Progress) -> dict[str, Any]:
    """Write the clear views of greenness tile by tile; return what run.json says of them."""
    times = [np.datetime64(round(day * 86400), "s") for day in observed.views.days]
    with _file(folder, "evi", job.grid, times) as file:
        for tile, _ in job.grid.tiles(job.tile_size):
            progress.check()
            file.write(tile, observed.views.read(*tile)[0])
        file.build_overviews(progress)
    return _entry("evi", job.grid)


def _write_fields(folder: Path, name: str, cells: Grid, times: Sequence[np.datetime64], fields: np.ndarray) -> dict[str, Any]:
    """Write looks at coarse cells (look, y, x) that saw anything; return what run.json says of them."""
    known = np.isfinite(fields).any(axis=(1, 2))
    with _file(folder, name, cells, np.asarray(times)[known]) as file:
        file.write((slice(0, cells.height), slice(0, cells.width)), fields[known])
    return _entry(name, cells)


def _fields(looks: Sequence[Look], cells: Grid, calendar: Calendar) -> tuple[np.ndarray, np.ndarray]:
    """Return times and fields (look, y, x) of looks in the calendar: the mean of what lies in each cell, NaN where nothing does."""
    size = cells.height * cells.width
    times, fields = [], []
    for look in sorted(looks, key=lambda look: look.day):
        cell = cells.index_of(look.x, look.y, cells.crs)
        inside = cell >= 0
        time = np.datetime64(round(look.day * 86400), "s")
        if inside.any() and calendar.step_of(time) >= 0:
            count, total = (np.bincount(cell[inside], weights, size) for weights in (None, look.values[inside]))
            with np.errstate(invalid="ignore"):
                fields.append((total / count).reshape(cells.shape))
            times.append(time)
    return np.array(times, "datetime64[s]"), np.array(fields).reshape(-1, *cells.shape)


def _file(folder: Path, name: str, grid: Grid, times: Sequence[np.datetime64]) -> CountsFile:
    """Return the new file of a driver's looks."""
    return CountsFile(folder / f"{name}_views.tif", grid, name, [str(time) for time in times])


def _entry(name: str, grid: Grid) -> Mapping[str, Any]:
    """Return what run.json says of a file of looks."""
    return {"file": f"{name}_views.tif", "grid": grid.to_dict()}
