"""Which driver limits: on a site where that is known by construction, and at the edges of the rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.drivers import limitation, season
from boreal_gpp_plugin.core.model.forms import FORMS, prepare
from boreal_gpp_plugin.core.model.terms import step_radiation

FORM = FORMS["boreal"]
YEAR = Calendar.between("2021-01-01", "2021-12-31")
PARAMETERS = {**FORM.default("ENF"), "S0": -5.0, "S1": 12.0, "f": 0.1, "w": 0.1}
LATITUDE = 54.0
CODE = {id_: c.code for id_, c in limitation.CLASSES.items()}
BEST = {"evi": 0.4, "radiation": 1.18}
SIZE = 40


def site(generator: np.random.Generator) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return drivers (time, y, x) and the class that limits by construction, 0 in transitions.

    Winter is too cold everywhere. From May to September nothing is short but one driver, which differs between four regions and, in
    the fourth, between early and late summer; it leaves 0.25 to 0.45 of GPP, where the lowest other driver leaves at least 0.75.
    """
    month = YEAR.months
    shape = (len(YEAR), SIZE, SIZE)
    warm = (month >= 5) & (month <= 9)
    values = {
        "evi": np.where(warm, 0.5, 0.3),
        "lst": np.where(warm, 22.0, -25.0),
        "soil_moisture": np.full(len(YEAR), 0.35),
        "thaw_fraction": np.where(warm, 1.0, 0.6),
    }
    cube = {name: np.broadcast_to(v[:, None, None], shape).copy() for name, v in values.items()}
    truth = np.zeros(shape, np.uint8)
    region = np.arange(SIZE) * 4 // SIZE
    limits = {"evi": ("evi", 0.24), "lst": ("lst", 1.0), "soil_moisture": ("soil_moisture", 0.15), "thaw_fraction": ("thaw_fraction", 0.2)}
    regions = [("evi", "evi"), ("lst", "lst"), ("soil_moisture", "soil_moisture"), ("thaw_fraction", "evi")]
    for i, (early, late) in enumerate(regions):
        for id_, steps in ((early, warm & (month <= 6)), (late, warm & (month > 6))):
            name, value = limits[id_]
            cube[name][np.ix_(steps, range(SIZE), np.flatnonzero(region == i))] = value
            truth[np.ix_(steps, range(SIZE), np.flatnonzero(region == i))] = CODE[id_]
    truth[~warm] = CODE["lst"]
    memory = np.exp(-YEAR.days / 10)  # what is left of a past temperature after a step
    for jump in np.flatnonzero(np.diff(warm)):
        for later in range(jump + 1, jump + 6):  # until 5 steps of forgetting leave 2 % of the jump
            truth[later] = 0
    assert memory[0] ** 5 < 0.02
    noise = {"evi": 0.01, "lst": 0.5, "soil_moisture": 0.004, "thaw_fraction": 0.02}
    noisy = {name: (v + generator.normal(0, noise[name], shape)).astype(np.float32) for name, v in cube.items()}
    noisy["thaw_fraction"] = np.clip(noisy["thaw_fraction"], 0, 1)
    return prepare(noisy, YEAR, np.full((SIZE, SIZE), LATITUDE), axis=0), truth


def test_the_driver_that_limits_by_construction_is_named():
    prepared, truth = site(np.random.default_rng(1))
    found = limitation.limitation(FORM, prepared, PARAMETERS, BEST)
    for code in np.unique(truth[truth > 0]):
        inside = truth == code
        assert (found.classes[inside] == code).mean() >= 0.95


def test_the_season_is_given_to_the_driver_that_limits_most_of_it():
    prepared, _ = site(np.random.default_rng(2))
    found = limitation.limitation(FORM, prepared, PARAMETERS, BEST)
    summer = np.broadcast_to(np.isin(YEAR.months, (6, 7, 8))[:, None, None], found.classes.shape)
    classes = limitation.season_class(found, summer, YEAR.days)
    region = np.arange(SIZE) * 4 // SIZE
    for i, id_ in enumerate(("evi", "lst", "soil_moisture", "evi")):
        assert (classes[:, region == i] == CODE[id_]).mean() >= 0.95


def place(**values: float) -> dict[str, np.ndarray]:
    """Return the prepared drivers of one place and step in full light, unlimited but for `values`."""
    series = {"evi": 0.5, "lst_lagged": 20.0, "lst": 20.0, "soil_moisture": 0.4, "thaw_fraction": 1.0, "toa": 41.772, **values}
    return {name: np.array([value]) for name, value in series.items()}


