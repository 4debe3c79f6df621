"""Maps of Canada's National Terrestrial Ecosystem Monitoring System (NTEMS): land cover, fire, harvest, stand age and species.

Other land covers are read as if they were NTEMS's, by a table of classes.

References
----------
Hermosilla et al. (2022), Remote Sens. Environ. 268, 112780, doi:10.1016/j.rse.2022.112780: land cover (VLCE2).
Hermosilla et al. (2016), Int. J. Digit. Earth 9, 1035-1054, doi:10.1080/17538947.2016.1187673: disturbance years.
Maltman et al. (2023), Remote Sens. Environ. 290, 113529, doi:10.1016/j.rse.2023.113529: stand age.
Hermosilla et al. (2022), Remote Sens. Environ. 282, 113276, doi:10.1016/j.rse.2022.113276: tree species.
"""

from __future__ import annotations

import datetime
import os
import re
from typing import Any, Optional

import numpy as np
from rasterio.enums import Resampling

from ..errors import InputError
from ..grid import Grid
from ..language import msg
from ..variables import LAND_COVER
from . import classes, tally
from .granule import Granule
from .raster import EXTENSIONS, Encoding, header, read_codes, read_values, sample_codes

PRODUCTS = ("VLCE2", "LAND_COVER", "FIRE_YEAR", "FIRE_DNBR", "HARVEST_YEAR", "STAND_AGE", "LEAD_SPECIES")

OUTSIDE = 0  # of the mapped extent; 255, the declared fill, is never written
_DECLARED_FILL = 255
_DNBR = (-2.0, 2.0, "1")
_YEARS = (1900.0, 2100.0, "1")

OLDER = 151  # stand age: more than 150 years
NO_STAND = -1  # what `read_age` gives where no trees stand

# Code of each species; the index is the code.
SPECIES = [
    "non_tree",
    "amabilis_fir",
    "balsam_fir",
    "subalpine_fir",
    "bigleaf_maple",
    "red_maple",
    "sugar_maple",
    "gray_alder",
    "red_alder",
    "yellow_birch",
    "white_birch",
    "yellow_cedar",
    "black_ash",
    "tamarack",
    "western_larch",
    "norway_spruce",
    "engelmann_spruce",
    "white_spruce",
    "black_spruce",
    "red_spruce",
    "sitka_spruce",
    "whitebark_pine",
    "jack_pine",
    "lodgepole_pine",
    "ponderosa_pine",
    "red_pine",
    "eastern_white_pine",
    "balsam_poplar",
    "largetooth_aspen",
    "trembling_aspen",
    "douglas_fir",
    "red_oak",
    "eastern_white_cedar",
    "western_redcedar",
    "eastern_hemlock",
    "western_hemlock",
    "mountain_hemlock",
    "white_elm",
]

