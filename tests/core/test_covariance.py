"""How sure parameters are: against repeated fits, and where there is no reference."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from model_sample import make_sample

from boreal_gpp_plugin.core.model import covariance
from boreal_gpp_plugin.core.model.calibrate import calibrate
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.strata import classification

FORM = replace(FORMS["boreal"], profile={})  # intervals are for the exponent of radiation that was taken
TRUTH = {2100: FORM.default("ENF"), 2200: FORM.default("DBF"), 800: FORM.default("WET")}
LEGEND = classification.legend(TRUTH)
SAMPLE = make_sample(TRUTH, pixels=25, years=2)
NAMES = ("m", "S0", "S1")


def noisy(seed, shared=0.0):
    """Return the sample with noise of single values, and with noise that a step's pixels share."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, 0.5, SAMPLE.gpp.shape) + rng.normal(0, shared, (1, len(SAMPLE.calendar)))
    return replace(SAMPLE, gpp=SAMPLE.gpp + noise)


@pytest.mark.parametrize("shared", [0.0, 0.4])
def test_the_truth_lies_in_nine_of_ten_intervals(shared):
    """Also where the errors of all pixels go together, as those of weather do."""
    inside, start = [], None
    for seed in range(8):
        sample = noisy(seed, shared)
        found = calibrate(sample, FORM, LEGEND, start=start)
        start = start or found
        spread = covariance.of_calibration(sample, found)
        for code, truth in TRUTH.items():
            ends = spread.columns(code, found.parameters[code], {p.name: (p.lower, p.upper) for p in FORM.parameters})
            inside += [ends[f"{n}_low"] <= truth[n] <= ends[f"{n}_high"] for n in NAMES]
    # 72 intervals of 8 draws: two standard errors of the share are about 0.1; with few months they come out a little short.
    assert 0.78 <= np.mean(inside) <= 0.98


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
    row = next(row for row in found.table(covariance.of_calibration(sample, found)) if row["stratum"] == "coniferous")
    assert row["m_low"] < row["m"] < row["m_high"]
    assert np.isnan(row["f_sd"])
    assert -1 < covariance.of_calibration(sample, found).correlation(2100, "m", "S1") < 1