def limiting(sd: dict | None = None, **values: float) -> str:
    found = limitation.limitation(FORM, place(**values), PARAMETERS, BEST, sd)
    return next((id_ for id_, code in CODE.items() if code == found.classes[0]), "missing")


def test_a_driver_at_its_best_limits_nothing():
    assert limiting() == "none"
    assert limiting(evi=0.47) == "none"  # 0.37 of 0.40: an index of 0.075


def test_two_drivers_that_leave_as_much_are_not_told_apart():
    assert limiting(evi=0.3) == "evi"  # leaves a half
    assert limiting(evi=0.3, lst_lagged=3.7, lst=3.7) == "several"  # leaves 0.512
    assert limiting(evi=0.3, lst_lagged=4.5, lst=4.5) == "evi"  # leaves 0.559: more than a tie


def test_a_lead_within_the_drivers_uncertainty_is_no_lead():
    values = {"evi": 0.3, "soil_moisture": 0.18}  # leave 0.5 and 0.1 + 0.9 x 0.06 / 0.13 = 0.515 ... a lead of 0.015
    assert limiting(**values) == "several"
    values["soil_moisture"] = 0.21  # leaves 0.723: a lead of 0.223
    assert limiting(**values) == "evi"
    # 0.02 m3 m-3 is 0.138 of the factor, times 1.28 is 0.177; 0.03 makes it 0.266.
    assert limiting({"soil_moisture": np.array([0.02])}, **values) == "evi"
    assert limiting({"soil_moisture": np.array([0.03])}, **values) == "several"


def test_uncertainty_that_cannot_change_a_factor_does_not_count():
    assert limiting({"lst": np.array([3.0])}, evi=0.3, lst_lagged=25.0, lst=25.0) == "evi"


def test_cold_that_is_remembered_is_told_from_cold_of_the_day():
    assert limiting(lst_lagged=0.0, lst=0.0) == "lst"
    assert limiting(lst_lagged=0.0, lst=15.0) == "lst_memory"
    assert limiting(lst_lagged=0.0, lst=-10.0) == "lst"  # warmer in memory than today


def test_a_missing_driver_in_use_leaves_the_class_missing():
    assert limiting(evi=np.nan) == "missing"
    off = {**PARAMETERS, "w": 1.0}
    found = limitation.limitation(FORM, place(soil_moisture=np.nan, evi=0.3), off, BEST)
    assert found.classes[0] == CODE["evi"]


@given(st.floats(-0.1, 0.9), st.floats(-30, 40), st.floats(-30, 40), st.floats(0, 0.6), st.floats(0, 1), st.floats(0.1, 42))
def test_the_losses_sum_to_what_is_lost(evi, lst, lagged, moisture, thaw, toa):
    drawn = place(evi=evi, lst=lst, lst_lagged=lagged, soil_moisture=moisture, thaw_fraction=thaw, toa=toa)
    found = limitation.limitation(FORM, drawn, PARAMETERS, BEST)
    whole = 1 - np.prod([1 - index[0] for index in found.index.values()])
    assert all(0 <= index[0] <= 1 for index in found.index.values())
    assert all(loss[0] >= 0 for loss in found.losses.values())
    assert sum(loss[0] for loss in found.losses.values()) == pytest.approx(whole, abs=1e-9)


def test_the_loss_is_parted_by_logarithms():
    """Factors 0.5 and 0.25 lose 0.875, of which the second takes two thirds."""
    found = limitation.limitation(FORM, place(evi=0.3, lst_lagged=-0.75, lst=-0.75), PARAMETERS, BEST)
    assert found.losses["evi"][0] == pytest.approx(0.875 / 3)
    assert found.losses["lst"][0] == pytest.approx(0.875 * 2 / 3)


def test_memory_takes_what_the_day_alone_would_leave():
    """The day leaves 0.5, memory brings it to 0.25: half of the logarithm each."""
    found = limitation.limitation(FORM, place(lst_lagged=-0.75, lst=3.5), PARAMETERS, BEST)
    assert found.losses["lst"][0] == pytest.approx(found.losses["lst_memory"][0]) == pytest.approx(0.375)


