"""The references of a run: those that calibrate the model, and the products and towers that it is only compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..job import Job
from ..language import msg
from ..model.sample import ReferenceSample
from ..progress import Progress
from . import products
from .footprints import Footprints, lay_over, lay_over_covers, towers_over, under
from .products import GriddedReference
from .sample_builder import SampleBuilder


@dataclass(frozen=True)
class References:
    """References laid over a site.

    Attributes
    ----------
    footprints : mapping of str to tuple of Footprints
        Pixels of the references that calibrate; of a reference that tells land covers apart also those of single covers.
    weights : mapping of str to float
        Weight of each.
    competitors : mapping of str to ndarray (pixel, time)
        GPP of other products under these pixels, one reference after the other, g C m-2 d-1.
    towers : Footprints
        Flux towers that do not calibrate.
    all_towers : Footprints
        Those and the ones that do.
    at_towers : mapping of str to ndarray (tower, time)
        GPP of every gridded product at these towers, g C m-2 d-1.
    """

    footprints: Mapping[str, tuple[Footprints, ...]]
    weights: Mapping[str, float]
    competitors: Mapping[str, np.ndarray]
    towers: Footprints
    all_towers: Footprints
    at_towers: Mapping[str, np.ndarray]

    @property
    def n_pixels(self) -> int:
        """Number of reference pixels that calibrate, those of single covers not counted."""
        return sum(len(whole.gpp) for whole, *_ in self.footprints.values())


def read(job: Job, land: np.ndarray, progress: Progress) -> References:
    """Return the references that a request asks for, MOD17 to compare with, and towers, where the inputs have them.

    Parameters
    ----------
    job : Job
        The request and its inputs.
    land : ndarray, bool (y, x)
        Where GPP is modelled: a reference pixel of water alone would count as one that is always right.
    progress : Progress
        Told how far it is.
    """
    weights, catalogue = products.choose(job.request.reference, job.catalogue), job.catalogue
    rivals = [name for name in ("mod17",) if name not in weights and products.granules_of(name, catalogue)]
    named = [name for name in (*weights, *rivals) if name != "towers"]
    gridded = {name: products.read(name, catalogue, job.grid, job.calendar, progress, job.request.retrievals) for name in named}
    towers = towers_over(products.granules_of("towers", catalogue), job.grid, job.calendar, progress)
    footprints = {name: (towers,) if name == "towers" else _laid(gridded[name], job, land) for name in weights}
    for name, (whole, *_) in footprints.items():
        if not len(whole.gpp):
            progress.warn(msg("No pixel of the reference {title} lies wholly in the site: it is not used.", title=products.TITLES[name]))
    competitors = {name: _under(_all(footprints), gridded[name], job) for name in rivals if footprints}
    checks = _none(job) if "towers" in weights else towers
    at_towers = {name: under(checks, g, job.grid) for name, g in gridded.items()}
    return References(footprints, weights, competitors, checks, towers, at_towers)


def _laid(gridded: GriddedReference, job: Job, land: np.ndarray) -> tuple[Footprints, ...]:
    """Return the pixels of a gridded reference over the site, then those of single covers."""
    return (lay_over(gridded, job.grid, land), *lay_over_covers(gridded, job.grid, job.land_cover))


def _all(footprints: Mapping[str, Sequence[Footprints]]) -> list[Footprints]:
    """Return the footprints of all references, one after the other."""
    return [laid for of_reference in footprints.values() for laid in of_reference]


def _under(footprints: Sequence[Footprints], other: GriddedReference, job: Job) -> np.ndarray:
    """Return another product's GPP under the pixels of references, one after the other, (pixel, time)."""
    return np.concatenate([under(laid, other, job.grid) for laid in footprints])


def _none(job: Job) -> Footprints:
    """Return no reference pixels."""
    nothing = np.zeros(0)
    return Footprints(np.full(job.grid.shape, -1, np.int64), np.zeros((0, len(job.calendar))), nothing, nothing, nothing)


class Gatherer:
    """Gathers, tile by tile, the samples of all references.

    Parameters
    ----------
    references : References
        The references.
    codes : ndarray, int (y, x)
        Stratum codes, 0 where GPP is not modelled.
    job : Job
        The request and its inputs.
    drivers : sequence of str
        Names of the drivers.
    """

    def __init__(self, references: References, codes: np.ndarray, job: Job, drivers: Sequence[str]):
        laid = _all(references.footprints) or [_none(job)]
        self._weights = [references.weights[name] for name, of in references.footprints.items() for _ in of] or [1.0]
        self._builders = [SampleBuilder(footprints, codes, job.calendar, tuple(drivers)) for footprints in laid]
        self._towers = SampleBuilder(references.towers, codes, job.calendar, tuple(drivers))

    def add(self, tile: tuple[slice, slice], drivers: Mapping[str, np.ndarray]) -> None:
        """Add the drivers (time, y, x) of a tile."""
        for builder in (*self._builders, self._towers):
            builder.add(tile, drivers)

    def sample(self) -> ReferenceSample:
        """Return the sample that the model is calibrated to."""
        return ReferenceSample.stacked([builder.sample() for builder in self._builders], self._weights)

    def towers(self) -> ReferenceSample:
        """Return the sample of the towers that do not calibrate."""
        return self._towers.sample()
