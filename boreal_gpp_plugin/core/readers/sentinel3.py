"""Sentinel-3 SLSTR level 2 land surface temperature (SL_2_LST): usable pixels of a swath.

References
----------
ESA, Sentinel-3 SLSTR Land Handbook: files, variables and flags.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Optional, Union

import numpy as np
from scipy.interpolate import LinearNDInterpolator, NearestNDInterpolator

from ..errors import InputError
from ..grid import Bounds
from ..language import msg
from ..progress import Progress
from . import tally
from .checksums import check_md5, listed_checksums
from .granule import Granule, all_usable
from .hdf5 import HDF5File, Window, open_hdf5
from .opening import ARCHIVES, in_archive, is_in_archive, lacks_variable, members_of, no_date, size_of, time_in_name, unreadable

PRODUCTS = ("SLSTR",)

MAX_ZENITH = 45.0  # degrees; further out a pixel is several kilometres wide and sees the sides of trees
MAX_UNCERTAINTY = 3.0  # K
VALID = tally.range_of("lst")
CLOUD = ("bayes_in", "single_moderate", 2)
OLD_CLOUD = ("confidence_in", "summary_cloud", 1 << 14)  # where a file has no Bayesian mask
UNUSABLE = (("unfilled", 1 << 5), ("cosmetic", 1 << 8), ("duplicate", 1 << 9))  # repeated pixels would count double

_NAME = re.compile(
    r"(?P<platform>S3[A-D])_SL_2_LST____(?P<start>\d{8}T\d{6})_(?P<stop>\d{8}T\d{6})_(?P<creation>\d{8}T\d{6})_\d{4}"
    r"_(?P<cycle>\d{3})_(?P<orbit>\d{3})_(?P<frame>\w{4})_\w{3}_\w_(?P<timeliness>NR|ST|NT)_(?P<baseline>\w{3})(?:\.SEN3)?(?:\.zip|\.tar)?",
    re.IGNORECASE,
)
MAIN_FILE, _FLAGS = "LST_in.nc", "flags_in.nc"
_FRAME = datetime.timedelta(minutes=30)  # no frame is as long; granules of whole orbits last 100
_REQUIRED = {
    "geodetic_in.nc": ("/latitude_in", "/longitude_in"),
    MAIN_FILE: ("/LST", "/LST_uncertainty"),
    _FLAGS: ("/confidence_in",),
}
_TIES = ("geodetic_tx.nc", "geometry_tn.nc")
ANGLES = ", ".join(_TIES)
_MANIFEST = "xfdumanifest.xml"
_TIMELINESS = ("NT", "ST", "NR")  # best first: non time critical products use final auxiliary data
_STEP = 16  # rows and columns between the pixels that are looked at to find the site in a swath
_GAP = 8  # of the rows looked at, without the site in view: then another pass begins
_REACH = 0.3  # degrees of latitude, more than `_STEP` pixels of 1 km
_TIE_REACH = 0.5  # degrees around the site, more than two tie points of 16 km
_CELSIUS = 273.15


@dataclass(frozen=True)
class Swath:
    """Usable pixels of one granule within bounds.

    Attributes
    ----------
    longitude, latitude : ndarray, float64 (pixel,)
        Degrees.
    lst_degc : ndarray, float64 (pixel,)
        Land surface temperature, degC.
    uncertainty_k : ndarray, float64 (pixel,)
        Its total uncertainty, K.
    time : datetime
        When the satellite passed, UTC, without zone.
    daytime : bool
        Whether mean solar time there was between 6 and 18 h: SLSTR passes near 10 and 22 h.
        The file's own day flag follows the sun's height, so that a northern midsummer night would be day.
    platform : str
        "S3A", "S3B" ...
    """

    longitude: np.ndarray
    latitude: np.ndarray
    lst_degc: np.ndarray
    uncertainty_k: np.ndarray
    time: datetime.datetime
    daytime: bool
    platform: str


def recognise(path: str) -> Union[Granule, tuple[Granule, ...], None]:
    """Return the granule of a `.SEN3` folder or of an archive with one, those of an archive with several, or None.

    Raises
    ------
    PartlyUsable
        Some granules of an archive lack a file or a variable; the others can be used.
    InputError
        The only granule does, or the archive can't be read.
    """
    match = _NAME.fullmatch(os.path.basename(os.path.normpath(path)))
    if os.path.isdir(path):
        return _granule(path, path, match) if match or os.path.exists(_join(path, MAIN_FILE)) else None
    if not path.lower().endswith(ARCHIVES):
        return None
    folders = _folders_in(path, match is not None)
    granules, errors = [], []
    for folder in folders:
        try:
            granules.append(_granule(path, folder, match if len(folders) == 1 else None))
        except InputError as error:
            errors.append(error)
    found = all_usable(path, granules, errors, len(folders))
    return found if len(found) > 1 else next(iter(found), None)


def _granule(path: str, folder: str, name: Optional[re.Match]) -> Granule:
    """Return the granule in a folder, given the match of its name where that is known; raises InputError as `recognise`."""
    name = name or _NAME.fullmatch(os.path.basename(folder)) or _NAME.fullmatch(_original_name(folder))
    if name is None:
        raise no_date(folder)
    missing: tuple[str, ...] = ()
    for file_name, variables in _REQUIRED.items():
        with open_hdf5(_join(folder, file_name)) as file:
            for variable in variables:
                if variable not in file:
                    raise lacks_variable(file.path, variable)
            if file_name == _FLAGS and f"/{CLOUD[0]}" not in file:
                missing += (CLOUD[0],)
    if not all(_exists(_join(folder, tie)) for tie in _TIES):
        missing += (ANGLES,)
    detail = {key: value.upper() for key, value in name.groupdict().items()}
    detail["start"], detail["stop"], detail["creation"] = (
        time_in_name(path, detail[key], "%Y%m%dT%H%M%S") for key in ("start", "stop", "creation")
    )
    return Granule("SLSTR", path, detail["start"], {**detail, "folder": folder, "lacking": missing})


def lacking(granule: Granule) -> tuple[str, ...]:
    """Return the cloud mask and the files of angles that a granule comes without."""
    return tuple(granule.detail["lacking"])


def _exists(path: str) -> bool:
    """Return whether a file is there and not empty, also in an archive."""
    with suppress(InputError):
        return size_of(path) > 0
    return False


def _folders_in(archive: str, is_named: bool) -> list[str]:
    """Return the folders in an archive that hold granules; raises InputError for an archive named as one that holds none."""
    try:
        names = members_of(archive)
    except InputError:
        if is_named:
            raise
        return []
    found = set()
    for name in names:
        folder, _, file = name.rpartition("/")
        if file == MAIN_FILE or _NAME.fullmatch(os.path.basename(folder)):
            found.add(in_archive(archive, folder))
    if is_named and not found:
        raise unreadable(archive, msg("it holds no {file}", file=MAIN_FILE))
    return sorted(folder for folder in found if not any(other.startswith(f"{folder}/") for other in found))  # not those around one


def _original_name(folder: str) -> str:
    """Return the name that a renamed granule had, as its main file says, or nothing; raises InputError where that can't be read."""
    with open_hdf5(_join(folder, MAIN_FILE)) as file:
        return file.texts().get("product_name", "")


