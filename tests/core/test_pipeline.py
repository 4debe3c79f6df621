"""The whole way, from product files to a run folder, on a sample site whose truth is known."""

import csv
import datetime
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.windows import from_bounds

from boreal_gpp_plugin.core import pipeline, preflight, site_maps
from boreal_gpp_plugin.core.calendar import SOME_YEAR, Calendar
from boreal_gpp_plugin.core.errors import BorealGPPError, Cancelled, InputError, OutputError
from boreal_gpp_plugin.core.grid import Grid, transform_bounds
from boreal_gpp_plugin.core.language import Message
from boreal_gpp_plugin.core.model import calibrate, forms, predict
from boreal_gpp_plugin.core.model.sample import ReferenceSample
from boreal_gpp_plugin.core.open_run import open_run
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.readers import ntems, smap
from boreal_gpp_plugin.core.reference import towers
from boreal_gpp_plugin.core.request import RunRequest
from boreal_gpp_plugin.core.run.finished_run import FinishedRun
from boreal_gpp_plugin.core.run.place import open_place
from boreal_gpp_plugin.core.sample import site
from boreal_gpp_plugin.core.strata.classification import legend

SERIES = ("evi", "lst", "soil_moisture", "thaw_fraction", "gpp")
SPREADS = ("gpp_sd", "evi_sd", "lst_sd", "lst_night_sd", "soil_moisture_sd", "thaw_fraction_sd")
DATES = ("thaw_onset", "freeze_onset", "season_onset", "season_peak", "season_end", "season_length")
MAPS = ("gpp_total", *DATES, "fire_year")
QUALITIES = ("quality", "lst_quality", "lst_night_quality", "soil_moisture_quality", "thaw_fraction_quality")
CLASSES = ("strata", "fire_year", "limiting_driver", *QUALITIES)  # whole numbers without unit
GROWING = slice(15, 35)  # May to September


@pytest.fixture(scope="session")
def inputs(tmp_path_factory):
    """A sample site in a folder whose name has a space and an accent."""
    return site.write(tmp_path_factory.mktemp("sample") / "forêt boréale", seed=4, size_km=4.5)


@pytest.fixture(scope="session")
def run_folder(inputs, tmp_path_factory):
    folder = tmp_path_factory.mktemp("run") / "result"
    pipeline.run(RunRequest(str(inputs), str(folder)))
    return folder


def series(folder, name, window_of=None):
    """Return a series, NaN where missing, on its own grid or cut to the grid of another raster."""
    with rasterio.open(Path(folder) / f"{name}.tif") as file:
        window = None
        if window_of is not None:
            with rasterio.open(window_of) as other:
                window = from_bounds(*other.bounds, file.transform).round_offsets().round_lengths()
        values = file.read(window=window, boundless=window is not None, fill_value=file.nodata).astype(np.float64)
        values[values == file.nodata] = np.nan
    return values


def record_of(folder):
    """Return run.json of a run."""
    return json.loads((Path(folder) / "run.json").read_text(encoding="utf-8"))


def against_truth(inputs, run_folder, name, steps=slice(None)):
    """Return (ours, truth) of a series over modelled land, 1-D."""
    reach = run_folder / "gpp.tif"
    ours, truth = series(run_folder, name)[steps], series(inputs / "truth", name, reach)[steps]
    land = series(run_folder, "strata")[0] > 0
    both = np.isfinite(ours) & np.isfinite(truth) & land
    assert both[:, land].mean() > 0.7
    return ours[both], truth[both]


def r2(ours, truth):
    return np.corrcoef(ours, truth)[0, 1] ** 2


