"""The cube: every driver of a site at 30 m with its uncertainty, fused from what was observed and written tile by tile."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Optional

import numpy as np

from . import greenness, ingest, meteorology
from .checkup.check import TITLES
from .drivers import season
from .fusion.aggregates import Aggregates
from .fusion.coarse_greenness import CoarseGreenness
from .fusion.drivers import CoarseObservations, Ground, Maps
from .fusion.quality import CellQuality
from .fusion.soil_moisture import relative_wetness
from .fusion.stack import AcquisitionStack
from .greenness import Greenness
from .grid import Grid
from .job import Job
from .language import Message, msg
from .meteorology import Meteorology
from .progress import Progress
from .readers import elevation as elevation_model
from .readers.tally import reported
from .run import map_file, record, series_file
from .run.rasters import Tile, read_series
from .variables import QUALITY, VARIABLES
from .workers import Workers

Gather = Callable[[Tile, Grid, Mapping[str, np.ndarray]], None]
"""Given each tile as it is made: its place, its grid, its drivers (time, y, x)."""
_ONSETS = ("thaw_onset", "freeze_onset")
_QUALITY = "_quality"  # ends the names of what coarse drivers rest on


@dataclass(frozen=True)
class Observations:
    """What the inputs of a job observed, read once.

    Attributes
    ----------
    views : AcquisitionStack
        Greenness.
    composites : CoarseGreenness or None
        Greenness of a coarse sensor.
    coarse : CoarseObservations
        Temperature, soil moisture and freeze/thaw.
    weather : Meteorology
        Light, cold of the night and dryness of the air, as far as they are known.
    """

    views: AcquisitionStack
    composites: Optional[CoarseGreenness]
    coarse: CoarseObservations
    weather: Meteorology

    @property
    def names(self) -> tuple[str, ...]:
        """The drivers that follow from them."""
        return ("evi", *self.coarse.names)


def observe(job: Job, scratch: Path, workers: Workers, progress: Progress) -> Observations:
    """Return what the inputs observed; the views are kept in `scratch` until they are fused."""
    with progress.stage(msg("Reading HLS views"), 0.0, 0.53):
        views = ingest.read_views(job, scratch, workers, progress)
    with progress.stage(msg("Reading coarse greenness"), 0.53, 0.55):
        composites = ingest.read_composites(job, progress)
    with progress.stage(msg("Reading meteorology"), 0.55, 0.6):
        weather = meteorology.read(job, progress)
    with progress.stage(msg("Reading temperature, soil moisture and freeze/thaw"), 0.6, 1.0):
        return Observations(views, composites, ingest.read_coarse(job, weather.air, progress), weather)


@dataclass(frozen=True)
class Cube:
    """What was fused.

    Attributes
    ----------
    outputs : dict
        Entries of the rasters in run.json.
    greenness : dict
        What run.json says of greenness: gains of sensors, and how well hidden views were predicted.
    """

    outputs: dict[str, dict[str, Any]]
    greenness: dict[str, Any]


def fuse(job: Job, observed: Observations, folder: Path, workers: Workers, progress: Progress, gather: Gather) -> Cube:
    """Write the cube to `folder`; return what is in it."""
    ground = _ground(job, progress)
    with progress.stage(msg("Learning the seasons of greenness"), 0.0, 0.1):
        sensors = np.array([acquisition.sensor for acquisition in job.acquisitions])
        fused, about = greenness.of_job(job, observed.views).learnt(sensors, progress)
        progress.check()
        if observed.composites is not None:
            fused, about["coarse"] = greenness.refined(fused, observed.composites, job.grid)
    with progress.stage(msg("Fusing greenness"), 0.1, 0.5):
        aggregates = _map_evi(job, fused, ground, folder, workers, progress)
    observed.views.path.unlink()
    with progress.stage(msg("Learning the pattern of temperature, soil moisture and thaw"), 0.5, 0.65):
        maps = observed.coarse.maps(aggregates, job.grid, job.calendar, progress)
    with progress.stage(msg("Mapping temperature, soil moisture and thaw"), 0.65, 1.0):
        about_maps = observed.coarse.about
        quality = observed.coarse.quality(job.grid, job.calendar)
        names = _map_coarse(job, maps, quality, about_maps, ground, folder, workers, progress, gather)
    outputs = {name: record.raster(name, name not in _ONSETS, about_maps.get(name)) for name in ("evi", "evi_sd", *names)}
    classes = [{"code": c.code, "id": c.id, "title": c.title.to_dict(), "colour": c.colour} for c in QUALITY]
    for name in ("quality", *(driver + _QUALITY for driver in quality)):
        outputs[name] = {"file": f"{name}.tif", "classes": classes, "steps": True}
    if job.catalogue.of("FIRE_YEAR"):
        map_file.write_whole_numbers(folder / "fire_year.tif", job.grid, job.fire_year)
        outputs["fire_year"] = record.raster("fire_year")
    return Cube(outputs, about)


def _ground(job: Job, progress: Progress) -> Ground:
    """Return what the pixels of the site are, with terrain where there is an elevation model."""
    with reported(TITLES["DEM"], progress):
        elevation = elevation_model.mosaic(job.catalogue.of("DEM"), job.grid, progress)
    if elevation is None:
        progress.warn(msg("No elevation model covers the site: temperature and thaw do not follow its relief."))
    return Ground(job.land_cover, job.fire_year, int(job.calendar.years[-1]), elevation, job.grid)


def _map_evi(job: Job, fused: Greenness, ground: Ground, folder: Path, workers: Workers, progress: Progress) -> Aggregates:
    """Write greenness tile by tile; return the covariates of the site summed over blocks."""
    accumulator = ground.accumulator(job.calendar)
    with (
        series_file.SeriesFiles(folder, ("evi", "evi_sd"), job.grid, job.calendar.labels) as files,
        _quality_file(folder, "quality", job) as quality,
    ):
        for (tile, grid), found in workers.each(fused, job.grid.tiles(job.tile_size), progress):
            files.write(tile, {"evi": found.evi, "evi_sd": found.evi_sd})
            quality.write(tile, found.quality)
            accumulator.add(tile, ground.covariates(tile, grid, found.evi, found.evi_sd))
        files.build_overviews(progress)
        quality.build_overviews(progress)
    return accumulator.aggregates()


def _quality_file(folder: Path, name: str, job: Job) -> series_file.ClassSeriesFile:
    """Return the new file of what the steps of a driver rest on."""
    legend = [(c.code, c.title.text(job.request.language), c.colour) for c in QUALITY]
    return series_file.ClassSeriesFile(folder / f"{name}.tif", job.grid, legend, job.calendar.labels)


@dataclass(frozen=True)
class _TileDrivers:
    """Maps the drivers of a tile but greenness, which lies in a folder."""

    maps: Maps
    quality: Mapping[str, CellQuality]
    ground: Ground
    folder: Path

    def __call__(self, place: tuple[Tile, Grid]) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray], dict[str, np.ndarray]]:
        """Return by name series, standard deviations among them, what they rest on, and dates, of a tile with its grid."""
        tile, grid = place
        rest_on = {}
        series = {"evi": read_series(self.folder / "evi.tif", tile)}
        covariates = self.ground.covariates(tile, grid, series["evi"], read_series(self.folder / "evi_sd.tif", tile))
        for name, of in self.maps.items():
            mean, sd = of.of_tile(grid, covariates)
            series[name] = np.clip(mean, *VARIABLES[name].valid_range)
            if name + series_file.SD in VARIABLES:
                series[name + series_file.SD] = sd
            rest_on[name] = np.where(np.isnan(mean), np.uint8(0), self.quality[name].of_tile(grid))
        if {"soil_moisture", "thaw_fraction"} <= self.maps.keys():
            series["relative_wetness"] = relative_wetness(series["soil_moisture"], series["thaw_fraction"])
        dates = {}
        if "thaw_fraction" in self.maps:
            onsets = zip(_ONSETS, self.maps["thaw_fraction"].onsets_of_tile(grid, covariates))
            dates = {name: season.mean_of_years(years) for name, years in onsets}
        return series, rest_on, dates


def _map_coarse(
    job: Job,
    maps: Maps,
    quality: Mapping[str, CellQuality],
    about: Mapping[str, Message],
    ground: Ground,
    folder: Path,
    workers: Workers,
    progress: Progress,
    gather: Gather,
) -> list[str]:
    """Write the other drivers, with what is told by them, tile by tile; return the names of the rasters."""
    names = [*maps, *(name + series_file.SD for name in maps if name + series_file.SD in VARIABLES)]
    names += ["relative_wetness"] if {"soil_moisture", "thaw_fraction"} <= maps.keys() else []
    onsets = {name: np.full(job.grid.shape, np.nan, np.float32) for name in _ONSETS if "thaw_fraction" in maps}
    with ExitStack() as closing:
        files = closing.enter_context(series_file.SeriesFiles(folder, names, job.grid, job.calendar.labels, about))
        quality_files = {name: closing.enter_context(_quality_file(folder, name + _QUALITY, job)) for name in quality}
        of_tile = _TileDrivers(maps, quality, ground, folder)
        for (tile, grid), (series, rest_on, dates) in workers.each(of_tile, job.grid.tiles(job.tile_size), progress):
            files.write(tile, {name: series[name] for name in names})
            for name, file in quality_files.items():
                file.write(tile, rest_on[name])
            for name, values in dates.items():
                onsets[name][tile] = values
            gather(tile, grid, {name: series[name] for name in ("evi", *maps)})
        for file in (files, *quality_files.values()):
            file.build_overviews(progress)
    for name, values in onsets.items():
        map_file.write_map(folder / f"{name}.tif", job.grid, values, VARIABLES[name])
    return [*names, *onsets]
