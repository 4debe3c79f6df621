"""States seen now and then: closed forms and a dense Gaussian process."""

import numpy as np
import pytest

from boreal_gpp_plugin.core.fusion.state_space import Memory, Sight, log_likelihood, smooth, smooth_cells

DAYS = np.array([0.0, 1.0, 2.5, 7.0, 8.0, 20.0])
TWO = Memory(np.array([1.0, -2.0]), np.diag([4.0, 0.5]), np.array([5.0, np.inf]))


def dense(memory, days, designs, values, variances):
    """The same by one big Gaussian: mean (time, state), covariance (time, state, time, state), log-likelihood."""
    size = len(memory.mean)
    prior = np.zeros((len(days), size, len(days), size))
    for i, a in enumerate(days):
        for j, b in enumerate(days):
            prior[i, :, j] = memory.covariance * np.exp(-abs(a - b) / memory.days)
    prior = prior.reshape(len(days) * size, -1)
    mean = np.tile(memory.mean, len(days))
    rows = [np.concatenate([np.zeros(size * i), h, np.zeros(size * (len(days) - i - 1))]) for i, h in designs]
    h = np.array(rows)
    s = h @ prior @ h.T + np.diag(variances)
    gain = prior @ h.T @ np.linalg.inv(s)
    surprise = values - h @ mean
    covariance = (prior - gain @ h @ prior).reshape(len(days), size, len(days), size)
    likelihood = -0.5 * (np.linalg.slogdet(s)[1] + surprise @ np.linalg.solve(s, surprise))
    return (mean + gain @ surprise).reshape(len(days), size), covariance, likelihood


@pytest.fixture
def example():
    rng = np.random.default_rng(1)
    designs = [(i, rng.standard_normal(2)) for i in (0, 0, 2, 3, 3, 5)]
    values, variances = rng.standard_normal(6) * 2, rng.uniform(0.2, 1.0, 6)
    sights = []
    for day in range(len(DAYS)):
        rows = [k for k, (i, _) in enumerate(designs) if i == day]
        sights.append(Sight.of(np.array([designs[k][1] for k in rows]), values[rows], variances[rows]) if rows else None)
    return sights, dense(TWO, DAYS, designs, values, variances)


def test_smoothing_is_the_regression_of_one_big_gaussian(example):
    sights, (mean, covariance, _) = example
    found = smooth(TWO, DAYS, sights)
    assert found.mean == pytest.approx(mean, abs=1e-8)
    for i in range(len(DAYS)):
        assert found.covariance[i] == pytest.approx(covariance[i, :, i], abs=1e-8)


def test_the_likelihood_is_that_of_one_big_gaussian(example):
    sights, (_, _, likelihood) = example
    assert log_likelihood(TWO, DAYS, sights) == pytest.approx(likelihood, abs=1e-8)


def test_averages_over_times_carry_their_covariances(example):
    sights, (mean, covariance, _) = example
    average, spread = smooth(TWO, DAYS, sights).averaged(np.array([0, -1, 0, 1, 1, 1]), 2)
    for group, members in enumerate(([0, 2], [3, 4, 5])):
        assert average[group] == pytest.approx(mean[members].mean(axis=0), abs=1e-8)
        expected = sum(covariance[i, :, j] for i in members for j in members) / len(members) ** 2
        assert spread[group] == pytest.approx(expected, abs=1e-8)


def test_a_shared_error_is_one_that_all_observations_have():
    rng = np.random.default_rng(2)
    design = np.column_stack([rng.standard_normal(5), np.ones(5)])
    values, variances, shared = rng.standard_normal(5), rng.uniform(0.2, 1, 5), 0.7
    covariance = np.diag(variances) + shared
    found = Sight.of(design, values, variances).with_shared_error(shared, 1)
    assert found.information == pytest.approx(design.T @ np.linalg.solve(covariance, design))
    assert found.score == pytest.approx(design.T @ np.linalg.solve(covariance, values))
    assert found.energy == pytest.approx(values @ np.linalg.solve(covariance, values))
    assert found.log_noise == pytest.approx(np.linalg.slogdet(covariance)[1])


def test_cells_smooth_as_states_of_one_component():
    rng = np.random.default_rng(3)
    values, noise = rng.standard_normal((len(DAYS), 4)), rng.uniform(0.1, 1, (len(DAYS), 4))
    values[rng.random(values.shape) < 0.4] = np.nan
    mean, variance = smooth_cells(values, noise, DAYS, 2.0, 6.0)
    for cell in range(4):
        sights = [Sight.of(np.ones((1, 1)), v[[cell]], n[[cell]]) if np.isfinite(v[cell]) else None for v, n in zip(values, noise)]
        expected = smooth(Memory(np.zeros(1), np.array([[2.0]]), np.array([6.0])), DAYS, sights)
        assert mean[:, cell] == pytest.approx(expected.mean[:, 0], abs=1e-9)
        assert variance[:, cell] == pytest.approx(expected.covariance[:, 0, 0], abs=1e-9)


def test_without_sight_a_state_is_its_prior():
    found = smooth(TWO, DAYS, [None] * len(DAYS))
    assert found.mean == pytest.approx(np.tile(TWO.mean, (len(DAYS), 1)))
    assert found.covariance[3] == pytest.approx(TWO.covariance)


def test_a_state_without_a_sight_is_what_the_other_sights_say(example):
    sights, _ = example
    mean, covariance = smooth(TWO, DAYS, sights).without(2, sights[2])
    others = smooth(TWO, DAYS, [None if i == 2 else sight for i, sight in enumerate(sights)])
    assert mean == pytest.approx(others.mean[2], abs=1e-8)
    assert covariance == pytest.approx(others.covariance[2], abs=1e-8)
