"""Global heaps of HDF5 files, which hold what varies in length, checked before the library walks them.

A heap carries no checksum, and libhdf5 1.10 believes the sizes of the objects in it: where a part of a heap was lost, it walks in a
circle for ever or reads beyond its memory, inside QGIS. GDAL has it read the heaps whenever an array says which its dimensions are.

References
----------
HDF5 File Format Specification 3.0, III.E: the global heap, its collections and objects.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from ..language import msg
from .opening import part_of, parts_of, unreadable

_SIGNATURE = b"GCOL\x01"
_COLLECTION = re.compile(re.escape(_SIGNATURE))
_HEADER = 16  # bytes, of a collection and of an object in it, where lengths take 8 bytes as everywhere
_ALIGNED = 8
_LOOKED_THROUGH = 1 << 20  # bytes at either end of a file, where netCDF and h5py put heaps; looking through all would take too long
_AT_ONCE = 1 << 16  # bytes


def check_global_heaps(path: str, size: int) -> None:
    """Refuse a file of `size` bytes with a global heap near its beginning or its end in which objects do not follow one another.

    Raises
    ------
    InputError
        The file is damaged or can't be read.
    """
    for at in _collections(path, size):
        header = part_of(path, _HEADER, at)
        length = struct.unpack_from("<Q", header, 8)[0] if len(header) == _HEADER else 0
        if not _HEADER <= length <= size - at or not _is_whole(part_of(path, length, at)):
            raise unreadable(path, msg("it is damaged at byte {byte}", byte=at))


def _collections(path: str, size: int) -> Iterator[int]:
    """Yield where collections begin near either end of a file, in bytes from its beginning."""
    for begin in sorted({0, max(size - _LOOKED_THROUGH, 0)}):
        before = b""  # what a signature over the border of two parts begins with
        for part in parts_of(path, begin, min(begin + _LOOKED_THROUGH, size), _AT_ONCE):
            looked_at = before + part
            for match in _COLLECTION.finditer(looked_at):
                yield begin - len(before) + match.start()
            before, begin = looked_at[1 - len(_SIGNATURE) :], begin + len(part)


def _is_whole(collection: bytes) -> bool:
    """Return whether the objects of a collection fill it one after the other, by rising numbers, free space at the end."""
    at, last = _HEADER, 0
    while len(collection) - at >= _HEADER:
        number, size = struct.unpack_from("<H6xQ", collection, at)
        if number == 0:  # free space, which counts its header
            return size == len(collection) - at
        if number <= last:
            return False
        at, last = at + _HEADER + -(-size // _ALIGNED) * _ALIGNED, number
    return at <= len(collection)
