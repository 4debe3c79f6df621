"""What a pixel is where the land cover and what was seen of it disagree."""

import numpy as np
import pytest

from boreal_gpp_plugin.core.fusion import covariates

CONIFER, ROCK = 210, 32


def is_land(cover, peak, sd):
    evi = np.array([0.5, 1.0, 0.3], np.float32)[:, None, None] * np.float32(peak)
    found = covariates.of_tile(np.full((1, 1), cover), np.zeros((1, 1), int), 2021, evi, np.full_like(evi, sd))
    return bool(found.land[0, 0])


@pytest.mark.parametrize(
    ("cover", "peak", "land"),
    [
        (CONIFER, 0.30, True),
        (CONIFER, 0.05, False),  # a lake that the map shows as forest, drawn a little towards its season
        (ROCK, 0.05, True),
        (ROCK, 0.02, False),
        (covariates.WATER, 0.05, False),
        (covariates.WATER, 0.30, True),  # the shore has moved
        (CONIFER, np.nan, True),
        (covariates.WATER, np.nan, False),
    ],
)
def test_greenness_corrects_the_map_of_water_where_it_is_sure(cover, peak, land):
    assert is_land(cover, peak, 0.0) == land


def test_greenness_that_may_be_that_of_water_does_not_make_land():
    assert is_land(CONIFER, 0.08, 0.01)
    assert not is_land(CONIFER, 0.08, 0.04)  # a lake that the map shows as forest, seldom seen
    assert not is_land(covariates.WATER, 0.17, 0.04)
