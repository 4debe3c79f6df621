"""Heaps and indices in which HDF5 files keep the names of many arrays, checked before the library lists them.

libhdf5 1.10 finds by their checksums that they are damaged, but then frees what it never allocated: in QGIS that is a crash.

References
----------
HDF5 File Format Specification 3.0, III.A.2 (version 2 B-trees) and III.G (fractal heaps).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from ..language import msg
from .checksums import lookup3
from .opening import part_of, places_of, unreadable

_HEAP, _INDEX = b"FRHP\0", b"BTHD\0"  # with their versions; where addresses and lengths take 8 bytes as everywhere
_HEAP_BYTES, _INDEX_BYTES = 146, 38
_NAME_BYTES = 7  # of what points to a name in a heap; heaps of attributes have 8
_OF_NAMES = (5, 6)  # kinds of indices: by name, by order of creation
_UNFILTERED = b"\0\0"  # length of what says how blocks are packed
_CHECKED_BLOCKS = 2  # flag of a heap whose blocks carry checksums
_SUM = 4  # bytes of a checksum
_NODE_BYTES = 6 + _SUM  # of a node without its content
_NOWHERE = (1 << 64) - 1


class _Block(NamedTuple):
    """A part of the file that ends in its checksum, or of a heap's block holds it at a place of its own."""

    at: int
    length: int
    sum_at: int


def check_dense_links(path: str, size: int) -> None:
    """Refuse a file of `size` bytes in which a heap or an index of names near its beginning or its end is damaged.

    Raises
    ------
    InputError
        The file is damaged or can't be read.
    """
    for signature, length, blocks in ((_HEAP, _HEAP_BYTES, _blocks_of_heap), (_INDEX, _INDEX_BYTES, _nodes_of_index)):
        for at in places_of(path, size, signature):
            header = part_of(path, length, at)
            if signature == _HEAP and header[7:9] != _UNFILTERED:
                continue  # no product keeps names so
            if not _is_whole(header, length - _SUM):
                raise unreadable(path, msg("it is damaged at byte {byte}", byte=at))
            for block in blocks(path, header):
                if not _is_whole(part_of(path, block.length, block.at), block.sum_at):
                    raise unreadable(path, msg("it is damaged at byte {byte}", byte=block.at))


def _is_whole(content: bytes, sum_at: int) -> bool:
    """Return whether a part of a file has the checksum that it holds at a place, which counts as zeros, or not at all at the end."""
    stated, rest = content[sum_at : sum_at + _SUM], content[sum_at + _SUM :]
    summed = content[:sum_at] + (bytes(_SUM) + rest if rest else b"")
    return len(stated) == _SUM and lookup3(summed) == int.from_bytes(stated, "little")


def _blocks_of_heap(path: str, header: bytes) -> Iterator[_Block]:
    """Yield the blocks of a heap of names, the table of them first where there are several."""
    (name_bytes,) = struct.unpack_from("<H", header, 5)
    width, smallest, largest, bits, _, root, rows = struct.unpack_from("<HQQHHQH", header, 110)
    if name_bytes != _NAME_BYTES or not header[9] & _CHECKED_BLOCKS or root == _NOWHERE:
        return
    sum_at = 13 + -(-bits // 8)  # behind signature, version, the heap's address and the block's place in it
    if not rows:
        yield _Block(root, smallest, sum_at)
        return
    sizes = [smallest << max(row - 1, 0) for row in range(rows) for _ in range(width)]
    if sizes[-1] > largest:  # tables of tables: as many names no product has
        return
    table = _Block(root, sum_at + 8 * len(sizes) + _SUM, sum_at + 8 * len(sizes))
    yield table
    addresses = struct.unpack_from(f"<{len(sizes)}Q", part_of(path, table.length, root), sum_at)
    yield from (_Block(at, length, sum_at) for at, length in zip(addresses, sizes) if at != _NOWHERE)


def _nodes_of_index(path: str, header: bytes) -> Iterator[_Block]:
    """Yield the nodes of an index of names, the one above the others first; of more than two levels, as no product has, none."""
    kind, node_bytes, record, depth, _, _, root, count = struct.unpack_from("<BIHHBBQH", header, 5)
    if kind not in _OF_NAMES or depth > 1 or root == _NOWHERE or not record:
        return
    if not depth:
        yield _node(root, count * record)
        return
    most = (node_bytes - _NODE_BYTES) // record  # records of a node below
    width = 8 + -(-most.bit_length() // 8)  # of what points to one: its address and the number of its records
    top = _node(root, count * record + (count + 1) * width)
    yield top
    pointers = part_of(path, top.length, root)[6 + count * record : -_SUM]
    for at in range(0, len(pointers), width):
        below = pointers[at : at + width]
        yield _node(int.from_bytes(below[:8], "little"), int.from_bytes(below[8:], "little") * record)


def _node(at: int, content_bytes: int) -> _Block:
    """Return a node of an index: signature, version and kind, its content, its checksum."""
    return _Block(at, _NODE_BYTES + content_bytes, _NODE_BYTES + content_bytes - _SUM)
