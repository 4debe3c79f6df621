"""Errors of the drivers against the truth, beside simple methods', on scenes and on the sample site; judged by the project's bars."""

from __future__ import annotations

import sys
from typing import Optional

import numpy as np
import rivals
import scene_views as views
from affine import Affine
from held_out import hidden_looks
from sample import sample_site
from scene import LAKE, PIXEL, Scene
from scores import MISSED, Scores, covered, covered_by_group, rmse

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.fusion import covariates, freeze_thaw, lst, soil_moisture
from boreal_gpp_plugin.core.fusion.aggregates import Accumulator
from boreal_gpp_plugin.core.fusion.covariates import Covariates
from boreal_gpp_plugin.core.fusion.downscale import Look
from boreal_gpp_plugin.core.fusion.resample import Interpolator, fill_nearest
from boreal_gpp_plugin.core.fusion.series import fill_in_time
from boreal_gpp_plugin.core.fusion.terrain import Terrain
from boreal_gpp_plugin.core.fusion.views import dormant_floor
from boreal_gpp_plugin.core.greenness import Greenness, TileGreenness
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.progress import Progress

SEEDS = (3, 21, 22, 23)
NEW_YEAR = np.datetime64("2021-01-01")
YEAR = Calendar.between(NEW_YEAR, "2021-12-31")
SEASON = slice(10, 38)  # steps
CLEAR_DAYS = np.array([100, 124, 148, 172, 196, 220, 244, 268.0])
MOISTURE_DAYS = np.arange(116, 312, 8.0)
FROST_SEASONS = (np.arange(80, 145), np.arange(268, 333))
WIDE, THIN = 2400, 4  # pixels of the wide scene, and how many on a side are mapped as one: errors need not be counted at all
VLCE2 = np.array([210, 220, 230, 80, 100, covariates.WATER, 50])  # codes of the scene's covers
HIGHEST_EVI_RATIO, HIGHEST_LST_RATIO = 0.60, 0.68  # of linear interpolation's error, of bilinear interpolation's
HIGHEST_SPLIT_RATIO = 0.7  # of the error without the year of fire or cut


def grid_of(size: int, pixel: float) -> Grid:
    """Return a square grid whose upper left corner is always the same."""
    return Grid("EPSG:32613", Affine(pixel, 0, 500000, 0, -pixel, 6000000), size, size)


def on_days(days: np.ndarray, length: int = 1) -> Calendar:
    """Return the calendar of steps that begin on days of year."""
    starts = NEW_YEAR + np.floor(days).astype(int)
    return Calendar(starts, starts + length)


