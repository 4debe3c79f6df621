"""Calibration: the parameters of every stratum from the reference, borrowed from its parents where the reference says little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Callable, Optional

import numpy as np

from ..progress import Progress
from ..strata.classification import Stratum
from . import selection
from .calibration import ENOUGH, Calibration, assemble, uncalibrated
from .departures import Departures, DepartureSpace
from .descent import FINE, ROUGH, Descent
from .form import MEMORY, OFFSET, Form
from .hierarchy import Hierarchy, ancestry
from .inputs import prepared
from .mixture import Mixture
from .sample import ReferenceSample
from .selection import Decision, Trial
from .terms import MEMORIES

_MOVES = 6  # of one profiled parameter each, always the best: one parameter makes up for another
_THINNED = 250  # reference pixels that several starts and optional terms are tried on


def calibrate(
    sample: ReferenceSample,
    form: Form,
    strata: Mapping[int, Stratum],
    progress: Optional[Progress] = None,
    weights: Optional[np.ndarray] = None,
    start: Optional[Calibration] = None,
    trials: Optional[Callable[[np.ndarray], Sequence[Trial]]] = None,
    information: Optional[np.ndarray] = None,
    pooled: bool = False,
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
        A calibration of the same form to begin from, instead of several starts; the search then ends a little sooner, as for a fold.
    trials : callable, optional
        Weights (pixel, time) -> how reference is held out to judge optional terms; by default `selection.trials_of` the sample.
    information : ndarray (pixel,), optional
        What each pixel's reference is worth, in pixels; by default 1.
    pooled : bool
        Whether strata have no parameters of their own but share the departures of their parents; `inherited` passes them on.
    """
    if not (sample.pixel.size and np.isfinite(sample.gpp).any()):
        return uncalibrated(form, strata)
    sample = prepared(sample, form.reads)
    weights = np.broadcast_to(1.0 if weights is None else weights, sample.gpp.shape)
    mixture = Mixture(sample, form, weights)
    if not mixture.strata.size:
        return uncalibrated(form, strata)
    check = (progress or Progress()).check
    space = DepartureSpace(form, strata)
    hierarchy = Hierarchy.of(mixture.strata.tolist(), strata, pooled)
    counted = np.flatnonzero(mixture.counted.any(axis=1))
    some = counted[np.unique(np.linspace(0, len(counted) - 1, _THINNED).astype(int))]
    thinned, thinned_weights = sample.at_pixels(some), weights[some]
    begin = None if start is None else {code: space.departure(code, values) for code, values in start.parameters.items()}
    usual = form
    profile = {name: values for name, values in form.profile.items() if _can_choose(name, sample, pooled)}
    if profile:
        form, begin = _profiled(form, profile, strata, hierarchy, thinned, thinned_weights, start, begin, check)
        space, mixture = DepartureSpace(form, strata), Mixture(sample, form, weights)
    tolerance = FINE if start is None else ROUGH
    descent = Descent(space, hierarchy, mixture, Mixture(thinned, form, thinned_weights), check, tolerance)
    fitted, noise = descent.run(begin)

    worth = mixture.effective_pixels if information is None else mixture.effective_pixels_of(information)
    n_pixels = {code: float(worth[np.isin(mixture.strata, hierarchy.descendants(code))].sum()) for code in fitted}
    held_out = selection.trials_of(thinned, thinned_weights) if trials is None else [t.at_pixels(some) for t in trials(weights)]
    decisions = selection.decide(thinned, form, space, hierarchy, fitted, noise, thinned_weights, held_out, check)
    decisions = [replace(d, keeps=False, reason="little_reference") if d.keeps and n_pixels[d.code] < ENOUGH else d for d in decisions]
    fitted, decisions = _with_terms(descent, fitted, noise, decisions)
    parameters = {code: fitted[group] for code, group in hierarchy.groups(hierarchy.depth).items()}
    rmse = float(np.sqrt((space.residuals(mixture, parameters) ** 2).sum() / mixture.counted.sum()))
    return assemble(form, usual, strata, hierarchy, fitted, n_pixels, decisions, rmse)


def _can_choose(parameter: str, sample: ReferenceSample, pooled: bool) -> bool:
    """Return whether the value of a profiled parameter can be chosen: memory unless temperature came with it.

    A free offset of EVI gains 6 % at the boreal towers that it was fitted to and loses as much at others, so where parameters are to be
    passed on it is not tried.
    """
    return not pooled if parameter == OFFSET else parameter != MEMORY or all(name in sample.drivers for name in MEMORIES)


