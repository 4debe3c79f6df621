"""Greenness of a site: what its pieces teach of its seasons, then EVI, its uncertainty and its quality tile by tile."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Optional

import numpy as np

from .calendar import Calendar
from .fusion import evi, hidden_views, quality, sensors, split
from .fusion.coarse_greenness import CoarseGreenness, Departures
from .fusion.evi import Model
from .fusion.stack import AcquisitionStack
from .fusion.views import BLOCK, Views, anchors, dormant_floor, show_dormant
from .grid import Grid
from .job import Job
from .progress import Progress
from .run.rasters import Tile
from .variables import VARIABLES

PIECE = 24  # pixels on a side
PIECES = 8  # along either side of the site, at most
FLOOR_SAMPLE, FLOOR_PIXELS = 4, 40_000  # every 4th row and column is enough for a percentile, or fewer of a large site
COARSE_SAMPLE = 100_000  # pixels that stand for the site when coarse cells are compared with it
HALO = max(evi.HALO, split.HALO)


@dataclass(frozen=True)
class TileGreenness:
    """Greenness of a tile.

    Attributes
    ----------
    evi, evi_sd : ndarray, float32 (time, y, x)
        Mean and standard deviation at the middle of each step; NaN where a pixel was never seen clear.
    quality : ndarray, uint8 (time, y, x)
        Codes of `variables.QUALITY`, 0 where EVI is missing.
    """

    evi: np.ndarray
    evi_sd: np.ndarray
    quality: np.ndarray


@dataclass(frozen=True)
class Greenness:
    """Fuses the greenness of any tile of a site.

    Attributes
    ----------
    stack : AcquisitionStack
        The views.
    calendar : Calendar
        The steps.
    land_cover : ndarray (y, x)
        VLCE2 codes: pixels of a cover have seasons alike.
    disturbed : ndarray, int (y, x)
        Year within the period in which a pixel burnt or was cut, `SOME_YEAR` where it is not known, 0 for none.
    floor : mapping of int to float
        EVI of dormant, snow-free vegetation by land cover.
    gains : ndarray (view,)
        What each view's sensor shows of a greenness of 1.
    cut : ndarray of bool (y, x), optional
        Which of the disturbed pixels are known to be cut, not burnt; none where it is not given.
    model : Model, optional
        What was learnt; None where nothing was ever seen clear.
    departures : Departures, optional
        What a coarse sensor tells beyond the views.
    patches : ndarray, int (y, x), optional
        Number of the patch of each disturbed pixel, once it was learnt when they were.
    """

    stack: AcquisitionStack
    calendar: Calendar
    land_cover: np.ndarray
    disturbed: np.ndarray
    floor: dict[int, float]
    gains: np.ndarray
    cut: Optional[np.ndarray] = None
    model: Optional[Model] = None
    departures: Optional[Departures] = None
    patches: Optional[np.ndarray] = None

    def __call__(self, place: tuple[Tile, Grid]) -> TileGreenness:
        """Return the greenness of a tile with its grid."""
        (rows, columns), grid = place
        shape = (len(self.calendar), rows.stop - rows.start, columns.stop - columns.start)
        if self.model is None:
            nothing = np.full(shape, np.nan, np.float32)
            return TileGreenness(nothing, nothing, np.zeros(shape, np.uint8))
        halo = HALO if self.disturbed[rows, columns].any() else evi.HALO
        around = tuple(_around(part, halo, size) for part, size in zip((rows, columns), self.land_cover.shape))
        inner = tuple(slice(s.start - a.start, s.stop - a.start) for s, a in zip((rows, columns), around))
        views = self.views([around])
        mean, variance = (part[(slice(None), 0, *inner)] for part in self.model.fuse(views, self.calendar.middles))
        if self.departures is not None:
            self.departures.apply(mean, variance, grid)
        seen = (np.isfinite(views.values) | views.snow)[(slice(None), 0, *inner)]
        codes = quality.of_steps(seen, views.days, self.calendar)
        codes[np.isnan(mean)] = 0
        return TileGreenness(np.clip(mean, *VARIABLES["evi"].valid_range), np.sqrt(variance), codes)

    def views(self, tiles: list[Tile]) -> Views:
        """Return the views of tiles of one size."""
        values, snow = (np.stack(parts, axis=1) for parts in zip(*(self.stack.read(*tile) for tile in tiles)))
        return self.views_of(values, snow, tiles)

    def views_of(self, values: np.ndarray, snow: np.ndarray, tiles: list[Tile]) -> Views:
        """Return the views of tiles of one size whose values (view, tile, y, x) are known; a tile may leave pixels out."""
        cover, disturbed = (np.stack([of_site[tile] for tile in tiles]) for of_site in (self.land_cover, self.disturbed))
        patches = None if self.patches is None else np.stack([self.patches[tile] for tile in tiles])
        floor = np.full(cover.shape, np.median(list(self.floor.values())) if self.floor else np.nan, np.float32)
        for code, value in self.floor.items():
            floor[cover == code] = value
        dark = anchors(self.stack.days, *self._period) if self.floor else np.empty(0)
        return Views(self.stack.days, values, snow, floor, cover.astype(np.int64), disturbed, self.gains, dark, patches)

    @property
    def _period(self) -> tuple[float, float]:
        """First and last day of views and calendar together, days since 1970-01-01."""
        days = self.stack.days
        first, last = self.calendar.starts[0].astype(float), self.calendar.ends[-1].astype(float)
        return min(float(first), float(days.min(initial=first))), max(float(last), float(days.max(initial=last)))

    def learnt(self, sensor_of_view: np.ndarray, progress: Progress) -> tuple[Greenness, dict[str, Any]]:
        """Return the greenness that pieces of the site teach, and what run.json says of it.

        A fifth of the views of the pieces is hidden from all that is learnt first: what is then said of them tells how far the intervals
        reach.

        Parameters
        ----------
        sensor_of_view : ndarray of str (view,)
            Sensor of each view.
        progress : Progress
            Asked whether to stop.
        """
        views = self.views(_pieces(self.land_cover.shape))
        clear = np.isfinite(views.values)
        if not clear.any():
            return self, {}
        shown, hidden = hidden_views.hide(views)
        first = evi.learn(shown, *self._period)
        progress.check()
        gains = sensors.gains(shown, sensor_of_view, first)
        views, shown = (sensors.corrected(part, sensor_of_view, gains) for part in (views, shown))
        check = doubt = None
        if hidden.any():
            blind = evi.learn(shown, *self._period, first.curves)
            check, doubt = hidden_views.check(views, shown, hidden, blind)
        progress.check()
        model = evi.learn(views, *self._period, first.curves)
        if doubt is not None:  # a group may have been seen in hidden views alone
            doubt = doubt[np.append(blind.group(model.groups), -1)]
        about = {"gains": gains, **({"hidden_views": check.to_dict()} if check else {})}
        dormant_sd = evi.DORMANT_SD if show_dormant(views.values, views.days) else evi.GUESSED_SD
        unchecked_sd = evi.UNCHECKED_SD if doubt is None else 0.0
        model = replace(model, support=views.supporting_days, dormant_sd=dormant_sd, unchecked_sd=unchecked_sd, doubt=doubt)
        return replace(self, gains=views.gains, model=model)._dated(), about

    def _dated(self) -> Greenness:
        """Return the greenness with what is known of the days on which its patches were disturbed."""
        if not self.disturbed.any():
            return self
        cut = np.zeros(self.disturbed.shape, bool) if self.cut is None else self.cut
        dated = replace(self, patches=split.patches(self.disturbed, cut))
        tiles, patch = split.pieces(dated.patches)
        views = dated.views(tiles)
        views = replace(views, disturbed=np.where(views.patches == patch[:, None, None], views.disturbed, 0))
        return replace(dated, model=replace(self.model, days=self.model.days_of_patches(views, patch, np.isin(patch, dated.patches[cut]))))


def refined(site: Greenness, coarse: CoarseGreenness, grid: Grid) -> tuple[Greenness, dict[str, Any]]:
    """Return the greenness of a site on its grid with what coarse composites tell beyond its views, and what run.json says of them.

    Some pixels spread over the site stand for all of each coarse cell.
    """
    told = coarse.told
    if site.model is None or not len(told):
        return site, {}
    step = math.ceil((grid.height * grid.width / COARSE_SAMPLE) ** 0.5)
    values, snow = site.stack.sample(step)
    spread = (slice(None, None, step),) * 2
    wanted = np.concatenate([told, site.calendar.middles])
    mean, variance = (part[:, 0] for part in site.model.fuse(site.views_of(values[:, None], snow[:, None], [spread]), wanted))
    x, y = np.meshgrid(grid.x[::step], grid.y[::step])
    cell = coarse.cells.index_of(x, y, grid.crs)
    inside = (cell >= 0) & np.isfinite(mean[0])
    size = coarse.cells.height * coarse.cells.width
    count = np.bincount(cell[inside], minlength=size)

    def of_cells(fields: np.ndarray) -> np.ndarray:
        with np.errstate(invalid="ignore"):
            means = [np.bincount(cell[inside], field[inside], size) / count for field in fields]
        return np.stack(means).reshape(-1, *coarse.cells.shape)

    departures = coarse.departures(of_cells(mean), of_cells(np.sqrt(variance)), site.calendar.middles)
    return replace(site, departures=departures), departures.to_dict()


def of_job(job: Job, stack: AcquisitionStack) -> Greenness:
    """Return the greenness of a job from its views, before anything was learnt."""
    step = max(FLOOR_SAMPLE, math.ceil((job.land_cover.size / FLOOR_PIXELS) ** 0.5))
    views, _ = stack.sample(step)
    floor = dormant_floor(views, stack.days, job.land_cover[::step, ::step])
    return Greenness(stack, job.calendar, job.land_cover, job.disturbed, floor, np.ones(len(stack.days)), job.cut)


def _around(part: slice, halo: int, size: int) -> slice:
    """Return rows or columns of a tile with a halo, from and to where blocks of the site begin, so that tiles have blocks in common."""
    return slice(max(part.start - halo, 0) // BLOCK * BLOCK, min(-(-(part.stop + halo) // BLOCK) * BLOCK, size))


def _pieces(shape: tuple[int, int]) -> list[Tile]:
    """Return pieces of a site of so many rows and columns, of one size and evenly spread over it."""
    height, width = (min(PIECE, side) for side in shape)
    tops, lefts = (
        np.unique(np.linspace(0, side - part, min(max(side // part, 1), PIECES)).astype(int)) for side, part in zip(shape, (height, width))
    )
    return [(slice(top, top + height), slice(left, left + width)) for top in tops.tolist() for left in lefts.tolist()]
