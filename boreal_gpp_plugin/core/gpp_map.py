"""The maps of GPP: per step with uncertainty, in total, the dates of its season, and what limits it, written tile by tile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np

from .calendar import Calendar
from .drivers import chronosequence, limitation, season
from .drivers.chronosequence import Chronosequence
from .drivers.limiting_map import LimitingMap, Limits, TileLimits
from .grid import Grid
from .job import Job
from .language import msg
from .meteorology import Meteorology
from .model import default_error, driver_error, inputs, predict
from .model.calibration import Calibration
from .model.uncertainty import Uncertainty
from .progress import Progress
from .run import map_file, record, series_file
from .run.rasters import Tile, read_series
from .strata.classification import Stratum
from .strata.stratum_means import StratumMeans
from .strata.zones import Zones
from .variables import VARIABLES
from .workers import Workers

_MAPS = ("gpp_total", "season_onset", "season_peak", "season_end", "season_length")


@dataclass(frozen=True)
class Mapped:
    """What was mapped.

    Attributes
    ----------
    outputs : dict
        Entries of the rasters in run.json.
    series : mapping of int to mapping of str to ndarray (time,)
        Mean GPP and drivers by stratum code.
    limitation, after_fire : list of mapping
        Rows of limitation.csv and of chronosequence.csv.
    """

    outputs: dict[str, dict[str, Any]]
    series: Mapping[int, Mapping[str, np.ndarray]]
    limitation: list[dict[str, Any]]
    after_fire: list[dict[str, Any]]


def write_maps(
    job: Job,
    names: Sequence[str],
    weather: Meteorology,
    codes: np.ndarray,
    legend: Mapping[int, Stratum],
    calibration: Calibration,
    spread: Uncertainty,
    folder: Path,
    workers: Workers,
    progress: Progress,
    gather: Callable[[Tile, Mapping[str, np.ndarray]], None],
    drawn: Optional[Zones] = None,
) -> Mapped:
    """Write the maps to `folder`, which holds the cube; return what they hold.

    Parameters
    ----------
    job : Job
        The request and its inputs.
    names : sequence of str
        Drivers of the cube.
    weather : Meteorology
        What is known beside them.
    codes : ndarray, int16 (y, x)
        Strata, 0 where GPP is not modelled.
    legend : mapping of int to Stratum
        The strata.
    calibration : Calibration
        The model.
    spread : Uncertainty
        How far GPP may be off.
    folder : Path
        The folder.
    workers : Workers
        Work on the tiles.
    progress : Progress
        Moved on with each tile.
    gather : callable
        (tile, {"gpp": GPP (time, y, x)}), called for each tile.
    drawn : Zones, optional
        Zones that what limits is told of, too.
    """
    form, grid, calendar = calibration.form, job.grid, job.calendar
    own = {code: calibration.parameters[code] for code in np.unique(codes[codes > 0]).tolist()}
    cube = _Cube(folder, tuple(names), weather, calendar)
    tiles = [(tile, place, codes[tile], drawn.index[tile] if drawn else None) for tile, place in grid.tiles(job.tile_size)]
    with progress.stage(msg("Mapping GPP"), 0.0, 0.1):
        best = _best(limitation.Best(form, own), cube, tiles, workers, progress)
    limits = Limits(calendar, form, own, best, len(drawn.names) if drawn else 0)
    maps = {name: np.full(grid.shape, np.nan, np.float32) for name in _MAPS}
    means, fires = StratumMeans(codes[codes > 0]), Chronosequence.on(grid)
    cover, age = np.where(codes > 0, job.land_cover, 0), chronosequence.ages(job.fire_year, int(calendar.years[-1]))
    with progress.stage(msg("Mapping GPP"), 0.1, 1.0), ExitStack() as stack:
        files = stack.enter_context(series_file.SeriesFiles(folder, ("gpp", "gpp_sd"), grid, calendar.labels))
        limiting = stack.enter_context(LimitingMap(folder, grid, limits, job.request.language))
        for (tile, *_), found in workers.each(_TileMapper(cube, limits, spread), tiles, progress):
            files.write(tile, {"gpp": found.gpp, "gpp_sd": found.gpp_sd})
            for name, values in found.maps.items():
                maps[name][tile] = values
            gather(tile, {"gpp": found.gpp})
            means.merge(found.means)
            limiting.add(tile, found.limits)
            fires.add(tile, cover[tile], age[tile], {"gpp_total": found.maps["gpp_total"], **found.summer})
        files.build_overviews(progress)
        limiting.build_overviews(progress)
    for name, values in maps.items():
        map_file.write_map(folder / f"{name}.tif", grid, values, VARIABLES[name])
    outputs = {name: record.raster(name, steps=True) for name in ("gpp", "gpp_sd")}
    outputs.update({name: record.raster(name) for name in _MAPS}, **limiting.outputs())
    return Mapped(outputs, means.means(), limiting.table(legend, drawn.names if drawn else ()), fires.table())


_Place = tuple[Tile, Grid, np.ndarray, Optional[np.ndarray]]
"""A tile: its place, its grid, its stratum codes and the index of its drawn zones (y, x)."""


@dataclass(frozen=True)
class _Cube:
    """The cube of drivers that lies in a folder, and the weather beside it."""

    folder: Path
    names: tuple[str, ...]
    weather: Meteorology
    calendar: Calendar

    def read(self, tile: Tile, names: Sequence[str]) -> dict[str, np.ndarray]:
        """Return series of a tile, float32 (time, y, x), by name; without those that are not there."""
        paths = {name: self.folder / f"{name}.tif" for name in names}
        return {name: read_series(path, tile) for name, path in paths.items() if path.is_file()}

    def prepare(self, drivers: Mapping[str, np.ndarray], grid: Grid, needs: Sequence[str]) -> dict[str, np.ndarray]:
        """Return the inputs of terms from the drivers of a tile."""
        known = {**drivers, **self.weather.of_tile(grid, needs)}
        return inputs.prepare(known, self.calendar, grid.lonlat()[1], axis=0, needs=needs)


@dataclass(frozen=True)
class _TileMaps:
    """What is mapped of a tile: series (time, y, x), maps and drivers in summer (y, x) by name, means by stratum, and what limits it."""

    gpp: np.ndarray
    gpp_sd: np.ndarray
    maps: Mapping[str, np.ndarray]
    summer: Mapping[str, np.ndarray]
    means: StratumMeans
    limits: TileLimits


@dataclass(frozen=True)
class _TileMapper:
    """Maps GPP of a tile."""

    cube: _Cube
    limits: Limits
    spread: Uncertainty

    def __call__(self, place: _Place) -> _TileMaps:
        """Return the maps of a tile."""
        (tile, grid, codes, zones), cube, form, calendar = place, self.cube, self.limits.form, self.cube.calendar
        here = cube.read(tile, cube.names)
        prepared = cube.prepare(here, grid, form.reads)
        gpp = predict.predict(form, self.limits.parameters, codes, prepared)
        total = np.einsum("tyx,t->yx", gpp, calendar.days)
        means = StratumMeans(self.limits.codes)
        means.add(codes, {"gpp": gpp, **here})
        spreads = cube.read(tile, [name + series_file.SD for name in cube.names])
        sd = {name[: -len(series_file.SD)]: values for name, values in spreads.items()}
        own = self.limits.parameters

        def again(moved: Mapping[str, np.ndarray]) -> np.ndarray:
            return predict.predict(form, own, codes, cube.prepare(moved, grid, form.reads))

        variance = driver_error.variance(form, own.values(), prepared, sd, self.spread.unseen, calendar, again)
        variance = variance + default_error.variance(
            form, own, self.spread.relative, lambda moved: predict.predict(form, moved, codes, prepared)
        )
        return _TileMaps(
            gpp,
            self.spread.sd(gpp, codes, calendar.months, variance),
            {"gpp_total": total, **season.timing(gpp, calendar)},
            chronosequence.summer_means(here, calendar),
            means,
            self.limits.of_tile(codes, prepared, gpp, sd, zones),
        )


@dataclass(frozen=True)
class _BestOfTile:
    """Finds the best that open terms reach in a tile, from those drivers alone that they read."""

    best: limitation.Best
    cube: _Cube

    def __call__(self, place: _Place) -> limitation.Best:
        """Return the best of a tile."""
        tile, grid, codes, _ = place
        found, needs = self.best.empty(), self.best.needs
        found.add(codes, self.cube.prepare(self.cube.read(tile, inputs.sources(needs, self.cube.names)), grid, needs))
        return found


def _best(best: limitation.Best, cube: _Cube, tiles: Sequence[_Place], workers: Workers, progress: Progress) -> dict[int, dict[str, float]]:
    """Return the best factor of each open term by stratum code and term id."""
    for _, found in workers.each(_BestOfTile(best, cube), tiles, progress):
        best.merge(found)
    return best.table()
