"""SMAP: placed by EASE-Grid 2.0, flags and fills as documented, freeze/thaw the right way round."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from osgeo import gdal, osr
from reader_files import SITE, Variable, needs_real_data, real, write_hdf5, write_raster

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.readers import smap, smap_files
from boreal_gpp_plugin.core.readers.ease2 import placed
from boreal_gpp_plugin.core.readers.hdf5 import open_hdf5
from boreal_gpp_plugin.core.readers.raster import grid_of, read_codes

LATTICES = ("M36", "M09", "M03", "M01", "N36", "N09", "N03")
AM, PM = "/Soil_Moisture_Retrieval_Data_AM", "/Soil_Moisture_Retrieval_Data_PM"
POLAR = "/Freeze_Thaw_Retrieval_Data_Polar/freeze_thaw"
M09 = smap.ease2_grid("M09")
N09 = smap.ease2_grid("N09")
CELLS = M09.covering(SITE, margin=1)
NORTH = N09.covering(SITE, margin=1)


def corner_of(cells: Grid, lattice: Grid) -> tuple[int, int]:
    row, column = lattice.fractional_index(cells.x[0], cells.y[0])
    return round(float(row)), round(float(column))


def layer(values, dtype, fill=None, lattice=M09, cells=CELLS) -> Variable:
    """Return a variable of full lattice size that holds `values` where `cells` lie."""
    values = np.broadcast_to(np.asarray(values, dtype), (*np.shape(values)[:-2], *cells.shape))
    lead = values.shape[:-2]
    return Variable(values, {}, fill, (*lead, *lattice.shape), (*[0] * len(lead), *corner_of(cells, lattice)))


def soil_moisture_file(folder: Path, moisture=0.3, flag=0, temperature=283.15, evening=0.2, lost=(), **extra) -> str:
    variables = {}
    for group, suffix, value in ((AM, "", moisture), (PM, "_pm", evening)):
        variables[f"{group}/soil_moisture{suffix}"] = layer(np.full((1, 1), value), np.float32, -9999.0)
        variables[f"{group}/surface_temperature{suffix}"] = layer(np.full((1, 1), temperature), np.float32, -9999.0)
        variables[f"{group}/retrieval_qual_flag{suffix}"] = layer(np.full((1, 1), flag), np.uint16, 65534)
    kept = {name: variable for name, variable in {**variables, **extra}.items() if name not in lost}
    return write_hdf5(folder / "SMAP_L3_SM_P_E_20210630_R19240_001.h5", kept)


def granule_of(path: str):
    granule = smap_files.recognise(path)
    assert granule is not None
    return granule


@pytest.mark.parametrize("name", LATTICES)
def test_a_lattice_is_symmetric_about_its_projections_centre(name):
    """The global lattices are centred on (0, 0), the northern ones on the pole."""
    left, bottom, right, top = smap.ease2_grid(name).bounds
    size = smap.ease2_grid(name).cell_size[0]
    assert abs(left + right) < 0.001 * size
    assert abs(bottom + top) < 0.001 * size


@pytest.mark.parametrize("name", [n for n in LATTICES if n.startswith("M")])
def test_global_lattices_end_at_the_date_line(name):
    """As osr, not rasterio, sees it: the left edge lies at 180 W, the top near 85.04 N."""
    left, _, _, top = smap.ease2_grid(name).bounds
    reference, lonlat = osr.SpatialReference(), osr.SpatialReference()
    reference.ImportFromEPSG(6933)
    lonlat.ImportFromEPSG(4326)
    for crs in (reference, lonlat):
        crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    longitude, latitude, _ = osr.CoordinateTransformation(reference, lonlat).TransformPoint(left + 1e-3, top)
    assert longitude == pytest.approx(-180, abs=1e-5)
    assert latitude == pytest.approx(85.0445664, abs=1e-5)


def test_nine_km_global_cells_are_wider_than_nine_km():
    """9000 m would shift the eastern edge by 31 km."""
    assert M09.cell_size[0] == pytest.approx(9008.055210146)
    assert (M09.height, M09.width) == (1624, 3856)


def test_a_soil_moisture_granule_is_recognised_with_its_day(tmp_path):
    granule = granule_of(soil_moisture_file(tmp_path))
    assert (granule.product, granule.time) == ("SPL3SMP_E", datetime.datetime(2021, 6, 30))
    assert granule.detail["lattices"] == ("M09",)


def test_morning_and_evening_are_layers_in_this_order(tmp_path):
    values = smap.read_soil_moisture(granule_of(soil_moisture_file(tmp_path)), CELLS)
    assert values.shape == (2, *CELLS.shape) and values.dtype == np.float32
    np.testing.assert_allclose(values[0], 0.3, rtol=1e-6)
    np.testing.assert_allclose(values[1], 0.2, rtol=1e-6)


def test_a_subset_of_the_morning_leaves_the_evening_missing(tmp_path):
    variables = {
        f"{AM}/soil_moisture": layer(np.full((1, 1), 0.3), np.float32),
        f"{AM}/retrieval_qual_flag": layer(np.zeros((1, 1)), np.uint16),
    }
    granule = granule_of(write_hdf5(tmp_path / "SMAP_L3_SM_P_E_20210630_R19240_001.nc4", variables))
    values = smap.read_soil_moisture(granule, CELLS)
    assert np.isfinite(values[0]).all() and np.isnan(values[1]).all()


def test_an_overpass_without_its_moisture_is_refused_by_name(tmp_path):
    """What HDF5 leaves of a group when the header of a variable is damaged: it is not listed."""
    flags = {f"{PM}/retrieval_qual_flag_pm": layer([[0]], np.uint16, 65534)}
    moisture = {f"{AM}/{name}": layer([[0.3]], kind) for name, kind in (("soil_moisture", np.float32), ("retrieval_qual_flag", np.uint16))}
    granule = granule_of(write_hdf5(tmp_path / "SMAP_L3_SM_P_E_20210630_R19240_001.h5", {**moisture, **flags}))
    with pytest.raises(InputError, match=r"does not hold the variable /Soil_Moisture_Retrieval_Data_PM/soil_moisture_pm"):
        smap.read_soil_moisture(granule, CELLS)


@pytest.mark.parametrize(
    ("flag", "successful", "recommended"),
    [(0, True, True), (8, True, True), (1, True, False), (9, True, False), (5, False, False), (7, False, False), (65534, False, False)],
)
def test_a_set_bit_of_the_quality_flag_means_no_and_its_fill_is_no_flag(tmp_path, flag, successful, recommended):
    granule = granule_of(soil_moisture_file(tmp_path, flag=flag))
    assert np.isfinite(smap.read_soil_moisture(granule, CELLS)).all() == successful
    assert np.isfinite(smap.read_soil_moisture(granule, CELLS, retrievals="recommended")).all() == recommended


def test_fills_are_missing_although_the_file_does_not_declare_them(tmp_path):
    """Subsetters drop the attribute: 65534 would pass for a recommended retrieval, -9999 for a GPP."""
    path = tmp_path / "SMAP_L3_SM_P_E_20210630_R19240_001.h5"
    fields = {f"{AM}/soil_moisture": layer([[0.3]], np.float32), f"{AM}/retrieval_qual_flag": layer([[65534]], np.uint16)}
    granule = granule_of(write_hdf5(path, fields))
    for retrievals in ("successful", "recommended"):
        assert np.isnan(smap.read_soil_moisture(granule, CELLS, retrievals)).all()
    path = write_hdf5(tmp_path / "SMAP_L4_C_mdl_20210630T000000_Vv8042_001.h5", {"/GPP/gpp_mean": layer([[-9999.0]], np.float32)})
    assert np.isnan(smap.read_gpp(granule_of(path), CELLS)["mean"]).all()


@pytest.mark.parametrize("odd", [-9999.0, np.nan, np.inf, -0.1, 1.5])
def test_fill_and_impossible_moisture_are_missing(tmp_path, odd):
    granule = granule_of(soil_moisture_file(tmp_path, moisture=odd))
    assert np.isnan(smap.read_soil_moisture(granule, CELLS)[0]).all()


def test_surface_temperature_is_in_degrees_celsius_whatever_the_retrieval(tmp_path):
    granule = granule_of(soil_moisture_file(tmp_path, flag=7, temperature=283.15))
    np.testing.assert_allclose(smap.read_surface_temperature(granule, CELLS), 10.0, atol=1e-4)


@pytest.mark.parametrize("without", [(), ("",), ("_pm",), ("", "_pm")])
def test_a_file_says_where_the_temperature_of_an_overpass_is_missing(tmp_path, without):
    names = {"": f"{AM}/surface_temperature", "_pm": f"{PM}/surface_temperature_pm"}
    granule = granule_of(soil_moisture_file(tmp_path, lost=[names[suffix] for suffix in without]))
    assert smap_files.lacking(granule) == ((smap_files.TEMPERATURE,) if without else ())
    known = np.isfinite(smap.read_surface_temperature(granule, CELLS)).all(axis=(1, 2))
    assert known.tolist() == [suffix not in without for suffix in ("", "_pm")]


def test_a_missing_temperature_is_missing_not_minus_ten_thousand(tmp_path):
    granule = granule_of(soil_moisture_file(tmp_path, temperature=-9999.0))
    assert np.isnan(smap.read_surface_temperature(granule, CELLS)).all()


def test_one_in_the_file_is_frozen_and_becomes_zero(tmp_path):
    states = np.zeros((2, *NORTH.shape), np.uint8)
    states[0, 0, 0], states[1, 0, 0], states[0, 0, 1], states[0, 1, 0] = 1, 0, 254, 255
    path = write_hdf5(tmp_path / "SMAP_L3_FT_P_E_20210410_R19240_001.h5", {POLAR: layer(states, np.uint8, 254, N09, NORTH)})
    thaw = smap.read_thaw(granule_of(path), NORTH)
    assert thaw.shape == (2, *NORTH.shape)
    assert thaw[0, 0, 0] == 0 and thaw[1, 0, 0] == 1
    assert np.isnan(thaw[0, 0, 1]) and np.isnan(thaw[0, 1, 0])


def test_254_is_missing_even_where_the_file_does_not_declare_it(tmp_path):
    path = write_hdf5(
        tmp_path / "SMAP_L3_FT_P_E_20210410_R19240_001.h5",
        {POLAR: layer(np.full((2, 1, 1), 254), np.uint8, None, N09, NORTH)},
    )
    assert np.isnan(smap.read_thaw(granule_of(path), NORTH)).all()


def test_the_grid_asked_for_chooses_the_group(tmp_path):
    path = write_hdf5(
        tmp_path / "SMAP_L3_FT_P_E_20210410_R19240_001.h5",
        {
            POLAR: layer(np.zeros((2, 1, 1)), np.uint8, 254, N09, NORTH),
            "/Freeze_Thaw_Retrieval_Data_Global/freeze_thaw": layer(np.ones((2, 1, 1)), np.uint8, 254),
        },
    )
    granule = granule_of(path)
    assert (smap.read_thaw(granule, NORTH) == 1).all()
    assert (smap.read_thaw(granule, CELLS) == 0).all()


def test_a_grid_that_the_product_is_not_on_is_refused(tmp_path):
    granule = granule_of(soil_moisture_file(tmp_path))
    for cells in (SITE, smap.ease2_grid("M36").covering(SITE), NORTH):
        with pytest.raises(InputError, match="not"):
            smap.read_soil_moisture(granule, cells)


def carbon_file(folder: Path, **gpp) -> str:
    variables = {f"/GPP/gpp_{key}mean": layer(np.full((1, 1), value), np.float32, -9999.0) for key, value in gpp.items()}
    return write_hdf5(folder / "SMAP_L4_C_mdl_20210630T000000_Vv7042_001.h5", variables)


def test_daily_gpp_comes_with_its_plant_types(tmp_path):
    granule = granule_of(carbon_file(tmp_path, **{"": 5.5, "pft1_": 4.0, "pft8_": -9999.0}))
    assert (granule.product, granule.time) == ("SPL4CMDL", datetime.datetime(2021, 6, 30))
    gpp = smap.read_gpp(granule, CELLS)
    assert set(gpp) == {"mean", "pft1", "pft8"}
    assert (gpp["mean"] == 5.5).all() and (gpp["pft1"] == 4.0).all() and np.isnan(gpp["pft8"]).all()


@pytest.mark.parametrize("held", [0, 3, 8])
def test_carbon_says_where_a_mean_of_a_plant_type_is_missing(tmp_path, held):
    """Damage to the header of one leaves the others as they are."""
    granule = granule_of(carbon_file(tmp_path, **{"": 5.5, **{f"{pft}_": 4.0 for pft in smap_files.PFTS[:held]}}))
    assert smap_files.lacking(granule) == (() if held == 8 else (smap_files.PFT_MEANS,))


def test_cells_past_the_date_line_are_missing_not_wrapped(tmp_path):
    east = M09.subgrid(100, 3853, 2, 6)
    west = M09.subgrid(100, 0, 2, 6)
    values = Variable(np.full((2, 3), 7.0, np.float32), {}, -9999.0, M09.shape, (100, 3853))
    wrapped = Variable(np.full((2, 6), 1.0, np.float32), {}, -9999.0, M09.shape, (100, 0))
    path = write_hdf5(tmp_path / "SMAP_L4_C_mdl_20210630T000000_Vv7042_001.h5", {"/GPP/gpp_mean": values, "/GPP/gpp_pft1_mean": wrapped})
    gpp = smap.read_gpp(granule_of(path), east)
    np.testing.assert_array_equal(gpp["mean"], [[7, 7, 7, np.nan, np.nan, np.nan]] * 2)
    assert np.isnan(gpp["pft1"]).all()
    assert (smap.read_gpp(granule_of(path), west)["pft1"] == 1).all()


def test_cells_north_of_the_file_are_missing(tmp_path):
    values = Variable(np.full((2, 3), 7.0, np.float32), {}, -9999.0, M09.shape, (0, 40))
    path = write_hdf5(tmp_path / "SMAP_L4_C_mdl_20210630T000000_Vv7042_001.h5", {"/GPP/gpp_mean": values})
    gpp = smap.read_gpp(granule_of(path), M09.subgrid(-2, 40, 4, 3))["mean"]
    assert np.isnan(gpp[:2]).all() and (gpp[2:] == 7).all()


@pytest.mark.parametrize("placed_by", ["coordinates", "root coordinates", "numbers"])
def test_a_subset_is_placed_by_what_it_says(tmp_path, placed_by):
    part = M09.subgrid(300, 900, 4, 5)
    values = np.arange(20, dtype=np.float32).reshape(4, 5)
    if placed_by == "numbers":
        rows, columns = (np.broadcast_to(v, (4, 5)).astype(np.uint16) for v in ((300 + np.arange(4))[:, None], 900 + np.arange(5)))
        rows = rows.copy()
        rows[0, 0] = 65534  # where a cell has no observation
        places = {"/GPP/EASE_row_index": Variable(rows), "/GPP/EASE_column_index": Variable(columns)}
    else:
        group = "" if placed_by.startswith("root") else "/GPP"
        places = {f"{group}/y": Variable(part.y), f"{group}/x": Variable(part.x)}
    path = write_hdf5(tmp_path / "SMAP_L4_C_mdl_20210630T000000_Vv7042_001.h5", {"/GPP/gpp_mean": Variable(values), **places})
    gpp = smap.read_gpp(granule_of(path), M09.subgrid(301, 899, 2, 4))["mean"]
    np.testing.assert_array_equal(gpp, np.column_stack([[np.nan, np.nan], values[1:3, :3]]))


@pytest.mark.parametrize("turned", ["x and y missing", "south to north", "of another lattice"])
def test_a_subset_that_can_not_be_placed_is_refused(tmp_path, turned):
    part = M09.subgrid(300, 900, 4, 5)
    places = {
        "x and y missing": {},
        "south to north": {"/y": Variable(part.y[::-1].copy()), "/x": Variable(part.x)},
        "of another lattice": {"/y": Variable(part.y + 4000), "/x": Variable(part.x)},
    }[turned]
    path = write_hdf5(
        tmp_path / "SMAP_L4_C_mdl_20210630T000000_Vv7042_001.h5", {"/GPP/gpp_mean": Variable(np.zeros((4, 5), np.float32)), **places}
    )
    with pytest.raises(InputError, match="holds 4 x 5 cells and does not say where they lie"):
        smap_files.recognise(path)


def test_the_files_own_latitudes_are_not_used(tmp_path):
    """They hold -9999 wherever there is no retrieval."""
    holes = {f"{AM}/{name}": layer(np.full((1, 1), -9999.0), np.float32) for name in ("latitude", "longitude")}
    granule = granule_of(soil_moisture_file(tmp_path, **holes))
    assert np.isfinite(smap.read_soil_moisture(granule, CELLS)).all()


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("SMAP_L3_SM_P_20210630_R18290_002.h5", "SPL3SMP"),
        ("SMAP_L3_SM_P_E_20210630_R18290_002.h5", "SPL3SMP_E"),
        ("SMAP_L3_FT_P_20210630_R19240_001.h5", "SPL3FTP"),
        ("SMAP_L3_FT_P_E_20210630_R19240_001.h5", "SPL3FTP_E"),
        ("SMAP_L4_C_mdl_20210630T000000_Vv7042_001.h5", "SPL4CMDL"),
    ],
)
def test_enhanced_and_plain_products_are_told_apart_by_name(tmp_path, name, product):
    lattice, variables = next(iter(smap_files.VARIABLES[product].items()))
    lead = (2, 1, 1) if "FT" in product else (1, 1)
    grid = smap.ease2_grid(lattice)
    cells = grid.covering(SITE)
    path = write_hdf5(tmp_path / name, {variables[0]: layer(np.zeros(lead), np.float32, None, grid, cells)})
    granule = granule_of(path)
    assert (granule.product, granule.detail["lattices"]) == (product, (lattice,))


def test_a_file_without_its_variable_is_refused_by_name(tmp_path):
    path = write_hdf5(tmp_path / "SMAP_L3_FT_P_E_20210410_R19240_001.h5", {"/Metadata/v": Variable(np.zeros(2))})
    with pytest.raises(
        InputError, match=r"20210410_R19240_001\.h5 does not hold the variable /Freeze_Thaw_Retrieval_Data_Polar/freeze_thaw"
    ):
        smap_files.recognise(path)


def test_a_name_without_date_is_refused(tmp_path):
    path = write_hdf5(tmp_path / "SPL4CMDL_99999999_subset.h5", {"/GPP/gpp_mean": Variable(np.zeros((2, 2)))})
    with pytest.raises(InputError, match="holds no date"):
        smap_files.recognise(path)


@pytest.mark.parametrize(
    ("group", "note"),
    [
        ("/Metadata/DatasetIdentification", {"fileName": "SMAP_L3_SM_P_E_20210630_R19240_001.h5"}),
        ("", {"Filename": "/discover/smap/Vv6032/gph/Y2021/SMAP_L3_SM_P_E_20210630_R19240_001.h5"}),
        ("", {"history": "hyrax -f /data/SMAP_L3_SM_P_E_20210630_R19240_001.h5 -o x"}),
    ],
)
@pytest.mark.parametrize("name", ["humidité.h5", "SPL3SMP_E_subset.nc4"])
def test_a_renamed_file_is_known_by_the_name_it_notes(tmp_path, group, note, name):
    part = Variable(np.full((2, 2), 0.2, np.float32), {}, None, smap.ease2_grid("M09").shape)
    path = write_hdf5(tmp_path / name, {"/Soil_Moisture_Retrieval_Data_AM/soil_moisture": part}, {group: note})
    granule = smap_files.recognise(path)
    assert (granule.product, granule.time) == ("SPL3SMP_E", datetime.datetime(2021, 6, 30))


@pytest.mark.parametrize(("overpasses", "kept"), [("both", [True, True]), ("morning", [True, False]), ("evening", [False, True])])
def test_only_the_overpasses_asked_for_count(tmp_path, overpasses, kept):
    values = smap.read_soil_moisture(granule_of(soil_moisture_file(tmp_path)), CELLS, overpasses=overpasses)
    assert np.isfinite(values).any(axis=(1, 2)).tolist() == kept


@pytest.mark.parametrize("name", ["SMAP_L4_SM_lmc_20210630T013000_Vv8010_001.h5", "notes.h5", "SMAP_L3_SM_P_E_20210630.xml"])
def test_other_files_are_no_granule(tmp_path, name):
    (tmp_path / name).touch()
    assert smap_files.recognise(str(tmp_path / name)) is None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.data(),
    lattice=st.sampled_from(["M09", "N09"]),
    evening=st.booleans(),
    fill=st.sampled_from([-9999.0, -32768.0, 1e20, np.nan]),
)
def test_any_field_anywhere_is_read_back_in_place(tmp_path, data, lattice, evening, fill):
    grid = smap.ease2_grid(lattice)
    row, column = data.draw(st.integers(0, grid.height - 4)), data.draw(st.integers(0, grid.width - 4))
    values = np.random.default_rng(row).uniform(0.02, 0.5, (4, 4)).astype(np.float32)
    values[1, 2] = fill
    down, right = data.draw(st.integers(-3, 3)), data.draw(st.integers(-3, 3))
    half, suffix = ("PM", "_pm") if evening else ("AM", "")
    group = "/Soil_Moisture_Retrieval_Data_" + ("" if lattice == "M09" else "Polar_") + half
    variables = {
        f"{group}/soil_moisture{suffix}": Variable(values, {}, fill, grid.shape, (row, column)),
        f"{group}/retrieval_qual_flag{suffix}": Variable(np.zeros((4, 4), np.uint16), {}, 65534, grid.shape, (row, column)),
    }
    path = write_hdf5(tmp_path / "SMAP_L3_SM_P_E_20210630_R19240_001.h5", variables)
    whole = np.full((12, 12), np.nan, np.float32)
    whole[4:8, 4:8] = np.where(values == np.float32(fill), np.nan, values)
    read = smap.read_soil_moisture(granule_of(path), grid.subgrid(row + down, column + right, 4, 4))[int(evening)]
    np.testing.assert_array_equal(read, whole[4 + down : 8 + down, 4 + right : 8 + right])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), lattice=st.sampled_from(["N09", "M09", "N36", "M36"]), apart=st.booleans())
def test_any_thaw_anywhere_is_read_back_in_place(tmp_path, data, lattice, apart):
    """Morning and evening in one array, or each in one of its own as subsetters write them."""
    grid = smap.ease2_grid(lattice)
    row, column = data.draw(st.tuples(st.integers(0, grid.height - 4), st.integers(0, grid.width - 4)))
    codes = data.draw(hnp.arrays(np.uint8, (2, 4, 4), elements=st.sampled_from([0, 1, 254])))
    group = "/Freeze_Thaw_Retrieval_Data_" + ("Polar" if lattice[0] == "N" else "Global")
    whole = {f"{group}/freeze_thaw": Variable(codes, {}, 254, (2, *grid.shape), (0, row, column))}
    parts = {f"{group}/freeze_thaw.Bands_0{n + 1}": Variable(codes[n], {}, 254, grid.shape, (row, column)) for n in (0, 1)}
    ending = "_E" if lattice.endswith("09") else ""
    path = write_hdf5(tmp_path / f"SMAP_L3_FT_P{ending}_20210410_R19240_001.h5", parts if apart else whole)
    thaw = smap.read_thaw(granule_of(path), grid.subgrid(row, column, 4, 4))
    np.testing.assert_array_equal(thaw, np.where(codes == 254, np.nan, 1.0 - codes))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), kind=st.sampled_from(["carbon", "gph", "aup"]), fill=st.sampled_from([-9999.0, 1e15, np.nan]))
def test_any_level_4_file_anywhere_is_read_back_in_place(tmp_path, data, kind, fill):
    """Carbon with the means of any plant functional types; soil moisture with its root zone; each field at its own cells."""
    row, column = data.draw(st.tuples(st.integers(0, M09.height - 4), st.integers(0, M09.width - 5)))
    pfts = sorted(data.draw(st.sets(st.sampled_from(smap_files.PFTS)))) if kind == "carbon" else []
    names, stem = {
        "carbon": (["/GPP/gpp_mean", *(f"/GPP/gpp_{pft}_mean" for pft in pfts)], "SMAP_L4_C_mdl_20210630T000000_Vv8042_001"),
        "gph": (["/Geophysical_Data/sm_surface", "/Geophysical_Data/sm_rootzone"], "SMAP_L4_SM_gph_20210630T013000_Vv8010_001"),
        "aup": (["/Analysis_Data/sm_surface_analysis", "/Analysis_Data/sm_rootzone_analysis"], "SMAP_L4_SM_aup_20210630T030000_Vv8010_001"),
    }[kind]
    random = np.random.default_rng(row)
    fields = random.uniform(0.02, 0.9, (len(names), 4, 5)).astype(np.float32)
    fields[random.random(fields.shape) < 0.2] = fill
    variables = {name: Variable(field, {}, fill, M09.shape, (row, column)) for name, field in zip(names, fields)}
    granule = granule_of(write_hdf5(tmp_path / f"{stem}.h5", variables))
    cells = M09.subgrid(row, column, 4, 5)
    read = smap.read_gpp(granule, cells) if kind == "carbon" else {}
    if kind == "carbon":
        assert set(read) == {"mean", *pfts}
    else:
        read = {"surface": smap.read_level_4(granule, cells), "root": smap.read_root_zone(granule, cells)}
    expected = np.where(fields == np.float32(fill), np.nan, fields)
    np.testing.assert_array_equal(np.stack(list(read.values())), expected)


def assert_cells_are_where_the_file_says(cells: Grid, latitude: np.ndarray, longitude: np.ndarray) -> None:
    """Every valid cell centre, by osr, lies within 0.1 of a cell of the file's own latitude and longitude (float32)."""
    reference, lonlat = osr.SpatialReference(), osr.SpatialReference()
    reference.SetFromUserInput(cells.crs)
    lonlat.ImportFromEPSG(4326)
    for crs in (reference, lonlat):
        crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transform = osr.CoordinateTransformation(lonlat, reference)
    rows, columns = np.nonzero((latitude > -90) & (np.abs(longitude) < 179.9))
    assert len(rows) > 100
    points = np.array(transform.TransformPoints(np.column_stack([longitude[rows, columns], latitude[rows, columns]]).astype(float)))
    row, column = cells.fractional_index(points[:, 0], points[:, 1])
    assert np.abs(row - rows).max() < 0.1
    assert np.abs(column - columns).max() < 0.1


