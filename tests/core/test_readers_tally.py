"""Values beyond their valid range are left out by every reader, counted, and told; fills and codes are none of them."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from reader_files import SITE, SWATH_SHAPE, Variable, write_granule, write_hdf5, write_index, write_raster, write_swath
from test_readers_lst_grid import BOX, at, write_map
from test_readers_smap import CELLS, granule_of, soil_moisture_file

from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.readers import (
    declared,
    elevation,
    hls,
    lst_grid,
    modis,
    ntems,
    sentinel3,
    smap,
    smap_files,
    vegetation_index,
    vpm,
)
from boreal_gpp_plugin.core.readers.sinusoidal import tile_grid
from boreal_gpp_plugin.core.readers.tally import Tally, count, reported, tallied, within

PART = tile_grid(11, 3).subgrid(1300, 700, 4, 6)
CELSIUS = (-70.0, 70.0, "degC")


def counted(read) -> dict:
    """Return how many values a reader held against each range, and how many it left out."""
    with tallied() as tally:
        read()
    return {(low, high): (known, beyond) for low, high, _, known, beyond in tally.to_list()}


def some(value, other, grid=SITE, dtype=np.float32, number=3) -> np.ndarray:
    values = np.full(grid.shape, other, dtype)
    values.ravel()[:number] = value
    return values


def view(folder, write=write_granule, **stored):
    return lambda: hls.read(*hls.acquisitions([g for p in sorted(folder.iterdir()) if (g := hls.recognise(str(p)))]), SITE)


def hls_index(folder):
    write_index(folder, some(12000, 4000, dtype=np.int16))
    return view(folder)


def hls_reflectance(folder):
    write_granule(folder, red=some(-20, 400, dtype=np.int16))
    return view(folder)


def hls_without_denominator(folder):
    write_granule(folder, blue=some(9000, 300, dtype=np.int16))
    return view(folder)


def swath(folder):
    lst = np.full(SWATH_SHAPE, 295.0)
    lst[40, 40:43] = 345.0
    granule = sentinel3.recognise(write_swath(folder, lst=lst))
    return lambda: sentinel3.read(granule, (-106.0, 53.5, -104.0, 54.5))


def gridded(folder):
    lst = at(355.0, 295.0, (slice(45, 46), slice(40, 43)))
    granule = lst_grid.recognise(write_map(folder, lst=lst))
    return lambda: lst_grid.read(granule, BOX)


def moisture(folder):
    granule = granule_of(soil_moisture_file(folder, moisture=1.2))
    return lambda: smap.read_soil_moisture(granule, CELLS)


def composite(folder):
    path = write_raster(folder / "MOD13A1.061__500m_16_days_EVI_doy2021177000000_aid0001.tif", some(10500, 4000, PART, np.int16), PART)
    granule = vegetation_index.recognise(path)
    return lambda: vegetation_index.read(granule, PART)


def mod17(folder):
    granule = modis.recognise(write_raster(folder / "MOD17A2HGF_2021177_h11v03.tif", some(-5, 640, PART, np.int16), PART))
    return lambda: modis.read_gpp(granule, PART)


def vpm_series(folder):
    granule = vpm.recognise(write_raster(folder / "GPP.2021177.h11v03.tif", some(41000, 5000, PART, np.uint16), PART))
    return lambda: vpm.read_gpp(granule, PART)


def declared_series(folder):
    write_raster(folder / "gpp_2021177.tif", some(8000.0, 8.0), SITE)
    (folder / "series.csv").write_text("files,variable,unit,date\n*.tif,gpp,g C m-2 d-1,%Y%j\n")
    (granule,) = declared.recognise(str(folder / "series.csv"))
    return lambda: declared.read(granule, SITE)


def heights(folder):
    granule = elevation.recognise(write_raster(folder / "dem.tif", some(-9999, 500), SITE))
    return lambda: elevation.read(granule, SITE)


def fires(folder):
    wide = SITE.padded(200)  # of which the check of a map sees samples
    values = np.zeros(wide.shape, np.uint16)
    values[200:208, 200:210] = some(3, 1990, dtype=np.uint16)
    granule = ntems.Granule("FIRE_YEAR", write_raster(folder / "CA_Forest_Fire_1985-2020.tif", values, wide))
    return lambda: ntems.read_year(granule, SITE)


@pytest.mark.parametrize(
    ("make", "valid", "expected"),
    [
        (hls_index, (-0.2, 1.0), (80, 3)),
        (hls_reflectance, (0.0, None), (80, 3)),
        (hls_without_denominator, (-0.2, 1.0), (80, 3)),
        (swath, (-70.0, 70.0), (None, 3)),
        (gridded, (190.0, 350.0), (400, 3)),
        (moisture, (0.0, 1.0), (2 * CELLS.height * CELLS.width, CELLS.height * CELLS.width)),
        (composite, (-0.2, 1.0), (24, 3)),
        (mod17, (0.0, 3000.0), (24, 3)),
        (vpm_series, (0.0, 40.0), (24, 3)),
        (declared_series, (0.0, 40.0), (80, 3)),
        (heights, (-450.0, 9000.0), (80, 3)),
        (fires, (1900.0, 2100.0), (80, 3)),
    ],
)
def test_each_reader_counts_what_it_leaves_out(tmp_path, make, valid, expected):
    known, beyond = counted(make(tmp_path))[valid]
    assert (expected[0] or known, expected[1]) == (known, beyond)


@pytest.mark.parametrize("fill", [-3000, -15000, -13000, -32768])
def test_fills_of_greenness_that_no_file_declares_are_not_counted(tmp_path, fill):
    path = write_raster(tmp_path / "VNP13A1.002__500_m_16_days_EVI_doy2021177000000_aid0001.tif", some(fill, 4000, PART, np.int16), PART)
    assert counted(lambda: vegetation_index.read(vegetation_index.recognise(path), PART)) == {(-0.2, 1.0): (21, 0)}


@pytest.mark.parametrize("code", range(32761, 32768))
def test_codes_of_mod17_are_not_counted(tmp_path, code):
    granule = modis.recognise(write_raster(tmp_path / "MOD17A2HGF_2021177_h11v03.tif", some(code, 640, PART, np.int16), PART))
    assert counted(lambda: modis.read_gpp(granule, PART)) == {(0.0, 3000.0): (21, 0)}


def test_a_fill_of_smap_that_a_subsetter_lost_is_not_counted(tmp_path):
    cells = smap.ease2_grid("M09").covering(SITE, margin=1)
    name = "SMAP_L3_FT_P_E_20210630_R19240_001_Freeze_Thaw_Retrieval_Data_Global_freeze_thaw_20210630.tif"
    granule = smap_files.recognise(write_raster(tmp_path / name, some(254, 0, cells, np.uint8), cells))
    known = cells.height * cells.width - 3
    assert counted(lambda: smap.read_thaw(granule, cells)) == {(0.0, 1.0): (known, 0)}


def test_what_is_flagged_as_bad_is_not_counted_again(tmp_path):
    tile = tile_grid(11, 3)
    field = "/HDFEOS/GRIDS/VIIRS_Grid_16Day_VI_500m/Data Fields/500 m 16 days {}"
    layers = {"EVI": -5000, "pixel reliability": 9, "composite day of the year": 180}
    variables = {
        field.format(name): Variable(np.full((4, 6), value, np.int16), {}, None, tile.shape, (1300, 700)) for name, value in layers.items()
    }
    granule = vegetation_index.recognise(write_hdf5(tmp_path / "VNP13A1.A2021177.h11v03.002.2022006075346.h5", variables))
    assert counted(lambda: vegetation_index.read(granule, PART)) == {(-0.2, 1.0): (0, 0)}


def test_values_within_stay_and_the_others_are_counted_but_for_missing_ones():
    values = np.array([np.nan, -80.0, -70.0, 0.0, 70.0, 71.0, np.inf])
    with tallied() as tally:
        assert within(values, CELSIUS).tolist() == [False, False, True, True, True, False, False]
    assert tally.to_list() == [[-70.0, 70.0, "degC", 5, 2]]


def test_each_thread_counts_for_itself_and_nobody_where_no_one_asks():
    count(CELSIUS, np.ones(3, bool), np.ones(3, bool))
    with tallied() as ours:
        other = threading.Thread(target=within, args=(np.zeros(5), CELSIUS))
        other.start()
        other.join()
    assert ours.to_list() == []


def test_a_tally_is_kept_as_plain_values_and_added_up():
    tally = Tally()
    tally.count((0.0, float("inf"), "1"), 7, 2)
    again = Tally.from_list(tally.to_list())
    again.add(tally)
    assert again.to_list() == [[0.0, None, "1", 14, 4]]


def test_the_sentence_says_how_many_of_what_and_what_to_do_in_both_languages():
    progress = Progress()
    with reported(msg("MODIS or VIIRS greenness"), progress):
        within(np.array([0.5, 1.5]), (-0.2, 1.0, "1"))
        within(np.array([300.0, 280.0]), (190.0, 350.0, "K"))
        within(np.array([90.0]), CELSIUS)
    greenness, temperature = progress.warnings
    assert str(greenness).startswith("MODIS or VIIRS greenness: 1 of 2 values read are not between -0.2 and 1; they are left out. Nothing")
    assert "1 des 2 valeurs lues ne sont pas comprises entre -0,2 et 1; elles" in greenness.text("fr")
    assert "not between -70 and 70 \u00b0C;" in str(temperature)
