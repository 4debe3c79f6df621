"""Means over strata."""

from __future__ import annotations

import numpy as np
import pytest

from boreal_gpp_plugin.core.strata.stratum_means import StratumMeans


def test_means_are_those_of_each_stratums_known_pixels():
    generator = np.random.default_rng(8)
    strata = generator.choice([0, 80, 210], (30, 20))
    series, level = generator.random((5, 30, 20)).astype(np.float32), generator.random((30, 20))
    series[2, :10] = np.nan
    means = StratumMeans([80, 210])
    for rows in (slice(0, 7), slice(7, 30)):
        means.add(strata[rows], {"series": series[:, rows], "level": level[rows]})
    found = means.means()
    assert set(found) == {80, 210}
    for code in (80, 210):
        assert found[code]["series"] == pytest.approx(np.nanmean(series[:, strata == code], axis=1), rel=1e-6)
        assert found[code]["level"] == pytest.approx(level[strata == code].mean())


def test_what_is_nowhere_known_has_no_mean():
    means = StratumMeans([80, 210])
    means.add(np.full((2, 2), 80), {"gpp": np.full((3, 2, 2), np.nan)})
    found = means.means()
    assert np.isnan(found[80]["gpp"]).all() and np.isnan(found[210]["gpp"]).all()


def test_flags_have_their_share():
    means = StratumMeans([1])
    means.add(np.ones((2, 2), int), {"is": np.array([[True, False], [False, False]])})
    assert means.means()[1]["is"] == 0.25
