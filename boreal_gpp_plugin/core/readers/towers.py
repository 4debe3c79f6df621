"""Flux towers: GPP of half-hourly to monthly tables of every FLUXNET generation, with coordinates from a table beside them.

References
----------
Pastorello et al. (2020), Sci. Data 7, 225, doi:10.1038/s41597-020-0534-3: variables, units and quality of FLUXNET2015.
"""

from __future__ import annotations

import csv
import datetime
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..errors import InputError
from ..language import msg
from .granule import Granule
from .opening import lacks_variable, size_of, unreadable
from .tower_sites import COORDINATES
from .user_table import mistaken, number, read_rows, separator_of, table_in

PRODUCTS = ("TOWER",)

SITES = "sites.csv"
SITE_COLUMNS = ("site", "latitude", "longitude")
MIN_QUALITY = 0.7  # share of a day's half hours that were measured or filled well
# Quality, and GPP by night-time and by daytime partitioning: with a friction velocity threshold of each year, or one of all years,
# which is all there is of towers of few years.
_QUALITY, _GPP = "NEE_VUT_REF_QC", ("GPP_NT_VUT_REF", "GPP_DT_VUT_REF")
_CONSTANT_QUALITY, _CONSTANT_GPP = "NEE_CUT_REF_QC", ("GPP_NT_CUT_REF", "GPP_DT_CUT_REF")
_BASE_GPP = ("GPP_PI_F", "GPP_PI", "GPP_PI_F_1_1_1", "GPP_PI_1_1_1")  # what the site's own team computed, its gaps filled or not
_MIN_PRESENT = 0.9  # share of a day's values that AmeriFlux BASE must hold: it has gaps, and a lost noon weighs more than a lost night
_GOOD_HALF_HOUR = 1  # half-hourly flags count the other way: 0 measured, 1 filled well, 2 and 3 poorly
_MISSING = -9999
_BLOCK_BYTES = 1 << 20
_LAST_BYTES = 65536  # of a file, which hold its last row
_GRAMS_A_DAY = 12.011e-6 * 86400.0  # of carbon for 1 umol of CO2 a second

_START, _END, _STAMP = "TIMESTAMP_START", "TIMESTAMP_END", "TIMESTAMP"
_TIMES = {"HH": (_START,), "HR": (_START,), "DD": (_STAMP,), "WW": (_START, _END), "MM": (_STAMP,)}
_FORMATS = {"HH": "%Y%m%d%H%M", "HR": "%Y%m%d%H%M", "DD": "%Y%m%d", "WW": "%Y%m%d", "MM": "%Y%m"}
# Spreadsheets write 2021-06-30 12:30 for 202106301230.
_WITH_MARKS = r"^(?P<Y>\d{4})[-/](?P<m>\d{2})(?:[-/](?P<d>\d{2})(?:[ T](?P<H>\d{2}):(?P<M>\d{2})(?::00)?)?)?$"
_A_DAY = {"HH": 48, "HR": 24}
_PREFERENCE = ("DD", "HH", "HR", "WW", "MM")  # of several tables of one tower

# FLUXNET2015, ICOS, AmeriFlux and current ONEFlux names; tables without years in their name say them in their rows.
_NAME = re.compile(
    r"[A-Z]{3,8}_(?P<site>[A-Z]{2}-\w{3})_FLUXNET(?:2015)?(?:_(?:FULLSET|SUBSET|FLUXMET))?_(?P<step>HH|HR|DD|WW|MM)"
    r"(?:_(?P<first>\d{4})-(?P<last>\d{4}))?(?:_.*)?\.csv",
    re.IGNORECASE,
)
_BASE = re.compile(r"AMF_(?P<site>[A-Z]{2}-\w{3})_BASE_(?P<step>HH|HR)_.*\.csv", re.IGNORECASE)


@dataclass(frozen=True)
class Tower:
    """GPP at a flux tower.

    Attributes
    ----------
    site : str
        FLUXNET identifier.
    latitude, longitude : float
        Degrees.
    dates, ends : ndarray, datetime64[D] (time,)
        First day of each day, week or month, and the day after its last one, of local standard time.
    gpp : ndarray, float64 (time,)
        Mean of the period and of both partitionings, g C m-2 d-1, which may be below zero; NaN where missing or of poor quality.
    gpp_sd : ndarray, float64 (time,)
        Half of their difference; NaN where there is only one.
    """

    site: str
    latitude: float
    longitude: float
    dates: np.ndarray
    ends: np.ndarray
    gpp: np.ndarray
    gpp_sd: np.ndarray


