"""Selection: which strata keep a term that they may do without, by the error on steps held out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Callable

import numpy as np
from scipy import sparse

from .departures import Departures, DepartureSpace
from .folds import step_folds
from .forms import Form
from .mixture import Mixture
from .sample import ReferenceSample

GAIN = 0.01
"""Share by which a term must lower a stratum's held-out squared error to be kept."""
NEUTRAL = 0.95
"""Floor from which a term takes too little away to be kept: mixed pixels credit a stratum with what its neighbours gain."""
_FOLDS = 2  # alternating months or years
_TOLERANCE = 1e-4  # relative gain; far below what a term must gain


def optional_floors(form: Form, sample: ReferenceSample) -> list[str]:
    """Return the floors of the terms that strata may do without and that the sample has drivers for."""
    optional = [term for term in form.terms if term.floor]
    return [t.floor for t in optional if all(name in sample.drivers and np.isfinite(sample.drivers[name]).any() for name in t.needs)]


def kept(
    sample: ReferenceSample,
    form: Form,
    space: DepartureSpace,
    centres: Departures,
    fitted: Departures,
    noise: float,
    weights: np.ndarray,
    check: Callable[[], None],
) -> dict[str, list[int]]:
    """Return the codes of the strata that keep each optional term, by the name of its floor; terms without data are not in it.

    A stratum keeps a term where, over steps held out in turn, fitting it lowers the squared error of the pixels, weighted by the
    square of the stratum's share in them, by more than 1 %.

    Parameters
    ----------
    sample : ReferenceSample
        The reference and the drivers.
    form : Form
        The model.
    space : DepartureSpace
        The coordinates of the fit.
    centres, fitted : mapping of int to ndarray (parameter,)
        By stratum code: the departure that each is drawn to, and that found without the terms.
    noise : float
        Noise of the reference, g C m-2 d-1.
    weights : ndarray (pixel, time)
        Weights of the squared residuals.
    check : callable
        Called at each iteration; raises Cancelled to stop.
    """
    floors = optional_floors(form, sample)
    known = (np.isfinite(sample.gpp) & (weights > 0)).any(axis=0)
    folds = step_folds(sample.calendar, known) % _FOLDS
    if not floors or len(np.unique(folds[known])) < 2:
        return {floor: [] for floor in floors}
    codes, row_stratum = np.unique(sample.stratum, return_inverse=True)
    shares = sparse.csr_matrix((sample.fraction**2, (row_stratum, sample.pixel)), shape=(len(codes), len(sample.gpp)))
    masks = {"": space.fitted, **{floor: space.fitted | (np.array(space.names) == floor) for floor in floors}}
    errors = {key: np.zeros(len(codes)) for key in masks}
    groups = {code: code for code in codes.tolist()}
    for fold in np.unique(folds):
        training = Mixture(sample, form, weights * (folds != fold))
        held_out = Mixture(sample, form, weights * (folds == fold))
        if not (training.strata.size and held_out.strata.size):
            return {floor: [] for floor in floors}
        for key, mask in masks.items():
            free = dict.fromkeys(groups, mask)
            found, _ = space.fit(training, groups, centres, fitted, free, noise, _TOLERANCE, check)
            errors[key] += shares @ (space.residuals(held_out, {**fitted, **found}) ** 2).sum(axis=1)
    return {floor: codes[errors[floor] < (1 - GAIN) * errors[""]].tolist() for floor in floors}


def telling(space: DepartureSpace, kept: Mapping[str, Sequence[int]], fitted: Departures) -> dict[str, list[int]]:
    """Return of the strata that keep each optional term those where its floor came out clearly below 1."""
    return {floor: [code for code in codes if 1.0 + fitted[code][space.names.index(floor)] < NEUTRAL] for floor, codes in kept.items()}
