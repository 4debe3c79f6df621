"""Looks: a place of one or two finished runs read in the background, with the reference there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Optional

from ..core.language import Message
from ..core.progress import Progress
from ..core.variables import DRIVERS

if TYPE_CHECKING:
    import numpy as np

    from ..core.model.sample import ReferenceSample
    from ..core.observations import Views
    from ..core.run.finished_run import FinishedRun
    from ..core.run.place import Place
    from ..core.strata.zonal import Row

_KEPT = 4  # runs remembered


@dataclass(frozen=True)
class Look:
    """What there is to see at a place of a run.

    Attributes
    ----------
    folder : str
        The run.
    x, y : float
        The place, in the run's CRS.
    place : Place
        Its series.
    longitude, latitude : float
        The place in degrees.
    title : Message
        Its stratum.
    interval : tuple of ndarray (time,), optional
        Low and high end of the 90 % interval of GPP, g C m-2 d-1, where the run has it.
    reference : ndarray (time,), optional
        Reference GPP of the pixel that holds the place, g C m-2 d-1, where there is one.
    views : mapping of str to Views
        What was observed there, by driver, of runs that keep it.
    """

    folder: str
    x: float
    y: float
    place: Place
    longitude: float
    latitude: float
    title: Message
    interval: Optional[tuple[np.ndarray, np.ndarray]]
    reference: Optional[np.ndarray]
    views: Mapping[str, Views] = field(default_factory=dict)


def look(folder: str, x: float, y: float, progress: Progress) -> Look:
    """Return what there is to see at a point, in the run's CRS, of the run in `folder`.

    Raises
    ------
    InputError
        When the folder holds no finished run, or no GPP is modelled at the point.
    """
    import numpy as np

    from ..core import observations
    from ..core.grid import LONLAT, transform_points
    from ..core.model.uncertainty import NORMAL
    from ..core.reference.pixel import reference_at
    from ..core.run.place import open_place

    run = open_run(folder)
    place = open_place(run, x, y, names=("gpp_sd", *DRIVERS))
    progress.check()
    longitude, latitude = (float(v[0]) for v in transform_points(np.array([x]), np.array([y]), run.grid.crs, LONLAT))
    code = max(place.strata, key=place.strata.get)
    title = run.legend[code].title
    gpp, spread = place.series["gpp"], place.series.get("gpp_sd")
    interval = None if spread is None else (np.maximum(gpp - NORMAL * spread, 0.0), gpp + NORMAL * spread)
    is_tower = (run.record.get("reference") or {}).get("name") == "towers"
    reference = reference_at(_sample(folder, _version(folder)), x, y, is_tower)
    return Look(folder, x, y, place, longitude, latitude, title, interval, reference, observations.at(run, x, y))


def open_run(folder: str) -> FinishedRun:
    """Return the run in `folder`, read once; raises InputError when it holds no finished run."""
    return _run(folder, _version(folder))


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
