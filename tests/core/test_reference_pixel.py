"""The reference pixels that hold a place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.model.sample import ReferenceSample
from boreal_gpp_plugin.core.reference.pixel import reference_of, reference_over

CALENDAR = Calendar.between("2021-01-01", "2021-12-31", 73)


def sample(x, y):
    n = len(x)
    gpp = np.arange(n)[:, None] * np.ones(len(CALENDAR))
    nothing = np.zeros(0)
    return ReferenceSample(CALENDAR, gpp, np.array(x), np.array(y), np.full(n, 54.0), nothing.astype(int), nothing.astype(int), nothing, {})


def reference_at(reference, x, y, is_tower=False):
    return reference_over(reference, np.array([x]), np.array([y]), np.ones(1), is_tower)


GRIDDED = sample([250.0, 750.0, 250.0, 750.0], [250.0, 250.0, 750.0, 750.0])


@pytest.mark.parametrize(("x", "y", "pixel"), [(10, 10, 0), (740, 260, 1), (499, 501, 2), (990, 990, 3)])
def test_a_place_has_the_reference_of_the_cell_around_it(x, y, pixel):
    assert np.array_equal(reference_at(GRIDDED, x, y), GRIDDED.gpp[pixel])


def test_a_place_outside_all_cells_has_none():
    assert reference_at(GRIDDED, 1400.0, 250.0) is None


def test_a_zone_has_the_mean_of_the_cells_that_hold_it_by_its_share_in_each():
    x, y = np.array([400.0, 600.0, 900.0]), np.array([250.0, 250.0, 250.0])
    assert reference_over(GRIDDED, x, y, np.array([6, 1, 1])) == pytest.approx(0.25 * GRIDDED.gpp[1])
    GRIDDED.gpp[0, 3] = np.nan
    assert reference_over(GRIDDED, x, y, np.ones(3))[3] == 1.0
    GRIDDED.gpp[0, 3] = 0.0


def test_a_zone_of_which_cells_hold_less_than_half_has_none():
    x, y = np.array([250.0, 1400.0]), np.array([250.0, 250.0])
    assert reference_over(GRIDDED, x, y, np.array([1, 1])) is not None
    assert reference_over(GRIDDED, x, y, np.array([1, 2])) is None


def test_of_several_pixels_at_one_place_the_first_counts():
    cells = sample([250.0, 750.0, 250.0, 750.0], [250.0, 250.0, 250.0, 250.0])  # two cells, then a land cover of each
    assert np.array_equal(reference_at(cells, 740.0, 260.0), cells.gpp[1])


def test_a_tower_reaches_its_footprint_however_far_the_next_one_is():
    towers = sample([0.0, 9000.0], [0.0, 0.0])
    assert reference_at(towers, 140.0, 0.0, is_tower=True) is not None
    assert reference_at(towers, 160.0, 0.0, is_tower=True) is None


def test_a_run_without_reference_has_none_anywhere():
    assert reference_at(sample([], []), 0.0, 0.0) is None


def test_a_stratum_has_the_reference_of_the_pixels_that_are_mostly_of_it_by_its_share_in_each():
    pixel, stratum, share = np.array([0, 0, 1, 2, 3]), np.array([800, 2100, 2100, 2100, 800]), np.array([0.6, 0.4, 0.9, 0.6, 1.0])
    mixed = replace(GRIDDED, pixel=pixel, stratum=stratum, fraction=share)
    assert reference_of(mixed, [2100]) == pytest.approx(np.full(len(CALENDAR), (0.9 * 1 + 0.6 * 2) / 1.5))
    assert reference_of(mixed, [800]) == pytest.approx(np.full(len(CALENDAR), 3 / 1.6))
    assert reference_of(mixed, [800, 2100]) == pytest.approx(np.full(len(CALENDAR), (0.9 + 2 * 0.6 + 3) / 3.5))
    assert reference_of(mixed, [2200]) is None
