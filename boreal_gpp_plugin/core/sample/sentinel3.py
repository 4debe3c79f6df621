"""Sentinel-3 SLSTR land surface temperature of the training site: SL_2_LST folders, each a part of a three-minute frame."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Optional

import numpy as np
from scipy.ndimage import binary_dilation

from .hdf5 import Attribute, Attributes, Variable, write
from .manifest import Product, write_manifest

FRAME_COLUMNS = 1500
TRACK_COLUMN = 998  # of a whole frame: the column under the satellite
TIE_STEP = 16  # columns between tie points, which lie on every row
ROW_SECONDS = 0.15  # a frame of 1200 rows lasts three minutes

LST_SCALE, LST_OFFSET, INT16_FILL = 0.002, 290.0, -32768
DEGREE_SCALE, DEGREE_FILL = 1e-6, -999000000

CONFIDENCE = (
    "coastline ocean tidal land inland_water unfilled spare spare cosmetic duplicate day twilight sun_glint snow summary_cloud "
    "summary_pointing"
)
CLOUD = (
    "visible 1.37_threshold 1.6_small_histogram 1.6_large_histogram 2.25_small_histogram 2.25_large_histogram 11_spatial_coherence "
    "gross_cloud thin_cirrus medium_high fog_low_stratus 11_12_view_difference 3.7_11_view_difference thermal_histogram spare spare"
)
BAYES = "single_low single_moderate dual_low dual_moderate spare spare spare spare"
EXCEPTION = (
    "ISP_absent pixel_absent not_decompressed no_signal saturation invalid_radiance no_parameters unfilled LST_underflow LST_overflow "
    "biome spare spare spare spare spare"
)
CONTENTS = {
    "LST_in.nc": "land surface temperature",
    "LST_ancillary_ds.nc": "vegetation and biome behind the temperature",
    "flags_in.nc": "flags of the 1 km grid",
    "geodetic_in.nc": "latitude and longitude of the 1 km grid",
    "cartesian_in.nc": "distances along and across the track on the 1 km grid",
    "indices_in.nc": "scan, pixel and detector of the 1 km grid",
    "time_in.nc": "time of the rows of the 1 km grid",
    "geodetic_tx.nc": "latitude and longitude of the tie points",
    "cartesian_tx.nc": "distances along and across the track of the tie points",
    "geometry_tn.nc": "angles of sun and satellite at the tie points",
    "met_tx.nc": "weather at the tie points",
}

_EPOCH = datetime.datetime(2000, 1, 1)
_EARTH_RADIUS_KM, _ORBIT_HEIGHT_KM = 6371.0, 814.5


def write_slstr(
    folder: Path,
    platform: str,
    start: datetime.datetime,
    longitude: np.ndarray,
    latitude: np.ndarray,
    lst_degc: np.ndarray,
    uncertainty_k: np.ndarray,
    cloud: np.ndarray,
    day: bool,
    orbit: tuple[int, int, int, int],
    snow: Optional[np.ndarray] = None,
    land: Optional[np.ndarray] = None,
    first_column: Optional[int] = None,
) -> Path:
    """Write one SL_2_LST folder and return its path.

    As in the product, a cloud does not empty a pixel but makes it cold; one pixel in five is the copy of its neighbour (cosmetic) and one
    in twenty has a duplicate; `cloud_in` misses some clouds and finds some that are not; `bayes_in` declares its value for clear as fill.

    Parameters
    ----------
    folder : Path
        Where the .SEN3 folder goes; exists.
    platform : str
        "A" or "B", or a name that ends so.
    start : datetime
        UTC time of the first row, without zone.
    longitude, latitude : ndarray (rows, columns)
        Degrees, of the pixel centres; at least two columns.
    lst_degc : ndarray (rows, columns)
        Degrees Celsius, of the surface even under cloud; NaN for missing.
    uncertainty_k : ndarray (rows, columns)
        K, NaN for missing.
    cloud : ndarray of bool (rows, columns)
        Where clouds hide the surface.
    day : bool
        Whether the pass is by day.
    orbit : tuple of int
        Absolute orbit, cycle, relative orbit, frame.
    snow, land : ndarray of bool (rows, columns), optional
        Where snow lies (default nowhere); where land is and not inland water (default everywhere).
    first_column : int, optional
        Where the part begins among the columns of a whole frame, hence the view angle: the zenith angle is 0 at column 998 and passes
        45 degrees some 690 columns from it. By default it follows from the relative orbit.
    """
    rng = np.random.default_rng([orbit[0], orbit[3]])
    longitude, latitude = np.asarray(longitude, np.float64), np.asarray(latitude, np.float64)
    cloud = np.asarray(cloud, bool)
    land = np.ones(cloud.shape, bool) if land is None else np.asarray(land, bool)
    snow = np.zeros(cloud.shape, bool) if snow is None else np.asarray(snow, bool)
    rows, columns = cloud.shape
    if first_column is None:
        # An orbit that comes again sees the site from the same angle, the next one from quite another.
        first_column = orbit[2] * 379 % (FRAME_COLUMNS - columns)
    across = np.arange(columns) + first_column - TRACK_COLUMN  # km from the ground track
    tie_across = TIE_STEP * np.arange(np.floor(across[0] / TIE_STEP), np.ceil(across[-1] / TIE_STEP) + 1)
    tie_longitude, tie_latitude = (_at_columns(a, tie_across - across[0]) for a in (longitude, latitude))
    along = np.arange(rows) + orbit[3]  # km

    cosmetic, duplicate = _regridded(cloud.shape, rng)
    cooled = np.asarray(lst_degc, np.float64) - np.where(cloud, rng.uniform(12.0, 30.0, cloud.shape), 0.0)
    source = np.arange(columns) - cosmetic
    seen_degc, seen_uncertainty_k, seen_cloud = (np.take_along_axis(np.asarray(a), source, axis=1) for a in (cooled, uncertainty_k, cloud))
    tests = _cloud_tests(seen_cloud, rng)
    surface = {
        "land": land,
        "inland_water": ~land,
        "cosmetic": cosmetic,
        "duplicate": duplicate,
        "day": np.full(cloud.shape, day),
        "snow": snow,
        "summary_cloud": tests["cloud_in"].values != 0,
    }
    image_files = {
        "LST_in.nc": _temperature(seen_degc + 273.15, seen_uncertainty_k),
        "LST_ancillary_ds.nc": _ancillary(land, snow),
        "flags_in.nc": {"confidence_in": _bits(surface, CONFIDENCE, np.uint16, long_name="surface and quality of the pixel"), **tests},
        "geodetic_in.nc": _geodetic(longitude, latitude),
        "cartesian_in.nc": _cartesian(across, along, "in"),
        "indices_in.nc": _indices(rows, first_column + np.arange(columns)),
        "time_in.nc": _row_times(start, rows),
    }
    tie_files = {
        "geodetic_tx.nc": _tie_geodetic(tie_longitude, tie_latitude),
        "cartesian_tx.nc": _cartesian(tie_across, along, "tx"),
        "geometry_tn.nc": _geometry(tie_across, tie_longitude, tie_latitude, start),
        "met_tx.nc": _weather(lst_degc, tie_longitude.shape),
    }

    product = Product(platform[-1], start, start + datetime.timedelta(seconds=ROW_SECONDS * rows), day, orbit, cloud.shape, int(-across[0]))
    target = folder / product.name
    target.mkdir(exist_ok=True)
    # Offsets count from a file's own first column: they say where the ground track runs in, or beside, this part of the frame.
    for files, width, offset, resolution in (
        (image_files, columns, -across[0], "[ 1000 1000 ]"),
        (tie_files, len(tie_across), -tie_across[0] // TIE_STEP, "[ 16000 1000 ]"),
    ):
        root = {**_root(product), "track_offset": np.int32(offset), "resolution": resolution}
        for file, variables in files.items():
            write(target / file, {"t_single": 1, "rows": rows, "columns": width}, variables, {"": root})
    shares = {"landPixels": land, "freshInlandWaterPixels": ~land, "cloudyPixels": surface["summary_cloud"]}
    defects = {"cosmeticPixels": cosmetic, "duplicatedPixels": duplicate}
    write_manifest(target, product, longitude, latitude, shares, defects, CONTENTS)
    return target


def _regridded(shape: tuple[int, int], rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return where a pixel is the copy of its left neighbour (cosmetic) and where it has a duplicate, bool (rows, columns).

    Shares as in a real frame, 22 % and 5 %; two copies are never side by side, so that each copies a measured pixel.
    """
    drawn = rng.random(shape) < 0.33
    drawn[:, 0] = False
    cosmetic = drawn.copy()
    cosmetic[:, 1:] &= ~drawn[:, :-1]
    return cosmetic, ~cosmetic & (rng.random(shape) < 0.065)


