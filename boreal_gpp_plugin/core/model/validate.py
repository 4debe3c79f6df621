"""Validation: how well the model predicts reference that it was not fitted to, beside the TG model and other products."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np

from ..calendar import Calendar
from ..language import Message, msg
from ..progress import Progress
from ..strata import Stratum
from . import folds, metrics
from .calibrate import calibrate
from .calibration import Calibration
from .form import Form
from .forms import FORMS
from .predict import predict_sample
from .sample import ReferenceSample

PURE = 0.7
"""Share of a reference pixel that a stratum must cover for the pixel to be scored for the stratum."""
BASELINE = "tg"
"""Form that is refitted on the same folds for comparison."""


@dataclass(frozen=True)
class Validation:
    """Scores on held-out reference.

    Attributes
    ----------
    rows : list of dict
        One per scheme ("blocks", "steps"), model and stratum id ("all" for every pixel): n pairs, n_pixels, r2, nse, rmse, bias, sse,
        sse_vs_tg and sse_vs_<competitor> (-0.46 is 46 % less squared error), bias_djf, bias_mam, bias_jja, bias_son; NaN where unknown.
    series : mapping
        By stratum id: dates, reference, and each model held out, means over the stratum's pixels, g C m-2 d-1.
    notes : tuple of Message
        What a reader should know.
    """

    rows: list[dict[str, Any]]
    series: Mapping[str, Mapping[str, list]]
    notes: tuple[Message, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the validation as plain values for JSON, None for NaN."""
        return {
            "rows": [{key: _plain(value) for key, value in row.items()} for row in self.rows],
            "series": {id_: {key: [_plain(v) for v in values] for key, values in lines.items()} for id_, lines in self.series.items()},
            "notes": [note.to_dict() for note in self.notes],
        }


def cross_validate(
    sample: ReferenceSample,
    form: Form,
    strata: Mapping[int, Stratum],
    competitors: Optional[Mapping[str, np.ndarray]] = None,
    progress: Optional[Progress] = None,
    start: Optional[Calibration] = None,
) -> Validation:
    """Return the scores of the form on held-out blocks and on held-out steps, beside TG refitted on the same folds and other products.

    Parameters
    ----------
    sample : ReferenceSample
        The reference and the drivers.
    form : Form
        The model.
    strata : mapping of int to Stratum
        Every stratum of the site and its parents.
    competitors : mapping of str to ndarray (pixel, time), optional
        Other products' GPP of the reference pixels, g C m-2 d-1, NaN where missing; compared as they are.
    progress : Progress, optional
        Moved on with each fold, and asked whether to stop.
    start : Calibration, optional
        The form calibrated on the whole sample, from which the folds' searches begin; by default it is made.
    """
    progress, competitors = progress or Progress(), competitors or {}
    schemes, notes = folds.schemes(sample)
    forms = {f.id: f for f in (form, FORMS[BASELINE])}
    starts = {f.id: start if start and f is form else calibrate(sample, f, strata, progress) for f in forms.values() if schemes}
    held_out = {scheme: {id_: np.full(sample.gpp.shape, np.nan) for id_ in forms} for scheme in schemes}
    work = [(scheme, fold, f) for scheme, of_scheme in schemes.items() for fold in of_scheme for f in forms.values()]
    for scheme, fold, f in progress.each(work):
        calibration = calibrate(sample, f, strata, progress, fold.training, starts[f.id])
        predicted = predict_sample(f, calibration.parameters, sample.at_pixels(fold.pixels))
        held_out[scheme][f.id][np.ix_(fold.pixels, fold.steps)] = predicted[:, fold.steps]

    groups = _groups(sample, strata)
    rows = []
    for scheme, predictions in held_out.items():
        for id_, pixels in groups.items():
            models = {model: values[pixels] for model, values in {**predictions, **competitors}.items()}
            rows += [{"scheme": scheme, **row} for row in _rows(id_, sample.gpp[pixels], models, sample.calendar, competitors)]
    series = {}
    if schemes:
        models = {**held_out[list(schemes)[-1]], **competitors}
        series = {id_: _series(sample, pixels, models) for id_, pixels in groups.items()}
    unscored = [stratum.title for stratum in _present(sample, strata) if stratum.id not in groups] if schemes else []
    notes += [msg("{stratum}: no reference pixel is at least 70 % of it, so it has no scores of its own.", stratum=t) for t in unscored]
    return Validation(rows, series, tuple(notes))


def _present(sample: ReferenceSample, strata: Mapping[int, Stratum]) -> list[Stratum]:
    """Return the strata in the sample."""
    return [strata[code] for code in np.unique(sample.stratum).tolist()]


def _groups(sample: ReferenceSample, strata: Mapping[int, Stratum]) -> dict[str, np.ndarray]:
    """Return the reference pixels scored for all strata and for each stratum that has any, bool (pixel,), by id."""
    groups = {"all": np.ones(len(sample.gpp), bool)}
    for stratum in _present(sample, strata):
        pure = sample.pixel[(sample.stratum == stratum.code) & (sample.fraction >= PURE)]
        if pure.size:
            groups[stratum.id] = np.isin(np.arange(len(sample.gpp)), pure)
    return groups


def _rows(
    id_: str, observed: np.ndarray, models: Mapping[str, np.ndarray], calendar: Calendar, competitors: Iterable[str]
) -> Iterator[dict[str, Any]]:
    """Yield the row of each model for the pixels (pixel, time) of one stratum."""
    months = folds.middles_in(calendar, "M") % 12 + 1
    for model, predicted in models.items():
        pairs = np.isfinite(observed) & np.isfinite(predicted)
        against = {f"sse_vs_{name}": np.nan for name in (BASELINE, "mod17")}
        for other in (BASELINE, *competitors):
            against[f"sse_vs_{other}"] = np.nan if other == model else metrics.sse_change(observed, predicted, models[other])
        yield {
            "model": model,
            "stratum": id_,
            "n_pixels": int(pairs.any(axis=1).sum()),
            **metrics.scores(observed, predicted),
            **against,
            **metrics.seasonal_bias(observed, predicted, months),
        }


def _series(sample: ReferenceSample, pixels: np.ndarray, models: Mapping[str, np.ndarray]) -> dict[str, list]:
    """Return dates, reference and each model, means over the pixels where the reference is known, g C m-2 d-1 (time,)."""
    reference = sample.gpp[pixels]
    known = np.isfinite(reference)
    lines = {"reference": reference, **{model: np.where(known, values[pixels], np.nan) for model, values in models.items()}}
    return {"dates": sample.calendar.labels, **{name: _mean(values).tolist() for name, values in lines.items()}}


def _mean(values: np.ndarray) -> np.ndarray:
    """Return the mean over the pixels (pixel, time) that are known, (time,); NaN where none is."""
    known = np.isfinite(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(known, values, 0.0).sum(axis=0) / known.sum(axis=0)


def _plain(value: Any) -> Any:
    """Return a value for JSON: None for a number that is not finite."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
