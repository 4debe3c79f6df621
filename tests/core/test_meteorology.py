"""Meteorology of a run: drivers of conventional models on the grid of their product, and air temperature where SMAP gives none."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from affine import Affine
from reader_files import SITE, UTM13, write_raster, write_swath
from run_folder import YEAR, drivers_of, grid_of, write_run
from test_readers_meteorology import AIR, accumulated, era5

from boreal_gpp_plugin.core import ingest, meteorology
from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.fusion import lst
from boreal_gpp_plugin.core.grid import LONLAT, Grid
from boreal_gpp_plugin.core.model import conventional, inputs
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.readers import catalogue, sentinel3
from boreal_gpp_plugin.core.run.finished_run import FinishedRun
from boreal_gpp_plugin.core.scenarios.deltas import Deltas

DAYS = Calendar.between("2021-06-01", "2021-06-02", 1)


def job(folder: Path, calendar: Calendar = DAYS) -> SimpleNamespace:
    return SimpleNamespace(catalogue=catalogue.scan(str(folder)), grid=SITE, calendar=calendar)


def whole(folder: Path, **fields) -> Path:
    era5(folder / "era5_land.nc", **{"t2m": AIR, "d2m": np.full(49, 278.15), "ssrd": accumulated(), **fields})
    return folder


def test_drivers_are_means_of_steps_on_the_products_grid(tmp_path):
    found = meteorology.read(job(whole(tmp_path)), Progress())
    assert set(found.series) == {"par", "tmin", "vpd"}
    light = found.series["par"]
    np.testing.assert_allclose(light.values[:, 0, 0], inputs.PAR_SHARE * np.array([20.0, 24.0]), rtol=1e-6)
    assert light.product == "ERA5_LAND" and light.cells.cell_size == pytest.approx((0.1, 0.1)) and light.cells.crs == LONLAT
    np.testing.assert_allclose(found.of_tile(SITE)["tmin"], np.full((2, *SITE.shape), 5.0), atol=1e-4)
    assert set(found.of_tile(SITE, ("lst", "vpd"))) == {"vpd"}


def test_each_driver_is_of_the_first_product_that_has_it(tmp_path):
    for day, watts in (("20210601", 100.0), ("20210602", 200.0)):
        write_raster(tmp_path / f"sun_{day}.tif", np.full((8, 8), watts, np.float32), Grid(LONLAT, Affine(0.5, 0, -108, 0, -0.5, 56), 8, 8))
    (tmp_path / "series.csv").write_text("files,variable,unit,date\nsun_*.tif,radiation,W m-2,%Y%m%d\n")
    found = meteorology.read(job(whole(tmp_path)), Progress())
    assert {name: own.product for name, own in found.series.items()} == {"par": "SERIES", "tmin": "ERA5_LAND", "vpd": "ERA5_LAND"}
    np.testing.assert_allclose(found.series["par"].values[:, 0, 0], inputs.PAR_SHARE * 0.0864 * np.array([100.0, 200.0]), rtol=1e-6)


def test_a_step_without_values_is_filled_from_before_and_after(tmp_path):
    found = meteorology.read(job(whole(tmp_path), Calendar.between("2021-06-01", "2021-06-05", 1)), Progress())
    np.testing.assert_allclose(found.series["par"].values[2:, 0, 0], inputs.PAR_SHARE * 24.0, rtol=1e-6)


def test_without_meteorology_there_is_none(tmp_path):
    found = meteorology.read(job(tmp_path), Progress())
    assert found.series == {} and found.air is None and found.of_tile(SITE) == {}


def test_a_file_that_cant_be_read_is_a_warning(tmp_path):
    given = job(whole(tmp_path))
    (tmp_path / "era5_land.nc").write_bytes(b"")
    progress = Progress()
    assert meteorology.read(given, progress).series == {} and "it is empty" in str(progress.warnings[0])


def test_air_temperature_serves_where_smap_gives_none(tmp_path):
    """Coldest and warmest of every day, at the hours at which the daily cosine has its ends."""
    write_swath(tmp_path)
    given = job(whole(tmp_path))
    found = meteorology.read(given, Progress())
    np.testing.assert_allclose(found.air.values[:, :, 0, 0], [[5.0, 15.0]] * 2, atol=1e-4)
    (cosine,) = {lst.WARMEST_HOUR - 12.0, found.air.hours[0]}
    assert found.air.hours == (cosine, lst.WARMEST_HOUR)
    granule = sentinel3.recognise(str(next(tmp_path.glob("*.SEN3"))))
    site = Grid(UTM13, Affine(30, 0, 500000, 0, -30, 5985000), 100, 100)
    observed = SimpleNamespace(grid=site, calendar=DAYS, freeze_thaw=None, soil_moisture=None, swaths=(granule,))
    assert ingest.read_coarse(observed, found.air, Progress()).weather is found.air


def test_a_measured_driver_takes_the_place_of_its_stand_in(tmp_path):
    (mod17,) = [form for form in conventional.FORMS if form.id == "mod17"]
    weather = meteorology.read(job(whole(tmp_path)), Progress()).of_tile(SITE, mod17.reads)
    given = {"evi": np.full((2, *SITE.shape), 0.4), "lst": np.full((2, *SITE.shape), 20.0), **weather}
    prepared = inputs.prepare(given, DAYS, np.full(SITE.shape, 54.0), axis=0, needs=mod17.reads)
    for name in ("par", "tmin", "vpd"):
        assert prepared[name] is weather[name]


def test_a_finished_run_of_a_conventional_model_keeps_its_meteorology(tmp_path):
    shape = (30, 40)
    cells = Grid(LONLAT, Affine(0.1, 0, -105.3, 0, -0.1, 54.3), 6, 6)
    values = np.random.default_rng(1).uniform(1, 9, (len(YEAR), 6, 6)).astype(np.float32)
    weather = meteorology.Meteorology({"par": meteorology.Series("DAYMET", cells, values)})
    folder = write_run(tmp_path / "run", drivers_of(shape), form="mod17")
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    about["meteorology"] = weather.write(folder, YEAR)
    (folder / "run.json").write_text(json.dumps(about), encoding="utf-8")
    run = FinishedRun.read(str(folder))
    tile = (slice(8, 24), slice(16, 40))
    drivers = run.drivers_of(tile)
    part = grid_of(*shape).subgrid(8, 16, 16, 24)
    np.testing.assert_array_equal(drivers["par"], weather.of_tile(part)["par"])
    assert run.prepare(drivers, part.lonlat()[1])["par"] is drivers["par"]


def test_a_warmer_climate_warms_the_nights():
    nights = {"tmin": np.zeros((len(YEAR), 1, 1))}
    assert np.all(Deltas(lst=(2.0,) * 12).apply(nights, YEAR, False)["tmin"] == 2.0)
