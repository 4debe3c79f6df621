"""HLS v2.0 granules of the sample site: the passes of Landsat 8 and Sentinel-2, and their files, a window of one tile.

References
----------
Masek et al. (2022), HLS Product User Guide v2.0: names, layers, Fmask bits, no granules with the sun below 14 degrees.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np

from ..grid import Grid
from . import geotiff
from .landscape import CRS
from .truth import LATITUDE
from .weather import declination, sun_elevation

TILE = "13UDV"
TILE_ORIGIN = (399960.0, 6000000.0)  # m, upper left corner in CRS
MARGIN = 1  # cells beyond the site: a run leaves out the outermost cells of its inputs, so that by default it has the grid of the truth

BANDS = {
    "L30": {"blue": "B02", "green": "B03", "red": "B04", "nir": "B05", "swir1": "B06"},
    "S30": {"blue": "B02", "green": "B03", "red": "B04", "nir": "B8A", "swir1": "B11"},
}
FILL, FMASK_FILL = -9999, 255
CLOUD, ADJACENT, SHADOW, SNOW, WATER_BIT = 2, 4, 8, 16, 32
AEROSOL_LOW, AEROSOL_AVERAGE, AEROSOL_HIGH = 64, 128, 192

_LOWEST_SUN = 14.0  # degrees


@dataclass(frozen=True)
class Orbit:
    """The passes of one satellite over the site from one track.

    Attributes
    ----------
    sensor : str
        L30 or S30.
    platform : str
        Beginning of the names of its scenes.
    first : datetime
        The first pass, UTC.
    every : int
        Days between passes.
    track : str
        Path and row, or relative orbit.
    edge : float or None
        Where the swath ends in the site: its share to the east of the edge is not seen.
    """

    sensor: str
    platform: str
    first: datetime.datetime
    every: int
    track: str
    edge: Optional[float] = None


ORBITS = (
    Orbit("L30", "LC08", datetime.datetime(2021, 1, 12, 17, 43, 18), 16, "038022"),
    Orbit("L30", "LC08", datetime.datetime(2021, 1, 21, 17, 37, 6), 16, "037022", edge=0.35),
    Orbit("S30", "S2A", datetime.datetime(2021, 1, 5, 18, 7, 31), 10, "R084"),
    Orbit("S30", "S2B", datetime.datetime(2021, 1, 10, 18, 7, 29), 10, "R084"),
)


@dataclass(frozen=True)
class Acquisition:
    """One pass.

    Attributes
    ----------
    orbit : Orbit
        Satellite and track.
    time : datetime
        UTC.
    """

    orbit: Orbit
    time: datetime.datetime

    @property
    def sun(self) -> tuple[float, float]:
        """Height above the horizon and azimuth from north by east, radians."""
        return _sun(self.time)

    @property
    def granule(self) -> str:
        """Name of the granule."""
        return f"HLS.{self.orbit.sensor}.T{TILE}.{self.time:%Y%jT%H%M%S}.v2.0"


def acquisitions(year: int) -> list[Acquisition]:
    """Return the passes of a year with the sun high enough for the product, by time."""
    return sorted((a for orbit in ORBITS for a in _passes(orbit, year) if math.degrees(a.sun[0]) > _LOWEST_SUN), key=lambda a: a.time)


def _passes(orbit: Orbit, year: int) -> Iterator[Acquisition]:
    """Yield the passes of an orbit in a year."""
    time = orbit.first
    while time.year <= year:
        if time.year == year:
            yield Acquisition(orbit, time)
        time += datetime.timedelta(days=orbit.every)


def _sun(time: datetime.datetime) -> tuple[float, float]:
    """Return the sun's height above the horizon and azimuth from north by east, radians."""
    doy = float(time.timetuple().tm_yday)
    solar_hour = time.hour + time.minute / 60 - 7.0  # 105 degrees west
    height = sun_elevation(doy, LATITUDE, solar_hour)
    phi = math.radians(LATITUDE)
    cosine = (math.sin(float(declination(doy))) - math.sin(height) * math.sin(phi)) / (math.cos(height) * math.cos(phi))
    azimuth = math.acos(min(max(cosine, -1.0), 1.0))
    return height, azimuth if solar_hour < 12 else 2 * math.pi - azimuth


