"""Views: what HLS saw of some pieces of a site, with what is known of pixels while they are not seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

import numpy as np

from . import haze

BLOCK = 3  # pixels on a side of blocks, whose views are taken together
SNOW_WEIGHT = 0.25  # a view of snow says "dormant", and dormant is known to twice the noise of a view
SHOULDER_MONTHS = (4, 5, 9, 10)  # snow-free views of dormant vegetation are found here
DARK_MONTHS = (11, 12, 1, 2, 3)
DORMANT_PERCENT = 15  # of those views: a tenth and more of them may show melting snow, and half of them leaves
ANCHOR_DAYS = 16.0  # in these months, vegetation counts as dormant where no view is as near
USUAL_FLOOR = 0.12  # EVI of dormant vegetation where too few views of spring and autumn show it
ENOUGH_PIXELS = 10  # of a land cover in a view, for their median to be that of the view
SUPPORTING = 0.05  # share of the pixels that a view must show for it to tell the season of all


@dataclass(frozen=True)
class Views:
    """Views of some pieces of a site, all of one size.

    Attributes
    ----------
    days : ndarray (view,)
        Days since 1970-01-01.
    values : ndarray, float32 (view, piece, y, x)
        EVI of clear, snow-free views; NaN elsewhere.
    snow : ndarray, bool (view, piece, y, x)
        Views of snow.
    floor : ndarray, float32 (piece, y, x)
        EVI of the dormant, snow-free pixel; NaN where unknown.
    groups : ndarray, int (piece, y, x)
        What pixels with seasons alike have in common: land cover.
    disturbed : ndarray, int (piece, y, x)
        Year within the period in which the pixel burnt or was cut, `SOME_YEAR` where it is not known, 0 for none.
    gains : ndarray (view,)
        What each view's sensor shows of a greenness of 1.
    anchors : ndarray (anchor,)
        Days on which vegetation counts as dormant, as `anchors` gives them.
    patches : ndarray, int (piece, y, x), optional
        Number of the patch of each disturbed pixel, as `split.patches` gives it.
    """

    days: np.ndarray
    values: np.ndarray
    snow: np.ndarray
    floor: np.ndarray
    groups: np.ndarray
    disturbed: np.ndarray
    gains: np.ndarray
    anchors: np.ndarray = field(default_factory=lambda: np.empty(0))
    patches: Optional[np.ndarray] = None

    @property
    def shape(self) -> tuple[int, int, int]:
        """Pieces, rows and columns."""
        return self.floor.shape

    @property
    def all_days(self) -> np.ndarray:
        """Days of the views and then of the anchors."""
        return np.concatenate([self.days, self.anchors])

    @property
    def seen(self) -> np.ndarray:
        """Where a pixel has a clear view, or one of snow on ground of known greenness, bool (piece, y, x)."""
        return np.isfinite(self.values).any(axis=0) | (self.snow.any(axis=0) & np.isfinite(self.floor))

    @property
    def supporting_days(self) -> np.ndarray:
        """Days, ascending, of anchors and of views that show a good part of the pixels, snow included."""
        told = (np.isfinite(self.values) | self.snow).reshape(len(self.days), -1).mean(axis=1) >= SUPPORTING
        return np.sort(np.concatenate([self.days[told], self.anchors]))

    def weighted(self) -> tuple[np.ndarray, np.ndarray]:
        """Return values and weights on `all_days`, float32 (day, pixel): snow and anchors show the dormant floor, spikes hardly count."""
        count, floor = len(self.days), self.floor.ravel().astype(np.float32)
        values = self.values.reshape(count, -1)
        weights = np.isfinite(values).astype(np.float32)
        values = np.nan_to_num(values) / self.gains.astype(np.float32)[:, None]
        weights = haze.despiked(values, weights)
        dormant = np.float32(SNOW_WEIGHT) * np.isfinite(floor)
        floor = np.nan_to_num(floor)
        snow = self.snow.reshape(count, -1)
        values, weights = np.where(snow, floor, values), np.where(snow, dormant, weights)
        more = (len(self.anchors), len(floor))
        return np.concatenate([values, np.broadcast_to(floor, more)]), np.concatenate([weights, np.broadcast_to(dormant, more)])


def dormant_floor(evi: np.ndarray, days: np.ndarray, groups: np.ndarray) -> dict[int, float]:
    """Return the EVI of dormant, snow-free vegetation for each group: what the clear views of spring and autumn show at their lowest.

    It is a low percentile of the medians of views: medians leave out noise and missed haze, the percentile views of melting snow. Where
    clear views are too few, as `show_dormant` tells, it is `USUAL_FLOOR`, or the median of all such medians where that is less.

    Parameters
    ----------
    evi : ndarray (acquisition, y, x)
        Clear, snow-free views; NaN elsewhere.
    days : ndarray (acquisition,)
        Days since 1970-01-01.
    groups : ndarray, int (y, x)
        Land cover or strata.
    """
    if show_dormant(evi, days):
        return _percentiles(evi[np.isin(_months(days), SHOULDER_MONTHS)], groups, DORMANT_PERCENT)
    return {group: min(usual, USUAL_FLOOR) for group, usual in _percentiles(evi, groups, 50).items()}


def show_dormant(evi: np.ndarray, days: np.ndarray) -> bool:
    """Return whether clear views (view, ...) of some days are of two months, at least, in which vegetation is dormant without snow."""
    seen = np.isfinite(evi).reshape(len(days), -1).any(axis=1)
    return len(np.intersect1d(_months(days[seen]), SHOULDER_MONTHS)) > 1


def _percentiles(evi: np.ndarray, groups: np.ndarray, percent: float) -> dict[int, float]:
    """Return a percentile of the medians of views (view, y, x) of each group, as far as there are any: of those that show enough of it."""
    found = {}
    for group in np.unique(groups):
        values = evi[:, groups == group]
        count = np.isfinite(values).sum(axis=1)
        if count.any():
            told = values[count >= min(count.max(), ENOUGH_PIXELS)]
            found[int(group)] = float(np.percentile(np.nanmedian(told, axis=1), percent))
    return found


def anchors(days: np.ndarray, first: float, last: float) -> np.ndarray:
    """Return days of the dark months from `first` to `last` that no view of the site is near: vegetation is dormant then."""
    wanted = np.arange(first, last + 1.0, ANCHOR_DAYS)
    wanted = wanted[is_dark(wanted)]
    return wanted[np.min(np.abs(wanted[:, None] - days), axis=1, initial=np.inf) >= ANCHOR_DAYS / 2]


def is_dark(days: np.ndarray) -> np.ndarray:
    """Return whether days since 1970-01-01 lie in the dark months."""
    return np.isin(_months(days), DARK_MONTHS)


def _months(days: np.ndarray) -> np.ndarray:
    """Return the month, 1-12, of days since 1970-01-01."""
    return np.floor(days).astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12 + 1