def test_a_run_folder_is_complete_on_one_grid_and_calendar(run_folder):
    record = record_of(run_folder)
    assert record["status"] == "complete"
    grid = Grid.from_dict(record["grid"])
    assert grid.cell_size == (30.0, 30.0)
    for name in (*SERIES, *SPREADS, "lst_night", "relative_wetness", *QUALITIES):
        with rasterio.open(run_folder / f"{name}.tif") as file:
            assert file.count == 46
            assert list(file.descriptions) == record["calendar"]["starts"]
            assert file.transform == grid.transform
            assert (file.height, file.width) == grid.shape
            assert file.nodata is not None
    tables = ("reference.csv", "parameters.csv", "other_forms.csv", "validation.csv", "limitation.csv")
    for name in (*(f"{name}.tif" for name in MAPS), "strata.tif", *tables, "validation.json", "report.html"):
        assert (run_folder / name).stat().st_size > 0
    files = {entry["file"] for part in ("outputs", "observations") for entry in record[part].values()}
    assert files == {path.name for path in run_folder.glob("*.tif")}
    assert {p.name for p in run_folder.iterdir() if p.name.startswith(".")} == set()


def test_the_towers_of_the_site_are_kept_with_what_they_measured(inputs, run_folder):
    run = FinishedRun.read(str(run_folder))
    found = towers.read(run)
    tables = {path.name.split("_")[1] for path in (inputs / "towers").glob("FLX_*.csv")}
    assert found and {tower.name for tower in found} <= tables
    assert not any(tower.calibrates for tower in found)  # a gridded reference is there
    for tower in found:
        place = open_place(run, towers.pixels_of(tower.name, found, run.grid))
        both = np.isfinite(tower.gpp) & np.isfinite(place.gpp())
        assert both.sum() > 30 and np.corrcoef(tower.gpp[both], place.gpp()[both])[0, 1] > 0.95


def test_every_raster_is_laid_out_to_be_read_quickly_and_says_its_unit(run_folder):
    for path in run_folder.glob("*.tif"):
        with rasterio.open(path) as file:
            layout = file.tags(ns="IMAGE_STRUCTURE")
            block = (128, 128) if max(file.shape) > 128 else file.shape  # what is smaller is one block
            assert layout["INTERLEAVE"] == "BAND" and set(file.block_shapes) == {block}, path.name
            assert file.count > 1 or layout["LAYOUT"] == "COG", path.name
            if path.stem.endswith("_views"):  # counts of looks
                assert (file.dtypes[0], file.nodata) == ("int16", -32768) and all(file.units) and file.scales[0] < 1, path.name
                continue
            is_number = path.stem not in CLASSES
            assert (file.dtypes[0] == "float32") == is_number, path.name
            assert all(file.units) == is_number and file.nodata == (-9999 if is_number else 0), path.name


def test_every_input_is_recorded_with_dates_and_fingerprints(run_folder, inputs):
    record = record_of(run_folder)
    products = {entry["product"]: entry for entry in record["inputs"]}
    assert {"HLSL30", "HLSS30", "SLSTR", "SPL3SMP_E", "SPL3FTP_E", "SPL4CMDL", "VPM", "MOD17", "VLCE2", "FIRE_YEAR"} <= set(products)
    assert products["SPL3FTP_E"]["n"] == 365
    for entry in record["inputs"]:
        for file in entry["files"]:
            assert (inputs / file["path"]).is_file()
            assert len(file["fingerprint"]) == 32


def test_the_truth_is_never_read(run_folder):
    assert "truth" not in (run_folder / "run.json").read_text(encoding="utf-8")


def test_evi_follows_the_truth_in_the_growing_season(inputs, run_folder):
    assert r2(*against_truth(inputs, run_folder, "evi", GROWING)) > 0.85


def test_land_surface_temperature_is_within_four_kelvin_of_the_truth(inputs, run_folder):
    ours, truth = against_truth(inputs, run_folder, "lst")
    assert np.sqrt(np.mean((ours - truth) ** 2)) < 4.0


def test_thaw_follows_the_truth(inputs, run_folder):
    assert r2(*against_truth(inputs, run_folder, "thaw_fraction")) > 0.9


@pytest.mark.parametrize("name", ["lst", "thaw_fraction"])
def test_the_spread_of_a_driver_is_about_that_of_its_errors(inputs, run_folder, name):
    ours, truth = against_truth(inputs, run_folder, name)
    spread = series(run_folder, f"{name}_sd")
    assert 0.4 < np.sqrt(np.mean((ours - truth) ** 2)) / np.sqrt(np.nanmean(spread**2)) < 1.6


