"""Land surface temperature from few clear looks and an all-weather temperature."""

from dataclasses import replace

import numpy as np
import pytest
from coarse_site import CELLS, CRS, GRID, aggregates, covariates, cut, look

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.fusion import lst
from boreal_gpp_plugin.core.fusion.aggregates import Accumulator
from boreal_gpp_plugin.core.fusion.downscale import Look
from boreal_gpp_plugin.core.fusion.drivers import CoarseObservations
from boreal_gpp_plugin.core.fusion.series import step_means
from boreal_gpp_plugin.core.grid import Grid

YEAR = Calendar.between("2021-01-01", "2021-12-31")
DAYS = YEAR.every_day().astype(float)
SMAP = Grid(CRS, CELLS.transform * CELLS.transform.scale(10.0), 1, 1).padded(1)
SUN_LOST = 0.5  # under a closed cloud, of what the sun adds: not the share that the method takes


class Year:
    """A year in which clear days are warm in summer and cold in winter, seen when clear."""

    def __init__(self, rng: np.random.Generator):
        self.site = covariates(rng, YEAR)
        season = -np.cos(2 * np.pi * (DAYS - DAYS[0] - 15) / 365)
        self.cloud = rng.random(365) ** 0.6
        air = 16 * season + 4 * _spells(rng) - 5 * season * (self.cloud - 0.6)
        daily_range = 6 + 12 * (1 - self.cloud)
        self.morning, self.evening = air - 0.4 * daily_range, air + 0.35 * daily_range
        self.sun = 5 * (1 + season) * (1 - SUN_LOST * self.cloud)
        contrast = 0.4 * (self.site.static[0] - 0.5) - 1.2 * (self.site.evi[0] - 0.375)
        ten = air + 0.2 * daily_range
        self.truth = np.stack([t + s * (1 + contrast) for t, s in zip(ten, self.sun)]).astype(np.float32)
        self.truth[:, ~self.site.land] -= 4
        clear = self.cloud < 0.45
        self.looks = [look(d + 0.42, f, rng, 0.8, 0.7) if c else _nothing(d) for d, f, c in zip(DAYS, self.truth, clear)]
        halves = np.stack([self.morning, self.evening], axis=1)
        values = halves[:, :, None, None] + rng.standard_normal((365, 2, *SMAP.shape))
        self.weather = lst.Weather(SMAP, (6.0, 18.0), values)
        self.steps = step_means(self.truth, YEAR)

    def maps(self, weather, looks=None):
        pattern = lst.fit(looks or self.looks, weather, aggregates(self.site, YEAR), GRID, YEAR, pixel=960.0)
        return pattern.of_tile(GRID, self.site)


def _spells(rng):
    noise = rng.standard_normal(365)
    for i in range(1, 365):
        noise[i] = 0.75 * noise[i - 1] + 0.66 * noise[i]
    return noise


def _nothing(day):
    return Look(day + 0.42, np.zeros(0), np.zeros(0), np.zeros(0))


def rmse(found, expected):
    return float(np.sqrt(np.mean((found - expected) ** 2)))


@pytest.fixture(scope="module")
def year():
    return Year(np.random.default_rng(1))


@pytest.fixture(scope="module")
def all_sky(year):
    return year.maps(year.weather)


@pytest.fixture(scope="module")
def clear_sky(year):
    return year.maps(None)


def test_cloudy_days_come_from_the_weather(year, all_sky, clear_sky):
    assert rmse(all_sky[0], year.steps) < 1.2
    assert rmse(all_sky[0], year.steps) < 0.5 * rmse(clear_sky[0], year.steps)


def test_the_clear_sky_bias_is_gone(year, all_sky, clear_sky):
    summer, winter = slice(20, 30), slice(0, 6)
    for part in (summer, winter):
        bias, clear_bias = ((found - year.steps)[part].mean() for found in (all_sky[0], clear_sky[0]))
        assert abs(bias) < 0.8
        assert abs(bias) < 0.5 * abs(clear_bias)


def test_nine_tenths_of_the_truth_lie_in_the_nine_tenths_interval(year, all_sky):
    mean, sd = all_sky
    inside = np.abs(mean - year.steps) < 1.645 * sd
    assert 0.8 < inside[:, year.site.land].mean() < 0.99


