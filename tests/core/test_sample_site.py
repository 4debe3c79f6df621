"""The folder of the sample site: whole or not at all, the same for the same seed, and readable as real products."""

from __future__ import annotations

import os
from collections import namedtuple
from pathlib import Path

import numpy as np
import pytest
import rasterio

from boreal_gpp_plugin.core import output_folder, preflight
from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.errors import Cancelled, InputError, OutputError
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.readers import catalogue
from boreal_gpp_plugin.core.request import RunRequest
from boreal_gpp_plugin.core.sample import readme, site

WEEK = Calendar.between("2021-06-02", "2021-06-09")
SIZE_KM = 3.0


def made(folder, seed):
    folder.mkdir()
    site.write_products(folder, seed, site.site_grid(SIZE_KM), WEEK, Progress())
    return folder


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return made(tmp_path_factory.mktemp("sample") / "first", 1)


@pytest.fixture
def one_file(monkeypatch):
    """Let the products be one small file, so that only the folder is tested."""

    def write_products(folder: Path, seed, grid, calendar, progress):
        (folder / "HLS").mkdir()
        (folder / "HLS" / f"{seed}.tif").touch()
        progress.update(0.5)
        (folder / site.README).write_text(readme.TITLE, encoding="utf-8")

    monkeypatch.setattr(site, "write_products", write_products)


