"""The clouds: where each day's share of cloud lies, so that every satellite sees the same sky."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from ..grid import Grid
from .texture import texture

_WIND = (6.0, 2.0)  # m s-1 to the east and to the north


def cloud_depth(grid: Grid, share: np.ndarray, seed: int, date: np.datetime64, solar_hour: float) -> np.ndarray:
    """Return how deep in cloud each cell is, about -3 to 3, cloud above 0, float32 (y, x); `share` of cloud (y, x) is met on average."""
    drift = (_WIND[0] * 3600.0 * (solar_hour - 12.0), _WIND[1] * 3600.0 * (solar_hour - 12.0))
    field = texture(grid, seed, f"clouds {date}", 5000.0, 100.0, 0.6, drift)
    return field + ndtri(np.clip(share, 0.001, 0.999, dtype=np.float32))
