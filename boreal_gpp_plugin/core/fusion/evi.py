"""EVI: clear views on their own days become a complete series with its standard deviation.

y(pixel, t) = m(t) + phi(t)' a(pixel) + e.  The curves m and phi are learnt from a sample of the site; a pixel's a is its best linear
unbiased prediction, given its views and a prior: the mean of its land cover, and what the blocks around it depart from that. A pixel
that burnt or was cut within the period has two series, one up to that day and one from it (split.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from . import curves as courses
from . import posterior, split
from .curves import Curves
from .evi_series import Series
from .views import BLOCK, Views, is_dark

HALO = 4 * BLOCK  # pixels beyond a tile that its prior reaches
SAMPLE_PIXELS = 4000
FEWEST_OF_GROUP = 30  # pixels of the sample, below which a group is taken for any other
FIRST_WITHIN, LEAST_SPREAD = 0.55, 0.002  # root and least variance of what pixels depart from blocks: where learning begins
LEAST_VIEWS = 4  # of a pixel of the sample
WITHIN_ROUNDS = 2
FURTHER_ROUNDS = 4  # of learning the curves once views are corrected
DORMANT_SD = 0.018  # of the level of dormant vegetation, which all snow and dark days share: it does not shrink with their number
GUESSED_SD = 0.05  # the same where too few views of spring and autumn showed it: covers differ by as much
UNCHECKED_SD = 0.025  # of what a whole view is off by, which hidden views would tell: where there are too few to hide any
SUPPORT_DAYS = 8.0  # a gap of twice as much between views of the site is bridged by the curves
GAP_SD, GAP_DAYS = 0.15, 30.0  # of greenness far from any view, and how fast it becomes as doubtful: leaves unfold within a month
AFTER_LEVEL, AFTER_SEASON = 0.05, 0.4  # greenness after fire or cut, and the share of the season that is left: hardly known beforehand
AFTER_LEVEL_SD, AFTER_SEASON_SD, AFTER_WITHIN = 0.15, 0.5, 0.5


@dataclass(frozen=True)
class Model:
    """What was learnt of the greenness of a site in a period.

    Attributes
    ----------
    curves : Curves
        Of pixels that were not disturbed.
    groups : ndarray, int (group,)
        Groups that are told apart, ascending.
    centre : ndarray (mode, group + 1)
        Mean coefficients of each group; the last is of all others.
    between : ndarray (mode, mode)
        Root of the covariance of coefficients within groups.
    within : ndarray (mode, mode)
        Root of the covariance, in units of `between`, of what pixels depart from the blocks around them.
    support : ndarray (day,), optional
        Days, ascending, that told the site's season.
    dormant_sd : float
        Standard deviation of the level of dormant vegetation.
    unchecked_sd : float
        Further standard deviation of everything: `UNCHECKED_SD` where there were too few views to hide any.
    doubt : ndarray (group + 1,), optional
        How many times the standard deviation is larger than the model's own, of each group and of all others.
    days : Days, optional
        When patches of the site were disturbed.
    """

    curves: Curves
    groups: np.ndarray
    centre: np.ndarray
    between: np.ndarray
    within: np.ndarray
    support: Optional[np.ndarray] = None
    dormant_sd: float = DORMANT_SD
    unchecked_sd: float = 0.0
    doubt: Optional[np.ndarray] = None
    days: Optional[split.Days] = None

    def fuse(self, views: Views, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return EVI and its variance on days, each float32 (day, piece, y, x); NaN where a pixel has no clear view."""
        values, weights = views.weighted()
        seen = views.seen.ravel()
        series = self.series(views, wanted)
        if views.disturbed.any():
            mean, variance = split.fuse(series, self.series_after(views, wanted), values, weights, views, wanted, self.days)
        else:
            mean, variance = series.fuse(values, weights)
        variance[is_dark(wanted)] += np.float32(self.dormant_sd**2)
        variance += (self._gap_variance(wanted) + np.float32(self.unchecked_sd**2))[:, None]
        mean[:, ~seen] = variance[:, ~seen] = np.nan
        shape = (len(wanted), *views.shape)
        return mean.reshape(shape), variance.reshape(shape)

    def days_of_patches(self, views: Views, patch: np.ndarray, cut: np.ndarray) -> split.Days:
        """Return when patches were disturbed, from pieces of them: the number of each (piece,), and whether it is known to be cut."""
        none = views.days[:0]
        return split.days_of_patches(self.series(views, none), self.series_after(views, none), *views.weighted(), views, patch, cut)

    def _gap_variance(self, wanted: np.ndarray) -> np.ndarray:
        """Return the variance of the season itself on days far from those that told it, float32 (day,)."""
        if self.support is None or not len(self.support):
            return np.zeros(len(wanted), np.float32)
        apart = np.abs(wanted[:, None] - self.support).min(axis=1) - SUPPORT_DAYS
        return (GAP_SD**2 * (1 - np.exp(-np.maximum(apart, 0) / GAP_DAYS))).astype(np.float32)

    def series(self, views: Views, wanted: np.ndarray) -> Series:
        """Return the series of pixels as long as they are not disturbed."""
        mean, modes = self.curves.at(np.concatenate([views.all_days, wanted]))
        usual = (mean[:, None] + modes @ self.centre).astype(np.float32)
        return Series(views, usual, self.group(views.groups), modes @ self.between, self.within, self.curves.noise, self.doubt)

    def series_after(self, views: Views, wanted: np.ndarray) -> Series:
        """Return the series of pixels that have burnt or were cut."""
        mean, modes = self.curves.at(np.concatenate([views.all_days, wanted]))
        usual = (AFTER_LEVEL + AFTER_SEASON * mean)[:, None]
        design = np.column_stack([np.full_like(mean, AFTER_LEVEL_SD), AFTER_SEASON_SD * mean, modes])
        group = np.zeros(views.groups.size, np.intp)
        within = AFTER_WITHIN * np.eye(design.shape[1])
        return Series(views, usual, group, design, within, self.curves.noise)

    def group(self, groups: np.ndarray) -> np.ndarray:
        """Return the column of `centre` of each pixel, (pixel,)."""
        place = np.minimum(np.searchsorted(self.groups, groups.ravel()), len(self.groups) - 1)
        return np.where(self.groups[place] == groups.ravel(), place, len(self.groups)) if len(self.groups) else np.zeros(groups.size, int)


