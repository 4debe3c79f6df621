"""Land cover is that of the year asked for: no fire or cut lies between it and the map that it is from."""

from __future__ import annotations

import numpy as np
import pytest
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st

from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.strata.land_cover import CoverMap, reconcile

CONIFEROUS, HERBS = 210, 100


def cover(year: int, *codes: int, asked=None) -> CoverMap:
    def read() -> np.ndarray:
        if asked is not None:
            asked.append(year)
        return np.array([codes], np.uint8)

    return CoverMap(year, read)


def fires(*years: int) -> np.ndarray:
    return np.array([years], np.int16)


def test_without_disturbance_the_nearest_map_is_taken_and_no_other_read():
    asked: list[int] = []
    found = reconcile([cover(2010, 1, asked=asked), cover(2019, CONIFEROUS, asked=asked)], [fires(0)], 2021)
    assert found.codes.tolist() == [[CONIFEROUS]] and asked == [2019] and found.year == 2019


def test_a_map_from_before_the_fire_gives_way_to_one_from_after_it():
    """Asked for 2021, burnt in 2018: the nearest map, 2019, shows it; one of 2017 alone does not and says so."""
    before, after = cover(2017, CONIFEROUS), cover(2025, HERBS)
    found = reconcile([before, after], [fires(2018)], 2020)
    assert found.codes.tolist() == [[HERBS]] and not found.burnt_since.any()
    alone = reconcile([before], [fires(2018)], 2020)
    assert alone.codes.tolist() == [[CONIFEROUS]] and alone.burnt_since.all() and not alone.yet_to_burn.any()


def test_a_map_from_after_a_fire_yet_to_come_gives_way_to_one_from_before_it():
    before, after = cover(2010, CONIFEROUS), cover(2019, HERBS)
    found = reconcile([before, after], [fires(2018)], 2016)
    assert found.codes.tolist() == [[CONIFEROUS]] and not found.yet_to_burn.any()
    alone = reconcile([after], [fires(2018)], 2016)
    assert alone.codes.tolist() == [[HERBS]] and alone.yet_to_burn.all() and not alone.burnt_since.any()


def test_a_fire_of_the_maps_own_year_is_on_the_map():
    assert not reconcile([cover(2018, HERBS)], [fires(2018)], 2020).burnt_since.any()


def test_each_pixel_has_its_own_map_and_a_cut_counts_like_a_fire():
    maps = [cover(2010, 1, 2, 3), cover(2019, 4, 5, 6)]
    found = reconcile(maps, [fires(0, 2018, 0), fires(0, 0, 2017)], 2012)
    assert found.codes.tolist() == [[1, 2, 3]]
    found = reconcile(maps, [fires(0, 2018, 0), fires(0, 0, 2017)], 2017)
    assert found.codes.tolist() == [[4, 2, 6]]


def test_a_hole_in_the_other_map_leaves_the_nearest():
    found = reconcile([cover(2010, 0), cover(2019, HERBS)], [fires(2018)], 2016)
    assert found.codes.tolist() == [[HERBS]] and found.yet_to_burn.all()


def sheet(year: int, west: int, *codes: int) -> CoverMap:
    return CoverMap(year, cover(year, *codes).read, Grid("EPSG:32613", Affine(30, 0, west, 0, -30, 0), 1, 2))


def test_sheets_of_one_map_go_on_where_the_other_ends():
    found = reconcile([sheet(2019, 0, CONIFEROUS, 0), sheet(2019, 30, 0, HERBS)], [fires(0, 0)], 2021)
    assert found.codes.tolist() == [[CONIFEROUS, HERBS]] and not found.burnt_since.any()


def test_a_map_of_another_site_is_passed_over_though_it_is_nearer_in_time():
    found = reconcile([sheet(2015, 0, CONIFEROUS, HERBS), sheet(2021, 9000, 0, 0)], [fires(2018, 0)], 2021)
    assert found.codes.tolist() == [[CONIFEROUS, HERBS]] and found.year == 2015
    assert found.burnt_since.tolist() == [[True, False]]


def test_maps_of_one_sheet_are_not_all_read_for_what_none_of_them_shows():
    asked: list[int] = []
    maps = [CoverMap(year, cover(year, CONIFEROUS, 0, asked=asked).read, "the same") for year in (2017, 2018, 2019)]
    assert reconcile(maps, [fires(0, 0)], 2021).codes.tolist() == [[CONIFEROUS, 0]] and asked == [2019]


@pytest.mark.parametrize("year", [2000, 2015, 2030])
@settings(max_examples=40, deadline=None)
@given(years=st.lists(st.integers(1984, 2022), min_size=1, max_size=4, unique=True), fire=st.integers(1984, 2024))
def test_the_map_taken_is_on_the_same_side_of_the_fire_where_any_is(year, years, fire):
    found = reconcile([cover(y, y - 1980) for y in years], [fires(fire)], year)
    taken = int(found.codes[0, 0]) + 1980
    same_side = [y for y in years if (y >= fire) == (year >= fire)]
    if same_side:
        assert abs(taken - year) == min(abs(y - year) for y in same_side)
    assert bool(found.burnt_since.any() or found.yet_to_burn.any()) == (not same_side)
