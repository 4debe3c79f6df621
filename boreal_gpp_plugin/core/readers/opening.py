"""Opening files through GDAL: its own words kept off the screen, its failures turned into errors that name the file."""

from __future__ import annotations

import datetime
import errno
import os
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Optional, Union

import numpy as np
from osgeo import gdal

from ..errors import InputError
from ..language import Message, msg

COPY_MARK = r"(?: ?\(\d+\))?"
"""What browsers put behind the name of a file that they download again, as a regular expression."""
ARCHIVES = (".zip", ".tar")
"""Endings of the archives that are looked into; reading a part of a compressed tar would mean unpacking all before it."""
_AT_ONCE = 1 << 20  # bytes
_LOOKED_THROUGH = 1 << 20  # bytes at either end of a file, where netCDF and h5py put what they list; all would take too long
_LOOKED_AT_ONCE = 1 << 16  # bytes
_IN_ARCHIVE = {".zip": "/vsizip/", ".tar": "/vsitar/"}  # by ending
# GDAL lists the folder of each file it opens to find companions; asked for by name they are found as well, and thousands of files
# in one folder open ten times faster.
NO_LISTING = {"GDAL_DISABLE_READDIR_ON_OPEN": "TRUE"}
# Files may name others: a GeoJSON its coordinate system by an address. Nothing is fetched, because nobody asked for it.
_NO_NETWORK = {"GDAL_HTTP_PROXY": "127.0.0.1:0", "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}"}


def unreadable(path: str, reason: Union[Message, str]) -> InputError:
    """Return the error that a file can't be read, with the reason."""
    reason = reason.rstrip(". ") if isinstance(reason, str) else reason
    return InputError(
        msg("{path} can't be read: {reason}.", path=shown(path), reason=reason),
        msg("Download the file again, or take it out of the folder."),
    )


def lacks_variable(path: str, variable: str) -> InputError:
    """Return the error that a file does not hold a variable."""
    return InputError(
        msg("{path} does not hold the variable {variable}.", path=shown(path), variable=variable),
        msg("Download the whole file again, without leaving variables out."),
    )


def time_in_name(path: str, text: str, pattern: str) -> datetime.datetime:
    """Return the time that a part of a file's name says, by a pattern of `strptime`; raises InputError where there is no such time."""
    try:
        return datetime.datetime.strptime(text, pattern)
    except ValueError as error:
        raise no_date(path) from error


def no_date(path: str) -> InputError:
    """Return the error that a file's name holds no date."""
    return InputError(msg("The name of {path} holds no date.", path=shown(path)), msg("Give the file its original name back."))


def not_looked_into(archive: str) -> InputError:
    """Return the error that an archive has to be unpacked."""
    return InputError(msg("{path} is an archive, which is not looked into.", path=archive), msg("Unpack it."))


def in_archive(archive: str, member: str) -> str:
    """Return the path by which GDAL reads a member of an archive without unpacking it."""
    return f"{_IN_ARCHIVE[os.path.splitext(archive)[1].lower()]}{{{archive}}}/{member}"


def is_in_archive(path: str) -> bool:
    """Return whether a path is that of a member of an archive."""
    return path.startswith(tuple(_IN_ARCHIVE.values()))


def shown(path: str) -> str:
    """Return a path as a reader of messages knows it: of a member of an archive the archive, then the member."""
    return path.partition("/{")[2].replace("}/", "/", 1) if is_in_archive(path) else path


def members_of(archive: str) -> list[str]:
    """Return the names of the files and folders in an archive; raises InputError where it can't be read."""
    size = size_of(archive)
    try:
        if archive.lower().endswith(".tar"):
            with tarfile.open(archive, "r:") as file:
                names = file.getnames()
            # Where a header is damaged the list just ends; behind a whole archive there are zeros.
            if any(part.strip(b"\0") for part in parts_of(archive, file.offset, size, _AT_ONCE)):
                raise unreadable(archive, msg("it is damaged at byte {byte}", byte=file.offset))
            if not all(gdal.VSIStatL(in_archive(archive, name)) for name in names):  # GDAL stops at headers that are not those of GNU
                raise not_looked_into(archive)
            return names
        with zipfile.ZipFile(archive) as file:
            return file.namelist()
    except (OSError, tarfile.TarError, zipfile.BadZipFile) as error:
        raise unreadable(archive, str(error)) from error


def size_of(path: str) -> int:
    """Return the size of a file in bytes, also of a member of an archive; raises InputError where it is missing or empty."""
    try:
        size = _size_in_archive(path) if is_in_archive(path) else os.path.getsize(path)
    except FileNotFoundError as error:
        raise unreadable(path, msg("it is not there")) from error
    except OSError as error:
        raise unreadable(path, error.strerror or str(error)) from error
    if size == 0:
        raise unreadable(path, msg("it is empty"))
    return size


