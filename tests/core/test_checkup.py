"""The check-up says what is there, what is missing where and when, and what to do about each."""

from __future__ import annotations

import json
import shutil
import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from reader_files import CLEAR, UTM13, write_granule, write_hdf5, write_index, write_raster, write_swath, write_table
from test_readers_lst_grid import write_map
from test_readers_smap import AM, layer

from boreal_gpp_plugin.core import preflight
from boreal_gpp_plugin.core.checkup import looks
from boreal_gpp_plugin.core.checkup.check import TITLES, CheckUp, Finding
from boreal_gpp_plugin.core.errors import Cancelled, InputError, advice
from boreal_gpp_plugin.core.grid import Grid, transform_bounds, transform_points
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.readers import catalogue, raster
from boreal_gpp_plugin.core.readers.ease2 import ease2_grid
from boreal_gpp_plugin.core.readers.sinusoidal import tile_grid
from boreal_gpp_plugin.core.request import RunRequest

M36 = ease2_grid("M36")
FIELD = Grid(UTM13, Affine(30, 0, 500000, 0, -30, 5985000), 100, 100)  # at 105 W 54 N, in the middle of the swath of the tests
DAYS = range(130, 280, 10)


@pytest.fixture
def inputs(tmp_path) -> Path:
    """A folder that a job could start from: views every ten days, a swath, a land cover."""
    folder = tmp_path / "entrées"
    for day in DAYS:
        write_granule(folder / "hls", stamp=f"2021{day}T173909", grid=FIELD)
    write_swath(folder / "lst")
    write_raster(folder / "CA_forest_VLCE2_2019.tif", np.full(FIELD.shape, 210, np.uint8), FIELD)
    return folder


def check(folder: Path, tmp_path: Path, **asked) -> CheckUp:
    asked = {"start": "2021-05-01", "end": "2021-10-10", **asked}
    return preflight.check_up(RunRequest(str(folder), str(tmp_path / "run"), **asked))


def texts(found: CheckUp, level: str) -> str:
    return "\n".join(f"{f.text} {f.fix or ''}" for f in found.findings if f.level == level)


def of(found: CheckUp, product: str):
    (one,) = [p for p in found.products if p.product == product]
    return one


def test_every_product_has_a_title():
    assert set(TITLES) == set(catalogue.PRODUCTS)


def test_a_job_that_may_run_has_no_errors_and_says_what_is_there(inputs, tmp_path):
    found = check(inputs, tmp_path)
    assert found.may_run and found.period[0] == "2021-05-01"
    views = of(found, "HLSL30")
    assert (views.granules, views.files, views.duplicates, views.coverage) == (len(DAYS), 6 * len(DAYS), 0, 1.0)
    assert views.grid == "EPSG:32613, 30 m" and len(views.dates) == len(DAYS) and views.dates[0] == "2021-05-10"
    assert set(views.valid_by_month) == {5, 6, 7, 8, 9} and set(views.valid_by_month.values()) == {1.0}
    assert "HLS Landsat reflectance: 15 from 2021-05-10" in texts(found, "pass")
    west, south, east, north = found.site
    assert west < -104.98 < east + 0.05 and south < 53.99 < north + 0.05


def test_what_the_job_would_refuse_is_an_error_with_its_fix(inputs, tmp_path):
    shutil.rmtree(inputs / "lst")
    found = check(inputs, tmp_path)
    assert not found.may_run and found.findings[0].level == "error"
    assert "No Sentinel-3 SLSTR" in str(found.findings[0].text) and "Add SL_2_LST" in str(found.findings[0].fix)
    assert of(found, "HLSL30").coverage == 1.0  # the rest is still looked at


def test_what_the_job_would_warn_of_is_a_warning_with_its_fix(inputs, tmp_path):
    warnings = [f for f in check(inputs, tmp_path).findings if f.level == "warning"]
    assert any("No SMAP soil moisture" in str(f.text) and "Add SPL3SMP_E" in str(f.fix) for f in warnings)
    assert all(f.fix is not None for f in warnings)


