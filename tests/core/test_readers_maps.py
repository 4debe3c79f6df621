"""NTEMS maps and elevation: outside is not a class, years in either encoding, other land covers said to be other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from osgeo import gdal
from reader_files import SITE, UTM13, needs_real_data, real, write_raster

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.grid import Grid, transform_points
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.readers import classes, elevation, ntems
from boreal_gpp_plugin.core.readers.raster import grid_of
from boreal_gpp_plugin.core.variables import LAND_COVER

# The custom conic of the files has no EPSG code; its corner is the national grid's, its window Saskatchewan's.
CONIC = rasterio.crs.CRS.from_string("+proj=lcc +lat_1=49 +lat_2=77 +lat_0=49 +lon_0=-95 +x_0=0 +y_0=0 +datum=NAD83 +units=m").to_wkt()
NATIONAL = Grid(CONIC, Affine(30, 0, -2660910.524, 0, -30, 2998848.1105), 128340, 193936)
NATIVE = NATIONAL.covering(SITE, margin=2)
CODES = (0, *LAND_COVER)


def land_cover(folder: Path, codes, name: str = "CA_forest_VLCE2_2019.tif", grid: Grid = NATIVE, dtype=np.uint8):
    values = np.broadcast_to(np.asarray(codes, dtype), grid.shape)
    return ntems.recognise(write_raster(folder / name, values, grid, nodata=255))


def years(folder: Path, codes, name: str, dtype, grid: Grid = NATIVE):
    return ntems.recognise(write_raster(folder / name, np.broadcast_to(np.asarray(codes, dtype), grid.shape), grid))


def test_a_land_cover_is_recognised_with_its_year(tmp_path):
    granule = land_cover(tmp_path, 210)
    assert (granule.product, granule.detail["year"], granule.time.year) == ("VLCE2", 2019, 2019)


def test_zero_is_outside_the_map_and_so_is_the_declared_fill_and_what_lies_beyond(tmp_path):
    codes = np.full(NATIVE.shape, 210)
    codes[0, 0], codes[0, 1] = 0, 255
    read = ntems.read_land_cover(land_cover(tmp_path, codes), NATIVE.padded(1))
    assert read.dtype == np.uint8
    assert read[1, 1] == read[1, 2] == 0 and read[1, 3] == 210
    assert (read[0] == 0).all() and (read[:, -1] == 0).all()


def test_the_custom_conic_is_equal_to_epsg_3978(tmp_path):
    """Its cells are met to a hundredth when asked for in the coded system."""
    granule = land_cover(tmp_path, 210)
    coded = Grid("EPSG:3978", NATIVE.transform, *NATIVE.shape)
    x, y = transform_points(coded.x[:1], coded.y[:1], "EPSG:3978", grid_of(granule.path).crs)
    np.testing.assert_allclose((x[0], y[0]), (NATIVE.x[0], NATIVE.y[0]), atol=0.3)
    assert (ntems.read_land_cover(granule, coded) == 210).all()


def test_classes_and_colours_are_those_of_the_published_legend():
    """Of VLCE2, as its publisher lists them; 0 is no class."""
    assert {cover.code: cover.colour for cover in LAND_COVER.values()} == {
        20: "#3333ff",
        31: "#ccffff",
        32: "#cccccc",
        33: "#996633",
        40: "#ffccff",
        50: "#ffff00",
        80: "#993399",
        81: "#9933cc",
        100: "#ccff33",
        210: "#006600",
        220: "#00cc00",
        230: "#cc9900",
    }


def test_classes_are_never_averaged(tmp_path):
    codes = np.where(np.indices(NATIVE.shape).sum(axis=0) % 2, 210, 20)
    read = ntems.read_land_cover(land_cover(tmp_path, codes), SITE)
    assert set(np.unique(read)) == {20, 210}


def test_a_land_cover_with_other_codes_is_said_to_be_no_vlce2(tmp_path):
    with pytest.raises(InputError, match=r"landcover_2020\.tif is a land cover with codes that are not of NTEMS VLCE2: 1, 95\."):
        land_cover(tmp_path, np.where(np.arange(NATIVE.width) % 2, 1, 95), "landcover_2020.tif")


def test_the_land_cover_of_canada_is_read_as_vlce2(tmp_path):
    """Needleleaf, taiga, broadleaf, mixed, wetland, urban, water; 255 and 0 are outside."""
    codes = np.resize([1, 2, 5, 6, 14, 17, 18, 255, 0], NATIVE.shape)
    granule = land_cover(tmp_path, codes, "landcover-2020-classification.tif")
    assert (granule.product, granule.detail["year"]) == ("LAND_COVER", 2020)
    expected = np.resize([210, 210, 220, 230, 80, 33, 20, 0, 0], NATIVE.shape)
    np.testing.assert_array_equal(ntems.read_land_cover(granule, NATIVE), expected)


def test_every_class_of_the_land_cover_of_canada_has_one_of_vlce2():
    """The legend has 15 of the 19 North American classes; four are tropical."""
    assert set(classes.LAND_COVER_OF_CANADA) == set(range(1, 20)) - {3, 4, 7, 9}
    assert set(classes.LAND_COVER_OF_CANADA.values()) <= set(LAND_COVER)


@pytest.mark.parametrize("table", ["landcover_2020.classes.csv", "land_cover_classes.csv"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_users_table_of_classes_comes_first(tmp_path, table, separator):
    rows = (("Value", "name", "VLCE2"), ("1", "pine", "220"), ("95", "town", "0"))
    (tmp_path / table).write_text("\n".join(separator.join(row) for row in rows), encoding="utf-8-sig")
    granule = land_cover(tmp_path, np.where(np.arange(NATIVE.width) % 2, 1, 95), "landcover_2020.tif")
    assert granule.companions == (str(tmp_path / table),)
    assert set(np.unique(ntems.read_land_cover(granule, NATIVE))) == {0, 220}


def test_any_map_with_its_own_table_is_a_land_cover(tmp_path):
    (tmp_path / "bdforet_2018.classes.csv").write_text("value,vlce2\n7,210\n")
    assert land_cover(tmp_path, 7, "bdforet_2018.tif").product == "LAND_COVER"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("value,class\n1,210\n", "has no column vlce2. Give it the columns value"),
        ("value,vlce2\n1,999\n", "names classes that VLCE2 does not have: 999"),
        ("value,vlce2\none,210\n", "can't be read: one is not a whole number. Correct the table"),
        ("value,vlce2\n1,\n", 'can\'t be read: "" is not a whole number'),
        ("value,vlce2\n1.5,210\n", "can't be read: 1.5 is not a whole number"),
        ("value,vlce2\n1,210\n1,220\n", "can't be read: it takes class 1 for two others"),
        ("", "has no column value"),
    ],
)
def test_a_wrong_table_of_classes_is_refused_by_name(tmp_path, text, reason):
    (tmp_path / "land_cover_classes.csv").write_text(text)
    with pytest.raises(InputError, match=rf"land_cover_classes\.csv {reason}"):
        land_cover(tmp_path, 1, "landcover_2020.tif")


def test_a_class_that_the_table_lacks_is_refused_when_read(tmp_path):
    (tmp_path / "land_cover_classes.csv").write_text("value,vlce2\n1,210\n")
    granule = land_cover(tmp_path, np.where(np.arange(NATIVE.width) % 2, 1, 9), "landcover_2020.tif")
    with pytest.raises(InputError, match=r"classes that its table does not name: 9\. Add them"):
        ntems.read_land_cover(granule, NATIVE)


@pytest.mark.parametrize(
    ("name", "dtype", "stored", "scale", "dnbr"),
    [
        ("CA_Forest_Wildfire_dNBR_1985_2020.tif", np.uint8, 65, None, 0.65),
        ("CA_Forest_Wildfire_dNBR_1985-2022.tif", np.float32, 0.65, None, 0.65),
        ("CA_Forest_Wildfire_dNBR_1985-2022.tif", np.int16, 650, 0.001, 0.65),
    ],
)
def test_severity_is_stored_as_hundredths_as_ratio_or_with_a_scale(tmp_path, name, dtype, stored, scale, dnbr):
    values = np.full(NATIVE.shape, stored, dtype)
    values[0, 0] = 0
    granule = ntems.recognise(write_raster(tmp_path / name, values, NATIVE, **({"scale": scale} if scale else {})))
    read = ntems.read_dnbr(granule, NATIVE)
    assert granule.product == "FIRE_DNBR" and np.isnan(read[0, 0])
    np.testing.assert_allclose(read[1:], dnbr, rtol=1e-6)


def test_stand_age_tells_no_trees_from_age_zero(tmp_path):
    codes = np.resize([0, 80, 150, 151, 255], NATIVE.shape)
    granule = land_cover(tmp_path, codes, "CA_forest_age_2019.tif")
    assert (granule.product, granule.detail["year"]) == ("STAND_AGE", 2019)
    np.testing.assert_array_equal(ntems.read_age(granule, NATIVE), np.resize([0, 80, 150, 151, -1], NATIVE.shape))


def test_species_are_those_of_the_legend(tmp_path):
    legend = {0: "non_tree", 2: "balsam_fir", 10: "white_birch", 13: "tamarack", 17: "white_spruce", 18: "black_spruce", 22: "jack_pine"}
    legend |= {23: "lodgepole_pine", 27: "balsam_poplar", 28: "largetooth_aspen", 29: "trembling_aspen", 37: "white_elm", 255: "non_tree"}
    codes = np.resize([*legend], NATIVE.shape)
    read = ntems.read_species(land_cover(tmp_path, codes, "CA_forest_lead_tree_species.tif"), NATIVE)
    assert [ntems.SPECIES[code] for code in read.ravel()[: len(legend)]] == [*legend.values()]
    assert len(ntems.SPECIES) == 38


@pytest.mark.parametrize("name", ["CA_forest_age_2019.tif", "CA_forest_lead_tree_species.tif"])
def test_impossible_ages_and_species_are_refused(tmp_path, name):
    with pytest.raises(InputError, match="holds numbers above"):
        land_cover(tmp_path, 200, name)


def test_a_foreign_code_that_no_sample_met_is_refused_when_read(tmp_path):
    big = Grid(CONIC, NATIVE.transform, 1000, 1000)
    codes = np.full(big.shape, 210)
    codes[100, 100] = 7
    granule = land_cover(tmp_path, codes, grid=big)
    with pytest.raises(InputError, match="codes that are not of NTEMS VLCE2: 7"):
        ntems.read_land_cover(granule, big.subgrid(90, 90, 20, 20))


def test_a_land_cover_without_year_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"holds no year.*CA_forest_VLCE2_2019"):
        land_cover(tmp_path, 210, "vlce2_clip.tif")


def test_an_interpolated_land_cover_is_refused(tmp_path):
    with pytest.raises(InputError, match="does not hold whole numbers"):
        land_cover(tmp_path, 210.5, dtype=np.float32)


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("CA_Forest_Fire_1985-2020.tif", "FIRE_YEAR"),
        ("CA_forest_wildfire_year_DNBR_Magnitude_1985_2015.tif", "FIRE_YEAR"),
        ("fire_year.tif", "FIRE_YEAR"),
        ("CA_Forest_Harvest_1985-2020.tif", "HARVEST_YEAR"),
        ("CA_harvest_year_1985_2015.tif", "HARVEST_YEAR"),
    ],
)
def test_disturbance_maps_are_recognised_by_name(tmp_path, name, product):
    assert years(tmp_path, 2001, name, np.uint16).product == product


@pytest.mark.parametrize(
    "name",
    [
        "CA_harvest_mask_1985_2015.tif",
        "CA_forest_fire_years2recovery.tif",
        "CA_Forest_Fires_2023.tif",
        "CA_forest_age_2019_approach.tif",
    ],
)
def test_masks_and_recovery_are_no_years(tmp_path, name):
    (tmp_path / name).touch()
    assert ntems.recognise(str(tmp_path / name)) is None


@pytest.mark.parametrize(
    ("name", "dtype", "code", "year"),
    [
        ("CA_Forest_Fire_1985-2020.tif", np.uint16, 1998, 1998),
        ("CA_Forest_Fire_1985-2020.tif", np.uint16, 0, 0),
        ("CA_harvest_year_1985_2015.tif", np.uint8, 85, 1985),
        ("CA_harvest_year_1985_2015.tif", np.uint8, 115, 2015),
        ("CA_harvest_year_1985_2015.tif", np.uint8, 255, 0),
        ("CA_Forest_Fire_1985-2020.tif", np.uint16, 65535, 0),
    ],
)
def test_a_year_is_stored_whole_or_less_1900(tmp_path, name, dtype, code, year):
    codes = np.full(NATIVE.shape, code)
    read = ntems.read_year(years(tmp_path, codes, name, dtype), NATIVE.padded(1))
    assert read.dtype == np.int16
    assert (read[1:-1, 1:-1] == year).all() and (read[0] == 0).all()


def test_numbers_that_are_no_years_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"burned_by_fire\.tif holds numbers that are not years: 1\."):
        years(tmp_path, 1, "burned_by_fire.tif", np.uint8)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    codes=hnp.arrays(np.uint8, (5, 6), elements=st.sampled_from(CODES)),
    crs=st.sampled_from([CONIC, UTM13, "EPSG:3347"]),
    phase=st.floats(0, 30),
    south_up=st.booleans(),
)
def test_any_land_cover_is_read_back(tmp_path, codes, crs, phase, south_up):
    grid = Grid(crs, Affine(30, 0, 300000 + phase, 0, -30, 5900000 + phase), 5, 6)
    turned = Grid(crs, Affine(30, 0, grid.transform.c, 0, 30, grid.bounds[1]), 5, 6)
    granule = land_cover(tmp_path, codes[::-1] if south_up else codes, grid=turned if south_up else grid)
    np.testing.assert_array_equal(ntems.read_land_cover(granule, grid), codes)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    classes=st.dictionaries(st.integers(1, 254), st.sampled_from([0, *LAND_COVER]), min_size=1, max_size=30),
    dtype=st.sampled_from([np.uint8, np.int16, np.uint16]),
    separator=st.sampled_from([",", ";", "\t"]),
    own=st.booleans(),
    south_up=st.booleans(),
    seed=st.integers(0, 99),
)
def test_any_map_is_read_by_its_table(tmp_path, classes, dtype, separator, own, south_up, seed):
    table = tmp_path / ("forest_2018.classes.csv" if own else "land_cover_classes.csv")
    rows = (("value", "name", "vlce2"), *((code, f"classe {code}", meaning) for code, meaning in classes.items()))
    table.write_text("\n".join(separator.join(map(str, row)) for row in rows), encoding="utf-8-sig")
    codes = np.random.default_rng(seed).choice([0, *classes], (5, 6)).astype(dtype)
    grid = Grid(UTM13, Affine(25, 0, 300000, 0, -25, 5900000), 5, 6)
    turned = Grid(UTM13, Affine(25, 0, 300000, 0, 25, grid.bounds[1]), 5, 6)
    path = write_raster(tmp_path / "forest_landcover_2018.tif", codes[::-1] if south_up else codes, turned if south_up else grid)
    if own:
        (tmp_path / "forest_2018.tif").unlink(missing_ok=True)
        path = str(Path(path).rename(tmp_path / "forest_2018.tif"))
    granule = ntems.recognise(path)
    table.unlink()
    assert granule.product == "LAND_COVER"
    np.testing.assert_array_equal(ntems.read_land_cover(granule, grid), np.vectorize({0: 0, **classes}.get)(codes))


def hundredths(values: np.ndarray) -> np.ndarray:
    """Return stored severities as ratios, nothing where nothing burnt."""
    return np.where(values == 0, np.nan, values / 100).astype(np.float32)


KINDS = {  # name of the file, type, codes, reader, what the codes mean
    "age": (
        "CA_forest_age_2019",
        np.uint8,
        (*range(152), 255),
        ntems.read_age,
        lambda v: np.where(v == 255, ntems.NO_STAND, v.astype(int)),
    ),
    "species": ("CA_forest_lead_tree_species", np.uint8, range(38), ntems.read_species, lambda v: v),
    "fire": ("CA_Forest_Fire_1985-2020", np.uint16, (0, *range(1985, 2021)), ntems.read_year, lambda v: v),
    "harvest": (
        "CA_harvest_year_1985_2015",
        np.uint8,
        (0, *range(85, 116)),
        ntems.read_year,
        lambda v: np.where(v, v.astype(int) + 1900, 0),
    ),
    "severity": ("CA_Forest_Wildfire_dNBR_1985_2020", np.int16, range(200), ntems.read_dnbr, hundredths),
    "ratio": ("CA_Forest_Wildfire_dNBR_1985-2022", np.float32, (0.0, 0.25, 0.5, 1.5), ntems.read_dnbr, lambda v: np.where(v, v, np.nan)),
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.data(),
    kind=st.sampled_from(sorted(KINDS)),
    crs=st.sampled_from([CONIC, UTM13, "EPSG:3347"]),
    phase=st.floats(0, 30),
    south_up=st.booleans(),
)
def test_any_map_of_fire_age_or_species_is_read_back(tmp_path, data, kind, crs, phase, south_up):
    name, dtype, codes, read, meaning = KINDS[kind]
    stored = data.draw(hnp.arrays(dtype, (4, 5), elements=st.sampled_from([*codes])))
    grid = Grid(crs, Affine(30, 0, 300000 + phase, 0, -30, 5900000 + phase), 4, 5)
    turned = Grid(crs, Affine(30, 0, grid.transform.c, 0, 30, grid.bounds[1]), 4, 5)
    path = write_raster(tmp_path / f"{name}.tif", stored[::-1] if south_up else stored, turned if south_up else grid)
    np.testing.assert_allclose(read(ntems.recognise(path), grid), meaning(stored), rtol=1e-6)


def dem(folder: Path, values, name: str = "dem.tif", grid: Grid = SITE, **profile):
    return elevation.recognise(write_raster(folder / name, np.broadcast_to(values, grid.shape), grid, **profile))


@pytest.mark.parametrize(
    "name", ["dem.tif", "site_DEM_30m.tif", "cdem_dem_083A.tif", "elevation.tif", "mrdem-30-dtm.tif", "srtm_17_02.tif"]
)
def test_a_dem_is_recognised_by_name(tmp_path, name):
    assert dem(tmp_path, np.float32(500), name).product == "DEM"


@pytest.mark.parametrize("name", ["CA_forest_elev_mean_2015_NN.tif", "slope_dem.tif", "dem_hillshade.tif", "demography.tif", "dem.csv"])
def test_canopy_heights_and_maps_made_from_a_dem_are_none(tmp_path, name):
    (tmp_path / name).touch()
    assert elevation.recognise(str(tmp_path / name)) is None


def test_a_picture_named_dem_is_refused(tmp_path):
    path = tmp_path / "dem.tif"
    with rasterio.open(path, "w", driver="GTiff", height=8, width=10, count=3, dtype="uint8", crs=UTM13, transform=SITE.transform) as file:
        file.write(np.ones((3, 8, 10), np.uint8))
    with pytest.raises(InputError, match=r"dem\.tif has 3 bands"):
        elevation.recognise(str(path))


def test_sheets_of_elevation_are_put_together_and_a_damaged_one_is_a_warning(tmp_path):
    west, east = SITE.subgrid(0, 0, 8, 6), SITE.subgrid(0, 4, 8, 6)
    sheets = [
        dem(tmp_path, np.full(part.shape, height, np.int16), name, grid=part)
        for part, height, name in ((west, 300, "cdem_west.tif"), (east, 500, "cdem_east.tif"))
    ]
    progress = Progress()
    lost = elevation.Granule("DEM", str(tmp_path / "dem_lost.tif"))
    heights = elevation.mosaic([lost, *sheets], SITE, progress)
    np.testing.assert_array_equal(heights, np.tile([300] * 6 + [500] * 4, (8, 1)))
    assert "dem_lost.tif" in str(progress.warnings[0])
    assert elevation.mosaic([lost], SITE, progress) is None


def test_elevation_between_pixels_is_interpolated(tmp_path):
    granule = dem(tmp_path, np.arange(10, dtype=np.float32) * 10)
    half = Grid(UTM13, SITE.transform * Affine.translation(0.5, 0), 8, 9)
    np.testing.assert_allclose(elevation.read(granule, half), np.tile(np.arange(9) * 10 + 5, (8, 1)), atol=0.01)


@pytest.mark.parametrize(("fill", "declared"), [(-9999, True), (-32768, False), (-9999, False), (32767, False)])
def test_a_fill_is_no_elevation_declared_or_not(tmp_path, fill, declared):
    values = np.full(SITE.shape, 500, np.int16)
    values[0, 0] = fill
    read = elevation.read(dem(tmp_path, values, nodata=fill if declared else None), SITE.padded(1))
    assert np.isnan(read[1, 1]) and np.isfinite(read).sum() == 79 and read[2, 2] == 500


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=hnp.arrays(np.float32, (5, 6), elements=st.floats(-400, 8000, width=32)),
    dtype=st.sampled_from([np.float32, np.int16, np.float64]),
    crs=st.sampled_from([CONIC, UTM13, "EPSG:4326"]),
    phase=st.floats(0, 1),
    fill=st.sampled_from([None, -9999, 32767]),
    scale=st.sampled_from([None, 0.1]),
    south_up=st.booleans(),
)
def test_any_elevation_is_read_back(tmp_path, values, dtype, crs, phase, fill, scale, south_up):
    stored = values.astype(dtype)
    if fill is not None:
        stored[1, 2] = fill
    cell, left, top = (0.001, -105.0, 54.0) if crs == "EPSG:4326" else (30, 300000, 5900000)
    grid = Grid(crs, Affine(cell, 0, left + phase * cell, 0, -cell, top), 5, 6)
    turned = Grid(crs, Affine(cell, 0, grid.transform.c, 0, cell, grid.bounds[1]), 5, 6)
    granule = dem(tmp_path, stored[::-1] if south_up else stored, grid=turned if south_up else grid, nodata=fill, scale=scale)
    expected = np.where(stored == fill, np.nan, stored * (scale or 1.0))
    np.testing.assert_allclose(elevation.read(granule, grid), expected, rtol=1e-6, atol=1e-6)  # rows turned are warped, places rounded


@needs_real_data
def test_the_real_land_cover_of_canada_is_read_as_vlce2(tmp_path):
    """Asked of GDAL at random cells; its name lacks the year, which it must have."""
    source = real("land_cover/clearwater_lake_land_cover.tif")
    with pytest.raises(InputError, match="holds no year"):
        ntems.recognise(source)
    (tmp_path / "clearwater_lake_land_cover_2020.tif").symlink_to(source)
    granule = ntems.recognise(str(tmp_path / "clearwater_lake_land_cover_2020.tif"))
    stored = gdal.Open(source).ReadAsArray()
    whole = grid_of(granule.path)
    read = ntems.read_land_cover(granule, whole.subgrid(300, 400, 50, 60))
    for code, cover in {1: 210, 5: 220, 18: 20, 14: 80, 255: 0}.items():
        np.testing.assert_array_equal(read[stored[300:350, 400:460] == code], cover)
