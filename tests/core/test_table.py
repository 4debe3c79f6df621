"""Tables of sites: what is read, what is refused, how steps and memory come about."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tower_table import make_table, save

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.model import table, terms
from boreal_gpp_plugin.core.progress import Progress


def one_site(dates, **columns):
    rows = len(dates)
    values = {
        "site": ["A"] * rows,
        "date": list(dates),
        "stratum": ["ENF"] * rows,
        "evi": [0.3] * rows,
        "lst_degc": [10.0] * rows,
        "soil_moisture": [0.2] * rows,
        "thaw_fraction": [1.0] * rows,
        "gpp": [5.0] * rows,
        "latitude": [54.0] * rows,
    }
    return pd.DataFrame({**values, **columns})


DAYS = [str(d) for d in np.arange("2019-06-01", "2019-06-11", dtype="datetime64[D]")]


def test_each_site_is_a_pixel_with_its_own_stratum(tmp_path):
    found = table.read(save(make_table(years=2), tmp_path))
    assert found.sample.gpp.shape == (8, 24)
    assert set(found.names) == {"ENF", "WET", "REGEN"}
    assert found.strata[1001].prior == found.names[0]
    assert found.strata[found.strata[1001].parent].id == found.names[0]
    assert found.site_years == pytest.approx(np.full(8, 2.0), abs=0.01)


@pytest.mark.parametrize("column", table.REQUIRED)
def test_a_missing_column_is_named(tmp_path, column):
    with pytest.raises(InputError, match=column):
        table.read(save(one_site(DAYS).drop(columns=column), tmp_path))


def test_a_word_among_numbers_is_named(tmp_path):
    with pytest.raises(InputError, match="low in column evi"):
        table.read(save(one_site(DAYS, evi=["low"] * 10), tmp_path))


def test_a_column_in_another_unit_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"lst_degc.*unit"):
        table.read(save(one_site(DAYS, lst_degc=[285.0] * 10), tmp_path))


def test_a_single_impossible_value_is_left_out_with_a_warning(tmp_path):
    progress = Progress()
    found = table.read(save(one_site(DAYS, evi=[0.3] * 9 + [7.0]), tmp_path), progress)
    assert np.isnan(found.sample.drivers["evi"][0, 9])
    assert any("1 values in column evi" in str(w) for w in progress.warnings)


def test_a_date_that_is_none_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"31/12/2019 .*is not a date"):
        table.read(save(one_site(["31/12/2019"]), tmp_path))


def test_two_rows_of_one_date_are_refused(tmp_path):
    with pytest.raises(InputError, match="two rows of A for 2019-06-01"):
        table.read(save(one_site(["2019-06-01", "2019-06-01"]), tmp_path))


def test_a_file_that_is_no_table_is_refused(tmp_path):
    with pytest.raises(InputError, match="can't be read"):
        table.read(str(tmp_path / "none.csv"))


def test_a_table_without_latitude_says_what_it_assumes(tmp_path):
    progress = Progress()
    found = table.read(save(one_site(DAYS).drop(columns="latitude"), tmp_path), progress)
    assert any("without latitude" in str(w) for w in progress.warnings)
    assert found.sample.latitude[0] == 55


def test_rows_may_come_in_any_order(tmp_path):
    frame = one_site(DAYS, lst_degc=np.arange(10.0))
    ordered = table.read(save(frame, tmp_path)).sample
    shuffled = table.read(save(frame.sample(frac=1, random_state=1), tmp_path)).sample
    assert np.array_equal(ordered.drivers["lst_lagged"], shuffled.drivers["lst_lagged"])


def test_daily_memory_is_the_closed_form(tmp_path):
    lst = [0.0] + [10.0] * 9
    found = table.read(save(one_site(DAYS, lst_degc=lst), tmp_path)).sample.drivers["lst_lagged"][0]
    assert found == pytest.approx(10 * (1 - np.exp(-np.arange(10) / 10)))


def test_time_missing_between_rows_wipes_memory_by_its_length(tmp_path):
    dates = ["2019-06-01", "2019-06-02", "2019-06-03", "2019-07-13"]
    found = table.read(save(one_site(dates, lst_degc=[0, 0, 0, 10.0]), tmp_path)).sample.drivers["lst_lagged"][0]
    # 40 days after the last row, one of which is the new row's own.
    assert found[3] == pytest.approx(10 * (1 - np.exp(-40 / 10)), rel=1e-6)


def test_rows_without_gpp_feed_memory(tmp_path):
    lst = [0.0] + [10.0] * 9
    known = table.read(save(one_site(DAYS, lst_degc=lst), tmp_path)).sample
    gappy = table.read(save(one_site(DAYS, lst_degc=lst, gpp=[np.nan] * 9 + [5.0]), tmp_path)).sample
    assert np.array_equal(known.drivers["lst_lagged"], gappy.drivers["lst_lagged"])
    assert np.isfinite(gappy.gpp).sum() == 1


def test_months_dated_by_their_middle_are_whole_months(tmp_path):
    middles = table.read(save(one_site([f"2019-{m:02d}-15" for m in range(1, 13)]), tmp_path))
    firsts = table.read(save(one_site([f"2019-{m:02d}-01" for m in range(1, 13)]), tmp_path))
    assert np.array_equal(middles.sample.drivers["toa"], firsts.sample.drivers["toa"])
    assert str(middles.dates[0, 5]) == "2019-06-15"


def test_radiation_is_the_mean_over_the_step(tmp_path):
    found = table.read(save(one_site(["2019-06-01", "2019-07-01", "2019-08-01"]), tmp_path)).sample.drivers["toa"][0, 0]
    assert found == pytest.approx(terms.potential_radiation(54.0, np.arange(152, 182)).mean(), rel=1e-4)


def test_measurements_with_gaps_are_filled_by_their_stand_ins(tmp_path):
    par = [9.0] * 5 + [np.nan] * 5
    found = table.read(save(one_site(DAYS, par_mj=par), tmp_path)).sample.drivers
    assert found["par"][0, :5] == pytest.approx(9.0)
    assert found["par"][0, 5:] == pytest.approx(0.45 * 0.5 * found["toa"][0, 5:])


def test_mean_night_temperature_needs_every_month(tmp_path):
    year = [f"2019-{m:02d}-01" for m in range(1, 13)]
    assert table.read(save(one_site(year, lst_night_degc=[-4.0] * 12), tmp_path)).strata[1001].night == pytest.approx(-4)
    assert table.read(save(one_site(year, lst_night_degc=[-4.0] * 11 + [np.nan]), tmp_path)).strata[1001].night is None


@pytest.mark.parametrize(
    ("name", "prior"),
    [
        ("ENF", "ENF"),
        ("enf", "ENF"),
        ("WET-treed", "WET-treed"),
        ("coniferous", "ENF"),
        ("220", "DBF"),
        ("2102", "REGEN"),
        ("coniferous_fire_6_15", "REGEN"),
        ("tundra", "all"),
        ("", "all"),
        ("20", "all"),
    ],
)
def test_the_class_of_a_stratum_is_known_by_its_name(name, prior):
    assert table.prior_of(name) == prior
