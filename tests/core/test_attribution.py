"""What each driver adds to skill, on reference that a known model made."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from model_sample import make_sample

from boreal_gpp_plugin.core.drivers import attribution
from boreal_gpp_plugin.core.errors import CalibrationError, Cancelled
from boreal_gpp_plugin.core.model.calibrate import calibrate
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.predict import predict_sample
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.strata import classification

CODES = (2100, 800)
LEGEND = classification.legend(CODES)
BOREAL, RAMP = FORMS["boreal"], FORMS["tg_ramp"]
DROUGHT = replace(BOREAL, terms=tuple(term for term in BOREAL.terms if term.id in ("evi", "lst", "soil_moisture")), profile={})


def of(rows, stratum, driver=None):
    found = {row["driver"]: row for row in rows if row["stratum"] == stratum}
    return found if driver is None else found[driver]


@pytest.fixture(scope="module")
def shares():
    """Shares where wetlands, not conifers, stand under drought."""
    parameters = {2100: BOREAL.default("ENF"), 800: {**BOREAL.default("WET"), "w": 0.1}}
    sample = make_sample(parameters, pixels=16, pure=CODES, noise=0.3)
    return attribution.skill_shares(sample, DROUGHT, LEGEND)


def test_shares_sum_to_the_skill_above_that_of_a_constant(shares):
    assert shares.drivers == ("evi", "lst", "soil_moisture")
    for stratum in ("all", "coniferous", "wetland"):
        rows = of(shares.rows, stratum)
        total = sum(row["shapley"] for row in rows.values())
        first = rows["evi"]
        assert total == pytest.approx(first["skill"] - first["skill_of_constant"], abs=1e-9)
        assert first["skill"] > 0.9


def test_a_driver_counts_where_it_limits_and_not_elsewhere(shares):
    dry, moist = of(shares.rows, "wetland", "soil_moisture"), of(shares.rows, "coniferous", "soil_moisture")
    assert dry["shapley_low"] > 0 and dry["without_low"] > 0.5
    assert dry["shapley"] > 5 * abs(moist["shapley"])


def test_intervals_hold_their_value(shares):
    for row in shares.rows:
        assert row["shapley_low"] <= row["shapley"] + 1e-9 and row["shapley"] <= row["shapley_high"] + 1e-9
        assert row["without_low"] <= row["without_high"]


def test_shares_are_called_association(shares):
    assert "not cause" in str(shares.notes[0])


def test_the_rise_of_error_without_a_driver_is_that_of_a_refit():
    """Two halves of the year, each predicted by a fit to the other, with both terms and without greenness."""
    parameters = {code: RAMP.default(LEGEND[code].prior) for code in CODES}
    sample = make_sample(parameters, pixels=9, form="tg_ramp", noise=0.3)
    row = of(attribution.skill_shares(sample, RAMP, LEGEND).rows, "all", "evi")
    half = sample.calendar.months % 6 % 2
    start = calibrate(sample, RAMP, LEGEND)
    errors = []
    for form in (attribution.reduced(RAMP, ["evi", "lst"]), attribution.reduced(RAMP, ["lst"])):
        error = 0.0
        for out in (0, 1):
            fitted = calibrate(sample, form, LEGEND, weights=half != out, start=start)
            residual = (predict_sample(form, fitted.parameters, sample) - sample.gpp)[:, half == out]
            error += float((residual**2).sum())
        errors.append(error)
    assert row["without"] == pytest.approx(errors[1] / errors[0] - 1)


def test_a_form_without_terms_is_a_constant_per_stratum():
    parameters = {code: RAMP.default(LEGEND[code].prior) for code in CODES}
    sample = make_sample(parameters, pixels=9, form="tg_ramp")
    constant = attribution.reduced(RAMP, [])
    pure = replace(sample, fraction=np.ones_like(sample.fraction)).at_pixels(np.arange(9))
    predicted = predict_sample(constant, {2100: {"m": 2.0}, 800: {"m": 3.0}}, pure)
    assert predicted == pytest.approx(np.full(predicted.shape, 5.0))


def test_too_little_reference_is_refused():
    parameters = {code: RAMP.default(LEGEND[code].prior) for code in CODES}
    sample = make_sample(parameters, pixels=9, form="tg_ramp")
    one_month = replace(sample, gpp=np.where(sample.calendar.months == 7, sample.gpp, np.nan))
    for short in (one_month, sample.at_pixels(np.zeros(0, int))):
        with pytest.raises(CalibrationError, match="too little"):
            attribution.skill_shares(short, RAMP, LEGEND)


def test_it_stops_when_asked():
    parameters = {code: RAMP.default(LEGEND[code].prior) for code in CODES}
    asked = []
    with pytest.raises(Cancelled):
        attribution.skill_shares(
            make_sample(parameters, pixels=9, form="tg_ramp"),
            RAMP,
            LEGEND,
            Progress(is_cancelled=lambda: len(asked) > 5 or asked.append(1)),
        )
