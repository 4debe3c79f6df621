"""The error of aggregation: what it changes that a model is fitted to the mean drivers of a stratum in a reference pixel."""

from __future__ import annotations

import numpy as np

from .calibration import Calibration
from .predict import predict_sample
from .sample import ReferenceSample


def rmse(sample: ReferenceSample, calibration: Calibration, gpp: np.ndarray) -> float:
    """Return how far the GPP of mean drivers is off the mean GPP of a pixel's cells, root mean square, g C m-2 d-1; NaN without pixels.

    Parameters
    ----------
    sample : ReferenceSample
        With the mean drivers of strata in reference pixels.
    calibration : Calibration
        Fitted to it.
    gpp : ndarray (row, time)
        Mean GPP of the cells of the same strata in the same pixels, g C m-2 d-1.
    """
    if not sample.gpp.size:
        return float("nan")
    away = predict_sample(calibration.form, calibration.parameters, sample) - sample.mixed(gpp)
    known = away[np.isfinite(away)]
    return float(np.sqrt(np.mean(known**2))) if known.size else float("nan")