def test_a_step_without_looks_is_less_certain(year):
    gap = [look for look in year.looks if not 120 <= look.day - DAYS[0] < 160]
    sd = year.maps(None, gap)[1]
    assert sd[17].mean() > 1.3 * sd[13].mean()


def test_maps_say_which_sky_they_show(year):
    assert lst.sky(year.weather) == lst.ALL_SKY
    assert lst.sky(None) == lst.CLEAR_SKY
    seen = CoarseObservations(year.looks, [], None, None, None, None, None)
    assert seen.about == {"lst": lst.CLEAR_SKY}
    assert replace(seen, nights=year.looks, weather=year.weather).about == dict.fromkeys(("lst", "lst_night"), lst.ALL_SKY)


def test_a_look_of_a_day_outside_the_calendar_is_left_out(year, clear_sky):
    strange = look(DAYS[-1] + 5, np.full(GRID.shape, 99.0), np.random.default_rng(2))
    assert np.abs(year.maps(None, [*year.looks, strange])[0] - clear_sky[0]).max() == 0


def test_temperatures_of_two_hours_are_brought_to_the_overpass_along_a_cosine():
    values = np.broadcast_to(np.array([2.0, 12.0])[None, :, None, None], (3, 2, *SMAP.shape))
    ten, fields = lst.Weather(SMAP, (6.0, 18.0), values).at(CELLS, 10.0)
    # cos of -67.5, -127.5 and 52.5 degrees: (0.383 + 0.609) / (0.609 + 0.609) of the way
    assert ten == pytest.approx(2.0 + 10.0 * 0.814, abs=0.01)
    assert fields.shape == (2, 3, *CELLS.shape)


def test_at_night_the_next_morning_counts():
    morning = np.array([0.0, -8.0, -8.0])
    values = np.stack([morning, np.zeros(3)], axis=1)[:, :, None, None] * np.ones((1, 1, *SMAP.shape))
    night, _ = lst.Weather(SMAP, (6.0, 18.0), values).at(CELLS, 22.0)
    # 22 h is (0.609 + 0.383) / 1.218 of the way from 18 h to 6 h
    assert night[0] == pytest.approx(-8.0 * 0.814, abs=0.01)


def test_one_hour_of_weather_is_taken_as_it_is():
    values = np.full((3, 1, *SMAP.shape), 4.0)
    assert lst.Weather(SMAP, (12.0,), values).at(CELLS, 10.0)[0] == pytest.approx(4.0)


def test_the_share_of_clear_sky_counts_clouded_looks():
    looks = [Look(d + 0.4, *(np.zeros(100 if d % 4 == 0 else 0) for _ in range(3))) for d in DAYS]
    assert lst.clear_share(looks, YEAR, 100) == pytest.approx(np.full(len(YEAR), 0.25), abs=0.1)


def test_without_any_look_the_sky_is_as_clear_as_over_boreal_land():
    assert lst.clear_share([], YEAR, 100) == pytest.approx(0.4)


def test_a_wider_daily_range_tells_of_more_sun():
    spread = np.where((DAYS - DAYS[0] >= 160) & (DAYS - DAYS[0] < 168), 16.0, 10.0)
    halves = np.stack([np.zeros(365), spread], axis=1)[:, :, None, None] * np.ones((1, 1, *SMAP.shape))
    sun = lst.sunshine(lst.Weather(SMAP, (6.0, 18.0), halves), YEAR)
    # the root of 16 over 10, a little less as the season's harmonics follow the spell
    assert sun[20] == pytest.approx(np.sqrt(1.6), abs=0.08)
    assert sun[40] == pytest.approx(1.0, abs=0.1)


def test_one_hour_of_weather_tells_nothing_of_the_sun():
    weather = lst.Weather(SMAP, (12.0,), np.full((365, 1, *SMAP.shape), 4.0))
    assert (lst.sunshine(weather, YEAR) == 1).all()


