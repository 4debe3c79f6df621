"""The pipeline: the one way from a request to a run folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np
import rasterio

from . import ingest, meteorology, record, reference, report, stratify, write
from .errors import InputError
from .fusion import evi
from .fusion.aggregates import Aggregates
from .fusion.drivers import Ground, Maps
from .fusion.stack import AcquisitionStack
from .language import Message, msg
from .model import calibrate, forms, inputs, predict, uncertainty, validate
from .preflight import Job, prepare
from .progress import Progress
from .rasters import read_series
from .readers import elevation as elevation_model
from .request import RunRequest
from .stratum_means import StratumMeans
from .variables import VARIABLES


@dataclass(frozen=True)
class RunResult:
    """A finished run.

    Attributes
    ----------
    folder : str
        The run folder.
    warnings : tuple of Message
        What was skipped or left out.
    """

    folder: str
    warnings: tuple[Message, ...]

    def summary(self, language: str = "en") -> str:
        """Return the validation table as text."""
        path = Path(self.folder) / "validation.json"
        return report.summary_table(json.loads(path.read_text(encoding="utf-8")), language)


def run(request: RunRequest, progress: Optional[Progress] = None, cache: Optional[str] = None) -> RunResult:
    """Return the result of a request: drivers, GPP, validation and report, whole in the request's output folder or not at all.

    Parameters
    ----------
    request : RunRequest
        What is asked for.
    progress : Progress, optional
        Told how far the job is.
    cache : str, optional
        The user's cache folder, where it is remembered what the inputs are.

    Raises
    ------
    BorealGPPError
        With what, where and what to do.
    Cancelled
        When the user asked to stop.
    """
    progress = progress or Progress()
    with write.RunFolder(request.output) as folder, _gdal_quiet():
        with progress.stage(msg("Looking through the inputs"), 0.0, 0.04):
            job = prepare(request, progress, cache)
        codes, legend = stratify.of_site(request, job.grid, job.land_cover, job.fire_year, int(job.calendar.years[-1]))
        with progress.stage(msg("Reading HLS views"), 0.04, 0.30):
            stack = ingest.read_views(job, folder.scratch, progress)
        with progress.stage(msg("Reading temperature, soil moisture and freeze/thaw"), 0.30, 0.50):
            with progress.stage(msg("Reading meteorology"), 0.0, 0.2):
                weather = meteorology.read(job, progress)
            with progress.stage(msg("Reading temperature, soil moisture and freeze/thaw"), 0.2, 1.0):
                coarse = ingest.read_coarse(job, weather.air, progress)
        names = ("evi", *coarse.names)
        with progress.stage(msg("Reading reference GPP"), 0.50, 0.55):
            name, footprints, competitors = _references(job, progress)
        form = _form(request.model, names)
        ground = _ground(job, progress)
        with progress.stage(msg("Fusing greenness"), 0.55, 0.63):
            aggregates = _map_evi(job, stack, ground, folder.scratch, progress)
        stack.path.unlink()
        with progress.stage(msg("Learning the pattern of temperature, soil moisture and thaw"), 0.63, 0.67):
            maps = coarse.maps(aggregates, job.grid, job.calendar)
        builder = reference.SampleBuilder(footprints, codes, job.calendar, (*names, *weather.series))
        with progress.stage(msg("Mapping temperature, soil moisture and thaw"), 0.67, 0.75):
            _map_coarse(job, maps, weather, ground, folder.scratch, builder, progress)
        sample = builder.sample()
        with progress.stage(msg("Calibrating the model"), 0.75, 0.80):
            calibration = calibrate.calibrate(sample, form, legend, progress)
        with progress.stage(msg("Validating the model"), 0.80, 0.88):
            validation = validate.cross_validate(sample, form, legend, competitors, progress, start=calibration)
        with progress.stage(msg("Mapping GPP"), 0.88, 0.97):
            spread = uncertainty.from_held_out(sample, validation.held_out, legend, calibration.source)
            series = _map_gpp(job, names, weather, codes, calibration, spread, folder.scratch, progress)
        with progress.stage(msg("Writing the report"), 0.97, 1.0):
            classes = record.classes(codes, legend, job.grid)
            write.write_classes(
                folder.scratch / "strata.tif",
                job.grid,
                codes,
                ((c, legend[c].title.text(request.language), legend[c].colour) for c in np.unique(codes[codes > 0]).tolist()),
            )
            write.write_table(folder.scratch / "reference.csv", record.sample_rows(sample), (*record.SAMPLE_COLUMNS, *weather.series))
            write.write_table(folder.scratch / "parameters.csv", calibration.table())
            write.write_table(folder.scratch / "validation.csv", validation.rows)
            write.write_json(folder.scratch / "validation.json", {"reference": name, **validation.to_dict()})
            about = record.record(job, names, classes, name, len(footprints.gpp), calibration, series, progress)
            about["meteorology"] = weather.write(folder.scratch, job.calendar)
            write.write_json(folder.scratch / "run.json", about)
            report.write_report(str(folder.scratch), request.language)
            progress.check()
            folder.publish()
    return RunResult(str(folder.path), tuple(progress.warnings))


def _gdal_quiet() -> rasterio.Env:
    """Return an environment in which GDAL keeps a small cache and looks for no sidecar files in folders of thousands."""
    return rasterio.Env(GDAL_CACHEMAX=256, GDAL_DISABLE_READDIR_ON_OPEN="EMPTY_DIR")


def _form(name: str, given: Sequence[str]) -> forms.Form:
    """Return the model; raises InputError where the inputs lack drivers that it can't do without."""
    short = inputs.lacking(forms.FORMS[name], given)
    if short:
        raise InputError(
            msg("The model {model} needs drivers that the inputs do not give: {names}.", model=name, names=", ".join(short)),
            msg("Choose another model."),
        )
    return forms.FORMS[name]


