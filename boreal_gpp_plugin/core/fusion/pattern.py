"""Pattern: a driver at any fine pixel, from the level there and the pixel's own covariates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

import numpy as np

from ..grid import Grid
from .covariates import Covariates
from .surface import Surface

CHUNK = 8192  # pixels taken together: all steps of them stay in the processor's cache


@dataclass(frozen=True)
class Pattern:
    """A driver of a site at every step.

    Attributes
    ----------
    level, doubt : Surface
        Level of land of mean covariates, and its variance.
    calm : Surface or None
        Level that water is held against, smooth over tens of kilometres; None where the driver has no value on water.
    calm_doubt : ndarray (time,)
        Its variance.
    slopes : ndarray (time, column)
        On the departures of static covariates and EVI from their means over land, then the step from land to water.
    covariance : ndarray (time, column, column)
        Of the slopes.
    texture : ndarray (time, 2)
        Variance within coarse pixels of what covariates leave, of land and of water.
    centre, evi_centre : ndarray (column - 2,), (time,)
        Means of the covariates over land.
    """

    level: Surface
    doubt: Surface
    calm: Optional[Surface]
    calm_doubt: np.ndarray
    slopes: np.ndarray
    covariance: np.ndarray
    texture: np.ndarray
    centre: np.ndarray
    evi_centre: np.ndarray
    _static: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Note where the static columns are: water comes after EVI."""
        object.__setattr__(self, "_static", [*range(len(self.centre)), len(self.centre) + 1])

    def of_tile(self, grid: Grid, covariates: Covariates) -> tuple[np.ndarray, np.ndarray]:
        """Return mean and standard deviation of each step on a tile, each float32 (time, y, x); NaN on water without a value."""
        mean, variance, water = self.level.on(grid), self.doubt.on(grid), ~covariates.land
        if water.any():
            mean[:, water] = np.nan if self.calm is None else self.calm.on(grid)[:, water]
            variance[:, water] = self.calm_doubt[:, None]
        rows = max(1, CHUNK // grid.width)
        for row in range(0, grid.height, rows):
            part = slice(row, row + rows)
            self._refine(mean[:, part], variance[:, part], covariates.rows(part))
        return mean, variance

    def _refine(self, mean: np.ndarray, variance: np.ndarray, covariates: Covariates) -> None:
        """Turn level and doubt of some rows, each (time, y, x), into mean and standard deviation in place."""
        steps, count, shape, land = len(self.slopes), len(self.centre), mean.shape, covariates.land.ravel()
        static = np.empty((count + 1, land.size), np.float32)
        static[:count] = covariates.static.reshape(count, -1) - self.centre[:, None].astype(np.float32)
        static[:count, ~land], static[count] = 0, ~land
        greener = covariates.evi.reshape(steps, -1) - self.evi_centre[:, None].astype(np.float32)
        greener[:, ~land] = 0
        greener[np.isnan(greener)] = 0  # a pixel never seen is as green as the mean
        change = self.slopes[:, self._static].astype(np.float32) @ static
        change += self.slopes[:, count, None].astype(np.float32) * greener
        mean += change.reshape(shape)
        spread = self._slope_variance(static, greener)
        unsure = self.slopes[:, count, None].astype(np.float32) * covariates.evi_sd.reshape(steps, -1)
        unsure *= unsure
        unsure[:, ~land] = 0
        spread += np.nan_to_num(unsure, copy=False)
        spread += np.where(land, *self.texture.T[:, :, None].astype(np.float32))
        variance += spread.reshape(shape)
        np.sqrt(np.maximum(variance, 0, out=variance), out=variance)
        variance[np.isnan(mean)] = np.nan

    def _slope_variance(self, static: np.ndarray, greener: np.ndarray) -> np.ndarray:
        """Return x' V x, (time, pixel), of static covariates (column, pixel) and departures of EVI (time, pixel)."""
        evi = len(self.centre)
        first, second = np.triu_indices(len(self._static))
        covariance = self.covariance[:, self._static][:, :, self._static]
        weights = np.where(first == second, 1.0, 2.0) * covariance[:, first, second]
        # Scaling makes products of metres and of shares alike in size; covers exclude each other, so that most products are nothing.
        scale = np.maximum(np.abs(static).max(axis=1), np.float32(1e-6))
        scaled = static / scale[:, None]
        products = scaled[first] * scaled[second]
        some = products.any(axis=1)
        variance = (weights * (scale[first] * scale[second]))[:, some].astype(np.float32) @ products[some]
        cross = (2 * self.covariance[:, evi][:, self._static]).astype(np.float32) @ static
        cross += self.covariance[:, evi, evi, None].astype(np.float32) * greener
        cross *= greener
        variance += cross
        return np.maximum(variance, 0, out=variance)