@needs_real_data
@pytest.mark.parametrize(
    ("file", "group", "suffix", "lattice"),
    [
        ("SC_SPL3SMP_009_prefetch.nc4", AM, "", "M36"),
        ("SC_SPL3SMP_009_prefetch.nc4", PM, "_pm", "M36"),
        ("SPL3FTP_subsetted.nc4", "/Freeze_Thaw_Retrieval_Data_Polar", "", "N36"),
        ("SPL3FTP_subsetted.nc4", "/Freeze_Thaw_Retrieval_Data_Global", "", "M36"),
    ],
)
def test_real_granules_and_subsets_are_placed_where_their_coordinates_say(file, group, suffix, lattice):
    with open_hdf5(real(f"smap/{file}")) as opened:
        latitude, longitude = (opened.read(f"{group}/{name}{suffix}") for name in ("latitude", "longitude"))
        cells, lead = placed(opened, f"{group}/latitude{suffix}", smap.ease2_grid(lattice))
    if lead:
        latitude, longitude = latitude[0], longitude[0]
    assert_cells_are_where_the_file_says(cells, latitude, longitude)


@needs_real_data
def test_a_real_level_4_subset_is_placed_as_its_column_numbers_say():
    with open_hdf5(real("smap/SMAP_L4_SM_aup_input.h5")) as file:
        cells, _ = placed(file, "/Analysis_Data/sm_surface_analysis", M09)
        columns = file.read("/cell_column").astype(np.int64)
        moisture = file.values("/Analysis_Data/sm_surface_analysis")
    known = columns < M09.width
    _, column = corner_of(cells, M09)
    np.testing.assert_array_equal((columns - np.arange(columns.shape[1]))[known], column)
    # Hudson Bay has no soil: its centre is missing, boreal Saskatchewan is not.
    for longitude, latitude, has_soil in ((-85.0, 59.0, False), (-105.0, 54.0, True)):
        point = Grid("EPSG:4326", Affine(0.01, 0, longitude - 0.005, 0, -0.01, latitude + 0.005), 1, 1)
        index = cells.cell_of(point)[0, 0]
        assert np.isfinite(moisture.ravel()[index]) == has_soil


