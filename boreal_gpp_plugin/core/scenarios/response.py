"""The response: GPP under changed drivers, for one place or for a tile, by the same few lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from ..calendar import Calendar
from ..model import inputs
from ..model.forms import Drivers, Form, Parameters
from ..model.terms import MEMORIES, Value
from .deltas import Deltas
from .scenario import SHIFTED

Factors = Mapping[str, Value]


@dataclass(frozen=True)
class State:
    """What the model makes of drivers.

    Attributes
    ----------
    prepared : mapping of str to ndarray (time, ...)
        The drivers with what the form derives.
    factors : mapping
        m and the factors of the terms that are on, by id.
    gpp : ndarray (time, ...)
        Their product, g C m-2 d-1.
    """

    prepared: Drivers
    factors: Factors
    gpp: np.ndarray


class Response:
    """How the model answers changes of a run's drivers: what a change does not reach is not worked out again.

    Parameters
    ----------
    form : Form
        The model.
    parameters : mapping of str to float or ndarray
        Its parameters, which never change; values that broadcast against (...).
    drivers : mapping of str to ndarray (time, ...)
        Those of the run, in their units: (time,) for one place.
    calendar : Calendar
        The steps.
    latitude : float or ndarray (...)
        Degrees north.
    """

    def __init__(self, form: Form, parameters: Parameters, drivers: Drivers, calendar: Calendar, latitude: Value):
        self._form, self._parameters, self._drivers, self._calendar, self._latitude = form, parameters, drivers, calendar, latitude
        prepared = inputs.prepare(drivers, calendar, latitude, axis=0, needs=form.reads)
        factors = {"m": parameters["m"], **form.factors(prepared, parameters)}
        self.today = State(prepared, factors, _product(factors))

    def under(self, deltas: Deltas, evi: str = SHIFTED) -> State:
        """Return the state under changes, with greenness "held" or "shifted"; what does not change is the object of `today`."""
        today = self.today
        changed = self._prepared(deltas.apply(self._drivers, self._calendar, evi == SHIFTED))
        same = {name for name, values in changed.items() if values is today.prepared[name]}
        if len(same) == len(changed):
            return today
        terms = {term.id: term for term in self._form.terms if not same.issuperset(term.needs)}
        factors = {
            name: terms[name].function(changed, self._parameters) if name in terms else factor for name, factor in today.factors.items()
        }
        return State(changed, factors, _product(factors))

    def changed(self, gpp: np.ndarray, state: State) -> np.ndarray:
        """Return GPP of the run plus what a state changes, g C m-2 d-1: the run itself, to the last bit, where nothing changes."""
        return gpp if state is self.today else np.maximum(gpp + (state.gpp - self.today.gpp), 0.0)

    def _prepared(self, changed: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return changed drivers with what the form derives from them."""
        today = self.today.prepared
        changed["toa"] = today["toa"]
        if changed["lst"] is self._drivers["lst"]:
            changed.update({name: today[name] for name in MEMORIES if name in today})
        derived = {name for name in self._form.reads if name in inputs.DERIVED and name not in changed}
        prepared = inputs.prepare(changed, self._calendar, self._latitude, axis=0, needs=self._form.reads)
        same = {name for name in derived if name in prepared and np.array_equal(prepared[name], today[name], equal_nan=True)}
        return {name: today[name] if name in same else values for name, values in prepared.items()}


def _product(factors: Factors) -> np.ndarray:
    """Return the product of m and the terms' factors, g C m-2 d-1, (time, ...)."""
    terms = [factor for name, factor in factors.items() if name != "m"]
    return reduce(np.multiply, terms) * factors["m"]


def declines(form: Form, parameters: Parameters) -> bool:
    """Return whether more warmth can lower a temperature term of the form, between 0 and 60 degC."""
    warmth = np.arange(0.0, 60.0)
    terms = [term for term in form.terms if term.id == "lst"]
    return any(np.any(np.diff(term.function(dict.fromkeys(term.needs, warmth), parameters)) < 0) for term in terms)
