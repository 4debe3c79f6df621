"""Series of EVI: pixels predicted from their views, from what is usual of their group and from what the blocks around them depart."""

from __future__ import annotations

from typing import Optional

import numpy as np
from scipy import ndimage

from . import posterior
from .views import BLOCK, Views

REACH = 1.0  # blocks, standard deviation of the window that the spatial prior is the mean of
FULL_BLOCK = 3.0  # views of a block at one time count as so many at most: their errors are alike
LEAST_TRUST = 0.02  # of the coefficients of a block


class Series:
    """One kind of series of the pixels of some pieces: a usual course by group, and departures from it.

    Parameters
    ----------
    views : Views
        Its days and the pieces' shape are read.
    usual : ndarray, float32 (day, group)
        Course of each group, on all days of the views and then on the wanted days.
    group : ndarray, int (pixel,)
        Column of `usual` of each pixel.
    design : ndarray, float32 (day, coefficient)
        Departures of unit variance on the same days.
    within : ndarray (coefficient, coefficient)
        Root of the covariance of what pixels depart from the blocks around them.
    noise : float
        Variance of one view.
    doubt : ndarray (group,), optional
        How many times the standard deviation is larger than what follows from all this.
    """

    def __init__(
        self,
        views: Views,
        usual: np.ndarray,
        group: np.ndarray,
        design: np.ndarray,
        within: np.ndarray,
        noise: float,
        doubt: Optional[np.ndarray] = None,
    ):
        count = len(views.all_days)
        self.shape, self.group, self.noise = views.shape, group, noise
        self.usual, self.usual_wanted = usual[:count], usual[count:]
        self.design, self.design_wanted = (part.astype(np.float32) for part in (design[:count], design[count:]))
        self.within, self.doubt = within.astype(np.float32), doubt

    def rest(self, values: np.ndarray) -> np.ndarray:
        """Return what values (view, pixel) depart from the usual course, float32."""
        return values - self.usual[:, self.group]

    def fuse(self, values: np.ndarray, weights: np.ndarray, pixels: slice | np.ndarray = slice(None)) -> tuple[np.ndarray, np.ndarray]:
        """Return mean and variance on the wanted days, float32 (day, pixel), of all pixels or some; weights of others tell the prior."""
        rest = self.rest(values)
        prior = self.prior(rest, weights)[:, pixels]
        rest = rest[:, pixels] - self.design @ prior
        own = posterior.of(rest, weights[:, pixels], self.design @ self.within, self.noise)
        mean = self.design_wanted @ (prior + self.within @ own.mean)
        mean += self.usual_wanted[:, self.group[pixels]]
        variance = own.variance_of(self.design_wanted @ self.within)
        if self.doubt is not None:
            variance *= np.square(self.doubt, dtype=np.float32)[self.group[pixels]]
        return mean, variance

    def prior(self, rest: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """Return what each pixel's coefficients are by the blocks around it, float32 (coefficient, pixel)."""
        means, counts, shape = self.blocks(rest, weights)
        of_blocks = posterior.of(means, np.minimum(counts, FULL_BLOCK), self.design, self.noise)
        trust = np.clip(1 - of_blocks.variances.mean(axis=0), LEAST_TRUST, 1).reshape(shape) ** 2

        def smooth(values: np.ndarray) -> np.ndarray:
            return ndimage.gaussian_filter(values, (0, REACH, REACH), mode="nearest", truncate=2.5)

        total = smooth(trust)
        smoothed = np.stack([smooth(mean.reshape(shape) * trust) / total for mean in of_blocks.mean])
        rows, columns = (_linear(small, large) for small, large in zip(shape[1:], self.shape[1:]))
        return (rows @ smoothed @ columns.T).reshape(len(smoothed), -1)

    def blocks(self, values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, tuple[int, int, int]]:
        """Return weighted means of blocks and their summed weights, (view, block), and the shape of the blocks (piece, y, x)."""
        counts, shape = self._summed(weights)
        totals, _ = self._summed(weights * values)
        return totals / np.maximum(counts, 1e-6), counts, shape

    def _summed(self, values: np.ndarray) -> tuple[np.ndarray, tuple[int, int, int]]:
        """Return sums over blocks (view, block), those at the edges being smaller, and their shape."""
        pieces, height, width = self.shape
        field = values.reshape(-1, pieces, height, width)
        for axis in (2, 3):
            field = np.add.reduceat(field, np.arange(0, field.shape[axis], BLOCK), axis=axis)
        return field.reshape(len(values), -1), field.shape[1:]


def _linear(small: int, large: int) -> np.ndarray:
    """Return the matrix (large, small) that interpolates blocks linearly to pixels."""
    place = np.clip((np.arange(large) + 0.5) / BLOCK - 0.5, 0, small - 1)
    left = np.minimum(place.astype(int), max(small - 2, 0))
    out = np.zeros((large, small), np.float32)
    out[np.arange(large), left] = 1 - (place - left)
    out[np.arange(large), np.minimum(left + 1, small - 1)] += place - left
    return out
