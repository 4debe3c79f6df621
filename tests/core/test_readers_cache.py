"""The cache of granules saves opening what has not changed, and is right about what has."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from reader_files import SITE, write_granule, write_raster, write_swath, write_table

from boreal_gpp_plugin.core.readers import catalogue, elevation, hls, raster, sentinel3


@pytest.fixture
def inputs(tmp_path) -> Path:
    folder = tmp_path / "entrées du site"
    write_granule(folder / "hls")
    write_swath(folder / "lst")
    write_raster(folder / "dem.tif", np.full(SITE.shape, 500, np.int16), SITE)
    write_table(folder / "towers", [(20000601, 10, 1, 5, 5)])
    return folder


def refuse_to_open(monkeypatch) -> list[str]:
    """Note the files that readers open."""
    opened: list[str] = []
    for module in (hls, elevation):
        monkeypatch.setattr(module, "header", lambda path, *rest, real=raster.header: opened.append(path) or real(path, *rest))
    monkeypatch.setattr(sentinel3, "open_hdf5", lambda path, real=sentinel3.open_hdf5: opened.append(path) or real(path))
    return opened


def test_a_second_scan_opens_nothing_and_finds_the_same(inputs, tmp_path, monkeypatch):
    first = catalogue.scan(str(inputs), cache=str(tmp_path / "cache"))
    opened = refuse_to_open(monkeypatch)
    again = catalogue.scan(str(inputs), cache=str(tmp_path / "cache"))
    assert opened == [] and again == first and len(first.granules) == 4


def test_without_a_cache_every_scan_opens_the_files(inputs, monkeypatch):
    opened = refuse_to_open(monkeypatch)
    catalogue.scan(str(inputs))
    assert len(opened) > 4


def test_a_changed_band_is_opened_again(inputs, tmp_path, monkeypatch):
    catalogue.scan(str(inputs), cache=str(tmp_path / "cache"))
    band = next((inputs / "hls").glob("*.B04.tif"))
    os.utime(band, (1, 1))
    opened = refuse_to_open(monkeypatch)
    catalogue.scan(str(inputs), cache=str(tmp_path / "cache"))
    assert str(band) in opened and str(inputs / "dem.tif") not in opened


def test_a_band_that_has_gone_is_a_problem_although_the_granule_was_known(inputs, tmp_path):
    catalogue.scan(str(inputs), cache=str(tmp_path / "cache"))
    next((inputs / "hls").glob("*.B04.tif")).unlink()
    found = catalogue.scan(str(inputs), cache=str(tmp_path / "cache"))
    assert "lacks B04" in str(found.problems[0]) and found.of("HLSL30") == ()


def test_a_file_that_was_bad_is_looked_at_again(inputs, tmp_path):
    band = next((inputs / "hls").glob("*.B04.tif"))
    content = band.read_bytes()
    band.write_bytes(b"")
    assert catalogue.scan(str(inputs), cache=str(tmp_path / "cache")).of("HLSL30") == ()
    band.write_bytes(content)
    assert len(catalogue.scan(str(inputs), cache=str(tmp_path / "cache")).of("HLSL30")) == 1


def test_towers_follow_their_sites_table(inputs, tmp_path):
    catalogue.scan(str(inputs), cache=str(tmp_path / "cache"))
    (inputs / "towers" / "sites.csv").write_text("site,latitude,longitude\nCA-Obs,50.5,-100\n")
    (tower,) = catalogue.scan(str(inputs), cache=str(tmp_path / "cache")).of("TOWER")
    assert tower.detail["latitude"] == 50.5


def test_a_table_that_comes_later_moves_a_well_known_tower(tmp_path):
    folder = tmp_path / "inputs"
    write_table(folder, [(20000601, 10, 1, 5, 5)], sites="")
    places = []
    for sites in (None, "site,latitude,longitude\nCA-Obs,54,-105\n"):
        if sites:
            (folder / "sites.csv").write_text(sites)
        (tower,) = catalogue.scan(str(folder), cache=str(tmp_path / "cache")).of("TOWER")
        places.append(tower.detail["latitude"])
    assert places == [53.9872, 54.0]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"version": 1, "granules": {"dem.tif": 5}}', '{"version": 0}'])
def test_a_damaged_cache_is_as_good_as_none(inputs, tmp_path, content):
    expected = catalogue.scan(str(inputs), cache=str(tmp_path / "cache"))
    (file,) = (tmp_path / "cache").iterdir()
    file.write_text(content.replace("dem.tif", str(inputs / "dem.tif")))
    assert catalogue.scan(str(inputs), cache=str(tmp_path / "cache")) == expected


def test_a_cache_folder_that_cant_be_written_does_no_harm(inputs, tmp_path):
    (tmp_path / "file").write_text("")
    assert len(catalogue.scan(str(inputs), cache=str(tmp_path / "file")).granules) == 4


def test_a_table_of_classes_that_comes_later_counts(tmp_path):
    codes = np.array([[1, 5], [18, 1]], np.uint8)
    path = write_raster(tmp_path / "in" / "landcover_2020.tif", codes, SITE.subgrid(0, 0, 2, 2))
    cache = str(tmp_path / "cache")
    (granule,) = catalogue.scan(str(tmp_path / "in"), cache=cache).of("LAND_COVER")
    assert dict(granule.detail["classes"])[1] == 210
    (tmp_path / "in" / "landcover_2020.classes.csv").write_text("value,vlce2\n1,81\n5,220\n18,20\n")
    (granule,) = catalogue.scan(str(tmp_path / "in"), cache=cache).of("LAND_COVER")
    assert granule.path == path and dict(granule.detail["classes"])[1] == 81
