"""Looks: a place of one or two finished runs read in the background, with the reference there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Optional

from ..core.errors import InputError
from ..core.language import Message, msg
from ..core.progress import Progress
from ..core.variables import DRIVERS

if TYPE_CHECKING:
    import numpy as np

    from ..core.model.sample import ReferenceSample
    from ..core.observations import Views
    from ..core.reference.towers import Tower
    from ..core.run.finished_run import FinishedRun
    from ..core.run.place import Place
    from ..core.scenarios.deltas import Deltas
    from ..core.scenarios.spread import Spread
    from ..core.strata.zonal import Row

PIXEL, ZONE, TOWER, STRATUM = "pixel", "zone", "tower", "stratum"
_KEPT = 4  # runs remembered
_spreads: dict[tuple[str, int], Spread] = {}


@dataclass(frozen=True)
class Spot:
    """What of a run is looked at.

    Attributes
    ----------
    kind : str
        `PIXEL`, `ZONE`, `TOWER` or `STRATUM`.
    x, y : float
        A point of it, in the run's CRS; of a stratum any.
    name : str
        Of zone or tower; of a stratum its id, or that of all strata.
    polygon : mapping, optional
        Outline of a zone in the run's CRS, as GeoJSON.
    """

    kind: str
    x: float
    y: float
    name: str = ""
    polygon: Optional[Mapping[str, Any]] = None


@dataclass(frozen=True)
class Look:
    """What there is to see at a place of a run.

    Attributes
    ----------
    folder : str
        The run.
    spot : Spot
        What is looked at.
    place : Place
        Its series.
    longitude, latitude : float
        The place in degrees.
    stratum : Message
        What most of it is.
    area_ha : float
        Its area with GPP, hectares.
    interval : tuple of ndarray (time,), optional
        Low and high end of the 90 % interval of GPP, g C m-2 d-1, where the run has it; of a zone as if all its pixels erred alike.
    reference : ndarray (time,), optional
        Reference GPP of the pixels that hold the place, of strata of those that are mostly theirs, g C m-2 d-1, where there are any.
    tower : Tower, optional
        The flux tower that is looked at.
    views : mapping of str to Views
        What was observed there, by driver, of runs that keep it.
    """

    folder: str
    spot: Spot
    place: Place
    longitude: float
    latitude: float
    stratum: Message
    area_ha: float
    interval: Optional[tuple[np.ndarray, np.ndarray]]
    reference: Optional[np.ndarray]
    tower: Optional[Tower] = None
    views: Mapping[str, Views] = field(default_factory=dict)


def look(folder: str, spot: Spot, progress: Progress) -> Look:
    """Return what there is to see of the run in `folder`.

    Raises
    ------
    InputError
        When the folder holds no finished run, the run has no such tower or stratum, or no GPP is modelled there.
    """
    import numpy as np

    from ..core import observations
    from ..core.grid import LONLAT, transform_points
    from ..core.model.uncertainty import NORMAL
    from ..core.reference import towers
    from ..core.reference.pixel import reference_of, reference_over
    from ..core.run import pixels
    from ..core.run.place import open_place, open_strata

    run = open_run(folder)
    names = ("gpp_sd", *DRIVERS)
    known = towers.read(run) if spot.kind == TOWER else []
    tower = next((tower for tower in known if tower.name == spot.name), None)
    if spot.kind == STRATUM:
        place = open_strata(run, _codes_of(run, spot.name), names)
    elif spot.kind == ZONE:
        place = open_place(run, pixels.in_polygon(run.grid, spot.polygon), names)
    elif spot.kind == TOWER:
        if tower is None:
            raise InputError(
                msg("The run in {folder} has no tower {name}.", folder=folder, name=spot.name),
                msg("Choose a tower of the run, or look at the pixel there."),
            )
        place = open_place(run, towers.pixels_of(spot.name, known, run.grid), names)
    else:
        place = open_place(run, pixels.at_point(run.grid, spot.x, spot.y), names)
    progress.check()
    longitude, latitude = (float(v[0]) for v in transform_points(np.array([spot.x]), np.array([spot.y]), run.grid.crs, LONLAT))
    stratum = run.legend[max(place.strata, key=place.strata.get)].title
    gpp, spread = place.series["gpp"], place.series.get("gpp_sd")
    interval = None if spread is None else (np.maximum(gpp - NORMAL * spread, 0.0), gpp + NORMAL * spread)
    sample = _sample(folder, _version(folder))
    if spot.kind == STRATUM:
        reference = reference_of(sample, list(place.strata))
    else:
        is_tower = (run.record.get("reference") or {}).get("name") == "towers"
        reference = reference_over(sample, place.x, place.y, place.weight, is_tower)
    area = place.n_pixels * run.grid.cell_hectares
    if tower is not None and tower.calibrates:
        reference = None  # that is what the tower measured
    views = observations.over(run, place.squares)
    return Look(folder, spot, place, longitude, latitude, stratum, area, interval, reference, tower, views)


def open_run(folder: str) -> FinishedRun:
    """Return the run in `folder`, read once; raises InputError when it holds no finished run."""
    return _run(folder, _version(folder))


def change_sd(folder: str, deltas: Deltas, progress: Progress) -> dict[int, float]:
    """Return how sure a change of total GPP is of the run in `folder`: standard deviation as share of today's, by stratum code."""
    from ..core.scenarios.spread import Spread, together

    key = folder, _version(folder)
    if key not in _spreads:
        spread = Spread(open_run(folder), progress)
        for old in list(_spreads)[: 1 - _KEPT]:
            _spreads.pop(old, None)
        _spreads[key] = spread
    return {code: together(parts) for code, parts in _spreads[key].of(deltas).items()}


