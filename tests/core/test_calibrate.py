"""Calibration on mixed pixels whose parameters are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from model_sample import make_sample

from boreal_gpp_plugin.core.errors import Cancelled
from boreal_gpp_plugin.core.model import covariance, parameter_table, selection
from boreal_gpp_plugin.core.model.calibrate import calibrate
from boreal_gpp_plugin.core.model.defaults import SPREAD
from boreal_gpp_plugin.core.model.forms import FORMS, prepare
from boreal_gpp_plugin.core.model.predict import predict_sample
from boreal_gpp_plugin.core.model.terms import MEMORIES
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.strata import classification

FORM = FORMS["boreal"]
TRUTH = {
    2100: {**FORM.default("ENF"), "m": 28.0, "S0": -6.0, "S1": 15.0},
    2102: {**FORM.default("REGEN"), "m": 19.0, "S0": -1.0, "S1": 17.0},
    2200: {**FORM.default("DBF"), "m": 22.0, "S0": 5.0, "S1": 20.0},
    800: {**FORM.default("WET"), "m": 9.0, "S0": -2.0, "S1": 16.0},
}
LEGEND = classification.legend(TRUTH)
FITTED = ("m", "S0", "S1")


def test_parameters_are_recovered_from_mixtures_without_noise():
    found = calibrate(make_sample(TRUTH, pixels=64), FORM, LEGEND)
    for code, truth in TRUTH.items():
        assert {n: found.parameters[code][n] for n in FITTED} == pytest.approx({n: truth[n] for n in FITTED}, abs=1e-3)
        assert found.source[code] == "fitted"
    assert found.rmse < 1e-4


@pytest.mark.parametrize("form", ["tg", "tg_ramp"])
def test_other_forms_are_recovered_too(form):
    truth = {code: {**FORMS[form].default(LEGEND[code].prior)} for code in TRUTH}
    for i, values in enumerate(truth.values()):
        values["m"] *= 0.8 + 0.2 * i
    found = calibrate(make_sample(truth, pixels=64, form=form), FORMS[form], LEGEND)
    assert {code: found.parameters[code] for code in truth} == {code: pytest.approx(v, abs=1e-3) for code, v in truth.items()}


def test_a_form_of_fitted_terms_alone_is_recovered():
    form = replace(FORMS["tg_ramp"], terms=FORMS["tg_ramp"].terms[1:])
    truth = {code: form.default(LEGEND[code].prior) for code in TRUTH}
    sample = make_sample(truth, pixels=64, form="tg_ramp")
    found = calibrate(replace(sample, gpp=predict_sample(form, truth, sample)), form, LEGEND)
    assert {code: found.parameters[code] for code in truth} == {code: pytest.approx(v, abs=1e-2) for code, v in truth.items()}


def test_thaw_and_soil_moisture_are_kept_where_they_matter_and_recovered():
    truth = {**TRUTH, 2100: {**TRUTH[2100], "f": 0.3}, 2200: {**TRUTH[2200], "w": 0.4}}
    found = calibrate(make_sample(truth, pixels=64), FORM, LEGEND)
    # The ramp's foot below 0 degC and the thaw factor say nearly the same, so f is the least certain.
    assert found.parameters[2100]["f"] == pytest.approx(0.3, abs=0.02)
    assert found.parameters[2200]["w"] == pytest.approx(0.4, abs=1e-3)
    assert [code for code in truth if found.parameters[code]["w"] < 1] == [2200]
    notes = [str(note) for note in found.notes]
    assert any(note.startswith("Soil moisture: used in Broadleaf") for note in notes)


def test_strata_find_their_own_exponents_of_radiation():
    truth = {code: {**values, "q": exponent} for (code, values), exponent in zip(TRUTH.items(), (0.1, 0.9, 0.5))}
    found = calibrate(make_sample(truth, pixels=64), FORM, LEGEND)
    assert {code: found.parameters[code]["q"] for code in truth} == {code: pytest.approx(v["q"], abs=1e-3) for code, v in truth.items()}
    found = calibrate(make_sample(truth, pixels=64, noise=0.3), FORM, LEGEND)
    for code, values in truth.items():
        assert found.parameters[code]["q"] == pytest.approx(values["q"], abs=0.15)


def with_memory(driver, noise):
    form = FORM.with_value("tau", MEMORIES[driver])
    sample = make_sample(TRUTH, pixels=64, years=2)
    gpp = predict_sample(form, {code: {**values, "tau": MEMORIES[driver]} for code, values in TRUTH.items()}, sample)
    return replace(sample, gpp=gpp + np.random.default_rng(3).normal(0, noise, gpp.shape))


@pytest.mark.parametrize("driver", MEMORIES)
def test_the_memory_of_temperature_is_that_which_fits(driver):
    found = calibrate(with_memory(driver, noise=0.3), FORM, LEGEND)
    assert {values["tau"] for values in found.parameters.values()} == {MEMORIES[driver]}
    assert found.form.memory == driver
    again = calibrate(with_memory(driver, noise=0.3), FORM, LEGEND, start=found)
    assert again.form.memory == driver


@pytest.mark.parametrize("offset", [0.0, 0.15])
def test_the_offset_of_greenness_is_that_which_fits_unless_parameters_are_to_be_passed_on(offset):
    sample = make_sample({code: {**values, "E0": offset} for code, values in TRUTH.items()}, pixels=64)
    assert calibrate(sample, FORM, LEGEND).form.value_of("E0") == offset
    assert calibrate(sample, FORM, LEGEND, pooled=True).form.value_of("E0") == 0.1


def test_temperature_that_is_given_with_its_memory_keeps_it():
    sample = with_memory("lst_lagged_3", noise=0.3)
    given = prepare(sample.drivers, sample.calendar, sample.latitude[sample.pixel])["lst_lagged"]
    found = calibrate(replace(sample, drivers={**sample.drivers, "lst_lagged": given}), FORM, LEGEND)
    assert found.form.memory == FORM.memory == "lst_lagged"


def test_a_stratum_without_reference_keeps_the_usual_offset_that_its_defaults_are_for():
    truth = {code: {**values, "E0": 0.0} for code, values in TRUTH.items()}
    found = calibrate(make_sample(truth, pixels=64, absent=(800,)), FORM, LEGEND)
    assert found.form.value_of("E0") == found.parameters[2100]["E0"] == 0.0
    assert found.parameters[800] == FORM.default("WET")


def test_thaw_that_helps_in_time_alone_is_not_kept():
    assert selection._reason(-0.02, 0.001) == "not_elsewhere"
    assert selection._reason(-0.02, -0.001) == selection._reason(-0.02, None) == "better"
    assert selection._reason(-0.005, -0.5) == selection._reason(None, 0.3) == "no_gain"


def test_every_decision_on_a_term_is_a_sentence_with_its_figures():
    truth = {**TRUTH, 2100: {**TRUTH[2100], "f": 0.3}}
    found = calibrate(make_sample(truth, pixels=64), FORM, LEGEND)
    assert {(d.term.id, d.code) for d in found.decisions} == {(t, code) for t in ("thaw_fraction", "soil_moisture") for code in TRUTH}
    kept = next(d for d in found.decisions if d.term.id == "thaw_fraction" and d.code == 2100)
    assert kept.keeps
    assert kept.time < -0.01
    assert kept.space <= 0
    assert f"{100 * kept.time:+.1f} % on held-out steps" in str(kept.message(LEGEND))


def test_terms_that_do_not_help_are_switched_off_and_it_is_said():
    found = calibrate(make_sample(TRUTH, pixels=64, noise=0.5), FORM, LEGEND)
    assert all(found.parameters[code][floor] == 1 for code in TRUTH for floor in ("f", "w"))
    notes = [str(note) for note in found.notes]
    assert any(note.startswith("Thaw: no stratum uses it") for note in notes)
    assert any(note.startswith("Soil moisture: no stratum uses it") for note in notes)


def test_without_soil_moisture_data_the_model_runs_without_its_term():
    sample = make_sample(TRUTH, pixels=49)
    found = calibrate(replace(sample, drivers={n: v for n, v in sample.drivers.items() if n != "soil_moisture"}), FORM, LEGEND)
    assert found.parameters[2100]["m"] == pytest.approx(28.0, abs=1e-3)
    assert any("no data" in str(note) for note in found.notes)


def test_noise_moves_parameters_by_about_their_standard_error():
    found = calibrate(make_sample(TRUTH, pixels=225, noise=0.5), FORM, LEGEND)
    # Some 225 pixels x 20 green steps: m to a few per cent, ends of the ramp to some tenths of a degree.
    for code in (2100, 2200):
        assert found.parameters[code]["m"] == pytest.approx(TRUTH[code]["m"], rel=0.04)
        assert found.parameters[code]["S1"] == pytest.approx(TRUTH[code]["S1"], abs=0.6)
    assert found.rmse == pytest.approx(0.5, rel=0.02)


def test_a_stratum_without_reference_takes_its_defaults_and_says_so():
    found = calibrate(make_sample(TRUTH, pixels=49, absent=(800,)), FORM, LEGEND)
    assert found.parameters[800] == FORM.default("WET")
    assert found.source[800] == "default"
    assert found.n_pixels[800] == 0
    assert any("Wetland: no reference pixel" in str(note) for note in found.notes)


def test_without_any_reference_every_stratum_takes_its_defaults():
    sample = make_sample(TRUTH, pixels=4)
    empty = replace(sample, gpp=np.full_like(sample.gpp, np.nan))
    none = sample.at_pixels(np.zeros(0, int))
    for found in (calibrate(empty, FORM, LEGEND), calibrate(none, FORM, LEGEND)):
        assert found.parameters == {code: FORM.default(LEGEND[code].prior) for code in TRUTH}
        assert set(found.source.values()) == {"default"}
        assert np.isnan(found.rmse)
        assert found.notes


def rare(noise):
    """Return a sample that holds burnt conifer as 0.3 % of one pixel only, whose GPP is far from its defaults."""
    sample = make_sample(TRUTH, pixels=49, absent=(2102,), noise=noise)
    row = np.flatnonzero((sample.pixel == 24) & (sample.stratum == 2100))[0]
    drivers = {n: np.vstack([v, v[row]]) for n, v in sample.drivers.items()}
    extra = 0.003 * 3.0 * np.ones(len(sample.calendar))
    gpp = sample.gpp.copy()
    gpp[24] += extra
    return replace(
        sample,
        gpp=gpp,
        pixel=np.append(sample.pixel, 24),
        stratum=np.append(sample.stratum, 2102),
        fraction=np.append(sample.fraction, 0.003),
        drivers=drivers,
    )


def test_a_stratum_with_little_reference_borrows_from_its_parent_and_says_so():
    found = calibrate(rare(0.3), FORM, LEGEND)
    assert found.source[2102] == "shrunk to coniferous_any_age"
    assert any("Coniferous, burnt 6 to 15 years ago" in str(note) and "drawn to" in str(note) for note in found.notes)
    # Conifers of any age have m 16 % above the default of their class: so has, near enough, the burnt stratum above its own.
    conifers, burnt = (np.log(found.parameters[code]["m"] / FORM.default(prior)["m"]) for code, prior in ((2100, "ENF"), (2102, "REGEN")))
    assert burnt == pytest.approx(conifers, abs=0.1 * SPREAD["REGEN"])


def test_effective_pixels_are_the_sum_of_squared_fractions():
    sample = make_sample(TRUTH, pixels=49)
    found = calibrate(sample, FORM, LEGEND)
    assert found.n_pixels[2200] == pytest.approx((sample.fraction[sample.stratum == 2200] ** 2).sum())


def test_a_weight_of_nought_leaves_a_pixel_out():
    sample = make_sample(TRUTH, pixels=49)
    spoilt = replace(sample, gpp=np.where(np.arange(49)[:, None] == 7, 25.0, sample.gpp))
    found = calibrate(spoilt, FORM, LEGEND, weights=(np.arange(49) != 7)[:, None])
    assert found.parameters[2100]["m"] == pytest.approx(28.0, abs=1e-3)


def test_beginning_from_a_calibration_gives_the_same():
    sample = make_sample(TRUTH, pixels=64, noise=0.4)
    cold = calibrate(sample, FORM, LEGEND)
    warm = calibrate(sample, FORM, LEGEND, start=cold)
    for code in TRUTH:
        # Searches end where a step gains less than 1e-6 of the squared error.
        assert {n: warm.parameters[code][n] for n in FITTED} == pytest.approx({n: cold.parameters[code][n] for n in FITTED}, abs=0.1)
    assert warm.rmse == pytest.approx(cold.rmse, rel=1e-4)


def test_a_drawn_zone_is_fitted_on_its_own():
    zone = classification.Stratum(10001, "zone_a", LEGEND[2100].title, "#4477aa", "ENF", 210)
    truth = {**TRUTH, 10001: {**TRUTH[2100], "m": 15.0}}
    found = calibrate(make_sample(truth, pixels=64), FORM, classification.legend(truth, {10001: zone}))
    assert found.parameters[10001]["m"] == pytest.approx(15.0, abs=1e-3)
    assert found.parameters[2100]["m"] == pytest.approx(28.0, abs=1e-3)


def test_the_table_has_a_row_for_every_stratum_with_its_source():
    sample = make_sample(TRUTH, pixels=49)
    found = calibrate(sample, FORM, LEGEND)
    rows = {row["stratum"]: row for row in parameter_table.rows(found, covariance.of_calibration(sample, found))}
    assert {LEGEND[code].id for code in TRUTH} <= set(rows)
    assert rows["coniferous_fire_6_15"]["parent"] == "coniferous_any_age"
    assert rows["coniferous_fire_6_15"]["source"] == "fitted"
    assert rows["wetland"]["m"] == pytest.approx(9.0, abs=1e-3)
    assert len({tuple(row) for row in rows.values()}) == 1


def test_a_calibration_can_be_cancelled():
    with pytest.raises(Cancelled):
        calibrate(make_sample(TRUTH, pixels=9), FORM, LEGEND, Progress(is_cancelled=lambda: True))
