"""The split: a pixel that burnt or was cut has one series up to that day and another from it; the day is found from the views.

Pixels that touch and were disturbed in one year are a patch. Each part of a patch knows its day but for the gap between two views of its
own; what all parts say together narrows it. So do other fires of the year, which mostly are one that leapt; harvests go on for months.

References
----------
The day's chance follows from the evidence of both series on either side of it: Smith 1975, Biometrika 62:407, doi:10.1093/biomet/62.2.407.
The days of a patch's parts, each known to lie in a gap: Turnbull 1976, Journal of the Royal Statistical Society B 38:290.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy import ndimage

from ..calendar import SOME_YEAR
from . import posterior
from .evi_series import FULL_BLOCK, Series
from .views import BLOCK, SNOW_WEIGHT, Views

APART = 4.0  # days between the days that are tried, at least
REACH = 6.0  # blocks, standard deviation of the window in which pixels burn or are cut together
TRUNCATE = 2.5
BLOCKS_AGREE = 8.0  # neighbours' evidence together counts as that of so many blocks: haze is shared
PIECE = 5 * BLOCK  # pixels on a side of the parts of a patch
PIECES = 32  # of a patch, at most
ROUNDS = 20
TOGETHER = 0.5  # chance, beforehand, that a fire burnt when others of its year and site did
HALO = int(BLOCK * REACH * TRUNCATE)  # pixels beyond a tile that are looked at


@dataclass(frozen=True)
class Days:
    """When patches were disturbed.

    Attributes
    ----------
    tried : ndarray (day tried,)
        Days since 1970-01-01; each stands for those since the one before.
    share : ndarray (day tried, patch)
        Share of each patch that was disturbed then.
    """

    tried: np.ndarray
    share: np.ndarray

    def of(self, tried: np.ndarray, patches: np.ndarray) -> np.ndarray:
        """Return the shares on some of the days, of the patch of each pixel."""
        return self.share[np.searchsorted(self.tried, tried)][:, patches - 1]


def patches(disturbed: np.ndarray, cut: np.ndarray) -> np.ndarray:
    """Return the number, from 1, of the patch of each pixel that was disturbed, int (y, x), 0 elsewhere.

    Pixels known to be cut, `cut` (y, x), are no part of fires.
    """
    out = np.zeros(disturbed.shape, np.int32)
    for year in np.unique(disturbed[disturbed != 0]):
        for kind in (cut, ~cut):
            found, _ = ndimage.label((disturbed == year) & kind, np.ones((3, 3)))
            out += np.where(found > 0, found + out.max(), 0).astype(np.int32)
    return out


def pieces(patches: np.ndarray) -> tuple[list[tuple[slice, slice]], np.ndarray]:
    """Return tiles of one size that lie in patches (y, x), some of each patch, and the patch that each is to tell of, (tile,)."""
    side = tuple(min(PIECE, size) for size in patches.shape)
    row, column = np.nonzero(patches)
    across = -(-patches.shape[1] // side[1])
    cell = row // side[0] * across + column // side[1]
    places = np.random.default_rng(0).permutation(np.unique(np.stack([patches[row, column], cell]), axis=1), axis=1)
    places = places[:, np.argsort(places[0], kind="stable")]
    patch, first = np.unique(places[0], return_index=True)
    places = places[:, np.arange(places.shape[1]) - first[np.searchsorted(patch, places[0])] < PIECES]
    starts = [np.minimum(at * length, size - length) for at, length, size in zip(divmod(places[1], across), side, patches.shape)]
    return [tuple(slice(s, s + length) for s, length in zip(start, side)) for start in zip(*(s.tolist() for s in starts))], places[0]


def days_of_patches(
    before: Series, after: Series, values: np.ndarray, weights: np.ndarray, views: Views, patch: np.ndarray, cut: np.ndarray
) -> Days:
    """Return when patches were disturbed, as their parts tell together, and of fires what those of the same year tell.

    Parameters
    ----------
    before, after, values, weights, views
        As `fuse` has them, of pieces in which one patch is disturbed.
    patch : ndarray (piece,)
        Its number.
    cut : ndarray of bool (piece,)
        Whether it is known to be cut.
    """
    tried, year = _days_tried(views.all_days, views.disturbed), views.disturbed.reshape(len(patch), -1).max(axis=1)
    evidence, shape = _evidence(before, after, values, weights, views, tried)
    chance = evidence.reshape(len(tried), len(patch), -1)[:, :, shape[1] // 2 * shape[2] + shape[2] // 2]
    chance = np.where(_possible(tried, year), chance, -np.inf)
    chance = np.exp(chance - chance.max(axis=0))
    usual = (tried - _since(tried))[:, None] * _possible(tried, year)  # one day is as likely as another
    usual /= usual.sum(axis=0)
    for fires in (~cut & (year == one) for one in np.unique(year[~cut])):
        of_year = usual[:, fires]
        usual[:, fires] = TOGETHER * _shares(chance[:, fires], of_year[:, :1], np.zeros(fires.sum(), int)) + (1 - TOGETHER) * of_year
    _, first = np.unique(patch, return_index=True)
    return Days(tried, _shares(chance, usual[:, first], patch - 1))


def _shares(chance: np.ndarray, usual: np.ndarray, patch: np.ndarray) -> np.ndarray:
    """Return the share of each patch on each day tried, (day tried, patch).

    What is usual counts as one part; days that no part tells from each other keep its proportions.

    Parameters
    ----------
    chance : ndarray (day tried, part)
        Of what the views of a part show, were it disturbed then.
    usual : ndarray (day tried, patch)
        Shares beforehand.
    patch : ndarray, int (part,)
        Column of the patch of each part.
    """
    share, parts = usual, np.bincount(patch)
    for _ in range(ROUNDS):
        own = chance * share[:, patch]
        own /= own.sum(axis=0)
        share = (np.stack([np.bincount(patch, row, len(parts)) for row in own]) + usual) / (parts + 1)
    return share


def fuse(
    before: Series, after: Series, values: np.ndarray, weights: np.ndarray, views: Views, wanted: np.ndarray, known: Optional[Days] = None
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
    known : Days, optional
        When their patches were disturbed; where it is not given, one day is as likely as another beforehand.
    """
    days, disturbed = views.all_days, np.flatnonzero(views.disturbed.ravel())
    tried = _days_tried(days, views.disturbed)
    share = (tried - _since(tried))[:, None] if known is None else known.of(tried, views.patches.ravel()[disturbed])
    chance = _chances(before, after, values, weights, views, tried, share)
    turn = tried[chance.argmax(axis=0)]
    until, since = weights.copy(), np.zeros_like(weights)
    until[:, disturbed] *= days[:, None] < turn
    since[:, disturbed] = weights[:, disturbed] - until[:, disturbed]
    since[since == SNOW_WEIGHT] = 0  # what is left of a stand does not winter as it did
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
        of_year = [first]
        for day in np.unique(days[(days >= first) & (days < last)]):
            if day - of_year[-1] >= APART:
                of_year.append(float(day))
        tried += [*of_year[1:], last]
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


