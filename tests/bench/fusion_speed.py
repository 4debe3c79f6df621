"""Cost of fusion: beside a copy of its result, beside reading and writing alone, and as a site grows; judged by the project's bars."""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import Callable

import numpy as np
import rasterio
import scene_views as views
from fusion_accuracy import grid_of, looks_at, on_days, what_pixels_are
from sample import SampleSite, sample_site
from scene import PIXEL, Scene

from boreal_gpp_plugin.core.fusion import lst
from boreal_gpp_plugin.core.fusion.aggregates import Accumulator
from boreal_gpp_plugin.core.fusion.covariates import Covariates
from boreal_gpp_plugin.core.run import write
from boreal_gpp_plugin.core.run.rasters import read_series
from boreal_gpp_plugin.core.variables import VARIABLES

SIZES = (320, 640, 1280)  # pixels on a side: a site, and sites of 4 and 16 times its area
TILE = 256
DAYS = np.arange(100, 276, 8.0)
HIGHEST_RATIO, HIGHEST_GROWTH = 1.5, 1.1


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def write_again(site: SampleSite) -> float:
    """Return how long it takes merely to write the cube's series once more, tile by tile."""
    names = []
    for path in sorted(site.folder.glob("*.tif")):
        with rasterio.open(path) as file:
            if file.count == len(site.job.calendar) and path.stem in VARIABLES:
                names.append(path.stem)
    took = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            values = [(tile, read_series(site.folder / f"{name}.tif", tile)) for tile, _ in site.job.grid.tiles(site.job.tile_size)]

            def one(name: str = name, values: list = values) -> None:
                with write.SeriesFiles(Path(folder), (name,), site.job.grid, site.job.calendar.labels) as files:
                    for tile, part in values:
                        files.write(tile, {name: part})
                    files.build_overviews()

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
    return Covariates(pixels.names, pixels.static[inside], pixels.evi[inside], pixels.land[tile])


def cost_of_size(size: int) -> tuple[float, float, float, float]:
    """Return seconds per Mpixel-step to learn and to map LST of a scene, as many copies of the map, and MB at most while mapping."""
    scene, calendar = Scene(size), on_days(DAYS)
    grid, cells = grid_of(size, PIXEL), grid_of(size // views.LST_CELL, PIXEL * views.LST_CELL)
    looks = looks_at(views.lst(scene, DAYS, True), cells, calendar.starts.astype(float) + 0.4)
    pixels = what_pixels_are(scene, np.stack([scene.evi(day) for day in DAYS]))
    tiles = list(grid.tiles(TILE))
    accumulator = Accumulator(grid, pixels.names, len(calendar))
    learnt = []

    def learn() -> None:
        for tile, _ in tiles:
            accumulator.add(tile, part_of(pixels, tile))
        learnt.append(lst.fit(looks, None, accumulator.aggregates(), grid, calendar, pixel=cells.cell_size[0]))

    def map_tiles() -> None:
        for tile, part in tiles:
            learnt[0].of_tile(part, part_of(pixels, tile))

    learning, mapping = seconds(learn), seconds(map_tiles)
    result = np.ones((len(calendar), size, size), np.float32)
    copying = min(seconds(lambda: np.copyto(np.empty_like(result), result)) for _ in range(3))
    tracemalloc.start()
    map_tiles()
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    amount = result.size / 1e6
    return learning / amount, mapping / amount, (learning + mapping) / copying, memory


def as_the_site_grows() -> bool:
    """Print what LST costs on scenes of 1, 4 and 16 times an area; return whether memory grows with the site."""
    print(f"{'scene':>14s} {'learning':>10s} {'mapping':>10s} s per Mpixel-step {'copies':>8s} {'memory':>8s} MB")
    costs = [cost_of_size(size) for size in SIZES]
    for size, (learning, mapping, copies, memory) in zip(SIZES, costs):
        print(f"{size:6d} x {size:5d} {learning:10.4f} {mapping:10.4f} {copies:26.0f} {memory:8.0f}")
    growth = costs[-1][-1] / costs[1][-1]
    print(f"memory at 16 times the area is {growth:.2f} of that at 4 times  {'pass' if growth <= HIGHEST_GROWTH else 'FAIL'}: at most 1.1")
    return growth > HIGHEST_GROWTH


def main(path: str, *_: str) -> None:
    """Print the tables and fail when a bar is missed."""
    failed = [beside_reading_and_writing(path), as_the_site_grows()]
    sys.exit(any(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
