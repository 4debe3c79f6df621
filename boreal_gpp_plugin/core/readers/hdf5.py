"""HDF5 and netCDF-4 files: their arrays as stored, in the file's own orientation, read in windows."""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Optional

import numpy as np
from osgeo import gdal, gdal_array

from ..errors import InputError
from ..language import msg
from .dense_links import check_dense_links
from .global_heap import check_global_heaps
from .opening import failure, lacks_variable, open_gdal, part_of, quiet_gdal, size_of, unreadable

Window = tuple[slice, ...]

EXTENSIONS = (".h5", ".he5", ".hdf5", ".nc", ".nc4")
_SIGNATURE = b"\x89HDF\r\n\x1a\n"
LOCK = threading.RLock()  # libhdf5 works for one thread at a time; waiting here is safe whatever way it was built, writers wait, too


class HDF5File:
    """An open HDF5 file; arrays are named by their path, as `/Group/variable`.

    GDAL's multidimensional interface gives arrays as they are stored: nothing is flipped, scaled or masked, and sizes,
    attributes and fill values keep their types. Its HDF5 driver is asked by name, because for `.nc` files GDAL would choose
    netCDF, which may turn rows upside down.

    Damage: deflated chunks, and headers that netCDF-4 wrote, carry checksums that HDF5 compares. A chunk that fails is an error; an
    array whose header fails is not listed, as if a subsetter had left it out. Numbers stored as they are, and headers of older
    files, carry none: only a sum over the file, such as that of SLSTR's manifest, could tell that they are damaged.
    Some damage libhdf5 1.10 does not survive: it is told before (`check_global_heaps`, `check_dense_links`).
    """

    def __init__(self, path: str, root: gdal.Group):
        self.path = path
        self._groups: dict[str, Optional[gdal.Group]] = {"": root}
        self._variables: dict[str, frozenset[str]] = {}  # names in each group: asked once, because GDAL opens all of them to tell
        self._arrays: dict[str, gdal.MDArray] = {}

    def close(self) -> None:
        """Let go of the file."""
        self._arrays.clear()
        self._groups.clear()

    def _group(self, name: str) -> Optional[gdal.Group]:
        """Return a group, or None where the file does not have it."""
        if name not in self._groups:
            parent, _, child = name.rpartition("/")
            above = self._group(parent)
            known = above is not None and child in (above.GetGroupNames() or ())
            self._groups[name] = above.OpenGroup(child) if known else None
        return self._groups[name]

    def groups(self, name: str) -> tuple[str, ...]:
        """Return the names of the groups in a group; none where the file does not have it."""
        group = self._group(name)
        return tuple(group.GetGroupNames() or ()) if group else ()

    def __contains__(self, name: str) -> bool:
        """Return whether the file holds the array `name`."""
        place, _, variable = name.rpartition("/")
        if place not in self._variables:
            group = self._group(place)
            self._variables[place] = frozenset(group.GetMDArrayNames() or ()) if group else frozenset()
        return variable in self._variables[place]

    def _array(self, name: str) -> gdal.MDArray:
        if name not in self._arrays:
            if name not in self:
                raise lacks_variable(self.path, name)
            place, _, variable = name.rpartition("/")
            array = self._group(place).OpenMDArray(variable)
            if array is None:
                raise failure(self.path)
            self._arrays[name] = array
        return self._arrays[name]

    def shape(self, name: str) -> tuple[int, ...]:
        """Return the sizes of an array; raises InputError where the file does not hold it."""
        return tuple(d.GetSize() for d in self._array(name).GetDimensions() or ())

    def dtype(self, name: str) -> np.dtype:
        """Return the type of an array's numbers as stored."""
        return np.dtype(gdal_array.GDALTypeCodeToNumericTypeCode(self._array(name).GetDataType().GetNumericDataType()))

    def attributes(self, name: str) -> dict[str, Any]:
        """Return the attributes of an array: numbers, texts, or tuples of them."""
        return {a.GetName(): a.Read() for a in self._array(name).GetAttributes() or ()}

    def texts(self, group: str = "") -> dict[str, str]:
        """Return the attributes of a group that are texts; none where the file does not have it."""
        opened = self._group(group)
        attributes = ((a.GetName(), a.Read()) for a in opened.GetAttributes() or ()) if opened else ()
        return {name: value for name, value in attributes if isinstance(value, str)}

    def scaling(self, name: str) -> tuple[Optional[float], Optional[float]]:
        """Return scale and offset of an array, None where it states none; GDAL gives them as attributes or apart."""
        array, attributes = self._array(name), self.attributes(name)
        stated = (("scale_factor", array.GetScale()), ("add_offset", array.GetOffset()))
        values = (np.ravel(attributes[key])[0] if key in attributes else otherwise for key, otherwise in stated)
        return tuple(None if value is None else float(value) for value in values)

    def read(self, name: str, window: Window = (), step: int = 1) -> np.ndarray:
        """Return an array, or the part of it in `window`, as stored.

        Parameters
        ----------
        name : str
            Path of the array.
        window : tuple of slice
            A slice with start and stop for each dimension; everything by default.
        step : int
            Take every `step`-th value along each dimension.

        Raises
        ------
        InputError
            The file does not hold the array, or it can't be decoded.
        """
        slices = window or tuple(slice(0, size) for size in self.shape(name))
        start = [s.start for s in slices]
        count = [-(-(s.stop - s.start) // step) for s in slices]
        if 0 in count:
            return np.empty(count, self.dtype(name))
        # Not ReadAsArray, which gives whatever lay in memory where HDF5 could not decode, unless GDAL raises exceptions.
        stored = self._array(name).Read(array_start_idx=start, count=count, array_step=[step] * len(start))
        if stored is None:
            raise unreadable(self.path, msg("{variable} can't be decoded, the file is damaged", variable=name))
        return np.frombuffer(stored, self.dtype(name)).reshape(count)

    def values(self, name: str, window: Window = (), step: int = 1) -> np.ndarray:
        """Return an array in its physical unit, float64: scale and offset of its attributes applied, fill NaN.

        Not for flags: their fill may be a meaning (the Bayesian cloud mask of SLSTR declares its "clear" as fill).
        """
        scale, offset = self.scaling(name)
        fill = self._array(name).GetNoDataValueAsDouble()
        raw = self.read(name, window, step)
        values = raw.astype(np.float64) * (1.0 if scale is None else scale) + (0.0 if offset is None else offset)
        return values if fill is None else np.where(raw == fill, np.nan, values)

    def quantity(self, name: str, window: Window = (), step: int = 1) -> np.ndarray:
        """Return `values` of an array that ESA packs; raises InputError also where integers come without their scale."""
        if np.issubdtype(self.dtype(name), np.integer) and self.scaling(name)[0] is None:
            raise InputError(
                msg("{path} does not state the scale of {variable}.", path=self.path, variable=name),
                msg("Use the file as ESA delivers it."),
            )
        return self.values(name, window, step)


@contextmanager
def open_hdf5(path: str) -> Iterator[HDF5File]:
    """Open an HDF5 or netCDF-4 file within the block; raises InputError where it is missing, empty, cut short or something else."""
    check_whole(path)
    with LOCK, quiet_gdal(path):
        dataset = open_gdal(path, ["HDF5"], f"HDF5:{path}", gdal.OF_MULTIDIM_RASTER)
        root = dataset.GetRootGroup()
        if root is None:
            raise failure(path)
        file = HDF5File(path, root)
        del dataset, root  # the file's groups and arrays alone keep it open
        try:
            yield file
        finally:
            file.close()


def is_hdf5(path: str) -> bool:
    """Return whether a file begins as HDF5 does; raises InputError where it can't be read."""
    return part_of(path, len(_SIGNATURE)) == _SIGNATURE


def check_whole(path: str) -> None:
    """Refuse what is not HDF5, files shorter than they say (libhdf5 prints such errors past GDAL), and those that it would not survive.

    References
    ----------
    HDF5 File Format Specification 3.0, II.A: the superblock and its end-of-file address.
    """
    size = size_of(path)
    head = part_of(path, 96)
    if not head.startswith(_SIGNATURE):
        raise unreadable(path, msg("it is not an HDF5 file"))
    version = head[8] if len(head) > 8 else 0
    width_at, addresses_at = (13, 28 if version == 1 else 24) if version < 2 else (9, 12)
    width = head[width_at] if len(head) > width_at else 8
    begin = addresses_at + 2 * width  # the third of the addresses
    if len(head) < begin + width:
        raise unreadable(path, msg("it is cut short"))
    if width == 8 and (end := struct.unpack_from("<Q", head, begin)[0]) > size:
        raise unreadable(path, msg("it is cut short: {size} of {whole} bytes are there", size=size, whole=end))
    check_global_heaps(path, size)
    check_dense_links(path, size)
