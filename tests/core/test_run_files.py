"""Rasters and tables of a run."""

import threading
import time

import numpy as np
import pytest
import rasterio
from affine import Affine
from osgeo import gdal

from boreal_gpp_plugin.core.errors import Cancelled, OutputError
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.run import map_file, series_file, text_files
from boreal_gpp_plugin.core.variables import VARIABLES

GRID = Grid("EPSG:32613", Affine(30, 0, 500010, 0, -30, 5992020), 300, 280)
LABELS = ["2021-01-01", "2021-01-09", "2021-01-17"]


def test_a_series_has_a_band_per_step_with_date_unit_and_nodata(tmp_path):
    cube = np.random.default_rng(1).normal(size=(3, *GRID.shape)).astype(np.float32)
    cube[1, 5, 6] = np.nan
    path = tmp_path / "lst.tif"
    with series_file.SeriesFile(path, GRID, VARIABLES["lst"], LABELS) as series:
        for tile, _ in GRID.tiles(256):
            series.write(tile, cube[(slice(None), *tile)])
        series.build_overviews()
    with rasterio.open(path) as file:
        assert list(file.descriptions) == LABELS
        assert set(file.units) == {"degC"}
        assert file.interleaving.name == "band"
        assert file.block_shapes[0] == (128, 128)
        assert file.transform == GRID.transform
        found = file.read(masked=True)
    assert found.mask.sum() == 1
    assert found.mask[1, 5, 6]
    assert np.array_equal(found.filled(np.nan), cube, equal_nan=True)


def test_standard_deviations_keep_few_digits_and_take_little_room(tmp_path):
    spread = np.random.default_rng(3).gamma(4, 0.5, (3, *GRID.shape)).astype(np.float32)
    spread[0, 0, 0], spread[0, 0, 1] = np.nan, 0
    names = ("lst", "lst_sd")
    with series_file.SeriesFiles(tmp_path, names, GRID, LABELS) as files:
        for tile, _ in GRID.tiles(256):
            files.write(tile, dict.fromkeys(names, spread[(slice(None), *tile)]))
        files.build_overviews()
    with rasterio.open(tmp_path / "lst_sd.tif") as file:
        found = file.read(masked=True).filled(np.nan)
    assert np.isnan(found[0, 0, 0]) and found[0, 0, 1] == 0
    assert np.nanmax(np.abs(found[spread > 0] / spread[spread > 0] - 1)) <= 2**-8
    room = [(tmp_path / f"{name}.tif").stat().st_size for name in names]
    assert room[1] < 0.6 * room[0]


def test_a_map_is_a_cloud_optimised_geotiff(tmp_path):
    path = tmp_path / "gpp_total.tif"
    map_file.write_map(path, GRID, np.full(GRID.shape, 800.0), VARIABLES["gpp_total"])
    with rasterio.open(path) as file:
        assert file.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert file.units[0] == "g C m-2"
        assert (file.read(1) == 800).all()


def test_classes_are_integers_with_a_colour_map_beside_them(tmp_path):
    path = tmp_path / "strata.tif"
    codes = np.zeros(GRID.shape, np.int16)
    codes[:10] = 2100
    map_file.write_classes(path, GRID, codes, [(2100, "Coniferous", "#006600")])
    with rasterio.open(path) as file:
        assert file.dtypes[0] == "int16"
        assert file.nodata == 0
        assert (file.tags()["title"], file.descriptions[0]) == ("Strata", "Strata")
        assert np.array_equal(file.read(1), codes)
    assert path.with_suffix(".clr").read_text(encoding="utf-8") == "2100 0 102 0 255 Coniferous\n"


def test_missing_values_are_empty_in_a_table(tmp_path):
    text_files.write_table(tmp_path / "t.csv", [{"a": 1, "b": float("nan")}, {"a": None, "b": 2.5}])
    assert (tmp_path / "t.csv").read_text().splitlines() == ["a,b", "1,", ",2.5"]