GEO = "/Geophysical_Data"


def level_4_file(folder: Path, hour: int, surface=0.3, root=0.25, kelvin=283.15, product="gph", group=GEO, ending="") -> str:
    named = {"sm_surface": surface, "sm_rootzone": root, "surface_temp": kelvin}
    variables = {f"{group}/{n}{ending}": layer(np.full((1, 1), v), np.float32, -9999.0) for n, v in named.items() if v is not None}
    return write_hdf5(folder / f"SMAP_L4_SM_{product}_20210630T{hour:02d}3000_Vv8010_001.h5", variables)


@pytest.mark.parametrize(("product", "group", "ending"), [("gph", GEO, ""), ("aup", "/Analysis_Data", "_analysis")])
def test_level_4_is_taken_when_smap_would_pass(tmp_path, product, group, ending):
    """At 105 W 6 h and 18 h of solar time are 13 h and 1 h UTC: 13:30 is a morning, 1:30 an evening, 16:30 neither."""
    fields = {}
    for hour in (1, 13, 16):
        granule = granule_of(level_4_file(tmp_path, hour, product=product, group=group, ending=ending))
        assert granule.time == datetime.datetime(2021, 6, 30, hour, 30)
        fields[hour] = smap.read_soil_moisture(granule, CELLS)
        assert np.isfinite(smap.read_surface_temperature(granule, CELLS)).sum() == np.isfinite(fields[hour]).sum()
    np.testing.assert_allclose(fields[13][0], 0.3, rtol=1e-6)
    np.testing.assert_allclose(fields[1][1], 0.3, rtol=1e-6)
    assert np.isnan(fields[13][1]).all() and np.isnan(fields[1][0]).all() and np.isnan(fields[16]).all()