def test_all_that_is_missing_is_told_at_once(inputs, tmp_path):
    shutil.rmtree(inputs / "lst")
    (inputs / "CA_forest_VLCE2_2019.tif").unlink()
    errors = texts(check(inputs, tmp_path), "error")
    assert "No Sentinel-3 SLSTR land surface temperature" in errors and "No NTEMS land cover" in errors


def test_a_reference_that_is_not_there_is_refused_before_any_file_is_read(inputs, tmp_path):
    errors = texts(check(inputs, tmp_path, reference="l4c"), "error")
    assert "The reference SMAP L4C, 9 km was asked for, but the inputs folder has no file of it." in errors


@pytest.mark.parametrize("crs", ["EPSG:4326", UTM13])
def test_an_extent_and_a_period_alone_tell_where_and_when(inputs, tmp_path, crs):
    shutil.rmtree(inputs / "hls")
    found = check(inputs, tmp_path, extent=transform_bounds(FIELD.bounds, FIELD.crs, crs), extent_crs=crs)
    assert "No HLS granule was found" in texts(found, "error")
    assert found.period == ("2021-05-01", "2021-10-15") and of(found, "SLSTR").coverage == 1.0


def test_a_map_beside_the_site_is_said_not_to_cover_it(inputs, tmp_path):
    """Where a fire map ends, no fire and no map look the same."""
    beside = Grid(UTM13, Affine(30, 0, 700000, 0, -30, 5985000), 100, 100)
    write_raster(inputs / "CA_Forest_Fire_1985-2020.tif", np.zeros(beside.shape, np.uint16), beside)
    assert "NTEMS year of fire has values for 0 % of the site" in texts(check(inputs, tmp_path), "warning")


def test_a_tower_has_the_days_of_its_table_and_may_be_of_another_period(inputs, tmp_path):
    write_table(inputs, [(20210101, 10, 1, 5, 5)], "FLX_CA-Obs_FLUXNET2015_FULLSET_DD_2019-2021_1-4.csv")
    tower = of(check(inputs, tmp_path), "TOWER")
    assert (tower.dates[0], tower.dates[-1]) == ("2021-05-01", "2021-10-15")
    write_table(inputs, [(20010101, 10, 1, 5, 5)], "FLX_CA-Obs_FLUXNET2015_FULLSET_DD_1999-2001_1-4.csv")
    (inputs / "FLX_CA-Obs_FLUXNET2015_FULLSET_DD_2019-2021_1-4.csv").unlink()
    assert "Flux towers: none of 1 is of the period" in texts(check(inputs, tmp_path), "warning")


def test_towers_are_said_to_be_inside_the_site_or_not(inputs, tmp_path):
    """One in its middle, one 100 m beyond its edge, whose surroundings reach in, and one 1 km away."""
    left, bottom, right, top = FIELD.bounds
    places = {"CA-Mid": ((left + right) / 2, (bottom + top) / 2), "CA-Rim": (right + 85, top - 30), "CA-Far": (left - 1000, bottom)}
    lines = ["site,latitude,longitude"]
    for site, place in places.items():
        longitude, latitude = (float(v[0]) for v in transform_points(*(np.array([v]) for v in place), FIELD.crs, "EPSG:4326"))
        lines.append(f"{site},{latitude},{longitude}")
    for site in places:
        write_table(inputs, [(20210601, 10, 1, 5, 5)], f"FLX_{site}_FLUXNET2015_FULLSET_DD_2019-2021_1-4.csv", sites="\n".join(lines))
    found = texts(check(inputs, tmp_path), "warning")
    assert "inside the site: CA-Mid, CA-Rim; outside, and not used: CA-Far. Choose an extent that holds them" in found
    (inputs / "FLX_CA-Far_FLUXNET2015_FULLSET_DD_2019-2021_1-4.csv").unlink()
    assert "Flux towers inside the site: CA-Mid, CA-Rim." in texts(check(inputs, tmp_path), "pass")


