"""Series that the user declares: any GeoTIFFs or netCDFs of a quantity, by a table `series.csv` beside them.

Columns: `files` (a pattern such as gpp/*.tif), `variable` (what it is: `QUANTITIES`), `unit`; where needed `name` (the netCDF's
variable), `date` (how file names say the first day: %Y%m%d, %Y%j, %Y_%m), `days` (length of a period), `scale`, `offset`, `fill`.
"""

from __future__ import annotations

import datetime
import glob
import os
import re
from typing import Any, Optional

import numpy as np

from ..errors import InputError
from ..grid import Grid
from ..language import msg
from . import cf, tally
from .granule import Granule, all_usable
from .raster import Encoding
from .user_table import mistaken, number, read_rows

PRODUCTS = ("SERIES",)
TABLE = "series.csv"
COLUMNS = ("files", "variable", "unit", "date", "name", "days", "scale", "offset", "fill")

# By quantity, what one of each unit is in the first of them: factor and summand.
QUANTITIES: dict[str, dict[str, tuple[float, float]]] = {
    "gpp": {
        "g C m-2 d-1": (1.0, 0.0),
        "kg C m-2 d-1": (1000.0, 0.0),
        "g C m-2 8d-1": (0.125, 0.0),
        "kg C m-2 8d-1": (125.0, 0.0),
        "kg C m-2 s-1": (8.64e7, 0.0),
        "umol m-2 s-1": (12.011e-6 * 86400.0, 0.0),
    },
    "evi": {"1": (1.0, 0.0)},
    "air_temperature": {"degC": (1.0, 0.0), "K": (1.0, -273.15)},
    "radiation": {"MJ m-2 d-1": (1.0, 0.0), "W m-2": (0.0864, 0.0), "J m-2 d-1": (1e-6, 0.0)},
    "vpd": {"kPa": (1.0, 0.0), "hPa": (0.1, 0.0), "Pa": (0.001, 0.0)},
}
_RANGES = {
    **{name: tally.range_of(name) for name in ("gpp", "evi")},
    "air_temperature": (-80.0, 60.0, "degC"),
    "radiation": (0.0, 50.0, "MJ m-2 d-1"),
    "vpd": (0.0, 15.0, "kPa"),
}
_DIRECTIVES = {"%Y": r"(?:19|20)\d{2}", "%j": r"\d{3}", "%m": r"\d{2}", "%d": r"\d{2}", "%y": r"\d{2}", "%b": r"[A-Za-z]{3}"}


def recognise(path: str) -> Optional[tuple[Granule, ...]]:
    """Return the granules that a table `series.csv` declares, one for each date, or None for other files.

    Raises
    ------
    PartlyUsable
        Some rows declare something that is not there or that no unit is known for, or some files can't be read.
    InputError
        The only row or file does, or the table can't be read.
    """
    if os.path.basename(path).lower() != TABLE:
        return None
    _, rows = read_rows(path)
    granules, errors, total = [], [], 0
    for row in rows:
        try:
            detail, files = _declaration(path, row)
        except InputError as error:
            errors.append(error)
            total += 1
            continue
        total += len(files)
        for file in files:
            try:
                granules += _granules(path, file, row.get("date", ""), detail)
            except InputError as error:
                errors.append(error)
    return all_usable(path, granules, errors, total)


def _declaration(table: str, row: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Return what a row of a table says of its granules, and the files that they are in."""
    variable, unit = row.get("variable", ""), row.get("unit", "")
    if unit not in QUANTITIES.get(variable, {}):
        known = "; ".join(f"{quantity} ({', '.join(units)})" for quantity, units in QUANTITIES.items())
        raise InputError(
            msg("{path} declares the variable {variable} in {unit}, which is not known.", path=table, variable=variable, unit=unit),
            msg("Declare one of {known}.", known=known),
        )
    files = sorted(glob.glob(os.path.join(glob.escape(os.path.dirname(table)), row.get("files") or " "), recursive=True))
    if not files:
        raise InputError(
            msg("{path} declares the files {files}, and there are none.", path=table, files=row.get("files", "")),
            msg("Give a pattern of paths beside the table, such as gpp/*.tif."),
        )
    numbers = {key: _number(table, row.get(key, "")) for key in ("days", "scale", "offset", "fill")}
    return {"variable": variable, "unit": unit, "name": row.get("name") or None, "companions": (table,), **numbers}, files


def _granules(table: str, file: str, pattern: str, detail: dict[str, Any]) -> list[Granule]:
    """Return the granules of a file that a table declares, one for each of its times, or of the date in its name."""
    times = cf.describe(file, detail["name"]).times
    starts = [_date(table, file, pattern)] if times is None else times.tolist()
    return [Granule("SERIES", file, start, {**detail, "layer": layer}) for layer, start in enumerate(starts)]


def _number(table: str, text: str) -> Optional[float]:
    """Return the number in a cell of a table, or None where it is empty."""
    try:
        return number(text) if text else None
    except ValueError as error:
        raise mistaken(table, msg("{text} is not a number", text=text)) from error


def _date(table: str, file: str, pattern: str) -> datetime.datetime:
    """Return the first day of a file's period from its name; raises InputError where the pattern does not meet it."""
    expression = "".join(_DIRECTIVES.get(part, re.escape(part)) for part in re.split(r"(%[a-zA-Z])", pattern))
    for match in re.findall(expression, os.path.basename(file)) if pattern else ():
        try:
            return datetime.datetime.strptime(match, pattern)
        except ValueError:
            continue
    raise InputError(
        msg("{path} declares dates as {pattern}, which the name of {file} does not hold.", path=table, pattern=pattern, file=file),
        msg("Write the date as in the names of the files: %Y%m%d for 20210630, %Y%j for 2021181, %Y_%m for 2021_06."),
    )


def grid_of(granule: Granule) -> Grid:
    """Return the grid of a declared file."""
    return cf.describe(granule.path, granule.detail["name"]).grid


def days_of(granule: Granule) -> float:
    """Return the length of a granule's period in days, 1 where the table does not say."""
    return granule.detail["days"] or 1.0


def read(granule: Granule, cells: Grid) -> np.ndarray:
    """Return a declared quantity on a window of its file's lattice, float32 (y, x) in the first unit of `QUANTITIES`; NaN where none.

    Raises
    ------
    InputError
        The file can't be read.
    """
    detail = granule.detail
    encoding = Encoding(detail["scale"] or 1.0, detail["offset"] or 0.0, detail["fill"])
    layer = detail["layer"]
    (stored,) = cf.read(granule.path, cells, range(layer, layer + 1), detail["name"], encoding)
    factor, summand = QUANTITIES[detail["variable"]][detail["unit"]]
    values = stored * np.float32(factor) + np.float32(summand)
    return np.where(tally.within(values, _RANGES[detail["variable"]]), values, np.float32(np.nan))
