"""GPP of the Vegetation Photosynthesis Model (VPM) at 500 m: one GeoTIFF for each 8 days and MODIS tile.

References
----------
Zhang et al. (2017), Sci. Data 4, 170165, doi:10.1038/sdata.2017.165: the product.
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
from . import tally
from .granule import Granule
from .opening import time_in_name
from .raster import Encoding, header, read_values

PRODUCTS = ("VPM",)
_GPP = tally.range_of("gpp")
ENCODING = Encoding(scale=0.001, fill=65535)  # g C m-2 d-1; a file that states its own scale is believed

_NAME = re.compile(r"GPP\.(\d{7})\.(h\d{2}v\d{2})\b.*\.tiff?", re.IGNORECASE)


def recognise(path: str) -> Optional[Granule]:
    """Return the granule of a VPM file, or None; raises InputError where it can't be one."""
    match = _NAME.fullmatch(os.path.basename(path))
    if match is None:
        return None
    dtype = header(path).dtype
    if dtype != np.uint16:
        raise InputError(
            msg("{path} holds {dtype} numbers, not the {expected} of VPM.", path=path, dtype=dtype, expected="uint16"),
            msg("Use the file as it was published."),
        )
    return Granule("VPM", path, time_in_name(path, match[1], "%Y%j"), {"tile": match[2].lower()})


def read_gpp(granule: Granule, cells: Grid) -> np.ndarray:
    """Return GPP on a window of the MODIS lattice, g C m-2 d-1, mean of the 8 days, float32 (y, x); NaN where there is none.

    Raises
    ------
    InputError
        The file can't be read.
    """
    gpp = read_values(granule.path, cells, ENCODING, Resampling.nearest)
    return np.where(tally.within(gpp, _GPP), gpp, np.float32(np.nan))
