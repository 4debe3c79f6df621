"""The grid's algebra."""

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from osgeo import gdal

from boreal_gpp_plugin.core.grid import LONLAT, Grid, crs_name, overlap, parse_crs, same_crs, transform_bounds, transform_points
from boreal_gpp_plugin.core.readers.sinusoidal import MODIS_500M

UTM = "EPSG:32613"
SITE = Grid(UTM, Affine(30, 0, 500010, 0, -30, 5992020), 40, 50)


def test_bounds_on_multiples_of_the_resolution_do_not_grow():
    grid = Grid.from_bounds((499980.0, 5979990.0, 512010.0, 5992020.0), UTM, 30.0)
    assert grid.bounds == (499980.0, 5979990.0, 512010.0, 5992020.0)
    assert grid.shape == (401, 401)


def test_bounds_between_multiples_grow_outwards_to_them():
    grid = Grid.from_bounds((1.0, 1.0, 59.0, 89.0), UTM, 30.0)
    assert grid.bounds == (0.0, 0.0, 60.0, 90.0)


def test_cell_centres_lie_half_a_cell_inside_the_edges():
    assert SITE.x[0] == 500025.0
    assert SITE.y[0] == 5992005.0
    assert SITE.fractional_index(SITE.x[3], SITE.y[7]) == (7.0, 3.0)


@given(row=st.integers(-20, 60), column=st.integers(-20, 60), height=st.integers(1, 30), width=st.integers(1, 30))
def test_a_subgrid_keeps_the_lattice(row, column, height, width):
    part = SITE.subgrid(row, column, height, width)
    top, left = part.fractional_index(part.x[0], part.y[0])
    assert (float(top), float(left)) == (0.0, 0.0)


@given(size=st.integers(1, 64))
def test_tiles_cover_every_cell_once(size):
    seen = np.zeros(SITE.shape, int)
    for tile, grid in SITE.tiles(size):
        seen[tile] += 1
        assert grid.shape == seen[tile].shape
        assert grid.x[0] == SITE.x[tile[1]][0]
    assert (seen == 1).all()


def test_the_covering_part_of_a_lattice_holds_the_site_with_its_margin():
    lattice = Grid("EPSG:6933", Affine(9008.055210146, 0, -17367530.4451615, 0, -9008.055210146, 7314540.8306386), 1624, 3856)
    cells = lattice.covering(SITE, margin=3)
    index = cells.cell_of(SITE)
    assert index.min() >= 0
    rows, columns = index // cells.width, index % cells.width
    assert rows.min() == 3
    assert columns.min() == 3
    assert rows.max() == cells.height - 4
    assert columns.max() == cells.width - 4


def test_cells_outside_have_no_index():
    assert (SITE.cell_of(SITE.subgrid(100, 0, 2, 2)) == -1).all()


def test_longitude_comes_before_latitude():
    x, y = transform_points(np.array([-105.0]), np.array([54.0]), "EPSG:4326", UTM)
    # -105 degrees is the central meridian of zone 13, whose false easting is 500 km.
    assert x[0] == pytest.approx(500000.0, abs=1e-3)
    assert 5.98e6 < y[0] < 5.99e6


def test_bounds_that_only_touch_do_not_overlap():
    assert overlap((0, 0, 1, 1), (1, 0, 2, 1)) is None
    assert overlap((0, 0, 2, 2), (1, 1, 3, 3)) == (1, 1, 2, 2)


def test_a_grid_survives_json():
    assert Grid.from_dict(SITE.to_dict()) == SITE


def test_many_points_are_transformed_as_few_are():
    x = np.linspace(500000, 512000, 50001)  # more than are transformed at once
    lon, lat = transform_points(x, np.full_like(x, 5.98e6), UTM, "EPSG:4326")
    some = [0, 19999, 20000, 50000]
    expected = transform_points(x[some], np.full(4, 5.98e6), UTM, "EPSG:4326")
    np.testing.assert_array_equal((lon[some], lat[some]), expected)


def test_one_coordinate_system_in_two_spellings_is_the_same():
    assert same_crs(UTM, parse_crs(UTM).to_wkt())
    assert same_crs("EPSG:4326", parse_crs("EPSG:4326").to_wkt())
    assert not same_crs(UTM, "EPSG:32614")
    assert not same_crs(UTM, "EPSG:26913")  # NAD83: another datum


def test_transformed_bounds_hold_the_curved_edges():
    left, bottom, right, top = transform_bounds((500000, 5980000, 600000, 6080000), UTM, "EPSG:4326")
    x, y = np.meshgrid(np.linspace(500000, 600000, 101), np.linspace(5980000, 6080000, 101))
    lon, lat = transform_points(x, y, UTM, "EPSG:4326")
    # A parallel bends by a kilometre over 100 km here; between two of 22 points by 3 m, 3e-5 degrees.
    assert (left, bottom, right, top) == pytest.approx((lon.min(), lat.min(), lon.max(), lat.max()), abs=3e-5)


def test_a_place_outside_a_projection_is_infinitely_far():
    x, y = transform_points(np.array([0.0, 10.0]), np.array([95.0, 60.0]), LONLAT, "EPSG:32633")
    assert np.isinf([x[0], y[0]]).all() and np.isfinite([x[1], y[1]]).all()


def test_places_are_the_same_where_a_plugin_switched_gdal_exceptions_on():
    lon, lat = np.array([0.0, 10.0]), np.array([95.0, 60.0])
    plain = transform_points(lon, lat, LONLAT, "EPSG:32633")
    gdal.UseExceptions()
    try:
        np.testing.assert_array_equal(transform_points(lon, lat, LONLAT, "EPSG:32633"), plain)
    finally:
        gdal.DontUseExceptions()


def test_a_crs_is_named_by_its_code_or_else_by_its_name():
    assert crs_name("EPSG:32613") == "EPSG:32613"
    assert crs_name(MODIS_500M.crs) == "MODIS Sinusoidal"
