"""Virtual rasters (.vrt): mosaics by name, in which GDAL would open whatever they name, over the network too.

Here they are made of rasters that lie in their own folder or below.

References
----------
GDAL, VRT -- GDAL Virtual Format: elements and kinds. GDAL finds them in any case of letters, as attributes, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Optional

from osgeo import gdal

from ..errors import InputError
from ..language import msg
from .opening import part_of, quiet_gdal, size_of, unreadable

_MARK = b"<VRTDataset"  # by which GDAL knows them, whatever they are called
_BEGINNINGS = {  # of files that hold their pixels themselves, and GDAL's drivers for them
    **dict.fromkeys((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), "GTiff"),
    b"EHFA_HEADER_TAG": "HFA",
    **dict.fromkeys((b"ncols", b"NCOLS"), "AAIGrid"),
}
_PLAIN = "ENVI"  # whose files begin in no way of their own, but have a header beside them
_SOURCES = ("sourcefilename", "sourcedataset")
_KIND, _MOSAIC = "subclass", "VRTSourcedRasterBand"
_RELATIVE = "relativetovrt"
_NAMED = (gdal.CXT_Element, gdal.CXT_Attribute)
_HEAD = 1024  # bytes
_SHOWN = 200  # letters of a name that may be a whole description of a server
_LARGEST = 1 << 26  # bytes; a mosaic of a hundred thousand sheets is smaller

Node = list[Any]  # of a document as GDAL gives it: kind, name or text, nodes in it


def driver_of(path: str) -> str:
    """Return the GDAL driver that may open a raster, by how it begins: none that would look for its pixels on a server.

    Raises
    ------
    InputError
        The file can't be read, or is a virtual raster of anything but rasters in its folder or below.
    """
    size_of(path)
    driver = _named(path)
    if driver == "VRT":
        _check(path)
    return driver


def _named(path: str) -> str:
    """Return the GDAL driver for how a file begins; raises InputError where it can't be read."""
    head = part_of(path, _HEAD)
    known = (driver for beginning, driver in _BEGINNINGS.items() if head.startswith(beginning))
    return next(known, "VRT" if _MARK in head else _PLAIN)


def _check(path: str, above: tuple[str, ...] = ()) -> None:
    """Refuse a virtual raster, which those `above` are made of, where it is more than a mosaic or leads elsewhere."""
    for name, text, about in _nodes(_document(path)):
        if name == _KIND and text != _MOSAIC:
            raise InputError(
                msg("{path} is a virtual raster of the kind {kind}, which is not read.", path=path, kind=text),
                msg("Convert it to GeoTIFF (QGIS: Raster, Conversion, Translate)."),
            )
        if name not in _SOURCES:
            continue
        source = _beside(path, text, about.get(_RELATIVE) == "1")
        driver = _named(source) if source and source not in above else _PLAIN
        if driver == "VRT":
            _check(source, (*above, os.path.abspath(path)))
        elif driver == _PLAIN:
            raise InputError(
                msg("{path} is made of {source}, which is no raster in its folder or below.", path=path, source=text[:_SHOWN]),
                msg("Put the rasters that it is made of there and make it anew, or convert it to GeoTIFF."),
            )


def _beside(path: str, value: str, is_relative: bool) -> Optional[str]:
    """Return the path of a source where it is a file in a virtual raster's folder or below, else None; no other place is asked."""
    folder = os.path.dirname(os.path.abspath(path))
    source = os.path.normpath(os.path.join(folder, value))
    folders = (os.path.join(os.path.normcase(place), "") for place in (folder, os.path.realpath(folder)))
    if not (is_relative or os.path.isabs(value)) or not os.path.normcase(source).startswith(tuple(folders)):
        return None
    return source if os.path.isfile(source) else None


def _document(path: str) -> Node:
    """Return the document that a virtual raster is, read as GDAL's driver reads it; raises InputError where it can't."""
    size = size_of(path)
    content = part_of(path, min(size, _LARGEST)).decode("utf-8", "replace")
    with quiet_gdal(path):
        document = gdal.ParseXMLString(content) if size <= _LARGEST else None
    if document is None:
        raise unreadable(path, msg("it is no virtual raster as GDAL writes them"))
    return document


def _nodes(node: Node) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield name, text, and the texts of what is in it by name, of a node of a document and of all below; names in small letters."""
    left = [node]  # not by calling itself: documents may be nested deeper than Python calls
    while left:
        node = left.pop()
        children = [child for child in node[2:] if child[0] in _NAMED]
        yield node[1].lower(), _text(node), {child[1].lower(): _text(child) for child in children}
        left.extend(children)


def _text(node: Node) -> str:
    """Return the text of a node."""
    return "".join(child[1] for child in node[2:] if child[0] == gdal.CXT_Text).strip()
