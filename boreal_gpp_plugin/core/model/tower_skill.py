"""The skill at flux towers that the model was not calibrated to, beside that of the products there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from . import metrics
from .calibration import Calibration, uncalibrated
from .forms import FORMS
from .predict import predict_sample
from .sample import ReferenceSample

ALL = "all"


def rows(
    towers: ReferenceSample, names: Sequence[str], calibration: Calibration, products: Mapping[str, np.ndarray]
) -> list[dict[str, Any]]:
    """Return the scores at towers: of the model, of the defaults of its classes and of products, by tower and of all towers.

    Each row has tower, model, n, r2, nse, rmse, bias and sse; None where unknown. Every model is scored on the values that all have.

    Parameters
    ----------
    towers : ReferenceSample
        Towers that the model was not calibrated to; pixels follow `names`.
    names : sequence of str
        Names of the towers.
    calibration : Calibration
        The model.
    products : mapping of str to ndarray (tower, time)
        GPP of products at the towers, g C m-2 d-1.
    """
    if not towers.pixel.size:
        return []
    form, usual = calibration.form, FORMS[calibration.form.id]
    models = {
        form.id: predict_sample(form, calibration.parameters, towers),
        f"{form.id}_defaults": predict_sample(usual, uncalibrated(usual, calibration.strata).parameters, towers),
        **{name: gpp for name, gpp in products.items() if np.isfinite(gpp).any()},
    }
    known = np.logical_and.reduce([np.isfinite(gpp) for gpp in models.values()])
    observed = np.where(known, towers.gpp, np.nan)
    places = {ALL: np.ones(len(names), bool), **{name: np.arange(len(names)) == i for i, name in enumerate(names)}}
    found = []
    for place, inside in places.items():
        for model, gpp in models.items():
            scores = metrics.scores(observed[inside], gpp[inside])
            found.append({"tower": place, "model": model, **{k: v if np.isfinite(v) else None for k, v in scores.items()}})
    return found