def _temperature(lst_k: np.ndarray, uncertainty_k: np.ndarray) -> dict[str, Variable]:
    """Return the arrays of `LST_in.nc`; temperatures beyond the range of 16 bits are cut to it and flagged."""
    low, high = (LST_OFFSET + LST_SCALE * raw for raw in (INT16_FILL + 1, 32767))
    problems = {"unfilled": np.isnan(lst_k), "LST_underflow": lst_k < low, "LST_overflow": lst_k > high}
    return {
        "LST": _packed(np.clip(lst_k, low, high), LST_SCALE, LST_OFFSET, long_name="land surface temperature", units="K"),
        "LST_uncertainty": _packed(uncertainty_k, LST_SCALE, 0.0, long_name="uncertainty of the temperature", units="K"),
        "exception": _bits(problems, EXCEPTION, np.uint16, long_name="why a temperature is missing or cut"),
    }


def _ancillary(land: np.ndarray, snow: np.ndarray) -> dict[str, Variable]:
    """Return the arrays of `LST_ancillary_ds.nc`: one typical value per kind of surface."""
    ndvi = np.select([snow, land], [0.0, 0.6], -0.1)
    return {
        "NDVI": _packed(ndvi, 0.0001, 0.0, long_name="normalised difference vegetation index"),
        "fraction": _packed(np.where(land & ~snow, 0.7, 0.0), 0.0001, 0.0, long_name="fraction of vegetation"),
        "biome": _image(np.where(land, 9, 26).astype(np.uint8), fill=255, long_name="biome, 9 needle-leaved forest, 26 water"),
    }


