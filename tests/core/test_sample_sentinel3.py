"""Sentinel-3 SLSTR folders of the training site."""

import datetime
import hashlib
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from osgeo import gdal

from boreal_gpp_plugin.core.readers import sentinel3 as reader
from boreal_gpp_plugin.core.readers.hdf5 import open_hdf5
from boreal_gpp_plugin.core.sample import sentinel3

START = datetime.datetime(2021, 7, 1, 17, 30, 12, 345678)
ORBIT = (27224, 71, 301, 1800)
ROWS, COLUMNS = 50, 60
WORLD = (-180.0, -90.0, 180.0, 90.0)
FILES = {
    "LST_ancillary_ds.nc",
    "LST_in.nc",
    "cartesian_in.nc",
    "cartesian_tx.nc",
    "flags_in.nc",
    "geodetic_in.nc",
    "geodetic_tx.nc",
    "geometry_tn.nc",
    "indices_in.nc",
    "met_tx.nc",
    "time_in.nc",
}


def swath():
    """Longitude and latitude of a 1 km swath turned by 13 degrees, around 54 N 105 W."""
    row, column = np.mgrid[:ROWS, :COLUMNS] - np.array([ROWS / 2, COLUMNS / 2])[:, None, None]
    turn = np.radians(13)
    east, north = column * np.cos(turn) - row * np.sin(turn), -column * np.sin(turn) - row * np.cos(turn)
    latitude = 54 + north / 111.2
    return -105 + east / (111.2 * np.cos(np.radians(latitude))), latitude


LONGITUDE, LATITUDE = swath()
LST = 15 + 5 * np.sin(np.arange(ROWS) / 9)[:, None] * np.cos(np.arange(COLUMNS) / 7)
CLOUD = np.zeros(LST.shape, bool)
CLOUD[10:30, 20:45] = True


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "forêt boréale"
    folder.mkdir()
    return folder


@pytest.fixture
def product(folder):
    return written(folder)


def written(folder, **changes):
    values = {
        "platform": "S3A",
        "start": START,
        "longitude": LONGITUDE,
        "latitude": LATITUDE,
        "lst_degc": LST,
        "uncertainty_k": np.full(LST.shape, 0.8),
        "cloud": CLOUD,
        "day": True,
        "orbit": ORBIT,
    }
    return sentinel3.write_slstr(folder, **{**values, **changes})


def stored(product, name):
    file, variable = name.split("/")
    with open_hdf5(str(product / file)) as opened:
        return opened.read(f"/{variable}")


def physical(product, name):
    file, variable = name.split("/")
    with open_hdf5(str(product / file)) as opened:
        return opened.values(f"/{variable}")


def flag(product, name, meaning):
    file, variable = name.split("/")
    with open_hdf5(str(product / file)) as opened:
        attributes = opened.attributes(f"/{variable}")
        mask = attributes["flag_masks"][attributes["flag_meanings"].split().index(meaning)]
        return opened.read(f"/{variable}") & mask != 0


def root(product, file, attribute):
    opened = gdal.OpenEx(f"HDF5:{product / file}", gdal.OF_MULTIDIM_RASTER, allowed_drivers=["HDF5"])
    return opened.GetRootGroup().GetAttribute(attribute).Read()


def test_the_folder_is_named_as_a_part_of_a_frame(product):
    assert product.name == "S3A_SL_2_LST____20210701T173012_20210701T173019_20210703T053012_0007_071_301_1800_LN2_O_NT_005.SEN3"


def test_the_folder_holds_the_eleven_files_and_the_manifest(product):
    assert {file.name for file in product.iterdir()} == {*FILES, "xfdumanifest.xml"}


def test_the_manifest_lists_every_file_with_its_size_and_checksum(product):
    listed = {}
    for stream in ET.parse(product / "xfdumanifest.xml").iter("byteStream"):
        listed[stream.find("fileLocation").get("href")[2:]] = int(stream.get("size")), stream.find("checksum").text
    assert listed == {name: ((product / name).stat().st_size, hashlib.md5((product / name).read_bytes()).hexdigest()) for name in FILES}


