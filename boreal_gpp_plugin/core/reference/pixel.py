"""The reference pixels that hold a place, or are of some strata."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np
from scipy.spatial import cKDTree

from ..model.sample import ReferenceSample
from .footprints import RADIUS

_NEIGHBOURS = 2  # a pixel itself and the one next to it
_HALF_DIAGONAL = 0.71  # of a cell
_ENOUGH = 0.5  # of a place, or of a pixel


def reference_over(
    sample: ReferenceSample, x: np.ndarray, y: np.ndarray, weight: np.ndarray, is_tower: bool = False
) -> Optional[np.ndarray]:
    """Return reference GPP of the pixels that hold a place, g C m-2 d-1, (time,), or None where they hold less than half of it.

    A gridded reference does not say how large its cells are: as large as its pixels are apart.

    Parameters
    ----------
    sample : ReferenceSample
        What the run was fitted to.
    x, y : ndarray (point,)
        Points of the place, in the CRS of the run.
    weight : ndarray (point,)
        For how much of it each stands.
    is_tower : bool
        Whether the reference is flux towers.
    """
    if not len(sample.gpp):
        return None
    # Of several pixels at one place the first is that of the whole cell, the others are those of single land covers in it.
    places, first = np.unique(np.column_stack([sample.x, sample.y]), axis=0, return_index=True)
    tree = cKDTree(places)
    reach = RADIUS
    if not is_tower and len(places) > 1:
        apart = tree.query(tree.data, k=_NEIGHBOURS)[0][:, 1]
        reach = _HALF_DIAGONAL * float(np.median(apart))
    away, nearest = tree.query(np.column_stack([x, y]))
    held = np.bincount(nearest[away <= reach], weight[away <= reach], len(places))
    if held.sum() < _ENOUGH * weight.sum():
        return None
    return _mean(sample.gpp[first[held > 0]], held[held > 0])


def reference_of(sample: ReferenceSample, codes: Sequence[int]) -> Optional[np.ndarray]:
    """Return mean reference GPP of the pixels that are mostly of some strata, g C m-2 d-1, (time,), or None where none is.

    Each pixel weighs as much as it is of them; what else it holds is in its GPP too.
    """
    share = sample.share_of(codes)
    mostly = share >= _ENOUGH
    return _mean(sample.gpp[mostly], share[mostly]) if mostly.any() else None


def _mean(gpp: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the weighted mean over known values of (pixel, time), NaN where none is known."""
    known, share = np.isfinite(gpp), weight[:, None]
    with np.errstate(invalid="ignore"):
        return (np.where(known, gpp, 0.0) * share).sum(axis=0) / (known * share).sum(axis=0)
