"""The noise of the reference, told apart from what a model misses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from model_sample import make_sample

from boreal_gpp_plugin.core.model import noise
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.noise import ReferenceNoise

TRUTH = {code: FORMS["boreal"].default(prior) for code, prior in ((2100, "ENF"), (800, "WET"))}
SAMPLE = make_sample(TRUTH, pixels=400, pure=(2100, 800), evenness=20)


def test_noise_of_known_size_is_found_whatever_the_model_misses_in_time_and_space():
    """The misfit goes over weeks and kilometres, and a step's weather is missed everywhere alike."""
    rng = np.random.default_rng(3)
    season = np.sin(2 * np.pi * (SAMPLE.calendar.middles[None, :] / 90 + SAMPLE.x[:, None] / 8e3))
    misfit = SAMPLE.gpp * (0.2 * season + rng.normal(0, 0.15, (1, len(SAMPLE.calendar))))
    sd = np.hypot(0.2, 0.1 * SAMPLE.gpp)
    found = noise.of_neighbours(replace(SAMPLE, gpp=SAMPLE.gpp + rng.normal(0, sd)), SAMPLE.gpp + misfit)
    assert found.floor == pytest.approx(0.2, abs=0.03)
    assert found.share == pytest.approx(0.1, abs=0.015)


def test_a_reference_without_noise_has_next_to_none_and_one_that_is_too_short_or_apart_is_taken_to_have_none():
    found = noise.of_neighbours(SAMPLE, SAMPLE.gpp * 1.1)
    assert found.variance(np.array(4.0)) < 0.05**2
    assert noise.of_neighbours(SAMPLE.at_pixels(np.arange(2)), SAMPLE.gpp[:2]) == ReferenceNoise()
    none = SAMPLE.at_pixels(np.zeros(0, int))
    assert noise.of_neighbours(none, none.gpp) == ReferenceNoise()


def test_variance_grows_with_gpp_from_the_floor():
    assert ReferenceNoise(0.3, 0.1).variance(np.array([-1.0, 0.0, 4.0])) == pytest.approx([0.09, 0.09, 0.25])