def test_nights_are_colder_than_days_in_summer(run_folder):
    day, night = (np.nanmean(series(run_folder, name)[20:30]) for name in ("lst", "lst_night"))
    assert 3 < day - night < 20


def test_wetness_is_between_the_pixels_own_dry_and_wet_and_of_thawed_steps_only(run_folder):
    wetness, thawed = series(run_folder, "relative_wetness"), series(run_folder, "thaw_fraction")
    known = np.isfinite(wetness)
    assert known[GROWING].any()
    assert (wetness[known] >= 0).all() and (wetness[known] <= 1).all()
    assert (thawed[known] > 0.5).all()


def test_the_season_begins_after_thaw_and_ends_before_or_about_freezing(run_folder):
    thaw, freeze, onset, peak, end, length = (np.nanmedian(series(run_folder, name)[0]) for name in DATES)
    assert 60 < thaw < onset < peak < end < freeze + 10 < 366
    assert length == pytest.approx(end - onset, abs=5)


def test_what_limits_is_mapped_for_every_step_and_the_season(run_folder):
    with rasterio.open(run_folder / "limiting_driver.tif") as file:
        codes, names = file.read(), file.descriptions
    assert len(names) == 47
    assert np.array_equal(codes[24] > 0, np.isfinite(series(run_folder, "gpp")[24]))
    drawn = [entry for entry in record_of(run_folder)["outputs"]["limiting_driver"]["classes"] if entry["area_ha"] > 0]
    assert {entry["code"] for entry in drawn} == set(np.unique(codes[-1])) - {0}


