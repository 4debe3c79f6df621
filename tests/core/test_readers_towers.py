"""Tower tables: FLUXNET names and columns, quality, both partitionings, coordinates from a sites table."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_files import TOWER_COLUMNS, TOWER_NAME, write_table

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.readers import towers
from boreal_gpp_plugin.core.readers.tower_sites import COORDINATES


def read_rows(folder: Path, *rows) -> towers.Tower:
    return towers.read(towers.recognise(write_table(folder, rows)))


@pytest.mark.parametrize(
    "name",
    [
        TOWER_NAME,
        "FLX_CA-Obs_FLUXNET2015_SUBSET_DD_1997-2010_1-4.csv",
        "FLX_CA-Obs_FLUXNET2015_FULLSET_DD_1997-2020_beta-3.csv",
        "AMF_CA-Obs_FLUXNET_FULLSET_DD_1997-2010_3-5.csv",
        "ICOS_CA-Obs_FLUXNET_FLUXMET_DD_1997-2024_v1.3_r1.csv",
    ],
)
def test_daily_tables_of_every_generation_are_recognised(tmp_path, name):
    granule = towers.recognise(write_table(tmp_path, [(20000601, 10, 1, 5, 5)], name))
    assert (granule.product, granule.detail["site"], granule.time) == ("TOWER", "CA-Obs", datetime.datetime(1997, 1, 1))


@pytest.mark.parametrize(
    "name",
    [TOWER_NAME.replace("_DD_", "_YY_"), "AMF_CA-Obs_BADM.csv", "FLX_CA-Obs_FLUXNET2015_AUX_DD.csv", "sites.csv", "gpp_8day.csv"],
)
def test_other_tables_are_no_granule(tmp_path, name):
    (tmp_path / name).touch()
    assert towers.recognise(str(tmp_path / name)) is None


def test_gpp_is_the_mean_of_both_partitionings_and_half_their_difference_its_sd(tmp_path):
    tower = read_rows(tmp_path, (20000601, 10, 0.9, 6.0, 5.0))
    assert tower.gpp[0] == pytest.approx(5.5) and tower.gpp_sd[0] == pytest.approx(0.5)
    assert tower.dates[0] == np.datetime64("2000-06-01") and tower.dates.dtype == "datetime64[D]"
    assert (tower.site, tower.latitude, tower.longitude) == ("CA-Obs", 53.9872, -105.1178)


@pytest.mark.parametrize("missing", [-9999, -9999.0, "-9999.0000", ""])
def test_missing_is_missing(tmp_path, missing):
    tower = read_rows(tmp_path, (20000601, 10, 0.9, missing, missing), (20000602, 10, 0.9, 6.0, missing))
    assert np.isnan(tower.gpp[0])
    assert tower.gpp[1] == 6.0 and np.isnan(tower.gpp_sd[1])


@pytest.mark.parametrize(("quality", "kept"), [(0.69, False), (0.7, True), (1, True), (0, False), (-9999, False)])
def test_daily_quality_is_a_share_where_more_is_better(tmp_path, quality, kept):
    """Half-hourly tables count the other way: there 0 is measured."""
    assert np.isfinite(read_rows(tmp_path, (20000601, 10, quality, 6.0, 5.0)).gpp[0]) == kept


def test_negative_gpp_of_the_night_method_is_kept(tmp_path):
    assert read_rows(tmp_path, (20000101, -20, 1, -0.4, 0.0)).gpp[0] == pytest.approx(-0.2)


def test_one_partitioning_alone_will_do(tmp_path):
    columns = ("TIMESTAMP", "NEE_VUT_REF_QC", "GPP_NT_VUT_REF")
    tower = towers.read(towers.recognise(write_table(tmp_path, [(20000601, 1, 4.0)], columns=columns)))
    assert tower.gpp[0] == 4.0 and np.isnan(tower.gpp_sd[0])


def test_where_only_one_threshold_of_all_years_was_used_its_columns_serve(tmp_path):
    columns = ("TIMESTAMP", "NEE_CUT_REF_QC", "GPP_NT_CUT_REF", "GPP_DT_CUT_REF")
    path = write_table(tmp_path, [(20000601, 0.9, 4, 6), (20000602, 0.5, 4, 6)], columns=columns)
    np.testing.assert_array_equal(towers.read(towers.recognise(path)).gpp, [5, np.nan])


@pytest.mark.parametrize("column", ["TIMESTAMP", "NEE_VUT_REF_QC"])
def test_a_table_without_a_column_is_refused_by_name(tmp_path, column):
    columns = tuple(c for c in TOWER_COLUMNS if c != column)
    with pytest.raises(InputError, match=rf"1-4\.csv does not hold the variable {column}"):
        towers.recognise(write_table(tmp_path, [], columns=columns))


def test_a_table_without_gpp_is_refused(tmp_path):
    with pytest.raises(InputError, match="GPP_NT_VUT_REF"):
        towers.recognise(write_table(tmp_path, [], columns=TOWER_COLUMNS[:3]))


def test_coordinates_may_stand_in_the_folder_above(tmp_path):
    path = write_table(tmp_path / "CA-Obs", [(20000601, 10, 1, 5, 5)], sites="")
    (tmp_path / "sites.csv").write_text("Site, Latitude ,Longitude\nCA-Obs,53.9872,-105.1178\n")
    assert towers.recognise(path).detail["latitude"] == 53.9872


@pytest.mark.parametrize(
    "sites",
    [
        "site;latitude;longitude;nom\nXX-Abc;53,9872;-105,1178;For\u00eat noire\n".encode("cp1252"),
        "site;latitude;longitude;nom\nXX-Abc;53,9872;-105,1178;For\u00eat noire\n".encode("utf-8-sig"),
        "site\tlatitude\tlongitude\nXX-Abc\t53.9872\t-105.1178\n".encode("utf-16"),
    ],
)
@pytest.mark.parametrize("name", ["sites.csv", "SITES.CSV", "sites (1).csv"])
def test_a_table_of_sites_is_read_as_any_spreadsheet_writes_it(tmp_path, sites, name):
    path = write_table(tmp_path, [(20000601, 10, 1, 5, 5)], TOWER_NAME.replace("CA-Obs", "XX-Abc"), sites="")
    (tmp_path / name).write_bytes(sites)
    detail = towers.recognise(path).detail
    assert (detail["latitude"], detail["longitude"]) == (53.9872, -105.1178)
    assert detail["companions"] == (str(tmp_path / name),)


def test_a_table_that_a_spreadsheet_saved_with_semicolons_and_commas_is_read_the_same(tmp_path):
    rows = [(20000601, 10.5, 0.9, 6.25, 5.75), (20000602, 11, 1, -9999, 4)]
    path = Path(write_table(tmp_path, rows))
    tower = towers.read(towers.recognise(str(path)))
    path.write_text(path.read_text().replace(",", ";").replace(".", ","), encoding="cp1252")
    saved = towers.read(towers.recognise(str(path)))
    np.testing.assert_array_equal(saved.gpp, tower.gpp)
    assert tower.gpp.tolist() == [6.0, 4.0]


@pytest.mark.parametrize("sites", ["", "site,latitude,longitude\nCA-Oas,53.6,-106.2\n"])
def test_a_tower_without_coordinates_is_refused_with_what_to_do(tmp_path, sites):
    with pytest.raises(InputError, match=r"coordinates of the tower XX-Abc.*not known.*sites\.csv"):
        towers.recognise(write_table(tmp_path, [(20000601, 10, 1, 5, 5)], TOWER_NAME.replace("CA-Obs", "XX-Abc"), sites=sites))


def test_a_well_known_tower_needs_no_table_and_the_users_own_comes_first(tmp_path):
    detail = towers.recognise(write_table(tmp_path / "a", [(20000601, 10, 1, 5, 5)], sites="")).detail
    assert (detail["latitude"], detail["longitude"]) == (53.9872, -105.1178)
    detail = towers.recognise(write_table(tmp_path / "b", [], sites="site,latitude,longitude\nCA-Obs,54,-105\n")).detail
    assert (detail["latitude"], detail["longitude"]) == (54.0, -105.0)


def test_known_towers_are_on_boreal_and_subarctic_land():
    """Their identifiers begin with a country: each lies in its country's range of longitudes, north of Hyltemossa."""
    ranges = {"CA": (-141, -52), "US": (-170, -140), "GL": (-60, -10), "NO": (4, 32), "SE": (10, 25), "FI": (20, 32), "RU": (27, 180)}
    for site, (latitude, longitude) in COORDINATES.items():
        west, east = ranges[site[:2]]
        assert 48.0 < latitude < 80.0 and west < longitude < east, site


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("site,latitude\nCA-Obs,53.6", "it has no column longitude"),
        ("site,latitude,longitude\nCA-Obs,53 N,-105", "the latitude of CA-Obs is 53 N"),
        ("site,latitude,longitude\nCA-Obs,153.6,-106.2", "the latitude of CA-Obs is 153.6"),
        ("site,latitude,longitude\nCA-Obs,53.6,", 'the longitude of CA-Obs is ""'),
        ("site,latitude,longitude\nCA-Obs,nan,-105", "the latitude of CA-Obs is nan"),
        ("site,latitude,longitude\nCA-Obs,53.6,-105\nCA-Obs,53.7,-105", "it has two places for CA-Obs"),
        ("site,latitude,longitude,latitude\nCA-Obs,53.6,-105,53.7", "it has two columns latitude"),
        ('site,latitude,longitude\nCA-Oas,"53.6,-106\nCA-Obs,53.9,-105', "unexpected end of data"),
    ],
)
def test_a_sites_table_with_a_mistake_is_refused_with_its_place(tmp_path, rows, reason):
    with pytest.raises(InputError) as error:
        towers.recognise(write_table(tmp_path, [(20000601, 10, 1, 5, 5)], sites=rows + "\n"))
    assert f"sites.csv can't be read: {reason}. Correct the table" in str(error.value)


