"""A site on which it is known what limits where and when: the map names it."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from run_folder import YEAR, grid_of
from scipy import ndimage

from boreal_gpp_plugin.core.drivers import limitation
from boreal_gpp_plugin.core.drivers.limiting_map import LimitingMap, Limits
from boreal_gpp_plugin.core.model.forms import FORMS, prepare
from boreal_gpp_plugin.core.model.predict import predict
from boreal_gpp_plugin.core.strata import classification

BOREAL, CODE, SIDE = FORMS["boreal"], 2100, 48
PARAMETERS = {CODE: {**BOREAL.default("ENF"), "q": 0.0, "f": 0.1, "w": 0.1}}
OWN = PARAMETERS[CODE]
LIMITED, FREE = 0.45, 0.92  # factor of the driver that limits, and of all others
STEPS = {"spring": slice(11, 20), "summer": slice(20, 31), "autumn": slice(31, 40)}  # April to October
# What limits in the quarters of the site (north-west, north-east, south-west, south-east), season by season.
TRUTH = {
    "spring": ("thaw_fraction", "lst", "evi", "lst"),
    "summer": ("soil_moisture", "lst", "evi", "evi"),
    "autumn": ("soil_moisture", "lst", "evi", "thaw_fraction"),
}
NOISE = {"evi": 0.008, "lst": 0.5, "soil_moisture": 0.004, "thaw_fraction": 0.03}
QUARTER = np.kron(np.array([[0, 1], [2, 3]]), np.ones((SIDE // 2, SIDE // 2), int))
MARGIN = 4  # cells, and steps: over two time constants of the memory of cold


def driver_at(name, factor):
    """Return the value of a driver at which its term leaves `factor`."""
    if name == "evi":
        return 0.1 + 0.4 * factor  # the greenest land has 0.5
    if name == "lst":
        return OWN["S0"] + (OWN["S1"] - OWN["S0"]) * factor
    if name == "thaw_fraction":
        return (factor - OWN["f"]) / (1 - OWN["f"])
    return OWN["SM0"] + (OWN["SM1"] - OWN["SM0"]) * (factor - OWN["w"]) / (1 - OWN["w"])


@pytest.fixture(scope="module")
def site():
    """Drivers (time, y, x) with noise, blurred where quarters meet, some land the greenest, and codes of the truth (time, y, x)."""
    generator = np.random.default_rng(7)
    codes = np.zeros((len(YEAR), SIDE, SIDE), np.uint8)
    factors = {name: np.full((len(YEAR), SIDE, SIDE), FREE) for name in NOISE}
    for season, limits in TRUTH.items():
        for quarter, name in enumerate(limits):
            codes[STEPS[season], quarter == QUARTER] = limitation.CLASSES[name].code
            factors[name][STEPS[season], quarter == QUARTER] = LIMITED
    factors["evi"][:, ::5, ::5] = np.minimum(factors["evi"][:, ::5, ::5] + 0.08, 1.0)
    cubes = {}
    for name, factor in factors.items():
        cube = ndimage.gaussian_filter(driver_at(name, factor), (0, 1.0, 1.0))
        noise = generator.normal(0, NOISE[name], cube.shape)
        cubes[name] = (np.clip(cube + noise, 0, 1) if name == "thaw_fraction" else cube + noise).astype(np.float32)
    return cubes, codes


@pytest.fixture(scope="module")
def mapped(site, tmp_path_factory):
    """Codes of the steps and of the growing season on disk, (time + 1, y, x), and the table by season."""
    cubes, _ = site
    folder, grid = tmp_path_factory.mktemp("map"), grid_of(SIDE, SIDE)
    codes, tile = np.full((SIDE, SIDE), CODE, np.int16), (slice(0, SIDE), slice(0, SIDE))
    prepared = prepare(cubes, YEAR, grid.lonlat()[1], axis=0)
    best = limitation.Best(BOREAL, PARAMETERS)
    best.add(codes, prepared)
    sd = {name: np.full_like(cube, NOISE[name]) for name, cube in cubes.items()}
    limits = Limits(YEAR, BOREAL, PARAMETERS, best.table())
    with LimitingMap(folder, grid, limits) as limiting:
        limiting.add(tile, limits.of_tile(codes, prepared, predict(BOREAL, PARAMETERS, codes, prepared), sd))
        table = limiting.table(classification.legend([CODE]))
    with rasterio.open(folder / "limiting_driver.tif") as file:
        return file.read(), table


def inside(season):
    """Return the steps of a season and the pixels (y, x) that lie further than the margin from another."""
    steps = np.arange(STEPS[season].start + MARGIN, STEPS[season].stop)
    edge = ndimage.maximum_filter(QUARTER, 2 * MARGIN + 1) != ndimage.minimum_filter(QUARTER, 2 * MARGIN + 1)
    return steps, ~edge


@pytest.mark.parametrize("season", TRUTH)
def test_the_map_names_the_driver_that_limits_by_construction(season, site, mapped):
    steps, pixels = inside(season)
    named = mapped[0][steps][:, pixels] == site[1][steps][:, pixels]
    for quarter in range(4):
        assert named[:, QUARTER[pixels] == quarter].mean() >= 0.95


def test_the_growing_season_is_given_to_what_limits_all_of_it(mapped):
    _, pixels = inside("spring")
    season = mapped[0][-1]
    for quarter, name in ((1, "lst"), (2, "evi")):
        assert (season[pixels & (quarter == QUARTER)] == limitation.CLASSES[name].code).mean() >= 0.95


def test_shares_sum_to_one(mapped):
    for row in mapped[1]:
        assert sum(row[name] for name in row if name.startswith("share_")) == pytest.approx(1, abs=1e-5)