def test_the_manifest_points_from_every_unit_to_its_data(product):
    tree = ET.parse(product / "xfdumanifest.xml")
    pointers = {pointer.get("dataObjectID") for pointer in tree.iter("dataObjectPointer")}
    assert pointers == {entry.get("ID") for entry in tree.iter("dataObject")}
    assert len(pointers) == len(FILES)


def test_the_footprint_is_closed_and_goes_around_the_swath(product):
    name = "{http://www.opengis.net/gml}posList"
    pairs = np.array(next(ET.parse(product / "xfdumanifest.xml").iter(name)).text.split(), float).reshape(-1, 2)
    np.testing.assert_array_equal(pairs[0], pairs[-1])
    corners = [(LATITUDE[r, c], LONGITUDE[r, c]) for r in (0, -1) for c in (0, -1)]
    for corner in corners:
        assert np.abs(pairs - corner).max(axis=1).min() < 1e-5  # five digits are written


def test_clear_pixels_come_back_through_the_reader(product):
    granule = reader.recognise(str(product))
    (read,) = reader.read(granule, WORLD)
    assert (granule.time, read.platform, read.daytime) == (START.replace(microsecond=0), "S3A", True)
    assert 0.6 < len(read.lst_degc) / (~CLOUD).sum() < 0.85  # cosmetic and duplicate pixels are left out
    nearest = np.argmin((read.longitude[:, None] - LONGITUDE.ravel()) ** 2 + (read.latitude[:, None] - LATITUDE.ravel()) ** 2, axis=1)
    # half a step of 0.002 K
    np.testing.assert_allclose(read.lst_degc, LST.ravel()[nearest], atol=0.0011)
    assert not CLOUD.ravel()[nearest].any()


def test_temperature_is_16_bits_with_scale_and_offset(product):
    with open_hdf5(str(product / "LST_in.nc")) as file:
        assert file.read("/LST").dtype == np.int16
        assert file.read("/LST_uncertainty").dtype == np.int16
    np.testing.assert_allclose(physical(product, "LST_in.nc/LST_uncertainty"), 0.8, atol=0.0011)


def test_coordinates_are_whole_micro_degrees(product):
    assert stored(product, "geodetic_in.nc/latitude_in").dtype == np.int32
    np.testing.assert_allclose(physical(product, "geodetic_in.nc/latitude_in"), LATITUDE, atol=0.6e-6)
    np.testing.assert_allclose(physical(product, "geodetic_in.nc/longitude_in"), LONGITUDE, atol=0.6e-6)


def test_clouds_make_pixels_cold_and_leave_none_empty(product):
    lst = physical(product, "LST_in.nc/LST") - 273.15
    cloudy = flag(product, "flags_in.nc/bayes_in", "single_moderate")
    assert np.isfinite(lst).all()
    assert (lst[cloudy] < LST.min()).all()
    assert (lst[~cloudy] > LST.min() - 0.01).all()


def test_the_recommended_cloud_flag_is_the_given_cloud_where_pixels_are_measured(product):
    measured = ~flag(product, "flags_in.nc/confidence_in", "cosmetic")
    np.testing.assert_array_equal(flag(product, "flags_in.nc/bayes_in", "single_moderate")[measured], CLOUD[measured])


def test_the_low_confidence_cloud_flag_takes_in_a_rim(product):
    low, moderate = (flag(product, "flags_in.nc/bayes_in", f"single_{level}") for level in ("low", "moderate"))
    assert low[moderate].all()
    assert (low & ~moderate).any()


def test_the_bayesian_mask_declares_clear_as_fill(product):
    assert stored(product, "flags_in.nc/bayes_in").dtype == np.uint8
    assert np.isnan(physical(product, "flags_in.nc/bayes_in")[0, 0])
    assert stored(product, "flags_in.nc/bayes_in")[0, 0] == 0


