"""Ingest: the inputs of a job read once, into what the drivers are made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Optional, Union

import numpy as np

from .calendar import to_days
from .checkup.check import TITLES
from .errors import InputError, advice
from .fusion import lst
from .fusion.coarse_greenness import CoarseGreenness
from .fusion.downscale import Look
from .fusion.drivers import CoarseObservations
from .fusion.resample import fill_nearest
from .fusion.series import fill_in_time
from .fusion.stack import AcquisitionStack
from .grid import LONLAT, Grid, transform_bounds, transform_points
from .job import VIEWS_BEYOND, CoarseSeries, Job
from .language import msg
from .progress import Progress
from .readers import declared, hls, lst_grid, sentinel3, smap, vegetation_index
from .readers.granule import Granule
from .readers.tally import Tally, reported, tallied
from .run.rasters import gdal_quiet
from .workers import Workers

ROWS_AT_ONCE = 512  # of an acquisition: small enough to stop soon when asked, and whole blocks of its files
SMAP_HOURS = (6.0, 18.0)  # mean solar time of its overpasses


@dataclass(frozen=True)
class _ReadRows:
    """Reads rows of an acquisition."""

    acquisitions: list[hls.Acquisition]
    grid: Grid

    def __call__(self, part: tuple[int, slice]) -> Union[tuple[hls.Scene, Tally], InputError]:
        """Return what the acquisition of a number shows of some rows, with the tally of its values, or why it can't be read."""
        number, rows = part
        try:
            with gdal_quiet(), tallied() as tally:
                part_of_site = self.grid.subgrid(rows.start, 0, rows.stop - rows.start, self.grid.width)
                return hls.read(self.acquisitions[number], part_of_site), tally
        except InputError as error:
            return error


def read_views(job: Job, folder: Path, workers: Workers, progress: Progress) -> AcquisitionStack:
    """Return the stack of HLS views of a job, in a scratch file in `folder`; each input block is read once."""
    days = to_days(np.array([a.time for a in job.acquisitions], "datetime64[s]"))
    stack = AcquisitionStack(folder / "views.i16", days, job.grid.shape)
    parts = [(number, rows) for number, acquisition in enumerate(job.acquisitions) for rows in rows_at_once(acquisition, job.grid)]
    unreadable: set[int] = set()
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for (number, rows), seen in workers.each(_ReadRows(job.acquisitions, job.grid), parts, progress):
        if not isinstance(seen, InputError):
            scene, tally = seen
            stack.write(number, rows.start, scene.evi, scene.snow)
            tallies[job.acquisitions[number].granules[0].product].add(tally)
        elif number not in unreadable:
            unreadable.add(number)
            progress.warn(seen.message)
    for product, tally in tallies.items():
        for message in tally.messages(TITLES[product]):
            progress.warn(message)
    for number in unreadable:
        stack.write(number, 0, np.full(job.grid.shape, np.nan, np.float32), np.zeros(job.grid.shape, bool))
    return stack


def rows_at_once(acquisition: hls.Acquisition, grid: Grid) -> list[slice]:
    """Return the rows of a grid, part by part, that are read of an acquisition at once: parts part where blocks of its files do."""
    first = 0
    with suppress(InputError):  # told where it is read
        native = hls.native_grid(acquisition.granules[0])
        if native.crs == grid.crs:
            first = round(float(native.fractional_index(grid.x[:1], grid.y[:1])[0][0])) % ROWS_AT_ONCE
    edges = [0, *range(ROWS_AT_ONCE - first, grid.height, ROWS_AT_ONCE), grid.height]
    return [slice(start, stop) for start, stop in zip(edges, edges[1:])]


def read_composites(job: Job, progress: Progress) -> Optional[CoarseGreenness]:
    """Return coarse greenness of a job's period and shortly before and after it, as the user declared it or of MOD13; None without."""
    declared_ones = tuple(g for g in job.catalogue.of("SERIES") if g.detail["variable"] == "evi")
    first, last = job.calendar.starts[0] - VIEWS_BEYOND, job.calendar.ends[-1] + VIEWS_BEYOND
    granules = [g for g in declared_ones or job.catalogue.of("MOD13") if first <= np.datetime64(g.time, "D") < last]
    if not granules:
        return None
    cells = (declared.grid_of if declared_ones else vegetation_index.grid_of)(granules[0]).covering(job.grid, 1)
    composites: dict[object, tuple[np.ndarray, np.ndarray]] = {}
    with reported(TITLES[granules[0].product], progress):
        for granule in progress.each(granules):
            try:
                values, days = _read_declared(granule, cells) if declared_ones else vegetation_index.read(granule, cells)
            except InputError as error:
                progress.warn(error.message)
                continue
            key = (granule.time, granule.detail.get("sensor"))
            if key in composites:  # the next tile
                values, days = (np.where(np.isnan(composites[key][0]), own, other) for own, other in zip((values, days), composites[key]))
            composites[key] = values, days
    if not composites:
        return None
    values, days = (np.stack(parts) for parts in zip(*composites.values()))
    return CoarseGreenness(cells, days, values)


def _read_declared(granule: Granule, cells: Grid) -> tuple[np.ndarray, np.ndarray]:
    """Return declared greenness (y, x), and its days since 1970-01-01: the middle of the period."""
    middle = np.datetime64(granule.time, "D").astype(float) + declared.days_of(granule) / 2
    return declared.read(granule, cells), np.full(cells.shape, middle)


