"""Hidden views: a fifth of the clear views is not shown to the fusion, which then says what they show and how sure it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from scipy import ndimage

from .evi import Model
from .haze import dropped
from .views import Views, is_dark

SHARE = 0.2
NINETY, WITHIN_NINETY = 0.9, 1.645  # of a normal distribution, standard deviations
LEAST_DOUBT, MOST_DOUBT = 1.0, 4.0  # the model misses more than it knows of, never less
LEAST_NOISE = 1e-5
FEWEST = 200  # hidden views of a group before its own doubt counts half, and pairs before its own noise is told
FEW_DAYS = 5.0  # so near in time, views show the same


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
        Share of hidden views of undisturbed pixels, but those of the dark months, in the stated 90 % intervals, noise and below them haze
        included; how far these reach is learnt from the other half of them.
    covered_by_group : tuple of float
        The least and the most of it in a group with at least `FEWEST` of them; that of all where none has.
    """

    count: int
    rmse: float
    rmse_linear: float
    covered: float
    covered_by_group: tuple[float, float]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


def hide(views: Views) -> tuple[Views, np.ndarray]:
    """Return views without a fifth of what is seen of each piece, and where that is, bool (view, piece, y, x): whole views of pieces."""
    clear = np.isfinite(views.values)
    hidden = np.zeros(clear.shape[:2], bool)
    random = np.random.default_rng(0)
    for piece in range(views.shape[0]):
        seen = np.flatnonzero(clear[:, piece].any(axis=(1, 2)))
        hidden[random.permutation(seen)[: int(SHARE * len(seen))], piece] = True
    hidden = clear & hidden[:, :, None, None]
    hidden &= (clear & ~hidden).any(axis=0)  # a pixel that nothing else shows can't be predicted
    return replace(views, values=np.where(hidden, np.float32(np.nan), views.values)), hidden


def check(views: Views, shown: Views, hidden: np.ndarray, model: Model) -> tuple[Check, np.ndarray]:
    """Return how well a model learnt from the views shown predicts the hidden ones, and its doubt, as `Model` has it.

    What hidden views depart is the fusion's error and the view's own. The latter is found apart, and what is neither is kept out, for
    intervals are of the greenness, not of what a view would show of it: haze, and thin snow that the mask missed in the dark months, in
    which the model knows greenness by its floor.
    """
    mean, variance = model.fuse(shown, views.days)
    values = views.values / views.gains[:, None, None, None].astype(np.float32)
    with np.errstate(invalid="ignore"):
        rest = values - mean
        spike = dropped(*(part.reshape(len(mean), -1) for part in (values, np.isfinite(values), mean))).reshape(rest.shape)
    spike = ndimage.maximum_filter(spike, (1, 1, 3, 3))  # haze has no sharp edge
    usable, linear = hidden & np.isfinite(rest), _linear(shown)
    undisturbed = np.broadcast_to(views.disturbed == 0, rest.shape)
    growing = undisturbed & ~is_dark(views.days)[:, None, None, None]
    calm = next(part for part in (growing, undisturbed, np.ones_like(undisturbed)) if (usable & part).any())
    groups = model.group(views.groups).reshape(views.shape)
    plain, calm = np.where(calm & ~spike, rest, np.float32(np.nan)), usable & calm
    noise = _noise(plain, hidden, views.days, groups, len(model.groups) + 1, model.curves.noise)
    groups = np.broadcast_to(groups, rest.shape)[calm]
    held_out = _Residuals(rest[calm], variance[calm], noise[groups], groups, spike[calm])
    least = np.sqrt(np.maximum(noise / model.curves.noise, 1))  # the model takes the views of all groups to be as noisy
    halves = np.broadcast_to((np.add.outer(np.arange(rest.shape[0]), np.arange(rest.shape[1])) % 2)[:, :, None, None], rest.shape)[calm]
    inside = np.zeros(len(halves), bool)
    for half in (0, 1):
        own, other = held_out.where(halves == half), held_out.where(halves != half)
        inside[halves == half] = own.inside(*other.doubt_and_haze(least))
    straight, covered = views.values[usable] - linear[usable], float(inside.mean())
    shares = [float(inside[groups == group].mean()) for group in np.unique(groups) if (groups == group).sum() >= FEWEST] or [covered]
    found = Check(int(usable.sum()), _rmse(rest[usable]), _rmse(straight), covered, (min(shares), max(shares)))
    return found, held_out.doubt_and_haze(least)[0]


