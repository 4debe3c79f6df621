"""Coarse greenness: composites of MODIS, VIIRS or OLCI tell how greenness went where and while no fine view saw it.

What a coarse cell shows beyond what fine views make of its pixels is told in standard deviations of theirs, followed through time, and
given to the pixels in theirs: much where fine views leave much open, nothing to speak of where they are dense.

    cell(t) = offset + gain (mean of its pixels(t) + place) + noise,    mean error of its pixels(t) = sd(t) u(t),    u an OU process
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..grid import Grid
from .surface import Surface
from .views import is_dark

GAIN_SD, OFFSET_SD = 0.1, 0.03  # of sensors whose bands and view angles differ
PLACE_SD = 0.03  # of cells whose pixels' mean is not what the sensor sees: footprints, and few pixels taken for all
LEAST_SD = 0.015  # of a composite, which errors of the atmosphere leave
SURE_SD = 0.03  # of fine pixels: then they tell what a composite should show
SHARED = 0.5  # of the variance of pixels, that a cell's pixels have in common
MEMORY_DAYS = 30.0
DAYS_TOGETHER = 4.0  # composites take the best of 16 days, a cell now, another then
ROUNDS = 3
CHUNK = 2000  # cells solved together


@dataclass(frozen=True)
class CoarseGreenness:
    """Composites of a site.

    Attributes
    ----------
    cells : Grid
        The cells, of any CRS.
    days : ndarray (composite, y, x)
        Day on which each cell was seen, days since 1970-01-01.
    values : ndarray, float32 (composite, y, x)
        EVI; NaN where there is none.
    """

    cells: Grid
    days: np.ndarray
    values: np.ndarray

    @property
    def told(self) -> np.ndarray:
        """Days, some together, on which any cell was seen without snow, ascending."""
        return np.unique(self._rounded[self._known])

    @property
    def _known(self) -> np.ndarray:
        """Where there is a value, (composite, y, x): those of the dark months show snow."""
        return np.isfinite(self.values) & ~is_dark(self.days)

    @property
    def _rounded(self) -> np.ndarray:
        return DAYS_TOGETHER * np.round(self.days / DAYS_TOGETHER)

    def departures(self, mean: np.ndarray, sd: np.ndarray, wanted: np.ndarray) -> Departures:
        """Return what cells tell beyond fine views.

        Parameters
        ----------
        mean, sd : ndarray (day, y, x)
            Of the fine pixels of each cell, on the days `told` and then on the days wanted; NaN where a cell has none.
        wanted : ndarray (day,)
            Days since 1970-01-01.
        """
        told, count = self.told, len(self.values)
        known = self._known & np.isfinite(mean).all(axis=0)
        row = np.minimum(np.searchsorted(told, self._rounded), max(len(told) - 1, 0))
        place = np.arange(known[0].size)
        flat = row.reshape(count, -1)
        expected, spread = (part.reshape(len(part), -1)[flat, place] for part in (mean, sd))
        values, known = self.values.reshape(count, -1).astype(np.float64), known.reshape(count, -1)
        sure = known & (spread < SURE_SD)
        if not sure.any():
            nothing = np.zeros((len(wanted), *self.cells.shape))
            return Departures(Surface.through(nothing, self.cells, 1), Surface.through(nothing + 1, self.cells, 1), 1.0, 0.0, 0.0)
        gain, offset = _calibrated(values, expected, sure)
        rest = np.where(known, (values - offset) / gain - expected, 0.0)
        noise = LEAST_SD**2
        for _ in range(ROUNDS):
            weight = known / (noise + SHARED * spread**2)
            level = (weight * rest).sum(axis=0) / (weight.sum(axis=0) + PLACE_SD**-2)
            noise = max(float(((rest - level)[sure] ** 2 - SHARED * spread[sure] ** 2).mean()), LEAST_SD**2)
        days = told[row].reshape(count, -1)
        found = _followed(days, np.where(known, rest - level, 0.0), np.where(known, spread, 0.0), noise, wanted)
        fields = (field.reshape(-1, *self.cells.shape) for field in found)
        return Departures(*(Surface.through(field, self.cells, 1) for field in fields), gain, offset, noise**0.5)


@dataclass(frozen=True)
class Departures:
    """What coarse cells tell beyond fine views.

    Attributes
    ----------
    shift : Surface
        By how many of their standard deviations pixels are off, on each wanted day.
    left : Surface
        Share of their variance that is left.
    gain, offset : float
        What the sensor shows of a greenness of 1 more than of 0, and of 0.
    noise_sd : float
        Standard deviation of a composite.
    """

    shift: Surface
    left: Surface
    gain: float
    offset: float
    noise_sd: float

    def to_dict(self) -> dict[str, float]:
        """Return what run.json says of the sensor."""
        return {"gain": self.gain, "offset": self.offset, "sd": self.noise_sd}

    def apply(self, mean: np.ndarray, variance: np.ndarray, grid: Grid) -> None:
        """Change mean and variance (day, y, x) of the pixels of a tile in place."""
        mean += np.sqrt(variance) * self.shift.at(grid)
        variance *= self.left.at(grid)


def _calibrated(values: np.ndarray, expected: np.ndarray, sure: np.ndarray) -> tuple[float, float]:
    """Return gain and offset of composites (composite, cell) against fine views, near 1 and 0 unless their means surely say else."""
    some = sure.any(axis=1)
    count = sure[some].sum(axis=1)
    seen, told = (np.where(sure, part, 0.0)[some].sum(axis=1) / count for part in (values, expected))
    design, prior = np.column_stack([told, np.ones_like(told)]), np.array([1.0, 0.0])
    found, sd = prior, 2 * LEAST_SD
    for _ in range(ROUNDS):
        precision = design.T @ design / sd**2 + np.diag([GAIN_SD**-2, OFFSET_SD**-2])
        found = prior + np.linalg.solve(precision, design.T @ (seen - design @ prior) / sd**2)
        sd = max(float(np.sqrt(np.mean((seen - design @ found) ** 2))), LEAST_SD)
    return float(found[0]), float(found[1])


def _followed(days: np.ndarray, rest: np.ndarray, spread: np.ndarray, noise: float, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the shift, in standard deviations, and the share of variance left on wanted days, each (wanted day, cell).

    The shift is the mean of a Gaussian process of variance `SHARED` given what cells depart, `rest` = `spread` x shift + noise.
    """
    shift, left = (np.empty((len(wanted), rest.shape[1])) for _ in range(2))
    for first in range(0, rest.shape[1], CHUNK):
        part = slice(first, first + CHUNK)
        day, size = days[:, part].T, spread[:, part].T
        alike = SHARED * np.exp(-np.abs(day[:, :, None] - day[:, None]) / MEMORY_DAYS)
        seen = size[:, :, None] * alike * size[:, None] + noise * np.eye(len(days))
        across = SHARED * np.exp(-np.abs(day[:, :, None] - wanted) / MEMORY_DAYS) * size[:, :, None]
        weights = np.linalg.solve(seen, across)
        shift[:, part] = np.einsum("cow,co->wc", weights, rest[:, part].T)
        left[:, part] = 1 - np.einsum("cow,cow->wc", weights, across)
    return shift, left
