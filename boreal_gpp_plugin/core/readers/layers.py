"""Layers that subsetters write: a variable of a product by itself, as a GeoTIFF of one date or stacked in time in a netCDF."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

import numpy as np
from rasterio.enums import Resampling

from ..grid import Grid
from . import cf
from .granule import Granule
from .opening import lacks_variable
from .raster import AS_STORED, Encoding, read_values

_STACK = re.compile(r"_aid\d+\.nc", re.IGNORECASE)  # of AppEEARS, as in MOD17A2HGF.061_500m_aid0001.nc


@dataclass(frozen=True)
class Layer:
    """A variable that makes a granule of each of its times.

    Attributes
    ----------
    value : str
        Its name in the netCDF.
    flags : str, optional
        Name of its quality flags.
    detail : mapping
        What the granules are to say besides.
    """

    value: str
    flags: Optional[str] = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def is_stack(path: str) -> bool:
    """Return whether a file is named as AppEEARS names its stacks."""
    return bool(_STACK.search(os.path.basename(path)))


def granules(path: str, product: str, layers: Iterable[Layer]) -> tuple[Granule, ...]:
    """Return the granules of a stack, one for each layer and time.

    Raises
    ------
    InputError
        The file can't be read or placed, or holds none of the layers.
    """
    layers, present = list(layers), cf.variables(path)
    found = []
    for layer in layers:
        if layer.value not in present:
            continue
        times = cf.describe(path, layer.value).times
        if times is None:
            raise lacks_variable(path, "time")
        names = {role: name for role, name in (("value", layer.value), ("flags", layer.flags)) if name in present}
        bands = dict.fromkeys(names, path)
        found += [
            Granule(product, path, time.item(), {"layer": i, **layer.detail, "bands": bands, "stack": {"index": i, **names}})
            for i, time in enumerate(times)
        ]
    if not found:
        raise lacks_variable(path, layers[0].value)
    return tuple(found)


def read(granule: Granule, role: str, cells: Grid, default: Encoding = AS_STORED) -> np.ndarray:
    """Return the "value" or the "flags" of a granule on any grid by the nearest cell, float32 (y, x); NaN where there is none.

    Raises
    ------
    InputError
        The file can't be read.
    """
    path, stack = granule.detail["bands"][role], granule.detail.get("stack")
    if stack is None:
        return read_values(path, cells, default, Resampling.nearest)
    return cf.read_nearest(path, cells, stack["index"], stack[role], default)
