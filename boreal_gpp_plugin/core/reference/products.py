"""Reference GPP: which product, its values on the calendar, and the strata and drivers under each of its pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Optional

import numpy as np
from scipy import sparse

from ..calendar import Calendar
from ..errors import InputError
from ..grid import Grid, transform_points
from ..language import Message, msg
from ..model.sample import ReferenceSample
from ..progress import Progress
from ..readers import declared, modis, smap, towers, vpm
from ..readers.catalogue import Catalogue
from ..readers.granule import Granule
from ..readers.sinusoidal import MODIS_500M
from ..request import parse_references
from .towers import footprints

TITLES = {
    "vpm": msg("500 m GPP series in the format of VPM"),
    "l4c": msg("SMAP L4C, 9 km"),
    "mod17": msg("MOD17, 500 m"),
    "towers": msg("Flux towers"),
    "series": msg("Declared GPP series"),
}
PRODUCTS = {"vpm": "VPM", "l4c": "SPL4CMDL", "mod17": "MOD17", "towers": "TOWER", "series": "SERIES"}
_COVER_OF_TYPE = {"pft1": 210, "pft4": 220, "pft5": 50, "pft6": 100}
"""Land cover that a plant functional type of L4C stands for: needleleaf and broadleaf trees, shrub, grass. It knows no mixed forest and no
wetland, so these are told by the means of whole cells alone; its other types are not boreal."""
_READERS = {
    "vpm": vpm.read_gpp,
    "l4c": lambda granule, cells: _mean_and_types(smap.read_gpp(granule, cells)),
    "series": declared.read,
}
# What the user declared comes first, then the finest gridded reference other than MOD17; MOD17 only when nothing else is there.
_PREFERENCE = ("series", "vpm", "l4c", "towers", "mod17")
_WHOLE = 0.95  # share of a reference pixel that must lie inside the site for the pixel to count
_FITS = 0.05  # share of a reference pixel that a cover must have for the mean of its plant functional type to count: 4 of L4C's 1 km cells
_COMPOSITE_DAYS = 8


@dataclass(frozen=True)
class GriddedReference:
    """Reference GPP on its own cells.

    Attributes
    ----------
    name : str
        Key of `TITLES`.
    cells : Grid
        The reference's cells over the site.
    gpp : ndarray, float32 (time, y, x)
        g C m-2 d-1, mean of the step; NaN where missing.
    by_cover : mapping of int to ndarray, float32 (time, y, x)
        Means of the parts of each cell with a land cover, by its code; none where the product has no such means.
    """

    name: str
    cells: Grid
    gpp: np.ndarray
    by_cover: Mapping[int, np.ndarray] = field(default_factory=dict)


def granules_of(name: str, catalogue: Catalogue) -> tuple[Granule, ...]:
    """Return the granules of a reference; of the declared series those that are GPP."""
    granules = catalogue.of(PRODUCTS[name])
    return tuple(g for g in granules if g.detail["variable"] == "gpp") if name == "series" else granules


def lattice_of(name: str, granules: Sequence[Granule]) -> Grid:
    """Return the grid of a gridded reference's pixels."""
    if name == "series" and granules:
        return declared.grid_of(granules[0])
    return smap.ease2_grid("M09") if name == "l4c" else MODIS_500M


def choose(wanted: str, catalogue: Catalogue) -> dict[str, float]:
    """Return the weights of the references to calibrate with, by name; none without any.

    By itself only one is chosen: towers, where they are not all there is, are left for an independent check.

    Raises
    ------
    InputError
        When the reference that was asked for is not among the inputs.
    """
    weights = parse_references(wanted)
    present = [name for name in _PREFERENCE if granules_of(name, catalogue)]
    if "none" in weights:
        return {}
    if "auto" in weights:
        return dict.fromkeys(present[:1], 1.0)
    for name in weights:
        if name not in present:
            raise InputError(
                msg("The reference {title} was asked for, but the inputs folder has no file of it.", title=TITLES[name]),
                msg("Add its files to the inputs folder, or choose the reference automatically."),
            )
    return weights


