"""The flux towers of a run: what each of them sees, and the file that keeps where they are and what they measured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

import numpy as np

from ..grid import LONLAT, Grid, transform_points
from ..run.text_files import write_json
from .footprints import RADIUS, Footprints, of_towers

if TYPE_CHECKING:
    from ..run.finished_run import FinishedRun
    from ..run.pixels import Pixels

_FILE = "towers.geojson"
_DIGITS = 7  # of a degree: a centimetre


@dataclass(frozen=True)
class Tower:
    """A flux tower of a run.

    Attributes
    ----------
    name : str
        Its identifier.
    x, y : float
        Where it stands, in the CRS of the run.
    gpp : ndarray, float64 (time,)
        What it measured on the run's steps, g C m-2 d-1; NaN where missing.
    calibrates : bool
        Whether the model was fitted to it; if not, it is an independent check.
    """

    name: str
    x: float
    y: float
    gpp: np.ndarray
    calibrates: bool


def pixels_of(name: str, towers: Sequence[Tower], grid: Grid) -> Pixels:
    """Return rows and columns of the pixels of a grid that a tower sees."""
    number = next(i for i, tower in enumerate(towers) if tower.name == name)
    reach = [int(np.ceil(RADIUS / size)) + 1 for size in grid.cell_size[::-1]]
    row, column = (int(np.rint(at)) for at in grid.fractional_index(towers[number].x, towers[number].y))
    top, left = max(row - reach[0], 0), max(column - reach[1], 0)
    height, width = min(row + reach[0] + 1, grid.height) - top, min(column + reach[1] + 1, grid.width) - left
    window = grid.subgrid(top, left, height, width)
    rows, columns = np.nonzero(of_towers([tower.x for tower in towers], [tower.y for tower in towers], window) == number)
    return rows + top, columns + left


def write(folder: Path, laid: Footprints, crs: str, calibrate: bool) -> Optional[dict[str, Any]]:
    """Write the towers of a run as GeoJSON to `folder`; return what run.json says of it, None without any.

    Parameters
    ----------
    folder : Path
        The run folder.
    laid : Footprints
        From `footprints.towers_over`.
    crs : str
        Of the coordinates of `laid`.
    calibrate : bool
        Whether the model was fitted to them.

    References
    ----------
    RFC 7946: points are longitude and latitude in WGS84.
    """
    if not laid.names:
        return None
    places = np.round(np.column_stack(transform_points(laid.x, laid.y, crs, LONLAT)), _DIGITS).tolist()
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": place},
            "properties": {"tower": name, "calibrates": calibrate, "steps": int(np.isfinite(gpp).sum()), "gpp_gc_m2_d": _plain(gpp)},
        }
        for name, place, gpp in zip(laid.names, places, laid.gpp)
    ]
    write_json(folder / _FILE, {"type": "FeatureCollection", "features": features})
    return {"file": _FILE, "calibrate": calibrate}


def read(run: FinishedRun) -> list[Tower]:
    """Return the towers of a run; none of runs that do not keep them."""
    entry = run.record.get("towers")
    path = run.folder / entry["file"] if entry else None
    if path is None or not path.is_file():
        return []
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    longitude, latitude = np.array([feature["geometry"]["coordinates"] for feature in features]).T
    about = [feature["properties"] for feature in features]
    return [
        Tower(own["tower"], float(x), float(y), np.array(own["gpp_gc_m2_d"], np.float64), own["calibrates"])
        for own, x, y in zip(about, *transform_points(longitude, latitude, LONLAT, run.grid.crs))
    ]


def _plain(gpp: np.ndarray) -> list[Optional[float]]:
    """Return GPP rounded for JSON, None where missing."""
    return [round(float(v), 4) if np.isfinite(v) else None for v in gpp]
