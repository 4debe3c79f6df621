"""The uncertainty of parameters: how far a calibration moves without some places or months of its reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from . import folds
from .calibration import Calibration
from .departures import DepartureSpace, noise_of
from .inputs import prepared
from .mixture import Mixture
from .sample import ReferenceSample
from .uncertainty import NORMAL


@dataclass(frozen=True)
class ParameterCovariance:
    """The covariance of the parameters that are not fixed.

    Attributes
    ----------
    codes : tuple of int
        The strata.
    names : tuple of str
        The parameters, m first.
    matrix : ndarray (stratum, parameter, stratum, parameter)
        Covariance of ln m and of the other parameters in their units; 0 where a parameter was not fitted.
    """

    codes: tuple[int, ...]
    names: tuple[str, ...]
    matrix: np.ndarray

    def sd(self, code: int) -> dict[str, float]:
        """Return the standard deviations of a stratum's parameters, of ln m for m."""
        i = self.codes.index(code)
        return dict(zip(self.names, np.sqrt(np.diagonal(self.matrix[i, :, i])).tolist()))

    def correlation(self, code: int, one: str, other: str) -> float:
        """Return the correlation of two parameters of a stratum; NaN where either was not fitted."""
        i, j, k = self.codes.index(code), self.names.index(one), self.names.index(other)
        own = self.matrix[i, :, i]
        product = own[j, j] * own[k, k]
        return float(own[j, k] / np.sqrt(product)) if product > 0 else float("nan")

    def columns(self, code: int, values: Mapping[str, float], bounds: Mapping[str, tuple[float, float]]) -> dict[str, float]:
        """Return <name>_sd, <name>_low and <name>_high of a stratum, the ends of the 90 % interval inside the bounds; NaN if unknown."""
        spread = self.sd(code) if code in self.codes else {}
        found = {}
        for name in self.names:
            sd, value = spread.get(name, 0.0), values[name]
            ends = value * np.exp([-NORMAL * sd, NORMAL * sd]) if name == "m" else value + np.array([-NORMAL * sd, NORMAL * sd])
            low, high = np.clip(ends, *bounds[name]) if sd else (np.nan, np.nan)
            width = sd * (value if name == "m" else 1.0) if sd else np.nan
            found.update({f"{name}_sd": float(width), f"{name}_low": float(low), f"{name}_high": float(high)})
        return found


def of_calibration(sample: ReferenceSample, calibration: Calibration) -> ParameterCovariance:
    """Return the covariance of the calibrated parameters, by a block jackknife of the reference.

    Blocks are left out two ways: places (spatial blocks) and months, because the errors of a place last and those of a month's weather
    are shared by all places. Their variances add up, less that of single cells, which is in both. Instead of refitting, leaving out a
    block moves the parameters by one Gauss-Newton step. What a stratum takes from its parent counts as one more datum, as uncertain as
    parameters differ between sites, so a stratum without reference has that spread.

    References
    ----------
    MacKinnon, Nielsen and Webb 2023, Journal of Applied Econometrics 38:671 (jackknife of clusters, and why it suits few of them);
    Cameron, Gelbach and Miller 2011, Journal of Business and Economic Statistics 29:238 (clusters in two ways).
    """
    space = DepartureSpace(calibration.form, calibration.strata)
    parents = {stratum.parent for stratum in calibration.strata.values()}
    leaves = [code for code in calibration.strata if code not in parents]
    spread = space.spread(leaves)
    free = np.array([[_is_free(space, calibration.parameters[code], i) for i in range(len(space.names))] for code in leaves])
    matrix = np.diag((np.where(free, spread, 0.0) ** 2).ravel()).reshape(*free.shape, *free.shape)
    mixture = Mixture(prepared(sample, calibration.form.reads), calibration.form) if sample.pixel.size else None
    if mixture is not None and mixture.strata.size:
        at = np.array([leaves.index(code) for code in mixture.strata.tolist()])
        matrix[np.ix_(at, range(free.shape[1]), at, range(free.shape[1]))] = _Jackknife(sample, calibration, mixture).covariance(
            free[at], spread[at]
        )
    return ParameterCovariance(tuple(leaves), space.names, matrix)


