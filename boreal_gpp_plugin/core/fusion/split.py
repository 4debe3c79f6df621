"""The split: a pixel that burnt or was cut has one series up to that day and another from it; the day is found from the views.

References
----------
The day's chance follows from the evidence of both series on either side of it: Smith 1975, Biometrika 62:407, doi:10.1093/biomet/62.2.407.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

from ..calendar import SOME_YEAR
from . import posterior
from .views import BLOCK, Views

if TYPE_CHECKING:
    from .evi import Series

APART = 4.0  # days between the days that are tried, at least
REACH = 6.0  # blocks, standard deviation of the window in which pixels burn or are cut together
TRUNCATE = 2.5
BLOCKS_AGREE = 8.0  # neighbours' evidence together counts as that of so many blocks: haze is shared
FULL_BLOCK = 3.0
HALO = int(BLOCK * REACH * TRUNCATE)  # pixels beyond a tile that are looked at


def fuse(
    before: Series, after: Series, values: np.ndarray, weights: np.ndarray, views: Views, wanted: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and variance on the wanted days, float32 (day, pixel).

    Parameters
    ----------
    before, after : Series
        Of pixels until they are disturbed, and from then on.
    values, weights : ndarray, float32 (day, pixel)
        As `views.weighted` gives them.
    views : Views
        Tells which pixels are disturbed.
    wanted : ndarray (wanted day,)
        Days since 1970-01-01.
    """
    days, disturbed = views.all_days, np.flatnonzero(views.disturbed.ravel())
    tried = _days_tried(days, views.disturbed)
    chance = _chances(before, after, values, weights, views, tried)
    turn = tried[chance.argmax(axis=0)]
    until, since = weights.copy(), np.zeros_like(weights)
    until[:, disturbed] *= days[:, None] < turn
    since[:, disturbed] = weights[:, disturbed] - until[:, disturbed]
    mean, variance = before.fuse(values, until)
    late_mean, late_variance = after.fuse(values, since, disturbed)
    late = (_passed(tried, wanted) @ chance).astype(np.float32)
    early_mean, early_variance = mean[:, disturbed], variance[:, disturbed]
    mean[:, disturbed] = early_mean + late * (late_mean - early_mean)
    spread = late * (1 - late) * (late_mean - early_mean) ** 2
    variance[:, disturbed] = early_variance + late * (late_variance - early_variance) + spread
    return mean, variance


def _days_tried(days: np.ndarray, disturbed: np.ndarray) -> np.ndarray:
    """Return days of views in the years of disturbance, ascending; the last of a year stands for none of them."""
    tried = []
    years = np.unique(disturbed[disturbed > 0])
    for year in np.unique(_years(days)) if SOME_YEAR in years else years:
        first, last = (np.datetime64(f"{y}-01-01").astype(float) for y in (year, year + 1))
        for day in np.unique(days[(days >= first) & (days < last)]):
            if not tried or day - tried[-1] >= APART:
                tried.append(float(day))
        tried.append(last)
    return np.array(tried)


def _years(days: np.ndarray) -> np.ndarray:
    """Return the years of days since 1970-01-01."""
    return np.floor(days).astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970


def _since(tried: np.ndarray) -> np.ndarray:
    """Return the day from which each day tried stands for the days up to it: that of the one before."""
    return np.concatenate([tried[:1] - APART, tried[:-1]])


def _passed(tried: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return the share of what each day tried stands for that has passed by each wanted day, (wanted day, day tried)."""
    since = _since(tried)
    return np.clip((wanted[:, None] - since) / (tried - since), 0, 1)


def _chances(before: Series, after: Series, values: np.ndarray, weights: np.ndarray, views: Views, tried: np.ndarray) -> np.ndarray:
    """Return the chance of each day tried to be that of the disturbance, (day tried, disturbed pixel)."""
    disturbed, days = views.disturbed.ravel() > 0, views.all_days
    weights = np.where(disturbed, weights, np.float32(0))
    early, counts, shape = before.blocks(before.rest(values), weights)
    late, _, _ = after.blocks(after.rest(values), weights)
    some = np.flatnonzero(counts.any(axis=0))
    early, late, counts = early[:, some], late[:, some], np.minimum(counts[:, some], FULL_BLOCK)
    evidence = np.zeros((len(tried), int(np.prod(shape))), np.float32)
    for i, day in enumerate(tried):
        until = counts * (days < day)[:, None]
        evidence[i, some] = posterior.log_evidence(early, until.astype(np.float32), before.design, before.noise)
        evidence[i, some] += posterior.log_evidence(late, (counts - until).astype(np.float32), after.design, after.noise)
    known = np.zeros(evidence.shape[1], np.float32)
    known[some] = 1
    pooled = np.stack([_pooled(field, shape) for field in evidence]) / np.maximum(_pooled(known, shape), 1e-6)
    pooled = BLOCKS_AGREE * pooled.reshape(len(tried), -1)[:, _block_of_pixels(views.shape, shape)[disturbed]]
    pooled += np.log(tried - _since(tried))[:, None]  # beforehand, one day is as likely as another
    told = views.disturbed.ravel()[disturbed]
    pooled[(_years(tried - 1)[:, None] != told) & (told != SOME_YEAR)] = -np.inf
    chance = np.exp(pooled - pooled.max(axis=0))
    return chance / chance.sum(axis=0)


def _pooled(field: np.ndarray, shape: tuple[int, int, int]) -> np.ndarray:
    """Return the sum of a field (block,) over the window around each block, (piece, y, x)."""
    return ndimage.gaussian_filter(field.reshape(shape), (0, REACH, REACH), mode="constant", truncate=TRUNCATE)


def _block_of_pixels(pixels: tuple[int, int, int], blocks: tuple[int, int, int]) -> np.ndarray:
    """Return the number of the block that holds each pixel, (pixel,)."""
    piece, row, column = np.indices(pixels)
    return np.ravel_multi_index((piece, row // BLOCK, column // BLOCK), blocks).ravel()