def _cloud_tests(cloud: np.ndarray, rng: np.random.Generator) -> dict[str, Variable]:
    """Return the cloud arrays of `flags_in.nc`.

    The probabilistic test (`bayes_in`, single_moderate) is right; its low-confidence bit takes in the rim of the clouds as well; the
    threshold tests (`cloud_in`) miss 15 % of the cloudy pixels and flag 4 % of the clear ones.
    """
    rim = binary_dilation(cloud)
    chance = rng.random(cloud.shape)
    thresholds = {"gross_cloud": cloud & (chance < 0.85), "1.6_small_histogram": ~cloud & (chance < 0.04)}
    probability = np.select([cloud, rim], [0.95, 0.3], 0.02)
    return {
        "cloud_in": _bits(thresholds, CLOUD, np.uint16, long_name="threshold tests for cloud"),
        # Clear is 0, and 0 is declared as fill (processing baseline 005): readers that mask fill lose every clear pixel.
        "bayes_in": _bits(
            {"single_low": rim, "single_moderate": cloud}, BAYES, np.uint8, fill=0, long_name="probabilistic tests for cloud"
        ),
        "pointing_in": _image(np.zeros(cloud.shape, np.uint8), long_name="pointing of the instrument"),
        "probability_cloud_single_in": _packed(probability, 0.005, 0.5, long_name="probability of cloud, nadir view"),
    }


