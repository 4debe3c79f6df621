"""The job: a request that fits its inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np

from .calendar import Calendar
from .checkup.check import CheckUp
from .grid import Grid
from .readers.catalogue import Catalogue
from .readers.granule import Granule
from .readers.hls import Acquisition
from .request import RunRequest
from .workers import tile_size

VIEWS_BEYOND = 32
"""Days before and after the period in which views tell how its first and last steps were: two repeats of Landsat."""
_SERIES = 6  # of the steps that a tile in work holds at once, beside the views


@dataclass(frozen=True)
class CoarseSeries:
    """The granules of a coarse product over the period, and its cells over the site with a margin."""

    granules: tuple[Granule, ...]
    cells: Grid


@dataclass(frozen=True)
class Job:
    """A request that fits its inputs.

    Attributes
    ----------
    request : RunRequest
        What was asked for.
    catalogue : Catalogue
        What is in the inputs folder.
    grid : Grid
        Of every output.
    calendar : Calendar
        Of every output.
    acquisitions : list of Acquisition
        HLS views within the period, or shortly before or after it.
    swaths : tuple of Granule
        SLSTR frames within the period, or else daily maps of gridded LST.
    soil_moisture, freeze_thaw : CoarseSeries or None
        SMAP products; None where there are none.
    land_cover : ndarray, uint8 (y, x)
        VLCE2 codes, 0 outside.
    fire_year : ndarray, int16 (y, x)
        Year of the last fire, 0 none.
    disturbed : ndarray, int16 (y, x)
        Year of the period in which a pixel burnt or was cut, the last one, `SOME_YEAR` where it is not known, 0 none.
    cut : ndarray of bool (y, x)
        Which of these pixels are known to be cut, not burnt.
    check : CheckUp, optional
        What the check-up says of the inputs.
    """

    request: RunRequest
    catalogue: Catalogue
    grid: Grid
    calendar: Calendar
    acquisitions: list[Acquisition]
    swaths: tuple[Granule, ...]
    soil_moisture: Optional[CoarseSeries]
    freeze_thaw: Optional[CoarseSeries]
    land_cover: np.ndarray
    fire_year: np.ndarray
    disturbed: np.ndarray
    cut: np.ndarray
    check: Optional[CheckUp] = None

    @property
    def tile_size(self) -> int:
        """Rows and columns of a tile."""
        layers = len(self.acquisitions) + _SERIES * len(self.calendar)
        return tile_size(layers, self.request.memory_gb, self.request.threads)
