"""The maps of a site before any run: land cover, fires and the strata derived from them, with the reference that each stratum has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np

from . import preflight
from .grid import Grid
from .job import Job
from .language import Message, msg
from .progress import Progress
from .reference import products
from .reference.footprints import Footprints, lay_over, towers_over
from .reference.products import GriddedReference
from .request import RunRequest
from .run import map_file
from .strata import stratify
from .strata.classification import Stratum


@dataclass(frozen=True)
class StratumOutline:
    """A stratum of the site to be.

    Attributes
    ----------
    code : int
        Value in the raster.
    title : Message
        Readable name.
    colour : str
        #rrggbb.
    area_ha : float
        Hectares.
    reference_pixels : float
        Pixels of the reference that it fills, parts of pixels added up.
    """

    code: int
    title: Message
    colour: str
    area_ha: float
    reference_pixels: float


@dataclass(frozen=True)
class SiteMaps:
    """What the inputs and the zones make of a site.

    Attributes
    ----------
    land_cover : str
        Raster of VLCE2 codes in the last year.
    fire_year : str
        Raster of the year of the last fire, 0 where there was none.
    strata : str
        Raster of stratum codes.
    outlines : tuple of StratumOutline
        The strata by code.
    reference : Message
        Title of the reference, or that there is none.
    """

    land_cover: str
    fire_year: str
    strata: str
    outlines: tuple[StratumOutline, ...]
    reference: Message


def outline(request: RunRequest, folder: str, progress: Optional[Progress] = None, cache: Optional[str] = None) -> SiteMaps:
    """Return the maps of the site that a request describes.

    Parameters
    ----------
    request : RunRequest
        What is asked for so far.
    folder : str
        Where the rasters go; made where it is missing.
    progress : Progress, optional
        Told how far it is.
    cache : str, optional
        The user's cache folder, where it is remembered what the inputs are.

    Raises
    ------
    InputError
        When the inputs give no site, or the zones can't be used.
    """
    progress = progress or Progress()
    with progress.stage(msg("Looking through the inputs"), 0.0, 0.7):
        job = preflight.outline(request, progress, cache)
    year = int(job.calendar.years[-1])
    with progress.stage(msg("Deriving strata"), 0.7, 1.0):
        strata = stratify.of_site(request, job.grid, job.land_cover, job.fire_year, year)
        progress.check()
        names = list(products.choose(request.reference, job.catalogue))
        rows = _outlines(strata.mapped, strata.legend, job.grid, _reference_pixels(names, job, strata.codes, progress))
        Path(folder).mkdir(parents=True, exist_ok=True)
        files = []
        for title, values in (("land_cover", job.land_cover), ("fire_year", job.fire_year), ("strata", strata.mapped)):
            files.append(str(Path(folder) / f"{title}.tif"))
            map_file.write_classes(Path(files[-1]), job.grid, values, ())
    return SiteMaps(*files, rows, products.title_of(names))


def _outlines(codes: np.ndarray, legend: Mapping[int, Stratum], grid: Grid, pixels: Mapping[int, float]) -> tuple[StratumOutline, ...]:
    """Return the strata that occur, with area and reference."""
    present, count = np.unique(codes[codes > 0], return_counts=True)
    hectares = grid.cell_hectares
    return tuple(
        StratumOutline(code, legend[code].title, legend[code].colour, n * hectares, pixels.get(code, 0.0))
        for code, n in zip(present.tolist(), count.tolist())
    )


def _reference_pixels(names: Sequence[str], job: Job, codes: np.ndarray, progress: Progress) -> dict[int, float]:
    """Return how many reference pixels each stratum fills, by code."""
    found = np.zeros(int(codes.max()) + 1)
    for name in names:
        index = _footprints(name, job, progress).index
        inside = index >= 0
        size = np.bincount(index[inside])
        found += np.bincount(codes[inside], 1.0 / size[index[inside]], len(found))
    return {code: float(found[code]) for code in np.flatnonzero(found).tolist() if code > 0}


def _footprints(name: str, job: Job, progress: Progress) -> Footprints:
    """Return where a reference has pixels; of gridded ones only their lattice is asked, not their files."""
    granules = products.granules_of(name, job.catalogue)
    if name == "towers":
        return towers_over(granules, job.grid, job.calendar, progress.silent())
    cells = products.lattice_of(name, granules).covering(job.grid)
    return lay_over(GriddedReference(name, cells, np.zeros((1, *cells.shape), np.float32)), job.grid)
