"""Totals of strata and zones: sums by hand, and intervals that hold zones of a reference that was never fitted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from model_sample import SPACING, make_sample

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.model import covariance, total_error
from boreal_gpp_plugin.core.model.calibrate import calibrate
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.predict import predict_sample
from boreal_gpp_plugin.core.model.total_error import Borrowed, TotalError
from boreal_gpp_plugin.core.model.uncertainty import error_scale
from boreal_gpp_plugin.core.run import series_file
from boreal_gpp_plugin.core.run.totals import totals
from boreal_gpp_plugin.core.strata import classification
from boreal_gpp_plugin.core.strata.zones import Zones
from boreal_gpp_plugin.core.variables import VARIABLES

FORM = FORMS["boreal"]
TRUTH = {2100: FORM.default("ENF"), 800: FORM.default("WET")}
LEGEND = classification.legend(TRUTH)


def grid_of(size):
    return Grid.from_bounds((0.0, 0.0, 30.0 * size, 30.0 * size), "EPSG:32614", 30.0)


def written(folder, values, calendar):
    """Return the path of a series of GPP (time, y, x)."""
    path = folder / "gpp.tif"
    with series_file.SeriesFile(path, grid_of(values.shape[1]), VARIABLES["gpp"], calendar.labels) as file:
        file.write((slice(0, values.shape[1]), slice(0, values.shape[2])), values.astype(np.float32))
    return path


def test_sums_are_those_of_cells_and_days_by_calendar_year(tmp_path):
    calendar = Calendar.between("2021-12-19", "2022-01-16", 10)  # three steps, the last one in 2022
    values = np.ones((len(calendar), 4, 4))
    values[:, :2] = 2.0
    values[:, 0, 0] = np.nan
    codes = np.full((4, 4), 2100)
    codes[:2] = 800
    zone = Zones(np.pad(np.ones((4, 1), np.int16), ((0, 0), (0, 3))), ("West",))
    none = TotalError(0.0, 0.0, 0.0, 1.0, 0.0, 1.0, {})
    rows = totals(written(tmp_path, values, calendar), grid_of(4), calendar, codes, LEGEND, zone, none)
    found = {(row["kind"], row["id"], row["year"]): row for row in rows}
    days = {year: calendar.days[calendar.years == year].sum() for year in (2021, 2022)}
    for year, n in days.items():
        assert found["stratum", "wetland", year]["gpp_tc"] == pytest.approx(7 * 2.0 * n * 900 / 1e6, abs=1e-3)
        assert found["stratum", "wetland", year]["area_ha"] == pytest.approx(7 * 0.09)
        assert found["site", "all", year]["gpp_gc_m2"] == pytest.approx((7 * 2 + 8) * n / 15, abs=0.01)
        assert found["zone", "West", year]["gpp_tc"] == pytest.approx((2.0 + 2 * 1.0) * n * 900 / 1e6, abs=1e-3)
        assert found["zone", "West", year]["days"] == n


def error(**given):
    none = {"site": 0.0, "stratum": 0.0, "local": 0.0, "reach": 1000.0, "alone": 0.0, "footprint": 500.0, "borrowed": {}}
    return TotalError(**{**none, **given})


def test_what_places_share_does_not_average_out_and_what_they_do_not_share_does():
    x, y = np.zeros(2), np.array([0.0, 1e9])
    small, large = ({2100: 0.0}, {2100: 100.0}, x, y, 500.0**2), ({2100: 0.0}, {2100: 100.0}, x, y, 100 * 500.0**2)
    mixed = {2100: 0.0}, {2100: 50.0, 800: 50.0}, x, y, 500.0**2
    assert error(site=0.1).sd(*small) == error(site=0.1).sd(*large) == error(site=0.1).sd(*mixed) == pytest.approx(10)
    assert error(stratum=0.1).sd(*large) == pytest.approx(10)
    assert error(stratum=0.1).sd(*mixed) == pytest.approx(10 / np.sqrt(2))
    assert error(alone=0.1).sd(*small) == pytest.approx(10)
    assert error(alone=0.1).sd(*large) == pytest.approx(1)
    assert error(local=0.1).sd(*large) == pytest.approx(10 / np.sqrt(2))  # two places far from each other
    assert error().sd({2100: 1000.0}, {2100: 100.0}, x, y, 1.0) == pytest.approx(50)  # the reference itself
    assert error(borrowed={2100: Borrowed("ENF", 0.3)}, site=0.1).sd({2100: 1000.0}, {2100: 100.0}, x, y, 1.0) == pytest.approx(
        np.hypot(300, 50)
    )


def test_strata_with_parameters_of_one_class_are_off_together_and_those_of_different_classes_are_not():
    borrowed = {2100: Borrowed("ENF", 0.3), 2104: Borrowed("ENF", 0.3), 800: Borrowed("WET", 0.4)}
    sd = error(borrowed=borrowed).sd({2100: 100.0, 2104: 100.0, 800: 100.0}, {}, np.zeros(2), np.arange(2.0), 1.0)
    assert sd == pytest.approx(np.linalg.norm([60, 40, 0.05 * 300]))


def borrowers(sample, known):
    """Return what is fitted to the known part of a sample, and the error of the strata that do not rest on their own reference."""
    calibration = calibrate(known, FORM, LEGEND)
    rows = {code: sample.stratum == code for code in TRUTH}
    means = {code: {name: values[rows[code]].mean(axis=0) for name, values in sample.drivers.items()} for code in TRUTH}
    spread = covariance.of_calibration(known, calibration)
    return calibration, total_error.of_borrowers(calibration, spread, means, sample.calendar, float(sample.latitude[0]))


@pytest.fixture(scope="module")
def fitted():
    """A sample of two years, what is fitted to it, and how sure that is."""
    sample = make_sample(TRUTH, pixels=400, years=2, pure=(2100, 800), evenness=5)
    return sample, *borrowers(sample, sample)


def errors(sample, rng, site=0.0, stratum=0.0, local=0.0, alone=0.0, noise=0.0):
    """Return errors of the model, and the noise of a reference, (pixel, time), each so great in a year's total, in units of its scale."""
    years = sample.calendar.years - sample.calendar.years.min()
    number = int(years.max()) + 1
    near = np.exp(-np.hypot(sample.x[:, None] - sample.x, sample.y[:, None] - sample.y) / 2000.0)
    root = np.linalg.cholesky(near + 1e-9 * np.eye(len(near)))
    codes = np.where(sample.dominant() == 800, 1, 0)
    of_year = rng.normal(0, site, number) + rng.normal(0, stratum, (2, number))[codes]
    of_year = of_year + root @ rng.normal(0, local, (len(near), number)) + rng.normal(0, alone, (len(near), number))
    scale = error_scale(sample.gpp)
    steps = np.bincount(years)[years]
    return scale * of_year[:, years], scale * rng.normal(0, noise, sample.gpp.shape) * np.sqrt(steps)


