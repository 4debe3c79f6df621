"""HLS: bands by product, Fmask by bits, greenness and snow on any grid."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_files import CLEAR, GREEN, SITE, UTM13, needs_real_data, real, stated, write_granule, write_index, write_raster

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.readers import hls
from boreal_gpp_plugin.core.readers.granule import Granule
from boreal_gpp_plugin.core.readers.raster import read_codes

EVI_OF_GREEN = 2.5 * (0.30 - 0.04) / (0.30 + 6 * 0.04 - 7.5 * 0.03 + 1)


def granules_in(folder: Path) -> list:
    return [g for g in (hls.recognise(str(p)) for p in sorted(folder.rglob("*.tif"))) if g is not None]


def scene_of(folder: Path, grid: Grid = SITE) -> hls.Scene:
    (acquisition,) = hls.acquisitions(granules_in(folder))
    return hls.read(acquisition, grid)


def at(value, other, where=(0, 0)):
    """Return an array of the site full of `other` with `value` at one pixel."""
    values = np.full(SITE.shape, other)
    values[where] = value
    return values


@pytest.mark.parametrize("sensor", ["L30", "S30"])
def test_a_granule_is_its_band_files_and_one_only(tmp_path, sensor):
    write_granule(tmp_path, sensor)
    (granule,) = granules_in(tmp_path)
    assert granule.product == f"HLS{sensor}"
    assert granule.time == datetime.datetime(2021, 6, 29, 17, 39, 9)
    assert granule.detail["tile"] == "13UDV"
    assert granule.path == str(tmp_path / f"HLS.{sensor}.T13UDV.2021180T173909.v2.0")
    assert hls.native_grid(granule) == SITE


@pytest.mark.parametrize(("stamp", "time"), [("2021180", (0, 0)), ("2021180173909", (17, 39))])
def test_the_names_of_a_subsetter_make_a_granule_too(tmp_path, stamp, time):
    for path in sorted(Path(write_granule(tmp_path, "S30")).parent.glob("*.tif")):
        path.rename(tmp_path / f"HLSS30.020_{path.name.split('.')[-2]}_doy{stamp}_aid0001_13U.tif")
    (granule,) = granules_in(tmp_path)
    assert len(granule.files) == 6 and granule.product == "HLSS30" and (granule.time.hour, granule.time.minute) == time
    assert granule.path == str(tmp_path / f"HLSS30.020_doy{stamp}_aid0001_13U") and granule.detail["tile"] == "13U"
    np.testing.assert_allclose(scene_of(tmp_path).evi, EVI_OF_GREEN, rtol=1e-5)


def test_b05_is_near_infrared_of_landsat_but_not_of_sentinel(tmp_path):
    write_granule(tmp_path / "l", "L30")
    write_granule(tmp_path / "s", "S30")
    write_raster(tmp_path / "s" / "HLS.S30.T13UDV.2021180T173909.v2.0.B05.tif", np.full(SITE.shape, 9999, np.int16), SITE)
    for folder in ("l", "s"):
        np.testing.assert_allclose(scene_of(tmp_path / folder).evi, EVI_OF_GREEN, rtol=1e-5)


@pytest.mark.parametrize("missing", ["B04", "B05", "B06", "Fmask"])
def test_a_granule_without_one_of_its_bands_is_named_once_with_the_band(tmp_path, missing):
    write_granule(tmp_path)
    (tmp_path / f"HLS.L30.T13UDV.2021180T173909.v2.0.{missing}.tif").unlink()
    errors = []
    for path in sorted(tmp_path.iterdir()):
        try:
            assert hls.recognise(str(path)) is None
        except InputError as error:
            errors.append(str(error))
    (error,) = errors
    assert f"HLS.L30.T13UDV.2021180T173909.v2.0 lacks {missing}." in error


def test_a_band_stored_otherwise_is_refused(tmp_path):
    write_granule(tmp_path)
    path = tmp_path / "HLS.L30.T13UDV.2021180T173909.v2.0.B04.tif"
    write_raster(path, np.full(SITE.shape, 0.04, np.float32), SITE)
    with pytest.raises(InputError, match=r"B04\.tif holds float32 numbers, not the int16 of HLS"):
        granules_in(tmp_path)


def test_a_band_on_another_grid_is_refused(tmp_path):
    write_granule(tmp_path)
    path = tmp_path / "HLS.L30.T13UDV.2021180T173909.v2.0.B04.tif"
    write_raster(path, np.full((4, 4), 400, np.int16), SITE)
    with pytest.raises(InputError, match=r"B04\.tif does not lie on the grid of HLS.*Fmask"):
        granules_in(tmp_path)


@pytest.mark.parametrize("name", ["HLS.L30.T13UDV.2021180T173909.v2.0.SZA.tif", "HLS-VI.L30.T13UDV.2021180T173909.v2.0.NDVI.tif", "b.tif"])
def test_other_layers_are_no_granule(tmp_path, name):
    (tmp_path / name).touch()
    assert hls.recognise(str(tmp_path / name)) is None


@pytest.mark.parametrize("code", [0, 64, 128, 192, 65])
def test_clear_land_is_clear_at_any_aerosol_and_so_is_the_bit_kept_for_cirrus(tmp_path, code):
    write_granule(tmp_path, fmask=code)
    scene = scene_of(tmp_path)
    assert scene.clear.all() and not scene.snow.any()
    np.testing.assert_allclose(scene.evi, EVI_OF_GREEN, rtol=1e-5)


@pytest.mark.parametrize("code", [66, 130, 194, 68, 132, 72, 136, 78, 18])
def test_a_cloud_shadow_or_adjacent_bit_masks_the_pixel(tmp_path, code):
    write_granule(tmp_path, fmask=at(code, CLEAR))
    scene = scene_of(tmp_path)
    assert np.isnan(scene.evi[0, 0]) and not scene.clear[0, 0] and not scene.snow[0, 0]
    assert scene.clear.sum() == SITE.height * SITE.width - 1


@pytest.mark.parametrize("code", [80, 144])
def test_the_snow_bit_is_snow_and_no_greenness(tmp_path, code):
    write_granule(tmp_path, fmask=at(code, CLEAR))
    scene = scene_of(tmp_path)
    assert np.isnan(scene.evi[0, 0]) and scene.snow[0, 0] and scene.clear[0, 0]
    assert scene.snow.sum() == 1


def test_a_high_ndsi_is_snow_that_fmask_missed(tmp_path):
    """NDSI of 0.5 and 0.2 is (0.5 - 0.2) / 0.7 = 0.43."""
    write_granule(tmp_path, green=at(5000, 500), swir1=at(2000, 1500))
    scene = scene_of(tmp_path)
    assert scene.snow[0, 0] and np.isnan(scene.evi[0, 0])
    assert scene.snow.sum() == 1


@pytest.mark.parametrize("code", [96, 160])
def test_water_stays(tmp_path, code):
    """Open water has an NDSI of snow, here (0.05 - 0.01) / 0.06 = 0.67."""
    write_granule(tmp_path, fmask=code, green=500, swir1=100)
    scene = scene_of(tmp_path)
    assert scene.clear.all() and not scene.snow.any() and np.isfinite(scene.evi).all()


def test_255_is_fill_although_every_bit_is_set(tmp_path):
    write_granule(tmp_path, fmask=at(255, CLEAR))
    scene = scene_of(tmp_path)
    assert np.isnan(scene.evi[0, 0]) and not scene.snow[0, 0] and not scene.clear[0, 0]


@pytest.mark.parametrize(("where", "scale", "fill"), [("tags", 0.00005, -8888), ("band", 0.00005, -8888), ("nowhere", 0.0001, -9999)])
def test_scale_and_fill_are_those_that_a_file_states_or_else_those_of_the_product(tmp_path, where, scale, fill):
    stored = {role: round(value * 0.0001 / scale) for role, value in GREEN.items()}
    write_granule(tmp_path, encoding=stated(where, scale, fill), **{**stored, "red": at(fill, stored["red"])})
    scene = scene_of(tmp_path)
    assert not scene.clear[0, 0] and scene.clear.sum() == scene.clear.size - 1
    np.testing.assert_allclose(scene.evi[1:], EVI_OF_GREEN, rtol=1e-5)


@pytest.mark.parametrize("role", ["blue", "green", "red", "nir", "swir1"])
def test_a_fill_in_any_band_leaves_the_pixel_unseen(tmp_path, role):
    write_granule(tmp_path, **{role: at(-9999, GREEN[role])})
    scene = scene_of(tmp_path)
    assert np.isnan(scene.evi[0, 0]) and not scene.clear[0, 0]
    assert np.isfinite(scene.evi).sum() == SITE.height * SITE.width - 1


def test_evi_is_that_of_scaled_reflectance():
    """Huete 2002 by hand: 2.5 (0.30 - 0.04) / (0.30 + 0.24 - 0.225 + 1) = 0.65 / 1.315."""
    one = np.ones((1, 1), np.float32)
    np.testing.assert_allclose(hls.evi(0.03 * one, 0.04 * one, 0.30 * one), 0.494297, rtol=1e-5)


@given(st.tuples(*[st.floats(-2, 2, width=32)] * 3))
def test_evi_is_in_its_range_or_missing(reflectance):
    value = hls.evi(*(np.array([v], np.float32) for v in reflectance))[0]
    assert np.isnan(value) or -0.2 - 1e-6 <= value <= 1.0
    assert np.isnan(value) or min(reflectance) > 0


def test_a_reflectance_above_one_is_kept():
    assert hls.evi(*(np.array([v], np.float32) for v in (0.9, 1.05, 1.1)))[0] == pytest.approx(
        2.5 * 0.05 / (1.1 + 6.3 - 6.75 + 1), rel=1e-5
    )


def test_evi_is_missing_where_its_denominator_vanishes():
    """Blue of 0.41 over red and nir of 0.3: 0.3 + 1.8 - 3.075 + 1 = 0.025, where any noise would be amplified fortyfold."""
    assert np.isnan(hls.evi(*(np.array([v], np.float32) for v in (0.41, 0.3, 0.3))))


def test_a_window_past_the_edge_is_unseen_there(tmp_path):
    write_granule(tmp_path)
    scene = scene_of(tmp_path, SITE.padded(2))
    assert np.isfinite(scene.evi).sum() == scene.clear.sum() == 80
    assert np.isnan(scene.evi[:2]).all() and not scene.clear[:2].any()


def test_tiles_of_one_overpass_are_one_acquisition(tmp_path):
    east = SITE.subgrid(0, 6, 8, 10)
    write_granule(tmp_path, stamp="2021180T173909", tile="T13UDV")
    write_granule(tmp_path, stamp="2021180T173924", tile="T13UEV", grid=east, nir=2000)
    write_granule(tmp_path, "S30", stamp="2021180T173924", tile="T13UDV")
    write_granule(tmp_path, stamp="2021180T191811", tile="T13UDV")
    found = hls.acquisitions(granules_in(tmp_path))
    assert [(a.sensor, len(a.granules)) for a in found] == [("L30", 2), ("S30", 1), ("L30", 1)]
    scene = hls.read(found[0], SITE.subgrid(0, 0, 8, 16))
    np.testing.assert_allclose(scene.evi[:, :10], EVI_OF_GREEN, rtol=1e-5)  # the first valid pixel wins
    np.testing.assert_allclose(scene.evi[:, 10:], 2.5 * 0.16 / (0.2 + 0.24 - 0.225 + 1), rtol=1e-5)


def test_where_the_first_tile_saw_nothing_the_second_fills(tmp_path):
    write_granule(tmp_path, tile="T13UDV", fmask=at(255, CLEAR), nir=at(-9999, 3000, (1, 1)))
    write_granule(tmp_path, tile="T13UEV")
    np.testing.assert_allclose(scene_of(tmp_path).evi, EVI_OF_GREEN, rtol=1e-5)


def test_a_cloud_of_the_first_tile_is_not_looked_through(tmp_path):
    write_granule(tmp_path, tile="T13UDV", fmask=at(66, CLEAR))
    write_granule(tmp_path, tile="T13UEV")
    assert np.isnan(scene_of(tmp_path).evi[0, 0])


def test_copies_of_a_granule_count_once(tmp_path):
    write_granule(tmp_path / "a")
    write_granule(tmp_path / "b")
    (acquisition,) = hls.acquisitions(granules_in(tmp_path))
    assert len(acquisition.granules) == 1


def test_another_grid_gets_bilinear_reflectance_and_the_nearest_fmask(tmp_path):
    """Half a pixel east, a pixel lies between two: its Fmask is that of one of them, its greenness that of their mean reflectance."""
    nir = np.tile(np.where(np.arange(10) % 2, 2000, 3000), (8, 1))
    write_granule(tmp_path, nir=nir, fmask=np.tile(np.where(np.arange(10) < 5, 66, CLEAR), (8, 1)))
    half = Grid(UTM13, SITE.transform * Affine.translation(0.5, 0), 8, 9)
    scene = scene_of(tmp_path, half)
    np.testing.assert_allclose(scene.evi[:, 5:], 2.5 * 0.21 / (0.25 + 0.24 - 0.225 + 1), rtol=1e-4)
    assert not scene.clear[:, :4].any() and scene.clear[:, 5:].all()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.data(),
    sensor=st.sampled_from(["L30", "S30"]),
    zone=st.integers(32601, 32660),
    where=st.sampled_from(["tags", "band", "nowhere"]),
    half=st.booleans(),
)
def test_any_granule_is_read_back(tmp_path, data, sensor, zone, where, half):
    """Scale and fill are those that the files state, wherever they do, else those of the product."""
    height, width = data.draw(st.tuples(st.integers(1, 6), st.integers(1, 6)))
    grid = Grid(f"EPSG:{zone}", Affine(30, 0, 399960, 0, -30, 7200000), height, width)
    random = np.random.default_rng(data.draw(st.integers(0, 1000)))
    stored = {role: random.integers(1, 6000, grid.shape) for role in GREEN}
    fmask = random.choice([64, 66, 72, 80, 255], grid.shape)
    scale, fill = (0.00005, -8888) if half and where != "nowhere" else (0.0001, -9999)
    missing = random.random(grid.shape) < 0.1
    stored["red"][missing] = fill
    folder = tmp_path / f"{zone}{sensor}{random.integers(1 << 30)}"
    write_granule(folder, sensor, grid=grid, fmask=fmask, encoding=stated(where, scale, fill), **stored)
    scene = scene_of(folder, grid)
    b, g, r, n, s = (stored[role] * scale for role in ("blue", "green", "red", "nir", "swir1"))
    snow = (fmask == 80) | (np.isin(fmask, (64,)) & ((g - s) / (g + s) > 0.4))
    denominator = n + 6 * r - 7.5 * b + 1
    with np.errstate(all="ignore"):
        expected = np.clip(2.5 * (n - r) / denominator, -0.2, 1)
    expected[(fmask != 64) | snow | (denominator <= 0.1) | missing] = np.nan
    # float32 reflectances: a relative 1e-6, amplified by the smallest denominator.
    np.testing.assert_allclose(scene.evi, expected, atol=1e-4)
    np.testing.assert_array_equal(scene.clear, np.isin(fmask, (64, 80)) & ~missing)


@needs_real_data
@pytest.mark.parametrize("name", ["HLS.L30.T06WVS.2024120T211159", "HLS.S30.T13RCN.2024128T173909"])
def test_real_fmask_bits_give_the_cloud_coverage_that_the_file_states(name):
    """The `cloud_coverage` tag is the whole per cent of cloud and shadow; its neighbourhood masks more."""
    path = real(f"hls/{name}.v2.0.Fmask.tif")
    granule = Granule("HLSL30", "x", None, {"bands": {"fmask": path}})
    codes = read_codes(path, hls.native_grid(granule), hls.FMASK_FILL)
    seen = codes[codes != hls.FMASK_FILL]
    with rasterio.open(path) as source:
        stated = int(source.tags()["cloud_coverage"])
    assert round(100 * (seen & 0b1010 != 0).mean()) == stated
    assert 0.09 < (seen & hls.CLOUDY != 0).mean() < 0.105


def test_an_index_is_scaled_and_its_own_fill_left_out(tmp_path):
    """-9999 is a number of HLS-VI like any other, -19999 its fill; beyond 1 a denominator vanished."""
    stored = np.full(SITE.shape, 4000)
    stored[0, :4] = -19999, -9999, 10001, -1500
    write_index(tmp_path, stored)
    scene = scene_of(tmp_path)
    np.testing.assert_allclose(scene.evi[0, 3:], [-0.15, *[0.4] * 6], atol=1e-6)
    assert np.isnan(scene.evi[0, :3]).all() and not scene.clear[0, :3].any() and not scene.snow.any()


def test_an_index_with_an_fmask_tells_snow(tmp_path):
    path = write_index(tmp_path)
    fmask = at(CLEAR | hls.SNOW, CLEAR)
    fmask[0, 1] = CLEAR | 2
    write_raster(Path(path.replace("HLS-VI", "HLS").replace("EVI", "Fmask")), fmask.astype(np.uint8), SITE, nodata=255)
    scene = hls.read(*hls.acquisitions([hls.recognise(path)]), SITE)
    assert scene.snow[0, 0] and scene.snow.sum() == 1 and np.isnan(scene.evi[0, :2]).all() and scene.clear.sum() == scene.clear.size - 1


def test_reflectance_comes_before_the_index_made_of_it(tmp_path):
    write_index(tmp_path, 9000)
    write_granule(tmp_path, stamp="2021180T173909")
    np.testing.assert_allclose(scene_of(tmp_path).evi, EVI_OF_GREEN, rtol=1e-5)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 999),
    column=st.integers(-20000, 20000),
    row=st.integers(-20000, 20000),
    zone=st.integers(32601, 32660),
    where=st.sampled_from(["tags", "band", "nowhere"]),
)
def test_any_index_is_read_back(tmp_path, seed, column, row, zone, where):
    grid = Grid(f"EPSG:{zone}", Affine(30, 0, 600000 + 30 * column, 0, -30, 6000000 + 30 * row), 7, 9)
    stored = np.random.default_rng(seed).integers(-1999, 10000, grid.shape)
    stored[0, 0] = -19999
    write_index(tmp_path / str(seed), stored, grid=grid, encoding=stated(where, 0.0001, -19999))
    expected = np.where(stored == -19999, np.nan, stored / 1e4)
    np.testing.assert_allclose(scene_of(tmp_path / str(seed), grid).evi, expected, atol=1e-6)
    next((tmp_path / str(seed)).iterdir()).unlink()
