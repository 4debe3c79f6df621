"""Meteorology: accumulated fluxes, daylight means, vapour pressure, and each product's own grid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_files import SITE, Variable, write_hdf5

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.grid import transform_points
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.readers import meteorology, smap, smap_files, tally

DAYS = np.arange(np.datetime64("2021-06-01"), np.datetime64("2021-06-03"))
LATITUDE, LONGITUDE = np.arange(55.0, 53.0, -0.1), np.arange(-108.0, -105.0, 0.1)


def era5(path: Path, axis: str = "valid_time", hours: int = 49, **fields) -> str:
    """Write hourly ERA5-Land from 2021-06-01 00 UTC; t2m and d2m (K), ssrd (J m-2 since 00 UTC) by hour."""
    times = np.datetime64("2021-06-01T00", "ns") + np.arange(hours) * np.timedelta64(3600, "s")
    shape = (hours, len(LATITUDE), len(LONGITUDE))
    variables = {
        name: ((axis, "latitude", "longitude"), np.broadcast_to(np.asarray(v, np.float32)[:, None, None], shape))
        for name, v in fields.items()
    }
    data = xr.Dataset(variables, {axis: times, "latitude": LATITUDE, "longitude": LONGITUDE})
    data.latitude.attrs.update(units="degrees_north", standard_name="latitude")
    data.longitude.attrs.update(units="degrees_east", standard_name="longitude")
    path.parent.mkdir(parents=True, exist_ok=True)
    data.to_netcdf(path, engine="scipy")
    return str(path)


def accumulated() -> np.ndarray:
    """Return radiation since 00 UTC: 20 MJ on the first day, 24 on the second; at 00 UTC the day before is complete."""
    hour = np.arange(49)
    share = np.where(hour % 24 == 0, 1.0, (hour % 24) / 24)
    return np.where(hour == 0, 5e6, np.where(hour <= 24, 20e6, 24e6) * share)


HOURS = np.arange(49)
AIR = 283.15 + 5 * np.sin(2 * np.pi * HOURS / 24)


@pytest.mark.parametrize("axis", ["valid_time", "time"])
def test_the_sum_of_a_day_stands_at_the_next_midnight(tmp_path, axis):
    granule = meteorology.recognise(era5(tmp_path / "era5_land.nc", axis, t2m=AIR, d2m=AIR, ssrd=accumulated()))
    weather = meteorology.read([granule], SITE, DAYS)
    np.testing.assert_allclose(weather.radiation[:, 0, 0], [20.0, 24.0], rtol=1e-6)


def test_mean_lowest_and_deficit_are_those_of_the_hours(tmp_path):
    """At 20 degC saturation is 2.338 kPa, at 10 degC 1.228 kPa (FAO 56, table 2.3)."""
    path = era5(tmp_path / "ERA5-Land_2021.nc", t2m=np.full(49, 293.15), d2m=np.full(49, 283.15), ssrd=accumulated())
    weather = meteorology.read([meteorology.recognise(path)], SITE, DAYS)
    np.testing.assert_allclose(weather.vpd, 2.338 - 1.228, atol=0.002)
    path = era5(tmp_path / "b" / "era5.nc", t2m=AIR, d2m=AIR)
    weather = meteorology.read([meteorology.recognise(path)], SITE, DAYS)
    np.testing.assert_allclose(weather.minimum, 5.0, atol=1e-4)
    np.testing.assert_allclose(weather.maximum, 15.0, atol=1e-4)
    assert np.isnan(weather.radiation).all()


def test_the_deficit_is_that_of_the_daylight_hours(tmp_path):
    """From 5 to 15 degC about 10, 0.45 of the way from mean to highest is 12.25 degC or 1.426 kPa; dew at 5 degC takes 0.872."""
    path = era5(tmp_path / "era5.nc", t2m=AIR, d2m=np.full(49, 278.15))
    np.testing.assert_allclose(meteorology.read([meteorology.recognise(path)], SITE, DAYS).vpd, 1.426 - 0.872, atol=0.002)


def test_one_value_a_day_tells_no_coldest_hour(tmp_path):
    path = era5(tmp_path / "era5_daily_mean.nc", hours=49, t2m=AIR)
    with xr.open_dataset(path) as data:
        data.isel(valid_time=slice(0, None, 24)).load().to_netcdf(tmp_path / "era5_daily.nc", engine="scipy")
    weather = meteorology.read([meteorology.recognise(str(tmp_path / "era5_daily.nc"))], SITE, DAYS)
    assert np.isnan(weather.minimum).all() and np.isnan(weather.vpd).all()


def test_a_variable_in_a_file_of_its_own_and_a_part_of_a_day(tmp_path):
    """30 hours hold the first day, and a quarter of the second: too little for a mean."""
    granules = [
        meteorology.recognise(era5(tmp_path / "era5_t2m.nc", hours=30, t2m=AIR[:30])),
        meteorology.recognise(era5(tmp_path / "era5_d2m.nc", hours=30, d2m=AIR[:30] - 5)),
    ]
    weather = meteorology.read(granules, SITE, DAYS)
    assert np.isfinite(weather.minimum[0]).all() and np.isnan(weather.minimum[1]).all() and np.isnan(weather.vpd[1]).all()


def test_the_cells_cover_the_site_with_a_margin(tmp_path):
    granule = meteorology.recognise(era5(tmp_path / "era5.nc", t2m=AIR))
    cells = meteorology.read([granule], SITE, DAYS).cells
    x, y = transform_points(*(np.array([b]) for b in (SITE.bounds[0], SITE.bounds[1])), SITE.crs, "EPSG:4326")
    left, bottom, right, _ = cells.bounds
    assert left < x[0] - 0.09 and bottom < y[0] - 0.09 and right > x[0] + 0.09


def daymet(folder: Path, fields: dict, x: np.ndarray, y: np.ndarray, unit=None, days=DAYS, **about) -> list:
    """Write each of `fields`, (day, y, x), as a Daymet file of its own in Lambert's conic, and return their granules."""
    mapping = {
        "grid_mapping_name": "lambert_conformal_conic",
        "longitude_of_central_meridian": -100.0,
        "latitude_of_projection_origin": 42.5,
        "false_easting": 0.0,
        "false_northing": 0.0,
        "standard_parallel": np.array([25.0, 60.0]),
        "semi_major_axis": 6378137.0,
        "inverse_flattening": 298.257223563,
    }
    granules = []
    for name, values in fields.items():
        data = xr.Dataset(
            {name: (("time", "y", "x"), values, {"grid_mapping": "lcc", **about.get(name, {})}), "lcc": ((), np.int32(0), mapping)},
            {"time": (days + np.timedelta64(12, "h")).astype("datetime64[ns]"), "x": x, "y": y},
        )
        for axis in ("x", "y"):
            data[axis].attrs.update({"standard_name": f"projection_{axis}_coordinate", **({"units": unit} if unit else {})})
        path = folder / f"daymet_v4_daily_na_{name}_2021.nc"
        data.to_netcdf(path, engine="scipy")
        granules.append(meteorology.recognise(str(path)))
    return granules


