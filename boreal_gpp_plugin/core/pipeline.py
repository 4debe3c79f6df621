"""The pipeline: the one way from a request to a run folder, or to a cube of drivers alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np

from . import cube, gpp_map, observations, report
from .drivers import chronosequence
from .errors import InputError
from .grid import Grid
from .job import Job
from .language import Message, msg
from .model import (
    aggregation,
    calibrate,
    covariance,
    forms,
    inputs,
    parameter_table,
    rivals,
    total_error,
    tower_skill,
    uncertainty,
    validate,
)
from .preflight import prepare
from .progress import Progress
from .reference import references, towers
from .request import RunRequest
from .run import map_file, record, text_files, totals
from .run.rasters import Tile, gdal_quiet
from .run.run_folder import RunFolder
from .strata import classification, stratify, zones
from .strata.stratum_means import StratumMeans
from .workers import Workers


@dataclass(frozen=True)
class Result:
    """A finished folder.

    Attributes
    ----------
    folder : str
        The folder.
    warnings : tuple of Message
        What was skipped or left out.
    """

    folder: str
    warnings: tuple[Message, ...]


class RunResult(Result):
    """A finished run."""

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
    with RunFolder(request.output) as folder, gdal_quiet(), Workers(request.threads, request.cluster) as workers:
        with progress.stage(msg("Looking through the inputs"), 0.0, 0.04):
            job = prepare(request, progress, cache)
        strata = stratify.of_site(request, job.grid, job.land_cover, job.fire_year, int(job.calendar.years[-1]))
        codes = strata.codes
        with progress.stage(msg("Reading the inputs"), 0.04, 0.45):
            observed = cube.observe(job, folder.scratch, workers, progress)
        with progress.stage(msg("Reading reference GPP"), 0.45, 0.48):
            known = references.read(job, codes > 0, progress)
        form = _form(request.model, observed.names)
        gatherer = references.Gatherer(known, codes, job, (*observed.names, *observed.weather.series))
        nights = StratumMeans(codes[codes > 0])

        def gather(tile: Tile, grid: Grid, drivers: Mapping[str, np.ndarray]) -> None:
            gatherer.add(tile, {**drivers, **observed.weather.of_tile(grid)})
            nights.add(codes[tile], {name: drivers[name] for name in ("lst_night",) if name in drivers})

        with progress.stage(msg("Keeping what was observed"), 0.48, 0.50):
            kept = observations.write(observed, job, folder.scratch, progress)
        with progress.stage(msg("Fusing the drivers"), 0.50, 0.70):
            fused = cube.fuse(job, observed, folder.scratch, workers, progress, gather)
        sample = gatherer.sample()
        legend = stratify.with_nights(strata.legend, nights.means(), job.calendar)
        with progress.stage(msg("Calibrating the model"), 0.70, 0.76):
            calibration = calibrate.calibrate(sample, form, legend, progress)
            parameter_spread = covariance.of_calibration(sample, calibration)
        with progress.stage(msg("Validating the model"), 0.76, 0.86):
            validation = validate.cross_validate(sample, form, legend, known.competitors, progress, start=calibration)
            given = (*observed.names, *observed.weather.series)
            others = rivals.of_model(calibration.form, calibration.parameters, sample, legend, given, progress)
        with progress.stage(msg("Mapping GPP"), 0.86, 0.97):
            spread = uncertainty.from_held_out(sample, validation.of_map(sample), legend, calibration.source)
            drawn = zones.read(request.zones, request.zone_field, job.grid) if request.zones else None
            cells = references.Gatherer(known, codes, job, ("gpp",))
            mapped = gpp_map.write_maps(
                job,
                observed.names,
                observed.weather,
                strata.mapped,
                legend,
                calibration,
                spread,
                folder.scratch,
                workers,
                progress,
                cells.add,
                drawn,
            )
        with progress.stage(msg("Writing the report"), 0.97, 1.0):
            classes = record.classes(strata.mapped, legend, job.grid)
            _write_strata(job, strata.mapped, legend, folder.scratch)
            text_files.write_table(folder.scratch / "reference.csv", record.sample_rows(sample), record.sample_columns(sample))
            text_files.write_table(folder.scratch / "parameters.csv", parameter_table.rows(calibration, parameter_spread))
            text_files.write_table(folder.scratch / rivals.FILE, record.form_rows(others), record.form_columns(others))
            text_files.write_table(folder.scratch / "limitation.csv", mapped.limitation)
            text_files.write_table(folder.scratch / chronosequence.FILE, mapped.after_fire)
            text_files.write_table(folder.scratch / "validation.csv", validation.rows)
            latitude = float(np.mean(job.grid.lonlat()[1]))
            borrowed = total_error.of_borrowers(calibration, parameter_spread, mapped.series, job.calendar, latitude)
            error = total_error.from_held_out(sample, validation.of_totals(sample), borrowed)
            summed = totals.totals(folder.scratch / "gpp.tif", job.grid, job.calendar, strata.mapped, legend, drawn, error)
            text_files.write_table(folder.scratch / "totals.csv", summed)
            checked = tower_skill.rows(gatherer.towers(), known.towers.names, calibration, known.at_towers)
            held_out = {"hidden_views": fused.greenness.get("hidden_views"), **validation.to_dict()}
            text_files.write_json(folder.scratch / "validation.json", {"reference": ",".join(known.weights), "towers": checked, **held_out})
            outputs = {**mapped.outputs, **fused.outputs, "strata": {"file": "strata.tif", "classes": classes}}
            about = record.of_model(classes, known.weights, known.n_pixels, calibration, mapped.series)
            aggregated = aggregation.rmse(sample, calibration, cells.sample().drivers["gpp"])
            about["calibration"].update(aggregation_rmse=record.plain([aggregated])[0])
            about["reference"].update(noise={"floor": spread.noise.floor, "share": spread.noise.share})
            about.update(observations=kept, greenness=fused.greenness)
            about["towers"] = towers.write(folder.scratch, known.all_towers, job.grid.crs, "towers" in known.weights)
            about["meteorology"] = observed.weather.write(folder.scratch, job.calendar)
            text_files.write_json(folder.scratch / "run.json", {**record.of_cube(job, outputs, progress), **about})
            report.write_report(str(folder.scratch), request.language)
            progress.check()
            folder.publish()
    return RunResult(str(folder.path), tuple(progress.warnings))


def build_cube(request: RunRequest, progress: Optional[Progress] = None, cache: Optional[str] = None) -> Result:
    """Return the cube of a request: its drivers with their uncertainty, without strata, model and report.

    Parameters and errors are those of `run`; of what the request says of reference, zones and model, it reads which zones were disturbed.
    """
    progress = progress or Progress()
    with RunFolder(request.output) as folder, gdal_quiet(), Workers(request.threads, request.cluster) as workers:
        with progress.stage(msg("Looking through the inputs"), 0.0, 0.06):
            job = prepare(request, progress, cache)
        with progress.stage(msg("Reading the inputs"), 0.06, 0.65):
            observed = cube.observe(job, folder.scratch, workers, progress)
        with progress.stage(msg("Fusing the drivers"), 0.65, 1.0):
            fused = cube.fuse(job, observed, folder.scratch, workers, progress, lambda tile, grid, drivers: None)
            about = {"greenness": fused.greenness, "meteorology": observed.weather.write(folder.scratch, job.calendar)}
            text_files.write_json(folder.scratch / "run.json", {**record.of_cube(job, fused.outputs, progress), **about})
            progress.check()
            folder.publish()
    return Result(str(folder.path), tuple(progress.warnings))


def _write_strata(job: Job, codes: np.ndarray, legend: Mapping[int, classification.Stratum], folder: Path) -> None:
    """Write the map of the strata."""
    present = np.unique(codes[codes > 0]).tolist()
    classes = ((code, legend[code].title.text(job.request.language), legend[code].colour) for code in present)
    map_file.write_classes(folder / "strata.tif", job.grid, codes, classes)


def _form(name: str, given: Sequence[str]) -> forms.Form:
    """Return the model; raises InputError where the inputs lack drivers that it can't do without."""
    short = inputs.lacking(forms.FORMS[name], given)
    if short:
        raise InputError(
            msg("The model {model} needs drivers that the inputs do not give: {names}.", model=name, names=", ".join(short)),
            msg("Choose another model."),
        )
    return forms.FORMS[name]
