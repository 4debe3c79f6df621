"""Extrapolation: where the model reads drivers outside the range that it was calibrated over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from ..model.forms import Drivers, Form
from ..model.inputs import prepare
from ..model.predict import StratumParameters
from ..model.sample import ReferenceSample

Range = tuple[float, float]
MARGIN = 0.10
"""Share of the calibrated range by which a driver may leave it: reference pixels, being area means, have less spread than 30 m pixels."""
_SAME = ("toa", "par")  # radiation is the same in every climate


def calibrated_ranges(sample: ReferenceSample, form: Form, parameters: StratumParameters) -> Optional[dict[int, dict[str, Range]]]:
    """Return the range of what the terms read, by stratum code and prepared driver, in its unit; None without reference.

    From the least value at steps with reference to the greatest, and a margin on both sides. A stratum without reference takes the range
    over all strata; what it does not use is left out.

    Parameters
    ----------
    sample : ReferenceSample
        What the model was fitted to.
    form : Form
        The model.
    parameters : mapping
        Parameters by stratum code.
    """
    counted = np.isfinite(sample.gpp)[sample.pixel] if sample.pixel.size else np.zeros((0, len(sample.calendar)), bool)
    if not counted.any():
        return None
    drivers = prepare(sample.drivers, sample.calendar, sample.latitude[sample.pixel], needs=form.reads)
    ranges: dict[int, dict[str, Range]] = {}
    for code, own in parameters.items():
        needs = dict.fromkeys(name for term in form.terms if not term.is_off(own) for name in term.needs if name not in _SAME)
        rows = counted & (sample.stratum == code)[:, None]
        rows = rows if rows.any() else counted
        ranges[code] = {name: _range(drivers[name][rows]) for name in needs if name in drivers}
    return ranges


def _range(values: np.ndarray) -> Range:
    """Return the range of the known values with its margin; an endless one where none is known."""
    known = values[np.isfinite(values)]
    if not known.size:
        return -np.inf, np.inf
    low, high = float(known.min()), float(known.max())
    return low - MARGIN * (high - low), high + MARGIN * (high - low)


def outside(ranges: Mapping[int, Mapping[str, Range]], drivers: Drivers, strata: np.ndarray) -> dict[str, np.ndarray]:
    """Return where each prepared driver lies outside the calibrated range of its stratum, bool (time, y, x), by name.

    Every driver that a range is known of is told of, nowhere outside where no stratum of these reads it.

    Parameters
    ----------
    ranges : mapping
        From `calibrated_ranges`.
    drivers : mapping of str to ndarray (time, y, x)
        From `forms.prepare`.
    strata : ndarray (y, x)
        Stratum codes, 0 where GPP is not modelled.
    """
    codes, position = np.unique(strata, return_inverse=True)
    position = position.reshape(strata.shape)
    found = {}
    for name in dict.fromkeys(n for own in ranges.values() for n in own):
        limits = np.array([ranges.get(code, {}).get(name, (-np.inf, np.inf)) for code in codes.tolist()], drivers[name].dtype)
        low, high = limits[position, 0], limits[position, 1]
        found[name] = (drivers[name] < low) | (drivers[name] > high)
    return found
