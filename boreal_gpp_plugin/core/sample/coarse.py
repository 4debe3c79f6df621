"""The coarse products: what SMAP measures of the site and the country around it, and what its carbon model makes of it."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np

from ..grid import Grid
from ..readers.smap import ease2_grid
from .cells import Cells, Footprints
from .landscape import BROADLEAF, CONIFEROUS, HERBS, MIXEDWOOD, SHRUBS, WATER, WETLAND_TREED, Landscape
from .smap import write_carbon, write_freeze_thaw, write_soil_moisture
from .streams import stream
from .truth import Stand, Today

MARGIN = 3  # cells beyond the site

SOIL_MOISTURE_BIAS, SOIL_MOISTURE_NOISE = 0.02, 0.025  # m3 m-3, for all cells and drawn for each retrieval
SOIL_MOISTURE_OFFSET = 0.02  # m3 m-3, drawn for each cell once: what a footprint holds besides
TEMPERATURE_NOISE = 1.5  # K
FROZEN_NOISE = 0.12  # of the frozen share, before the state is decided at one half
CARBON_GAIN, CARBON_NOISE, CARBON_SPREAD = 0.94, 0.08, 0.04  # of GPP: for all cells, drawn for each day, drawn for each cell once

PFT_COVER = {1: CONIFEROUS, 4: BROADLEAF, 5: SHRUBS, 6: HERBS}
"""Land cover under the plant functional types of L4C; the others are not in the country."""

# Mornings and evenings seen in the 8 days after which SMAP's orbit repeats.
_SEEN = np.array([[1, 0, 1, 1, 0, 1, 1, 0], [1, 1, 0, 1, 0, 1, 0, 1]], bool)
_DENSE = 0.58  # share of forest above which soil moisture is not of recommended quality


def window(site: Grid) -> Grid:
    """Return the part of the 9 km grid that holds the site and `MARGIN` cells more on every side."""
    return ease2_grid("M09").covering(site, MARGIN)


class CoarseProducts:
    """Writer of one day of SPL3SMP_E, SPL3FTP_E and SPL4CMDL after another.

    Parameters
    ----------
    folder : Path
        Where the products go, a sub-folder each.
    cells : Cells
        The cells.
    land : Landscape
        Their landscape.
    site : Grid
        The site: all of it and `MARGIN` cells of the 9 km grid more are covered.
    seed : int
        Seed of the sample site.
    """

    def __init__(self, folder: Path, cells: Cells, land: Landscape, site: Grid, seed: int):
        self._soil_folder, self._frost_folder, self._carbon_folder = (folder / n for n in ("SPL3SMP_E", "SPL3FTP_E", "SPL4CMDL"))
        for sub_folder in (self._soil_folder, self._frost_folder, self._carbon_folder):
            sub_folder.mkdir(parents=True, exist_ok=True)
        self.grid = window(site)
        self._seed = seed
        self._all = Footprints(cells, self.grid)
        self._land = self._all.part(land.land_cover != WATER)
        self._types = {number: self._all.part(land.land_cover == cover) for number, cover in PFT_COVER.items()}
        forest = np.isin(land.land_cover, (CONIFEROUS, BROADLEAF, MIXEDWOOD, WETLAND_TREED))
        self._dense = self._all.mean(forest.astype(np.float32)) > _DENSE
        self._watery = self._land.area < 0.5 * self._all.area
        once = stream(seed, "cells")
        self._offset = SOIL_MOISTURE_OFFSET * once.standard_normal(self.grid.shape)
        self._spread = CARBON_SPREAD * once.standard_normal(self.grid.shape)

    def write(self, stand: Stand, today: Today) -> None:
        """Write the three granules of a day."""
        date = today.day.date.astype("datetime64[D]").item()
        frozen_share = np.stack([self._all.mean(f) for f in today.frozen])
        hidden = (frozen_share > 0.5) | (self._all.mean(today.day.snow) > 0.5) | self._watery
        temperature = np.stack([self._all.mean(t) for t in stand.radiometer_temperature(today.day)]) + 273.15
        self._write_soil(date, self._land.mean(today.soil_moisture), temperature, hidden)
        self._write_frost(date, frozen_share)
        self._write_carbon(date, today.gpp)

    def _write_soil(self, date: datetime.date, soil_moisture: np.ndarray, temperature: np.ndarray, hidden: np.ndarray) -> None:
        """Write soil moisture (y, x) but for halves of the day (2, y, x) when it is `hidden`, and temperature, K, wherever SMAP passed."""
        random = stream(self._seed, "soil moisture", date.toordinal())
        wet = soil_moisture + self._offset + SOIL_MOISTURE_BIAS + SOIL_MOISTURE_NOISE * random.standard_normal(hidden.shape)
        warm = temperature + TEMPERATURE_NOISE * random.standard_normal(hidden.shape)
        unseen = ~self._passes(date)[:, None, None]
        write_soil_moisture(
            self._soil_folder,
            date,
            self.grid,
            np.where(unseen | hidden, np.nan, wet),
            np.where(unseen, np.nan, warm),
            np.broadcast_to(~self._dense, hidden.shape),
        )

    def _write_frost(self, date: datetime.date, frozen_share: np.ndarray) -> None:
        """Write the state of the larger part of each cell from its frozen share (2, y, x)."""
        random = stream(self._seed, "freeze thaw", date.toordinal())
        state = (frozen_share + FROZEN_NOISE * random.standard_normal(frozen_share.shape) > 0.5).astype(np.float32)
        state[~self._passes(date)] = np.nan
        write_freeze_thaw(self._frost_folder, date, self.grid, state)

    def _write_carbon(self, date: datetime.date, gpp: np.ndarray) -> None:
        """Write L4C."""
        random = stream(self._seed, "carbon", date.toordinal())
        gain = CARBON_GAIN * (1 + self._spread) * (1 + CARBON_NOISE * random.standard_normal(self.grid.shape))
        by_type = {number: gain * footprints.mean(gpp) for number, footprints in self._types.items()}
        write_carbon(self._carbon_folder, date, self.grid, gain * self._all.mean(gpp), by_type)

    @staticmethod
    def _passes(date: datetime.date) -> np.ndarray:
        """Return whether the satellite sees the country in the morning and in the evening, bool (2,)."""
        return _SEEN[:, date.toordinal() % 8]
