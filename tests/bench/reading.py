"""Seconds to find the granules of the sample site, and seconds and memory to read those of every product; printed, not judged."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import granules
import numpy as np

from boreal_gpp_plugin.core import preflight
from boreal_gpp_plugin.core.grid import LONLAT, Grid, transform_bounds
from boreal_gpp_plugin.core.readers import (
    catalogue,
    declared,
    elevation,
    hls,
    lst_grid,
    meteorology,
    modis,
    ntems,
    sentinel3,
    smap,
    towers,
    vpm,
)
from boreal_gpp_plugin.core.readers.granule import Granule
from boreal_gpp_plugin.core.readers.sinusoidal import MODIS_500M
from boreal_gpp_plugin.core.request import RunRequest

MOST = 20  # granules of a product that are timed


def readers(grid: Grid) -> dict[str, Callable[[Granule], object]]:
    """Return what reads a granule of each product over a site."""
    bounds = transform_bounds(grid.bounds, grid.crs, LONLAT)
    days = np.arange("2021-01-01", "2022-01-01", dtype="datetime64[D]")
    nine_km, modis_cells = smap.ease2_grid("M09").covering(grid, 3), MODIS_500M.covering(grid)

    def view(granule: Granule) -> object:
        return hls.read(hls.Acquisition(granule.time, granule.detail["sensor"], (granule,)), grid)

    return {
        "HLSL30": view,
        "HLSS30": view,
        "HLSL30_VI": view,
        "SLSTR": lambda granule: sentinel3.read(granule, bounds),
        "LST_CCI": lambda granule: lst_grid.read(granule, bounds),
        "SPL3SMP_E": lambda granule: smap.read_soil_moisture(granule, nine_km),
        "SPL3SMP": lambda granule: smap.read_soil_moisture(granule, smap.ease2_grid("M36").covering(grid, 3)),
        "SPL4SMGP": lambda granule: smap.read_level_4(granule, nine_km),
        "SPL4SMAU": lambda granule: smap.read_level_4(granule, nine_km),
        "SPL3FTP": lambda granule: smap.read_thaw(granule, smap.ease2_grid("M36").covering(grid, 3)),
        "SPL3FTP_E": lambda granule: smap.read_thaw(granule, nine_km),
        "SPL4CMDL": lambda granule: smap.read_gpp(granule, nine_km),
        "MOD17": lambda granule: modis.read_gpp(granule, modis_cells),
        "VPM": lambda granule: vpm.read_gpp(granule, modis_cells),
        "VLCE2": lambda granule: ntems.read_land_cover(granule, grid),
        "LAND_COVER": lambda granule: ntems.read_land_cover(granule, grid),
        "FIRE_DNBR": lambda granule: ntems.read_dnbr(granule, grid),
        "STAND_AGE": lambda granule: ntems.read_age(granule, grid),
        "LEAD_SPECIES": lambda granule: ntems.read_species(granule, grid),
        "FIRE_YEAR": lambda granule: ntems.read_year(granule, grid),
        "HARVEST_YEAR": lambda granule: ntems.read_year(granule, grid),
        "DEM": lambda granule: elevation.read(granule, grid),
        "TOWER": towers.read,
        "SERIES": lambda granule: declared.read(granule, declared.grid_of(granule).covering(grid)),
        "ERA5_LAND": lambda granule: meteorology.read([granule], grid, days),
        "DAYMET": lambda granule: meteorology.read([granule], grid, days),
    }


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def megabytes(work: Callable[[], object]) -> float:
    """Return the most memory of arrays that some work holds at once."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def time_each(found: catalogue.Catalogue, grid: Grid) -> None:
    """Print how long a granule of each product that was found takes, how much memory, and how much all its granule holds on disk."""
    for product, read in readers(grid).items():
        some = found.of(product)[:: max(len(found.of(product)) // MOST, 1)][:MOST]
        if some:
            each = seconds(lambda some=some, read=read: [read(granule) for granule in some]) / len(some)
            memory = megabytes(lambda granule=some[0], read=read: read(granule))
            disk = sum(os.path.getsize(file) for file in some[0].files) / 1e6
            print(f"{len(found.of(product)):10d}  {each:12.4f}  {memory:10.2f}  {disk:10.2f}  {product}")


def main(site: str) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as cache:
        request = RunRequest(site, "")
        print(f"{seconds(lambda: catalogue.scan(site)):8.2f} s  scan without a cache")
        print(f"{seconds(lambda: catalogue.scan(site, cache=cache)):8.2f} s  scan that fills the cache")
        print(f"{seconds(lambda: catalogue.scan(site, cache=cache)):8.2f} s  scan with the cache")
        print(f"{seconds(lambda: preflight.check_up(request, cache=cache)):8.2f} s  check-up that looks into files")
        print(f"{seconds(lambda: preflight.check_up(request, cache=cache)):8.2f} s  check-up that remembers what it saw")
        found = catalogue.scan(site, cache=cache)
    grid = hls.native_grid(next(g for product in hls.PRODUCTS for g in found.of(product)))
    print("  granules  seconds each  MB at most  MB on disk  product")
    time_each(found, grid)
    with tempfile.TemporaryDirectory() as folder:
        granules.write_granules(Path(folder) / "others", grid)
        time_each(catalogue.scan(folder), grid)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:8.2f} GB of memory at most")  # Linux gives kilobytes


if __name__ == "__main__":
    main(sys.argv[1])
