"""The sample site as benchmarks need it: its cube of drivers, the truth on the same grid, and what was observed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from boreal_gpp_plugin.core import cube
from boreal_gpp_plugin.core.fusion.aggregates import Aggregates
from boreal_gpp_plugin.core.fusion.drivers import Ground
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.job import Job
from boreal_gpp_plugin.core.preflight import prepare
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.readers import elevation as elevation_model
from boreal_gpp_plugin.core.request import RunRequest
from boreal_gpp_plugin.core.run.rasters import read_series
from boreal_gpp_plugin.core.workers import Workers


@dataclass(frozen=True)
class SampleSite:
    """The sample site, and a folder for what is made of it.

    Attributes
    ----------
    path : Path
        The site.
    job : Job
        A job on the grid of its truth.
    folder : Path
        Where rasters go.
    """

    path: Path
    job: Job
    folder: Path

    @property
    def whole(self) -> tuple[slice, slice]:
        """All rows and columns."""
        return slice(0, self.job.grid.height), slice(0, self.job.grid.width)

    def truth(self, driver: str) -> np.ndarray:
        """Return the truth of a driver, float32 (time, y, x)."""
        return read_series(self.path / "truth" / f"{driver}.tif", self.whole)

    def map(self, name: str) -> np.ndarray:
        """Return a series of the cube, float32 (time, y, x), once it is made."""
        return read_series(self.folder / f"{name}.tif", self.whole)

    def observe(self) -> cube.Observations:
        """Return what the inputs observed."""
        with Workers() as workers:
            return cube.observe(self.job, self.folder, workers, Progress())

    def fuse(self, observed: cube.Observations) -> dict[str, Any]:
        """Make the cube; return what is said of its greenness."""
        with Workers() as workers:
            return cube.fuse(self.job, observed, self.folder, workers, Progress(), _nothing_more).greenness

    def aggregates(self) -> Aggregates:
        """Return the covariates of the site summed over blocks, once the cube is made."""
        job, elevation = self.job, elevation_model.read(self.job.catalogue.of("DEM")[0], self.job.grid)
        ground = Ground(job.land_cover, job.fire_year, int(job.calendar.years[-1]), elevation, job.grid)
        accumulator = ground.accumulator(job.calendar)
        accumulator.add(self.whole, ground.covariates(self.whole, job.grid, self.map("evi"), self.map("evi_sd")))
        return accumulator.aggregates()


def _nothing_more(tile: tuple[slice, slice], grid: Grid, drivers: dict) -> None:
    """Gather nothing from a tile."""


@contextmanager
def sample_site(path: str) -> Iterator[SampleSite]:
    """Yield the sample site in `path`, with a folder that is removed afterwards."""
    with rasterio.open(Path(path) / "truth" / "evi.tif") as file:
        bounds, crs = tuple(file.bounds), file.crs.to_string()
    with tempfile.TemporaryDirectory() as folder:
        yield SampleSite(Path(path), prepare(RunRequest(path, folder, extent=bounds, extent_crs=crs, crs=crs), Progress()), Path(folder))
