"""Downscaling on a site with known truth."""

from dataclasses import replace

import numpy as np
import pytest
from coarse_site import CELLS, GRID, LAKE, QUARTER, aggregates, covariates, cut, look, seen

from boreal_gpp_plugin.core.fusion import downscale
from boreal_gpp_plugin.core.fusion.downscale import Beliefs, SlopePrior
from boreal_gpp_plugin.core.fusion.footprint import Footprint
from boreal_gpp_plugin.core.fusion.level import Course
from boreal_gpp_plugin.core.fusion.surface import Surface
from boreal_gpp_plugin.core.fusion.variogram import Variogram

TRUE = {"wetland": 3.0, "elevation": -0.02, "evi": -12.0, "water": -6.0}
PRIORS = {
    "wetland": SlopePrior(0.0, 4.0),
    "elevation": SlopePrior(-0.0065, 0.02),
    "evi": SlopePrior(0.0, 15.0),
    "water": SlopePrior(0.0, 8.0),
}
BELIEFS = Beliefs(
    PRIORS, 60.0, 5.0, Variogram(1.0, 5000.0, 0.3, 1.0), Course((20.0, 20.0, 5.0), np.zeros(0), np.zeros((0, 0)), 9.0, 3.0, 3.0), 0.05
)
DAYS = QUARTER.every_day().astype(float)


def truth(site, day):
    """The driver on one day: a mean that changes from day to day, slopes, and a lake."""
    step = int(QUARTER.step_of(np.datetime64(int(day), "D")))
    mean = 15 + 4 * np.sin(day / 4.0)
    evi = site.evi[step]
    land = mean + TRUE["wetland"] * site.static[0] + TRUE["elevation"] * (site.static[1] - 500) + TRUE["evi"] * (evi - 0.3)
    return np.where(site.land, land, mean + TRUE["water"])


def fitted(site, looks):
    return downscale.fit(looks, CELLS, Footprint(960.0, 960.0), aggregates(site), QUARTER, BELIEFS)


@pytest.fixture(scope="module")
def case():
    rng = np.random.default_rng(1)
    site = covariates(rng)
    looks = [look(day + 0.4, truth(site, day), rng, clear=0.6) for day in DAYS[::2]]
    fit = fitted(site, looks)
    mean, sd = downscale.pattern(fit).of_tile(GRID, site)
    members = QUARTER.step_of(QUARTER.every_day())
    true = np.stack([np.mean([truth(site, d) for d in DAYS[members == k]], axis=0) for k in range(len(QUARTER))])
    return site, fit, mean, sd, true


def test_slopes_are_recovered(case):
    _, fit, *_ = case
    for column, name in enumerate(("wetland", "elevation", "evi")):
        slope, sd = fit.slopes[:, column], np.sqrt(fit.covariance[:, column, column])
        assert np.abs(slope - TRUE[name]).max() < 0.1 * abs(TRUE[name]) + 2 * sd.max()
        assert sd.max() < 0.25 * PRIORS[name].sd


def test_maps_are_far_better_than_bilinear(case):
    site, _, mean, _, true = case
    bilinear = Surface.through(np.stack([seen(field) for field in true]), CELLS, 1).on(GRID)
    error, coarse = (np.sqrt(np.mean((field - true)[:, site.land] ** 2)) for field in (mean, bilinear))
    assert error < 0.4 * coarse


def test_nine_tenths_of_the_truth_lie_in_the_nine_tenths_interval(case):
    site, _, mean, sd, true = case
    inside = np.abs(mean - true) < 1.645 * sd
    assert inside[:, site.land].mean() > 0.85


def test_lakes_do_not_leak_into_land(case):
    site, _, mean, _, true = case
    rows, columns = LAKE
    shore = np.zeros(GRID.shape, bool)
    shore[rows.start - 8 : rows.stop + 8, columns.start - 8 : columns.stop + 8] = True
    shore &= site.land
    # The lake is 6 K cold; half a kilometre around it, land is off by no more than anywhere else.
    bias = (mean - true)[:, shore].mean()
    assert abs(bias) < 0.05 * abs(TRUE["water"])
    assert (mean - true)[:, ~site.land].mean() == pytest.approx(0.0, abs=1.0)


