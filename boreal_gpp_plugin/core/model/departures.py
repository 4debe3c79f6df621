"""Departures: how far the parameters of strata lie from the defaults of their classes, fitted down the hierarchy of strata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Callable

import numpy as np
from scipy import sparse

from ..strata.classification import Stratum
from .defaults import SPREAD
from .form import Form
from .least_squares import Normal, minimise
from .mixture import Mixture

_MOST_CORRELATED = 0.9  # a year of 8-day steps still tells something

Departure = np.ndarray  # (parameter,)
Departures = Mapping[int, Departure]  # by code


class DepartureSpace:
    """The coordinates of a fit: ln m and the other parameters that are not fixed, as differences from class defaults.

    Parameters
    ----------
    form : Form
        The model.
    strata : mapping of int to Stratum
        Strata by code.

    Attributes
    ----------
    form : Form
        The model.
    names : tuple of str
        The parameters, m first.
    fitted : ndarray of bool (parameter,)
        Which of them every stratum fits.
    nought : ndarray (parameter,)
        No departure.
    """

    def __init__(self, form: Form, strata: Mapping[int, Stratum]):
        parameters = [p for p in form.parameters if p.role != "fixed"]
        self.names = tuple(p.name for p in parameters)
        self.fitted = np.array([p.role == "fitted" for p in parameters])
        self.nought = np.zeros(len(parameters))
        self.form, self._strata = form, strata
        self._lower = np.array([np.log(p.lower) if p.name == "m" else p.lower for p in parameters])
        self._between_sites = np.array([p.between_sites for p in parameters])
        self._upper = np.array([np.log(p.upper) if p.name == "m" else p.upper for p in parameters])
        self._defaults: dict[int, np.ndarray] = {}

    def defaults(self, codes: Sequence[int]) -> np.ndarray:
        """Return the class defaults, with ln m for m, (stratum, parameter)."""
        for code in set(codes) - self._defaults.keys():
            default = self.form.default(self._strata[code].prior, self._strata[code].night)
            self._defaults[code] = np.array([np.log(default["m"]), *(default[name] for name in self.names[1:])])
        return np.array([self._defaults[code] for code in codes])

    def spread(self, codes: Sequence[int]) -> np.ndarray:
        """Return the standard deviations between sites, (stratum, parameter)."""
        spread = np.tile(self._between_sites, (len(codes), 1))
        spread[:, 0] = [SPREAD[self._strata[code].prior] for code in codes]
        return spread

    def values(self, codes: Sequence[int], departures: np.ndarray) -> tuple[dict[str, np.ndarray], np.ndarray]:
        """Return the parameters by name, each (stratum,), and their slopes by departure, (stratum, parameter); kept inside their bounds.

        Parameters
        ----------
        codes : sequence of int
            The strata.
        departures : ndarray (stratum, parameter)
            Their departures.
        """
        wanted = self.defaults(codes) + departures
        kept = np.clip(wanted, self._lower, self._upper)
        slopes = (wanted == kept).astype(np.float64)
        kept[:, 0] = np.exp(kept[:, 0])
        slopes[:, 0] *= kept[:, 0]
        return dict(zip(self.names, kept.T)), slopes

    def starts(self, centres: Departures) -> list[dict[int, Departure]]:
        """Return where searches begin: at the centres, at the class defaults, and with one parameter moved by its spread either way.

        m is not moved: it is linear, so every search finds it.
        """
        spread = dict(zip(centres, self.spread(list(centres))))
        starts = [dict(centres), dict.fromkeys(centres, self.nought)]
        for moved in np.flatnonzero(self.fitted)[1:]:
            only = np.arange(len(self.names)) == moved
            starts += [{code: centre + side * only * spread[code] for code, centre in centres.items()} for side in (-1, 1)]
        return starts

    def departure(self, code: int, parameters: Mapping[str, float]) -> Departure:
        """Return how parameters depart from the defaults of a stratum's class."""
        values = np.array([parameters[name] for name in self.names])
        values[0] = np.log(values[0])
        return values - self.defaults([code])[0]

    def residuals(self, mixture: Mixture, departures: Departures) -> np.ndarray:
        """Return predicted minus reference with the departures of each stratum, g C m-2 d-1 (pixel, time); 0 where not counted."""
        codes = mixture.strata.tolist()
        return mixture.residuals(self.values(codes, np.array([departures[code] for code in codes]))[0])

    def fit(
        self,
        mixture: Mixture,
        groups: Mapping[int, int],
        centres: Departures,
        start: Departures,
        free: Mapping[int, np.ndarray],
        noise: float,
        tolerance: float,
        check: Callable[[], None],
    ) -> tuple[dict[int, Departure], float]:
        """Return the departures of groups of strata that share one each, by group code, and the least penalised half sum of squares.

        Minimises  sum (predicted - reference)^2 + noise^2 sum ((departure - centre) / spread)^2.

        Parameters
        ----------
        mixture : Mixture
            The reference.
        groups : mapping of int to int
            Group code by stratum code.
        centres, start : mapping of int to ndarray (parameter,)
            By group code: to what a departure is drawn, and from where the search begins.
        free : mapping of int to ndarray of bool (parameter,)
            By group code: what may depart; the rest stays at its centre.
        noise : float
            Standard deviation of the reference's error, g C m-2 d-1.
        tolerance : float
            Relative gain that ends the search.
        check : callable
            Called at each iteration; raises Cancelled to stop.
        """
        members = mixture.strata.tolist()
        codes, group = np.unique([groups[code] for code in members], return_inverse=True)
        codes = codes.tolist()
        centre = np.array([centres[code] for code in codes])
        mask = np.array([free[code] for code in codes])
        columns = np.flatnonzero(mask.any(axis=0))
        names = tuple(self.names[i] for i in columns)
        inner = mask[:, columns].ravel()
        share = (group == np.arange(len(codes))[:, None]).astype(np.float64)  # (group, stratum)
        spread = np.sqrt(share @ self.spread(members) ** 2 / share.sum(axis=1, keepdims=True))[mask]
        defaults = self.defaults(members)
        lower = np.array([(self._lower - defaults[group == g]).min(axis=0) for g in range(len(codes))])[mask]
        upper = np.array([(self._upper - defaults[group == g]).max(axis=0) for g in range(len(codes))])[mask]
        pull = (noise / spread) ** 2

        def spread_out(x: np.ndarray) -> np.ndarray:
            departures = centre.copy()
            departures[mask] = x
            return departures

        def normal(x: np.ndarray) -> Normal:
            check()
            parameters, slopes = self.values(members, spread_out(x)[group])
            cost, gradient, hessian = gathered(mixture.normal(parameters, names), chain(slopes[:, columns], group, inner))
            away = x - centre[mask]
            return cost + float(pull @ away**2) / 2, gradient + pull * away, hessian + np.diag(pull)

        begin = np.array([start[code] for code in codes])[mask]
        found, cost = minimise(normal, begin, lower, upper, spread, tolerance)
        return dict(zip(codes, spread_out(found))), cost


