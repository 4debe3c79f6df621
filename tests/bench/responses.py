"""How GPP answers a change of each driver: the run's model beside the truth's own under the same change; printed, not judged.

The truth is another model: temperature acts on it through acclimation and frost, the season through leaves and the thaw of the soil,
moisture through the root zone. A change of one driver leaves all others as they were.
"""

from __future__ import annotations

import dataclasses
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Callable

import numpy as np
import rasterio

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.model.uncertainty import NORMAL
from boreal_gpp_plugin.core.run.finished_run import FinishedRun
from boreal_gpp_plugin.core.sample import landscape, weather
from boreal_gpp_plugin.core.sample.site import site_cells
from boreal_gpp_plugin.core.sample.truth import Stand
from boreal_gpp_plugin.core.sample.weather import Day
from boreal_gpp_plugin.core.scenarios import projection
from boreal_gpp_plugin.core.scenarios.deltas import Deltas
from boreal_gpp_plugin.core.scenarios.scenario import Scenario

EVERY = 4  # cells, each way, of which one is worked out in the truth
_WARMTH = ("tmin", "tmean", "tmax", "mean4", "mean7", "mean11", "mean30")
_SURFACE = 1.25  # wetness of the surface and, by a quarter, of the root zone make up soil moisture
CHANGES = {
    "2 K warmer": Deltas.uniform(lst=2.0),
    "2 K colder": Deltas.uniform(lst=-2.0),
    "season 8 days longer at both ends": Deltas(thaw=-8.0, freeze=8.0),
    "season 8 days shorter at both ends": Deltas(thaw=8.0, freeze=-8.0),
    "soil a fifth drier": Deltas.uniform(soil_moisture=-20.0),
    "soil a fifth wetter": Deltas.uniform(soil_moisture=20.0),
}


def changed_day(deltas: Deltas, day: Day, stand: Stand, ahead: float, later: Callable[[int], Day]) -> Day:
    """Return a day of the truth under changes; `later` gives the day so many days later."""
    warming, moistening = deltas.lst[0], deltas.soil_moisture[0] / 100
    fields = {name: getattr(day, name) + np.float32(warming) for name in _WARMTH} if warming else {}
    if moistening:
        traits = stand.traits
        filling = moistening * stand.soil_moisture(day) / np.maximum(traits.wet - traits.dry, 1e-3)
        fields["soil_wetness"] = np.clip(day.soil_wetness + filling / _SURFACE, 0.02, 1.0)
    if deltas.thaw or deltas.freeze:
        fields["soil_temperature"] = later(round(ahead)).soil_temperature
        fields["spring_shift"], fields["autumn_shift"] = day.spring_shift + deltas.thaw, day.autumn_shift + deltas.freeze
    return dataclasses.replace(day, **fields)


def truth(run: FinishedRun, seed: int) -> dict[str, np.ndarray]:
    """Return total GPP of the truth today ("") and under each change, g C m-2 (y, x), at every few cells."""
    days = Calendar(*(run.calendar.every_day() + i for i in (0, 1)))
    cells = site_cells(run.grid)
    sky, spread = weather.simulate(seed, len(np.unique(days.years))), cells.spreader(weather.NODES)
    totals: dict[str, np.ndarray] = {}

    def cut(values: np.ndarray) -> np.ndarray:
        return cells.raster(values, run.grid)[::EVERY, ::EVERY]

    seen: dict[int, Day] = {}

    def on(index: int) -> Day:
        index = min(max(index, 0), len(days) - 1)
        if index not in seen:
            seen[index] = sky.day(days.starts[index], spread).on(cut)
        return seen[index]

    land = landscape.of_cells(cells, seed).on(cut)
    stands = {year: Stand(land, year) for year in np.unique(days.years).tolist()}
    ahead = {name: deltas.look_ahead(days) for name, deltas in CHANGES.items()}
    for i, year in enumerate(days.years.tolist()):
        day, stand = on(i), stands[year]
        found = {"": day}
        for name, deltas in CHANGES.items():
            found[name] = changed_day(deltas, day, stand, ahead[name][i], lambda n, i=i: on(i + n))
        for name, one in found.items():
            totals[name] = totals.get(name, 0.0) + stand.gpp(one, stand.greenness(one))
    return totals


def of_run(run: FinishedRun, deltas: Deltas) -> Mapping[str, np.ndarray]:
    """Return change of total GPP and its standard deviation as the run's model sees them, g C m-2 (y, x), at every few cells."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = projection.run(str(run.folder), Scenario("bench", msg("Bench"), msg("Bench"), deltas), str(Path(scratch) / "s"))
        found = {}
        for name in ("gpp_total_change", "gpp_total_change_sd"):
            with rasterio.open(Path(folder) / f"{name}.tif") as file:
                found[name] = file.read(1, masked=True).astype(float).filled(np.nan)[::EVERY, ::EVERY]
        return found


def main(site: str, folder: str) -> None:
    """Print the table."""
    seed = int(re.search(r"seed (\d+)", (Path(site) / "README.txt").read_text(encoding="utf-8")).group(1))
    run = FinishedRun.read(folder)
    codes = np.zeros(run.grid.shape, int)
    for tile, _ in run.tiles():
        codes[tile] = run.strata_of(tile)
    codes = codes[::EVERY, ::EVERY]
    true = truth(run, seed)
    big = [code for code in run.codes.tolist() if (codes == code).sum() >= 50]
    print("Change of the year's GPP, g C m-2: the truth's own, the run's, its 90 % interval")
    held = total = signs = answered = 0
    for name, deltas in CHANGES.items():
        print(f"{name}")
        ours = of_run(run, deltas)
        for code in big:
            own = codes == code
            then = float((true[name] - true[""])[own].mean())
            change = float(np.nanmean(ours["gpp_total_change"][own]))
            half = NORMAL * float(np.nanmean(ours["gpp_total_change_sd"][own]))
            inside = abs(change - then) <= half
            held, total = held + inside, total + 1
            answered, signs = answered + (change != 0), signs + (change * then > 0)
            mark = "" if inside else "  outside"
            print(f"  {run.legend[code].id:26s} {then:8.1f} {change:8.1f}  [{change - half:7.1f}, {change + half:7.1f}]{mark}")
    print(f"{signs} of {answered} signs are right where the model answers; {held} of {total} intervals hold the truth's change")


if __name__ == "__main__":
    main(*sys.argv[1:])
