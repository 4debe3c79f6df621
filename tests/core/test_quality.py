"""What the steps of drivers rest on."""

from __future__ import annotations

import numpy as np
from affine import Affine

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.fusion import quality
from boreal_gpp_plugin.core.fusion.downscale import Look
from boreal_gpp_plugin.core.grid import Grid

YEAR = Calendar.between("2021-01-01", "2021-12-31")
FIRST = float(YEAR.starts[0].astype(float))
JUNE = YEAR.step_of(np.array(["2021-06-30"], "datetime64[D]"))[0]
CRS = "EPSG:32613"
CELLS = Grid(CRS, Affine(2000, 0, 500000, 0, -2000, 5990000), 1, 2)
OBSERVED, FILLED, EXTRAPOLATED = 1, 2, 3


def look(day, *x):
    return Look(FIRST + day, np.array(x, float), np.full(len(x), 5989000.0), np.full(len(x), 10.0))


def test_a_step_is_observed_near_a_view_filled_between_views_and_extrapolated_beyond_them():
    seen = np.zeros((3, 1, 3), bool)
    seen[0, 0, 0] = seen[2, 0, 0] = True  # before and after
    seen[1, 0, 1] = True  # in the middle only
    codes = quality.of_steps(seen, FIRST + np.array([100.0, 180.0, 260.0]), YEAR)
    assert codes[JUNE, 0].tolist() == [FILLED, OBSERVED, EXTRAPOLATED]
    assert codes[0, 0].tolist() == [EXTRAPOLATED] * 3


def test_a_look_tells_of_the_cells_that_its_points_lie_in_whatever_their_order():
    found = quality.of_looks([look(260, 501000), look(180, 503000), look(100, 501000), look(181)], CRS, CELLS, YEAR)
    assert found.codes[JUNE].tolist() == [[FILLED, OBSERVED]]


def test_without_any_look_all_is_extrapolated():
    assert (quality.of_looks([], CRS, CELLS, YEAR).codes == EXTRAPOLATED).all()


def test_pixels_have_the_quality_of_the_cell_that_holds_them_and_none_is_known_beyond_the_cells():
    found = quality.of_looks([look(180, 501000)], CRS, CELLS, YEAR)
    site = Grid(CRS, Affine(1000, 0, 501000, 0, -1000, 5989500), 1, 4)  # the last pixel lies beyond
    codes = found.of_tile(site)
    assert codes.dtype == np.uint8
    assert codes[JUNE].tolist() == [[OBSERVED, EXTRAPOLATED, EXTRAPOLATED, EXTRAPOLATED]]
