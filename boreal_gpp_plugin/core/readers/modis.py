"""GPP of MOD17A2H and MOD17A2HGF (Terra; MYD of Aqua, VNP, VJ1 and VJ2 of VIIRS): 8-day composites at 500 m, HDF4, HDF5, GeoTIFF or netCDF.

References
----------
Running and Zhao, MOD17 user's guide, doi:10.5067/MODIS/MOD17A2HGF.061: scale, unit, codes, and the bits of quality, which are those
of FparLai_QC of MOD15A2H. AppEEARS lists the layers, codes and scale of VNP17A2 and VNP17A2GF (doi:10.5067/VIIRS/VNP17A2GF.002) as the
same. No table of their bits of quality was found: they may be in the order of MOD15A2H or in that of FparLai_QC of VNP15A2H (LP DAAC,
doi:10.5067/VIIRS/VNP15A2H.002), so that only what is good in both counts as such.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Optional, Union

import numpy as np
from osgeo import gdal, gdal_array

from ..errors import InputError
from ..grid import Grid
from ..language import msg
from . import cf, layers, tally
from .checksums import check_hdf4
from .granule import Granule
from .hdf5 import EXTENSIONS as HDF5
from .hdf5 import HDF5File, is_hdf5, open_hdf5
from .opening import lacks_variable, open_gdal, quiet_gdal, read_band, time_in_name
from .raster import EXTENSIONS, Encoding, common_cells, header, read_codes
from .sinusoidal import tile_grid

PRODUCTS = ("MOD17",)

LAYER = "Gpp_500m"
CODES, FILL = 32761, 32767  # from the one to the other, why there is none: unclassified, urban, wetland, ice, barren, water, fill
GRAMS = 0.1  # of carbon per m2 for one stored unit: scale 0.0001 kg C m-2
VALID = (0.0, 3000.0, "g C m-2")  # of a composite
QUALITY = "Psn_QC_500m"
# Bits of it that are set where FPAR came from the back-up algorithm, or from the days before and after: of MODIS one, in the order of
# VNP15A2H three, in which 1 is a saturated index; of the other two MODIS has sensor and dead detector, not set of good VIIRS values.
OTHER_QUALITY = {"MODIS": 0b1, "VIIRS": 0b111}
_NO_QUALITY = 255
_IN_A_STACK = Encoding(scale=0.0001, fill=FILL)  # kg C m-2, where a netCDF does not say

_PRODUCT = re.compile(r"(?:M[OY]D|VNP|VJ[12])17A2", re.IGNORECASE)
# Year and day of year, after which AppEEARS may put the time of day.
_NAME = re.compile(r"(?:M[OY]D|VNP|VJ[12])17A2H?(?:GF)?(?![a-z\d]).*?(?<!\d)(\d{7})(?:\d{6})?(?!\d)", re.IGNORECASE)
_YEARLY = re.compile(r"(?:M[OY]D|VNP|VJ[12])17A3", re.IGNORECASE)
_LOCAL_ID = "LocalGranuleID"  # capitals only in HDF4
_GRIDS = "/HDFEOS/GRIDS"  # of HDF-EOS5
_TILE = re.compile(r"h(\d{2})v(\d{2})")
_OTHER_LAYERS = re.compile(r"psn|qc", re.IGNORECASE)


def recognise(path: str) -> Union[Granule, tuple[Granule, ...], None]:
    """Return the granule of a MOD17 file, those of a stack, or None; raises InputError where it is unreadable or can't be placed."""
    stem, extension = os.path.splitext(os.path.basename(path))
    if _PRODUCT.match(stem) and layers.is_stack(path):
        return layers.granules(path, "MOD17", [layers.Layer(LAYER, QUALITY, {"sensor": _sensor(stem)})])
    named = _NAME.match(stem) is not None
    if extension.lower() in (".hdf", *HDF5) and (not named or _YEARLY.match(_original_name(path))):
        stem = _original_name(path) or stem
    if _YEARLY.match(stem):
        raise _of_a_year(path)
    match = _NAME.match(stem)
    if match is None or _OTHER_LAYERS.search(stem):
        return None
    tile = _TILE.search(stem)
    detail = {"tile": tile[0] if tile else None, "sensor": _sensor(stem)}
    if extension.lower() in (".hdf", *HDF5) and tile is None:
        raise InputError(msg("The name of {path} holds no tile.", path=path), msg("Give the file its original name back."))
    if extension.lower() in HDF5:
        with open_hdf5(path) as file:
            name = _field(file, LAYER)
            _check_whole_tile(path, file.shape(name), _tile_of(tile[0]))
            dtype = file.dtype(name)
    elif extension.lower() == ".hdf":
        with _hdf4_layer(path, LAYER) as layer:
            _check_whole_tile(path, (layer.YSize, layer.XSize), _tile_of(tile[0]))
            read_band(path, layer, slice(layer.YSize - 1, layer.YSize), slice(0, layer.XSize))
            dtype = np.dtype(gdal_array.GDALTypeCodeToNumericTypeCode(layer.DataType))
    elif extension.lower() in EXTENSIONS:
        dtype = header(path).dtype
        quality = os.path.join(os.path.dirname(path), os.path.basename(path).replace(LAYER, QUALITY))
        if quality != path and os.path.exists(quality):
            detail["bands"] = {"value": path, "flags": quality}
    else:
        return None
    if not np.issubdtype(dtype, np.integer):
        raise InputError(
            msg("{path} holds {dtype} numbers, not the codes of MOD17.", path=path, dtype=dtype),
            msg("Export the layer {layer} without applying its scale.", layer=LAYER),
        )
    if dtype == np.uint16 and detail["sensor"] == "MODIS":  # of which composites are signed
        raise _of_a_year(path)
    return Granule("MOD17", path, time_in_name(path, match[1], "%Y%j"), detail)