def write(folder: Path, acquisition: Acquisition, grid: Grid, layers: dict[str, np.ndarray], fmask: np.ndarray) -> Path:
    """Write one granule as cloud-optimised GeoTIFFs into a folder of its own and return that folder."""
    target = folder / acquisition.granule
    target.mkdir(parents=True, exist_ok=True)
    tags = _tags(acquisition, grid, fmask)
    for band, values in layers.items():
        name = BANDS[acquisition.orbit.sensor][band]
        path = target / f"{acquisition.granule}.{name}.tif"
        own = {"scale_factor": "0.0001", "add_offset": "0", "_FillValue": str(FILL), "long_name": band.capitalize()}
        geotiff.write(path, grid, values, FILL, {**tags, **own}, cog=True)
    key = "Fmask bit description" if acquisition.orbit.sensor == "L30" else "Fmask description"
    path = target / f"{acquisition.granule}.Fmask.tif"
    geotiff.write(path, grid, fmask, FMASK_FILL, {**tags, key: _FMASK_TEXT, "_FillValue": str(FMASK_FILL)}, cog=True)
    return target


_FMASK_TEXT = (
    "Bits are listed from the MSB (bit 7) to the LSB (bit 0): \n"
    "7-6    aerosol:\n       00 - climatology\n       01 - low\n       10 - average\n       11 - high\n"
    "5      water\n4      snow/ice\n3      cloud shadow\n2      adjacent to cloud\n1      cloud\n0      cirrus cloud\n"
)


def _tags(acquisition: Acquisition, grid: Grid, fmask: np.ndarray) -> dict[str, str]:
    """Return the tags that all layers of a granule share."""
    height, azimuth = acquisition.sun
    time, orbit = acquisition.time, acquisition.orbit
    seen = fmask != FMASK_FILL
    common = {
        "AREA_OR_POINT": "Area",
        "cloud_coverage": str(round(100 * ((fmask[seen] & CLOUD) > 0).mean())),
        "spatial_coverage": str(round(100 * seen.mean())),
        "MEAN_SUN_ZENITH_ANGLE": f"{90 - math.degrees(height):.6f}",
        "MEAN_SUN_AZIMUTH_ANGLE": f"{math.degrees(azimuth):.6f}",
        "MEAN_VIEW_ZENITH_ANGLE": "4.500000",
        "MEAN_VIEW_AZIMUTH_ANGLE": "105.000000",
        "NBAR_SOLAR_ZENITH": f"{90 - math.degrees(height):.6f}",
        "NCOLS": str(grid.width),
        "NROWS": str(grid.height),
        "ULX": str(round(grid.bounds[0])),
        "ULY": str(round(grid.bounds[3])),
        "SPATIAL_RESOLUTION": "30",
        "HLS_PROCESSING_TIME": f"{time + datetime.timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}",
        "SENSING_TIME": f"{time:%Y-%m-%dT%H:%M:%S}.000000Z",
    }
    if orbit.sensor == "L30":
        return {
            **common,
            "ACCODE": "Lasrc",
            "SENSOR": "OLI_TIRS",
            "SENTINEL2_TILEID": TILE,
            "HORIZONTAL_CS_NAME": "UTM, WGS84, UTM ZONE 13",
            "LANDSAT_PRODUCT_ID": f"{orbit.platform}_L1TP_{orbit.track}_{time:%Y%m%d}_{time + datetime.timedelta(days=8):%Y%m%d}_02_T1",
            "LANDSAT_SCENE_ID": f"LC8{orbit.track}{time:%Y%j}LGN00",
        }
    received = f"{time + datetime.timedelta(hours=4):%Y%m%dT%H%M%S}"
    return {
        **common,
        "ACCODE": "LaSRC",
        "SPACECRAFT_NAME": f"Sentinel-{orbit.platform[1:]}",
        "HORIZONTAL_CS_CODE": CRS,
        "HORIZONTAL_CS_NAME": "WGS84 / UTM zone 13N",
        "PRODUCT_URI": f"{orbit.platform}_MSIL1C_{time:%Y%m%dT%H%M%S}_N0301_{orbit.track}_T{TILE}_{received}.SAFE",
        "TILE_ID": f"{orbit.platform}_OPER_MSI_L1C_TL_2BPS_{received}_A000000_T{TILE}_N03.01",
        "MSI band 02 bandpass adjustment slope and offset": "0.977800, -0.004000",
        "MSI band 03 bandpass adjustment slope and offset": "1.007500, -0.000800",
        "MSI band 04 bandpass adjustment slope and offset": "0.976100, 0.001000",
        "MSI band 8a bandpass adjustment slope and offset": "0.996600, 0.000000",
        "MSI band 11 bandpass adjustment slope and offset": "1.000000, -0.000300",
    }
