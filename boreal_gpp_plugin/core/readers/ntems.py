"""Maps of Canada's National Terrestrial Ecosystem Monitoring System (NTEMS): land cover, years of fire and harvest.

References
----------
Hermosilla et al. (2022), Remote Sens. Environ. 268, 112780, doi:10.1016/j.rse.2022.112780: land cover (VLCE2).
Hermosilla et al. (2016), Int. J. Digit. Earth 9, 1035-1054, doi:10.1080/17538947.2016.1187673: disturbance years.
"""

from __future__ import annotations

import datetime
import os
import re
from typing import Optional

import numpy as np

from ..errors import InputError
from ..grid import Grid
from ..language import msg
from ..variables import LAND_COVER
from .granule import Granule
from .raster import EXTENSIONS, header, read_codes, sample_codes

PRODUCTS = ("VLCE2", "FIRE_YEAR", "HARVEST_YEAR")

OUTSIDE = 0  # of the mapped extent; 255, the declared fill, is never written
_DECLARED_FILL = 255

_NAMES = {
    "VLCE2": re.compile(r"vlce|land[ _-]?cover", re.IGNORECASE),
    "HARVEST_YEAR": re.compile(r"harvest", re.IGNORECASE),
    "FIRE_YEAR": re.compile(r"fire", re.IGNORECASE),
}
# Other layers of the same maps: severity, yes or no, recovery, season; the older fire years carry "DNBR_Magnitude" in their name too.
_OTHER_LAYERS = re.compile(r"mask|severity|recover|fires_\d{4}|^(?!.*year).*(?:dnbr|magnitude)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def recognise(path: str) -> Optional[Granule]:
    """Return the granule of an NTEMS map, or None.

    Raises
    ------
    InputError
        The file is unreadable, or its values are not those of the map that its name promises.
    """
    stem, extension = os.path.splitext(os.path.basename(path))
    product = next((product for product, pattern in _NAMES.items() if pattern.search(stem)), None)
    if product is None or extension.lower() not in EXTENSIONS or _OTHER_LAYERS.search(stem):
        return None
    if not np.issubdtype(header(path).dtype, np.integer):
        raise InputError(
            msg("{path} does not hold whole numbers, so it is no map of classes or years.", path=path),
            msg("Export it with the nearest pixel's value, not an interpolated one."),
        )
    codes = sample_codes(path)
    years = [int(year) for year in _YEAR.findall(stem)]
    if product == "VLCE2":
        _check_land_cover(path, codes)
        if not years:
            raise InputError(
                msg("The name of the land cover {path} holds no year.", path=path),
                msg("Put the year of the map into its name, as in CA_forest_VLCE2_2019.tif."),
            )
    else:
        _check_years(path, codes)
    time = datetime.datetime(years[-1], 1, 1) if years else None
    return Granule(product, path, time, {"year": years[-1] if years else None})


def read_land_cover(granule: Granule, grid: Grid) -> np.ndarray:
    """Return VLCE2 codes on a grid by the nearest pixel, uint8 (y, x), 0 outside the map.

    Raises
    ------
    InputError
        The file can't be read or holds other codes.
    """
    codes = read_codes(granule.path, grid, OUTSIDE)
    _check_land_cover(granule.path, np.unique(codes))
    return np.where(codes == _DECLARED_FILL, OUTSIDE, codes).astype(np.uint8)


def read_year(granule: Granule, grid: Grid) -> np.ndarray:
    """Return the year of the last fire or harvest on a grid by the nearest pixel, int16 (y, x), 0 where there was none.

    Raises
    ------
    InputError
        The file can't be read.
    """
    return decode_years(read_codes(granule.path, grid, OUTSIDE))


def decode_years(codes: np.ndarray) -> np.ndarray:
    """Return years of stored numbers, int16: newer maps store the year itself, older ones the year minus 1900; else 0."""
    codes = codes.astype(np.int64)
    full, short = (codes >= 1900) & (codes <= 2100), (codes >= 80) & (codes <= 130)
    return np.select([full, short], [codes, codes + 1900], 0).astype(np.int16)


def _check_land_cover(path: str, codes: np.ndarray) -> None:
    """Refuse codes that VLCE2 does not have."""
    foreign = sorted({int(code) for code in codes} - {OUTSIDE, _DECLARED_FILL, *LAND_COVER})
    if foreign:
        raise InputError(
            msg("{path} is a land cover with codes that are not of NTEMS VLCE2: {codes}.", path=path, codes=_some(foreign)),
            msg("Use CA_forest_VLCE2_<year>.tif, or reclassify this map to its codes."),
        )


def _check_years(path: str, codes: np.ndarray) -> None:
    """Refuse numbers that are no years."""
    fills = {OUTSIDE, _DECLARED_FILL, np.iinfo(codes.dtype).max, np.iinfo(codes.dtype).min}
    foreign = sorted(int(code) for code in codes[decode_years(codes) == 0] if int(code) not in fills)
    if foreign:
        raise InputError(
            msg("{path} holds numbers that are not years: {codes}.", path=path, codes=_some(foreign)),
            msg("Use the layer of years, not of severity or of yes and no; or rename the file."),
        )


def _some(codes: list[int]) -> str:
    """Return the first few of some numbers as text."""
    return ", ".join(str(code) for code in codes[:6]) + (" ..." if len(codes) > 6 else "")
