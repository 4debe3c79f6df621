"""Checksums that files carry inside, compared where the libraries that decode them do not."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Optional

from osgeo import gdal

from ..language import msg
from .opening import part_of, parts_of, size_of, unreadable

_AT_ONCE = 1 << 20  # bytes
_COMPRESSED, _LINKED, _SPECIAL = 40, 20, 0x4000  # tags of HDF4's elements; special ones say where their content is
_IN_BLOCKS = 1
_WORD = 0xFFFFFFFF
_ENTRY = re.compile(  # of a file in a SAFE manifest
    r'<byteStream[^>]*\bsize="(?P<size>\d+)"[^>]*>\s*<fileLocation[^>]*\bhref="(?:\./)?(?P<name>[^"/]+)"[^>]*/>\s*'
    r'<checksum checksumName="MD5">(?P<md5>[0-9a-fA-F]{32})<',
    re.IGNORECASE,
)


def check_blocks(path: str, tag: Callable[[str], Optional[str]], size: tuple[int, int], rows: slice, columns: slice) -> None:
    """Refuse a part of a GeoTIFF whose deflated blocks do not have the checksum (Adler-32) that they end in.

    libtiff decodes a block until its pixels are full: where damage made it longer, its checksum is not looked at, and a third of
    random damages give other pixels without an error. Blocks under LZW, or not compressed, carry no checksum: damage in them that
    can still be decoded can't be told from data.

    Parameters
    ----------
    path : str
        The file.
    tag : callable
        Gives an item of the band's metadata domain TIFF, or None.
    size : tuple of int
        Rows and columns of a block.
    rows, columns : slice
        The part, as the file counts them.

    Raises
    ------
    InputError
        A block is damaged.
    """
    height, width = size
    with open(path, "rb") as file:
        for y in range(rows.start // height, -(-rows.stop // height)):
            for x in range(columns.start // width, -(-columns.stop // width)):
                offset, length = (tag(f"BLOCK_{what}_{x}_{y}") for what in ("OFFSET", "SIZE"))
                if not offset or not length:  # a block of nothing but fill is not stored
                    continue
                file.seek(int(offset))
                try:
                    zlib.decompress(file.read(int(length)))
                except zlib.error as error:
                    raise unreadable(path, msg("it is damaged; its checksum does not fit at byte {byte}", byte=int(offset))) from error


def lookup3(content: bytes) -> int:
    """Return the checksum by which HDF5 knows its own structures.

    References
    ----------
    Jenkins (2006), lookup3.c, hashlittle: https://burtleburtle.net/bob/c/lookup3.c
    """
    a = b = c = (0xDEADBEEF + len(content)) & _WORD
    if not content:
        return c
    words = struct.unpack(f"<{-(-len(content) // 12) * 3}I", content + bytes(-len(content) % 12))
    for at in range(0, len(words) - 3, 3):
        a, b, c = a + words[at], b + words[at + 1], c + words[at + 2]
        a = (a - c ^ _turned(c, 4)) & _WORD
        c += b
        b = (b - a ^ _turned(a, 6)) & _WORD
        a += c
        c = (c - b ^ _turned(b, 8)) & _WORD
        b += a
        a = (a - c ^ _turned(c, 16)) & _WORD
        c += b
        b = (b - a ^ _turned(a, 19)) & _WORD
        a += c
        c = (c - b ^ _turned(b, 4)) & _WORD
        b += a
    a, b, c = a + words[-3], b + words[-2], c + words[-1]
    c = (c ^ b) - _turned(b, 14)
    a = (a ^ c) - _turned(c, 11)
    b = (b ^ a) - _turned(a, 25)
    c = (c ^ b) - _turned(b, 16)
    a = (a ^ c) - _turned(c, 4)
    b = (b ^ a) - _turned(a, 14)
    c = (c ^ b) - _turned(b, 24)
    return c & _WORD


def _turned(word: int, bits: int) -> int:
    """Return the lowest 32 bits of a number, turned to the left."""
    word &= _WORD
    return (word << bits | word >> 32 - bits) & _WORD


def check_hdf4(path: str) -> None:
    """Refuse an HDF4 file of which a deflated element does not have the checksum (Adler-32) that it ends in.

    The HDF4 library decodes until an element is full and passes over its checksum: a third of random damages in a layer give other
    numbers without an error. Elements that are not deflated carry none.

    Raises
    ------
    InputError
        The file is damaged or can't be read.

    References
    ----------
    HDF4 Specification and Developer's Guide, chapters 2 and 10: data descriptors, linked blocks, compressed elements.
    """
    content = part_of(path, size_of(path))
    try:
        for stream in _compressed_elements(content):
            if len(stream) > 1 and stream[0] & 0x0F == 8 and int.from_bytes(stream[:2], "big") % 31 == 0:  # as zlib begins
                zlib.decompress(stream)
    except (zlib.error, struct.error, KeyError, ValueError) as error:
        raise unreadable(path, msg("it is damaged, the checksum of a part of it does not fit")) from error


def _compressed_elements(content: bytes) -> Iterator[bytes]:
    """Yield the compressed elements of an HDF4 file; raises struct.error, KeyError or ValueError where its directory is damaged."""
    descriptors, at, seen = [], 4, set()
    while at:
        if at in seen:
            raise ValueError(at)
        seen.add(at)
        count, following = struct.unpack_from(">HI", content, at)
        descriptors += [struct.unpack_from(">HHII", content, at + 6 + 12 * i) for i in range(count)]
        at = following
    blocks = {reference: content[offset : offset + length] for tag, reference, offset, length in descriptors if tag == _LINKED}
    for tag, _, offset, length in descriptors:
        if tag == _COMPRESSED:
            yield content[offset : offset + length]
        elif tag == _COMPRESSED | _SPECIAL:
            code, whole, _, count, link = struct.unpack_from(">HIIIH", content, offset)
            parts, tables = [], set()
            while code == _IN_BLOCKS and link:
                if link in tables:
                    raise ValueError(link)
                tables.add(link)
                link, *references = struct.unpack_from(f">{count + 1}H", blocks[link])
                parts += [blocks[reference] for reference in references if reference]
            yield b"".join(parts)[:whole]


def listed_checksums(manifest: str) -> dict[str, tuple[int, str]]:
    """Return size in bytes and MD5 sum by file name as a SAFE manifest (xfdumanifest.xml) lists them; none without one."""
    status = gdal.VSIStatL(manifest)
    if status is None or not status.size:
        return {}
    text = part_of(manifest, status.size).decode("utf-8", "replace")
    return {entry["name"]: (int(entry["size"]), entry["md5"].lower()) for entry in _ENTRY.finditer(text)}


def check_md5(path: str, size: int, md5: str) -> None:
    """Refuse a file, or a member of an archive, of the size but not of the MD5 sum that it was listed with.

    One of another size was written anew by some tool, or is missing, which reading will tell: neither says anything of damage.

    Raises
    ------
    InputError
        The file is damaged or can't be read.
    """
    status = gdal.VSIStatL(path)
    if status is None or status.size != size:
        return
    found = hashlib.md5(usedforsecurity=False)
    for part in parts_of(path, 0, size, _AT_ONCE):
        found.update(part)
    if found.hexdigest() != md5:
        raise unreadable(path, msg("it is damaged, its checksum is not that of the manifest"))
