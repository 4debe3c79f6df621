"""What limits GPP: the map of the limiting driver, maps of each driver's share and their tables, written tile by tile along with GPP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..calendar import Calendar
from ..grid import Grid
from ..language import msg
from ..model.forms import Drivers, Form
from ..model.metrics import SEASONS
from ..model.predict import StratumParameters, lookup
from ..progress import Progress
from ..run import record
from ..run.rasters import Tile
from ..run.series_file import ClassSeriesFile, SeriesFile, rounded
from ..strata.classification import Stratum
from ..strata.stratum_means import StratumMeans
from ..variables import VARIABLES
from . import limitation, season

FILE = "limiting_driver.tif"
SEASON_BAND = "growing season"
"""Description of the last band."""
SHARE_BANDS = {
    "growing": msg("Growing season"),
    "djf": msg("Winter"),
    "mam": msg("Spring"),
    "jja": msg("Summer"),
    "son": msg("Autumn"),
    "year": msg("Whole year"),
}
"""Bands of the maps of shares, and rows of the table, with their readable names."""
_DIGITS = 12  # binary, of shares: 0.02 %
_LIMITS = [id_ for id_ in limitation.CLASSES if id_ != limitation.NONE]
_ROWS = 16  # of a tile worked on at a time: their arrays stay in the processor's cache
_LAST_CODE = max(c.code for c in limitation.CLASSES.values())


@dataclass(frozen=True)
class TileLimits:
    """What limits GPP of a tile.

    Attributes
    ----------
    classes : ndarray, uint8 (time + 1, y, x)
        Class of each step, the last one of the growing season; 0 where GPP is not modelled.
    shares : mapping of str to ndarray, float32 (season, y, x)
        By driver, its share of what GPP loses in each of `SHARE_BANDS`, 0-1; NaN where nothing is lost.
    strata, zones : Tally
        What is lost, and the classes, by stratum and by drawn zone.
    """

    classes: np.ndarray
    shares: Mapping[str, np.ndarray]
    strata: Tally
    zones: Tally


class Tally:
    """What each driver takes away and what limits, gathered by stratum or by zone.

    Parameters
    ----------
    codes : ndarray of int
        The strata or zones.
    bands : int
        Steps, and one for the growing season.
    """

    def __init__(self, codes: np.ndarray, bands: int):
        self._codes = codes
        self._losses = StratumMeans(codes)
        self._counts = np.zeros((len(codes), _LAST_CODE + 1, bands), np.int64)

    def add_losses(self, codes: np.ndarray, losses: Mapping[str, np.ndarray]) -> None:
        """Add losses (time, y, x) by name."""
        self._losses.add(codes, losses)

    def add_classes(self, codes: np.ndarray, classes: np.ndarray) -> None:
        """Add classes (band, y, x)."""
        for i, code in enumerate(self._codes):
            own = classes[:, codes == code]
            for limit in range(_LAST_CODE + 1):
                self._counts[i, limit] += (own == limit).sum(axis=1)

    def merge(self, other: Tally) -> None:
        """Add what another one has gathered."""
        self._losses.merge(other._losses)
        self._counts += other._counts

    @property
    def in_season(self) -> np.ndarray:
        """Pixels that each class limits most in the growing season, (class,)."""
        return self._counts[:, :, -1].sum(axis=0)

    def rows(self, calendar: Calendar, about: Mapping[int, Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return a row per code and season, each beginning with what `about` says of the code; see `LimitingMap.table`."""
        days, found = calendar.days, []
        for counts, (code, means) in zip(self._counts, self._losses.means().items()):
            for name, steps in _seasons(calendar).items():
                if steps.any():
                    losses = {id_: _total(means.get(id_), days * steps) for id_ in _LIMITS}
                    times = _times(counts[:, :-1] @ (days * steps))
                    found.append({**about[code], "season": name, **_shares(losses, days[steps].sum()), **times})
            losses = {id_: _total(means.get(f"growing_{id_}"), days) for id_ in _LIMITS}
            found.append(
                {**about[code], "season": "growing", **_shares(losses, _total(means.get("growing"), days)), **_times(counts[:, -1])}
            )
        return found


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
    n_zones : int
        How many zones are drawn.
    """

    calendar: Calendar
    form: Form
    parameters: StratumParameters
    best: Mapping[int, Mapping[str, float]]
    n_zones: int = 0

    @property
    def codes(self) -> np.ndarray:
        """Codes of the strata, in order."""
        return np.array(sorted(self.best))

    @property
    def shared(self) -> tuple[str, ...]:
        """Ids of what a loss is shared by: the terms that some stratum uses, and memory where temperature has one."""
        used = [term for term in self.form.terms if not all(term.is_off(self.parameters[code]) for code in self.codes.tolist())]
        return tuple(id_ for term in used for id_ in ((term.id, limitation.MEMORY) if limitation.has_memory(term) else (term.id,)))

    def of_tile(
        self,
        strata: np.ndarray,
        prepared: Drivers,
        gpp: np.ndarray,
        sd: Optional[Drivers] = None,
        zones: Optional[np.ndarray] = None,
    ) -> TileLimits:
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
        zones : ndarray of int (y, x), optional
            Drawn zones, 1, 2 ..., 0 outside.
        """
        classes = np.empty((len(gpp) + 1, *strata.shape), np.uint8)
        shares = {id_: np.empty((len(SHARE_BANDS), *strata.shape), np.float32) for id_ in self.shared}
        groups = [(strata, Tally(self.codes, len(classes)))]
        zoned = np.zeros_like(strata) if zones is None else np.where(strata > 0, zones, 0)
        groups.append((zoned, Tally(np.arange(1, self.n_zones + 1), len(classes))))
        for top in range(0, len(strata), _ROWS):
            rows = slice(top, top + _ROWS)
            drivers_here = {name: cube[:, rows] for name, cube in prepared.items()}
            sd_here = {name: cube[:, rows] for name, cube in (sd or {}).items()}
            classes[:, rows], found, growing = self._of_rows(strata[rows], drivers_here, gpp[:, rows], sd_here)
            for id_, share in self._shares(found, growing).items():
                shares[id_][:, rows] = np.where(strata[rows] > 0, share, np.nan)
            in_season = {f"growing_{id_}": np.where(growing, loss, 0.0) for id_, loss in found.losses.items()}
            for codes, tally in groups:
                tally.add_losses(codes[rows], {**found.losses, **in_season, "growing": growing})
        for codes, tally in groups:
            tally.add_classes(codes, classes)
        return TileLimits(classes, shares, groups[0][1], groups[1][1])

    def _of_rows(
        self, strata: np.ndarray, prepared: Drivers, gpp: np.ndarray, sd: Drivers
    ) -> tuple[np.ndarray, limitation.Limitation, np.ndarray]:
        """Return the classes of some rows, uint8 (time + 1, y, x), what limits them, and the steps in season, bool (time, y, x)."""
        values = lookup(self.form, self.parameters, strata, np.dtype(np.float32))
        found = limitation.limitation(self.form, prepared, values, limitation.lookup_best(self.best, strata), sd)
        found.classes[:, strata == 0] = 0
        growing = season.growing(gpp, self.calendar)
        return np.concatenate([found.classes, limitation.season_class(found, growing, self.calendar.days)[None]]), found, growing

    def _shares(self, found: limitation.Limitation, growing: np.ndarray) -> dict[str, np.ndarray]:
        """Return the share of each driver in what is lost in each of `SHARE_BANDS`, by id, (season, y, x)."""
        days = self.calendar.days
        of_season = np.array([days * steps for steps in _seasons(self.calendar).values()], np.float32)
        of_growing = np.where(growing, days.reshape(-1, 1, 1), 0).astype(np.float32)
        lost = {
            id_: np.concatenate([np.einsum("tyx,tyx->yx", of_growing, loss)[None], np.tensordot(of_season, loss, 1)])
            for id_, loss in found.losses.items()
        }
        total = sum(lost.values())
        with np.errstate(invalid="ignore", divide="ignore"):
            return {id_: own / np.where(total > 0, total, np.nan) for id_, own in lost.items()}