_NAMES = {
    "LEAD_SPECIES": re.compile(r"lead[ _-]?(?:tree[ _-]?)?species", re.IGNORECASE),
    "STAND_AGE": re.compile(r"(?:forest|stand)[ _-]?age(?![a-z])", re.IGNORECASE),
    "FIRE_DNBR": re.compile(r"^(?!.*year).*dnbr", re.IGNORECASE),
    "VLCE2": re.compile(r"vlce|land[ _-]?cover", re.IGNORECASE),
    "HARVEST_YEAR": re.compile(r"harvest", re.IGNORECASE),
    "FIRE_YEAR": re.compile(r"fire", re.IGNORECASE),
}
# Other layers of the same maps: severity, yes or no, recovery, season; the older fire years carry "DNBR_Magnitude" in their name too.
_OTHER_LAYERS = re.compile(r"mask|approach|severity|recover|fires_\d{4}|^(?!.*year).*magnitude", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def recognise(path: str) -> Optional[Granule]:
    """Return the granule of an NTEMS map or of another land cover, or None.

    Raises
    ------
    InputError
        The file is unreadable, or its values are not those of the map that its name promises.
    """
    stem, extension = os.path.splitext(os.path.basename(path))
    if extension.lower() not in EXTENSIONS:
        return None
    product = next((product for product, pattern in _NAMES.items() if pattern.search(stem)), None)
    own = f"{os.path.splitext(path)[0]}.classes.csv"
    if product is None and os.path.isfile(own):
        product = "VLCE2"
    if product is None or _OTHER_LAYERS.search(stem):
        return None
    whole = np.issubdtype(header(path).dtype, np.integer)
    if not whole and product != "FIRE_DNBR":
        raise InputError(
            msg("{path} does not hold whole numbers, so it is no map of classes or years.", path=path),
            msg("Export it with the nearest pixel's value, not an interpolated one."),
        )
    years = [int(year) for year in _YEAR.findall(stem)]
    detail: dict[str, Any] = {"year": years[-1] if years else None}
    if product == "VLCE2":
        product, more = _classes_of(path, sample_codes(path))
        detail.update(more)
    elif product in ("FIRE_YEAR", "HARVEST_YEAR"):
        _check_years(path, sample_codes(path))
    elif product == "FIRE_DNBR":
        detail["whole"] = bool(whole)
    else:
        _check_codes(path, product, sample_codes(path))
    if not years and product in ("VLCE2", "LAND_COVER", "STAND_AGE"):
        raise InputError(
            msg("The name of the map {path} holds no year.", path=path),
            msg("Put the year of the map into its name, as in CA_forest_VLCE2_2019.tif."),
        )
    time = datetime.datetime(years[-1], 1, 1) if years else None
    return Granule(product, path, time, detail)


def _classes_of(path: str, codes: np.ndarray) -> tuple[str, dict[str, Any]]:
    """Return which land cover some codes belong to, and the classes they stand for: the user's table, VLCE2, or Land Cover of Canada."""
    table = classes.table_beside(path)
    if table is not None:
        return "LAND_COVER", {"classes": tuple(sorted(classes.read_table(table).items())), "companions": (table,)}
    beside = {"companions": (os.path.dirname(os.path.abspath(path)),)}  # which changes when a table comes
    present = {int(code) for code in codes} - {OUTSIDE, _DECLARED_FILL}
    if present and "vlce" not in os.path.basename(path).lower() and present <= set(classes.LAND_COVER_OF_CANADA):
        return "LAND_COVER", {"classes": tuple(classes.LAND_COVER_OF_CANADA.items()), **beside}
    _check_land_cover(path, codes)
    return "VLCE2", beside


def read_land_cover(granule: Granule, grid: Grid) -> np.ndarray:
    """Return VLCE2 codes on a grid by the nearest pixel, uint8 (y, x), 0 outside the map.

    Raises
    ------
    InputError
        The file can't be read or holds other codes.
    """
    codes = read_codes(granule.path, grid, OUTSIDE)
    if "classes" not in granule.detail:
        _check_land_cover(granule.path, np.unique(codes))
        return np.where(codes == _DECLARED_FILL, OUTSIDE, codes).astype(np.uint8)
    meaning = {**dict.fromkeys((OUTSIDE, _DECLARED_FILL), OUTSIDE), **dict(granule.detail["classes"])}
    present, position = np.unique(codes, return_inverse=True)
    foreign = [int(code) for code in present if int(code) not in meaning]
    if foreign:
        raise InputError(
            msg("{path} holds classes that its table does not name: {codes}.", path=granule.path, codes=_some(foreign)),
            msg("Add them to the columns value and vlce2 of {table} beside the map.", table=classes.TABLE),
        )
    return np.array([meaning[int(code)] for code in present], np.uint8)[position].reshape(grid.shape)


def read_dnbr(granule: Granule, grid: Grid) -> np.ndarray:
    """Return burn severity as dNBR (1) on a grid by the nearest pixel, float32 (y, x), NaN where nothing burnt.

    Older maps store hundredths as whole numbers, newer ones the ratio itself or a scale of their own.

    Raises
    ------
    InputError
        The file can't be read.
    """
    scale = 0.01 if granule.detail["whole"] else 1.0
    dnbr = read_values(granule.path, grid, Encoding(scale=scale, fill=OUTSIDE), Resampling.nearest)
    return np.where(tally.within(dnbr, _DNBR, np.isfinite(dnbr) & (dnbr != 0)), dnbr, np.float32(np.nan))


def read_age(granule: Granule, grid: Grid) -> np.ndarray:
    """Return stand age in the map's year on a grid by the nearest pixel, int16 (y, x), in years; `OLDER` above 150, else `NO_STAND`.

    Raises
    ------
    InputError
        The file can't be read.
    """
    codes = read_codes(granule.path, grid, _DECLARED_FILL).astype(np.int16)
    return np.where((codes >= 0) & (codes <= OLDER), codes, np.int16(NO_STAND))


def read_species(granule: Granule, grid: Grid) -> np.ndarray:
    """Return the code of the leading tree species on a grid by the nearest pixel, uint8 (y, x), an index of `SPECIES`; 0 where none.

    Raises
    ------
    InputError
        The file can't be read.
    """
    codes = read_codes(granule.path, grid, OUTSIDE)
    return np.where(codes < len(SPECIES), codes, OUTSIDE).astype(np.uint8)


def read_year(granule: Granule, grid: Grid) -> np.ndarray:
    """Return the year of the last fire or harvest on a grid by the nearest pixel, int16 (y, x), 0 where there was none.

    Raises
    ------
    InputError
        The file can't be read.
    """
    codes = read_codes(granule.path, grid, OUTSIDE)
    years, known = decode_years(codes), ~np.isin(codes, _fills(codes))
    tally.count(_YEARS, known, known & (years == 0))
    return years


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
            msg(
                "Use CA_forest_VLCE2_<year>.tif, or put {table} beside the map, with columns value and vlce2, the code each is taken for.",
                table=classes.TABLE,
            ),
        )


def _check_years(path: str, codes: np.ndarray) -> None:
    """Refuse numbers that are no years."""
    foreign = sorted(int(code) for code in codes[decode_years(codes) == 0] if int(code) not in _fills(codes))
    if foreign:
        raise InputError(
            msg("{path} holds numbers that are not years: {codes}.", path=path, codes=_some(foreign)),
            msg("Use the layer of years, not of severity or of yes and no; or rename the file."),
        )


def _fills(codes: np.ndarray) -> tuple[int, ...]:
    """Return the numbers that stand for no year in a map of a type."""
    return OUTSIDE, _DECLARED_FILL, np.iinfo(codes.dtype).max, np.iinfo(codes.dtype).min


def _check_codes(path: str, product: str, codes: np.ndarray) -> None:
    """Refuse numbers that are no ages or no species."""
    highest = OLDER if product == "STAND_AGE" else len(SPECIES) - 1
    foreign = sorted(int(code) for code in codes if not 0 <= code <= highest and code != _DECLARED_FILL)
    if foreign:
        raise InputError(
            msg("{path} holds numbers above {highest}: {codes}.", path=path, highest=highest, codes=_some(foreign)),
            msg("Use the NTEMS map as it was published, or rename the file."),
        )


def _some(codes: list[int]) -> str:
    """Return the first few of some numbers as text."""
    return ", ".join(str(code) for code in codes[:6]) + (" ..." if len(codes) > 6 else "")