def test_what_no_reader_foresaw_in_a_file_is_told_and_the_rest_is_looked_at(inputs, tmp_path, monkeypatch):
    monkeypatch.setitem(looks._LOOKS, "HLSL30", lambda granule, cells: {}[granule.path])
    found = check(inputs, tmp_path)
    assert "can't be read: KeyError" in texts(found, "warning") and of(found, "SLSTR").coverage == 1.0


def test_files_of_no_product_are_named(inputs, tmp_path):
    (inputs / "my towers.csv").touch()
    assert "not used: 1 (my towers.csv). Give files" in texts(check(inputs, tmp_path), "warning")


def test_an_empty_folder_is_an_error_not_a_crash(tmp_path):
    (tmp_path / "empty").mkdir()
    found = preflight.check_up(RunRequest(str(tmp_path / "empty"), str(tmp_path / "run")))
    assert not found.may_run and found.products == () and found.site is None
    with pytest.raises(InputError, match="can't be read"):
        preflight.check_up(RunRequest(str(tmp_path / "nowhere"), str(tmp_path / "run")))


def test_a_file_that_cant_be_read_is_named_and_the_rest_goes_on(inputs, tmp_path):
    bad = next((inputs / "hls").glob("*2021130*.B04.tif"))
    bad.write_bytes(b"")
    found = check(inputs, tmp_path)
    assert found.may_run and of(found, "HLSL30").granules == len(DAYS) - 1
    assert f"{bad} can't be read: it is empty. Download the file again" in texts(found, "warning")


def test_copies_are_counted(inputs, tmp_path):
    shutil.copytree(inputs / "hls", inputs / "hls again")
    shutil.copytree(inputs / "lst", inputs / "lst again")
    write_table(inputs / "towers", [(20000601, 10, 1, 5, 5)])
    write_table(inputs / "towers", [(20000601, 10, 1, 5, 5)], "FLX_CA-Obs_FLUXNET2015_SUBSET_DD_1997-2010_1-4.csv")
    found = check(inputs, tmp_path)
    assert [of(found, product).duplicates for product in ("HLSL30", "SLSTR", "TOWER")] == [len(DAYS), 1, 1]
    assert "HLS Landsat reflectance: 15 are copies" in texts(found, "warning")


def test_tiles_of_another_site_are_named(inputs, tmp_path):
    before = check(inputs, tmp_path)
    far = Grid("EPSG:32612", FIELD.transform, *FIELD.shape)
    write_granule(inputs / "hls", stamp="2021125T173909", tile="T12UVE", grid=far)
    found = check(inputs, tmp_path)
    assert found.site == pytest.approx(before.site)  # which the other tile does not widen, nor move to its zone
    assert "HLS Landsat reflectance: 1 of 16 lie outside the site (tiles: 12UVE). Take them out" in texts(found, "warning")
    assert "13UDV" not in texts(found, "warning")


def test_land_cover_of_two_sites_and_two_sheets_makes_one_site(inputs, tmp_path):
    """The nearer map in time is of another site; the site's own comes as two sheets."""
    before = check(inputs, tmp_path).site
    (inputs / "CA_forest_VLCE2_2019.tif").unlink()
    for name, part in (("west", FIELD.subgrid(0, 0, 100, 60)), ("east", FIELD.subgrid(0, 50, 100, 50))):
        write_raster(inputs / f"CA_forest_VLCE2_2019_{name}.tif", np.full(part.shape, 210, np.uint8), part)
    far = Grid(UTM13, Affine(30, 0, 300000, 0, -30, 5785000), 100, 100)
    write_raster(inputs / "CA_forest_VLCE2_2021.tif", np.full(far.shape, 210, np.uint8), far)
    found = check(inputs, tmp_path)
    assert found.may_run and found.site == pytest.approx(before) and of(found, "VLCE2").coverage == 1.0


