"""The cube: every driver of a site at 30 m with its uncertainty, fused from what was observed and written tile by tile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

import numpy as np

from . import ingest, meteorology, record, season, write
from .errors import InputError
from .fusion import evi
from .fusion.aggregates import Aggregates
from .fusion.drivers import CoarseObservations, Ground, Maps
from .fusion.soil_moisture import relative_wetness
from .fusion.stack import AcquisitionStack
from .grid import Grid
from .language import msg
from .meteorology import Meteorology
from .preflight import Job
from .progress import Progress
from .rasters import Tile, read_series
from .readers import elevation as elevation_model
from .variables import VARIABLES

Gather = Callable[[Tile, Grid, Mapping[str, np.ndarray]], None]
"""Given each tile as it is made: its place, its grid, its drivers (time, y, x)."""
_ONSETS = ("thaw_onset", "freeze_onset")


@dataclass(frozen=True)
class Observations:
    """What the inputs of a job observed, read once.

    Attributes
    ----------
    views : AcquisitionStack
        Greenness.
    coarse : CoarseObservations
        Temperature, soil moisture and freeze/thaw.
    weather : Meteorology
        Light, cold of the night and dryness of the air, as far as they are known.
    """

    views: AcquisitionStack
    coarse: CoarseObservations
    weather: Meteorology

    @property
    def names(self) -> tuple[str, ...]:
        """The drivers that follow from them."""
        return ("evi", *self.coarse.names)


def observe(job: Job, scratch: Path, progress: Progress) -> Observations:
    """Return what the inputs observed; the views are kept in `scratch` until they are fused."""
    with progress.stage(msg("Reading HLS views"), 0.0, 0.55):
        views = ingest.read_views(job, scratch, progress)
    with progress.stage(msg("Reading meteorology"), 0.55, 0.6):
        weather = meteorology.read(job, progress)
    with progress.stage(msg("Reading temperature, soil moisture and freeze/thaw"), 0.6, 1.0):
        return Observations(views, ingest.read_coarse(job, weather.air, progress), weather)


def fuse(job: Job, observed: Observations, folder: Path, progress: Progress, gather: Gather) -> dict[str, dict[str, Any]]:
    """Write the cube to `folder`; return the entries of its rasters in run.json."""
    ground = _ground(job, progress)
    with progress.stage(msg("Fusing greenness"), 0.0, 0.4):
        aggregates = _map_evi(job, observed.views, ground, folder, progress)
    observed.views.path.unlink()
    with progress.stage(msg("Learning the pattern of temperature, soil moisture and thaw"), 0.4, 0.6):
        maps = observed.coarse.maps(aggregates, job.grid, job.calendar)
    with progress.stage(msg("Mapping temperature, soil moisture and thaw"), 0.6, 1.0):
        names = _map_coarse(job, maps, ground, folder, gather, progress)
    outputs = {name: record.raster(name, steps=name not in _ONSETS) for name in ("evi", *names)}
    if job.catalogue.of("FIRE_YEAR"):
        write.write_whole_numbers(folder / "fire_year.tif", job.grid, job.fire_year)
        outputs["fire_year"] = record.raster("fire_year")
    return outputs


def _ground(job: Job, progress: Progress) -> Ground:
    """Return what the pixels of the site are, with terrain where there is an elevation model."""
    elevation = None
    for granule in job.catalogue.of("DEM")[:1]:
        try:
            elevation = elevation_model.read(granule, job.grid)
        except InputError as error:
            progress.warn(error.message)
    if elevation is None or not np.isfinite(elevation).any():
        elevation = None
        progress.warn(msg("No elevation model covers the site: temperature and thaw do not follow its relief."))
    return Ground(job.land_cover, job.fire_year, int(job.calendar.years[-1]), elevation, job.grid)


def _map_evi(job: Job, views: AcquisitionStack, ground: Ground, folder: Path, progress: Progress) -> Aggregates:
    """Write greenness tile by tile; return the covariates of the site summed over blocks."""
    floor = ingest.dormant_evi(views, job.land_cover)
    accumulator = ground.accumulator(job.calendar)
    with write.SeriesFiles(folder, ("evi",), job.grid, job.calendar.labels) as files:
        for tile, grid in progress.each(list(job.grid.tiles(job.tile_size))):
            values, snow = views.read(*tile)
            values = evi.fuse(values, snow, views.days, floor[tile], job.calendar)
            progress.check()
            files.write(tile, {"evi": values})
            accumulator.add(tile, ground.covariates(tile, grid, values))
        files.build_overviews()
    return accumulator.aggregates()


def _map_coarse(job: Job, maps: Maps, ground: Ground, folder: Path, gather: Gather, progress: Progress) -> list[str]:
    """Write the other drivers, with what is told by them, tile by tile; return the names of the rasters."""
    series = [*maps, *(f"{name}_sd" for name in maps if f"{name}_sd" in VARIABLES)]
    series += ["relative_wetness"] if {"soil_moisture", "thaw_fraction"} <= maps.keys() else []
    onsets = {name: np.full(job.grid.shape, np.nan, np.float32) for name in _ONSETS if "thaw_fraction" in maps}
    with write.SeriesFiles(folder, series, job.grid, job.calendar.labels) as files:
        for tile, grid in progress.each(list(job.grid.tiles(job.tile_size))):
            drivers = {"evi": read_series(folder / "evi.tif", tile)}
            covariates = ground.covariates(tile, grid, drivers["evi"])
            for name, of in maps.items():
                progress.check()
                mean, sd = of.of_tile(grid, covariates)
                drivers[name] = np.clip(mean, *VARIABLES[name].valid_range)
                files.write(tile, {name: drivers[name]})
                if f"{name}_sd" in series:
                    files.write(tile, {f"{name}_sd": sd})
            if "relative_wetness" in series:
                files.write(tile, {"relative_wetness": relative_wetness(drivers["soil_moisture"], drivers["thaw_fraction"])})
            if onsets:
                for name, years in zip(_ONSETS, maps["thaw_fraction"].onsets_of_tile(grid, covariates)):
                    onsets[name][tile] = season.mean_of_years(years)
            gather(tile, grid, drivers)
        files.build_overviews()
    for name, values in onsets.items():
        write.write_map(folder / f"{name}.tif", job.grid, values, VARIABLES[name])
    return [*series, *onsets]
