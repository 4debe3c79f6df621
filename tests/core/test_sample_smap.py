"""SMAP granules of the training site."""

import datetime
import os

import numpy as np
import pytest

from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.readers import smap as reader
from boreal_gpp_plugin.core.readers import smap_files
from boreal_gpp_plugin.core.readers.hdf5 import open_hdf5
from boreal_gpp_plugin.core.sample import smap

A, E = 6378137.0, 0.0818191908426  # WGS 84: semi-major axis in metres, eccentricity
DATE = datetime.date(2021, 7, 1)
SITE = Grid.from_bounds((494000, 5978000, 506000, 5990000), "EPSG:32613", 30)
M09, N09 = reader.ease2_grid("M09"), reader.ease2_grid("N09")
CELLS = M09.covering(SITE, 3)
ROW, COLUMN = (round(float(v)) for v in M09.fractional_index(CELLS.x[0], CELLS.y[0]))
HERE = (slice(ROW, ROW + CELLS.height), slice(COLUMN, COLUMN + CELLS.width))
HALVES = (slice(0, 2), *HERE)
AM, PM = "/Soil_Moisture_Retrieval_Data_AM", "/Soil_Moisture_Retrieval_Data_PM"
GLOBAL, POLAR = "/Freeze_Thaw_Retrieval_Data_Global", "/Freeze_Thaw_Retrieval_Data_Polar"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "forêt boréale"
    folder.mkdir()
    return folder


@pytest.fixture
def soil(folder):
    """A day with one cell not retrieved in the morning and one not observed at all in the evening."""
    values = np.linspace(0.1, 0.4, 2 * CELLS.height * CELLS.width).reshape(2, *CELLS.shape)
    temperature = values * 100 + 260
    values[0, 1, 2] = values[1, 0, 0] = temperature[1, 0, 0] = np.nan
    recommended = np.zeros(values.shape, bool)
    recommended[:, 4] = True
    return smap.write_soil_moisture(folder, DATE, CELLS, values, temperature, recommended), values, temperature


@pytest.fixture
def frozen():
    values = (np.indices((2, *CELLS.shape)).sum(axis=0) % 2).astype(float)
    values[1, 2, 3] = np.nan
    return values


def authalic(latitude):
    """Return q of a latitude in degrees (Snyder 1987, Map projections: a working manual, eq. 3-12)."""
    sine = np.sin(np.radians(latitude))
    return (1 - E**2) * (sine / (1 - E**2 * sine**2) - np.log((1 - E * sine) / (1 + E * sine)) / (2 * E))


def global_cell(latitude, longitude):
    """Return fractional row and column of the 9 km global grid in closed form (Snyder 1987, eqs 10-13 to 10-15)."""
    k0 = np.cos(np.radians(30)) / np.sqrt(1 - E**2 * np.sin(np.radians(30)) ** 2)
    x, y = A * k0 * np.radians(longitude.astype(float)), A * authalic(latitude.astype(float)) / (2 * k0)
    return (7314540.8306386 - y) / 9008.055210146 - 0.5, (x + 17367530.4451615) / 9008.055210146 - 0.5


def stored(path, name, window=()):
    with open_hdf5(str(path)) as file:
        return file.read(name, window)


def attributes(path, name):
    with open_hdf5(str(path)) as file:
        return file.attributes(name)


def test_soil_moisture_comes_back_through_the_reader(soil):
    path, values, temperature = soil
    granule = smap_files.recognise(str(path))
    assert (granule.product, granule.time.date()) == ("SPL3SMP_E", DATE)
    # float32 keeps seven digits
    np.testing.assert_allclose(reader.read_soil_moisture(granule, CELLS), values, rtol=1e-6)
    np.testing.assert_allclose(reader.read_surface_temperature(granule, CELLS) + 273.15, temperature, atol=1e-4)


def test_evening_names_end_in_pm_and_morning_names_do_not(soil):
    path, values, _ = soil
    with open_hdf5(str(path)) as file:
        for name in ("soil_moisture", "retrieval_qual_flag", "surface_temperature", "latitude", "longitude"):
            assert f"{AM}/{name}" in file
            assert f"{PM}/{name}_pm" in file
            assert f"{PM}/{name}" not in file
    np.testing.assert_allclose(stored(path, f"{PM}/soil_moisture_pm", HERE)[1:], values[1, 1:], rtol=1e-6)


def test_arrays_span_the_whole_grid_and_are_fill_away_from_the_site(soil):
    path, *_ = soil
    whole = stored(path, f"{AM}/soil_moisture")
    assert (whole.shape, whole.dtype) == ((1624, 3856), np.float32)
    whole[HERE] = -9999.0
    assert (whole == -9999.0).all()