def test_a_stray_year_that_makes_the_period_long_is_named_unless_a_period_is_given(inputs, tmp_path):
    write_granule(inputs / "hls", stamp="2019180T173909", grid=FIELD)
    found = check(inputs, tmp_path, start=None, end=None)
    assert "2019 to 2021, but only 1 of 16 are of 2019. Give the first and the last day" in texts(found, "warning")
    assert "of 2019" not in texts(check(inputs, tmp_path), "warning")


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        (("2021-05-10", "2021-09-27"), ("2021-05-17", "2021-09-21")),  # the steps that lie within
        (("2021-01-20", "2021-12-15"), ("2021-01-01", "2021-12-31")),  # a gap that is filled as any other
    ],
)
def test_the_period_is_no_longer_than_temperature_is_known_unless_it_is_given(inputs, tmp_path, dates, period):
    """A winter whose temperature no one knows would be as warm as the last day of summer."""
    fields = {f"{AM}/{name}": layer(np.full((1, 1), 0), np.float32, None) for name in ("soil_moisture", "retrieval_qual_flag")}
    for date in dates:
        write_hdf5(inputs / f"SMAP_L3_SM_P_E_{date.replace('-', '')}_R18290_001.h5", fields)
    found = check(inputs, tmp_path, start=None, end=None)
    assert found.period == period
    said = f"Temperature is known from {dates[0]} to {dates[1]}: only this time is mapped. Add files"
    assert (said in texts(found, "warning")) == (period[0] != "2021-01-01")
    given = check(inputs, tmp_path, start="2021-01-01", end="2021-12-31")
    assert given.period == ("2021-01-01", "2021-12-31") and "only this time" not in texts(given, "warning")


def test_granules_that_lack_the_same_bands_are_told_in_one_sentence(inputs, tmp_path):
    for file in (inputs / "hls").glob("*.B06.tif"):
        file.unlink()
    found = check(inputs, tmp_path)
    assert "is whole: 15 lack bands" in texts(found, "error")
    (finding,) = [f for f in found.findings if "lack B06" in str(f.text)]
    assert str(finding.text).startswith("15 HLS granules lack B06 and are not used (HLS.L30.T13UDV.2021130T173909.v2.0, ")
    assert "Download the missing bands" in str(finding.fix)


def test_downloads_that_are_not_finished_are_counted(inputs, tmp_path):
    for name in ("a.tif.part", "b.tif.crdownload"):
        (inputs / name).write_bytes(b"half")
    assert "not finished, and are not used: 2 (a.tif.part, b.tif.crdownload)" in texts(check(inputs, tmp_path), "warning")


@pytest.mark.parametrize("mark", [" (1)", "(2)"])
def test_files_that_a_browser_renamed_are_the_products_that_they_were(inputs, tmp_path, mark):
    before = check(inputs, tmp_path)
    for file in inputs.rglob("*.tif"):
        file.rename(file.with_name(f"{file.stem}{mark}{file.suffix}"))
    after = check(inputs, tmp_path)
    assert [f.text for f in after.findings] == [f.text for f in before.findings]


def test_second_copies_of_a_browser_count_once(inputs, tmp_path):
    for file in [*inputs.rglob("*.tif")]:
        shutil.copy(file, file.with_name(f"{file.stem} (1){file.suffix}"))
    write_raster(inputs / "dem.tif", np.full(FIELD.shape, 500, np.int16), FIELD)
    shutil.copy(inputs / "dem.tif", inputs / "dem (1).tif")
    found = check(inputs, tmp_path)
    assert of(found, "HLSL30").duplicates == len(DAYS) and of(found, "DEM").duplicates == 1
    write_raster(inputs / "dem (2).tif", np.full((FIELD.height, 2 * FIELD.width), 500, np.int16), FIELD)  # another sheet
    assert of(check(inputs, tmp_path), "DEM").duplicates == 1


def test_a_product_that_covers_half_the_site_says_so(inputs, tmp_path):
    half = (FIELD.bounds[0] - 3000, FIELD.bounds[1], FIELD.bounds[2], FIELD.bounds[3])
    found = check(inputs, tmp_path, extent=half, extent_crs=UTM13)
    assert of(found, "HLSL30").coverage == pytest.approx(0.5, abs=0.04)
    assert "have values for 50 % of the site. Add the neighbouring tiles" in texts(found, "warning")
    assert "HLS Landsat reflectance: 10 of 15 were looked into" in texts(found, "warning")