@pytest.mark.parametrize(("unit", "metres"), [("m", 1000.0), ("km", 1.0), (None, 1.0)])
def test_daymet_radiation_is_the_mean_of_the_daylight_and_its_grid_may_count_kilometres(tmp_path, unit, metres):
    """400 W m-2 over 60 000 s are 24 MJ m-2; at 17.25 degC by day, 0.45 of the way from 15 to 20, 800 Pa leave 1.968 - 0.8 kPa."""
    x, y = (-450 + np.arange(60)) * metres, (1280 - np.arange(80)) * metres
    values = {"tmax": 20.0, "tmin": 10.0, "srad": 400.0, "dayl": 60000.0, "vp": 800.0}
    fields = {name: np.full((2, len(y), len(x)), value, np.float32) for name, value in values.items()}
    weather = meteorology.read(daymet(tmp_path, fields, x, y, unit), SITE, DAYS)
    np.testing.assert_allclose(weather.radiation, 24.0, rtol=1e-6)
    np.testing.assert_allclose((weather.minimum + weather.maximum) / 2, 15.0)
    np.testing.assert_allclose(weather.vpd, 1.968 - 0.8, atol=0.002)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    unit=st.sampled_from(["m", "km", None]),
    phase=st.floats(0, 1),
    north_up=st.booleans(),
    packed=st.booleans(),
    together=st.booleans(),
    seed=st.integers(0, 99),
)
def test_any_daymet_is_read_back(tmp_path, unit, phase, north_up, packed, together, seed):
    """Each cell at its place, in metres or kilometres, rows either way, packed or not, with a fill; a variable may be missing."""
    random = np.random.default_rng(seed)
    metres = 1000.0 if unit == "m" else 1.0
    x, y = (-450 + phase + np.arange(60)) * metres, (1280 - phase - np.arange(80)) * metres
    spans = {"tmax": (5, 25), "tmin": (-10, 5), **({"srad": (0, 600), "dayl": (30000, 70000), "vp": (100, 500)} if together else {})}
    known = {name: random.integers(low * 10, high * 10, (2, 80, 60)) / 10 for name, (low, high) in spans.items()}
    for values in known.values():
        values[random.random(values.shape) < 0.05] = np.nan
    rows = slice(None) if north_up else slice(None, None, -1)
    if packed:
        about = {name: {"scale_factor": 0.1, "add_offset": 0.0, "_FillValue": np.int32(-9999)} for name in spans}
        stored = {name: np.where(np.isnan(v), -9999, np.rint(np.nan_to_num(v) * 10)).astype(np.int32) for name, v in known.items()}
    else:
        about = {name: {"_FillValue": np.float32(-9999)} for name in spans}
        stored = {name: np.where(np.isnan(v), -9999, v).astype(np.float32) for name, v in known.items()}
    granules = daymet(tmp_path, {name: values[:, rows] for name, values in stored.items()}, x, y[rows], unit, **about)
    weather = meteorology.read(granules, SITE, DAYS, margin=1)
    longer = weather.cells.cell_size[0] / abs(x[1] - x[0])  # where kilometres were not said they are told from the size of cells
    place = ([np.abs(own * longer - v).argmin() for v in cells] for own, cells in ((y, weather.cells.y), (x, weather.cells.x)))
    at = np.ix_(range(2), *place)
    np.testing.assert_allclose(weather.minimum, known["tmin"][at], atol=1e-4)
    np.testing.assert_allclose(weather.maximum, known["tmax"][at], atol=1e-4)
    sun = known["srad"][at] * known["dayl"][at] / 1e6 if together else np.full_like(weather.radiation, np.nan)
    np.testing.assert_allclose(weather.radiation, sun, rtol=1e-5)
    for path in tmp_path.glob("daymet*"):
        path.unlink()


