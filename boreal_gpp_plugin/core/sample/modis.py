"""The 500 m products: a reference in the format of the VPM product, and MOD17A2HGF run on the site's coarse weather.

References
----------
Running et al. (2004), BioScience 54, 547-560; Zhao et al. (2005), Remote Sensing of Environment 95, 164-176: the MOD17 algorithm.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..grid import Grid
from ..readers.sinusoidal import MODIS_500M, TILE_CELLS, tile_grid
from . import geotiff
from .cells import Cells, Footprints
from .landscape import (
    BARREN,
    BROADLEAF,
    CENTRE,
    CONIFEROUS,
    HERBS,
    MIXEDWOOD,
    SHRUBS,
    WATER,
    WETLAND,
    WETLAND_TREED,
    Landscape,
)
from .streams import stream
from .truth import PAR_SHARE
from .weather import NODES, Weather

MARGIN = 3  # pixels beyond the site

VPM_GAIN, VPM_NOISE, VPM_FLOOR_NOISE = 1.04, 0.08, 0.08  # of GPP; drawn for each pixel and step, and g C m-2 d-1 likewise
VPM_SCALE, VPM_FILL = 0.001, 65535  # g C m-2 d-1

MOD17_SCALE = 0.0001  # kg C m-2 per composite
UNCLASSIFIED, URBAN, PERMANENT_WETLAND, SNOW_ICE, BARREN_CODE, WATER_CODE, MOD17_FILL = range(32761, 32768)
FPAR_GAIN, FPAR_NOISE = 0.95, 0.03  # of the share of PAR absorbed; drawn for each pixel and step


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

MOD17_CODES = {WETLAND: PERMANENT_WETLAND, BARREN: BARREN_CODE, WATER: WATER_CODE}
"""What is written where MOD17 is not run."""


def mod17_efficiency(biome: Biome, tmin: np.ndarray, vpd_pa: np.ndarray) -> np.ndarray:
    """Return light-use efficiency, g C per MJ of absorbed PAR, from minimum temperature, degC, and daytime VPD, Pa."""
    cold = np.clip((tmin - biome.tmin_closed) / (biome.tmin_open - biome.tmin_closed), 0, 1)
    dry = np.clip((biome.vpd_closed - vpd_pa) / (biome.vpd_closed - biome.vpd_open), 0, 1)
    return biome.light_use * cold * dry


class ModisProducts:
    """Writer of the 500 m composites, one step after another.

    Parameters
    ----------
    folder : Path
        Where the products go, a sub-folder each.
    cells : Cells
        The cells.
    land : Landscape
        Their landscape.
    weather : Weather
        The weather; MOD17 takes its mean over some fifty kilometres, as it takes a reanalysis.
    site : Grid
        The site: all of it and `MARGIN` pixels more are covered.
    seed : int
        Seed of the sample site.
    """

    def __init__(self, folder: Path, cells: Cells, land: Landscape, weather: Weather, site: Grid, seed: int):
        self._vpm_folder, self._mod17_folder = folder / "VPM", folder / "MOD17A2HGF"
        for sub_folder in (self._vpm_folder, self._mod17_folder):
            sub_folder.mkdir(parents=True, exist_ok=True)
        self.grid = MODIS_500M.covering(site, MARGIN)
        row, column = (round(float(v)) for v in MODIS_500M.fractional_index(self.grid.x[0], self.grid.y[0]))
        self._tile = column // TILE_CELLS, row // TILE_CELLS
        self._seed = seed
        self._pixels = Footprints(cells, self.grid)
        self.cover = self._majority(cells, land)
        near = np.abs(NODES.y - CENTRE[1]) < 25000, np.abs(NODES.x - CENTRE[0]) < 25000
        near_mean = {n: getattr(weather, n)[:, near[0]][:, :, near[1]].mean(axis=(1, 2)) for n in ("tmin", "vpd", "shortwave")}
        self._days = weather.days
        par = PAR_SHARE * near_mean["shortwave"]
        self._per_fpar = {c: mod17_efficiency(b, near_mean["tmin"], 1000.0 * near_mean["vpd"]) * par for c, b in BIOMES.items()}

    def _majority(self, cells: Cells, land: Landscape) -> np.ndarray:
        """Return the most frequent land cover of each pixel, uint8 (y, x)."""
        codes = (*BIOMES, *MOD17_CODES)
        shares = np.stack([self._pixels.mean((land.land_cover == code).astype(np.float32)) for code in codes])
        return np.array(codes, np.uint8)[np.nan_to_num(shares).argmax(axis=0)]

    def write_vpm(self, start: np.datetime64, gpp: np.ndarray) -> None:
        """Write the reference of the step from `start` from mean GPP of the step, g C m-2 d-1 (cell,)."""
        random = stream(self._seed, "vpm", int(start.astype(int)))
        mean = self._pixels.mean(gpp)
        value = VPM_GAIN * mean * (1 + VPM_NOISE * random.standard_normal(mean.shape))
        value = np.maximum(value + VPM_FLOOR_NOISE * random.standard_normal(mean.shape) * (mean > 0), 0)
        raw = np.where(np.isfinite(value), np.rint(value / VPM_SCALE), VPM_FILL).astype(np.uint16)
        h, v = self._tile
        path = self._vpm_folder / f"GPP.{_year_day(start)}.h{h:02d}v{v:02d}.tif"
        geotiff.write(path, self.grid, raw, VPM_FILL, within=tile_grid(h, v), compress="LZW")

    def write_mod17(self, start: np.datetime64, end: np.datetime64, absorbed: np.ndarray) -> None:
        """Write MOD17 of the composite from `start` to the day before `end`, with fPAR from the share of PAR absorbed (cell,)."""
        random = stream(self._seed, "mod17", int(start.astype(int)))
        fpar = np.clip(FPAR_GAIN * self._pixels.mean(absorbed) + FPAR_NOISE * random.standard_normal(self.grid.shape), 0, 1)
        days = (self._days >= start) & (self._days < end)
        raw = np.full(self.grid.shape, MOD17_FILL, np.int16)
        for cover, per_fpar in self._per_fpar.items():
            of_class = (self.cover == cover) & np.isfinite(fpar)
            raw[of_class] = np.rint(per_fpar[days].sum() * fpar[of_class] * 0.001 / MOD17_SCALE)
        for cover, code in MOD17_CODES.items():
            raw[self.cover == cover] = code
        raw[0, :3] = UNCLASSIFIED, URBAN, SNOW_ICE  # three pixels at the outer corner, so that every code occurs
        h, v = self._tile
        path = self._mod17_folder / f"MOD17A2HGF.A{_year_day(start)}.h{h:02d}v{v:02d}.061.{_year_day(end + 30)}120000.Gpp_500m.tif"
        tags = {
            "long_name": "MOD17A2HGF Gap-filled 8-day 500 m GPP",
            "units": "kg_C/m^2/8day",
            "scale_factor": str(MOD17_SCALE),
            "add_offset": "0",
            "valid_range": "0, 30000",
            "_FillValue": str(MOD17_FILL),
        }
        geotiff.write(path, self.grid, raw, MOD17_FILL, tags, within=tile_grid(h, v))


def _year_day(date: np.datetime64) -> str:
    """Return a date as YYYYDDD."""
    return date.astype("datetime64[D]").item().strftime("%Y%j")