def test_decimal_commas_between_commas_are_no_other_place(tmp_path):
    """Each half would be a number of its own: 53 N, 98 E."""
    with pytest.raises(InputError, match=r"Row 2 of .*sites\.csv has more cells than the table has columns\. Write decimals"):
        towers.recognise(write_table(tmp_path, [(20000601, 10, 1, 5, 5)], sites="site,latitude,longitude\nCA-Obs,53,98,-105,11\n"))


DAYS = [(20000601 + day, 10.5, 0.9, 6.25, 5.75) for day in range(3)]
PLAIN = "\n".join(",".join(map(str, row)) for row in (TOWER_COLUMNS, *DAYS)) + "\n"
FRENCH = PLAIN.replace(",", ";").replace(".", ",")


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace(",", ", "),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\ufeff" + PLAIN,
        PLAIN + "\n\n",
        FRENCH + ";;;;\n;;;;\n",
        PLAIN.replace(",", "\t"),
        PLAIN.replace("2000060", "2000-06-0"),
        PLAIN.replace("2000060", "2000/06/0"),
        FRENCH.replace("20000601", "2000-06-01 00:00").replace("20000602", "2000-06-02T00:00:00"),
        "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in PLAIN.splitlines()) + "\n",
    ],
)
def test_a_table_that_a_spreadsheet_wrote_anew_is_read_the_same(tmp_path, text):
    path = Path(write_table(tmp_path, DAYS))
    path.write_text(text, encoding="utf-8", newline="")
    tower = towers.read(towers.recognise(str(path)))
    assert tower.gpp.tolist() == [6.0, 6.0, 6.0] and list(map(str, tower.dates)) == ["2000-06-01", "2000-06-02", "2000-06-03"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([*DAYS, (20000602, 10.5, 0.9, 7, 7)], "it has two rows of 20000602"),
        ([DAYS[0], ("", 10.5, 0.9, 7, 7), DAYS[2]], "a row of it has no date"),
        ([("01/06/2000", 10.5, 0.9, 7, 7)], "its first and last row do not begin with a date"),
        ([DAYS[0], ("2.00006E+07", 10.5, 0.9, 7, 7), DAYS[2]], "2.00006E"),
    ],
)
def test_rows_of_which_the_day_is_not_told_or_told_twice_are_refused(tmp_path, rows, reason):
    with pytest.raises(InputError, match=rf"1-4\.csv can't be read: .*{reason}"):
        towers.read(towers.recognise(write_table(tmp_path, rows, TOWER_NAME.replace("_1997-2010", ""))))


