"""Freeze/thaw of a site from the states of coarse cells."""

import numpy as np
import pytest
from coarse_site import CELLS, GRID, aggregates, covariates, cut
from scipy.special import logit

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.fusion import freeze_thaw
from boreal_gpp_plugin.core.grid import Grid

YEAR = Calendar.between("2021-01-01", "2021-12-31")
COARSE = Grid(CELLS.crs, CELLS.transform * CELLS.transform.scale(10.0), 1, 1).padded(1)


@pytest.fixture(scope="module")
def site():
    return covariates(np.random.default_rng(1), YEAR)


def ground(site, states):
    return freeze_thaw.fit(states, COARSE, aggregates(site, YEAR), GRID, YEAR)


def year(thaw=100, freeze=300):
    """States that are thawed from day `thaw` of the year until day `freeze`."""
    states = np.zeros((365, 2, *COARSE.shape))
    states[thaw - 1 : freeze - 1] = 1
    return states


@pytest.fixture(scope="module")
def pattern(site):
    return ground(site, year())


def test_the_logit_of_a_steady_chance_is_that_of_the_share():
    states = np.tile([1.0, 1.0, 0.0, 1.0], 90)[:, None]
    # A series that does not change has nothing to be penalised for: the maximum-likelihood logit of three in four.
    assert freeze_thaw.smooth_logits(states)[90:270] == pytest.approx(logit(0.75), abs=0.05)


def test_missing_days_lie_between_their_neighbours():
    states = np.zeros((60, 1))
    states[30:] = 1
    states[20:40] = np.nan
    smooth = freeze_thaw.smooth_logits(states)[:, 0]
    assert (np.diff(smooth[15:45]) > 0).all()
    assert smooth[29] < 0 < smooth[31]


def test_a_series_never_seen_stays_missing():
    assert np.isnan(freeze_thaw.smooth_logits(np.full((20, 1), np.nan))).all()


def test_summer_is_thawed_and_winter_frozen(site, pattern):
    share, sd = pattern.of_tile(GRID, site)
    assert share[0].max() < 0.02
    assert share[25].min() > 0.98
    assert sd[25].max() < 0.05


def test_low_ground_thaws_before_hills(site, pattern):
    share, sd = pattern.of_tile(GRID, site)
    step = int(YEAR.step_of(np.datetime64("2021-04-10")))
    low, high = (site.static[1] < 460) & site.land, (site.static[1] > 540) & site.land
    # 100 m of lapse are 0.65 K, 0.4 logits: up to a tenth of the share at a half, less where days of the step are alike.
    assert share[step][low].mean() > share[step][high].mean() + 0.03
    assert sd[step].mean() > 0.05


def test_wetland_thaws_late_and_does_not_freeze_early(site, pattern):
    thaw, freeze = pattern.onsets_of_tile(GRID, site)
    wetland = (site.static[0] == 1) & site.land
    others = (site.static[0] == 0) & site.land
    assert thaw[0][wetland].mean() > thaw[0][others].mean() + 0.5
    assert freeze[0][wetland].mean() == pytest.approx(freeze[0][others].mean(), abs=0.5)


def test_the_mean_of_the_site_is_that_of_its_cell(site, pattern):
    share, _ = pattern.of_tile(GRID, site)
    truth = np.array([year()[i : i + 8, :, 1, 1].mean() for i in range(0, 360, 8)])
    assert share[:45][:, site.land].mean(axis=1) == pytest.approx(truth, abs=0.12)


def test_mornings_of_frost_and_evenings_of_thaw_are_a_half_whatever_the_place(site):
    states = np.zeros((365, 2, *COARSE.shape))
    states[:, 1] = 1
    share, _ = ground(site, states).of_tile(GRID, site)
    assert np.abs(share - 0.5).max() < 0.05


def test_onsets_are_the_days_of_the_states(site, pattern):
    thaw, freeze = pattern.onsets_of_tile(GRID, site)
    assert np.median(thaw[0][site.land]) == pytest.approx(100, abs=2)
    assert np.median(freeze[0][site.land]) == pytest.approx(300, abs=2)