def to_steps(starts: np.ndarray, ends: np.ndarray, values: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Return means over the steps of values given for periods, in their unit, float32 (time, ...); NaN where under half a step is known.

    Parameters
    ----------
    starts, ends : ndarray of datetime64[D] (period,)
        First day and day after the last day of each period.
    values : ndarray (period, ...)
        Means of the periods; NaN where missing.
    calendar : Calendar
        The steps.
    """
    first = np.maximum(starts[None, :], calendar.starts[:, None])
    last = np.minimum(ends[None, :], calendar.ends[:, None])
    days = np.maximum((last - first).astype(np.float64), 0.0)
    flat = np.asarray(values, np.float64).reshape(len(starts), -1)
    known = np.isfinite(flat)
    covered = days @ known
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(covered >= 0.5 * calendar.days[:, None], days @ np.where(known, flat, 0.0) / covered, np.nan)
    return mean.astype(np.float32).reshape(len(calendar), *values.shape[1:])


def read(
    name: str, catalogue: Catalogue, site: Grid, calendar: Calendar, progress: Progress, retrievals: str = "successful"
) -> GriddedReference:
    """Return a gridded reference ("vpm", "l4c", "mod17" or "series") over the site, g C m-2 d-1 on the calendar's steps.

    Of MOD17 only the `retrievals` that count are read, as the request says it.
    """
    reader = partial(modis.read_gpp, retrievals=retrievals) if name == "mod17" else _READERS[name]
    granules = [g for g in granules_of(name, catalogue) if _touches(g, name, calendar)]
    cells = lattice_of(name, granules).covering(site)
    fields: dict[np.datetime64, np.ndarray] = {}
    for granule in progress.each(granules):
        try:
            values = reader(granule, cells)
        except InputError as error:
            progress.warn(error.message)
            continue
        start = np.datetime64(granule.time, "D")
        # Neighbouring tiles of one date complete each other.
        fields[start] = np.where(np.isnan(fields[start]), values, fields[start]) if start in fields else values
    if not fields:
        return GriddedReference(name, cells, np.full((len(calendar), *cells.shape), np.nan, np.float32))
    starts = np.array(sorted(fields))
    lengths = {np.datetime64(g.time, "D"): _end(g, name) for g in granules}
    ends = np.array([lengths[start] for start in starts])
    gpp = to_steps(starts, ends, np.stack([fields[s] for s in starts]), calendar)
    if name == "l4c":
        return GriddedReference(name, cells, gpp[:, 0], dict(zip(_COVER_OF_TYPE.values(), gpp[:, 1:].swapaxes(0, 1))))
    return GriddedReference(name, cells, gpp)


def _mean_and_types(fields: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the mean of L4C's cells and those of the plant functional types of `_COVER_OF_TYPE`, (1 + type, y, x); NaN where not given."""
    unknown = np.full_like(fields["mean"], np.nan)
    return np.stack([fields["mean"], *(fields.get(name, unknown) for name in _COVER_OF_TYPE)])


def _end(granule: Granule, name: str) -> np.datetime64:
    """Return the day after the last day of a granule's period: composites of MODIS end with the year."""
    start = np.datetime64(granule.time, "D")
    if name == "series":
        return start + max(round(declared.days_of(granule)), 1)
    if name == "l4c":
        return start + 1
    next_year = np.datetime64(f"{granule.time.year + 1}-01-01")
    return min(start + _COMPOSITE_DAYS, next_year)


def _touches(granule: Granule, name: str, calendar: Calendar) -> bool:
    """Return whether a granule's period overlaps the calendar."""
    start = np.datetime64(granule.time, "D")
    return bool(_end(granule, name) > calendar.starts[0] and start < calendar.ends[-1])


@dataclass(frozen=True)
class Footprints:
    """Reference pixels laid over the site's grid.

    Attributes
    ----------
    index : ndarray, int64 (y, x)
        Reference pixel of each cell of the site's grid, -1 where none.
    gpp : ndarray, float64 (pixel, time)
        Their GPP, g C m-2 d-1.
    x, y, latitude : ndarray (pixel,)
        Centres in the site's CRS, and degrees north.
    names : tuple of str
        Names of the pixels, for towers.
    """

    index: np.ndarray
    gpp: np.ndarray
    x: np.ndarray
    y: np.ndarray
    latitude: np.ndarray
    names: tuple[str, ...] = ()


def lay_over(reference: GriddedReference, site: Grid) -> Footprints:
    """Return the reference pixels that lie in the site and have any value."""
    return _laid(reference.cells, reference.gpp, site, reference.cells.cell_of(site))


def lay_over_covers(reference: GriddedReference, site: Grid, land_cover: np.ndarray) -> list[Footprints]:
    """Return the same of the means of single land covers: each of its pixels is the part of a cell with the cover.

    Parameters
    ----------
    reference : GriddedReference
        The reference.
    site : Grid
        The site's grid.
    land_cover : ndarray, uint8 (y, x)
        Codes on it.
    """
    index = reference.cells.cell_of(site)
    return [_laid(reference.cells, gpp, site, index, land_cover == code) for code, gpp in reference.by_cover.items()]


def _laid(cells: Grid, gpp: np.ndarray, site: Grid, index: np.ndarray, part: Optional[np.ndarray] = None) -> Footprints:
    """Return the reference pixels that lie in the site and have any value, each only its `part` of the site's cells (bool), if given."""
    count = np.bincount(index[index >= 0], minlength=cells.height * cells.width)
    x, y = (v.ravel() for v in np.meshgrid(cells.x, cells.y))
    site_x, site_y = transform_points(x, y, cells.crs, site.crs)
    expected = _cell_area(cells, site) / (site.cell_size[0] * site.cell_size[1])
    gpp = gpp.reshape(len(gpp), -1).T.astype(np.float64)
    keep = (count >= _WHOLE * expected) & np.isfinite(gpp).any(axis=1)
    if part is not None:
        index = np.where(part, index, -1)
        keep &= np.bincount(index[index >= 0], minlength=len(count)) >= _FITS * expected
    number = np.where(keep, np.cumsum(keep) - 1, -1)
    latitude = transform_points(x, y, cells.crs, "EPSG:4326")[1]
    return Footprints(np.where(index >= 0, number[index], -1), gpp[keep], site_x[keep], site_y[keep], latitude[keep])


def _cell_area(cells: Grid, site: Grid) -> np.ndarray:
    """Return the area of each cell in the site's CRS units squared, (cell,), by the shoelace formula on its corners."""
    columns, rows = np.meshgrid(np.arange(cells.width + 1), np.arange(cells.height + 1))
    x, y = cells.transform * (columns.astype(float), rows.astype(float))
    x, y = transform_points(x, y, cells.crs, site.crs)
    across = (x[1:, 1:] - x[:-1, :-1]) * (y[1:, :-1] - y[:-1, 1:]) - (x[1:, :-1] - x[:-1, 1:]) * (y[1:, 1:] - y[:-1, :-1])
    return np.abs(across).ravel() / 2


def towers_over(granules: tuple[Granule, ...], site: Grid, calendar: Calendar, progress: Progress) -> Footprints:
    """Return a reference pixel around each flux tower inside the site; where two circles meet, the nearer tower has the cell."""
    kept: dict[str, tuple[np.ndarray, float, float, float]] = {}
    for granule in progress.each(towers.best(granules)):
        try:
            tower = towers.read(granule)
        except InputError as error:
            progress.warn(error.message)
            continue
        x, y = (float(v) for v in transform_points(tower.longitude, tower.latitude, "EPSG:4326", site.crs))
        gpp = to_steps(tower.dates, tower.ends, tower.gpp, calendar)
        if (footprints([x], [y], site) < 0).all() or not np.isfinite(gpp).any():
            continue
        if tower.site in kept:  # another table of the same tower, of other years
            earlier = kept[tower.site][0]
            np.copyto(earlier, gpp, where=np.isnan(earlier))
            continue
        kept[tower.site] = (gpp, x, y, tower.latitude)
    gpp = np.array([k[0] for k in kept.values()], np.float64).reshape(len(kept), len(calendar))
    x, y, latitude = (np.array([k[i] for k in kept.values()], np.float64) for i in (1, 2, 3))
    return Footprints(footprints(x, y, site), gpp, x, y, latitude, tuple(kept))


def under(footprints: Footprints, reference: GriddedReference, site: Grid) -> np.ndarray:
    """Return another product's GPP as the mean over each footprint, g C m-2 d-1, float64 (pixel, time); NaN unless half is known."""
    index = reference.cells.cell_of(site)
    inside = (footprints.index >= 0) & (index >= 0)
    pairs = sparse.csr_matrix(
        (np.ones(inside.sum()), (footprints.index[inside], index[inside])),
        shape=(len(footprints.gpp), reference.cells.height * reference.cells.width),
    )
    values = reference.gpp.reshape(len(reference.gpp), -1).T.astype(np.float64)
    known = pairs @ np.isfinite(values).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (pairs @ np.nan_to_num(values)) / known
    return np.where(known >= 0.5 * np.asarray(pairs.sum(axis=1)), mean, np.nan)


class SampleBuilder:
    """Gathers, tile by tile, the drivers of every stratum in each reference pixel.

    Parameters
    ----------
    footprints : Footprints
        The reference pixels.
    strata : ndarray, int (y, x)
        Stratum codes of the site, 0 where GPP is not modelled.
    calendar : Calendar
        The steps.
    drivers : sequence of str
        Names of the drivers.
    """

    def __init__(self, footprints: Footprints, strata: np.ndarray, calendar: Calendar, drivers: tuple[str, ...]):
        self._footprints, self._strata, self._calendar = footprints, strata, calendar
        inside = (footprints.index >= 0) & (strata > 0)
        self._key = np.where(inside, footprints.index * 65536 + strata.astype(np.int64), -1)
        self._keys, count = np.unique(self._key[inside], return_counts=True)
        self._cells = count.astype(np.float64)
        self._pixel = self._keys // 65536
        self._total = np.bincount(footprints.index[footprints.index >= 0], minlength=len(footprints.gpp)).astype(np.float64)
        shape = (len(self._keys), len(calendar))
        self._sum = {name: np.zeros(shape) for name in drivers}
        self._known = {name: np.zeros(shape) for name in drivers}

    def add(self, tile: tuple[slice, slice], drivers: Mapping[str, np.ndarray]) -> None:
        """Add the drivers (time, y, x) of a tile."""
        key = self._key[tile].ravel()
        inside = np.flatnonzero(key >= 0)
        if not inside.size:
            return
        row = np.searchsorted(self._keys, key[inside])
        rows, position = np.unique(row, return_inverse=True)
        gather = sparse.csr_matrix((np.ones(inside.size), (position, np.arange(inside.size))), shape=(rows.size, inside.size))
        for name, values in drivers.items():
            flat = values.reshape(len(values), -1)[:, inside].T.astype(np.float64)
            known = np.isfinite(flat)
            self._sum[name][rows] += gather @ np.where(known, flat, 0.0)
            self._known[name][rows] += gather @ known.astype(np.float64)

    def sample(self) -> ReferenceSample:
        """Return the sample."""
        with np.errstate(invalid="ignore", divide="ignore"):
            drivers = {name: np.where(self._known[name] > 0, self._sum[name] / self._known[name], np.nan) for name in self._sum}
        f = self._footprints
        return ReferenceSample(
            self._calendar,
            f.gpp,
            f.x,
            f.y,
            f.latitude,
            self._pixel,
            self._keys % 65536,
            self._cells / self._total[self._pixel],
            drivers,
        )


def title_of(names: Sequence[str]) -> Message:
    """Return the readable name of one or several references, or that there is none."""
    if not names:
        return msg("none: default parameters by cover class")
    title = TITLES[names[0]]
    for name in names[1:]:
        title = msg("{one} and {other}", one=title, other=TITLES[name])
    return title
