"""The errors of default parameters, carried through the model into GPP."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from .form import Form
from .predict import StratumParameters, at_ends
from .terms import Value


def variance(
    form: Form, parameters: StratumParameters, defaults: Collection[int], predict: Callable[[StratumParameters], np.ndarray]
) -> Value:
    """Return the variance of GPP by how parameters other than m differ between sites, (g C m-2 d-1)^2 (time, y, x), or 0.

    That of one parameter is the square of half the change of GPP between the ends of one standard deviation about it.

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
            ends = {code: p.about(parameters[code][p.name], p.between_sites) for code in own}
            low, high = (predict({**parameters, **of_defaults}) for of_defaults in at_ends(parameters, p.name, ends))
            found = found + np.float32(0.25) * (high - low) ** 2
    return found
