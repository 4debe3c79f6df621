"""A scene: a synthetic boreal landscape of which everything is known at each place on each day, for measuring what fusion gets wrong.

The truth is closed-form in the day of year: greenness of seven land covers with an old burn, a fire, clear-cuts and mowing, daytime
surface temperature, soil moisture, and whether the ground is frozen. It shares nothing with the model of the sample site.
"""

from __future__ import annotations

from typing import Optional

import numpy as np
from scipy import ndimage

PIXEL = 30.0  # metres
CONIFER, BROADLEAF, MIXEDWOOD, WETLAND, GRASS, LAKE, SHRUB = range(7)
WINTER = 40  # days of weather before and after 380 days from 1 January

# One value per land cover, in the order of their codes.
EVI_DORMANT = np.array([0.17, 0.10, 0.14, 0.09, 0.08, 0.01, 0.11], np.float32)
EVI_GAIN = np.array([0.16, 0.45, 0.30, 0.27, 0.42, 0.02, 0.24], np.float32)
GREENUP = np.array([118, 138, 130, 146, 126, 150, 134], np.float32)  # day of year
FALL = np.array([278, 262, 268, 255, 240, 250, 266], np.float32)
GREENUP_PACE = np.array([0.09, 0.17, 0.12, 0.13, 0.15, 0.10, 0.12], np.float32)  # d-1
FALL_PACE = np.array([0.07, 0.12, 0.09, 0.11, 0.08, 0.10, 0.09], np.float32)
WARMTH = np.array([-1.0, -0.5, -0.8, -0.2, 1.8, -4.0, 0.6], np.float32)  # K in full sun
WETNESS = np.array([0.00, 0.02, 0.00, 0.14, -0.03, 0.00, 0.01], np.float32)  # m3 m-3
DROUGHT_SENSITIVITY = np.array([0.04, 0.06, 0.05, 0.05, 0.13, 0.00, 0.07], np.float32)
INSULATION = np.array([-1.2, -0.2, -0.8, 1.2, 0.3, 2.0, 0.0], np.float32)  # K


def random_field(size: int, exponent: float, rng: np.random.Generator, smooth: Optional[float] = None) -> np.ndarray:
    """Return a standardised field whose power falls with wavenumber to the power `exponent`, float32 (size, size).

    `smooth` times the wavenumber, in cycles per pixel, is where a Gaussian cuts the field off.
    """
    spectrum = np.fft.rfft2(rng.standard_normal((size, size)).astype(np.float32))
    wavenumber = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None])
    wavenumber[0, 0] = 1
    amplitude = wavenumber ** (-exponent / 2)
    if smooth is not None:
        amplitude *= np.exp(-((wavenumber * smooth) ** 2))
    amplitude[0, 0] = 0
    field = np.fft.irfft2(spectrum * amplitude, (size, size)).astype(np.float32)
    return (field - field.mean()) / field.std()


def _series(rng: np.random.Generator, smooth: float, size: int) -> np.ndarray:
    """Return daily noise smoothed by a Gaussian of `smooth` days."""
    return ndimage.gaussian_filter1d(rng.standard_normal(size), smooth)


