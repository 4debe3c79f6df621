"""The error of totals: what the site, a stratum or neighbours share, or nobody, as errors of years on held-out reference show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import pdist

from . import folds, noise
from .calibration import Calibration
from .covariance import ParameterCovariance
from .defaults import SPREAD
from .sample import ReferenceSample
from .uncertainty import REFERENCE_BIAS, error_scale

_FEWEST = 5  # pure reference pixels of a stratum; below, what they have in common is not told apart from what neighbours have
_MOST = 1200  # reference pixels that are paired
_BINS = 20
_REACHES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)  # footprints


@dataclass(frozen=True)
class TotalError:
    """Standard deviations of the error of a year's GPP, in units of the sum of 0.2 + 0.05 GPP over its days, and how far they reach.

    Attributes
    ----------
    site : float
        Error that all places share in a year.
    stratum : float
        Error beside it that all places of a stratum share in a year.
    local : float
        Error that neighbours share; it falls by 1 / e over `reach`.
    reach : float
        Metres.
    alone : float
        Error of a single reference pixel, without the noise of the reference.
    footprint : float
        Width of a reference pixel, metres.
    relative : mapping of int to float
        Standard deviation of ln GPP of strata whose parameters are defaults or borrowed.
    """

    site: float
    stratum: float
    local: float
    reach: float
    alone: float
    footprint: float
    relative: Mapping[int, float]

    def sd(self, gpp: Mapping[int, float], scale: Mapping[int, float], x: np.ndarray, y: np.ndarray, area: float) -> float:
        """Return the standard deviation of a year's total of a place, in the unit of `gpp`.

        Parameters
        ----------
        gpp, scale : mapping of int to float
            By stratum code: the total, and the total of 0.2 + 0.05 GPP.
        x, y : ndarray (cell,)
            Some cells of the place, spread evenly, metres.
        area : float
            Of the place, square metres.
        """
        whole = sum(scale.values())
        own = [of for code, of in scale.items() if code not in self.relative]
        alone = self.alone * whole * np.sqrt(min(self.footprint**2 / area, 1.0)) if area else 0.0
        local = self.local * whole * np.sqrt(_mean_correlation(x, y, self.reach))
        borrowed = [share * gpp.get(code, 0.0) for code, share in self.relative.items()]
        shared = [self.site * sum(own), *(self.stratum * of for of in own)]
        return float(np.linalg.norm([*shared, local, alone, REFERENCE_BIAS * sum(gpp.values()), *borrowed]))


def from_held_out(sample: ReferenceSample, held_out: np.ndarray, calibration: Calibration, spread: ParameterCovariance) -> TotalError:
    """Return the error of totals that errors on held-out reference show.

    Errors are summed over each year, so that what a model has too much in spring and too little in autumn makes up for each other, as
    it does in a total. The mean of all pixels in a year is what the site shares, what a stratum's pure pixels have beside it is the
    stratum's. What remains is compared between pixels, by their distance; the noise of the reference is no error of a total.

    Parameters
    ----------
    sample : ReferenceSample
        The reference.
    held_out : ndarray (pixel, time)
        Predictions of the reference pixels by fits that had not seen them, g C m-2 d-1; NaN where there is none.
    calibration : Calibration
        Says which strata rest on their own reference.
    spread : ParameterCovariance
        Of its parameters.

    References
    ----------
    Searle, Casella and McCulloch 1992, Variance Components, section 2 (nested errors); Cressie 1993, Statistics for Spatial Data,
    section 3.2 (variance of means over blocks).
    """
    relative = {}
    for code in spread.codes:
        if calibration.source[code] != "fitted":
            relative[code] = SPREAD[calibration.strata[code].prior] if calibration.source[code] == "default" else spread.sd(code)["m"]
    known = np.isfinite(held_out - sample.gpp)
    if not known.any():
        return TotalError(0.0, 0.0, 0.0, 1.0, 0.0, 1.0, relative)
    years = np.unique(sample.calendar.years)
    days = np.where(sample.calendar.years[:, None] == years, sample.calendar.days[:, None], 0.0)  # (step, year)
    error = np.where(known, held_out - sample.gpp, 0.0) @ days
    scale = np.where(known, error_scale(held_out), 0.0) @ days
    noisy = np.where(known, noise.of_neighbours(sample, held_out).variance(held_out), 0.0) @ days**2
    seen = scale > 0
    rate, site = _shared(error, scale)
    error = error - rate * scale
    of_strata = []
    for members in _groups(sample):
        rate, own = _shared(error[members], scale[members])
        error[members] -= rate * scale[members]
        of_strata.append((own, float(scale[members].sum())))
    sizes = np.array(of_strata).reshape(-1, 2)
    stratum = float(np.sqrt(np.average(sizes[:, 0] ** 2, weights=sizes[:, 1]))) if len(sizes) else 0.0
    remaining = np.divide(error, scale, out=np.zeros_like(error), where=seen)
    footprint = folds.footprint(sample.x, sample.y)
    local, reach, whole = _by_distance(remaining[:, seen.any(axis=0)], sample.x, sample.y, footprint)
    alone = max(whole**2 - local**2 - float(np.mean(noisy[seen] / scale[seen] ** 2)), 0.0)
    return TotalError(site, stratum, local, reach, float(np.sqrt(alone)), footprint, relative)


def _groups(sample: ReferenceSample) -> list[np.ndarray]:
    """Return the pure pixels, by index, of each stratum that has enough."""
    dominant = sample.dominant()
    found = [np.flatnonzero(dominant == code) for code in np.unique(dominant[dominant > 0]).tolist()]
    return [members for members in found if len(members) >= _FEWEST]


def _shared(error: np.ndarray, scale: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the mean error (pixel, year) of each year in units of its scale, (year,), and its root mean square over the years."""
    of_year, size = error.sum(axis=0), scale.sum(axis=0)
    rate = np.divide(of_year, size, out=np.zeros_like(of_year), where=size > 0)
    return rate, float(np.sqrt(np.mean(rate[size > 0] ** 2))) if (size > 0).any() else 0.0