def _sensor(name: str) -> str:
    """Return the sensor of a product by its name."""
    return "MODIS" if name[0] in "Mm" else "VIIRS"


def _of_a_year(path: str) -> InputError:
    """Return the error that a file holds the GPP of a year."""
    return InputError(
        msg("{path} is the GPP of a whole year.", path=path), msg("Download the composites of 8 days, MOD17A2HGF or MOD17A2H.")
    )


def _original_name(path: str) -> str:
    """Return the name that a renamed tile had, as HDF-EOS notes it inside; empty for other files, which other readers will judge."""
    with suppress(InputError):
        if path.lower().endswith(HDF5):
            if is_hdf5(path):
                with open_hdf5(path) as file:
                    return file.texts().get(_LOCAL_ID, "")
        else:
            with quiet_gdal(path):
                return open_gdal(path, ["HDF4"]).GetMetadataItem(_LOCAL_ID.upper()) or ""
    return ""


def composite_days(start: datetime.date) -> int:
    """Return the length of the composite that begins on a day: 8, or what is left of the year."""
    return min(8, (datetime.date(start.year + 1, 1, 1) - datetime.date(start.year, start.month, start.day)).days)


def grid_of(granule: Granule) -> Grid:
    """Return the granule's own grid; raises InputError where it can't be read."""
    if "stack" in granule.detail:
        return cf.describe(granule.path, granule.detail["stack"]["value"]).grid
    return header(granule.path).grid if granule.path.lower().endswith(EXTENSIONS) else _tile_of(granule.detail["tile"])


def read_gpp(granule: Granule, cells: Grid, retrievals: str = "successful") -> np.ndarray:
    """Return GPP on a window of the MODIS lattice, g C m-2 d-1, mean of the composite, float32 (y, x).

    NaN where the product has none: water, urban, wetland, barren, ice. Those codes would pass for 3.3 kg C m-2.

    Parameters
    ----------
    granule : Granule
        Of MOD17.
    cells : Grid
        The window; it may reach past the edges.
    retrievals : str
        "successful": every GPP there is, by default, because the gap-filled product has replaced what its quality flags speak
        ill of (LP DAAC, description of MOD17A2HGF v6.1); or only "recommended" ones, of good quality, where there are flags.

    Raises
    ------
    InputError
        The file can't be read.
    """
    if "stack" in granule.detail:
        grams = layers.read(granule, "value", cells, _IN_A_STACK) * np.float32(1000.0)
    else:
        stored = _read_layer(granule, LAYER, cells, FILL) if _is_tile(granule) else read_codes(granule.path, cells, FILL)
        grams = stored.astype(np.float32) * np.float32(GRAMS)
    is_code = (grams > (CODES - 0.5) * GRAMS) & (grams < (FILL + 0.5) * GRAMS)
    known = tally.within(grams, VALID, np.isfinite(grams) & ~is_code)
    if retrievals == "recommended":
        flags = _read_quality(granule, cells)
        known &= flags is None or (flags != _NO_QUALITY) & (flags & OTHER_QUALITY[granule.detail["sensor"]] == 0)
    return np.where(known, grams / np.float32(composite_days(granule.time)), np.float32(np.nan))


def lacking(granule: Granule) -> tuple[str, ...]:
    """Return the layer of quality flags that a granule comes without; raises InputError where it can't be read."""
    return () if has_quality(granule) else (QUALITY,)


def has_quality(granule: Granule) -> bool:
    """Return whether a granule comes with its quality flags; raises InputError where it can't be read."""
    if not _is_tile(granule):
        return "flags" in granule.detail.get("bands", ())
    if granule.path.lower().endswith(HDF5):
        with open_hdf5(granule.path) as file:
            return any(f"{_GRIDS}/{grid}/Data Fields/{QUALITY}" in file for grid in file.groups(_GRIDS))
    with quiet_gdal(granule.path):
        return any(QUALITY in name for name, _ in open_gdal(granule.path, ["HDF4", "HDF4Image"]).GetSubDatasets())


