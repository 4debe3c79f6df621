"""Tables of sites: what is read, what is refused, how steps and memory come about."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from tower_table import make_table, save

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.model import table, table_file, terms
from boreal_gpp_plugin.core.model.cover_class import prior_of
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


def test_a_large_table_is_thinned_evenly_and_its_short_records_stay_whole(tmp_path):
    frame = make_table(years=4)
    short = (frame["site"] == "AA-Cn1") & (frame["date"] > "2011")
    frame.loc[short, "gpp"] = np.nan
    whole = table.read(save(frame, tmp_path))
    assert whole.thinned(8 * 48) is None
    part, rows = whole.thinned(12 + 7 * 16)
    known = np.isfinite(part.sample.gpp)
    assert sorted(known.sum(axis=1).tolist()) == [12] + 7 * [16]
    assert (np.take_along_axis(whole.sample.gpp, rows, 1)[known] == part.sample.gpp[known]).all()
    assert (np.take_along_axis(whole.dates, rows, 1)[known] == part.dates[known]).all()
    long = known.sum(axis=1) == 16
    assert set(np.diff(rows[long], axis=1).ravel().tolist()) == {3, 4}  # of 48 months, first and last included


@pytest.mark.parametrize("column", table_file.REQUIRED)
def test_a_missing_column_is_named(tmp_path, column):
    with pytest.raises(InputError, match=column):
        table.read(save(one_site(DAYS).drop(columns=column), tmp_path))


def test_a_word_among_numbers_is_named(tmp_path):
    with pytest.raises(InputError, match="low in column evi"):
        table.read(save(one_site(DAYS, evi=["low"] * 10), tmp_path))


@pytest.mark.parametrize(
    ("latitudes", "words"), [([54.0] * 9 + [-54.0], "differs from row to row.*: A"), ([-43.0] * 10, "south of 40 N.*: A")]
)
def test_latitudes_that_can_hardly_be_meant_are_told(tmp_path, latitudes, words):
    progress = Progress()
    table.read(save(one_site(DAYS, latitude=latitudes), tmp_path), progress)
    assert [w for w in map(str, progress.warnings) if re.search(words, w)]
    assert len(progress.warnings) == 1


UNIT_TABLE = {"lst_degc": "LST (\u00b0C)", "gpp": "GPP [gC m-2 day-1]", "soil_moisture": "soil_moisture (m3/m3)", "evi": "EVI (-)"}


def test_units_in_brackets_after_the_names_of_columns_are_understood(tmp_path):
    frame = make_table(years=1)
    plain, named = (table.read(save(rows, tmp_path)) for rows in (frame, frame.rename(columns={**UNIT_TABLE, "par_mj": "PAR (MJ/m2/d)"})))
    assert named.sample.gpp == pytest.approx(plain.sample.gpp, nan_ok=True)
    for name, values in plain.sample.drivers.items():
        assert named.sample.drivers[name] == pytest.approx(values, nan_ok=True)


@pytest.mark.parametrize(("column", "header"), [("gpp", "GPP (umol m-2 s-1)"), ("lst_degc", "lst (K)"), ("vpd_kpa", "VPD [hPa]")])
def test_a_column_that_names_another_unit_is_refused_by_that(tmp_path, column, header):
    path = save(make_table(years=1).rename(columns={column: header}), tmp_path)
    with pytest.raises(InputError, match=rf"{re.escape(header)} .*is in another unit than .*Convert its values, and name it {column}"):
        table.read(path)


def test_a_table_that_lacks_columns_is_told_which_it_has(tmp_path):
    path = save(make_table(years=1).rename(columns={"lst_degc": "temperature"}), tmp_path)
    with pytest.raises(InputError, match=r"lacks the columns: lst_degc\. It has: site, date, .*temperature"):
        table.read(path)


def test_a_column_in_another_unit_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"lst_degc.*unit"):
        table.read(save(one_site(DAYS, lst_degc=[285.0] * 10), tmp_path))


def test_a_single_impossible_value_is_left_out_with_a_warning(tmp_path):
    progress = Progress()
    found = table.read(save(one_site(DAYS, evi=[0.3] * 9 + [7.0]), tmp_path), progress)
    assert np.isnan(found.sample.drivers["evi"][0, 9])
    assert any("1 values in column evi" in str(w) for w in progress.warnings)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"evi": [3000.0] * 10}, "evi"),
        ({"soil_moisture": [20.0] * 10}, "soil_moisture"),
        ({"thaw_fraction": [0.0] * 5 + [100.0] * 5}, "thaw_fraction"),  # the frozen half of the year is 0 in percent too
        ({"gpp": [2.0] * 6 + [70.0, 180.0, 250.0, 200.0]}, "gpp"),  # totals of months
        ({"gpp": [0.004] * 10}, "gpp"),  # kg
        ({"vpd_kpa": [6.0] * 10}, "vpd_kpa"),  # hPa
        ({"par_mj": [5.0, 8.0, 12.0, 25.0, 40.0, 45.0, 50.0, 40.0, 30.0, 15.0]}, "par_mj"),  # mol
        ({"tmin_degc": [275.0] * 10}, "tmin_degc"),
        ({"latitude": [5400.0] * 10}, "latitude"),
    ],
)
def test_other_units_are_refused_even_where_some_values_are_possible(tmp_path, columns, words):
    with pytest.raises(InputError, match=f"column {words} .*unit"):
        table.read(save(one_site(DAYS, **columns), tmp_path))


@pytest.mark.parametrize("missing", ["", "NA", "NaN", "-9999", "-9999.0"])
def test_values_marked_as_missing_are_missing(tmp_path, missing):
    progress = Progress()
    found = table.read(save(one_site(DAYS, soil_moisture=["0.2"] * 4 + [missing] * 6), tmp_path), progress)
    assert np.isnan(found.sample.drivers["soil_moisture"][0]).sum() == 6
    assert not progress.warnings


def test_infinite_numbers_are_left_out(tmp_path):
    found = table.read(save(one_site(DAYS, evi=[0.3] * 9 + ["inf"]), tmp_path))
    assert np.isnan(found.sample.drivers["evi"][0, 9])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_of_spreadsheets_with_semicolons_and_decimal_commas_are_read(tmp_path, encoding):
    path = tmp_path / "towers.csv"
    one_site(DAYS, site=["Forêt"] * 10, evi=[0.35] * 10).to_csv(path, index=False, sep=";", decimal=",", encoding=encoding)
    found = table.read(str(path))
    assert found.sites == ("Forêt",)
    assert found.sample.drivers["evi"][0] == pytest.approx(0.35)


def test_decimal_commas_between_commas_are_refused(tmp_path):
    path = tmp_path / "towers.csv"
    path.write_text("site,date,stratum,evi,lst_degc,soil_moisture,thaw_fraction,gpp\nA,2019-06-01,ENF,0,3,10,5,0,2,1,5,1\n")
    with pytest.raises(InputError, match=r"Row 2 .*more cells"):
        table.read(str(path))


def test_two_columns_of_one_name_are_refused(tmp_path):
    with pytest.raises(InputError, match="two columns of one name: gpp"):
        table.read(save(one_site(DAYS, GPP=[4.0] * 10), tmp_path))


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2003-07-15", "2003-07-15"),
        ("2003-7-5", "2003-07-05"),
        ("2003/07/15", "2003-07-15"),
        ("20030715", "2003-07-15"),
        ("2003-07-15 00:00:00", "2003-07-15"),
        ("2003-07-15T12:00", "2003-07-15"),
        ("2003-07", "2003-07-01"),
        ("200307", "2003-07-01"),
    ],
)
def test_dates_may_be_written_in_several_ways(tmp_path, written, date):
    assert str(table.read(save(one_site([written]), tmp_path)).dates[0, 0]) == date


@pytest.mark.parametrize("written", ["", "July 2003", "2003-13", "2003-02-30", "2003196", "15.07.2003"])
def test_other_dates_are_refused(tmp_path, written):
    with pytest.raises(InputError, match="is not a date"):
        table.read(save(one_site(["2003-07-01", written]), tmp_path))


def test_months_in_the_order_of_their_text_are_put_in_the_order_of_time(tmp_path):
    months = [f"2003-{m}" for m in sorted(range(1, 13), key=str)]
    lst = [float(m.split("-")[1]) for m in months]
    found = table.read(save(one_site(months, lst_degc=lst), tmp_path))
    assert found.sample.drivers["lst"][0] == pytest.approx(np.arange(1.0, 13.0))


def test_rows_without_stratum_belong_to_the_stratum_of_their_site(tmp_path):
    lst = np.arange(10.0)
    found = table.read(save(one_site(DAYS, stratum=[""] * 5 + ["ENF"] * 5, lst_degc=lst), tmp_path))
    whole = table.read(save(one_site(DAYS, lst_degc=lst), tmp_path))
    assert found.names == ("ENF",)
    assert np.array_equal(found.sample.drivers["lst_lagged"], whole.sample.drivers["lst_lagged"])


def test_strata_that_differ_by_case_are_one(tmp_path):
    frame = pd.concat([one_site(DAYS, stratum=["enf"] * 10), one_site(DAYS, site=["B"] * 10, stratum=["ENF "] * 10)])
    assert table.read(save(frame, tmp_path)).names == ("ENF", "ENF")


def test_strata_of_no_known_class_are_named(tmp_path):
    progress = Progress()
    found = table.read(save(one_site(DAYS, stratum=["tundra"] * 10), tmp_path), progress)
    assert found.strata[1001].prior == "all"
    assert any("No class is known" in str(w) and "tundra" in str(w) for w in progress.warnings)


def test_sites_without_stratum_or_in_one_called_all_are_not_taken_for_all_sites(tmp_path):
    frame = pd.concat([one_site(DAYS, stratum=[""] * 10), one_site(DAYS, site=["B"] * 10, stratum=["all"] * 10)])
    assert set(table.read(save(frame, tmp_path)).names) == {table_file.UNNAMED}


def test_a_site_whose_latitude_stands_in_some_rows_has_it(tmp_path):
    progress = Progress()
    found = table.read(save(one_site(DAYS, latitude=[""] * 9 + [60.0]), tmp_path), progress)
    assert found.sample.latitude[0] == 60 and not progress.warnings


def test_gpp_that_cannot_be_predicted_is_counted(tmp_path):
    progress = Progress()
    table.read(save(one_site(DAYS, evi=[0.3] * 8 + [""] * 2), tmp_path), progress)
    assert any("2 rows have GPP without greenness" in str(w) for w in progress.warnings)


def test_a_date_that_is_none_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"31/02/2019 .*is not a date"):
        table.read(save(one_site(["31/02/2019"]), tmp_path))


@pytest.mark.parametrize(
    "order", ["{day:02d}/{month:02d}/2019", "{month:02d}/{day:02d}/2019", "{day}.{month}.2019 12:30", "{day}-{month}-2019"]
)
def test_dates_that_end_in_the_year_are_read_where_one_of_them_tells_day_from_month(tmp_path, order):
    written = [order.format(day=day, month=month) for month, day in ((6, 5), (6, 25), (7, 4))]
    found = table.read(save(one_site(written), tmp_path))
    assert list(map(str, found.dates[0])) == ["2019-06-05", "2019-06-25", "2019-07-04"]


@pytest.mark.parametrize("written", [["05/06/2019"], ["01/01/2019", "01/02/2019"], ["25/06/2019", "06/25/2019"]])
def test_dates_of_which_none_tells_day_from_month_are_refused(tmp_path, written):
    with pytest.raises(InputError, match=rf"{written[0]} in .* may begin with the day or with the month\. Write dates as 2021-06-30"):
        table.read(save(one_site(written), tmp_path))


@pytest.mark.parametrize("written", ["170703", "2103-07-01", "2003-07-15 noon", "15/07/03"])
def test_dates_of_other_centuries_and_with_words_are_none(tmp_path, written):
    with pytest.raises(InputError, match="is not a date"):
        table.read(save(one_site([written]), tmp_path))


@pytest.mark.parametrize("value", ["0,35", '"0,35"', "0.35", "+0.35", "3,5e-1", "35E-2", " 0,35 ", "\u00a00,35"])
def test_a_number_is_read_however_it_is_written(tmp_path, value):
    path = tmp_path / "towers.csv"
    one_site(DAYS, evi=["EVI"] * 10).to_csv(path, index=False, sep=";")
    path.write_text(path.read_text().replace("EVI", value), encoding="utf-8")
    assert table.read(str(path)).sample.drivers["evi"][0] == pytest.approx(0.35)


def test_decimal_commas_in_quotes_between_commas_are_read(tmp_path):
    found = table.read(save(one_site(DAYS, evi=["0,35"] * 10), tmp_path))
    assert found.sample.drivers["evi"][0] == pytest.approx(0.35)


@pytest.mark.parametrize("value", ["1_0", "0,3,5", "0.3 5", "35 %", "0x1", "=A1", "#REF!"])
def test_what_is_no_number_is_refused_with_its_column(tmp_path, value):
    with pytest.raises(InputError, match=r"in column gpp of .* is not a number\. Leave values"):
        table.read(save(one_site(DAYS, gpp=[5.0] * 9 + [value]), tmp_path))


def test_two_rows_of_one_date_are_refused(tmp_path):
    with pytest.raises(InputError, match="two rows of A for 2019-06-01"):
        table.read(save(one_site(["2019-06-01", "2019-06-01"], gpp=[5.0, 6.0]), tmp_path))


def test_copies_of_a_row_are_left_out_with_a_warning(tmp_path):
    progress = Progress()
    found = table.read(save(one_site(["2019-06-01", "2019-06-02", "2019-06-02"]), tmp_path), progress)
    assert found.sample.gpp.shape == (1, 2)
    assert any("1 rows" in str(w) and "copies" in str(w) for w in progress.warnings)


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


@pytest.mark.parametrize("day", ["middle", "last"])
def test_months_dated_by_their_middle_or_last_day_are_whole_months(tmp_path, day):
    firsts = [f"2019-{m:02d}-01" for m in range(1, 13)]
    last = np.arange("2019-02", "2020-02", dtype="datetime64[M]").astype("datetime64[D]") - 1
    others = [f"2019-{m:02d}-15" for m in range(1, 13)] if day == "middle" else [str(d) for d in last]
    of_firsts, of_others = (table.read(save(one_site(dates), tmp_path)) for dates in (firsts, others))
    assert np.array_equal(of_others.sample.drivers["toa"], of_firsts.sample.drivers["toa"])
    assert np.array_equal(of_others.months, of_firsts.months)
    assert str(of_others.dates[0, 5]) == others[5]


def test_each_month_is_itself_where_others_are_missing(tmp_path):
    found = table.read(save(one_site([f"20{y:02d}-{m:02d}" for y in range(10, 14) for m in (5, 7, 9)]), tmp_path)).sample.drivers["toa"]
    assert found[0, 1] == pytest.approx(terms.potential_radiation(54.0, np.arange(182, 213)).mean(), rel=1e-4)


def test_radiation_is_the_mean_over_the_step(tmp_path):
    found = table.read(save(one_site(["2019-06-01", "2019-07-01", "2019-08-01"]), tmp_path)).sample.drivers["toa"][0, 0]
    assert found == pytest.approx(terms.potential_radiation(54.0, np.arange(152, 182)).mean(), rel=1e-4)


def test_measurements_with_gaps_are_filled_by_their_stand_ins(tmp_path):
    par = [9.0] * 5 + [np.nan] * 5
    found = table.read(save(one_site(DAYS, par_mj=par), tmp_path)).sample.drivers
    assert found["par"][0, :5] == pytest.approx(9.0)
    assert found["par"][0, 5:] == pytest.approx(0.45 * 0.5 * found["toa"][0, 5:])


YEAR = [f"2019-{m:02d}-01" for m in range(1, 13)]


def test_mean_night_temperature_is_that_of_the_months(tmp_path):
    assert table.read(save(one_site(YEAR, lst_night_degc=[-4.0] * 12), tmp_path)).strata[1001].night == pytest.approx(-4)


def test_nights_of_months_that_are_missing_follow_from_the_days(tmp_path):
    day = 4 - 16 * np.cos(np.arange(12) * np.pi / 6)
    night = 0.8 * day - 9
    gappy = np.where(np.isin(np.arange(12), (0, 1, 2, 11)), np.nan, night)
    found = table.read(save(one_site(YEAR, lst_degc=day, lst_night_degc=gappy), tmp_path))
    assert found.strata[1001].night == pytest.approx(0.8 * 4 - 9)


def test_a_site_with_few_nights_takes_those_of_its_stratum(tmp_path):
    few = one_site(YEAR, lst_night_degc=[-4.0] * 5 + [np.nan] * 7)
    assert table.read(save(few, tmp_path)).strata[1001].night is None
    progress = Progress()
    both = pd.concat([few, one_site(YEAR, site=["B"] * 12, lst_night_degc=[-6.0] * 12)])
    assert table.read(save(both, tmp_path), progress).strata[1001].night == pytest.approx(-6)
    assert any("sites lack night-time temperature" in str(w) and str(w).endswith(": A.") for w in progress.warnings)


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
        ("coniferous_fire_31_60", "ENF"),
        ("wetland_treed_fire_0_5", "REGEN"),
        ("81", "WET-treed"),
        ("wet_treed", "WET-treed"),
        ("Permanent Wetlands", "WET"),
        ("Milieu humide arboré", "WET-treed"),
        ("Feuillus", "DBF"),
        ("Brûlis", "REGEN"),
        ("20", "all"),
        ("tundra", None),
        ("", None),
    ],
)
def test_the_class_of_a_stratum_is_known_by_its_name(name, prior):
    assert prior_of(name) == prior
