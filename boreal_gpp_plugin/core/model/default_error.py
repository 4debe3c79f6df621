"""The errors of default parameters, carried through the model into GPP."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from .form import Form
from .predict import StratumParameters
from .terms import Value


def variance(
    form: Form, parameters: StratumParameters, defaults: Collection[int], predict: Callable[[StratumParameters], np.ndarray]
) -> Value:
    """Return the variance of GPP by how parameters other than m differ between sites, (g C m-2 d-1)^2 (time, y, x), or 0.

    That of one parameter is the square of half the change of GPP from one standard deviation below it to one above, inside its bounds.

    Parameters
    ----------
    form : Form
        The model.
    parameters : mapping
        Parameters by stratum code.
    defaults : collection of int
        The strata among them that have the defaults of their class; the variance of others is 0.
    predict : callable
        (parameters) -> GPP (time, y, x).
    """
    found: Value = 0.0
    own = [code for code in parameters if code in defaults]
    for p in form.parameters[1:] if own else ():
        if p.role == "fitted":
            ends = (np.clip([parameters[code][p.name] + side * p.between_sites for code in own], p.lower, p.upper) for side in (-1, 1))
            moved = ({code: {**parameters[code], p.name: float(value)} for code, value in zip(own, values)} for values in ends)
            low, high = (predict({**parameters, **of_defaults}) for of_defaults in moved)
            found = found + np.float32(0.25) * (high - low) ** 2
    return found