def test_tiles_agree_with_the_whole(case):
    site, fit, mean, sd, _ = case
    pattern = downscale.pattern(fit)
    for part, grid in GRID.tiles(70):
        tile_mean, tile_sd = pattern.of_tile(grid, cut(site, part))
        # float32 of values near 20
        assert np.abs(tile_mean - mean[(slice(None), *part)]).max() < 2e-5
        assert np.abs(tile_sd - sd[(slice(None), *part)]).max() < 2e-4


def test_the_mean_over_a_cell_is_the_level_there_and_what_the_cell_sees(case):
    site, fit, mean, _, _ = case
    a = fit.aggregates
    land = np.stack([seen(mean[step]) for step in range(len(QUARTER))])
    static = np.stack([seen((layer - centre) * site.land) for layer, centre in zip(site.static, a.centre)])
    evi = np.stack([seen((field - centre) * site.land) for field, centre in zip(site.evi, a.evi_centre)])
    design = np.concatenate(
        [np.broadcast_to(static, (len(evi), *static.shape)), evi[:, None], np.broadcast_to(seen(~site.land), evi.shape)[:, None]], axis=1
    )
    expected = fit.level.mean + np.einsum("tc,tcyx->tyx", fit.slopes, design)
    # Inside; at the edges the surface is held constant beyond the outer centres.
    assert land[:, 1:-1, 1:-1] == pytest.approx(expected[:, 1:-1, 1:-1], abs=0.1)


def test_without_looks_the_priors_hold():
    site = covariates(np.random.default_rng(2))
    fit = fitted(site, [])
    assert fit.slopes == pytest.approx(np.tile([p.mean for p in PRIORS.values()], (len(QUARTER), 1)))
    assert np.sqrt(fit.covariance[:, 0, 0].max()) <= PRIORS["wetland"].sd + 1e-9
    mean, sd = downscale.pattern(fit).of_tile(GRID, site)
    assert np.isfinite(mean).all()
    assert sd.min() > 15.0


def test_pixels_never_seen_take_the_mean_greenness(case):
    site, fit, mean, *_ = case
    blind = cut(site, (slice(0, 20), slice(0, 20)))
    nothing = np.full_like(blind.evi, np.nan)
    got, sd = downscale.pattern(fit).of_tile(GRID.subgrid(0, 0, 20, 20), replace(blind, evi=nothing, evi_sd=nothing))
    greener = blind.evi - fit.aggregates.evi_centre[:, None, None]
    assert np.abs(got + fit.slopes[:, 2, None, None] * greener - mean[:, :20, :20]).max() < 1e-4
    assert np.isfinite(sd).all()


def test_what_is_not_known_of_greenness_is_not_known_of_the_driver(case):
    site, fit, _, sd, _ = case
    _, unsure = downscale.pattern(fit).of_tile(GRID, replace(site, evi_sd=np.full_like(site.evi, 0.1)))
    added = (unsure**2 - sd**2)[:, site.land]
    assert added == pytest.approx(np.broadcast_to((0.1 * fit.slopes[:, 2, None]) ** 2, added.shape), rel=1e-3)
    assert (unsure == sd)[:, ~site.land].all()


def test_errors_of_slopes_count_as_far_as_pixels_differ_from_the_cell_around_them(case):
    fit = case[1]
    spread = np.zeros((4, 4))
    assert downscale._within(fit.aggregates, spread) == pytest.approx(1.0)
    spread[1, 1] = 0.75 * fit.aggregates.spread[0, 1, 1]  # a quarter of the variance of elevation lies within coarse pixels
    share = downscale._within(fit.aggregates, spread)[0]
    assert share[1, 1] == pytest.approx(0.25)
    assert share[0, 1] == pytest.approx(0.5)
    assert share[3, 3] == 1


def test_a_driver_of_land_has_no_value_on_water(case):
    site, fit, *_ = case
    mean, sd = downscale.pattern(fit, on_water=False).of_tile(GRID, site)
    assert (np.isnan(mean) == ~site.land).all()
    assert (np.isnan(sd) == ~site.land).all()
