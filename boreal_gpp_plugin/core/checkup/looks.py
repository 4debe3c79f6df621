"""Looks: where in a site the granules of a product have a value, on a coarse grid, and remembered while their files stay the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Optional

import numpy as np
from affine import Affine
from rasterio.enums import Resampling

from ..errors import Cancelled, InputError
from ..grid import LONLAT, Grid, parse_crs, transform_bounds, transform_points
from ..language import Message
from ..progress import Progress
from ..readers import declared, elevation, hls, lst_grid, meteorology, modis, ntems, raster, sentinel3, smap, vegetation_index, vpm
from ..readers.cache import FileCache
from ..readers.granule import Granule
from ..readers.opening import unreadable
from ..readers.sinusoidal import MODIS_500M
from ..readers.tally import Tally, tallied
from ..request import RunRequest
from .check import TITLES

MAPS = ("VLCE2", "LAND_COVER", "FIRE_YEAR", "FIRE_DNBR", "HARVEST_YEAR", "STAND_AGE", "LEAD_SPECIES", "DEM")
"""Products that say something of any period."""
_A_MONTH = 2  # granules of a month that are looked into: the check-up is to take seconds
_SIDE = 32  # cells along the longer side of the grid on which is looked
_SWATH_CELL = 1500.0  # metres; finer cells would have holes between pixels of 1 km
_METRES_A_DEGREE = 111_200.0

Look = Callable[[Granule, Grid], np.ndarray]


@dataclass(frozen=True)
class Seen:
    """What looks at a site saw of a product.

    Attributes
    ----------
    coverage : float or None
        Share of the site with a value in any granule; None where no one could look.
    by_month : mapping of int to float
        Mean share by calendar month.
    problems : tuple of Message
        What went wrong.
    granules : int
        How many were looked into.
    """

    coverage: Optional[float] = None
    by_month: Mapping[int, float] = field(default_factory=dict)
    problems: tuple[Message, ...] = ()
    granules: int = 0


class Looks:
    """Looks at one site.

    Parameters
    ----------
    grid : Grid
        Of the site.
    request : RunRequest
        What is asked for: the inputs folder, and which retrievals and overpasses count.
    cache : str, optional
        The user's cache folder: granules whose files have not changed are not looked into again.
    """

    def __init__(self, grid: Grid, request: RunRequest, cache: Optional[str] = None):
        self._grid = grid
        self._counting = (request.retrievals, request.overpasses)
        self._known = FileCache(cache, "looks", request.inputs) if cache else None

    def of(self, product: str, granules: tuple[Granule, ...], progress: Progress) -> Seen:
        """Return what is seen in a few granules of each month."""
        look = self._look(product)
        problems: list[Message] = []
        if look is None or not granules:
            return Seen(problems=tuple(problems))
        cells = _looking_grid(self._grid, product)
        ever = np.zeros(cells.shape, bool)
        shares: dict[int, list[float]] = {}
        tally = Tally()
        for granule in _some_of_each_month(granules):
            progress.check()
            try:
                valid, counts = self._valid(look, granule, cells)
            except InputError as error:
                problems.append(error.message)
                continue
            except Cancelled:
                raise
            except Exception as error:  # what no reader foresaw in a file is no reason to leave out the others
                problems.append(unreadable(granule.path, f"{type(error).__name__}: {error}").message)
                continue
            tally.add(counts)
            ever |= valid
            shares.setdefault(granule.time.month if granule.time else 0, []).append(float(valid.mean()))
        problems.extend(tally.messages(TITLES[product]))
        if not shares:
            return Seen(problems=tuple(problems))
        months = {month: round(float(np.mean(values)), 3) for month, values in sorted(shares.items()) if month and product not in MAPS}
        return Seen(round(float(ever.mean()), 3), months, tuple(problems), sum(map(len, shares.values())))

    def _look(self, product: str) -> Optional[Look]:
        """Return the look at a product, as far as the request says which of its values count."""
        retrievals, _ = self._counting
        if product == "MOD17":
            return _look_through(lambda granule: MODIS_500M, partial(modis.read_gpp, retrievals=retrievals))
        return _look_at_moisture(*self._counting) if product in _MOISTURE else _LOOKS.get(product)

    def _valid(self, look: Look, granule: Granule, cells: Grid) -> tuple[np.ndarray, Tally]:
        """Return where a granule has a value, bool (y, x), and the tally of its values; from the cache where they are known."""
        if self._known is None:
            with tallied() as tally:
                return look(granule, cells), tally
        asked = self._counting if granule.product in (*_MOISTURE, "MOD17") else ()
        about = json.dumps([granule.product, granule.path, granule.detail.get("layer"), str(granule.time), cells.to_dict(), asked])
        key = hashlib.sha256(about.encode()).hexdigest()
        known = self._known.get(key)
        if known is None:
            with tallied() as tally:
                valid = look(granule, cells)
            kept = {"valid": np.packbits(valid).tobytes().hex(), "tally": tally.to_list()}
            self._known.put(key, (*granule.files, *granule.companions), kept)
            return valid, tally
        bits = np.frombuffer(bytes.fromhex(known["valid"]), np.uint8)
        valid = np.unpackbits(bits, count=cells.height * cells.width).reshape(cells.shape) > 0
        return valid, Tally.from_list(known["tally"])

    def save(self) -> None:
        """Keep what was seen."""
        if self._known is not None:
            self._known.save()


def _some_of_each_month(granules: tuple[Granule, ...]) -> list[Granule]:
    """Return a few granules of each calendar month of each year, spread evenly; all places of maps and tiles are among them."""
    groups: dict[tuple, list[Granule]] = {}
    for granule in granules:
        month = (granule.time.year, granule.time.month) if granule.time and granule.product not in MAPS else ()
        groups.setdefault((month, granule.detail.get("tile")), []).append(granule)
    chosen = []
    for members in groups.values():
        step = max(len(members) // _A_MONTH, 1)
        chosen.extend(members[step // 2 :: step][:_A_MONTH])
    return chosen


def _looking_grid(grid: Grid, product: str) -> Grid:
    """Return a coarse grid over the site."""
    left, bottom, right, top = grid.bounds
    size = max(right - left, top - bottom) / _SIDE
    if product in ("SLSTR", "LST_CCI"):
        size = max(size, _SWATH_CELL / (_METRES_A_DEGREE if parse_crs(grid.crs).is_geographic else 1.0))
    size = max(size, grid.cell_size[0])
    width, height = (max(round((high - low) / size), 1) for low, high in ((left, right), (bottom, top)))
    return Grid(grid.crs, Affine((right - left) / width, 0.0, left, 0.0, (bottom - top) / height, top), height, width)


def _look_at_hls(granule: Granule, cells: Grid) -> np.ndarray:
    """Return where a view is clear."""
    bands = granule.detail["bands"]
    if "evi" in bands:
        return np.isfinite(raster.read_values(bands["evi"], cells, hls.INDEX, Resampling.nearest))
    fmask = raster.read_codes(bands["fmask"], cells, hls.FMASK_FILL)
    return (fmask != hls.FMASK_FILL) & (fmask & hls.CLOUDY == 0)


def _look_at_extent(granule: Granule, cells: Grid) -> np.ndarray:
    """Return what lies in a map where no value is a finding, too."""
    return raster.grid_of(granule.path).cell_of(cells) >= 0


def _look_at_pixels(read: Callable) -> Look:
    """Return a look at pixels with positions: where any of them lies."""

    def look(granule: Granule, cells: Grid) -> np.ndarray:
        valid = np.zeros(cells.shape, bool)
        for swath in read(granule, transform_bounds(cells.bounds, cells.crs, LONLAT)):
            x, y = transform_points(swath.longitude, swath.latitude, LONLAT, cells.crs)
            row, column = (np.rint(index).astype(int) for index in cells.fractional_index(x, y))
            inside = (row >= 0) & (row < cells.height) & (column >= 0) & (column < cells.width)
            valid[row[inside], column[inside]] = True
        return valid

    return look


def _look_through(lattice: Callable[[Granule], Grid], read: Callable[[Granule, Grid], np.ndarray]) -> Look:
    """Return a look at a product on its own lattice: where the cell of the lattice has a value in any of its layers."""

    def look(granule: Granule, cells: Grid) -> np.ndarray:
        window = lattice(granule).covering(cells)
        values = read(granule, window)
        known = np.isfinite(values.reshape(-1, *window.shape)).any(axis=0)
        index = window.cell_of(cells)
        return np.where(index >= 0, known.ravel()[index], False)

    return look


def _ease2(granule: Granule) -> Grid:
    return smap.ease2_grid(granule.detail["lattices"][0])


def _look_at_moisture(retrievals: str, overpasses: str) -> Look:
    """Return a look at the soil moisture that counts."""
    return _look_through(_ease2, partial(smap.read_soil_moisture, retrievals=retrievals, overpasses=overpasses))


_MOISTURE = ("SPL3SMP_E", "SPL3SMP")
_thaw = _look_through(_ease2, smap.read_thaw)
_LOOKS: dict[str, Look] = {
    **dict.fromkeys(hls.PRODUCTS, _look_at_hls),
    "SLSTR": _look_at_pixels(sentinel3.read),
    "LST_CCI": _look_at_pixels(lst_grid.read),
    "SPL3FTP_E": _thaw,
    "SPL3FTP": _thaw,
    "SPL4SMGP": _look_through(_ease2, lambda granule, cells: smap.read_level_4(granule, cells)),
    "SPL4SMAU": _look_through(_ease2, lambda granule, cells: smap.read_level_4(granule, cells)),
    "SPL4CMDL": _look_through(_ease2, lambda granule, cells: smap.read_gpp(granule, cells)["mean"]),
    "MOD13": _look_through(vegetation_index.grid_of, lambda granule, cells: vegetation_index.read(granule, cells)[0]),
    "VPM": _look_through(lambda granule: MODIS_500M, vpm.read_gpp),
    "SERIES": _look_through(declared.grid_of, declared.read),
    "VLCE2": lambda granule, cells: ntems.read_land_cover(granule, cells) > 0,
    "LAND_COVER": lambda granule, cells: ntems.read_land_cover(granule, cells) > 0,
    **dict.fromkeys(("FIRE_YEAR", "FIRE_DNBR", "HARVEST_YEAR", "STAND_AGE", "LEAD_SPECIES"), _look_at_extent),
    **dict.fromkeys(meteorology.PRODUCTS, _look_through(meteorology.grid_of, meteorology.read_first)),
    "DEM": lambda granule, cells: np.isfinite(elevation.read(granule, cells)),
}