def test_threshold_tests_miss_some_clouds_and_find_some_that_are_not(product):
    found, cloudy = stored(product, "flags_in.nc/cloud_in") != 0, flag(product, "flags_in.nc/bayes_in", "single_moderate")
    # 500 cloudy and 2500 clear pixels: four standard deviations of the shares are 0.064 and 0.016
    assert found[cloudy].mean() == pytest.approx(0.85, abs=0.064)
    assert found[~cloudy].mean() == pytest.approx(0.04, abs=0.016)
    np.testing.assert_array_equal(flag(product, "flags_in.nc/confidence_in", "summary_cloud"), found)


def test_cosmetic_pixels_copy_the_measured_pixel_to_their_left(product):
    lst, cosmetic = stored(product, "LST_in.nc/LST"), flag(product, "flags_in.nc/confidence_in", "cosmetic")
    rows, columns = np.nonzero(cosmetic)
    np.testing.assert_array_equal(lst[rows, columns], lst[rows, columns - 1])
    assert not cosmetic[rows, columns - 1].any()
    # as in a real frame, 22 % and 5 %; 3000 pixels
    assert cosmetic.mean() == pytest.approx(0.22, abs=0.03)
    assert flag(product, "flags_in.nc/confidence_in", "duplicate").mean() == pytest.approx(0.05, abs=0.016)


@pytest.mark.parametrize("day", [True, False])
def test_the_day_flag_is_as_given(folder, day):
    assert (flag(written(folder, day=day), "flags_in.nc/confidence_in", "day") == day).all()


def test_land_water_and_snow_are_as_given(folder):
    land, snow = LONGITUDE < -105, LATITUDE > 54
    product = written(folder, land=land, snow=snow)
    np.testing.assert_array_equal(flag(product, "flags_in.nc/confidence_in", "land"), land)
    np.testing.assert_array_equal(flag(product, "flags_in.nc/confidence_in", "inland_water"), ~land)
    np.testing.assert_array_equal(flag(product, "flags_in.nc/confidence_in", "snow"), snow)


def test_without_surfaces_all_is_land_without_snow(product):
    assert flag(product, "flags_in.nc/confidence_in", "land").all()
    assert not flag(product, "flags_in.nc/confidence_in", "snow").any()


def test_a_missing_temperature_is_fill_and_says_so(folder):
    lst = LST.copy()
    lst[:, 40:] = np.nan
    product = written(folder, lst_degc=lst)
    missing = stored(product, "LST_in.nc/LST") == -32768
    assert missing[:, 41:].all()
    assert not missing[:, :40].any()
    np.testing.assert_array_equal(flag(product, "LST_in.nc/exception", "unfilled"), missing)


def test_a_temperature_below_the_range_of_16_bits_is_cut_and_flagged(folder):
    product = written(folder, lst_degc=np.full(LST.shape, -60.0), cloud=np.zeros(LST.shape, bool))
    # 290 K less 32767 steps of 0.002 K
    np.testing.assert_allclose(physical(product, "LST_in.nc/LST"), 224.466, atol=1e-6)
    assert flag(product, "LST_in.nc/exception", "LST_underflow").all()


def test_rows_follow_each_other_every_150_ms(product):
    stamps = stored(product, "time_in.nc/time_stamp_i")
    first = datetime.datetime(2000, 1, 1) + datetime.timedelta(microseconds=int(stamps[0]))
    assert first == START
    assert (np.diff(stamps) == 150_000).all()


