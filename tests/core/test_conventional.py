"""Conventional models and derived inputs against hand-computed and published numbers."""

from __future__ import annotations

import numpy as np
import pytest

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.model import inputs, terms
from boreal_gpp_plugin.core.model.forms import FORMS

YEAR = Calendar.between("2021-01-01", "2021-12-31")


def gpp(form, drivers, prior="ENF"):
    values = FORMS[form].default(prior)
    return float((FORMS[form].response({k: np.array([v]) for k, v in drivers.items()}, values) * values["m"])[0])


def test_mod17_of_evergreen_needleleaf_by_hand():
    # Tmin 0.155 degC is half way from -8 to 8.31; VPD 1825 Pa half way from 650 to 3000.
    drivers = {"fpar": 0.5, "par": 8.0, "tmin": 0.155, "vpd": 1.825}
    assert gpp("mod17", drivers) == pytest.approx(1.211 * 0.5 * 8 * 0.5 * 0.5)


def test_mod17_is_nothing_in_deep_frost_and_full_in_mild_moist_air():
    assert gpp("mod17", {"fpar": 0.5, "par": 8.0, "tmin": -9.0, "vpd": 0.1}) == 0
    assert gpp("mod17", {"fpar": 0.5, "par": 8.0, "tmin": 12.0, "vpd": 0.1}) == pytest.approx(1.211 * 4)


def test_vpm_by_hand():
    # (10 + 1)(10 - 40) = -330; (10 - 20)^2 = 100; -330 / -430.
    # 1.25 (0.5 - 0.1) = 0.5 is absorbed, whatever fPAR another product gives.
    drivers = {"evi": 0.5, "fpar": 0.9, "par": 8.0, "lst": 10.0, "water": 0.8}
    assert gpp("vpm", drivers) == pytest.approx(1.9 * 4 * (330 / 430) * 0.8)


@pytest.mark.parametrize(("t", "expected"), [(-1.0, 0.0), (20.0, 1.0), (40.0, 0.0), (-20.0, 0.0), (60.0, 0.0)])
def test_vpm_temperature_is_full_at_its_optimum_and_nothing_outside(t, expected):
    assert terms.vpm_temperature(np.array([t]), -1.0, 20.0, 40.0)[0] == pytest.approx(expected, abs=1e-12)


def test_l4c_like_by_hand():
    # Tmin -5.5 is half way from -20.2 to 9.2; VPD 1826 Pa half way to 3652; SMRZ 15.5 half of 31; frozen leaves 0.773.
    drivers = {"fpar": 0.5, "par": 8.0, "tmin": -5.5, "vpd": 1.826, "root_moisture": 15.5, "thaw_fraction": 0.0}
    assert gpp("l4c_like", drivers) == pytest.approx(1.17 * 4 * 0.5**3 * 0.773)


def test_greenness_and_radiation_is_their_product():
    assert gpp("gr", {"evi": 0.4, "par": 8.0}) == pytest.approx(2.0 * 3.2)


def test_nirv_and_par_is_their_product():
    assert gpp("nirv_par", {"nirv": 0.2, "par": 8.0}) == pytest.approx(4.0 * 1.6)


def test_the_plain_product_by_hand():
    drivers = {"evi": 0.4, "lst": 5.5, "thaw_fraction": 0.5, "soil_moisture": 0.185}
    # ramp (5.5 + 5.7) / (16.7 + 5.7) = 0.5; thaw 0.5 + 0.25; soil moisture 0.5 + 0.25.
    assert gpp("product", drivers) == pytest.approx(26.8 * 0.3 * 0.5 * 0.75 * 0.75)


def test_the_minimum_takes_the_most_limiting_alone():
    drivers = {"evi": 0.4, "toa": 30.0, "lst_lagged": 1.65, "thaw_fraction": 1.0, "soil_moisture": 0.4}
    assert gpp("minimum", drivers) == pytest.approx(24.1 * 0.3 * 0.5)
    assert gpp("minimum", {**drivers, "lst_lagged": 20.0, "thaw_fraction": 0.2}) == pytest.approx(24.1 * 0.3 * 0.6)


def test_the_transfer_form_by_hand():
    drivers = {"evi": 0.41, "ndvi": 0.74, "toa": 30.0, "lst_lagged": 30.0, "dryness": 1.0, "thaw_fraction": 1.0}
    values = {**FORMS["boreal_transfer"].default("ENF"), "k": 0.1}
    found = FORMS["boreal_transfer"].response({k: np.array([v]) for k, v in drivers.items()}, values)
    assert found[0] == pytest.approx(0.48 * np.exp(-0.1))  # sqrt(0.36 x 0.64) = 0.48


@pytest.mark.parametrize(("form", "m0", "b"), [("boreal", 24.1, 0.054), ("boreal_transfer", 14.8, 0.061), ("tg", 44.0, 0.070)])
def test_default_m_of_conifers_follows_night_temperature(form, m0, b):
    assert FORMS[form].default("ENF", night=1.0)["m"] == pytest.approx(m0 * np.exp(4 * b))
    assert FORMS[form].default("ENF")["m"] == FORMS[form].default("ENF", night=-3.0)["m"] == m0
    assert FORMS[form].default("DBF", night=5.0) == FORMS[form].default("DBF")


