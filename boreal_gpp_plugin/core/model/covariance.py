"""The uncertainty of parameters: how far a calibration moves when the places, months or sites of its reference are drawn anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.linalg import cho_factor, cho_solve
from scipy.special import stdtrit

from . import folds
from .calibration import Calibration
from .departures import DepartureSpace, chain, gathered, noise_of
from .form import Form, Parameter
from .inputs import prepared
from .mixture import Mixture
from .predict import StratumParameters, at_ends
from .sample import ReferenceSample
from .uncertainty import COVERAGE, NORMAL

DRAWS = 200
_FEWEST = 3  # blocks; of fewer, what their spread is can't be told
_SEED = 1  # the same data give the same intervals
_FARTHEST = 3.0  # standard deviations between sites
_LEAST_NOISE = 1e-6  # g C m-2 d-1; keeps what a draw has no reference of at what its parent has


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

    def with_others(self, other: ParameterCovariance) -> ParameterCovariance:
        """Return it with the strata of another beside its own, as if the two were independent."""
        n, width = len(self.codes), len(self.names)
        matrix = np.zeros((n + len(other.codes), width) * 2)
        matrix[:n, :, :n], matrix[n:, :, n:] = self.matrix, other.matrix
        return ParameterCovariance((*self.codes, *other.codes), self.names, matrix)

    def moved(
        self, form: Form, parameters: StratumParameters, codes: Sequence[int]
    ) -> Iterator[tuple[StratumParameters, StratumParameters]]:
        """Yield for each parameter those of some strata with it at the low and at the high end of one standard deviation."""
        for parameter in (p for p in form.parameters if p.name in self.names):
            ends = {code: self._ends(parameter, code, parameters[code][parameter.name]) for code in codes}
            yield at_ends(parameters, parameter.name, ends)

    def _ends(self, parameter: Parameter, code: int, value: float) -> tuple[float, float]:
        """Return the ends of one standard deviation of a stratum's parameter, inside its bounds."""
        sd = self.sd(code)[parameter.name]
        if parameter.name != "m":
            return parameter.about(value, sd)
        return max(value * np.exp(-sd), parameter.lower), min(value * np.exp(sd), parameter.upper)

    def carried(self, codes: Sequence[int], moves: np.ndarray) -> np.ndarray:
        """Return the standard deviation of what the parameters of strata bring about, (stratum,), to first order.

        Parameters
        ----------
        codes : sequence of int
            The strata.
        moves : ndarray (stratum, parameter)
            By how much one standard deviation of each parameter moves it.
        """
        at = [self.codes.index(code) for code in codes]
        own = self.matrix[at, :, at]  # (stratum, parameter, parameter)
        sd = np.sqrt(np.diagonal(own, axis1=1, axis2=2))
        with np.errstate(invalid="ignore", divide="ignore"):
            correlation = np.nan_to_num(own / (sd[:, :, None] * sd[:, None, :]))
        return np.sqrt(np.maximum(np.einsum("sj,sjk,sk->s", moves, correlation, moves), 0.0))

    def correlation(self, code: int, one: str, other: str) -> float:
        """Return the correlation of two parameters of a stratum; NaN where either was not fitted."""
        i, j, k = self.codes.index(code), self.names.index(one), self.names.index(other)
        own = self.matrix[i, :, i]
        product = own[j, j] * own[k, k]
        return float(own[j, k] / np.sqrt(product)) if product > 0 else float("nan")


def of_calibration(sample: ReferenceSample, calibration: Calibration) -> ParameterCovariance:
    """Return the covariance of the calibrated parameters, by a bootstrap of blocks of the reference.

    Blocks are drawn two ways: places (spatial blocks) and months, because the errors of a place last and those of a month's weather are
    shared by all places. Their variances add up, less that of single cells, which is in both. What a stratum takes from its parent counts
    as one more datum, as uncertain as parameters differ between sites, so a stratum without reference has that spread.

    References
    ----------
    Cameron, Gelbach and Miller 2011, Journal of Business and Economic Statistics 29:238 (clusters in two ways).
    """
    parents = {stratum.parent for stratum in calibration.strata.values()}
    leaves = [code for code in calibration.strata if code not in parents]
    months = 12 * sample.calendar.years + sample.calendar.months
    return _covariance(sample, calibration, {code: code for code in leaves}, [folds.blocks(sample.x, sample.y)[:, None], months[None, :]])


