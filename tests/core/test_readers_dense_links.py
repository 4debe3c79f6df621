"""Heaps and indices of names in HDF5 files are held against their checksums before libhdf5, which would crash, lists them."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_files import Variable, needs_real_data, real, write_hdf5

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.readers.checksums import lookup3
from boreal_gpp_plugin.core.readers.dense_links import check_dense_links
from boreal_gpp_plugin.core.readers.hdf5 import check_whole, open_hdf5

MANY = 60  # names, of which a group keeps eight beside itself


@pytest.fixture(scope="module", params=[12, MANY])
def file(request, tmp_path_factory) -> Path:
    """A file of many arrays: their names fill one block of a heap, or several under a table."""
    names = [f"/group/variable_{number:02d}" for number in range(request.param)]
    path = tmp_path_factory.mktemp("links") / f"{request.param}.h5"
    return Path(write_hdf5(path, {name: Variable(np.arange(3.0)) for name in names}))


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"", 0xDEADBEEF), (b"Four score and seven years ago", 0x17770551)],
)
def test_the_checksum_is_that_of_its_author(content, expected):
    """The values that lookup3.c prints of itself."""
    assert lookup3(content) == expected


def test_whole_files_are_read(file):
    check_whole(str(file))
    with open_hdf5(str(file)) as opened:
        assert all(f"/group/variable_{number:02d}" in opened for number in range(int(file.stem)))


def parts_of(heaps: list[int], content: bytes, signature: bytes) -> list[int]:
    """Return where parts of heaps begin, which name the heap that they are of."""
    starts = [match.start() for match in re.finditer(signature, content)]
    return [at for at in starts if int.from_bytes(content[at + 5 : at + 13], "little") in heaps]


def damaged(path: Path, at: int, byte: int) -> str:
    content = bytearray(path.read_bytes())
    content[at] ^= byte
    other = path.with_name("damaged.h5")
    other.write_bytes(content)
    return str(other)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_of_what_holds_the_names_is_told(file, data):
    """In headers, tables, blocks and nodes, behind the signatures by which they are found."""
    content = file.read_bytes()
    heaps = [match.start() for match in re.finditer(b"FRHP\0\7", content)]
    blocks, tables = parts_of(heaps, content, b"FHDB\0"), parts_of(heaps, content, b"FHIB\0")[-1:]  # the table before is left behind
    indices = [match.start() for match in re.finditer(b"BTHD\0[\5\6]", content)]
    nodes = [match.start() for match in re.finditer(b"BT(LF|IN)\0[\5\6]", content)]
    assert heaps and blocks and tables and indices and any(content[at + 2 : at + 4] == b"IN" for at in nodes) == (file.stem == str(MANY))
    places = [(at, length) for starts, length in ((heaps, 146), (blocks, 500), (tables, 50), (indices, 38), (nodes, 40)) for at in starts]
    start, length = data.draw(st.sampled_from(places))
    path = damaged(file, start + data.draw(st.integers(9, length - 1)), data.draw(st.integers(1, 255)))
    with pytest.raises(InputError, match=r"damaged\.h5 can't be read: it is damaged at byte \d+"):
        check_dense_links(path, Path(path).stat().st_size)


@needs_real_data
@pytest.mark.parametrize("name", ["SMAP_L4_SM_aup_input.h5", "SMAP_L4_SM_aup_UTM_input.h5", "SMAP_L3_FT_P_corners_input.h5"])
def test_a_real_file_is_whole_and_a_bit_in_a_block_of_names_is_told(tmp_path, name):
    content = Path(real(f"smap/{name}")).read_bytes()
    path = tmp_path / name
    path.write_bytes(content)
    check_dense_links(str(path), len(content))
    heap = re.search(b"FRHP\0\7", content).start()
    block = parts_of([heap], content, b"FHDB\0")[0]
    with pytest.raises(InputError, match=f"it is damaged at byte {block}"):
        bad = damaged(path, block + 40, 1)
        check_dense_links(bad, len(content))