def learn(views: Views, first: float, last: float, start: Optional[Curves] = None) -> Model:
    """Return the model of a site in the period from `first` to `last`, days since 1970-01-01.

    Parameters
    ----------
    views : Views
        Pieces of the site.
    first, last : float
        The period.
    start : Curves, optional
        Curves to begin with.
    """
    values, weights = views.weighted()
    chosen = sample(views, weights)
    own, own_weights = values[:, chosen], weights[:, chosen]
    rounds = courses.ROUNDS if start is None else FURTHER_ROUNDS
    curves = courses.learn(own, own_weights, views.all_days, first, last, start, rounds)
    mean, modes = curves.at(views.all_days)
    found = posterior.of(own - mean[:, None], own_weights, modes, curves.noise)
    groups, centre, rest = _centres(found.mean, views.groups.ravel()[chosen])
    between = np.linalg.cholesky(rest @ rest.T / len(chosen) + found.mean_covariance())
    model = Model(curves, groups, centre, between, FIRST_WITHIN * np.eye(len(between)))
    series = model.series(views, views.all_days[:0])
    all_rest = series.rest(values)
    weights = np.where(views.disturbed.ravel() > 0, np.float32(0), weights)
    prior = series.prior(all_rest, weights)[:, chosen]
    rest = all_rest[:, chosen] - series.design @ prior
    within = model.within
    for _ in range(WITHIN_ROUNDS):
        found = posterior.of(rest, own_weights, (series.design @ within).astype(np.float32), curves.noise)
        spread = found.mean @ found.mean.T / len(chosen) + found.mean_covariance()
        within = np.linalg.cholesky(within @ spread @ within.T + LEAST_SPREAD * np.eye(len(within)))
    return replace(model, within=within)


def sample(views: Views, weights: np.ndarray) -> np.ndarray:
    """Return numbers of some undisturbed pixels that are often seen, always the same ones; where all are disturbed, of those."""
    count = np.isfinite(views.values).reshape(len(views.days), -1).sum(axis=0)
    undisturbed = np.where(views.disturbed.ravel(), 0, count)
    count = undisturbed if undisturbed.any() else count
    seen = count[count > 0]
    enough = np.flatnonzero(count >= max(min(LEAST_VIEWS, seen.max(initial=0)), np.quantile(seen, 0.2) if seen.size else 1, 1))
    return np.random.default_rng(0).permutation(enough)[:SAMPLE_PIXELS]


def _centres(coefficients: np.ndarray, group: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the groups told apart, mean coefficients of each and of all others, and what pixels (mode, pixel) depart from them."""
    groups, index, count = np.unique(group, return_inverse=True, return_counts=True)
    usual = coefficients.mean(axis=1)
    means = np.stack([coefficients[:, index == i].mean(axis=1) if n >= FEWEST_OF_GROUP else usual for i, n in enumerate(count)], axis=1)
    return groups, np.column_stack([means, usual]), coefficients - means[:, index]
