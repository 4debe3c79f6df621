"""The table: drivers and GPP of sites as rows, read into a reference sample that needs no rasters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np
import pandas as pd

from ..calendar import Calendar
from ..errors import InputError
from ..language import msg
from ..progress import Progress
from ..strata import ALL, Stratum, legend
from ..variables import LAND_COVER, VARIABLES
from . import inputs
from .defaults import SPREAD
from .sample import ReferenceSample

REQUIRED = ("site", "date", "stratum", "evi", "lst_degc", "soil_moisture", "thaw_fraction", "gpp")
"""Columns that a table must have; values may be missing."""
OPTIONAL = ("latitude", "ndvi", "lst_night_degc", "par_mj", "vpd_kpa", "tmin_degc", "fpar", "lswi")
"""Columns that a table may have."""

_NAMES = {"lst_degc": "lst", "lst_night_degc": "lst_night", "par_mj": "par", "vpd_kpa": "vpd", "tmin_degc": "tmin"}
_RANGES = {
    **{name: VARIABLES[name].valid_range for name in ("evi", "soil_moisture", "thaw_fraction")},
    "lst_degc": VARIABLES["lst"].valid_range,
    "lst_night_degc": VARIABLES["lst"].valid_range,
    "gpp": (-10.0, 60.0),  # night-time partitioning leaves some GPP below 0
    "latitude": (-90.0, 90.0),
    "ndvi": (-1.0, 1.0),
    "par_mj": (0.0, 30.0),
    "vpd_kpa": (0.0, 12.0),
    "tmin_degc": (-80.0, 50.0),
    "fpar": (0.0, 1.0),
    "lswi": (-1.0, 1.0),
}
_STAND_IN_LATITUDE = 55.0
_GAP = 1.5  # of a site's usual step, from which two rows have time missing between them
_MONTH = 28  # days
_MIDDLE = (14, 16)  # days of the month that date a month by its middle
_FIRST_CLASS, _FIRST_SITE = 101, 1001
_NEVER = np.datetime64("NaT")
_YEAR_DAYS = 365.25
_NIGHT_MONTHS = 12


@dataclass(frozen=True)
class SiteTable:
    """A table as a reference sample: each series, a site with its stratum, is a pixel of its own.

    Attributes
    ----------
    sample : ReferenceSample
        Time is the position in a site's own record, the rest is missing; every derived driver is made already, as `calendar`, that of the
        longest record, does not hold for all.
    strata : mapping of int to Stratum
        A stratum for each series, its class of sites, and all.
    sites : tuple of str
        Site of each series.
    names : tuple of str
        Stratum of each series, as the table has it.
    dates : ndarray of datetime64[D] (series, time)
        Date of each row, NaT beyond a site's record.
    years, months : ndarray, int (series, time)
        Calendar year and month (1-12) of the middle of each step, 0 beyond the record.
    site_years : ndarray (series,)
        Years of known GPP.
    """

    sample: ReferenceSample
    strata: Mapping[int, Stratum]
    sites: tuple[str, ...]
    names: tuple[str, ...]
    dates: np.ndarray
    years: np.ndarray
    months: np.ndarray
    site_years: np.ndarray


def read(path: str, progress: Optional[Progress] = None) -> SiteTable:
    """Return the table in a CSV file; warnings go to `progress`.

    Raises
    ------
    InputError
        With the column, row or value that is wrong.
    """
    progress = progress or Progress()
    frame = _checked(_load(path), path, progress)
    frame["code"] = frame.groupby(["stratum", "site"], sort=True).ngroup()
    series = [part for _, part in frame.groupby("code", sort=True)]
    length = max(len(part) for part in series)
    drivers = [column for column in (*REQUIRED[3:-1], *OPTIONAL[1:]) if column in frame and frame[column].notna().any()]
    if "latitude" not in frame or frame["latitude"].isna().any():
        progress.warn(msg("{path} has sites without latitude: radiation is that at {value} N.", path=path, value=_STAND_IN_LATITUDE))
    shape = (len(series), length)
    gpp, dates = np.full(shape, np.nan), np.full(shape, _NEVER, "datetime64[D]")
    years, months = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    days, latitude, night = np.zeros(shape), np.zeros(len(series)), []
    columns: dict[str, np.ndarray] = {}
    longest = None
    for i, part in enumerate(series):
        calendar, rows = _calendar(part["date"].to_numpy().astype("datetime64[D]"))
        n = len(part)
        known_latitude = part["latitude"].dropna() if "latitude" in part else []
        latitude[i] = float(np.median(known_latitude)) if len(known_latitude) else _STAND_IN_LATITUDE
        own = {_NAMES.get(c, c): part[c].to_numpy(np.float64) for c in drivers}
        for name, values in _derived(own, calendar, rows, latitude[i]).items():
            columns.setdefault(name, np.full(shape, np.nan))[i, :n] = values
        gpp[i, :n], days[i, :n] = part["gpp"].to_numpy(np.float64), calendar.days[rows]
        dates[i, :n] = part["date"].to_numpy().astype("datetime64[D]")
        middles = np.floor(calendar.middles[rows]).astype(np.int64).astype("datetime64[D]")
        years[i, :n] = middles.astype("datetime64[Y]").astype(np.int64) + 1970
        months[i, :n] = middles.astype("datetime64[M]").astype(np.int64) % 12 + 1
        night.append(_mean_night(own, months[i, :n]))
        if longest is None or n > len(longest):
            longest = Calendar(calendar.starts[rows], calendar.ends[rows])
    sites, names = (tuple(str(part[column].iloc[0]) for part in series) for column in ("site", "stratum"))
    code = _FIRST_SITE + np.arange(len(series))
    index = np.arange(len(series))
    sample = ReferenceSample(
        longest, gpp, index.astype(np.float64), np.zeros(len(series)), latitude, index, code, np.ones(len(series)), columns
    )
    site_years = np.where(np.isfinite(gpp), days, 0.0).sum(axis=1) / _YEAR_DAYS
    return SiteTable(sample, _strata(sites, names, night), sites, names, dates, years, months, site_years)


def prior_of(name: str) -> str:
    """Return the class of default parameters for a stratum of a table: a class, a land cover's id or code, or a stratum of a run."""
    text = name.strip()
    classes = {prior.lower(): prior for prior in SPREAD}
    if text.lower() in classes:
        return classes[text.lower()]
    covers = {cover.id: cover for cover in LAND_COVER.values()}
    if text.lower() in covers:
        return covers[text.lower()].prior or "all"
    try:
        code = int(float(text))
        return legend([code])[code].prior
    except (ValueError, KeyError, OverflowError):
        burnt = any(text.lower().startswith(f"{id_}_fire") for id_ in covers) and not text.endswith("31_60")
        return "REGEN" if burnt else "all"


