"""Global heaps of HDF5 files, which hold what varies in length, checked before the library walks them.

A heap carries no checksum, and libhdf5 1.10 believes the sizes of the objects in it: where a part of a heap was lost, it walks in a
circle for ever or reads beyond its memory, inside QGIS. GDAL has it read the heaps whenever an array says which its dimensions are.

References
----------
HDF5 File Format Specification 3.0, III.E: the global heap, its collections and objects.
"""

from __future__ import annotations

import struct

from ..language import msg
from .opening import part_of, places_of, unreadable

_SIGNATURE = b"GCOL\x01"
_HEADER = 16  # bytes, of a collection and of an object in it, where lengths take 8 bytes as everywhere
_ALIGNED = 8


def check_global_heaps(path: str, size: int) -> None:
    """Refuse a file of `size` bytes with a global heap near its beginning or its end in which objects do not follow one another.

    Raises
    ------
    InputError
        The file is damaged or can't be read.
    """
    for at in places_of(path, size, _SIGNATURE):
        header = part_of(path, _HEADER, at)
        length = struct.unpack_from("<Q", header, 8)[0] if len(header) == _HEADER else 0
        if not _HEADER <= length <= size - at or not _is_whole(part_of(path, length, at)):
            raise unreadable(path, msg("it is damaged at byte {byte}", byte=at))


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