def rasters(folder):
    return {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*.tif"))}


def test_the_readers_find_every_product_without_a_problem(sample):
    found = catalogue.scan(str(sample))
    assert not found.problems
    maps, coarse = {"VLCE2", "FIRE_YEAR", "HARVEST_YEAR", "DEM"}, {"SPL3SMP_E", "SPL3FTP_E", "SPL4CMDL", "VPM", "MOD17"}
    assert set(found.granules) == {"HLSL30", "HLSS30", "SLSTR", "TOWER"} | maps | coarse
    assert len(found.granules["SPL4CMDL"]) == len(WEEK.every_day())


def test_a_run_without_an_extent_has_the_grid_of_the_truth(sample, tmp_path):
    job = preflight.prepare(RunRequest(inputs=str(sample), output=str(tmp_path / "run")), Progress())
    with rasterio.open(sample / "truth" / "gpp.tif") as file:
        assert job.grid.shape == file.shape
        assert job.grid.transform.almost_equals(file.transform)


def test_the_truth_is_named_and_labelled_as_the_series_of_a_run(sample):
    names = {path.name for path in (sample / "truth").iterdir()}
    assert names == {"gpp.tif", "evi.tif", "lst.tif", "soil_moisture.tif", "thaw_fraction.tif", "land_cover.tif"}
    for name in site.TRUTH_SERIES:
        with rasterio.open(sample / "truth" / f"{name}.tif") as file:
            assert file.descriptions == ("2021-06-02",)
            assert file.shape == site.site_grid(SIZE_KM).shape
            assert np.isfinite(file.read(1)).all()


def test_the_truth_has_the_values_of_early_june(sample):
    cover = rasterio.open(sample / "truth" / "land_cover.tif").read(1)
    truth = {name: rasterio.open(sample / "truth" / f"{name}.tif").read(1, masked=True) for name in site.TRUTH_SERIES}
    assert (truth["gpp"][cover == 20] == 0).all()
    assert 2 < truth["gpp"][cover == 210].mean() < 8
    assert 0.25 < truth["evi"][cover == 210].mean() < 0.4
    assert 8 < truth["lst"].mean() < 32
    assert (truth["thaw_fraction"].compressed() == 1).all()
    assert (truth["soil_moisture"].mask == (cover == 20)).all()


def test_the_same_seed_gives_the_same_values(sample, tmp_path):
    again = made(tmp_path / "again", 1)
    first, second = rasters(sample), rasters(again)
    assert list(first) == list(second)
    for name, path in first.items():
        np.testing.assert_array_equal(rasterio.open(path).read(), rasterio.open(second[name]).read(), err_msg=name)
    for path in (sample / "towers").iterdir():
        assert path.read_text(encoding="utf-8") == (again / "towers" / path.name).read_text(encoding="utf-8")


def test_another_seed_gives_another_site(sample, tmp_path):
    other = made(tmp_path / "other", 2)
    for name in ("truth/gpp.tif", "NTEMS/CA_forest_VLCE2_2021.tif"):
        first, second = (rasterio.open(folder / name).read(1) for folder in (sample, other))
        assert (first != second).mean() > 0.3


def test_the_readme_says_that_nothing_was_measured_and_names_every_folder(sample):
    text = (sample / site.README).read_text(encoding="utf-8")
    assert "Nothing here was measured" in text
    for folder in sample.iterdir():
        if folder.is_dir():
            assert f"{folder.name}/" in text
    assert all(ord(letter) < 128 for letter in text)


def test_a_site_is_square_on_the_lattice_and_centred_for_every_size():
    for size_km in (1.5, 3.0, 12.0, 36.0, 58.0):
        grid = site.site_grid(size_km)
        assert grid.width == grid.height == pytest.approx(size_km * 1000 / 30, abs=5)
        left, bottom, right, top = grid.bounds
        assert left % 300 == top % 300 == 0
        assert abs((left + right) / 2 - 480000) <= 150
        assert abs((bottom + top) / 2 - 5970000) <= 150


def test_a_finished_site_is_in_its_folder_and_nothing_else(tmp_path, one_file):
    assert site.write(tmp_path / "new" / "site", seed=3) == tmp_path / "new" / "site"
    assert {path.name for path in (tmp_path / "new" / "site").iterdir()} == {"HLS", site.README}


def test_an_earlier_sample_site_is_replaced(tmp_path, one_file):
    site.write(tmp_path, seed=3)
    site.write(tmp_path, seed=4)
    assert [path.name for path in (tmp_path / "HLS").iterdir()] == ["4.tif"]


def test_a_folder_with_other_files_is_refused_and_left_as_it_was(tmp_path, one_file):
    (tmp_path / "thesis.doc").touch()
    with pytest.raises(OutputError, match=r"thesis\.doc.*empty folder"):
        site.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_folder_of_products_with_a_readme_of_its_own_is_refused_and_left_as_it_was(tmp_path, one_file):
    (tmp_path / "HLS").mkdir()
    (tmp_path / "HLS" / "mine.tif").touch()
    (tmp_path / site.README).write_text("Granules of my thesis", encoding="utf-8")
    with pytest.raises(OutputError, match="empty folder"):
        site.write(tmp_path)
    assert [path.name for path in (tmp_path / "HLS").iterdir()] == ["mine.tif"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path, one_file):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="can't be written"):
        site.write(tmp_path / "file")


def test_a_cancelled_site_leaves_nothing_behind(tmp_path, one_file):
    with pytest.raises(Cancelled):
        site.write(tmp_path / "new", progress=Progress(is_cancelled=lambda: True))
    assert not os.listdir(tmp_path)


def test_a_site_for_which_the_disk_has_no_room_says_so_and_leaves_nothing_behind(tmp_path, one_file, monkeypatch):
    monkeypatch.setattr(output_folder.shutil, "disk_usage", lambda path: namedtuple("Usage", "free")(1000))
    with pytest.raises(OutputError, match="is full"):
        site.write(tmp_path / "new")
    assert not os.listdir(tmp_path)


@pytest.mark.parametrize("wrong", [{"size_km": 0.5}, {"size_km": 100.0}, {"years": 0}, {"seed": -1}])
def test_a_site_that_cannot_be_made_is_refused_before_anything_is_written(tmp_path, wrong):
    with pytest.raises(InputError):
        site.write(tmp_path / "site", **wrong)
    assert not (tmp_path / "site").exists()


def test_progress_moves_on_to_the_end(tmp_path):
    shares = []
    site.write_products(
        tmp_path, 1, site.site_grid(1.5), Calendar.between("2021-01-01", "2021-01-02"), Progress(lambda s, _: shares.append(s))
    )
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
