"""Validation: how well the model predicts reference that it was not fitted to, beside the TG model and other products."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Optional

import numpy as np

from ..calendar import Calendar
from ..language import Message, msg
from ..progress import Progress
from ..strata.classification import ALL, FIRE_AGES, Stratum
from . import folds, metrics
from .calibrate import calibrate
from .calibration import Calibration, uncalibrated
from .form import Form
from .forms import FORMS
from .inputs import lacking, prepared
from .intervals import score_intervals
from .predict import predict_sample
from .sample import PURE, ReferenceSample

BASELINE = "tg"
"""Form whose refitted version squared errors are compared with first."""
REFITTED = ("tg", "tg_ramp", "mod17", "vpm")
"""Conventional forms that are refitted on the same folds; with published or default parameters they are scored too."""
_SUFFIX = {"mod17": "_refitted", "vpm": "_refitted"}  # their plain names are those of the products
_EVERYWHERE = 50  # reference pixels; towers, which leave most of a site unseen, are fewer
_KEY_COVERS = (210, 80, 81)  # conifer, wetland and treed wetland come first


@dataclass(frozen=True)
class Validation:
    """Scores on held-out reference.

    Attributes
    ----------
    rows : list of dict
        One per scheme ("blocks", "steps"), model and stratum id ("all" for every pixel, then each cover of any fire age, burnt land by age,
        and single strata): n pairs, n_pixels, r2, nse, rmse, bias, sse, sse_vs_tg and sse_vs_<competitor> (-0.46 is 46 % less squared
        error), ratio_to_<model> (0.54 of its squared error) of the run's own model to each conventional one, bias_djf, bias_mam, bias_jja,
        bias_son, seasonal_bias (mean of their sizes), bias_thaw (within 30 days of thaw), onset_error (days, mean size), r2_growing (May
        to September), r2_anomaly, and 5-95 % intervals over the blocks or times held out; NaN where unknown.
    series : mapping
        By stratum id: dates, reference, and each model held out, means over the stratum's pixels, g C m-2 d-1.
    notes : tuple of Message
        What a reader should know.
    by_scheme : mapping of str to ndarray (pixel, time)
        The run's own model on held-out reference by scheme, g C m-2 d-1; NaN where nothing was held out.
    hardest : str
        The scheme with the greatest error, "none" where nothing was held out. Months of a single year do not count beside blocks.
    """

    rows: list[dict[str, Any]]
    series: Mapping[str, Mapping[str, list]]
    notes: tuple[Message, ...]
    by_scheme: Mapping[str, np.ndarray]
    hardest: str

    @property
    def held_out(self) -> np.ndarray:
        """The predictions of the hardest scheme."""
        return self.by_scheme[self.hardest]

    def of_map(self, sample: ReferenceSample) -> np.ndarray:
        """Return held-out predictions that are about as far off as a map of the sample's places and years.

        Where the reference lies all over the site in every year, places and years of the map were fitted: either scheme hides more, and
        the one with the smaller errors of years is taken. Otherwise those of the hardest scheme.
        """
        return self._easiest(sample, _like_a_map(self.by_scheme, sample)) if _is_everywhere(sample) else self.held_out

    def of_totals(self, sample: ReferenceSample) -> np.ndarray:
        """Return the same for totals of years, in which a month that was held out is one of many."""
        return self._easiest(sample, self.by_scheme) if _is_everywhere(sample) else self.held_out

    @staticmethod
    def _easiest(sample: ReferenceSample, by_scheme: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return the predictions whose sums over years are the least off."""
        years = sample.calendar.years
        days = np.where(years[:, None] == np.unique(years), sample.calendar.days[:, None], 0.0)
        return min(by_scheme.values(), key=lambda predicted: float(np.sum((np.nan_to_num(predicted - sample.gpp) @ days) ** 2)))

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
    refitted: Sequence[str] = REFITTED,
) -> Validation:
    """Return the scores of the form on held-out blocks and on held-out steps, beside conventional models and other products.

    TG, MOD17 and VPM are refitted on the same folds, and scored with the parameters that were published or are the defaults of classes.

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
    refitted : sequence of str
        Ids of the conventional forms to compare with.
    """
    progress, competitors = progress or Progress(), competitors or {}
    schemes, notes = folds.schemes(sample)
    rivals = [FORMS[id_] for id_ in refitted if id_ != form.id and not lacking(FORMS[id_], sample.drivers)]
    sample = prepared(sample, [name for f in (form, *rivals) for name in f.reads]) if schemes else sample
    forms = {form.id: form, **{f.id + _SUFFIX.get(f.id, ""): f for f in rivals}}
    untuned = {f"{f.id}_{f.untuned}": f for f in (form, *rivals) if f.untuned}
    starts = {f.id: start if start and f is form else calibrate(sample, f, strata, progress) for f in forms.values() if schemes}
    held_out = {scheme: {id_: np.full(sample.gpp.shape, np.nan) for id_ in forms} for scheme in schemes}
    clusters = {scheme: np.full(sample.gpp.shape, -1) for scheme in schemes}
    work = [(scheme, i, fold, id_) for scheme, of_scheme in schemes.items() for i, fold in enumerate(of_scheme) for id_ in forms]
    for scheme, i, fold, id_ in progress.each(work):
        f = forms[id_]
        calibration = calibrate(sample, f, strata, progress, fold.training, starts[f.id])
        predicted = predict_sample(calibration.form, calibration.parameters, sample.at_pixels(fold.pixels))
        held_out[scheme][id_][np.ix_(fold.pixels, fold.steps)] = predicted[:, fold.steps]
        clusters[scheme][np.ix_(fold.pixels, fold.steps)] = i
    if "steps" in clusters:  # times drawn anew are months, or years where there are several
        unit = "Y" if folds.spans_years(sample.calendar, np.isfinite(sample.gpp).any(axis=0)) else "M"
        clusters["steps"][:] = folds.middles_in(sample.calendar, unit)
    if "blocks" in clusters:
        clusters["blocks"][:] = folds.blocks(sample.x, sample.y)[:, None]
    plain = {id_: predict_sample(f, uncalibrated(f, strata).parameters, sample) for id_, f in untuned.items()} if schemes else {}
    others = {**plain, **competitors}

    groups = _groups(sample, strata)
    window = _thaw_window(sample)
    rows = []
    for scheme, predictions in held_out.items():
        for id_, pixels in groups.items():
            models = {model: values[pixels] for model, values in {**predictions, **others}.items()}
            part = _Part(sample.gpp[pixels], sample.calendar, window[pixels], clusters[scheme][pixels])
            rows += [{"scheme": scheme, **row} for row in _rows(id_, part, models, competitors)]
    series = {}
    if schemes:
        models = {**held_out[list(schemes)[-1]], **competitors}
        models = {name: models[name] for name in (form.id, BASELINE, *competitors) if name in models}
        series = {id_: _series(sample, pixels, models) for id_, pixels in groups.items()}
    unscored = [stratum.title for stratum in _present(sample, strata) if stratum.id not in groups] if schemes else []
    notes += [msg("{stratum}: no reference pixel is at least 70 % of it, so it has no scores of its own.", stratum=t) for t in unscored]
    own = {scheme: predictions[form.id] for scheme, predictions in held_out.items()}
    own = own or {"none": np.full(sample.gpp.shape, np.nan)}
    hardest = max(_like_a_map(own, sample), key=lambda scheme: metrics.scores(sample.gpp, own[scheme])["sse"])
    return Validation(rows, series, tuple(notes), own, hardest)