def test_an_empty_cell_at_the_end_of_rows_moves_no_column(tmp_path):
    """The end of each half hour is a time, too: what stands beside it would be taken for what it is not."""
    name = "FLX_CA-Obs_FLUXNET2015_FULLSET_HH_2000-2000_1-4.csv"
    columns = ("TIMESTAMP_START", "TIMESTAMP_END", "NEE_VUT_REF_QC", "GPP_NT_VUT_REF", "RECO_NT_VUT_REF")
    stamps = [f"20000601{half // 2:02d}{half % 2 * 30:02d}" for half in range(48)] + ["200006020000"]
    rows = [(stamps[i], stamps[i + 1], 0, 10.0, 90.0, "") for i in range(48)]
    tower = towers.read(towers.recognise(write_table(tmp_path, rows, name, columns)))
    assert list(map(str, tower.dates)) == ["2000-06-01"] and tower.gpp[0] == pytest.approx(10.3775, rel=1e-4)


def test_decimal_commas_between_commas_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"1-4\.csv can't be read: it has rows with more cells than columns"):
        towers.recognise(write_table(tmp_path, [(20000601, "10,5", 1, "5,25", 5)]))


def test_half_hours_may_be_written_with_marks(tmp_path):
    name = "FLX_CA-Obs_FLUXNET2015_FULLSET_HH_2000-2000_1-4.csv"
    columns = ("TIMESTAMP_START", "NEE_VUT_REF_QC", "GPP_NT_VUT_REF")
    rows = [(f"2000-06-01 {half // 2:02d}:{half % 2 * 30:02d}", 0, 10.0) for half in range(48)]
    tower = towers.read(towers.recognise(write_table(tmp_path, rows, name, columns)))
    assert list(map(str, tower.dates)) == ["2000-06-01"] and tower.gpp[0] == pytest.approx(10.3775, rel=1e-4)