def test_clouds_lower_the_share_of_their_month(inputs, tmp_path):
    fmask = np.full(FIELD.shape, CLEAR)
    fmask[:50] = CLEAR | 2
    for day in range(150, 180, 10):
        write_granule(inputs / "hls", stamp=f"2021{day}T173909", grid=FIELD, fmask=fmask)
    months = of(check(inputs, tmp_path), "HLSL30").valid_by_month
    assert months[6] == pytest.approx(0.5, abs=0.04) and months[7] == 1.0


def test_a_long_gap_is_named_by_its_days(inputs, tmp_path):
    for day in range(170, 230, 10):
        for band in (inputs / "hls").glob(f"*2021{day}T*"):
            band.unlink()
    assert "nothing from 2021-06-10 to 2021-08-17, 69 days. Add files of these days" in texts(check(inputs, tmp_path), "warning")


def test_files_of_another_period_are_said_to_be_so(inputs, tmp_path):
    found = check(inputs, tmp_path, start="2019-05-01", end="2019-10-10")
    assert not found.may_run and "HLS Landsat reflectance: none of 15 is of the period. Choose a period" in texts(found, "warning")


def test_a_check_up_is_kept_as_plain_values(inputs, tmp_path):
    found = check(inputs, tmp_path)
    assert CheckUp.from_dict(json.loads(json.dumps(found.to_dict()))) == found


def test_a_message_that_carries_its_fix_is_taken_apart():
    found = Finding.of("warning", advice(msg("It leaks."), msg("Mend it.")))
    assert (str(found.text), str(found.fix)) == ("It leaks.", "Mend it.")
    assert Finding.of("warning", msg("It leaks.")).fix is None


def test_a_check_up_can_be_cancelled_and_reports_how_far_it_is(inputs, tmp_path):
    request = RunRequest(str(inputs), str(tmp_path / "run"))
    with pytest.raises(Cancelled):
        preflight.check_up(request, Progress(is_cancelled=lambda: True))
    shares: list[float] = []
    preflight.check_up(request, Progress(lambda share, text: shares.append(share)))
    assert shares == sorted(shares) and shares[-1] == 1.0


def test_what_was_seen_in_a_file_is_remembered_until_it_changes(inputs, tmp_path, monkeypatch):
    request = RunRequest(str(inputs), str(tmp_path / "run"), start="2021-05-01", end="2021-10-10")
    opened = []
    read_codes = raster.read_codes
    monkeypatch.setattr(raster, "read_codes", lambda path, *rest: opened.append(path) or read_codes(path, *rest))
    first = preflight.check_up(request, cache=str(tmp_path / "cache"))
    assert opened
    opened.clear()
    assert preflight.check_up(request, cache=str(tmp_path / "cache")).to_dict() == first.to_dict()
    assert not opened
    fmask = next((inputs / "hls").glob("*2021140*Fmask.tif"))
    fmask.unlink()
    write_granule(inputs / "hls", stamp="2021140T173909", grid=FIELD, fmask=CLEAR | 2)
    assert of(preflight.check_up(request, cache=str(tmp_path / "cache")), "HLSL30").valid_by_month[5] < 1.0
    assert opened == [str(fmask)]
    elsewhere = replace(request, extent=(FIELD.bounds[0] - 3000, *FIELD.bounds[1:]), extent_crs=UTM13)
    assert of(preflight.check_up(elsewhere, cache=str(tmp_path / "cache")), "HLSL30").coverage < 0.6


