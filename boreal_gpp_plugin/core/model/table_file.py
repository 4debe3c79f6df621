"""The file of a table: its rows checked column by column, in the project's units, before anything is fitted."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from ..errors import InputError
from ..language import Message, msg
from ..progress import Progress
from ..readers.user_table import number, read_cells
from ..variables import METEOROLOGY, VARIABLES
from .cover_class import prior_of

REQUIRED = ("site", "date", "stratum", "evi", "lst_degc", "soil_moisture", "thaw_fraction", "gpp")
"""Columns that a table must have; values may be missing."""
OPTIONAL = ("latitude", "ndvi", "lst_night_degc", "par_mj", "vpd_kpa", "tmin_degc", "fpar", "lswi")
"""Columns that a table may have."""
UNNAMED = "unknown"
"""Stratum of the rows of a site that no row names one for."""

_RANGES = {
    **{name: VARIABLES[name].valid_range for name in ("evi", "soil_moisture", "thaw_fraction")},
    "lst_degc": VARIABLES["lst"].valid_range,
    "lst_night_degc": VARIABLES["lst"].valid_range,
    "gpp": (-10.0, 60.0),  # night-time partitioning leaves some GPP below 0
    "latitude": (-90.0, 90.0),
    "ndvi": (-1.0, 1.0),
    "par_mj": (0.0, 30.0),
    "vpd_kpa": METEOROLOGY["vpd"].valid_range,
    "tmin_degc": METEOROLOGY["tmin"].valid_range,
    "fpar": (0.0, 1.0),
    "lswi": (-1.0, 1.0),
}
_HIGH_VALUES = {"evi": (0.05, 1.0), "gpp": (0.1, 40.0), "par_mj": (1.0, 25.0), "vpd_kpa": (0.0, 4.0)}
"""Between what the 95th percentile of a boreal table lies; outside it the column is in another unit, such as kg, hPa or W m-2."""
_SHARE, _DEGC = ("1", ""), ("degC", "C", "Celsius")
_UNITS = {
    **dict.fromkeys(("evi", "ndvi", "lswi", "fpar", "thaw_fraction"), _SHARE),
    **dict.fromkeys(("lst_degc", "lst_night_degc", "tmin_degc"), _DEGC),
    "soil_moisture": ("m3 m-3", "m3/m3", "cm3 cm-3", "cm3/cm3"),
    "gpp": ("g C m-2 d-1", "g C/m2/d", "g m-2 d-1", "g/m2/d"),
    "latitude": ("deg", "deg N", "degrees", "degrees north"),
    "par_mj": ("MJ m-2 d-1", "MJ/m2/d"),
    "vpd_kpa": ("kPa",),
}
"""Ways to write the unit of each column in brackets after its name, the first as it is asked for."""
_SUFFIXES = ("_degc", "_mj", "_kpa")
_BRACKETS = re.compile(r"^(?P<name>.*?)\s*[\[(](?P<unit>[^\])]*)[\])]$")
_MOST_OUTSIDE = 0.2  # of the values of a column: more are no outliers but another unit
_EMPTY = ("", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NAN", "NULL", "null", "None")
_NO_DATA = (-9999.0, -99999.0, -999.0)
_CLOCK = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_WITH_MARKS = rf"[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}){_CLOCK})?"
_DATE = rf"^(?P<year>\d{{4}})(?:{_WITH_MARKS}|(?P<month2>\d{{2}})(?P<day2>\d{{2}})?(?:\.0)?)$"
_YEAR_LAST = rf"^(?P<first>\d{{1,2}})[-/.](?P<second>\d{{1,2}})[-/.](?P<year>\d{{4}}){_CLOCK}$"
_YEARS = (1900, 2100)
_MONTHS = 12


def read_rows(path: str, progress: Progress) -> pd.DataFrame:
    """Return the rows of a CSV file in order of stratum, site and date, every column in its type and range; warnings go to `progress`.

    A column's name may be followed by its unit in brackets. Columns may be separated by commas, semicolons or tabs; numbers may have
    decimal commas, between commas in quotes. Dates are 2021-06-30, 20210630, 2021-06 for a month, or 30/06/2021 where some date of the
    table tells day from month. Values that are not known are empty, NA, NaN or -9999.

    Raises
    ------
    InputError
        With the column, row or value that is wrong.
    """
    frame = _load(path)
    names = list(frame)
    missing = [column for column in REQUIRED if column not in names]
    if missing:
        raise InputError(
            msg(
                "The table {path} lacks the columns: {columns}. It has: {found}.",
                path=path,
                columns=", ".join(missing),
                found=", ".join(name for name in names if name) or "-",
            ),
            msg("Name them so or add them; values that are not known stay empty."),
        )
    double = sorted({name for name in names if names.count(name) > 1 and name in (*REQUIRED, *OPTIONAL)})
    if double:
        raise InputError(
            msg("The table {path} has two columns of one name: {columns}.", path=path, columns=", ".join(double)), msg("Keep one of them.")
        )
    frame = frame[[c for c in (*REQUIRED, *OPTIONAL) if c in names]].copy()
    if frame.empty or frame["site"].isna().any():
        raise InputError(msg("The table {path} has no rows, or rows without site.", path=path), msg("Give every row its site."))
    frame["stratum"] = _strata(frame)
    frame["date"] = _dates(frame["date"], path)
    for column in [c for c in frame if c in _RANGES]:
        frame[column] = _numbers(frame[column], column, path, progress)
    for needed in ("evi", "lst_degc", "gpp"):
        if frame[needed].notna().sum() == 0:
            raise InputError(
                msg("The column {column} of {path} is empty.", column=needed, path=path),
                msg("Greenness, temperature and GPP are needed."),
            )
    frame = _without_copies(frame, path, progress)
    return frame.sort_values(["stratum", "site", "date"], ignore_index=True)


def _load(path: str) -> pd.DataFrame:
    """Return the file as it is, each cell a text without blanks about it, None where empty; raises InputError."""
    rows = [row for _, row in read_cells(path)]
    names = [_column(name, path) for name in rows[0]] if rows else []
    frame = pd.DataFrame(rows[1:], columns=names, dtype=object)
    return frame.where(~frame.isin(_EMPTY), None)


def _column(header: str, path: str) -> str:
    """Return the name of a column without the unit in brackets after it; raises InputError where it is in another unit than asked for."""
    found = _BRACKETS.match(header.lower())
    if not found:
        return header.lower()
    name = next((n for n in _UNITS if found["name"] in (n, n.rpartition("_")[0] if n.endswith(_SUFFIXES) else n)), None)
    if name is None:
        return header.lower()
    if _plain(found["unit"]) not in map(_plain, _UNITS[name]):
        raise InputError(
            msg("The column {column} of {path} is in another unit than {unit}.", column=header, path=path, unit=_UNITS[name][0]),
            msg("Convert its values, and name it {name}.", name=name),
        )
    return name


def _plain(unit: str) -> str:
    """Return a unit in one spelling: per day or d-1, with or without blanks and signs."""
    unit = unit.lower().translate(str.maketrans("\u00b0\u00b2\u00b3\u00b9", "d231")).replace("day", "d").replace("deg", "d")
    return re.sub(r"[^a-z0-9]", "", unit)


def _strata(frame: pd.DataFrame) -> pd.Series:
    """Return the stratum of each row: names that differ by case only are one, and rows without take that of their site where it has one."""
    names = frame["stratum"]
    spelling: dict[str, str] = {}
    for name in names.dropna().unique():
        spelling.setdefault(name.casefold(), name.upper() if prior_of(name) == name.upper() else name)
    names = names.map({name: spelling[name.casefold()] for name in names.dropna().unique()})
    of_site = names.groupby(frame["site"]).agg(lambda found: found.dropna().iloc[0] if found.nunique() == 1 else UNNAMED)
    return names.fillna(frame["site"].map(of_site)).replace("all", UNNAMED)  # "all" stands for all sites in the results


def _dates(column: pd.Series, path: str) -> pd.Series:
    """Return dates, the first of the month where no day is given; raises InputError naming the first that is none."""
    at, written = pd.factorize(column.fillna(""))  # sites share dates
    text = pd.Series(written, dtype=object)
    parts = text.str.extract(_YEAR_LAST).astype(float)
    if parts["year"].notna().all():
        month, day = _in_order(parts["first"], parts["second"], text, path)
    else:
        parts = text.str.extract(_DATE).astype(float)
        month, day = parts["month"].fillna(parts["month2"]), parts["day"].fillna(parts["day2"]).fillna(1.0)
    dates = pd.to_datetime({"year": parts["year"].where(parts["year"].between(*_YEARS)), "month": month, "day": day}, errors="coerce")
    dates = pd.Series(dates.to_numpy()[at], column.index)
    if dates.isna().any():
        bad = column[dates.isna()].iloc[0]
        shown = msg("An empty cell") if pd.isna(bad) else bad
        raise InputError(msg("{value} in {path} is not a date.", value=shown, path=path), msg("Write dates as 2021-06-30."))
    return dates


def _in_order(first: pd.Series, second: pd.Series, text: pd.Series, path: str) -> tuple[pd.Series, pd.Series]:
    """Return month and day of dates that begin with either, which those over 12 tell; raises InputError where none or both do."""
    if (first > _MONTHS).any() == (second > _MONTHS).any():
        raise InputError(
            msg("{value} in {path} may begin with the day or with the month.", value=text.iloc[0], path=path),
            msg("Write dates as 2021-06-30."),
        )
    return (second, first) if (first > _MONTHS).any() else (first, second)


def _numbers(column: pd.Series, name: str, path: str, progress: Progress) -> pd.Series:
    """Return a column of numbers, NaN where it is empty or impossible; raises InputError where it is no number or in another unit."""
    numbers = pd.to_numeric(column, errors="coerce").astype(np.float64)
    text = numbers.isna() & column.notna()
    numbers[text] = pd.to_numeric(column[text].str.replace(",", ".", regex=False), errors="coerce")
    text &= numbers.isna()
    numbers[text] = column[text].map(_grouped)
    text &= numbers.isna()
    if text.any():
        raise InputError(
            msg("{value} in column {column} of {path} is not a number.", value=column[text].iloc[0], column=name, path=path),
            msg("Leave values that are not known empty."),
        )
    low, high = _RANGES[name]
    numbers = numbers.mask(numbers.isin(_NO_DATA) & (numbers < low))
    outside = (numbers < low) | (numbers > high)
    if outside.sum() > _MOST_OUTSIDE * numbers.notna().sum():
        raise _wrong_unit(
            msg(
                "{n} of {all} values in column {column} of {path}, such as {value}, lie outside {low} to {high}.",
                n=int(outside.sum()),
                all=int(numbers.notna().sum()),
                column=name,
                path=path,
                value=f"{numbers[outside].iloc[0]:g}",
                low=low,
                high=high,
            )
        )
    if outside.any():
        progress.warn(
            msg("{n} values in column {column} of {path} are impossible and were left out.", n=int(outside.sum()), column=name, path=path)
        )
    numbers = numbers.mask(outside)
    low, high = _HIGH_VALUES.get(name, _RANGES[name])
    top = numbers.quantile(0.95)
    if top < low or top > high:
        raise _wrong_unit(
            msg(
                "The high values in column {column} of {path} are near {value}, though they should lie within {low} to {high}.",
                column=name,
                path=path,
                value=f"{top:.3g}",
                low=low,
                high=high,
            )
        )
    return numbers


def _grouped(text: str) -> float:
    """Return a number with parted thousands, NaN for none."""
    try:
        return number(text)
    except ValueError:
        return np.nan


def _wrong_unit(what: Message) -> InputError:
    """Return the refusal of a column that is in another unit."""
    return InputError(what, msg("Check its unit: degC, MJ m-2 d-1, kPa, m3 m-3, g C m-2 d-1 or a share."))


def _without_copies(frame: pd.DataFrame, path: str, progress: Progress) -> pd.DataFrame:
    """Return the rows without copies of others, with a warning; raises InputError where two of one date differ."""
    copies = frame.duplicated()
    if copies.any():
        progress.warn(msg("{n} rows of {path} are copies of others and were left out.", n=int(copies.sum()), path=path))
        frame = frame[~copies]
    double = frame.duplicated(["site", "stratum", "date"])
    if double.any():
        first = frame[double].iloc[0]
        raise InputError(
            msg("The table {path} has two rows of {site} for {date}.", path=path, site=first["site"], date=f"{first['date']:%Y-%m-%d}"),
            msg("Keep one row for each site, stratum and date."),
        )
    return frame
