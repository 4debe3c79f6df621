"""A place of a finished run, a pixel, a zone or strata: its series, and its GPP under changed drivers within milliseconds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from ..calendar import Calendar
from ..errors import InputError
from ..grid import LONLAT, transform_points
from ..language import msg
from ..model.predict import lookup
from ..scenarios.deltas import Deltas
from ..scenarios.response import Response
from ..scenarios.scenario import SHIFTED
from ..workers import THREADS
from .finished_run import FinishedRun
from .pixels import Pixels, Squares

LIMITING = "limiting_driver"
MOST_SQUARES = 1024
"""Squares of a zone that tell its change, spread evenly over it: their mean is that of the zone to 1/32 of the spread within it."""


@dataclass(frozen=True)
class Place:
    """A pixel of a finished run, or the mean of a zone or of strata.

    Attributes
    ----------
    calendar : Calendar
        The steps.
    n_pixels : int
        Pixels of the place with GPP.
    squares : Squares
        What was read of it: these pixels, or of a large zone the means of squares of them.
    strata : mapping of int to float
        Share of the pixels by stratum code.
    series : mapping of str to ndarray (time,)
        Every series of the run by its name in run.json, mean over the place, in its unit; and "limiting_driver", the code of the class
        that limits most of the place, where the run has that map.
    response : Response
        How the model answers changes.
    today : ndarray (time, square)
        GPP of the run where `response` stands for the place, g C m-2 d-1.
    weight : ndarray (square,)
        Pixels of the place for which each of these stands.
    codes : ndarray of int (square,)
        Stratum code that most pixels of each have.
    x, y : ndarray (square,)
        Their centres, in the CRS of the run.
    """

    calendar: Calendar
    n_pixels: int
    squares: Squares
    strata: Mapping[int, float]
    series: Mapping[str, np.ndarray]
    response: Response
    today: np.ndarray
    weight: np.ndarray
    codes: np.ndarray
    x: np.ndarray
    y: np.ndarray

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
        then = self.response.changed(self.today, self.response.under(deltas, evi))
        return np.maximum(self.series["gpp"] + _mean(then - self.today, self.weight), 0.0)

    def change_sd(self, shares: Mapping[int, float]) -> float:
        """Return the standard deviation of a change of total GPP, g C m-2: the mean of that which the full scenario maps.

        Parameters
        ----------
        shares : mapping of int to float
            By stratum code, as share of today's total, from `Spread.of`; it errs alike in all pixels of a stratum.
        """
        today = (self.calendar.days @ np.nan_to_num(self.today)) * self.weight
        own = np.array([shares[code] for code in self.codes.tolist()])
        return float(self.calendar.days @ np.nan_to_num(self.series["gpp"]) * (today @ own) / today.sum()) if today.any() else 0.0


def open_place(run: FinishedRun, pixels: Pixels, names: Optional[Collection[str]] = None) -> Place:
    """Return a place of a run: a pixel, or the mean of several.

    Of a large zone the overviews of the rasters are read, means of squares of pixels, each weighted by its pixels in the zone.

    Parameters
    ----------
    run : FinishedRun
        The run.
    pixels : tuple of ndarray
        Rows and columns on the run's grid, as `pixels` gives them.
    names : collection of str, optional
        The series that are wanted beside GPP, as far as the run has them; by default all. The fewer, the sooner.

    Raises
    ------
    InputError
        When the place lies outside the run, or holds no pixel with GPP.
    """
    codes = run.strata_at(pixels)
    known = codes > 0
    if not known.any():
        raise InputError(
            msg("No GPP is modelled at this place: it is water, rock, barren or outside the run."), msg("Choose a place with vegetation.")
        )
    codes = codes[known]
    squares = run.squares_of(tuple(index[known] for index in pixels))
    count = len(squares.n_pixels)
    some = np.linspace(0, count - 1, min(count, MOST_SQUARES)).round().astype(int)
    wanted = [name for name in run.series_names if names is None or name == "gpp" or name in names]
    series, few = _series(run, squares, some, wanted)
    if LIMITING in run.record["outputs"]:
        limits = run.classes_at(LIMITING, squares)[: len(run.calendar)]
        series[LIMITING] = np.array([np.bincount(step, squares.n_pixels).argmax() for step in limits])
    x, y = (centres[some] for centres in squares.centres(run.grid))
    latitude = transform_points(x, y, run.grid.crs, LONLAT)[1]
    frequent = _most_frequent(codes, squares)[some]
    parameters = lookup(run.form, run.parameters, frequent, np.dtype(np.float32))
    response = Response(run.form, parameters, {name: few[name] for name in run.driver_names}, run.calendar, latitude)
    present, number = np.unique(codes, return_counts=True)
    shares = dict(zip(present.tolist(), (number / len(codes)).tolist()))
    return Place(run.calendar, len(codes), squares, shares, series, response, few["gpp"], squares.n_pixels[some], frequent, x, y)


def open_strata(run: FinishedRun, codes: Sequence[int], names: Optional[Collection[str]] = None) -> Place:
    """Return strata of a run as one place.

    Strata lie scattered, so that squares of a large site hold other land too: its mean series are those of every pixel, which the run
    keeps by stratum, as far as it keeps them.

    Parameters
    ----------
    run : FinishedRun
        The run.
    codes : sequence of int
        The strata.
    names : collection of str, optional
        The series that are wanted beside GPP, as for `open_place`.

    Raises
    ------
    InputError
        When no pixel of the run is of these strata.
    """
    place = open_place(run, run.pixels_of(codes), names)
    kept = [run.series_of_stratum(code) for code in place.strata]
    number = np.array(list(place.strata.values())) * place.n_pixels
    exact = {
        name: _mean(np.stack([own[name] for own in kept], axis=1), number) for name in place.series if all(name in own for own in kept)
    }
    return replace(place, series={**place.series, **exact})


def _series(
    run: FinishedRun, squares: Squares, some: np.ndarray, wanted: Collection[str]
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Return the means of the wanted series by name, (time,), and GPP and the drivers of `some` of the squares, (time, square)."""
    kept = {"gpp", *run.driver_names}

    def read(name: str) -> tuple[np.ndarray, np.ndarray]:
        values = run.series_at(name, squares)
        return _mean(values, squares.n_pixels), values[:, some] if name in kept else values[:, :0]

    names = [*dict.fromkeys((*wanted, *kept))]
    with ThreadPoolExecutor(THREADS) as pool:
        found = dict(zip(names, pool.map(read, names)))
    return {name: found[name][0] for name in wanted}, {name: found[name][1] for name in kept}


def _most_frequent(codes: np.ndarray, squares: Squares) -> np.ndarray:
    """Return the stratum code that most pixels of each square have, (square,)."""
    present, number = np.unique(codes, return_inverse=True)
    count = np.zeros((len(present), len(squares.n_pixels)), int)
    for i in range(len(present)):
        count[i] = np.bincount(squares.member[number == i], minlength=count.shape[1])
    return present[count.argmax(axis=0)]


def _mean(cube: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the weighted mean over known values of (time, square), NaN where none is known."""
    known, weight = np.isfinite(cube), weight.astype(np.float64)
    with np.errstate(invalid="ignore"):
        return (np.where(known, cube, 0.0).astype(np.float64) @ weight) / (known.astype(np.float64) @ weight)