def _load(path: str) -> pd.DataFrame:
    """Return the file as it is; raises InputError."""
    try:
        return pd.read_csv(path, encoding="utf-8-sig", dtype={"site": str, "stratum": str}, skipinitialspace=True)
    except (OSError, ValueError, UnicodeDecodeError) as error:
        raise InputError(
            msg("The table {path} can't be read: {reason}.", path=path, reason=str(error).rstrip(".")),
            msg("Give a CSV file in UTF-8 with the columns {columns}.", columns=", ".join(REQUIRED)),
        ) from error


def _checked(frame: pd.DataFrame, path: str, progress: Progress) -> pd.DataFrame:
    """Return the rows in order of series and date, every column in its type and physical range; raises InputError."""
    frame = frame.rename(columns=lambda name: str(name).strip().lower())
    missing = [column for column in REQUIRED if column not in frame]
    if missing:
        raise InputError(
            msg("The table {path} lacks the columns: {columns}.", path=path, columns=", ".join(missing)),
            msg("Add them; values that are not known stay empty."),
        )
    if frame.empty or frame["site"].isna().any():
        raise InputError(msg("The table {path} has no rows, or rows without site.", path=path), msg("Give every row its site."))
    frame = frame[[c for c in (*REQUIRED, *OPTIONAL) if c in frame]].copy()
    frame["stratum"] = frame["stratum"].fillna("all").str.strip()
    frame["date"] = _dates(frame["date"], path)
    for column in [c for c in frame if c in _RANGES]:
        frame[column] = _numbers(frame[column], column, path, progress)
    double = frame.duplicated(["site", "stratum", "date"])
    if double.any():
        first = frame[double].iloc[0]
        raise InputError(
            msg("The table {path} has two rows of {site} for {date}.", path=path, site=first["site"], date=f"{first['date']:%Y-%m-%d}"),
            msg("Keep one row for each site, stratum and date."),
        )
    for needed in ("evi", "lst_degc"):
        if frame[needed].notna().sum() == 0:
            raise InputError(
                msg("The column {column} of {path} is empty.", column=needed, path=path), msg("Greenness and temperature are needed.")
            )
    return frame.sort_values(["stratum", "site", "date"], ignore_index=True)


def _dates(column: pd.Series, path: str) -> pd.Series:
    """Return dates; raises InputError naming the first that is none."""
    dates = pd.to_datetime(column.astype(str).str.strip(), format="%Y-%m-%d", errors="coerce")
    if dates.isna().any():
        bad = column[dates.isna()].iloc[0]
        raise InputError(msg("{value} in {path} is not a date.", value=bad, path=path), msg("Write dates as 2021-06-30."))
    return dates


