"""Terrain: what elevation says of sun and water, tile by tile."""

from __future__ import annotations

import numpy as np
from affine import Affine
from scipy import ndimage

from ..grid import LONLAT, Grid, transform_points
from .surface import Surface

NAMES = ("elevation", "insolation", "wetness")
SURROUNDINGS = 750.0  # metres, the standard deviation of the window that a pixel is held against: hills and hollows, not ranges
LEAST_RELIEF = 2.0  # metres: below, differences are the noise of elevation models
SLOPE_WEIGHT = 5.0  # scores of wetness per unit of slope: a slope of 20 % drains as well as a rise of one standard deviation
SOLAR_HOUR, DECLINATION = 10.0, 10.0  # the sun of SLSTR's morning overpass, mean of April to September


class Terrain:
    """Elevation of a site and what follows from it.

    Parameters
    ----------
    elevation : ndarray (y, x)
        Metres; NaN where unknown.
    grid : Grid
        The site's grid, in metres.
    """

    def __init__(self, elevation: np.ndarray, grid: Grid):
        known = np.isfinite(elevation)
        mean = float(np.mean(elevation[known], dtype=np.float64)) if known.any() else 0.0
        self._elevation = np.where(known, elevation, np.float32(mean)).astype(np.float32)
        self._grid = grid
        latitude = transform_points(np.mean(grid.x), np.mean(grid.y), grid.crs, LONLAT)[1]
        self._latitude = float(latitude)
        self._mean, self._relief = self._surroundings()

    def _surroundings(self) -> tuple[Surface, Surface]:
        """Return mean elevation and relief (standard deviation) of each place's surroundings, metres."""
        width = self._grid.cell_size[0]
        size = max(1, round(SURROUNDINGS / 4 / width))
        transform = self._grid.transform * Affine.scale(size)
        cells = Grid(self._grid.crs, transform, *(-(-count // size) for count in self._grid.shape))
        padding = [(0, blocks * size - count) for blocks, count in zip(cells.shape, self._grid.shape)]
        z = np.pad(self._elevation, padding, mode="edge").astype(np.float64)
        z = z.reshape(cells.height, size, cells.width, size)
        mean, square = (
            ndimage.gaussian_filter(v.mean(axis=(1, 3)), SURROUNDINGS / (size * width), mode="nearest", truncate=3.0) for v in (z, z**2)
        )
        relief = np.sqrt(np.maximum(square - mean**2, LEAST_RELIEF**2))
        return Surface.through(mean[None], cells, 1), Surface.through(relief[None], cells, 1)

    def of_tile(self, tile: tuple[slice, slice], grid: Grid) -> np.ndarray:
        """Return `NAMES` on a tile, float32 (3, y, x): metres; relative to flat ground; standard scores, high in hollows.

        References
        ----------
        Insolation: cosine of the angle between sun and slope over that of flat ground (Iqbal 1983, An Introduction to Solar Radiation).
        Wetness: deviation from mean elevation (De Reu et al. 2013, Geomorphology 186:39, doi:10.1016/j.geomorph.2012.12.015), less slope.
        """
        rows, columns = tile
        inner = tuple(slice(part.start - max(part.start - 1, 0), None) for part in tile)
        outer = tuple(slice(max(part.start - 1, 0), min(part.stop + 1, size)) for part, size in zip(tile, self._elevation.shape))
        south, east = (
            gradient[inner][: grid.height, : grid.width] / size
            for gradient, size in zip(_gradient(self._elevation[outer]), self._grid.cell_size[::-1])
        )
        elevation = self._elevation[rows, columns]
        rise = np.hypot(south, east)
        position = (self._mean.on(grid)[0] - elevation) / self._relief.on(grid)[0]
        return np.stack([elevation, self._insolation(-south, east, rise), position - np.float32(SLOPE_WEIGHT) * rise])

    def _insolation(self, north: np.ndarray, east: np.ndarray, rise: np.ndarray) -> np.ndarray:
        """Return direct sun on ground that rises by `north` and `east` (m per m), relative to flat ground."""
        latitude, declination, angle = np.radians([self._latitude, DECLINATION, 15.0 * (SOLAR_HOUR - 12.0)])
        up = np.sin(latitude) * np.sin(declination) + np.cos(latitude) * np.cos(declination) * np.cos(angle)
        to_east = -np.cos(declination) * np.sin(angle)
        to_north = np.cos(latitude) * np.sin(declination) - np.sin(latitude) * np.cos(declination) * np.cos(angle)
        ratio = (up - east * to_east - north * to_north) / (up * np.sqrt(1 + rise**2))
        return np.clip(ratio, 0, 2.5).astype(np.float32)


def _gradient(elevation: np.ndarray) -> list[np.ndarray]:
    """Return the change per row and per column, zero along an axis of one."""
    return [np.gradient(elevation, axis=axis) if elevation.shape[axis] > 1 else np.zeros_like(elevation) for axis in (0, 1)]
