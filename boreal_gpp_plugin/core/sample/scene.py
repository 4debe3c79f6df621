"""The scene: what an optical imager sees of the site in one pass, with cloud, shadow, haze, snow, swath edges and sensor differences."""

from __future__ import annotations

import math
from typing import Optional

import numpy as np
from scipy.ndimage import binary_dilation

from ..grid import Grid
from .clouds import cloud_depth
from .hls import ADJACENT, AEROSOL_AVERAGE, AEROSOL_HIGH, AEROSOL_LOW, CLOUD, FILL, FMASK_FILL, SHADOW, SNOW, WATER_BIT, Acquisition
from .landscape import BARREN, BROADLEAF, CONIFEROUS, HERBS, MIXEDWOOD, SHRUBS, WATER, WETLAND, WETLAND_TREED
from .streams import stream
from .texture import texture
from .truth import Stand
from .weather import Day

# Left after the product's band-pass adjustment, S30 relative to L30.
SENSOR_GAIN = {"L30": {}, "S30": {"red": 0.99, "nir": 1.01}}
NOISE = {"blue": 0.0025, "green": 0.0025, "red": 0.0025, "nir": 0.005, "swir1": 0.005}
_AEROSOL = {"blue": 0.0040, "green": 0.0030, "red": 0.0022, "nir": 0.0010, "swir1": 0.0003}
_HAZE = {"blue": 0.060, "green": 0.052, "red": 0.046, "nir": 0.030, "swir1": 0.012}
_SNOW = {"blue": 0.76, "green": 0.75, "red": 0.73, "nir": 0.64, "swir1": 0.10}
_CLOUD_LIMIT = 0.97  # granules with more cloud are not fetched

# Reflectance of leafless and of green covers; near infrared follows from EVI.
_SPECTRA = {
    #              blue          green         red           swir1
    WATER: ((0.030, 0.030), (0.036, 0.036), (0.020, 0.020), (0.008, 0.008)),
    BARREN: ((0.070, 0.066), (0.095, 0.092), (0.120, 0.114), (0.240, 0.235)),
    SHRUBS: ((0.042, 0.020), (0.062, 0.050), (0.080, 0.030), (0.210, 0.150)),
    WETLAND: ((0.040, 0.022), (0.058, 0.048), (0.076, 0.034), (0.150, 0.130)),
    WETLAND_TREED: ((0.028, 0.019), (0.044, 0.042), (0.050, 0.028), (0.130, 0.115)),
    HERBS: ((0.050, 0.024), (0.072, 0.058), (0.096, 0.038), (0.230, 0.170)),
    CONIFEROUS: ((0.021, 0.016), (0.034, 0.033), (0.034, 0.022), (0.105, 0.095)),
    BROADLEAF: ((0.038, 0.017), (0.056, 0.050), (0.070, 0.023), (0.190, 0.145)),
    MIXEDWOOD: ((0.029, 0.017), (0.045, 0.042), (0.050, 0.023), (0.150, 0.120)),
}


def clear_reflectance(stand: Stand, day: Day) -> dict[str, np.ndarray]:
    """Return snow-free surface reflectance of each band, (y, x): red, blue and near infrared give the truth's EVI."""
    green = stand.greenness(day)
    evi = stand.evi(day, green)
    leaf = np.clip(green * stand.leaves, 0, 1)
    code = stand.land.land_cover
    bands = {}
    for i, band in enumerate(("blue", "green", "red", "swir1")):
        bare, leafy = (_table({c: s[i][k] for c, s in _SPECTRA.items()})[code] for k in (0, 1))
        bands[band] = bare + (leafy - bare) * leaf
    bands["nir"] = near_infrared(evi, bands["red"], bands["blue"])
    return bands


def near_infrared(evi: np.ndarray, red: np.ndarray, blue: np.ndarray) -> np.ndarray:
    """Return the near-infrared reflectance N that gives `evi`: EVI = 2.5 (N - R) / (N + 6 R - 7.5 B + 1) solved for N."""
    return (2.5 * red + evi * (6 * red - 7.5 * blue + 1)) / (2.5 - evi)


def _table(values: dict[int, float]) -> np.ndarray:
    """Return a look-up table by land-cover code, float32 (256,)."""
    table = np.zeros(256, np.float32)
    table[list(values)] = list(values.values())
    return table