def test_level_4_gives_the_root_zone_and_degrees_celsius(tmp_path):
    granule = granule_of(level_4_file(tmp_path, 13))
    np.testing.assert_allclose(smap.read_root_zone(granule, CELLS), 0.25, rtol=1e-6)
    np.testing.assert_allclose(smap.read_surface_temperature(granule, CELLS)[0], 10.0, atol=1e-4)


def test_a_level_4_subset_without_root_zone_has_none(tmp_path):
    granule = granule_of(level_4_file(tmp_path, 13, root=None, kelvin=None))
    assert np.isnan(smap.read_root_zone(granule, CELLS)).all() and np.isnan(smap.read_surface_temperature(granule, CELLS)).all()


def test_a_subset_without_temperature_still_gives_moisture(tmp_path):
    path = write_hdf5(
        tmp_path / "SMAP_L3_SM_P_E_20210630_R19240_001.h5",
        {
            f"{AM}/soil_moisture": layer(np.full((1, 1), 0.3), np.float32, -9999.0),
            f"{AM}/retrieval_qual_flag": layer(np.zeros((1, 1)), np.uint16, 65534),
        },
    )
    assert np.isnan(smap.read_surface_temperature(granule_of(path), CELLS)).all()
    assert np.isfinite(smap.read_soil_moisture(granule_of(path), CELLS)[0]).all()


