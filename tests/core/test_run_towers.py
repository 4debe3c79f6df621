"""The towers of a run: what they see, and the file that keeps them."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest
from run_folder import YEAR, grid_of

from boreal_gpp_plugin.core.reference import towers
from boreal_gpp_plugin.core.reference.footprints import Footprints, of_towers

GRID = grid_of(60, 80)
X, Y = GRID.x[[10, 14, 79]] + 7, GRID.y[[20, 20, 40]]  # no cell just on the edge of a circle
GPP = np.stack([np.linspace(0, 9, len(YEAR)), np.full(len(YEAR), 2.0), np.full(len(YEAR), 3.0)])
GPP[0, 5] = np.nan
LAID = Footprints(of_towers(X, Y, GRID), GPP, X, Y, np.full(3, 54.0), ("CA-One", "CA-Two", "CA-Far"))


@pytest.fixture
def run(tmp_path):
    entry = towers.write(tmp_path, LAID, GRID.crs, calibrate=False)
    return SimpleNamespace(folder=tmp_path, record={"towers": entry}, grid=GRID)


def test_a_tower_sees_150_metres_around_it_and_where_two_meet_the_nearer_one_counts():
    rows, columns = np.nonzero(LAID.index == 2)
    away = np.hypot(GRID.x[columns] - X[2], GRID.y[rows] - Y[2])
    assert 130 < away.max() < 150 and len(away) == pytest.approx(np.pi * 150**2 / 900 / 2, rel=0.1)  # half of it is outside the site
    assert LAID.index[20, [5, 6, 12, 13, 19, 20]].tolist() == [-1, 0, 0, 1, 1, -1]


def test_towers_are_kept_with_what_they_measured_and_where_they_stand(run):
    found = towers.read(run)
    assert [tower.name for tower in found] == list(LAID.names)
    assert [tower.x for tower in found] == pytest.approx(X, abs=0.02) and [tower.y for tower in found] == pytest.approx(Y, abs=0.02)
    assert np.array([tower.gpp for tower in found]) == pytest.approx(GPP, abs=1e-4, nan_ok=True)
    assert not any(tower.calibrates for tower in found)


def test_the_file_is_geojson_in_degrees_that_any_program_reads(run):
    about = json.loads((run.folder / "towers.geojson").read_text(encoding="utf-8"))
    longitude, latitude = about["features"][0]["geometry"]["coordinates"]
    assert (longitude, latitude) == pytest.approx((-104.995, 53.99), abs=0.01)
    assert about["features"][0]["properties"]["steps"] == len(YEAR) - 1


@pytest.mark.parametrize("name", LAID.names)
def test_the_pixels_of_a_tower_are_those_of_its_footprint(run, name):
    rows, columns = towers.pixels_of(name, towers.read(run), GRID)
    assert np.array_equal(np.stack([rows, columns]), np.nonzero(LAID.index == LAID.names.index(name)))


def test_a_run_without_towers_keeps_none(tmp_path):
    nothing = Footprints(np.full(GRID.shape, -1), np.zeros((0, len(YEAR))), *(np.zeros(0),) * 3)
    assert towers.write(tmp_path, nothing, GRID.crs, calibrate=True) is None
    assert towers.read(SimpleNamespace(folder=tmp_path, record={"towers": None}, grid=GRID)) == []
    assert towers.read(SimpleNamespace(folder=tmp_path, record={}, grid=GRID)) == []
