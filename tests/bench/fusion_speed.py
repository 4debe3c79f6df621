"""Cost of fusion: beside a copy of its result, beside reading and writing alone, and as a site grows; judged by the project's bars."""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Callable

import numpy as np
import rasterio
import scene_views as views
from fusion_accuracy import VLCE2, YEAR, grid_of, looks_at, on_days, what_pixels_are
from sample import SampleSite, sample_site
from scene import PIXEL, Scene
from scores import MISSED

from boreal_gpp_plugin.core import greenness
from boreal_gpp_plugin.core.fusion import lst
from boreal_gpp_plugin.core.fusion.aggregates import Accumulator
from boreal_gpp_plugin.core.fusion.covariates import Covariates
from boreal_gpp_plugin.core.fusion.stack import AcquisitionStack
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.run import series_file
from boreal_gpp_plugin.core.run.rasters import window_of
from boreal_gpp_plugin.core.variables import CLASS_MAPS, VARIABLES

GROWTH = (1, 2, 4)  # times as wide: a site, and sites of 4 and 16 times its area
SIZE, TILE = 320, 256  # pixels on a side
GREEN_SIZE, GREEN_TILE = 240, 120
DAYS = np.arange(100, 276, 8.0)
HIGHEST_RATIO, HIGHEST_GROWTH = 1.5, 1.1


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def write_again(site: SampleSite) -> float:
    """Return how long it takes merely to write the cube's series once more, tile by tile, those of what they rest on too."""
    took = 0.0
    grid, labels = site.job.grid, site.job.calendar.labels
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(site.folder.glob("*.tif")):
            again = Path(folder) / path.name
            with rasterio.open(path) as file:
                if file.count != len(labels):
                    continue
                values = [(tile, file.read(window=window_of(tile))) for tile, _ in grid.tiles(site.job.tile_size)]

            def one(again: Path = again, values: list = values) -> None:
                name = again.stem
                with (
                    series_file.ClassSeriesFile(again, grid, (), labels)
                    if name in CLASS_MAPS
                    else series_file.SeriesFile(again, grid, VARIABLES[name], labels)
                ) as file:
                    for tile, part in values:
                        file.write(tile, series_file.rounded(part) if name.endswith(series_file.SD) else part)
                    file.build_overviews()

            took += seconds(one)
    return took


def beside_reading_and_writing(path: str) -> bool:
    """Print what fusion of the sample site costs beside reading its inputs and writing its outputs; return whether it is too much."""
    with sample_site(path) as site:
        observed = []
        reading = seconds(lambda: observed.append(site.observe()))
        fusing = seconds(lambda: site.fuse(observed[0]))
        writing = write_again(site)
    ratio = (reading + fusing) / (reading + writing)
    print(f"sample site: {reading:.1f} s to read its inputs, {writing:.1f} s to write its outputs, {fusing:.1f} s to fuse and write them")
    print(f"sample site: fusion takes {ratio:.2f} times reading and writing  {'pass' if ratio <= HIGHEST_RATIO else 'FAIL'}: at most 1.5")
    return ratio > HIGHEST_RATIO


def part_of(pixels: Covariates, tile: tuple[slice, slice]) -> Covariates:
    """Return the covariates of a tile."""
    inside = (slice(None), *tile)
    return Covariates(pixels.names, pixels.static[inside], pixels.evi[inside], pixels.evi_sd[inside], pixels.land[tile])


@dataclass(frozen=True)
class Cost:
    """What it costs to learn a driver of a site and to map it.

    Attributes
    ----------
    learning, mapping : float
        Seconds per Mpixel-step.
    copies : float
        As many copies of the map take as long.
    memory : float
        MB at most while mapping.
    """

    learning: float
    mapping: float
    copies: float
    memory: float


def cost_of(learn: Callable[[], None], map_tiles: Callable[[], None], size: int, steps: int) -> Cost:
    """Return the cost of a site of so many pixels on a side, which is mapped twice, once watched."""
    learning, mapping = seconds(learn), seconds(map_tiles)
    result = np.ones((steps, size, size), np.float32)
    copying = min(seconds(lambda: np.copyto(np.empty_like(result), result)) for _ in range(3))
    amount = result.size / 1e6
    tracemalloc.start()
    map_tiles()
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return Cost(learning / amount, mapping / amount, (learning + mapping) / copying, memory)


