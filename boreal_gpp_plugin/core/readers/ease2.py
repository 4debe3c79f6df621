"""EASE-Grid 2.0: its lattices, and where on them the arrays of a SMAP file lie."""

from __future__ import annotations

import re
from typing import Optional

import numpy as np
from affine import Affine

from ..errors import InputError
from ..grid import LONLAT, Grid, transform_points
from ..language import msg
from .hdf5 import HDF5File

# Brodzik et al. (2012), ISPRS Int. J. Geo-Inf. 1, 32-45, doi:10.3390/ijgi1010032, and its correction of 2014. The files' own
# latitude and longitude are no way to place them: they hold -9999 wherever there is no retrieval.
_GLOBAL = "EPSG:6933", -17367530.4451615, 7314540.8306386
_NORTH = "EPSG:6931", -9000000.0, 9000000.0
_LATTICES = {  # CRS, left, top, cell in metres, rows, columns
    "M36": (*_GLOBAL, 36032.22084058, 406, 964),
    "M09": (*_GLOBAL, 9008.055210146, 1624, 3856),
    "M03": (*_GLOBAL, 3002.6850700487, 4872, 11568),
    "M01": (*_GLOBAL, 1000.89502335, 14616, 34704),
    "N36": (*_NORTH, 36000.0, 500, 500),
    "N09": (*_NORTH, 9000.0, 2000, 2000),
    "N03": (*_NORTH, 3000.0, 6000, 6000),
}


def ease2_grid(name: str) -> Grid:
    """Return a whole lattice of EASE-Grid 2.0: M36, M09, M03, M01 (global) or N36, N09, N03 (northern); raises KeyError."""
    crs, left, top, cell, rows, columns = _LATTICES[name]
    return Grid(crs, Affine(cell, 0.0, left, 0.0, -cell, top), rows, columns)


def placed(file: HDF5File, name: str, lattice: Grid) -> tuple[Grid, tuple[int, ...]]:
    """Return the part of the lattice that a variable covers, and the sizes of its dimensions before rows and columns.

    A whole granule covers all. A subset says where it lies by projection coordinates, by its cells' row and column numbers, or by
    latitude and longitude of those cells that have any.

    Raises
    ------
    InputError
        The file does not hold the variable, or a subset does not say where it lies.
    """
    *lead, height, width = file.shape(name)
    if (height, width) == lattice.shape:
        return lattice, tuple(lead)
    group, suffix = name.rpartition("/")[0], "_pm" if name.endswith("_pm") else ""
    corner = _corner_by_coordinates(file, (group, ""), (height, width), lattice)
    if corner is None:
        pairs = ((f"{group}/EASE_row_index{suffix}", f"{group}/EASE_column_index{suffix}"), ("/cell_row", "/cell_column"))
        corner = _corner_by_numbers(file, pairs, (height, width), lattice)
    if corner is None:
        corner = _corner_by_positions(file, group, name, (height, width), lattice)
    if corner is None:
        raise InputError(
            msg("{path} holds {height} x {width} cells and does not say where they lie.", path=file.path, height=height, width=width),
            msg("Download the whole granule, or a subset that keeps its coordinates x and y."),
        )
    return lattice.subgrid(*corner, height, width), tuple(lead)


def _corner_by_coordinates(file: HDF5File, groups: tuple[str, ...], shape: tuple[int, int], lattice: Grid) -> Optional[tuple[int, int]]:
    """Return the row and column of a subset's first cell from its coordinates `x` and `y`, or None."""
    for group in groups:
        names = f"{group}/y", f"{group}/x"
        if not all(n in file for n in names) or tuple(file.shape(n)[0] for n in names) != shape:
            continue
        y, x = (file.read(n).astype(np.float64) for n in names)
        rows, columns = lattice.fractional_index(x[[0, -1]], y[[0, -1]])
        off = [index - np.rint(index) for index in (rows, columns)]
        spans = np.rint([np.ptp(rows) * np.sign(rows[-1] - rows[0]), columns[-1] - columns[0]])
        if np.abs(off).max() < 0.1 and (spans == [shape[0] - 1, shape[1] - 1]).all():
            return int(np.rint(rows[0])), int(np.rint(columns[0]))
    return None


def _corner_by_numbers(
    file: HDF5File, pairs: tuple[tuple[str, str], ...], shape: tuple[int, int], lattice: Grid
) -> Optional[tuple[int, int]]:
    """Return the row and column of a subset's first cell from the numbers of its cells in the lattice, or None."""
    for names in pairs:
        if not all(n in file and file.shape(n)[-2:] == shape for n in names):
            continue
        corner = []
        for name, axis, limit in zip(names, (0, 1), lattice.shape):
            numbers = file.read(name).astype(np.int64).reshape(-1, *shape)
            first = numbers - np.arange(shape[axis]).reshape((-1, 1) if axis == 0 else (1, -1))
            corner.append(np.unique(first[(numbers >= 0) & (numbers < limit)]))
        if all(len(values) == 1 for values in corner):
            return int(corner[0][0]), int(corner[1][0])
    return None


def _corner_by_positions(file: HDF5File, group: str, name: str, shape: tuple[int, int], lattice: Grid) -> Optional[tuple[int, int]]:
    """Return the row and column of a subset's first cell from latitude and longitude of its cells, or None.

    They are missing wherever nothing was retrieved; all that are there must agree.
    """
    ending = re.search(r"(_pm)?(\.Bands_\d+)?$", name)[0]
    for suffix in dict.fromkeys((ending, "")):
        names = f"{group}/latitude{suffix}", f"{group}/longitude{suffix}"
        if not all(n in file and file.shape(n)[-2:] == shape for n in names):
            continue
        latitude, longitude = (file.read(n).astype(np.float64).reshape(-1, *shape) for n in names)
        known = (np.abs(latitude) <= 90) & (np.abs(longitude) <= 180)
        if not known.any():
            continue
        x, y = transform_points(longitude[known], latitude[known], LONLAT, lattice.crs)
        _, row, column = np.nonzero(known)
        offsets = [index - own for index, own in zip(lattice.fractional_index(x, y), (row, column))]
        corner = [float(np.median(offset)) for offset in offsets]
        if all(np.abs(offset - round(middle)).max() < 0.1 for offset, middle in zip(offsets, corner)):
            return round(corner[0]), round(corner[1])
    return None
