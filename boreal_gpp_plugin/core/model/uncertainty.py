"""The uncertainty of GPP per pixel and step: split conformal intervals from held-out errors, or the spread between sites without any."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..strata.classification import Stratum
from .defaults import SPREAD
from .descent import FIRST_NOISE
from .hierarchy import ancestry
from .metrics import SEASONS
from .sample import ReferenceSample

COVERAGE = 0.90
"""Share of values that an interval is to hold."""
NORMAL = 1.6449
"""Standard deviations of a normal distribution that hold it, either way."""
PURE = 0.7
"""Share of a reference pixel that a stratum must cover for the pixel's errors to count as the stratum's."""

_BASE, _SHARE = 0.2, 0.1  # g C m-2 d-1, and share of GPP: the shape of the error's growth; its size comes from held-out errors
NOTHING = 0.01
"""g C m-2 d-1: where neither side says more, every interval holds, and what it holds says nothing of the others."""
_FEWEST = 60  # errors of a stratum in a season; below, those of its parent are taken
_SEASON_OF_MONTH = np.array([next(i for i, of in enumerate(SEASONS.values()) if month in of) for month in range(1, 13)])


@dataclass(frozen=True)
class Uncertainty:
    """How wide the intervals of GPP are.

    Attributes
    ----------
    factor : mapping of int to ndarray (season,)
        By stratum code: half width of the interval in units of 0.2 + 0.1 GPP; winter, spring, summer, autumn.
    relative : mapping of int to float
        By code of strata with default parameters and without held-out errors: standard deviation of ln GPP between sites.
    """

    factor: Mapping[int, np.ndarray]
    relative: Mapping[int, float]

    def half_width(self, gpp: np.ndarray, strata: np.ndarray, months: np.ndarray) -> np.ndarray:
        """Return half the width of the 90 % interval, g C m-2 d-1, float32 (time, ...); the interval ends at 0 below.

        Parameters
        ----------
        gpp : ndarray (time, ...)
            g C m-2 d-1; NaN where missing, and so is the result.
        strata : ndarray, int, of the shape of `gpp` without time
            Stratum codes, 0 where GPP is not modelled.
        months : ndarray, int (time,)
            Month of each step, 1 to 12.
        """
        codes, position = np.unique(strata, return_inverse=True)
        seasons = len(SEASONS)
        factor = np.array([self.factor.get(code, np.full(seasons, np.nan)) for code in codes.tolist()])
        relative = np.array([self.relative.get(code, np.nan) for code in codes.tolist()])
        position = position.reshape(np.shape(strata))
        scaled = factor.T[_SEASON_OF_MONTH[np.asarray(months) - 1]][:, position] * error_scale(gpp)
        unknown = NORMAL * np.sqrt((relative[position] * gpp) ** 2 + FIRST_NOISE**2)
        return np.where(np.isfinite(scaled), scaled, unknown).astype(np.float32)

    def sd(self, gpp: np.ndarray, strata: np.ndarray, months: np.ndarray) -> np.ndarray:
        """Return the standard deviation whose normal 90 % interval has that width, g C m-2 d-1, float32 (time, ...): gpp_sd.tif."""
        return self.half_width(gpp, strata, months) / np.float32(NORMAL)


def from_held_out(sample: ReferenceSample, held_out: np.ndarray, strata: Mapping[int, Stratum], source: Mapping[int, str]) -> Uncertainty:
    """Return the uncertainty that errors on held-out reference show, by stratum and season.

    A stratum with fewer than 60 held-out values in a season takes the errors of its cover, then those of all pixels. Steps without GPP
    on either side do not count where there are others. A stratum without any reference, which has default parameters, takes the spread
    of its class between sites. The errors hold the noise of the reference and what its pixels' mean drivers are off.

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
    Lei et al. 2018, doi:10.1080/01621459.2017.1307116 (split conformal); Vovk et al. 2003, Mondrian confidence machine (by group).
    """
    error = np.abs(held_out - sample.gpp) / error_scale(held_out)
    telling = np.where((held_out < NOTHING) & (sample.gpp < NOTHING), np.nan, error)
    months = np.floor(sample.calendar.middles).astype(np.int64).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1
    season = _SEASON_OF_MONTH[months - 1]
    parents = {stratum.parent for stratum in strata.values()}
    leaves = [code for code in strata if code not in parents]
    factor, relative = {}, {}
    for code in leaves:
        if source.get(code, "default") == "default" or not np.isfinite(error).any():
            relative[code] = SPREAD[strata[code].prior]
            continue
        line = ancestry(code, strata)[::-1]
        by_season = [_quantile_of(sample, telling[:, season == s], line, leaves, strata) for s in range(len(SEASONS))]
        nothing = [_quantile_of(sample, error[:, season == s], line, leaves, strata) for s in range(len(SEASONS))]
        found = np.where(np.isfinite(by_season), by_season, nothing)
        factor[code] = np.where(np.isfinite(found), found, np.nanmax(found))  # a season without reference takes the widest
    return Uncertainty(factor, relative)


def error_scale(gpp: np.ndarray) -> np.ndarray:
    """Return by what errors are divided before strata and steps are put together, g C m-2 d-1."""
    return _BASE + _SHARE * np.maximum(gpp, 0.0)


def _quantile_of(sample: ReferenceSample, error: np.ndarray, line: list[int], leaves: list[int], strata: Mapping[int, Stratum]) -> float:
    """Return the conformal quantile of the errors (pixel, time) of the first of `line`, a stratum and its parents, with enough of them."""
    for code in line:
        members = [leaf for leaf in leaves if code in ancestry(leaf, strata)]
        rows = np.isin(sample.stratum, members)
        share = np.bincount(sample.pixel[rows], sample.fraction[rows], len(error))
        known = error[share >= PURE]
        known = known[np.isfinite(known)]
        if known.size >= _FEWEST:
            return _conformal(known)
    known = error[np.isfinite(error)]
    return _conformal(known) if known.size else np.nan


def _conformal(errors: np.ndarray) -> float:
    """Return the ceil((n + 1) 0.9)-th smallest error, or the greatest where n is too small for it."""
    rank = min(math.ceil((errors.size + 1) * COVERAGE), errors.size)
    return float(np.partition(errors, rank - 1)[rank - 1])
