"""A finished run as its folder holds it: grid, calendar, calibrated model, drivers and reference, without the inputs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..calendar import Calendar
from ..errors import InputError
from ..grid import Grid
from ..language import Message, msg
from ..meteorology import Meteorology
from ..model import inputs, parameter_table, rivals
from ..model.covariance import ParameterCovariance
from ..model.form import MEMORY
from ..model.forms import FORMS, Drivers, Form
from ..model.rivals import Rival
from ..model.sample import ReferenceSample
from ..strata import classification
from ..strata.classification import Stratum
from ..strata.stratify import with_nights
from ..variables import LAND_COVER
from .map_file import NODATA
from .pixels import Pixels, Squares
from .rasters import Tile, layout_of, overview, read_at, read_band, read_series

_ALWAYS = "lst"  # every form is given its memory
_TILE = 256  # of runs that do not say
_BLOCK = 1 << 20  # characters of a table that are parsed at a time
_FIXED = ("pixel", "x", "y", "latitude", "weight", "stratum", "fraction")  # columns of reference.csv that do not change with the step


@dataclass(frozen=True)
class FinishedRun:
    """A finished run.

    Attributes
    ----------
    folder : Path
        The run folder.
    record : mapping
        run.json.
    form : Form
        The model.
    parameters : mapping of int to mapping of str to float
        Parameters by stratum code, those of parents that were fitted too.
    legend : mapping of int to Stratum
        The strata of the map and of the reference, and all their parents.
    """

    folder: Path
    record: Mapping[str, Any]
    form: Form
    parameters: Mapping[int, Mapping[str, float]]
    legend: Mapping[int, Stratum]

    @classmethod
    def read(cls, folder: str) -> FinishedRun:
        """Return the run in `folder`.

        Raises
        ------
        InputError
            When the folder holds no whole result, or one of a model that this version does not know.
        """
        path = Path(folder)
        record = read_record(folder)
        if "scenario" in record:
            raise InputError(
                msg("The folder {folder} holds a scenario of a run, not a run.", folder=folder),
                msg("Choose the run that it was made from: {run}.", run=record.get("run", "")),
            )
        if "gpp" not in record["outputs"]:
            raise InputError(
                msg("The folder {folder} holds a cube of drivers without GPP.", folder=folder), msg("Choose the folder of a run.")
            )
        try:
            rows = _rows(path / "parameters.csv")
            form = FORMS.get(rows[0]["model"])
            if form is None:
                raise InputError(
                    msg(
                        "The run in {folder} was made with the model {model}, which is not known here.",
                        folder=folder,
                        model=rows[0]["model"],
                    ),
                    msg("Run the site again, or use the version of the plugin that made the run."),
                )
            form, parameters = _calibrated(form, rows)
            legend = _legend(record["outputs"]["strata"]["classes"], rows)
            run = cls(path, record, form, parameters, legend)
            nights = {code: run.series_of_stratum(code) for code in run.codes.tolist()}
            return replace(run, legend=with_nights(legend, nights, run.calendar))
        except (OSError, ValueError, LookupError) as error:
            raise _no_run(folder) from error

    @cached_property
    def grid(self) -> Grid:
        """The grid of every raster."""
        return Grid.from_dict(self.record["grid"])

    @cached_property
    def calendar(self) -> Calendar:
        """The steps of every series."""
        return Calendar(*(np.array(self.record["calendar"][key], "datetime64[D]") for key in ("starts", "ends")))

    @property
    def codes(self) -> np.ndarray:
        """Codes of the strata on the map, int (stratum,)."""
        return np.array([entry["code"] for entry in self.record["outputs"]["strata"]["classes"]])

    @property
    def driver_names(self) -> list[str]:
        """The drivers that some stratum's model reads, in the order of the catalogue."""
        on = [term for term in self.form.terms if any(not term.is_off(self.parameters[code]) for code in self.codes.tolist())]
        given = (*self.record["outputs"], *self.meteorology.series)
        return inputs.sources((_ALWAYS, *(name for term in on for name in term.needs)), given)

    @property
    def series_names(self) -> list[str]:
        """The rasters with a number for each step."""
        return [name for name, entry in self.record["outputs"].items() if entry.get("steps") and "variable" in entry]

    def tiles(self) -> list[tuple[Tile, Grid]]:
        """Return the tiles in which the run was made, each with its grid."""
        return list(self.grid.tiles(self.record.get("tile_size", _TILE)))

    def strata_of(self, tile: Tile) -> np.ndarray:
        """Return stratum codes of a tile, int16 (y, x), 0 where GPP is not modelled."""
        return read_band(self._file("strata"), tile)

    def series_of(self, name: str, tile: Tile) -> np.ndarray:
        """Return a series of the run, or its meteorology, in its unit, float32 (time, y, x), NaN where missing."""
        if name in self.meteorology.series:
            rows, columns = tile
            grid = self.grid.subgrid(rows.start, columns.start, rows.stop - rows.start, columns.stop - columns.start)
            return self.meteorology.of_tile(grid, (name,))[name]
        return read_series(self._file(name), tile)

    def pixels_of(self, codes: Sequence[int]) -> Pixels:
        """Return the pixels of some strata."""
        whole = slice(0, self.grid.height), slice(0, self.grid.width)
        return np.nonzero(np.isin(self.strata_of(whole), codes))

    def series_of_stratum(self, code: int) -> dict[str, np.ndarray]:
        """Return the means over all pixels of a stratum by name, (time,), NaN where missing; none of runs that do not keep them."""
        kept = self.record.get("series", {}).get(self.legend[code].id, {})
        return {name: np.array(values, np.float64) for name, values in kept.items()}

    def squares_of(self, pixels: Pixels) -> Squares:
        """Return the squares of pixels that stand for a place when series are read."""
        return Squares.of_place(pixels, *layout_of(self._file("gpp")))

    def strata_at(self, pixels: Pixels) -> np.ndarray:
        """Return stratum codes of pixels, int16 (pixel,), 0 where GPP is not modelled."""
        with overview(self._file("strata"), 1) as file:
            return read_at(file, *pixels)[0]

    def series_at(self, name: str, squares: Squares) -> np.ndarray:
        """Return a series of the run, or its meteorology, as means of squares in its unit, float32 (time, square), NaN where missing."""
        rows, columns = squares.rows, squares.columns
        if name in self.meteorology.series:
            top, left = rows.min(), columns.min()
            grid = squares.grid(self.grid).subgrid(top, left, np.ptp(rows) + 1, np.ptp(columns) + 1)
            return self.meteorology.of_tile(grid, (name,))[name][:, rows - top, columns - left]
        with overview(self._file(name), squares.factor) as file:
            values = read_at(file, rows, columns)
        values[values == NODATA] = np.nan
        return values

    def classes_at(self, name: str, squares: Squares) -> np.ndarray:
        """Return the most frequent class of squares in each band of a raster of classes, uint8 (band, square), 0 where missing."""
        with overview(self._file(name), squares.factor) as file:
            return read_at(file, squares.rows, squares.columns)

    def map_of(self, name: str, tile: Tile) -> np.ndarray:
        """Return a map of the run in its unit, float32 (y, x), NaN where missing."""
        return read_series(self._file(name), tile)[0]

    def drivers_of(self, tile: Tile) -> dict[str, np.ndarray]:
        """Return the drivers that the model reads, each float32 (time, y, x) in its unit."""
        return {name: self.series_of(name, tile) for name in self.driver_names}

    @cached_property
    def parameter_spread(self) -> Optional[ParameterCovariance]:
        """How sure the parameters are; None of runs that do not keep it."""
        return parameter_table.spread_of(_rows(self._existing("parameters.csv")), self.form)

    @cached_property
    def other_forms(self) -> Optional[list[Rival]]:
        """Other forms that fit the reference nearly as well, with their parameters; None of runs that do not keep them."""
        path = self.folder / rivals.FILE
        if not path.is_file():
            return None
        by_form: dict[str, list[dict[str, str]]] = {}
        for row in _rows(path):
            by_form.setdefault(row["model"], []).append(row)
        return [_calibrated(FORMS[name], rows) for name, rows in by_form.items()]

    @cached_property
    def meteorology(self) -> Meteorology:
        """The meteorology of the run, on its own grids."""
        return Meteorology.of_run(self.folder, self.record.get("meteorology", {}))

    def prepare(self, drivers: Drivers, latitude: np.ndarray) -> dict[str, np.ndarray]:
        """Return drivers (time, y, x) with what the model derives from them.

        Parameters
        ----------
        drivers : mapping of str to ndarray (time, y, x)
            From `drivers_of`, or changed.
        latitude : ndarray (y, x)
            Degrees north.
        """
        return inputs.prepare(drivers, self.calendar, latitude, axis=0, needs=self.form.reads)

    def sample(self) -> ReferenceSample:
        """Return the reference sample that the model was fitted to."""
        return _sample(_numbers(self._existing("reference.csv")), self.calendar)

    def _file(self, name: str) -> Path:
        """Return the path of an output by its name in run.json."""
        return self._existing(self.record["outputs"][name]["file"])

    def _existing(self, name: str) -> Path:
        """Return the path of a file of the folder; raises InputError where it is missing."""
        path = self.folder / name
        if not path.is_file():
            raise InputError(
                msg("The run in {folder} lacks {files}.", folder=str(self.folder), files=name), msg("Run again into this folder.")
            )
        return path


