"""The projection: a finished run under a scenario, from its folder alone, tile by tile."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Optional

import numpy as np

from ..drivers import extrapolation
from ..errors import InputError
from ..grid import Grid
from ..language import Message, msg
from ..model.forms import Term
from ..model.predict import lookup
from ..progress import Progress
from ..run import map_file, record, series_file, text_files
from ..run.finished_run import FinishedRun
from ..run.rasters import Tile, gdal_quiet
from ..run.run_folder import RunFolder
from ..strata.stratum_means import StratumMeans
from ..variables import VARIABLES
from ..workers import Workers
from .effect import effect, extrapolated, seasons
from .response import Response, declines
from .scenario import NOT_MODELLED, Scenario
from .spread import SPREADS, Spread, together

_SAME = 1e-3  # g C m-2 d-1: far above rounding, far below what anyone would call the same map
_MAPS = (
    "gpp_total",
    "gpp_total_change",
    "gpp_total_change_sd",
    "gpp_total_change_low",
    "gpp_total_change_high",
    "season_length_change",
    "extrapolated",
)
_ROWS = 16  # of a tile worked on at a time: their arrays stay in the processor's cache
_KEPT = ("strata.tif", "strata.clr", "parameters.csv")  # of the run, so that the folder can be read alone


def run(folder: str, scenario: Scenario, output: str, progress: Optional[Progress] = None) -> str:
    """Return the folder of a finished run's model under a scenario: whole, or not there at all.

    Read are the run's own drivers, GPP, parameters and reference sample, not its inputs. GPP of the scenario is that of the run plus the
    change that the model sees, so that no change gives back the run to the last bit.

    Parameters
    ----------
    folder : str
        A finished run.
    scenario : Scenario
        The changed climate.
    output : str
        Folder of the result; made where it is missing.
    progress : Progress, optional
        Moved on with each tile, and asked whether to stop.

    Raises
    ------
    InputError
        When `folder` holds no finished run, or its files do not belong together.
    OutputError
        When `output` can't be written.
    """
    progress = progress or Progress()
    finished = FinishedRun.read(folder)
    if Path(folder).resolve() == Path(output).resolve():
        raise InputError(
            msg("The scenario would overwrite the run in {folder}.", folder=folder), msg("Choose another folder for the scenario.")
        )
    with RunFolder(output) as out, gdal_quiet():
        with progress.stage(msg("Reading the finished run"), 0.0, 0.05):
            projection = _Projection(finished, scenario, out.scratch)
        with progress.stage(msg("Mapping GPP under the scenario"), 0.05, 0.85):
            projection.map(progress)
        with progress.stage(msg("Telling how sure the change is"), 0.85, 0.95):
            projection.measure(progress)
        with progress.stage(msg("Writing the results"), 0.95, 1.0):
            projection.write(progress)
            progress.check()
            out.publish()
    return str(out.path)


def notes_of(folder: str) -> list[Message]:
    """Return what a reader must know of the result in a folder that `run` wrote."""
    about = json.loads((Path(folder) / "run.json").read_text(encoding="utf-8"))
    return [Message.from_dict(note) for note in about["scenario"]["notes"]]


class _Inputs(NamedTuple):
    """What a run holds of some pixels: stratum codes, GPP of the steps and its total, drivers, and degrees north."""

    strata: np.ndarray
    gpp: np.ndarray = np.zeros(0)
    total: np.ndarray = np.zeros(0)
    drivers: Mapping[str, np.ndarray] = {}
    latitude: np.ndarray = np.zeros(0)

    def rows(self, part: slice) -> _Inputs:
        """Return some rows, each array in one piece."""
        drivers = {name: np.ascontiguousarray(cube[:, part]) for name, cube in self.drivers.items()}
        return _Inputs(self.strata[part], np.ascontiguousarray(self.gpp[:, part]), self.total[part], drivers, self.latitude[part])


class _Projection:
    """The work on one run and scenario."""

    def __init__(self, finished: FinishedRun, scenario: Scenario, folder: Path):
        self._run, self._scenario, self._folder = finished, scenario, folder
        self._ranges = extrapolation.calibrated_ranges(finished.sample(), finished.form, finished.parameters)
        self._maps = {name: np.full(finished.grid.shape, np.nan, np.float32) for name in _MAPS}
        self._means = StratumMeans(finished.codes)
        self._spread: dict[int, dict[str, float]] = {}

    def map(self, progress: Progress) -> None:
        """Write GPP of every tile, and gather maps and means."""
        run = self._run
        with (
            Workers() as workers,
            series_file.SeriesFile(self._folder / "gpp.tif", run.grid, VARIABLES["gpp"], run.calendar.labels) as file,
        ):
            for (tile, _), (gpp, maps, means) in workers.each(partial(self._changed, progress), run.tiles(), progress):
                file.write(tile, gpp)
                for name in self._maps.keys() & maps.keys():
                    self._maps[name][tile] = maps[name]
                self._means.merge(means)
            file.build_overviews(progress)

    def measure(self, progress: Progress) -> None:
        """Fill in the standard deviation of the change, as share of today's total GPP that all pixels of a stratum have."""
        self._spread = Spread(self._run, progress).of(self._scenario.deltas, self._scenario.evi)
        codes = np.array([0, *sorted(self._spread)])
        share = np.array([np.nan, *(together(self._spread[code]) for code in codes[1:].tolist())], np.float32)
        for tile, _ in self._run.tiles():
            today = self._maps["gpp_total"][tile] - self._maps["gpp_total_change"][tile]
            self._maps["gpp_total_change_sd"][tile] = today * share[np.searchsorted(codes, self._run.strata_of(tile))]

    def _read(self, item: tuple[Tile, Grid]) -> _Inputs:
        """Return what the run holds of a tile; nothing but strata where it has no GPP."""
        (tile, grid), run = item, self._run
        strata = run.strata_of(tile)
        if not strata.any():
            return _Inputs(strata)
        return _Inputs(strata, run.series_of("gpp", tile), run.map_of("gpp_total", tile), run.drivers_of(tile), grid.lonlat()[1])

    def _changed(self, progress: Progress, item: tuple[Tile, Grid]) -> tuple[np.ndarray, dict[str, np.ndarray], StratumMeans]:
        """Return GPP of a tile under the scenario, g C m-2 d-1 (time, y, x), its maps by name, and the means of both by stratum."""
        inputs, maps, means = self._read(item), {}, StratumMeans(self._run.codes)
        strata = inputs.strata
        gpp = np.full((len(self._run.calendar), *strata.shape), np.nan, np.float32)
        if not strata.any():
            return gpp, maps, means
        for top in range(0, len(strata), _ROWS):
            progress.check()
            part = slice(top, top + _ROWS)
            gpp[:, part], own = self._effect(inputs.rows(part))
            for name, values in own.items():
                maps.setdefault(name, np.empty(strata.shape, np.float32))[part] = values
        maps.update(gpp_total_today=inputs.total, gpp_total=inputs.total + maps["gpp_total_change"])
        for values in (gpp, *maps.values()):
            values[..., strata == 0] = np.nan
        means.add(strata, {**maps, "gpp": gpp})
        return gpp, maps, means

    def _effect(self, inputs: _Inputs) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Return GPP of some rows under the scenario (time, y, x), and every map of theirs."""
        run, today = self._run, inputs.gpp
        values = lookup(run.form, run.parameters, inputs.strata, np.dtype(np.float32))
        response = Response(run.form, values, inputs.drivers, run.calendar, inputs.latitude)
        self._refuse_strangers(response.today.gpp, today)
        gpp, state, maps = effect(self._scenario, response, today, run.calendar)
        beyond = extrapolated(self._ranges, response.today.prepared, state.prepared, inputs.strata, (today, gpp), run.calendar)
        return gpp, {**maps, **beyond, **seasons(today, gpp, run.calendar)}

    def _refuse_strangers(self, modelled: np.ndarray, today: np.ndarray) -> None:
        """Raise InputError where the run's GPP is not what its drivers and parameters give."""
        if (np.abs(modelled - today) > _SAME).any():  # never where one is missing
            raise InputError(
                msg(
                    "The files of the run in {folder} do not belong together: its GPP is another than its drivers and parameters give.",
                    folder=str(self._run.folder),
                ),
                msg("Run the site again."),
            )

    def write(self, progress: Progress) -> None:
        """Write maps, tables and run.json."""
        run, folder = self._run, self._folder
        known = [name for name in _MAPS if np.isfinite(self._maps[name]).any()]
        for name in known:
            progress.check()
            map_file.write_map(folder / f"{name}.tif", run.grid, self._maps[name], VARIABLES[name])
        for name in _KEPT:
            if (run.folder / name).is_file():
                shutil.copyfile(run.folder / name, folder / name)
        means = self._means.means()
        text_files.write_table(folder / "scenario.csv", self._scenario.rows())
        text_files.write_table(folder / "summary.csv", [self._row(entry, means[entry["code"]]) for entry in self._classes])
        text_files.write_json(folder / "run.json", self._record(known, means))

    @property
    def _classes(self) -> list[Mapping[str, Any]]:
        """The strata of the run as run.json holds them."""
        return self._run.record["outputs"]["strata"]["classes"]

    def _row(self, entry: Mapping[str, Any], means: Mapping[str, Any]) -> dict[str, Any]:
        """Return a stratum's row of summary.csv: totals in g C m-2 of the period, dates as days of the year, shares 0-1."""
        members = [float(means[name]) for name in means if name.startswith("member_")]
        spreads = {name: share * means["gpp_total_today"] for name, share in self._spread.get(entry["code"], {}).items()}
        row = {
            "code": entry["code"],
            "stratum": entry["id"],
            "area_ha": entry["area_ha"],
            "gpp_total_today": means["gpp_total_today"],
            "gpp_total": means["gpp_total"],
            "change": members[0],
            "change_sd": together(spreads),
            **{f"change_sd_{name}": spreads.get(name, np.nan) for name in SPREADS},
            "change_low": min(members),
            "change_high": max(members),
            **{f"change_by_{id_}": means[f"by_{id_}"] for id_ in (t.id for t in self._run.form.terms) if f"by_{id_}" in means},
            **{name: means[name] for name in means if name.startswith(("season_", "extrapolated"))},
        }
        return {name: round(float(v), 3) if isinstance(v, (float, np.floating)) else v for name, v in row.items()}

    def _record(self, maps: list[str], means: Mapping[int, Mapping[str, np.ndarray]]) -> dict[str, Any]:
        """Return what run.json holds: the run it comes from, the scenario, and what is not in it."""
        base = self._run.record
        ids = {entry["code"]: entry["id"] for entry in self._classes}
        return {
            "status": "complete",
            "plugin_version": record.version(),
            "request": base["request"],
            "run": str(self._run.folder),
            "scenario": {**self._scenario.to_dict(), "notes": [note.to_dict() for note in self._notes()]},
            "grid": base["grid"],
            "calendar": base["calendar"],
            "outputs": {
                "gpp": {"file": "gpp.tif", "variable": "gpp", "steps": True},
                **{name: {"file": f"{name}.tif", "variable": name, "steps": False} for name in maps},
                "strata": base["outputs"]["strata"],
            },
            "inputs": base.get("inputs", []),
            "series": {ids[code]: {"gpp": record.plain(own["gpp"])} for code, own in means.items()},
            "warnings": [],
        }

    def _without_effect(self) -> Iterator[Message]:
        """Yield a note on each driver that the scenario changes and no stratum's model reads."""
        deltas, used = self._scenario.deltas, {t.id for t in self._run.form.terms if not self._is_off(t)}
        changes = {"soil_moisture": any(deltas.soil_moisture), "thaw_fraction": bool(deltas.thaw or deltas.freeze)}
        for name, is_changed in changes.items():
            if is_changed and name not in used:
                yield msg(
                    "{driver} changes nothing here: no stratum's model uses it, as the reference of this run did not show its effect. That "
                    "is not to say that there is none.",
                    driver=VARIABLES[name].title,
                )

    def _is_off(self, term: Term) -> bool:
        """Return whether no stratum of the run uses a term."""
        return all(term.is_off(self._run.parameters[code]) for code in self._run.codes.tolist())

    def _notes(self) -> list[Message]:
        """Return what a reader must know of the result."""
        notes = [NOT_MODELLED, *self._without_effect()]
        if not any(term.id == "dryness" for term in self._run.form.terms):
            notes.append(msg("This model does not know how dry the air is, which warming raises."))
        if not any(declines(self._run.form, own) for own in self._run.parameters.values()):
            notes.append(
                msg(
                    "In this model heat does no harm: its temperature term stays full above the optimum, so that warming can't lower GPP "
                    "through it."
                )
            )
        if self._ranges is None:
            notes.append(msg("The run has no reference, so that what is outside the calibrated range can't be told."))
        return notes
