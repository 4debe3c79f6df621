"""Declared series: what, in which unit, when, and nothing guessed."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from affine import Affine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_files import SITE, UTM13, write_raster

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.readers import catalogue, cf, declared
from boreal_gpp_plugin.core.reference import products

COLUMNS = "files,variable,unit,date,name,days,scale,offset,fill"
CELLS = Grid(UTM13, Affine(500, 0, 385000, 0, -500, 5990000), 20, 24)


def declare(folder: Path, *rows: str) -> str:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / "series.csv").write_text("\n".join((COLUMNS, *rows)) + "\n", encoding="utf-8-sig")
    return str(folder / "series.csv")


def netcdf(path: Path, values: np.ndarray, times, latitude, longitude, name: str = "GPP", **attributes) -> str:
    """Write a netCDF of the classic format, as many models do."""
    path.parent.mkdir(exist_ok=True, parents=True)
    data = xr.Dataset(
        {name: (("time", "lat", "lon"), values, attributes)},
        {"time": np.array(times, "datetime64[ns]"), "lat": latitude, "lon": longitude},
    )
    data.lat.attrs.update(units="degrees_north", standard_name="latitude")
    data.lon.attrs.update(units="degrees_east", standard_name="longitude")
    data.to_netcdf(path, engine="scipy")
    return str(path)


def test_geotiffs_are_dated_by_their_names(tmp_path):
    for day in (177, 185):
        write_raster(tmp_path / "gpp été" / f"GPP_2021{day}.tif", np.full((4, 6), 8.0, np.float32), SITE)
    first, second = declared.recognise(declare(tmp_path, "gpp été/*.tif,gpp,g C m-2 d-1,%Y%j,,8"))
    assert (first.product, first.time, second.time) == ("SERIES", datetime.datetime(2021, 6, 26), datetime.datetime(2021, 7, 4))
    assert declared.days_of(first) == 8
    np.testing.assert_allclose(declared.read(first, declared.grid_of(first)), 8.0)


@pytest.mark.parametrize("descending", [True, False])
def test_each_time_of_a_netcdf_is_a_granule_on_a_north_up_grid(tmp_path, descending):
    latitude = np.arange(53.0, 55.0, 0.05)[:: -1 if descending else 1]
    longitude = np.arange(-106.0, -104.0, 0.05)
    values = np.stack([np.broadcast_to(latitude[:, None] - 50, (len(latitude), len(longitude)))] * 2).astype(np.float32)
    netcdf(tmp_path / "gpp.nc", values, ["2021-06-01", "2021-07-01"], latitude, longitude)
    granules = declared.recognise(declare(tmp_path, "gpp.nc,gpp,g C m-2 d-1,,GPP,30"))
    assert [g.time.month for g in granules] == [6, 7]
    grid = declared.grid_of(granules[0])
    field = declared.read(granules[1], grid)
    np.testing.assert_allclose(field[:, 0], grid.y - 50, atol=1e-5)
    assert grid.transform.e < 0


@pytest.mark.parametrize(
    ("unit", "stored", "grams"), [("kg C m-2 8d-1", 0.064, 8.0), ("umol m-2 s-1", 10.0, 10.3775), ("kg C m-2 s-1", 1e-7, 8.64)]
)
def test_units_become_grams_a_day(tmp_path, unit, stored, grams):
    write_raster(tmp_path / "GPP_2021177.tif", np.full((4, 6), stored, np.float32), SITE)
    (granule,) = declared.recognise(declare(tmp_path, f"*.tif,gpp,{unit},%Y%j"))
    np.testing.assert_allclose(declared.read(granule, declared.grid_of(granule)), grams, rtol=1e-4)


def test_a_declared_scale_and_fill_serve_where_the_file_states_none(tmp_path):
    stored = np.full((4, 6), 800, np.int16)
    stored[0, 0] = -1
    write_raster(tmp_path / "GPP_20210626.tif", stored, SITE)
    (granule,) = declared.recognise(declare(tmp_path, "*.tif,gpp,g C m-2 d-1,%Y%m%d,,,0.01,0,-1"))
    field = declared.read(granule, declared.grid_of(granule))
    assert np.isnan(field[0, 0]) and field[1, 1] == pytest.approx(8.0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("*.tif,gpp,bushels,%Y%j", "in bushels, which is not known. Declare one of gpp"),
        ("*.tif,ndvi,1,%Y%j", "the variable ndvi"),
        ("none/*.tif,gpp,g C m-2 d-1,%Y%j", "there are none. Give a pattern"),
        ("*.tif,gpp,g C m-2 d-1,%Y%m%d", "does not hold. Write the date"),
        ("*.tif,gpp,g C m-2 d-1,", "does not hold. Write the date"),
        ("*.tif,gpp,g C m-2 d-1,%Y%j,,eight", "eight is not a number"),
    ],
)
def test_a_wrong_declaration_is_refused_with_what_to_write(tmp_path, row, reason):
    write_raster(tmp_path / "GPP_2021177.tif", np.ones((4, 6), np.float32), SITE)
    with pytest.raises(InputError, match=rf"series\.csv.*{reason}"):
        declared.recognise(declare(tmp_path, row))


@pytest.mark.parametrize(("name", "reason"), [("NPP", "does not hold the variable NPP"), ("", "does not hold the variable")])
def test_a_netcdf_without_the_variable_is_refused(tmp_path, name, reason):
    netcdf(tmp_path / "gpp.nc", np.ones((1, 3, 3), np.float32), ["2021-06-01"], [54.0, 53.9, 53.8], [-105.0, -104.9, -104.8])
    with pytest.raises(InputError, match=reason):
        declared.recognise(declare(tmp_path, f"gpp.nc,gpp,g C m-2 d-1,,{name}"))


@pytest.mark.parametrize("content", [b"", b"<html>"])
def test_a_damaged_file_of_a_series_is_a_problem(tmp_path, content):
    (tmp_path / "gpp.nc").write_bytes(content)
    declare(tmp_path, "gpp.nc,gpp,g C m-2 d-1,,GPP")
    (problem,) = catalogue.scan(str(tmp_path)).problems
    assert "gpp.nc can't be read" in str(problem)


def test_what_can_be_used_of_a_table_is_used_and_the_rest_is_counted(tmp_path):
    for day in (177, 185, 193):
        write_raster(tmp_path / f"GPP_2021{day}.tif", np.full((4, 6), 8.0, np.float32), SITE)
    (tmp_path / "GPP_2021185.tif").write_bytes(b"")
    path = declare(tmp_path, "*.tif,gpp,g C m-2 d-1,%Y%j", "*.tif,gpp,bushels,%Y%j")
    found = catalogue.scan(str(tmp_path))
    assert [g.time.day for g in found.of("SERIES")] == [26, 12]
    (problem,) = map(str, found.problems)
    assert problem.startswith(f"{path}: 2 of 4 can't be used. ")
    assert "GPP_2021185.tif can't be read: it is empty." in problem and "in bushels, which is not known." in problem


@pytest.mark.parametrize("time", [1e9, -1e6, np.nan, np.inf])
def test_a_netcdf_whose_times_are_none_is_a_problem_and_the_rest_goes_on(tmp_path, time):
    """A byte inserted moves all that follows: such times made the whole search fail."""
    axes = {"time": ("time", [18000.0, time], {"units": "days since 1970-01-01"}), "lat": [54.0, 53.9], "lon": [-105.0, -104.9]}
    xr.Dataset({"GPP": (tuple(axes), np.ones((2, 2, 2), np.float32))}, axes).to_netcdf(tmp_path / "gpp.nc", engine="scipy")
    netcdf(tmp_path / "other.nc", np.ones((1, 2, 2), np.float32), ["2021-06-01"], [54.0, 53.9], [-105.0, -104.9])
    declare(tmp_path, "*.nc,gpp,g C m-2 d-1,,GPP")
    found = catalogue.scan(str(tmp_path))
    (problem,) = map(str, found.problems)
    assert len(found.of("SERIES")) == 1 and "gpp.nc can't be read: its times are not between 1800 and 2200" in problem


def test_longitudes_beyond_180_are_those_west_of_greenwich(tmp_path):
    netcdf(tmp_path / "gpp.nc", np.ones((1, 3, 3), np.float32), ["2021-06-01"], [54.0, 53.9, 53.8], [255.0, 255.1, 255.2])
    assert cf.describe(str(tmp_path / "gpp.nc"), "GPP").grid.bounds[0] == pytest.approx(-105.05)


def test_only_the_cells_asked_for_are_read(tmp_path, monkeypatch):
    write_raster(tmp_path / "GPP_2021177.tif", np.ones(CELLS.shape, np.float32), CELLS)
    (granule,) = declared.recognise(declare(tmp_path, "*.tif,gpp,g C m-2 d-1,%Y%j"))
    sizes = []
    band = cf.gdal.Band.ReadAsArray
    monkeypatch.setattr(cf.gdal.Band, "ReadAsArray", lambda self, *window: sizes.append(window[2:]) or band(self, *window))
    declared.read(granule, CELLS.subgrid(3, 4, 2, 5))
    assert sizes == [(5, 2)]


def test_a_declared_series_is_a_reference_on_its_own_grid(tmp_path):
    for day, value in ((177, 4.0), (185, 8.0)):
        write_raster(tmp_path / f"GPP_2021{day}.tif", np.full(CELLS.shape, value, np.float32), CELLS)
    declare(tmp_path, "*.tif,gpp,g C m-2 d-1,%Y%j,,8")
    found = catalogue.scan(str(tmp_path))
    assert products.choose("auto", found) == products.choose("series", found) == {"series": 1}
    calendar = Calendar.between("2021-06-26", "2021-07-11", 8)
    read = products.read("series", found, SITE, calendar, Progress())
    assert read.cells.shares_lattice(CELLS)
    np.testing.assert_allclose(read.gpp[:2].mean(axis=(1, 2)), [4.0, 8.0])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 99),
    crs=st.sampled_from([UTM13, "EPSG:3978", "EPSG:4326"]),
    dtype=st.sampled_from([np.float32, np.int16, np.uint16]),
    scale=st.sampled_from([1.0, 0.01, 0.5]),
    offset=st.sampled_from([0.0, 1.5]),
    fill=st.sampled_from([None, 30000]),
    declares=st.booleans(),
    south_up=st.booleans(),
)
def test_any_series_is_read_back(tmp_path, seed, crs, dtype, scale, offset, fill, declares, south_up):
    """Scale, offset and fill stated by the files, or by the table where the files do not."""
    stored = np.random.default_rng(seed).integers(0, 40, (5, 7)).astype(dtype)
    if fill is not None:
        stored[2, 3] = fill
    size = 0.05 if crs == "EPSG:4326" else 500.0
    grid = Grid(crs, Affine(size, 0, -105.0 if size < 1 else 4e5, 0, -size, 54.0 if size < 1 else 6e6), 5, 7)
    turned = Grid(crs, Affine(size, 0, grid.transform.c, 0, size, grid.bounds[1]), 5, 7)
    stated = {} if declares else {"scale": scale, "offset": offset, "nodata": fill}
    write_raster(tmp_path / "GPP_2021177.tif", stored[::-1] if south_up else stored, turned if south_up else grid, **stated)
    declaration = f"{scale},{offset},{'' if fill is None else fill}" if declares else ",,"
    (granule,) = declared.recognise(declare(tmp_path, f"*.tif,gpp,g C m-2 d-1,%Y%j,,8,{declaration}"))
    expected = np.where(stored == fill, np.nan, stored * scale + offset)
    np.testing.assert_allclose(declared.read(granule, grid), np.where(expected <= 40, expected, np.nan), rtol=1e-6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 99),
    quantity=st.sampled_from([(q, u) for q, units in declared.QUANTITIES.items() for u in units]),
    packed=st.booleans(),
    north_up=st.booleans(),
    eastward=st.booleans(),
)
def test_any_netcdf_of_any_quantity_is_read_back(tmp_path, seed, quantity, packed, north_up, eastward):
    """Each time is a granule, in the first unit of its quantity."""
    factor, summand = declared.QUANTITIES[quantity[0]][quantity[1]]
    known = np.random.default_rng(seed).uniform(0.05, 0.95, (2, 4, 5)) * (1 if quantity[0] == "evi" else 10)
    stored, about = (known - summand) / factor, {}
    if packed:
        about = {"scale_factor": np.ptp(stored) / 10000, "add_offset": stored.min(), "_FillValue": np.int16(-1)}
        stored = np.rint((stored - about["add_offset"]) / about["scale_factor"]).astype(np.int16)
        stored[0, 1, 2], known[0, 1, 2] = -1, np.nan
    latitude, longitude = 54.0 - 0.05 * np.arange(4), -105.0 + 0.05 * np.arange(5)
    rows = slice(None) if north_up else slice(None, None, -1)
    values = stored[:, rows] if packed else stored[:, rows].astype(np.float64)
    netcdf(tmp_path / "g.nc", values, ["2021-06-01", "2021-06-09"], latitude[rows], longitude % 360 if eastward else longitude, **about)
    granules = declared.recognise(declare(tmp_path, f"g.nc,{quantity[0]},{quantity[1]},,GPP"))
    cells = Grid("EPSG:4326", Affine(0.05, 0, -105.025, 0, -0.05, 54.025), 4, 5)
    tolerance = 9.5 / 10000  # a step of the packing
    np.testing.assert_allclose(np.stack([declared.read(g, cells) for g in granules]), known, atol=tolerance)