def _join(folder: str, name: str) -> str:
    """Return the path of a file in a granule's folder; inside an archive the separator is always /."""
    return f"{folder.rstrip('/')}/{name}" if is_in_archive(folder) else os.path.join(folder, name)


def latest(granules: Iterable[Granule]) -> tuple[Granule, ...]:
    """Return granules in time, each overpass once: final processing before near real time, then the newest.

    Two granules are the same overpass when platform, cycle and relative orbit agree and their times overlap by more than half
    of the shorter: near real time frames may begin at other seconds than the final ones. A whole orbit comes before its frames,
    because it holds the site's other pass too.
    """

    def rank(granule: Granule) -> tuple:
        detail = granule.detail
        timeliness, age = _TIMELINESS.index(detail["timeliness"]), -detail["creation"].timestamp()
        return detail["stop"] - detail["start"] < _FRAME, timeliness, age, granule.path

    kept: list[Granule] = []
    best_first = sorted(granules, key=rank)
    for granule in best_first:
        if not any(_same_overpass(granule, other) for other in kept):
            kept.append(granule)
    return tuple(sorted(kept, key=lambda g: (g.time, g.path)))


def _same_overpass(a: Granule, b: Granule) -> bool:
    """Return whether two granules hold mostly the same pixels."""
    a, b = a.detail, b.detail
    if any(a[key] != b[key] for key in ("platform", "cycle", "orbit")):
        return False
    common = min(a["stop"], b["stop"]) - max(a["start"], b["start"])
    shorter = min(a["stop"] - a["start"], b["stop"] - b["start"])
    return common > shorter / 2 or (a["start"], a["stop"]) == (b["start"], b["stop"])


