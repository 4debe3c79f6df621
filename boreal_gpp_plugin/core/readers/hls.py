"""Harmonized Landsat Sentinel-2 (HLS) v2.0: surface reflectance with its Fmask, or its vegetation index, read as greenness and snow.

References
----------
Masek et al., HLS v2.0, doi:10.5067/HLS/HLSL30.002 and doi:10.5067/HLS/HLSS30.002: names, bands, scale, fill and Fmask bits.
HLS-VI v2.0, doi:10.5067/HLS/HLSL30_VI.002 and doi:10.5067/HLS/HLSS30_VI.002: names, scale and fill of the index.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from ..errors import InputError
from ..grid import Grid
from ..language import msg
from ..variables import VARIABLES
from . import tally
from .granule import Granule
from .opening import COPY_MARK, time_in_name
from .raster import Encoding, grid_of, header, read_codes, read_values

PRODUCTS = ("HLSL30", "HLSS30", "HLSL30_VI", "HLSS30_VI")

# The same name means another thing in each product: B05 is near infrared of Landsat but red edge of Sentinel-2.
BANDS = {
    "L30": {"blue": "B02", "green": "B03", "red": "B04", "nir": "B05", "swir1": "B06", "fmask": "Fmask"},
    "S30": {"blue": "B02", "green": "B03", "red": "B04", "nir": "B8A", "swir1": "B11", "fmask": "Fmask"},
}
REFLECTANCE = Encoding(scale=0.0001, fill=-9999)
INDEX = Encoding(scale=0.0001, fill=-19999)

FMASK_FILL = 255  # every bit set, so it is asked first
CLOUDY = 0b00001110  # cloud, adjacent to cloud or shadow, cloud shadow: what NASA's HLS vegetation indices leave out
SNOW = 0b00010000
WATER = 0b00100000

VALID = tally.range_of("evi")
LIT = (0.0, np.inf, "1")  # reflectances that an index is made of
SNOW_NDSI = 0.4
_SMALLEST_DENOMINATOR = 0.1  # of EVI; below it lie only clouds and snow brighter in blue than physical
_SAME_OVERPASS = datetime.timedelta(minutes=10)  # neighbouring tiles are seconds apart, the next orbit is 99 minutes away

_INDEX_NAME = re.compile(
    r"(?P<head>HLS-VI\.(?P<sensor>[LS]30)\.T(?P<tile>\d{2}[A-Z]{3})\.(?P<stamp>\d{7}T\d{6})\.v2\.\d\.)EVI"
    rf"(?P<tail>{COPY_MARK})\.tiff?",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?P<head>HLS\.(?P<sensor>[LS]30)\.T(?P<tile>\d{2}[A-Z]{3})\.(?P<stamp>\d{7}T\d{6})\.v2\.\d\.)"
    rf"(?P<layer>\w+)(?P<tail>{COPY_MARK})\.tiff?",
    re.IGNORECASE,
)
_SUBSET_NAME = re.compile(  # of AppEEARS, which puts together the tiles of a day and a UTM zone
    r"(?P<head>HLS(?P<sensor>[LS]30)\.0\d{2}_)(?P<layer>[a-z\d]+)"
    r"(?P<tail>_doy(?P<stamp>\d{7}(?:\d{6})?)_aid\d+_(?P<tile>\d{2}[A-Z])" + COPY_MARK + r")\.tiff?",
    re.IGNORECASE,
)
_STAMPS = {7: "%Y%j", 13: "%Y%j%H%M%S", 14: "%Y%jT%H%M%S"}  # by length


@dataclass(frozen=True)
class Acquisition:
    """What one sensor saw in one overpass.

    Attributes
    ----------
    time : datetime
        Earliest of its granules, UTC, without zone.
    sensor : str
        "L30" or "S30".
    granules : tuple of Granule
        One for each MGRS tile.
    """

    time: datetime.datetime
    sensor: str
    granules: tuple[Granule, ...]


@dataclass(frozen=True)
class Scene:
    """An acquisition on a grid.

    Attributes
    ----------
    evi : ndarray, float32 (y, x)
        Enhanced vegetation index, -0.2 to 1; NaN where unseen, cloudy or under snow.
    snow : ndarray, bool (y, x)
        Clear views of snow or ice.
    clear : ndarray, bool (y, x)
        Seen without cloud, its shadow or their neighbourhood.
    """

    evi: np.ndarray
    snow: np.ndarray
    clear: np.ndarray


class IncompleteGranule(InputError):
    """A granule whose folder lacks some of its bands; they may lie in another.

    Parameters
    ----------
    granule : Granule
        With the bands that are there.
    """

    def __init__(self, granule: Granule):
        self.granule = granule
        names = BANDS[granule.detail["sensor"]]
        self.missing = ", ".join(name for role, name in names.items() if role not in granule.detail["bands"])
        super().__init__(
            msg("The HLS granule {path} lacks {bands}.", path=granule.path, bands=self.missing),
            msg("Download the missing bands into the same folder."),
        )


def recognise(path: str) -> Optional[Granule]:
    """Return the granule that a band file leads, or None for other files and for the other bands of a granule.

    Raises
    ------
    IncompleteGranule
        A band is missing in the file's folder.
    InputError
        A band is unreadable, or not like the others.
    """
    index = _INDEX_NAME.fullmatch(os.path.basename(path))
    if index is not None:
        return _recognise_index(path, index)
    folder, own = os.path.split(path)
    match = _NAME.fullmatch(own) or _SUBSET_NAME.fullmatch(own)
    if match is None:
        return None
    sensor, tile, stamp, head, tail = match.group("sensor", "tile", "stamp", "head", "tail")
    names = BANDS[sensor.upper()]
    if match["layer"] not in names.values():
        return None
    extension = os.path.splitext(path)[1]
    beginning = os.path.join(folder, f"{head.rstrip('.')}{tail}".replace("__", "_"))
    found = {role: _existing(os.path.join(folder, f"{head}{name}"), tail, extension) for role, name in names.items()}
    bands = {role: file for role, file in found.items() if file}
    if path not in list(bands.values())[:1]:
        return None
    granule = _granule(f"HLS{sensor.upper()}", beginning, sensor, tile, stamp, bands)
    if len(bands) < len(names):
        raise IncompleteGranule(granule)
    _check_alike(bands)
    return granule


def _existing(beginning: str, tail: str, extension: str) -> Optional[str]:
    """Return the path of a band file with the end of a name, or else of a copy or the original of such a file; None without any."""
    bare = re.sub(rf"{COPY_MARK}$", "", tail)
    files = (f"{beginning}{end}{extension}" for end in dict.fromkeys((tail, bare, f"{bare} (1)", f"{bare}(1)")))
    return next((file for file in files if os.path.exists(file)), None)


def _recognise_index(path: str, match: re.Match) -> Granule:
    """Return the granule of an EVI file of HLS-VI, with the Fmask of HLS where that lies beside it."""
    sensor, tile, stamp, head, tail = match.group("sensor", "tile", "stamp", "head", "tail")
    folder = os.path.dirname(path)
    fmask = _existing(os.path.join(folder, f"{head.replace('HLS-VI.', 'HLS.', 1)}Fmask"), tail, os.path.splitext(path)[1])
    bands = {"evi": path, **({"fmask": fmask} if fmask else {})}
    _check_alike(bands)
    return _granule(f"HLS{sensor.upper()}_VI", os.path.join(folder, f"{head.rstrip('.')}{tail}"), sensor, tile, stamp, bands)


def _granule(product: str, path: str, sensor: str, tile: str, stamp: str, bands: dict[str, str]) -> Granule:
    """Return a granule of what its name says."""
    time = time_in_name(path, stamp.upper(), _STAMPS[len(stamp)])
    return Granule(product, path, time, {"sensor": sensor.upper(), "tile": tile.upper(), "bands": bands})


def complete(parts: Iterable[IncompleteGranule], indices: Iterable[Granule]) -> tuple[list[Granule], list[InputError]]:
    """Return granules whose bands lie in several folders, and the errors of those that are unlike or stay incomplete.

    Parameters
    ----------
    parts : iterable of IncompleteGranule
        What each folder has of a granule.
    indices : iterable of Granule
        Of HLS-VI. One without Fmask takes that of an incomplete granule; it is then among the granules returned, to replace itself.
        A granule that lends its Fmask so, or would have, is no error.
    """
    together: dict[tuple, list[Granule]] = {}
    for part in parts:
        together.setdefault(_view(part.granule), []).append(part.granule)
    of_view = {_view(g): g for g in indices}
    granules: list[Granule] = []
    errors: list[InputError] = []
    for view, members in together.items():
        first = members[0]
        bands = {role: file for member in reversed(members) for role, file in member.detail["bands"].items()}
        whole = all(role in bands for role in BANDS[first.detail["sensor"]])
        index = of_view.get(view) if "fmask" in bands else None
        if not whole and index is None:
            errors.append(IncompleteGranule(replace(first, detail={**first.detail, "bands": bands})))
            continue
        if not whole:
            first, bands = index, {"fmask": bands["fmask"], **index.detail["bands"]}
        try:
            _check_alike(bands)
        except InputError as error:
            errors.append(error)
            continue
        granules.append(replace(first, detail={**first.detail, "bands": bands}))
    return granules, errors


def _view(granule: Granule) -> tuple[str, str, datetime.datetime]:
    """Return what tells one view of one tile from others, whatever was made of it."""
    return granule.detail["sensor"], granule.detail["tile"], granule.time


def _check_alike(bands: dict[str, str]) -> None:
    """Refuse a granule whose bands are not stored as HLS stores them on one grid."""
    reference = bands.get("fmask") or bands["evi"]
    grid = grid_of(reference)
    for role, file in bands.items():
        head = header(file, grid.crs)
        expected = np.dtype(np.uint8 if role == "fmask" else np.int16)
        if head.dtype != expected:
            raise InputError(
                msg("{path} holds {dtype} numbers, not the {expected} of HLS.", path=file, dtype=head.dtype, expected=expected),
                msg("Use the file as NASA delivers it."),
            )
        if head.grid != grid:
            raise InputError(
                msg("{path} does not lie on the grid of {reference}.", path=file, reference=os.path.basename(reference)),
                msg("Use the files as NASA delivers them, all clipped alike."),
            )


def native_grid(granule: Granule) -> Grid:
    """Return the granule's own grid; raises InputError where its Fmask, or else its index, can't be read."""
    bands = granule.detail["bands"]
    return grid_of(bands.get("fmask") or bands["evi"])


def lacking(granule: Granule) -> tuple[str, ...]:
    """Return the quality layer that a granule comes without: an index may lack its Fmask."""
    return () if "fmask" in granule.detail["bands"] else ("Fmask",)


def acquisitions(granules: Iterable[Granule]) -> list[Acquisition]:
    """Return the acquisitions that granules belong to, in time: tiles of one sensor and one overpass together, copies once.

    Reflectance comes before the index made of it, because it tells snow.
    """
    found: list[Acquisition] = []
    latest: dict[str, int] = {}
    for granule in sorted(granules, key=lambda g: (g.time, "evi" in g.detail["bands"], g.path)):
        sensor = granule.detail["sensor"]
        index = latest.get(sensor)
        if index is not None and granule.time - found[index].time <= _SAME_OVERPASS:
            others = found[index].granules
            if (granule.detail["tile"], granule.time) not in {(g.detail["tile"], g.time) for g in others}:
                found[index] = Acquisition(found[index].time, sensor, (*others, granule))
        else:
            latest[sensor] = len(found)
            found.append(Acquisition(granule.time, sensor, (granule,)))
    return found


def read(acquisition: Acquisition, grid: Grid) -> Scene:
    """Return an acquisition on a grid, its tiles mosaicked: where they overlap the first valid pixel wins.

    Raises
    ------
    InputError
        A band can't be read.
    """
    evi_values = np.full(grid.shape, np.nan, np.float32)
    snow, clear, seen = (np.zeros(grid.shape, bool) for _ in range(3))
    for granule in acquisition.granules:
        looks = _read_index if "evi" in granule.detail["bands"] else _read_reflectance
        values, white, usable, new = looks(granule.detail["bands"], grid, ~seen)
        np.copyto(evi_values, values, where=usable & ~white)
        snow |= white
        clear |= usable
        seen |= new
        if seen.all():
            break
    return Scene(evi_values, snow, clear)


Looks = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def _read_reflectance(bands: Mapping[str, str], grid: Grid, wanted: np.ndarray) -> Looks:
    """Return EVI, snow, which pixels are clear and which are seen at all, of those `wanted`, each (y, x)."""
    fmask = read_codes(bands["fmask"], grid, FMASK_FILL)
    new = (fmask != FMASK_FILL) & wanted
    usable = new & (fmask & CLOUDY == 0)
    if not usable.any():
        return np.full(grid.shape, np.nan, np.float32), np.zeros(grid.shape, bool), usable, new
    blue, green, red, nir, swir1 = (read_values(bands[b], grid, REFLECTANCE) for b in ("blue", "green", "red", "nir", "swir1"))
    measured = np.isfinite(blue + green + red + nir + swir1)
    new &= measured | ~usable
    usable &= measured
    values, white = evi(blue, red, nir), usable & is_snow(fmask, green, swir1)
    ground = usable & ~white
    lost = ground & np.isnan(values)
    dark = lost & (np.minimum(np.minimum(blue, red), nir) <= LIT[0])
    tally.count(LIT, ground, dark)
    tally.count(VALID, ground & ~dark, lost & ~dark)
    return values, white, usable, new


def _read_index(bands: Mapping[str, str], grid: Grid, wanted: np.ndarray) -> Looks:
    """Return what `_read_reflectance` does of an index that NASA has freed of clouds; snow is told only where there is an Fmask.

    An index beyond the valid range comes from a vanishing denominator, which the index alone does not show: it is left out.
    """
    values = read_values(bands["evi"], grid, INDEX)
    usable = tally.within(values, VALID, wanted & np.isfinite(values))
    white, new = np.zeros(grid.shape, bool), usable
    if "fmask" in bands:
        fmask = read_codes(bands["fmask"], grid, FMASK_FILL)
        new = wanted & (fmask != FMASK_FILL)
        usable &= new & (fmask & CLOUDY == 0)
        white = usable & (fmask & SNOW != 0)
    return values, white, usable, new


def evi(blue: np.ndarray, red: np.ndarray, nir: np.ndarray) -> np.ndarray:
    """Return the enhanced vegetation index of surface reflectances (0-1), float32, clipped to its valid range.

    NaN where a reflectance is not above zero (NASA's HLS vegetation indices leave those out too) or the denominator vanishes.

    References
    ----------
    Huete et al. (2002), Remote Sens. Environ. 83, 195-213, doi:10.1016/S0034-4257(02)00096-2: gain 2.5, C1 6, C2 7.5, L 1.
    """
    denominator = nir + 6.0 * red - 7.5 * blue + 1.0
    valid = (np.minimum(np.minimum(blue, red), nir) > 0.0) & (denominator > _SMALLEST_DENOMINATOR)
    value = np.divide(2.5 * (nir - red), denominator, out=np.full(denominator.shape, np.nan, np.float32), where=valid)
    return np.clip(value, *VARIABLES["evi"].valid_range)


def is_snow(fmask: np.ndarray, green: np.ndarray, swir1: np.ndarray) -> np.ndarray:
    """Return where snow or ice is seen: Fmask's bit, or a high NDSI of surface reflectances (0-1) on land.

    Open water has a high NDSI too, so that its bit speaks against the index.

    References
    ----------
    Hall et al. (1995), Remote Sens. Environ. 54, 127-140, doi:10.1016/0034-4257(95)00137-P: NDSI above 0.4.
    """
    total = green + swir1
    ndsi = np.divide(green - swir1, total, out=np.zeros_like(total), where=total > 0.0)
    return (fmask & SNOW != 0) | ((ndsi > SNOW_NDSI) & (fmask & WATER == 0))
