"""Reference GPP of gridded products: which one, and its values on the calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from ..calendar import Calendar, to_steps
from ..checkup.check import TITLES as PRODUCT_TITLES
from ..errors import InputError
from ..grid import Grid
from ..language import Message, msg
from ..progress import Progress
from ..readers import declared, modis, smap, vpm
from ..readers.catalogue import Catalogue
from ..readers.granule import Granule
from ..readers.sinusoidal import MODIS_500M
from ..readers.tally import reported
from ..request import parse_references

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
    with reported(PRODUCT_TITLES[PRODUCTS[name]], progress):
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


def title_of(names: Sequence[str]) -> Message:
    """Return the readable name of one or several references, or that there is none."""
    if not names:
        return msg("none: default parameters by cover class")
    title = TITLES[names[0]]
    for name in names[1:]:
        title = msg("{one} and {other}", one=title, other=TITLES[name])
    return title
