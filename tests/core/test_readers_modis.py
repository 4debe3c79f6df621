"""MOD17 and VPM: the sinusoidal lattice, codes that are not GPP, composites of 8 days and of the year's last ones."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osgeo import gdal, osr
from reader_files import Variable, needs_real_data, real, write_hdf5, write_raster

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.readers import modis, vpm
from boreal_gpp_plugin.core.readers.raster import header
from boreal_gpp_plugin.core.readers.sinusoidal import MODIS_500M, TILE_CELLS, tile_grid

TILE = tile_grid(11, 3)
PART = TILE.subgrid(1300, 700, 4, 6)
PROPERTY = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def mod17(folder: Path, values, name: str = "MOD17A2HGF.A2021177.h11v03.061.2022020134637.Gpp_500m.tif", grid: Grid = PART):
    return modis.recognise(write_raster(folder / name, np.broadcast_to(np.asarray(values, np.int16), grid.shape), grid, nodata=32767))


def vpm_file(folder: Path, values, grid: Grid = PART, **profile):
    values = np.broadcast_to(np.asarray(values, np.uint16), grid.shape)
    return vpm.recognise(write_raster(folder / "GPP.2021177.h11v03.tif", values, grid, **{"nodata": 65535, **profile}))


def test_tile_corners_are_those_of_the_product():
    """The upper left corner of h12v03 in metres."""
    left, _, _, top = tile_grid(12, 3).bounds
    assert (left, top) == pytest.approx((-6671703.119, 6671703.119), abs=0.01)
    assert tile_grid(12, 3).cell_size[0] == pytest.approx(463.3127165694, abs=1e-9)


def test_tiles_make_up_the_globe():
    """36 tiles go once around the sphere of the projection."""
    sphere = osr.SpatialReference(MODIS_500M.crs)
    assert sphere.GetSemiMajor() == sphere.GetSemiMinor() == pytest.approx(36 * 1111950.5197665 / (2 * np.pi), abs=1e-3)
    assert MODIS_500M.shape == (18 * TILE_CELLS, 36 * TILE_CELLS)
    left, bottom, right, top = MODIS_500M.bounds
    np.testing.assert_allclose((left + right, bottom + top), 0, atol=0.01)
    assert tile_grid(35, 17).bounds[2] == pytest.approx(right, abs=0.01)


@pytest.mark.parametrize(("longitude", "latitude"), [(-105.0, 54.0), (-121.3, 61.3), (24.3, 61.85), (161.34, 68.6)])
def test_a_place_is_in_the_cell_that_osr_and_the_sphere_say(longitude, latitude):
    """On the sphere, x = R lon cos(lat) and y = R lat: two ways that do not share code with the grid."""
    lonlat, sphere = osr.SpatialReference(), osr.SpatialReference()
    lonlat.ImportFromProj4("+proj=longlat +R=6371007.181 +no_defs")
    sphere.ImportFromProj4("+proj=sinu +R=6371007.181 +units=m +no_defs")
    x, y, _ = osr.CoordinateTransformation(lonlat, sphere).TransformPoint(longitude, latitude)
    assert x == pytest.approx(6371007.181 * np.radians(longitude) * np.cos(np.radians(latitude)), abs=0.01)
    assert y == pytest.approx(6371007.181 * np.radians(latitude), abs=0.01)
    index = MODIS_500M.cell_of(Grid("EPSG:4326", Affine(1e-9, 0, longitude, 0, -1e-9, latitude), 1, 1))[0, 0]
    row, column = divmod(int(index), MODIS_500M.width)
    assert abs(MODIS_500M.x[column] - x) <= 463.32 / 2 + 46
    assert abs(MODIS_500M.y[row] - y) <= 463.32 / 2 + 46


@pytest.mark.parametrize(
    ("name", "time"),
    [
        ("MOD17A2HGF.A2021361.h11v03.061.2022020134637.tif", (2021, 12, 27)),
        ("MYD17A2H.A2020001.h11v03.061.2020020134637.Gpp_500m.tif", (2020, 1, 1)),
        ("MOD17A2HGF.061_Gpp_500m_doy2021177_aid0001.tif", (2021, 6, 26)),
        ("MOD17A2HGF_2021177_h11v03.tif", (2021, 6, 26)),
        ("MOD17A2HGF.061_Gpp_500m_doy2021177000000_aid0001.tif", (2021, 6, 26)),
        ("VNP17A2GF.002_Gpp_500m_doy2021177000000_aid0001.tif", (2021, 6, 26)),
        ("VJ117A2.A2024001.h11v03.002.2024020134637.tif", (2024, 1, 1)),
        ("VJ217A2GF.A2024001.h11v03.002.2024020134637.tif", (2024, 1, 1)),
    ],
)
def test_names_of_several_portals_give_the_day(tmp_path, name, time):
    granule = mod17(tmp_path, 100, name)
    assert (granule.product, granule.time) == ("MOD17", datetime.datetime(*time))


@pytest.mark.parametrize(
    "name",
    [
        "MOD17A2HGF.061_PsnNet_500m_doy2021177_aid0001.tif",
        "MOD17A2HGF.061_Psn_QC_500m_doy2021177_aid0001.tif",
        "MOD17A2HGF.A2021177.h11v03.061.2022020134637.hdf.xml",
        "gpp.tif",
    ],
)
def test_other_layers_and_products_are_no_granule(tmp_path, name):
    (tmp_path / name).touch()
    assert modis.recognise(str(tmp_path / name)) is None


@pytest.mark.parametrize("name", ["MOD17A3HGF.A2021001.h11v03.061.2022020134637.tif", "MOD17A3HGF.061_Gpp_500m_doy2021001_aid0001.tif"])
def test_gpp_of_a_year_is_refused_with_what_to_get(tmp_path, name):
    with pytest.raises(InputError, match=r"is the GPP of a whole year\. Download the composites of 8 days"):
        modis.recognise(str(tmp_path / name))


def test_a_stored_unit_is_a_tenth_of_a_gram_over_the_days_of_the_composite(tmp_path):
    """0.0640 kg C m-2 in 8 days are 8 g C m-2 d-1."""
    granule = mod17(tmp_path, 640)
    np.testing.assert_allclose(modis.read_gpp(granule, PART), 8.0, rtol=1e-6)


@pytest.mark.parametrize(("year", "days"), [(2021, 5), (2020, 6)])
def test_the_last_composite_of_a_year_is_shorter(tmp_path, year, days):
    granule = mod17(tmp_path, 400, f"MOD17A2HGF.A{year}361.h11v03.061.2022020134637.tif")
    np.testing.assert_allclose(modis.read_gpp(granule, PART), 40.0 / days, rtol=1e-6)


@pytest.mark.parametrize("code", [32761, 32762, 32763, 32764, 32765, 32766, 32767, 30001, -1])
def test_codes_are_missing_not_three_kilograms(tmp_path, code):
    values = np.full(PART.shape, 640)
    values[0, 0] = code
    gpp = modis.read_gpp(mod17(tmp_path, values), PART)
    assert np.isnan(gpp[0, 0]) and np.isfinite(gpp).sum() == PART.height * PART.width - 1


def test_the_highest_valid_number_is_gpp(tmp_path):
    assert np.isfinite(modis.read_gpp(mod17(tmp_path, 30000), PART)).all()


def test_cells_past_the_tile_are_missing(tmp_path):
    gpp = modis.read_gpp(mod17(tmp_path, 640), PART.padded(1))
    assert np.isfinite(gpp[1:-1, 1:-1]).all() and np.isfinite(gpp).sum() == 24


def test_a_geographic_export_is_read_by_the_nearest_pixel(tmp_path):
    """AppEEARS reprojects on demand; codes may not be averaged."""
    wgs84 = Grid("EPSG:4326", Affine(0.002, 0, -105.1, 0, -0.002, 54.05), 60, 100)
    values = np.where(np.arange(100) < 50, 640, 32766)
    granule = mod17(tmp_path, np.broadcast_to(values, wgs84.shape), "MOD17A2HGF.061_Gpp_500m_doy2021177_aid0001.tif", wgs84)
    cells = MODIS_500M.covering(Grid("EPSG:4326", Affine(0.002, 0, -105.05, 0, -0.002, 54.03), 20, 50))
    gpp = modis.read_gpp(granule, cells)
    assert np.isnan(gpp).any() and np.isfinite(gpp).any()
    np.testing.assert_allclose(gpp[np.isfinite(gpp)], 8.0, rtol=1e-6)


def test_values_already_scaled_are_refused(tmp_path):
    path = write_raster(tmp_path / "MOD17A2HGF.A2021177.h11v03.061.2022020134637.tif", np.full((4, 6), 0.064, np.float32), PART)
    with pytest.raises(InputError, match=r"\.tif holds float32 numbers, not the codes of MOD17.*Gpp_500m"):
        modis.recognise(path)


@PROPERTY
@given(data=st.data(), south_up=st.booleans(), h=st.integers(0, 35), v=st.integers(0, 17))
def test_any_composite_is_read_back(tmp_path, data, south_up, h, v):
    row, column = data.draw(st.tuples(st.integers(0, TILE_CELLS - 4), st.integers(0, TILE_CELLS - 6)))
    grid = tile_grid(h, v).subgrid(row, column, 4, 6)
    stored = np.random.default_rng(row).choice([0, 1, 29999, 30000, 30001, 32763, 32767], grid.shape).astype(np.int16)
    turned = Grid(grid.crs, Affine(grid.transform.a, 0, grid.transform.c, 0, grid.transform.a, grid.bounds[1]), 4, 6)
    path = tmp_path / f"MOD17A2H.A2021177.h{h:02d}v{v:02d}.061.2022020134637.tif"
    write_raster(path, stored[::-1] if south_up else stored, turned if south_up else grid)
    gpp = modis.read_gpp(modis.recognise(str(path)), grid)
    np.testing.assert_allclose(gpp, np.where(stored > 30000, np.nan, stored * 0.1 / 8), rtol=1e-6)


def hdf4(path: Path, values: np.ndarray) -> str:
    """Write a plain HDF4 file, whose arrays have no names to choose by."""
    dataset = gdal.GetDriverByName("HDF4Image").Create(str(path), values.shape[1], values.shape[0], 1, gdal.GDT_Int16)
    dataset.GetRasterBand(1).WriteArray(values)
    return str(path)


def test_a_data_set_alone_in_an_hdf4_file_is_the_layer_of_the_files_name(tmp_path):
    stored = np.zeros(TILE.shape, np.int16)
    stored[1300:1304, 700:706] = 640
    path = hdf4(tmp_path / "MOD17A2HGF.A2021177.h11v03.061.2022020134637.hdf", stored)
    np.testing.assert_allclose(modis.read_gpp(modis.recognise(path), PART), 8.0, rtol=1e-6)


@PROPERTY
@given(h=st.integers(0, 35), v=st.integers(0, 17), row=st.integers(0, 2396), column=st.integers(0, 2394), seed=st.integers(0, 99))
def test_any_hdf4_tile_is_read_back(tmp_path, h, v, row, column, seed):
    stored = np.full(TILE.shape, 32767, np.int16)
    stored[row : row + 4, column : column + 6] = part = np.random.default_rng(seed).integers(0, 32768, (4, 6))
    path = hdf4(tmp_path / f"MYD17A2H.A2021177.h{h:02d}v{v:02d}.061.2022020134637.hdf", stored)
    gpp = modis.read_gpp(modis.recognise(path), tile_grid(h, v).subgrid(row, column, 4, 6))
    np.testing.assert_allclose(gpp, np.where(part > 30000, np.nan, part * 0.1 / 8), rtol=1e-6)


def test_a_lost_hdf4_tile_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"gone\.hdf can't be read"):
        modis.read_hdf4(str(tmp_path / "gone.hdf"), "Gpp_500m", PART, TILE, 32767)


def test_part_of_an_hdf4_tile_is_refused(tmp_path):
    path = hdf4(tmp_path / "MOD17A2HGF.A2021177.h11v03.061.2022020134637.hdf", np.zeros((8, 8), np.int16))
    with pytest.raises(InputError, match=r"\.hdf holds 8 x 8 cells, not a whole tile"):
        modis.recognise(path)


FIELD = "/HDFEOS/GRIDS/VIIRS_Grid_VNP17A2H/Data Fields/{}"


def viirs(folder: Path, stored, name: str = "Gpp_500m", shape=TILE.shape) -> str:
    field = Variable(np.broadcast_to(np.asarray(stored, np.int16), PART.shape), {}, 32767, shape, (min(1300, shape[0] - 4), 700))
    return write_hdf5(folder / "VNP17A2HGF.A2021177.h11v03.002.2022020134637.h5", {FIELD.format(name): field})


def test_viirs_is_read_whatever_its_grid_is_called(tmp_path):
    granule = modis.recognise(viirs(tmp_path, 640))
    assert granule.product == "MOD17"
    gpp = modis.read_gpp(granule, PART.padded(1))
    np.testing.assert_allclose(gpp[1:-1, 1:-1], 8.0, rtol=1e-6)
    assert np.isfinite(modis.read_gpp(granule, tile_grid(12, 3).subgrid(0, -3, 4, 6))).sum() == 0


@pytest.mark.parametrize(
    ("options", "reason"), [({"name": "Npp"}, "does not hold the variable Gpp_500m"), ({"shape": (1200, 2400)}, "whole tile")]
)
def test_viirs_without_the_layer_or_cut_is_refused(tmp_path, options, reason):
    with pytest.raises(InputError, match=reason):
        modis.recognise(viirs(tmp_path, 640, **options))


@PROPERTY
@given(stored=st.lists(st.integers(-32768, 32767), min_size=24, max_size=24))
def test_any_viirs_tile_is_read_back(tmp_path, stored):
    stored = np.array(stored, np.int16).reshape(4, 6)
    gpp = modis.read_gpp(modis.recognise(viirs(tmp_path, stored)), PART)
    np.testing.assert_allclose(gpp, np.where((stored < 0) | (stored > 30000), np.nan, stored * 0.1 / 8), rtol=1e-6)


@pytest.mark.parametrize("content", [b"", b"<html>Sign in</html>"])
def test_what_is_not_hdf4_is_refused_by_name(tmp_path, content, capfd):
    path = tmp_path / "MOD17A2HGF.A2021177.h11v03.061.2022020134637.hdf"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"134637\.hdf can't be read"):
        modis.recognise(str(path))
    assert capfd.readouterr().err == ""


def test_vpm_is_in_grams_a_day(tmp_path):
    granule = vpm_file(tmp_path, 5250)
    assert (granule.product, granule.time) == ("VPM", datetime.datetime(2021, 6, 26))
    np.testing.assert_allclose(vpm.read_gpp(granule, PART), 5.25, rtol=1e-6)


def test_vpm_fill_is_missing_declared_or_not(tmp_path):
    values = np.full(PART.shape, 1000)
    values[2, 3] = 65535
    for nodata in (65535, None):
        gpp = vpm.read_gpp(vpm_file(tmp_path, values, nodata=nodata), PART.padded(1))
        assert np.isnan(gpp[3, 4]) and np.isfinite(gpp).sum() == 23


def test_vpm_of_another_type_is_refused(tmp_path):
    path = write_raster(tmp_path / "GPP.2021177.h11v03.tif", np.ones((4, 6), np.float32), PART)
    with pytest.raises(InputError, match="holds float32 numbers, not the uint16 of VPM"):
        vpm.recognise(path)


def test_other_names_are_no_vpm(tmp_path):
    assert vpm.recognise(str(tmp_path / "GPP_2021.tif")) is None


@PROPERTY
@given(
    stored=st.lists(st.one_of(st.just(65535), st.integers(0, 40000)), min_size=24, max_size=24),
    scale=st.sampled_from([None, 0.0005, 0.001]),
    nodata=st.sampled_from([None, 65535]),
    tile=st.tuples(st.integers(0, 35), st.integers(0, 17)),
    row=st.integers(0, TILE_CELLS - 4),
    column=st.integers(0, TILE_CELLS - 6),
    south_up=st.booleans(),
)
def test_any_vpm_file_is_read_back(tmp_path, stored, scale, nodata, tile, row, column, south_up):
    stored = np.array(stored, np.uint16).reshape(4, 6)
    grid = tile_grid(*tile).subgrid(row, column, 4, 6)
    turned = Grid(grid.crs, Affine(grid.transform.a, 0, grid.transform.c, 0, grid.transform.a, grid.bounds[1]), 4, 6)
    granule = vpm_file(tmp_path, stored[::-1] if south_up else stored, turned if south_up else grid, scale=scale, nodata=nodata)
    np.testing.assert_allclose(vpm.read_gpp(granule, grid), np.where(stored == 65535, np.nan, stored * (scale or 0.001)), rtol=1e-6)


@needs_real_data
def test_a_real_hdf4_tile_is_read_where_its_hdf_eos_metadata_say():
    path = real("modis/MOD17A3HGF.A2022001.h12v05.061.2023035051756.hdf")
    tile = tile_grid(12, 5)
    eos = gdal.Open(f'HDF4_EOS:EOS_GRID:"{path}":MOD_Grid_MOD17A3H:Gpp_500m')
    assert Grid(MODIS_500M.crs, Affine.from_gdal(*eos.GetGeoTransform()), 2400, 2400).shares_lattice(tile)
    window = tile.subgrid(-2, 1000, 30, 40)
    stored = modis.read_hdf4(path, "Gpp_500m", window, tile, 65535)
    assert (stored[:2] == 65535).all()
    np.testing.assert_array_equal(stored[2:], eos.ReadAsArray(1000, 0, 40, 28))


@needs_real_data
@pytest.mark.parametrize("at", [114807, 126762, 160167, 261679, 304385])
def test_a_damaged_real_hdf4_tile_is_told_by_its_checksums(tmp_path, at):
    """Places where the HDF4 library decodes other numbers without an error."""
    content = bytearray(Path(real("modis/MOD17A3HGF.A2022001.h12v05.061.2023035051756.hdf")).read_bytes())
    content[at : at + 64] = bytes(64)
    path = tmp_path / "tile.hdf"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"tile\.hdf can't be read"):
        modis.read_hdf4(str(path), "Gpp_500m", tile_grid(12, 5), tile_grid(12, 5), 65535)


@needs_real_data
def test_a_real_hdf4_tile_cut_short_is_refused(tmp_path):
    whole = Path(real("modis/MOD17A3HGF.A2022001.h12v05.061.2023035051756.hdf")).read_bytes()
    cut = tmp_path / "MOD17A2HGF.A2022001.h12v05.061.2023035051756.hdf"
    cut.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(InputError, match=r"051756\.hdf can't be read"):
        modis.recognise(str(cut))


@needs_real_data
@pytest.mark.parametrize("name", ["MOD17A2HGF.A2022001.h12v05.061.2023035051756.hdf", "gpp.hdf"])
def test_a_real_tile_of_a_year_renamed_is_known_by_what_it_says_inside(tmp_path, name):
    (tmp_path / name).symlink_to(real("modis/MOD17A3HGF.A2022001.h12v05.061.2023035051756.hdf"))
    with pytest.raises(InputError, match="is the GPP of a whole year"):
        modis.recognise(str(tmp_path / name))


def test_a_geotiff_of_a_year_named_as_a_composite_is_known_by_its_type(tmp_path):
    """Codes of a year reach 65535, those of 8 days 32767."""
    path = write_raster(tmp_path / "MOD17A2HGF.A2021001.h11v03.061.2022020134637.Gpp_500m.tif", np.full((4, 6), 9000, np.uint16), PART)
    with pytest.raises(InputError, match="is the GPP of a whole year"):
        modis.recognise(path)


def test_an_hdf5_tile_of_a_year_named_as_a_composite_is_known_by_its_own_name(tmp_path):
    field = Variable(np.full(PART.shape, 640, np.int16), {}, 32767, TILE.shape, (1300, 700))
    own = {"": {"LocalGranuleID": "VNP17A3HGF.A2021001.h11v03.002.2022020134637.h5"}}
    path = write_hdf5(tmp_path / "VNP17A2HGF.A2021177.h11v03.002.2022020134637.h5", {FIELD.format("Gpp_500m"): field}, own)
    with pytest.raises(InputError, match="is the GPP of a whole year"):
        modis.recognise(path)


QUALITY = np.array([[0, 1, 2, 3, 8, 255], [32, 33, 128, 129, 64, 0]] * 2, np.uint8)


@pytest.mark.parametrize("container", ["tif", "h5", "without"])
def test_only_composites_of_good_quality_count_where_these_are_asked_for(tmp_path, container):
    """Bit 0 of Psn_QC_500m is 0 for good quality of MODIS, whatever sensor and clouds say in the others; 255 is its fill.

    Of VIIRS the first three bits may be the rank of the algorithm, 0 the best, so that all of them are to be 0.
    """
    if container == "h5":
        fields = {"Gpp_500m": np.full(PART.shape, 640, np.int16), "Psn_QC_500m": QUALITY}
        fields = {FIELD.format(name): Variable(v, {}, None, TILE.shape, (1300, 700)) for name, v in fields.items()}
        granule = modis.recognise(write_hdf5(tmp_path / "VNP17A2HGF.A2021177.h11v03.002.2022020134637.h5", fields))
    else:
        name = "MOD17A2HGF.061_Gpp_500m_doy2021177_aid0001.tif"
        if container == "tif":
            write_raster(tmp_path / name.replace("Gpp", "Psn_QC"), QUALITY, PART, nodata=255)
        granule = mod17(tmp_path, 640, name)
    assert np.isfinite(modis.read_gpp(granule, PART)).all()
    good = (QUALITY & (7 if container == "h5" else 1) == 0) & (QUALITY != 255)
    assert modis.has_quality(granule) == (container != "without")
    np.testing.assert_array_equal(np.isfinite(modis.read_gpp(granule, PART, "recommended")), good | (container == "without"))


@needs_real_data
def test_the_crs_of_a_real_tile_is_the_lattice_though_its_text_differs(tmp_path):
    """A GeoTIFF made from the real tile carries its own wording of the sphere."""
    source = gdal.Open(f'HDF4_EOS:EOS_GRID:"{real("modis/MOD17A3HGF.A2022001.h12v05.061.2023035051756.hdf")}":MOD_Grid_MOD17A3H:Gpp_500m')
    path = tmp_path / "MOD17A2HGF.A2022001.h12v05.061.2023035051756.Gpp_500m.tif"
    gdal.Translate(str(path), source, srcWin=[1000, 100, 40, 30], outputType=gdal.GDT_Int16)
    with rasterio.open(path) as file:
        stored = file.read(1)
    cells = tile_grid(12, 5).subgrid(100, 1000, 30, 40)
    assert header(str(path)).grid.shape == cells.shape
    gpp = modis.read_gpp(modis.recognise(str(path)), cells)
    np.testing.assert_array_equal(np.isfinite(gpp), (stored >= 0) & (stored <= 30000))
    np.testing.assert_allclose(gpp[np.isfinite(gpp)], stored[np.isfinite(gpp)] * 0.1 / 8, rtol=1e-6)