@pytest.mark.parametrize(
    ("name", "wrong", "valid"),
    [
        ("t2m", 12.0, "193.15 and 333.15 K"),  # in degC
        ("d2m", 3000.0, "193.15 and 333.15 K"),
        ("ssrd", -2e6, "0 and 50000000 J m-2"),
        ("ssrd", 1e9, "0 and 50000000 J m-2"),
    ],
)
def test_hours_of_era5_beyond_their_range_are_left_out_and_counted(tmp_path, name, wrong, valid):
    """One hour of 24 is missed by no mean; of radiation it is the sum of the first day, which then is not known."""
    fields = {"t2m": AIR.copy(), "d2m": AIR.copy(), "ssrd": accumulated()}
    fields[name][24] = wrong
    granule = meteorology.recognise(era5(tmp_path / "era5.nc", **fields))
    progress = Progress()
    with tally.reported(msg("Weather"), progress):
        weather = meteorology.read([granule], SITE, DAYS)
    cells = weather.cells.height * weather.cells.width
    (warning,) = map(str, progress.warnings)
    known = cells * 49 * (2 if name in ("t2m", "d2m") else 1)
    assert f"{cells} of {known} values read are not between {valid}; they are left out." in warning
    np.testing.assert_allclose(weather.radiation[:, 0, 0], [np.nan if name == "ssrd" else 20.0, 24.0], rtol=1e-6)
    np.testing.assert_allclose(weather.minimum, 5.0, atol=1e-4)


