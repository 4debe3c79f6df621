"""The footprints of reference GPP on a site: the cells of the site that each reference pixel, or each flux tower, sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy import sparse

from ..calendar import Calendar, to_steps
from ..errors import InputError
from ..grid import LONLAT, Grid, transform_points
from ..progress import Progress
from ..readers import towers
from ..readers.granule import Granule
from .products import GriddedReference

RADIUS = 150.0
"""Metres that a tower sees around it: a mid-range of eddy-covariance footprints of forests."""
_WHOLE = 0.95  # share of a reference pixel that must lie inside the site for the pixel to count
_FITS = 0.05  # share of a reference pixel that a cover must have for the mean of its plant functional type to count: 4 of L4C's 1 km cells


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

    def at(self, pixels: np.ndarray) -> Footprints:
        """Return some of gridded pixels, by number (increasing)."""
        number = np.full(len(self.gpp) + 1, -1)  # the last for cells without a pixel
        number[pixels] = np.arange(len(pixels))
        return Footprints(number[self.index], self.gpp[pixels], self.x[pixels], self.y[pixels], self.latitude[pixels])


def lay_over(reference: GriddedReference, site: Grid, land: Optional[np.ndarray] = None) -> Footprints:
    """Return the reference pixels that lie in the site, have any value and, if it is given, any `land` (bool (y, x))."""
    index = reference.cells.cell_of(site)
    whole = _laid(reference.cells, reference.gpp, site, index)
    if land is None:
        return whole
    has_land = np.bincount(whole.index[land & (whole.index >= 0)], minlength=len(whole.gpp)) > 0
    return whole.at(np.flatnonzero(has_land))


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
    latitude = transform_points(x, y, cells.crs, LONLAT)[1]
    return Footprints(np.where(index >= 0, number[index], -1), gpp[keep], site_x[keep], site_y[keep], latitude[keep])


def _cell_area(cells: Grid, site: Grid) -> np.ndarray:
    """Return the area of each cell in the site's CRS units squared, (cell,), by the shoelace formula on its corners."""
    columns, rows = np.meshgrid(np.arange(cells.width + 1), np.arange(cells.height + 1))
    x, y = cells.transform * (columns.astype(float), rows.astype(float))
    x, y = transform_points(x, y, cells.crs, site.crs)
    across = (x[1:, 1:] - x[:-1, :-1]) * (y[1:, :-1] - y[:-1, 1:]) - (x[1:, :-1] - x[:-1, 1:]) * (y[1:, 1:] - y[:-1, :-1])
    return np.abs(across).ravel() / 2


def of_towers(x: Sequence[float], y: Sequence[float], cells: Grid) -> np.ndarray:
    """Return the tower that sees each cell, by its index, int64 (y, x), -1 where none does; where two circles meet, the nearer one.

    Parameters
    ----------
    x, y : sequence of float
        Where the towers stand, in the CRS of the cells.
    cells : Grid
        The cells, in metres.
    """
    index, distance = np.full(cells.shape, -1, np.int64), np.full(cells.shape, RADIUS)
    for i, (tower_x, tower_y) in enumerate(zip(x, y)):
        away = np.hypot(cells.x - tower_x, (cells.y - tower_y)[:, None])
        near = away <= distance
        index[near], distance[near] = i, away[near]
    return index


def towers_over(granules: tuple[Granule, ...], site: Grid, calendar: Calendar, progress: Progress) -> Footprints:
    """Return a reference pixel around each flux tower inside the site; where two circles meet, the nearer tower has the cell."""
    kept: dict[str, tuple[np.ndarray, float, float, float]] = {}
    for granule in progress.each(towers.best(granules)):
        try:
            tower = towers.read(granule)
        except InputError as error:
            progress.warn(error.message)
            continue
        x, y = (float(v) for v in transform_points(tower.longitude, tower.latitude, LONLAT, site.crs))
        gpp = to_steps(tower.dates, tower.ends, tower.gpp, calendar)
        if (of_towers([x], [y], site) < 0).all() or not np.isfinite(gpp).any():
            continue
        if tower.site in kept:  # another table of the same tower, of other years
            earlier = kept[tower.site][0]
            np.copyto(earlier, gpp, where=np.isnan(earlier))
            continue
        kept[tower.site] = (gpp, x, y, tower.latitude)
    gpp = np.array([k[0] for k in kept.values()], np.float64).reshape(len(kept), len(calendar))
    x, y, latitude = (np.array([k[i] for k in kept.values()], np.float64) for i in (1, 2, 3))
    return Footprints(of_towers(x, y, site), gpp, x, y, latitude, tuple(kept))


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
