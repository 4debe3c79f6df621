"""Shapley values against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boreal_gpp_plugin.core.drivers import shapley

# Sums of at most 64 products of numbers up to 1e3: rounding stays far below 1e-9 of the largest product.
FACTORS = st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=1, max_size=6)


def test_a_game_that_adds_up_pays_each_player_its_own():
    values = np.array([0.0, 3.0, 5.0, 8.0])
    assert shapley.of_game(values) == pytest.approx([3.0, 5.0])


def test_two_players_that_need_each_other_share_alike():
    assert shapley.of_game(np.array([0.0, 0.0, 0.0, 1.0])) == pytest.approx([0.5, 0.5])


def test_the_glove_game_has_its_published_shares():
    """Players 1 and 2 hold a left glove, player 3 a right one; a pair is worth 1: shares 1/6, 1/6, 4/6."""
    values = np.array([float(s & 4 and s & 3) > 0 for s in range(8)], float)
    assert shapley.of_game(values) == pytest.approx([1 / 6, 1 / 6, 4 / 6])


def test_a_number_of_sets_that_no_players_form_is_refused():
    with pytest.raises(ValueError, match="sets"):
        shapley.of_game(np.zeros(6))


def test_two_factors_part_their_product_by_the_mean_of_the_other():
    parts = shapley.of_product({"x": 2.0, "y": 3.0}, {"x": 5.0, "y": 7.0})
    assert parts["x"] == pytest.approx((5 - 2) * (3 + 7) / 2)
    assert parts["y"] == pytest.approx((7 - 3) * (2 + 5) / 2)


def test_three_factors_part_their_product_as_by_hand():
    """Part of x: dx (2 y0 z0 + 2 y1 z1 + y0 z1 + y1 z0) / 6."""
    (x0, y0, z0), (x1, y1, z1) = (0.5, 2.0, 3.0), (0.8, 1.0, 7.0)
    parts = shapley.of_product({"x": x0, "y": y0, "z": z0}, {"x": x1, "y": y1, "z": z1})
    assert parts["x"] == pytest.approx((x1 - x0) * (2 * y0 * z0 + 2 * y1 * z1 + y0 * z1 + y1 * z0) / 6)


@given(FACTORS)
def test_the_parts_of_a_product_are_those_of_the_game_of_its_factors(factors):
    n = len(factors)
    values = np.array([np.prod([factors[k][s >> k & 1] for k in range(n)]) for s in range(1 << n)])
    parts = shapley.of_product({str(k): f[0] for k, f in enumerate(factors)}, {str(k): f[1] for k, f in enumerate(factors)})
    scale = max(1.0, values.max())
    assert np.array([parts[str(k)] for k in range(n)]) == pytest.approx(shapley.of_game(values), abs=1e-9 * scale)
    assert sum(parts.values()) == pytest.approx(values[-1] - values[0], abs=1e-9 * scale)


def test_a_factor_that_is_one_object_has_no_part():
    same = np.array([1.0, 2.0])
    parts = shapley.of_product({"a": same, "b": np.array([1.0, 1.0])}, {"a": same, "b": np.array([2.0, 5.0])})
    assert np.array_equal(parts["a"], [0, 0])
    assert parts["b"] == pytest.approx([1.0, 8.0])


def test_parts_over_time_are_the_sums_of_those_of_each_step():
    generator = np.random.default_rng(4)
    m, same, before, after = 3.0, generator.random((5, 2, 3)), generator.random((5, 2, 3)), generator.random((5, 2, 3))
    days = np.array([8.0, 8, 8, 8, 5])
    found = shapley.of_product_over_time({"m": m, "a": same, "b": before}, {"m": m, "a": same, "b": after}, days)
    expected = shapley.of_product({"m": m, "a": same, "b": before}, {"m": m, "a": same, "b": after})
    for name in ("m", "a", "b"):
        assert found[name] == pytest.approx(np.einsum("tyx,t->yx", expected[name], days), abs=1e-12)
