"""The reference pixel that holds a place."""

from __future__ import annotations

from typing import Optional

import numpy as np
from scipy.spatial import cKDTree

from ..model.sample import ReferenceSample

_TOWER_REACH = 150.0  # metres; the footprint that a run gives a tower
_NEIGHBOURS = 2  # a pixel itself and the one next to it
_HALF_DIAGONAL = 0.71  # of a cell


def reference_at(sample: ReferenceSample, x: float, y: float, is_tower: bool = False) -> Optional[np.ndarray]:
    """Return reference GPP of the pixel that holds a point, g C m-2 d-1, (time,), or None where none does.

    A gridded reference does not say how large its cells are: as large as its pixels are apart.

    Parameters
    ----------
    sample : ReferenceSample
        What the run was fitted to.
    x, y : float
        The point, in the CRS of the run.
    is_tower : bool
        Whether the reference is flux towers.
    """
    if not len(sample.gpp):
        return None
    # Of several pixels at one place the first is that of the whole cell, the others are those of single land covers in it.
    places, first = np.unique(np.column_stack([sample.x, sample.y]), axis=0, return_index=True)
    tree = cKDTree(places)
    reach = _TOWER_REACH
    if not is_tower and len(places) > 1:
        apart = tree.query(tree.data, k=_NEIGHBOURS)[0][:, 1]
        reach = _HALF_DIAGONAL * float(np.median(apart))
    away, nearest = tree.query([x, y])
    return sample.gpp[first[nearest]] if away <= reach else None
