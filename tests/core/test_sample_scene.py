"""HLS granules of the sample site: passes, names, tags, masks and reflectance."""

from __future__ import annotations

import datetime
import re

import numpy as np
import pytest
import rasterio
from affine import Affine

from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.sample import hls, scene, truth, weather
from boreal_gpp_plugin.core.sample import landscape as ls
from boreal_gpp_plugin.core.sample.cells import Cells

# The site's width at a quarter of its resolution: what is seen is a function of place.
GRID = Grid(ls.CRS, Affine(120.0, 0.0, ls.CENTRE[0] - 6000.0, 0.0, -120.0, ls.CENTRE[1] + 6000.0), 100, 100)
CELLS = Cells(GRID, Grid(ls.CRS, Affine(1200.0, 0.0, ls.CENTRE[0] - 6000.0, 0.0, -1200.0, ls.CENTRE[1] + 6000.0), 10, 10))
CLEAR = 0b11110  # cloud, adjacent, shadow and snow


@pytest.fixture(scope="module")
def stand():
    return truth.Stand(ls.on_grid(GRID, 1), 2021)


@pytest.fixture(scope="module")
def year(stand):
    """Return (acquisition, day, layers, Fmask) of every granule of a year."""
    sky = weather.simulate(1, 1)
    spread = CELLS.spreader(weather.NODES)
    granules = []
    for acquisition in hls.acquisitions(2021):
        day = sky.day(np.datetime64(acquisition.time, "D"), lambda values: CELLS.raster(spread(values), GRID))
        seen = scene.observe(acquisition, GRID, stand, day, 1)
        if seen is not None:
            granules.append((acquisition, day, *seen))
    return granules


def evi(layers):
    blue, red, nir = (layers[band] / 10000 for band in ("blue", "red", "nir"))
    return 2.5 * (nir - red) / (nir + 6 * red - 7.5 * blue + 1)


def test_a_year_has_60_to_80_granules_with_60_to_80_percent_cloud(year):
    assert 60 <= len(year) <= 80
    cloud = [((fmask & hls.CLOUD) > 0)[fmask != hls.FMASK_FILL].mean() for *_, fmask in year]
    assert 0.55 < np.mean(cloud) < 0.8
    assert {acquisition.orbit.sensor for acquisition, *_ in year} == {"L30", "S30"}


def test_no_pass_has_the_sun_below_14_degrees():
    assert all(np.degrees(acquisition.sun[0]) > 14 for acquisition in hls.acquisitions(2021))
    months = {acquisition.time.month for acquisition in hls.acquisitions(2021)}
    assert 6 in months
    assert 12 not in months