def _noise(rest: np.ndarray, hidden: np.ndarray, days: np.ndarray, groups: np.ndarray, count: int, otherwise: float) -> np.ndarray:
    """Return the variance of a view by group, from what a hidden view of a pixel and one shown a few days apart depart differently.

    The fusion's own error is much the same in both, and a view it was fitted to departs by as much less as a hidden one departs by more:
    half the square is the variance of a view. What holds nine tenths of squares tells it, as it tells the doubt; those of all groups do
    where a group has few.

    Parameters
    ----------
    rest : ndarray (view, piece, y, x)
        What views depart from the fusion; NaN where there is none.
    hidden : ndarray of bool (view, piece, y, x)
        Which were hidden.
    days : ndarray (view,)
        Days, ascending.
    groups : ndarray, int (piece, y, x)
        Group of each pixel.
    count : int
        Number of groups.
    otherwise : float
        The variance where too few views tell it.
    """
    squares, group = [np.empty(0, np.float32)], [np.empty(0, groups.dtype)]
    for first, second in combinations(range(len(days)), 2):
        if days[second] - days[first] <= FEW_DAYS:
            apart = (rest[second] - rest[first])[one := hidden[first] != hidden[second]]
            known = np.isfinite(apart)
            squares.append(np.square(apart[known]) / 2)
            group.append(groups[one][known])
    squares, group = np.concatenate(squares), np.concatenate(group)
    usual = _told(squares, otherwise)
    return np.array([_told(squares[group == number], usual) for number in range(count)])


def _told(squares: np.ndarray, otherwise: float) -> float:
    """Return the variance whose 90 % interval holds that much of the squares, or `otherwise` where they are few."""
    return float(np.quantile(squares, NINETY)) / WITHIN_NINETY**2 if len(squares) >= FEWEST else otherwise


@dataclass(frozen=True)
class _Residuals:
    """Hidden views: what they depart from the fusion, the variance it states, that of the view, their group, and which are spikes."""

    rest: np.ndarray
    variance: np.ndarray
    noise: np.ndarray
    groups: np.ndarray
    spike: np.ndarray

    def where(self, chosen: np.ndarray) -> _Residuals:
        """Return some of them."""
        return _Residuals(self.rest[chosen], self.variance[chosen], self.noise[chosen], self.groups[chosen], self.spike[chosen])

    def doubt_and_haze(self, least: np.ndarray) -> tuple[np.ndarray, float]:
        """Return the doubt of groups, at `least` so much (group,), from views without spikes, and the variance of haze, which lowers views.

        A group with few hidden views takes the doubt of all.
        """
        plain, below = self.where(~self.spike), self.where(self.rest <= 0)
        usual = plain._doubt()
        doubt = np.full(len(least), usual)
        for group in np.unique(plain.groups):
            own = plain.where(plain.groups == group)
            share = len(own.rest) / (len(own.rest) + FEWEST)
            doubt[group] = usual ** (1 - share) * own._doubt() ** share
        doubt = np.maximum(doubt, least)
        left = (below.rest / WITHIN_NINETY) ** 2 - doubt[below.groups] ** 2 * below.variance
        return doubt, max(float(np.quantile(left, NINETY)), LEAST_NOISE) if len(left) else LEAST_NOISE

    def _doubt(self) -> float:
        """Return how many times larger than stated the standard deviation must be for 90 % intervals to hold that much of the residuals.

        A view counts by the share of its variance that is the fusion's: where its noise is most of it, it hardly tells.
        """
        if not len(self.rest):
            return 1.0
        squares = ((self.rest / WITHIN_NINETY) ** 2 - self.noise) / self.variance
        order = np.argsort(squares)
        told = np.cumsum((self.variance / (self.variance + self.noise))[order], dtype=np.float64)
        ninety = squares[order[np.searchsorted(told, NINETY * told[-1])]]
        return float(np.sqrt(np.clip(ninety, LEAST_DOUBT**2, MOST_DOUBT**2)))

    def inside(self, doubt: np.ndarray, haze: float) -> np.ndarray:
        """Return which lie in 90 % intervals, the error of a view included."""
        error = np.where(self.rest > 0, self.noise, np.maximum(self.noise, haze))
        return self.rest**2 <= WITHIN_NINETY**2 * (doubt[self.groups] ** 2 * self.variance + error)


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