def what_pixels_are(scene: Scene, evi: np.ndarray, evi_sd: np.ndarray, thin: int = 1) -> Covariates:
    """Return the covariates of every `thin`-th pixel of a scene as methods are given them, with its own terrain and EVI, (time, y, x)."""
    grid = grid_of(scene.size, PIXEL)
    whole = (slice(0, scene.size), slice(0, scene.size))
    wetness = Terrain(scene.elevation, grid).of_tile(whole, grid)[2]
    some = slice(thin // 2, None, thin)
    ground = np.stack([scene.elevation, scene.insolation, wetness])[:, some, some]
    cover = VLCE2[scene.mapped_cover[some, some]]
    return covariates.of_tile(cover, np.where(scene.fire[some, some], 2021, 0), 2021, evi, evi_sd, ground)


def summed(of: Covariates, grid: Grid):
    """Return covariates summed over blocks."""
    accumulator = Accumulator(grid, of.names, len(of.evi))
    accumulator.add((slice(0, grid.height), slice(0, grid.width)), of)
    return accumulator.aggregates()


def looks_at(values: np.ndarray, cells: Grid, days: np.ndarray) -> list[Look]:
    """Return looks at cells (time, y, x), NaN where cloud was, on days since 1970."""
    x, y = np.meshgrid(cells.x, cells.y)
    seen = np.isfinite(values)
    return [Look(day, x[part], y[part], field[part].astype(np.float64)) for day, field, part in zip(days, values, seen)]


class Seen:
    """Views without snow (view, y, x) on days of year, read as the scratch file of a job is."""

    def __init__(self, values: np.ndarray, days: np.ndarray):
        self.values, self.days = values, days + NEW_YEAR.astype(float)

    def read(self, rows: slice, columns: slice) -> tuple[np.ndarray, np.ndarray]:
        """Return views of a tile, and where they are snow."""
        values = self.values[:, rows, columns]
        return values, np.zeros(values.shape, bool)


def our_evi(
    seen: np.ndarray, days: np.ndarray, cover: np.ndarray, calendar: Calendar, disturbed: np.ndarray, cut: Optional[np.ndarray] = None
) -> TileGreenness:
    """Return our EVI of views (view, y, x) on days of year; `disturbed` (y, x) is 2021 where a fire or cut is known of."""
    stack = Seen(seen, days)
    floor = dormant_floor(seen, stack.days, cover)
    site = Greenness(stack, calendar, cover, disturbed, floor, np.ones(len(days)), cut)
    site, _ = site.learnt(np.full(len(days), "L30"), Progress())
    return site(((slice(0, cover.shape[0]), slice(0, cover.shape[1])), grid_of(len(cover), PIXEL)))


def score_greenness(scene: Scene, seed: int, scores: Scores) -> None:
    """Add the scores of EVI: of all pixels, and of those burnt or cut beside what is made of them without the year."""
    days, seen = views.hls(scene, seed + 8)
    cover, middles = VLCE2[scene.mapped_cover], YEAR.middles - NEW_YEAR.astype(float)
    disturbed = scene.fire | scene.cut
    truth = np.stack([scene.evi(day) for day in middles])[SEASON]
    found = our_evi(seen, days, cover, YEAR, np.where(disturbed, 2021, 0), scene.cut)
    unsplit = our_evi(seen, days, cover, YEAR, np.zeros(cover.shape, int)).evi
    errors = {
        "linear in time": rmse(rivals.linear(seen, days, middles)[SEASON], truth),
        "Whittaker": rmse(rivals.smooth(seen, days, middles)[SEASON], truth),
        "ours, no year of fires": rmse(unsplit[SEASON], truth),
        "ours": rmse(found.evi[SEASON], truth),
    }
    scores.add(f"scene {seed}", "EVI", errors, HIGHEST_EVI_RATIO)
    part = (slice(None), disturbed)
    split = {"no year of fires": rmse(unsplit[SEASON][part], truth[part]), "ours": rmse(found.evi[SEASON][part], truth[part])}
    scores.add(f"scene {seed}", "EVI, disturbed", split, HIGHEST_SPLIT_RATIO)
    groups = np.where(disturbed, 99, scene.cover)
    stated = (found.evi[SEASON], found.evi_sd[SEASON], truth)
    scores.interval(f"scene {seed}", "EVI", (covered(*stated), *covered_by_group(*stated, groups)))


def score_temperature(scene: Scene, seed: int, scores: Scores) -> None:
    """Add the scores of LST on eight clear days and under a year's cloud."""
    grid, cells = grid_of(640, PIXEL), grid_of(20, PIXEL * views.LST_CELL)
    days, seen = views.hls(scene, seed + 8)
    cover, middles = VLCE2[scene.mapped_cover], YEAR.middles - NEW_YEAR.astype(float)
    for name, days_seen, cloudy in (("8 clear days", CLEAR_DAYS, False), ("46 cloudy days", middles[:45], True)):
        calendar = on_days(days_seen)
        values = views.lst(scene, days_seen, cloudy)
        greenness = our_evi(seen, days, cover, calendar, np.zeros(cover.shape, int))
        pixels = what_pixels_are(scene, greenness.evi, greenness.evi_sd)
        truth = np.stack([scene.lst(day) for day in days_seen])
        looks = looks_at(values, cells, calendar.starts.astype(float) + 0.4)
        pattern = lst.fit(looks, None, summed(pixels, grid), grid, calendar, pixel=cells.cell_size[0])
        mean, sd = pattern.of_tile(grid, pixels)
        errors = {
            "bilinear": rmse(rivals.bilinear(values, cells, grid), truth),
            "TsHARP": rmse(rivals.tsharp(values, cells, grid, pixels.evi), truth),
            "ours": rmse(mean, truth),
        }
        scores.add(f"scene {seed}, {name}", "LST", errors, HIGHEST_LST_RATIO)
        scores.interval(f"scene {seed}, {name}", "LST", (covered(mean, sd, truth), *covered_by_group(mean, sd, truth, scene.cover)))
        lakes = (slice(None), scene.cover == LAKE)
        lake_errors = {"bilinear": rmse(rivals.bilinear(values, cells, grid)[lakes], truth[lakes]), "ours": rmse(mean[lakes], truth[lakes])}
        scores.add(f"scene {seed}, {name}", "LST of lakes", lake_errors)


def score_moisture(scene: Scene, seed: int, scores: Scores) -> None:
    """Add the scores of soil moisture on a wide scene."""
    some = slice(THIN // 2, None, THIN)
    grid, cells = grid_of(WIDE // THIN, PIXEL * THIN), grid_of(WIDE // views.SMAP_CELL, PIXEL * views.SMAP_CELL)
    calendar = on_days(MOISTURE_DAYS)
    values = views.soil_moisture(scene, MOISTURE_DAYS)
    truth = np.stack([scene.soil_moisture(day)[some, some] for day in MOISTURE_DAYS])
    evi = np.stack([scene.evi(day)[some, some] for day in MOISTURE_DAYS])
    pixels = what_pixels_are(scene, evi, np.zeros_like(evi), THIN)
    looks = looks_at(values, cells, calendar.starts.astype(float) + 0.5)
    mean, sd = soil_moisture.fit(looks, cells, summed(pixels, grid), grid, calendar).of_tile(grid, pixels)
    errors = {"bilinear": rmse(rivals.bilinear(values, cells, grid)[:, pixels.land], truth[:, pixels.land]), "ours": rmse(mean, truth)}
    scores.add(f"scene {seed}", "soil moisture", errors, 1.0, (covered(mean, sd, truth),))


def score_thaw(scene: Scene, seed: int, scores: Scores) -> None:
    """Add the scores of the thawed share on a wide scene, in spring and autumn."""
    some, rng, see = slice(THIN // 2, None, THIN), np.random.default_rng(77), views.Footprint(WIDE, views.SMAP_CELL)
    grid, cells = grid_of(WIDE // THIN, PIXEL * THIN), grid_of(WIDE // views.SMAP_CELL, PIXEL * views.SMAP_CELL)
    inner, simple, ours, truths, sds = slice(1, -1), [], [], [], []
    for season in FROST_SEASONS:
        first = season[0] - 4
        calendar = on_days(np.arange(first, first + 72, 8), 8)
        states = np.full((72, 2, *cells.shape), np.nan)
        truth = np.zeros((9, *grid.shape), np.float32)
        for day in season:
            temperature = scene.ground_temperature(day)
            states[day - first, 0] = views.thaw(temperature, see, rng)
            truth[(day - first) // 8] += (temperature[some, some] >= 0) / np.float32(8)
        pixels = what_pixels_are(scene, np.full(truth.shape, 0.3, np.float32), np.zeros_like(truth), THIN)
        mean, sd = freeze_thaw.fit(states, cells, summed(pixels, grid), grid, calendar).of_tile(grid, pixels)
        simple.append(rivals.bilinear(rivals.step_shares(states, calendar), cells, grid)[inner])
        for gathered, values in ((ours, mean), (sds, sd), (truths, truth)):
            gathered.append(values[inner])
    simple, ours, truth, sd = (np.concatenate(parts) for parts in (simple, ours, truths, sds))
    scores.add(
        f"scene {seed}", "thawed share", {"bilinear": rmse(simple, truth), "ours": rmse(ours, truth)}, 1.0, (covered(ours, sd, truth),)
    )


def score_sample(path: str, scores: Scores) -> None:
    """Add the scores of the sample site's cube, and what intervals of LST cover of looks that were hidden."""
    with sample_site(path) as site:
        observed = site.observe()
        seen, snow = observed.views.read(*site.whole)
        seen[snow] = np.nan
        simple = {"linear in time": rivals.linear(seen, observed.views.days, site.job.calendar.middles)}
        simple["Whittaker"] = rivals.smooth(seen, observed.views.days, site.job.calendar.middles)
        about = site.fuse(observed)
        land, cover = site.job.land_cover != covariates.WATER, site.job.land_cover
        truth = site.truth("evi")[SEASON][:, land]
        errors = {name: rmse(found[SEASON][:, land], truth) for name, found in {**simple, "ours": site.map("evi")}.items()}
        scores.add("sample site", "EVI", errors)
        stated = (site.map("evi")[SEASON], site.map("evi_sd")[SEASON], site.truth("evi")[SEASON])
        groups = np.where(site.job.disturbed > 0, 99, np.where(land, cover, 0))
        inside = (part[:, land] for part in stated)
        scores.interval("sample site", "EVI", (covered(*inside), *covered_by_group(*stated, groups, leave_out=0)))
        hidden = about["hidden_views"]
        scores.add("sample site, hidden", "EVI", {"linear in time": hidden["rmse_linear"], "ours": hidden["rmse"]})
        scores.interval("sample site, hidden", "EVI", (hidden["covered"], *hidden["covered_by_group"]))
        coarse = observed.coarse
        for name, cells, values in (
            ("soil_moisture", coarse.moisture_cells, coarse.soil_moisture),
            ("thaw_fraction", coarse.state_cells, coarse.states),
        ):
            truth, found = site.truth(name)[:, land], site.map(name)[:, land]
            shares = fill_nearest(fill_in_time(rivals.step_shares(values, site.job.calendar)))
            interpolate = Interpolator(cells, site.job.grid)
            bilinear = np.stack([interpolate(field)[land] for field in shares])
            sd = site.map(f"{name}_sd")[:, land]
            scores.add(
                "sample site", name, {"bilinear": rmse(bilinear, truth), "ours": rmse(found, truth)}, None, (covered(found, sd, truth),)
            )
        truth, found, sd = site.truth("lst"), site.map("lst"), site.map("lst_sd")
        scores.add("sample site", "LST", {"ours": rmse(found, truth)})
        scores.interval("sample site", "LST", (covered(found, sd, truth), *covered_by_group(found, sd, truth, cover)))
        values, said, doubt = hidden_looks(coarse.looks, coarse.weather, site.aggregates(), site.job.grid, site.job.calendar)
        share = covered(said, doubt, values)
        scores.interval("sample site, hidden", "LST", (share, share, share))


def main(site: str, _: str = "", *seeds: str) -> None:
    """Print the table and fail when a bar is missed."""
    scores = Scores()
    for seed in map(int, seeds or SEEDS):
        scene = Scene(640, seed)
        score_greenness(scene, seed, scores)
        score_temperature(scene, seed, scores)
        wide = Scene(WIDE, seed)
        score_moisture(wide, seed, scores)
        score_thaw(wide, seed, scores)
    score_sample(site, scores)
    print(scores)
    sys.exit(MISSED if scores.failed else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