def test_the_sun_of_a_morning_pass_stands_in_the_south_east():
    height, azimuth = hls.acquisitions(2021)[len(hls.acquisitions(2021)) // 2].sun
    assert 45 < np.degrees(height) < 62
    assert 130 < np.degrees(azimuth) < 175


def test_orbits_go_on_in_later_years():
    first = {acquisition.time for acquisition in hls.acquisitions(2021)}
    second = hls.acquisitions(2022)
    assert len(second) == pytest.approx(len(first), abs=5)
    assert all(acquisition.time.year == 2022 for acquisition in second)


def test_fmask_has_every_code_that_the_product_has_and_no_zero(year):
    codes = set(np.unique([np.unique(fmask).tolist() for *_, fmask in year[:1]]).tolist())
    for *_, fmask in year:
        codes |= set(np.unique(fmask).tolist())
    assert 0 not in codes
    assert hls.FMASK_FILL in codes
    kinds = {code & 0b00111111 for code in codes - {hls.FMASK_FILL}}
    assert {0, hls.CLOUD, hls.ADJACENT, hls.SHADOW, hls.SNOW, hls.WATER_BIT} <= kinds
    assert {code & 0b11000000 for code in codes - {hls.FMASK_FILL}} == {64, 128, 192}
    counts = sum(np.bincount(fmask.ravel(), minlength=256)[[66, 130, 194]] for *_, fmask in year)
    assert counts.all() and counts.argmax() == 2  # as in the real files, cloud mostly comes with much aerosol


def test_layers_are_filled_where_fmask_is_and_nowhere_else(year):
    edges = 0
    for _, _, layers, fmask in year:
        outside = fmask == hls.FMASK_FILL
        edges += outside.any()
        for layer in layers.values():
            assert layer.dtype == np.int16
            np.testing.assert_array_equal(layer == hls.FILL, outside)
    assert 5 < edges < len(year)


def test_clear_pixels_give_the_evi_of_the_truth_and_s30_a_little_more(year, stand):
    bias = {"L30": [], "S30": []}
    for acquisition, day, layers, fmask in year:
        clear = (fmask != hls.FMASK_FILL) & ((fmask & CLEAR) == 0) & (stand.land.land_cover != ls.WATER)
        if 150 < day.day_of_year < 250 and clear.mean() > 0.1:
            error = (evi(layers) - stand.evi(day, stand.greenness(day)))[clear]
            assert 0.005 < error.std() < 0.06
            bias[acquisition.orbit.sensor].append(np.median(error))
    assert np.mean(bias["L30"]) == pytest.approx(0.0, abs=0.006)
    assert 0.001 < np.mean(bias["S30"]) - np.mean(bias["L30"]) < 0.012


def test_some_haze_beside_clouds_is_not_masked(year, stand):
    excess = []
    for _, day, layers, fmask in year:
        clear = (fmask != hls.FMASK_FILL) & ((fmask & CLEAR) == 0)
        if day.snow.max() < 0.01 and clear.any():
            excess.append((layers["blue"] / 10000 - scene.clear_reflectance(stand, day)["blue"])[clear])
    excess = np.concatenate(excess)
    assert 0.005 < (excess > 0.03).mean() < 0.2


def test_shadows_are_dark_and_lie_beside_clouds_away_from_the_sun(year):
    towards_sun, away, darkness = [], [], []
    inner = (slice(10, -10), slice(10, -10))
    for acquisition, day, layers, fmask in year:
        shadow, clear = (fmask & hls.SHADOW) > 0, (fmask & CLEAR) == 0
        if day.snow.max() < 0.01 and min(shadow.sum(), clear.sum()) > 200 and acquisition.orbit.edge is None:
            darkness.append(layers["nir"][shadow].mean() / layers["nir"][clear].mean())
            cloud = (fmask & hls.CLOUD) > 0
            towards_sun.append(np.roll(cloud, (-8, -4), (0, 1))[inner][shadow[inner]])  # the sky 1 km south and half a km east
            away.append(np.roll(cloud, (8, 4), (0, 1))[inner][shadow[inner]])
    assert len(darkness) > 3
    assert np.mean(darkness) < 0.7
    assert np.concatenate(towards_sun).mean() > np.concatenate(away).mean() + 0.2


def test_melting_snow_is_seen_on_open_ground_before_forest(year, stand):
    for _, day, _, fmask in year:
        if day.snow.min() > 0.9:
            snowy, seen = (fmask & hls.SNOW) > 0, (fmask & (hls.CLOUD | hls.SHADOW)) == 0
            if (open_ground := seen & (stand.land.land_cover == ls.WETLAND)).any():
                assert snowy[open_ground].all()


def test_a_granule_has_the_names_and_tags_of_the_product(tmp_path, year):
    grid = Grid(ls.CRS, Affine(30.0, 0.0, 473700.0, 0.0, -30.0, 5976300.0), *GRID.shape)
    for sensor, key in (("L30", "Fmask bit description"), ("S30", "Fmask description")):
        acquisition, _, layers, fmask = next(g for g in year if g[0].orbit.sensor == sensor)
        folder = hls.write(tmp_path, acquisition, grid, layers, fmask)
        assert re.fullmatch(rf"HLS\.{sensor}\.T13UDV\.2021\d{{3}}T1[78]\d{{4}}\.v2\.0", folder.name)
        names = {path.name[len(folder.name) + 1 :] for path in folder.iterdir()}
        assert names == {f"{band}.tif" for band in (*hls.BANDS[sensor].values(), "Fmask")}
        with rasterio.open(folder / f"{folder.name}.B04.tif") as file:
            assert (file.dtypes[0], file.nodata, file.crs.to_epsg()) == ("int16", -9999, 32613)
            assert file.tags()["scale_factor"] == "0.0001"
            assert file.tags()["spatial_coverage"] == str(round(100 * (fmask != 255).mean()))
            assert file.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
            np.testing.assert_array_equal(file.read(1), layers["red"])
        with rasterio.open(folder / f"{folder.name}.Fmask.tif") as file:
            assert (file.dtypes[0], file.nodata) == ("uint8", 255)
            assert "cloud shadow" in file.tags()[key]


def test_the_window_lies_on_the_lattice_of_its_tile():
    """Tile 13UDV of the Military Grid Reference System: 100 km square D of column 4, row V, of zone 13."""
    from boreal_gpp_plugin.core.sample import site

    for size in site.SIZES_KM:
        left, bottom, right, top = site.site_grid(size).padded(hls.MARGIN).bounds
        assert (left - hls.TILE_ORIGIN[0]) % 30 == 0
        assert (hls.TILE_ORIGIN[1] - top) % 30 == 0
        assert hls.TILE_ORIGIN[0] <= left
        assert right <= hls.TILE_ORIGIN[0] + 109800
        assert top <= hls.TILE_ORIGIN[1]
        assert bottom >= hls.TILE_ORIGIN[1] - 109800


def test_nothing_is_fetched_under_solid_cloud(stand):
    acquisition = hls.acquisitions(2021)[40]
    sky = weather.simulate(1, 1)
    spread = CELLS.spreader(weather.NODES)
    day = sky.day(np.datetime64(acquisition.time, "D"), lambda values: CELLS.raster(spread(values), GRID))
    overcast = day.on(lambda values: values if values is not day.cloud else np.full_like(values, 0.9999))
    assert scene.observe(acquisition, GRID, stand, overcast, 1) is None
    assert isinstance(acquisition.time, datetime.datetime)