def test_land_is_told_by_years_since_fire_with_its_pixels_and_in_the_report(run_folder):
    with open(run_folder / "chronosequence.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    ages = {row["years_since_fire"] for row in rows}
    assert len(ages) > 1 and "" in ages
    modelled = np.isfinite(series(run_folder, "gpp")[24]).sum()
    assert sum(int(row["n_pixels"]) for row in rows) == modelled
    assert "After fire" in (run_folder / "report.html").read_text(encoding="utf-8")


def sample_of(run_folder):
    """Return the reference sample that reference.csv holds."""
    with open(run_folder / "reference.csv", encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    table = np.genfromtxt(
        run_folder / "reference.csv", delimiter=",", skip_header=1, usecols=[i for i, n in enumerate(names) if n != "date"]
    )
    columns = dict(zip([n for n in names if n != "date"], table.reshape(-1, 46, len(names) - 1).transpose(2, 0, 1)))
    pixel = columns["pixel"][:, 0].astype(int)
    _, first = np.unique(pixel, return_index=True)
    return ReferenceSample(
        Calendar.between("2021-01-01", "2021-12-31"),
        columns["gpp"][first],
        columns["x"][first, 0],
        columns["y"][first, 0],
        columns["latitude"][first, 0],
        pixel,
        columns["stratum"][:, 0].astype(int),
        columns["fraction"][:, 0],
        {name: columns[name] for name in SERIES[:4]},
    )


def test_gpp_follows_the_truth_better_than_tg_refitted_to_the_same_reference(inputs, run_folder):
    ours, truth = against_truth(inputs, run_folder, "gpp")
    assert r2(ours, truth) > 0.8
    sample = sample_of(run_folder)
    strata = np.nan_to_num(series(run_folder, "strata")[0]).astype(np.int16)
    fitted = calibrate.calibrate(sample, forms.FORMS["tg"], legend(np.unique(strata[strata > 0])))
    drivers = {name: series(run_folder, name) for name in ("evi", "lst")}
    prepared = forms.prepare(drivers, sample.calendar, sample.latitude.mean(), axis=0)
    tg = predict.predict(forms.FORMS["tg"], fitted.parameters, strata, prepared)
    true_gpp = series(inputs / "truth", "gpp", run_folder / "gpp.tif")
    both = np.isfinite(tg) & np.isfinite(true_gpp)
    assert np.mean((ours - truth) ** 2) < np.mean((tg[both] - true_gpp[both]) ** 2)


def test_the_ninety_percent_interval_of_gpp_holds_most_of_the_truth(inputs, run_folder):
    gpp, sd = series(run_folder, "gpp")[GROWING], series(run_folder, "gpp_sd")[GROWING]
    truth = series(inputs / "truth", "gpp", run_folder / "gpp.tif")[GROWING]
    known = np.isfinite(gpp) & np.isfinite(sd) & np.isfinite(truth)
    inside = np.abs(gpp - truth)[known] <= 1.6449 * sd[known]
    # The intervals are those of 500 m pixels and of a reference with a bias of its own; 30 m pixels scatter more.
    assert 0.75 < inside.mean() < 0.99


def test_validation_compares_with_tg_refitted_and_with_mod17(run_folder):
    rows = json.loads((run_folder / "validation.json").read_text(encoding="utf-8"))["rows"]
    overall = {(row["scheme"], row["model"]): row for row in rows if row["stratum"] == "all"}
    for scheme in ("blocks", "steps"):
        assert overall[scheme, "boreal"]["sse"] < overall[scheme, "tg"]["sse"]
        assert overall[scheme, "boreal"]["sse_vs_mod17"] < 1
        assert {"r2", "rmse", "bias_mam", "bias_jja", "n", "n_pixels"} <= set(overall[scheme, "boreal"])


def extent_of_part(run_folder):
    """Return some 30 x 30 cells of the site in degrees."""
    with rasterio.open(run_folder / "gpp.tif") as file:
        crs, left, bottom = str(file.crs), file.bounds.left + 600, file.bounds.bottom + 600
    return transform_bounds((left + 5, bottom + 5, left + 895, bottom + 895), crs, "EPSG:4326")


@pytest.fixture(scope="session")
def part(inputs, run_folder, tmp_path_factory):
    """The cube of a part of the site, given in degrees, and of a part of the year, made in small tiles."""
    folder = tmp_path_factory.mktemp("part") / "cube"
    request = RunRequest(
        str(inputs), str(folder), extent_of_part(run_folder), "EPSG:4326", start="2021-05-01", end="2021-08-31", memory_gb=1e-3
    )
    pipeline.build_cube(request)
    return folder


def test_an_extent_in_degrees_and_a_shorter_period_give_nearly_the_same_values(run_folder, part):
    ours = series(part, "evi")
    whole = series(run_folder, "evi", part / "evi.tif")
    labels = [record_of(folder)["calendar"]["starts"] for folder in (run_folder, part)]
    first = labels[0].index(labels[1][0])
    # Away from the ends of the shorter period both have the same views on either side.
    difference = ours[4:12] - whole[first + 4 : first + 12]
    assert np.sqrt(np.nanmean(difference**2)) < 0.03


def test_views_shortly_before_and_after_the_period_tell_of_its_edges(inputs, tmp_path):
    job = preflight.outline(RunRequest(str(inputs), str(tmp_path / "run"), start="2021-06-10", end="2021-07-20"), Progress())
    first, last = (np.datetime64(job.acquisitions[i].time, "D") for i in (0, -1))
    assert job.calendar.starts[0] - 32 <= first < job.calendar.starts[0]
    assert job.calendar.ends[-1] <= last < job.calendar.ends[-1] + 32


def test_a_cube_holds_the_drivers_with_their_spread_and_nothing_of_a_model(part):
    record = record_of(part)
    assert record["status"] == "complete"
    spreads = {name for name in SPREADS if name != "gpp_sd"}
    assert {*SERIES[:4], *spreads, "thaw_onset", "freeze_onset", "fire_year"} <= record["outputs"].keys()
    assert not {"gpp", "strata", "calibration", "reference", "series"} & {*record, *record["outputs"]}
    files = {entry["file"] for entry in record["outputs"].values()}
    assert {p.name for p in part.iterdir()} == {"run.json", *(f"{name}.clr" for name in QUALITIES), *files}
    dataset = open_run(str(part))
    with rasterio.open(part / "lst_night.tif") as file:
        said = {file.tags()["about"], str(Message.from_dict(record["outputs"]["lst_night"]["about"])), dataset.lst_night.attrs["comment"]}
    assert said == {"All-sky: the mean of clear and cloudy days."}
    assert {"lst", "lst_sd"} <= set(dataset.data_vars) and dataset.sizes["time"] == len(record["calendar"]["starts"])


def drawn_cut(path, run_folder, year):
    """Write a zone of 20 x 20 cells of the site that was cut in a year; return its rows and columns."""
    with rasterio.open(run_folder / "evi.tif") as file:
        crs, left, top = file.crs.to_epsg(), file.bounds.left + 900, file.bounds.top - 900
    ring = [[left, top], [left + 600, top], [left + 600, top - 600], [left, top - 600], [left, top]]
    feature = {"type": "Feature", "properties": {"year": year}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    named = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": named, "features": [feature]}), encoding="utf-8")
    return slice(30, 50), slice(30, 50)


def test_zones_that_alone_are_mapped_show_what_a_map_of_the_whole_site_shows(inputs, run_folder, tmp_path):
    """The reference is that of the whole site, or a pixel at their edge would count the forest outside as land without GPP."""
    place = drawn_cut(tmp_path / "zones.geojson", run_folder, "2021")
    asked = RunRequest(str(inputs), str(tmp_path / "run"), zones=str(tmp_path / "zones.geojson"), zone_use="only")
    pipeline.run(asked)
    total, whole = series(tmp_path / "run", "gpp_total")[0], series(run_folder, "gpp_total")[0]
    assert np.isfinite(total[place]).any() and np.isfinite(total).sum() == np.isfinite(total[place]).sum()
    np.testing.assert_array_equal(total[place], whole[place])
    run = FinishedRun.read(str(tmp_path / "run"))
    assert set(np.unique(run.sample().stratum).tolist()) <= run.legend.keys()  # strata of the reference that no zone holds are known


def test_what_was_harvested_in_the_period_and_did_not_burn_is_known_to_be_cut(inputs, tmp_path, monkeypatch):
    def read_year(granule, grid):
        years = np.zeros(grid.shape, np.int16)
        if granule.product == "FIRE_YEAR":
            years[:10] = 2021
        else:
            years[5:15], years[20:25] = 2021, 2020
        return years

    monkeypatch.setattr(ntems, "read_year", read_year)
    job = preflight.outline(RunRequest(str(inputs), str(tmp_path / "run")), Progress())
    assert np.flatnonzero(job.disturbed.all(axis=1)).tolist() == list(range(15))
    assert np.flatnonzero(job.cut.any(axis=1)).tolist() == list(range(10, 15))


@pytest.mark.parametrize(("year", "expected"), [("2021-08-01", 2021), ("", SOME_YEAR), ("2003", 0)])
def test_a_drawn_cut_splits_the_series_of_its_pixels(inputs, run_folder, tmp_path, year, expected):
    place = drawn_cut(tmp_path / "cuts.geojson", run_folder, year)
    request = RunRequest(str(inputs), str(tmp_path / "run"))
    plain = preflight.outline(request, Progress()).disturbed
    progress = Progress()
    asked = replace(request, zones=str(tmp_path / "cuts.geojson"), zone_field="year", zone_use="disturbed")
    found = preflight.outline(asked, progress).disturbed
    np.testing.assert_array_equal(found[place], np.maximum(plain[place], expected))
    plain[place] = found[place]
    np.testing.assert_array_equal(found, plain)
    assert any("cuts.geojson" in str(warning) for warning in progress.warnings) == (expected == 0)


def test_of_ground_that_is_always_frozen_no_soil_moisture_is_made_up(inputs, run_folder, tmp_path, monkeypatch):
    read_thaw = smap.read_thaw
    monkeypatch.setattr(smap, "read_thaw", lambda *given: 0 * read_thaw(*given))
    extent = extent_of_part(run_folder)
    request = RunRequest(str(inputs), str(tmp_path / "cube"), extent, "EPSG:4326", start="2021-07-01", end="2021-08-31")
    result = pipeline.build_cube(request)
    assert "frozen whenever its moisture was seen" in " ".join(map(str, result.warnings))
    outputs = record_of(result.folder)["outputs"]
    assert {"lst", "thaw_fraction", "freeze_onset"} <= outputs.keys() and not {"soil_moisture", "relative_wetness"} & outputs.keys()
    assert np.nanmax(series(result.folder, "thaw_fraction")) < 0.01 and np.isnan(series(result.folder, "freeze_onset")).all()


def write_composites(folder, truth, gain):
    """Write what another sensor makes of the truth as composites of 16 days in cells of 240 m, as a subsetter names them."""
    with rasterio.open(truth) as file:
        fields, cells = file.read(list(range(1, file.count + 1, 2))), file.transform * file.transform.scale(8)
        starts, crs = file.descriptions[::2], file.crs
    height, width = (side // 8 for side in fields.shape[1:])
    means = fields[:, : 8 * height, : 8 * width].reshape(-1, height, 8, width, 8).mean(axis=(2, 4))
    for start, values in zip(starts, means):
        day = datetime.date.fromisoformat(start).strftime("%Y%j")
        profile = {"driver": "GTiff", "height": height, "width": width, "count": 1, "dtype": "int16", "crs": crs, "transform": cells}
        with rasterio.open(folder / f"MOD13Q1.061__250m_16_days_EVI_doy{day}_aid0001.tif", "w", nodata=-3000, **profile) as file:
            file.write(np.rint(1e4 * gain * values).astype(np.int16), 1)


def test_coarse_greenness_is_told_of_and_calibrated(copy_of, inputs, run_folder, tmp_path):
    folder = copy_of()
    write_composites(folder, inputs / "truth" / "evi.tif", gain=1.1)
    request = RunRequest(str(folder), str(tmp_path / "cube"), extent_of_part(run_folder), "EPSG:4326")
    record = record_of(pipeline.build_cube(request).folder)
    assert record["greenness"]["coarse"]["gain"] == pytest.approx(1.1, abs=0.08)
    assert [(entry["n"], entry["first"]) for entry in record["inputs"] if entry["product"] == "MOD13"] == [(23, "2021-01-01T00:00:00")]


def test_a_cube_is_no_run_to_go_on_from(part):
    with pytest.raises(InputError, match="cube of drivers"):
        FinishedRun.read(str(part))


def test_the_strata_shown_before_a_run_are_those_that_it_maps(inputs, run_folder, tmp_path):
    found = site_maps.outline(RunRequest(str(inputs), "out"), str(tmp_path / "maps"))
    about = json.loads((run_folder / "run.json").read_text(encoding="utf-8"))
    mapped = {entry["code"]: entry["area_ha"] for entry in about["outputs"]["strata"]["classes"]}
    assert {row.code: row.area_ha for row in found.outlines} == pytest.approx(mapped)
    total = sum(row.reference_pixels for row in found.outlines)
    assert 0.7 * about["reference"]["n_pixels"] < total <= about["reference"]["n_pixels"]  # the rest of it is water and rock
    with rasterio.open(found.fire_year) as fires:
        assert 1985 <= fires.read(1).max() <= 2021
    with rasterio.open(found.strata) as before, rasterio.open(run_folder / "strata.tif") as after:
        assert np.array_equal(before.read(1), after.read(1))


@pytest.fixture
def copy_of(inputs, tmp_path):
    """Return a function that links the inputs into a new folder, some of them left out."""

    def make(leave_out=()):
        folder = tmp_path / "inputs"
        for path in inputs.rglob("*"):
            relative = path.relative_to(inputs)
            if path.is_file() and relative.parts[0] not in (*leave_out, "truth"):
                target = folder / relative
                target.parent.mkdir(parents=True, exist_ok=True)
                os.link(path, target)
        return folder

    return make


def refused(request, kind):
    """Return the error that a run ends with; nothing may be left of the run."""
    before = set(Path(request.output).rglob("*")) if Path(request.output).exists() else None
    with pytest.raises(kind) as error:
        pipeline.run(request)
    after = set(Path(request.output).rglob("*")) if Path(request.output).exists() else None
    assert before == after
    assert error.value.fix is not None
    return error.value


def test_a_folder_without_hls_is_refused(copy_of, tmp_path):
    folder = copy_of(leave_out=("HLS",))
    error = refused(RunRequest(str(folder), str(tmp_path / "run")), InputError)
    assert "HLS" in str(error)
    assert str(folder) in str(error)


def test_an_inputs_folder_that_does_not_exist_is_refused(tmp_path):
    refused(RunRequest(str(tmp_path / "nowhere"), str(tmp_path / "run")), InputError)


def test_land_cover_that_does_not_overlap_the_extent_is_refused(inputs, tmp_path):
    with rasterio.open(next((inputs / "HLS").rglob("*.Fmask.tif"))) as file:
        bounds = file.bounds
    far = (bounds.left - 3000, bounds.bottom, bounds.left - 2000, bounds.top)
    error = refused(RunRequest(str(inputs), str(tmp_path / "run"), extent=far), InputError)
    assert "cover" in str(error)


@pytest.mark.parametrize(("resolution", "reason"), [(1e-6, "million cells"), (1e6, "less than 2 cells")])
def test_cells_that_make_no_map_are_refused(inputs, tmp_path, resolution, reason):
    error = refused(RunRequest(str(inputs), str(tmp_path / "run"), resolution=resolution), InputError)
    assert reason in str(error)


def test_a_truncated_file_is_skipped_named_and_counted(copy_of, tmp_path):
    folder = copy_of()
    broken = sorted(folder.rglob("SMAP_L3_FT_P_E_*.h5"))[100]
    content = broken.read_bytes()
    broken.unlink()
    broken.write_bytes(content[: len(content) // 2])
    extent = _small_extent(folder)
    result = pipeline.run(RunRequest(str(folder), str(tmp_path / "run"), extent=extent, reference="none"))
    named = [str(w) for w in result.warnings if broken.name in str(w)]
    assert len(named) == 1
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["status"] == "complete"
    assert broken.name in (tmp_path / "run" / "report.html").read_text(encoding="utf-8")


def test_heights_that_no_place_on_earth_has_are_left_out_and_counted(copy_of, tmp_path):
    folder = copy_of()
    path = next((folder / "DEM").glob("*.tif"))
    with rasterio.open(path) as file:
        heights, profile = file.read(), file.profile
    path.unlink()  # a link
    with rasterio.open(path, "w", **profile) as file:
        file.write(np.full_like(heights, 20000))
    extent = _small_extent(folder)
    result = pipeline.build_cube(RunRequest(str(folder), str(tmp_path / "cube"), extent=extent))
    (told,) = (str(w) for w in result.warnings if "Elevation" in str(w))
    assert "900 of 900 values read are not between -450 and 9000 m; they are left out." in told
    record = record_of(tmp_path / "cube")
    assert "-450" in json.dumps(record["warnings"]) and "9000" in json.dumps(record["checkup"]["findings"])


def _small_extent(folder):
    """Return a square of 900 m in the middle of the site."""
    with rasterio.open(next((Path(folder) / "HLS").rglob("*.Fmask.tif"))) as file:
        x, y = (file.bounds.left + file.bounds.right) / 2, (file.bounds.bottom + file.bounds.top) / 2
    return (x - 450, y - 450, x + 450, y + 450)


def test_an_output_that_cannot_be_written_is_refused(inputs, tmp_path):
    blocked = tmp_path / "file"
    blocked.touch()
    refused(RunRequest(str(inputs), str(blocked)), OutputError)


def test_a_cancelled_run_leaves_nothing_and_keeps_an_earlier_result(inputs, run_folder, tmp_path):
    earlier = tmp_path / "run"
    shutil.copytree(run_folder, earlier)
    shares = []
    progress = Progress(lambda share, text: shares.append(share), lambda: bool(shares) and shares[-1] > 0.6)
    with pytest.raises(Cancelled):
        pipeline.run(RunRequest(str(inputs), str(earlier)), progress)
    assert {p.name for p in earlier.iterdir()} == {p.name for p in run_folder.iterdir()}
    assert json.loads((earlier / "run.json").read_text(encoding="utf-8"))["status"] == "complete"


def test_errors_are_given_in_french_too(tmp_path):
    with pytest.raises(BorealGPPError) as error:
        pipeline.run(RunRequest(str(tmp_path / "nowhere"), str(tmp_path / "run")))
    assert error.value.text("fr") != error.value.text("en")
    assert str(tmp_path) in error.value.text("fr")