def recognise(path: str) -> Optional[Granule]:
    """Return the granule of a tower table, or None; raises InputError where it lacks a column or its site's coordinates."""
    name = os.path.basename(path)
    match, base = _NAME.fullmatch(name), False
    if match is None:
        match, base = _BASE.fullmatch(name), True
    if match is None:
        return None
    site, step = match["site"], match["step"].upper()
    columns, rows_before, separator = _columns(path)
    is_constant = not base and not any(column in columns for column in _GPP) and any(column in columns for column in _CONSTANT_GPP)
    quality = _CONSTANT_QUALITY if is_constant else _QUALITY
    for needed in (*_TIMES[step], *(() if base else (quality,))):
        if needed not in columns:
            raise lacks_variable(path, needed)
    offered = _BASE_GPP if base else _CONSTANT_GPP if is_constant else _GPP
    gpp = tuple(column for column in offered if column in columns)
    if not gpp:
        raise lacks_variable(path, _BASE_GPP[1] if base else _GPP[0])
    rows = _first_and_last_row(path, rows_before, separator)
    if any(0 < len(row) < len(columns) for row in rows):
        raise unreadable(path, msg("it is cut short"))
    if any(any(row[len(columns) :]) for row in rows):  # decimal commas between commas
        raise unreadable(path, msg("it has rows with more cells than columns"))
    first, last = (match["first"], match["last"]) if not base else (None, None)
    if first is None:
        first, last = _years(path, rows, columns.index(_TIMES[step][0]))
    latitude, longitude, *tables = _coordinates(path, site)
    detail = {
        "site": site,
        "latitude": latitude,
        "longitude": longitude,
        "last": datetime.datetime(int(last), 12, 31),
        "step": step,
        "gpp": gpp[:1] if base else gpp,
        "quality": quality,
        "rows_before": rows_before,
        "separator": separator,
        "companions": tuple(tables),
    }
    return Granule("TOWER", path, datetime.datetime(int(first), 1, 1), detail)


def sites_in(folder: str) -> list[str]:
    """Return the identifiers of the towers of which a folder has tables, by the names of these; raises OSError."""
    matches = (pattern.fullmatch(name) for name in os.listdir(folder) for pattern in (_NAME, _BASE))
    return sorted({match["site"] for match in matches if match})


def best(granules: Iterable[Granule]) -> tuple[Granule, ...]:
    """Return granules of which each tower has only one for a year: daily tables first, then the longest, then by name."""

    def rank(granule: Granule) -> tuple:
        return _PREFERENCE.index(granule.detail["step"]), granule.time - granule.last, os.path.basename(granule.path)

    kept: list[Granule] = []
    for granule in sorted(granules, key=rank):
        others = (g for g in kept if g.detail["site"] == granule.detail["site"])
        if not any(g.time <= granule.last and granule.time <= g.last for g in others):
            kept.append(granule)
    return tuple(sorted(kept, key=lambda g: (g.detail["site"], g.time, g.path)))


def read(granule: Granule) -> Tower:
    """Return the GPP of a tower, half-hourly tables as daily means; raises InputError where its table can't be read."""
    detail = granule.detail
    step, times, columns, flag = detail["step"], _TIMES[detail["step"]], detail["gpp"], detail["quality"]
    wanted = {*times, *columns, flag}
    try:
        _check_text(granule.path)
        table = pd.read_csv(
            granule.path,
            usecols=lambda name: name in wanted,
            na_values=[_MISSING],
            encoding="utf-8-sig",
            encoding_errors="replace",
            skiprows=detail["rows_before"],
            sep=detail["separator"],
            decimal="." if detail["separator"] == "," else ",",
            skipinitialspace=True,
            index_col=False,  # where rows have a cell too many, pandas would take the first ones for names and move the others
            dtype=dict.fromkeys(times, str),
        ).dropna(how="all")
        start, *end = (pd.to_datetime(_without_marks(table[name], step), format=_FORMATS[step]).to_numpy() for name in times)
        values = table.drop(columns=list(times)).apply(pd.to_numeric).astype(np.float64)
    except (OSError, ValueError) as error:
        raise unreadable(granule.path, str(error)) from error
    if np.isnat(start).any():
        raise unreadable(granule.path, msg("a row of it has no date"))
    if len(np.unique(start)) < len(start):
        double = table[times[0]].iloc[np.flatnonzero(pd.Series(start).duplicated())[0]]
        raise unreadable(granule.path, msg("it has two rows of {date}", date=double))
    values = values.where(values > _MISSING)
    gpp = np.stack([values[name].to_numpy() for name in columns]).reshape(len(columns), len(values))
    quality = values[flag].to_numpy() if flag in values else np.where(np.isfinite(gpp[0]), 0.0, np.nan)
    if step in _A_DAY:
        dates, gpp, share = _daily(start, gpp, quality <= _GOOD_HALF_HOUR, _A_DAY[step])
        ends, enough = dates + 1, share >= (MIN_QUALITY if flag in values else _MIN_PRESENT)
    else:
        dates = start.astype("datetime64[D]")
        ends, enough = _ends(step, dates, end), quality >= MIN_QUALITY
    known, total = np.isfinite(gpp).sum(axis=0), np.nansum(gpp, axis=0)
    good = enough & (known > 0)
    mean = np.where(good, total / np.maximum(known, 1), np.nan)
    half_difference = np.where(good & (known == 2), np.abs(gpp[0] - gpp[-1]) / 2, np.nan)
    return Tower(detail["site"], detail["latitude"], detail["longitude"], dates, ends, mean, half_difference)