def test_values_beyond_their_range_are_a_warning_that_is_remembered(inputs, tmp_path):
    write_raster(inputs / "gpp" / "gpp_2021177.tif", np.full(FIELD.shape, 8000, np.float32), FIELD)  # milligrams, declared as grams
    (inputs / "series.csv").write_text("files,variable,unit,date\ngpp/*.tif,gpp,g C m-2 d-1,%Y%j\n")
    request = RunRequest(str(inputs), str(tmp_path / "run"), start="2021-05-01", end="2021-10-10")
    for _ in range(2):
        found = preflight.check_up(request, cache=str(tmp_path / "cache"))
        (finding,) = [f for f in found.findings if f.product == "SERIES" and "not between 0 and 40" in str(f.text)]
        assert finding.level == "warning" and "check the scale and unit" in str(finding.fix)
        assert "9800 of 9800 values" in str(finding.text)


def without_layers(inputs, product):
    """Write a granule of a product without one of its layers of quality."""
    part = tile_grid(11, 3).covering(FIELD, 2)
    if product == "HLSL30_VI":
        write_index(inputs / "vi", grid=FIELD)
    elif product == "SLSTR":
        shutil.rmtree(inputs / "lst")
        write_swath(inputs / "lst", without=("bayes_in", "geometry_tn.nc"))
    elif product == "LST_CCI":
        write_map(inputs / "cci")
    elif product == "SPL4CMDL":
        write_hdf5(inputs / "SMAP_L4_C_mdl_20210630T000000_Vv7042_001.h5", {"/GPP/gpp_mean": layer(np.full((1, 1), 5.0), np.float32)})
    elif product == "SPL3SMP":
        names = {f"{AM}/soil_moisture": np.float32, f"{AM}/retrieval_qual_flag": np.uint16}
        variables = {name: layer(np.full((1, 1), 0), dtype, None, M36, M36.covering(FIELD)) for name, dtype in names.items()}
        write_hdf5(inputs / "SMAP_L3_SM_P_20210630_R18290_002.h5", variables)
    elif product == "SPL3SMP_E":
        cells = ease2_grid("M09").covering(FIELD, 1)
        name = "SMAP_L3_SM_P_E_20210630_R18290_001_Soil_Moisture_Retrieval_Data_AM_soil_moisture_20210630.tif"
        write_raster(inputs / name, np.full(cells.shape, 0.3, np.float32), cells)
    elif product == "MOD13":
        write_raster(inputs / "MOD13A1.061__500m_16_days_EVI_doy2021177000000_aid0001.tif", np.full(part.shape, 4000, np.int16), part)
    else:
        write_raster(inputs / "MOD17A2HGF.061_Gpp_500m_doy2021177_aid0001.tif", np.full(part.shape, 640, np.int16), part)


@pytest.mark.parametrize(
    ("product", "layers", "consequence"),
    [
        ("HLSL30_VI", ("Fmask",), "snow is not told from bare ground"),
        ("SLSTR", ("bayes_in", "geodetic_tx.nc, geometry_tn.nc"), "by the older, weaker test"),
        ("LST_CCI", ("qual_flag",), "are taken for ground"),
        ("SPL3SMP_E", ("surface_temperature", "retrieval_qual_flag"), "retrievals that failed"),
        ("SPL3SMP", ("Soil_Moisture_Retrieval_Data_PM", "surface_temperature"), "evenings are not known"),
        ("SPL4CMDL", ("gpp_pft1_mean ... gpp_pft8_mean",), "by the mean of the cell alone"),
        ("MOD13", ("pixel reliability", "composite day of the year"), "snow and clouds are not told from vegetation"),
        ("MOD17", ("Psn_QC_500m",), "all their values count"),
    ],
)
def test_a_product_without_its_layers_of_quality_is_a_warning_with_what_follows(inputs, tmp_path, product, layers, consequence):
    without_layers(inputs, product)
    found = check(inputs, tmp_path, retrievals="recommended").findings
    told = [f for f in found if f.product == product and "come without" in str(f.text)]
    assert {f.level for f in told} == {"warning"} and len(told) == len(layers)
    assert consequence in " ".join(str(f.text) for f in told)
    assert all(("Add the Fmask files" if layer == "Fmask" else f"again with {layer}") in str(f.fix) for f, layer in zip(told, layers))
    assert not [f for f in found if f.product == product and f.level == "pass"]


