"""Hidden views: a fifth of the clear views is not shown to the fusion, which then says what they show and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import brentq

from .evi import Model
from .views import Views

SHARE = 0.2
NINETY, WITHIN_NINETY, ONE_SD = 0.9, 1.645, 0.6827  # of a normal distribution
LEAST_DOUBT, MOST_DOUBT = 0.4, 4.0
LEAST_NOISE = 1e-5
FEWEST = 200  # hidden views of a group before its own doubt counts half


@dataclass(frozen=True)
class Check:
    """How well hidden views are predicted.

    Attributes
    ----------
    count : int
        Number of hidden views of pixels.
    rmse, rmse_linear : float
        Errors of the fusion and of linear interpolation, the noise of a view being part of both.
    covered : float
        Share of hidden views in the stated 90 % intervals, noise included; how far these reach is learnt from the other half of them.
    """

    count: int
    rmse: float
    rmse_linear: float
    covered: float

    def to_dict(self) -> dict[str, float]:
        """Return plain values."""
        return {"count": self.count, "rmse": self.rmse, "rmse_linear": self.rmse_linear, "covered": self.covered}


def hide(views: Views) -> tuple[Views, np.ndarray]:
    """Return views without a fifth of what is seen of each piece, and where that is, bool (view, piece, y, x): whole views of pieces."""
    clear = np.isfinite(views.values)
    hidden = np.zeros(clear.shape[:2], bool)
    random = np.random.default_rng(0)
    for piece in range(views.shape[0]):
        seen = np.flatnonzero(clear[:, piece].any(axis=(1, 2)))
        hidden[random.permutation(seen)[: int(SHARE * len(seen))], piece] = True
    hidden = clear & hidden[:, :, None, None]
    return replace(views, values=np.where(hidden, np.float32(np.nan), views.values)), hidden


def check(views: Views, shown: Views, hidden: np.ndarray, model: Model) -> tuple[Check, np.ndarray]:
    """Return how well a model learnt from the views shown predicts the hidden ones, and its doubt, as `Model` has it."""
    mean, variance = model.fuse(shown, views.days)
    with np.errstate(invalid="ignore"):
        rest = views.values / views.gains[:, None, None, None].astype(np.float32) - mean
    groups = np.where(views.disturbed > 0, len(model.groups) + 1, model.group(views.groups).reshape(views.shape))
    groups = np.broadcast_to(groups, rest.shape)
    known = np.isfinite(rest)
    fitted = _Residuals(rest[known & ~hidden], variance[known & ~hidden], groups[known & ~hidden])
    linear = _linear(shown)
    usable = hidden & known & np.isfinite(linear)
    held_out = _Residuals(rest[usable], variance[usable], groups[usable])
    halves = np.broadcast_to((np.add.outer(np.arange(rest.shape[0]), np.arange(rest.shape[1])) % 2)[:, :, None, None], rest.shape)[usable]
    count = len(model.groups) + 2
    inside = np.zeros(len(held_out.rest), bool)
    for half in (0, 1):
        own, other = held_out.where(halves == half), held_out.where(halves != half)
        doubt, noise = _by_group(other, fitted, count)
        inside[halves == half] = own.inside(doubt[own.groups], noise[own.groups])
    straight = views.values[usable] - linear[usable]
    found = Check(len(held_out.rest), _rmse(held_out.rest), _rmse(straight), float(inside.mean()))
    return found, _by_group(held_out, fitted, count)[0]


@dataclass(frozen=True)
class _Residuals:
    """What views depart from the fusion, the variance it states of itself, and the group of each."""

    rest: np.ndarray
    variance: np.ndarray
    groups: np.ndarray

    def where(self, chosen: np.ndarray) -> _Residuals:
        """Return some of them."""
        return _Residuals(self.rest[chosen], self.variance[chosen], self.groups[chosen])

    def noise(self) -> float:
        """Return the variance of a view: two thirds of what fitted views depart, which haze hardly widens, and what fitting took."""
        if not len(self.rest):
            return LEAST_NOISE
        return max(float(np.quantile(np.abs(self.rest), ONE_SD) ** 2 + self.variance.mean()), LEAST_NOISE)

    def inside(self, doubt: np.ndarray, noise: np.ndarray) -> np.ndarray:
        """Return which lie in 90 % intervals, noise included."""
        return np.abs(self.rest) <= WITHIN_NINETY * np.sqrt(doubt**2 * self.variance + noise)

    def doubt(self, noise: np.ndarray) -> float:
        """Return how many times larger than stated the standard deviation must be for 90 % intervals to hold that much of the residuals."""

        def lacks(doubt: float) -> float:
            return float(self.inside(np.float64(doubt), noise).mean()) - NINETY

        if not len(self.rest):
            return 1.0
        if lacks(LEAST_DOUBT) >= 0:
            return LEAST_DOUBT
        return float(brentq(lacks, LEAST_DOUBT, MOST_DOUBT, xtol=0.01)) if lacks(MOST_DOUBT) > 0 else MOST_DOUBT


def _by_group(held_out: _Residuals, fitted: _Residuals, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the doubt and the variance of a view of each of `count` groups; a group with few hidden views takes those of all."""
    usual_noise = fitted.noise()
    usual = held_out.doubt(np.full(len(held_out.rest), usual_noise))
    doubt, noise = np.full(count, usual), np.full(count, usual_noise)
    for group in np.unique(held_out.groups):
        own, own_fitted = (part.where(part.groups == group) for part in (held_out, fitted))
        share = len(own.rest) / (len(own.rest) + FEWEST)
        noise[group] = share * own_fitted.noise() + (1 - share) * usual_noise
        doubt[group] = usual ** (1 - share) * own.doubt(np.full(len(own.rest), noise[group])) ** share
    return doubt, noise


def _rmse(rest: np.ndarray) -> float:
    """Return the root of the mean square."""
    return float(np.sqrt(np.mean(np.square(rest, dtype=np.float64))))


def _linear(views: Views) -> np.ndarray:
    """Return views interpolated linearly in time to every view's day, held at the ends, float32 (view, piece, y, x)."""
    before, before_day = _carried(views.values, views.days)
    after, after_day = (part[::-1] for part in _carried(views.values[::-1], views.days[::-1]))
    day = views.days[:, None, None, None].astype(np.float32)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(after_day == before_day, 0, (day - before_day) / (after_day - before_day))
    between = before + share * (after - before)
    return np.where(np.isnan(before), after, np.where(np.isnan(after), before, between)).astype(np.float32)


def _carried(values: np.ndarray, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the last value seen and its day at each view, (view, ...)."""
    last, last_day = np.full(values.shape[1:], np.nan, np.float32), np.full(values.shape[1:], np.nan, np.float32)
    carried, carried_day = np.empty_like(values), np.empty_like(values)
    for view, (value, day) in enumerate(zip(values, days)):
        seen = np.isfinite(value)
        last, last_day = np.where(seen, value, last), np.where(seen, np.float32(day), last_day)
        carried[view], carried_day[view] = last, last_day
    return carried, carried_day
