"""Spatial covariance of what covariates do not explain: a smooth field, lakes that go their own way, and noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Variogram:
    """Covariance of residuals of coarse pixels seen at one time.

    Attributes
    ----------
    sill : float
        Variance of the smooth field.
    reach : float
        Distance over which its correlation falls to 1/e, metres.
    nugget : float
        Variance of noise and of detail smaller than a coarse pixel.
    water : float
        Variance of water about the mean water of the time, more than the above.
    """

    sill: float
    reach: float
    nugget: float
    water: float

    def smooth(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return the covariance of the smooth field between points (point,), in metres: (point, point)."""
        return self.sill * np.exp(-np.hypot(x[:, None] - x, y[:, None] - y) / self.reach)

    def rough(self, water: np.ndarray) -> np.ndarray:
        """Return the variance of all that is not smooth in pixels with a share of water (point,)."""
        return self.nugget + self.water * water**2