def _chances(
    before: Series, after: Series, values: np.ndarray, weights: np.ndarray, views: Views, tried: np.ndarray, share: np.ndarray
) -> np.ndarray:
    """Return the chance of each day tried to be that of the disturbance, (day tried, disturbed pixel), given its `share` beforehand."""
    disturbed = views.disturbed.ravel()
    evidence, shape = _evidence(before, after, values, weights, views, tried)
    with np.errstate(divide="ignore"):  # of days in other years
        chance = evidence[:, _block_of_pixels(views.shape, shape)[disturbed > 0]] + np.log(share)
    chance[~_possible(tried, disturbed[disturbed > 0])] = -np.inf
    chance = np.exp(chance - chance.max(axis=0))
    return chance / chance.sum(axis=0)


def _possible(tried: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Return whether days tried belong to years of disturbance, bool (day tried, year)."""
    return (_years(tried - 1)[:, None] == years) | (years == SOME_YEAR)


def _evidence(
    before: Series, after: Series, values: np.ndarray, weights: np.ndarray, views: Views, tried: np.ndarray
) -> tuple[np.ndarray, tuple[int, int, int]]:
    """Return the log evidence for each day tried around each block, (day tried, block), and the blocks' shape (piece, y, x)."""
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
    return BLOCKS_AGREE * pooled.reshape(len(tried), -1), shape


def _pooled(field: np.ndarray, shape: tuple[int, int, int]) -> np.ndarray:
    """Return the sum of a field (block,) over the window around each block, (piece, y, x)."""
    return ndimage.gaussian_filter(field.reshape(shape), (0, REACH, REACH), mode="constant", truncate=TRUNCATE)


def _block_of_pixels(pixels: tuple[int, int, int], blocks: tuple[int, int, int]) -> np.ndarray:
    """Return the number of the block that holds each pixel, (pixel,)."""
    piece, row, column = np.indices(pixels)
    return np.ravel_multi_index((piece, row // BLOCK, column // BLOCK), blocks).ravel()
