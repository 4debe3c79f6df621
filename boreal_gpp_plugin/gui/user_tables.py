"""The tables that readers take from the user: classes of a land cover, series, places of towers; core is imported when one is asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace

from qgis.PyQt.QtWidgets import QPushButton

from ..i18n import language, tr
from .button import push_button
from .table_dialog import Column, UserTable, number_within

CLASSES, SERIES, SITES = "land_cover_classes.csv", "series.csv", "sites.csv"
"""The tables by their names, which the fixes of findings name."""
_DATES = (("%Y%m%d", r"(?<!\d)(?:19|20)\d{6}(?!\d)"), ("%Y%j", r"(?<!\d)(?:19|20)\d{5}(?!\d)"))
TABLE_OF_PRODUCT = {"LAND_COVER": CLASSES, "SERIES": SERIES, "TOWER": SITES}


def offer(name: str) -> str:
    """Return the words of the button that opens a table; raises KeyError for one that is none of these."""
    return {
        CLASSES: tr("Map Its &Classes\u2026"),
        SERIES: tr("Say What These Files A&re\u2026"),
        SITES: tr("Say Where the &Towers Are\u2026"),
    }[name]


def table_button(name: str, path: str, ask: Callable[[str, str], None]) -> QPushButton:
    """Return the button that calls `ask` for a table and the path that it is about."""
    button = push_button(offer(name), f"table_{name.partition('.')[0]}", tr("Fill in the table {name}.").format(name=name))
    button.clicked.connect(lambda: ask(name, path))
    return button


def user_table(name: str, path: str, inputs: str) -> UserTable:
    """Return a table as it is to be shown.

    Parameters
    ----------
    name : str
        One of `CLASSES`, `SERIES` and `SITES`.
    path : str
        A file that it is about; may be empty but for classes.
    inputs : str
        The inputs folder.

    Raises
    ------
    InputError
        The file can't be read.
    """
    return {CLASSES: _classes, SERIES: _series, SITES: _sites}[name](path, inputs)


def _classes(path: str, inputs: str) -> UserTable:
    """Return the table of classes of a land cover, its own unless there is one for all maps of the folder."""
    from ..core.readers import classes, raster
    from ..core.variables import LAND_COVER

    table = classes.table_beside(path) or f"{os.path.splitext(path)[0]}.classes.csv"
    codes = [int(code) for code in raster.sample_codes(path) if int(code) not in (0, 255)]
    ours = {str(cover.code): cover.title.text(language()) for cover in LAND_COVER.values()}
    meanings = {"0": tr("Left out"), **ours}
    canada = classes.LAND_COVER_OF_CANADA if set(codes) <= set(classes.LAND_COVER_OF_CANADA) else {}
    proposed = tuple({"value": str(code), "vlce2": str(canada.get(code, code if str(code) in ours else ""))} for code in codes)
    columns = (
        Column("value", tr("Number in the map"), tr("A class as the map stores it."), convert=int),
        Column("vlce2", tr("Taken for"), tr("The NTEMS land cover that it is taken for."), lambda row: meanings),
    )
    lead = tr("What the classes of {map} are taken for. The numbers are those found in parts of the map; add any others.")
    return UserTable(table, tr("Classes of the Land Cover"), lead.format(map=os.path.basename(path)), columns, proposed)


def _series(path: str, inputs: str) -> UserTable:
    """Return the table of series of the inputs folder, with a row that the files of no known product suggest."""
    from ..core.readers import declared

    units = {variable: {unit: unit for unit in known} for variable, known in declared.QUANTITIES.items()}
    words = {
        "gpp": tr("GPP"),
        "air_temperature": tr("Air temperature"),
        "radiation": tr("Radiation"),
        "vpd": tr("Vapour pressure deficit"),
    }
    any_number = number_within(float("-inf"), float("inf"))
    about = {
        "files": Column("files", tr("Files"), tr("A pattern of paths beside the table, such as gpp/*.tif.")),
        "variable": Column("variable", tr("What it is"), "", lambda row: {v: words.get(v, v) for v in units}),
        "unit": Column(
            "unit", tr("Unit"), tr("Of the stored numbers, after scale and offset."), lambda row: units.get(row["variable"], {})
        ),
        "date": Column(
            "date", tr("Date in names"), tr("%Y%m%d for 20210630, %Y%j for 2021181, %Y_%m for 2021_06; empty for netCDF with times.")
        ),
        "name": Column("name", tr("netCDF variable"), tr("Its name in the files; empty for GeoTIFF.")),
        "days": Column("days", tr("Days"), tr("Length of the period that a file is the mean of."), convert=number_within(1, 366)),
        "scale": Column("scale", tr("Scale"), tr("Only where the files do not state it."), convert=any_number),
        "offset": Column("offset", tr("Offset"), tr("Only where the files do not state it."), convert=any_number),
        "fill": Column("fill", tr("No data"), tr("The number that means none, only where the files do not state it."), convert=any_number),
    }
    needed = ("files", "variable", "unit")
    columns = [about[name] for name in declared.COLUMNS]
    columns = [column if column.name in needed else replace(column, is_needed=False) for column in columns]
    lead = tr("What files of your own are: one row for each series.")
    table = os.path.join(inputs, SERIES)
    proposed = () if os.path.isfile(table) or not path else (_guess(path, inputs),)
    return UserTable(table, tr("Series of Your Own"), lead, columns, proposed)


def _guess(path: str, inputs: str) -> dict[str, str]:
    """Return a row for the files named like one, as far as its name tells."""
    folder, name = os.path.split(os.path.relpath(path, inputs))
    date = next((pattern for pattern, digits in _DATES if re.search(digits, name)), "")
    pattern = re.sub(r"\d+", "*", name)
    return {"files": "/".join([*(part for part in folder.split(os.sep) if part), pattern]), "date": date}


def _sites(path: str, inputs: str) -> UserTable:
    """Return the table of towers beside a tower table, with the towers of that folder."""
    from ..core.readers import towers

    folder = os.path.dirname(path) or inputs
    places = [os.path.join(place, SITES) for place in (folder, os.path.dirname(folder))]
    table = next((place for place in places if os.path.isfile(place)), places[0])
    columns = (
        Column("site", tr("Tower"), tr("Its FLUXNET identifier, as in the names of its files: CA-Obs.")),
        Column("latitude", tr("Latitude"), tr("Degrees north."), convert=number_within(-90, 90)),
        Column("longitude", tr("Longitude"), tr("Degrees east; negative in America."), convert=number_within(-180, 180)),
    )
    proposed = []
    for site in towers.sites_in(folder):
        known = towers.COORDINATES.get(site)
        proposed.append({"site": site, **({"latitude": str(known[0]), "longitude": str(known[1])} if known else {})})
    lead = tr("Where the flux towers stand. What stands here comes before what the networks' lists say.")
    return UserTable(table, tr("Places of the Flux Towers"), lead, columns, proposed)
