"""Covariates: what a fine pixel is, as far as it says how warm or how wet it is beside its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np

from . import terrain

WATER = 20  # VLCE2 code
COVERS: dict[str, tuple[int, ...]] = {
    "broadleaf": (220,),
    "mixedwood": (230,),
    "shrubs": (50, 40),
    "wetland": (80,),
    "wetland_treed": (81,),
    "herbs": (100,),
    "barren": (31, 32, 33),
}
"""VLCE2 codes of covers that are held against coniferous forest."""
BARE_YEARS = 20.0
"""Years after which a burn counts as closed: its canopy covers a tenth of the ground after 5 to 10 years on average (Bartels et al. 2016,
Forest Ecology and Management 361:194)."""
GREEN, BARE, BARREN_WATER = 0.15, 0.06, 0.04
"""Peak EVI: mapped water above the first is land, mapped vegetation below the second is water, and so is mapped rock below the third.
Lakes that the map shows as land are drawn towards the season of that land by some hundredths."""


@dataclass(frozen=True)
class Covariates:
    """Covariates of one tile.

    Attributes
    ----------
    names : tuple of str
        Names of the static covariates.
    static : ndarray, float32 (column, y, x)
        Their values; what they are on water does not matter.
    evi : ndarray, float32 (time, y, x)
        EVI of each step; NaN where a pixel was never seen.
    evi_sd : ndarray, float32 (time, y, x)
        Its standard deviation.
    land : ndarray, bool (y, x)
        False on water.
    """

    names: tuple[str, ...]
    static: np.ndarray
    evi: np.ndarray
    evi_sd: np.ndarray
    land: np.ndarray

    def rows(self, part: slice) -> Covariates:
        """Return the covariates of some rows of the tile."""
        return Covariates(self.names, self.static[:, part], self.evi[:, part], self.evi_sd[:, part], self.land[part])


def names(with_terrain: bool) -> tuple[str, ...]:
    """Return the names of the static covariates that `of_tile` gives with or without terrain."""
    return (*COVERS, "burn", *(terrain.NAMES if with_terrain else ()))


def of_tile(
    land_cover: np.ndarray, fire_year: np.ndarray, year: int, evi: np.ndarray, evi_sd: np.ndarray, ground: Optional[np.ndarray] = None
) -> Covariates:
    """Return the covariates of a tile.

    Parameters
    ----------
    land_cover : ndarray (y, x)
        VLCE2 codes.
    fire_year : ndarray (y, x)
        Year of the last fire, 0 for none.
    year : int
        Year of the period, to tell how old a burn is.
    evi, evi_sd : ndarray, float32 (time, y, x)
        EVI of each step and its standard deviation.
    ground : ndarray, float32 (3, y, x), optional
        What `terrain.Terrain.of_tile` gives.
    """
    covers = [np.isin(land_cover, codes) for codes in COVERS.values()]
    burn = np.where(fire_year > 0, np.clip(1 - (year - fire_year.astype(np.float32)) / BARE_YEARS, 0, 1), 0)
    static = np.stack([*covers, burn, *(() if ground is None else ground)]).astype(np.float32)
    return Covariates(names(ground is not None), static, evi, evi_sd, _is_land(land_cover, evi - evi_sd, fire_year > 0))


def _is_land(land_cover: np.ndarray, evi: np.ndarray, burnt: np.ndarray) -> np.ndarray:
    """Return where land is, bool (y, x): as mapped, unless EVI that is surely reached says that the map is wrong or the shore has moved.

    Only steps in which land is green tell: in winter the EVI of a pixel is that of its mapped cover. What burnt is land, however dark.
    """
    mapped = land_cover != WATER
    count = (np.isfinite(evi) & mapped).sum(axis=(1, 2))
    season = np.where(mapped, np.nan_to_num(evi), 0).sum(axis=(1, 2)) / np.maximum(count, 1)
    peak = np.fmax.reduce(evi[season >= 0.5 * (season.min() + season.max())], axis=0)
    with np.errstate(invalid="ignore"):
        dark = peak < np.where(np.isin(land_cover, COVERS["barren"]), BARREN_WATER, BARE)
        return np.where(mapped, burnt | ~dark, peak > GREEN)
