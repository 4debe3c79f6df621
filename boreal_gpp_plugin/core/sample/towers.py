"""Tower tables of the sample site: three FLUXNET2015 daily files with gaps and noise, and where the towers stand."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.ndimage import uniform_filter

from ..grid import LONLAT, Grid, transform_points
from .cells import Cells
from .landscape import BROADLEAF, CONIFEROUS, CRS, WETLAND_TREED, Landscape
from .streams import stream
from .truth import Today

MISSING = -9999
RELATIVE_NOISE, NOISE = 0.06, 0.25  # of GPP, and g C m-2 d-1 in summer, drawn for each day and partitioning
GAP_SHARE = 0.05  # of days, besides two longer gaps a year
_REACH_M = 250.0  # of the footprint
_TOWERS = (("CA-Xc1", "ENF", CONIFEROUS), ("CA-Xw1", "WET", WETLAND_TREED), ("CA-Xb1", "DBF", BROADLEAF))
_METEOROLOGY = ("TA_F", "TA_F_QC", "SW_IN_F", "SW_IN_F_QC", "VPD_F", "VPD_F_QC", "P_F")
_SOIL = ("TS_F_MDS_1", "TS_F_MDS_1_QC", "SWC_F_MDS_1", "SWC_F_MDS_1_QC")
_FLUXES = ("NEE_VUT_REF", "NEE_VUT_REF_QC", "RECO_NT_VUT_REF", "RECO_DT_VUT_REF", "GPP_NT_VUT_REF", "GPP_DT_VUT_REF")
_COLUMNS = ("TIMESTAMP", *_METEOROLOGY, *_SOIL, *_FLUXES)


@dataclass
class Tower:
    """One tower and its table, which grows by a row a day.

    Attributes
    ----------
    site : str
        Identifier, not that of a real site.
    igbp : str
        Cover.
    longitude, latitude : float
        Degrees.
    footprint : ndarray of int64
        Cells that the tower sees.
    rows : list
        Values in the order of the columns.
    """

    site: str
    igbp: str
    longitude: float
    latitude: float
    footprint: np.ndarray
    rows: list[list] = field(default_factory=list)


def place(cells: Cells, land: Landscape, site: Grid) -> list[Tower]:
    """Return towers where their cover is purest in the site and undisturbed; covers that the site lacks have none."""
    towers = []
    undisturbed = (land.fire_year == 0) & (land.harvest_year == 0)
    width = round(2 * _REACH_M / site.cell_size[0])
    x, y = cells.raster(cells.x, site), cells.raster(cells.y, site)
    for name, igbp, cover in _TOWERS:
        pure = uniform_filter(cells.raster((land.land_cover == cover) & undisturbed, site).astype(np.float32), width, mode="constant")
        if pure.max() < 0.3:
            continue
        row, column = np.unravel_index(pure.argmax(), pure.shape)
        at = float(x[row, column]), float(y[row, column])
        longitude, latitude = transform_points(*at, CRS, LONLAT)
        footprint = np.flatnonzero(np.hypot(cells.x - at[0], cells.y - at[1]) < _REACH_M)
        towers.append(Tower(name, igbp, float(longitude), float(latitude), footprint))
    return towers


def record(towers: Sequence[Tower], today: Today, seed: int) -> None:
    """Add one day to every tower's table, seen with noise and gaps."""
    day = today.day
    date = day.date.astype("datetime64[D]").item()
    for tower in towers:
        rng = stream(seed, f"tower {tower.site}", date.toordinal())
        seen = tower.footprint
        mean = {n: float(getattr(day, n)[seen].mean()) for n in ("tmean", "shortwave", "vpd", "soil_temperature")}
        truth, wet = float(today.gpp[seen].mean()), float(today.soil_moisture[seen].mean())
        noise = RELATIVE_NOISE * truth + NOISE * min(1.0, truth / 2 + 0.2)
        night, by_day = truth + noise * rng.standard_normal(2)
        respiration = 1.9 * 2.0 ** ((mean["soil_temperature"] - 15.0) / 10.0) + 0.12 * truth
        quality = 0.7 + 0.3 * rng.random()
        nee = respiration - truth + noise * rng.standard_normal()
        fluxes = [nee, quality, respiration + night - truth, respiration + by_day - truth, night, by_day]
        if rng.random() < GAP_SHARE or _long_gap(seed, tower.site, date.year, day.day_of_year):
            fluxes = [MISSING, 0.2 * rng.random(), MISSING, MISSING, MISSING, MISSING]
        met = [
            mean["tmean"],
            1,
            11.574 * mean["shortwave"],
            1,
            6.0 * mean["vpd"],
            1,
            day.precipitation,
        ]  # daily VPD is about 0.6 of daytime's
        soil = [mean["soil_temperature"], 1, 100 * wet, 1]
        tower.rows.append([f"{date:%Y%m%d}", *(v if isinstance(v, int) else round(float(v), 4) for v in (*met, *soil, *fluxes))])


def _long_gap(seed: int, site: str, year: int, day_of_year: float) -> bool:
    """Return whether the day is in one of the year's two gaps of 8 to 20 days."""
    rng = stream(seed, f"gaps {site}", year)
    starts, lengths = rng.uniform(20, 330, 2), rng.uniform(8, 20, 2)
    return bool(((day_of_year >= starts) & (day_of_year < starts + lengths)).any())


def write(folder: Path, towers: Sequence[Tower]) -> None:
    """Write the tables and `sites.csv`."""
    folder.mkdir(parents=True, exist_ok=True)
    for tower in towers:
        years = tower.rows[0][0][:4], tower.rows[-1][0][:4]
        name = f"FLX_{tower.site}_FLUXNET2015_FULLSET_DD_{years[0]}-{years[1]}_1-4.csv"
        _write_csv(folder / name, _COLUMNS, tower.rows)
    sites = [[t.site, round(t.latitude, 5), round(t.longitude, 5), t.igbp] for t in towers]
    _write_csv(folder / "sites.csv", ("site", "latitude", "longitude", "igbp"), sites)


def _write_csv(path: Path, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
    """Write rows under their column names."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
