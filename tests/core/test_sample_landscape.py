"""The landscape of the sample site and the textures it is made of."""

from __future__ import annotations

import numpy as np
import pytest
from affine import Affine

from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.sample import landscape as ls
from boreal_gpp_plugin.core.sample import modis, site
from boreal_gpp_plugin.core.sample.texture import texture

SITE = site.site_grid(12.0)


@pytest.fixture(scope="module", params=[1, 2, 3])
def land(request):
    return ls.on_grid(SITE, request.param)


def test_a_texture_has_mean_zero_and_deviation_one():
    grid = Grid(ls.CRS, Affine(200.0, 0.0, 400000.0, 0.0, -200.0, 6000000.0), 600, 600)
    field = texture(grid, 1, "anything", 1000.0, 250.0)
    # 120 km hold some ten thousand independent patches of 1 km: the standard error of the mean is about 0.01.
    assert abs(field.mean()) < 0.05
    assert field.std() == pytest.approx(1.0, abs=0.05)


def test_grids_that_share_places_share_the_texture_there():
    part = SITE.subgrid(37, 101, 50, 60)
    whole = texture(SITE, 1, "anything", 1000.0, 60.0)
    np.testing.assert_allclose(texture(part, 1, "anything", 1000.0, 60.0), whole[37:87, 101:161], atol=1e-5)


def test_another_name_or_seed_is_another_texture():
    field = texture(SITE, 1, "anything", 500.0, 60.0)
    for other in (texture(SITE, 2, "anything", 500.0, 60.0), texture(SITE, 1, "another", 500.0, 60.0)):
        assert abs(np.corrcoef(field.ravel(), other.ravel())[0, 1]) < 0.3


def test_a_smaller_site_is_a_window_of_a_larger_one():
    small = site.site_grid(3.0)
    row, column = (round(float(v)) for v in SITE.fractional_index(small.x[0], small.y[0]))
    window = slice(row, row + small.height), slice(column, column + small.width)
    np.testing.assert_array_equal(ls.on_grid(small, 1).land_cover, ls.on_grid(SITE, 1).land_cover[window])


def test_every_land_cover_has_a_share_of_the_site(land):
    shares = {code: (land.land_cover == code).mean() for code in np.unique(land.land_cover).tolist()}
    assert set(shares) == {
        ls.WATER, ls.BARREN, ls.SHRUBS, ls.WETLAND, ls.WETLAND_TREED, ls.HERBS, ls.CONIFEROUS, ls.BROADLEAF, ls.MIXEDWOOD
    }  # fmt: skip
    assert shares[ls.CONIFEROUS] > 0.2
    assert all(shares[code] > 0.05 for code in (ls.BROADLEAF, ls.MIXEDWOOD, ls.WETLAND, ls.WETLAND_TREED))
    assert all(shares[code] > 0.005 for code in (ls.SHRUBS, ls.HERBS, ls.WATER))
    assert shares[ls.BARREN] < 0.03


def test_the_site_has_two_old_burns_and_a_recent_one(land):
    assert set(np.unique(land.fire_year)) == {0, 1989, 2003, 2018}
    assert all((land.fire_year == year).mean() > 0.03 for year in (1989, 2003, 2018))


def test_the_young_burn_grows_herbs_and_shrubs(land):
    young = land.fire_year == 2018
    assert np.isin(land.land_cover[young], (ls.HERBS, ls.SHRUBS, ls.BARREN)).all()


def test_cuts_are_years_of_the_product_in_forest_that_did_not_burn(land):
    cut = land.harvest_year > 0
    assert cut.any()
    assert ((land.harvest_year[cut] >= 1985) & (land.harvest_year[cut] <= 2015)).all()
    assert (land.fire_year[cut] == 0).all()
    assert not np.isin(land.land_cover[cut], (ls.WATER, ls.WETLAND, ls.WETLAND_TREED)).any()


def test_pure_pixels_of_500_m_exist_for_the_key_strata(land):
    grid = modis.window(SITE)
    pixel = grid.cell_of(SITE).ravel()
    count = np.bincount(pixel, minlength=grid.height * grid.width)

    def pure(part):
        share = np.bincount(pixel, part.ravel(), minlength=len(count)) / np.maximum(count, 1)
        return ((share >= 0.7) & (count > 200)).sum()

    unburnt = land.fire_year == 0
    for cover in (ls.CONIFEROUS, ls.WETLAND, ls.WETLAND_TREED):
        assert pure((land.land_cover == cover) & unburnt) >= 5
    for year in (1989, 2003, 2018):
        assert pure(land.fire_year == year) >= 5


def test_years_since_disturbance_count_from_the_last_and_are_infinite_without_one():
    nothing = np.zeros(4, np.uint16)
    land = ls.Landscape(
        land_cover=np.full(4, ls.SHRUBS, np.uint8),
        fire_year=np.array([0, 2018, 0, 1989], np.uint16),
        harvest_year=np.array([0, 0, 2001, 2001], np.uint16),
        elevation=nothing,
        southness=nothing,
        wetness=nothing,
        vigour=nothing,
        delay=nothing,
    )
    np.testing.assert_array_equal(land.years_since_disturbance(2021), [np.inf, 3, 20, 20])
