"""The catalogue finds every product in any layout, names what it can't use, and never looks where it must not."""

from __future__ import annotations

import datetime
import os
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from reader_files import (
    SITE,
    SWATH_NAME,
    Variable,
    needs_real_data,
    real,
    write_granule,
    write_hdf5,
    write_index,
    write_raster,
    write_swath,
    write_table,
)

from boreal_gpp_plugin.core.errors import Cancelled, InputError
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.readers import catalogue, sentinel3, smap
from boreal_gpp_plugin.core.readers.sinusoidal import tile_grid

PART = tile_grid(11, 3).subgrid(1300, 700, 4, 6)


def write_smap(path: Path, variable: str, lattice: str, lead: tuple[int, ...] = ()) -> str:
    grid = smap.ease2_grid(lattice)
    return write_hdf5(
        path, {variable: Variable(np.zeros((*lead, 2, 2), np.float32), {}, None, (*lead, *grid.shape), (*[0] * len(lead), 9, 9))}
    )


@pytest.fixture(scope="module")
def everything(tmp_path_factory) -> Path:
    """A folder with every product, one granule each, laid out in no order."""
    folder = tmp_path_factory.mktemp("données du site")
    write_granule(folder / "a" / "deep" / "er", "L30")
    write_granule(folder, "S30")
    for sensor in ("L30", "S30"):
        write_index(folder, sensor=sensor)
    write_swath(folder / "lst")
    axis = Variable(np.arange(3.0))
    write_hdf5(folder / "ESACCI-LST-L3C-LST-SLSTRA-0.01deg_1DAILY_DAY-20210630000000-fv3.00.nc", {"/lst": axis, "/lat": axis, "/lon": axis})
    write_smap(folder / "x" / "SMAP_L3_SM_P_E_20210630_R19240_001.h5", "/Soil_Moisture_Retrieval_Data_AM/soil_moisture", "M09")
    write_smap(folder / "x" / "SMAP_L3_SM_P_20210630_R19240_001.h5", "/Soil_Moisture_Retrieval_Data_AM/soil_moisture", "M36")
    write_smap(folder / "SMAP_L3_FT_P_E_20210630_R19240_001.h5", "/Freeze_Thaw_Retrieval_Data_Polar/freeze_thaw", "N09", (2,))
    write_smap(folder / "SMAP_L3_FT_P_20210630_R19240_001.h5", "/Freeze_Thaw_Retrieval_Data_Polar/freeze_thaw", "N36", (2,))
    write_smap(folder / "SMAP_L4_SM_gph_20210630T013000_Vv8010_001.h5", "/Geophysical_Data/sm_surface", "M09")
    write_smap(folder / "SMAP_L4_SM_aup_20210630T030000_Vv8010_001.h5", "/Analysis_Data/sm_surface_analysis", "M09")
    write_smap(folder / "SMAP_L4_C_mdl_20210630T000000_Vv7042_001.h5", "/GPP/gpp_mean", "M09")
    write_raster(folder / "gpp" / "GPP.2021177.h11v03.tif", np.ones((4, 6), np.uint16), PART)
    write_raster(folder / "gpp" / "MOD17A2HGF.A2021177.h11v03.061.2022020134637.tif", np.ones((4, 6), np.int16), PART)
    write_raster(folder / "MOD13A1.061__500m_16_days_EVI_doy2021177_aid0001.tif", np.full((4, 6), 3000, np.int16), PART)
    write_raster(folder / "CA_forest_VLCE2_2019.tif", np.full(SITE.shape, 210, np.uint8), SITE)
    write_raster(folder / "CA_Forest_Fire_1985-2020.tif", np.full(SITE.shape, 1998, np.uint16), SITE)
    write_raster(folder / "CA_Forest_Harvest_1985-2020.tif", np.full(SITE.shape, 0, np.uint16), SITE)
    write_raster(folder / "CAN_LC_2015_land_cover.tif", np.full(SITE.shape, 1, np.uint8), SITE)
    write_raster(folder / "CA_Forest_Wildfire_dNBR_1985_2020.tif", np.full(SITE.shape, 50, np.uint8), SITE)
    write_raster(folder / "CA_forest_age_2019.tif", np.full(SITE.shape, 80, np.uint8), SITE)
    write_raster(folder / "CA_forest_lead_tree_species.tif", np.full(SITE.shape, 18, np.uint8), SITE)
    write_raster(folder / "dem.tif", np.full(SITE.shape, 500, np.int16), SITE)
    write_raster(folder / "own" / "GPP_20210630.tif", np.ones((4, 6), np.float32), PART)
    (folder / "own" / "series.csv").write_text("files,variable,unit,date\n*.tif,gpp,g C m-2 d-1,%Y%m%d\n")
    for name, variable in (("era5_land.nc", "t2m"), ("daymet_v4_daily_na_tmax_2021.nc", "tmax")):
        axes = {"time": np.array(["2021-06-01", "2021-06-02"], "datetime64[ns]"), "lat": [54.1, 54.0], "lon": [-105.1, -105.0]}
        xr.Dataset({variable: (tuple(axes), np.zeros((2, 2, 2)))}, axes).to_netcdf(folder / name, engine="scipy")
    write_table(folder / "towers", [(20000601, 10, 1, 5, 5)])
    (folder / "readme.txt").write_text("nothing")
    return folder