def _references(job: Job, progress: Progress) -> tuple[Optional[str], reference.Footprints, dict[str, np.ndarray]]:
    """Return the reference's name, its pixels over the site, and what other products say there (pixel, time)."""
    name = reference.choose(job.request.reference, job.catalogue)
    if name is None:
        empty = np.zeros((0, len(job.calendar)))
        return None, reference.Footprints(np.full(job.grid.shape, -1, np.int64), empty, *(np.zeros(0) for _ in range(3))), {}
    if name == "towers":
        footprints = reference.towers_over(job.catalogue.of("TOWER"), job.grid, job.calendar, progress)
    else:
        footprints = reference.lay_over(reference.read(name, job.catalogue, job.grid, job.calendar, progress), job.grid)
    if not len(footprints.gpp):
        progress.warn(
            msg("No pixel of the reference {title} lies wholly in the site: default parameters are used.", title=reference.TITLES[name])
        )
    competitors = {}
    if name != "mod17" and job.catalogue.of("MOD17"):
        other = reference.read("mod17", job.catalogue, job.grid, job.calendar, progress)
        competitors["mod17"] = reference.under(footprints, other, job.grid)
    return name, footprints, competitors


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


def _map_evi(job: Job, stack: AcquisitionStack, ground: Ground, folder: Path, progress: Progress) -> Aggregates:
    """Write greenness tile by tile; return the covariates of the site summed over blocks."""
    floor = ingest.dormant_evi(stack, job.land_cover)
    accumulator = ground.accumulator(job.calendar)
    with _series_file("evi", job, folder) as file:
        for tile, grid in progress.each(list(job.grid.tiles(job.request.tile_size))):
            views, snow = stack.read(*tile)
            values = evi.fuse(views, snow, stack.days, floor[tile], job.calendar)
            progress.check()
            file.write(tile, values)
            accumulator.add(tile, ground.covariates(tile, grid, values))
        file.build_overviews()
    return accumulator.aggregates()


def _map_coarse(
    job: Job,
    maps: Maps,
    weather: meteorology.Meteorology,
    ground: Ground,
    folder: Path,
    builder: reference.SampleBuilder,
    progress: Progress,
) -> None:
    """Write the other drivers tile by tile, and gather the reference sample on the way."""
    files = {name: _series_file(name, job, folder) for name in maps}
    try:
        for tile, grid in progress.each(list(job.grid.tiles(job.request.tile_size))):
            drivers = {"evi": read_series(folder / "evi.tif", tile)}
            covariates = ground.covariates(tile, grid, drivers["evi"])
            for name, of in maps.items():
                progress.check()
                drivers[name], _ = of.of_tile(grid, covariates)
                drivers[name] = np.clip(drivers[name], *VARIABLES[name].valid_range)
                files[name].write(tile, drivers[name])
            builder.add(tile, {**drivers, **weather.of_tile(grid)})
        for file in files.values():
            file.build_overviews()
    finally:
        for file in files.values():
            file.close()


def _map_gpp(
    job: Job,
    names: Sequence[str],
    weather: meteorology.Meteorology,
    codes: np.ndarray,
    calibration: calibrate.Calibration,
    spread: uncertainty.Uncertainty,
    folder: Path,
    progress: Progress,
) -> dict[int, dict[str, np.ndarray]]:
    """Write GPP per step, its uncertainty, and its total; return the mean series of GPP and of each driver by stratum code."""
    form = calibration.form
    means = StratumMeans(codes[codes > 0])
    total = np.full(job.grid.shape, np.nan, np.float32)
    with _series_file("gpp", job, folder) as file, _series_file("gpp_sd", job, folder) as sd_file:
        for tile, grid in progress.each(list(job.grid.tiles(job.request.tile_size))):
            drivers = {name: read_series(folder / f"{name}.tif", tile) for name in names}
            known = {**drivers, **weather.of_tile(grid, form.reads)}
            prepared = forms.prepare(known, job.calendar, grid.lonlat()[1], axis=0, needs=form.reads)
            progress.check()
            gpp = predict.predict(form, calibration.parameters, codes[tile], prepared)
            file.write(tile, gpp)
            sd_file.write(tile, spread.sd(gpp, codes[tile], job.calendar.months))
            total[tile] = np.einsum("tyx,t->yx", gpp, job.calendar.days)
            means.add(codes[tile], {"gpp": gpp, **drivers})
        file.build_overviews()
        sd_file.build_overviews()
    write.write_map(folder / "gpp_total.tif", job.grid, total, VARIABLES["gpp_total"])
    return means.means()


def _series_file(name: str, job: Job, folder: Path) -> write.SeriesFile:
    """Return a new file for a series of the run."""
    return write.SeriesFile(folder / f"{name}.tif", job.grid, VARIABLES[name], job.calendar.labels)