def read(granule: Granule, bounds: Bounds, progress: Optional[Progress] = None) -> tuple[Swath, ...]:
    """Return the usable pixels of a granule within `bounds` (degrees: west, south, east, north); only its part there is read.

    One swath for each pass over the bounds: a frame of three minutes has one, a whole orbit two; none where it stays away.
    Left out are pixels that are cloudy, unfilled, repeated, seen from more than `MAX_ZENITH` or less certain than `MAX_UNCERTAINTY`.

    Raises
    ------
    InputError
        A file or variable is missing or can't be read.
    """
    progress = progress or Progress()
    progress.check()
    west, south, east, north = bounds
    bounds = west, south, east + 360.0 if east < west else east, north  # a site on the date line
    _check_sums(_folder(granule))
    with open_hdf5(_join(_folder(granule), "geodetic_in.nc")) as file:
        rows = file.shape("/latitude_in")[0]
        windows = _windows(file, bounds)
    return tuple(_read_pass(granule, window, rows, bounds, progress) for window in windows)


def _check_sums(folder: str) -> None:
    """Refuse a granule of which a file is not what its manifest lists; most of what SLSTR stores has no other checksum."""
    listed = listed_checksums(_join(folder, _MANIFEST))
    for name in (*_REQUIRED, *_TIES):
        if name in listed:
            check_md5(_join(folder, name), *listed[name])


def _folder(granule: Granule) -> str:
    """Return the granule's folder, which may be in an archive."""
    return granule.detail.get("folder", granule.path)


def _read_pass(granule: Granule, window: Window, rows: int, bounds: Bounds, progress: Progress) -> Swath:
    """Return the usable pixels of a window of a granule of `rows` rows."""
    folder = _folder(granule)
    with open_hdf5(_join(folder, "geodetic_in.nc")) as file:
        longitude, latitude = (_coordinate(file, f"/{name}_in", window) for name in ("longitude", "latitude"))
    usable = _within(longitude, latitude, bounds)
    with open_hdf5(_join(folder, MAIN_FILE)) as file:
        lst = file.quantity("/LST", window) - _CELSIUS
        uncertainty = file.quantity("/LST_uncertainty", window)
    with np.errstate(invalid="ignore"):
        usable &= np.isfinite(lst) & (uncertainty <= MAX_UNCERTAINTY)
    progress.check()
    with open_hdf5(_join(folder, _FLAGS)) as file:
        usable &= _good(file, window)
    usable = tally.within(lst, VALID, usable)
    longitude, latitude, lst, uncertainty = (values[usable] for values in (longitude, latitude, lst, uncertainty))
    near = _zenith(granule, longitude, latitude, bounds, progress) <= MAX_ZENITH
    time = _time(granule, window, rows)
    daytime = is_daytime(time, (bounds[0] + bounds[2]) / 2)
    return Swath(longitude[near], latitude[near], lst[near], uncertainty[near], time, daytime, granule.detail["platform"])


def _within(longitude: np.ndarray, latitude: np.ndarray, bounds: Bounds, reach: float = 0.0) -> np.ndarray:
    """Return which points lie within `bounds` widened by `reach` degrees of latitude; longitudes are compared around the globe."""
    west, south, east, north = bounds
    wider = reach / max(np.cos(np.radians(min(max(abs(south), abs(north)), 89.0))), 0.02)
    offset = (longitude - (west + east) / 2 + 180.0) % 360.0 - 180.0
    with np.errstate(invalid="ignore"):
        across = np.abs(offset) <= (east - west) / 2 + wider
        return across & (latitude >= south - reach) & (latitude <= north + reach)