@pytest.mark.parametrize("row", [("June 2000", 10, 1, 5, 5), (20000601, 10, 1, "many", 5)])
def test_a_table_with_words_for_numbers_is_refused(tmp_path, row):
    with pytest.raises(InputError, match=r"1-4\.csv can't be read"):
        towers.read(towers.recognise(write_table(tmp_path, [row])))


def test_a_table_cut_in_a_row_is_refused(tmp_path):
    """Half a number would still be a number."""
    path = Path(write_table(tmp_path, [(20000601 + day, 10, 1, 5.25, 5.25) for day in range(3)]))
    path.write_text(path.read_text()[:-6])
    with pytest.raises(InputError, match="can't be read: it is cut short"):
        towers.recognise(str(path))


def test_a_table_with_a_hole_is_refused(tmp_path):
    path = Path(write_table(tmp_path, [(20000601 + day, 10, 1, 5, 5) for day in range(9)]))
    content = path.read_bytes()
    granule = towers.recognise(str(path))
    path.write_bytes(content[:90] + bytes(60) + content[150:])
    with pytest.raises(InputError, match="a part of it is empty"):
        towers.read(granule)


def test_an_empty_table_is_refused(tmp_path):
    (tmp_path / TOWER_NAME).touch()
    with pytest.raises(InputError, match="it is empty"):
        towers.recognise(str(tmp_path / TOWER_NAME))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.one_of(st.just(-9999.0), st.floats(-5, 30)), st.one_of(st.just(-9999.0), st.floats(-5, 30))),
        min_size=1,
        max_size=20,
    )
)
def test_any_table_is_read_back(tmp_path, values):
    days = np.datetime64("2000-02-20") + np.arange(len(values))
    rows = [(str(day).replace("-", ""), 0, *row) for day, row in zip(days, values)]
    tower = read_rows(tmp_path, *rows)
    np.testing.assert_array_equal(tower.dates, days)
    for (quality, night, day), gpp in zip(values, tower.gpp):
        both = [v for v in (night, day) if v != -9999.0]
        assert gpp == pytest.approx(np.mean(both)) if both and quality >= 0.7 else np.isnan(gpp)


