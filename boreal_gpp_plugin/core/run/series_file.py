"""Series files: rasters of a run with one band for each step, written tile by tile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Optional

import numpy as np
from osgeo import gdal, gdal_array

from ..errors import Cancelled, OutputError
from ..grid import Grid, parse_crs
from ..language import Message, msg
from ..progress import Progress
from ..variables import VARIABLES, Variable
from .map_file import BLOCK, NODATA, name_of, storage, write_colour_map
from .rasters import Tile

_NO_COUNT = -32768
_COUNTS = {"evi": 1e-4, "lst": 0.01, "soil_moisture": 1e-4, "thaw_fraction": 0.01}  # of the products' own steps, or finer
SD = "_sd"  # ends the names of standard deviations
_OVERVIEWS = (2, 4, 8, 16)


@contextmanager
def gdal_writes(path: Path) -> Iterator[None]:
    """Keep GDAL from printing within the block, and turn what it could not write into OutputError.

    GDAL raises only where another plugin switched its exceptions on, for the whole process; both ways must work.
    """
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    gdal.ErrorReset()
    try:
        yield
        # Whatever failed without an exception, closing included, left its message here.
        if gdal.GetLastErrorType() >= gdal.CE_Failure:
            raise RuntimeError(gdal.GetLastErrorMsg())
    except RuntimeError as error:
        raise OutputError(
            msg("{path} can't be written: {reason}.", path=str(path), reason=str(error).rstrip(".")),
            msg("Choose a folder that can be written to, on a disk with free space."),
        ) from error
    finally:
        gdal.PopErrorHandler()


class SeriesFile:
    """A raster with one band per step, written tile by tile; a context manager.

    GDAL is asked itself: rasterio lets nothing else run, the window included, while it builds overviews and closes a file, which
    takes seconds for a large site.

    Parameters
    ----------
    path : Path
        The GeoTIFF.
    grid : Grid
        Its grid.
    variable : Variable
        Names the bands' unit.
    labels : sequence of str
        Band descriptions: ISO start date of each step.

    Raises
    ------
    OutputError
        Here and in each method, when GDAL can't write.
    """

    _dtype: type[np.generic] = np.float32
    _nodata: float = NODATA
    _resampling = "AVERAGE"

    def __init__(self, path: Path, grid: Grid, variable: Variable, labels: Sequence[str]):
        self._create(path, grid, labels, predictor=2)
        with gdal_writes(path):
            self._file.SetMetadata({"variable": variable.id, "title": str(variable.title), "units": variable.unit})
            for band in self._bands():
                band.SetUnitType(variable.unit)

    def write(self, tile: Tile, values: np.ndarray, first: int = 0) -> None:
        """Store float (time, y, x) of a tile, NaN where missing, from the step with index `first` on."""
        self._put(tile, np.where(np.isfinite(values), values, self._nodata), first)

    def tag(self, **texts: str) -> None:
        """Add texts to the metadata of the file."""
        with gdal_writes(self._path):
            self._file.SetMetadata({**self._file.GetMetadata(), **texts})

    def build_overviews(self, progress: Optional[Progress] = None) -> None:
        """Add the overviews that make a large series quick to draw, once every tile is written; `progress` is asked whether to stop."""
        progress = progress or Progress()
        longest = max(self._file.RasterYSize, self._file.RasterXSize)

        def go_on(*_: Any) -> int:
            try:
                progress.check()
            except Cancelled:
                return 0
            return 1

        try:
            with gdal_writes(self._path):
                self._file.BuildOverviews(self._resampling, [factor for factor in _OVERVIEWS if longest / factor >= BLOCK], go_on)
        except OutputError:
            progress.check()  # stopped, GDAL says that it failed
            raise

    def close(self) -> None:
        """Close the file."""
        with gdal_writes(self._path):
            self._file.FlushCache()
            self._file = None

    def _create(self, path: Path, grid: Grid, labels: Sequence[str], **options: Any) -> None:
        """Make the file, with a band for each label."""
        self._path = path
        options = [f"{key}={value}" for key, value in {**storage(grid), **options, "interleave": "BAND"}.items()]
        kind = gdal_array.NumericTypeCodeToGDALTypeCode(self._dtype)
        with gdal_writes(path):
            self._file = gdal.GetDriverByName("GTiff").Create(str(path), grid.width, grid.height, len(labels), kind, options)
            if self._file is None:
                raise RuntimeError(gdal.GetLastErrorMsg())
            self._file.SetProjection(parse_crs(grid.crs).to_wkt())
            self._file.SetGeoTransform(grid.transform.to_gdal())
            for band, label in zip(self._bands(), labels):
                band.SetNoDataValue(self._nodata)
                band.SetDescription(label)

    def _bands(self) -> list[gdal.Band]:
        """Return the bands."""
        return [self._file.GetRasterBand(i) for i in range(1, self._file.RasterCount + 1)]

    def _put(self, tile: Tile, values: np.ndarray, first: int) -> None:
        """Store values as they are, (time, y, x), of a tile from the band with index `first` on."""
        rows, columns = tile
        values = np.ascontiguousarray(values, self._dtype)
        bands = list(range(first + 1, first + 1 + len(values)))
        with gdal_writes(self._path):
            self._file.WriteRaster(columns.start, rows.start, values.shape[2], values.shape[1], values, band_list=bands)

    def __enter__(self) -> SeriesFile:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()


class ClassSeriesFile(SeriesFile):
    """A raster of classes with one band per step and a QGIS colour map beside it.

    Parameters
    ----------
    path : Path
        The GeoTIFF.
    grid : Grid
        Its grid.
    classes : iterable of (int, str, str)
        Code (1-255), title and colour (#rrggbb) of each class; 0 is missing.
    labels : sequence of str
        Band descriptions.
    """

    _dtype, _nodata, _resampling = np.uint8, 0, "MODE"

    def __init__(self, path: Path, grid: Grid, classes: Iterable[tuple[int, str, str]], labels: Sequence[str]):
        self._create(path, grid, labels)
        self.tag(**name_of(path))
        write_colour_map(path, classes)

    def write(self, tile: Tile, values: np.ndarray, first: int = 0) -> None:
        """Store codes, uint8 (time, y, x), of a tile from the step with index `first` on."""
        self._put(tile, values, first)


class CountsFile(SeriesFile):
    """A raster of looks, one band each, in whole counts of the last digit that matters: a third of the room of real numbers.

    Parameters
    ----------
    path : Path
        The GeoTIFF.
    grid : Grid
        Its grid.
    variable : str
        Id of the driver that was looked at.
    labels : sequence of str
        Band descriptions: the times of the looks.
    """

    _dtype, _nodata = np.int16, _NO_COUNT

    def __init__(self, path: Path, grid: Grid, variable: str, labels: Sequence[str]):
        self._scale = _COUNTS[variable]
        self._create(path, grid, labels or [""])  # a raster has a band
        with gdal_writes(path):
            for band in self._bands():
                band.SetScale(self._scale)
                band.SetUnitType(VARIABLES[variable].unit)

    def write(self, tile: Tile, values: np.ndarray, first: int = 0) -> None:
        """Store float (look, y, x) of a tile in the driver's unit, NaN where nothing was seen, from the look with index `first` on."""
        self._put(tile, np.where(np.isfinite(values), np.rint(np.nan_to_num(values) / self._scale), _NO_COUNT), first)


def rounded(values: np.ndarray, digits: int = 8) -> np.ndarray:
    """Return values to so many significant binary digits, 8 being 0.4 %: all that a standard deviation is worth, in little room."""
    share, exponent = np.frexp(values)
    with np.errstate(invalid="ignore"):  # NaN stays NaN, of the kind that warns too
        return np.ldexp(np.rint(share * 2**digits) / 2**digits, exponent).astype(values.dtype)


class SeriesFiles:
    """Some series of a run, one file each, written tile by tile; a context manager.

    Parameters
    ----------
    folder : Path
        Where the files go.
    names : iterable of str
        Ids of variables.
    grid : Grid
        Of the site.
    labels : sequence of str
        Band descriptions.
    about : mapping of str to Message, optional
        What series show beyond their names, by id: a tag of the file.
    """

    def __init__(
        self, folder: Path, names: Iterable[str], grid: Grid, labels: Sequence[str], about: Optional[Mapping[str, Message]] = None
    ):
        self._files = {name: SeriesFile(folder / f"{name}.tif", grid, VARIABLES[name], labels) for name in names}
        for name, message in (about or {}).items():
            self._files[name].tag(about=str(message))

    def write(self, tile: Tile, values: Mapping[str, np.ndarray]) -> None:
        """Store series by name, float (time, y, x), of a tile; NaN where missing. Of standard deviations few digits are kept."""
        for name, cube in values.items():
            self._files[name].write(tile, rounded(cube) if name.endswith(SD) else cube)

    def build_overviews(self, progress: Optional[Progress] = None) -> None:
        """Add overviews to every file, once every tile is written; `progress` is asked whether to stop."""
        for file in self._files.values():
            file.build_overviews(progress)

    def __enter__(self) -> SeriesFiles:
        return self

    def __exit__(self, *_: Any) -> None:
        for file in self._files.values():
            file.close()