def _size_in_archive(path: str) -> int:
    """Return the unpacked size of a member of an archive; raises FileNotFoundError."""
    status = gdal.VSIStatL(path)
    if status is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return status.size


def part_of(path: str, length: int, begin: int = 0) -> bytes:
    """Return bytes of a file, also of a member of an archive, the first ones by default; raises InputError where it can't be read."""
    return b"".join(parts_of(path, begin, begin + length, length))


def parts_of(path: str, begin: int, end: int, at_once: int) -> Iterator[bytes]:
    """Yield the bytes of a file from `begin` to `end`, `at_once` at a time; raises InputError where it can't be read."""
    with _opened(path, begin) as read:
        for at in range(begin, end, at_once):
            yield read(min(at_once, end - at))


def places_of(path: str, size: int, signature: bytes) -> Iterator[int]:
    """Yield where a signature stands near either end of a file of `size` bytes, in bytes from its beginning."""
    for begin in sorted({0, max(size - _LOOKED_THROUGH, 0)}):
        before = b""  # what a signature over the border of two parts begins with
        for part in parts_of(path, begin, min(begin + _LOOKED_THROUGH, size), _LOOKED_AT_ONCE):
            looked_at = before + part
            for match in re.finditer(re.escape(signature), looked_at):
                yield begin - len(before) + match.start()
            before, begin = looked_at[1 - len(signature) :], begin + len(part)


@contextmanager
def _opened(path: str, begin: int) -> Iterator[Callable[[int], bytes]]:
    """Open a file, also a member of an archive, within the block, and give what returns its next bytes from `begin` on."""
    if not is_in_archive(path):
        try:
            with open(path, "rb") as file:
                file.seek(begin)
                yield file.read
        except OSError as error:
            raise unreadable(path, error.strerror or str(error)) from error
        return
    file = gdal.VSIFOpenL(path, "rb")
    if file is None:
        raise failure(path)
    try:
        gdal.VSIFSeekL(file, begin, os.SEEK_SET)
        yield lambda length: bytes(gdal.VSIFReadL(1, length, file) or b"")
    finally:
        gdal.VSIFCloseL(file)


@contextmanager
def quiet_gdal(path: str) -> Iterator[None]:
    """Keep GDAL from printing, from listing folders and from fetching files within the block, and turn its exceptions into InputError.

    GDAL raises only where another plugin switched its exceptions on, for the whole process; both ways must work.
    """
    options = {**NO_LISTING, **_NO_NETWORK}
    before = {name: gdal.GetThreadLocalConfigOption(name) for name in options}
    for name, value in options.items():
        gdal.SetThreadLocalConfigOption(name, value)
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    gdal.ErrorReset()
    try:
        yield
    except RuntimeError as error:
        raise unreadable(path, str(error)) from error
    finally:
        gdal.PopErrorHandler()
        for name, value in before.items():
            gdal.SetThreadLocalConfigOption(name, value)


def failure(path: str) -> InputError:
    """Return the error of the GDAL call that just gave nothing."""
    return unreadable(path, gdal.GetLastErrorMsg() or msg("GDAL gave no reason"))


def read_band(path: str, band: gdal.Band, rows: slice, columns: slice) -> np.ndarray:
    """Return stored numbers of a part of a band, (y, x); call within `quiet_gdal`.

    Raises
    ------
    InputError
        GDAL failed, although it may have given numbers.
    """
    gdal.ErrorReset()
    values = band.ReadAsArray(columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start)
    if values is None or gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise failure(path)
    return values


def open_gdal(path: str, drivers: Sequence[str], name: Optional[str] = None, flags: int = gdal.OF_RASTER) -> gdal.Dataset:
    """Return an open dataset of the file `path`; call within `quiet_gdal`.

    Parameters
    ----------
    path : str
        File on disk, for messages.
    drivers : sequence of str
        GDAL drivers to try: among all there are some that ask servers.
    name : str, optional
        What GDAL is to open, where that is not the file itself.
    flags : int
        GDAL's open flags.

    Raises
    ------
    InputError
        The file is missing, empty or not readable.
    """
    size_of(path)
    missing = [driver for driver in drivers if gdal.GetDriverByName(driver) is None]
    if missing:
        raise InputError(
            msg("{path} can't be read: this installation of GDAL lacks the {driver} format.", path=path, driver=missing[0]),
            msg("Use the GDAL that comes with QGIS, or convert the file to GeoTIFF."),
        )
    dataset = gdal.OpenEx(name or path, flags, allowed_drivers=list(drivers))
    if dataset is None and not gdal.GetLastErrorMsg():
        raise unreadable(path, msg("it is not in the format that its name says"))
    if dataset is None:
        raise failure(path)
    return dataset