def _like_a_map(by_scheme: Mapping[str, np.ndarray], sample: ReferenceSample) -> Mapping[str, np.ndarray]:
    """Return the schemes without months of a single year beside blocks: without them the season has a gap, as that of no map has."""
    whole = folds.spans_years(sample.calendar, np.isfinite(sample.gpp).any(axis=0))
    return by_scheme if whole or "blocks" not in by_scheme else {"blocks": by_scheme["blocks"]}


def _is_everywhere(sample: ReferenceSample) -> bool:
    """Return whether the reference lies all over the site in every year."""
    years = sample.calendar.years
    return len(sample.gpp) >= _EVERYWHERE and bool(np.isin(years, years[np.isfinite(sample.gpp).any(axis=0)]).all())


def _present(sample: ReferenceSample, strata: Mapping[int, Stratum]) -> list[Stratum]:
    """Return the strata in the sample."""
    return [strata[code] for code in np.unique(sample.stratum).tolist()]


def _groups(sample: ReferenceSample, strata: Mapping[int, Stratum]) -> dict[str, np.ndarray]:
    """Return the reference pixels scored for all strata, each cover, burnt land by age and each stratum that have any, bool (pixel,).

    By id, those of the greatest interest first: conifer, wetland, treed wetland, burnt land by age. A cover of one stratum is that stratum.
    """
    present = _present(sample, strata)
    covers = {}
    for cover in sorted({s.parent for s in present if s.parent in strata and s.parent != ALL}):
        members = [s.code for s in present if s.parent == cover]
        covers[cover] = strata[cover].id if len(members) > 1 else strata[members[0]].id, members
    burnt = {age: [s.code for s in present if s.fire_age == age.index] for age in FIRE_AGES}
    groups = {
        "all": [s.code for s in present],
        **dict(covers[cover] for cover in _KEY_COVERS if cover in covers),
        "burnt": [code for members in burnt.values() for code in members],
        **{f"burnt_{age.first}_{age.last}": members for age, members in burnt.items()},
        **dict(about for cover, about in covers.items() if cover not in _KEY_COVERS),
    }
    groups.update({s.id: [s.code] for s in present if s.id not in groups})
    pixels = {id_: sample.share_of(codes) >= PURE for id_, codes in groups.items() if codes}
    return {"all": np.ones(len(sample.gpp), bool), **{id_: inside for id_, inside in pixels.items() if id_ != "all" and inside.any()}}


