"""What was observed, kept with a run and found again at a place."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from affine import Affine
from run_folder import YEAR, grid_of

from boreal_gpp_plugin.core import observations
from boreal_gpp_plugin.core.fusion.downscale import Look
from boreal_gpp_plugin.core.fusion.stack import AcquisitionStack
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.run.pixels import Squares

GRID = grid_of(50, 70)
CELLS = Grid(GRID.crs, Affine(9000, 0, 499000, 0, -9000, 5990000), 2, 2)
FIRST = float(YEAR.starts[0].astype(float))
GREEN_DAYS = FIRST + np.array([120.75, 180.5, 181.5, 370.5])  # the last is of the next year


def squares(rows, columns, factor=1, n_pixels=None):
    rows, columns = np.atleast_1d(rows), np.atleast_1d(columns)
    return Squares(factor, rows, columns, np.ones(len(rows), int) if n_pixels is None else np.array(n_pixels), np.arange(len(rows)))


PIXEL = squares(34, 12)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A folder with what was observed, as a run holds it, and the arrays that went in."""
    folder, rng = tmp_path_factory.mktemp("run"), np.random.default_rng(4)
    stack = AcquisitionStack(folder / "views.i16", GREEN_DAYS, GRID.shape)
    green = rng.uniform(0.1, 0.7, (4, *GRID.shape)).astype(np.float32)
    green[1, 34, 12] = np.nan
    snow = np.zeros(GRID.shape, bool)
    snow[34, 12] = True
    for i, field in enumerate(green):
        stack.write(i, 0, field, snow if i == 2 else np.zeros(GRID.shape, bool))
    x, y = np.meshgrid(GRID.x[::5], GRID.y[::5])
    looks = [
        Look(FIRST + 200.4, x.ravel(), y.ravel(), np.full(x.size, 21.37)),
        Look(FIRST + 30.4, x[:2].ravel(), y[:2].ravel(), np.full(x[:2].size, -12.0)),
        Look(FIRST - 3.0, x.ravel(), y.ravel(), np.full(x.size, 5.0)),  # before the period
        Look(FIRST + 60.4, np.zeros(0), np.zeros(0), np.zeros(0)),  # saw cloud only
    ]
    wet = np.full((len(YEAR.every_day()), 2, 2, 2), np.nan)
    wet[150, 0] = 0.3142
    observed = SimpleNamespace(
        views=stack,
        coarse=SimpleNamespace(looks=looks, soil_moisture=wet, moisture_cells=CELLS, states=None, state_cells=None),
    )
    job = SimpleNamespace(grid=GRID, calendar=YEAR, tile_size=32)
    about = observations.write(observed, job, folder, Progress())
    return SimpleNamespace(folder=Path(folder), record={"observations": about}, grid=GRID, calendar=YEAR), green


def test_a_pixel_has_its_clear_views_on_their_days_without_cloud_and_snow(kept):
    run, green = kept
    seen = observations.over(run, PIXEL)["evi"]
    assert seen.days == pytest.approx(GREEN_DAYS[:1], abs=1 / 86400)
    assert seen.values == pytest.approx(green[:1, 34, 12], abs=0.5e-4 + 1e-7)  # half a count
    beside = observations.over(run, squares(34, 13))["evi"]
    assert beside.values == pytest.approx(green[:3, 34, 13], abs=0.5e-4 + 1e-7)


def test_coarse_looks_are_those_of_the_cell_that_holds_the_place(kept):
    run, _ = kept
    found = observations.over(run, PIXEL)
    assert found["lst"].days == pytest.approx([FIRST + 200.4], abs=1 / 86400)
    assert found["lst"].values == pytest.approx([21.37])
    assert found["soil_moisture"].values == pytest.approx([0.3142], abs=1e-6)
    assert found["soil_moisture"].days == pytest.approx([FIRST + 150.25])
    assert "thaw_fraction" not in found


def test_a_zone_has_the_mean_of_the_views_that_saw_half_of_it(kept):
    run, green = kept
    seen = observations.over(run, squares([34, 34, 34], [12, 13, 14]))["evi"]  # the first pixel has one clear view of three
    assert seen.days == pytest.approx(GREEN_DAYS[:3], abs=1 / 86400)
    assert seen.values[0] == pytest.approx(green[0, 34, 12:15].mean(), abs=1e-4)
    assert seen.values[1] == pytest.approx(green[1, 34, 13:15].mean(), abs=1e-4)
    seen = observations.over(run, squares([34, 34], [12, 13], n_pixels=[3, 1]))["evi"]
    assert seen.days == pytest.approx(GREEN_DAYS[:1], abs=1 / 86400)
    assert seen.values == pytest.approx([0.75 * green[0, 34, 12] + 0.25 * green[0, 34, 13]], abs=1e-4)


def test_nothing_is_said_of_runs_that_keep_nothing(kept):
    run, _ = kept
    assert observations.over(SimpleNamespace(record={}, folder=run.folder, grid=GRID), PIXEL) == {}
