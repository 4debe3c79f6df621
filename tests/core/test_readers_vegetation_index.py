"""Coarse greenness of MODIS and VIIRS: good views of composites, each on its own day."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_files import Variable, write_hdf5, write_raster

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.readers import vegetation_index
from boreal_gpp_plugin.core.readers.sinusoidal import MODIS_250M, MODIS_500M, tile_grid

PROPERTY = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PART = tile_grid(11, 3, 250).subgrid(1300, 700, 2, 3)
STORED = np.array([[2500, 4000, -3000], [10001, 3000, 3000]], np.int16)
FLAGS = np.array([[0, 1, -1], [0, 2, 3]], np.int16)
DAYS = np.array([[353, 4, -1], [353, 353, 353]], np.int16)
NAME = "MOD13Q1.061__250m_16_days_{}_doy2021353000000_aid0001.tif"
NEW_YEAR = np.datetime64("2021-01-01").astype(float)


def geotiffs(folder: Path, layers=("EVI", "pixel_reliability", "composite_day_of_the_year"), **profile) -> str:
    for layer, values in zip(layers, (STORED, FLAGS, DAYS)):
        write_raster(folder / NAME.format(layer), values, PART, **(profile if layer == "EVI" else {"nodata": -1}))
    return str(folder / NAME.format("EVI"))


def test_quarter_kilometre_tiles_lie_on_those_of_half_a_kilometre():
    assert tile_grid(11, 3, 250).bounds == pytest.approx(tile_grid(11, 3).bounds, abs=0.01)
    assert MODIS_250M.bounds == pytest.approx(MODIS_500M.bounds, abs=0.01)


@pytest.mark.parametrize("profile", [{"nodata": -3000}, {"nodata": -3000, "scale": 0.0001}])
def test_only_good_views_count_each_on_its_day(tmp_path, profile):
    granule = vegetation_index.recognise(geotiffs(tmp_path, **profile))
    assert (granule.product, granule.time, len(granule.files)) == ("MOD13", datetime.datetime(2021, 12, 19), 3)
    evi, days = vegetation_index.read(granule, vegetation_index.grid_of(granule))
    np.testing.assert_allclose(evi, [[0.25, 0.4, np.nan], [np.nan, np.nan, np.nan]], atol=1e-6)
    # The second cell was seen on 4 January: the composite reaches into the next year.
    assert (days[0, :2] - NEW_YEAR).tolist() == [352, 365 + 3]


def test_without_its_layers_a_geotiff_is_of_the_middle_of_the_composite(tmp_path):
    granule = vegetation_index.recognise(geotiffs(tmp_path, ("EVI",), nodata=-3000))
    evi, days = vegetation_index.read(granule, PART)
    assert np.isfinite(evi).tolist() == [[True, True, False], [False, True, True]]
    assert np.unique(days - NEW_YEAR).tolist() == [352 + 8]


def test_viirs_tiles_say_more_kinds_of_good_views(tmp_path):
    field = "/HDFEOS/GRIDS/VIIRS_Grid_16Day_VI_500m/Data Fields/500 m 16 days {}"
    tile = tile_grid(11, 3)
    layers = {
        "EVI": (STORED, -15000),
        "EVI2": (STORED * 0, -15000),
        "pixel reliability": (FLAGS, -4),
        "composite day of the year": (DAYS, -1),
    }
    variables = {
        field.format(name): Variable(values, fill=fill, shape=tile.shape, at=(100, 200)) for name, (values, fill) in layers.items()
    }
    granule = vegetation_index.recognise(write_hdf5(tmp_path / "VNP13A1.A2021353.h11v03.002.2022006075346.h5", variables))
    assert vegetation_index.grid_of(granule) == MODIS_500M
    evi, days = vegetation_index.read(granule, tile.subgrid(100, 200, 2, 3))
    np.testing.assert_allclose(evi, [[0.25, 0.4, np.nan], [np.nan, 0.3, 0.3]], atol=1e-6)
    assert (days[0, 0] - NEW_YEAR, days[0, 1] - NEW_YEAR) == (352, 368)
    assert np.isnan(vegetation_index.read(granule, tile_grid(12, 3).subgrid(0, 0, 2, 2))[0]).all()


@PROPERTY
@given(
    metres=st.sampled_from((250, 500)),
    viirs=st.booleans(),
    corner=st.tuples(st.integers(0, 2000), st.integers(0, 2000)),
    scale=st.sampled_from((None, 1e-4, 1e-3)),
    fill=st.sampled_from((-3000, -15000, None)),
    seed=st.integers(0, 99),
)
def test_any_composite_is_read_back(tmp_path, metres, viirs, corner, scale, fill, seed):
    rng = np.random.default_rng(seed)
    grid = tile_grid(11, 3, metres).subgrid(*corner, 4, 6)
    evi, flags, days = rng.integers(-2000, 10001, grid.shape), rng.integers(-1, 12, grid.shape), rng.integers(353, 367, grid.shape)
    stored = np.where(rng.random(grid.shape) < 0.2, fill or -3000, evi).astype(np.int16)
    name = f"{'VNP' if viirs else 'MOD'}13{'Q' if metres == 250 else 'A'}1.061__{metres}m_16_days_{{}}_doy2021353000000_aid0001.tif"
    write_raster(tmp_path / name.format("pixel_reliability"), flags.astype(np.int16), grid)
    write_raster(tmp_path / name.format("composite_day_of_the_year"), days.astype(np.int16), grid)
    path = write_raster(tmp_path / name.format("EVI"), stored, grid, nodata=fill, scale=scale)
    read, on = vegetation_index.read(vegetation_index.recognise(str(path)), grid)
    physical = stored * (scale or 1e-4)
    good = (flags >= 0) & (flags <= (3 if viirs else 1)) & (stored != (fill or -3000)) & (physical >= -0.2) & (physical <= 1.0)
    np.testing.assert_allclose(read, np.where(good, physical, np.nan), atol=1e-6)
    assert (on - NEW_YEAR == days - 1).all()


@pytest.mark.parametrize("satellite", ["VNP", "VJ1", "VJ2"])
@pytest.mark.parametrize(("rank", "counts"), [(0, True), (1, True), (2, True), (3, True), *((rank, False) for rank in range(4, 12))])
def test_ranks_of_viirs_up_to_marginal_count(tmp_path, satellite, rank, counts):
    name = f"{satellite}13A1.002__500_m_16_days_{{}}_doy2021177000000_aid0001.tif"
    path = write_raster(tmp_path / name.format("EVI"), np.full((2, 3), 4000, np.int16), PART)
    write_raster(tmp_path / name.format("pixel_reliability"), np.full((2, 3), rank, np.int8), PART)
    assert np.isfinite(vegetation_index.read(vegetation_index.recognise(path), PART)[0]).all() == counts


@pytest.mark.parametrize("layer", ["NDVI", "VI_Quality", "pixel_reliability", "EVI2"])
def test_other_layers_are_left_alone(tmp_path, layer):
    path = write_raster(tmp_path / NAME.format(layer), STORED, PART)
    assert vegetation_index.recognise(path) is None


def test_a_tile_without_a_place_in_its_name_is_refused():
    with pytest.raises(InputError, match="no tile"):
        vegetation_index.recognise("MOD13Q1.A2021353.061.hdf")
