"""The noise of the reference: what held-out errors of neighbouring pixels do not share and what does not last from step to step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from . import folds
from .sample import ReferenceSample

NOTHING = 0.01
"""g C m-2 d-1: where neither side says more, every interval holds, and what it holds says nothing of the others."""

_ALIKE = 0.5  # share of a pixel that a stratum must cover for the pixel to be compared with neighbours of that stratum
_NEIGHBOUR = 1.5  # footprints; reaches the eight neighbours of a pixel
_MOST = 4000  # pairs of neighbours: far more than two numbers need
_FEWEST = 200  # differences; below, noise is not told apart from what the model misses
_DRAWN_IN = 3.0  # variance of the differences of two pixels' second differences in time, halved, over that of one value: 2 x 1.5
_ROUNDS = 30
_LEAST = 1e-6  # (g C m-2 d-1)^2


@dataclass(frozen=True)
class ReferenceNoise:
    """Noise of single values of the reference: its variance is floor^2 + (share GPP)^2.

    Attributes
    ----------
    floor : float
        g C m-2 d-1.
    share : float
        Share of GPP.
    """

    floor: float = 0.0
    share: float = 0.0

    def variance(self, gpp: np.ndarray) -> np.ndarray:
        """Return the variance of the noise at a GPP, (g C m-2 d-1)^2, of the shape of `gpp`."""
        return self.floor**2 + (self.share * np.maximum(gpp, 0.0)) ** 2


def of_neighbours(sample: ReferenceSample, held_out: np.ndarray) -> ReferenceNoise:
    """Return the noise of the reference that differences of held-out errors show; none where there are too few to tell.

    The errors of a model last from step to step, those of its coarse drivers and of the weather are alike in neighbours. Differences of
    neighbouring pixels of one stratum, less the mean of the same at the steps before and after, are free of both; what remains is noise.
    Noise that neighbours share, as of a reference that shares its inputs between them, is not found, so that intervals err on the wide
    side.

    Parameters
    ----------
    sample : ReferenceSample
        The reference.
    held_out : ndarray (pixel, time)
        Predictions of the reference pixels by fits that had not seen them, g C m-2 d-1; NaN where there is none.

    References
    ----------
    Gasser, Sroka and Jennen-Steinmetz 1986, Biometrika 73:625 (noise from second differences).
    """
    one, other = _neighbours(sample)
    error = np.where(held_out > NOTHING, held_out - sample.gpp, np.nan)
    apart = error[one] - error[other]
    rough = (apart[:, 1:-1] - (apart[:, :-2] + apart[:, 2:]) / 2) ** 2 / _DRAWN_IN
    squared = ((held_out[one] ** 2 + held_out[other] ** 2) / 2)[:, 1:-1]
    known = np.isfinite(rough)
    if known.sum() < _FEWEST:
        return ReferenceNoise()
    rough, columns = rough[known], np.stack([np.ones(int(known.sum())), squared[known]], axis=1)
    variance = np.full(2, max(float(rough.mean()), _LEAST))
    for _ in range(_ROUNDS):  # a squared normal number varies as its mean does, so each is weighed by that
        weighted = columns / (columns @ variance)[:, None] ** 2
        variance = np.maximum(np.linalg.solve(weighted.T @ columns, weighted.T @ rough), _LEAST)
    return ReferenceNoise(*np.sqrt(variance).tolist())


def _neighbours(sample: ReferenceSample) -> tuple[np.ndarray, np.ndarray]:
    """Return both pixels, by index, of pairs of neighbours that one stratum covers mostly."""
    place = cKDTree(np.column_stack([sample.x, sample.y]))
    found = place.query_pairs(_NEIGHBOUR * folds.footprint(sample.x, sample.y), output_type="ndarray")
    group = sample.dominant(_ALIKE)
    alike = found[(group[found[:, 0]] == group[found[:, 1]]) & (group[found[:, 0]] > 0)]
    some = alike[np.unique(np.linspace(0, len(alike) - 1, min(_MOST, len(alike))).astype(np.int64))]
    return some[:, 0], some[:, 1]
