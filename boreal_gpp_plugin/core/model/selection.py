"""Selection: which strata keep a term that they may do without, by the error on years and on places held out, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Callable, Optional

import numpy as np
from scipy import sparse

from ..language import Message, msg
from ..strata.classification import Stratum
from .departures import Departures, DepartureSpace
from .folds import block_folds, near, step_folds
from .form import Form, Term
from .hierarchy import Hierarchy
from .mixture import Mixture
from .sample import ReferenceSample

GAIN = 0.01
"""Share by which a term must lower a stratum's squared error on steps held out to be kept."""
NEUTRAL = 0.95
"""Floor from which a term takes too little away to be kept: mixed pixels credit a stratum with what its neighbours gain."""
_FOLDS = 2  # alternating months or years, and alternating blocks
_TOLERANCE = 1e-4  # relative gain; far below what a term must gain


@dataclass(frozen=True)
class Trial:
    """One way to hold reference out.

    Attributes
    ----------
    name : str
        "time" or "space".
    held_out, training : tuple of ndarray of bool
        Of each fold; they broadcast to (pixel, time).
    unseen : bool
        Whether strata are held out whole, so that they are predicted with the parameters of their parents.
    """

    name: str
    held_out: tuple[np.ndarray, ...]
    training: tuple[np.ndarray, ...]
    unseen: bool = False

    def at_pixels(self, pixels: np.ndarray) -> Trial:
        """Return the trial for some of the reference pixels, by index."""
        held, training = (tuple(m[pixels] if len(m) > 1 else m for m in masks) for masks in (self.held_out, self.training))
        return replace(self, held_out=held, training=training)


@dataclass(frozen=True)
class Decision:
    """Whether a stratum keeps a term, and why.

    Attributes
    ----------
    term : Term
        The term.
    code : int
        The stratum, or the class of sites, that it was decided for.
    keeps : bool
        Whether it is kept.
    time, space : float or None
        Change of the squared error with the term on steps and on places held out, -0.03 for 3 % less; None where none could be.
    reason : str
        "better", "no_gain", "not_elsewhere", "neutral", "little_reference", "not_tested" or "no_data".
    """

    term: Term
    code: int
    keeps: bool
    time: Optional[float]
    space: Optional[float]
    reason: str

    def message(self, strata: Mapping[int, Stratum]) -> Message:
        """Return the decision as a sentence."""
        values = {
            "term": self.term.title,
            "stratum": strata[self.code].title,
            "time": _percent(self.time),
            "space": _percent(self.space),
        }
        return Message(_SENTENCES[self.reason].template, values)


_SENTENCES = {
    "better": msg("{term}: used in {stratum}, where it changes the squared error by {time} on held-out steps and by {space} elsewhere."),
    "no_gain": msg("{term}: not used in {stratum}, as it changes the squared error on held-out steps by {time} only; 1 % less is asked."),
    "not_elsewhere": msg(
        "{term}: not used in {stratum}, as the squared error changes by {space} on places held out, though {time} in time."
    ),
    "neutral": msg("{term}: not used in {stratum}, as it was fitted to take next to nothing away."),
    "little_reference": msg("{term}: not used in {stratum}, which has too little reference to tell."),
    "not_tested": msg("{term}: not used in {stratum}, as too little reference is known to hold any out."),
    "no_data": msg("{term}: not used in {stratum}, as there are no data."),
}


def _percent(change: Optional[float]) -> str:
    """Return a change in percent with its sign."""
    return "-" if change is None else f"{round(100 * change, 1) + 0.0:+.1f} %"  # no negative zero


def optional_terms(form: Form) -> list[Term]:
    """Return the terms that strata may do without if that is no worse."""
    return [term for term in form.terms if term.is_optional]


def has_data(term: Term, sample: ReferenceSample) -> bool:
    """Return whether the sample has drivers for a term."""
    return all(name in sample.drivers and bool(np.isfinite(sample.drivers[name]).any()) for name in term.needs)


def trials_of(sample: ReferenceSample, weights: np.ndarray) -> list[Trial]:
    """Return how reference is held out to judge terms: alternating years or months, and alternating blocks; what is possible of it.

    Parameters
    ----------
    sample : ReferenceSample
        The reference.
    weights : ndarray (pixel, time)
        Weights of the squared residuals; 0 leaves out.
    """
    known = np.isfinite(sample.gpp) & (weights > 0)
    steps = step_folds(sample.calendar, known.any(axis=0)) % _FOLDS
    found = []
    if len(np.unique(steps[known.any(axis=0)])) > 1:
        held = tuple((steps == fold)[None, :] for fold in range(_FOLDS))
        found.append(Trial("time", held, tuple(~out for out in held)))
    blocks = block_folds(sample.x, sample.y) % _FOLDS
    if len(np.unique(blocks[known.any(axis=1)])) > 1:
        out = [blocks == fold for fold in range(_FOLDS)]
        close = [near(sample.x, sample.y, o) for o in out]
        spared = [c if (~o & ~c).sum() >= o.sum() / 2 else np.zeros_like(o) for o, c in zip(out, close)]
        training = tuple(~(o | c)[:, None] for o, c in zip(out, spared))
        found.append(Trial("space", tuple(o[:, None] for o in out), training))
    return found


