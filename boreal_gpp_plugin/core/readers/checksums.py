"""Checksums that files carry inside, compared where the libraries that decode them do not."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Optional

from osgeo import gdal

from ..language import msg
from .opening import failure, unreadable

_READ_BYTES = 1 << 20
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


def listed_checksums(manifest: str) -> dict[str, tuple[int, str]]:
    """Return size in bytes and MD5 sum by file name as a SAFE manifest (xfdumanifest.xml) lists them; none without one."""
    if gdal.VSIStatL(manifest) is None:
        return {}
    text = b"".join(_pieces(manifest)).decode("utf-8", "replace")
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
    for piece in _pieces(path):
        found.update(piece)
    if found.hexdigest() != md5:
        raise unreadable(path, msg("it is damaged, its checksum is not that of the manifest"))


def _pieces(path: str) -> Iterator[bytes]:
    """Yield the content of a file, or of a member of an archive, piece by piece; raises InputError where it can't be read."""
    file = gdal.VSIFOpenL(path, "rb")
    if file is None:
        raise failure(path)
    try:
        while piece := gdal.VSIFReadL(1, _READ_BYTES, file):
            yield bytes(piece)
    finally:
        gdal.VSIFCloseL(file)
