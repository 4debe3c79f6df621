"""GPP against years since fire."""

from __future__ import annotations

import json

import numpy as np
import pytest
from run_folder import write_run

from boreal_gpp_plugin.core import chronosequence, write
from boreal_gpp_plugin.core.chronosequence import UNBURNT, Chronosequence
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.finished_run import FinishedRun

WHOLE = (slice(0, 40), slice(0, 40))


def test_each_age_has_its_mean_and_its_pixels():
    age = np.full((40, 40), UNBURNT)
    age[:10], age[10:15] = 3, 12
    found = Chronosequence(10)
    gpp = np.where(age == 3, 2.0, np.where(age == 12, 5.0, 8.0))
    gpp[0, 0] = np.nan
    found.add(WHOLE, np.full((40, 40), 210), age, {"gpp": gpp})
    rows = found.table()
    assert [(row["years_since_fire"], row["n_pixels"], row["gpp"]) for row in rows] == [(3, 399, 2.0), (12, 200, 5.0), (None, 1000, 8.0)]
    assert {row["cover"] for row in rows} == {"coniferous"}
    assert [row["n_blocks"] for row in rows] == [4, 4, 12]
    assert all(row["gpp_se"] == 0 for row in rows)


def test_the_error_of_a_mean_is_that_of_blocks_not_of_pixels():
    """Four blocks of 100 equal pixels: the error of the mean of four values, not of four hundred."""
    values = np.array([1.0, 2.0, 4.0, 5.0])
    gpp = np.kron(values.reshape(2, 2), np.ones((10, 10)))
    found = Chronosequence(10)
    found.add((slice(0, 20), slice(0, 20)), np.full((20, 20), 80), np.full((20, 20), 7), {"gpp": gpp})
    (row,) = found.table()
    assert row["gpp"] == 3.0
    assert row["gpp_se"] == pytest.approx(values.std(ddof=1) / 2, abs=5e-5)  # four decimals in the table


def test_one_block_says_nothing_of_the_error():
    found = Chronosequence(100)
    found.add((slice(0, 5), slice(0, 5)), np.full((5, 5), 80), np.full((5, 5), 7), {"gpp": np.arange(25.0).reshape(5, 5)})
    assert np.isnan(found.table()[0]["gpp_se"])


def test_tiles_add_up_to_the_whole():
    generator = np.random.default_rng(6)
    cover, age = generator.choice([0, 80, 210], (40, 40)), generator.integers(-1, 5, (40, 40))
    values = {"gpp": generator.random((40, 40)), "evi": generator.random((40, 40))}
    whole, parts = Chronosequence(16), Chronosequence(16)
    whole.add(WHOLE, cover, age, values)
    for rows in (slice(0, 24), slice(24, 40)):
        for columns in (slice(0, 13), slice(13, 40)):
            tile = (rows, columns)
            parts.add(tile, cover[tile], age[tile], {name: v[tile] for name, v in values.items()})
    for a, b in zip(whole.table(), parts.table()):
        assert a == pytest.approx(b, nan_ok=True) if isinstance(a, float) else a.keys() == b.keys()
        assert [a["n_pixels"], a["n_blocks"], a["years_since_fire"]] == [b["n_pixels"], b["n_blocks"], b["years_since_fire"]]
        assert [a["gpp"], a["evi_se"]] == pytest.approx([b["gpp"], b["evi_se"]], abs=1e-4)


def test_a_finished_run_has_its_chronosequence(tmp_path):
    folder = write_run(tmp_path / "run")
    with pytest.raises(InputError, match="fire years"):
        chronosequence.of_run(FinishedRun.read(str(folder)))
    run = FinishedRun.read(str(folder))
    fire_year = np.zeros(run.grid.shape, np.int16)
    fire_year[:, :10], fire_year[:, 10:15] = 2016, 2030  # five years ago, and after the run
    write.write_classes(folder / "fire_year.tif", run.grid, fire_year, [])
    about = json.loads((folder / "run.json").read_text())
    about["outputs"]["fire_year"] = {"file": "fire_year.tif"}
    write.write_json(folder / "run.json", about)
    rows = chronosequence.of_run(FinishedRun.read(str(folder)))
    assert [(row["cover"], row["years_since_fire"], row["n_pixels"]) for row in rows] == [
        ("wetland", None, 28 * 20),
        ("coniferous", 5, 28 * 10),
        ("coniferous", None, 28 * 10),
    ]
    total = np.concatenate([run.map_of("gpp_total", tile)[:, : max(0, 10 - tile[1].start)].ravel() for tile, _ in run.tiles()])
    assert rows[1]["gpp_total"] == pytest.approx(np.nanmean(total), abs=1e-3)
    assert rows[1]["evi_jja"] < rows[2]["evi_jja"]  # greener to the right
