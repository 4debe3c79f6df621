"""Gridded land surface temperature of ESA-CCI and C3S (L3C and L3S): daily maps of 0.01 degree, read like the pixels of a swath.

References
----------
ESA LST CCI, Product User Guide: variables and units; scale, offset, fill and the meanings of flags are read from the file.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Mapping
from typing import Any, Optional

import numpy as np
from affine import Affine

from ..errors import InputError
from ..grid import LONLAT, Bounds, Grid
from ..language import msg
from ..progress import Progress
from . import tally
from .granule import Granule
from .hdf5 import EXTENSIONS, HDF5File, Window, open_hdf5
from .opening import lacks_variable, no_date, time_in_name
from .sentinel3 import MAX_UNCERTAINTY, MAX_ZENITH, Swath

PRODUCTS = ("LST_CCI",)

_NAME = re.compile(r"(?:ESACCI|ESA_CCI|C3S)[-_]LST", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(20\d{6}|19\d{6})(?:\d{6})?(?!\d)")
_HALF = re.compile(r"(?<![A-Z])(DAY|NIGHT)(?![A-Z])", re.IGNORECASE)
_MONTHLY = re.compile(r"MONTH|YEAR", re.IGNORECASE)
_PASSES = (("MODISA", 13.5), ("MYD", 13.5), ("SLSTR", 10.0))  # mean solar time of the day passes, h; those of ATSR and Terra
_PASS = 10.5
# Names of the flags in `qual_flag` that speak against a temperature; the others say what the ground is, or nothing. Names that deny
# (cloud_free, no_cloud) are no such.
_BAD = re.compile(r"cloud|invalid|not_?valid|saturat|degraded|poor|bad|unreliable|missing|unfilled|no_?data|aerosol|dust", re.IGNORECASE)
_DENIAL = re.compile(r"cloud_?(?:free|clear)|(?:^|_)(?:no|not|non|un)_?(?:cloud|saturat|degraded)", re.IGNORECASE)
_FLAGS, _ZENITH, _UNCERTAINTY = "/qual_flag", "/satze", "/lst_uncertainty"
_CELSIUS = 273.15
_KELVIN = (190.0, 350.0, "K")  # the valid range of the product


def recognise(path: str) -> Optional[Granule]:
    """Return the granule of a daily map, or None.

    Raises
    ------
    InputError
        The file is unreadable, lacks a variable, its name lacks the date or the half of the day, or it is a mean of more than a day.
    """
    stem, extension = os.path.splitext(os.path.basename(path))
    if extension.lower() not in EXTENSIONS or not _NAME.search(stem):
        return None
    if _MONTHLY.search(stem):
        raise InputError(
            msg("{path} is a mean of more than one day: clear and cloudy days are mixed in it.", path=path),
            msg("Download the daily maps of the same product."),
        )
    date, half = _DATE.search(stem), _HALF.search(stem)
    if date is None:
        raise no_date(path)
    if half is None:
        raise InputError(
            msg("The name of {path} does not say whether it is of the day or of the night.", path=path),
            msg("Give the file its original name back, with DAY or NIGHT in it."),
        )
    with open_hdf5(path) as file:
        for variable in ("/lst", "/lat", "/lon"):
            if variable not in file:
                raise lacks_variable(path, variable)
        lacking = tuple(variable.strip("/") for variable in (_FLAGS, _ZENITH, _UNCERTAINTY) if variable not in file)
    platform = next((k for k, _ in _PASSES if k in stem.upper()), "")
    detail = {"daytime": half[1].upper() == "DAY", "platform": platform, "lacking": lacking}
    return Granule("LST_CCI", path, time_in_name(path, date[1], "%Y%m%d"), detail)


def lacking(granule: Granule) -> tuple[str, ...]:
    """Return the variables that tell the quality of temperatures and that a map comes without."""
    return tuple(granule.detail["lacking"])


def grid_of(granule: Granule) -> Grid:
    """Return the grid of a map, north-up; raises InputError where it can't be read."""
    with open_hdf5(granule.path) as file:
        latitude, longitude = (file.values(name) for name in ("/lat", "/lon"))
    height, width = (abs(axis[-1] - axis[0]) / max(len(axis) - 1, 1) for axis in (latitude, longitude))
    corner = Affine(width, 0.0, longitude.min() - width / 2, 0.0, -height, latitude.max() + height / 2)
    return Grid(LONLAT, corner, len(latitude), len(longitude))


