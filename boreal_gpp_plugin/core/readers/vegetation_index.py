"""EVI of MOD13Q1 and MOD13A1 (Terra; MYD of Aqua, VNP, VJ1 and VJ2 of VIIRS): best views of 16 days at 250 or 500 m, HDF4, HDF5 or GeoTIFF.

References
----------
Didan and Munoz 2019, MODIS vegetation index user's guide, and Didan, Barreto Munoz, Comptom and Pinzon 2018, VIIRS vegetation index
product suite user guide 2.1.2, both University of Arizona: scale, valid range, layers and pixel reliability. The ranks of VIIRS were
compared with the class table of NASA/VIIRS/002/VNP13A1 in the catalogue of Google Earth Engine.
"""

from __future__ import annotations

import os
import re
from typing import Optional

import numpy as np
from rasterio.enums import Resampling

from ..errors import InputError
from ..grid import Grid
from ..language import msg
from . import modis, tally
from .granule import Granule
from .hdf5 import EXTENSIONS as HDF5
from .opening import time_in_name
from .raster import AS_STORED, EXTENSIONS, Encoding, read_values
from .raster import grid_of as raster_grid
from .sinusoidal import MODIS_250M, MODIS_500M, tile_grid

PRODUCTS = ("MOD13",)

ENCODING = Encoding(scale=1e-4)  # a GeoTIFF that states its own scale is believed
VALID = (-0.2, 1.0, "1")
_FILLS = (-32768, -15000, -13000, -3000)  # stored numbers; those that a GeoTIFF does not declare, too
MIDDLE = 8.0  # days from the first of a composite, where the day of a pixel is not told
_NONE = -32768
# Pixel reliability up to which a view counts. MODIS: 0 good, 1 marginal, 2 snow or ice, 3 cloudy. VIIRS: 0 excellent, 1 good,
# 2 acceptable, 3 marginal, 4 pass, 5 questionable, 6 poor, 7 cloud shadow, 8 snow or ice, 9 cloud, 10 estimated, 11 of other years.
_SURE = {"MODIS": 1, "VIIRS": 3}
_NAME = re.compile(r"(M[OY]D|VNP|VJ[12])13([QA])1(?![a-z\d]).*?(?<!\d)(\d{7})(?:\d{6})?(?!\d)", re.IGNORECASE)
_TILE = re.compile(r"h(\d{2})v(\d{2})")
_EVI = re.compile(r"_days_EVI(?=[_.])")
_LAYERS = {"value": "EVI", "flags": "pixel reliability", "days": "composite day of the year"}


def recognise(path: str) -> Optional[Granule]:
    """Return the granule of a file of vegetation indices, or None; raises InputError where it is unreadable or can't be placed."""
    stem, extension = os.path.splitext(os.path.basename(path))
    match = _NAME.match(stem)
    if match is None:
        return None
    sensor = "MODIS" if match[1].upper() in ("MOD", "MYD") else "VIIRS"
    detail = {"sensor": sensor, "metres": 250 if match[2].upper() == "Q" else 500}
    if extension.lower() in (".hdf", *HDF5):
        tile = _TILE.search(stem)
        if tile is None:
            raise InputError(msg("The name of {path} holds no tile.", path=path), msg("Give the file its original name back."))
        detail["tile"] = tile[0]
    elif extension.lower() in EXTENSIONS and _EVI.search(stem + "_"):
        detail["bands"] = _bands(path)
    else:
        return None
    granule = Granule("MOD13", path, time_in_name(path, match[3], "%Y%j"), detail)
    for role in _LAYERS:
        _layer(granule, role, _corner(granule))  # that can be read where the file ends
    return granule


def _corner(granule: Granule) -> Grid:
    """Return the last cell of a granule."""
    whole = _tile(granule) if "tile" in granule.detail else grid_of(granule)
    return whole.subgrid(whole.height - 1, whole.width - 1, 1, 1)


def _tile(granule: Granule) -> Grid:
    """Return the grid of the tile that a granule is."""
    return tile_grid(*(int(n) for n in _TILE.fullmatch(granule.detail["tile"]).groups()), metres=granule.detail["metres"])


def _bands(path: str) -> dict[str, str]:
    """Return the layers that lie beside a GeoTIFF of EVI, as a subsetter names them, by what they are."""
    folder, name = os.path.split(path)
    bands = {role: os.path.join(folder, _EVI.sub(f"_days_{layer.replace(' ', '_')}", name)) for role, layer in _LAYERS.items()}
    return {role: file for role, file in bands.items() if role == "value" or os.path.isfile(file)}


def grid_of(granule: Granule) -> Grid:
    """Return the lattice of a granule; raises InputError where it can't be read."""
    if "bands" in granule.detail:
        return raster_grid(granule.path)
    return MODIS_250M if granule.detail["metres"] == 250 else MODIS_500M


def lacking(granule: Granule) -> tuple[str, ...]:
    """Return the layers that tell how good a view is and on which day it was, and that a GeoTIFF comes without."""
    bands = granule.detail.get("bands", _LAYERS)
    return tuple(layer for role, layer in _LAYERS.items() if role not in bands)


def read(granule: Granule, cells: Grid) -> tuple[np.ndarray, np.ndarray]:
    """Return EVI, float32 (y, x) with NaN where no view was good, on a window of the lattice, and its days since 1970-01-01.

    Raises
    ------
    InputError
        The file can't be read.
    """
    values, flags, days = (_layer(granule, role, cells) for role in _LAYERS)
    known = (values > _NONE) & ~np.isin(np.rint(values / np.float32(ENCODING.scale)), _FILLS)
    if flags is not None:
        known &= (flags >= 0) & (flags <= _SURE[granule.detail["sensor"]])
    good = tally.within(values, VALID, known)
    first = np.datetime64(granule.time, "D").astype(float)
    day = np.full(cells.shape, first + MIDDLE)
    if days is not None:
        year = np.datetime64(granule.time, "Y")
        this, following = ((year + i).astype("datetime64[D]").astype(float) for i in (0, 1))
        seen = this + days - 1
        seen = np.where(seen < first, following + days - 1, seen)  # composites reach into the next year
        day = np.where((days >= 1) & (days <= 366), seen, day)
    return np.where(good, values, np.float32(np.nan)).astype(np.float32), day


def _layer(granule: Granule, role: str, cells: Grid) -> Optional[np.ndarray]:
    """Return EVI, flags or days of the year, float32 (y, x), out of their ranges where there is none; None without such a GeoTIFF."""
    detail, encoding = granule.detail, ENCODING if role == "value" else AS_STORED
    if "bands" in detail:
        if role not in detail["bands"]:
            return None
        return np.nan_to_num(read_values(detail["bands"][role], cells, encoding, Resampling.nearest), nan=_NONE)
    space = "" if detail["sensor"] == "MODIS" else " "
    name = f"{detail['metres']}{space}m 16 days {_LAYERS[role]}"
    read_tile = modis.read_hdf4 if granule.path.lower().endswith(".hdf") else modis.read_hdf5
    fill = _NONE if role == "value" else 0
    return read_tile(granule.path, name, cells, _tile(granule), fill).astype(np.float32) * np.float32(encoding.scale)
