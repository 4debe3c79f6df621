"""A form of a GPP model: a named product of terms with parameters that a user could question."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Callable, Optional

import numpy as np

from ..language import Message
from . import terms
from .terms import Value

NIGHT = "b"
"""Key in a table of defaults: change of ln m per degC of mean annual night-time temperature."""
MEMORY = "tau"
"""Name of the time constant of temperature memory, days."""
OFFSET = "E0"
"""Name of the greenness at which GPP reaches 0."""
_SPREAD_OF_RANGE = 0.25  # standard deviation between sites where it is not known better: a choice, about what boreal towers show
NIGHT_OF_DEFAULTS = -3.0
"""Mean annual night-time temperature, degC, that default m are for."""

NOT_LIMITING = ("thaw_fraction", "soil_moisture")
"""Drivers that count as no limitation where they are missing, as soil moisture is under snow."""

Drivers = Mapping[str, np.ndarray]
Parameters = Mapping[str, Value]


@dataclass(frozen=True)
class Parameter:
    """A number of a form that a user could question.

    Attributes
    ----------
    name : str
        Symbol in the equation, and column of parameters.csv.
    start, lower, upper : float
        Value without a class default, and bounds, in `unit`.
    unit : str
        ASCII.
    role : str
        "fitted"; "fixed"; or "selected": fitted only in strata where that lowers the held-out error, `start` elsewhere.
    source : str
        Where value and bounds come from.
    spread : float or None
        Standard deviation between sites, in `unit`, where it is known better than a quarter of the range.
    """

    name: str
    start: float
    lower: float
    upper: float
    unit: str
    role: str
    source: str
    spread: Optional[float] = None

    @property
    def between_sites(self) -> float:
        """Standard deviation between sites, in `unit`; that of m is by class, see `defaults.SPREAD`."""
        return _SPREAD_OF_RANGE * (self.upper - self.lower) if self.spread is None else self.spread

    def about(self, value: float, sd: float) -> tuple[float, float]:
        """Return the ends of value - sd to value + sd, moved inside the bounds where one lies beyond them.

        At a bound the parameter can only lie on one side of its value, and on average it lies as far away: the whole width goes there.
        """
        low = max(min(value - sd, self.upper - 2 * sd), self.lower)
        return low, min(low + 2 * sd, self.upper)


@dataclass(frozen=True)
class Term:
    """One factor of a form.

    Attributes
    ----------
    id : str
        The driver it stands for.
    title : Message
        Readable name.
    equation : str
        ASCII, with the symbols of `parameters`.
    needs : tuple of str
        Prepared drivers that it reads.
    function : callable
        (drivers, parameters) -> factor, array in no unit.
    parameters : tuple of Parameter
        Its parameters.
    floor : str or None
        Name of the parameter that at 1 switches the term off; None where the term is always on.
    slopes : mapping of str to callable
        By parameter: (drivers, parameters) -> derivative of the factor; a fit takes central differences for those that are not given.
    """

    id: str
    title: Message
    equation: str
    needs: tuple[str, ...]
    function: Callable[[Drivers, Parameters], np.ndarray]
    parameters: tuple[Parameter, ...] = ()
    floor: Optional[str] = None
    slopes: Mapping[str, Callable[[Drivers, Parameters], np.ndarray]] = field(default_factory=dict)

    def reading(self, old: str, new: str) -> Term:
        """Return the term with another driver in place of one that it reads."""

        def on(function: Callable[[Drivers, Parameters], np.ndarray]) -> Callable[[Drivers, Parameters], np.ndarray]:
            return lambda drivers, parameters: function({**drivers, old: drivers[new]}, parameters)

        needs = tuple(new if name == old else name for name in self.needs)
        return replace(self, needs=needs, function=on(self.function), slopes={name: on(slope) for name, slope in self.slopes.items()})

    @property
    def is_optional(self) -> bool:
        """Whether strata may do without the term where that is no worse."""
        return any(p.name == self.floor and p.role == "selected" for p in self.parameters)

    def is_off(self, parameters: Parameters) -> bool:
        """Return whether the parameters switch the term off everywhere."""
        return self.floor is not None and bool(np.all(np.equal(parameters[self.floor], 1.0)))


@dataclass(frozen=True)
class Form:
    """GPP = m x the product of terms.

    Attributes
    ----------
    id : str
        Key of `forms.FORMS`.
    title : Message
        Readable name.
    m : Parameter
        The linear parameter, g C m-2 d-1.
    terms : tuple of Term
        The factors.
    defaults : mapping
        Parameters by cover class; those not in it take their start. `NIGHT` is the change of ln m with mean annual night temperature.
    untuned : str or None
        What the defaults are: "published" with the model, or fitted "defaults" of cover classes; None where the model has none to
        compare with.
    profile : mapping of str to tuple of float
        Values of fixed parameters, increasing, of which a calibration takes the best for all strata alike.
    """

    id: str
    title: Message
    m: Parameter
    terms: tuple[Term, ...]
    defaults: Mapping[str, Mapping[str, float]]
    untuned: Optional[str] = None
    profile: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @property
    def equation(self) -> str:
        """The equation in ASCII."""
        return " * ".join(["GPP = m", *(term.equation for term in self.terms)])

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters, m first."""
        return (self.m, *(p for term in self.terms for p in term.parameters))

    @property
    def needs(self) -> tuple[str, ...]:
        """The prepared drivers that no stratum can do without."""
        return tuple(dict.fromkeys(name for term in self.terms if not term.is_optional for name in term.needs))

    @property
    def indispensable(self) -> frozenset[str]:
        """The prepared drivers without which a value can't be predicted; the others count as no limitation where they are missing."""
        return frozenset(name for term in self.terms if not term.floor for name in term.needs) - frozenset(NOT_LIMITING)

    @property
    def reads(self) -> tuple[str, ...]:
        """All prepared drivers that it reads where they are known."""
        return tuple(dict.fromkeys(name for term in self.terms for name in term.needs))

    def with_value(self, parameter: str, value: float) -> Form:
        """Return the form with another start of a parameter; with another memory it reads temperature that has that memory."""
        if self.value_of(parameter) == value:
            return self
        changed = (tuple(replace(p, start=value) if p.name == parameter else p for p in t.parameters) for t in self.terms)
        form = replace(self, terms=tuple(replace(t, parameters=own) for t, own in zip(self.terms, changed)))
        if parameter == MEMORY and self.memory is not None:
            old, new = self.memory, next(name for name, days in terms.MEMORIES.items() if days == value)
            form = replace(form, terms=tuple(t.reading(old, new) if old in t.needs else t for t in form.terms))
        return form

    def value_of(self, parameter: str) -> float:
        """Return the start of a parameter."""
        return next(p.start for p in self.parameters if p.name == parameter)

    @property
    def memory(self) -> Optional[str]:
        """The driver that temperature with memory is, by its name in `terms.MEMORIES`; None for a form without."""
        return next((name for name in self.reads if name in terms.MEMORIES), None)

    def default(self, prior: str, night: Optional[float] = None) -> dict[str, float]:
        """Return the default parameters of a cover class.

        Parameters
        ----------
        prior : str
            "ENF", "WET" ...
        night : float, optional
            Mean annual night-time temperature, degC: where it is known, m is scaled by exp(b (night + 3)).

        References
        ----------
        Sims et al. 2008, doi:10.1016/j.rse.2007.08.004, on m from night-time temperature.
        """
        own = self.defaults[prior]
        values = {p.name: own.get(p.name, p.start) for p in self.parameters}
        if night is not None:
            wanted = values["m"] * math.exp(own.get(NIGHT, 0.0) * (night - NIGHT_OF_DEFAULTS))
            values["m"] = min(max(wanted, self.m.lower), self.m.upper)
        return values

    def factors(self, drivers: Drivers, parameters: Parameters) -> dict[str, np.ndarray]:
        """Return the factor of each term that is not switched off, by id, in no unit."""
        return {term.id: term.function(drivers, parameters) for term in self.terms if not term.is_off(parameters)}

    def response(self, drivers: Drivers, parameters: Parameters) -> np.ndarray:
        """Return GPP per unit of m, in no unit.

        Parameters
        ----------
        drivers : mapping of str to ndarray
            From `inputs.prepare`.
        parameters : mapping of str to float or ndarray
            Values that broadcast against the drivers.
        """
        return reduce(np.multiply, self.factors(drivers, parameters).values())


def ramp_slopes(driver: str, low: str, high: str) -> dict[str, Callable[[Drivers, Parameters], np.ndarray]]:
    """Return the derivatives of a term that is a ramp of a driver by the names of its ends, for `Term.slopes`."""
    return {
        low: lambda d, p: terms.ramp_slopes(d[driver], p[low], p[high])[0],
        high: lambda d, p: terms.ramp_slopes(d[driver], p[low], p[high])[1],
    }