def read(granule: Granule, bounds: Bounds, progress: Optional[Progress] = None) -> tuple[Swath, ...]:
    """Return the cells of a map within `bounds` (degrees: west, south, east, north) that hold a temperature; only those are read.

    Left out are cells seen from more than `MAX_ZENITH`, less certain than `MAX_UNCERTAINTY`, or flagged as cloudy, saturated or
    otherwise bad, where the file says so.

    Raises
    ------
    InputError
        The file can't be read.
    """
    (progress or Progress()).check()
    west, south, east, north = bounds
    east += 360.0 if east < west else 0.0
    pieces = []
    with open_hdf5(granule.path) as file:
        latitude, longitude = (file.values(name) for name in ("/lat", "/lon"))
        rows = _span(np.flatnonzero((latitude >= south) & (latitude <= north)))
        across = np.flatnonzero((longitude - west) % 360.0 <= east - west)
        for run in np.split(across, np.flatnonzero(np.diff(across) > 1) + 1):
            window = rows, _span(run)
            if run.size and window[0].stop > window[0].start:
                pieces.append(_cells(file, window, latitude, longitude))
    if not pieces:
        return ()
    values = [np.concatenate(parts) for parts in zip(*pieces)]
    hour = next((h for key, h in _PASSES if key == granule.detail["platform"]), _PASS) + (0 if granule.detail["daytime"] else 12)
    time = granule.time + datetime.timedelta(hours=hour - (west + east) / 2 / 15)
    return (Swath(*values, time, granule.detail["daytime"], granule.detail["platform"]),)


def _span(indices: np.ndarray) -> slice:
    """Return the slice from the first to the last of some indices; empty where there are none."""
    return slice(int(indices[0]), int(indices[-1]) + 1) if indices.size else slice(0, 0)


def _cells(file: HDF5File, window: Window, latitude: np.ndarray, longitude: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return longitude, latitude, LST (degC) and its uncertainty (K) of the usable cells of a window, each (cell,)."""
    lead = tuple(slice(0, 1) for _ in file.shape("/lst")[:-2])  # a single time
    shape = tuple(s.stop - s.start for s in window)

    def field(name: str) -> np.ndarray:
        return file.quantity(name, (*lead, *window)).reshape(shape)

    lst = field("/lst")
    uncertainty = field(_UNCERTAINTY) if _UNCERTAINTY in file else np.zeros(shape)
    usable = tally.within(lst, _KELVIN)
    with np.errstate(invalid="ignore"):
        usable &= uncertainty <= MAX_UNCERTAINTY
        if _ZENITH in file:
            usable &= np.abs(field(_ZENITH)) <= MAX_ZENITH
        if _FLAGS in file:
            usable &= ~_is_bad(file.read(_FLAGS, (*lead, *window)).reshape(shape), file.attributes(_FLAGS))
    x, y = np.meshgrid(longitude[window[1]], latitude[window[0]])
    return (x[usable] + 180.0) % 360.0 - 180.0, y[usable], lst[usable] - _CELSIUS, uncertainty[usable]


def _is_bad(flags: np.ndarray, attributes: Mapping[str, Any]) -> np.ndarray:
    """Return where flags say that a temperature is bad, by the names that the file gives to bits or to values; nowhere without names."""
    bad = np.zeros(flags.shape, bool)
    meanings = str(attributes.get("flag_meanings", "")).split()
    masks, values = (np.ravel(attributes.get(key, ())) for key in ("flag_masks", "flag_values"))
    bits = len(masks) == len(meanings) and np.issubdtype(masks.dtype, np.number)
    numbers = len(values) == len(meanings) and np.issubdtype(values.dtype, np.number)
    whole = flags.astype(np.int64)
    for i, meaning in enumerate(meanings):
        if not _BAD.search(meaning) or _DENIAL.search(meaning):
            continue
        if bits and numbers:  # several values share the bits of one mask
            bad |= whole & int(masks[i]) == int(values[i])
        elif bits:
            bad |= whole & int(masks[i]) != 0
        elif numbers:
            bad |= whole == int(values[i])
    return bad