def test_layers_that_a_subsetter_wrote_apart_are_morning_and_evening(tmp_path):
    bands = {f"{POLAR}.Bands_0{n}": layer(np.full((1, 1), n - 1), np.uint8, 254, N09, NORTH) for n in (1, 2)}
    granule = granule_of(write_hdf5(tmp_path / "SMAP_L3_FT_P_E_20210630_R19240_001.h5", bands))
    np.testing.assert_array_equal(smap.read_thaw(granule, NORTH)[:, 0, 0], [1, 0])


def positions_file(folder: Path, shift: float = 0.0) -> str:
    """Write a subset that only latitude and longitude place, known in every third cell."""
    longitude, latitude = CELLS.lonlat()
    unknown = np.arange(latitude.size).reshape(latitude.shape) % 3 > 0
    moisture = np.arange(latitude.size, dtype=np.float32).reshape(latitude.shape) / 1000
    return write_hdf5(
        folder / "SMAP_L3_SM_P_E_20210630_R19240_001.nc4",
        {
            f"{AM}/soil_moisture": Variable(moisture, {}, -9999.0),
            f"{AM}/retrieval_qual_flag": Variable(np.zeros(moisture.shape, np.uint16)),
            f"{AM}/latitude": Variable(np.where(unknown, -9999, latitude + shift).astype(np.float32)),
            f"{AM}/longitude": Variable(np.where(unknown, -9999, longitude).astype(np.float32)),
        },
    )


