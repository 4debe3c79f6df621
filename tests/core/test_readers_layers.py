"""Stacks of a subsetter: one variable of a product for many dates in one netCDF, and grids that count longitude from 0 to 360."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from affine import Affine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_files import SITE

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.grid import LONLAT, Grid
from boreal_gpp_plugin.core.readers import catalogue, cf, modis, smap
from boreal_gpp_plugin.core.readers.sinusoidal import MODIS_500M

LATITUDE, LONGITUDE = np.arange(54.9, 53.0, -0.05), np.arange(-107.9, -105.0, 0.05)


def stack(path: Path, fields: dict, calendar: str = "julian", latitude=LATITUDE, longitude=LONGITUDE, **attributes) -> str:
    """Write layers (time, y, x) as AppEEARS does: days since 2000 of a Julian calendar, 2021-01-01 and 2021-12-27."""
    data = xr.Dataset(
        {name: (("time", "lat", "lon"), values, attributes) for name, values in fields.items()},
        {"time": ("time", [7671.0, 8031.0], {"units": "days since 2000-01-01 00:00:00", "calendar": calendar})},
    ).assign_coords(lat=latitude, lon=longitude)
    data.lat.attrs.update(units="degrees_north", standard_name="latitude")
    data.lon.attrs.update(units="degrees_east", standard_name="longitude")
    data.to_netcdf(path, engine="scipy")
    return str(path)


def numbers(*of_times: float, dtype=np.int16) -> np.ndarray:
    return np.stack([np.full((len(LATITUDE), len(LONGITUDE)), value, dtype) for value in of_times])


@pytest.mark.parametrize("stated", [{"scale_factor": 0.0001, "_FillValue": np.int16(32767)}, {}])
@pytest.mark.parametrize("name", ["MOD17A2HGF.061_500m_aid0001.nc", "MYD17A2H.061_500m_aid0002.nc"])
def test_each_time_of_a_gpp_stack_is_a_composite(tmp_path, name, stated):
    stored = numbers(800, 500)
    stored[0, 0], stored[1, 0] = 32767, 32763
    first, last = modis.recognise(stack(tmp_path / name, {"Gpp_500m": stored, "Psn_QC_500m": stored}, **stated))
    assert [g.time for g in (first, last)] == [datetime.datetime(2021, 1, 1), datetime.datetime(2021, 12, 27)]
    cells = MODIS_500M.covering(SITE)
    np.testing.assert_allclose(modis.read_gpp(first, cells), 10.0, rtol=1e-5)
    np.testing.assert_allclose(modis.read_gpp(last, cells), 10.0, rtol=1e-5)  # five days
    top = Grid(LONLAT, Affine(0.05, 0, LONGITUDE[0] - 0.025, 0, -0.05, LATITUDE[0] + 0.025), 2, 3)
    assert all(np.isnan(modis.read_gpp(g, top)[0]).all() and np.isfinite(modis.read_gpp(g, top)[1]).all() for g in (first, last))


def test_a_gpp_stack_has_its_quality(tmp_path):
    shape = (2, len(LATITUDE), len(LONGITUDE))
    quality = np.broadcast_to(np.arange(len(LONGITUDE)) % 2, shape).astype(np.uint8)
    fields = {"Gpp_500m": np.full(shape, 640, np.int16), "Psn_QC_500m": quality}
    granule, _ = modis.recognise(stack(tmp_path / "MOD17A2HGF.061_500m_aid0001.nc", fields))
    cells = Grid(LONLAT, Affine(0.05, 0, LONGITUDE[0] - 0.025, 0, -0.05, LATITUDE[0] + 0.025), *shape[1:])
    assert np.isfinite(modis.read_gpp(granule, cells)).all()
    np.testing.assert_array_equal(np.isfinite(modis.read_gpp(granule, cells, "recommended")), quality[0] == 0)


def test_a_stack_of_soil_moisture_has_mornings_and_evenings_with_their_flags(tmp_path):
    fields = {
        "Soil_Moisture_Retrieval_Data_AM_soil_moisture": numbers(0.3, 0.2, dtype=np.float32),
        "Soil_Moisture_Retrieval_Data_AM_retrieval_qual_flag": numbers(0, 5),
        "Soil_Moisture_Retrieval_Data_PM_soil_moisture_pm": numbers(0.4, -9999, dtype=np.float32),
    }
    stack(tmp_path / "SPL3SMP_E.006_9km_aid0001.nc", fields)
    found = catalogue.scan(str(tmp_path))
    assert not found.problems
    granules = found.of("SPL3SMP_E")
    cells = smap.ease2_grid("M09").covering(SITE)
    by_day = {}
    for granule in granules:
        by_day.setdefault(granule.time.month, []).append(smap.read_soil_moisture(granule, cells))
    january, december = (np.fmax.reduce(np.stack(by_day[month]), axis=(0, 2, 3)) for month in (1, 12))
    np.testing.assert_allclose(january, [0.3, 0.4], rtol=1e-6)
    assert np.isnan(december).all()  # flagged, and missing


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    scale=st.sampled_from([None, 0.0001, 0.0005]),
    fill=st.sampled_from([32767, -28672]),
    north_up=st.booleans(),
    eastward=st.booleans(),
    seed=st.integers(0, 99),
)
def test_any_stack_is_read_back(tmp_path, scale, fill, north_up, eastward, seed):
    """Each cell at its place, whichever way rows run and longitude is counted."""
    stored = np.random.default_rng(seed).choice([0, 1, 500, 30000, 32763, fill], (2, len(LATITUDE), len(LONGITUDE))).astype(np.int16)
    rows = slice(None) if north_up else slice(None, None, -1)
    longitude = LONGITUDE % 360 if eastward else LONGITUDE
    stated = {"scale_factor": scale, "_FillValue": np.int16(fill)} if scale else {"_FillValue": np.int16(fill)}
    path = tmp_path / "MOD17A2HGF.061_500m_aid0001.nc"
    first, _ = modis.recognise(stack(path, {"Gpp_500m": stored[:, rows]}, latitude=LATITUDE[rows], longitude=longitude, **stated))
    cells = Grid(LONLAT, Affine(0.05, 0, LONGITUDE[0] - 0.025, 0, -0.05, LATITUDE[0] + 0.025), *stored.shape[1:])
    kilograms = np.where(stored[0] == fill, np.nan, stored[0] * (scale or 0.0001))
    expected = np.where(kilograms <= 3.00005, kilograms * 125, np.nan)
    np.testing.assert_allclose(modis.read_gpp(first, cells), expected, rtol=1e-5)


def test_a_stack_of_other_layers_is_refused_by_name(tmp_path):
    with pytest.raises(InputError, match="does not hold the variable Gpp_500m"):
        modis.recognise(stack(tmp_path / "MOD17A2H.061_500m_aid0001.nc", {"PsnNet_500m": numbers(1, 2)}))


def test_a_stack_that_counts_days_of_an_invented_calendar_is_refused(tmp_path):
    with pytest.raises(InputError, match="360_day"):
        modis.recognise(stack(tmp_path / "MOD17A2H.061_500m_aid0001.nc", {"Gpp_500m": numbers(1, 2)}, "360_day"))


@pytest.mark.parametrize(
    "longitude", [np.arange(0.0, 360.0), np.arange(0.5, 360.0), np.arange(-179.5, 180.0), np.arange(100.5, 300.0), np.arange(230.5, 280.0)]
)
@pytest.mark.parametrize("west", [-107, -106])
def test_a_place_is_found_however_longitude_is_counted(tmp_path, longitude, west):
    """Each cell holds its own longitude, from -180 to 180."""
    latitude = np.arange(60.5, 50.0, -1.0)
    own = (longitude + 180.0) % 360.0 - 180.0
    fields = {"x": np.broadcast_to(own.astype(np.float32), (2, len(latitude), len(longitude)))}
    path = stack(tmp_path / "global.nc", fields, "standard", latitude, longitude)
    site = Grid(LONLAT, Affine(0.25, 0, west, 0, -0.25, 54), 4, 4)
    values = cf.read_nearest(path, site, 1, "x")
    assert np.abs(values - site.x[None]).max() <= 0.5 + 1e-6


def test_cells_on_both_sides_of_greenwich_are_read(tmp_path):
    longitude, latitude = np.arange(0.5, 360.0), np.arange(60.5, 50.0, -1.0)
    fields = {"x": np.broadcast_to(longitude.astype(np.float32), (2, len(latitude), len(longitude)))}
    path = stack(tmp_path / "global.nc", fields, "standard", latitude, longitude)
    values = cf.read(path, Grid(LONLAT, Affine(1, 0, -2, 0, -1, 54), 1, 4), range(1), "x")
    np.testing.assert_array_equal(values[0, 0], [358.5, 359.5, 0.5, 1.5])