def _numbers(column: pd.Series, name: str, path: str, progress: Progress) -> pd.Series:
    """Return a column of numbers, NaN where it is empty or impossible; raises InputError where it is no number or in another unit."""
    numbers = pd.to_numeric(column, errors="coerce")
    text = numbers.isna() & column.notna() & (column.astype(str).str.strip() != "")
    if text.any():
        raise InputError(
            msg("{value} in column {column} of {path} is not a number.", value=column[text].iloc[0], column=name, path=path),
            msg("Leave values that are not known empty."),
        )
    low, high = _RANGES[name]
    outside = (numbers < low) | (numbers > high)
    if outside.sum() > numbers.notna().sum() / 2:
        raise InputError(
            msg(
                "Most values in column {column} of {path}, such as {value}, lie outside {low} to {high}.",
                column=name,
                path=path,
                value=numbers[outside].iloc[0],
                low=low,
                high=high,
            ),
            msg("Check its unit: degC, MJ m-2 d-1, kPa, m3 m-3, g C m-2 d-1 or a share."),
        )
    if outside.any():
        progress.warn(
            msg("{n} values in column {column} of {path} are impossible and were left out.", n=int(outside.sum()), column=name, path=path)
        )
    return numbers.mask(outside)


def _calendar(dates: np.ndarray) -> tuple[Calendar, np.ndarray]:
    """Return consecutive steps that hold the rows of a site, and which of them are rows; time missing between rows is a step of its own.

    A row's step lasts until the next row, or as long as the site's usual step where the next is far. Monthly rows dated by the middle
    of the month begin with it.
    """
    gaps = np.diff(dates).astype(np.int64)
    usual = int(np.median(gaps)) if gaps.size else 1
    day = (dates - dates.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1
    if usual >= _MONTH and gaps.size and np.all((day >= _MIDDLE[0]) & (day <= _MIDDLE[1])):
        dates = dates.astype("datetime64[M]").astype("datetime64[D]")
        gaps = np.diff(dates).astype(np.int64)
    far = gaps > _GAP * usual
    ends = dates + np.append(np.where(far, usual, gaps), usual)
    starts = np.insert(dates, np.flatnonzero(far) + 1, ends[:-1][far])
    return Calendar(starts, np.append(starts[1:], ends[-1])), np.searchsorted(starts, dates)


def _derived(own: Mapping[str, np.ndarray], calendar: Calendar, rows: np.ndarray, latitude: float) -> dict[str, np.ndarray]:
    """Return the drivers (time,) of a site with all that can be derived from them, at its rows."""
    on_steps = {}
    for name, values in own.items():
        on_steps[name] = np.full((1, len(calendar)), np.nan)
        on_steps[name][0, rows] = values
    found = inputs.prepare(on_steps, calendar, np.array([latitude]), needs=inputs.DERIVED)
    for name in ("par", "fpar", "tmin", "vpd"):  # a measurement with gaps is filled by its stand-in
        if name in own:
            stand_in = inputs.DERIVED[name].function({k: v for k, v in found.items() if k != name}, -1)
            found[name] = np.where(np.isfinite(found[name]), found[name], stand_in)
    return {name: values[0, rows] for name, values in found.items()}


def _mean_night(own: Mapping[str, np.ndarray], months: np.ndarray) -> Optional[float]:
    """Return mean annual night-time temperature, degC, as the mean of monthly means; None unless every month is known."""
    values = own.get("lst_night")
    if values is None:
        return None
    known = np.isfinite(values)
    means = [values[known & (months == month)].mean() for month in range(1, 13) if (known & (months == month)).any()]
    return float(np.mean(means)) if len(means) == _NIGHT_MONTHS else None


def _strata(sites: tuple[str, ...], names: tuple[str, ...], night: list[Optional[float]]) -> dict[int, Stratum]:
    """Return the stratum of each series, its class of sites and all, by code."""
    root = legend([ALL])[ALL]
    strata = {ALL: replace(root, title=msg("All sites"))}
    for i, name in enumerate(sorted(set(names))):
        title = msg("All sites of {stratum}", stratum=name)
        strata[_FIRST_CLASS + i] = Stratum(_FIRST_CLASS + i, name, title, root.colour, prior_of(name), ALL)
    parents = {stratum.id: code for code, stratum in strata.items() if code != ALL}
    for i, (site, name) in enumerate(zip(sites, names)):
        id_ = site if sites.count(site) == 1 else f"{site}_{name}"
        code = _FIRST_SITE + i
        strata[code] = Stratum(code, id_, msg("Site {site}", site=id_), root.colour, prior_of(name), parents[name], night[i])
    return strata