def test_a_subset_is_placed_by_what_positions_it_has(tmp_path):
    values = smap.read_soil_moisture(granule_of(positions_file(tmp_path)), CELLS)[0]
    np.testing.assert_allclose(values.ravel(), np.arange(values.size) / 1000, rtol=1e-6)


def test_positions_off_the_lattice_place_nothing(tmp_path):
    with pytest.raises(InputError, match="does not say where they lie"):
        smap_files.recognise(positions_file(tmp_path, shift=0.04))


STEMS = (
    "SMAP_L3_SM_P_E_20210630_R18290_001_Soil_Moisture_Retrieval_Data_{}",
    "SPL3SMP_E.006_Soil_Moisture_Retrieval_Data_{}_doy2021181_aid0001",
)


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("overpass", [0, 1])
def test_a_geotiff_of_a_subsetter_is_read_with_its_flags(tmp_path, stem, overpass):
    layer_name = ("AM_soil_moisture", "PM_soil_moisture_pm")[overpass]
    flags = np.zeros(CELLS.shape, np.uint16)
    flags[0] = 4
    path = write_raster(tmp_path / f"{stem.format(layer_name)}.tif", np.full(CELLS.shape, 0.3, np.float32), CELLS, nodata=-9999)
    write_raster(tmp_path / f"{stem.format(layer_name.replace('soil_moisture', 'retrieval_qual_flag'))}.tif", flags, CELLS)
    granule = granule_of(path)
    assert granule.time == datetime.datetime(2021, 6, 30) and granule.detail["lattices"][0] == "M09"
    values = smap.read_soil_moisture(granule, CELLS)
    assert np.isnan(values[overpass, 0]).all() and np.isfinite(values[overpass, 1:]).all() and np.isnan(values[1 - overpass]).all()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stored=hnp.arrays(np.uint16, (4, 5), elements=st.integers(0, 1000)),
    place=st.tuples(st.integers(100, 1500), st.integers(100, 3700)),
    scale=st.sampled_from([None, 0.001, 0.0005]),
    fill=st.sampled_from([-9999, 65535]),
    south_up=st.booleans(),
)
def test_any_geotiff_of_a_subsetter_is_read_back(tmp_path, stored, place, scale, fill, south_up):
    """Stored as floats, or as whole numbers with a scale on the band."""
    cells = smap.ease2_grid("M09").subgrid(*place, 4, 5)
    grid = (
        Grid(cells.crs, Affine(cells.transform.a, 0, cells.transform.c, 0, -cells.transform.e, cells.bounds[1]), 4, 5)
        if south_up
        else cells
    )
    values = stored.astype(np.int32) if scale else stored.astype(np.float32) / np.float32(1000)
    values[0, 0] = fill
    name = "SMAP_L4_SM_gph_20210630T133000_Vv8010_001_Geophysical_Data_sm_surface.tif"
    path = write_raster(tmp_path / name, values[::-1] if south_up else values, grid, nodata=fill, scale=scale)
    expected = stored * (scale or 0.001)
    expected[0, 0] = np.nan
    np.testing.assert_allclose(smap.read_level_4(granule_of(path), cells), expected, rtol=1e-6)


