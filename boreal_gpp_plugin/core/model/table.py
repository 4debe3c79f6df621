"""The table: drivers and GPP of sites as rows, read into a reference sample that needs no rasters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..calendar import Calendar
from ..language import Message, msg
from ..progress import Progress
from ..strata.classification import ALL, Stratum, legend
from . import inputs
from .cover_class import prior_of
from .sample import ReferenceSample
from .table_file import OPTIONAL, REQUIRED, read_rows

_NAMES = {"lst_degc": "lst", "lst_night_degc": "lst_night", "par_mj": "par", "vpd_kpa": "vpd", "tmin_degc": "tmin"}
_STAND_IN_LATITUDE = 55.0
_BOREAL_FROM = 40  # degrees north; the southernmost sites behind the defaults, cold temperate ones, lie near 46
_MOST_APART = 0.5  # degrees of latitude between rows of one site
_GAP = 1.5  # of a site's usual step, from which two rows have time missing between them
_MONTH = 28  # days
_MIDDLE = (14, 15, 16)  # days of the month that date a month by its middle
_FIRST_CLASS, _FIRST_SITE = 101, 1001
_NEVER = np.datetime64("NaT")
_YEAR_DAYS = 365.25
_NIGHT_MONTHS = 6  # of the year, from which a straight line fills the others


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

    def thinned(self, most: int) -> Optional[tuple[SiteTable, np.ndarray]]:
        """Return the table with at most so many rows with GPP, and where they stand in it, int (series, time); None if it has no more.

        Of series that have more rows than their share these are taken evenly over the record; the others stay whole.
        """
        known = np.isfinite(self.sample.gpp)
        if np.count_nonzero(known) <= most:
            return None
        share = _share(known.sum(axis=1), most)
        own = [at[np.linspace(0, len(at) - 1, min(len(at), share)).round().astype(int)] for at in map(np.flatnonzero, known)]
        kept = np.arange(share) < np.array([len(at) for at in own])[:, None]
        rows = np.zeros(kept.shape, np.int64)
        rows[kept] = np.concatenate(own)

        def of(values: np.ndarray, nothing: Any = np.nan) -> np.ndarray:
            return np.where(kept, np.take_along_axis(values, rows, axis=1), nothing)

        calendar = Calendar(self.sample.calendar.starts[:share], self.sample.calendar.ends[:share])
        drivers = {name: of(values) for name, values in self.sample.drivers.items()}
        sample = replace(self.sample, calendar=calendar, gpp=of(self.sample.gpp), drivers=drivers)
        return replace(self, sample=sample, dates=of(self.dates, _NEVER), years=of(self.years, 0), months=of(self.months, 0)), rows


def _share(counts: np.ndarray, most: int) -> int:
    """Return how many rows a series may have for all together to have at most `most`, of which there are more."""
    left = most
    for i, count in enumerate(np.sort(counts).tolist()):
        share = max(left // (len(counts) - i), 1)
        if count > share:
            break
        left -= count
    return share


def read(path: str, progress: Optional[Progress] = None) -> SiteTable:
    """Return the table in a CSV file; warnings go to `progress`.

    Raises
    ------
    InputError
        With the column, row or value that is wrong.
    """
    progress = progress or Progress()
    frame = read_rows(path, progress)
    frame["code"] = frame.groupby(["stratum", "site"], sort=True).ngroup()
    series = [part for _, part in frame.groupby("code", sort=True)]
    length = max(len(part) for part in series)
    drivers = [column for column in (*REQUIRED[3:-1], *OPTIONAL[1:]) if column in frame and frame[column].notna().any()]
    shape = (len(series), length)
    gpp, dates = np.full(shape, np.nan), np.full(shape, _NEVER, "datetime64[D]")
    years, months = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    days, latitude, night = np.zeros(shape), np.zeros(len(series)), []
    columns: dict[str, np.ndarray] = {}
    longest, gaps = None, frame.groupby("code")["date"].diff().dt.days
    usual = int(gaps.median()) if gaps.notna().any() else 1
    for i, part in enumerate(series):
        calendar, rows = _calendar(part["date"].to_numpy().astype("datetime64[D]"), usual)
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
    for message in _assumptions(frame, sites, names, night, path):
        progress.warn(message)
    return SiteTable(sample, _strata(sites, names, _nights(night, names)), sites, names, dates, years, months, site_years)


def _assumptions(
    frame: pd.DataFrame, sites: Sequence[str], names: Sequence[str], night: Sequence[Optional[float]], path: str
) -> Iterator[Message]:
    """Yield what is assumed of sites and strata that the table says too little of."""
    if "latitude" in frame:
        located = frame.groupby("site")["latitude"].count()
        lost = located.index[located == 0].tolist()
    else:
        lost = sorted(set(sites))
    if lost:
        yield msg(
            "{path} has sites without latitude, whose radiation is that at {value} N: {names}.",
            path=path,
            value=_STAND_IN_LATITUDE,
            names=", ".join(lost),
        )
    if "latitude" in frame:
        places = frame.groupby("site")["latitude"].agg(["min", "median", "max"])
        moving = places.index[places["max"] - places["min"] > _MOST_APART].tolist()
        if moving:
            yield msg("The latitude of these sites differs from row to row, so the median is taken: {names}.", names=", ".join(moving))
        south = places.index[places["median"] < _BOREAL_FROM].tolist()
        if south:
            yield msg(
                "These sites lie south of {value} N, where the defaults of the classes, made at boreal sites, say little: {names}.",
                value=_BOREAL_FROM,
                names=", ".join(south),
            )
    strange = sorted({name for name in names if prior_of(name) is None})
    if strange:
        yield msg(
            "No class is known by the name of these strata, so they begin from the defaults of all classes: {names}.",
            names=", ".join(strange),
        )
    dark = sorted({site for site, n in zip(sites, night) if n is None})
    if dark and len(dark) < len(set(sites)):
        yield msg(
            "These sites lack night-time temperature in most months, so that of their stratum's other sites is taken: {names}.",
            names=", ".join(dark),
        )
    lacking = int((frame["gpp"].notna() & (frame["evi"].isna() | frame["lst_degc"].isna())).sum())
    if lacking:
        yield msg("{n} rows have GPP without greenness or temperature, so they can't be predicted.", n=lacking)


def _calendar(dates: np.ndarray, usual: int) -> tuple[Calendar, np.ndarray]:
    """Return consecutive steps that hold the rows of a site, and which of them are rows; time missing between rows is a step of its own.

    A row's step lasts until the next row, or as long as the site's usual step where the next is far. Rows dated by the first, the
    middle or the last day of months are those months.

    Parameters
    ----------
    dates : ndarray of datetime64[D] (row,)
        Increasing.
    usual : int
        Days from row to row in the whole table, for a site with one row.
    """
    gaps = np.diff(dates).astype(np.int64)
    usual = int(np.median(gaps)) if gaps.size else usual
    months = dates.astype("datetime64[M]")
    firsts, nexts = months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]")
    day = (dates - firsts).astype(np.int64) + 1
    monthly = usual >= _MONTH and len(np.unique(months)) == len(months)
    if monthly and any(at.all() for at in (dates == firsts, dates == nexts - 1, np.isin(day, _MIDDLE))):
        dates, ends = firsts, nexts
    else:
        ends = dates + np.append(np.where(gaps > _GAP * usual, usual, gaps), usual)
    far = ends[:-1] < dates[1:]
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
    """Return mean annual night-time temperature, degC, as the mean of monthly means; None where too few months are known.

    Where at least half the months are known the others follow from the temperature by day, by a straight line through the known ones.
    """
    night, day = (_monthly_means(own.get(name), months) for name in ("lst_night", "lst"))
    both = np.isfinite(night) & np.isfinite(day)
    if both.sum() >= _NIGHT_MONTHS:
        away = day - day[both].mean()
        slope = float(away[both] @ night[both]) / max(float(away[both] @ away[both]), 1e-9)
        night = np.where(np.isfinite(night), night, night[both].mean() + slope * away)
    return float(night.mean()) if np.isfinite(night).all() else None


def _monthly_means(values: Optional[np.ndarray], months: np.ndarray) -> np.ndarray:
    """Return the mean of each month of the year, (12,), NaN where none is known."""
    if values is None:
        return np.full(12, np.nan)
    known = np.isfinite(values)
    count = np.bincount(months[known], minlength=13)[1:]
    return np.where(count > 0, np.bincount(months[known], values[known], 13)[1:] / np.maximum(count, 1), np.nan)


def _nights(found: Sequence[Optional[float]], names: Sequence[str]) -> list[Optional[float]]:
    """Return mean night-time temperature of each series, that of the others of its stratum where its own is not known."""
    known = {name: [n for n, other in zip(found, names) if other == name and n is not None] for name in set(names)}
    return [float(np.mean(known[name])) if n is None and known[name] else n for n, name in zip(found, names)]


def _strata(sites: tuple[str, ...], names: tuple[str, ...], night: list[Optional[float]]) -> dict[int, Stratum]:
    """Return the stratum of each series, its class of sites and all, by code."""
    root = legend([ALL])[ALL]
    strata = {ALL: replace(root, title=msg("All sites"))}
    for i, name in enumerate(sorted(set(names))):
        title = msg("All sites of {stratum}", stratum=name)
        strata[_FIRST_CLASS + i] = Stratum(_FIRST_CLASS + i, name, title, root.colour, prior_of(name) or "all", ALL)
    parents = {stratum.id: code for code, stratum in strata.items() if code != ALL}
    for i, (site, name) in enumerate(zip(sites, names)):
        id_ = site if sites.count(site) == 1 else f"{site}_{name}"
        code = _FIRST_SITE + i
        strata[code] = Stratum(code, id_, msg("Site {site}", site=id_), root.colour, prior_of(name) or "all", parents[name], night[i])
    return strata