def decide(
    sample: ReferenceSample,
    form: Form,
    space: DepartureSpace,
    hierarchy: Hierarchy,
    fitted: Departures,
    noise: float,
    weights: np.ndarray,
    trials: Sequence[Trial],
    check: Callable[[], None],
) -> list[Decision]:
    """Return which strata keep each optional term.

    A stratum keeps a term where fitting it lowers the squared error of pixels on steps held out in turn, weighted by the square of the
    stratum's share in them, by more than 1 %, and does not raise that on places held out. Where only one of the two could be tried it
    alone must fall by more than 1 %.

    Parameters
    ----------
    sample : ReferenceSample
        The reference and the drivers.
    form : Form
        The model.
    space : DepartureSpace
        The coordinates of the fit.
    hierarchy : Hierarchy
        Of the strata.
    fitted : mapping of int to ndarray (parameter,)
        Departures of strata and ancestors found without the terms.
    noise : float
        Noise of the reference, g C m-2 d-1.
    weights : ndarray (pixel, time)
        Weights of the squared residuals.
    trials : sequence of Trial
        How reference is held out.
    check : callable
        Called at each iteration; raises Cancelled to stop.
    """
    optional = optional_terms(form)
    tested = [term for term in optional if has_data(term, sample)] if trials else []
    own, parents = hierarchy.groups(hierarchy.depth), hierarchy.parents()
    above = {code: group if parents[group] is None else parents[group] for code, group in own.items()}
    unit = above if any(trial.unseen for trial in trials) else own
    units = sorted(set(unit.values()))
    changes: dict[tuple[str, str], np.ndarray] = {}
    hopeful = tested
    for trial in trials:
        if not hopeful:
            break
        groups = above if trial.unseen else own
        errors = _errors(sample, space, groups, unit, parents, fitted, noise, weights, trial, [t.floor for t in hopeful], check)
        if errors is not None:
            with np.errstate(invalid="ignore", divide="ignore"):
                changes.update({(trial.name, t.floor): errors[t.floor] / errors[""] - 1 for t in hopeful})
            hopeful = [t for t in hopeful if (changes[trial.name, t.floor] < -GAIN).any()]
    decisions = []
    for term in optional:
        for i, code in enumerate(units):
            time, elsewhere = (_finite(changes.get((name, term.floor)), i) for name in ("time", "space"))
            reason = _reason(time, elsewhere) if has_data(term, sample) else "no_data"
            decisions.append(Decision(term, code, reason == "better", time, elsewhere, reason))
    return decisions


def _reason(time: Optional[float], elsewhere: Optional[float]) -> str:
    """Return why a term is kept or not, from the changes of the squared error."""
    if time is None and elsewhere is None:
        return "not_tested"
    if (elsewhere if time is None else time) >= -GAIN:
        return "no_gain"
    return "not_elsewhere" if elsewhere is not None and elsewhere > 0 else "better"


def _finite(values: Optional[np.ndarray], i: int) -> Optional[float]:
    """Return one of the values, None where there is none."""
    return float(values[i]) if values is not None and np.isfinite(values[i]) else None


def _errors(
    sample: ReferenceSample,
    space: DepartureSpace,
    groups: Mapping[int, int],
    unit: Mapping[int, int],
    parents: Mapping[int, Optional[int]],
    fitted: Departures,
    noise: float,
    weights: np.ndarray,
    trial: Trial,
    floors: Sequence[str],
    check: Callable[[], None],
) -> Optional[dict[str, np.ndarray]]:
    """Return the held-out squared error of each unit (unit,), without optional terms ("") and with each; None where a fold has nothing."""
    units = sorted(set(unit.values()))
    row_unit = np.searchsorted(units, [unit.get(code, units[0]) for code in sample.stratum.tolist()])
    shares = sparse.csr_matrix((sample.fraction**2, (row_unit, sample.pixel)), shape=(len(units), len(sample.gpp)))
    masks = {"": space.fitted, **{floor: space.fitted | (np.array(space.names) == floor) for floor in floors}}
    errors = {key: np.zeros(len(units)) for key in masks}
    centres = {group: space.nought if parents[group] is None else fitted[parents[group]] for group in set(groups.values())}
    for held, training in zip(trial.held_out, trial.training):
        fit = Mixture(sample, space.form, weights * training)
        test = Mixture(sample, space.form, weights * held)
        if not (fit.strata.size and test.strata.size):
            return None
        begin = fitted
        for key, mask in masks.items():
            found, _ = space.fit(fit, groups, centres, begin, dict.fromkeys(centres, mask), noise, _TOLERANCE, check)
            begin = {**begin, **found} if not key else begin  # without optional terms comes first
            departures = {code: found.get(group, fitted[group]) for code, group in groups.items()}
            errors[key] += shares @ (space.residuals(test, departures) ** 2).sum(axis=1)
    return errors


def kept_by(decisions: Sequence[Decision], hierarchy: Hierarchy) -> dict[str, list[int]]:
    """Return the codes that keep each term, by the name of its floor; a class of sites decides for its sites."""
    own, parents = hierarchy.groups(hierarchy.depth), hierarchy.parents()
    kept: dict[str, list[int]] = {}
    for decision in decisions:
        codes = kept.setdefault(decision.term.floor, [])
        if decision.keeps:
            codes += [code for code in sorted(set(own.values())) if decision.code in (code, parents[code])]
    return kept


def telling(space: DepartureSpace, kept: Mapping[str, Sequence[int]], fitted: Departures) -> dict[str, list[int]]:
    """Return of the strata that keep each optional term those where its floor came out clearly below 1."""
    return {floor: [code for code in codes if 1.0 + fitted[code][space.names.index(floor)] < NEUTRAL] for floor, codes in kept.items()}
