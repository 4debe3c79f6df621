"""Reading a site takes as much memory from a large granule as from a small one."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from reader_files import MIDDLE, UTM13, Variable, positions, write_hdf5, write_raster, write_swath

from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.readers import declared, elevation, hls, lst_grid, modis, ntems, sentinel3, smap, smap_files
from boreal_gpp_plugin.core.readers.sinusoidal import tile_grid

SITE = Grid(UTM13, Affine(30, 0, 500300, 0, -30, 5984700), 60, 60)
BOX = (MIDDLE[1] - 0.1, MIDDLE[0] - 0.1, MIDDLE[1] + 0.1, MIDDLE[0] + 0.1)
SMALL, LARGE = 128, 3072


def peak(work: Callable[[], object]) -> int:
    """Return the most bytes of arrays held at once; once before, so that what is remembered does not count."""
    work()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def square(size: int) -> Grid:
    return Grid(UTM13, Affine(30, 0, 500000, 0, -30, 5985000), size, size)


def a_land_cover(folder: Path, size: int) -> Callable:
    path = write_raster(folder / "CA_forest_VLCE2_2019.tif", np.full((size, size), 210, np.uint8), square(size), tiled=True)
    granule = ntems.recognise(path)
    return lambda: ntems.read_land_cover(granule, SITE)


def an_elevation(folder: Path, size: int) -> Callable:
    granule = elevation.recognise(write_raster(folder / "dem.tif", np.ones((size, size), np.float32), square(size), tiled=True))
    return lambda: elevation.read(granule, SITE)


def an_index(folder: Path, size: int) -> Callable:
    name = "HLS-VI.L30.T13UDV.2021180T173909.v2.0.EVI.tif"
    granule = hls.recognise(write_raster(folder / name, np.full((size, size), 4000, np.int16), square(size), tiled=True, nodata=-19999))
    (acquisition,) = hls.acquisitions([granule])
    return lambda: hls.read(acquisition, SITE)


def a_series(folder: Path, size: int) -> Callable:
    write_raster(folder / "GPP_2021177.tif", np.ones((size, size), np.float32), square(size), tiled=True)
    (folder / "series.csv").write_text("files,variable,unit,date\n*.tif,gpp,g C m-2 d-1,%Y%j\n")
    (granule,) = declared.recognise(str(folder / "series.csv"))
    cells = square(size).subgrid(5, 5, 60, 60)
    return lambda: declared.read(granule, cells)


def a_swath(folder: Path, size: int) -> Callable:
    shape = (size, 64)
    latitude, longitude = positions(shape, angle=0.0)
    granule = sentinel3.recognise(write_swath(folder, shape=shape, positions=(np.clip(latitude, -89, 89), longitude)))
    return lambda: sentinel3.read(granule, BOX)


def a_gridded_lst(folder: Path, size: int) -> Callable:
    axes = [MIDDLE[i] + 0.01 * (np.arange(size) - size / 2) for i in (0, 1)]
    lst = Variable(np.zeros((1, size, size), np.int16), {"scale_factor": np.float64(0.01), "add_offset": np.float64(273.15)}, -32768)
    path = folder / "ESACCI-LST-L3C-LST-SLSTRA-0.01deg_1DAILY_DAY-20210630000000-fv3.00.nc"
    granule = lst_grid.recognise(write_hdf5(path, {"/lst": lst, "/lat": Variable(axes[0]), "/lon": Variable(axes[1])}))
    return lambda: lst_grid.read(granule, BOX)


@pytest.mark.parametrize("granule", [a_land_cover, an_elevation, an_index, a_series, a_swath, a_gridded_lst])
def test_memory_does_not_grow_with_the_granule(tmp_path, granule):
    """A whole large granule holds hundreds of times what the small one does; an axis or a coarse look at it may be a little longer."""
    small, large = (peak(granule(tmp_path / str(size), size)) for size in (SMALL, LARGE) if (tmp_path / str(size)).mkdir() is None)
    assert large < 1.5 * small + 400_000


def test_memory_does_not_grow_with_the_lattice_or_the_tile(tmp_path):
    """A few cells of 6 million, and of a tile of 2400 x 2400."""
    lattice = smap.ease2_grid("M09")
    cells = lattice.covering(SITE, 3)
    row, column = (round(float(v)) for v in lattice.fractional_index(cells.x[0], cells.y[0]))
    frozen = Variable(np.zeros((2, *cells.shape), np.uint8), {}, 254, (2, *lattice.shape), (0, row, column))
    path = write_hdf5(tmp_path / "SMAP_L3_FT_P_E_20210630_R19240_001.h5", {"/Freeze_Thaw_Retrieval_Data_Global/freeze_thaw": frozen})
    thaw = smap_files.recognise(path)
    assert peak(lambda: smap.read_thaw(thaw, cells)) < 400_000
    part = tile_grid(11, 3).subgrid(1300, 700, 4, 6)
    field = Variable(np.zeros(part.shape, np.int16), {}, 32767, (2400, 2400), (1300, 700))
    name = "/HDFEOS/GRIDS/VIIRS_Grid_VNP17A2H/Data Fields/Gpp_500m"
    gpp = modis.recognise(write_hdf5(tmp_path / "VNP17A2HGF.A2021177.h11v03.002.2022020134637.h5", {name: field}))
    assert peak(lambda: modis.read_gpp(gpp, part)) < 400_000