def test_missing_soil_moisture_is_fill(soil):
    path, *_ = soil
    assert stored(path, f"{AM}/soil_moisture", HERE)[1, 2] == -9999.0


def test_recommended_cells_are_0_and_8_others_are_odd(soil):
    path, *_ = soil
    morning, evening = stored(path, f"{AM}/retrieval_qual_flag", HERE), stored(path, f"{PM}/retrieval_qual_flag_pm", HERE)
    assert morning.dtype == np.uint16
    assert set(morning[4]) == {0}
    assert set(evening[4]) == {8}
    assert set(morning[5]) == {1}
    assert set(evening[5]) == {9}


def test_an_observed_cell_without_retrieval_is_flagged_so(soil):
    path, *_ = soil
    assert stored(path, f"{AM}/retrieval_qual_flag", HERE)[1, 2] == 7
    assert stored(path, f"{AM}/latitude", HERE)[1, 2] > 0


def test_an_unobserved_cell_has_fill_for_flag_and_coordinates(soil):
    path, *_ = soil
    assert stored(path, f"{PM}/retrieval_qual_flag_pm", HERE)[0, 0] == 65534
    assert stored(path, f"{PM}/latitude_pm", HERE)[0, 0] == -9999.0
    assert stored(path, f"{PM}/longitude_pm", HERE)[0, 0] == -9999.0


def test_flag_masks_are_text(soil):
    path, *_ = soil
    assert attributes(path, f"{AM}/retrieval_qual_flag")["flag_masks"] == "1s, 2s, 4s, 8s"


def test_soil_moisture_is_cut_to_the_range_of_the_product(folder):
    values = np.full((2, *CELLS.shape), 0.7)
    values[1] = 0.001
    path = smap.write_soil_moisture(folder, DATE, CELLS, values, values * 0 + 280, values > 0)
    np.testing.assert_array_equal(stored(path, f"{AM}/soil_moisture", HERE), np.float32(0.5))
    np.testing.assert_array_equal(stored(path, f"{PM}/soil_moisture_pm", HERE), np.float32(0.02))


def test_cells_lie_where_the_cylindrical_projection_puts_them(soil):
    path, *_ = soil
    row, column = global_cell(*(stored(path, f"{AM}/{name}", HERE) for name in ("latitude", "longitude")))
    rows, columns = np.mgrid[HERE]
    # float32 degrees are good to half a metre, a ten-thousandth of a cell
    np.testing.assert_allclose(column, columns, atol=2e-4)
    np.testing.assert_allclose(row, rows, atol=2e-4)


def test_frozen_is_1_and_thawed_is_0(folder, frozen):
    path = smap.write_freeze_thaw(folder, DATE, CELLS, frozen)
    state = stored(path, f"{GLOBAL}/freeze_thaw", HALVES)
    assert state.dtype == np.uint8
    np.testing.assert_array_equal(state, np.where(np.isnan(frozen), 254, frozen))


def test_thaw_comes_back_through_the_reader(folder, frozen):
    granule = smap_files.recognise(str(smap.write_freeze_thaw(folder, DATE, CELLS, frozen)))
    assert granule.detail["lattices"] == ("N09", "M09")
    np.testing.assert_array_equal(reader.read_thaw(granule, CELLS), 1 - frozen)


def test_freeze_thaw_has_halves_before_rows_on_both_grids(folder, frozen):
    path = smap.write_freeze_thaw(folder, DATE, CELLS, frozen)
    with open_hdf5(str(path)) as file:
        for name in ("freeze_thaw", "retrieval_qual_flag", "latitude", "longitude"):
            assert file.shape(f"{GLOBAL}/{name}") == (2, 1624, 3856)
            assert file.shape(f"{POLAR}/{name}") == (2, 2000, 2000)


def test_the_polar_group_holds_the_state_of_the_global_cell_around_each_centre(folder, frozen):
    path = smap.write_freeze_thaw(folder, DATE, CELLS, frozen)
    latitude, longitude, state = (stored(path, f"{POLAR}/{name}") for name in ("latitude", "longitude", "freeze_thaw"))
    for half in (0, 1):
        known = latitude[half] > -9999
        assert known.sum() > 20
        np.testing.assert_array_equal(known, state[half] != 254)
        row, column = (np.rint(v).astype(int) for v in global_cell(latitude[half][known], longitude[half][known]))
        np.testing.assert_array_equal(state[half][known], frozen[half, row - ROW, column - COLUMN])


