"""A place of a finished run, a pixel or a zone: its series, and its GPP under changed drivers within milliseconds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Callable, Optional

import numpy as np

from ..calendar import Calendar
from ..errors import InputError
from ..grid import LONLAT, transform_points
from ..language import msg
from ..model.predict import lookup
from ..scenarios.deltas import Deltas
from ..scenarios.response import Response
from ..scenarios.scenario import SHIFTED
from .finished_run import FinishedRun
from .rasters import Tile

LIMITING = "limiting_driver"
MOST_PIXELS = 256
"""Pixels of a zone that are read, spread evenly over it: their mean is that of the zone to a sixteenth of the spread within it."""
Pixels = tuple[np.ndarray, np.ndarray]  # rows and columns


@dataclass(frozen=True)
class Place:
    """A pixel of a finished run, or the mean of a zone.

    Attributes
    ----------
    calendar : Calendar
        The steps.
    n_pixels, n_read : int
        Pixels of the place with GPP, and how many of them stand for it.
    strata : mapping of int to float
        Share of the pixels by stratum code.
    series : mapping of str to ndarray (time,)
        Every series of the run by its name in run.json, mean over the pixels, in its unit; and "limiting_driver", the code of the class
        that limits most of the pixels, where the run has that map.
    response : Response
        How the model answers changes.
    today : ndarray (time, pixel)
        GPP of the run, g C m-2 d-1.
    """

    calendar: Calendar
    n_pixels: int
    n_read: int
    strata: Mapping[int, float]
    series: Mapping[str, np.ndarray]
    response: Response
    today: np.ndarray

    def gpp(self, deltas: Optional[Deltas] = None, evi: str = SHIFTED) -> np.ndarray:
        """Return GPP, g C m-2 d-1, mean of the step, (time,): that of the run, or under changes what the full scenario gives.

        Parameters
        ----------
        deltas : Deltas, optional
            The changes; `Deltas.uniform` takes one number for all months.
        evi : str
            Greenness "held" as it is, or "shifted" with thaw and freeze.
        """
        if deltas is None:
            return self.series["gpp"]
        return _mean(self.response.changed(self.today, self.response.under(deltas, evi)))


def open_place(
    run: FinishedRun,
    x: Optional[float] = None,
    y: Optional[float] = None,
    mask: Optional[np.ndarray] = None,
    names: Optional[Collection[str]] = None,
) -> Place:
    """Return a pixel of a run by its coordinates, or the mean of a zone by its mask.

    Parameters
    ----------
    run : FinishedRun
        The run.
    x, y : float, optional
        A point in the run's CRS.
    mask : ndarray, bool (y, x), optional
        The pixels of a zone on the run's grid, in place of a point.
    names : collection of str, optional
        The series that are wanted beside GPP, as far as the run has them; by default all. The fewer, the sooner.

    Raises
    ------
    InputError
        When the place lies outside the run, or holds no pixel with GPP.
    """
    pixels = _at(run, x, y) if mask is None else np.nonzero(mask)
    codes = _gathered(pixels, run, lambda tile: run.strata_of(tile)[None])[0]
    n = int((codes > 0).sum())
    if not n:
        raise InputError(
            msg("No GPP is modelled at this place: it is water, rock, barren or outside the run."), msg("Choose a place with vegetation.")
        )
    some = np.flatnonzero(codes > 0)[np.linspace(0, n - 1, min(n, MOST_PIXELS)).round().astype(int)]
    pixels, codes = (pixels[0][some], pixels[1][some]), codes[some]
    wanted = [name for name in run.series_names if names is None or name == "gpp" or name in names]
    cubes = {name: _gathered(pixels, run, lambda tile, name=name: run.series_of(name, tile)) for name in {*wanted, *run.driver_names}}
    series = {name: _mean(cubes[name]) for name in wanted}
    if LIMITING in run.record["outputs"]:
        limits = _gathered(pixels, run, lambda tile: run.classes_of(LIMITING, tile))
        series[LIMITING] = np.array([np.bincount(step).argmax() for step in limits[: len(run.calendar)]])
    latitude = transform_points(run.grid.x[pixels[1]], run.grid.y[pixels[0]], run.grid.crs, LONLAT)[1]
    parameters = lookup(run.form, run.parameters, codes, np.dtype(np.float32))
    response = Response(run.form, parameters, {name: cubes[name] for name in run.driver_names}, run.calendar, latitude)
    present, count = np.unique(codes, return_counts=True)
    shares = dict(zip(present.tolist(), (count / count.sum()).tolist()))
    return Place(run.calendar, n, len(some), shares, series, response, cubes["gpp"])


def _at(run: FinishedRun, x: float, y: float) -> Pixels:
    """Return the pixel that holds a point; none where it lies outside."""
    index = run.grid.index_of(np.array([x]), np.array([y]), run.grid.crs)
    return np.divmod(index[index >= 0], run.grid.width)


def _gathered(pixels: Pixels, run: FinishedRun, read: Callable[[Tile], np.ndarray]) -> np.ndarray:
    """Return what `read` gives of tiles (time, y, x) at some pixels, (time, pixel), reading the least windows that hold them."""
    rows, columns = pixels
    found = None
    for (down, across), _ in run.tiles():
        inside = (rows >= down.start) & (rows < down.stop) & (columns >= across.start) & (columns < across.stop)
        if inside.any():
            top, left = rows[inside].min(), columns[inside].min()
            window = read((slice(top, rows[inside].max() + 1), slice(left, columns[inside].max() + 1)))
            found = np.empty((len(window), len(rows)), window.dtype) if found is None else found
            found[:, inside] = window[:, rows[inside] - top, columns[inside] - left]
    return np.zeros((1, 0), np.int16) if found is None else found


def _mean(cube: np.ndarray) -> np.ndarray:
    """Return the mean over known pixels of (time, pixel), NaN where none is known."""
    known = np.isfinite(cube)
    with np.errstate(invalid="ignore"):
        return np.where(known, cube, 0.0).sum(axis=1) / known.sum(axis=1)