class Scene:
    """A landscape and its year.

    The order in which random numbers are drawn is part of the scene: a seed always gives the same one.

    Parameters
    ----------
    size : int
        Pixels on a side: 640 (19.2 km) for greenness and temperature, 2400 (72 km) for soil moisture and frost.
    seed : int
        Seed.

    Attributes
    ----------
    cover, mapped_cover : ndarray, uint8 (y, x)
        Land cover, and the map of it that methods are given: 8 % of its pixels are wrong, in patches.
    elevation : ndarray (y, x)
        Metres.
    insolation, hollow, clay : ndarray (y, x)
        Sun on slopes, about 0.55 on flat ground; wetness of the ground's form, standard scores; share of clay.
    fire, cut : ndarray of bool (y, x)
        Pixels burnt on `fire_day` and cut on `cut_day`.
    """

    fire_day = 196.0

    def __init__(self, size: int = 640, seed: int = 3):
        self.size = size
        rng = np.random.default_rng(seed)
        relief = self._make_ground(rng)
        parcels = self._make_covers(rng, relief)
        texture, patches = self._make_seasons(rng, parcels)
        self._make_greenness_weather(rng)
        self._make_disturbances(rng, parcels, texture, patches)
        self._make_weather(rng)

    def _field(self, rng: np.random.Generator, exponent: float, smooth: Optional[float] = None) -> np.ndarray:
        """Return a random field of the scene's size."""
        return random_field(self.size, exponent, rng, smooth)

    def _make_ground(self, rng: np.random.Generator) -> np.ndarray:
        """Make elevation and what follows from it; return the relief, standard scores."""
        relief = self._field(rng, 3.2, 3)
        self.elevation = (350 + 110 * relief).astype(np.float32)
        south, east = np.gradient(self.elevation, PIXEL)
        slope = np.hypot(east, south)
        self.insolation = np.clip(0.55 + 0.8 * south - 0.25 * east, 0, 1.2).astype(np.float32)
        depth = ndimage.gaussian_filter(self.elevation, 25) - self.elevation
        hollow = (depth / depth.std() - 6 * slope + 0.3 * self._field(rng, 2.2)).astype(np.float32)
        self.hollow = (hollow - hollow.mean()) / hollow.std()
        self.clay = (0.2 + 0.06 * self._field(rng, 3.0)).clip(0.02, 0.5)
        return relief

    def _make_covers(self, rng: np.random.Generator, relief: np.ndarray) -> np.ndarray:
        """Make land cover, grass in whole parcels and lakes in hollows, and its map; return the parcels' numbers, int (y, x)."""
        chance = np.stack([self._field(rng, 2.4) for _ in range(7)])
        chance[CONIFER] += 0.55
        chance[BROADLEAF] += 0.05 - 0.4 * relief
        chance[MIXEDWOOD] += 0.15
        chance[WETLAND] += 0.9 * self.hollow - 1.1
        chance[GRASS] += -0.25 - 0.5 * relief
        chance[LAKE] = -9
        chance[SHRUB] += -0.2 + 0.5 * relief
        cover = chance.argmax(0)
        parcels = self._parcels(rng)
        grass_share = np.bincount(parcels.ravel(), (cover == GRASS).ravel().astype(float)) / np.bincount(parcels.ravel())
        in_field = (grass_share > 0.55)[parcels] & (cover != WETLAND)
        cover = np.where(in_field, GRASS, np.where(cover == GRASS, SHRUB, cover))
        basin = self.hollow + 0.4 * self._field(rng, 2.8, 4)
        cover[ndimage.binary_opening(basin > np.quantile(basin, 0.935), iterations=2)] = LAKE
        self.cover = cover.astype(np.uint8)
        error = self._field(rng, 1.6)
        self.mapped_cover = np.where(error > np.quantile(error, 0.92), np.roll(self.cover, (7, 5), (0, 1)), self.cover).astype(np.uint8)
        return parcels

    def _parcels(self, rng: np.random.Generator) -> np.ndarray:
        """Return the number of the parcel of each pixel, int (y, x): what is nearest to random points."""
        points = rng.integers(0, self.size, (max(60, self.size**2 // 900), 2))
        elsewhere = np.ones((self.size, self.size), bool)
        elsewhere[points[:, 0], points[:, 1]] = False
        row, column = ndimage.distance_transform_edt(elsewhere, return_distances=False, return_indices=True)
        _, number = np.unique(row * self.size + column, return_inverse=True)
        return number.reshape(self.size, self.size)

    def _make_seasons(self, rng: np.random.Generator, parcels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Make what the season of greenness follows at each pixel; return two textures, standard scores."""
        cover, self.water = self.cover, self.cover == LAKE
        texture, patches = self._field(rng, 1.5), self._field(rng, 2.2)
        crop = rng.standard_normal(parcels.max() + 1).astype(np.float32)[parcels] * (cover == GRASS)
        self.dormant = (EVI_DORMANT[cover] * (1 + 0.12 * texture)).clip(0.0, 0.5)
        self.gain = (EVI_GAIN[cover] * (1 + 0.10 * texture + 0.14 * patches + 0.18 * crop)).clip(0, 0.8)
        height = (self.elevation - 350) / 100
        self.greenup = GREENUP[cover] + 3.0 * height + 2.5 * patches + 5 * crop
        self.fall = FALL[cover] - 2.0 * height + 2.5 * self._field(rng, 2.2) + 7 * crop
        return texture, patches

    def _make_greenness_weather(self, rng: np.random.Generator) -> None:
        """Make the anomalies of greenness: smooth patterns that come and go."""
        self._days = np.arange(-WINTER, 380 + WINTER)
        self._green_patterns = [self._field(rng, 3.2, 60) for _ in range(4)]
        courses = np.stack([_series(rng, 9, self._days.size) for _ in range(4)])
        self._green_courses = courses / courses.std(1, keepdims=True)
        self._drought = DROUGHT_SENSITIVITY[self.cover]

    def _make_disturbances(self, rng: np.random.Generator, parcels: np.ndarray, texture: np.ndarray, patches: np.ndarray) -> None:
        """Make an old burn, a fire, clear-cuts and mowing."""
        old = self._field(rng, 3.0, 5)
        old = (old > np.quantile(old, 0.95)) & ~self.water
        self.gain[old] *= 0.7
        self.dormant[old] *= 0.7
        spread = ndimage.gaussian_filter(rng.standard_normal((self.size, self.size)), self.size / 14)
        spread /= spread.std()
        spread += 0.25 * self._field(rng, 2.4)
        self.fire = (spread > np.quantile(spread, 0.955)) & ~self.water & (self.cover != GRASS)
        self.severity = np.where(self.fire, np.clip(0.75 + 0.18 * patches, 0.3, 0.97), 0).astype(np.float32)
        count = parcels.max() + 1
        self.cut = (rng.random(count) < 0.035)[parcels] & (self.cover <= MIXEDWOOD) & ~self.fire
        self.cut_day = rng.uniform(120, 220, count).astype(np.float32)[parcels]
        self.mown = (rng.random(count) < 0.5)[parcels] & (self.cover == GRASS)
        self.mowing_day = rng.uniform(175, 215, count).astype(np.float32)[parcels]

    def _make_weather(self, rng: np.random.Generator) -> None:
        """Make air temperature and moisture: courses in time, and smooth patterns that follow courses of their own."""
        size = self._days.size
        self._air = 1.5 + 15.5 * np.sin(2 * np.pi * (self._days - 105) / 365) + 3.0 * _series(rng, 3, size) / 0.33
        self._warm_patterns = [self._field(rng, 3.4, 80), self._field(rng, 3.0, 40)]
        self._warm_courses = [_series(rng, 4, size) / 0.27 for _ in range(2)]
        self._texture = self._field(rng, 1.4)
        self._wet_patterns = [self._field(rng, 3.2, max(60, self.size / 20)) for _ in range(3)]
        self._wet_courses = [_series(rng, 8, size) / 0.19 for _ in range(3)]

    def _on(self, course: np.ndarray, day: float) -> float:
        """Return a daily course on a day of year."""
        return float(np.interp(day, self._days, course))

    def _weather(self, courses: list[np.ndarray], patterns: list[np.ndarray], day: float) -> np.ndarray:
        """Return patterns as they are on a day, (y, x)."""
        return sum(self._on(course, day) * pattern for course, pattern in zip(courses, patterns))

    def evi(self, day: float) -> np.ndarray:
        """Return EVI on a day of year, float32 (y, x)."""
        up = 1 / (1 + np.exp(-GREENUP_PACE[self.cover] * (day - self.greenup)))
        down = 1 / (1 + np.exp(FALL_PACE[self.cover] * (day - self.fall)))
        anomaly = self._weather(self._green_courses, self._green_patterns, day) / 2
        evi = self.dormant + self.gain * up * down * (1 + self._drought * anomaly)
        if day >= self.fire_day:
            left = 1 - self.severity * np.exp(-(day - self.fire_day) / 400)
            evi = np.where(self.fire, evi * left + 0.02 * self.severity, evi)
        since = day - self.cut_day
        evi = np.where(self.cut & (since >= 0), 0.11 + 0.35 * (evi - 0.11) * (1 - np.exp(-since / 120)), evi)
        since = np.maximum(day - self.mowing_day, 0)
        evi = np.where(self.mown & (day >= self.mowing_day), evi * (1 - 0.5 * np.exp(-since / 25)), evi)
        return evi.astype(np.float32)

    def soil_moisture(self, day: float) -> np.ndarray:
        """Return soil moisture on a day of year, m3 m-3, float32 (y, x); NaN on lakes."""
        wet = self._weather(self._wet_courses, self._wet_patterns, day) / 1.7
        melt = np.exp(-(((day - 125) / 18) ** 2))
        place = 0.16 + 0.35 * self.clay + WETNESS[self.cover] + 0.035 * self.hollow * (1 - 0.2 * np.tanh(wet)) + 0.05 * melt
        drawn = 0.05 * self.gain * np.exp(-(((day - 210) / 50) ** 2))
        moisture = place + (0.045 + 0.03 * (self.cover == GRASS)) * wet - drawn
        moisture = moisture + 0.012 * self._texture + 0.03 * self.fire * (day > self.fire_day)
        return np.where(self.water, np.nan, np.clip(moisture, 0.03, 0.75)).astype(np.float32)

    def lst(self, day: float) -> np.ndarray:
        """Return daytime surface temperature on a day of year, degC, float32 (y, x)."""
        sun = max(0.02, 0.5 + 0.5 * np.sin(2 * np.pi * (day - 82) / 365))
        air = self._on(self._air, day)
        dry = self._weather(self._wet_courses, self._wet_patterns, day) / 1.7
        height = self.elevation - 350
        heating = sun * (13 - 17 * self.evi(day) * (1 - 0.25 * np.tanh(dry)) + 9 * (self.insolation - 0.55))
        land = air + self._weather(self._warm_courses, self._warm_patterns, day) - 0.0065 * height + heating
        land = land + sun * WARMTH[self.cover] * ~self.water
        snow = 1 / (1 + np.exp(0.25 * (day - 112 - height * 0.06))) + 1 / (1 + np.exp(-0.25 * (day - 305)))
        land = land - 4.5 * sun * snow
        lake = 0.75 * (3.85 + 12 * np.exp(-(((day - 218) / 55) ** 2))) + 0.25 * air
        surface = np.where(self.water, np.where(snow > 0.5, air - 2, lake), land)
        burnt = self.fire & (day > self.fire_day)
        return (surface + 0.9 * sun * self._texture + np.where(burnt, 3.5 * sun, 0)).astype(np.float32)

    def ground_temperature(self, day: float) -> np.ndarray:
        """Return the temperature that decides whether the ground is frozen (below 0), degC, float32 (y, x)."""
        air = self._on(ndimage.gaussian_filter1d(self._air, 5), day)
        air = air + self._weather(self._warm_courses, self._warm_patterns, day) * 0.6
        insulation = INSULATION[self.cover] if day > 200 else -INSULATION[self.cover]
        ground = air - 0.0065 * (self.elevation - 350) + 2.5 * (self.insolation - 0.55) + insulation * 0.9
        return (ground + 0.5 * self._texture + 0.8).astype(np.float32)
