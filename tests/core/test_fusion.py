"""What fusion stands on: the stack of views, and interpolation between cells."""

import numpy as np
from affine import Affine

from boreal_gpp_plugin.core.fusion.resample import Interpolator, fill_nearest
from boreal_gpp_plugin.core.fusion.stack import AcquisitionStack
from boreal_gpp_plugin.core.grid import Grid


def test_the_stack_gives_back_what_was_stored(tmp_path):
    rng = np.random.default_rng(5)
    stack = AcquisitionStack(tmp_path / "views", np.array([1.0, 2.0]), (5, 7))
    cube = rng.uniform(-0.2, 1, (2, 5, 7)).astype(np.float32)
    cube[0, 1, 1] = np.nan
    snow = np.zeros(cube.shape, bool)
    snow[1, 2, 3] = True
    for i in (1, 0):
        stack.write(i, 0, cube[i, :3], snow[i, :3])
        stack.write(i, 3, cube[i, 3:], snow[i, 3:])
    found, found_snow = stack.read(slice(1, 4), slice(2, 7))
    expected = np.where(snow, np.nan, cube)[:, 1:4, 2:7]
    assert (found_snow == snow[:, 1:4, 2:7]).all()
    assert np.allclose(found, expected, atol=0.5e-4 + 1e-7, equal_nan=True)


def test_bilinear_interpolation_reproduces_a_plane_and_holds_its_edges():
    cells = Grid("EPSG:32613", Affine(1000, 0, 500000, 0, -1000, 6000000), 8, 9)
    fine = Grid("EPSG:32613", Affine(30, 0, 501200, 0, -30, 5998800), 100, 120)
    plane = 0.001 * cells.x[None, :] + 0.002 * cells.y[:, None]
    found = Interpolator(cells, fine)(plane)
    expected = 0.001 * fine.x[None, :] + 0.002 * fine.y[:, None]
    # float32 of values near 12 500 resolves 0.001
    assert np.abs(found - expected).max() < 0.003
    corner = Grid("EPSG:32613", Affine(30, 0, 499000, 0, -30, 6001000), 2, 2)
    assert np.abs(Interpolator(cells, corner)(plane) - plane[0, 0]).max() < 0.001


def test_missing_cells_take_the_nearest_value():
    field = np.array([[1.0, np.nan, np.nan], [np.nan, np.nan, 5.0]])
    assert fill_nearest(field)[0, 1] == 1.0
    assert fill_nearest(field)[0, 2] == 5.0
    assert np.isnan(fill_nearest(np.full((2, 2), np.nan))).all()
