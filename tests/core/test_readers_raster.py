"""A raster is read where a grid lies, whatever its type, orientation and projection."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from affine import Affine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from osgeo import gdal, osr
from rasterio.enums import Resampling
from reader_files import SITE, UTM13, needs_real_data, real, write_raster

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.readers import cf
from boreal_gpp_plugin.core.readers.raster import Encoding, common_cells, grid_of, header, read_codes, read_values, sample_codes

CODE_TYPES = st.sampled_from([np.uint8, np.int16, np.uint16, np.int32])
CRS = st.sampled_from([UTM13, "EPSG:3978", "EPSG:6933"])
PROPERTY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@PROPERTY
@given(data=st.data(), dtype=CODE_TYPES, crs=CRS, cell=st.floats(1, 500), south_up=st.booleans())
def test_any_window_of_any_raster_is_read_back(tmp_path, data, dtype, crs, cell, south_up):
    height, width = data.draw(st.tuples(st.integers(1, 7), st.integers(1, 7)))
    codes = data.draw(hnp.arrays(dtype, (height, width), elements=st.integers(0, 200)))
    grid = Grid(crs, Affine(cell, 0, -300000 + cell / 3, 0, -cell, 6000000), height, width)
    row, column, rows, columns = data.draw(st.tuples(st.integers(-4, 6), st.integers(-4, 6), st.integers(1, 6), st.integers(1, 6)))
    window = grid.subgrid(row, column, rows, columns)
    stored, transform = (codes[::-1], Affine(cell, 0, grid.transform.c, 0, cell, grid.bounds[1])) if south_up else (codes, grid.transform)
    path = write_raster(tmp_path / "any.tif", stored, Grid(crs, transform, height, width))

    expected = np.full((rows, columns), 201, dtype)
    for (r, c), _ in np.ndenumerate(expected):
        if 0 <= r + row < height and 0 <= c + column < width:
            expected[r, c] = codes[r + row, c + column]
    read = read_codes(path, window, fill=201)
    np.testing.assert_array_equal(read, expected)
    assert read.dtype == dtype
    assert grid_of(path).shares_lattice(grid)


@PROPERTY
@given(
    stored=hnp.arrays(np.int16, (3, 4), elements=st.integers(-30000, 30000)),
    scale=st.floats(1e-4, 10),
    offset=st.floats(-300, 300),
    fill=st.integers(-32768, 32767),
    where=st.sampled_from(["band", "tags", "default"]),
)
def test_a_quantity_has_the_scale_offset_and_fill_that_the_file_states(tmp_path, stored, scale, offset, fill, where):
    stored[0, 0] = fill
    grid = SITE.subgrid(0, 0, 3, 4)
    stated = {
        "band": {"scale": scale, "offset": offset, "nodata": fill},
        "tags": {"tags": {"scale_factor": str(scale), "add_offset": str(offset), "_FillValue": str(fill)}},
        "default": {},
    }[where]
    path = write_raster(tmp_path / "scaled.tif", stored, grid, **stated)
    default = Encoding(scale, offset, fill) if where == "default" else Encoding(77.0, 7.0, 12345)
    expected = np.where(stored == fill, np.nan, stored * scale + offset)
    # float32 keeps 7 digits, of the larger of both terms.
    tolerance = 1e-6 * (abs(offset) + 30000 * scale)
    np.testing.assert_allclose(read_values(path, grid, default), expected, rtol=1e-6, atol=tolerance)


def test_values_outside_the_raster_are_missing(tmp_path):
    path = write_raster(tmp_path / "small.tif", np.ones((8, 10), np.int16), SITE)
    values = read_values(path, SITE.padded(1), Encoding(fill=-9999))
    assert np.isfinite(values).sum() == 80
    assert np.isnan(values[[0, -1]]).all()


def test_a_grid_far_away_gives_nothing(tmp_path):
    path = write_raster(tmp_path / "small.tif", np.ones((8, 10), np.uint8), SITE)
    for grid in (SITE.subgrid(10000, 10000, 3, 3), Grid("EPSG:3978", Affine(30, 0, -2e6, 0, -30, 2e6), 3, 3)):
        assert (read_codes(path, grid, 255) == 255).all()


def test_infinity_and_nan_are_missing(tmp_path):
    stored = np.array([[np.inf, -np.inf, np.nan, 1.0]], np.float32)
    path = write_raster(tmp_path / "odd.tif", stored, SITE)
    np.testing.assert_array_equal(read_values(path, SITE.subgrid(0, 0, 1, 4), Encoding()), [[np.nan, np.nan, np.nan, 1.0]])


def test_fill_takes_no_part_in_interpolation(tmp_path):
    stored = np.full((8, 10), 500, np.int16)
    stored[:, 5:] = -9999
    path = write_raster(tmp_path / "edge.tif", stored, SITE, nodata=-9999)
    half = Grid(UTM13, SITE.transform * Affine.translation(0.5, 0.5), 7, 9)
    values = read_values(path, half, Encoding())
    np.testing.assert_allclose(values[np.isfinite(values)], 500.0)
    assert np.isfinite(values).any() and np.isnan(values).any()


def test_a_raster_without_declared_fill_keeps_every_number_when_interpolated(tmp_path):
    path = write_raster(tmp_path / "plain.tif", np.zeros((8, 10), np.int16), SITE)
    half = Grid(UTM13, SITE.transform * Affine.translation(0.5, 0.5), 7, 9)
    np.testing.assert_array_equal(read_values(path, half, Encoding()), 0.0)


def test_interpolation_keeps_fractions_of_whole_numbers(tmp_path):
    path = write_raster(tmp_path / "steps.tif", np.tile(np.arange(10, dtype=np.int16), (8, 1)), SITE)
    half = Grid(UTM13, SITE.transform * Affine.translation(0.5, 0), 8, 9)
    np.testing.assert_allclose(read_values(path, half, Encoding()), np.tile(np.arange(9) + 0.5, (8, 1)), atol=1e-3)


@pytest.mark.parametrize("crs", ["EPSG:3978", "EPSG:32614", "EPSG:4326"])
def test_pixels_in_another_projection_land_within_a_tenth_of_a_pixel(tmp_path, crs):
    """Each pixel of the raster holds its column; osr says independently in which column a cell of the grid lies."""
    lonlat = osr.SpatialReference()
    lonlat.ImportFromEPSG(4326)
    native, target = osr.SpatialReference(), osr.SpatialReference()
    native.ImportFromEPSG(32613)
    target.SetFromUserInput(crs)
    for reference in (native, target):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    there = osr.CoordinateTransformation(native, target)
    back = osr.CoordinateTransformation(target, native)

    big = Grid(UTM13, Affine(30, 0, 390000, 0, -30, 5985000), 120, 120)
    columns = np.tile(np.arange(120, dtype=np.float32), (120, 1))
    rows = columns.T.copy()
    x, y, _ = there.TransformPoint(391800, 5983200)
    cell = 30 if crs != "EPSG:4326" else 0.0003
    grid = Grid(crs, Affine(cell, 0, x - 20 * cell, 0, -cell, y + 20 * cell), 40, 40)
    paths = [write_raster(tmp_path / f"{name}.tif", v, big) for name, v in (("columns", columns), ("rows", rows))]

    nearest = [read_values(path, grid, Encoding(), Resampling.nearest) for path in paths]
    between = [read_values(path, grid, Encoding(), Resampling.bilinear) for path in paths]
    for r in range(0, 40, 3):
        for c in range(0, 40, 3):
            px, py, _ = back.TransformPoint(float(grid.x[c]), float(grid.y[r]))
            exact = ((px - 390000) / 30 - 0.5, (5985000 - py) / 30 - 0.5)
            for value, smooth, truth in zip((n[r, c] for n in nearest), (b[r, c] for b in between), exact):
                assert abs(value - truth) <= 0.5 + 0.1
                assert abs(smooth - truth) <= 0.1


def test_common_cells_of_two_windows_are_the_same_cells():
    a, b = SITE.subgrid(-2, 3, 5, 6), SITE
    (ra, ca), (rb, cb) = common_cells(a, b)
    np.testing.assert_allclose(a.x[ca], b.x[cb])
    np.testing.assert_allclose(a.y[ra], b.y[rb])
    assert (rb, cb) == (slice(0, 3), slice(3, 9))
    assert common_cells(SITE.subgrid(100, 0, 2, 2), SITE) is None


def test_lattices_are_told_apart():
    assert SITE.shares_lattice(SITE.subgrid(500, -700, 3, 3))
    assert not SITE.shares_lattice(Grid(UTM13, SITE.transform * Affine.translation(0.5, 0), 8, 10))
    assert not SITE.shares_lattice(Grid("EPSG:32614", SITE.transform, 8, 10))
    assert not SITE.shares_lattice(Grid(UTM13, SITE.transform * Affine.scale(2), 4, 5))
    assert not SITE.subgrid(0, 0, 1, 1).shares_lattice(Grid(UTM13, SITE.transform * Affine.translation(-0.5, -0.5) * Affine.scale(2), 4, 5))


def test_a_header_says_grid_type_and_bands(tmp_path):
    head = header(write_raster(tmp_path / "h.tif", np.ones((8, 10), np.uint16), SITE))
    assert (head.grid, head.dtype, head.bands) == (SITE, np.uint16, 1)


def test_a_crs_without_code_is_kept(tmp_path):
    wkt = rasterio.crs.CRS.from_proj4("+proj=lcc +lat_1=49 +lat_2=77 +lat_0=49 +lon_0=-95 +datum=NAD83").to_wkt()
    grid = Grid(wkt, Affine(30, 0, -700000, 0, -30, 600000), 8, 10)
    assert grid_of(write_raster(tmp_path / "lcc.tif", np.ones((8, 10), np.uint8), grid)).shares_lattice(grid)


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_raster_without_crs_is_refused(tmp_path):
    path = tmp_path / "nowhere.tif"
    with rasterio.open(path, "w", driver="GTiff", height=2, width=2, count=1, dtype="uint8") as file:
        file.write(np.ones((1, 2, 2), np.uint8))
    for call in (lambda: header(str(path)), lambda: read_codes(str(path), SITE, 0)):
        with pytest.raises(InputError, match=r"nowhere\.tif has no georeferencing.*Assign"):
            call()


def test_a_raster_in_the_coordinates_of_a_drawing_is_refused(tmp_path):
    write_raster(tmp_path / "local.tif", np.ones((2, 2), np.uint8), SITE)
    dataset = gdal.Open(str(tmp_path / "local.tif"), gdal.GA_Update)
    dataset.SetProjection('LOCAL_CS["drawing",UNIT["metre",1]]')
    del dataset
    with pytest.raises(InputError, match="has no georeferencing"):
        header(str(tmp_path / "local.tif"))
    with pytest.raises(InputError, match=r"local\.tif"):
        read_codes(str(tmp_path / "local.tif"), Grid("EPSG:4326", Affine(0.01, 0, -106, 0, -0.01, 54), 3, 3), 0)


def test_a_rotated_raster_is_refused(tmp_path):
    grid = Grid(UTM13, SITE.transform * Affine.rotation(10), 8, 10)
    with pytest.raises(InputError, match=r"turned\.tif is rotated"):
        header(write_raster(tmp_path / "turned.tif", np.ones((8, 10), np.uint8), grid))


@pytest.mark.parametrize("content", [b"", b"<html>Sign in</html>"])
def test_what_is_no_raster_is_refused_by_name(tmp_path, content, capfd):
    path = tmp_path / "wrong.tif"
    path.write_bytes(content)
    for call in (lambda: header(str(path)), lambda: read_codes(str(path), SITE, 0)):
        with pytest.raises(InputError, match=r"wrong\.tif can't be read"):
            call()
    assert capfd.readouterr().err == ""


def test_a_raster_cut_short_is_refused_from_its_header(tmp_path):
    noise = np.random.default_rng(0).integers(0, 255, (600, 600)).astype(np.uint8)
    whole = write_raster(tmp_path / "whole.tif", noise, SITE, tiled=True, blockxsize=256, blockysize=256, compress="deflate")
    with rasterio.open(whole) as source:
        rasterio.shutil.copy(source, tmp_path / "cog.tif", driver="COG", blocksize=256)
    data = (tmp_path / "cog.tif").read_bytes()
    cut = tmp_path / "cut.tif"
    cut.write_bytes(data[: len(data) * 9 // 10])
    assert header(str(tmp_path / "cog.tif")).grid.shape == (600, 600)
    with pytest.raises(InputError, match=r"cut\.tif can't be read: it is cut short"):
        header(str(cut))


def test_a_block_that_can_not_be_decoded_is_an_error_not_zeros(tmp_path):
    noise = np.random.default_rng(0).integers(0, 255, (600, 600)).astype(np.uint8)
    path = write_raster(tmp_path / "bad.tif", noise, SITE, tiled=True, blockxsize=256, blockysize=256, compress="deflate")
    data = bytearray(Path(path).read_bytes())
    data[3000:40000] = b"\x55" * 37000
    Path(path).write_bytes(data)
    with pytest.raises(InputError, match=r"bad\.tif can't be read"):
        read_codes(path, SITE.subgrid(0, 0, 600, 600), 0)


def test_a_huge_raster_is_read_and_sampled_in_windows(tmp_path):
    """A million pixels each way would need a terabyte: only windows may be touched."""
    write_raster(tmp_path / "seed.tif", np.full((64, 64), 210, np.uint8), SITE)
    vrt = tmp_path / "huge.vrt"
    vrt.write_text(
        """<VRTDataset rasterXSize="1000000" rasterYSize="1000000"><SRS>EPSG:32613</SRS>
        <GeoTransform>0, 30, 0, 9000000, 0, -30</GeoTransform><VRTRasterBand dataType="Byte" band="1">
        <SimpleSource><SourceFilename relativeToVRT="1">seed.tif</SourceFilename><SourceBand>1</SourceBand>
        <SrcRect xOff="0" yOff="0" xSize="64" ySize="64"/><DstRect xOff="13000" yOff="100500" xSize="64" ySize="64"/>
        </SimpleSource></VRTRasterBand></VRTDataset>"""
    )
    assert header(str(vrt)).grid.shape == (1000000, 1000000)
    assert set(sample_codes(str(vrt))) <= {0, 210}
    assert (read_codes(str(vrt), Grid(UTM13, Affine(30, 0, 390000, 0, -30, 5985000), 64, 64), 0) == 210).all()


def test_samples_find_every_code_of_a_small_raster(tmp_path):
    codes = np.arange(100, dtype=np.uint8).reshape(10, 10)
    np.testing.assert_array_equal(sample_codes(write_raster(tmp_path / "c.tif", codes, SITE)), np.arange(100))


@needs_real_data
def test_a_real_fmask_read_in_a_window_equals_a_plain_read():
    path = real("hls/HLS.L30.T06WVS.2024120T211159.v2.0.Fmask.tif")
    assert grid_of(path) == Grid("EPSG:32606", Affine(30, 0, 399960, 0, -30, 7200000), 3660, 3660)
    with rasterio.open(path) as source:
        whole = source.read(1)
    window = grid_of(path).subgrid(1800, -5, 20, 30)
    read = read_codes(path, window, 255)
    np.testing.assert_array_equal(read[:, 5:], whole[1800:1820, :25])
    assert (read[:, :5] == 255).all()


def damaged(path: str, longer: bool) -> str:
    """Put a deflated block in place of another that decodes without an error: one pixel differs, or it goes on too long."""
    dataset = gdal.Open(path)
    offset, length = (int(dataset.GetRasterBand(1).GetMetadataItem(f"BLOCK_{what}_0_0", "TIFF")) for what in ("OFFSET", "SIZE"))
    del dataset
    content = bytearray(Path(path).read_bytes())
    pixels = bytearray(zlib.decompress(content[offset : offset + length]))
    pixels[100] ^= 1
    deflate = zlib.compressobj(9, wbits=-15)
    other = b"\x78\x9c" + deflate.compress(bytes(pixels) + bytes(600 * longer)) + deflate.flush()
    assert len(other) + 4 <= length  # the checksum that stays is that of the undamaged block
    content[offset : offset + length] = other + bytes(length - len(other) - 4) + content[offset + length - 4 : offset + length]
    Path(path).write_bytes(content)
    return path


@pytest.mark.parametrize("longer", [False, True])
@pytest.mark.parametrize("way", ["lattice", "warped", "turned", "series"])
def test_a_block_that_decodes_to_other_pixels_is_told_by_its_checksum(tmp_path, way, longer):
    """libtiff does not compare the checksum of a block that decodes to more than it should hold: GDAL reads it without an error."""
    random = np.random.default_rng(1)
    values = np.repeat(random.integers(0, 9000, (128, 16)), 8, axis=1).astype(np.int16)
    grid = Grid(UTM13, Affine(30, 0, 390000, 0, -30, 5985000), 128, 128)
    turned = Grid(UTM13, Affine(30, 0, 390000, 0, 30, grid.bounds[1]), 128, 128)
    profile = {"compress": "deflate", "zlevel": 1, "tiled": True, "blockxsize": 64, "blockysize": 64}
    path = damaged(write_raster(tmp_path / "gpp_2021177.tif", values, turned if way == "turned" else grid, **profile), longer)
    if longer:
        assert gdal.Open(path).ReadAsArray() is not None
    row, far = (70, 10) if way == "turned" else (10, 70)
    part, away = grid.subgrid(row, 10, 20, 20), grid.subgrid(far, 70, 20, 20)
    cells = Grid(part.crs, part.transform * Affine.translation(0.5, 0.5), 19, 19) if way == "warped" else part

    def read(where: Grid) -> np.ndarray:
        return cf.read(path, where, range(1))[0] if way == "series" else read_values(path, where, Encoding())

    with pytest.raises(InputError, match=r"gpp_2021177\.tif can't be read: it is damaged; its checksum does not fit at byte \d+"):
        read(cells)
    np.testing.assert_array_equal(read(away), (values[::-1] if way == "turned" else values)[far : far + 20, 70:90])
