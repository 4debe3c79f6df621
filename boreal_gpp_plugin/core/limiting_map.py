"""The limiting-driver map: its raster, its classes and its tables, written tile by tile along with GPP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np

from . import drivers, season
from .calendar import Calendar
from .grid import Grid
from .model.forms import Drivers, Form
from .model.metrics import SEASONS
from .model.predict import StratumParameters, lookup
from .rasters import Tile
from .strata import Stratum
from .stratum_means import StratumMeans
from .write import ClassSeriesFile

FILE = "limiting_driver.tif"
SEASON_BAND = "growing season"
"""Description of the last band."""
_LIMITS = [id_ for id_ in drivers.CLASSES if id_ != drivers.NONE]
_ROWS = 16  # of a tile worked on at a time: their arrays stay in the processor's cache
_LAST_CODE = max(c.code for c in drivers.CLASSES.values())


@dataclass(frozen=True)
class TileLimits:
    """What limits GPP of a tile.

    Attributes
    ----------
    classes : ndarray, uint8 (time + 1, y, x)
        Class of each step, the last one of the growing season; 0 where GPP is not modelled.
    losses : StratumMeans
        What each term loses, of all steps and of those of the growing season.
    counts : ndarray, int64 (stratum, class, time + 1)
        Pixels of each class.
    """

    classes: np.ndarray
    losses: StratumMeans
    counts: np.ndarray


@dataclass(frozen=True)
class Limits:
    """What limits GPP of any tile of a site.

    Attributes
    ----------
    calendar : Calendar
        The steps.
    form : Form
        The model.
    parameters : mapping
        Parameters by stratum code.
    best : mapping
        From `drivers.Best`: best factor of open terms by stratum code and term id.
    """

    calendar: Calendar
    form: Form
    parameters: StratumParameters
    best: Mapping[int, Mapping[str, float]]

    @property
    def codes(self) -> np.ndarray:
        """Codes of the strata, in order."""
        return np.array(sorted(self.best))

    def of_tile(self, strata: np.ndarray, prepared: Drivers, gpp: np.ndarray, sd: Optional[Drivers] = None) -> TileLimits:
        """Return what limits GPP of a tile.

        Parameters
        ----------
        strata : ndarray (y, x)
            Stratum codes, 0 where GPP is not modelled.
        prepared : mapping of str to ndarray (time, y, x)
            From `forms.prepare` with axis 0.
        gpp : ndarray (time, y, x)
            g C m-2 d-1.
        sd : mapping of str to ndarray (time, y, x), optional
            Standard deviations of the drivers, in their units.
        """
        classes = np.empty((len(gpp) + 1, *strata.shape), np.uint8)
        losses = StratumMeans(self.codes)
        for top in range(0, len(strata), _ROWS):
            rows = slice(top, top + _ROWS)
            drivers_here = {name: cube[:, rows] for name, cube in prepared.items()}
            sd_here = {name: cube[:, rows] for name, cube in (sd or {}).items()}
            classes[:, rows] = self._of_rows(strata[rows], drivers_here, gpp[:, rows], sd_here, losses)
        counts = np.zeros((len(self.codes), _LAST_CODE + 1, len(classes)), np.int64)
        for i, code in enumerate(self.codes):
            own = classes[:, strata == code]
            for limit in range(_LAST_CODE + 1):
                counts[i, limit] = (own == limit).sum(axis=1)
        return TileLimits(classes, losses, counts)

    def _of_rows(self, strata: np.ndarray, prepared: Drivers, gpp: np.ndarray, sd: Drivers, losses: StratumMeans) -> np.ndarray:
        """Return the classes of some rows, uint8 (time + 1, y, x), and add what they lose to `losses`."""
        values = lookup(self.form, self.parameters, strata, np.dtype(np.float32))
        found = drivers.limitation(self.form, prepared, values, drivers.lookup_best(self.best, strata), sd)
        found.classes[:, strata == 0] = 0
        growing = season.growing(gpp, self.calendar)
        in_season = {f"growing_{id_}": np.where(growing, loss, 0.0) for id_, loss in found.losses.items()}
        losses.add(strata, {**found.losses, **in_season, "growing": growing})
        return np.concatenate([found.classes, drivers.season_class(found, growing, self.calendar.days)[None]])


class LimitingMap:
    """Writes limiting_driver.tif and gathers its tables; a context manager.

    Parameters
    ----------
    folder : Path
        Where the raster goes.
    grid : Grid
        Of the site.
    limits : Limits
        What the tiles come from.
    language : str
        Language of the legend in the colour map.
    """

    def __init__(self, folder: Path, grid: Grid, limits: Limits, language: str = "en"):
        self._calendar, self._codes = limits.calendar, limits.codes
        legend = [(c.code, c.title.text(language), c.colour) for c in drivers.CLASSES.values()]
        self._file = ClassSeriesFile(folder / FILE, grid, legend, [*self._calendar.labels, SEASON_BAND])
        self._hectares = grid.cell_size[0] * grid.cell_size[1] / 1e4
        self._losses = StratumMeans(self._codes)
        self._counts = np.zeros((len(self._codes), _LAST_CODE + 1, len(self._calendar) + 1), np.int64)

    def add(self, tile: Tile, limits: TileLimits) -> None:
        """Write a tile."""
        self._file.write(tile, limits.classes)
        self._losses.merge(limits.losses)
        self._counts += limits.counts

    def classes(self) -> list[dict[str, Any]]:
        """Return the classes as run.json holds them, with the area in hectares that each limits most in the growing season."""
        area = self._counts[:, :, -1].sum(axis=0) * self._hectares
        return [
            {"code": c.code, "id": c.id, "title": c.title.to_dict(), "colour": c.colour, "area_ha": round(float(area[c.code]), 2)}
            for c in drivers.CLASSES.values()
        ]

    def output(self) -> dict[str, Any]:
        """Return the entry of run.json's outputs."""
        return {"file": FILE, "classes": self.classes(), "steps": True, "season_band": len(self._calendar) + 1}

    def table(self, legend: Mapping[int, Stratum]) -> list[dict[str, Any]]:
        """Return rows of limitation.csv: one per stratum and season, the growing season, and the year.

        loss is what is lost of the stratum's best GPP, 0-1; share_<driver> are its parts, which sum to 1; time_<class> is the share of
        pixels and days that the class limits most, which sum to 1 too.
        """
        months = self._calendar.months
        seasons = {**{name: np.isin(months, of) for name, of in SEASONS.items()}, "year": np.ones(len(months), bool)}
        days, rows = self._calendar.days, []
        for counts, (code, means) in zip(self._counts, self._losses.means().items()):
            about = {"code": code, "stratum": legend[code].id}
            for name, steps in seasons.items():
                if steps.any():
                    losses = {id_: _total(means.get(id_), days * steps) for id_ in _LIMITS}
                    rows.append({**about, "season": name, **_shares(losses, days[steps].sum()), **_times(counts[:, :-1] @ (days * steps))})
            losses = {id_: _total(means.get(f"growing_{id_}"), days) for id_ in _LIMITS}
            rows.append({**about, "season": "growing", **_shares(losses, _total(means.get("growing"), days)), **_times(counts[:, -1])})
        return rows

    def build_overviews(self) -> None:
        """Add overviews, once every tile is written."""
        self._file.build_overviews()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> LimitingMap:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()


def _total(series: Optional[np.ndarray], days: np.ndarray) -> float:
    """Return the sum over days of a mean series (time,), 0 where there is none."""
    return 0.0 if series is None else float(np.nansum(series * days))


def _shares(losses: Mapping[str, float], days: float) -> dict[str, float]:
    """Return the loss per day and its parts; NaN where there are no days or nothing is lost."""
    total = sum(losses.values())
    parts = {f"share_{id_}": round(part / total, 6) if total > 0 else np.nan for id_, part in losses.items()}
    return {"loss": round(float(total / days), 5) if days > 0 else np.nan, **parts}


def _times(counts: np.ndarray) -> dict[str, float]:
    """Return counts by class code as shares of those that are known, by class."""
    known = counts[1:].sum()
    return {f"time_{c.id}": round(float(counts[c.code] / known), 6) if known else np.nan for c in drivers.CLASSES.values()}