def _without_marks(column: pd.Series, step: str) -> pd.Series:
    """Return times as FLUXNET writes them, of such as spreadsheets do."""
    if not column.str.contains("[-/]").any():
        return column
    parts = _FORMATS[step].replace("%", "")
    return column.str.replace(_WITH_MARKS, lambda match: "".join(match[part] or "" for part in parts), regex=True)


def _check_text(path: str) -> None:
    """Refuse a table with zeros for letters, as a transfer or a disk that broke leaves: pandas would read on behind them."""
    with open(path, "rb") as file:
        if any(b"\0" in block for block in iter(partial(file.read, _BLOCK_BYTES), b"")):
            raise unreadable(path, msg("a part of it is empty"))


def _daily(start: np.ndarray, gpp: np.ndarray, good: np.ndarray, a_day: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return days, the mean GPP of each (method, day) in g C m-2 d-1 of values in umol m-2 s-1, and the share of good values."""
    dates, day = np.unique(start.astype("datetime64[D]"), return_inverse=True)
    known = np.isfinite(gpp)
    count = np.stack([np.bincount(day, k, len(dates)) for k in known])
    total = np.stack([np.bincount(day, np.where(k, g, 0.0), len(dates)) for k, g in zip(known, gpp)])
    with np.errstate(invalid="ignore", divide="ignore"):
        return dates, total / count * _GRAMS_A_DAY, np.bincount(day, good & known.any(axis=0), len(dates)) / a_day


def _ends(step: str, dates: np.ndarray, end: list[np.ndarray]) -> np.ndarray:
    """Return the day after the last day of days, weeks (whose last day is given) or months."""
    if step == "MM":
        return (dates.astype("datetime64[M]") + 1).astype("datetime64[D]")
    return (end[0].astype("datetime64[D]") if end else dates) + 1


def _columns(path: str) -> tuple[list[str], int, str]:
    """Return the column names of a table, how many lines of remarks stand before them, and what separates them."""
    size_of(path)
    try:
        with open(path, newline="", encoding="utf-8-sig", errors="replace") as file:
            for before, line in enumerate(file):
                if "\0" in line:
                    raise unreadable(path, msg("it holds no text"))
                if not line.startswith("#"):
                    separator = separator_of(line)
                    return next(csv.reader([line], delimiter=separator, skipinitialspace=True), []), before, separator
    except (OSError, csv.Error) as error:
        raise unreadable(path, str(error)) from error
    return [], 0, ","


def _first_and_last_row(path: str, rows_before: int, separator: str) -> tuple[list[str], ...]:
    """Return the cells of a table's first and last row, empty where there are none; the rows between are not read."""
    try:
        with open(path, "rb") as file:
            for _ in range(rows_before + 1):
                file.readline()
            first = file.readline()
            file.seek(max(-_LAST_BYTES, -size_of(path)), os.SEEK_END)
            last = file.read().rstrip().rsplit(b"\n", 1)[-1] if first else b""
    except OSError as error:
        raise unreadable(path, error.strerror or str(error)) from error
    rows = (row.decode("utf-8", "replace").rstrip("\r\n") for row in (first, last))
    return tuple(row.split(separator) if row else [] for row in rows)


def _years(path: str, rows: tuple[list[str], ...], column: int) -> tuple[int, int]:
    """Return the first and the last year of a table from its first and its last row."""
    try:
        return tuple(int(row[column][:4]) for row in rows)
    except (ValueError, IndexError) as error:
        raise unreadable(path, msg("its first and last row do not begin with a date")) from error


def _coordinates(path: str, site: str) -> tuple[Any, ...]:
    """Return latitude and longitude of a site, and what they rely on: the user's table, in the tower table's folder or the one above.

    Where no table has the site, they are those of the networks' site lists.
    """
    folder = os.path.dirname(os.path.abspath(path))
    for place in (folder, os.path.dirname(folder)):
        table = table_in(place, SITES)
        if table is None:
            continue
        names, rows = read_rows(table)
        lacking = [column for column in SITE_COLUMNS if column not in names]
        if lacking:
            raise mistaken(table, msg("it has no column {column}", column=lacking[0]))
        places = {_place(table, row) for row in rows if row["site"] == site}
        if len(places) > 1:
            raise mistaken(table, msg("it has two places for {site}", site=site))
        for latitude, longitude in places:
            return latitude, longitude, table
    if site in COORDINATES:
        return *COORDINATES[site], folder, os.path.dirname(folder)  # which change when a table comes
    raise InputError(
        msg("The coordinates of the tower {site} of {path} are not known.", site=site, path=path),
        msg("Add {table} beside it, with the columns site, latitude and longitude.", table=SITES),
    )


def _place(table: str, row: dict[str, str]) -> tuple[float, float]:
    """Return latitude and longitude of a row of a table of sites, degrees; raises InputError where they are none."""
    for column, most in (("latitude", 90.0), ("longitude", 180.0)):
        try:
            if abs(number(row[column])) <= most:
                continue
        except ValueError:
            pass
        raise mistaken(table, msg("the {column} of {site} is {value}", column=column, site=row["site"], value=row[column] or '""'))
    return number(row["latitude"]), number(row["longitude"])