def of_sites(sample: ReferenceSample, calibration: Calibration, years: np.ndarray, months: np.ndarray) -> ParameterCovariance:
    """Return the covariance of the parameters of sites and of their classes; the former by a bootstrap of years, the latter of sites.

    Of sites with few years months are drawn instead.

    Parameters
    ----------
    sample : ReferenceSample
        Each pixel is a site.
    calibration : Calibration
        Fitted to it.
    years, months : ndarray, int (pixel, time)
        Calendar year and month of each value.
    """
    parents = {stratum.parent for stratum in calibration.strata.values()}
    sites = [code for code in calibration.strata if code not in parents]
    classes = {code: calibration.strata[code].parent for code in sites if calibration.strata[code].parent in calibration.parameters}
    number = np.array([len(np.unique(own[known])) for own, known in zip(years, np.isfinite(sample.gpp))])
    blocks = np.where((number > _FEWEST)[:, None], years, 12 * years + months)
    one_by_one = _covariance(sample, calibration, {code: code for code in sites}, [blocks])
    return one_by_one.with_others(_covariance(sample, calibration, classes, [np.arange(len(sample.gpp))[:, None]]))


def _covariance(
    sample: ReferenceSample, calibration: Calibration, groups: Mapping[int, int], blocks: Sequence[np.ndarray]
) -> ParameterCovariance:
    """Return the covariance of the parameters of groups of strata, each group's strata alike.

    Parameters
    ----------
    sample : ReferenceSample
        The reference.
    calibration : Calibration
        Fitted to it.
    groups : mapping of int to int
        Group by stratum code, with parameters of its own.
    blocks : sequence of ndarray, int
        One or two ways to part the reference into blocks: labels that broadcast to (pixel, time).
    """
    space = DepartureSpace(calibration.form, calibration.strata)
    codes = list(dict.fromkeys(groups.values()))
    spread = space.spread(codes)
    free = np.array([[_is_free(space, calibration.parameters[code], i) for i in range(len(space.names))] for code in codes])
    free = free.reshape(spread.shape)
    matrix = np.diag((np.where(free, spread, 0.0) ** 2).ravel()).reshape(*free.shape, *free.shape)
    mixture = Mixture(prepared(sample, calibration.form.reads), calibration.form) if sample.pixel.size and codes else None
    if mixture is not None and not groups.keys().isdisjoint(mixture.strata.tolist()):
        at = np.unique([codes.index(groups[code]) for code in mixture.strata.tolist() if code in groups])
        bootstrap = _Bootstrap(sample, calibration, mixture, groups, [codes[i] for i in at])
        every = range(free.shape[1])
        matrix[np.ix_(at, every, at, every)] = bootstrap.covariance(free[at], spread[at], blocks)
    return ParameterCovariance(tuple(codes), space.names, matrix)


def _is_free(space: DepartureSpace, values: Mapping[str, float], i: int) -> bool:
    """Return whether a parameter was fitted: always, or because the stratum keeps its term."""
    return bool(space.fitted[i]) or values[space.names[i]] < 1.0


