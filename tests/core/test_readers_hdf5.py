"""HDF5 files come as stored."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from osgeo import gdal
from reader_files import Variable, needs_real_data, real, write_hdf5

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.readers.hdf5 import open_hdf5


@pytest.fixture
def small(tmp_path):
    values = np.arange(60, dtype=np.int16).reshape(3, 4, 5)
    return write_hdf5(tmp_path / "small.h5", {"/Group/Inner/values": Variable(values, {"units": "K"}), "/Group/other": Variable(values[0])})


DTYPES = st.sampled_from([np.uint8, np.int16, np.uint16, np.int32, np.float32, np.float64])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), dtype=DTYPES, ending=st.sampled_from([".h5", ".nc", ".nc4"]))
def test_any_array_written_is_read_back_in_place(tmp_path, data, dtype, ending):
    shape = data.draw(hnp.array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=6))
    values = data.draw(hnp.arrays(dtype, shape))
    window = tuple(slice(a, b) for a, b in (sorted(data.draw(st.tuples(st.integers(0, n - 1), st.integers(1, n)))) for n in shape) if a < b)
    path = write_hdf5(tmp_path / f"any{ending}", {"/g/v": Variable(values)})
    with open_hdf5(path) as file:
        np.testing.assert_array_equal(file.read("/g/v"), values)
        if len(window) == values.ndim:
            np.testing.assert_array_equal(file.read("/g/v", window), values[window])
        assert file.shape("/g/v") == shape


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    raw=hnp.arrays(np.int16, (3, 4), elements=st.integers(-30000, 30000)),
    scale=st.floats(1e-4, 10),
    offset=st.floats(-300, 300),
    fill=st.integers(-32768, 32767),
)
def test_values_have_their_scale_and_offset_and_no_fill(tmp_path, raw, scale, offset, fill):
    raw[0, 0] = fill
    attributes = {"scale_factor": np.float64(scale), "add_offset": np.float64(offset)}
    path = write_hdf5(tmp_path / "scaled.nc", {"/v": Variable(raw, attributes, fill)})
    with open_hdf5(path) as file:
        values = file.values("/v")
    np.testing.assert_allclose(values, np.where(raw == fill, np.nan, raw * scale + offset), rtol=1e-12)


def test_a_float_fill_is_missing_although_it_has_no_short_decimal(tmp_path):
    path = write_hdf5(tmp_path / "f.h5", {"/v": Variable(np.array([0.1, 0.2], np.float32), fill=float(np.float32(0.1)))})
    with open_hdf5(path) as file:
        np.testing.assert_array_equal(np.isnan(file.values("/v")), [True, False])


def test_a_step_skips_values(small):
    with open_hdf5(small) as file:
        np.testing.assert_array_equal(file.read("/Group/other", step=3), np.arange(20).reshape(4, 5)[::3, ::3])


def test_rows_of_an_nc_file_are_not_turned_over(tmp_path):
    stored = np.array([[1, 1, 1], [2, 2, 2]], np.int16)
    path = write_hdf5(tmp_path / "up.nc", {"/v": Variable(stored)})
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    by_netcdf = gdal.Open(path).ReadAsArray()
    gdal.PopErrorHandler()
    np.testing.assert_array_equal(by_netcdf, stored[::-1])  # the trap
    with open_hdf5(path) as file:
        np.testing.assert_array_equal(file.read("/v"), stored)


def test_a_chunk_that_can_not_be_decoded_is_an_error_not_what_lay_in_memory(tmp_path):
    """A flipped bit in a deflated chunk: HDF5 finds the checksum wrong, GDAL says nothing."""
    values = np.random.default_rng(0).integers(0, 99, (40, 50)).astype(np.float32)
    path = Path(write_hdf5(tmp_path / "v.h5", {"/v": Variable(values, {}, -9999.0, (400, 500), (100, 100))}))
    content = bytearray(path.read_bytes())
    content[content.index(b"\x78") + 40] ^= 4  # where a deflated chunk begins
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"v\.h5 can't be read: /v can't be decoded, the file is damaged"), open_hdf5(str(path)) as file:
        file.read("/v")


def test_a_variable_that_is_not_there_is_named(small):
    with open_hdf5(small) as file:
        assert "/Group/Inner/values" in file
        assert "/Group/absent" not in file
        assert "/Nowhere/values" not in file
        with pytest.raises(InputError, match=r"small\.h5 does not hold the variable /Nowhere/values"):
            file.read("/Nowhere/values")


def test_an_empty_file_is_said_to_be_empty(tmp_path):
    path = tmp_path / "empty.h5"
    path.touch()
    with pytest.raises(InputError, match=r"empty\.h5 can't be read: it is empty"), open_hdf5(str(path)):
        pass


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"gone\.h5"), open_hdf5(str(tmp_path / "gone.h5")):
        pass


def test_a_login_page_saved_as_h5_is_not_hdf5(tmp_path):
    path = tmp_path / "page.h5"
    path.write_text("<html>Earthdata login</html>")
    with pytest.raises(InputError, match="it is not an HDF5 file"), open_hdf5(str(path)):
        pass


@pytest.mark.parametrize("share", [0.999, 0.5])
def test_a_file_cut_short_says_how_much_is_there(small, tmp_path, share, capfd):
    whole = Path(small).read_bytes()
    cut = tmp_path / "cut.h5"
    cut.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(InputError, match=rf"it is cut short: {int(len(whole) * share)} of {len(whole)} bytes"), open_hdf5(str(cut)):
        pass
    assert capfd.readouterr().err == ""


def test_a_file_cut_in_its_first_bytes_is_cut_short(small, tmp_path):
    cut = tmp_path / "cut.h5"
    cut.write_bytes(Path(small).read_bytes()[:20])
    with pytest.raises(InputError, match="it is cut short"), open_hdf5(str(cut)):
        pass


def test_accents_and_spaces_in_a_path_do_no_harm(small, tmp_path):
    path = tmp_path / "données d'été" / "forêt boréale.h5"
    path.parent.mkdir()
    shutil.copy(small, path)
    with open_hdf5(str(path)) as file:
        assert file.shape("/Group/other") == (4, 5)


def test_a_file_reads_the_same_where_a_plugin_switched_gdal_exceptions_on(small, tmp_path):
    page = tmp_path / "page.tif"
    page.write_text("no raster")
    gdal.UseExceptions()
    try:
        with open_hdf5(small) as file:
            assert file.shape("/Group/other") == (4, 5)
            with pytest.raises(InputError):
                file.read("/Group/absent")
        from boreal_gpp_plugin.core.readers import raster

        with pytest.raises(InputError, match=r"page\.tif can't be read"):
            raster.header(str(page))
    finally:
        gdal.DontUseExceptions()


def test_threads_read_one_file_at_once(small):
    results = []

    def read():
        for _ in range(5):
            with open_hdf5(small) as file:
                results.append(int(file.read("/Group/Inner/values").sum()))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [sum(range(60))] * 40


@needs_real_data
def test_a_real_granule_with_the_first_superblock_is_read_like_by_the_netcdf_driver():
    path = real("smap/SMAP_L4_SM_aup_input.h5")
    with open_hdf5(path) as file:
        values = file.read("/Analysis_Data/sm_surface_analysis")
        assert file.attributes("/Analysis_Data/sm_surface_analysis")["valid_max"] == pytest.approx(0.9)
    other = gdal.Open(f'HDF5:"{path}"://Analysis_Data/sm_surface_analysis').ReadAsArray()
    np.testing.assert_array_equal(values, other)
