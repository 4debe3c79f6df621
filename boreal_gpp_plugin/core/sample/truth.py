"""The truth: greenness, temperature, moisture, frost and GPP of every cell and day, from a model that is not the one the plugin fits.

GPP is light use with its own radiation under cloud, saturation in bright light, delayed acclimation to temperature, frost, water stress,
dry air and stand age. None of its terms is a term of the fitted forms: those see EVI, surface temperature and potential radiation.

References
----------
Makela et al. (2008), Global Change Biology 14, 92-108, doi:10.1111/j.1365-2486.2007.01463.x: the shape of acclimation and saturation.
Recovery after fire: see `AGE_YEARS`. Magnitudes and seasons by class: see `_TRAITS`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional

import numpy as np

from .landscape import (
    BARREN,
    BROADLEAF,
    CONIFEROUS,
    HERBS,
    MEAN_ELEVATION_M,
    MIXEDWOOD,
    SHRUBS,
    WATER,
    WETLAND,
    WETLAND_TREED,
    Landscape,
)
from .weather import Day, sun_elevation

LATITUDE = 53.9  # degrees north, of the whole site
MORNING, EVENING = 10.0, 22.0  # true solar hours of the overpasses

PAR_SHARE = 0.45  # of shortwave energy, as MOD17 and L4C take it
_LAPSE_RATE = -0.0065  # K m-1 (International Standard Atmosphere)
_EXTINCTION = 0.5  # of light in a canopy of randomly turned leaves
_FULL_SUN = 800.0  # W m-2, at which a cover is warmer than the air by its `heating`

# Peak GPP of a burn relative to an old stand, and the share of leaf area that is back (Litvak et al. 2003, doi:10.1029/2001JD000854;
# Goulden et al. 2011; McMillan and Goulden 2008, doi:10.1029/2007GB003038).
AGE_YEARS = (0.0, 1.0, 3.0, 6.0, 15.0, 23.0, 40.0, 75.0)
AGE_GPP = (0.10, 0.25, 0.50, 0.80, 0.95, 1.15, 1.05, 1.00)
AGE_LEAVES = (0.15, 0.30, 0.60, 0.85, 1.00, 1.00, 1.00, 1.00)

# Chosen so that GPP has the peaks and annual sums of boreal towers of each cover (CA-Obs, CA-Oas, CA-Gro, CA-WP1, SE-Deg, FI-Sii and
# others), and surfaces the daytime contrasts seen between them. Units and meanings: `Traits`.
# fmt: off
_CLASSES = (CONIFEROUS, BROADLEAF, MIXEDWOOD, WETLAND_TREED, WETLAND, SHRUBS, HERBS, BARREN, WATER)
_TRAITS = {
                      # conif  broad  mixed  treed  wetl   shrub  herbs  barren water
    "evi_dormant":   ( 0.19,  0.13,  0.17,  0.15,  0.10,  0.11,  0.11,  0.07,  0.01),
    "evi_peak":      ( 0.33,  0.55,  0.45,  0.34,  0.38,  0.43,  0.44,  0.11,  0.02),
    "leaves_dormant": ( 2.5,   0.1,   1.3,   1.2,   0.1,   0.2,   0.1,   0.0,   0.0),
    "leaves_peak":   (  3.0,   3.6,   3.5,   2.3,   2.2,   2.6,   2.2,  0.15,   0.0),
    "onset":         (128.0, 143.0, 140.0, 142.0, 151.0, 147.0, 143.0, 146.0, 150.0),
    "onset_pace":    ( 13.0,   5.0,   8.0,  11.0,   9.0,   7.0,   7.0,   8.0,  10.0),
    "fall":          (276.0, 265.0, 268.0, 263.0, 255.0, 259.0, 256.0, 260.0, 260.0),
    "fall_pace":     ( 12.0,   6.0,   8.0,  11.0,  10.0,   9.0,  10.0,  10.0,  10.0),
    "decline":       ( 0.06,  0.14,  0.11,  0.08,  0.10,  0.12,  0.20,  0.05,  0.00),
    "light_use":     ( 2.08,  2.85,  2.48,  1.88,  1.36,  1.95,  1.68,  1.00,  0.00),
    "saturation":    ( 0.12,  0.07,  0.09,  0.13,  0.14,  0.14,  0.14,  0.10,  0.10),
    "cold":          ( -3.1,   3.0,   0.5,  -1.5,   0.5,   1.0,   0.5,   0.0,   0.0),
    "span":          ( 17.7,  12.0,  15.0,  16.0,  14.0,  14.0,  14.0,  15.0,  15.0),
    "memory":        (   11,     7,     7,    11,     7,     7,     7,     7,     7),
    "dryness":       ( 0.16,  0.16,  0.16,  0.12,  0.08,  0.20,  0.22,  0.30,  0.10),
    "drought":       ( 0.35,  0.42,  0.38,  0.25,  0.25,  0.42,  0.48,  0.50,  0.30),
    "flooding":      (  0.0,   0.0,   0.0,   0.4,   0.5,   0.0,   0.0,   0.0,   0.0),
    "dry":           ( 0.08,  0.14,  0.12,  0.30,  0.38,  0.13,  0.11,  0.05,  0.40),
    "wet":           ( 0.28,  0.40,  0.36,  0.60,  0.68,  0.40,  0.38,  0.24,  0.60),
    "heating_bare":  (  4.0,   9.0,   6.5,   7.5,  11.0,  15.0,  19.0,  20.0,   0.0),
    "heating_green": (  4.0,   4.5,   4.2,   5.5,   6.5,   8.0,  10.0,  18.0,   0.0),
    "cooling":       (  0.6,   1.0,   0.8,   1.4,   2.0,   2.2,   2.8,   3.0,   0.0),
    "snow_seen":     ( 0.25,  0.60,  0.40,  0.60,  1.00,  0.85,  1.00,  1.00,  1.00),
    "thaw_offset":   (  0.5,   0.0,   0.2,  -0.2,  -0.5,  -0.2,  -0.3,  -0.3,   0.0),
}
# fmt: on


@dataclass(frozen=True)
class Traits:
    """What the truth model knows of the class of each cell, float32 arrays of one shape.

    Attributes
    ----------
    evi_dormant, evi_peak : ndarray
        EVI without snow in winter, and at the height of summer.
    leaves_dormant, leaves_peak : ndarray
        Leaf area index, m2 m-2.
    onset, onset_pace, fall, fall_pace : ndarray
        Day of year of half greening and half senescence, and the time constants of both, days.
    decline : ndarray
        Share of the season's EVI lost slowly through summer.
    light_use : ndarray
        g C per MJ of absorbed PAR in dim light, acclimated and unstressed.
    saturation : ndarray
        Loss of light use with absorbed light, m2 d MJ-1.
    cold, span : ndarray
        Remembered temperature where uptake begins, and the range until it is full, degC and K.
    memory : ndarray
        Time constant of that memory, 7 or 11 days.
    dryness : ndarray
        Loss with vapour pressure deficit, kPa-1.
    drought : ndarray
        Wetness of the root zone below which uptake falls.
    flooding : ndarray
        Share of uptake lost where the root zone is full.
    dry, wet : ndarray
        Soil moisture of the top 5 cm when driest and wettest, m3 m-3.
    heating_bare, heating_green : ndarray
        Warmth of the surface above the air in full sun, without and with leaves, K.
    cooling : ndarray
        Cold of the surface below the air in clear nights, K.
    snow_seen : ndarray
        Share of snow on the ground that is seen from above.
    thaw_offset : ndarray
        Warmth of the radar-seen surface above the mean, K: conifers thaw first.
    """

    evi_dormant: np.ndarray
    evi_peak: np.ndarray
    leaves_dormant: np.ndarray
    leaves_peak: np.ndarray
    onset: np.ndarray
    onset_pace: np.ndarray
    fall: np.ndarray
    fall_pace: np.ndarray
    decline: np.ndarray
    light_use: np.ndarray
    saturation: np.ndarray
    cold: np.ndarray
    span: np.ndarray
    memory: np.ndarray
    dryness: np.ndarray
    drought: np.ndarray
    flooding: np.ndarray
    dry: np.ndarray
    wet: np.ndarray
    heating_bare: np.ndarray
    heating_green: np.ndarray
    cooling: np.ndarray
    snow_seen: np.ndarray
    thaw_offset: np.ndarray


def traits_of(land_cover: np.ndarray) -> Traits:
    """Return the traits of each cell from its land-cover code."""
    arrays = {}
    for name, values in _TRAITS.items():
        table = np.zeros(256, np.float32)
        table[list(_CLASSES)] = values
        arrays[name] = table[land_cover]
    return Traits(**arrays)


@dataclass(frozen=True)
class Today:
    """The truth of one day, arrays of the shape of the cells.

    Attributes
    ----------
    day : Day
        The weather.
    green : ndarray
        State of the season, 0 dormant to 1 full leaf.
    gpp : ndarray
        g C m-2 d-1.
    evi : ndarray
        Of the vegetation, without snow.
    lst : ndarray
        Surface temperature at `MORNING` in the day's weather, degC.
    soil_moisture : ndarray
        Top 5 cm, m3 m-3, ice counted as water.
    frozen : tuple of ndarray of bool
        Whether the surface that a radar sees is frozen, at 6:00 and at 18:00.
    """

    day: Day
    green: np.ndarray
    gpp: np.ndarray
    evi: np.ndarray
    lst: np.ndarray
    soil_moisture: np.ndarray
    frozen: tuple[np.ndarray, np.ndarray]

    @property
    def thaw_fraction(self) -> np.ndarray:
        """Share of the day's two states that is thawed: 0, 0.5 or 1."""
        return 1 - 0.5 * (self.frozen[0].astype(np.float32) + self.frozen[1])