class _Bootstrap:
    """The reference of a calibration in blocks that can be drawn anew.

    The sums of squares of each block are known to second order about the calibrated parameters. Drawn blocks add up to new sums, whose
    least is one Newton step away: no draw passes over the data again.

    Parameters
    ----------
    sample : ReferenceSample
        The reference.
    calibration : Calibration
        Fitted to it.
    mixture : Mixture
        The sample, ready for the form.
    groups : mapping of int to int
        Group by stratum code.
    codes : sequence of int
        The groups that have reference.

    References
    ----------
    Davison and Hinkley 1997, Bootstrap Methods and their Application, sections 2.7.4 (one step) and 8.3 (blocks); Student's t for few
    blocks: MacKinnon, Nielsen and Webb 2023, Journal of Applied Econometrics 38:671.
    """

    def __init__(
        self, sample: ReferenceSample, calibration: Calibration, mixture: Mixture, groups: Mapping[int, int], codes: Sequence[int]
    ):
        self._sample, self._form, self._mixture = prepared(sample, calibration.form.reads), calibration.form, mixture
        self._space = DepartureSpace(calibration.form, calibration.strata)
        self._group = {code: codes.index(group) for code, group in groups.items() if group in codes}
        own = {code: groups.get(code, code) for code in mixture.strata.tolist()}  # strata in no group stand by, as they are
        self._departures = {code: self._space.departure(group, calibration.parameters[group]) for code, group in own.items()}

    def covariance(self, free: np.ndarray, spread: np.ndarray, blocks: Sequence[np.ndarray]) -> np.ndarray:
        """Return the covariance (group, parameter, group, parameter) of what is free; all bool and float (group, parameter)."""
        chosen = free.ravel()
        noise = noise_of(self._space.residuals(self._mixture, self._departures), self._mixture.counted, np.count_nonzero(chosen))
        pull = np.diag(((max(noise, _LEAST_NOISE) / spread) ** 2)[free])
        variance = sum(self._variance(labels, pull, chosen, _FARTHEST * spread[free]) for labels in blocks)
        factor = cho_factor(self._normal(self._mixture, chosen)[1] + pull)
        if len(blocks) > 1:
            cells = cho_solve(factor, self._cells(*blocks, chosen))
            variance = variance - cells @ cells.T
        values, vectors = np.linalg.eigh(variance)
        found = np.zeros((free.size, free.size))
        found[np.ix_(chosen, chosen)] = (vectors * np.maximum(values, 0.0)) @ vectors.T
        found[np.ix_(chosen, chosen)] += cho_solve(factor, cho_solve(factor, pull * noise**2).T)
        return found.reshape(*free.shape, *free.shape)

    def _variance(self, labels: np.ndarray, pull: np.ndarray, chosen: np.ndarray, farthest: np.ndarray) -> np.ndarray:
        """Return the covariance of the chosen parameters over drawn blocks, wider where few blocks say little of their own spread."""
        gradients, hessians, seen = [], [], []
        for label in np.unique(labels).tolist():
            part = Mixture(self._sample, self._form, labels == label)
            if part.strata.size:
                gradient, hessian = self._normal(part, chosen)
                gradients.append(gradient)
                hessians.append(sparse.csr_matrix(hessian.reshape(1, -1)))  # few of many strata share a pixel: nearly all is 0
                seen.append(np.diagonal(hessian) > 0)
        n = len(gradients)
        if n < 2:
            return np.zeros_like(pull)
        squares = sparse.vstack(hessians).T.tocsr()
        moves = []
        for times in np.random.default_rng(_SEED).multinomial(n, np.full(n, 1 / n), DRAWS):  # how often each block is drawn
            factor = cho_factor((squares @ times).reshape(pull.shape) + pull, overwrite_a=True, check_finite=False)
            moves.append(cho_solve(factor, (1 - times) @ np.array(gradients), check_finite=False))
        away = np.clip(moves, -farthest, farthest)  # one step of a curved sum of squares may go too far
        away = away - away.mean(axis=0)
        held = np.maximum(np.sum(seen, axis=0), _FEWEST)  # blocks that a parameter rests on
        wider = np.sqrt(held / (held - 1)) * stdtrit(held - 1, 0.5 + COVERAGE / 2) / NORMAL
        return away.T @ away / (DRAWS - 1) * np.outer(wider, wider)

    def _cells(self, places: np.ndarray, times: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """Return what each place and time adds to the gradient of the chosen parameters, (parameter, cell)."""
        parameters, slopes = self._at(self._mixture)
        place, time = (np.unique(labels.ravel(), return_inverse=True)[1] for labels in (places, times))
        scores = self._mixture.scores(parameters, self._space.names, place, time)
        return chain(slopes, self._groups(self._mixture), chosen) @ scores.reshape(-1, slopes.size).T

    def _normal(self, mixture: Mixture, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return gradient and Hessian of part of the reference by the chosen departures of all groups."""
        parameters, slopes = self._at(mixture)
        return gathered(mixture.normal(parameters, self._space.names), chain(slopes, self._groups(mixture), chosen))[1:]

    def _at(self, mixture: Mixture) -> tuple[dict[str, np.ndarray], np.ndarray]:
        """Return the parameters of a mixture's strata and their slopes by departure."""
        codes = mixture.strata.tolist()
        return self._space.values(codes, np.array([self._departures[code] for code in codes]))

    def _groups(self, mixture: Mixture) -> np.ndarray:
        """Return the position of the group of each of a mixture's strata, -1 where it is in none, int (stratum,)."""
        return np.array([self._group.get(code, -1) for code in mixture.strata.tolist()])