class LimitingMap:
    """Writes limiting_driver.tif and the maps of shares, and gathers their tables; a context manager.

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
        legend = [(c.code, c.title.text(language), c.colour) for c in limitation.CLASSES.values()]
        self._file = ClassSeriesFile(folder / FILE, grid, legend, [*self._calendar.labels, SEASON_BAND])
        self._hectares = grid.cell_hectares
        bands = len(self._calendar) + 1
        self._strata, self._zones = Tally(self._codes, bands), Tally(np.arange(1, limits.n_zones + 1), bands)
        names = [str(SHARE_BANDS[name]) for name in SHARE_BANDS]
        self._share_files = {id_: SeriesFile(folder / f"share_{id_}.tif", grid, VARIABLES[f"share_{id_}"], names) for id_ in limits.shared}

    def add(self, tile: Tile, limits: TileLimits) -> None:
        """Write a tile."""
        self._file.write(tile, limits.classes)
        for id_, file in self._share_files.items():
            file.write(tile, rounded(limits.shares[id_], _DIGITS))
        self._strata.merge(limits.strata)
        self._zones.merge(limits.zones)

    def classes(self) -> list[dict[str, Any]]:
        """Return the classes as run.json holds them, with the area in hectares that each limits most in the growing season."""
        area = self._strata.in_season * self._hectares
        return [
            {"code": c.code, "id": c.id, "title": c.title.to_dict(), "colour": c.colour, "area_ha": round(float(area[c.code]), 2)}
            for c in limitation.CLASSES.values()
        ]

    def outputs(self) -> dict[str, dict[str, Any]]:
        """Return the entries of run.json's outputs."""
        classes = {"file": FILE, "classes": self.classes(), "steps": True, "season_band": len(self._calendar) + 1}
        shares = {f"share_{id_}": {**record.raster(f"share_{id_}"), "bands": list(SHARE_BANDS)} for id_ in self._share_files}
        return {"limiting_driver": classes, **shares}

    def table(self, legend: Mapping[int, Stratum], zones: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Return rows of limitation.csv: one per stratum, or per drawn zone, and season, the growing season, and the year.

        loss is what is lost of the stratum's best GPP, 0-1; share_<driver> are its parts, which sum to 1; time_<class> is the share of
        pixels and days that the class limits most, which sum to 1 too.
        """
        strata = {int(code): {"zone": "", "code": int(code), "stratum": legend[int(code)].id} for code in self._codes}
        named = {i: {"zone": name, "code": None, "stratum": ""} for i, name in enumerate(zones, 1)}
        return self._strata.rows(self._calendar, strata) + self._zones.rows(self._calendar, named)

    def build_overviews(self, progress: Optional[Progress] = None) -> None:
        """Add overviews, once every tile is written; `progress` is asked whether to stop."""
        for file in (self._file, *self._share_files.values()):
            file.build_overviews(progress)

    def close(self) -> None:
        """Close the file."""
        for file in (self._file, *self._share_files.values()):
            file.close()

    def __enter__(self) -> LimitingMap:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()


def _seasons(calendar: Calendar) -> dict[str, np.ndarray]:
    """Return the steps of each season, and of the year, bool (time,), by name."""
    return {**{name: np.isin(calendar.months, of) for name, of in SEASONS.items()}, "year": np.ones(len(calendar), bool)}


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
    return {f"time_{c.id}": round(float(counts[c.code] / known), 6) if known else np.nan for c in limitation.CLASSES.values()}
