"""Prediction: GPP from parameters per stratum, for rasters and for the rows of a reference sample."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .form import Drivers, Form
from .inputs import prepare
from .sample import ReferenceSample
from .terms import Value

StratumParameters = Mapping[int, Mapping[str, float]]


def at_ends(
    parameters: StratumParameters, name: str, ends: Mapping[int, tuple[float, float]]
) -> tuple[StratumParameters, StratumParameters]:
    """Return the parameters of the strata in `ends` with one of them at its low, and with it at its high end."""
    low, high = ({code: {**parameters[code], name: own[side]} for code, own in ends.items()} for side in (0, 1))
    return low, high


def lookup(form: Form, parameters: StratumParameters, strata: np.ndarray, dtype: np.dtype) -> dict[str, Value]:
    """Return each parameter where its stratum is, of the shape of `strata`, or one number where all strata share it.

    Raises
    ------
    KeyError
        When a stratum other than 0 has no parameters.
    """
    codes, position = np.unique(strata, return_inverse=True)
    position = position.reshape(strata.shape)
    known = [int(code) for code in codes if code != 0]
    values: dict[str, Value] = {}
    for parameter in form.parameters:
        table = np.array([parameters[code][parameter.name] for code in known] or [parameter.start], dtype)
        if np.all(table == table[0]):
            values[parameter.name] = float(table[0])
        else:
            # Stratum 0 takes any value here: its GPP is blanked at the end.
            values[parameter.name] = (np.concatenate([table[:1], table]) if codes[0] == 0 else table)[position]
    return values


def predict(form: Form, parameters: StratumParameters, strata: np.ndarray, drivers: Drivers) -> np.ndarray:
    """Return GPP, g C m-2 d-1, mean of the step, float32 (time, y, x); NaN where the stratum is 0 or a driver is missing.

    A driver whose term the stratum does not use may be missing.

    Parameters
    ----------
    form : Form
        The model.
    parameters : mapping
        Parameters by stratum code.
    strata : ndarray, int (y, x)
        Stratum codes, 0 where GPP is not modelled.
    drivers : mapping of str to ndarray (time, y, x)
        From `forms.prepare` with axis 0.
    """
    values = lookup(form, parameters, strata, np.dtype(np.float32))
    gpp = np.asarray(form.response(drivers, values) * values["m"], np.float32)
    gpp[:, strata == 0] = np.nan
    return gpp


def predict_sample(form: Form, parameters: StratumParameters, sample: ReferenceSample) -> np.ndarray:
    """Return GPP of the reference pixels as the area-weighted sum over their strata, g C m-2 d-1, float64 (pixel, time).

    As in a fit, thaw or soil moisture that is missing, as under snow, counts as no limitation.
    """
    drivers = prepare(sample.drivers, sample.calendar, sample.latitude[sample.pixel], needs=form.reads)
    for name in drivers.keys() & set(form.reads) - form.indispensable:
        drivers[name] = np.where(np.isfinite(drivers[name]), drivers[name], 1.0)
    values = lookup(form, parameters, sample.stratum[:, None], np.dtype(np.float64))
    return sample.mixed(form.response(drivers, values) * values["m"])
