"""Strata from land cover, fire years and drawn zones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boreal_gpp_plugin.core.model import defaults
from boreal_gpp_plugin.core.strata import classification
from boreal_gpp_plugin.core.strata.zones import Zones
from boreal_gpp_plugin.core.variables import LAND_COVER

CONIFER, WETLAND, WATER, ROCK = 210, 80, 20, 32


def derive(cover, fire, year=2021):
    return classification.derive(np.array([[cover]], np.uint8), np.array([[fire]], np.int16), year)[0, 0]


@pytest.mark.parametrize(
    ("fire", "code"),
    [
        (2021, 2101),
        (2016, 2101),
        (2015, 2102),
        (2006, 2102),
        (2005, 2103),
        (1991, 2103),
        (1990, 2104),
        (1961, 2104),
        (1960, 2100),
        (0, 2100),
    ],
)
def test_years_since_fire_fall_into_their_class(fire, code):
    assert derive(CONIFER, fire) == code


def test_a_fire_after_the_year_does_not_count():
    assert derive(CONIFER, 2022) == 2100


@pytest.mark.parametrize("cover", [0, WATER, 31, ROCK, 33, 77])
def test_land_without_gpp_or_without_a_class_is_not_modelled(cover):
    assert derive(cover, 2015) == 0


@given(st.sampled_from(sorted(LAND_COVER)), st.integers(0, 2100), st.integers(1990, 2050))
def test_every_code_that_is_derived_is_in_the_legend_with_known_defaults(cover, fire, year):
    code = derive(cover, fire, year)
    for stratum in classification.legend([code]).values():
        assert stratum.prior in defaults.SPREAD
        assert str(stratum.title)
        assert len(bytes.fromhex(stratum.colour[1:])) == 3


def test_the_legend_holds_the_parents():
    legend = classification.legend([2102, 800])
    assert {code: s.parent for code, s in legend.items()} == {1: None, 80: 1, 210: 1, 800: 80, 2102: 210}
    assert legend[2102].id == "coniferous_fire_6_15"
    assert legend[800].id == "wetland"


def test_ids_and_colours_tell_the_strata_apart():
    codes = [cover * 10 + index for cover in (210, 220, 230, 80, 81, 50, 100, 40) for index in range(5)]
    legend = classification.legend(codes)
    assert len({s.id for s in legend.values()}) == len(legend)
    assert len({legend[code].colour for code in codes}) == len(codes)


def test_young_burns_begin_from_the_defaults_of_regenerating_land():
    legend = classification.legend([2101, 2102, 2103, 2104, 2100])
    assert [legend[code].prior for code in (2101, 2102, 2103, 2104, 2100)] == ["REGEN", "REGEN", "REGEN", "ENF", "ENF"]


CODES = np.array([[2100, 2102, 800], [0, 2100, 800]], np.int16)
ZONES = Zones(np.array([[1, 1, 2], [1, 0, 0]], np.int16), ("Lac Gras", "bog"))


def test_a_zone_has_strata_of_its_own_by_cover_and_fire_age_but_water_stays_water():
    codes, legend = classification.with_zones(CODES, ZONES)
    assert codes.tolist() == [[10001, 10002, 10003], [0, 2100, 800]]
    assert codes.dtype == np.int16
    assert [legend[code].id for code in (10001, 10002, 10003)] == [
        "zone_lac_gras_coniferous",
        "zone_lac_gras_coniferous_fire_6_15",
        "zone_bog_wetland",
    ]
    assert str(legend[10003].title) == "Zone bog: Wetland"
    assert set(np.unique(codes[codes > 0])) <= set(legend)


def test_strata_of_a_zone_borrow_from_their_cover_and_keep_their_fire_age():
    _, legend = classification.with_zones(CODES, ZONES)
    strata = [legend[code] for code in (10001, 10002, 10003)]
    assert [(s.parent, s.prior, s.fire_age) for s in strata] == [(210, "ENF", 0), (210, "REGEN", 2), (80, "WET", 0)]


def test_strata_of_zones_whose_names_differ_in_signs_alone_are_told_apart():
    _, legend = classification.with_zones(CODES, Zones(ZONES.index, ("a b", "a-b")))
    assert [legend[code].id for code in (10001, 10003)] == ["zone_a_b_1_coniferous", "zone_a_b_2_wetland"]


def test_strata_of_many_zones_are_told_apart_by_colour():
    _, legend = classification.with_zones(CODES, ZONES)
    assert len({legend[code].colour for code in (10001, 10002, 10003, 2100, 800)}) == 5