def cost_of_greenness(times: int) -> Cost:
    """Return the cost of EVI where a small scene is repeated so many times in each direction."""
    scene = Scene(GREEN_SIZE)
    days, seen = views.hls(scene, 11)
    size = GREEN_SIZE * times
    cover, disturbed = (np.tile(of_scene, (times, times)) for of_scene in (VLCE2[scene.mapped_cover], np.where(scene.fire, 2021, 0)))
    grid, no_snow = grid_of(size, PIXEL), np.zeros((size, size), bool)
    learnt = []
    with tempfile.TemporaryDirectory() as folder:
        stack = AcquisitionStack(Path(folder) / "views.i16", days + YEAR.starts[0].astype(float), (size, size))
        for number, field in enumerate(seen):
            stack.write(number, 0, np.tile(field, (times, times)), no_snow)
        job = SimpleNamespace(calendar=YEAR, land_cover=cover, disturbed=disturbed, cut=disturbed < 0)
        sensors = np.full(len(days), "L30")

        def learn() -> None:
            learnt[:] = [greenness.of_job(job, stack).learnt(sensors, Progress())[0]]

        def map_tiles() -> None:
            for place in grid.tiles(GREEN_TILE):
                learnt[0](place)

        return cost_of(learn, map_tiles, size, len(YEAR))


def cost_of_temperature(times: int) -> Cost:
    """Return the cost of LST of a scene so many times as wide as the smallest."""
    size = SIZE * times
    scene, calendar = Scene(size), on_days(DAYS)
    grid, cells = grid_of(size, PIXEL), grid_of(size // views.LST_CELL, PIXEL * views.LST_CELL)
    looks = looks_at(views.lst(scene, DAYS, True), cells, calendar.starts.astype(float) + 0.4)
    evi = np.stack([scene.evi(day) for day in DAYS])
    pixels = what_pixels_are(scene, evi, np.full_like(evi, views.HLS_NOISE))
    tiles, learnt = list(grid.tiles(TILE)), []

    def learn() -> None:
        accumulator = Accumulator(grid, pixels.names, len(calendar))
        for tile, _ in tiles:
            accumulator.add(tile, part_of(pixels, tile))
        learnt[:] = [lst.fit(looks, None, accumulator.aggregates(), grid, calendar, pixel=cells.cell_size[0])]

    def map_tiles() -> None:
        for tile, part in tiles:
            learnt[0].of_tile(part, part_of(pixels, tile))

    return cost_of(learn, map_tiles, size, len(calendar))


def as_the_site_grows() -> bool:
    """Print what EVI and LST cost on 1, 4 and 16 times an area; return whether memory grows with the site."""
    print(f"{'driver':>8s} {'area':>6s} {'learning':>10s} {'mapping':>10s} s per Mpixel-step {'copies':>8s} {'memory':>8s} MB")
    failed = False
    for driver, cost_at in (("EVI", cost_of_greenness), ("LST", cost_of_temperature)):
        costs = [cost_at(times) for times in GROWTH]
        for times, cost in zip(GROWTH, costs):
            print(f"{driver:>8s} {times**2:5d}x {cost.learning:10.4f} {cost.mapping:10.4f} {cost.copies:26.0f} {cost.memory:8.0f}")
        growth = costs[-1].memory / costs[1].memory
        failed |= growth > HIGHEST_GROWTH
        verdict = "pass" if growth <= HIGHEST_GROWTH else "FAIL"
        print(f"{driver}: memory at 16 times the area is {growth:.2f} of that at 4 times  {verdict}: at most {HIGHEST_GROWTH}")
    return failed


def main(path: str, *_: str) -> None:
    """Print the tables and fail when a bar is missed."""
    failed = [beside_reading_and_writing(path), as_the_site_grows()]
    sys.exit(MISSED if any(failed) else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
