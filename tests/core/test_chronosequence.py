"""GPP against years since fire."""

from __future__ import annotations

import numpy as np
import pytest

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.drivers import chronosequence
from boreal_gpp_plugin.core.drivers.chronosequence import UNBURNT, Chronosequence

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


def test_a_fire_after_the_run_is_none_yet():
    assert chronosequence.ages(np.array([0, 2016, 2021, 2030], np.int16), 2021).tolist() == [UNBURNT, 5, 0, UNBURNT]


def test_drivers_are_means_of_summer_or_of_what_there_is():
    year, spring = Calendar.between("2021-01-01", "2021-12-31"), Calendar.between("2021-03-01", "2021-04-30")
    values = np.isin(year.months, (6, 7, 8)).astype(float)[:, None, None]
    assert chronosequence.summer_means({"evi": values}, year)["evi_jja"] == 1
    assert chronosequence.summer_means({"evi": np.ones((len(spring), 1, 1))}, spring)["evi_jja"] == 1
