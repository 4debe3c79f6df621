"""A finished run's folder, written by the real writers from known drivers, without a pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Optional

import numpy as np
from affine import Affine

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.model import covariance, parameter_table
from boreal_gpp_plugin.core.model.calibration import Calibration
from boreal_gpp_plugin.core.model.forms import FORMS, prepare
from boreal_gpp_plugin.core.model.predict import predict
from boreal_gpp_plugin.core.reference import footprints, towers
from boreal_gpp_plugin.core.reference.sample_builder import SampleBuilder
from boreal_gpp_plugin.core.run import map_file, record, series_file, text_files
from boreal_gpp_plugin.core.strata import classification
from boreal_gpp_plugin.core.variables import VARIABLES

YEAR = Calendar.between("2021-01-01", "2021-12-31")
CODES = (2100, 800)


def grid_of(rows: int, columns: int) -> Grid:
    """Return a grid of 30 m near 54 N, 105 W."""
    return Grid("EPSG:32613", Affine(30, 0, 500010, 0, -30, 5983800), rows, columns)


def drivers_of(shape: tuple[int, int], calendar: Calendar = YEAR, seed: int = 5) -> dict[str, np.ndarray]:
    """Return the drivers of a boreal year, float32 (time, y, x), warmer and greener towards the lower right."""
    generator = np.random.default_rng(seed)
    day = (calendar.middles - calendar.starts[0].astype(float)) % 365
    y, x = np.linspace(0, 1, shape[0])[:, None], np.linspace(0, 1, shape[1])[None]
    warmth = 0.5 + 0.5 * np.cos((day - 200) / 365 * 2 * np.pi)
    leaf = np.exp(-(((day - 200) / 55) ** 2))
    series = {
        "evi": 0.16 + (0.2 + 0.2 * x) * leaf[:, None, None] + 0 * y,
        "lst": (-14 + 36 * warmth)[:, None, None] + 2 * y + 0 * x,
        "soil_moisture": (0.32 - 0.12 * warmth)[:, None, None] + 0.05 * (x - y),
        "thaw_fraction": np.clip((-14 + 36 * warmth)[:, None, None] / 6 + 0.5 + 0.2 * y, 0, 1) + 0 * x,
    }
    return {
        name: (v + generator.normal(0, 0.003, (1, *shape))).clip(*VARIABLES[name].valid_range).astype(np.float32)
        for name, v in series.items()
    }


def write_run(
    folder: Path,
    drivers: Optional[Mapping[str, np.ndarray]] = None,
    calendar: Calendar = YEAR,
    form: str = "boreal",
    parameters: Optional[Mapping[int, Mapping[str, float]]] = None,
    tile_size: int = 32,
    with_reference: bool = True,
    shape: tuple[int, int] = (30, 40),
    reference_gpp: Optional[np.ndarray] = None,
    codes: Optional[np.ndarray] = None,
) -> Path:
    """Write a whole run folder: conifers on the left, wetland on the right, a strip of water above, or `codes` (y, x); return it."""
    folder.mkdir(parents=True)
    drivers = drivers_of(shape, calendar) if drivers is None else drivers
    shape = drivers["evi"].shape[1:]
    grid, model = grid_of(*shape), FORMS[form]
    if codes is None:
        codes = np.where(np.arange(shape[1]) < shape[1] // 2, *CODES) * np.ones((shape[0], 1), int)
        codes[:2] = 0
    codes = codes.astype(np.int16)
    legend = classification.legend(CODES)
    values = parameters or {code: {**model.default(legend[code].prior), "f": 0.5, "w": 0.6} for code in CODES}
    values = {code: {p.name: values[code][p.name] for p in model.parameters} for code in CODES}
    for name, cube in drivers.items():
        with series_file.SeriesFile(folder / f"{name}.tif", grid, VARIABLES[name], calendar.labels) as file:
            file.write((slice(0, shape[0]), slice(0, shape[1])), cube)
            file.build_overviews()
    total = np.full(shape, np.nan, np.float32)
    with series_file.SeriesFile(folder / "gpp.tif", grid, VARIABLES["gpp"], calendar.labels) as file:
        for tile, part in grid.tiles(tile_size):
            own = {name: cube[(slice(None), *tile)] for name, cube in drivers.items()}
            gpp = predict(model, values, codes[tile], prepare(own, calendar, part.lonlat()[1], axis=0, needs=model.reads))
            file.write(tile, gpp)
            total[tile] = np.einsum("tyx,t->yx", gpp, calendar.days)
        file.build_overviews()
    with series_file.CountsFile(folder / "evi_views.tif", grid, "evi", [f"{label}T18:00:00" for label in calendar.labels[::5]]) as file:
        file.write((slice(0, shape[0]), slice(0, shape[1])), drivers["evi"][::5])
        file.build_overviews()
    map_file.write_map(folder / "gpp_total.tif", grid, total, VARIABLES["gpp_total"])
    map_file.write_classes(folder / "strata.tif", grid, codes, [(c, str(legend[c].title), legend[c].colour) for c in CODES])

    cells = np.arange(shape[0])[:, None] // 10 * 100 + np.arange(shape[1])[None] // 10
    numbers, index = np.unique(cells, return_inverse=True)
    index = index.reshape(shape) if with_reference else np.full(shape, -1)
    n = len(numbers) if with_reference else 0
    places = np.linspace(0, 1000, n)
    laid = footprints.Footprints(
        index, np.full((n, len(calendar)), 3.0) if reference_gpp is None else reference_gpp, places, places, np.full(n, 54.0)
    )
    builder = SampleBuilder(laid, codes, calendar, tuple(drivers))
    builder.add((slice(0, shape[0]), slice(0, shape[1])), drivers)
    sample = builder.sample()
    text_files.write_table(folder / "reference.csv", record.sample_rows(sample), record.sample_columns(sample))
    calibration = Calibration(model, legend, values, dict.fromkeys(values, "fitted"), dict.fromkeys(values, 9.0), 0.5, ())
    text_files.write_table(folder / "parameters.csv", parameter_table.rows(calibration, covariance.of_calibration(sample, calibration)))
    series = {name: {"file": f"{name}.tif", "variable": name, "steps": True} for name in ("gpp", *drivers)}
    about = {
        "status": "complete",
        "plugin_version": "0.1.0",
        "request": {"inputs": "site", "output": str(folder), "model": form},
        "tile_size": tile_size,
        "grid": grid.to_dict(),
        "calendar": {"starts": calendar.labels, "ends": [str(end) for end in calendar.ends]},
        "outputs": {
            **series,
            "gpp_total": {"file": "gpp_total.tif", "variable": "gpp_total", "steps": False},
            "strata": {"file": "strata.tif", "classes": record.classes(codes, legend, grid)},
        },
        "towers": towers.write(folder, _tower(grid, calendar), grid.crs, calibrate=False),
        "observations": {"evi": {"file": "evi_views.tif", "grid": grid.to_dict()}},
        "inputs": [],
        "warnings": [],
    }
    text_files.write_json(folder / "run.json", about)
    return folder


def _tower(grid: Grid, calendar: Calendar) -> footprints.Footprints:
    """Return a flux tower among the conifers, which measured for half of the period."""
    x, y = grid.x[5:6] + 7, grid.y[24:25]
    gpp = np.where(np.arange(len(calendar)) % 2, 4.0, np.nan)[None]
    return footprints.Footprints(footprints.of_towers(x, y, grid), gpp, x, y, np.full(1, 54.0), ("CA-Xc1",))