def test_every_product_is_found_whatever_the_layout(everything):
    found = catalogue.scan(str(everything))
    assert {product: len(granules) for product, granules in found.granules.items()} == dict.fromkeys(catalogue.PRODUCTS, 1)
    assert found.problems == ()


def test_a_product_that_is_not_there_has_no_granules(tmp_path):
    assert catalogue.scan(str(tmp_path)).of("HLSL30") == ()


def test_bands_in_several_folders_are_one_granule(tmp_path):
    write_granule(tmp_path / "a")
    (tmp_path / "b").mkdir()
    for name in ("B04", "Fmask"):
        next((tmp_path / "a").glob(f"*.{name}.tif")).rename(tmp_path / "b" / f"HLS.L30.T13UDV.2021180T173909.v2.0.{name}.tif")
    found = catalogue.scan(str(tmp_path))
    (granule,) = found.of("HLSL30")
    assert found.problems == () and {Path(f).parent.name for f in granule.files} == {"a", "b"}
    next((tmp_path / "b").glob("*.B04.tif")).unlink()
    found = catalogue.scan(str(tmp_path))
    (problem,) = found.problems
    assert found.of("HLSL30") == () and "lacks B04." in str(problem)


def test_an_index_takes_the_fmask_from_another_folder(tmp_path):
    write_index(tmp_path / "vi")
    write_granule(tmp_path / "hls")
    for band in (tmp_path / "hls").glob("*.B*.tif"):
        band.unlink()
    found = catalogue.scan(str(tmp_path))
    (granule,) = found.of("HLSL30_VI")
    assert found.problems == () and granule.detail["bands"]["fmask"].endswith("Fmask.tif")


def test_a_renamed_swath_is_known_by_the_name_it_holds(tmp_path):
    swath = Path(write_swath(tmp_path / "store"))
    (tmp_path / "inputs" / "summer").mkdir(parents=True)
    shutil.move(swath, tmp_path / "inputs" / "summer" / "first look")
    with zipfile.ZipFile(tmp_path / "inputs" / "second look.zip", "w") as archive:
        for path in (tmp_path / "inputs" / "summer" / "first look").iterdir():
            archive.write(path, f"any/{path.name}")
    found = catalogue.scan(str(tmp_path / "inputs"))
    assert found.problems == () and [g.detail["orbit"] for g in found.of("SLSTR")] == ["212", "212"]
    assert len(sentinel3.latest(found.of("SLSTR"))) == 1