HOURLY = ("TIMESTAMP_START", "TIMESTAMP_END", "NEE_VUT_REF_QC", "GPP_NT_VUT_REF", "GPP_DT_VUT_REF")


def half_hours(day: str, quality, gpp, a_day: int = 48):
    """Return the rows of a day; quality and gpp are numbers or one for each."""
    quality, gpp = np.broadcast_to(quality, a_day), np.broadcast_to(gpp, a_day)
    start = datetime.datetime.strptime(day, "%Y%m%d")
    stamps = [f"{start + i * datetime.timedelta(days=1) / a_day:%Y%m%d%H%M}" for i in range(a_day + 1)]
    return [(*stamps[i : i + 2], *values) for i, values in enumerate(zip(quality, gpp, gpp))]


@pytest.mark.parametrize(("step", "a_day"), [("HH", 48), ("HR", 24)])
def test_half_hours_become_grams_a_day(tmp_path, step, a_day):
    """10 umol m-2 s-1 over half a day are 10 x 12.011e-6 g x 43200 s = 5.1888 g C m-2."""
    rows = half_hours("20000601", 0, np.where(np.arange(a_day) < a_day // 2, 10.0, 0.0), a_day)
    path = write_table(tmp_path, rows, TOWER_NAME.replace("_DD_", f"_{step}_"), HOURLY)
    tower = towers.read(towers.recognise(path))
    assert tower.dates.tolist() == [datetime.date(2000, 6, 1)] and tower.ends[0] == np.datetime64("2000-06-02")
    assert tower.gpp[0] == pytest.approx(5.1888, rel=1e-4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.dictionaries(
        st.from_regex(r"[A-Z]{2}-[A-Z][a-z0-9]{2}", fullmatch=True),
        st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
        min_size=1,
        max_size=6,
    ),
    separator=st.sampled_from([",", ";", "\t"]),
    order=st.permutations(["name", "site", "Latitude", "LONGITUDE"]),
    mark=st.sampled_from(["utf-8", "utf-8-sig"]),
    above=st.booleans(),
)
def test_any_table_of_sites_says_where_its_towers_are(tmp_path, places, separator, order, mark, above):
    """Columns in any order, among others; with semicolons the comma is the decimal sign."""
    rows = [dict(zip(("name", "site", "Latitude", "LONGITUDE"), (f"Forêt {site}", site, *map(repr, at)))) for site, at in places.items()]
    lines = [separator.join(order), *(separator.join(row[column] for column in order) for row in rows)]
    text = "\n".join(line.replace(".", ",") if separator == ";" else line for line in lines)
    path = Path(write_table(tmp_path / "towers", [(20000601, 10, 1, 5, 5)], TOWER_NAME.replace("CA-Obs", next(iter(places))), sites=""))
    ((tmp_path if above else path.parent) / "sites.csv").write_text(text, encoding=mark)
    for site, at in places.items():
        path = path.rename(path.with_name(TOWER_NAME.replace("CA-Obs", site)))
        granule = towers.recognise(str(path))
        assert (granule.detail["latitude"], granule.detail["longitude"]) == at
    ((tmp_path if above else path.parent) / "sites.csv").unlink()
    path.unlink()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(step=st.sampled_from(["WW", "MM"]), seed=st.integers(0, 99), count=st.integers(1, 30))
def test_any_table_of_weeks_or_months_is_read_back(tmp_path, step, seed, count):
    random = np.random.default_rng(seed)
    quality, gpp = random.choice([0.0, 0.69, 0.7, 1.0, -9999], count), np.round(random.uniform(-2, 20, (2, count)), 3)
    gpp[random.random((2, count)) < 0.2] = -9999
    if step == "MM":
        edges = (np.datetime64("2000-01") + np.arange(count + 1)).astype("datetime64[D]")
        times, columns = [(str(edge)[:7].replace("-", ""),) for edge in edges[:-1]], ("TIMESTAMP",)
    else:
        edges = np.datetime64("2000-01-01") + 7 * np.arange(count + 1)
        times = [tuple(str(day).replace("-", "") for day in (a, b - 1)) for a, b in zip(edges, edges[1:])]
        columns = ("TIMESTAMP_START", "TIMESTAMP_END")
    rows = [(*time, q, *g) for time, q, g in zip(times, quality, gpp.T)]
    name = TOWER_NAME.replace("_DD_", f"_{step}_")
    tower = towers.read(towers.recognise(write_table(tmp_path, rows, name, (*columns, *HOURLY[2:]))))
    np.testing.assert_array_equal(tower.dates, edges[:-1])
    np.testing.assert_array_equal(tower.ends, edges[1:])
    known = [values[values > -9999] for values in gpp.T]
    expected = [np.mean(v) if v.size and q >= 0.7 else np.nan for v, q in zip(known, quality)]
    np.testing.assert_allclose(tower.gpp, expected, rtol=1e-9)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(step=st.sampled_from(["HH", "HR"]), seed=st.integers(0, 99), missing=st.integers(0, 12))
def test_any_table_of_half_hours_is_read_back(tmp_path, step, seed, missing):
    a_day = {"HH": 48, "HR": 24}[step]
    random = np.random.default_rng(seed)
    gpp = np.round(random.uniform(-2, 30, (2, a_day)), 3)
    gpp[:, random.permutation(a_day)[: missing * a_day // 48]] = -9999
    rows = [row for day, values in zip(("20000229", "20000301"), gpp) for row in half_hours(day, 0, values, a_day)]
    tower = towers.read(towers.recognise(write_table(tmp_path, rows, TOWER_NAME.replace("_DD_", f"_{step}_"), HOURLY)))
    expected = [np.mean(values[values > -9999]) * 12.011e-6 * 86400 for values in gpp]
    np.testing.assert_allclose(tower.gpp, expected, rtol=1e-9)


@pytest.mark.parametrize(
    ("poor", "flag", "kept"), [(14, 2, True), (15, 2, False), (48, 1, True), (48, 0, True), (48, 3, False), (20, -9999, False)]
)
def test_half_hourly_quality_is_a_flag_where_less_is_better(tmp_path, poor, flag, kept):
    """34 of 48 good half hours are 0.71 of the day, 33 are 0.69."""
    rows = half_hours("20000601", np.where(np.arange(48) < poor, flag, 0), 5.0)
    tower = towers.read(towers.recognise(write_table(tmp_path, rows, TOWER_NAME.replace("_DD_", "_HH_"), HOURLY)))
    assert np.isfinite(tower.gpp[0]) == kept


def test_weeks_and_months_keep_their_days(tmp_path):
    weeks = ("TIMESTAMP_START", "TIMESTAMP_END", "NEE_VUT_REF_QC", "GPP_NT_VUT_REF")
    path = write_table(tmp_path, [(20000527, 20000602, 0.9, 4.0)], TOWER_NAME.replace("_DD_", "_WW_"), weeks)
    tower = towers.read(towers.recognise(path))
    assert (str(tower.dates[0]), str(tower.ends[0]), tower.gpp[0]) == ("2000-05-27", "2000-06-03", 4.0)
    path = write_table(tmp_path, [(200002, -5, 0.9, 3.0, 3.0)], TOWER_NAME.replace("_DD_", "_MM_"))
    tower = towers.read(towers.recognise(path))
    assert (str(tower.dates[0]), str(tower.ends[0]), tower.gpp[0]) == ("2000-02-01", "2000-03-01", 3.0)


def base_file(folder: Path, gpp) -> str:
    path = write_table(folder, [], "AMF_CA-Obs_BASE_HH_1-5.csv")
    rows = [f"{stamp},{stamp},{value}" for stamp, _, _, value, _ in half_hours("20000601", 0, gpp)]
    Path(path).write_text("\n".join(("# Site: CA-Obs", "# Version: 1-5", "TIMESTAMP_START,TIMESTAMP_END,GPP_PI", *rows)) + "\n")
    return path


def test_ameriflux_base_begins_with_remarks_and_has_no_flags(tmp_path):
    granule = towers.recognise(base_file(tmp_path, 10.0))
    assert granule.time == datetime.datetime(2000, 1, 1) and granule.last.year == 2000
    assert towers.read(granule).gpp[0] == pytest.approx(10.3775, rel=1e-4)


@pytest.mark.parametrize(("gaps", "kept"), [(4, True), (6, False)])
def test_a_day_of_ameriflux_base_with_gaps_is_missing(tmp_path, gaps, kept):
    gpp = np.where(np.arange(48) < gaps, -9999, 10.0)
    assert np.isfinite(towers.read(towers.recognise(base_file(tmp_path, gpp))).gpp[0]) == kept


def test_a_base_table_without_gpp_is_refused(tmp_path):
    path = Path(base_file(tmp_path, 10.0))
    path.write_text(path.read_text().replace("GPP_PI", "NEE_PI"))
    with pytest.raises(InputError, match="does not hold the variable GPP_PI"):
        towers.recognise(str(path))


def test_a_table_without_years_in_its_name_has_those_of_its_rows(tmp_path):
    path = write_table(tmp_path, [(20190101, 0, 1, 1, 1), (20211231, 0, 1, 1, 1)], "ICOSETC_CA-Obs_FLUXNET_DD_L2.csv")
    granule = towers.recognise(path)
    assert (granule.time.year, granule.last.year) == (2019, 2021)


def test_a_tower_counts_once_for_a_year(tmp_path):
    """The same years as FULLSET, SUBSET, monthly and half-hourly; other years are another table."""
    rows = {"DD": [(20000601, 10, 1, 5, 5)], "HH": half_hours("20000601", 0, 5.0), "MM": [(200006, 10, 1, 5, 5)]}
    names = {
        TOWER_NAME: "DD",
        TOWER_NAME.replace("FULLSET", "SUBSET"): "DD",
        TOWER_NAME.replace("_DD_", "_MM_"): "MM",
        TOWER_NAME.replace("_DD_", "_HH_"): "HH",
        TOWER_NAME.replace("_DD_1997-2010", "_MM_2011-2014"): "MM",
    }
    granules = []
    for name, step in names.items():
        granules.append(towers.recognise(write_table(tmp_path, rows[step], name, HOURLY if step == "HH" else TOWER_COLUMNS)))
    assert [Path(g.path).name for g in towers.best(granules)] == [TOWER_NAME, TOWER_NAME.replace("_DD_1997-2010", "_MM_2011-2014")]
