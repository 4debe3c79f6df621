"""One granule each of the products that the sample site does not have, as large as they come, over the site."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import xarray as xr
from reader_files import Variable, write_hdf5, write_raster

from boreal_gpp_plugin.core.grid import LONLAT, Grid, transform_bounds
from boreal_gpp_plugin.core.readers import smap
from boreal_gpp_plugin.core.readers.sinusoidal import MODIS_500M, TILE_CELLS, tile_grid

TILE = 3660  # rows and columns of an HLS tile
TILED = {"tiled": True, "blockxsize": 256, "blockysize": 256, "compress": "deflate"}
CCI = 0.01  # degrees
MAPS = {
    "CAN_LC_2015_land_cover": 1,
    "CA_Forest_Wildfire_dNBR_1985_2020": 50,
    "CA_forest_age_2019": 80,
    "CA_forest_lead_tree_species": 18,
}


def write_granules(folder: Path, site: Grid) -> None:
    """Write the granules to a folder."""
    folder.mkdir(parents=True)
    _write_rasters(folder, site)
    _write_smap(folder, site)
    _write_lst(folder, site)
    _write_weather(folder, site)
    h, v = (int(n) // TILE_CELLS for n in reversed(MODIS_500M.fractional_index(*_middle(site, MODIS_500M.crs))))
    values = np.full((TILE_CELLS, TILE_CELLS), 640, np.int16)
    write_raster(folder / "series" / "GPP_2021177.tif", values.astype(np.float32), tile_grid(h, v), **TILED)
    (folder / "series" / "series.csv").write_text("files,variable,unit,date\n*.tif,gpp,g C m-2 d-1,%Y%j\n")
    field = "/HDFEOS/GRIDS/VIIRS_Grid_VNP17A2H/Data Fields/Gpp_500m"
    write_hdf5(folder / f"VNP17A2HGF.A2021177.h{h:02d}v{v:02d}.002.2022020134637.h5", {field: Variable(values, {}, 32767, values.shape)})


def _middle(site: Grid, crs: str) -> tuple[float, float]:
    """Return the middle of the site in a CRS."""
    left, bottom, right, top = transform_bounds(site.bounds, site.crs, crs)
    return (left + right) / 2, (bottom + top) / 2


def _write_rasters(folder: Path, site: Grid) -> None:
    """Write an index of HLS-VI and the maps that the site lacks."""
    around = site.subgrid(-500, -500, TILE, TILE)
    random = np.random.default_rng(0)
    index = random.integers(1000, 6000, around.shape).astype(np.int16)
    write_raster(folder / "HLS-VI.L30.T13UDV.2021180T173909.v2.0.EVI.tif", index, around, nodata=-19999, scale=0.0001, **TILED)
    for name, code in MAPS.items():
        write_raster(folder / f"{name}.tif", np.full(around.shape, code, np.uint8), around, **TILED)


def _write_smap(folder: Path, site: Grid) -> None:
    """Write whole granules of 36 km and of level 4, with values around the site."""
    for name, variables, lattice, lead, dtype in (
        ("SMAP_L3_SM_P_20210630_R19240_001", ("/Soil_Moisture_Retrieval_Data_AM/soil_moisture",), "M36", (), np.float32),
        ("SMAP_L3_FT_P_20210630_R19240_001", ("/Freeze_Thaw_Retrieval_Data_Global/freeze_thaw",), "M36", (2,), np.uint8),
        ("SMAP_L4_SM_gph_20210630T133000_Vv8010_001", ("/Geophysical_Data/sm_surface",), "M09", (), np.float32),
        ("SMAP_L4_SM_aup_20210630T120000_Vv8010_001", ("/Analysis_Data/sm_surface_analysis",), "M09", (), np.float32),
    ):
        grid = smap.ease2_grid(lattice)
        cells = grid.covering(site, 3)
        corner = (round(float(n)) for n in grid.fractional_index(cells.x[0], cells.y[0]))
        place = (*(0 for _ in lead), *corner)
        arrays = {v: Variable(np.zeros((*lead, *cells.shape), dtype), {}, None, (*lead, *grid.shape), place) for v in variables}
        flags = {v.replace("soil_moisture", "retrieval_qual_flag"): Variable(np.zeros(cells.shape, np.uint16), {}, 65534, grid.shape, place)
                 for v in variables if v.endswith("/soil_moisture")}  # fmt: skip
        write_hdf5(folder / f"{name}.h5", {**arrays, **flags})


def _write_lst(folder: Path, site: Grid) -> None:
    """Write a daily map of the whole globe, with values in 10 x 10 degrees."""
    x, y = _middle(site, LONLAT)
    latitude, longitude = np.arange(-89.995, 90, CCI), np.arange(-179.995, 180, CCI)
    place = (0, int((y + 85) / CCI), int((x + 175) / CCI))
    packed = {"scale_factor": np.float64(0.01), "add_offset": np.float64(273.15)}
    lst = Variable(np.full((1, 1000, 1000), 2000, np.int16), packed, -32768, (1, 18000, 36000), place)
    name = "ESACCI-LST-L3C-LST-SLSTRA-0.01deg_1DAILY_DAY-20210630000000-fv3.00.nc"
    write_hdf5(folder / name, {"/lst": lst, "/lat": Variable(latitude), "/lon": Variable(longitude)})


def _write_weather(folder: Path, site: Grid) -> None:
    """Write a month of hours of ERA5-Land and a year of days of Daymet."""
    x, y = _middle(site, LONLAT)
    for name, variable, step, times in (
        ("era5_land_202106.nc", "t2m", 0.1, np.arange("2021-06-01", "2021-07-01", np.timedelta64(1, "h"), "datetime64[ns]")),
        ("daymet_v4_daily_na_tmax_2021.nc", "tmax", 0.01, np.arange("2021-01-01", "2022-01-01", np.timedelta64(1, "D"), "datetime64[ns]")),
    ):
        axes = {"time": times, "lat": y + step * np.arange(50, -50, -1), "lon": x + step * np.arange(-50, 50)}
        xr.Dataset({variable: (tuple(axes), np.full((len(times), 100, 100), 280, np.float32))}, axes).to_netcdf(
            folder / name, engine="scipy"
        )
