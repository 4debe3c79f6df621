"""Residuals and normal equations of mixed pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from model_sample import make_sample

from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.mixture import Mixture
from boreal_gpp_plugin.core.model.predict import predict_sample

FORM = FORMS["boreal"]
TRUTH = {2100: FORM.default("ENF"), 2200: {**FORM.default("DBF"), "f": 0.4}, 800: {**FORM.default("WET"), "w": 0.5}}
OTHER = {2100: {**TRUTH[2100], "m": 20.0}, 2200: {**TRUTH[2200], "S1": 19.0}, 800: {**TRUTH[800], "S0": -2.0, "f": 0.7}}
FREE = ("m", "S0", "S1", "f", "w")


def by_name(parameters, codes):
    return {name: np.array([parameters[code][name] for code in codes]) for name in FREE}


def test_the_truth_leaves_no_residual():
    mixture = Mixture(make_sample(TRUTH), FORM)
    assert np.abs(mixture.residuals(by_name(TRUTH, mixture.strata.tolist()))).max() < 1e-12


def test_residuals_are_predicted_minus_reference_times_the_root_of_the_weight():
    sample = make_sample(TRUTH, pixels=9)
    weights = np.linspace(0, 2, 9)[:, None]
    mixture = Mixture(sample, FORM, weights)
    expected = (predict_sample(FORM, OTHER, sample) - sample.gpp) * np.sqrt(weights)
    assert mixture.residuals(by_name(OTHER, mixture.strata.tolist())) == pytest.approx(expected, abs=1e-12)


def test_normal_equations_are_those_of_the_residuals():
    sample = make_sample(TRUTH, pixels=400)  # several pieces
    mixture = Mixture(sample, FORM)
    codes = mixture.strata.tolist()
    values = by_name(OTHER, codes)
    cost, gradient, hessian = mixture.normal(values, FREE)
    columns = []
    for i in range(len(codes)):
        for name in FREE:
            h = 1e-4 * np.eye(len(codes))[i]
            above, below = (mixture.residuals({**values, name: values[name] + step}) for step in (h, -h))
            columns.append(((above - below) / 2e-4).ravel())
    jacobian, residual = np.array(columns).T, mixture.residuals(values).ravel()
    assert cost == pytest.approx(residual @ residual / 2)
    # Differences of another step agree but for the few values on a ramp's end.
    assert gradient.ravel() == pytest.approx(jacobian.T @ residual, rel=1e-3, abs=1e-3)
    assert hessian.reshape(len(columns), -1) == pytest.approx(jacobian.T @ jacobian, rel=1e-3, abs=1e-3)


def test_a_pixel_step_without_reference_or_a_needed_driver_does_not_count():
    sample = make_sample(TRUTH, pixels=4)
    gpp = sample.gpp.copy()
    gpp[0, 3] = np.nan
    lst = sample.drivers["lst"].copy()
    row = np.flatnonzero(sample.pixel == 1)[0]
    lst[row, 5] = np.nan
    moisture = np.full_like(lst, np.nan)
    mixture = Mixture(replace(sample, gpp=gpp, drivers={**sample.drivers, "lst": lst, "soil_moisture": moisture}), FORM)
    assert sorted(zip(*np.nonzero(~mixture.counted))) == [(0, 3), (1, 5)]


def test_strata_of_pixels_that_do_not_count_are_left_out():
    sample = make_sample(TRUTH, pixels=9, pure=(800,))
    mixture = Mixture(sample, FORM, np.isin(np.arange(9), sample.pixel[sample.fraction > 0.9])[:, None])
    assert mixture.strata.tolist() == [800]
    assert mixture.effective_pixels == pytest.approx([3 * 0.95**2])


def test_two_rows_of_one_stratum_in_a_pixel_count_as_both():
    sample = make_sample(TRUTH, pixels=4)
    again = np.concatenate([np.arange(len(sample.pixel))] * 2)
    split = replace(
        sample,
        pixel=sample.pixel[again],
        stratum=sample.stratum[again],
        fraction=sample.fraction[again] / 2,
        drivers={name: values[again] for name, values in sample.drivers.items()},
    )
    whole, halves = Mixture(sample, FORM), Mixture(split, FORM)
    values = by_name(OTHER, whole.strata.tolist())
    for one, other in zip(whole.normal(values, FREE), halves.normal(values, FREE)):
        assert other == pytest.approx(one)


def test_scores_add_up_to_the_gradient():
    sample = make_sample(TRUTH, pixels=25)
    mixture = Mixture(sample, FORM)
    values = by_name(OTHER, mixture.strata.tolist())
    scores = mixture.scores(values, FREE, np.arange(25) % 4, np.arange(len(sample.calendar)) // 12)
    assert scores.shape == (4, 4, 3, len(FREE))
    assert scores.sum(axis=(0, 1)) == pytest.approx(mixture.normal(values, FREE)[1])
    alone = Mixture(sample, FORM, (np.arange(25) % 4 == 1)[:, None] & (np.arange(len(sample.calendar)) // 12 == 2))
    assert scores[1, 2] == pytest.approx(alone.normal(values, FREE)[1])
