"""Skill at towers that did not calibrate, and references stacked with weights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from model_sample import make_sample

from boreal_gpp_plugin.core.model import tower_skill
from boreal_gpp_plugin.core.model.calibrate import calibrate
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.sample import ReferenceSample
from boreal_gpp_plugin.core.strata import classification

FORM = FORMS["boreal"]
TRUTH = {2100: {**FORM.default("ENF"), "m": 28.0}, 800: FORM.default("WET")}
LEGEND = classification.legend(TRUTH)
SAMPLE = make_sample(TRUTH, pixels=36)


def test_the_model_and_the_products_are_scored_at_towers_on_the_same_values():
    calibration = calibrate(SAMPLE, FORM, LEGEND)
    towers = SAMPLE.at_pixels(np.array([3, 20]))
    product = towers.gpp + 0.5
    product[0, ::2] = np.nan
    rows = tower_skill.rows(towers, ("AA-One", "AA-Two"), calibration, {"vpm": product, "mod17": np.full_like(product, np.nan)})
    found = {(row["tower"], row["model"]): row for row in rows}
    assert {model for _, model in found} == {"boreal", "boreal_defaults", "vpm"}
    assert found["AA-One", "boreal"]["n"] == found["AA-One", "vpm"]["n"] == np.isfinite(product[0]).sum()
    assert found["all", "boreal"]["rmse"] < 1e-3
    assert found["all", "vpm"]["bias"] == pytest.approx(0.5)
    assert found["all", "boreal_defaults"]["rmse"] > 0.05


def test_without_towers_there_are_no_rows():
    none = SAMPLE.at_pixels(np.zeros(0, int))
    assert tower_skill.rows(none, (), calibrate(none, FORM, LEGEND), {}) == []


def test_stacked_references_are_fitted_by_their_weights():
    """Two references of the same pixels, one a fifth higher: the fit lies where the weights draw it."""
    higher = replace(SAMPLE, gpp=1.2 * SAMPLE.gpp)
    alike = ReferenceSample.stacked([SAMPLE, higher], [1.0, 1.0])
    assert alike.weight is None
    assert len(alike.gpp) == 72
    found = [calibrate(ReferenceSample.stacked([SAMPLE, higher], w), FORM, LEGEND).parameters[2100]["m"] for w in ([1, 1], [9, 1], [1, 9])]
    # Least squares of m in proportion: the mean of the two by weight.
    assert np.array(found) / 28.0 == pytest.approx([1.1, 1.02, 1.18], rel=0.01)
