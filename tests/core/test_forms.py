"""Forms against hand-computed GPP, and their tables of defaults."""

from __future__ import annotations

import numpy as np
import pytest

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.model import defaults
from boreal_gpp_plugin.core.model.forms import FORMS, prepare
from boreal_gpp_plugin.core.variables import LAND_COVER

PREPARED = {
    "evi": np.array([0.40]),
    "lst": np.array([15.0]),
    "lst_lagged": np.array([6.0]),
    "toa": np.array([7.5]),
    "thaw_fraction": np.array([0.5]),
    "soil_moisture": np.array([0.185]),
}


def test_the_boreal_form_is_the_product_of_its_terms():
    values = {"E0": 0.1, "S0": -4.0, "S1": 16.0, "q": 0.5, "f": 0.2, "w": 0.4, "SM0": 0.12, "SM1": 0.25}
    # 0.30 x sqrt(7.5 / 30) x (6 + 4) / 20 x (0.2 + 0.8 x 0.5) x (0.4 + 0.6 x 0.5)
    expected = 0.30 * 0.5 * 0.5 * 0.6 * 0.7
    assert FORMS["boreal"].response(PREPARED, values) == pytest.approx(expected)


def test_tg_is_greenness_times_scaled_temperature():
    assert FORMS["tg"].response(PREPARED, {}) == pytest.approx(0.30 * 0.5)


def test_tg_with_a_free_ramp_uses_temperature_without_memory():
    assert FORMS["tg_ramp"].response(PREPARED, {"T0": -5.0, "T1": 20.0}) == pytest.approx(0.30 * 0.8)


def test_terms_that_are_switched_off_need_no_drivers():
    values = FORMS["boreal"].default("ENF")
    dry = {name: value for name, value in PREPARED.items() if name not in ("thaw_fraction", "soil_moisture")}
    assert set(FORMS["boreal"].factors(dry, values)) == {"evi", "radiation", "lst"}


def test_each_factor_lies_between_nothing_and_its_full_share():
    values = {**FORMS["boreal"].default("WET"), "f": 0.1, "w": 0.1}
    factors = FORMS["boreal"].factors(PREPARED, values)
    assert all(0 <= factors[name] <= 1 for name in ("lst", "thaw_fraction", "soil_moisture"))


@pytest.mark.parametrize(
    ("prior", "m", "s0", "s1"),
    [("ENF", 24.1, -9.3, 12.6), ("REGEN", 15.3, -3.0, 18.5), ("WET", 11.1, 0.4, 14.1), ("DBF", 17.0, 8.0, 21.8), ("MF", 20.9, -0.9, 20.0)],
)
def test_class_defaults_are_those_of_the_towers(prior, m, s0, s1):
    values = FORMS["boreal"].default(prior)
    assert (values["m"], values["S0"], values["S1"]) == (m, s0, s1)
    assert (values["q"], values["tau"], values["f"], values["w"]) == (0.5, 10.0, 1.0, 1.0)


def test_a_treed_wetland_is_the_mean_of_conifer_and_wetland():
    values = FORMS["boreal"].default("WET-treed")
    assert (values["m"], values["S0"], values["S1"]) == pytest.approx((17.6, -4.45, 13.35))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_class_has_defaults_inside_the_bounds(form):
    priors = {cover.prior for cover in LAND_COVER.values() if cover.prior} | {"all"}
    for prior in priors:
        values = form.default(prior)
        assert all(p.lower <= values[p.name] <= p.upper for p in form.parameters)
        assert defaults.SPREAD[prior] > 0


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_an_equation_names_every_parameter_that_is_fitted(form):
    assert all(p.name in form.equation for p in form.parameters if p.role != "fixed")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_ramps_can_not_turn_over_within_their_bounds(form):
    bounds = {p.name: p for p in form.parameters}
    for low, high in (("S0", "S1"), ("T0", "T1"), ("SM0", "SM1")):
        if low in bounds:
            assert bounds[low].upper < bounds[high].lower or bounds[low].role == "fixed"


def test_preparing_shares_the_drivers_and_adds_memory_and_radiation():
    calendar = Calendar.between("2021-01-01", "2021-12-31")
    drivers = {"evi": np.zeros((3, 46)), "lst": np.full((3, 46), 4.0)}
    prepared = prepare(drivers, calendar, np.array([50.0, 55.0, 60.0]))
    assert prepared["evi"] is drivers["evi"]
    assert prepared["lst_lagged"] == pytest.approx(np.full((3, 46), 4.0))
    assert prepared["toa"].shape == (3, 46)
    assert set(drivers) == {"evi", "lst"}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_given_slopes_are_the_derivatives_of_their_terms(form):
    generator = np.random.default_rng(3)
    ranges = {"soil_moisture": (0.0, 0.4), "thaw_fraction": (0.0, 1.0), "toa": (0.0, 40.0)}
    for term in form.terms:
        drivers = {name: generator.uniform(*ranges.get(name, (-12.0, 30.0)), 200) for name in term.needs}
        values = {p.name: 0.4 if p.name in ("f", "w") else p.start for p in term.parameters}
        for name, slope in term.slopes.items():
            h = 1e-6
            above, below = (term.function(drivers, {**values, name: values[name] + d}) for d in (h, -h))
            assert slope(drivers, values) == pytest.approx((above - below) / (2 * h), abs=1e-5)
