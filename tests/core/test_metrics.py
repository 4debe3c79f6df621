"""Metrics against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boreal_gpp_plugin.core.model import metrics

OBSERVED = np.array([0.0, 1.0, 2.0, 3.0])


def test_a_perfect_prediction_has_perfect_scores():
    found = metrics.scores(OBSERVED, OBSERVED)
    assert found == {"n": 4, "r2": 1.0, "nse": 1.0, "rmse": 0.0, "bias": 0.0, "sse": 0.0}


def test_scores_of_four_pairs_by_hand():
    found = metrics.scores(OBSERVED, np.array([1.0, 1.0, 2.0, 2.0]))
    # Errors 1, 0, 0, -1; SST = 5; covariance sum 2, predicted sum of squares 1.
    assert found == pytest.approx({"n": 4, "r2": 4 / 5, "nse": 1 - 2 / 5, "rmse": np.sqrt(0.5), "bias": 0.0, "sse": 2.0})


@given(st.floats(0.1, 5), st.floats(-3, 3))
def test_a_linear_prediction_keeps_r2_but_not_nse(scale, offset):
    found = metrics.scores(OBSERVED, scale * OBSERVED + offset)
    assert found["r2"] == pytest.approx(1)
    assert found["bias"] == pytest.approx((scale - 1) * 1.5 + offset)
    assert found["sse"] == pytest.approx(4 * found["rmse"] ** 2)
    assert found["nse"] == pytest.approx(1 - found["sse"] / 5)


def test_pairs_with_a_gap_are_left_out():
    assert metrics.scores(np.array([1.0, np.nan, 3.0]), np.array([1.0, 2.0, np.nan]))["n"] == 1


def test_what_can_not_be_computed_is_missing():
    assert metrics.scores(np.array([np.nan]), np.array([1.0]))["n"] == 0
    constant = metrics.scores(np.full(3, 2.0), np.array([1.0, 2.0, 3.0]))
    assert np.isnan(constant["r2"])
    assert np.isnan(constant["nse"])
    assert constant["sse"] == 2.0


def test_bias_falls_to_its_season():
    months = np.arange(1, 13)
    error = np.where(np.isin(months, (12, 1, 2)), 0.3, 0.0) - np.where(np.isin(months, (6, 7, 8)), 1.5, 0.0)
    found = metrics.seasonal_bias(np.ones((2, 12)), np.ones((2, 12)) + error, months)
    assert found == pytest.approx({"bias_djf": 0.3, "bias_mam": 0.0, "bias_jja": -1.5, "bias_son": 0.0})


def test_squared_error_is_compared_over_what_both_predict():
    other = np.array([2.0, 3.0, np.nan, 5.0])  # errors 2, 2, -, 2
    predicted = np.array([1.0, 2.0, 9.0, np.nan])  # errors 1, 1, -, -
    assert metrics.sse_change(OBSERVED, predicted, other) == pytest.approx(2 / 8 - 1)
    assert np.isnan(metrics.sse_change(OBSERVED, predicted, np.full(4, np.nan)))
    assert np.isnan(metrics.sse_change(OBSERVED, predicted, OBSERVED))


DAYS = np.arange(0.0, 365.0, 10.0)
YEARS = np.zeros(len(DAYS), int)


def test_onset_is_when_a_tenth_of_the_peak_is_passed():
    gpp = np.clip(DAYS - 100, 0, 100)[None]  # rises by 1 a day from day 100 to 100: a tenth on day 110
    assert metrics.onset(gpp, DAYS, YEARS)[0, 0] == pytest.approx(110)
    assert metrics.onset(3 * gpp, DAYS, YEARS)[0, 0] == pytest.approx(110)


def test_onset_of_a_year_with_gaps_before_its_rise_is_not_known():
    gpp = np.clip(DAYS - 100, 0, 100)[None]
    gpp[0, 3] = np.nan
    assert np.isnan(metrics.onset(gpp, DAYS, YEARS)[0, 0])


def test_the_thaw_window_reaches_thirty_days_either_way():
    thaw = (DAYS >= 120).astype(float)[None]
    thaw[0, 4] = 1.0  # a short warm spell is no thaw
    assert DAYS[metrics.thaw_window(thaw, DAYS, YEARS)[0]].tolist() == [90, 100, 110, 120, 130, 140, 150]
    assert not metrics.thaw_window(np.ones((1, len(DAYS))), DAYS, YEARS).any()


def test_anomalies_forget_the_season():
    slots = np.tile(np.arange(12), 3)
    season = 5 * np.sin(slots / 12 * np.pi)
    rng = np.random.default_rng(0)
    departure = rng.normal(size=(4, 36))
    assert metrics.anomaly_r2(season + departure, season + 0 * departure, slots) != metrics.anomaly_r2(
        season + departure, season + departure, slots
    )
    assert metrics.anomaly_r2(season + departure, season + departure, slots) == pytest.approx(1)
    assert metrics.anomaly_r2(season + departure, season + rng.normal(size=(4, 36)), slots) < 0.1
    assert np.isnan(metrics.anomaly_r2(season[None, :12], season[None, :12], slots[:12]))


def test_growing_season_r2_is_that_of_may_to_september():
    months = np.arange(1, 13)
    observed, predicted = np.zeros((1, 12)), np.zeros((1, 12))
    observed[0, 4:9], predicted[0, 4:9] = [1, 2, 3, 4, 5], [1, 3, 2, 5, 4]
    assert metrics.growing_r2(observed, predicted, months) == pytest.approx(0.64)
