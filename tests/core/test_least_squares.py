"""Bounded least squares from normal equations."""

from __future__ import annotations

import numpy as np
import pytest

from boreal_gpp_plugin.core.model.least_squares import minimise

OPEN = np.full(2, -100.0), np.full(2, 100.0)


def linear(matrix, target):
    def normal(x):
        residual = matrix @ x - target
        return residual @ residual / 2, matrix.T @ residual, matrix.T @ matrix

    return normal


MATRIX = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 4.0]])
TARGET = np.array([1.0, 2.0, 2.0, 5.0])


def test_a_linear_problem_has_the_solution_of_the_normal_equations():
    found, cost = minimise(linear(MATRIX, TARGET), np.zeros(2), *OPEN, np.full(2, 50.0))
    expected, sse, *_ = np.linalg.lstsq(MATRIX, TARGET, rcond=None)
    assert found == pytest.approx(expected)
    assert 2 * cost == pytest.approx(sse[0])


def test_a_bound_holds_and_the_rest_is_best_for_it():
    found, _ = minimise(linear(MATRIX, TARGET), np.zeros(2), OPEN[0], np.array([100.0, 0.5]), np.full(2, 50.0))
    assert found == pytest.approx([np.mean(TARGET - 0.5 * MATRIX[:, 1]), 0.5])


@pytest.mark.parametrize("seed", range(5))
def test_of_many_parameters_each_is_on_a_bound_that_holds_it_back_or_has_no_slope(seed):
    rng = np.random.default_rng(seed)
    matrix = rng.normal(size=(150, 30)) @ rng.normal(size=(30, 120)) + 0.3 * rng.normal(size=(150, 120))  # correlated, as strata are
    lower, upper = -rng.exponential(0.05, 120), rng.exponential(0.05, 120)
    normal = linear(matrix, 30 * rng.normal(size=150))
    found, _ = minimise(normal, np.zeros(120), lower, upper, np.ones(120), tolerance=1e-12)
    slope = normal(found)[1]
    on_lower, on_upper = np.isclose(found, lower, rtol=1e-12), np.isclose(found, upper, rtol=1e-12)
    assert 0 < (on_lower | on_upper).sum() < 120
    assert np.abs(slope[~(on_lower | on_upper)]).max() < 1e-9 * np.abs(slope).max()  # rounding
    assert (slope[on_lower] > 0).all()
    assert (slope[on_upper] < 0).all()


def test_a_curved_valley_is_followed_to_its_end():
    def rosenbrock(x):
        residual = np.array([10 * (x[1] - x[0] ** 2), 1 - x[0]])
        jacobian = np.array([[-20 * x[0], 10.0], [-1.0, 0.0]])
        return residual @ residual / 2, jacobian.T @ residual, jacobian.T @ jacobian

    found, cost = minimise(rosenbrock, np.array([-1.2, 1.0]), *OPEN, np.ones(2))
    assert found == pytest.approx([1, 1], abs=1e-5)
    assert cost < 1e-10


def test_a_parameter_that_the_data_do_not_see_stays_where_it_began():
    blind = MATRIX * [1.0, 0.0]
    found, _ = minimise(linear(blind, TARGET), np.array([0.0, 7.0]), *OPEN, np.full(2, 50.0))
    assert found == pytest.approx([TARGET.mean(), 7.0])


def test_nothing_moves_where_the_data_see_nothing():
    found, cost = minimise(linear(np.zeros((4, 2)), TARGET), np.array([3.0, 7.0]), *OPEN, np.ones(2))
    assert found.tolist() == [3.0, 7.0]
    assert cost == pytest.approx(TARGET @ TARGET / 2)
