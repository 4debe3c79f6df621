"""Greenness from sparse views, on sites with known truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from affine import Affine

from boreal_gpp_plugin.core import greenness
from boreal_gpp_plugin.core.calendar import SOME_YEAR, Calendar
from boreal_gpp_plugin.core.fusion import evi, hidden_views
from boreal_gpp_plugin.core.fusion.coarse_greenness import CoarseGreenness
from boreal_gpp_plugin.core.fusion.haze import dropped
from boreal_gpp_plugin.core.fusion.stack import AcquisitionStack
from boreal_gpp_plugin.core.fusion.views import USUAL_FLOOR, dormant_floor
from boreal_gpp_plugin.core.greenness import Greenness
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.progress import Progress

YEAR = Calendar.between("2021-01-01", "2021-12-31")
FIRST = float(YEAR.starts[0].astype(float))
SHAPE = (40, 50)
WHOLE = (slice(0, SHAPE[0]), slice(0, SHAPE[1]))
CONIFER, BROADLEAF = 210, 220
COVER = np.where(np.arange(SHAPE[1]) < 25, CONIFER, BROADLEAF) * np.ones((SHAPE[0], 1), int)
BURNT = np.zeros(SHAPE, bool)
BURNT[10:30, 30:45] = True
FIRE_DAY = 200.0
SUMMER = slice(14, 34)


def truth(days, fire=False):
    """EVI (day, y, x) on days since 1970: conifers and aspen, each pixel with a level of its own, some burnt."""
    day = np.asarray(days)[:, None, None] - FIRST
    row, column = np.mgrid[: SHAPE[0], : SHAPE[1]]
    level = 1 + 0.15 * np.sin(row / 9) * np.cos(column / 7)
    leaf = np.exp(-(((day - 200) / np.where(COVER == CONIFER, 70.0, 45.0)) ** 2))
    evi = np.where(COVER == CONIFER, 0.17, 0.12) + np.where(COVER == CONIFER, 0.16, 0.45) * level * leaf
    return np.where(fire & BURNT & (day >= FIRE_DAY), 0.1, evi)


def seen_of(fire=False, count=64, clear=0.3, noise=0.015, haze=0.0, seed=1, from_day=90, to_day=300):
    """Days, and views (view, y, x) with cloud in large pieces, NaN."""
    rng = np.random.default_rng(seed)
    days = np.sort(rng.uniform(FIRST + from_day, FIRST + to_day, count))
    cube = truth(days, fire) + noise * rng.standard_normal((count, *SHAPE))
    cloud = np.kron(rng.random((count, 4, 5)) > clear, np.ones((10, 10), bool)).astype(bool)
    cube = np.where(rng.random(cube.shape) < haze, 0.5 * cube, cube)
    return days, np.where(cloud, np.nan, cube).astype(np.float32)


def site_of(folder, days, seen, snow=None, disturbed=None, sensors=None, calendar=YEAR):
    """The greenness learnt of views, and what is said of it."""
    stack = AcquisitionStack(folder / "views.i16", days, SHAPE)
    for i, field in enumerate(seen):
        stack.write(i, 0, field, np.zeros(SHAPE, bool) if snow is None else snow[i])
    disturbed = np.zeros(SHAPE, int) if disturbed is None else disturbed
    site = Greenness(stack, calendar, COVER, disturbed, dormant_floor(seen, days, COVER), np.ones(len(days)))
    return site.learnt(np.full(len(days), "L30") if sensors is None else sensors, Progress())


def rmse(found, true):
    return float(np.sqrt(np.nanmean((found - true) ** 2)))


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    site, about = site_of(tmp_path_factory.mktemp("plain"), *seen_of())
    return site, about, site((WHOLE, None))


def test_evi_follows_each_pixels_season_from_sparse_clear_views(plain):
    found, true = plain[2].evi, truth(YEAR.middles)
    # Two thirds of the noise of one view, which a pixel seen some twenty times in six shared courses must beat.
    assert rmse(found[SUMMER], true[SUMMER]) < 0.010
    assert abs(float((found - true)[SUMMER].mean())) < 0.004


def test_intervals_hold_the_truth_as_often_as_they_say_or_more(plain):
    found, true = plain[2], truth(YEAR.middles)
    inside = np.abs(found.evi - true) <= 1.645 * found.evi_sd
    # Hidden views tell a width only down to their own noise, which is larger than the errors on a site as regular as this.
    assert inside[SUMMER].mean() > 0.87
    assert np.median(found.evi_sd[SUMMER]) < 0.015


def test_views_that_were_hidden_are_predicted_better_than_by_a_straight_line(plain):
    hidden = plain[1]["hidden_views"]
    assert hidden["count"] > 1000
    assert hidden["rmse"] < hidden["rmse_linear"]
    assert hidden["rmse"] > 0.014  # the noise of a view is part of it
    assert 0.85 < hidden["covered"] < 0.95
    least, most = hidden["covered_by_group"]
    assert 0.8 < least <= hidden["covered"] <= most < 0.97


def test_nothing_that_predicts_hidden_views_was_learnt_from_them(tmp_path, monkeypatch):
    learn, check, learnt_from, hidden_from = evi.learn, hidden_views.check, [], []
    monkeypatch.setattr(evi, "learn", lambda views, *rest: learnt_from.append(views.values) or learn(views, *rest))
    monkeypatch.setattr(hidden_views, "check", lambda *given: hidden_from.append((len(learnt_from), given[2])) or check(*given))
    site_of(tmp_path, *seen_of())
    ((before, hidden),) = hidden_from
    assert hidden.any()
    assert all(np.isnan(values[hidden]).all() for values in learnt_from[:before])
    assert np.isfinite(learnt_from[-1][hidden]).all()


def test_a_cover_that_only_hidden_views_showed_is_as_doubtful_as_all(tmp_path, monkeypatch):
    hide = hidden_views.hide

    def hide_broadleaf_too(views):
        hidden = hide(views)[1] | (np.isfinite(views.values) & (views.groups == BROADLEAF))
        return replace(views, values=np.where(hidden, np.float32(np.nan), views.values)), hidden

    monkeypatch.setattr(hidden_views, "hide", hide_broadleaf_too)
    site, _ = site_of(tmp_path, *seen_of())
    assert site.model.groups.tolist() == [CONIFER, BROADLEAF]
    assert site.model.doubt[1] == site.model.doubt[2]
    assert np.isfinite(site((WHOLE, None)).evi).all()


def test_a_view_is_as_noisy_as_it_was_made_though_neighbours_share_most_of_it(tmp_path, monkeypatch):
    days, seen = seen_of(count=128, noise=0.01)
    shared = 0.015 * np.random.default_rng(3).standard_normal((128, SHAPE[0] // 4, SHAPE[1] // 5))
    seen += np.kron(shared, np.ones((4, 5))).astype(np.float32)
    told, noise_of = [], hidden_views._noise
    monkeypatch.setattr(hidden_views, "_noise", lambda *given: told.append(noise_of(*given)) or told[-1])
    site_of(tmp_path, days, seen)
    # Squares of some thousand pairs, of which those of a patch are one: some hundred, so that the root is known to a tenth.
    np.testing.assert_allclose(np.sqrt(told[0][:2]), np.hypot(0.01, 0.015), rtol=0.12)


def test_tiles_give_what_the_whole_gives(plain):
    site, _, whole = plain
    for tile in ((slice(0, 16), slice(0, 50)), (slice(16, 40), slice(20, 50))):
        part = site((tile, None))
        everywhere = (slice(None), *tile)
        # Sums in another order differ by the precision of float32.
        assert np.nanmax(np.abs(part.evi - whole.evi[everywhere])) < 1e-4
        assert np.nanmax(np.abs(part.evi_sd - whole.evi_sd[everywhere])) < 1e-4
        np.testing.assert_array_equal(part.quality, whole.quality[everywhere])


def test_missed_clouds_pull_evi_down_less_than_their_share(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    clean = site_of(tmp_path / "a", *seen_of(clear=0.5))[0]((WHOLE, None)).evi
    hazy = site_of(tmp_path / "b", *seen_of(clear=0.5, haze=0.1))[0]((WHOLE, None)).evi
    summer = slice(20, 28)
    # A plain mean would fall by a tenth of a half.
    assert np.mean(clean[summer] - hazy[summer]) < 0.5 * 0.05 * clean[summer].mean()


def test_missed_clouds_hardly_widen_the_intervals(tmp_path):
    widths = []
    for haze in (0.0, 0.08):
        (tmp_path / str(haze)).mkdir()
        site, _ = site_of(tmp_path / str(haze), *seen_of(clear=0.5, haze=haze))
        widths.append(float(np.median(site((WHOLE, None)).evi_sd[SUMMER])))
    assert widths[1] < 1.5 * widths[0]


def test_a_known_course_tells_missed_clouds_in_spring_from_dips_that_last():
    course = np.array([[0.1, 0.5], [0.3, 0.2], [0.5, 0.5]], np.float32)  # spring, and a field between two cuts
    seen, known = np.array([[0.1, 0.5], [0.2, 0.2], [0.5, 0.5]], np.float32), np.ones((3, 2), bool)
    assert dropped(seen, known)[1].tolist() == [False, True]
    assert dropped(seen, known, course)[1].tolist() == [True, False]


def test_intervals_of_burnt_pixels_hold_the_truth_before_and_after_the_fire(tmp_path):
    days, seen = seen_of(fire=True, count=80)
    site, _ = site_of(tmp_path, days, seen, disturbed=np.where(BURNT, 2021, 0))
    found, true = site((WHOLE, None)), truth(YEAR.middles, fire=True)
    inside = np.abs(found.evi - true)[SUMMER][:, BURNT] <= 1.645 * found.evi_sd[SUMMER][:, BURNT]
    assert inside.mean() > 0.8
    assert np.median(found.evi_sd[SUMMER][:, BURNT]) < 0.03


def test_a_burnt_pixel_has_two_series_where_its_year_is_known(tmp_path):
    days, seen = seen_of(fire=True, count=80)
    true = truth(YEAR.middles, fire=True)
    burnt = (SUMMER, BURNT)
    errors = {}
    for name, year in (("unknown", 0), ("known", 2021), ("sought", SOME_YEAR)):
        disturbed = np.where(BURNT, year, 0)
        (tmp_path / name).mkdir()
        site, _ = site_of(tmp_path / name, days, seen, disturbed=disturbed)
        found = site((WHOLE, None)).evi
        errors[name] = rmse(found[burnt[0]][:, BURNT], true[burnt[0]][:, BURNT])
        assert rmse(found[SUMMER][:, ~BURNT], true[SUMMER][:, ~BURNT]) < 0.015
    assert errors["known"] < 0.7 * errors["unknown"]
    assert errors["sought"] == errors["known"]  # where all views are of that year


def test_of_a_site_all_of_which_is_disturbed_all_pixels_tell(tmp_path):
    days, seen = seen_of(fire=True)
    site, about = site_of(tmp_path, days, seen, disturbed=np.full(SHAPE, 2021))
    found, true = site((WHOLE, None)), truth(YEAR.middles, fire=True)
    assert rmse(found.evi[SUMMER], true[SUMMER]) < 0.03  # a fifth of what the fire took
    assert 0.8 < about["hidden_views"]["covered"] <= 1.0


def test_the_year_of_a_disturbance_is_found_where_it_is_not_told(tmp_path):
    days, seen = seen_of(fire=True, count=80)
    before = seen_of(count=40, seed=2)[1]
    days, seen = np.concatenate([days[::2] - 365.0, days]), np.concatenate([before, seen])
    two_years = Calendar.between("2020-01-01", "2021-12-31")
    maps = {}
    for year in (2021, SOME_YEAR):
        (tmp_path / str(year)).mkdir()
        site, _ = site_of(tmp_path / str(year), days, seen, disturbed=np.where(BURNT, year, 0), calendar=two_years)
        maps[year] = site((WHOLE, None)).evi[:, BURNT]
    assert rmse(maps[SOME_YEAR], maps[2021]) < 0.003


def test_what_was_hidden_burnt_when_the_seen_part_or_another_fire_did_but_cuts_are_apart(tmp_path):
    shape, burnt = (24, 240), np.s_[6:18, 10:230]
    days = FIRST + np.arange(92.0, 300, 4)
    leaf = 0.15 + 0.4 * np.exp(-(((days - FIRST - 200) / 60) ** 2))
    seen = leaf[:, None, None] + 0.01 * np.random.default_rng(3).standard_normal((len(days), *shape))
    seen[days >= FIRST + FIRE_DAY, 6:18, 10:230] *= 0.3
    seen[np.abs(days - FIRST - FIRE_DAY) < 28, :, 120:] = np.nan  # cloud for two months over the one half
    stack = AcquisitionStack(tmp_path / "views.i16", days, shape)
    for i, field in enumerate(seen.astype(np.float32)):
        stack.write(i, 0, field, np.zeros(shape, bool))
    cover, errors = np.full(shape, CONIFER), {}
    for name, apart in (("one fire", []), ("two fires", [118]), ("two cuts", [118])):
        disturbed = np.zeros(shape, int)
        disturbed[burnt] = 2021
        disturbed[:, apart] = 0
        cut = disturbed > 0 if name == "two cuts" else None
        site, _ = Greenness(stack, YEAR, cover, disturbed, {}, np.ones(len(days)), cut).learnt(np.full(len(days), "L30"), Progress())
        middles = YEAR.middles - FIRST
        true = (0.15 + 0.4 * np.exp(-(((middles - 200) / 60) ** 2))) * np.where(middles >= FIRE_DAY, 0.3, 1)
        near = np.abs(middles - FIRE_DAY) < 24
        far = (slice(0, 24), slice(192, 240))  # beyond what a tile looks at
        errors[name] = rmse(site((far, None)).evi[near, 6:18, :38], true[near, None, None])
    assert errors["one fire"] < 0.5 * errors["two cuts"]
    assert errors["two fires"] < 0.5 * errors["two cuts"]


def test_a_known_disturbance_that_left_no_trace_changes_little(tmp_path):
    days, seen = seen_of(count=80)
    site, _ = site_of(tmp_path, days, seen, disturbed=np.where(BURNT, 2021, 0))
    found, true = site((WHOLE, None)).evi[SUMMER], truth(YEAR.middles)[SUMMER]
    assert rmse(found[:, BURNT], true[:, BURNT]) < 2.5 * rmse(found[:, ~BURNT], true[:, ~BURNT])


def test_what_one_sensor_shows_differently_is_found_and_taken_out(tmp_path):
    days, seen = seen_of(count=80)
    sensors = np.where(np.arange(len(days)) % 2, "S30", "L30")
    seen[sensors == "S30"] *= np.float32(1.06)
    site, about = site_of(tmp_path, days, seen, sensors=sensors)
    assert about["gains"]["S30"] == pytest.approx(1.06, abs=0.015)
    assert abs(float((site((WHOLE, None)).evi - truth(YEAR.middles))[SUMMER].mean())) < 0.006


def test_sensors_that_agree_are_left_alone(tmp_path):
    days, seen = seen_of(count=80)
    sensors = np.where(np.arange(len(days)) % 2, "S30", "L30")
    assert site_of(tmp_path, days, seen, sensors=sensors)[1]["gains"] == {}


def test_snow_and_dark_months_hold_evi_at_the_dormant_floor(tmp_path):
    days, seen = seen_of(clear=0.5)
    winter = FIRST + np.array([20.0, 60.0, 330.0, 355.0])
    days = np.concatenate([winter[:2], days, winter[2:]])
    nothing = np.full((2, *SHAPE), np.nan, np.float32)
    snow = np.zeros((len(days), *SHAPE), bool)
    snow[[0, 1, -2, -1]] = True
    site, _ = site_of(tmp_path, days, np.concatenate([nothing, seen, nothing]), snow)
    found = site((WHOLE, None))
    for cover, level in ((CONIFER, 0.17), (BROADLEAF, 0.12)):
        dark = np.concatenate([found.evi[:8], found.evi[-4:]])[:, cover == COVER]
        assert np.abs(dark.mean() - level) < 0.04
    assert (found.quality[2] == 1).all()  # seen under snow


def test_a_pixel_never_seen_has_no_evi_and_no_quality(tmp_path):
    days, seen = seen_of()
    seen[:, 2, 2] = np.nan
    found = site_of(tmp_path, days, seen)[0]((WHOLE, None))
    assert np.isnan(found.evi[:, 2, 2]).all() and np.isnan(found.evi_sd[:, 2, 2]).all()
    assert not found.quality[:, 2, 2].any()
    assert np.isfinite(found.evi[:, 0, 0]).all() and np.isfinite(found.evi_sd[:, 0, 0]).all()


def test_a_site_that_was_never_seen_clear_has_no_evi(tmp_path):
    days, seen = seen_of(count=4)
    site, about = site_of(tmp_path, days, np.full_like(seen, np.nan))
    assert np.isnan(site((WHOLE, None)).evi).all()
    assert about == {}


@pytest.mark.parametrize("count", [1, 3, 8])
def test_few_views_still_give_a_season_with_a_wide_interval(tmp_path, count):
    days, seen = seen_of(count=count, clear=0.9)
    found = site_of(tmp_path, days, seen)[0]((WHOLE, None))
    known = np.isfinite(found.evi)
    assert known.any()
    assert (found.evi_sd[known] > 0).all()
    assert np.abs(found.evi[known]).max() <= 1.0


def test_several_years_have_each_their_own_season(tmp_path):
    years = Calendar.between("2020-01-01", "2021-12-31")
    days, seen = seen_of(count=64)
    earlier = days - 366.0
    both = np.concatenate([earlier, days]), np.concatenate([0.7 * seen, seen])
    site, _ = site_of(tmp_path, *both, calendar=years)
    found = site((WHOLE, None)).evi
    summer = [found[(years.years == year) & (years.months == 7)][:, COVER == BROADLEAF].mean() for year in (2020, 2021)]
    assert summer[0] / summer[1] == pytest.approx(0.7, abs=0.06)


def test_the_dormant_floor_is_what_spring_and_autumn_show_at_their_lowest_without_noise_and_haze():
    days = np.array(["2021-04-20", "2021-07-20", "2021-10-05"], "datetime64[D]").astype(float)
    cube = np.array([0.15, 0.6, 0.2])[:, None, None] + 0.02 * np.random.default_rng(1).standard_normal((3, 40, 40))
    cube[:, ::4, ::4] *= 0.4
    # The lowest tenth of two views lies that far from the lower one.
    assert dormant_floor(cube, days, np.full((40, 40), 210)) == {210: pytest.approx(0.155, abs=0.005)}


def test_without_views_of_spring_and_autumn_the_dormant_floor_is_usual_but_of_water():
    days = FIRST + np.array([190.0, 200.0, 115.0])  # one of April does not tell
    cube = np.where(np.arange(10) < 5, 0.4, -0.03) * np.ones((3, 10, 1))
    floors = dormant_floor(cube, days, np.where(np.arange(10) < 5, 210, 20) * np.ones((10, 1), int))
    assert floors == {210: USUAL_FLOOR, 20: pytest.approx(-0.03)}


@pytest.mark.parametrize("on_days", [[135, 165, 230, 275], [230]])
def test_few_views_make_a_season_that_says_how_unsure_it_is(tmp_path, on_days):
    days = FIRST + np.array(on_days, float)
    rng = np.random.default_rng(2)
    # Haze and angles shift a view as a whole.
    seen = truth(days) + 0.02 * rng.standard_normal((len(days), 1, 1)) + 0.01 * rng.standard_normal((len(days), *SHAPE))
    site, about = site_of(tmp_path, days, seen.astype(np.float32))
    found, true = site((WHOLE, None)), truth(YEAR.middles)
    assert "hidden_views" not in about
    assert (np.abs(found.evi - true) <= 1.645 * found.evi_sd).mean() > 0.8
    near, far = (int(YEAR.step_of(np.datetime64("2021-01-01") + day)) for day in (on_days[-1], 198))
    assert found.evi_sd[far].mean() > 1.5 * found.evi_sd[near].mean()
    # Dormant in winter whatever the trend of the few views.
    assert np.abs(found.evi[[2, 43]] - true[[2, 43]]).max() < 0.08


GRID = Grid("EPSG:32613", Affine(30, 0, 500000, 0, -30, 5990000), *SHAPE)


def composites_of(later: float, gain: float = 1.0, offset: float = 0.0) -> CoarseGreenness:
    """Composites of 16 days in cells of 10 pixels, by another sensor, of the truth in a year in which all is later."""
    rng = np.random.default_rng(5)
    cells = Grid(GRID.crs, Affine(300, 0, 500000, 0, -300, 5990000), SHAPE[0] // 10, SHAPE[1] // 10)
    days = FIRST + 16 * np.arange(23)[:, None, None] + rng.integers(0, 16, (23, *cells.shape))
    fields = truth(np.unique(days) - later).reshape(-1, cells.height, 10, cells.width, 10).mean(axis=(2, 4))
    values = np.take_along_axis(fields, np.searchsorted(np.unique(days), days), axis=0)
    values = gain * values + offset + 0.015 * rng.standard_normal(values.shape)
    return CoarseGreenness(cells, days, np.where(rng.random(values.shape) < 0.4, np.nan, values).astype(np.float32))


def test_coarse_composites_tell_of_a_late_spring_that_no_view_saw(tmp_path):
    days, seen = seen_of(clear=0.6, count=80)
    later = 12.0
    seen = np.where(np.isnan(seen), np.nan, seen - truth(days) + truth(days - later)).astype(np.float32)
    some = (days - FIRST < 110) | (days - FIRST > 190)
    site, _ = site_of(tmp_path, days[some], seen[some])
    true, spring = truth(YEAR.middles - later), slice(15, 23)
    found, about = greenness.refined(site, composites_of(later, 1.08, -0.01), GRID)
    assert about["gain"] == pytest.approx(1.08, abs=0.06)
    plain, told = site((WHOLE, GRID)), found((WHOLE, GRID))
    assert rmse(told.evi[spring], true[spring]) < 0.8 * rmse(plain.evi[spring], true[spring])
    assert told.evi_sd[spring].mean() < plain.evi_sd[spring].mean()
    for tile, grid in GRID.tiles(16):
        assert np.nanmax(np.abs(found((tile, grid)).evi - told.evi[(slice(None), *tile)])) < 1e-4


@pytest.mark.parametrize("later", [0.0, 15.0])
def test_coarse_composites_change_next_to_nothing_where_views_are_dense(plain, later):
    site, _, before = plain
    found, _ = greenness.refined(site, composites_of(later), GRID)
    true, after = truth(YEAR.middles)[SUMMER], found((WHOLE, GRID))
    assert rmse(after.evi[SUMMER], true) < rmse(before.evi[SUMMER], true) + 0.002


def test_composites_of_winter_alone_tell_nothing(plain):
    composites = composites_of(0.0)
    winter = CoarseGreenness(composites.cells, composites.days[:2], composites.values[:2])
    assert greenness.refined(plain[0], winter, GRID) == (plain[0], {})
