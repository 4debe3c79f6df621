"""Meteorology of a run: light, cold of the night and dryness of the air by step, each on the grid of the product that gives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np

from .calendar import Calendar, to_steps
from .checkup.check import TITLES
from .errors import InputError
from .fusion.lst import Weather
from .fusion.resample import Interpolator, fill_nearest
from .fusion.series import fill_in_time
from .grid import Grid
from .job import Job
from .model.inputs import PAR_SHARE
from .progress import Progress
from .readers import declared, meteorology
from .readers.granule import Granule
from .readers.tally import reported
from .run.rasters import read_series
from .run.series_file import SeriesFile
from .variables import METEOROLOGY

# What the user declared comes first, then the finest.
PRODUCTS = ("SERIES", "DAYMET", "ERA5_LAND", "SPL4SMGP")
_DECLARED = {"radiation": "par", "vpd": "vpd"}
COLDEST_AND_WARMEST = (2.5, 14.5)  # mean solar time, h
_MARGIN = 1  # cells beyond the site


@dataclass(frozen=True)
class Series:
    """One quantity on its own grid.

    Attributes
    ----------
    product : str
        Where it is from.
    cells : Grid
        Its cells over the site.
    values : ndarray, float32 (time, y, x)
        Means of the steps, without gaps.
    """

    product: str
    cells: Grid
    values: np.ndarray


@dataclass(frozen=True)
class Meteorology:
    """What the inputs tell of the weather.

    Attributes
    ----------
    series : mapping of str to Series
        By driver, those of `METEOROLOGY` that are known: par (MJ m-2 d-1), tmin (degC), vpd (kPa).
    air : lst.Weather or None
        Lowest and highest air temperature of every day, for land surface temperature under cloud.
    """

    series: Mapping[str, Series]
    air: Optional[Weather] = None

    def of_tile(self, grid: Grid, names: Optional[Iterable[str]] = None) -> dict[str, np.ndarray]:
        """Return the drivers (those of `names`, or all), each float32 (time, y, x) on a tile's grid, bilinear between cells."""
        found = {}
        for name, own in self.series.items():
            if names is None or name in names:
                interpolate = Interpolator(own.cells, grid)
                found[name] = np.stack([interpolate(step) for step in own.values])
        return found

    def write(self, folder: Path, calendar: Calendar) -> dict[str, dict[str, Any]]:
        """Write each series on its own grid; return what run.json says of them, by driver."""
        about = {}
        for name, own in self.series.items():
            with SeriesFile(folder / f"{name}.tif", own.cells, METEOROLOGY[name], calendar.labels) as file:
                file.write((slice(0, own.cells.height), slice(0, own.cells.width)), own.values)
            about[name] = {"file": f"{name}.tif", "product": own.product, "grid": own.cells.to_dict()}
        return about

    @classmethod
    def of_run(cls, folder: Path, about: Mapping[str, Mapping[str, Any]]) -> Meteorology:
        """Return what `write` wrote."""
        series = {}
        for name, entry in about.items():
            cells = Grid.from_dict(entry["grid"])
            values = read_series(folder / entry["file"], (slice(0, cells.height), slice(0, cells.width)))
            series[name] = Series(entry["product"], cells, values)
        return cls(series)


def read(job: Job, progress: Progress) -> Meteorology:
    """Return the meteorology of a job's inputs: each driver of the first product that has it; empty where no product does."""
    series: dict[str, Series] = {}
    air = None
    for product in progress.each(PRODUCTS):
        granules = [g for g in job.catalogue.of(product) if _overlaps(g, job.calendar)]
        if not granules or (len(series) == len(METEOROLOGY) and air is not None):
            continue
        try:
            with reported(TITLES[product], progress):
                if product == "SERIES":
                    found = {name: _declared(granules, quantity, job, progress) for quantity, name in _DECLARED.items()}
                else:
                    daily = meteorology.read(granules, job.grid, job.calendar.every_day(), _MARGIN, progress)
                    days, calendar = daily.days, job.calendar
                    found = {name: _series(product, daily.cells, days, days + 1, v, calendar) for name, v in _drivers(daily)}
                    air = air or _air(daily)
        except InputError as error:
            progress.warn(error.message)
            continue
        series = {**{name: own for name, own in found.items() if own is not None}, **series}
    return Meteorology(series, air)


def _overlaps(granule: Granule, calendar: Calendar) -> bool:
    """Return whether a granule may say something of the calendar."""
    last = granule.detail.get("last") or granule.time
    return bool(np.datetime64(last, "D") >= calendar.starts[0] - 31 and np.datetime64(granule.time, "D") <= calendar.ends[-1])


def _drivers(daily: meteorology.Meteorology) -> Sequence[tuple[str, np.ndarray]]:
    """Return the drivers that daily weather gives, each (day, y, x), by name."""
    return ("par", PAR_SHARE * daily.radiation), ("tmin", daily.minimum), ("vpd", daily.vpd)


def _series(product: str, cells: Grid, starts: np.ndarray, ends: np.ndarray, values: np.ndarray, calendar: Calendar) -> Optional[Series]:
    """Return values (period, y, x) as means of steps, gaps filled in time and then from the nearest cell; None where there is nothing."""
    steps = to_steps(starts, ends, values, calendar)
    if not np.isfinite(steps).any():
        return None
    return Series(product, cells, fill_nearest(fill_in_time(steps)))


def _declared(granules: Sequence[Granule], quantity: str, job: Job, progress: Progress) -> Optional[Series]:
    """Return the series of a quantity that the user declared, or None."""
    own = [g for g in granules if g.detail["variable"] == quantity]
    if not own:
        return None
    cells = declared.grid_of(own[0]).covering(job.grid, _MARGIN)
    starts, ends, fields = [], [], []
    for granule in own:
        progress.check()
        try:
            fields.append(declared.read(granule, cells) * np.float32(PAR_SHARE if quantity == "radiation" else 1.0))
        except InputError as error:
            progress.warn(error.message)
            continue
        starts.append(np.datetime64(granule.time, "D"))
        ends.append(starts[-1] + max(round(declared.days_of(granule)), 1))
    if not fields:
        return None
    return _series("SERIES", cells, np.array(starts), np.array(ends), np.stack(fields), job.calendar)


def _air(daily: meteorology.Meteorology) -> Optional[Weather]:
    """Return the lowest and highest air temperature of every day without gaps, or None where they are not known."""
    extremes = np.stack([daily.minimum, daily.maximum], axis=1)
    if not np.isfinite(extremes).any(axis=(0, 2, 3)).all():
        return None
    given = np.isfinite(extremes).any(axis=(1, 2, 3))
    return Weather(daily.cells, COLDEST_AND_WARMEST, fill_nearest(fill_in_time(extremes)), given)
