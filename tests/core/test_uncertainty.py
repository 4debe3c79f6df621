"""Intervals of GPP: conformal quantiles by hand, and how often they hold what they were not made from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from model_sample import make_sample
from scipy.ndimage import gaussian_filter

from boreal_gpp_plugin.core.model import default_error, uncertainty, validate
from boreal_gpp_plugin.core.model.forms import FORMS, prepare
from boreal_gpp_plugin.core.model.noise import ReferenceNoise
from boreal_gpp_plugin.core.strata import classification

FORM = FORMS["boreal"]
TRUTH = {2100: FORM.default("ENF"), 2200: FORM.default("DBF"), 800: FORM.default("WET")}
LEGEND = classification.legend(TRUTH)
FITTED = dict.fromkeys(TRUTH, "fitted")
SAMPLE = make_sample(TRUTH, pixels=100, pure=(2100, 800), noise=0.0, evenness=20)
MONTHS = np.floor(SAMPLE.calendar.middles).astype(int).astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12 + 1


def test_the_conformal_quantile_is_the_ranked_error():
    assert uncertainty.conformal(np.arange(1.0, 100.0)) == 90  # ceil(100 x 0.9)
    assert uncertainty.conformal(np.arange(1.0, 6.0)) == 5


def pure(code):
    return np.unique(SAMPLE.pixel[(SAMPLE.stratum == code) & (SAMPLE.fraction >= 0.7)])


def test_intervals_hold_nine_in_ten_new_errors_of_each_stratum_and_season():
    """Errors differ between strata and grow with GPP; intervals made from one draw are tried on another."""
    rng = np.random.default_rng(5)
    size = np.where(np.isin(np.arange(100), pure(800)), 0.6, 0.25)[:, None] * (0.3 + 0.2 * SAMPLE.gpp)
    old, new = (SAMPLE.gpp + size * rng.normal(size=SAMPLE.gpp.shape) for _ in range(2))
    found = uncertainty.from_held_out(replace(SAMPLE, gpp=old), SAMPLE.gpp, LEGEND, FITTED)
    for code in (2100, 800):
        pixels = pure(code)
        half = found.half_width_of_reference(SAMPLE.gpp[pixels].T, np.full(len(pixels), code), MONTHS).T
        inside = np.abs(new[pixels] - SAMPLE.gpp[pixels]) <= half
        assert inside.mean() == pytest.approx(0.9, abs=0.03)
        for months in ((12, 1, 2), (3, 4, 5), (6, 7, 8), (9, 10, 11)):
            assert 0.80 <= inside[:, np.isin(MONTHS, months)].mean() <= 0.97


def test_intervals_from_cross_validation_hold_reference_that_was_never_fitted():
    rng = np.random.default_rng(6)
    known, kept_back = (replace(SAMPLE, gpp=SAMPLE.gpp + rng.normal(0, 0.4, SAMPLE.gpp.shape)) for _ in range(2))
    validation = validate.cross_validate(known, FORM, LEGEND, refitted=())
    found = uncertainty.from_held_out(known, validation.held_out, LEGEND, FITTED)
    pixels = np.concatenate([pure(2100), pure(800)])
    codes = np.repeat([2100, 800], [len(pure(2100)), len(pure(800))])
    half = found.half_width_of_reference(validation.held_out[pixels].T, codes, MONTHS).T
    inside = np.abs(kept_back.gpp[pixels] - validation.held_out[pixels]) <= half
    assert 0.87 <= inside.mean() <= 0.93


def test_a_stratum_without_pure_pixels_takes_the_errors_of_all():
    rng = np.random.default_rng(7)
    noisy = replace(SAMPLE, gpp=SAMPLE.gpp + rng.normal(0, 0.4, SAMPLE.gpp.shape))
    found = uncertainty.from_held_out(noisy, SAMPLE.gpp, LEGEND, FITTED)
    assert np.isfinite(found.model[2200]).all()
    assert np.isfinite(found.reach[2200]).all()


def test_steps_without_gpp_do_not_narrow_the_intervals_of_the_others():
    """Of a season of 92 days the model says nothing on most: intervals are to hold nine in ten of the rest."""
    rng = np.random.default_rng(9)
    spring = np.isin(MONTHS, (3, 4, 5))
    gpp = np.where(spring & (rng.random(SAMPLE.gpp.shape) < 0.7), 0.0, 2.0)
    known = replace(SAMPLE, gpp=np.where(gpp > 0, gpp + rng.normal(0, 0.4, gpp.shape), 0.0))
    found = uncertainty.from_held_out(known, gpp, LEGEND, FITTED)
    half = found.half_width_of_reference(gpp[pure(2100)].T, np.full(len(pure(2100)), 2100), MONTHS).T
    telling = (gpp > 0)[pure(2100)] & spring
    assert (np.abs(known.gpp - gpp)[pure(2100)] <= half)[telling].mean() == pytest.approx(0.9, abs=0.03)


def test_a_winter_without_gpp_has_intervals_of_nothing_and_a_season_without_reference_the_widest():
    winter, summer = (np.isin(MONTHS, months) for months in ((12, 1, 2), (6, 7, 8)))
    gpp = np.where(winter, 0.0, 2.0) * np.ones_like(SAMPLE.gpp)
    error = np.random.default_rng(9).normal(0, 0.4, gpp.shape)
    known = replace(SAMPLE, gpp=np.where(summer, np.nan, np.where(winter, 0.0, gpp + error)))
    found = uncertainty.from_held_out(known, gpp, LEGEND, FITTED)
    model, width = found.model[2100], found.model[2100] * found.reach[2100]
    assert model[0] == 0
    assert width[2] == width.max() > 0


def test_default_parameters_have_the_spread_between_sites():
    found = uncertainty.from_held_out(SAMPLE, SAMPLE.gpp, LEGEND, {**FITTED, 800: "default"})
    at = np.array([[4.0]]), np.array([800]), np.array([7])
    assert found.sd(*at)[0, 0] == pytest.approx(np.hypot(0.46 * 4.0, 0.6), rel=1e-4)
    assert found.sd(*at, others=0.5**2)[0, 0] == pytest.approx(np.linalg.norm([0.46 * 4.0, 0.6, 0.5]), rel=1e-4)
    assert np.isnan(found.half_width_of_reference(*at)).all()
    nothing = uncertainty.from_held_out(SAMPLE, np.full_like(SAMPLE.gpp, np.nan), LEGEND, FITTED)
    assert set(nothing.relative) == set(TRUTH)


def test_the_standard_deviation_adds_the_errors_of_model_and_drivers_and_how_far_the_reference_may_be_off_but_not_its_noise():
    quarter = np.full(4, 0.25)
    found = uncertainty.Uncertainty({2100: quarter}, {2100: np.full(4, 1.6449)}, {}, ReferenceNoise(0.3, 0.1), {})
    gpp, strata, months = np.array([[[np.nan, 4.0]]]), np.array([[0, 2100]]), np.array([7])
    sd = found.sd(gpp, strata, months, others=np.full_like(gpp, 0.3**2))
    assert np.isnan(sd[0, 0, 0])
    assert sd[0, 0, 1] == pytest.approx(np.linalg.norm([0.25 * (0.2 + 0.05 * 4.0), 0.05 * 4.0, 0.3]), rel=1e-4)
    assert sd.dtype == np.float32
    reference = found.half_width_of_reference(gpp, strata, months)
    assert reference[0, 0, 1] == pytest.approx(1.6449 * np.linalg.norm([0.25 * 0.4, 0.3, 0.1 * 4.0]), rel=1e-4)


def test_intervals_hold_nine_in_ten_values_of_gpp_itself_and_of_a_noisy_reference(monkeypatch):
    """Errors of the model last and are shared by neighbours; the reference has noise about as great."""
    monkeypatch.setattr(uncertainty, "REFERENCE_BIAS", 0.0)
    rng = np.random.default_rng(11)
    sample = make_sample(TRUTH, pixels=400, pure=(2100,), evenness=20)
    smooth = gaussian_filter(rng.normal(size=(20, 20, len(sample.calendar))), 2.0, mode="wrap").reshape(sample.gpp.shape)
    misfit = smooth / smooth.std() * (0.2 + 0.05 * sample.gpp)
    noisy = replace(sample, gpp=sample.gpp + rng.normal(0, 0.3, sample.gpp.shape))
    predicted = sample.gpp + misfit
    found = uncertainty.from_held_out(noisy, predicted, LEGEND, FITTED)
    pixels = np.flatnonzero(sample.dominant() > 0)
    at, some = (predicted[pixels].T, sample.dominant()[pixels], MONTHS), (sample.gpp[pixels] > 0.1).T
    away = np.abs(predicted - sample.gpp)[pixels].T
    inside = away <= 1.6449 * found.sd(*at)
    assert 0.86 <= inside[some].mean() <= 0.94
    away = np.abs(predicted - noisy.gpp)[pixels].T
    inside = away <= found.half_width_of_reference(*at)
    assert 0.88 <= inside[some].mean() <= 0.92


def test_intervals_of_defaults_hold_nine_in_ten_values_of_sites_that_differ_as_towers_do():
    """Magnitude differs between sites as their class says, the ends of the ramp by a quarter of their range, and days by the misfit."""
    nothing = uncertainty.from_held_out(SAMPLE, np.full_like(SAMPLE.gpp, np.nan), LEGEND, FITTED)
    rng = np.random.default_rng(8)
    rows = SAMPLE.stratum == 2100
    drivers = prepare({name: values[rows] for name, values in SAMPLE.drivers.items()}, SAMPLE.calendar, SAMPLE.latitude[SAMPLE.pixel[rows]])

    def predicted(of):
        return of[2100]["m"] * FORM.response(drivers, of[2100])

    default = {**FORM.default("ENF"), "S0": -3.0}  # far from the bounds, which cut the spread
    expected = predicted({2100: default})
    ramp = default_error.variance(FORM, {2100: default}, {2100}, predicted)
    half = 1.6449 * nothing.sd(expected.T, SAMPLE.stratum[rows], MONTHS, ramp.T).T
    inside, spring = [], np.isin(MONTHS, (3, 4, 5))
    for _ in range(100):
        site = {**default, "S0": default["S0"] + rng.normal(0, 4.5), "S1": default["S1"] + rng.normal(0, 4.375)}
        gpp = predicted({2100: {**site, "m": default["m"] * np.exp(rng.normal(0, 0.24))}})
        inside.append(np.abs(gpp + rng.normal(0, 0.6, gpp.shape) - expected) <= half)
    inside, some = np.array(inside), expected > 0.5
    assert 0.85 <= inside[:, some].mean() <= 0.97
    assert 0.82 <= inside[:, some & spring].mean() <= 0.98


def test_parameters_that_were_fitted_have_no_error_of_defaults():
    assert default_error.variance(FORM, TRUTH, (), lambda moved: np.ones(1)) == 0
    found = default_error.variance(FORM, TRUTH, {800}, lambda moved: np.array([moved[2100]["S1"], moved[800]["S1"]]))
    assert found == pytest.approx([0.0, (0.25 * 17.5) ** 2])


def test_a_parameter_whose_default_is_at_a_bound_moves_as_far_on_its_other_side():
    ramp = next(p for p in FORM.parameters if p.name == "S0")
    assert ramp.about(-3.0, 4.5) == (-7.5, 1.5)
    assert ramp.about(8.0, 4.5) == (-1.0, 8.0)
    assert ramp.about(-9.5, 4.5) == (-10.0, -1.0)
    assert ramp.about(0.0, 20.0) == (ramp.lower, ramp.upper)
    found = default_error.variance(FORM, {800: {**TRUTH[800], "S0": 8.0}}, {800}, lambda moved: np.array([moved[800]["S0"]]))
    assert found == pytest.approx(4.5**2)
