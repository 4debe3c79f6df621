"""Seconds of a scenario and of a pixel's answer, from a finished run of 1000 x 1000 pixels and 46 steps; printed, not judged."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from run_folder import write_run

from boreal_gpp_plugin.core.run import pixels
from boreal_gpp_plugin.core.run.finished_run import FinishedRun
from boreal_gpp_plugin.core.run.place import open_place
from boreal_gpp_plugin.core.scenarios import projection
from boreal_gpp_plugin.core.scenarios.deltas import Deltas
from boreal_gpp_plugin.core.scenarios.presets import PRESETS

SIDE = 1000  # pixels
TIMES = 50  # that a slider is moved


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = str(write_run(Path(scratch) / "run", shape=(SIDE, SIDE), tile_size=256))
        start, work = time.perf_counter(), time.process_time()
        projection.run(folder, PRESETS["ssp245_2041_2060"], str(Path(scratch) / "scenario"))
        print(f"{time.perf_counter() - start:9.2f} s  scenario with its range ({time.process_time() - work:.1f} s of work)")
        run = FinishedRun.read(folder)
        start = time.perf_counter()
        place = open_place(run, pixels.at_point(run.grid, run.grid.x[SIDE // 3], run.grid.y[SIDE // 3]))
        print(f"{time.perf_counter() - start:9.2f} s  a pixel opened, {len(place.series)} series")
        start = time.perf_counter()
        for i in range(TIMES):
            place.gpp(Deltas.uniform(lst=0.1 * i, soil_moisture=-i, thaw=-0.2 * i))
        print(f"{(time.perf_counter() - start) / TIMES * 1e3:9.2f} ms its GPP under a change")


if __name__ == "__main__":
    main()
