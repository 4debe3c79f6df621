"""Surfaces on coarse cells: what they conserve, and that parts agree with the whole."""

import numpy as np
import pytest
from affine import Affine
from scipy.ndimage import gaussian_filter

from boreal_gpp_plugin.core.fusion.surface import Surface
from boreal_gpp_plugin.core.grid import Grid

CELLS = Grid("EPSG:32613", Affine(900.0, 0.0, 500000.0, 0.0, -900.0, 6000000.0), 9, 12)
FINE = Grid("EPSG:32613", Affine(30.0, 0.0, 500000.0, 0.0, -30.0, 6000000.0), 270, 360)


@pytest.fixture
def field():
    return np.random.default_rng(1).standard_normal((2, *CELLS.shape))


@pytest.mark.parametrize("degree", [1, 3])
def test_a_surface_goes_through_its_values(field, degree):
    fine = Surface.through(field, CELLS, degree).on(Grid(CELLS.crs, CELLS.transform, *CELLS.shape))
    assert fine == pytest.approx(field, abs=1e-5)


def test_a_plane_stays_a_plane_between_the_outer_centres():
    plane = np.add.outer(np.arange(9.0), 2 * np.arange(12.0))[None]
    inner = (slice(None), slice(15, -15), slice(15, -15))
    row, column = np.mgrid[:270, :360]
    expected = (row + 0.5) / 30 - 0.5 + 2 * ((column + 0.5) / 30 - 0.5)
    assert np.abs(Surface.through(plane, CELLS, 1).on(FINE)[inner][0] - expected[15:-15, 15:-15]).max() < 1e-4


def test_means_over_cells_are_the_values_given(field):
    smooth = gaussian_filter(field, (0, 1, 1))  # as smooth as levels are
    fine = Surface.averaging(smooth, CELLS, 0.0).on(FINE)
    means = fine.reshape(2, 9, 30, 12, 30).mean(axis=(2, 4))
    # Edge cells lose the half beyond their centres, where the surface is held constant.
    assert np.abs(means - smooth)[:, 1:-1, 1:-1].max() < 0.02 * smooth.std()


def test_parts_agree_with_the_whole(field):
    surface = Surface.averaging(field, CELLS, 0.3)
    whole = surface.on(FINE)
    for (rows, columns), part in FINE.tiles(100):
        # float32 sums of at most twelve weights
        assert np.abs(surface.on(part) - whole[:, rows, columns]).max() < 2e-6


def test_points_of_any_grid_agree_with_the_cells_own_axes(field):
    surface = Surface.averaging(field, CELLS, 0.3)
    assert np.abs(surface.at(FINE) - surface.on(FINE)).max() < 1e-5


def test_a_single_cell_is_constant():
    one = CELLS.subgrid(0, 0, 1, 1)
    assert Surface.averaging(np.full((1, 1, 1), 7.0), one, 0.3).on(FINE.subgrid(0, 0, 20, 20)) == pytest.approx(7.0)