def _thaw_window(sample: ReferenceSample) -> np.ndarray:
    """Return which pixel-steps lie within 30 days of thaw, bool (pixel, time); none where thaw is not known."""
    if "thaw_fraction" not in sample.drivers:
        return np.zeros(sample.gpp.shape, bool)
    share = sample.mixed(np.ones((len(sample.pixel), 1)))
    with np.errstate(invalid="ignore", divide="ignore"):
        thaw = sample.mixed(sample.drivers["thaw_fraction"]) / share
    return metrics.thaw_window(thaw, sample.calendar.middles, sample.calendar.years)


@dataclass(frozen=True)
class _Part:
    """Reference (pixel, time) of one group, its calendar, which values lie about thaw, and what each is drawn with anew."""

    observed: np.ndarray
    calendar: Calendar
    window: np.ndarray
    clusters: np.ndarray

    @cached_property
    def months(self) -> np.ndarray:
        """Month of each step, 1 to 12."""
        return folds.middles_in(self.calendar, "M") % 12 + 1

    @cached_property
    def years(self) -> np.ndarray:
        """Years since 1970 of each step."""
        return folds.middles_in(self.calendar, "Y")

    def onset(self, gpp: np.ndarray) -> np.ndarray:
        """Return when GPP (pixel, time) begins, days since 1970-01-01 (pixel, year)."""
        return metrics.onset(np.where(np.isfinite(self.observed), gpp, np.nan), self.calendar.middles, self.years)

    @cached_property
    def observed_onset(self) -> np.ndarray:
        """When the reference begins, days since 1970-01-01 (pixel, year)."""
        return self.onset(self.observed)

    def scores(self, predicted: np.ndarray, tg: Optional[np.ndarray]) -> dict[str, float]:
        """Return all scores of a prediction (pixel, time) that need no name of another model."""
        seasonal = metrics.seasonal_bias(self.observed, predicted, self.months)
        known = [abs(bias) for bias in seasonal.values() if np.isfinite(bias)]
        late = np.abs(self.onset(predicted) - self.observed_onset)
        first = np.searchsorted(self.years, self.years)
        return {
            **seasonal,
            "seasonal_bias": float(np.mean(known)) if known else np.nan,
            "bias_thaw": metrics.scores(self.observed[self.window], predicted[self.window])["bias"],
            "onset_error": float(np.nanmean(late)) if np.isfinite(late).any() else np.nan,
            "r2_growing": metrics.growing_r2(self.observed, predicted, self.months),
            "r2_anomaly": metrics.anomaly_r2(self.observed, predicted, np.arange(len(first)) - first),
            **{k.replace("sse_vs", "sse_vs_tg"): v for k, v in score_intervals(self.observed, predicted, tg, self.clusters).items()},
        }


def _rows(id_: str, part: _Part, models: Mapping[str, np.ndarray], competitors: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the row of each model for the pixels of one group; the first model is the run's own."""
    own = next(iter(models))
    for model, predicted in models.items():
        pairs = np.isfinite(part.observed) & np.isfinite(predicted)
        against = {f"sse_vs_{name}": np.nan for name in (BASELINE, "mod17")}
        for other in (BASELINE, *competitors):
            if other in models:
                against[f"sse_vs_{other}"] = np.nan if other == model else metrics.sse_change(part.observed, predicted, models[other])
        ratios = {other: 1 + metrics.sse_change(part.observed, predicted, models[other]) for other in models if other != own}
        yield {
            "model": model,
            "stratum": id_,
            "n_pixels": int(pairs.any(axis=1).sum()),
            **metrics.scores(part.observed, predicted),
            **against,
            **{f"ratio_to_{other}": ratio if model == own else np.nan for other, ratio in ratios.items()},
            **part.scores(predicted, None if model == BASELINE else models.get(BASELINE)),
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