def _profiled(
    form: Form,
    profile: Mapping[str, Sequence[float]],
    strata: Mapping[int, Stratum],
    hierarchy: Hierarchy,
    sample: ReferenceSample,
    weights: np.ndarray,
    start: Optional[Calibration],
    begin: Optional[Departures],
    check: Callable[[], None],
) -> tuple[Form, Departures]:
    """Return the form with those values of profiled parameters that fit best, and departures to begin from.

    They are one for all strata, searched by the best move of one of them at a time, and drawn to their usual values as far as the noise
    of the reference allows. After an earlier calibration the search begins at its values.
    """
    usual = {name: form.value_of(name) for name in profile}
    spread = {p.name: p.between_sites for p in form.parameters}
    tried: dict[tuple[float, ...], tuple[float, Form, Departures]] = {}

    def misfit(values: Mapping[str, float], begin: Optional[Departures]) -> float:
        """Return the penalised sum of squares of some values."""
        key = tuple(values.values())
        if key not in tried:
            variant = reduce(lambda f, name: f.with_value(name, values[name]), values, form)
            mixture, space = Mixture(sample, variant, weights), DepartureSpace(variant, strata)
            fitted, noise = Descent(space, hierarchy, mixture, mixture, check, ROUGH).run(begin)
            parameters = {code: fitted[group] for code, group in hierarchy.groups(hierarchy.depth).items()}
            away = sum(((values[name] - usual[name]) / spread[name]) ** 2 for name in values)
            tried[key] = float((space.residuals(mixture, parameters) ** 2).sum()) + noise**2 * away, variant, fitted
        return tried[key][0]

    best = usual if start is None else {name: start.form.value_of(name) for name in profile}
    misfit(best, begin)
    for turn in range(_MOVES):
        whole, begin = turn == 0 and start is None, tried[tuple(best.values())][2]
        ways = {name: values if whole else _beside(values, best[name]) for name, values in profile.items()}
        moves = [{**best, name: value} for name, values in ways.items() for value in values]
        found = min(moves, key=lambda values: misfit(values, begin))
        if found == best:
            break
        best = found
    return tried[tuple(best.values())][1:]


def _beside(candidates: Sequence[float], chosen: float) -> Sequence[float]:
    """Return a candidate with the two beside it, or all where it is none of them."""
    if chosen not in candidates:
        return candidates
    at = candidates.index(chosen)
    return candidates[max(at - 1, 0) : at + 2]


def _with_terms(descent: Descent, without: Departures, noise: float, decisions: Sequence[Decision]) -> tuple[Departures, list[Decision]]:
    """Return the departures with the terms that were decided for, and the decisions, less those whose term then takes nothing away."""
    space, hierarchy = descent.space, descent.hierarchy
    own = hierarchy.groups(hierarchy.depth)
    centres = descent.centres(own, without)
    fitted, decisions = without, list(decisions)
    while any(d.keeps for d in decisions):
        kept = selection.kept_by(decisions, hierarchy)
        free = {code: space.fitted | [code in kept.get(name, ()) for name in space.names] for code in centres}
        fitted = {**without, **descent.settle(centres, without, free, noise)[0]}
        told = selection.telling(space, kept, fitted)
        judged = [d if not d.keeps or _tells(d, told, hierarchy) else replace(d, keeps=False, reason="neutral") for d in decisions]
        if judged == decisions:
            break
        fitted, decisions = without, judged
    return fitted, decisions


def _tells(decision: Decision, told: Mapping[str, Sequence[int]], hierarchy: Hierarchy) -> bool:
    """Return whether a term that was decided for takes something away anywhere that it was decided for."""
    parents = hierarchy.parents()
    return any(decision.code in (code, parents[code]) for code in told[decision.term.floor])


def inherited(calibration: Calibration) -> Calibration:
    """Return the calibration in which strata that had default parameters depart from them as their nearest fitted ancestor does."""
    space = DepartureSpace(calibration.form, calibration.strata)
    parameters, source = dict(calibration.parameters), dict(calibration.source)
    for code in calibration.parameters:
        lenders = [a for a in ancestry(code, calibration.strata) if calibration.source.get(a, "default") != "default"]
        if calibration.source[code] == "default" and lenders:
            departure = space.departure(lenders[-1], calibration.parameters[lenders[-1]])
            values, _ = space.values([code], departure[None])
            fixed = calibration.form.default(calibration.strata[code].prior)
            parameters[code] = {**fixed, **{name: float(value[0]) for name, value in values.items()}}
            source[code] = f"shrunk to {calibration.strata[lenders[-1]].id}"
    return replace(calibration, parameters=parameters, source=source)
