"""Folds in space and in time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_sample import SPACING, make_sample

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.model import folds
from boreal_gpp_plugin.core.model.forms import FORMS

EVERY = np.ones(1000, bool)
ENF = {2100: FORMS["boreal"].default("ENF")}


def square(side, spacing=SPACING):
    y, x = np.divmod(np.arange(side * side), side)
    return x * spacing, y * spacing


def test_a_footprint_is_the_spacing_of_the_pixels():
    assert folds.footprint(*square(7)) == SPACING
    assert folds.footprint(np.zeros(1), np.zeros(1)) == 0
    twice = [np.tile(v, 2) for v in square(7)]  # as of two land covers in each cell
    assert folds.footprint(*twice) == SPACING
    assert np.array_equal(*folds.block_folds(*twice).reshape(2, -1))


@given(st.integers(2, 30), st.integers(2, 30))
def test_blocks_are_squares_of_whole_footprints_at_least_one_wide(columns, rows):
    y, x = (v.ravel() * 9000.0 for v in np.mgrid[:rows, :columns])
    fold = folds.block_folds(x, y)
    assert set(fold) == set(range(fold.max() + 1))
    side = max(max(columns, rows) / folds.BLOCKS, 1)
    column, row = ((np.floor((v / 9000.0 + 0.5) / side + 1e-9)).astype(int) for v in (x, y))
    for block in set(zip(column, row)):
        inside = (column == block[0]) & (row == block[1])
        assert len(set(fold[inside])) == 1


def test_no_two_blocks_of_a_fold_touch_along_an_edge():
    fold = folds.block_folds(*square(25)).reshape(25, 25)
    blocks = fold[::5, ::5]
    assert set(blocks.ravel()) == set(range(5))
    assert (blocks[:, 1:] != blocks[:, :-1]).all()
    assert (blocks[1:] != blocks[:-1]).all()
    assert np.array_equal(np.repeat(np.repeat(blocks, 5, 0), 5, 1), fold)


def test_every_pixel_is_held_out_once_and_never_fitted_meanwhile():
    sample = make_sample(ENF, pixels=400)
    found, notes = folds.schemes(sample)
    assert sorted(np.concatenate([fold.pixels for fold in found["blocks"]])) == list(range(400))
    for fold in found["blocks"]:
        assert not fold.training[fold.pixels].any()
    assert [note for note in notes if "neighbours" in str(note)] == []


def test_fitted_pixels_lie_more_than_a_footprint_from_those_held_out():
    sample = make_sample(ENF, pixels=400)
    for fold in folds.schemes(sample)[0]["blocks"]:
        fitted = np.flatnonzero(fold.training[:, 0])
        apart = np.hypot(sample.x[fitted, None] - sample.x[fold.pixels], sample.y[fitted, None] - sample.y[fold.pixels])
        assert apart.min() > 1.5 * SPACING
        assert len(fitted) > 100


def test_few_pixels_keep_their_neighbours_and_say_so():
    found, notes = folds.schemes(make_sample(ENF, pixels=9))
    assert len(found["blocks"]) == 5
    assert all(fold.training.sum() == 9 - len(fold.pixels) for fold in found["blocks"])
    assert any("neighbours" in str(note) for note in notes)


def test_one_pixel_has_no_blocks_and_says_so():
    found, notes = folds.schemes(make_sample(ENF, pixels=1))
    assert set(found) == {"steps"}
    assert any("No blocks" in str(note) for note in notes)


def test_one_year_holds_out_whole_months_half_a_year_apart():
    calendar = Calendar.between("2021-01-01", "2021-12-31")
    fold = folds.step_folds(calendar, EVERY[: len(calendar)])
    months = calendar.middles.astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12
    assert len(set(fold)) == 6
    for k in set(fold):
        held = sorted(set(months[fold == k]))
        assert len(held) == 2
        assert held[1] - held[0] == 6
    assert not folds.spans_years(calendar, EVERY[: len(calendar)])


def test_a_second_year_without_reference_makes_no_years_to_hold_out():
    calendar = Calendar.between("2021-01-01", "2022-12-31")
    fold = folds.step_folds(calendar, calendar.years == 2022)
    assert len(set(fold[calendar.years == 2022])) == 6


@pytest.mark.parametrize("years", [2, 3, 7])
def test_several_years_are_held_out_whole(years):
    calendar = Calendar.between("2015-01-01", f"{2014 + years}-12-31")
    fold = folds.step_folds(calendar, EVERY[: len(calendar)])
    assert folds.spans_years(calendar, EVERY[: len(calendar)])
    assert len(set(fold)) == years
    assert all(len(set(calendar.years[fold == k])) == 1 for k in set(fold))


def test_every_step_is_held_out_once_and_never_fitted_meanwhile():
    found = folds.schemes(make_sample(ENF, pixels=4, years=2))[0]["steps"]
    assert sorted(np.concatenate([fold.steps for fold in found])) == list(range(92))
    assert all(not fold.training[0, fold.steps].any() for fold in found)
