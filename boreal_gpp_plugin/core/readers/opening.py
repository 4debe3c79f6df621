"""Opening files through GDAL: its own words kept off the screen, its failures turned into errors that name the file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Optional, Union

from osgeo import gdal

from ..errors import InputError
from ..language import Message, msg

# GDAL lists the folder of each file it opens to find companions; asked for by name they are found as well, and thousands of files
# in one folder open ten times faster.
NO_LISTING = ("GDAL_DISABLE_READDIR_ON_OPEN", "TRUE")


def unreadable(path: str, reason: Union[Message, str]) -> InputError:
    """Return the error that a file can't be read, with the reason."""
    reason = reason.rstrip(". ") if isinstance(reason, str) else reason
    return InputError(
        msg("{path} can't be read: {reason}.", path=path, reason=reason),
        msg("Download the file again, or take it out of the folder."),
    )


def lacks_variable(path: str, variable: str) -> InputError:
    """Return the error that a file does not hold a variable."""
    return InputError(
        msg("{path} does not hold the variable {variable}.", path=path, variable=variable),
        msg("Download the whole file again, without leaving variables out."),
    )


def size_of(path: str) -> int:
    """Return the size of a file in bytes; raises InputError where it is missing or empty."""
    try:
        size = os.path.getsize(path)
    except OSError as error:
        raise unreadable(path, error.strerror or str(error)) from error
    if size == 0:
        raise unreadable(path, msg("it is empty"))
    return size


@contextmanager
def quiet_gdal(path: str) -> Iterator[None]:
    """Keep GDAL from printing and from listing folders within the block, and turn its exceptions into InputError.

    GDAL raises only where another plugin switched its exceptions on, for the whole process; both ways must work.
    """
    listing = gdal.GetThreadLocalConfigOption(NO_LISTING[0])
    gdal.SetThreadLocalConfigOption(*NO_LISTING)
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    gdal.ErrorReset()
    try:
        yield
    except RuntimeError as error:
        raise unreadable(path, str(error)) from error
    finally:
        gdal.PopErrorHandler()
        gdal.SetThreadLocalConfigOption(NO_LISTING[0], listing)


def failure(path: str) -> InputError:
    """Return the error of the GDAL call that just gave nothing."""
    return unreadable(path, gdal.GetLastErrorMsg() or msg("GDAL gave no reason"))


def open_gdal(path: str, name: Optional[str] = None, drivers: Sequence[str] = (), flags: int = gdal.OF_RASTER) -> gdal.Dataset:
    """Return an open dataset of the file `path`; call within `quiet_gdal`.

    Parameters
    ----------
    path : str
        File on disk, for messages.
    name : str, optional
        What GDAL is to open, where that is not the file itself.
    drivers : sequence of str
        GDAL drivers to try, all by default.
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
    options = {"allowed_drivers": list(drivers)} if drivers else {}
    dataset = gdal.OpenEx(name or path, flags, **options)
    if dataset is None:
        raise failure(path)
    return dataset
