"""The errors of drivers, carried through the model into GPP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from ..calendar import Calendar
from ..variables import VARIABLES
from . import folds, inputs
from .form import Drivers, Form, Parameters
from .sample import ReferenceSample
from .terms import MEMORIES, Value

FOOTPRINT = {"evi": 30.0, "lst": 1000.0, "soil_moisture": 9000.0, "thaw_fraction": 9000.0}
"""Metres over which the errors of a driver go together: the width of a pixel of the sensor that sees its course."""


def unseen(sample: ReferenceSample) -> dict[str, float]:
    """Return by driver the share of the variance of its errors that a reference pixel averages out, so that its errors do not show it.

    Of errors that go together over a width r, the mean over a pixel of width w keeps the share (r / w)^2 of the variance, at most all.
    Pixels apart from each other, as of towers, count as wide as they are apart: then too much is carried rather than too little.
    """
    width = folds.footprint(sample.x, sample.y)
    return {name: 1.0 - min((of / width) ** 2, 1.0) if width else 1.0 for name, of in FOOTPRINT.items()}


def variance(
    form: Form,
    parameters: Iterable[Parameters],
    drivers: Drivers,
    sd: Drivers,
    share: Mapping[str, float],
    calendar: Calendar,
    predict: Callable[[Drivers], np.ndarray],
) -> Value:
    """Return the variance of GPP by the errors of drivers, (g C m-2 d-1)^2 (time, y, x), or 0: that of each, added up.

    That of one driver is the square of half the change of GPP from one standard deviation below it to one above. Errors of temperature
    last a step, so its memory averages them; others are taken to last.

    Parameters
    ----------
    form : Form
        The model.
    parameters : iterable of mapping
        Parameters of the strata: drivers of terms that none of them uses are left alone.
    drivers, sd : mapping of str to ndarray (time, y, x)
        Prepared drivers, and standard deviations of those that have one; NaN counts as none.
    share : mapping of str to float
        Share of the variance of each driver that counts.
    calendar : Calendar
        The steps.
    predict : callable
        (drivers without those that are derived from them) -> GPP (time, y, x).
    """
    found: Value = 0.0
    parameters = list(parameters)
    used = [name for term in form.terms if not all(term.is_off(own) for own in parameters) for name in term.needs]
    for name in (name for name in sd if share.get(name) and any(_derives(one, name) for one in used)):
        rest = {one: values for one, values in drivers.items() if one == name or not _derives(one, name)}
        away = np.nan_to_num(sd[name]) * np.float32(_averaged(form, calendar) if name == "lst" else 1.0)
        moved = (np.clip(drivers[name] + side * away, *VARIABLES[name].valid_range) for side in (-1, 1))
        low, high = (predict({**rest, name: values}) for values in moved)
        found = found + np.float32(share[name] / 4) * (high - low) ** 2
    return found


def _derives(name: str, source: str) -> bool:
    """Return whether a prepared driver is made from another, or is that."""
    return (source == "lst" and name in MEMORIES) or bool(inputs.sources((name,), (source,)))


def _averaged(form: Form, calendar: Calendar) -> float:
    """Return the standard deviation of temperature with memory by that of a step's temperature, errors of steps being independent."""
    if form.memory is None:
        return 1.0
    way = 1.0 - np.exp(-float(np.median(calendar.days)) / MEMORIES[form.memory])
    return float(np.sqrt(way / (2.0 - way)))  # of a first-order average with weight `way`
