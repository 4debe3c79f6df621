"""What coarse pixels see of covariates, gathered tile by tile."""

import numpy as np
import pytest
from affine import Affine
from coarse_site import CELLS, GRID, LAKE, QUARTER, aggregates, covariates, seen

from boreal_gpp_plugin.core.fusion.footprint import Footprint, View
from boreal_gpp_plugin.core.grid import Grid, transform_points

BOX = Footprint(960.0, 960.0)
CENTRES = [axis.ravel() for axis in np.meshgrid(CELLS.x, CELLS.y)]


@pytest.fixture
def site():
    return covariates(np.random.default_rng(1))


def test_the_order_and_size_of_tiles_do_not_matter(site):
    a, b = aggregates(site, tile=64), aggregates(site, tile=50)
    for name in ("centre", "evi_centre", "static", "evi", "land", "water"):
        assert getattr(a, name) == pytest.approx(getattr(b, name), abs=1e-4)


def test_a_pixel_sees_the_mean_of_what_lies_in_it(site):
    site.land[:] = True
    a = aggregates(site)
    design, known = View(a, BOX).at(*CENTRES, 3)
    assert known == pytest.approx(1.0)
    assert design[:, 1] == pytest.approx((seen(site.static[1]) - site.static[1].mean()).ravel(), abs=1e-3)
    assert design[:, 2] == pytest.approx((seen(site.evi[3]) - site.evi[3].mean()).ravel(), abs=1e-5)


def test_a_pixel_sees_its_share_of_water(site):
    design, _ = View(aggregates(site), BOX).at(*CENTRES, 0)
    assert design[:, -1] == pytest.approx(seen(~site.land).ravel(), abs=1e-6)


def test_covariates_on_water_are_not_seen(site):
    before, _ = View(aggregates(site), BOX).at(*CENTRES, 0)
    site.static[1][LAKE] = 9999.0
    after, _ = View(aggregates(site), BOX).at(*CENTRES, 0)
    assert after == pytest.approx(before, abs=1e-6)


def test_a_product_of_land_alone_sees_the_mean_of_land(site):
    design, _ = View(aggregates(site), Footprint(960.0, 960.0, land_only=True)).at(*CENTRES, 0)
    with np.errstate(invalid="ignore"):
        mean = seen(site.static[0] * site.land) / seen(site.land) - site.static[0][site.land].mean()
    some = seen(site.land).ravel() > 0.05
    assert design[some, 0] == pytest.approx(mean.ravel()[some], abs=1e-4)
    assert not design[:, -1].any()


def test_a_footprint_that_sees_little_of_the_site_is_near_its_mean(site):
    x = np.array([GRID.bounds[0] - 470.0])
    design, known = View(aggregates(site), BOX).at(x, np.array([CELLS.y[2]]), 0)
    assert known[0] < 0.02
    assert abs(design[0, 1]) < 0.05 * site.static[1].std()


def test_a_9_km_cell_of_the_equal_area_grid_is_narrow_and_tall_in_the_north():
    left, top = transform_points(np.array([500000.0]), np.array([6000000.0]), GRID.crs, "EPSG:6933")
    cells = Grid("EPSG:6933", Affine(9008.0, 0.0, left[0], 0.0, -9008.0, top[0]), 1, 1)
    footprint = Footprint.of_cells(cells, GRID)
    # cos(54.1 deg) / cos(30 deg) = 0.676
    assert footprint.width == pytest.approx(9008 * 0.676, rel=0.01)
    assert footprint.width * footprint.height == pytest.approx(9008.0**2, rel=0.01)


def test_the_spread_of_covariates_is_that_of_land_pixels(site):
    spread = aggregates(site).spread[0]
    expected = np.cov(np.stack([*site.static[:, site.land], site.evi[0][site.land]]), bias=True)
    # of every 16th pixel
    assert np.sqrt(np.diag(spread)) == pytest.approx(np.sqrt(np.diag(expected)), rel=0.1)


def test_pixels_never_seen_are_left_out(site):
    site.evi[:, :16, :16] = np.nan
    a = aggregates(site)
    assert a.land[0, 0] == 0
    assert len(QUARTER) == len(a.evi_centre)
    assert np.isfinite(a.evi_centre).all()
