"""A run folder as a dataset of xarray."""

from __future__ import annotations

import json

import numpy as np
import pytest
import rasterio
from run_folder import YEAR, write_run

from boreal_gpp_plugin.core import open_run as module
from boreal_gpp_plugin.core.drivers.limitation import CLASSES
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.open_run import open_run
from boreal_gpp_plugin.core.run.series_file import ClassSeriesFile


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A run with a map of what limits."""
    path = write_run(tmp_path_factory.mktemp("open") / "run")
    about = json.loads((path / "run.json").read_text(encoding="utf-8"))
    grid = Grid.from_dict(about["grid"])
    codes = np.full((47, *grid.shape), CLASSES["lst"].code, np.uint8)
    codes[-1] = CLASSES["evi"].code
    legend = [(c.code, str(c.title), c.colour) for c in CLASSES.values()]
    with ClassSeriesFile(path / "limiting_driver.tif", grid, legend, [*YEAR.labels, "growing season"]) as file:
        file.write((slice(0, grid.height), slice(0, grid.width)), codes)
    classes = [{"code": c.code, "id": c.id, "title": c.title.to_dict()} for c in CLASSES.values()]
    about["outputs"]["limiting_driver"] = {"file": "limiting_driver.tif", "classes": classes, "steps": True, "season_band": 47}
    (path / "run.json").write_text(json.dumps(about), encoding="utf-8")
    return path


@pytest.fixture(params=["with dask", "without dask"])
def dataset(request, folder, monkeypatch):
    """The run as a dataset, in chunks or not."""
    if request.param == "without dask":
        monkeypatch.setattr(module, "find_spec", lambda name: None if name == "dask" else name)
    return open_run(str(folder))


def bands(folder, name):
    with rasterio.open(folder / f"{name}.tif") as file:
        return file.read(masked=True).filled(np.nan)


def test_values_are_those_of_the_rasters_with_nan_where_missing(dataset, folder):
    gpp = bands(folder, "gpp")
    assert np.isnan(gpp).any()
    assert dataset.gpp.dims == ("time", "y", "x")
    assert np.array_equal(dataset.gpp.values, gpp, equal_nan=True)
    assert np.array_equal(dataset.gpp_total.values, bands(folder, "gpp_total")[0], equal_nan=True)


@pytest.mark.parametrize(
    "part",
    [
        (3, 4, 5),
        (slice(10, 20, 3), slice(25, 5, -1), 7),
        ([3, 7, 5], slice(None), slice(2, 9)),
        (slice(0, 0), slice(None), slice(None)),
    ],
)
def test_any_part_can_be_looked_at(dataset, folder, part):
    found = dataset.evi.isel(dict(zip(("time", "y", "x"), part))).values
    assert np.array_equal(found, bands(folder, "evi")[part], equal_nan=True)


def test_nothing_is_read_before_it_is_looked_at(folder, monkeypatch):
    reads = []
    monkeypatch.setattr(module.rasterio.DatasetReader, "read", lambda *_, **__: reads.append(1), raising=False)
    assert open_run(str(folder)).sizes == {"time": 46, "y": 30, "x": 40, "bound": 2}
    assert not reads


def test_time_space_and_units_are_named(dataset, folder):
    assert str(dataset.time.values[1])[:10] == "2021-01-09"
    assert (dataset.time_bounds.diff("bound").values[:45] == np.timedelta64(8, "D")).all()
    with rasterio.open(folder / "gpp.tif") as file:
        assert (dataset.x.values[0], dataset.y.values[0]) == pytest.approx(file.xy(0, 0))
    assert dataset.gpp.attrs["units"] == "g C m-2 d-1" and dataset.gpp.attrs["grid_mapping"] in dataset.coords
    assert "UTM zone 13N" in dataset.spatial_ref.attrs["crs_wkt"]


def test_classes_name_their_codes_and_the_season_stands_beside_the_steps(dataset):
    assert dataset.limiting_driver.sizes["time"] == 46
    assert (dataset.limiting_driver == CLASSES["lst"].code).all() and (dataset.limiting_driver_season == CLASSES["evi"].code).all()
    assert dataset.limiting_driver.dtype == np.uint8
    names = dict(zip(dataset.limiting_driver.attrs["flag_values"].tolist(), dataset.limiting_driver.attrs["flag_meanings"].split()))
    assert names[CLASSES["lst"].code] == "lst"


def test_codes_and_times_are_written_as_cf_wants(dataset):
    """Codes of the type of their values, and time and its bounds counted from one day."""
    for name in ("limiting_driver", "strata"):
        assert dataset[name].attrs["flag_values"].dtype == dataset[name].dtype
    assert dataset.time.encoding["units"] == dataset.time_bounds.encoding["units"] == "days since 1970-01-01"


def test_means_over_strata_follow_in_one_line(dataset):
    conifers = dataset.gpp.where(dataset.strata == 2100).mean(("y", "x"))
    assert conifers.values.argmax() in range(20, 28)


def test_without_xarray_it_says_what_to_install(folder, monkeypatch):
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(InputError, match="pip install xarray"):
        open_run(str(folder))


@pytest.mark.parametrize("content", [None, "{", '{"status": "running"}'])
def test_a_folder_without_a_whole_result_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="holds no finished run"):
        open_run(str(tmp_path))