def _geodetic(longitude: np.ndarray, latitude: np.ndarray) -> dict[str, Variable]:
    """Return the arrays of `geodetic_in.nc`: whole micro-degrees; the sample has no elevation."""
    degrees = {"dtype": np.int32, "fill": DEGREE_FILL}
    return {
        "latitude_in": _packed(latitude, DEGREE_SCALE, 0.0, **degrees, long_name="latitude", units="degrees_north"),
        "longitude_in": _packed(longitude, DEGREE_SCALE, 0.0, **degrees, long_name="longitude", units="degrees_east"),
        "elevation_in": _image(np.full(latitude.shape, INT16_FILL, np.int16), fill=INT16_FILL, long_name="elevation", units="m"),
    }


def _tie_geodetic(longitude: np.ndarray, latitude: np.ndarray) -> dict[str, Variable]:
    """Return the arrays of `geodetic_tx.nc`."""
    return {
        "latitude_tx": _image(latitude, long_name="latitude", units="degrees_north"),
        "longitude_tx": _image(longitude, long_name="longitude", units="degrees_east"),
    }


def _cartesian(across_km: np.ndarray, along_km: np.ndarray, grid: str) -> dict[str, Variable]:
    """Return the arrays of `cartesian_in.nc` or `cartesian_tx.nc`: metres from the ground track and along it."""
    y, x = np.meshgrid(1000.0 * along_km, 1000.0 * across_km, indexing="ij")
    return {
        f"x_{grid}": _image(x, long_name="distance across the track", units="m"),
        f"y_{grid}": _image(y, long_name="distance along the track", units="m"),
    }


