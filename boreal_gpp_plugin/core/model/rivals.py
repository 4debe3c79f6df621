"""Rivals: other forms of the model that fit a reference nearly as well, and may answer a changed climate otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Optional

import numpy as np

from ..progress import Progress
from ..strata.classification import Stratum
from . import inputs
from .calibrate import calibrate
from .form import Form
from .forms import FORMS
from .predict import StratumParameters, predict_sample
from .sample import ReferenceSample

FILE = "other_forms.csv"
"""Table of a run: their parameters by stratum."""
OTHER_FORMS = ("tg", "tg_ramp", "product", "boreal")
"""Forms that answer temperature, thaw and soil moisture otherwise, fitted to the same reference."""
FIT = 1.25
"""Misfit, in units of that of the model's own form, up to which another form counts as a rival: a choice."""
_MOST_PIXELS = 400  # of the reference, that other forms are fitted to

Rival = tuple[Form, StratumParameters]


def of_model(
    form: Form,
    parameters: StratumParameters,
    sample: ReferenceSample,
    strata: Mapping[int, Stratum],
    given: Collection[str],
    progress: Optional[Progress] = None,
) -> list[Rival]:
    """Return the other forms, with parameters fitted to the same reference, that fit it nearly as well; defaults without reference.

    Parameters
    ----------
    form : Form
        The model.
    parameters : mapping of int to mapping of str to float
        Its own, by stratum code.
    sample : ReferenceSample
        The reference.
    strata : mapping of int to Stratum
        Every stratum of the site and its parents.
    given : collection of str
        The drivers that are known of the site: forms that lack one are left out.
    progress : Progress, optional
        Asked whether to stop.
    """
    progress = progress or Progress()
    pixels = np.unique(sample.pixel)  # those that hold any stratum
    thinned = sample.at_pixels(pixels[np.unique(np.linspace(0, len(pixels) - 1, _MOST_PIXELS).astype(int))] if len(pixels) else pixels)
    own, found = _misfit(form, parameters, thinned), []
    for other in (FORMS[name] for name in OTHER_FORMS if name != form.id):
        if all(inputs.can_make(driver, given) for driver in other.reads):
            progress.check()
            fit = calibrate(thinned, other, strata, progress)
            if not _misfit(fit.form, fit.parameters, thinned) > FIT * own:
                found.append((fit.form, fit.parameters))
    return found


def _misfit(form: Form, parameters: StratumParameters, sample: ReferenceSample) -> float:
    """Return the root mean square error on a reference sample, g C m-2 d-1; NaN where there is none."""
    known = np.isfinite(sample.gpp)
    if not known.any():
        return float("nan")
    error = np.where(known, predict_sample(form, parameters, sample) - sample.gpp, 0.0)
    return float(np.sqrt((np.nan_to_num(error) ** 2).sum() / known.sum()))
