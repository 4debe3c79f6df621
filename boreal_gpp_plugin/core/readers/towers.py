"""Flux towers: daily GPP of FLUXNET tables, with the towers' coordinates from a table beside them.

References
----------
Pastorello et al. (2020), Sci. Data 7, 225, doi:10.1038/s41597-020-0534-3: variables, units and quality of FLUXNET2015.
"""

from __future__ import annotations

import csv
import datetime
import os
import re
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from ..errors import InputError
from ..language import msg
from .granule import Granule
from .opening import lacks_variable, size_of, unreadable

PRODUCTS = ("TOWER",)

SITES = "sites.csv"
MIN_QUALITY = 0.7  # share of a day's half hours that were measured or filled well
_QUALITY = "NEE_VUT_REF_QC"
_GPP = ("GPP_NT_VUT_REF", "GPP_DT_VUT_REF")  # by night-time and by daytime partitioning
_DATE = "TIMESTAMP"
_MISSING = -9999

# FLUXNET2015, ICOS, AmeriFlux and current ONEFlux names; only daily tables are read.
_NAME = re.compile(
    r"[A-Z]{3,8}_(?P<site>[A-Z]{2}-\w{3})_FLUXNET(?:2015)?_(?:FULLSET|SUBSET|FLUXMET)_DD_(?P<first>\d{4})-(?P<last>\d{4})_.*\.csv",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Tower:
    """Daily GPP at a flux tower.

    Attributes
    ----------
    site : str
        FLUXNET identifier.
    latitude, longitude : float
        Degrees.
    dates : ndarray, datetime64[D] (time,)
        Days of local standard time.
    gpp : ndarray, float64 (time,)
        Mean of both partitionings, g C m-2 d-1, which may be below zero; NaN where missing or of poor quality.
    gpp_sd : ndarray, float64 (time,)
        Half of their difference; NaN where there is only one.
    """

    site: str
    latitude: float
    longitude: float
    dates: np.ndarray
    gpp: np.ndarray
    gpp_sd: np.ndarray


def recognise(path: str) -> Optional[Granule]:
    """Return the granule of a daily tower table, or None; raises InputError where it lacks a column or its site's coordinates."""
    match = _NAME.fullmatch(os.path.basename(path))
    if match is None:
        return None
    site = match["site"]
    columns = _columns(path)
    for needed in (_DATE, _QUALITY):
        if needed not in columns:
            raise lacks_variable(path, needed)
    if not set(_GPP) & set(columns):
        raise lacks_variable(path, _GPP[0])
    latitude, longitude, table = _coordinates(path, site)
    detail = {"site": site, "latitude": latitude, "longitude": longitude, "last_year": int(match["last"]), "companions": (table,)}
    return Granule("TOWER", path, datetime.datetime(int(match["first"]), 1, 1), detail)


def read(granule: Granule) -> Tower:
    """Return the daily GPP of a tower; raises InputError where its table can't be read."""
    wanted = {_DATE, _QUALITY, *_GPP}
    try:
        table = pd.read_csv(granule.path, usecols=lambda name: name in wanted, na_values=[_MISSING], encoding="utf-8-sig")
        dates = pd.to_datetime(table[_DATE].astype(str), format="%Y%m%d").to_numpy().astype("datetime64[D]")
        values = table.drop(columns=_DATE).apply(pd.to_numeric)
    except (OSError, ValueError) as error:
        raise unreadable(granule.path, str(error)) from error
    values = values.where(values > _MISSING)
    gpp = np.stack([values[name].to_numpy(np.float64) for name in _GPP if name in values])
    known, total = np.isfinite(gpp).sum(axis=0), np.nansum(gpp, axis=0)
    good = (values[_QUALITY].to_numpy(np.float64) >= MIN_QUALITY) & (known > 0)
    mean = np.where(good, total / np.maximum(known, 1), np.nan)
    half_difference = np.where(good & (known == 2), np.abs(gpp[0] - gpp[-1]) / 2, np.nan)
    detail = granule.detail
    return Tower(detail["site"], detail["latitude"], detail["longitude"], dates, mean, half_difference)


def _columns(path: str) -> list[str]:
    """Return the column names of a table."""
    size_of(path)
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            return next(csv.reader(file), [])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise unreadable(path, str(error)) from error


def _coordinates(path: str, site: str) -> tuple[float, float, str]:
    """Return latitude and longitude of a site, and the sites table that says so: in the tower table's folder or the one above."""
    folder = os.path.dirname(os.path.abspath(path))
    for place in (folder, os.path.dirname(folder)):
        table = os.path.join(place, SITES)
        if not os.path.isfile(table):
            continue
        try:
            with open(table, newline="", encoding="utf-8-sig") as file:
                rows = [{str(k).strip().lower(): v for k, v in row.items()} for row in csv.DictReader(file)]
            for row in rows:
                if row.get("site", "").strip() == site:
                    latitude, longitude = float(row["latitude"]), float(row["longitude"])
                    if abs(latitude) <= 90 and abs(longitude) <= 180:
                        return latitude, longitude, table
        except (OSError, KeyError, ValueError, TypeError, UnicodeDecodeError, csv.Error) as error:
            raise unreadable(table, str(error)) from error
    raise InputError(
        msg("The coordinates of the tower {site} of {path} are not known.", site=site, path=path),
        msg("Add {table} beside it, with the columns site, latitude and longitude.", table=SITES),
    )