def read_coarse(job: Job, air: Optional[lst.Weather], progress: Progress) -> CoarseObservations:
    """Return what the coarse products of a job observed; `air` is the all-weather temperature where SMAP gives none."""
    days = job.calendar.every_day()
    states = retrievals = weather = None
    with progress.stage(msg("Reading freeze/thaw"), 0.0, 0.3):
        if job.freeze_thaw:
            states = _daily(job.freeze_thaw, smap.read_thaw, 2, days, progress)
            states = states if np.isfinite(states).any() else None
    with progress.stage(msg("Reading soil moisture"), 0.3, 0.6):
        if job.soil_moisture:
            read = partial(_moisture_and_temperature, job.request.retrievals, job.request.overpasses)
            fields = _daily(job.soil_moisture, read, 4, days, progress)
            retrievals = fields[:, :2] if np.isfinite(fields[:, :2]).any() else None
            weather = _weather(fields[:, 2:], job.soil_moisture.cells)
    if retrievals is not None and states is not None and _always_frozen(retrievals, states, job):
        retrievals = None
        progress.warn(
            advice(
                msg("The ground is frozen whenever its moisture was seen: the model runs without soil moisture."),
                msg("Choose a period with thawed ground."),
            )
        )
    with progress.stage(msg("Reading land surface temperature"), 0.6, 1.0):
        looks, nights = _looks(job, progress)
    if weather is None and air is None:
        progress.warn(
            advice(
                msg("No weather of cloudy days was found: temperature is that of clear days, too warm in summer and too cold in winter."),
                msg("Add SPL3SMP_E of the period, or daily weather from ERA5-Land or Daymet."),
            )
        )
    return CoarseObservations(
        looks,
        nights,
        weather or air,
        retrievals,
        job.soil_moisture.cells if retrievals is not None else None,
        states,
        job.freeze_thaw.cells if states is not None else None,
    )


def _always_frozen(retrievals: np.ndarray, states: np.ndarray, job: Job) -> bool:
    """Return whether every retrieval of soil moisture is one of frozen ground; both are (day, 2, y, x)."""
    alike = job.soil_moisture.cells == job.freeze_thaw.cells
    return alike and not np.isfinite(retrievals[states != 0]).any()


def _weather(temperature: np.ndarray, cells: Grid) -> Optional[lst.Weather]:
    """Return SMAP's surface temperature (day, 2, y, x), degC, without gaps; None where it was never given."""
    if not np.isfinite(temperature).any():
        return None
    filled = fill_in_time(temperature)
    halves = np.where(np.isnan(filled), filled[:, ::-1], filled)
    return lst.Weather(cells, SMAP_HOURS, fill_nearest(halves), np.isfinite(temperature).any(axis=(1, 2, 3)))


def _daily(
    series: CoarseSeries, read: Callable[[Granule, Grid], np.ndarray], layers: int, days: np.ndarray, progress: Progress
) -> np.ndarray:
    """Return what `read` gives, float32 (layer, y, x), for every day: (day, layer, y, x), NaN where no granule has a value."""
    fields = np.full((len(days), layers, *series.cells.shape), np.nan, np.float32)
    with reported(TITLES[series.granules[0].product], progress):
        for granule in progress.each(series.granules):
            day = (np.datetime64(granule.time, "D") - days[0]).astype(int)
            try:
                field = read(granule, series.cells)
            except InputError as error:
                progress.warn(error.message)
                continue
            fields[day] = np.where(np.isnan(fields[day]), field, fields[day])
    return fields


def _moisture_and_temperature(retrievals: str, overpasses: str, granule: Granule, cells: Grid) -> np.ndarray:
    """Return soil moisture (m3 m-3) and surface temperature (degC), each morning and evening, (4, y, x).

    Temperature is a weather model's: whether moisture was retrieved well does not matter to it.
    """
    moisture = smap.read_soil_moisture(granule, cells, retrievals, overpasses)
    return np.concatenate([moisture, smap.read_surface_temperature(granule, cells)])


def _looks(job: Job, progress: Progress) -> tuple[list[Look], list[Look]]:
    """Return the looks at the site by day and by night, degC; those that saw only cloud have no points.

    Raises
    ------
    InputError
        When no look by day saw anything.
    """
    bounds = transform_bounds(lst.reach(job.grid), job.grid.crs, LONLAT)
    solar = (bounds[0] + bounds[2]) / 2 / 360.0  # days that mean solar time is ahead of UTC
    looks, nights = [], []
    gridded = job.swaths[0].product in lst_grid.PRODUCTS
    read = lst_grid.read if gridded else sentinel3.read
    with reported(TITLES[job.swaths[0].product], progress):
        for granule in progress.each(job.swaths if gridded else sentinel3.latest(job.swaths)):
            try:
                swaths = read(granule, bounds, progress)
            except InputError as error:
                progress.warn(error.message)
                continue
            for swath in swaths:
                x, y = transform_points(swath.longitude, swath.latitude, LONLAT, job.grid.crs)
                day = float(to_days(np.array([swath.time], "datetime64[s]"))[0]) + solar
                (looks if swath.daytime else nights).append(Look(day, x, y, np.asarray(swath.lst_degc, np.float64)))
    if not any(len(look.values) for look in looks):
        raise InputError(
            msg("No Sentinel-3 frame has a clear daytime view of the site."),
            msg("Add SL_2_LST frames that cover the site by day, or choose a longer period."),
        )
    return looks, nights
