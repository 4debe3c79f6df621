"""The maps of GPP: per step with uncertainty, in total, the dates of its season, and what limits it, written tile by tile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from . import drivers, record, season, write
from .language import msg
from .limiting_map import LimitingMap
from .meteorology import Meteorology
from .model import inputs, predict
from .model.calibration import Calibration
from .model.uncertainty import Uncertainty
from .preflight import Job
from .progress import Progress
from .rasters import read_series
from .strata import Stratum
from .stratum_means import StratumMeans
from .variables import VARIABLES

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
    limitation : list of mapping
        Rows of limitation.csv.
    """

    outputs: dict[str, dict[str, Any]]
    series: Mapping[int, Mapping[str, np.ndarray]]
    limitation: list[dict[str, Any]]


def write_maps(
    job: Job,
    names: Sequence[str],
    weather: Meteorology,
    codes: np.ndarray,
    legend: Mapping[int, Stratum],
    calibration: Calibration,
    spread: Uncertainty,
    folder: Path,
    progress: Progress,
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
    progress : Progress
        Moved on with each tile.
    """
    form, grid, calendar = calibration.form, job.grid, job.calendar
    own = {code: calibration.parameters[code] for code in np.unique(codes[codes > 0]).tolist()}
    with progress.stage(msg("Mapping GPP"), 0.0, 0.1):
        best = _best(job, codes, drivers.Best(form, own), names, weather, folder, progress)
    maps = {name: np.full(grid.shape, np.nan, np.float32) for name in _MAPS}
    means = StratumMeans(codes[codes > 0])
    unsure = [name for name in names if (folder / f"{name}_sd.tif").is_file()]
    with progress.stage(msg("Mapping GPP"), 0.1, 1.0), ExitStack() as stack:
        files = stack.enter_context(write.SeriesFiles(folder, ("gpp", "gpp_sd"), grid, calendar.labels))
        limiting = stack.enter_context(LimitingMap(folder, grid, calendar, form, own, best, job.request.language))
        for tile, place in progress.each(list(grid.tiles(job.request.tile_size))):
            here = {name: read_series(folder / f"{name}.tif", tile) for name in names}
            known = {**here, **weather.of_tile(place, form.reads)}
            prepared = inputs.prepare(known, calendar, place.lonlat()[1], axis=0, needs=form.reads)
            progress.check()
            gpp = predict.predict(form, own, codes[tile], prepared)
            files.write(tile, {"gpp": gpp, "gpp_sd": spread.sd(gpp, codes[tile], calendar.months)})
            maps["gpp_total"][tile] = np.einsum("tyx,t->yx", gpp, calendar.days)
            for name, dates in season.timing(gpp, calendar).items():
                maps[name][tile] = dates
            means.add(codes[tile], {"gpp": gpp, **here})
            progress.check()
            sd = {name: read_series(folder / f"{name}_sd.tif", tile) for name in unsure}
            limiting.add(tile, codes[tile], prepared, gpp, sd)
        files.build_overviews()
        limiting.build_overviews()
    for name, values in maps.items():
        write.write_map(folder / f"{name}.tif", grid, values, VARIABLES[name])
    outputs = {name: record.raster(name, steps=True) for name in ("gpp", "gpp_sd")}
    outputs.update({name: record.raster(name) for name in _MAPS}, limiting_driver=limiting.output())
    return Mapped(outputs, means.means(), limiting.table(legend))


def _best(
    job: Job, codes: np.ndarray, best: drivers.Best, names: Sequence[str], weather: Meteorology, folder: Path, progress: Progress
) -> dict[int, dict[str, float]]:
    """Return the best factor of each open term by stratum code and term id, from those drivers alone that these terms read."""
    read = inputs.sources(best.needs, names)
    for tile, place in progress.each(list(job.grid.tiles(job.request.tile_size))):
        here = {name: read_series(folder / f"{name}.tif", tile) for name in read}
        known = {**here, **weather.of_tile(place, best.needs)}
        best.add(codes[tile], inputs.prepare(known, job.calendar, place.lonlat()[1], axis=0, needs=best.needs))
    return best.table()
