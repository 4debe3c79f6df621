"""The result of a calibration: the parameters of every stratum, where they come from, and what a reader should know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

from ..language import Message, msg
from ..strata.classification import Stratum
from .departures import Departures, DepartureSpace
from .form import Form
from .hierarchy import Hierarchy
from .selection import Decision

ENOUGH = 3.0
"""Effective reference pixels from which a stratum counts as fitted, not as shrunk to its parent."""


@dataclass(frozen=True)
class Calibration:
    """A calibrated form.

    Attributes
    ----------
    form : Form
        The model.
    strata : mapping of int to Stratum
        The strata and their parents.
    parameters : mapping
        Every parameter by stratum code, those of parents that were fitted too.
    source : mapping of int to str
        "fitted", "shrunk to <id of the parent>" or "default", by stratum code.
    n_pixels : mapping of int to float
        Effective number of reference pixels by stratum code: the sum of squared fractions, which is how many pure pixels would tell as
        much.
    rmse : float
        Misfit to the reference that it was fitted to, g C m-2 d-1; NaN without reference.
    notes : tuple of Message
        What a reader should know.
    decisions : tuple of Decision
        Which strata keep the terms that they may do without, and why.
    """

    form: Form
    strata: Mapping[int, Stratum]
    parameters: Mapping[int, Mapping[str, float]]
    source: Mapping[int, str]
    n_pixels: Mapping[int, float]
    rmse: float
    notes: tuple[Message, ...]
    decisions: tuple[Decision, ...] = ()


def uncalibrated(form: Form, strata: Mapping[int, Stratum]) -> Calibration:
    """Return the default parameters of every stratum's class."""
    codes = [code for code in strata if code not in {s.parent for s in strata.values()}]
    parameters = {code: form.default(strata[code].prior, strata[code].night) for code in codes}
    note = msg("There is no reference: every stratum takes the default parameters of its class.")
    return Calibration(form, strata, parameters, dict.fromkeys(codes, "default"), dict.fromkeys(codes, 0.0), float("nan"), (note,))


def assemble(
    form: Form,
    usual: Form,
    strata: Mapping[int, Stratum],
    hierarchy: Hierarchy,
    departures: Departures,
    n_pixels: Mapping[int, float],
    decisions: Sequence[Decision],
    rmse: float,
) -> Calibration:
    """Return the calibration: what was fitted, defaults where there was no reference, and notes on both.

    Parameters
    ----------
    form : Form
        The model.
    usual : Form
        The model before the values of profiled parameters were chosen: defaults belong to the usual ones.
    strata : mapping of int to Stratum
        Every stratum of the site and its parents.
    hierarchy : Hierarchy
        Of the strata that were fitted.
    departures : mapping of int to ndarray (parameter,)
        Departures of these and their ancestors from the defaults of their classes.
    n_pixels : mapping of int to float
        Their effective numbers of reference pixels.
    decisions : sequence of Decision
        Which strata keep each optional term.
    rmse : float
        Misfit, g C m-2 d-1.
    """
    space, blank = DepartureSpace(form, strata), uncalibrated(usual, strata)
    parameters, source = dict(blank.parameters), dict(blank.source)
    for code, parent in hierarchy.parents().items():
        values, _ = space.values([code], departures[code][None])
        parameters[code] = {**form.default(strata[code].prior), **{name: float(value[0]) for name, value in values.items()}}
        lender = "default" if parent is None else strata[parent].id
        source[code] = "fitted" if n_pixels[code] >= ENOUGH else f"shrunk to {lender}"
    borrowed = [_borrowed(strata, code, hierarchy.parents().get(code), n_pixels.get(code, 0.0)) for code in blank.parameters]
    notes = [*(note for note in borrowed if note), *_selected(decisions, strata)]
    return Calibration(form, strata, parameters, source, {**blank.n_pixels, **n_pixels}, rmse, tuple(notes), tuple(decisions))


def _borrowed(strata: Mapping[int, Stratum], code: int, parent: Optional[int], n: float) -> Optional[Message]:
    """Return a note on a stratum that does not rest on its own reference, else None."""
    title = strata[code].title
    if n >= ENOUGH:
        return None
    if n == 0:
        return msg("{stratum}: no reference pixel holds any, so it takes the default parameters of its class.", stratum=title)
    return msg(
        "{stratum}: its reference is worth only {n} pixels, so its parameters are drawn to those of: {parent}.",
        stratum=title,
        n=round(float(n), 1),
        parent=msg("the defaults of its class") if parent is None else strata[parent].title,
    )


def _selected(decisions: Sequence[Decision], strata: Mapping[int, Stratum]) -> Iterator[Message]:
    """Yield notes on which strata use the terms that they may do without, and why; one for all where all have the same plain reason."""
    by_term: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_term.setdefault(decision.term.id, []).append(decision)
    for of_term in by_term.values():
        reasons, term = {d.reason for d in of_term}, of_term[0].term
        if reasons == {"no_data"}:
            yield msg("{term}: no stratum uses it, as there are no data.", term=term.title)
        elif reasons == {"no_gain"}:
            yield msg("{term}: no stratum uses it, as it does not lower the error on held-out steps by 1 % anywhere.", term=term.title)
        else:
            yield from (decision.message(strata) for decision in of_term)
