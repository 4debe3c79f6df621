"""Ingest: the inputs of a job read once, into what the drivers are made from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Optional

import numpy as np

from .calendar import to_days
from .errors import InputError
from .fusion import evi, freeze_thaw, lst, soil_moisture
from .fusion.drivers import CoarseDriver, DriverSources
from .fusion.resample import Interpolator, bin_mean, fill_nearest
from .fusion.series import fill_in_time
from .fusion.stack import AcquisitionStack
from .grid import LONLAT, Grid, transform_bounds
from .language import msg
from .preflight import CoarseSeries, Job
from .progress import Progress
from .readers import hls, lst_grid, sentinel3, smap
from .readers.granule import Granule

ROWS_AT_ONCE = 512  # of an acquisition: small enough to stop soon when asked
LST_CELL = 1000.0  # metres, the pixel of SLSTR
LST_MARGIN = 3  # cells
FLOOR_SAMPLE = 4  # every 4th row and column is enough for a percentile


def read_views(job: Job, folder: Path, progress: Progress) -> AcquisitionStack:
    """Return the stack of HLS views of a job, in a scratch file in `folder`; each input block is read once."""
    days = to_days(np.array([a.time for a in job.acquisitions], "datetime64[s]"))
    stack = AcquisitionStack(folder / "views.i16", days, job.grid.shape)
    for i, acquisition in enumerate(job.acquisitions):
        try:
            for row in range(0, job.grid.height, ROWS_AT_ONCE):
                height = min(ROWS_AT_ONCE, job.grid.height - row)
                progress.update((i + row / job.grid.height) / len(job.acquisitions))
                scene = hls.read(acquisition, job.grid.subgrid(row, 0, height, job.grid.width))
                stack.write(i, row, scene.evi, scene.snow)
        except InputError as error:
            progress.warn(error.message)
            nothing = np.full(job.grid.shape, np.nan, np.float32)
            stack.write(i, 0, nothing, np.zeros(job.grid.shape, bool))
    return stack


def read_sources(job: Job, stack: AcquisitionStack, progress: Progress) -> DriverSources:
    """Return what the drivers of a job are made from: the HLS views, and the coarse drivers filled in time."""
    coarse: dict[str, CoarseDriver] = {}
    days = job.calendar.every_day()
    with progress.stage(msg("Reading freeze/thaw"), 0.0, 0.3):
        states = _daily(job.freeze_thaw, smap.read_thaw, 2, days, progress) if job.freeze_thaw else None
    with progress.stage(msg("Reading soil moisture"), 0.3, 0.6):
        retrievals = temperature = None
        if job.soil_moisture:
            fields = _daily(job.soil_moisture, _moisture_and_temperature, 4, days, progress)
            retrievals, temperature = fields[:, :2], fields[:, 2:]
    with progress.stage(msg("Reading land surface temperature"), 0.6, 1.0):
        coarse["lst"] = _lst(job, temperature, progress)
    if retrievals is not None:
        same = job.freeze_thaw is not None and job.freeze_thaw.cells == job.soil_moisture.cells
        frozen = states if same else np.full_like(retrievals, np.nan)
        values = soil_moisture.fuse(retrievals, frozen, job.calendar)
        coarse["soil_moisture"] = CoarseDriver(job.soil_moisture.cells, values)
    if states is not None:
        coarse["thaw_fraction"] = CoarseDriver(job.freeze_thaw.cells, freeze_thaw.thaw_fraction(states, job.calendar))
    return DriverSources(stack, _floor(stack, job.land_cover), coarse, job.calendar)


def _floor(stack: AcquisitionStack, land_cover: np.ndarray) -> np.ndarray:
    """Return the EVI of each pixel when dormant and free of snow, float32 (y, x): one value per land cover."""
    views, _ = stack.sample(FLOOR_SAMPLE)
    floors = evi.dormant_floor(views, stack.days, land_cover[::FLOOR_SAMPLE, ::FLOOR_SAMPLE])
    floor = np.full(land_cover.shape, np.median(list(floors.values())) if floors else np.nan, np.float32)
    for code, value in floors.items():
        floor[land_cover == code] = value
    return floor


def _daily(
    series: CoarseSeries, read: Callable[[Granule, Grid], np.ndarray], layers: int, days: np.ndarray, progress: Progress
) -> np.ndarray:
    """Return what `read` gives, float32 (layer, y, x), for every day: (day, layer, y, x), NaN where no granule has a value."""
    fields = np.full((len(days), layers, *series.cells.shape), np.nan, np.float32)
    for granule in progress.each(series.granules):
        day = (np.datetime64(granule.time, "D") - days[0]).astype(int)
        try:
            field = read(granule, series.cells)
        except InputError as error:
            progress.warn(error.message)
            continue
        fields[day] = np.where(np.isnan(fields[day]), field, fields[day])
    return fields


def _moisture_and_temperature(granule: Granule, cells: Grid) -> np.ndarray:
    """Return soil moisture (m3 m-3) and surface temperature (degC), each morning and evening, (4, y, x)."""
    return np.concatenate([smap.read_soil_moisture(granule, cells), smap.read_surface_temperature(granule, cells)])


def _lst(job: Job, temperature: Optional[np.ndarray], progress: Progress) -> CoarseDriver:
    """Return daytime LST of each step, degC, on 1 km cells; all-sky where SMAP's surface temperature (day, 2, y, x) gives the weather."""
    size = LST_CELL if job.request.resolution < LST_CELL else job.request.resolution
    cells = Grid.from_bounds(job.grid.bounds, job.grid.crs, size).padded(LST_MARGIN)
    bounds = transform_bounds(cells.bounds, cells.crs, LONLAT)
    looks, times = [], []
    gridded = job.swaths[0].product in lst_grid.PRODUCTS
    read = lst_grid.read if gridded else sentinel3.read
    for granule in progress.each(job.swaths if gridded else sentinel3.latest(job.swaths)):
        try:
            swaths = read(granule, bounds, progress)
        except InputError as error:
            progress.warn(error.message)
            continue
        for swath in swaths:
            if swath.daytime and len(swath.lst_degc):
                looks.append(bin_mean(cells, swath.longitude, swath.latitude, swath.lst_degc))
                times.append(swath.time)
    if not looks:
        raise InputError(
            msg("No Sentinel-3 frame has a clear daytime view of the site."), msg("Add SL_2_LST frames that cover the site by day.")
        )
    weather = None
    if temperature is not None and np.isfinite(temperature).any():
        daily = fill_nearest(fill_in_time(temperature).mean(axis=1))
        interpolate = Interpolator(job.soil_moisture.cells, cells)
        weather = np.stack([interpolate(field) for field in daily])
    values = lst.fuse(np.stack(looks), to_days(np.array(times, "datetime64[s]")), weather, job.calendar)
    return CoarseDriver(cells, values)
