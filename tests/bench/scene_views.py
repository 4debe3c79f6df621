"""What satellites see of a scene: clear fine views on their own days, and coarse cells with a footprint wider than they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scene import Scene, random_field
from scipy import ndimage

LST_CELL, SMAP_CELL = 32, 300  # pixels: 960 m and 9 km
LST_NOISE = 0.6  # K
HLS_NOISE, HLS_CLOUD = 0.018, (2.6, 1.05)  # EVI; shape of the beta distribution of an acquisition's cloud


class Footprint:
    """The response of cells of `cell` pixels: boxes blurred by a Gaussian of 0.32 cells, as a matrix for each axis."""

    def __init__(self, size: int, cell: int):
        blurred = ndimage.gaussian_filter1d(np.eye(size, dtype=np.float32), cell / 2.355 * 0.75, axis=0, mode="nearest", truncate=3)
        self._response = blurred.reshape(size // cell, cell, size).mean(1)

    def __call__(self, field: np.ndarray) -> np.ndarray:
        """Return what cells see of a field (y, x)."""
        return self._response @ field @ self._response.T


def _cloud(scene: Scene, share: float, rng: np.random.Generator, smooth: float) -> np.ndarray:
    """Return where cloud is, bool (y, x)."""
    field = random_field(scene.size, 2.9, rng, smooth)
    return field > np.quantile(field, 1 - share)


def hls(scene: Scene, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return days (view,) and EVI (view, y, x), NaN under cloud: a third of views end at an orbit's edge, and haze is missed near cloud."""
    rng = np.random.default_rng(seed)
    days, views = [], []
    row, column = np.mgrid[: scene.size, : scene.size]
    day = 50.0
    while day < 315:
        day += rng.choice([2, 3, 3, 5, 5, 8])
        share = np.clip(rng.beta(*HLS_CLOUD), 0.05, 1.0)
        if share > 0.985:
            continue
        cloud = _cloud(scene, share, rng, 8)
        near = ndimage.binary_dilation(cloud, iterations=6) & ~cloud
        evi = scene.evi(day) + HLS_NOISE * rng.standard_normal(cloud.shape).astype(np.float32)
        evi *= 1 + 0.02 * rng.standard_normal()
        haze = near & (ndimage.gaussian_filter(rng.standard_normal(cloud.shape), 2) > 0.085)
        evi = np.where(haze, evi * rng.uniform(0.35, 0.7), evi)
        if rng.random() < 0.35:
            tilt, edge = rng.uniform(-1, 1), rng.uniform(0.25, 0.75) * scene.size
            across = (row - scene.size / 2) * tilt + column
            cloud |= across > edge if rng.random() < 0.5 else across < edge
        evi[cloud] = np.nan
        days.append(day)
        views.append(evi.astype(np.float32))
    return np.array(days), np.stack(views)


def lst(scene: Scene, days: Sequence[float], cloudy: bool) -> np.ndarray:
    """Return daytime LST of cells of 960 m, degC (day, y, x), NaN under cloud: the mean of what is radiated."""
    rng, see = np.random.default_rng(13), Footprint(scene.size, LST_CELL)
    looks = []
    for day in days:
        seen = see((scene.lst(day) + 273.15) ** 4) ** 0.25 - 273.15
        seen = seen + LST_NOISE * rng.standard_normal(seen.shape)
        if cloudy:
            middle = slice(LST_CELL // 2, None, LST_CELL)
            seen = np.where(_cloud(scene, rng.uniform(0.1, 0.85), rng, 50)[middle, middle], np.nan, seen)
        looks.append(seen)
    return np.stack(looks)


def soil_moisture(scene: Scene, days: Sequence[float], noise: float = 0.02) -> np.ndarray:
    """Return soil moisture of the land in cells of 9 km, m3 m-3 (day, y, x)."""
    rng, see = np.random.default_rng(5), Footprint(scene.size, SMAP_CELL)
    land = see((~scene.water).astype(np.float32))
    seen = np.stack([see(np.nan_to_num(scene.soil_moisture(day))) / land for day in days])
    return seen + noise * rng.standard_normal(seen.shape)


def thaw(temperature: np.ndarray, see: Footprint, rng: np.random.Generator, noise: float = 0.8) -> np.ndarray:
    """Return whether cells of 9 km with a ground temperature (y, x), degC, are thawed, bool: the state of their mean."""
    seen = see(temperature)
    return seen + noise * rng.standard_normal(seen.shape) >= 0
