"""How sure parameters are: against repeated fits, and where there is no reference."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from model_sample import make_sample

from boreal_gpp_plugin.core.model import covariance, parameter_table
from boreal_gpp_plugin.core.model.calibrate import calibrate
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.predict import predict_sample
from boreal_gpp_plugin.core.strata import classification

FORM = replace(FORMS["boreal"], profile={})  # intervals are for the memory and the offset that were taken
TRUTH = {2100: FORM.default("ENF"), 2200: FORM.default("DBF"), 800: FORM.default("WET")}
LEGEND = classification.legend(TRUTH)
SAMPLE = make_sample(TRUTH, pixels=25, years=2)
NAMES = ("m", "q", "S0", "S1")
BOUNDS = {p.name: (p.lower, p.upper) for p in FORM.parameters}


def noisy(seed, shared=0.0, lasting=0.0):
    """Return the sample with noise of single values, with noise that a step's pixels share, and with noise that lasts at each pixel."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, 0.5, SAMPLE.gpp.shape) + rng.normal(0, shared, (1, len(SAMPLE.calendar)))
    return replace(SAMPLE, gpp=SAMPLE.gpp + noise + rng.normal(0, lasting, (len(SAMPLE.gpp), 1)))


@pytest.mark.parametrize(("shared", "lasting"), [(0.0, 0.0), (0.4, 0.0), (0.0, 0.4)])
def test_the_truth_lies_in_nine_of_ten_intervals(shared, lasting):
    """Also where the errors of all pixels go together, as those of weather do, and where those of a place last."""
    inside, start = [], None
    for seed in range(8):
        sample = noisy(seed, shared, lasting)
        found = calibrate(sample, FORM, LEGEND, start=start)
        start = start or found
        spread = covariance.of_calibration(sample, found)
        for code, truth in TRUTH.items():
            ends = parameter_table.intervals(spread, code, found.parameters[code], BOUNDS)
            inside += [ends[f"{n}_low"] <= truth[n] <= ends[f"{n}_high"] for n in NAMES]
    # 96 intervals of 8 draws: two standard errors of the share are about 0.1; with few months they come out a little short.
    assert 0.78 <= np.mean(inside) <= 0.98


def test_parameters_of_a_driver_that_is_not_known_are_not_fitted_and_the_others_as_sure_as_with_it():
    without = replace(SAMPLE, drivers={name: values for name, values in SAMPLE.drivers.items() if name != "soil_moisture"})
    found = calibrate(SAMPLE, FORM, LEGEND)
    sd, other = (covariance.of_calibration(sample, found).sd(2100) for sample in (SAMPLE, without))
    assert other == pytest.approx(sd)
    assert other["w"] == 0


def test_a_stratum_without_reference_has_the_spread_between_sites():
    sample = make_sample(TRUTH, pixels=25, absent=(800,))
    spread = covariance.of_calibration(sample, calibrate(sample, FORM, LEGEND))
    assert spread.sd(800)["m"] == pytest.approx(0.46)
    assert spread.sd(800)["S0"] == pytest.approx(0.25 * 18)
    assert spread.sd(800)["f"] == 0


def test_without_any_reference_every_stratum_has_it():
    none = SAMPLE.at_pixels(np.zeros(0, int))
    spread = covariance.of_calibration(none, calibrate(none, FORM, LEGEND))
    assert spread.sd(2200)["m"] == pytest.approx(0.35)


def test_the_table_gives_intervals_of_what_was_fitted():
    sample = noisy(3)
    found = calibrate(sample, FORM, LEGEND)
    row = next(row for row in parameter_table.rows(found, covariance.of_calibration(sample, found)) if row["stratum"] == "coniferous")
    assert row["m_low"] < row["m"] < row["m_high"]
    assert np.isnan(row["f_sd"])
    assert -1 < covariance.of_calibration(sample, found).correlation(2100, "m", "S1") < 1


def test_intervals_of_a_class_hold_what_its_sites_have_in_common_and_those_of_a_site_its_own():
    """Sites whose m differ by a fifth, five years each, which the errors of a year share."""
    codes = range(1001, 1009)
    whole = classification.legend([2100])
    root, conifer = whole[classification.ALL], whole[2100]
    strata = {root.code: root, 101: replace(conifer, code=101, id="ENF", parent=root.code)}
    strata.update({code: replace(conifer, code=code, id=f"site {code}", parent=101) for code in codes})
    empty = make_sample({2100: FORM.default("ENF")}, pixels=9, years=5).at_pixels(np.arange(8))
    sample = replace(empty, stratum=np.array(codes), fraction=np.ones(8), x=np.arange(8.0), y=np.zeros(8))
    years, months = (np.broadcast_to(values, sample.gpp.shape) for values in (sample.calendar.years, sample.calendar.months))
    rng, held = np.random.default_rng(1), {"class": [], "site": []}
    for _ in range(15):
        truth = {code: {**FORM.default("ENF"), "m": 24.1 * np.exp(rng.normal(0, 0.2))} for code in codes}
        gpp = predict_sample(FORM, truth, sample)
        gpp = gpp * (1 + rng.normal(0, 0.05, (8, 5)))[:, sample.calendar.years - 2021] + rng.normal(0, 0.3, gpp.shape)
        found = calibrate(replace(sample, gpp=gpp), FORM, strata)
        spread = covariance.of_sites(replace(sample, gpp=gpp), found, years, months)
        for code in (101, *codes):
            ends = parameter_table.intervals(spread, code, found.parameters[code], BOUNDS)
            true = 24.1 if code == 101 else truth[code]["m"]
            held["class" if code == 101 else "site"].append(ends["m_low"] <= true <= ends["m_high"])
    assert np.mean(held["class"]) >= 0.7  # of 15 draws
    assert 0.82 <= np.mean(held["site"]) <= 0.97  # of 120