@pytest.mark.parametrize("variable", ["AM_surface_temperature", "AM_retrieval_qual_flag", "AM_soil_moisture_error", "AM_soil_moisture_dca"])
def test_a_geotiff_of_another_variable_is_no_granule(tmp_path, variable):
    assert smap_files.recognise(write_raster(tmp_path / f"{STEMS[0].format(variable)}.tif", np.zeros((2, 2), np.float32), SITE)) is None


@needs_real_data
@pytest.mark.parametrize(
    ("file", "name", "lattice"),
    [
        ("SC_SPL3FTP_spatially_subsetted.nc4", "/Freeze_Thaw_Retrieval_Data_Global/transition_direction", "M36"),
        ("SMAP_L3_FT_P_corners_input.h5", "/Freeze_Thaw_Retrieval_Data_Global/altitude_dem.Bands_01", "M36"),
    ],
)
def test_real_subsets_without_coordinates_are_placed_by_their_positions(file, name, lattice):
    """A cell's latitude and longitude, where it has them, are those of the lattice's cell to a tenth of it."""
    group, ending = name.rpartition("/")[0], ".Bands_01" if name.endswith(".Bands_01") else ""
    with open_hdf5(real(f"smap/{file}")) as opened:
        cells, _ = placed(opened, name, smap.ease2_grid(lattice))
        latitude, longitude = (opened.read(f"{group}/{n}{ending}") for n in ("latitude", "longitude"))
    first = (0,) * (latitude.ndim - 2)
    assert_cells_are_where_the_file_says(cells, latitude[first], longitude[first])


