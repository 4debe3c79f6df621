"""Attribution of a difference: how much of the GPP between two zones, years or runs comes from each driver.

GPP is a product of m and the terms' factors, so that a difference of GPP has exact parts: what the change of each factor adds, on average
over every order in which the factors may change. A factor is a driver seen through the response of its stratum; m is what the cover
makes of the light.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Optional

import numpy as np

from ..errors import InputError
from ..grid import Grid
from ..language import msg
from ..model.predict import lookup
from ..progress import Progress
from ..run.finished_run import FinishedRun
from ..run.rasters import Tile
from . import shapley

Factors = dict[str, np.ndarray]
PATTERN = "pattern"
"""How the factors go together within a zone: the mean of a product is not the product of means."""
DAYS = "days"
"""Length of the steps: the last one of a leap year has a day more."""


@dataclass(frozen=True)
class Difference:
    """A difference of GPP and its parts.

    Attributes
    ----------
    before, after : float
        GPP of the period, g C m-2, of the first and of the second.
    parts : mapping of str to float
        g C m-2 by "m", id of the term, "pattern" and "days"; they sum to `after` - `before`.
    by_step : mapping of str to ndarray (time,)
        The same by step.
    n_before, n_after : int
        Pixels behind each.
    """

    before: float
    after: float
    parts: Mapping[str, float]
    by_step: Mapping[str, np.ndarray]
    n_before: int
    n_after: int


def between_zones(run: FinishedRun, first: np.ndarray, second: np.ndarray, progress: Optional[Progress] = None) -> Difference:
    """Return how the mean GPP of a second zone differs from that of a first, and why.

    Parameters
    ----------
    run : FinishedRun
        The run.
    first, second : ndarray, bool (y, x)
        The zones' pixels; those without GPP do not count.
    progress : Progress, optional
        Moved on with each tile, and asked whether to stop.

    Raises
    ------
    InputError
        When a zone has no GPP.
    """
    gathered = [_ZoneMeans(), _ZoneMeans()]
    for tile, grid in (progress or Progress()).each(run.tiles()):
        masks = [zone[tile] for zone in (first, second)]
        if any(mask.any() for mask in masks):
            factors, known = _factors(run, tile, grid)
            for means, mask in zip(gathered, masks):
                means.add(factors, mask & known)
    days = run.calendar.days
    sides = [{**means.factors(), DAYS: days} for means in gathered]
    parts = shapley.of_product(*sides)
    return _difference(sides[0], sides[1], parts, *(means.n for means in gathered))


def between_years(
    run: FinishedRun, first: int, second: int, mask: Optional[np.ndarray] = None, progress: Optional[Progress] = None
) -> Difference:
    """Return how mean GPP of a second year differs from that of a first, pixel by pixel, and why.

    Parameters
    ----------
    run : FinishedRun
        A run with whole years.
    first, second : int
        Calendar years.
    mask : ndarray, bool (y, x), optional
        The pixels that count; by default all.
    progress : Progress, optional
        Moved on with each tile, and asked whether to stop.

    Raises
    ------
    InputError
        When the run lacks one of the years, or has other steps in one than in the other.
    """
    steps = [np.flatnonzero(run.calendar.years == year) for year in (first, second)]
    for year, at in zip((first, second), steps):
        if not at.size:
            raise InputError(msg("The run has no steps in {year}.", year=year), msg("Choose years within the run's period."))
    return _pixelwise((run, run), steps, mask, progress)


def between_runs(
    first: FinishedRun, second: FinishedRun, mask: Optional[np.ndarray] = None, progress: Optional[Progress] = None
) -> Difference:
    """Return how mean GPP of a second run differs from that of a first, pixel by pixel, and why.

    Parameters
    ----------
    first, second : FinishedRun
        Runs on one grid, of one model, with as many steps.
    mask : ndarray, bool (y, x), optional
        The pixels that count; by default all.
    progress : Progress, optional
        Moved on with each tile, and asked whether to stop.

    Raises
    ------
    InputError
        When the runs can't be compared.
    """
    if first.form.id != second.form.id or first.grid != second.grid:
        raise InputError(
            msg("The runs in {a} and {b} have another model or grid.", a=str(first.folder), b=str(second.folder)),
            msg("Compare runs of one model on one grid."),
        )
    return _pixelwise((first, second), [np.arange(len(run.calendar)) for run in (first, second)], mask, progress)


def _pixelwise(
    runs: tuple[FinishedRun, FinishedRun], steps: list[np.ndarray], mask: Optional[np.ndarray], progress: Optional[Progress]
) -> Difference:
    """Return the difference of pixels compared with themselves."""
    if len(steps[0]) != len(steps[1]):
        raise InputError(
            msg("The two have {a} and {b} steps.", a=len(steps[0]), b=len(steps[1])), msg("Compare periods with the same steps.")
        )
    days = [run.calendar.days[at] for run, at in zip(runs, steps)]
    n, totals, gathered = 0, [np.zeros(len(steps[0])), np.zeros(len(steps[0]))], {}
    for tile, grid in (progress or Progress()).each(runs[0].tiles()):
        sides, known = [], np.ones((), bool) if mask is None else mask[tile]
        for run, at, length in zip(runs, steps, days):
            factors, own = _factors(run, tile, grid, at)
            sides.append({**factors, DAYS: length})
            known = known & own
        if not known.any():
            continue
        before, after = ({name: _picked(f, known) for name, f in side.items()} for side in sides)
        n += int(known.sum())
        for total, side in zip(totals, (before, after)):
            total += _product(side).sum(axis=1)
        for name, part in shapley.of_product(before, after).items():
            gathered[name] = gathered.get(name, 0.0) + part.sum(axis=1)
    if not n:
        raise _no_gpp()
    by_step = {name: part / n for name, part in gathered.items()}
    parts = {name: float(part.sum()) for name, part in by_step.items()}
    return Difference(float(totals[0].sum() / n), float(totals[1].sum() / n), parts, by_step, n, n)


def _difference(before: Factors, after: Factors, parts: Mapping[str, np.ndarray], n_before: int, n_after: int) -> Difference:
    """Return the difference of two series (time,)."""
    totals = [float(_product(side).sum()) for side in (before, after)]
    return Difference(*totals, {name: float(part.sum()) for name, part in parts.items()}, parts, n_before, n_after)


def _product(factors: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the product of factors in float64."""
    return reduce(np.multiply, (np.asarray(factor, np.float64) for factor in factors.values()))


