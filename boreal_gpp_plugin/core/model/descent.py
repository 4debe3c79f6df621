"""The descent: a fit of the strata from the root of their hierarchy down, each drawn to its parent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Callable, Optional

import numpy as np

from .departures import Departure, Departures, DepartureSpace, noise_of
from .hierarchy import Hierarchy
from .mixture import Mixture

FIRST_NOISE = 0.6
"""g C m-2 d-1, misfit of the boreal form to the towers of a class: the noise before there are residuals."""
FINE, ROUGH = 1e-6, 1e-4
"""Relative gains that end the search of strata: for the parameters of a run, and for predictions or comparisons."""
_SHORT = 1e-3  # for a start or for ancestors
_PASSES = 4  # of fitting and estimating the noise
_SETTLED = 0.1  # relative change of the noise that ends the passes


@dataclass(frozen=True)
class Descent:
    """A fit to be made.

    Attributes
    ----------
    space : DepartureSpace
        The coordinates.
    hierarchy : Hierarchy
        Of the strata in the mixture.
    mixture, thinned : Mixture
        The reference, and part of it to try several starts on.
    check : callable
        Called at each iteration; raises Cancelled to stop.
    tolerance : float
        `FINE` or `ROUGH`.
    """

    space: DepartureSpace
    hierarchy: Hierarchy
    mixture: Mixture
    thinned: Mixture
    check: Callable[[], None]
    tolerance: float = FINE

    def run(self, begin: Optional[Departures] = None) -> tuple[dict[int, Departure], float]:
        """Return the departures of all strata and ancestors by code, and the noise of the reference, g C m-2 d-1.

        The noise, against which the pull of the parents counts, is that of the level above; at the last level it is estimated along.

        Parameters
        ----------
        begin : mapping of int to ndarray (parameter,), optional
            Departures by code to begin from, instead of several starts.
        """
        fitted: dict[int, Departure] = {}
        noise = FIRST_NOISE
        for level in range(1, self.hierarchy.depth + 1):
            groups = self.hierarchy.groups(level)
            centres = self.centres(groups, fitted)
            free = dict.fromkeys(centres, self.space.fitted)
            found = {code: (begin or {}).get(code, centre) for code, centre in centres.items()}
            if level < self.hierarchy.depth:
                found = found if begin else self._best_of_each(groups, centres, found, noise)
                found = {**found, **self.space.fit(self.mixture, groups, centres, found, free, noise, _SHORT, self.check)[0]}
                noise = self._noise({code: found[group] for code, group in groups.items()}, free)
            elif begin:
                noise = self._noise({code: found[group] for code, group in groups.items()}, free)
                found, noise = self.settle(centres, found, free, noise)
            else:  # how far strata may depart, and so which start is best, is known once the noise is
                found, noise = self.settle(centres, found, free, noise)
                found, noise = self.settle(centres, self._best_of_each(groups, centres, found, noise), free, noise)
            fitted.update(found)
        return fitted, noise

    def settle(
        self, centres: Departures, start: Departures, free: Mapping[int, np.ndarray], noise: float
    ) -> tuple[dict[int, Departure], float]:
        """Return the departures of the strata, each fitted on its own, and the noise that fits them.

        Parameters
        ----------
        centres, start : mapping of int to ndarray (parameter,)
            By stratum code: to what a departure is drawn, and from where the search begins.
        free : mapping of int to ndarray of bool (parameter,)
            What may depart.
        noise : float
            First guess of the noise, g C m-2 d-1.
        """
        groups = self.hierarchy.groups(self.hierarchy.depth)
        found = dict(start)
        for _ in range(_PASSES):
            found = {**found, **self.space.fit(self.mixture, groups, centres, found, free, noise, self.tolerance, self.check)[0]}
            before, noise = noise, self._noise({code: found[group] for code, group in groups.items()}, free)
            if abs(noise - before) <= _SETTLED * before:
                break
        return found, noise

    def centres(self, groups: Mapping[int, int], fitted: Departures) -> dict[int, Departure]:
        """Return by group code the departure of the group's parent, to which its own is drawn; none at the root."""
        parents = self.hierarchy.parents()
        return {group: self.space.nought if parents[group] is None else fitted[parents[group]] for group in groups.values()}

    def _best_of_each(self, groups: Mapping[int, int], centres: Departures, found: Departures, noise: float) -> dict[int, Departure]:
        """Return for each group the best of what several short searches found, as ramps leave a fit in a hollow near its start.

        A group is judged by the error of pixels by its share in them; where pixels are mixed the choices of all are tried together.
        """
        free = dict.fromkeys(centres, self.space.fitted)
        codes = self.thinned.strata.tolist()
        spread = dict(zip(centres, self.space.spread(list(centres))))
        best, least = dict(found), dict.fromkeys(centres, np.inf)
        for start in (found, *self.space.starts(centres)):
            trial = {**start, **self.space.fit(self.thinned, groups, centres, start, free, noise, _SHORT, self.check)[0]}
            squares = (self.space.residuals(self.thinned, {code: trial[group] for code, group in groups.items()}) ** 2).sum(axis=1)
            cost = {group: noise**2 * float((((trial[group] - centres[group]) / spread[group]) ** 2).sum()) for group in centres}
            for code, error in zip(codes, self.thinned.effective_pixels_of(squares)):
                cost[groups[code]] += float(error)
            better = [group for group in centres if cost[group] < least[group]]
            best.update({group: trial[group] for group in better})
            least.update({group: cost[group] for group in better})
        return best

    def _noise(self, departures: Departures, free: Mapping[int, np.ndarray]) -> float:
        """Return the noise that the departures of the strata leave, g C m-2 d-1."""
        parameters = int(sum(mask.sum() for mask in free.values()))
        return noise_of(self.space.residuals(self.mixture, departures), self.mixture.counted, parameters)
