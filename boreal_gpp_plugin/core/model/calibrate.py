"""Calibration: the parameters of every stratum from the reference, borrowed from its parents where the reference says little."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from ..progress import Progress
from ..strata import Stratum
from . import selection
from .calibration import ENOUGH, Calibration, assemble, uncalibrated
from .departures import DepartureSpace
from .descent import Descent
from .forms import Form
from .hierarchy import Hierarchy
from .mixture import Mixture
from .sample import ReferenceSample

_THINNED = 400  # reference pixels that several starts and optional terms are tried on


def calibrate(
    sample: ReferenceSample,
    form: Form,
    strata: Mapping[int, Stratum],
    progress: Optional[Progress] = None,
    weights: Optional[np.ndarray] = None,
    start: Optional[Calibration] = None,
) -> Calibration:
    """Return the form calibrated jointly over mixed reference pixels by bounded least squares.

    Fitted is how each stratum departs from the default parameters of its class: first all strata alike, then each cover, then each
    stratum. Every departure is drawn to its parent's, more so where the reference is noisy and little of it: a stratum with little
    reference borrows from its parent. One without any takes the defaults of its class.

    Parameters
    ----------
    sample : ReferenceSample
        The reference and the drivers.
    form : Form
        The model.
    strata : mapping of int to Stratum
        Every stratum of the site and its parents.
    progress : Progress, optional
        Asked whether to stop.
    weights : ndarray, optional
        Weights of the squared residuals, of a shape that broadcasts to (pixel, time).
    start : Calibration, optional
        A calibration of the same form to begin from, instead of several starts.
    """
    if not (sample.pixel.size and np.isfinite(sample.gpp).any()):
        return uncalibrated(form, strata)
    weights = np.broadcast_to(1.0 if weights is None else weights, sample.gpp.shape)
    mixture = Mixture(sample, form, weights)
    if not mixture.strata.size:
        return uncalibrated(form, strata)
    check = (progress or Progress()).check
    space = DepartureSpace(form, strata)
    hierarchy = Hierarchy.of(mixture.strata.tolist(), strata)
    counted = np.flatnonzero(mixture.counted.any(axis=1))
    some = counted[np.unique(np.linspace(0, len(counted) - 1, _THINNED).astype(int))]
    thinned, thinned_weights = sample.at_pixels(some), weights[some]
    begin = None if start is None else {code: space.departure(code, values) for code, values in start.parameters.items()}
    descent = Descent(space, hierarchy, mixture, Mixture(thinned, form, thinned_weights), check)
    fitted, noise = descent.run(begin)

    own = hierarchy.groups(hierarchy.depth)
    centres = descent.centres(own, fitted)
    n_pixels = {code: float(mixture.effective_pixels[np.isin(mixture.strata, hierarchy.descendants(code))].sum()) for code in fitted}
    kept = selection.kept(thinned, form, space, centres, fitted, noise, thinned_weights, check)
    kept = {floor: [code for code in codes if n_pixels[code] >= ENOUGH] for floor, codes in kept.items()}
    without = fitted
    while any(kept.values()):
        free = {code: space.fitted | [code in kept.get(name, ()) for name in space.names] for code in own}
        fitted = {**without, **descent.settle(centres, without, free, noise)[0]}
        telling = selection.telling(space, kept, fitted)
        if telling == kept:
            break
        fitted, kept = without, telling
    rmse = float(np.sqrt((space.residuals(mixture, fitted) ** 2).sum() / mixture.counted.sum()))
    return assemble(form, strata, hierarchy, fitted, n_pixels, kept, rmse)
