"""Sensors: what L30 and S30 show differently of the same greenness, found from views of both and taken out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import posterior
from .evi import Model, sample
from .views import Views

REFERENCE = "L30"  # the product adjusts Sentinel-2 to the bands of Landsat
FEWEST_VIEWS = 5  # of either sensor
SIGNIFICANT = 2.0  # standard errors
MOST = 0.2  # a larger difference is no matter of bands


def gains(views: Views, sensors: np.ndarray, model: Model) -> dict[str, float]:
    """Return what each sensor but the reference shows of a greenness of 1, where that is surely not 1.

    Each view's own ratio to the model is one observation: errors within a view are alike.

    Parameters
    ----------
    views : Views
        With the gains known so far.
    sensors : ndarray of str (view,)
        Sensor of each view.
    model : Model
        Learnt from `views`.
    """
    values, weights = views.weighted()
    chosen = sample(views, weights)
    values, weights = values[:, chosen], weights[:, chosen]
    mean, modes = model.curves.at(views.all_days)
    found = posterior.of(values - mean[:, None], weights, modes, model.curves.noise)
    said = mean[:, None] + modes @ found.mean
    count = len(views.days)
    squares = (weights * said**2).sum(axis=1)[:count]
    ratio = (weights * said * values).sum(axis=1)[:count] / np.maximum(squares, 1e-9)
    told = np.isfinite(views.values).reshape(count, -1)[:, chosen].sum(axis=1) >= len(chosen) / 20
    own = ratio[told & (sensors == REFERENCE)]
    out = {}
    for sensor in sorted(set(sensors.tolist()) - {REFERENCE}):
        other = ratio[told & (sensors == sensor)]
        if min(len(own), len(other)) < FEWEST_VIEWS:
            continue
        difference = np.median(other) - np.median(own)
        error = 1.2533 * np.sqrt(own.var() / len(own) + other.var() / len(other))  # of medians
        if SIGNIFICANT * error < abs(difference) < MOST:
            out[sensor] = float(1 + difference)
    return out


def corrected(views: Views, sensors: np.ndarray, found: dict[str, float]) -> Views:
    """Return views with gains of sensors on top of those they have."""
    return replace(views, gains=views.gains * np.array([found.get(sensor, 1.0) for sensor in sensors.tolist()]))