def test_the_best_of_a_stratum_is_what_its_greenest_pixels_reach():
    generator = np.random.default_rng(3)
    top = generator.uniform(0.2, 0.6, (50, 60))
    strata = np.where(np.arange(60) < 30, 2100, 800) * np.ones((50, 1), int)
    top[strata == 800] /= 2
    evi = 0.1 + top * np.exp(-(((YEAR.months - 7) / 2.0) ** 2))[:, None, None]
    toa = step_radiation(np.full((50, 60), LATITUDE), YEAR, axis=0)
    best = limitation.Best(FORM, {2100: PARAMETERS, 800: PARAMETERS})
    assert set(best.needs) == {"evi", "toa"}
    for rows in (slice(0, 20), slice(20, 50)):
        best.add(strata[rows], {"evi": evi[:, rows], "toa": toa[:, rows]})
    table = best.table()
    for code in (2100, 800):
        # The bins are 0.7 % apart.
        assert table[code]["evi"] == pytest.approx(np.quantile(top[strata == code], 0.95), rel=0.01)
    assert table[2100]["radiation"] == pytest.approx((41.77 / 30) ** 0.5, rel=0.01)


def test_a_season_that_loses_little_is_limited_by_none():
    steps = len(YEAR)
    full = {name: np.repeat(values, steps) for name, values in place().items()}
    found = limitation.limitation(FORM, full, PARAMETERS, BEST)
    growing = np.ones(steps, bool)
    assert limitation.season_class(found, growing, YEAR.days) == CODE["none"]
    assert limitation.season_class(found, ~growing, YEAR.days) == 0


def test_an_uncertain_season_is_not_given_to_one_driver():
    steps = len(YEAR)
    series = {name: np.repeat(values, steps) for name, values in place(evi=0.3, soil_moisture=0.21).items()}
    growing = np.ones(steps, bool)
    sure = limitation.limitation(FORM, series, PARAMETERS, BEST, {"evi": np.full(steps, 0.01)})
    unsure = limitation.limitation(FORM, series, PARAMETERS, BEST, {"evi": np.full(steps, 0.15)})
    assert limitation.season_class(sure, growing, YEAR.days) == CODE["evi"]
    assert limitation.season_class(unsure, growing, YEAR.days) == CODE["several"]


def test_errors_of_temperature_pass_within_a_season_and_those_of_greenness_last():
    steps = len(YEAR)
    growing = np.ones(steps, bool)

    def limiting_at(degc: float, **sd: float) -> int:
        series = {name: np.repeat(values, steps) for name, values in place(evi=0.3, lst_lagged=degc, lst=degc).items()}
        errors = {name: np.full(steps, value) for name, value in sd.items()}
        return int(limitation.season_class(limitation.limitation(FORM, series, PARAMETERS, BEST, errors), growing, YEAR.days))

    assert limiting_at(1.5, lst=2.5) == CODE["lst"]  # leaves 0.35 against greenness' 0.5; a step's error would hide the lead
    assert limiting_at(1.5, lst=12.0) == CODE["several"]
    assert limiting_at(1.5, evi=0.1) == CODE["several"]


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_term_of_every_form_has_a_class(form):
    assert {term.id for term in form.terms} <= set(limitation.CLASSES)


def test_classes_have_codes_titles_and_colours_of_their_own():
    classes = limitation.CLASSES.values()
    assert len({c.code for c in classes}) == len({c.colour for c in classes}) == len({str(c.title) for c in classes}) == len(classes)
    assert all(0 < c.code < 256 for c in classes)


def test_the_growing_season_of_the_season_module_fits():
    gpp = np.where(np.isin(YEAR.months, (5, 6, 7, 8, 9)), 6.0, 0.1)[:, None, None]
    assert np.array_equal(season.growing(gpp, YEAR)[:, 0, 0], np.isin(YEAR.months, (5, 6, 7, 8, 9)))


def test_the_index_of_memory_is_what_it_takes_from_the_day():
    found = limitation.limitation(FORM, place(lst_lagged=-0.75, lst=3.5), PARAMETERS, BEST)
    assert found.index["lst"][0] == pytest.approx(0.5)
    assert found.index["lst_memory"][0] == pytest.approx(0.5)
    frozen = limitation.limitation(FORM, place(lst_lagged=-20.0, lst=-20.0), PARAMETERS, BEST)
    assert (frozen.index["lst"][0], frozen.index["lst_memory"][0]) == (1.0, 0.0)


def test_light_that_the_model_does_not_count_takes_nothing():
    """With an exponent of 0 potential radiation is 1 all year, which is its own best."""
    even = {**PARAMETERS, "q": 0.0}
    best = limitation.Best(FORM, {1: even})
    series = {name: np.broadcast_to(values.reshape(-1, 1, 1), (len(values), 2, 2)) for name, values in place(toa=5.0).items()}
    best.add(np.ones((2, 2), int), series)
    found = limitation.limitation(FORM, series, even, limitation.lookup_best(best.table(), np.ones((2, 2), int)))
    assert not found.losses["radiation"].any()
