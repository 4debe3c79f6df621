"""The error of totals: what is shared by a whole stratum, by neighbours, or by nobody, as errors on held-out reference show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import pdist

from . import folds
from .calibration import Calibration
from .covariance import ParameterCovariance
from .defaults import SPREAD
from .sample import ReferenceSample
from .uncertainty import PURE, error_scale

REFERENCE_BIAS = 0.05
"""Standard deviation of how far a reference is off as a whole, share of GPP: a choice, about how far ways to derive GPP differ."""

_ANY = 0  # stands for strata without enough pure reference pixels
_FEWEST = 5  # pure reference pixels of a stratum; below, it takes the shared error of all
_MOST = 1200  # reference pixels that are paired
_BINS = 20
_REACHES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)  # footprints


@dataclass(frozen=True)
class TotalError:
    """Standard deviations of the error of a year's GPP, in units of the sum of 0.2 + 0.1 GPP over its days.

    Attributes
    ----------
    shared : mapping of int to float
        Error that all places of a stratum share, by stratum code; 0 stands for the others.
    local : float
        Error that neighbours share; it falls by 1 / e over `reach`.
    reach : float
        Metres.
    alone : float
        Error of a single reference pixel, noise of the reference included.
    footprint : float
        Width of a reference pixel, metres.
    relative : mapping of int to float
        Standard deviation of ln GPP of strata whose parameters are defaults or borrowed.
    """

    shared: Mapping[int, float]
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
            By stratum code: the total, and the total of 0.2 + 0.1 GPP.
        x, y : ndarray (cell,)
            Some cells of the place, spread evenly, metres.
        area : float
            Of the place, square metres.
        """
        whole = sum(scale.values())
        shared = sum(self.shared.get(code, self.shared.get(_ANY, 0.0)) * of for code, of in scale.items() if code not in self.relative)
        alone = self.alone * whole * np.sqrt(min(self.footprint**2 / area, 1.0)) if area else 0.0
        local = self.local * whole * np.sqrt(_mean_correlation(x, y, self.reach))
        borrowed = [share * gpp.get(code, 0.0) for code, share in self.relative.items()]
        return float(np.linalg.norm([shared, alone, local, REFERENCE_BIAS * sum(gpp.values()), *borrowed]))


def from_held_out(sample: ReferenceSample, held_out: np.ndarray, calibration: Calibration, spread: ParameterCovariance) -> TotalError:
    """Return the error of totals that errors on held-out reference show.

    The mean error of a stratum's pure pixels in a month is what its places share; months are taken as independent. What remains in a
    year at single pixels is compared between pixels, by their distance.

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
    Cressie 1993, Statistics for Spatial Data, section 3.2 (variance of means over blocks).
    """
    relative = {}
    for code in spread.codes:
        if calibration.source[code] != "fitted":
            relative[code] = SPREAD[calibration.strata[code].prior] if calibration.source[code] == "default" else spread.sd(code)["m"]
    error = (held_out - sample.gpp) * sample.calendar.days
    known = np.isfinite(error)
    if not known.any():
        return TotalError({}, 0.0, 1.0, 0.0, 1.0, relative)
    error = np.where(known, error, 0.0)
    scale = np.where(known, error_scale(np.nan_to_num(held_out)) * sample.calendar.days, 0.0)
    years = sample.calendar.years - sample.calendar.years.min()
    months = np.unique(12 * years + sample.calendar.months, return_inverse=True)[1]
    group = _groups(sample)
    shared, own = {}, np.zeros_like(error)
    for code in {_ANY, *group.tolist()}:
        members = np.ones_like(group, bool) if code == _ANY else group == code
        rate, shared[code] = _shared(error[members], scale[members], months, years)
        of = group == code
        own[of] = rate[months] * scale[of]
    of_year = np.arange(int(years.max()) + 1) == years[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        remaining = np.nan_to_num(((error - own) @ of_year) / (scale @ of_year))
    footprint = folds.footprint(sample.x, sample.y)
    return TotalError(shared, *_by_distance(remaining, sample.x, sample.y, footprint), footprint, relative)


def _groups(sample: ReferenceSample) -> np.ndarray:
    """Return the stratum whose pure pixel each reference pixel is, int (pixel,); 0 for mixed ones and strata with few."""
    group = np.full(len(sample.gpp), _ANY)
    pure = sample.fraction >= PURE
    group[sample.pixel[pure]] = sample.stratum[pure]
    codes, count = np.unique(group, return_counts=True)
    return np.where(np.isin(group, codes[count >= _FEWEST]), group, _ANY)


def _shared(error: np.ndarray, scale: np.ndarray, months: np.ndarray, years: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the mean error of each month in units of its scale, (month,), and the standard deviation of a year's, alike."""
    in_month = np.bincount(months, error.sum(axis=0))
    of_month = np.bincount(months, scale.sum(axis=0))
    year_of = np.bincount(months, years) / np.bincount(months)
    variance = np.bincount(year_of.astype(np.int64), in_month**2)
    of_year = np.bincount(year_of.astype(np.int64), of_month)
    rate = np.divide(in_month, of_month, out=np.zeros_like(in_month), where=of_month > 0)
    seen = of_year > 0
    return rate, float(np.sqrt(np.mean(variance[seen] / of_year[seen] ** 2)))


def _by_distance(errors: np.ndarray, x: np.ndarray, y: np.ndarray, footprint: float) -> tuple[float, float, float]:
    """Return the standard deviation that neighbours share, its reach in metres, and what single pixels have, of errors (pixel, year)."""
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
    return float(np.sqrt(best[1])), best[2], float(np.sqrt(total - best[1]))


def _mean_correlation(x: np.ndarray, y: np.ndarray, reach: float) -> float:
    """Return the mean of exp(-distance / reach) over all pairs of cells, each with itself too."""
    n = len(x)
    return float((2 * np.exp(-pdist(np.column_stack([x, y])) / reach).sum() + n) / n**2) if n else 1.0