def _factors(run: FinishedRun, tile: Tile, grid: Grid, steps: Optional[np.ndarray] = None) -> tuple[Factors, np.ndarray]:
    """Return m and the factors of a tile, each broadcasting to (time, y, x), and where all are known, bool (y, x)."""
    strata = run.strata_of(tile)
    values = lookup(run.form, run.parameters, strata, np.dtype(np.float64))
    drivers = run.prepare(run.drivers_of(tile), grid.lonlat()[1])
    if steps is not None:
        drivers = {name: series[steps] for name, series in drivers.items()}
    found = run.form.factors(drivers, values)
    factors = {"m": values["m"], **{term.id: found.get(term.id, 1.0) for term in run.form.terms}}
    shape = (len(drivers["lst"]), *strata.shape)
    factors = {name: np.broadcast_to(factor, shape) for name, factor in factors.items()}
    known = reduce(np.logical_and, (np.isfinite(factor).all(axis=0) for factor in factors.values()))
    return factors, known & (strata > 0)


def _picked(factor: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return a factor at known pixels, (time, pixel) or (time, 1) where it is the same for all."""
    return factor[:, known] if factor.ndim > 1 else factor[:, None]


class _ZoneMeans:
    """Means over a zone of each factor and of their product."""

    def __init__(self) -> None:
        self.n = 0
        self._sums: Factors = {}
        self._product: np.ndarray = np.zeros(())

    def add(self, factors: Factors, inside: np.ndarray) -> None:
        """Add the pixels of a tile that are inside, bool (y, x)."""
        if inside.any():
            picked = {name: factor[:, inside].astype(np.float64) for name, factor in factors.items()}
            self.n += int(inside.sum())
            self._sums = {name: self._sums.get(name, 0.0) + own.sum(axis=1) for name, own in picked.items()}
            self._product = self._product + _product(picked).sum(axis=1)

    def factors(self) -> Factors:
        """Return the mean factors (time,) and the pattern, whose product is mean GPP, g C m-2 d-1; raises InputError without pixels."""
        if not self.n:
            raise _no_gpp()
        means = {name: total / self.n for name, total in self._sums.items()}
        alone = _product(means)
        # Factors are not negative: where the product of the means is 0, so is the mean of the products.
        together = np.divide(self._product / self.n, alone, out=np.ones_like(alone), where=alone > 0)
        return {**means, PATTERN: together}


def _no_gpp() -> InputError:
    """Return the error of a zone without any GPP."""
    return InputError(msg("No pixel with GPP lies in the zone."), msg("Choose a zone that covers modelled land."))