@pytest.mark.parametrize(
    ("name", "wrong", "valid"),
    [
        ("tmax", 290.0, "-80 and 60 °C"),
        ("tmin", -120.0, "-80 and 60 °C"),
        ("srad", 4e4, "0 and 1500 W m-2"),
        ("dayl", 9e4, "0 and 86400 s"),
        ("vp", -5.0, "0 and 20000 Pa"),
    ],
)
def test_values_of_daymet_beyond_their_range_are_left_out_and_counted(tmp_path, name, wrong, valid):
    x, y = (-450 + np.arange(60)) * 1000.0, (1280 - np.arange(80)) * 1000.0
    values = {"tmax": 20.0, "tmin": 10.0, "srad": 400.0, "dayl": 60000.0, "vp": 800.0}
    fields = {key: np.full((2, len(y), len(x)), value, np.float32) for key, value in values.items()}
    fields[name][1] = wrong
    progress = Progress()
    with tally.reported(msg("Weather"), progress):
        weather = meteorology.read(daymet(tmp_path, fields, x, y), SITE, DAYS)
    assert f"values read are not between {valid}; they are left out." in str(progress.warnings[0])
    touched = {"tmax": ["maximum", "vpd"], "tmin": ["minimum", "vpd"], "vp": ["vpd"]}.get(name, ["radiation"])
    for quantity in ("radiation", "minimum", "maximum", "vpd"):
        first, second = getattr(weather, quantity)
        assert np.isfinite(first).all() and np.isfinite(second).all() == (quantity not in touched)


def test_what_packing_makes_of_no_radiation_is_none(tmp_path):
    sun = accumulated()
    sun[24] = -250.0
    weather = meteorology.read([meteorology.recognise(era5(tmp_path / "era5.nc", ssrd=sun))], SITE, DAYS)
    np.testing.assert_allclose(weather.radiation[:, 0, 0], [0.0, 24.0], rtol=1e-6)


def test_a_fill_that_a_subsetter_lost_is_not_counted(tmp_path):
    air = AIR.copy()
    air[5] = -9999.0
    granule = meteorology.recognise(era5(tmp_path / "era5.nc", t2m=air))
    progress = Progress()
    with tally.reported(msg("Weather"), progress):
        meteorology.read([granule], SITE, DAYS)
    assert not progress.warnings


def test_grib_is_refused_with_what_to_get(tmp_path):
    (tmp_path / "era5_land.grib").write_bytes(b"GRIB")
    with pytest.raises(InputError, match="is a GRIB file"):
        meteorology.recognise(str(tmp_path / "era5_land.grib"))


def test_a_file_without_a_variable_in_use_is_refused(tmp_path):
    with pytest.raises(InputError, match="does not hold the variable t2m"):
        meteorology.recognise(era5(tmp_path / "era5.nc", tp=AIR))


def test_a_file_lost_since_the_scan_is_a_warning(tmp_path):
    whole = meteorology.recognise(era5(tmp_path / "era5_a.nc", t2m=AIR, d2m=AIR, ssrd=accumulated()))
    lost = meteorology.recognise(era5(tmp_path / "era5_b.nc", t2m=AIR))
    (tmp_path / "era5_b.nc").unlink()
    progress = Progress()
    assert np.isfinite(meteorology.read([whole, lost], SITE, DAYS, progress=progress).minimum).all()
    assert "era5_b.nc" in str(progress.warnings[0])


FORCING = {
    "radiation_shortwave_downward_flux": np.where(np.arange(8) < 4, 400.0, 0.0),
    "temp_lowatmmodlay": 283.15 + np.array([0, 5, 10, 5, 0, -5, -10, -5]),
    "specific_humidity_lowatmmodlay": np.full(8, 0.005),
    "surface_pressure": np.full(8, 1e5),
}