def test_saturation_pressure_is_that_of_tables():
    # WMO: 0.611 kPa at 0 degC, 2.339 at 20 degC, 4.246 at 30 degC.
    assert terms.saturation_pressure(np.array([0.0, 20.0, 30.0])) == pytest.approx([0.611, 2.339, 4.246], rel=3e-3)


def prepared(needs, **drivers):
    series = {"lst": np.full((1, 46), 15.0), "evi": np.full((1, 46), 0.5), **{k: np.full((1, 46), v) for k, v in drivers.items()}}
    return inputs.prepare(series, YEAR, np.array([54.0]), needs=needs)


def test_a_driver_that_is_given_is_not_derived():
    assert (prepared(["par"], par=7.0)["par"] == 7.0).all()


def test_stand_ins_without_meteorology():
    found = prepared(["fpar", "par", "tmin", "vpd"])
    assert found["fpar"] == pytest.approx(np.full((1, 46), 0.5))  # 1.25 x (0.5 - 0.1)
    assert found["par"] == pytest.approx(0.225 * found["toa"])
    assert (found["tmin"] == 5.0).all()
    assert (found["vpd"] == 0.0).all()
    assert (prepared(["tmin"], lst_night=3.0)["tmin"] == 3.0).all()


def test_dryness_is_the_difference_of_saturation_pressures():
    assert prepared(["dryness"], lst_night=5.0)["dryness"][0, 0] == pytest.approx(1.7057 - 0.8726, rel=3e-3)


def test_near_infrared_from_two_indices_is_that_of_the_reflectances():
    red, near_infrared = 0.03, 0.28
    ndvi = (near_infrared - red) / (near_infrared + red)
    evi2 = 2.5 * (near_infrared - red) / (near_infrared + 2.4 * red + 1)
    found = inputs.prepare(
        {"lst": np.full((1, 46), 9.0), "evi": np.full((1, 46), evi2), "ndvi": np.full((1, 46), ndvi)},
        YEAR,
        np.array([54.0]),
        needs=["nirv"],
    )["nirv"]
    assert found == pytest.approx(np.full((1, 46), (ndvi - 0.08) * near_infrared))


def test_root_moisture_runs_from_five_to_a_hundred_percent():
    moisture = np.linspace(0.1, 0.4, 46)[None]
    moisture[0, [0, -1]] = moisture[0, [1, -2]]  # the second lowest and highest count
    found = inputs.prepare(
        {"lst": np.zeros((1, 46)), "evi": np.zeros((1, 46)), "soil_moisture": moisture}, YEAR, np.array([54.0]), needs=["root_moisture"]
    )
    assert (found["root_moisture"].min(), found["root_moisture"].max()) == pytest.approx((5.0, 100.0))


def test_leaf_water_is_relative_to_the_second_highest_of_warm_days():
    lswi = np.linspace(0.0, 0.3, 46)[None]
    lst = np.full((1, 46), 15.0)
    lst[0, -5:] = -5.0  # snow: its high LSWI does not count
    found = inputs.prepare({"lst": lst, "evi": np.zeros((1, 46)), "lswi": lswi}, YEAR, np.array([54.0]), needs=["water"])["water"][0]
    assert found[10] == pytest.approx((1 + lswi[0, 10]) / (1 + lswi[0, 39]))
    assert (prepared(["water"])["water"] == 1).all()


def test_time_may_be_the_first_axis():
    cube = {
        "lst": np.full((46, 2, 1), 15.0),
        "evi": np.full((46, 2, 1), 0.5),
        "soil_moisture": np.linspace(0.1, 0.4, 46)[:, None, None] * np.ones((46, 2, 1)),
    }
    row = {k: v[:, 0, 0][None] for k, v in cube.items()}
    a = inputs.prepare(cube, YEAR, np.full((2, 1), 54.0), 0, ["root_moisture", "water", "par"])
    b = inputs.prepare(row, YEAR, np.array([54.0]), -1, ["root_moisture", "water", "par"])
    for name in ("root_moisture", "water", "par"):
        assert a[name][:, 0, 0] == pytest.approx(b[name][0], rel=1e-6)


def test_forms_say_what_they_lack():
    given = {"evi", "lst", "soil_moisture", "thaw_fraction"}
    assert inputs.lacking(FORMS["boreal_transfer"], given) == ["ndvi", "dryness"]
    assert inputs.lacking(FORMS["nirv_par"], given) == ["nirv"]
    assert inputs.lacking(FORMS["boreal"], {"evi", "lst"}) == []  # thaw and soil moisture are optional there, and part of the product
    assert inputs.lacking(FORMS["product"], {"evi", "lst"}) == ["thaw_fraction", "soil_moisture"]
    assert not any(
        inputs.lacking(FORMS[f], given) for f in ("boreal", "product", "minimum", "tg", "tg_ramp", "mod17", "vpm", "l4c_like", "gr")
    )


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_parameter_has_bounds_a_unit_and_a_source(form):
    assert all(p.lower < p.upper and p.unit and p.source for p in form.parameters)
    assert form.m.name == "m"
