"""The swaths: what SLSTR sees of the site in one pass, on its own slanting 1 km pixels, with cloud, the clear-sky effect and noise."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

import numpy as np

from ..grid import LONLAT, Grid, transform_points
from .cells import Cells
from .clouds import cloud_depth
from .landscape import CRS, WATER
from .sentinel3 import write_slstr
from .streams import stream
from .truth import EVENING, MORNING, Stand, Today
from .weather import Day

PIXEL = 1000.0  # m
MARGIN = 3  # pixels beyond the site
BIAS, NOISE = 0.5, 0.5  # K, of the retrieval, the same for all pixels and drawn for each
SCENE_NOISE = 0.4  # K, drawn for each pass
_CLEAR_CLOUD = 0.1  # of the sky over a pixel without cloud: such pixels get nearly full sun, whatever the day's mean
_MISSED_CLOUD = 0.25  # share of a pixel under cloud up to which the mask may miss it
_OVERCAST = 0.9  # passes with more cloud are not fetched
_HEADING = {True: math.radians(196.0), False: math.radians(344.0)}  # of the ground track, from north by east, by day and by night
_ORBITS, _CYCLE_DAYS = 385, 27  # of Sentinel-3
_FRAME = {True: 2160, False: 900}


@dataclass(frozen=True)
class Satellite:
    """One Sentinel-3.

    Attributes
    ----------
    name : str
        S3A or S3B.
    cycle : int
        Number of a repeat cycle.
    cycle_start : datetime
        When it began, UTC.
    """

    name: str
    cycle: int
    cycle_start: datetime.datetime


_S3A = Satellite("S3A", 67, datetime.datetime(2020, 12, 31, 21, 30))
_S3B = Satellite("S3B", 47, datetime.datetime(2020, 12, 24, 12, 0))


@dataclass(frozen=True)
class Overpass:
    """One pass over the site.

    Attributes
    ----------
    satellite : Satellite
        Which one.
    time : datetime
        UTC.
    day : bool
        Descending by day, or ascending by night.
    """

    satellite: Satellite
    time: datetime.datetime
    day: bool

    @property
    def orbit(self) -> tuple[int, int, int, int]:
        """Absolute orbit, cycle, relative orbit and frame."""
        orbits = (self.time - self.satellite.cycle_start) / datetime.timedelta(days=_CYCLE_DAYS) * _ORBITS
        cycle, relative = divmod(int(orbits), _ORBITS)
        cycle += self.satellite.cycle
        return cycle * _ORBITS + relative, cycle, relative + 1, _FRAME[self.day]

    @property
    def date(self) -> np.datetime64:
        """The local day at the site."""
        return np.datetime64(self.time - datetime.timedelta(hours=7), "D")


def overpasses(year: int) -> list[Overpass]:
    """Return the passes of a year that are used: by day on two days of three, by night on one of seven, by time."""
    passes = []
    new_year = datetime.datetime(year, 1, 1)
    for n in range((datetime.datetime(year + 1, 1, 1) - new_year).days):
        satellite = _S3A if n % 3 == 0 else _S3B
        drift = datetime.timedelta(minutes=25.0 * math.sin(2.33 * n))
        if n % 3 < 2:
            passes.append(Overpass(satellite, new_year + datetime.timedelta(days=n, hours=17, minutes=4) + drift, True))
        if n % 7 == 3:
            passes.append(Overpass(satellite, new_year + datetime.timedelta(days=n, hours=29, minutes=6) + drift, False))
    return passes


class Pixels:
    """The pixels of one pass: rows along the ground track, columns across it.

    Parameters
    ----------
    overpass : Overpass
        The pass.
    site : Grid
        The site: all of it and `MARGIN` pixels more are covered.
    shift : tuple of float
        Where pixels begin, in shares of a pixel.
    """

    def __init__(self, overpass: Overpass, site: Grid, shift: tuple[float, float]):
        heading = _HEADING[overpass.day]
        self._along = math.sin(heading), math.cos(heading)
        self._across = math.sin(heading - math.pi / 2), math.cos(heading - math.pi / 2)
        left, bottom, right, top = site.bounds
        half = max(right - left, top - bottom) / 2 + MARGIN * PIXEL
        self._count = math.ceil(2 * half * (abs(self._along[0]) + abs(self._along[1])) / PIXEL) + 2
        self._centre = (left + right) / 2 + PIXEL * shift[0], (bottom + top) / 2 + PIXEL * shift[1]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._count, self._count

    @property
    def limits(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Extent of all pixels in y, turned to the south, and in x, m."""
        reach = self._count * PIXEL * (abs(self._along[0]) + abs(self._along[1])) / 2
        east, north = self._centre
        return (-north - reach, -north + reach), (east - reach, east + reach)

    def over(self, x: np.ndarray, y: np.ndarray, area: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
        """Return a function that takes area means over pixels, (rows, columns), of values of cells at `x`, `y`, all (cell,)."""
        east, north = x - self._centre[0], y - self._centre[1]
        row = np.floor((east * self._along[0] + north * self._along[1]) / PIXEL + self._count / 2)
        column = np.floor((east * self._across[0] + north * self._across[1]) / PIXEL + self._count / 2)
        held = np.flatnonzero((row >= 0) & (row < self._count) & (column >= 0) & (column < self._count))
        pixel, weight = (row[held] * self._count + column[held]).astype(np.int64), area[held]
        total = np.bincount(pixel, weight, self._count**2)

        def mean(values: np.ndarray) -> np.ndarray:
            with np.errstate(invalid="ignore"):  # pixels beyond the cells have no mean
                return (np.bincount(pixel, values[held] * weight, self._count**2) / total).reshape(self.shape)

        return mean

    def lonlat(self) -> tuple[np.ndarray, np.ndarray]:
        """Return longitude and latitude of pixel centres, degrees, (rows, columns)."""
        distance = (np.arange(self._count) + 0.5 - self._count / 2) * PIXEL
        row, column = np.meshgrid(distance, distance, indexing="ij")
        x = self._centre[0] + row * self._along[0] + column * self._across[0]
        y = self._centre[1] + row * self._along[1] + column * self._across[1]
        return transform_points(x, y, CRS, LONLAT)


def write(folder: Path, overpass: Overpass, site: Grid, cells: Cells, stand: Stand, today: Today, seed: int) -> Optional[Path]:
    """Write what SLSTR sees in one pass and return the folder, None where cloud hides nearly all of the site."""
    day = today.day
    rng = stream(seed, f"slstr {overpass.satellite.name}", int(f"{overpass.time:%Y%m%d%H}"))
    pixels = Pixels(overpass, site, tuple(rng.random(2)))
    cloud_share = _cloud_share(pixels, overpass, cells, day, seed)
    if (cloud_share > _MISSED_CLOUD).mean() > _OVERCAST:
        return None
    mean = pixels.over(cells.x, cells.y, cells.area)
    clear = stand.surface_temperature(day, today.green, MORNING if overpass.day else EVENING, np.float32(_CLEAR_CLOUD))
    noise = SCENE_NOISE * rng.standard_normal() + NOISE * rng.standard_normal(pixels.shape)
    longitude, latitude = pixels.lonlat()
    return write_slstr(
        folder,
        overpass.satellite.name,
        overpass.time,
        longitude,
        latitude,
        mean(clear) + BIAS + noise - 8.0 * np.minimum(cloud_share, _MISSED_CLOUD),
        0.9 + 0.3 * rng.random(pixels.shape) + 1.5 * cloud_share,
        cloud_share > _MISSED_CLOUD,
        overpass.day,
        overpass.orbit,
        snow=mean(day.snow * stand.traits.snow_seen) > 0.4,
        land=mean(stand.land.land_cover != WATER) > 0.5,
    )


def _cloud_share(pixels: Pixels, overpass: Overpass, cells: Cells, day: Day, seed: int) -> np.ndarray:
    """Return the share of each pixel under cloud, (rows, columns), from the sky over far cells."""
    rows, columns = (slice(*np.searchsorted(axis, limits)) for axis, limits in zip((-cells.far.y, cells.far.x), pixels.limits))
    grid = cells.far.subgrid(rows.start, columns.start, rows.stop - rows.start, columns.stop - columns.start)
    depth = cloud_depth(grid, cells.far_raster(day.cloud)[rows, columns], seed, overpass.date, MORNING if overpass.day else EVENING)
    x, y = np.meshgrid(grid.x, grid.y)
    return pixels.over(x.ravel(), y.ravel(), np.ones(depth.size))((depth > 0).ravel())
