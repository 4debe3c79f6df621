"""Bootstrap intervals of scores over clusters."""

from __future__ import annotations

import numpy as np
import pytest

from boreal_gpp_plugin.core.model.intervals import score_intervals


def test_intervals_of_the_bias_are_those_of_the_mean_of_clusters():
    rng = np.random.default_rng(1)
    offsets = rng.normal(0, 1, 40)
    observed = rng.normal(5, 1, (40, 30))
    found = score_intervals(observed, observed + offsets[:, None], None, np.arange(40)[:, None])
    # A mean of 40 clusters: 1.645 standard errors either way; 1000 draws know that to some 5 %.
    half = 1.645 * offsets.std() / np.sqrt(40)
    assert (found["bias_high"] - found["bias_low"]) / 2 == pytest.approx(half, rel=0.15)


def test_values_of_one_cluster_do_not_count_as_many():
    rng = np.random.default_rng(2)
    observed, predicted = rng.normal(size=(10, 200)), rng.normal(size=(10, 200)) + rng.normal(0, 1, (10, 1))
    few = score_intervals(observed, predicted, None, np.arange(10)[:, None])
    many = score_intervals(observed, predicted, None, np.arange(2000).reshape(10, 200))
    assert few["bias_high"] - few["bias_low"] > 3 * (many["bias_high"] - many["bias_low"])


def test_errors_are_compared_on_values_that_both_predict():
    observed = np.zeros((6, 4))
    other = np.full((6, 4), 2.0)
    other[:, 0] = np.nan
    found = score_intervals(observed, np.ones((6, 4)), other, np.arange(6)[:, None])
    assert found["sse_vs_low"] == found["sse_vs_high"] == pytest.approx(-0.75)


def test_one_cluster_has_no_interval():
    assert all(np.isnan(v) for v in score_intervals(np.arange(5.0), np.arange(5.0), None, np.zeros(5, int)).values())