def _read_quality(granule: Granule, cells: Grid) -> Optional[np.ndarray]:
    """Return quality flags on a window of the lattice, whole numbers (y, x), or None where a granule comes without."""
    if not has_quality(granule):
        return None
    if "stack" in granule.detail:
        return np.nan_to_num(layers.read(granule, "flags", cells), nan=_NO_QUALITY).astype(np.uint8)
    if _is_tile(granule):
        return _read_layer(granule, QUALITY, cells, _NO_QUALITY)
    return read_codes(granule.detail["bands"]["flags"], cells, _NO_QUALITY)


def _is_tile(granule: Granule) -> bool:
    """Return whether a granule is a tile as it was delivered, which its name places."""
    return "stack" not in granule.detail and granule.path.lower().endswith((".hdf", *HDF5))


def _read_layer(granule: Granule, layer: str, cells: Grid, fill: int) -> np.ndarray:
    """Return stored numbers of a layer of a tile; arguments and errors as for `read_hdf4`."""
    read = read_hdf4 if granule.path.lower().endswith(".hdf") else read_hdf5
    return read(granule.path, layer, cells, _tile_of(granule.detail["tile"]), fill)


def read_hdf4(path: str, layer: str, cells: Grid, tile: Grid, fill: int) -> np.ndarray:
    """Return stored numbers of a layer of an HDF4 tile on a window of its lattice, (y, x), `fill` outside the tile.

    The tile's place is that of its name: plain HDF4 has no georeferencing, and HDF-EOS rounds its corners.

    Raises
    ------
    InputError
        The file can't be read, is damaged, or its size is not that of the tile.
    """
    check_hdf4(path)
    with _hdf4_layer(path, layer) as band:
        _check_whole_tile(path, (band.YSize, band.XSize), tile)
        values = np.full(cells.shape, fill, gdal_array.GDALTypeCodeToNumericTypeCode(band.DataType))
        common = common_cells(cells, tile)
        if common is not None:
            here, there = common
            values[here] = read_band(path, band, *there)
    return values


def _tile_of(name: str) -> Grid:
    """Return the grid of a tile by its name, as h11v03."""
    return tile_grid(*(int(n) for n in _TILE.fullmatch(name).groups()))


def _check_whole_tile(path: str, shape: tuple[int, ...], tile: Grid) -> None:
    """Refuse an array that is not a whole tile."""
    if tuple(shape) != tile.shape:
        raise InputError(
            msg("{path} holds {height} x {width} cells, not a whole tile.", path=path, height=shape[0], width=shape[-1]),
            msg("Download the whole tile, or a GeoTIFF of the site."),
        )


def read_hdf5(path: str, layer: str, cells: Grid, tile: Grid, fill: int) -> np.ndarray:
    """Return stored numbers of a layer of an HDF-EOS5 tile; arguments and errors as for `read_hdf4`."""
    with open_hdf5(path) as file:
        name = _field(file, layer)
        _check_whole_tile(path, file.shape(name), tile)
        values = np.full(cells.shape, fill, file.dtype(name))
        common = common_cells(cells, tile)
        if common is not None:
            here, there = common
            values[here] = file.read(name, there)
    return values


def _field(file: HDF5File, layer: str) -> str:
    """Return the path of a data field of an HDF-EOS5 file, whatever its grid is called; raises InputError where there is none."""
    for grid in file.groups(_GRIDS):
        name = f"{_GRIDS}/{grid}/Data Fields/{layer}"
        if name in file:
            return name
    raise lacks_variable(file.path, layer)


@contextmanager
def _hdf4_layer(path: str, layer: str) -> Iterator[gdal.Band]:
    """Open a layer of an HDF4 file within the block: a grid field of HDF-EOS, any data set of that name, or the only one there is.

    GDAL does not tell the name of a data set that is alone in its file; the name of the file has to do.
    """
    with quiet_gdal(path):
        container = open_gdal(path, ["HDF4", "HDF4Image"])
        names = [name for name, text in container.GetSubDatasets() if name.endswith(f":{layer}") or f" {layer} " in text]
        alone = not container.GetSubDatasets() and container.RasterCount == 1
        if alone:
            about = " ".join(map(str, container.GetMetadata().values()))
            alone = layer.lower() in about.lower() or not _OTHER_LAYERS.search(about)
        if not names and not alone:
            raise lacks_variable(path, layer)
        dataset = open_gdal(path, ["HDF4", "HDF4Image"], names[0]) if names else container
        yield dataset.GetRasterBand(1)
