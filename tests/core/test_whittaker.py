"""The smoother against a dense solution of the same normal equations, and its behaviour at the edges of what is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boreal_gpp_plugin.core.fusion import whittaker


def dense(values, weights, days, nodes, stiffness):
    count = len(nodes)
    position = (days - nodes[0]) / (nodes[1] - nodes[0])
    left = np.minimum(position.astype(int), count - 2)
    design = np.zeros((len(days), count))
    design[np.arange(len(days)), left] = 1 - (position - left)
    design[np.arange(len(days)), left + 1] = position - left
    second, first = np.diff(np.eye(count), 2, axis=0), np.diff(np.eye(count), axis=0)
    system = design.T @ (weights[:, None] * design) + stiffness * (second.T @ second + 1e-4 * first.T @ first)
    return np.linalg.solve(system, design.T @ (weights * values))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**31), count=st.integers(1, 30), stiffness=st.floats(1e-2, 1e4))
def test_the_banded_solution_is_that_of_the_dense_system(seed, count, stiffness):
    rng = np.random.default_rng(seed)
    days = np.sort(rng.uniform(0, 100, count))
    nodes = whittaker.daily_nodes(0, 100, 4.0)
    values, weights = rng.normal(size=(count, 3)), rng.uniform(0.1, 1, (count, 3))
    found = whittaker.smooth(values, weights, days, nodes, stiffness)
    for pixel in range(3):
        # float32 output, and a system whose condition grows with the stiffness
        assert found[:, pixel] == pytest.approx(dense(values[:, pixel], weights[:, pixel], days, nodes, stiffness), rel=1e-4, abs=1e-4)


def test_a_straight_line_stays_straight():
    days = np.array([3.0, 17.0, 41.0, 77.0])
    nodes = whittaker.daily_nodes(0, 80, 4.0)
    series = whittaker.smooth(days[:, None] * 0.01, np.full((4, 1), 1.0), days, nodes, 1.0)
    # The levelling term, 1e-4 of the stiffness, bends it by under a hundredth of its range.
    assert whittaker.at(series, nodes, days)[:, 0] == pytest.approx(days * 0.01, abs=0.008)


def test_one_observation_gives_a_constant_and_none_gives_nothing():
    values = np.array([[0.3, np.nan]])
    series = whittaker.smooth(values, np.array([[1.0, 0.0]]), np.array([50.0]), whittaker.daily_nodes(0, 100, 4.0), 10.0)
    assert series[:, 0] == pytest.approx(0.3, abs=1e-6)
    assert np.isnan(series[:, 1]).all()


def test_observations_count_on_their_own_day_and_not_on_their_steps_middle():
    days = np.arange(1.0, 100.0, 7.0)
    truth = np.sin(days / 20)
    nodes = whittaker.daily_nodes(0, 100, 4.0)
    series = whittaker.smooth(truth[:, None], np.ones((len(days), 1)), days, nodes, 0.01)
    assert whittaker.at(series, nodes, days)[:, 0] == pytest.approx(truth, abs=0.01)