def test_errors_of_years_are_told_apart_by_what_shares_them_and_noise_is_none(fitted):
    sample, _, borrowed = fitted
    rng = np.random.default_rng(4)
    found = []
    for _ in range(8):
        model, noise = errors(sample, rng, site=0.2, local=0.3, alone=0.1, noise=0.15)
        found.append(total_error.from_held_out(replace(sample, gpp=sample.gpp - noise), sample.gpp + model, borrowed))
    assert found[0].borrowed == {}
    assert np.sqrt(np.mean([f.site**2 for f in found])) == pytest.approx(0.2, abs=0.08)  # of 16 years
    assert np.mean([f.local for f in found]) == pytest.approx(0.27, abs=0.06)  # less what neighbours share with all
    assert np.mean([f.alone for f in found]) <= 0.2
    assert 1000 <= np.median([f.reach for f in found]) <= 4000


def test_intervals_hold_nine_in_ten_zones_of_gpp_that_was_not_fitted(fitted, monkeypatch):
    """The reference has noise of its own, which no total has."""
    monkeypatch.setattr("boreal_gpp_plugin.core.model.total_error.REFERENCE_BIAS", 0.0)
    sample, _, borrowed = fitted
    rng = np.random.default_rng(5)
    side, inside = 20, []
    year = sample.calendar.years == sample.calendar.years[-1]
    days = np.where(year, sample.calendar.days, 0.0)
    scale = error_scale(sample.gpp) @ days
    for _ in range(20):
        model, noise = errors(sample, rng, site=0.05, stratum=0.05, local=0.15, alone=0.1, noise=0.15)
        found = total_error.from_held_out(replace(sample, gpp=sample.gpp - noise), sample.gpp + model, borrowed)
        new = errors(sample, rng, site=0.05, stratum=0.05, local=0.15, alone=0.1)[0] @ days
        for _ in range(10):
            width = rng.integers(1, 10)
            row, column = rng.integers(0, side - width, 2)
            zone = np.zeros((side, side), bool)
            zone[row : row + width, column : column + width] = True
            zone = zone.ravel()
            sizes = {code: scale[zone & (sample.dominant() == code)].sum() for code in (0, 800, 2100)}
            sd = found.sd({}, sizes, sample.x[zone], sample.y[zone], zone.sum() * SPACING**2)
            inside.append(abs(new[zone].sum()) <= 1.6449 * sd)
    assert 0.85 <= np.mean(inside) <= 0.95  # 200 zones of 20 draws


