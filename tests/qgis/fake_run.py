"""A tiny but real run folder, and jobs that take its place, for tests of the window that can't wait for a run."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.checkup.check import CheckUp, Finding, ProductCheck
from boreal_gpp_plugin.core.drivers.limitation import CLASSES
from boreal_gpp_plugin.core.fusion import lst
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.language import Message, msg
from boreal_gpp_plugin.core.run import record
from boreal_gpp_plugin.core.variables import LAND_COVER, VARIABLES, Class

GRID = Grid.from_bounds((500000, 5983000, 500600, 5983900), "EPSG:32613", 30)
NODATA = -9999.0
SERIES = ("gpp", "evi", "lst", "soil_moisture", "thaw_fraction")
MAPS = ("gpp_total", "season_onset")
COVERS = (210, 80)


@dataclass(frozen=True)
class FakeResult:
    """What the pipeline returns."""

    folder: str
    warnings: tuple[Message, ...] = ()

    def summary(self, language: str = "en") -> str:
        return f"r2 0.93 ({language})"


def write_run(folder: str, first: str = "2021-01-01", last: str = "2021-12-31", series: tuple[str, ...] = SERIES) -> FakeResult:
    """Write a whole run folder; values rise and fall with the season within each variable's range."""
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    calendar = Calendar.between(first, last)
    season = np.exp(-((((calendar.middles - calendar.starts[0].astype(float)) % 365 - 195) / 45) ** 2))
    for name in series:
        low, high = VARIABLES[name].display_range
        values = np.broadcast_to((low + (high - low) * season)[:, None, None], (len(calendar), *GRID.shape))
        _write(path / f"{name}.tif", values.astype(np.float32), NODATA, calendar.labels)
    codes = np.where(np.arange(GRID.width) < GRID.width // 2, *COVERS) * np.ones((GRID.height, 1))
    _write(path / "strata.tif", codes[None].astype(np.int16), 0, ["Strata"])
    limits = np.full((len(calendar) + 1, *GRID.shape), CLASSES["lst"].code, np.uint8)
    limits[-1] = CLASSES["evi"].code
    _write(path / "limiting_driver.tif", limits, 0, [*calendar.labels, "growing season"])
    for name in MAPS:
        _write(path / f"{name}.tif", np.full((1, *GRID.shape), 130, np.float32), NODATA, [name])
    (path / "report.html").write_text("<html><title>Report</title></html>", encoding="utf-8")
    classes = [
        {"code": code, "title": LAND_COVER[code].title.to_dict(), "colour": LAND_COVER[code].colour, "area_ha": 27.0} for code in COVERS
    ]
    about = {
        "status": "complete",
        "plugin_version": "0.1.0",
        "request": {"inputs": "site", "output": folder},
        "grid": GRID.to_dict(),
        "calendar": {"starts": calendar.labels, "ends": [str(end) for end in calendar.ends]},
        "outputs": {
            **{name: record.raster(name, steps=True, about=lst.ALL_SKY if name == "lst" else None) for name in series},
            **{name: record.raster(name) for name in MAPS},
            "limiting_driver": {
                "file": "limiting_driver.tif",
                "classes": [_limit(entry, 54.0 if entry.id == "evi" else 0.0) for entry in CLASSES.values()],
                "steps": True,
                "season_band": len(calendar) + 1,
            },
            "strata": {"file": "strata.tif", "classes": classes},
        },
        "inputs": [{"product": "HLSL30", "n": 30}, {"product": "SPL3SMP_E", "n": 365}],
        "warnings": [],
    }
    (path / "run.json").write_text(json.dumps(about), encoding="utf-8")
    return FakeResult(folder)


def _limit(entry: Class, area: float) -> dict[str, object]:
    """Return a class of the limiting-driver map as run.json holds it."""
    return {"code": entry.code, "title": entry.title.to_dict(), "colour": entry.colour, "area_ha": area}


def _write(path: Path, values: np.ndarray, nodata: float, labels: list[str]) -> None:
    """Write bands (band, y, x) whose left upper cell is missing."""
    values = values.copy()
    values[:, 0, 0] = nodata
    profile = {"driver": "GTiff", "height": GRID.height, "width": GRID.width, "crs": GRID.crs, "transform": GRID.transform}
    with rasterio.open(path, "w", count=len(values), dtype=values.dtype, nodata=nodata, **profile) as file:
        file.write(values)
        for band, label in enumerate(labels, 1):
            file.set_band_description(band, label)


class FakePipeline:
    """Stands in for `pipeline.run`; it can wait half-way, fail, and tells what it was asked."""

    def __init__(self) -> None:
        self.requests = []
        self.threads = []
        self.error = None
        self.warnings = ()
        self.waits = False

    def __call__(self, request, progress, cache=None):
        self.requests.append(request)
        self.threads.append(threading.current_thread())
        with progress.stage(msg("Reading HLS views"), 0.0, 0.5):
            while self.waits:
                progress.check()
                threading.Event().wait(0.01)
        if self.error is not None:
            raise self.error
        with progress.stage(msg("Mapping GPP"), 0.5, 1.0):
            return FakeResult(write_run(request.output).folder, self.warnings)


STRIP = ProductCheck("HLSL30", 28, 168, 0, ("2021-01-15", "2021-05-02", "2021-07-09"), "EPSG:32613, 30", 0.98, {1: 0.1, 5: 0.5, 7: 1.0})
FINE = CheckUp("site", None, ("2021-01-01", "2021-12-31"), (STRIP,), (Finding("pass", msg("All is well."), None, "HLSL30"),))


class FakeCheckUp:
    """Stands in for the check-up; it can wait, fail, and tells what it was asked."""

    def __init__(self) -> None:
        self.requests = []
        self.check = FINE
        self.error = None
        self.waits = False

    def __call__(self, request, cache, progress):
        self.requests.append(request)
        with progress.stage(msg("Looking for files"), 0.0, 1.0):
            while self.waits:
                progress.check()
                threading.Event().wait(0.01)
        if self.error is not None:
            raise self.error
        return self.check