def read_record(folder: str) -> dict[str, Any]:
    """Return run.json of a whole result: a run, a cube or a scenario; raises InputError where there is none."""
    try:
        record = json.loads((Path(folder) / "run.json").read_text(encoding="utf-8"))
        if record["status"] != "complete" or not {"grid", "calendar", "outputs"} <= record.keys():
            raise ValueError(record["status"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise _no_run(folder) from error
    return record


def _no_run(folder: str) -> InputError:
    """Return the error that a folder holds no whole result."""
    return InputError(
        msg("The folder {folder} holds no finished run.", folder=folder), msg("Choose another folder, or run again into this one.")
    )


def _rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _calibrated(form: Form, rows: Sequence[Mapping[str, str]]) -> Rival:
    """Return a form as a run calibrated it, and the parameters that rows of a table hold, by stratum code."""
    parameters = {int(row["code"]): {p.name: float(row.get(p.name, p.start)) for p in form.parameters} for row in rows}
    if form.memory is not None:
        form = form.with_value(MEMORY, next(iter(parameters.values()))[MEMORY])
    return form, parameters


def _legend(classes: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, str]]) -> dict[int, Stratum]:
    """Return the strata of the map and of the reference and their parents; those of drawn zones from what the run wrote about them."""
    known = classification.legend(LAND_COVER)  # the covers and the root, among which are the parents of those of zones
    by_id = {stratum.id: stratum.code for stratum in known.values()}
    about = {int(row["code"]): row for row in rows}
    zones = {
        entry["code"]: Stratum(
            entry["code"],
            entry["id"],
            Message.from_dict(entry["title"]),
            entry["colour"],
            about[entry["code"]]["class"],
            by_id[about[entry["code"]]["parent"]],
            fire_age=entry.get("fire_age", 0),
        )
        for entry in classes
        if entry["code"] >= classification.FIRST_ZONE
    }
    codes = {entry["code"] for entry in classes} | {code for code in about if code < classification.FIRST_ZONE}
    return classification.legend(sorted(codes), zones)


