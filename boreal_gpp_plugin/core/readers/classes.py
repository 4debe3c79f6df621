"""Classes of land covers other than NTEMS VLCE2, and the VLCE2 class that each is taken for; a table of the user's comes first.

References
----------
Latifovic et al. (2017), Remote Sensing 9, 1098, doi:10.3390/rs9111098: legend of the Land Cover of Canada (2010, 2015, 2020),
which is that of the North American Land Change Monitoring System.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Optional

from ..errors import InputError
from ..language import msg
from ..variables import LAND_COVER
from .user_table import mistaken, number, read_rows

TABLE = "land_cover_classes.csv"
"""Name of the user's table beside a land cover; `<map>.classes.csv` is for one map of several."""
COLUMNS = ("value", "vlce2")

LAND_COVER_OF_CANADA: Mapping[int, int] = {
    1: 210,  # temperate or sub-polar needleleaf forest
    2: 210,  # sub-polar taiga needleleaf forest
    5: 220,  # temperate or sub-polar broadleaf deciduous forest
    6: 230,  # mixed forest
    8: 50,  # temperate or sub-polar shrubland
    10: 100,  # temperate or sub-polar grassland
    11: 50,  # sub-polar or polar shrubland, lichen, moss
    12: 100,  # sub-polar or polar grassland, lichen, moss
    13: 40,  # sub-polar or polar barren, lichen, moss
    14: 80,  # wetland
    15: 100,  # cropland
    16: 33,  # barren lands
    17: 33,  # urban and built-up: no GPP is modelled
    18: 20,  # water
    19: 31,  # snow and ice
}
_NONE = 0  # of VLCE2: outside the map


def table_beside(path: str) -> Optional[str]:
    """Return the path of the user's table of classes beside a map, or None."""
    folder, name = os.path.split(path)
    tables = (os.path.join(folder, table) for table in (f"{os.path.splitext(name)[0]}.classes.csv", TABLE))
    return next((table for table in tables if os.path.isfile(table)), None)


def read_table(path: str) -> dict[int, int]:
    """Return the VLCE2 code of each class in a user's table: columns `value` and `vlce2`, others are the user's own.

    Raises
    ------
    InputError
        The table can't be read, lacks a column, or names a class that VLCE2 does not have.
    """
    names, rows = read_rows(path)
    for column in COLUMNS:
        if column not in names:
            raise InputError(
                msg("{path} has no column {column}.", path=path, column=column),
                msg("Give it the columns value, the number in the map, and vlce2, the VLCE2 code it is taken for."),
            )
    classes: dict[int, int] = {}
    for row in rows:
        if row["value"]:
            value, code = (_whole(path, row[column]) for column in COLUMNS)
            if classes.setdefault(value, code) != code:
                raise mistaken(path, msg("it takes class {value} for two others", value=value))
    foreign = sorted(set(classes.values()) - {_NONE, *LAND_COVER})
    if foreign:
        raise InputError(
            msg("{path} names classes that VLCE2 does not have: {codes}.", path=path, codes=", ".join(map(str, foreign))),
            msg("Use the codes {codes}, or 0 for what is to be left out.", codes=", ".join(map(str, LAND_COVER))),
        )
    return classes


def _whole(path: str, text: str) -> int:
    """Return the whole number in a cell of a table; raises InputError where it holds none."""
    try:
        value = number(text)
        if value == int(value):
            return int(value)
    except ValueError:
        pass
    raise mistaken(path, msg("{text} is not a whole number", text=text or '""'))