def _indices(rows: int, pixels: np.ndarray) -> dict[str, Variable]:
    """Return the arrays of `indices_in.nc`; a scan has two rows, one of each detector."""
    row, pixel = np.meshgrid(np.arange(rows), pixels, indexing="ij")
    return {
        "scan_in": _image((row // 2).astype(np.uint16), long_name="scan"),
        "pixel_in": _image(pixel.astype(np.uint16), long_name="pixel of the scan"),
        "detector_in": _image((row % 2).astype(np.uint8), long_name="detector"),
    }


def _row_times(start: datetime.datetime, rows: int) -> dict[str, Variable]:
    """Return the array of `time_in.nc`: microseconds of each row since 2000."""
    first = (start - _EPOCH) // datetime.timedelta(microseconds=1)
    stamps = first + (1e6 * ROW_SECONDS * np.arange(rows)).round().astype(np.int64)
    attributes = {"long_name": "time of the row", "units": "microseconds since 2000-01-01T00:00:00Z"}
    return {"time_stamp_i": Variable(("rows",), stamps, attributes=attributes)}


def _geometry(across_km: np.ndarray, longitude: np.ndarray, latitude: np.ndarray, time: datetime.datetime) -> dict[str, Variable]:
    """Return the arrays of `geometry_tn.nc` in degrees; azimuths are towards sun and satellite, clockwise from north."""
    arc = np.abs(across_km) / _EARTH_RADIUS_KM
    zenith = np.degrees(np.arctan2(np.sin(arc), np.cos(arc) - _EARTH_RADIUS_KM / (_EARTH_RADIUS_KM + _ORBIT_HEIGHT_KM)))
    side = np.sign(across_km)
    east, north = np.gradient(longitude, axis=1) * np.cos(np.radians(latitude)), np.gradient(latitude, axis=1)
    sun_zenith, sun_azimuth = _sun(time, longitude, latitude)
    return {
        "sat_zenith_tn": _image(np.broadcast_to(zenith, latitude.shape), long_name="zenith angle of the satellite", units="degrees"),
        "sat_azimuth_tn": _image(
            np.degrees(np.arctan2(-side * east, -side * north)) % 360, long_name="azimuth of the satellite", units="degrees"
        ),
        "solar_zenith_tn": _image(sun_zenith, long_name="zenith angle of the sun", units="degrees"),
        "solar_azimuth_tn": _image(sun_azimuth, long_name="azimuth of the sun", units="degrees"),
    }


def _sun(time: datetime.datetime, longitude: np.ndarray, latitude: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return zenith angle and azimuth of the sun in degrees at a UTC time, to about a degree (equation of time left out).

    References
    ----------
    Declination: Cooper (1969), Solar Energy 12, 333-346.
    """
    declination = np.radians(23.45 * np.sin(2 * np.pi * (284 + time.timetuple().tm_yday) / 365))
    hour_angle = np.radians(15.0 * (time.hour + time.minute / 60 - 12.0) + longitude)
    phi = np.radians(latitude)
    cosine = np.sin(phi) * np.sin(declination) + np.cos(phi) * np.cos(declination) * np.cos(hour_angle)
    azimuth = np.arctan2(-np.sin(hour_angle), np.tan(declination) * np.cos(phi) - np.sin(phi) * np.cos(hour_angle))
    return np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))), np.degrees(azimuth) % 360


def _weather(lst_degc: np.ndarray, shape: tuple[int, int]) -> dict[str, Variable]:
    """Return the arrays of `met_tx.nc`, (t_single, rows, columns): the scene's median temperature and vapour that goes with it."""
    known = np.asarray(lst_degc)[np.isfinite(lst_degc)]
    celsius = float(np.median(known)) if known.size else 0.0
    fields = {
        "skin_temperature_tx": (celsius + 273.15, "temperature of the surface", "K"),
        "total_column_water_vapour_tx": (10.0 * np.exp(0.06 * celsius), "water vapour of the column", "kg m-2"),
    }
    return {
        name: Variable(
            ("t_single", "rows", "columns"), np.full((1, *shape), value, np.float32), attributes={"long_name": text, "units": units}
        )
        for name, (value, text, units) in fields.items()
    }


def _at_columns(values: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return `values` (rows, columns) at fractional column indices, linear between columns and beyond the first and the last."""
    left = np.clip(np.floor(columns).astype(int), 0, values.shape[1] - 2)
    weight = columns - left
    return values[:, left] * (1 - weight) + values[:, left + 1] * weight


def _image(values: np.ndarray, fill: Optional[float] = None, **attributes: Attribute) -> Variable:
    """Return a (rows, columns) array, compressed in one chunk unless it is small: a chunk's index alone takes 2.6 kB."""
    return Variable(("rows", "columns"), values, fill, attributes, chunk=values.shape if values.nbytes > 3000 else ())


def _packed(
    values: np.ndarray, scale: float, offset: float, dtype: type = np.int16, fill: float = INT16_FILL, **attributes: Attribute
) -> Variable:
    """Return `values` as integers with scale and offset as attributes, fill for NaN."""
    raw = np.where(np.isnan(values), fill, np.rint((values - offset) / scale)).astype(dtype)
    return _image(raw, fill, scale_factor=np.float64(scale), add_offset=np.float64(offset), **attributes)


def _bits(flags: dict[str, np.ndarray], meanings: str, dtype: type, fill: Optional[float] = None, **attributes: Attribute) -> Variable:
    """Return bool arrays as the bits of one array, in the order of `meanings`."""
    names = meanings.split()
    packed = sum(flag.astype(dtype) << names.index(name) for name, flag in flags.items())
    masks = (1 << np.arange(len(names))).astype(dtype)
    return _image(packed.astype(dtype), fill, flag_masks=masks, flag_meanings=meanings, **attributes)


def _root(product: Product) -> Attributes:
    """Return the attributes that all files of a product share."""
    return {
        "title": "SLSTR level 2 land surface temperature",
        "product_name": product.name,
        "start_time": f"{product.start.isoformat(timespec='microseconds')}Z",
        "stop_time": f"{product.stop.isoformat(timespec='microseconds')}Z",
        "creation_time": f"{product.created:%Y%m%dT%H%M%S}Z",
        "institution": "LN2",
        "source": "IPF-SL-2 06.16",
        "contact": "eosupport@copernicus.esa.int",
        "references": "S3IPF PDS 005.2",
        "history": " ",
        "comment": "Synthetic sample written by Boreal GPP in the format of this product.",
        "absolute_orbit_number": np.uint32(product.orbit[0]),
        "start_offset": np.int32(product.orbit[3]),
    }