@needs_real_data
def test_a_real_subset_of_other_variables_is_placed_where_its_positions_say():
    with open_hdf5(real("smap/SC_SPL3SMP_subsetted_without_maskfill.nc4")) as opened:
        cells, _ = placed(opened, f"{AM}/latitude", smap.ease2_grid("M36"))
        assert_cells_are_where_the_file_says(cells, opened.read(f"{AM}/latitude"), opened.read(f"{AM}/longitude"))


@needs_real_data
def test_a_real_geotiff_of_a_subset_lies_on_the_lattice_and_keeps_its_codes():
    path = real("smap/SMAP_L3_FT_P_fill_uint_input.tif")
    lattice = smap.ease2_grid("M36")
    assert grid_of(path).shares_lattice(lattice)
    codes = read_codes(path, lattice, 65534)
    np.testing.assert_array_equal(codes, gdal.Open(path).ReadAsArray())


@needs_real_data
@pytest.mark.parametrize(("file", "name"), [("UTM", "sm_profile"), ("dimension_list", "sm_rootzone")])
def test_real_subsets_in_metres_of_utm_or_in_degrees_are_refused(file, name):
    with open_hdf5(real(f"smap/SMAP_L4_SM_aup_{file}_input.h5")) as opened, pytest.raises(InputError, match="does not say where they lie"):
        placed(opened, f"/Analysis_Data/{name}_analysis", smap.ease2_grid("M09"))
