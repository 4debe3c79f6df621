"""HDF5 files written with GDAL alone."""

import os
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from boreal_gpp_plugin.core.errors import OutputError
from boreal_gpp_plugin.core.readers.hdf5 import open_hdf5
from boreal_gpp_plugin.core.sample.hdf5 import Variable, write

BLOCK = np.array([[1.5, 2.5], [-9999.0, 4.5]], np.float32)
PLANE = {"row": 1000, "column": 2000}


def plane(values=BLOCK, **kwargs):
    kwargs = {"fill": -9999.0, "origin": (300, 700), "chunk": (64, 64), **kwargs}
    return Variable(("row", "column"), values, **kwargs)


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "forêt boréale n° 1"
    folder.mkdir()
    return folder / "données é.h5"


def read(path, name):
    with open_hdf5(str(path)) as file:
        return file.read(f"/{name}")


def attributes(path, name):
    with open_hdf5(str(path)) as file:
        return file.attributes(f"/{name}")


def test_a_block_lies_at_its_origin_and_all_else_is_fill(path):
    write(path, PLANE, {"a": plane()})
    expected = np.full((1000, 2000), -9999.0, np.float32)
    expected[300:302, 700:702] = BLOCK
    np.testing.assert_array_equal(read(path, "a"), expected)


def test_only_the_chunks_of_the_block_take_space(path):
    write(path, PLANE, {"a": plane()})
    assert os.path.getsize(path) < 20_000  # 8 MB as a whole


def test_a_block_of_nothing_but_fill_is_not_stored(path):
    stored = os.path.getsize(write(path, PLANE, {"a": plane()}))
    empty = os.path.getsize(write(path, PLANE, {"a": plane(np.full((2, 2), -9999.0, np.float32))}))
    assert empty < stored - 2000  # the index of a compressed array alone takes 2.6 kB
    assert (read(path, "a") == -9999.0).all()


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "uint32", "int32", "float32", "float64"])
def test_a_type_and_its_extremes_survive(path, dtype):
    info = np.finfo(dtype) if dtype.startswith("float") else np.iinfo(dtype)
    values = np.array([info.min, info.max], dtype)
    write(path, {"x": 2}, {"a": Variable(("x",), values)})
    back = read(path, "a")
    assert back.dtype == values.dtype
    np.testing.assert_array_equal(back, values)


def test_microseconds_since_2000_survive(path):
    values = np.array([678_000_000_123_456, 678_000_000_273_456], np.int64)
    write(path, {"x": 2}, {"a": Variable(("x",), values)})
    np.testing.assert_array_equal(read(path, "a"), values)


def test_zero_can_be_the_fill(path):
    write(path, {"x": 3}, {"a": Variable(("x",), np.array([0, 1, 2], np.uint8), fill=0)})
    with open_hdf5(str(path)) as file:
        np.testing.assert_array_equal(file.read("/a"), [0, 1, 2])
        np.testing.assert_array_equal(file.values("/a"), [np.nan, 1, 2])


def test_arrays_live_in_nested_groups(path):
    write(path, {"x": 1}, {"outer/inner/a": Variable(("x",), np.ones(1)), "outer/b": Variable(("x",), np.full(1, 2.0))})
    assert read(path, "outer/inner/a") == 1
    assert read(path, "outer/b") == 2


def test_attributes_keep_text_numbers_and_lists_of_numbers(path):
    given = {
        "flag_masks": np.array([1, 2, 128], np.uint8),
        "scale_factor": np.float64(0.002),
        "flag_meanings": "a b c",
        "text_masks": "1s, 2s",
    }
    write(path, {"x": 1}, {"a": Variable(("x",), np.ones(1), attributes=given)})
    read_back = attributes(path, "a")
    assert tuple(read_back["flag_masks"]) == (1, 2, 128)
    assert read_back["scale_factor"] == 0.002
    assert (read_back["flag_meanings"], read_back["text_masks"]) == ("a b c", "1s, 2s")


def test_groups_carry_attributes(path):
    write(path, {"x": 1}, {"a": Variable(("x",), np.ones(1))}, {"": {"title": "é"}, "Metadata/Extent": {"begin": "2021"}})
    root = gdal.OpenEx(str(path), gdal.OF_MULTIDIM_RASTER, allowed_drivers=["HDF5"]).GetRootGroup()
    assert root.GetAttribute("title").ReadAsString() == "é"
    assert root.OpenGroup("Metadata").OpenGroup("Extent").GetAttribute("begin").ReadAsString() == "2021"


def test_a_dimension_of_no_array_is_left_out(path):
    path = write(path.with_suffix(".nc"), {"x": 1, "y": 2}, {"a": Variable(("x",), np.ones(1))})
    root = gdal.OpenEx(str(path), gdal.OF_MULTIDIM_RASTER, allowed_drivers=["netCDF"]).GetRootGroup()
    assert [dimension.GetName() for dimension in root.GetDimensions()] == ["x"]


def test_the_file_is_closed_on_return(path):
    write(path, PLANE, {"a": plane()})
    handles = Path("/proc/self/fd")
    if handles.is_dir():
        assert str(path) not in {os.path.realpath(handle) for handle in handles.iterdir()}
    path.rename(path.with_suffix(".moved"))  # Windows refuses while it is open


def test_a_file_is_written_over(path):
    write(path, PLANE, {"a": plane()})
    write(path, {"x": 1}, {"b": Variable(("x",), np.ones(1))})
    with open_hdf5(str(path)) as file:
        assert "/a" not in file
        assert "/b" in file


def test_a_missing_folder_is_said_in_one_sentence_with_a_fix(path, capfd):
    lost = path.parent / "missing" / "a.h5"
    with pytest.raises(OutputError, match=r"missing/a\.h5 can't be written.* Choose a folder") as error:
        write(lost, PLANE, {"a": plane()})
    assert error.value.fix is not None
    assert capfd.readouterr() == ("", "")


def test_a_missing_folder_is_said_where_gdal_raises(path):
    gdal.UseExceptions()
    try:
        with pytest.raises(OutputError):
            write(path.parent / "missing" / "a.h5", PLANE, {"a": plane()})
    finally:
        gdal.DontUseExceptions()


def test_a_block_beyond_the_edge_is_refused(path):
    with pytest.raises(OutputError):
        write(path, PLANE, {"a": plane(origin=(999, 0))})
