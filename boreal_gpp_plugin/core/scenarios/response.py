"""The response: GPP under changed drivers, for one place or for a tile, by the same few lines."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Optional

import numpy as np

from ..calendar import Calendar
from ..drivers import reads
from ..model.forms import Drivers, Form, Parameters
from ..model.inputs import prepare
from ..model.terms import Value
from .deltas import Deltas
from .scenario import SHIFTED

Factors = Mapping[str, Value]


def prepared_under(
    deltas: Deltas, evi: str, form: Form, drivers: Drivers, calendar: Calendar, latitude: Value, today: Drivers
) -> dict[str, np.ndarray]:
    """Return the drivers (time, ...) under changes, with what the form derives; what does not change is the object of `today`."""
    changed = deltas.apply(drivers, calendar, evi == SHIFTED)
    changed["toa"] = today["toa"]
    if changed["lst"] is drivers["lst"]:
        changed["lst_lagged"] = today["lst_lagged"]
    prepared = prepare(changed, calendar, latitude, axis=0, needs=reads(form))
    return {name: today[name] if np.array_equal(values, today[name]) else values for name, values in prepared.items()}


def factors_under(form: Form, parameters: Parameters, changed: Drivers, today: Drivers, factors: Factors) -> dict[str, Value]:
    """Return m and the factors of the terms that are on, by id; a factor whose drivers do not change is the object of `factors`.

    Parameters
    ----------
    form : Form
        The model.
    parameters : mapping of str to float or ndarray
        Its parameters, which never change.
    changed, today : mapping of str to ndarray (time, ...)
        Prepared drivers of the scenario and of today.
    factors : mapping
        m and the factors of today.
    """
    same = {term.id for term in form.terms if all(changed.get(name) is today.get(name) for name in term.needs)}
    return {
        "m": factors["m"],
        **{t.id: factors[t.id] if t.id in same else t.function(changed, parameters) for t in form.terms if t.id in factors},
    }


def gpp_of(factors: Factors) -> np.ndarray:
    """Return the product of m and the terms' factors, g C m-2 d-1, (time, ...)."""
    terms = [factor for name, factor in factors.items() if name != "m"]
    return reduce(np.multiply, terms) * factors["m"]


def gpp_under(
    deltas: Optional[Deltas],
    form: Form,
    parameters: Parameters,
    drivers: Drivers,
    calendar: Calendar,
    latitude: Value,
    evi: str = SHIFTED,
) -> np.ndarray:
    """Return GPP under changed drivers, g C m-2 d-1, mean of the step, (time, ...); that of today without changes.

    Parameters
    ----------
    deltas : Deltas or None
        The changes.
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
    evi : str
        "held" or "shifted".
    """
    today = prepare(drivers, calendar, latitude, axis=0, needs=reads(form))
    factors = {"m": parameters["m"], **form.factors(today, parameters)}
    if deltas is None:
        return gpp_of(factors)
    changed = prepared_under(deltas, evi, form, drivers, calendar, latitude, today)
    return gpp_of(factors_under(form, parameters, changed, today, factors))


def declines(form: Form, parameters: Parameters) -> bool:
    """Return whether more warmth can lower a temperature term of the form, between 0 and 60 degC."""
    warmth = np.arange(0.0, 60.0)
    terms = [term for term in form.terms if term.id == "lst"]
    return any(np.any(np.diff(term.function(dict.fromkeys(term.needs, warmth), parameters)) < 0) for term in terms)