@pytest.mark.parametrize("without", [None, *FORCING])
def test_the_forcing_of_smap_level_4_is_weather(tmp_path, without):
    """200 W m-2 are 17.28 MJ m-2; 0.005 kg kg-1 at 1000 hPa are 0.801 kPa, and at 10 + 0.45 x 10 degC saturation is 1.651 kPa."""
    lattice = smap.ease2_grid("M09")
    cells = lattice.covering(SITE, 1)
    row, column = (round(float(v)) for v in lattice.fractional_index(cells.x[0], cells.y[0]))
    granules = []
    for step in range(8):
        path = tmp_path / f"SMAP_L4_SM_gph_20210601T{3 * step + 1:02d}3000_Vv8010_001.h5"
        fields = {"sm_surface": np.full(8, 0.2), **FORCING}
        fields.pop(without, None)
        variables = {
            f"/Geophysical_Data/{name}": Variable(
                np.full(cells.shape, values[step], np.float32), fill=-9999.0, shape=lattice.shape, at=(row, column)
            )
            for name, values in fields.items()
        }
        granules.append(smap_files.recognise(write_hdf5(path, variables)))
    weather = meteorology.read(granules, SITE, DAYS)
    expected = {"radiation": 17.28, "minimum": 0.0, "maximum": 20.0, "vpd": 1.651 - 0.801}
    short = {"radiation_shortwave_downward_flux": ["radiation"], "temp_lowatmmodlay": ["minimum", "maximum", "vpd"]}.get(without, ["vpd"])
    for name, value in expected.items():
        known = getattr(weather, name)
        np.testing.assert_allclose(known[0], np.nan if without and name in short else value, atol=0.002)
        assert np.isnan(known[1]).all()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    step=st.sampled_from([0.1, 0.25, 0.5]),
    phase=st.floats(0, 0.1),
    north_up=st.booleans(),
    eastward=st.booleans(),
    packed=st.booleans(),
    seed=st.integers(0, 99),
)
def test_any_weather_is_read_back(tmp_path, step, phase, north_up, eastward, packed, seed):
    """The lowest of the 24 hours of a day in each cell, wherever its cells are, whichever way rows run and longitude is counted."""
    latitude, longitude = 53.0 + phase + np.arange(0, 2.5, step), -108.0 + phase + np.arange(0, 3.0, step)
    hours = np.datetime64("2021-06-01T00", "ns") + np.arange(24) * np.timedelta64(3600, "s")
    air = np.rint(np.random.default_rng(seed).uniform(270, 290, (24, len(latitude), len(longitude))) * 100) / 100
    rows = slice(None, None, -1 if north_up else 1)
    stored = np.rint((air - 280) * 100).astype(np.int16) if packed else air.astype(np.float32)
    about = {"scale_factor": 0.01, "add_offset": 280.0, "_FillValue": np.int16(-32767)} if packed else {}
    data = xr.Dataset(
        {"t2m": (("time", "latitude", "longitude"), stored[:, rows], about)},
        {"time": hours, "latitude": latitude[rows], "longitude": longitude % 360 if eastward else longitude},
    )
    data.latitude.attrs.update(units="degrees_north", standard_name="latitude")
    data.longitude.attrs.update(units="degrees_east", standard_name="longitude")
    data.to_netcdf(tmp_path / "era5.nc", engine="scipy")
    weather = meteorology.read([meteorology.recognise(str(tmp_path / "era5.nc"))], SITE, DAYS[:1], margin=0)
    x, y = (weather.cells.x + 180) % 360 - 180, weather.cells.y
    at = np.ix_(range(24), [np.abs(latitude - v).argmin() for v in y], [np.abs(longitude - v).argmin() for v in x])
    np.testing.assert_allclose(weather.minimum[0], air[at].min(axis=0) - 273.15, atol=0.002)


def test_daymet_in_degrees_is_not_taken_for_kilometres(tmp_path):
    axes = {"time": DAYS[:2].astype("datetime64[ns]"), "lat": 55 - 0.01 * np.arange(200), "lon": -108 + 0.01 * np.arange(200)}
    values = np.full((2, 200, 200), 12.5, np.float32)
    xr.Dataset({"tmin": (tuple(axes), values)}, axes).to_netcdf(tmp_path / "daymet_v4_tmin.nc", engine="scipy")
    weather = meteorology.read([meteorology.recognise(str(tmp_path / "daymet_v4_tmin.nc"))], SITE, DAYS[:2])
    assert (weather.minimum == 12.5).all()