def _sample(table: Mapping[str, np.ndarray], calendar: Calendar) -> ReferenceSample:
    """Return the sample that `record.sample_rows` laid out as a table: the steps of each row follow one another."""
    steps = len(calendar)
    first = {name: table[name][::steps] for name in _FIXED if name in table}
    _, position, pixel = np.unique(first["pixel"], return_index=True, return_inverse=True)
    series = {name: values.reshape(-1, steps) for name, values in table.items() if name not in _FIXED}
    gpp = series.pop("gpp")[position]
    return ReferenceSample(
        calendar,
        gpp,
        *(first[name][position] for name in ("x", "y", "latitude")),
        pixel=pixel,
        stratum=first["stratum"].astype(np.int64),
        fraction=first["fraction"],
        drivers={name: values for name, values in series.items() if np.isfinite(values).any()},
        weight=first["weight"][position] if "weight" in first else None,
    )


def _numbers(path: Path) -> dict[str, np.ndarray]:
    """Return the columns of a table but the dates, float64 (row,), NaN where empty."""
    with open(path, encoding="utf-8") as file:
        header = file.readline().strip().split(",")
        at = [i for i, name in enumerate(header) if name != "date"]
        blocks = [np.zeros((0, len(at)))]
        while lines := file.readlines(_BLOCK):  # numpy parses a block in one go, during which no other thread can do a thing
            # Twice, for of two empty cells in a row the first pass fills one.
            text = "".join(lines).replace(",,", ",nan,").replace(",,", ",nan,").replace(",\n", ",nan\n")
            blocks.append(np.loadtxt(io.StringIO(text), delimiter=",", usecols=at, ndmin=2))
    return {header[i]: column for i, column in zip(at, np.concatenate(blocks).T)}