def test_polar_cells_lie_where_the_azimuthal_projection_puts_them(folder, frozen):
    """Lambert azimuthal equal-area, polar aspect, in closed form (Snyder 1987, eqs 24-3, 24-4, 24-23)."""
    path = smap.write_freeze_thaw(folder, DATE, CELLS, frozen)
    latitude, longitude = (stored(path, f"{POLAR}/{name}")[0].astype(float) for name in ("latitude", "longitude"))
    rows, columns = np.nonzero(latitude > -9999)
    latitude, longitude = latitude[rows, columns], np.radians(longitude[rows, columns])
    radius = A * np.sqrt(authalic(90.0) - authalic(latitude))
    # float32 degrees are good to half a metre, a ten-thousandth of a cell
    np.testing.assert_allclose((radius * np.sin(longitude) + 9000000) / 9000 - 0.5, columns, atol=2e-4)
    np.testing.assert_allclose((9000000 + radius * np.cos(longitude)) / 9000 - 0.5, rows, atol=2e-4)


def test_the_polar_group_ends_at_45_degrees_north(folder):
    south = M09.covering(Grid.from_bounds((494000, 4960000, 506000, 5000000), "EPSG:32613", 30), 3)
    path = smap.write_freeze_thaw(folder, DATE, south, np.ones((2, *south.shape)))
    latitude = stored(path, f"{POLAR}/latitude")
    known = latitude > -9999
    assert known.any()
    assert latitude[known].min() >= 45.0
    assert stored(path, f"{GLOBAL}/freeze_thaw").max() == 254
    assert (stored(path, f"{GLOBAL}/freeze_thaw") == 1).sum() == 2 * south.height * south.width


def test_gpp_comes_back_through_the_reader(folder):
    gpp = np.linspace(0, 12, CELLS.height * CELLS.width).reshape(CELLS.shape)
    conifer = np.where(gpp > 3, gpp * 0.9, np.nan)
    gpp[0, 0] = np.nan
    path = smap.write_carbon(folder, DATE, CELLS, gpp, {1: conifer})
    assert path.name == "SMAP_L4_C_mdl_20210701T000000_Vv7042_001.h5"
    read = reader.read_gpp(smap_files.recognise(str(path)), CELLS)
    np.testing.assert_allclose(read["mean"], gpp, rtol=1e-6)
    np.testing.assert_allclose(read["pft1"], conifer, rtol=1e-6)


def test_a_plant_functional_type_that_is_absent_is_all_fill(folder):
    path = smap.write_carbon(folder, DATE, CELLS, np.ones(CELLS.shape), {1: np.ones(CELLS.shape)})
    assert (stored(path, "/GPP/gpp_pft8_mean") == -9999.0).all()


def test_carbon_flags_hold_the_plant_functional_type_and_fill(folder):
    gpp = np.ones(CELLS.shape)
    gpp[0, 0] = np.nan
    path = smap.write_carbon(folder, DATE, CELLS, gpp, {4: np.ones(CELLS.shape)})
    bits = stored(path, "/QA/carbon_model_bitflag", HERE)
    assert bits[1, 1] >> 4 & 0b1111 == 4
    assert bits[1, 1] & 0b1111 == 0
    assert bits[0, 0] == 65534


def test_cells_of_another_grid_are_refused(folder):
    with pytest.raises(ValueError, match=r"EASE-Grid 2\.0"):
        smap.write_carbon(folder, DATE, SITE.subgrid(0, 0, 3, 3), np.ones((3, 3)), {})


def test_a_day_without_overpass_is_whole_and_small(folder):
    nothing = np.full((2, *CELLS.shape), np.nan)
    path = smap.write_soil_moisture(folder, DATE, CELLS, nothing, nothing, nothing > 0)
    assert np.isnan(reader.read_soil_moisture(smap_files.recognise(str(path)), CELLS)).all()
    assert os.path.getsize(path) < 25_000


def test_a_day_takes_little_room(soil, folder, frozen):
    """Each array near the site takes 3 to 4 kB, most of it the index of its chunks; the whole grid would take 25 MB each."""
    gpp = np.linspace(0, 12, CELLS.height * CELLS.width).reshape(CELLS.shape)
    smap.write_freeze_thaw(folder, DATE, CELLS, frozen)
    smap.write_carbon(folder, DATE, CELLS, gpp, {1: gpp, 4: gpp, 5: gpp})
    assert sum(file.stat().st_size for file in folder.iterdir()) < 140_000
