"""The hierarchy of strata in a calibration."""

from __future__ import annotations

import numpy as np
import pytest

from boreal_gpp_plugin.core.model.departures import noise_of
from boreal_gpp_plugin.core.model.hierarchy import Hierarchy
from boreal_gpp_plugin.core.strata import classification

CODES = (2100, 2102, 2200, 800)
HIERARCHY = Hierarchy.of(CODES, classification.legend(CODES))


def test_an_ancestor_with_one_child_is_left_out():
    assert HIERARCHY.lines == {2100: (1, 210, 2100), 2102: (1, 210, 2102), 2200: (1, 2200), 800: (1, 800)}


def test_groups_part_from_the_root_down():
    assert set(HIERARCHY.groups(1).values()) == {1}
    assert HIERARCHY.groups(2) == {2100: 210, 2102: 210, 2200: 2200, 800: 800}
    assert HIERARCHY.groups(HIERARCHY.depth) == {code: code for code in CODES}


def test_everyone_borrows_from_the_next_above():
    assert HIERARCHY.parents() == {1: None, 210: 1, 2100: 210, 2102: 210, 2200: 1, 800: 1}
    assert HIERARCHY.descendants(210) == [2100, 2102]


def test_a_lone_stratum_borrows_from_nobody():
    assert Hierarchy.of([2102], classification.legend([2102])).lines == {2102: (2102,)}


def test_errors_that_last_are_more_noise_than_errors_that_do_not():
    generator = np.random.default_rng(1)
    steps = generator.normal(0, 1, (200, 400))
    lasting = np.zeros_like(steps)
    for t in range(1, 400):
        lasting[:, t] = 0.6 * lasting[:, t - 1] + 0.8 * steps[:, t]  # unit variance, correlation 0.6
    everything = np.ones(steps.shape, bool)
    # 80000 values: RMSE to 1 %, correlation to 0.01.
    assert noise_of(steps, everything, 0) == pytest.approx(1, rel=0.02)
    assert noise_of(lasting, everything, 0) == pytest.approx(np.sqrt(1.6 / 0.4), rel=0.03)


def test_fitted_parameters_hide_some_of_the_noise_but_at_most_half_of_the_errors():
    errors = np.tile([1.0, -1.0], (1, 50))  # uncorrelated or opposed errors are not fewer than they are
    everything = np.ones(errors.shape, bool)
    assert noise_of(errors, everything, 36) == pytest.approx(np.sqrt(100 / 64))
    assert noise_of(errors, everything, 99) == pytest.approx(np.sqrt(2))


def test_no_error_is_no_noise():
    assert noise_of(np.zeros((2, 3)), np.ones((2, 3), bool), 2) == 0.0