def chain(slopes: np.ndarray, group: np.ndarray, chosen: np.ndarray) -> sparse.csr_matrix:
    """Return the matrix (chosen departure, stratum x parameter) that turns derivatives by parameters of strata into those by departures.

    Parameters
    ----------
    slopes : ndarray (stratum, parameter)
        Of parameters by departure.
    group : ndarray, int (stratum,)
        Position of the group whose departure a stratum has; below 0 for strata that stand by.
    chosen : ndarray, bool (group x parameter,)
        By which departures.
    """
    width = slopes.shape[1]
    departure = (group[:, None] * width + np.arange(width)).ravel()
    row = np.where(departure < 0, -1, np.where(chosen, np.cumsum(chosen) - 1, -1)[departure])
    own = np.flatnonzero(row >= 0)
    return sparse.csr_matrix((slopes.ravel()[own], (row[own], own)), (np.count_nonzero(chosen), slopes.size))


def gathered(normal: Normal, by: sparse.csr_matrix) -> Normal:
    """Return normal equations by departures, from those of `Mixture.normal` by the parameters of strata and their `chain`."""
    cost, gradient, hessian = normal
    return cost, by @ gradient.ravel(), by @ (by @ hessian.reshape(by.shape[1], -1)).T


def noise_of(residuals: np.ndarray, counted: np.ndarray, parameters: int) -> float:
    """Return the noise of the reference, g C m-2 d-1: the standard deviation with which independent errors would tell as little.

    Errors that last from step to step count as fewer independent ones, n (1 - r) / (1 + r) with r their correlation from one step to the
    next, and each fitted parameter has used up one, though never more than half of them.

    Parameters
    ----------
    residuals : ndarray (pixel, time)
        Predicted minus reference, 0 where not counted.
    counted : ndarray, bool (pixel, time)
        What counts.
    parameters : int
        Number of parameters fitted to it.

    References
    ----------
    Bayley and Hammersley 1946, Supplement to the Journal of the Royal Statistical Society 8:184.
    """
    sse, n = float((residuals**2).sum()), int(counted.sum())
    if not sse:
        return 0.0
    pairs = max(int((counted[:, 1:] & counted[:, :-1]).sum()), 1)
    lag = float((residuals[:, 1:] * residuals[:, :-1]).sum()) / pairs / (sse / n)
    r = min(max(lag, 0.0), _MOST_CORRELATED)
    independent = n * (1 - r) / (1 + r)
    return float(np.sqrt(sse / (independent - min(parameters, independent / 2))))
