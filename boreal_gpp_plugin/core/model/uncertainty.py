"""The uncertainty of GPP per pixel and step: from errors on held-out reference less its noise, or the spread between sites without any.

The variance of an error on held-out reference is that of the reference's noise and that of the model: of its form, of parameters fitted
elsewhere, and of drivers as far as a whole reference pixel shares their errors. GPP itself has no noise. Instead a pixel of the map has
the part of its drivers' errors that a reference pixel averages out, and all share how far the reference may be off as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..strata.classification import Stratum
from . import driver_error, noise
from .defaults import SPREAD
from .descent import FIRST_NOISE
from .hierarchy import ancestry
from .metrics import SEASONS
from .noise import NOTHING, ReferenceNoise
from .sample import PURE, ReferenceSample
from .terms import Value

COVERAGE = 0.90
"""Share of values that an interval is to hold."""
NORMAL = 1.6449
"""Standard deviations of a normal distribution that hold it, either way."""
REFERENCE_BIAS = 0.05
"""Standard deviation of how far a reference is off as a whole, share of GPP: a choice, about how far ways to derive GPP differ."""

_BASE, _SHARE = 0.2, 0.05  # g C m-2 d-1, and share of GPP: the shape of the error's growth; its size comes from held-out errors
_LEAST_MODEL = 0.25  # of the variance of errors that is the model's, however noisy the reference: noise is known only about
_FEWEST = 60  # errors of a stratum in a season; below, those of its parent are taken
_SEASON_OF_MONTH = np.array([next(i for i, of in enumerate(SEASONS.values()) if month in of) for month in range(1, 13)])


@dataclass(frozen=True)
class Uncertainty:
    """How far GPP may be off.

    Attributes
    ----------
    model : mapping of int to ndarray (season,)
        By stratum code: standard deviation of the model's error in units of 0.2 + 0.05 GPP; winter, spring, summer, autumn.
    reach : mapping of int to ndarray (season,)
        By stratum code: half width of the interval in standard deviations.
    relative : mapping of int to float
        By code of strata with default parameters and without held-out errors: standard deviation of ln GPP between sites.
    noise : ReferenceNoise
        Of the reference.
    unseen : mapping of str to float
        By driver: share of the variance of its errors that errors on held-out reference do not show.
    """

    model: Mapping[int, np.ndarray]
    reach: Mapping[int, np.ndarray]
    relative: Mapping[int, float]
    noise: ReferenceNoise
    unseen: Mapping[str, float]

    def half_width_of_reference(self, gpp: np.ndarray, strata: np.ndarray, months: np.ndarray) -> np.ndarray:
        """Return half the width of the 90 % interval of the reference, its noise included, g C m-2 d-1 (time, ...); NaN without any.

        Parameters
        ----------
        gpp : ndarray (time, ...)
            Predictions, g C m-2 d-1; NaN where missing, and so is the result.
        strata : ndarray, int, of the shape of `gpp` without time
            Stratum codes, 0 where GPP is not modelled.
        months : ndarray, int (time,)
            Month of each step, 1 to 12.
        """
        model = self._looked_up(self.model, strata, months) * error_scale(gpp)
        return self._looked_up(self.reach, strata, months) * np.sqrt(model**2 + self.noise.variance(gpp))

    def sd(self, gpp: np.ndarray, strata: np.ndarray, months: np.ndarray, others: Value = 0.0) -> np.ndarray:
        """Return the standard deviation whose normal 90 % interval holds GPP, g C m-2 d-1, float32 (time, ...): gpp_sd.tif.

        Parameters
        ----------
        gpp, strata, months
            As for `half_width_of_reference`.
        others : ndarray (time, ...), optional
            Variance of GPP by what errors on held-out reference do not show, (g C m-2 d-1)^2: `driver_error` and `default_error`.
        """
        stretched = {code: self.reach[code] / NORMAL * model for code, model in self.model.items()}
        shown = (self._looked_up(stretched, strata, months) * error_scale(gpp)) ** 2 + (REFERENCE_BIAS * gpp) ** 2
        relative = self._looked_up({code: np.full(len(SEASONS), sd) for code, sd in self.relative.items()}, strata, months)
        unknown = (relative * gpp) ** 2 + FIRST_NOISE**2
        return np.sqrt(np.where(np.isfinite(shown), shown, unknown) + others).astype(np.float32)

    @staticmethod
    def _looked_up(table: Mapping[int, np.ndarray], strata: np.ndarray, months: np.ndarray) -> np.ndarray:
        """Return values by stratum code, each (season,), at every step and place, (time, ...); NaN where the code has none."""
        codes, position = np.unique(strata, return_inverse=True)
        values = np.array([table.get(code, np.full(len(SEASONS), np.nan)) for code in codes.tolist()], np.float32)
        return values.T[_SEASON_OF_MONTH[np.asarray(months) - 1]][:, position.reshape(np.shape(strata))]


def from_held_out(sample: ReferenceSample, held_out: np.ndarray, strata: Mapping[int, Stratum], source: Mapping[int, str]) -> Uncertainty:
    """Return the uncertainty that errors on held-out reference show, by stratum and season.

    A stratum with fewer than 60 held-out values in a season takes the errors of its cover, then those of all pixels. Steps without GPP
    on either side do not count where there are others. The variance that is left without the noise of the reference is the model's, and
    a conformal quantile says how many standard deviations hold nine errors in ten. A stratum without any reference, which has default
    parameters, takes the spread of its class between sites.

    Parameters
    ----------
    sample : ReferenceSample
        The reference.
    held_out : ndarray (pixel, time)
        Predictions of the reference pixels by fits that had not seen them, g C m-2 d-1; NaN where there is none.
    strata : mapping of int to Stratum
        Every stratum of the site and its parents.
    source : mapping of int to str
        Where each stratum's parameters come from, as `Calibration.source`.

    References
    ----------
    Lei et al. 2018, doi:10.1080/01621459.2017.1307116 (split conformal, with errors in units of their spread); Vovk et al. 2003,
    Mondrian confidence machine (by group).
    """
    found = noise.of_neighbours(sample, held_out)
    errors = _Errors(sample, held_out, found, strata)
    parents = {stratum.parent for stratum in strata.values()}
    model, reach, relative = {}, {}, {}
    for code in (code for code in strata if code not in parents):
        if source.get(code, "default") == "default" or not errors.any():
            relative[code] = SPREAD[strata[code].prior]
        else:
            by_season = np.array([errors.spread(code, season) for season in range(len(SEASONS))])
            widest = by_season[np.nanargmax(by_season.prod(axis=1))]
            model[code], reach[code] = np.where(np.isfinite(by_season), by_season, widest).T  # a season without reference takes the widest
    return Uncertainty(model, reach, relative, found, driver_error.unseen(sample))


def error_scale(gpp: np.ndarray) -> np.ndarray:
    """Return by what errors are divided before strata and steps are put together, g C m-2 d-1."""
    return _BASE + _SHARE * np.maximum(gpp, 0.0)


class _Errors:
    """Errors on held-out reference, chosen by stratum and season; parameters as those of `from_held_out`, and the reference's noise."""

    def __init__(self, sample: ReferenceSample, held_out: np.ndarray, of_reference: ReferenceNoise, strata: Mapping[int, Stratum]):
        scale = error_scale(held_out)
        self._sample, self._strata = sample, strata
        self._error, self._noise = np.abs(held_out - sample.gpp) / scale, of_reference.variance(held_out) / scale**2
        self._telling = (held_out >= NOTHING) | (sample.gpp >= NOTHING)
        middles = np.floor(sample.calendar.middles).astype(np.int64).astype("datetime64[D]")
        self._season = _SEASON_OF_MONTH[middles.astype("datetime64[M]").astype(np.int64) % 12]
        parents = {stratum.parent for stratum in strata.values()}
        self._leaves = [code for code in strata if code not in parents]

    def any(self) -> bool:
        """Return whether there are errors at all."""
        return bool(np.isfinite(self._error).any())

    def spread(self, code: int, season: int) -> tuple[float, float]:
        """Return the standard deviation of the model's error, scaled, and the half width of intervals in standard deviations; or NaN."""
        chosen = self._chosen(code, season, self._telling)
        error, variance = chosen if chosen[0].size else self._chosen(code, season, np.ones_like(self._telling))
        if not error.size:
            return np.nan, np.nan
        whole = float(np.mean(error**2))
        model = max(whole - float(np.mean(variance)), _LEAST_MODEL * whole)
        return (math.sqrt(model), conformal(error / np.sqrt(model + variance))) if model else (0.0, NORMAL)

    def _chosen(self, code: int, season: int, counted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return errors and the noise's variance of the first of a stratum, its parents and all pixels that has enough, scaled."""
        counted = counted & np.isfinite(self._error) & (self._season == season)
        for ancestor in ancestry(code, self._strata)[::-1]:
            members = [leaf for leaf in self._leaves if ancestor in ancestry(leaf, self._strata)]
            at = counted & (self._sample.share_of(members) >= PURE)[:, None]
            if at.sum() >= _FEWEST:
                return self._error[at], self._noise[at]
        return self._error[counted], self._noise[counted]


def conformal(errors: np.ndarray) -> float:
    """Return the ceil((n + 1) 0.9)-th smallest error, or the greatest where n is too small for it."""
    rank = min(math.ceil((errors.size + 1) * COVERAGE), errors.size)
    return float(np.partition(errors, rank - 1)[rank - 1])