def stratum_at(run: FinishedRun, x: float, y: float) -> str:
    """Return the id of the stratum at a point of a run's CRS, empty where GPP is not modelled."""
    from ..core.run import pixels

    codes = run.strata_at(pixels.at_point(run.grid, x, y))
    return run.legend[int(codes[0])].id if codes.any() else ""


def _codes_of(run: FinishedRun, stratum: str) -> list[int]:
    """Return the code of a stratum of a run, or of all of them, by its id; raises InputError where the run has none."""
    from ..core.strata.classification import ALL_ID

    codes = run.codes.tolist()
    found = [code for code in codes if stratum in (ALL_ID, run.legend[code].id)]
    if not found:
        raise InputError(
            msg("The run in {folder} has no stratum {stratum}.", folder=str(run.folder), stratum=stratum),
            msg("Choose another stratum."),
        )
    return found


def zonal_rows(folder: str, zones: Optional[str], field: Optional[str], progress: Progress) -> tuple[list[Row], int]:
    """Return the zonal table of the run in `folder`, by the zones of a polygon file where there is one, and the years it covers."""
    from ..core.strata import zonal
    from ..core.strata.zones import read

    run = open_run(folder)
    drawn = read(zones, field, run.grid) if zones else None
    return zonal.rows(run, drawn, progress), zonal.years(run)


def make_ready(folder: str, progress: Progress) -> FinishedRun:
    """Return the run in `folder`, and remember all that the first look at a place needs."""
    _sample(folder, _version(folder))
    return open_run(folder)


def _version(folder: str) -> int:
    """Return what changes when a folder gets another run; 0 without any."""
    path = os.path.join(folder, "run.json")
    return os.stat(path).st_mtime_ns if os.path.isfile(path) else 0


@lru_cache(_KEPT)
def _run(folder: str, version: int) -> FinishedRun:
    """Return a run."""
    from ..core.run.finished_run import FinishedRun

    return FinishedRun.read(folder)


@lru_cache(_KEPT)
def _sample(folder: str, version: int) -> ReferenceSample:
    """Return a run's reference sample."""
    return _run(folder, version).sample()
