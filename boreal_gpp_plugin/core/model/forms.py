"""The forms of GPP models: each a named product of terms with its parameters; a new form is one entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Callable, Optional

import numpy as np

from ..calendar import Calendar
from ..language import Message, msg
from . import defaults, terms
from .terms import Value

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
    """

    name: str
    start: float
    lower: float
    upper: float
    unit: str
    role: str
    source: str


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
    """

    id: str
    title: Message
    equation: str
    needs: tuple[str, ...]
    function: Callable[[Drivers, Parameters], np.ndarray]
    parameters: tuple[Parameter, ...] = ()
    floor: Optional[str] = None

    def is_off(self, parameters: Parameters) -> bool:
        """Return whether the parameters switch the term off everywhere."""
        return self.floor is not None and bool(np.all(np.equal(parameters[self.floor], 1.0)))


@dataclass(frozen=True)
class Form:
    """GPP = m x the product of terms.

    Attributes
    ----------
    id : str
        Key of `FORMS`.
    title : Message
        Readable name.
    m : Parameter
        The linear parameter, g C m-2 d-1.
    terms : tuple of Term
        The factors.
    defaults : mapping
        Parameters by cover class; those not in it take their start.
    """

    id: str
    title: Message
    m: Parameter
    terms: tuple[Term, ...]
    defaults: defaults.Defaults

    @property
    def equation(self) -> str:
        """The equation in ASCII."""
        return " * ".join(["GPP = m", *(term.equation for term in self.terms)])

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters, m first."""
        return (self.m, *(p for term in self.terms for p in term.parameters))

    def default(self, prior: str) -> dict[str, float]:
        """Return the default parameters of a cover class ("ENF", "WET" ...)."""
        return {p.name: self.defaults[prior].get(p.name, p.start) for p in self.parameters}

    def factors(self, drivers: Drivers, parameters: Parameters) -> dict[str, np.ndarray]:
        """Return the factor of each term that is not switched off, by id, in no unit."""
        return {term.id: term.function(drivers, parameters) for term in self.terms if not term.is_off(parameters)}

    def response(self, drivers: Drivers, parameters: Parameters) -> np.ndarray:
        """Return GPP per unit of m, in no unit.

        Parameters
        ----------
        drivers : mapping of str to ndarray
            From `prepare`.
        parameters : mapping of str to float or ndarray
            Values that broadcast against the drivers.
        """
        return reduce(np.multiply, self.factors(drivers, parameters).values())


def prepare(drivers: Drivers, calendar: Calendar, latitude: Value, axis: int = -1) -> dict[str, np.ndarray]:
    """Return the drivers with what forms derive from them: lst_lagged (degC) and toa (MJ m-2 d-1); the drivers are not copied.

    Parameters
    ----------
    drivers : mapping of str to ndarray
        evi, lst (degC) and, where known, soil_moisture (m3 m-3) and thaw_fraction (0-1).
    calendar : Calendar
        The steps.
    latitude : float or ndarray
        Degrees north, of the drivers' shape without time.
    axis : int
        Axis of time: -1 for rows (row, time), 0 for rasters (time, y, x).
    """
    lagged = terms.lagged(drivers["lst"], calendar, axis=axis)
    return {**drivers, "lst_lagged": lagged, "toa": terms.step_radiation(latitude, calendar, axis)}


_TOWERS = "fits to boreal eddy-covariance towers; see model/defaults.py"