def observe(acquisition: Acquisition, grid: Grid, stand: Stand, day: Day, seed: int) -> Optional[tuple[dict[str, np.ndarray], np.ndarray]]:
    """Return what one pass delivers: int16 reflectance of each band, scaled by 10000, and Fmask, uint8, each (y, x).

    None under solid cloud: nobody fetches such a granule.
    """
    depth, shadow = _sky(acquisition, grid, day, seed)
    cloud, unseen = depth > 0, _unseen(acquisition, grid)
    if cloud[~unseen].mean() > _CLOUD_LIMIT:
        return None
    random = stream(seed, f"hls {acquisition.orbit.sensor}", int(f"{acquisition.time:%Y%m%d}"))
    snow_seen = _snow_seen(stand, day)
    aerosol = texture(grid, seed, f"aerosol {acquisition.time:%Y%m%d}", 4000.0, 500.0) + np.float32(random.standard_normal())
    haze = np.clip(1 + depth / 0.35, 0, 1)  # thin edges of cloud that the mask misses
    opacity = np.clip(0.35 + 0.8 * depth, 0, 1) * cloud
    brightness = np.round(0.32 + 0.3 * np.tanh(np.maximum(depth, 0)), 2)  # in steps, so that files stay small

    layers = {}
    for band, clear in clear_reflectance(stand, day).items():
        value = (clear + snow_seen * (_SNOW[band] - clear)) * np.float32(SENSOR_GAIN[acquisition.orbit.sensor].get(band, 1.0))
        value = np.where(shadow, 0.4 * value, value) + _AEROSOL[band] * aerosol + _HAZE[band] * haze
        value = value + NOISE[band] * random.standard_normal(grid.shape, np.float32)
        value = value + opacity * (brightness * (0.6 if band == "swir1" else 1.0) - value)
        layers[band] = np.where(unseen, FILL, np.clip(np.rint(value * 10000), -2000, 16000)).astype(np.int16)

    fmask = _fmask(stand, cloud, shadow, snow_seen + 0.05 * random.standard_normal(grid.shape, np.float32), aerosol + 1.5 * haze)
    return layers, np.where(unseen, FMASK_FILL, fmask).astype(np.uint8)


def _sky(acquisition: Acquisition, grid: Grid, day: Day, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the depth of cloud and where its shadow falls beside it, each (y, x)."""
    height, azimuth = acquisition.sun
    reach = min(1600.0 / math.tan(height), 1800.0) / grid.cell_size[0]
    south, east = round(-reach * math.cos(azimuth)), round(reach * math.sin(azimuth))  # from the shadow to its cloud
    margin = max(abs(south), abs(east))
    share = np.pad(day.cloud, margin, mode="edge")
    solar_hour = acquisition.time.hour + acquisition.time.minute / 60 - 7.0
    depth = cloud_depth(grid.padded(margin), share, seed, day.date, solar_hour)
    rows, columns = slice(margin, margin + grid.height), slice(margin, margin + grid.width)
    here = depth[rows, columns]
    above = depth[rows.start + south : rows.stop + south, columns.start + east : columns.stop + east]
    return here, (above > 0.1) & (here <= 0)


def _snow_seen(stand: Stand, day: Day) -> np.ndarray:
    """Return the share of snow or ice in the view, (y, x): patchy while it melts, hidden by conifers, on lakes while they are frozen."""
    patchy = np.clip(day.snow + 0.5 * day.snow * (1 - day.snow) * stand.land.delay, 0, 1)
    seen = patchy * stand.traits.snow_seen
    return np.where(stand.land.land_cover == WATER, np.clip(-day.mean30 / 2.0, 0, 1), seen)


def _fmask(stand: Stand, cloud: np.ndarray, shadow: np.ndarray, snow: np.ndarray, aerosol: np.ndarray) -> np.ndarray:
    """Return Fmask, uint8 (y, x): aerosol always, cloud over shadow over the surface, and the neighbours of both."""
    bits = np.select([aerosol > 1.6, aerosol > 0.6], [AEROSOL_HIGH, AEROSOL_AVERAGE], AEROSOL_LOW).astype(np.uint8)
    near = binary_dilation(cloud | shadow, iterations=5) & ~cloud & ~shadow
    snowy = snow > 0.22
    bits[cloud] |= CLOUD
    bits[shadow] |= SHADOW
    bits[near] |= ADJACENT
    bits[~cloud & ~shadow & snowy] |= SNOW
    bits[~cloud & ~shadow & ~snowy & (stand.land.land_cover == WATER)] |= WATER_BIT
    return bits


def _unseen(acquisition: Acquisition, grid: Grid) -> np.ndarray:
    """Return where the swath does not reach, bool (y, x): east of a line that leans like the descending track."""
    if acquisition.orbit.edge is None:
        return np.zeros(grid.shape, bool)
    east = (grid.x - grid.bounds[0]) / (grid.bounds[2] - grid.bounds[0])
    south = (grid.bounds[3] - grid.y) / (grid.bounds[3] - grid.bounds[1])
    return (east[None, :] + 0.27 * (south[:, None] - 0.5)) > 1 - acquisition.orbit.edge
