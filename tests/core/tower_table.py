"""A synthetic table of towers whose GPP comes from another model than any that is fitted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.model.terms import potential_radiation

# Site, class, latitude, mean air temperature (degC), light use in dim light (g C MJ-1).
SITES = (
    ("AA-Cn1", "ENF", 53.9, 0.5, 4.6),
    ("AA-Cn2", "ENF", 55.9, -2.0, 3.8),
    ("AA-Cn3", "ENF", 61.8, 3.5, 5.2),
    ("AA-Cn4", "ENF", 64.2, 1.5, 4.5),
    ("AA-Wt1", "WET", 54.9, 1.0, 2.3),
    ("AA-Wt2", "WET", 62.0, 0.0, 2.0),
    ("AA-Br1", "REGEN", 55.0, -1.0, 3.0),
    ("AA-Br2", "REGEN", 56.0, 0.0, 2.5),
)
LEAVES = {"ENF": (0.20, 0.38), "WET": (0.10, 0.36), "REGEN": (0.12, 0.40)}


def rows_of_site(site: tuple, years: int, step_days: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return the rows of one site: daily weather and light use with saturation, sigmoid acclimation and dry air, averaged to steps."""
    name, cover, latitude, mean_air, light_use = site
    days = np.arange(f"{2010}-01-01", f"{2010 + years}-01-01", dtype="datetime64[D]")
    doy = (days - days.astype("datetime64[Y]").astype("datetime64[D]")).astype(int) + 1
    weather = np.zeros(len(days))
    shocks = rng.normal(0, 1.8, len(days))
    for i in range(1, len(days)):
        weather[i] = 0.85 * weather[i - 1] + shocks[i]
    spring = np.repeat(
        rng.normal(0, 1.5, years), [np.count_nonzero(days.astype("datetime64[Y]") == y) for y in np.unique(days.astype("datetime64[Y]"))]
    )
    air = mean_air + 16 * np.cos(2 * np.pi * (doy - 200) / 365) + weather + spring
    cloud = np.clip(0.5 + 0.25 * rng.normal(size=len(days)), 0.05, 0.95)
    toa = potential_radiation(latitude, doy)
    par = 0.45 * toa * (0.75 - 0.55 * cloud)
    warm_memory = air[0] * np.ones(len(days))
    for i in range(1, len(days)):
        warm_memory[i] = warm_memory[i - 1] + (air[i] - warm_memory[i - 1]) / 9.0
    season = 1 / (1 + np.exp((135 + 4 * spring - doy) / 7)) / (1 + np.exp((doy - 265) / 8))
    low, high = LEAVES[cover]
    evi = low + (high - low) * season
    leaves = 0.75 * (1 - np.exp(-4 * (evi - 0.08))) if cover == "ENF" else 0.9 * (1 - np.exp(-2.6 * (evi - 0.08)))
    range_of_day = 6 + 8 * (1 - cloud)
    tmin, lst = air - range_of_day / 2, air + range_of_day / 2 * (1 - 0.5 * (air < 0))
    vpd = np.maximum(0.6 * (0.6107 * np.exp(17.38 * air / (239 + air))) * (1 - 0.7 * cloud), 0)
    acclimation = 1 / (1 + np.exp(-(warm_memory - 6) / 2.6))
    absorbed = par * leaves
    gpp = light_use * absorbed / (1 + 0.13 * absorbed) * acclimation * np.exp(-0.25 * vpd) * np.clip((tmin + 8) / 8, 0.1, 1)
    calendar = Calendar.between(days[0], days[-1], step_days) if step_days > 1 else Calendar(days, days + 1)
    if step_days == 30:
        starts = np.arange("2010-01", f"{2010 + years}-01", dtype="datetime64[M]").astype("datetime64[D]")
        calendar = Calendar(starts, np.append(starts[1:], np.datetime64(f"{2010 + years}-01-01")))
    step = calendar.step_of(days)
    mean = lambda v: np.bincount(step, v) / np.bincount(step)  # noqa: E731
    return pd.DataFrame(
        {
            "site": name,
            "date": calendar.starts.astype(str),
            "stratum": cover,
            "evi": mean(evi) + rng.normal(0, 0.008, len(calendar)),
            "lst_degc": mean(lst) + rng.normal(0, 0.8, len(calendar)),
            "soil_moisture": 0.25 + 0.05 * rng.normal(size=len(calendar)).clip(-2, 2),
            "thaw_fraction": mean((air > 0).astype(float)),
            "gpp": mean(gpp) + rng.normal(0, 0.15, len(calendar)),
            "latitude": latitude,
            "ndvi": mean(0.1 + 1.6 * evi) + rng.normal(0, 0.01, len(calendar)),
            "lst_night_degc": mean(tmin - 1) + rng.normal(0, 0.8, len(calendar)),
            "par_mj": mean(par),
            "vpd_kpa": mean(vpd),
            "tmin_degc": mean(tmin),
        }
    )


def make_table(years: int = 4, step_days: int = 30, seed: int = 3) -> pd.DataFrame:
    """Return the table of all sites."""
    rng = np.random.default_rng(seed)
    return pd.concat([rows_of_site(site, years, step_days, rng) for site in SITES], ignore_index=True)


def save(frame: pd.DataFrame, folder: Path) -> str:
    """Write a table; return its path."""
    path = folder / "towers.csv"
    frame.to_csv(path, index=False)
    return str(path)
