"""Sun and water from elevation."""

import numpy as np
import pytest
from coarse_site import GRID

from boreal_gpp_plugin.core.fusion.terrain import Terrain

WHOLE = (slice(0, GRID.height), slice(0, GRID.width))


def hills():
    row, column = np.mgrid[: GRID.height, : GRID.width]
    return (500 + 40 * np.sin(row / 9.0) + 25 * np.cos(column / 13.0)).astype(np.float32)


def test_tiles_agree_with_the_whole():
    terrain = Terrain(hills(), GRID)
    whole = terrain.of_tile(WHOLE, GRID)
    for part, grid in GRID.tiles(50):
        assert np.abs(terrain.of_tile(part, grid) - whole[(slice(None), *part)]).max() < 1e-4


def test_flat_ground_gets_the_sun_of_flat_ground_and_is_neither_wet_nor_dry():
    _, insolation, wetness = Terrain(np.full(GRID.shape, 300, np.float32), GRID).of_tile(WHOLE, GRID)
    assert insolation == pytest.approx(1.0)
    assert wetness == pytest.approx(0.0)


def test_slopes_to_the_south_and_east_are_sunny_in_the_morning():
    row, column = np.mgrid[: GRID.height, : GRID.width] * 60.0
    to_south, to_west = (Terrain((-0.2 * axis).astype(np.float32), GRID).of_tile(WHOLE, GRID)[1] for axis in (row, -column))
    # Rising northward by 0.2 under a sun 39.6 degrees high, 40.5 degrees east of south:
    # (sin h + 0.2 cos h cos az) / (sin h sqrt(1.04)) = 1.159
    assert to_south[50, 50] == pytest.approx(1.159, abs=0.01)
    assert to_west[50, 50] < 1.0


def test_hollows_are_wet_and_hilltops_dry():
    z = hills()
    wetness = Terrain(z, GRID).of_tile(WHOLE, GRID)[2]
    assert np.corrcoef(wetness.ravel(), z.ravel())[0, 1] < -0.9


def test_missing_elevation_is_taken_as_the_mean():
    z = hills()
    z[:5] = np.nan
    elevation = Terrain(z, GRID).of_tile(WHOLE, GRID)[0]
    assert elevation[:5] == pytest.approx(np.nanmean(z), rel=1e-5)