def _windows(file: HDF5File, bounds: Bounds) -> list[Window]:
    """Return the rows and columns of each pass of a granule that may lie within `bounds`."""
    longitude, latitude = (_coordinate(file, f"/{name}_in", step=_STEP) for name in ("longitude", "latitude"))
    near = _within(longitude, latitude, bounds, _REACH)
    rows = np.flatnonzero(near.any(axis=1))
    shape = file.shape("/latitude_in")
    windows = []
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > _GAP) + 1):
        if run.size:
            columns = np.flatnonzero(near[run].any(axis=0))
            spans = ((int(index[0]) * _STEP - _STEP, int(index[-1]) * _STEP + _STEP + 1) for index in (run, columns))
            windows.append(tuple(slice(max(start, 0), min(stop, size)) for (start, stop), size in zip(spans, shape)))
    return windows


def _coordinate(file: HDF5File, name: str, window: Window = (), step: int = 1) -> np.ndarray:
    """Return longitude or latitude in degrees, NaN where it is none."""
    values = file.quantity(name, window, step)
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(values) <= 180.0, values, np.nan)


def _good(file: HDF5File, window: Window) -> np.ndarray:
    """Return which pixels are clear, filled and seen once."""
    cloud = CLOUD if f"/{CLOUD[0]}" in file else OLD_CLOUD
    confidence = file.read("/confidence_in", window)
    bad = np.zeros(confidence.shape, bool)
    for variable, meaning, mask in (cloud, *(("confidence_in", *flag) for flag in UNUSABLE)):
        flags = confidence if variable == "confidence_in" else file.read(f"/{variable}", window)
        bad |= flags & flags.dtype.type(_mask(file.attributes(f"/{variable}"), meaning, mask)) != 0
    return ~bad


def _mask(attributes: Mapping, meaning: str, default: int) -> int:
    """Return the bit of a flag from the `flag_masks` and `flag_meanings` of its variable, or the documented one."""
    meanings = str(attributes.get("flag_meanings", "")).split()
    masks = np.ravel(attributes.get("flag_masks", ()))
    if meaning not in meanings or len(masks) != len(meanings) or not np.issubdtype(masks.dtype, np.number):
        return default
    return int(masks[meanings.index(meaning)])


def _zenith(granule: Granule, longitude: np.ndarray, latitude: np.ndarray, bounds: Bounds, progress: Progress) -> np.ndarray:
    """Return the satellite's zenith angle of pixels, degrees, between the tie points near them.

    Interpolated by position, so that it does not matter how tie points and pixels are numbered. Zero, with a warning, where the
    granule has no tie points.
    """
    try:
        with open_hdf5(_join(_folder(granule), _TIES[0])) as file:
            tie_longitude, tie_latitude = (_coordinate(file, f"/{name}_tx") for name in ("longitude", "latitude"))
        with open_hdf5(_join(_folder(granule), _TIES[1])) as file:
            angle = file.quantity("/sat_zenith_tn")
    except InputError as error:
        progress.warn(msg("Pixels seen from the side are kept: {reason}", reason=error.what))
        return np.zeros(longitude.shape)
    near = _within(tie_longitude, tie_latitude, bounds, _TIE_REACH) & np.isfinite(angle)
    if not longitude.size or not near.any():
        return np.full(longitude.shape, np.inf)
    # Degrees of longitude as long as those of latitude, counted from the middle so that the date line does not cut them.
    middle = (bounds[0] + bounds[2]) / 2
    shrink = np.cos(np.radians((bounds[1] + bounds[3]) / 2))
    ties, pixels = (
        np.column_stack([((lon - middle + 180.0) % 360.0 - 180.0) * shrink, lat])
        for lon, lat in ((tie_longitude[near], tie_latitude[near]), (longitude, latitude))
    )
    nearest = NearestNDInterpolator(ties, angle[near])(pixels)
    if len(ties) < 4 or np.linalg.matrix_rank(ties - ties[0], tol=1e-6) < 2:
        return nearest
    between = LinearNDInterpolator(ties, angle[near])(pixels)
    return np.where(np.isnan(between), nearest, between)


def _time(granule: Granule, window: Window, rows: int) -> datetime.datetime:
    """Return when the middle row of a window was seen, UTC: rows are scanned at a steady pace."""
    start, stop = granule.detail["start"], granule.detail["stop"]
    return start + (stop - start) * ((window[0].start + window[0].stop) / 2 / rows)


def is_daytime(time: datetime.datetime, longitude: float) -> bool:
    """Return whether mean solar time at a longitude (degrees) is between 6 and 18 h, given the time UTC."""
    hour = time.hour + time.minute / 60 + longitude / 15
    return 6.0 <= hour % 24 < 18.0
