"""MOD17A2HGF of the sample site: its published equation run on the site's coarse weather, land cover and fPAR, blind to the truth of GPP.

References
----------
Running et al. (2004), BioScience 54, 547-560; Zhao et al. (2005), Remote Sensing of Environment 95, 164-176.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .landscape import BARREN, BROADLEAF, CENTRE, CONIFEROUS, HERBS, MIXEDWOOD, SHRUBS, WATER, WETLAND, WETLAND_TREED, Landscape
from .modis import Pixels, year_day
from .streams import stream
from .truth import PAR_SHARE
from .weather import NODES, Weather

SCALE = 0.0001  # kg C m-2 per composite
UNCLASSIFIED, URBAN, PERMANENT_WETLAND, SNOW_ICE, NO_VEGETATION, OPEN_WATER, FILL = range(32761, 32768)

FPAR_EXCESS = 1.25  # of the leaf area that fPAR stands for: the product is too high in sparse boreal cover
FPAR_NOISE, FPAR_SPREAD = 0.03, 0.05  # drawn for each pixel and step, and for each pixel once
MISTAKEN_SHARE = 0.2  # of pixels whose land cover is taken for a similar one


@dataclass(frozen=True)
class Biome:
    """One row of the biome property look-up table of MOD17.

    Attributes
    ----------
    light_use : float
        Maximum light-use efficiency, g C MJ-1.
    tmin_closed, tmin_open : float
        Daily minimum temperature at which uptake is nil and unlimited, degC.
    vpd_open, vpd_closed : float
        Daytime vapour pressure deficit at which uptake is unlimited and nil, Pa.
    """

    light_use: float
    tmin_closed: float
    tmin_open: float
    vpd_open: float
    vpd_closed: float


BIOMES: dict[int, Biome] = {
    CONIFEROUS: Biome(1.211, -8.0, 8.31, 650.0, 3000.0),  # evergreen needleleaf forest
    BROADLEAF: Biome(1.526, -6.0, 9.94, 650.0, 2900.0),  # deciduous broadleaf forest
    MIXEDWOOD: Biome(1.226, -7.0, 9.50, 650.0, 2900.0),  # mixed forest
    WETLAND_TREED: Biome(1.498, -8.0, 11.39, 650.0, 3500.0),  # woody savanna
    SHRUBS: Biome(1.495, -8.0, 8.61, 650.0, 4300.0),  # closed shrubland
    HERBS: Biome(1.215, -8.0, 12.02, 650.0, 4200.0),  # grassland
}
"""Collection 5.1 (arthur-e/MOD17, commit 5952321), by the land cover that stands for the class."""

CODES = {WETLAND: PERMANENT_WETLAND, BARREN: NO_VEGETATION, WATER: OPEN_WATER}
"""What is written where MOD17 is not run."""

_SIMILAR = {CONIFEROUS: WETLAND_TREED, BROADLEAF: MIXEDWOOD, MIXEDWOOD: CONIFEROUS, WETLAND_TREED: SHRUBS, SHRUBS: HERBS, HERBS: SHRUBS}


def light_use_efficiency(biome: Biome, tmin: np.ndarray, vpd_pa: np.ndarray) -> np.ndarray:
    """Return g C per MJ of absorbed PAR from daily minimum temperature, degC, and daytime VPD, Pa."""
    cold = np.clip((tmin - biome.tmin_closed) / (biome.tmin_open - biome.tmin_closed), 0, 1)
    dry = np.clip((biome.vpd_closed - vpd_pa) / (biome.vpd_closed - biome.vpd_open), 0, 1)
    return biome.light_use * cold * dry


class Mod17:
    """Writer of one composite after another.

    Parameters
    ----------
    folder : Path
        Where the files go.
    pixels : Pixels
        The pixels.
    land : Landscape
        Landscape of the cells.
    weather : Weather
        The weather; its mean over some fifty kilometres is used, like that of a reanalysis.
    seed : int
        Seed of the sample site.

    Attributes
    ----------
    cover : ndarray of uint8 (y, x)
        Land cover that each pixel is taken for.
    """

    def __init__(self, folder: Path, pixels: Pixels, land: Landscape, weather: Weather, seed: int):
        self._folder, self._pixels, self._seed = folder, pixels, seed
        once = stream(seed, "mod17 pixels")
        self._spread = FPAR_SPREAD * once.standard_normal(pixels.shape)
        self.cover = self._main_cover(land)
        mistaken = once.random(pixels.shape) < MISTAKEN_SHARE
        taken_for = np.arange(256, dtype=np.uint8)
        taken_for[list(_SIMILAR)] = list(_SIMILAR.values())
        self.cover[mistaken] = taken_for[self.cover[mistaken]]
        self._days = weather.days
        near = np.ix_(np.abs(NODES.y - CENTRE[1]) < 25000, np.abs(NODES.x - CENTRE[0]) < 25000)
        tmin, vpd, shortwave = (a[:, near[0], near[1]].mean(axis=(1, 2)) for a in (weather.tmin, weather.vpd, weather.shortwave))
        par = PAR_SHARE * shortwave
        self._gpp_per_fpar = {cover: light_use_efficiency(biome, tmin, 1000.0 * vpd) * par for cover, biome in BIOMES.items()}

    def _main_cover(self, land: Landscape) -> np.ndarray:
        """Return the most frequent land cover of each pixel, uint8 (y, x)."""
        codes = (*BIOMES, *CODES)
        shares = np.stack([self._pixels.mean((land.land_cover == code).astype(np.float32)) for code in codes])
        return np.array(codes, np.uint8)[np.nan_to_num(shares).argmax(axis=0)]

    def write(self, start: np.datetime64, end: np.datetime64, absorbed: np.ndarray) -> Path:
        """Write the composite from `start` to the day before `end` and return the file; `absorbed` is the share of PAR absorbed (cell,)."""
        random = stream(self._seed, "mod17", int(start.astype(int)))
        fpar = 1 - (1 - self._pixels.mean(absorbed)) ** FPAR_EXCESS
        fpar = np.clip(fpar + self._spread + FPAR_NOISE * random.standard_normal(self._pixels.shape), 0, 1)
        days = (self._days >= start) & (self._days < end)
        raw = np.full(self._pixels.shape, FILL, np.int16)
        for cover, gpp_per_fpar in self._gpp_per_fpar.items():
            here = (self.cover == cover) & np.isfinite(fpar)
            raw[here] = np.rint(gpp_per_fpar[days].sum() * fpar[here] * 0.001 / SCALE)
        for cover, code in CODES.items():
            raw[self.cover == cover] = code
        raw[0, :3] = UNCLASSIFIED, URBAN, SNOW_ICE  # three pixels at the outer corner, so that every code occurs
        path = self._folder / f"MOD17A2HGF.A{year_day(start)}.{self._pixels.tile}.061.{year_day(end + 30)}120000.Gpp_500m.tif"
        tags = {
            "long_name": "MOD17A2HGF Gap-filled 8-day 500 m GPP",
            "units": "kg_C/m^2/8day",
            "scale_factor": str(SCALE),
            "add_offset": "0",
            "valid_range": "0, 30000",
            "_FillValue": str(FILL),
        }
        self._pixels.write(path, raw, FILL, tags)
        return path