def _is_free(space: DepartureSpace, values: Mapping[str, float], i: int) -> bool:
    """Return whether a parameter was fitted: always, or because the stratum keeps its term."""
    return bool(space.fitted[i]) or values[space.names[i]] < 1.0


class _Jackknife:
    """The reference of a calibration in blocks that can be left out.

    Parameters
    ----------
    sample : ReferenceSample
        The reference.
    calibration : Calibration
        Fitted to it.
    mixture : Mixture
        The sample, ready for the form.
    """

    def __init__(self, sample: ReferenceSample, calibration: Calibration, mixture: Mixture):
        self._sample, self._form, self._mixture = prepared(sample, calibration.form.reads), calibration.form, mixture
        self._space = DepartureSpace(calibration.form, calibration.strata)
        self._codes = mixture.strata.tolist()
        self._departures = {code: self._space.departure(code, calibration.parameters[code]) for code in self._codes}
        self._places = folds.blocks(sample.x, sample.y)
        self._months = 12 * sample.calendar.years + sample.calendar.months
        self._months -= self._months.min()

    def covariance(self, free: np.ndarray, spread: np.ndarray) -> np.ndarray:
        """Return the covariance (stratum, parameter, stratum, parameter) of what is free; all bool and float (stratum, parameter)."""
        chosen = np.flatnonzero(free.ravel())
        noise = noise_of(self._space.residuals(self._mixture, self._departures), self._mixture.counted, chosen.size)
        pull = ((noise / spread) ** 2)[free]
        _, whole = self._normal(self._mixture, chosen)
        whole += np.diag(pull)
        factor = cho_factor(whole)
        parameters, slopes = self._at(self._codes)
        cells = self._mixture.scores(parameters, self._space.names, self._places, self._months) * slopes
        cells = cho_solve(factor, cells.reshape(-1, free.size)[:, chosen].T).T
        parts = [self._sample.at_pixels(np.flatnonzero(self._places == place)) for place in np.unique(self._places)]
        places = self._left_out([Mixture(part, self._form) for part in parts], whole, chosen)
        months = self._left_out([Mixture(self._sample, self._form, self._months == m) for m in np.unique(self._months)], whole, chosen)
        values, vectors = np.linalg.eigh(_variance(places) + _variance(months) - _variance(cells[(cells != 0).any(axis=1)]))
        found = np.zeros((free.size, free.size))
        found[np.ix_(chosen, chosen)] = (vectors * np.maximum(values, 0.0)) @ vectors.T
        found[np.ix_(chosen, chosen)] += cho_solve(factor, cho_solve(factor, np.diag(pull * noise**2)).T)
        return found.reshape(*free.shape, *free.shape)

    def _at(self, codes: Sequence[int]) -> tuple[dict[str, np.ndarray], np.ndarray]:
        """Return the parameters of strata and their slopes by departure."""
        return self._space.values(codes, np.array([self._departures[code] for code in codes]))

    def _normal(self, mixture: Mixture, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return gradient and Hessian of part of the reference by the chosen departures of all strata."""
        parameters, slopes = self._at(mixture.strata.tolist())
        _, gradient, hessian = mixture.normal(parameters, self._space.names)
        width = slopes.shape[1]
        at = (np.searchsorted(self._codes, mixture.strata)[:, None] * width + np.arange(width)).ravel()
        size = len(self._codes) * width
        all_gradient, all_hessian = np.zeros(size), np.zeros((size, size))
        all_gradient[at] = (gradient * slopes).ravel()
        all_hessian[np.ix_(at, at)] = (hessian * slopes[:, :, None, None] * slopes).reshape(at.size, at.size)
        return all_gradient[chosen], all_hessian[np.ix_(chosen, chosen)]

    def _left_out(self, parts: Sequence[Mixture], whole: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """Return how far the parameters move when each part is left out, (part, parameter)."""
        normals = [self._normal(part, chosen) for part in parts if part.strata.size]
        return np.array([cho_solve(cho_factor(whole - hessian), gradient) for gradient, hessian in normals]).reshape(-1, chosen.size)


def _variance(moves: np.ndarray) -> np.ndarray:
    """Return the jackknife covariance of parameters from how far they move without each block, (block, parameter)."""
    n = len(moves)
    away = moves - moves.mean(axis=0) if n else moves
    return away.T @ away * ((n - 1) / n if n > 1 else 0.0)
