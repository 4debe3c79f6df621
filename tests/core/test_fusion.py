"""The first form of the drivers: series with known truth."""

import numpy as np
import pytest
from affine import Affine

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.fusion import evi
from boreal_gpp_plugin.core.fusion.resample import Interpolator, fill_nearest
from boreal_gpp_plugin.core.fusion.stack import AcquisitionStack
from boreal_gpp_plugin.core.grid import Grid

YEAR = Calendar.between("2021-01-01", "2021-12-31")
DAYS = YEAR.every_day().astype(float)


def season(days):
    """EVI of a broadleaf stand by day since 1970."""
    return 0.12 + 0.4 * np.exp(-((((np.asarray(days) - DAYS[0]) - 200) / 45.0) ** 2))


def views(rng, count=70, pixels=(6, 6), clear=0.3):
    days = np.sort(rng.uniform(DAYS[0] + 90, DAYS[0] + 300, count))
    cube = season(days)[:, None, None] + 0.015 * rng.standard_normal((count, *pixels))
    cube[rng.random(cube.shape) > clear] = np.nan
    return days, cube.astype(np.float32)


def test_evi_follows_the_season_from_sparse_clear_views():
    days, cube = views(np.random.default_rng(1))
    fused = evi.fuse(cube, np.zeros(cube.shape, bool), days, np.full((6, 6), 0.12, np.float32), YEAR)
    inside = (YEAR.middles > days[0]) & (YEAR.middles < days[-1])
    assert np.abs(fused[inside].mean((1, 2)) - season(YEAR.middles)[inside]).max() < 0.04


def test_missed_clouds_pull_evi_down_less_than_their_share():
    rng = np.random.default_rng(2)
    days, cube = views(rng, clear=0.5)
    hazy = np.where(rng.random(cube.shape) < 0.1, 0.5 * cube, cube)
    clean = evi.fuse(cube, np.zeros(cube.shape, bool), days, np.full((6, 6), 0.12, np.float32), YEAR)
    fused = evi.fuse(hazy, np.zeros(cube.shape, bool), days, np.full((6, 6), 0.12, np.float32), YEAR)
    summer = (YEAR.middles > DAYS[0] + 170) & (YEAR.middles < DAYS[0] + 230)
    # A plain mean would fall by a tenth of a half, 5 % of 0.5.
    assert np.mean(clean[summer] - fused[summer]) < 0.5 * 0.05 * 0.5


def test_snow_holds_evi_at_the_dormant_floor_through_winter():
    days, cube = views(np.random.default_rng(3), clear=0.6)
    winter = np.array([DAYS[0] + 20, DAYS[0] + 60, DAYS[0] + 330, DAYS[0] + 355])
    days = np.concatenate([winter[:2], days, winter[2:]])
    cube = np.concatenate([np.full((2, 6, 6), np.nan), cube, np.full((2, 6, 6), np.nan)]).astype(np.float32)
    snow = np.zeros(cube.shape, bool)
    snow[[0, 1, -2, -1]] = True
    fused = evi.fuse(cube, snow, days, np.full((6, 6), 0.12, np.float32), YEAR)
    assert np.abs(fused[:8] - 0.12).max() < 0.05
    assert np.abs(fused[-4:] - 0.12).max() < 0.05


def test_a_pixel_never_seen_has_no_evi():
    days, cube = views(np.random.default_rng(4))
    cube[:, 2, 2] = np.nan
    fused = evi.fuse(cube, np.zeros(cube.shape, bool), days, np.full((6, 6), 0.12, np.float32), YEAR)
    assert np.isnan(fused[:, 2, 2]).all()
    assert np.isfinite(fused[:, 0, 0]).all()


def test_the_dormant_floor_is_a_low_percentile_of_spring_and_autumn():
    days = np.array(["2021-04-20", "2021-07-20", "2021-10-05"], "datetime64[D]").astype(float)
    cube = np.stack([np.full((10, 10), v, np.float32) for v in (0.15, 0.6, 0.2)])
    floors = evi.dormant_floor(cube, days, np.full((10, 10), 210))
    assert floors == {210: pytest.approx(0.15)}


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