def test_lakes_follow_the_season_and_not_the_weather(year, all_sky):
    mean, summer = all_sky[0], slice(18, 32)
    lake, land = (mean[:, part].mean(axis=1) for part in (~year.site.land, year.site.land))
    assert np.diff(lake[summer]).std() < 0.5 * np.diff(land[summer]).std()


def test_lakes_differ_from_each_other_only_while_they_are_open(year):
    fitted, _ = lst.clear_sky(year.looks, year.weather, aggregates(year.site, YEAR), GRID, YEAR, pixel=960.0)
    warm = replace(fitted, slopes=np.zeros_like(fitted.slopes), level=replace(fitted.level, mean=np.full_like(fitted.level.mean, 12.0)))
    cold = replace(warm, level=replace(warm.level, mean=np.full_like(fitted.level.mean, -12.0)))
    frozen, water = (lst._with_slow_lakes(of, YEAR).texture - fitted.texture for of in (cold, warm))
    assert frozen[:, 1] == pytest.approx(-fitted.variogram.water)
    assert (water[:, 1] <= 0).all() and (water[:, 1] >= -fitted.level.common).all()  # what smoothing takes off the doubt of the level


def test_lakes_keep_a_trend_to_the_ends_of_a_record():
    days = np.arange(0.0, 92.0, 8.0)
    weights = lst._local_lines((days - days[:, None]) / lst.LAKE_DAYS)
    assert weights.sum(axis=1) == pytest.approx(1.0)
    assert weights @ (3 + 0.2 * days) == pytest.approx(3 + 0.2 * days, abs=1e-4)  # the rise over three months is 18 K
    assert lst._local_lines(np.zeros((1, 1))) == pytest.approx(1.0)


def test_weather_from_far_days_is_as_doubtful_as_the_season_is_wide():
    given = np.ones(365, bool)
    given[100:] = False  # held constant from 10 April on
    unknown = lst.Weather(SMAP, (12.0,), np.zeros((365, 1, *SMAP.shape)), given).unknown(YEAR)
    assert (unknown[:12] == 0).all() and (np.diff(unknown[12:33]) > 0).all()
    # Half a year on, sinusoids of amplitude 16 K differ by 32 K at most and 16 sqrt(2) K in the mean square; spells add 4 sqrt(2) K.
    assert np.sqrt(unknown[35]) == pytest.approx(np.hypot(16 * 2**0.5, 4 * 2**0.5), rel=0.03)


def test_days_between_overpasses_are_not_held_against_the_weather():
    given = np.arange(365) % 4 == 0
    assert (lst.Weather(SMAP, (12.0,), np.zeros((365, 1, *SMAP.shape)), given).unknown(YEAR) == 0).all()


def test_maps_are_less_certain_where_the_weather_was_filled_in(year, all_sky):
    given = (DAYS - DAYS[0] < 200) | (DAYS - DAYS[0] >= 260)
    sd = year.maps(replace(year.weather, given=given))[1]
    assert (sd[28] > 1.5 * all_sky[1][28]).all() and (sd[:24] == all_sky[1][:24]).all()


def test_a_site_smaller_than_a_pixel_is_told_by_the_pixels_around_it(year):
    part, grid = (slice(20, 25), slice(30, 35)), GRID.subgrid(20, 30, 5, 5)
    left, bottom, right, top = lst.reach(grid, 960.0)
    near = [(o.x >= left) & (o.x <= right) & (o.y >= bottom) & (o.y <= top) for o in year.looks]
    looks = [Look(o.day, o.x[some], o.y[some], o.values[some]) for o, some in zip(year.looks, near)]
    assert max(len(o.values) for o in looks) == 9 and not any(grid.index_of(o.x, o.y, CRS).max(initial=-1) >= 0 for o in looks)
    pixels = cut(year.site, part)
    accumulator = Accumulator(grid, pixels.names, len(YEAR))
    accumulator.add((slice(0, 5), slice(0, 5)), pixels)
    mean, sd = lst.fit(looks, year.weather, accumulator.aggregates(), grid, YEAR, pixel=960.0).of_tile(grid, pixels)
    error = mean - year.steps[(slice(None), *part)]
    assert rmse(error, 0) < 1.5
    assert (np.abs(error) < 1.645 * sd).mean() > 0.75
