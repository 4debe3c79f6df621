"""The error of totals: what the site, a stratum or neighbours share, or nobody, as errors of years on held-out reference show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import pdist

from ..calendar import Calendar
from . import folds, noise
from .calibration import Calibration
from .covariance import ParameterCovariance
from .descent import FIRST_NOISE
from .noise import NOTHING
from .predict import StratumParameters, predict_sample
from .sample import ReferenceSample
from .uncertainty import REFERENCE_BIAS, error_scale

_FEWEST = 5  # pure reference pixels of a stratum; below, what they have in common is not told apart from what neighbours have
_MOST = 1200  # reference pixels that are paired
_BINS = 20
_REACHES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)  # footprints


@dataclass(frozen=True)
class Borrowed:
    """The error of a year's GPP of a stratum whose parameters do not rest on its own reference.

    Attributes
    ----------
    lender : str
        Class or parent that the parameters come from: strata with one lender are off together.
    share : float
        Standard deviation as share of the total.
    """

    lender: str
    share: float


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
    borrowed : mapping of int to Borrowed
        Error of strata whose parameters are defaults or borrowed.
    """

    site: float
    stratum: float
    local: float
    reach: float
    alone: float
    footprint: float
    borrowed: Mapping[int, Borrowed]

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
        own = [of for code, of in scale.items() if code not in self.borrowed]
        alone = self.alone * whole * np.sqrt(min(self.footprint**2 / area, 1.0)) if area else 0.0
        local = self.local * whole * np.sqrt(_mean_correlation(x, y, self.reach))
        borrowed: dict[str, float] = {}
        for code, error in self.borrowed.items():
            borrowed[error.lender] = borrowed.get(error.lender, 0.0) + error.share * gpp.get(code, 0.0)
        shared = [self.site * sum(own), *(self.stratum * of for of in own)]
        return float(np.linalg.norm([*shared, local, alone, REFERENCE_BIAS * sum(gpp.values()), *borrowed.values()]))


def of_borrowers(
    calibration: Calibration,
    spread: ParameterCovariance,
    means: Mapping[int, Mapping[str, np.ndarray]],
    calendar: Calendar,
    latitude: float,
) -> dict[int, Borrowed]:
    """Return the error of a year's GPP of the strata whose parameters are defaults or borrowed, by code.

    Carried through the model is how sure the parameters are, to first order, at the mean drivers of each stratum. What defaults misfit
    beside it is taken to last a month.

    Parameters
    ----------
    calibration : Calibration
        The model.
    spread : ParameterCovariance
        Of its parameters.
    means : mapping of int to mapping of str to ndarray (time,)
        Mean drivers by stratum code; strata that are not in it are left out.
    calendar : Calendar
        The steps.
    latitude : float
        Degrees north.
    """
    codes = [code for code in spread.codes if calibration.source[code] != "fitted" and code in means]
    if not codes:
        return {}
    place = np.arange(len(codes))
    drivers = {name: np.stack([means[code][name] for code in codes]) for name in means[codes[0]]}
    nothing, nowhere = np.full((len(codes), len(calendar)), np.nan), np.zeros(len(codes))
    at = np.full(len(codes), latitude)
    sample = ReferenceSample(calendar, nothing, nowhere, nowhere, at, place, np.array(codes), np.ones(len(codes)), drivers)
    gpp = np.nan_to_num(predict_sample(calibration.form, calibration.parameters, sample))

    def total(parameters: StratumParameters) -> np.ndarray:
        return np.nan_to_num(predict_sample(calibration.form, parameters, sample)) @ calendar.days

    moved = spread.moved(calibration.form, calibration.parameters, codes)
    sd = spread.carried(codes, np.stack([(total(high) - total(low)) / 2 for low, high in moved], axis=1))
    months = np.unique(12 * calendar.years + calendar.months, return_inverse=True)[1]
    growing = (gpp > NOTHING) * calendar.days @ (months[:, None] == np.unique(months))  # days of each month, (stratum, month)
    lasting = FIRST_NOISE * np.sqrt((growing**2).sum(axis=1) * len(np.unique(calendar.years)))
    found = {}
    for code, whole, of_parameters, of_months in zip(codes, gpp @ calendar.days, sd, lasting):
        source, default = calibration.source[code], calibration.source[code] == "default"
        lender = calibration.strata[code].prior if default else source
        error = np.hypot(of_parameters, of_months) if default else of_parameters
        found[code] = Borrowed(lender, float(error / whole) if whole > 0 else 0.0)
    return found


def from_held_out(
    sample: ReferenceSample,
    held_out: np.ndarray,
    borrowed: Mapping[int, Borrowed],
) -> TotalError:
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
    borrowed : mapping of int to Borrowed
        Error of the strata that do not rest on their own reference.

    References
    ----------
    Searle, Casella and McCulloch 1992, Variance Components, section 2 (nested errors); Cressie 1993, Statistics for Spatial Data,
    section 3.2 (variance of means over blocks).
    """
    known = np.isfinite(held_out - sample.gpp)
    if not known.any():
        return TotalError(0.0, 0.0, 0.0, 1.0, 0.0, 1.0, borrowed)
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
    return TotalError(site, stratum, local, reach, float(np.sqrt(alone)), footprint, borrowed)


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