def drawn(parameter, value, rng):
    """Return a site's value of a parameter: about the default as towers differ, on one side alone where the default is at a bound."""
    away = rng.normal(0, parameter.between_sites)
    away = away if parameter.lower <= value + away <= parameter.upper else -away
    return float(np.clip(value + away, parameter.lower, parameter.upper))


@pytest.mark.parametrize(("code", "sd_of_m"), [(2100, 0.24), (800, 0.46)])
def test_totals_of_defaults_are_as_far_off_as_sites_differ_in_magnitude_in_season_and_from_month_to_month(code, sd_of_m):
    sample = make_sample(TRUTH, pixels=16)
    none = sample.at_pixels(np.zeros(0, int))
    _, borrowed = borrowers(sample, none)
    found = total_error.from_held_out(none, none.gpp, borrowed)
    days, month, rng = sample.calendar.days, sample.calendar.months - 1, np.random.default_rng(6)
    only = replace(sample, fraction=np.where(sample.stratum == code, 1.0, 0.0))
    expected = predict_sample(FORM, TRUTH, only).mean(axis=0)
    half = 1.6449 * found.sd({code: expected @ days}, {}, np.zeros(2), np.arange(2.0), 1.0)
    inside = []
    for _ in range(300):
        site = {p.name: drawn(p, TRUTH[code][p.name], rng) for p in FORM.parameters if p.name in ("S0", "S1", "q")}
        site = {**TRUTH[code], **site, "m": TRUTH[code]["m"] * np.exp(rng.normal(0, sd_of_m))}
        misfit = np.where(expected > 0.1, rng.normal(0, 0.6, 12)[month], 0.0)
        own = predict_sample(FORM, {**TRUTH, code: site}, only).mean(axis=0) + misfit
        inside.append(abs((own - expected) @ days) <= half)
    assert 0.85 <= np.mean(inside) <= 0.96


def test_a_stratum_without_reference_among_others_has_the_error_of_its_class():
    sample = make_sample(TRUTH, pixels=64, absent=(800,))
    _, borrowed = borrowers(make_sample(TRUTH, pixels=64), sample)
    assert set(borrowed) == {800}
    assert borrowed[800].lender == "WET"
    assert 0.46 < borrowed[800].share < 0.8
