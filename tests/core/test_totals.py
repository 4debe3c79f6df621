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
from boreal_gpp_plugin.core.model.total_error import TotalError
from boreal_gpp_plugin.core.model.uncertainty import error_scale
from boreal_gpp_plugin.core.run import write
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
    with write.SeriesFile(path, grid_of(values.shape[1]), VARIABLES["gpp"], calendar.labels) as file:
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
    none = TotalError({}, 0.0, 1.0, 0.0, 1.0, {})
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
    return TotalError(**{"shared": {0: 0.0}, "local": 0.0, "reach": 1000.0, "alone": 0.0, "footprint": 500.0, "relative": {}, **given})


def test_what_places_share_does_not_average_out_and_what_they_do_not_share_does():
    x, y = np.zeros(2), np.array([0.0, 1e9])
    small, large = ({2100: 0.0}, {2100: 100.0}, x, y, 500.0**2), ({2100: 0.0}, {2100: 100.0}, x, y, 100 * 500.0**2)
    assert error(shared={0: 0.1}).sd(*small) == error(shared={0: 0.1}).sd(*large) == pytest.approx(10)
    assert error(alone=0.1).sd(*small) == pytest.approx(10)
    assert error(alone=0.1).sd(*large) == pytest.approx(1)
    assert error(local=0.1).sd(*large) == pytest.approx(10 / np.sqrt(2))  # two places far from each other
    assert error().sd({2100: 1000.0}, {2100: 100.0}, x, y, 1.0) == pytest.approx(50)  # the reference itself
    assert error(relative={2100: 0.3}, shared={0: 0.1}).sd({2100: 1000.0}, {2100: 100.0}, x, y, 1.0) == pytest.approx(np.hypot(300, 50))


def test_intervals_hold_nine_in_ten_zones_of_a_reference_that_was_not_fitted(monkeypatch):
    """Errors of months are shared by all, those of places by neighbours, and each value has noise of its own."""
    monkeypatch.setattr(total_error, "REFERENCE_BIAS", 0.0)
    sample = make_sample(TRUTH, pixels=400, evenness=5)
    rng = np.random.default_rng(4)
    side, inside = 20, []
    months = sample.calendar.months - 1
    days = sample.calendar.days
    place = np.exp(-np.hypot(sample.x[:, None] - sample.x, sample.y[:, None] - sample.y) / 2000.0)
    root = np.linalg.cholesky(place + 1e-9 * np.eye(len(place)))

    def errors():
        of_months, of_places = rng.normal(0, 0.15, 12)[months], root @ rng.normal(0, 0.2, len(place))
        return error_scale(sample.gpp) * (of_months + of_places[:, None] + rng.normal(0, 0.5, sample.gpp.shape))

    calibration = calibrate(sample, FORM, LEGEND)
    spread = covariance.of_calibration(sample, calibration)
    scale = (error_scale(sample.gpp) * days).sum(axis=1)
    for _ in range(12):
        found = total_error.from_held_out(replace(sample, gpp=sample.gpp + errors()), sample.gpp, calibration, spread)
        assert set(found.relative) == set()
        new = (errors() * days).sum(axis=1)
        for _ in range(10):
            width = rng.integers(1, 10)
            row, column = rng.integers(0, side - width, 2)
            zone = np.zeros((side, side), bool)
            zone[row : row + width, column : column + width] = True
            zone = zone.ravel()
            sd = found.sd({}, {2100: scale[zone].sum()}, sample.x[zone], sample.y[zone], zone.sum() * SPACING**2)
            inside.append(abs(new[zone].sum()) <= 1.6449 * sd)
    assert 0.84 <= np.mean(inside) <= 0.97  # 120 zones of 12 draws, of each of which months are drawn 12 times only


def test_defaults_give_totals_the_spread_between_sites():
    sample = make_sample(TRUTH, pixels=16)
    none = sample.at_pixels(np.zeros(0, int))
    calibration = calibrate(none, FORM, LEGEND)
    found = total_error.from_held_out(none, none.gpp, calibration, covariance.of_calibration(none, calibration))
    assert found.relative == {2100: 0.24, 800: 0.46}
    sd = found.sd({2100: 100.0, 800: 50.0}, {2100: 20.0, 800: 10.0}, np.zeros(3), np.arange(3.0), 1e6)
    assert sd == pytest.approx(np.linalg.norm([24.0, 23.0, 7.5]))
