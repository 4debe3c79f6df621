"""The forms of GPP models: each a named product of terms with its parameters.

A new form is one function, (drivers, parameters) -> factor, in a `Term`, and one entry in `FORMS`; resources/help/en/model.html shows one.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..language import msg
from ..variables import DRIVERS
from . import conventional, defaults, terms
from .form import Drivers as Drivers
from .form import Form as Form
from .form import Parameter as Parameter
from .form import Parameters as Parameters
from .form import Term as Term
from .form import ramp_slopes
from .inputs import lacking
from .inputs import prepare as prepare

_TOWERS = "fits to boreal eddy-covariance towers"  # in defaults.py

GREENNESS = Term(
    "evi",
    msg("Greenness"),
    f"max(EVI - {terms.EVI_OFFSET:.2f}, 0)",
    ("evi",),
    lambda d, p: terms.greenness(d["evi"]),
)
FREE_GREENNESS = Term(
    "evi",
    msg("Greenness"),
    "max(EVI - E0, 0)",
    ("evi",),
    lambda d, p: terms.greenness(d["evi"], p["E0"]),
    (Parameter("E0", terms.EVI_OFFSET, 0.0, 0.2, "1", "fixed", f"Sims et al. 2008, doi:10.1016/j.rse.2007.08.004; {_TOWERS}", 0.05),),
)
# How much more light brings depends on the canopy, on clouds and on how the reference was made; towers have mostly q in 0.5 +- 0.25.
RADIATION = Term(
    "radiation",
    msg("Potential radiation"),
    f"(TOA / {terms.RADIATION_SCALE:g})^q",
    ("toa",),
    lambda d, p: terms.radiation(d["toa"], p["q"]),
    (Parameter("q", 0.5, 0.0, 1.5, "1", "fitted", _TOWERS, 0.25),),
    slopes={"q": lambda d, p: terms.radiation_slope(d["toa"], p["q"])},
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
        Parameter("tau", terms.MEMORY_DAYS, 3.0, 60.0, "d", "fixed", _TOWERS, 4.0),  # mostly 6 to 12 days, some 3
    ),
    slopes=ramp_slopes("lst_lagged", "S0", "S1"),
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
    slopes=ramp_slopes("lst", "T0", "T1"),
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
    slopes={"f": lambda d, p: 1.0 - d["thaw_fraction"]},
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
    slopes={"w": lambda d, p: 1.0 - terms.ramp(d["soil_moisture"], p["SM0"], p["SM1"])},
)

DRYNESS = Term(
    "dryness",
    msg("Dry air, from day and night temperature"),
    "exp(-k (es(LST) - es(LST_night)))",
    ("dryness",),
    lambda d, p: np.exp(-p["k"] * d["dryness"]),
    (Parameter("k", 0.0, 0.0, 1.0, "kPa-1", "fitted", _TOWERS),),
)
COMBINED_GREENNESS = Term(
    "evi",
    msg("Greenness from EVI and NDVI"),
    "sqrt(max(EVI - 0.05, 0) max(NDVI - 0.10, 0))",
    ("evi", "ndvi"),
    lambda d, p: terms.combined_greenness(d["evi"], d["ndvi"]),
)
_PLAIN_THAW = replace(THAW, parameters=(Parameter("f", 0.5, 0.0, 1.0, "1", "fitted", "start: a choice"),))
_PLAIN_SOIL_MOISTURE = replace(
    SOIL_MOISTURE,
    parameters=(Parameter("w", 0.5, 0.0, 1.0, "1", "fitted", "start: a choice"), *SOIL_MOISTURE.parameters[1:]),
)
MINIMUM = Term(
    "several",
    msg("The most limiting of temperature, thaw and soil moisture"),
    "min(clip((S - S0) / (S1 - S0), 0, 1), f + (1 - f) F, w + (1 - w) clip((SM - SM0) / (SM1 - SM0), 0, 1))",
    ("lst_lagged", "thaw_fraction", "soil_moisture"),
    lambda d, p: np.minimum(TEMPERATURE_MEMORY.function(d, p), np.minimum(THAW.function(d, p), SOIL_MOISTURE.function(d, p))),
    (*TEMPERATURE_MEMORY.parameters, *_PLAIN_THAW.parameters, *_PLAIN_SOIL_MOISTURE.parameters),
)


# Which greenness is that of bare ground depends on soil and moss and on the sensor, and memory on the surface whose temperature is seen.
_PROFILE = {"tau": tuple(terms.MEMORIES.values()), "E0": (0.0, 0.05, 0.1, 0.15)}


def _linear(default: float, upper: float) -> Parameter:
    """Return the linear parameter; it is fitted as a logarithm, so its lower bound is small instead of 0."""
    return Parameter("m", default, 0.1, upper, "g C m-2 d-1", "fitted", _TOWERS)


FORMS: dict[str, Form] = {
    form.id: form
    for form in (
        Form(
            "boreal",
            msg("Boreal: greenness, potential radiation, temperature with memory, thaw and soil moisture"),
            _linear(defaults.BOREAL["all"]["m"], 80.0),
            (FREE_GREENNESS, RADIATION, TEMPERATURE_MEMORY, THAW, SOIL_MOISTURE),
            defaults.BOREAL,
            "defaults",
            _PROFILE,
        ),
        Form(
            "boreal_transfer",
            msg("Boreal for places without reference: greenness from EVI and NDVI, dry air from day and night temperature"),
            _linear(defaults.TRANSFER["all"]["m"], 80.0),
            (COMBINED_GREENNESS, RADIATION, TEMPERATURE_MEMORY, DRYNESS, THAW, SOIL_MOISTURE),
            defaults.TRANSFER,
            "defaults",
            {"tau": _PROFILE["tau"]},
        ),
        Form(
            "product",
            msg("Product: greenness, temperature, thaw and soil moisture"),
            _linear(defaults.TG_RAMP["all"]["m"], 80.0),
            (GREENNESS, TEMPERATURE_RAMP, _PLAIN_THAW, _PLAIN_SOIL_MOISTURE),
            defaults.TG_RAMP,
        ),
        Form(
            "minimum",
            msg("Minimum: greenness, potential radiation and the most limiting of temperature, thaw and soil moisture"),
            _linear(defaults.BOREAL["all"]["m"], 80.0),
            (FREE_GREENNESS, RADIATION, MINIMUM),
            defaults.BOREAL,
            profile=_PROFILE,
        ),
        Form(
            "tg",
            msg("TG: temperature and greenness"),
            _linear(defaults.TG["all"]["m"], 150.0),
            (GREENNESS, TG_TEMPERATURE),
            defaults.TG,
            "defaults",
        ),
        Form(
            "tg_ramp",
            msg("TG with a free temperature ramp"),
            _linear(defaults.TG_RAMP["all"]["m"], 80.0),
            (GREENNESS, TEMPERATURE_RAMP),
            defaults.TG_RAMP,
            "defaults",
        ),
        *conventional.FORMS,
    )
}
"""Every form by id, the recommended one first."""


def site_forms() -> dict[str, Form]:
    """Return those that the drivers of a site can feed, by id, also those that a user has added; the others are for tables."""
    return {name: form for name, form in FORMS.items() if not lacking(form, DRIVERS)}
