"""Damaged global heaps are refused before libhdf5 walks them; whole ones of any size pass."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_files import Variable, needs_real_data, real, write_hdf5

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.readers import cf
from boreal_gpp_plugin.core.readers.global_heap import check_global_heaps
from boreal_gpp_plugin.core.readers.hdf5 import open_hdf5

PROPERTY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEADER = 16


@pytest.fixture
def file(tmp_path) -> Path:
    """A file whose arrays say which their dimensions are, which netCDF keeps in a global heap."""
    values = np.arange(12, dtype=np.float32).reshape(3, 4)
    return Path(write_hdf5(tmp_path / "SMAP.h5", {f"/Group/v{i}": Variable(values) for i in range(6)}))


def heap_of(file: Path) -> int:
    return file.read_bytes().index(b"GCOL\x01")


def damaged(file: Path, at: int, content: bytes) -> Path:
    whole = file.read_bytes()
    other = file.with_name("damaged.h5")
    other.write_bytes(whole[:at] + content + whole[at + len(content) :])
    return other


def collection(sizes: list[int], free: int) -> bytes:
    """Return a collection with objects of some sizes and free space behind them."""
    objects = [struct.pack("<HHIQ", i, 1, 0, size) + bytes(-(-size // 8) * 8) for i, size in enumerate(sizes, 1)]
    objects += [struct.pack("<HHIQ", 0, 0, 0, free) + bytes(free - HEADER)] if free >= HEADER else [bytes(free)]
    content = b"".join(objects)
    return b"GCOL\x01\0\0\0" + struct.pack("<Q", HEADER + len(content)) + content


def refuses(path: Path) -> bool:
    try:
        check_global_heaps(str(path), path.stat().st_size)
    except InputError as error:
        assert path.name in str(error) and "it is damaged at byte" in str(error)
        return True
    return False


def test_a_whole_file_passes_and_opens(file):
    assert not refuses(file)
    with open_hdf5(str(file)) as opened:
        assert opened.shape("/Group/v0") == (3, 4)


@pytest.mark.parametrize(
    ("offset", "content"),
    [
        (HEADER + 8, bytes(8)),  # the size of the first object: all behind it is read at wrong places
        (HEADER + 8, b"\xff" * 8),  # beyond memory
        (HEADER, b"\0\0"),  # the first object as free space of 8 bytes, in which the library goes round for ever
        (HEADER + 24, b"\1\0"),  # the second object under the number of the first
        (8, b"\xff" * 8),  # the length of the heap
        (512, bytes(512)),  # a block that was lost, and with it the size of the free space
    ],
)
def test_a_damaged_heap_is_refused_by_name_before_the_library_sees_it(file, offset, content, capfd):
    heap = heap_of(file)
    if offset == 512:
        (free,) = struct.unpack_from("<Q", file.read_bytes(), heap + HEADER + 8)
        assert free < 512
        offset = HEADER
    other = damaged(file, heap + offset, content)
    with pytest.raises(InputError, match=rf"damaged\.h5 can't be read: it is damaged at byte {heap}\. Download"), open_hdf5(str(other)):
        pass
    assert capfd.readouterr().err == ""


@PROPERTY
@given(
    sizes=st.lists(st.integers(0, 300), max_size=20), free=st.one_of(st.integers(0, 15), st.integers(16, 4000)), before=st.integers(0, 99)
)
def test_any_whole_collection_passes(tmp_path, sizes, free, before):
    path = tmp_path / "heap"
    path.write_bytes(bytes(before) + collection(sizes, free))
    assert not refuses(path)


@PROPERTY
@given(sizes=st.lists(st.integers(1, 300), min_size=2, max_size=20), data=st.data(), other=st.integers(0, 2**64 - 1))
def test_a_wrong_size_of_an_object_is_refused(tmp_path, sizes, data, other):
    """Unless it is one of the same padded length, which leads to the same places."""
    which = data.draw(st.integers(0, len(sizes) - 1))
    at = HEADER + sum(HEADER + -(-size // 8) * 8 for size in sizes[:which]) + 8
    content = collection(sizes, 4000)
    path = tmp_path / "heap"
    path.write_bytes(content[:at] + struct.pack("<Q", other) + content[at + 8 :])
    same = -(-other // 8) == -(-sizes[which] // 8)
    # Zeros within an object read as free space of size 0, and so no other size leads on.
    assert refuses(path) != same


def test_a_heap_is_found_at_the_end_of_a_long_file_and_in_an_archive(file, tmp_path):
    long = tmp_path / "long.h5"
    long.write_bytes(bytes(5 << 20) + collection([8, 8], 100)[:-40] + b"\xff" * 40)
    assert not refuses(long)  # what lies in free space is nothing
    long.write_bytes(bytes(5 << 20) + collection([8, 8], 100)[:40] + b"\xff" * 140)
    assert refuses(long)
    archive = tmp_path / "granule.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(damaged(file, heap_of(file) + HEADER + 8, bytes(8)), "damaged.h5")
    with pytest.raises(InputError, match="it is damaged at byte"), open_hdf5(f"/vsizip/{archive}/damaged.h5"):
        pass


def test_a_series_with_a_damaged_heap_is_refused_too(file):
    with pytest.raises(InputError, match="it is damaged at byte"):
        cf.variables(str(damaged(file, heap_of(file) + HEADER + 8, bytes(8)).rename(file.with_name("series.nc"))))


@needs_real_data
@pytest.mark.parametrize("name", ["SMAP_L4_SM_aup_input.h5", "SMAP_L3_FT_P_corners_input.h5", "SPL3FTP_subsetted.nc4"])
def test_heaps_of_real_files_pass(name):
    path = Path(real(f"smap/{name}"))
    assert b"GCOL" in path.read_bytes() and not refuses(path)


@pytest.mark.parametrize("at", [0, 65_530, 65_534, 65_536, 3_000_000 - 40])
def test_a_damaged_heap_is_found_wherever_it_lies_near_an_end(tmp_path, at):
    content = bytearray(3_000_000)
    content[at : at + HEADER] = b"GCOL\x01\0\0\0" + struct.pack("<Q", 1 << 40)
    path = tmp_path / "damaged.h5"
    path.write_bytes(content)
    assert refuses(path)