def _by_distance(errors: np.ndarray, x: np.ndarray, y: np.ndarray, footprint: float) -> tuple[float, float, float]:
    """Return the standard deviation that neighbours share, its reach in metres, and that of single pixels, of errors (pixel, year)."""
    some = np.unique(np.linspace(0, len(x) - 1, min(_MOST, len(x))).astype(int))
    distance = pdist(np.column_stack([x, y])[some])
    total = float(np.mean(errors**2))
    if not distance.any():
        return 0.0, max(footprint, 1.0), float(np.sqrt(total))
    first, second = np.triu_indices(len(some), 1)
    product = (errors[some[first]] * errors[some[second]]).mean(axis=1)
    bins = np.minimum((distance / (distance.max() / 2) * _BINS).astype(np.int64), _BINS)
    count = np.bincount(bins, minlength=_BINS + 1)[:_BINS]
    used = count > 0
    covariance = np.bincount(bins, product, _BINS + 1)[:_BINS][used] / count[used]
    middle = np.bincount(bins, distance, _BINS + 1)[:_BINS][used] / count[used]
    best = None
    for reach in np.array(_REACHES) * footprint:
        shape = np.exp(-middle / reach)
        sill = min(max(float((count[used] * shape * covariance).sum() / (count[used] * shape**2).sum()), 0.0), total)
        misfit = float((count[used] * (covariance - sill * shape) ** 2).sum())
        if best is None or misfit < best[0]:
            best = misfit, sill, float(reach)
    return float(np.sqrt(best[1])), best[2], float(np.sqrt(total))


def _mean_correlation(x: np.ndarray, y: np.ndarray, reach: float) -> float:
    """Return the mean of exp(-distance / reach) over all pairs of cells, each with itself too."""
    n = len(x)
    return float((2 * np.exp(-pdist(np.column_stack([x, y])) / reach).sum() + n) / n**2) if n else 1.0