def test_an_overpass_that_is_not_asked_for_is_not_missed(inputs, tmp_path):
    without_layers(inputs, "SPL3SMP")
    assert "without Soil_Moisture_Retrieval_Data_PM" not in texts(check(inputs, tmp_path, overpasses="morning"), "warning")
    assert "without Soil_Moisture_Retrieval_Data_PM" in texts(check(inputs, tmp_path, overpasses="evening"), "warning")


def test_a_composite_is_of_all_its_days(inputs, tmp_path):
    part = tile_grid(11, 3).covering(FIELD, 2)
    for day in (121, 129, 153, *range(161, 282, 8)):
        name = f"MOD17A2HGF.061_Gpp_500m_doy2021{day}_aid0001.tif"
        write_raster(inputs / name, np.full(part.shape, 640, np.int16), part)
    (gap,) = [str(f.text) for f in check(inputs, tmp_path).findings if f.product == "MOD17" and "nothing from" in str(f.text)]
    assert "nothing from 2021-05-17 to 2021-06-01, 16 days" in gap


def test_quality_flags_of_mod17_matter_only_where_recommended_values_are_asked_for(inputs, tmp_path):
    without_layers(inputs, "MOD17")
    assert "come without" not in texts(check(inputs, tmp_path), "warning")


def test_whole_granules_lack_nothing(inputs, tmp_path):
    assert "come without" not in texts(check(inputs, tmp_path), "warning")


def test_a_huge_virtual_raster_is_checked_by_windows(inputs, tmp_path):
    """10^6 x 10^6 pixels, of which the site is a corner."""
    (inputs / "CA_forest_VLCE2_2019.tif").rename(inputs / "cover.tif")
    vrt = (
        '<VRTDataset rasterXSize="1000000" rasterYSize="1000000"><SRS>EPSG:32613</SRS>'
        "<GeoTransform>500000, 30, 0, 5985000, 0, -30</GeoTransform>"
        '<VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename relativeToVRT="1">cover.tif</SourceFilename>'
        '<SourceBand>1</SourceBand><SrcRect xOff="0" yOff="0" xSize="100" ySize="100"/>'
        '<DstRect xOff="0" yOff="0" xSize="100" ySize="100"/></SimpleSource></VRTRasterBand></VRTDataset>'
    )
    (inputs / "CA_forest_VLCE2_2019.vrt").write_text(vrt)
    check(inputs, tmp_path)  # so that what libraries load does not count
    tracemalloc.start()
    try:
        found = check(inputs, tmp_path)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert of(found, "VLCE2").coverage == 1.0
    assert most < 20e6  # bytes; all of it is a million times a million


def test_a_product_that_is_left_out_counts_as_missing(inputs, tmp_path):
    found = check(inputs, tmp_path, sources={"VLCE2": ""})
    assert "No NTEMS land cover" in texts(found, "error")
    assert "VLCE2" not in [p.product for p in found.products]


@pytest.mark.parametrize("is_file", [True, False])
def test_a_product_can_come_from_a_file_or_folder_of_its_own(inputs, tmp_path, is_file):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    path = elsewhere / "CA_forest_VLCE2_2020.tif"
    shutil.move(inputs / "CA_forest_VLCE2_2019.tif", path)
    assert not check(inputs, tmp_path).may_run
    found = check(inputs, tmp_path, sources={"VLCE2": str(path if is_file else elsewhere)})
    assert found.may_run
    assert of(found, "VLCE2").years == (2020,)


def test_a_source_without_its_product_is_told_and_the_inputs_folder_does_not_step_in(inputs, tmp_path):
    (tmp_path / "empty").mkdir()
    found = check(inputs, tmp_path, sources={"VLCE2": str(tmp_path / "empty")})
    assert "holds no NTEMS land cover" in texts(found, "warning")
    assert "No NTEMS land cover" in texts(found, "error")