def test_a_series_of_classes_has_a_band_per_step_and_a_colour_map(tmp_path):
    path = tmp_path / "limiting_driver.tif"
    codes = np.random.default_rng(2).integers(0, 3, (3, *GRID.shape)).astype(np.uint8)
    with series_file.ClassSeriesFile(path, GRID, [(1, "Greenness", "#228833"), (2, "Frozen ground", "#aa3377")], LABELS) as series:
        for tile, _ in GRID.tiles(256):
            series.write(tile, codes[(slice(None), *tile)])
        series.build_overviews()
    with rasterio.open(path) as file:
        assert list(file.descriptions) == LABELS
        assert file.tags()["title"] == "What limits GPP most"
        assert (file.dtypes[0], file.nodata, file.interleaving.name) == ("uint8", 0, "band")
        assert np.array_equal(file.read(), codes)
    assert path.with_suffix(".clr").read_text(encoding="utf-8").splitlines()[0] == "1 34 136 51 255 Greenness"


def test_series_have_overviews_of_means_and_of_most_frequent_classes_down_to_a_block(tmp_path):
    grid = Grid(GRID.crs, GRID.transform, 4, 1200)
    columns = np.tile(np.array([1, 3], np.uint8), (1, 4, 600))
    with series_file.SeriesFile(tmp_path / "lst.tif", grid, VARIABLES["lst"], LABELS[:1]) as means:
        means.write((slice(0, 4), slice(0, 1200)), columns.astype(np.float32))
        means.build_overviews()
    with series_file.ClassSeriesFile(tmp_path / "classes.tif", grid, [], LABELS[:1]) as classes:
        classes.write((slice(0, 4), slice(0, 1200)), columns)
        classes.build_overviews()
    with rasterio.open(tmp_path / "lst.tif") as file:
        assert file.overviews(1) == [2, 4, 8]
        assert np.all(file.read(out_shape=(1, 2, 600)) == 2.0)
    with rasterio.open(tmp_path / "classes.tif") as file:
        assert set(np.unique(file.read(out_shape=(1, 2, 600)))) <= {1, 3}


class Beats:
    """Counts in a thread of its own, as QGIS's window answers in one, while the main thread is in the block."""

    def __enter__(self):
        self.count, self._stop = 0, threading.Event()
        self._thread = threading.Thread(target=self._beat)
        self._thread.start()
        return self

    def _beat(self):
        while not self._stop.is_set():
            self.count += 1
            time.sleep(0.001)

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()


def test_others_run_while_overviews_are_built_and_a_series_is_closed(tmp_path):
    grid = Grid(GRID.crs, GRID.transform, 600, 600)
    file = series_file.SeriesFile(tmp_path / "lst.tif", grid, VARIABLES["lst"], [str(i) for i in range(20)])
    noise = np.random.default_rng(4).normal(size=(20, 600, 600)).astype(np.float32)
    with Beats() as built:
        file.write((slice(0, 600), slice(0, 600)), noise)
        file.build_overviews()
    file.write((slice(0, 600), slice(0, 600)), noise)
    with Beats() as closed:
        file.close()
    assert min(built.count, closed.count) > 10  # where the interpreter is held: 2 or 3


@pytest.mark.parametrize("raises", [False, True], ids=["GDAL as it comes", "exceptions of GDAL switched on by another plugin"])
def test_a_series_that_cannot_be_written_is_an_error_that_names_the_file(tmp_path, raises):
    if raises:
        gdal.UseExceptions()
    try:
        with pytest.raises(OutputError, match=r"lst\.tif can't be written"):
            series_file.SeriesFile(tmp_path / "nowhere" / "lst.tif", GRID, VARIABLES["lst"], LABELS)
    finally:
        gdal.DontUseExceptions()


def test_overviews_stop_when_asked_to(tmp_path):
    grid = Grid.from_bounds((0, 0, 30 * 600, 30 * 600), "EPSG:32613", 30)
    asked = []

    def stop() -> bool:
        asked.append(None)
        return len(asked) > 1

    with series_file.SeriesFile(tmp_path / "evi.tif", grid, VARIABLES["evi"], ["2021-01-01"]) as file:
        file.write((slice(0, 600), slice(0, 600)), np.zeros((1, 600, 600)))
        with pytest.raises(Cancelled):
            file.build_overviews(Progress(is_cancelled=stop))
