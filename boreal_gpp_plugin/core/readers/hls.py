"""Harmonized Landsat Sentinel-2 (HLS) v2.0: surface reflectance and its Fmask, read as greenness and snow.

References
----------
Masek et al., HLS v2.0, doi:10.5067/HLS/HLSL30.002 and doi:10.5067/HLS/HLSS30.002: names, bands, scale, fill and Fmask bits.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Optional

import numpy as np

from ..errors import InputError
from ..grid import Grid
from ..language import msg
from ..variables import VARIABLES
from .granule import Granule
from .raster import Encoding, grid_of, header, read_codes, read_values

PRODUCTS = ("HLSL30", "HLSS30")

# The same name means another thing in each product: B05 is near infrared of Landsat but red edge of Sentinel-2.
BANDS = {
    "L30": {"blue": "B02", "green": "B03", "red": "B04", "nir": "B05", "swir1": "B06", "fmask": "Fmask"},
    "S30": {"blue": "B02", "green": "B03", "red": "B04", "nir": "B8A", "swir1": "B11", "fmask": "Fmask"},
}
REFLECTANCE = Encoding(scale=0.0001, fill=-9999)

FMASK_FILL = 255  # every bit set, so it is asked first
CLOUDY = 0b00001110  # cloud, adjacent to cloud or shadow, cloud shadow: what NASA's HLS vegetation indices leave out
SNOW = 0b00010000
WATER = 0b00100000

SNOW_NDSI = 0.4
_SMALLEST_DENOMINATOR = 0.1  # of EVI; below it lie only clouds and snow brighter in blue than physical
_SAME_OVERPASS = datetime.timedelta(minutes=10)  # neighbouring tiles are seconds apart, the next orbit is 99 minutes away

_NAME = re.compile(r"(HLS\.([LS]30)\.T(\d{2}[A-Z]{3})\.(\d{7}T\d{6})\.v2\.\d)\.(\w+)\.tiff?", re.IGNORECASE)


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


def recognise(path: str) -> Optional[Granule]:
    """Return the granule that a band file leads, or None for other files and for the other bands of a granule.

    Raises
    ------
    InputError
        A band is missing, unreadable, or not like the others.
    """
    match = _NAME.fullmatch(os.path.basename(path))
    if match is None:
        return None
    stem, sensor, tile, stamp, layer = match.groups()
    names = BANDS[sensor.upper()]
    if layer not in names.values():
        return None
    beginning = os.path.join(os.path.dirname(path), stem)
    extension = os.path.splitext(path)[1]
    bands = {role: f"{beginning}.{name}{extension}" for role, name in names.items()}
    present = [file for file in bands.values() if os.path.exists(file)]
    if path not in present[:1]:
        return None
    missing = [names[role] for role, file in bands.items() if file not in present]
    if missing:
        raise InputError(
            msg("The HLS granule {path} lacks {bands}.", path=beginning, bands=", ".join(missing)),
            msg("Download the missing bands into the same folder."),
        )
    _check_alike(bands)
    time = datetime.datetime.strptime(stamp.upper(), "%Y%jT%H%M%S")
    detail = {"sensor": sensor.upper(), "tile": tile.upper(), "bands": bands}
    return Granule(f"HLS{sensor.upper()}", beginning, time, detail)


def _check_alike(bands: dict[str, str]) -> None:
    """Refuse a granule whose bands are not stored as HLS stores them on one grid."""
    grid = grid_of(bands["fmask"])
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
                msg("{path} does not lie on the grid of its Fmask.", path=file),
                msg("Use the files as NASA delivers them, all clipped alike."),
            )


def native_grid(granule: Granule) -> Grid:
    """Return the granule's own grid; raises InputError where its Fmask can't be read."""
    return grid_of(granule.detail["bands"]["fmask"])


def acquisitions(granules: Iterable[Granule]) -> list[Acquisition]:
    """Return the acquisitions that granules belong to, in time: tiles of one sensor and one overpass together, copies once."""
    found: list[Acquisition] = []
    latest: dict[str, int] = {}
    for granule in sorted(granules, key=lambda g: (g.time, g.path)):
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
        bands = granule.detail["bands"]
        fmask = read_codes(bands["fmask"], grid, FMASK_FILL)
        new = (fmask != FMASK_FILL) & ~seen
        usable = new & (fmask & CLOUDY == 0)
        if usable.any():
            blue, green, red, nir, swir1 = (read_values(bands[b], grid, REFLECTANCE) for b in ("blue", "green", "red", "nir", "swir1"))
            measured = np.isfinite(blue + green + red + nir + swir1)
            new &= measured | ~usable
            usable &= measured
            white = usable & is_snow(fmask, green, swir1)
            np.copyto(evi_values, evi(blue, red, nir), where=usable & ~white)
            snow |= white
            clear |= usable
        seen |= new
        if seen.all():
            break
    return Scene(evi_values, snow, clear)


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