def test_a_warm_week_in_march_is_not_the_onset(site):
    states = year()
    states[70:77] = 1
    thaw, _ = ground(site, states).onsets_of_tile(GRID, site)
    assert np.median(thaw[0][site.land]) == pytest.approx(100, abs=3)


@pytest.mark.parametrize("days", [(1, 366), (400, 500)])
def test_ground_that_never_freezes_or_never_thaws_has_no_onsets(site, days):
    for onsets in ground(site, year(*days)).onsets_of_tile(GRID, site):
        assert np.isnan(onsets).all()


def test_what_set_in_before_the_record_began_has_no_date():
    seen = []
    for first, last, thawed in (("2021-06-02", "2021-11-25", (100, 300)), ("2021-11-09", "2021-12-31", (100, 300))):
        calendar = Calendar.between(first, last)
        site = covariates(np.random.default_rng(1), calendar)
        day = (calendar.starts[0] - np.datetime64("2021-01-01")).astype(int)
        states = year(*thawed)[day : day + len(calendar.every_day())]
        pattern = freeze_thaw.fit(states, COARSE, aggregates(site, calendar), GRID, calendar)
        seen.append([np.median(dates[0][site.land]) for dates in pattern.onsets_of_tile(GRID, site)])
    np.testing.assert_allclose(seen, [[np.nan, 300], [np.nan, np.nan]], atol=2)


def test_no_onset_lies_between_a_day_and_none():
    """A record that ends while the ground thaws: warm places have thawed, cold ones have not, and none will on a day in between."""
    calendar = Calendar.between("2021-01-01", "2021-04-14")
    site = covariates(np.random.default_rng(1), calendar)
    states = np.random.default_rng(2).random((104, 2, *COARSE.shape)) < np.linspace(-0.4, 0.6, 104)[:, None, None, None]
    thaw, _ = freeze_thaw.fit(states.astype(float), COARSE, aggregates(site, calendar), GRID, calendar).onsets_of_tile(GRID, site)
    known = np.isfinite(thaw)
    assert known.any() and not known.all()
    assert thaw[known].max() <= 104


def test_every_year_has_its_onsets():
    calendar = Calendar.between("2021-01-01", "2022-12-31")
    site = covariates(np.random.default_rng(1), calendar)
    states = np.concatenate([year(100), year(120)])
    thaw, _ = freeze_thaw.fit(states, COARSE, aggregates(site, calendar), GRID, calendar).onsets_of_tile(GRID, site)
    assert [np.median(days[site.land]) for days in thaw] == pytest.approx([100, 120], abs=2)


def test_tiles_agree_with_the_whole(site, pattern):
    share, sd = pattern.of_tile(GRID, site)
    thaw, _ = pattern.onsets_of_tile(GRID, site)
    for part, grid in GRID.tiles(70):
        tile_share, tile_sd = pattern.of_tile(grid, cut(site, part))
        assert np.abs(tile_share - share[(slice(None), *part)]).max() < 1e-5
        assert np.abs(tile_sd - sd[(slice(None), *part)]).max() < 1e-5
        assert np.abs(pattern.onsets_of_tile(grid, cut(site, part))[0] - thaw[(slice(None), *part)]).max() < 1e-2


def test_a_half_of_the_day_never_seen_is_as_the_other(site):
    states = year()
    states[:, 1] = np.nan
    share, _ = ground(site, states).of_tile(GRID, site)
    assert share[0].max() < 0.02
    assert share[25].min() > 0.98


def test_far_from_any_state_thaw_may_be_anything(site):
    states = year()
    states[:150], states[240:] = np.nan, np.nan  # summer alone was seen
    sd = ground(site, states).of_tile(GRID, site)[1]
    assert sd[25].max() < 0.05
    assert (sd[0] > 0.45).all()  # a fraction that is 0 or 1, no one knows which, has a standard deviation of a half


def test_an_outage_in_summer_leaves_no_doubt_of_thaw(site):
    states = year()
    states[170:202] = np.nan
    assert ground(site, states).of_tile(GRID, site)[1][22].max() < 0.05
