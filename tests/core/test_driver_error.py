"""Errors of drivers in GPP: against derivatives by hand, and what a reference pixel averages out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from model_sample import make_sample

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.model import driver_error, inputs
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.predict import predict

FORM = FORMS["boreal"]
CALENDAR = Calendar.between("2021-01-01", "2021-12-31")
STRATA = np.array([[2100, 0]])
PARAMETERS = {2100: {**FORM.default("ENF"), "S0": 0.0, "S1": 20.0}}
SHAPE = (len(CALENDAR), 1, 2)
ALL = {"evi": 1.0, "lst": 1.0, "soil_moisture": 1.0, "thaw_fraction": 1.0}


def prepare(drivers):
    return inputs.prepare(drivers, CALENDAR, np.full((1, 2), 54.0), axis=0, needs=FORM.reads)


DRIVERS = prepare({"evi": np.full(SHAPE, 0.4), "lst": np.full(SHAPE, 10.0), "thaw_fraction": np.ones(SHAPE)})


def variance(sd, share=ALL, parameters=PARAMETERS):
    def again(moved):
        return predict(FORM, parameters, STRATA, prepare(moved))

    return driver_error.variance(FORM, parameters.values(), DRIVERS, sd, share, CALENDAR, again)


def test_the_error_of_greenness_is_that_of_the_product_by_its_derivative():
    """GPP is linear in EVI above its offset: sd of GPP = GPP / (EVI - 0.1) x sd of EVI."""
    gpp = predict(FORM, PARAMETERS, STRATA, DRIVERS)
    found = variance({"evi": np.full(SHAPE, 0.03)})
    assert np.sqrt(found[:, 0, 0]) == pytest.approx(gpp[:, 0, 0] / 0.3 * 0.03, rel=1e-3)
    assert np.isnan(found[:, 0, 1]).all()
    assert np.allclose(variance({"evi": np.full(SHAPE, 0.03)}, {"evi": 0.25})[:, 0, 0], found[:, 0, 0] / 4)


def test_memory_averages_the_errors_of_temperature_as_a_simulation_does():
    rng = np.random.default_rng(2)
    stated = np.sqrt(variance({"lst": np.full(SHAPE, 1.5)})[:, 0, 0])
    drawn = []
    for _ in range(400):
        lst = 10.0 + rng.normal(0, 1.5, (len(CALENDAR), 1, 1)) * np.ones(SHAPE)
        moved = prepare({"evi": DRIVERS["evi"], "lst": lst, "thaw_fraction": DRIVERS["thaw_fraction"]})
        drawn.append(predict(FORM, PARAMETERS, STRATA, moved)[:, 0, 0])
    assert stated.mean() == pytest.approx(np.std(drawn, axis=0).mean(), rel=0.1)


def test_a_driver_that_no_stratum_uses_or_without_an_error_counts_for_nothing():
    assert variance({"thaw_fraction": np.full(SHAPE, 0.2)}) == 0
    assert np.nanmax(variance({"evi": np.full(SHAPE, np.nan)})) == 0
    assert variance({"evi": np.full(SHAPE, 0.03)}, {"evi": 0.0}) == 0
    thaw = {2100: {**PARAMETERS[2100], "f": 0.5}}
    assert np.nanmin(variance({"thaw_fraction": np.full(SHAPE, 0.2)}, parameters=thaw)) > 0


def test_a_reference_pixel_shows_the_errors_that_go_together_over_its_width():
    sample = make_sample({2100: FORM.default("ENF")}, pixels=9)  # 500 m
    shown = driver_error.unseen(sample)
    assert shown["evi"] == pytest.approx(1 - (30 / 500) ** 2)
    assert shown["lst"] == shown["soil_moisture"] == 0
    wide = driver_error.unseen(replace(sample, x=18 * sample.x, y=18 * sample.y))  # 9 km
    assert wide["lst"] == pytest.approx(1 - 1 / 81)
    assert wide["soil_moisture"] == 0
    assert driver_error.unseen(sample.at_pixels(np.zeros(0, int))) == ALL