def test_files_of_no_product_are_listed_but_not_what_comes_with_products(everything, tmp_path):
    assert catalogue.scan(str(everything)).unknown == ()
    folder = tmp_path / "inputs"
    write_granule(folder)
    for name in ("HLS.L30.T13UDV.2021180T173909.v2.0.SZA.tif", "notes.txt", "HLS.L30.T13UDV.2021180T173909.v2.0.jpg"):
        (folder / name).touch()
    unknown = [write_raster(folder / "my cover.tif", np.ones(SITE.shape, np.uint8), SITE), str(folder / "towers.csv")]
    (folder / "towers.csv").touch()
    assert sorted(catalogue.scan(str(folder)).unknown) == sorted(unknown)


def test_granules_are_in_time(tmp_path):
    for day in (300, 120, 180):
        write_granule(tmp_path, stamp=f"2021{day}T173909")
    times = [g.time for g in catalogue.scan(str(tmp_path)).of("HLSL30")]
    assert times == sorted(times) and len(times) == 3


@pytest.mark.parametrize("kind", ["truth", "run"])
def test_truth_and_results_are_not_looked_into(tmp_path, kind):
    write_granule(tmp_path / kind / "deeper")
    (tmp_path / "run").mkdir(exist_ok=True)
    (tmp_path / "run" / "run.json").write_text("{}")
    assert catalogue.scan(str(tmp_path)).granules == {}


def test_inputs_beside_a_result_are_found(tmp_path):
    write_granule(tmp_path)
    (tmp_path / "run.json").write_text("{}")
    assert len(catalogue.scan(str(tmp_path)).of("HLSL30")) == 1


def test_the_files_of_a_swath_are_one_granule(tmp_path):
    path = Path(write_swath(tmp_path))
    write_granule(path)
    found = catalogue.scan(str(tmp_path))
    assert set(found.granules) == {"SLSTR"}
    assert catalogue.scan(str(path)).of("SLSTR")[0].path == str(path)


def test_links_that_go_round_end(tmp_path):
    write_granule(tmp_path / "data")
    (tmp_path / "data" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "twice").symlink_to(tmp_path / "data", target_is_directory=True)
    assert len(catalogue.scan(str(tmp_path)).of("HLSL30")) == 1


def test_a_linked_folder_elsewhere_is_searched(tmp_path):
    write_granule(tmp_path / "store")
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "hls").symlink_to(tmp_path / "store", target_is_directory=True)
    assert len(catalogue.scan(str(tmp_path / "inputs")).of("HLSL30")) == 1


def damage_with_nothing(path: Path) -> None:
    path.write_bytes(b"")


def damage_with_a_page(path: Path) -> None:
    path.write_text("<html>Sign in</html>")


def damage_by_cutting(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [damage_with_nothing, damage_with_a_page, damage_by_cutting])
def test_a_damaged_file_is_named_with_the_reason_and_the_rest_goes_on(everything, tmp_path, damage, capfd):
    folder = tmp_path / "damaged"
    shutil.copytree(everything, folder)
    damaged = [
        folder / "HLS.S30.T13UDV.2021180T173909.v2.0.B8A.tif",
        next(folder.rglob("LST_in.nc")),
        folder / "SMAP_L4_C_mdl_20210630T000000_Vv7042_001.h5",
        folder / "SMAP_L3_FT_P_E_20210630_R19240_001.h5",
        folder / "CA_forest_VLCE2_2019.tif",
        folder / "gpp" / "GPP.2021177.h11v03.tif",
    ]
    for path in damaged:
        damage(path)
    found = catalogue.scan(str(folder))
    lost = {"HLSS30", "SLSTR", "SPL4CMDL", "SPL3FTP_E", "VLCE2", "VPM"}
    assert set(found.granules) == set(catalogue.PRODUCTS) - lost
    assert len(found.problems) == len(damaged)
    for path in damaged:
        assert sum(str(path) in str(problem) for problem in found.problems) == 1
    assert capfd.readouterr().err == ""