def test_tie_points_lie_on_every_row_and_every_16th_column_of_the_frame(product):
    offset, tie_offset = root(product, "geodetic_in.nc", "track_offset"), root(product, "geodetic_tx.nc", "track_offset")
    tie_latitude = stored(product, "geodetic_tx.nc/latitude_tx")
    columns = (np.arange(tie_latitude.shape[1]) - tie_offset) * 16 + offset
    assert (columns[0] <= 0, columns[-1] >= COLUMNS - 1) == (True, True)
    inside = (columns >= 0) & (columns < COLUMNS)
    assert inside.sum() >= 3
    np.testing.assert_allclose(tie_latitude[:, inside], LATITUDE[:, columns[inside]], atol=1e-9)
    np.testing.assert_allclose(stored(product, "geodetic_tx.nc/longitude_tx")[:, inside], LONGITUDE[:, columns[inside]], atol=1e-9)
    np.testing.assert_array_equal(
        stored(product, "cartesian_tx.nc/x_tx")[:, inside], stored(product, "cartesian_in.nc/x_in")[:, columns[inside]]
    )


@pytest.mark.parametrize(("first_column", "usable"), [(970, True), (320, True), (230, False)])
def test_the_view_angle_passes_45_degrees_690_km_from_the_track(folder, first_column, usable):
    product = written(folder, first_column=first_column)
    (read,) = reader.read(reader.recognise(str(product)), WORLD)
    assert (len(read.lst_degc) > 0) == usable


def test_the_satellite_stands_overhead_above_its_track_and_beside_it_elsewhere(folder):
    product = written(folder, first_column=998 - 32)
    zenith, azimuth = (stored(product, f"geometry_tn.nc/sat_{angle}_tn") for angle in ("zenith", "azimuth"))
    x = stored(product, "cartesian_tx.nc/x_tx")
    np.testing.assert_allclose(zenith[x == 0], 0.0, atol=1e-6)
    # 16 km beside the track under 814.5 km: arctan(16 / 814.5) and a seventh of a degree of Earth's curve
    np.testing.assert_allclose(zenith[x == 16000], 1.2694, atol=1e-3)
    # columns run towards 103 degrees: the satellite is seen that way from the left, the other way from the right
    np.testing.assert_allclose(azimuth[x < 0], 103, atol=1.0)
    np.testing.assert_allclose(azimuth[x > 0], 283, atol=1.0)


def test_the_sun_stands_in_the_south_at_noon(folder):
    # solar noon at 105 W is at 19:00 UTC; at the June solstice the sun is 54 - 23.45 degrees from the zenith
    product = written(folder, start=datetime.datetime(2021, 6, 21, 19, 0))
    near = np.abs(stored(product, "geodetic_tx.nc/latitude_tx") - 54) < 0.02
    np.testing.assert_allclose(stored(product, "geometry_tn.nc/solar_zenith_tn")[near], 30.55, atol=0.1)
    np.testing.assert_allclose(stored(product, "geometry_tn.nc/solar_azimuth_tn")[near], 180, atol=1.5)


def test_one_orbit_always_sees_the_site_from_the_same_angle_and_the_next_from_another(folder):
    angles = [
        stored(written(folder, start=START + datetime.timedelta(days=day), orbit=(27224, 71, orbit, 1800)), "geometry_tn.nc/sat_zenith_tn")
        for day, orbit in ((0, 301), (27, 301), (1, 315))
    ]
    np.testing.assert_array_equal(angles[0], angles[1])
    assert abs(angles[0].mean() - angles[2].mean()) > 1


def test_the_same_pass_gives_the_same_bytes(folder, tmp_path):
    again = tmp_path / "again"
    again.mkdir()
    first, second = written(folder), written(again)
    for name in FILES:
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_every_file_says_of_which_product_it_is(product):
    for name in FILES:
        assert root(product, name, "product_name") == product.name
        assert root(product, name, "absolute_orbit_number") == ORBIT[0]
    assert root(product, "LST_in.nc", "resolution") == "[ 1000 1000 ]"


def test_a_folder_takes_a_quarter_of_a_megabyte_at_most(product):
    assert sum(file.stat().st_size for file in product.iterdir()) < 250_000