GREENNESS = Term(
    "evi",
    msg("Greenness"),
    f"max(EVI - {terms.EVI_OFFSET:.2f}, 0)",
    ("evi",),
    lambda d, p: terms.greenness(d["evi"]),
)
RADIATION = Term(
    "radiation",
    msg("Potential radiation"),
    f"(TOA / {terms.RADIATION_SCALE:g})^q",
    ("toa",),
    lambda d, p: terms.radiation(d["toa"], p["q"]),
    (Parameter("q", 0.5, 0.0, 1.5, "1", "fixed", _TOWERS),),
)
TEMPERATURE_MEMORY = Term(
    "lst",
    msg("Temperature with memory"),
    "clip((S - S0) / (S1 - S0), 0, 1)",
    ("lst_lagged",),
    lambda d, p: terms.ramp(d["lst_lagged"], p["S0"], p["S1"]),
    (
        Parameter("S0", defaults.BOREAL["all"]["S0"], -10.0, 8.0, "degC", "fitted", _TOWERS),
        Parameter("S1", defaults.BOREAL["all"]["S1"], 8.5, 26.0, "degC", "fitted", _TOWERS),
        Parameter("tau", terms.MEMORY_DAYS, 3.0, 60.0, "d", "fixed", _TOWERS),
    ),
)
TEMPERATURE_RAMP = Term(
    "lst",
    msg("Temperature, free ramp"),
    "clip((LST - T0) / (T1 - T0), 0, 1)",
    ("lst",),
    lambda d, p: terms.ramp(d["lst"], p["T0"], p["T1"]),
    (
        Parameter("T0", defaults.TG_RAMP["all"]["T0"], -10.0, 10.0, "degC", "fitted", _TOWERS),
        Parameter("T1", defaults.TG_RAMP["all"]["T1"], 10.5, 35.0, "degC", "fitted", _TOWERS),
    ),
)
TG_TEMPERATURE = Term(
    "lst",
    msg("Scaled temperature of TG"),
    "max(0, min(LST / 30, 2.5 - 0.05 LST))",
    ("lst",),
    lambda d, p: terms.tg_temperature(d["lst"]),
)
THAW = Term(
    "thaw_fraction",
    msg("Thaw"),
    "(f + (1 - f) F)",
    ("thaw_fraction",),
    lambda d, p: terms.floored(d["thaw_fraction"], p["f"]),
    (Parameter("f", 1.0, 0.0, 1.0, "1", "selected", _TOWERS),),
    floor="f",
)
SOIL_MOISTURE = Term(
    "soil_moisture",
    msg("Soil moisture"),
    "(w + (1 - w) clip((SM - SM0) / (SM1 - SM0), 0, 1))",
    ("soil_moisture",),
    lambda d, p: terms.floored(terms.ramp(d["soil_moisture"], p["SM0"], p["SM1"]), p["w"]),
    (
        Parameter("w", 1.0, 0.0, 1.0, "1", "selected", _TOWERS),
        Parameter("SM0", terms.WILTING_POINT, 0.0, 0.2, "m3 m-3", "fixed", "FAO-56, Table 19, loam"),
        Parameter("SM1", terms.FIELD_CAPACITY, 0.2, 0.6, "m3 m-3", "fixed", "FAO-56, Table 19, loam"),
    ),
    floor="w",
)

# m is fitted as a logarithm, so its lower bound is small instead of 0.
FORMS: dict[str, Form] = {
    form.id: form
    for form in (
        Form(
            "boreal",
            msg("Boreal: greenness, potential radiation, temperature with memory, thaw and soil moisture"),
            Parameter("m", defaults.BOREAL["all"]["m"], 0.1, 80.0, "g C m-2 d-1", "fitted", _TOWERS),
            (GREENNESS, RADIATION, TEMPERATURE_MEMORY, THAW, SOIL_MOISTURE),
            defaults.BOREAL,
        ),
        Form(
            "tg",
            msg("TG: temperature and greenness"),
            Parameter("m", defaults.TG["all"]["m"], 0.1, 150.0, "g C m-2 d-1", "fitted", _TOWERS),
            (GREENNESS, TG_TEMPERATURE),
            defaults.TG,
        ),
        Form(
            "tg_ramp",
            msg("TG with a free temperature ramp"),
            Parameter("m", defaults.TG_RAMP["all"]["m"], 0.1, 80.0, "g C m-2 d-1", "fitted", _TOWERS),
            (GREENNESS, TEMPERATURE_RAMP),
            defaults.TG_RAMP,
        ),
    )
}
