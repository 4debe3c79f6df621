"""What a pixel is where the land cover and what was seen of it disagree."""

import numpy as np
import pytest

from boreal_gpp_plugin.core.fusion import covariates

CONIFER, ROCK = 210, 32


def is_land(cover, peak, sd, fire_year=0):
    evi = np.array([0.5, 1.0, 0.3], np.float32)[:, None, None] * np.float32(peak)
    found = covariates.of_tile(np.full((1, 1), cover), np.full((1, 1), fire_year), 2021, evi, np.full_like(evi, sd))
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


def test_what_burnt_is_land_however_dark():
    assert is_land(CONIFER, 0.05, 0.0, fire_year=2021)


def test_a_lake_mapped_as_forest_is_told_by_its_summer_and_not_by_the_winter_of_the_forest():
    winter, summer = np.full((20, 20), 0.17, np.float32), np.full((20, 20), 0.4, np.float32)
    summer[:3] = 0.03
    evi = np.stack([winter, summer, winter])
    found = covariates.of_tile(np.full((20, 20), CONIFER), np.zeros((20, 20), int), 2021, evi, np.full_like(evi, 0.01))
    assert (found.land == (summer > 0.1)).all()
