"""The error of aggregated drivers, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from model_sample import make_sample

from boreal_gpp_plugin.core.model import aggregation
from boreal_gpp_plugin.core.model.calibration import uncalibrated
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.inputs import prepare
from boreal_gpp_plugin.core.strata import classification

FORM = FORMS["boreal"]
CALIBRATION = uncalibrated(FORM, classification.legend([2100]))


def of_rows(sample):
    drivers = prepare(sample.drivers, sample.calendar, sample.latitude[sample.pixel], needs=FORM.reads)
    own = CALIBRATION.parameters[2100]
    return own["m"] * FORM.response(drivers, own)


def test_cells_alike_have_no_error_and_the_curve_of_the_response_makes_one():
    """Of two cells 6 degC apart, half of each pixel each, the mean of the ramp is not the ramp of the mean."""
    sample = make_sample({2100: FORM.default("ENF")}, pixels=4)
    assert aggregation.rmse(sample, CALIBRATION, of_rows(sample)) == pytest.approx(0.0, abs=1e-12)
    cells = [of_rows(replace(sample, drivers={**sample.drivers, "lst": sample.drivers["lst"] + side})) for side in (-3.0, 3.0)]
    mean = (cells[0] + cells[1]) / 2
    expected = np.sqrt(np.mean((sample.mixed(of_rows(sample)) - sample.mixed(mean)) ** 2))
    assert aggregation.rmse(sample, CALIBRATION, mean) == pytest.approx(expected)
    assert expected > 0
    none = sample.at_pixels(np.zeros(0, int))
    assert np.isnan(aggregation.rmse(none, CALIBRATION, np.zeros((0, len(sample.calendar)))))