def copy(source: str, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
    return target


ODD = {  # what is done, and what is said of it
    "a raster named .h5": ("SMAP_L4_C_mdl_20210630T000000_Vv7042_001.h5", "it is not an HDF5 file"),
    "a raster named .nc": ("era5_land.nc", "it is not in the format that its name says"),
    "a raster named .hdf": ("MOD17A2H.A2021177.h11v03.061.2022020134637.hdf", "it is not in the format that its name says"),
    "a raster named .csv": ("FLX_CA-Obs_FLUXNET2015_SUBSET_DD_1997-2010_1-4.csv", "it holds no text"),
    "a raster named .zip": (f"{SWATH_NAME[:-5]}.zip", "not a zip file"),
    "an archive of a map": ("CA_forest_VLCE2_2014.zip", "is an archive, which is not looked into. Unpack it"),
    "no such day": ("GPP.2021999.h11v03.tif", "holds no date"),
    "no such time": ("HLS.L30.T13UDV.2021180T999999.v2.0.Fmask.tif", "holds no date"),
    "numbers that are none": ("VPM/GPP.2021177.h11v03.tif", "holds float32 numbers"),
    "whole numbers where classes are": ("CA_forest_VLCE2_2019.tif", "does not hold whole numbers"),
}


@pytest.mark.parametrize("case", ODD)
def test_an_odd_file_is_named_with_its_reason(tmp_path, case):
    name, reason = ODD[case]
    dtype = np.uint16 if case == "no such day" else np.float32
    source = write_raster(tmp_path / "store" / "any.tif", np.ones(SITE.shape, dtype), SITE)
    path = copy(source, tmp_path / "inputs with spaces, é" / name)
    found = catalogue.scan(str(tmp_path / "inputs with spaces, é"))
    assert not found.granules
    (problem,) = found.problems
    assert str(path).rpartition(".Fmask")[0] in str(problem) and reason in str(problem)


def test_files_that_are_none_are_named(tmp_path):
    """A link to nowhere, a pipe, a folder with a file's name, and a name in the bytes of another alphabet."""
    (tmp_path / "CA_forest_VLCE2_2018.tif").symlink_to(tmp_path / "nowhere.tif")
    os.mkfifo(tmp_path / "CA_forest_VLCE2_2017.tif")
    (tmp_path / "CA_forest_VLCE2_2016.tif").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/CA_forest_VLCE2_2015_\xff.tif")).touch()
    found = catalogue.scan(str(tmp_path))
    assert not found.granules
    reasons = sorted(str(problem).replace(str(tmp_path), "") for problem in found.problems)
    assert len(reasons) == 3 and "/CA_forest_VLCE2_2017.tif can't be read: it is empty" in reasons[0]
    assert "/CA_forest_VLCE2_2018.tif can't be read: it is not there" in reasons[1] and "is no text. Rename" in reasons[2]


def test_what_no_reader_foresaw_in_a_file_is_told_and_the_rest_goes_on(tmp_path, monkeypatch):
    write_granule(tmp_path)
    odd = write_raster(tmp_path / "dem.tif", np.ones(SITE.shape, np.float32), SITE)
    monkeypatch.setattr(catalogue.elevation, "header", lambda path: {}[path])
    found = catalogue.scan(str(tmp_path))
    assert len(found.of("HLSL30")) == 1
    assert f"{odd} can't be read: KeyError" in str(found.problems[0])


def test_a_folder_that_cant_be_written_is_read(everything, tmp_path):
    folder = tmp_path / "locked"
    shutil.copytree(everything, folder)
    before = sorted(folder.rglob("*"))
    for place in (folder, *(p for p in before if p.is_dir())):
        place.chmod(0o555)
    found = catalogue.scan(str(folder), cache=str(folder / "cache" if os.getuid() else tmp_path / "cache"))
    assert set(found.granules) == set(catalogue.PRODUCTS) and sorted(folder.rglob("*")) == before


def test_copies_are_all_listed(tmp_path):
    """What counts once is for each reader to say; the catalogue shows what is there."""
    for name in ("a", "b"):
        write_granule(tmp_path / name)
    assert len(catalogue.scan(str(tmp_path)).of("HLSL30")) == 2


@pytest.mark.parametrize("name", ["gone", "file.txt"])
def test_a_folder_that_is_none_is_refused_with_what_to_do(tmp_path, name):
    (tmp_path / "file.txt").touch()
    with pytest.raises(InputError, match=rf"The inputs folder .*{name} can't be read: .*\. Choose a folder"):
        catalogue.scan(str(tmp_path / name))


def test_a_folder_below_that_may_not_be_read_is_a_problem(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    write_granule(tmp_path / "open")
    scandir = os.scandir

    def refuse(path="."):
        if os.path.basename(path) == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = catalogue.scan(str(tmp_path))
    assert len(found.of("HLSL30")) == 1
    (problem,) = found.problems
    assert str(tmp_path / "closed") in str(problem) and "Permission denied" in str(problem)


def test_a_search_can_be_cancelled(everything):
    with pytest.raises(Cancelled):
        catalogue.scan(str(everything), Progress(is_cancelled=lambda: True))


def test_a_search_reports_its_progress(everything):
    shares = []
    catalogue.scan(str(everything), Progress(lambda share, text: shares.append(share)))
    assert len(shares) > 20 and shares == sorted(shares)


def test_the_catalogues_days_are_those_of_the_names(everything):
    found = catalogue.scan(str(everything))
    assert found.of("VPM")[0].time == found.of("MOD17")[0].time == datetime.datetime(2021, 6, 26)
    assert found.of("SPL4CMDL")[0].time == datetime.datetime(2021, 6, 30)
    assert found.of("DEM")[0].time is None


@needs_real_data
def test_real_files_are_used_or_named():
    """Of the real files none is whole enough for a job: each says why."""
    found = catalogue.scan(real(""))
    texts = "\n".join(map(str, found.problems))
    for name, reason in {
        "HLS.L30.T06WVS.2024120T211159.v2.0": "lacks B02, B03, B04, B05, B06",
        "clearwater_lake_land_cover.tif": "holds no year",
        "geodetic_in.nc": "does not hold the variable /latitude_in",
        "MOD17A3HGF.A2022001.h12v05.061.2023035051756.hdf": "is the GPP of a whole year",
        "SC_SPL3SMP_009_prefetch.nc4": "does not hold the variable /Soil_Moisture_Retrieval_Data_AM/soil_moisture",
        "SMAP_L4_SM_aup_dimension_list_input.h5": "does not say where they lie",
    }.items():
        assert any(name in line and reason in line for line in texts.splitlines())
    (analysis,) = found.of("SPL4SMAU")
    assert analysis.time == datetime.datetime(2020, 1, 28, 15)
    assert {Path(path).name for path in found.unknown} == {
        "MOD13A2.A2025017.h18v09.061.2025035161835.hdf",
        "gpp_8day_fluxnet2015.csv",
        "gpp_monthly_fluxnet2015.csv",
        "se_svb_2019_daily.csv",
    }


@needs_real_data
def test_renamed_real_files_are_known_by_what_they_say_inside(tmp_path):
    """Of an original, of a subset that lost all but its history, of a swath folder in another place and of an HDF4 tile."""
    (folder := tmp_path / "été 2021").mkdir()
    shutil.copytree(next(Path(real("sentinel3")).glob("*.SEN3")), folder / "temperature")
    for source, name in (
        ("smap/SMAP_L4_SM_aup_input.h5", "humidité.h5"),
        ("smap/SC_SPL3SMP_009_prefetch.nc4", "subset.nc4"),
        ("modis/MOD17A3HGF.A2022001.h12v05.061.2023035051756.hdf", "gpp.hdf"),
    ):
        copy(real(source), folder / name)
    found = catalogue.scan(str(tmp_path))
    assert [g.time for g in found.of("SPL4SMAU")] == [datetime.datetime(2020, 1, 28, 15)]
    texts = "\n".join(map(str, found.problems))
    for reason in ("subset.nc4 does not hold", "temperature/geodetic_in.nc does not hold", "gpp.hdf is the GPP of a whole year"):
        assert reason in texts