class Stand:
    """The cells in one year as the truth model sees them.

    Parameters
    ----------
    land : Landscape
        The landscape, arrays of any one shape: results have the same.
    year : int
        Calendar year, for the age of stands.

    Attributes
    ----------
    traits : Traits
        Traits of each cell.
    leaves : ndarray
        Leaf area relative to an old stand of the class with mean vigour.
    recovery : ndarray
        GPP per absorbed light relative to an old stand: with `leaves` it makes up `AGE_GPP`.
    warmth : ndarray
        Air temperature above that at the mean elevation, K.
    """

    def __init__(self, land: Landscape, year: int):
        self.land = land
        self.traits = traits_of(land.land_cover)
        age = np.minimum(land.years_since_disturbance(year), AGE_YEARS[-1])
        back = np.interp(age, AGE_YEARS, AGE_LEAVES).astype(np.float32)
        self.leaves = (back * land.vigour).astype(np.float32)
        light_lost = _absorbed(self.traits.leaves_peak) / np.maximum(_absorbed(self.traits.leaves_peak * back), 1e-6)
        self.recovery = (np.interp(age, AGE_YEARS, AGE_GPP) * light_lost).astype(np.float32)
        self.warmth = (_LAPSE_RATE * (land.elevation - MEAN_ELEVATION_M)).astype(np.float32)

    def on(self, day: Day) -> Today:
        """Return the truth of a day."""
        green = self.greenness(day)
        return Today(
            day=day,
            green=green,
            gpp=self.gpp(day, green),
            evi=self.evi(day, green),
            lst=self.surface_temperature(day, green, MORNING),
            soil_moisture=self.soil_moisture(day),
            frozen=self.frozen(day),
        )

    def greenness(self, day: Day) -> np.ndarray:
        """Return the state of the season, 0 dormant to 1 full leaf: a double logistic, early after a warm spring."""
        t = self.traits
        date = day.day_of_year - self.land.delay
        up = 1 + np.exp((t.onset + day.spring_shift - date) / t.onset_pace)
        down = 1 + np.exp((date - t.fall - day.autumn_shift) / t.fall_pace)
        return 1 / (up * down)

    def evi(self, day: Day, green: np.ndarray) -> np.ndarray:
        """Return EVI of the vegetation, without snow."""
        t = self.traits
        summer_gone = min(max((day.day_of_year - 175.0) / 85.0, 0.0), 1.0)
        return t.evi_dormant + (t.evi_peak - t.evi_dormant) * self.leaves * green * (1 - t.decline * summer_gone)

    def absorbed(self, green: np.ndarray) -> np.ndarray:
        """Return the share of PAR that leaves absorb (Beer's law)."""
        t = self.traits
        return _absorbed((t.leaves_dormant + (t.leaves_peak - t.leaves_dormant) * green) * self.leaves)

    def gpp(self, day: Day, green: np.ndarray) -> np.ndarray:
        """Return GPP of the day, g C m-2 d-1."""
        t = self.traits
        remembered = np.where(t.memory > 10, day.mean11, day.mean7) + self.warmth
        acclimation = np.clip((remembered - t.cold) / t.span, 0, 1)
        if not acclimation.any():
            return acclimation
        absorbed = PAR_SHARE * day.shortwave * self.absorbed(green)
        frost = np.clip((day.tmin + self.warmth + 9.0) / 9.0, 0.1, 1)
        thaw = 0.35 + 0.65 * np.clip((day.soil_temperature + 1.0) / 2.0, 0, 1)
        wetness = np.clip(day.soil_wetness + 0.06 * self.land.wetness, 0, 1)
        water = np.minimum(wetness / t.drought, 1) * (1 - t.flooding * np.clip((wetness - 0.7) / 0.3, 0, 1))
        stress = np.minimum(water, np.exp(-t.dryness * day.vpd))
        light_use = t.light_use * self.recovery / (1 + t.saturation * absorbed)
        return light_use * absorbed * acclimation * frost * thaw * stress

    def surface_temperature(self, day: Day, green: np.ndarray, solar_hour: float, cloud: Optional[np.ndarray] = None) -> np.ndarray:
        """Return the temperature of the surface at `MORNING` or `EVENING`, degC, under `cloud` (0-1), by default the day's."""
        t = self.traits
        cloud = day.cloud if cloud is None else cloud
        height = sun_elevation(day.day_of_year, LATITUDE, solar_hour)
        up = height > 0
        air = day.tmin + (0.72 if up else 0.35) * (day.tmax - day.tmin) + self.warmth
        seen = day.snow * t.snow_seen
        if up:
            sun = 1050.0 * math.sin(height) ** 1.2 / _FULL_SUN * (1 - 0.78 * cloud) * (1 + 0.85 * self.land.southness / math.tan(height))
            heating = t.heating_bare + (t.heating_green - t.heating_bare) * green * np.minimum(self.leaves, 1)
            land = air + sun * heating * (1.2 - 0.4 * day.soil_wetness) * (1 - 0.8 * seen)
        else:
            land = air - t.cooling * (1 - cloud)
        land = land - seen * np.maximum(land - 0.5, 0)  # melting snow stays near 0 degC
        ice = np.clip(-day.mean30 / 2.0, 0, 1)
        lake = ice * np.minimum(air - 1.0, 0) + (1 - ice) * np.maximum(day.mean30 + 1.0, 0.5)
        return np.where(self.land.land_cover == WATER, lake, land)

    def radiometer_temperature(self, day: Day) -> tuple[np.ndarray, np.ndarray]:
        """Return the temperature of soil and canopy together that a radiometer takes, at 6:00 and at 18:00, degC."""
        soil = 0.25 * day.soil_temperature
        evening = day.tmean + 0.2 * (day.tmax - day.tmin)
        return 0.75 * (day.tmin + self.warmth) + soil, 0.75 * (evening + self.warmth) + soil

    def soil_moisture(self, day: Day) -> np.ndarray:
        """Return soil moisture of the top 5 cm, m3 m-3, ice counted as water."""
        t = self.traits
        filled = np.clip(day.surface_wetness + 0.25 * day.soil_wetness - 0.25 + 0.07 * self.land.wetness, 0, 1)
        return t.dry + (t.wet - t.dry) * filled

    def frozen(self, day: Day) -> tuple[np.ndarray, np.ndarray]:
        """Return whether the surface that the radar sees is frozen, at 6:00 and at 18:00."""
        surface = day.mean4 + self.warmth + self.traits.thaw_offset + 15.0 * self.land.southness
        return surface + 0.35 * (day.tmin - day.tmean) < 0, surface + 0.35 * (day.tmax - day.tmean) < 0


def _absorbed(leaves: np.ndarray) -> np.ndarray:
    """Return the share of PAR absorbed by a leaf area index."""
    return 1 - np.exp(-_EXTINCTION * leaves)
