"""The sample site: a folder of synthetic products in the real formats, and the truth that they were made from."""

from __future__ import annotations

import shutil
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from typing import Optional, Union

import numpy as np

from ..calendar import Calendar
from ..errors import InputError, OutputError
from ..grid import Grid, transform_bounds
from ..language import msg
from ..output_folder import SCRATCH, OutputFolder
from ..progress import Progress
from ..run.series_file import SeriesFile
from ..variables import VARIABLES
from . import coarse, geotiff, hls, landscape, mod17, modis, ntems, readme, scene, swath, towers, truth, vpm, weather
from .cells import Cells

README = "README.txt"
SIZES_KM = (1.5, 58.0)
TRUTH_SERIES = {"gpp": 9, "evi": 13, "lst": 6, "soil_moisture": 12, "thaw_fraction": 6}
"""Series in `truth/`, and the binary digits kept after the point: more would only take room."""

_FINE, _FAR = 30.0, 300.0  # m
_FINE_MARGIN = 4  # far cells that the fine grid reaches beyond the site, so that 500 m pixels that touch the site are whole


def site_grid(size_km: float) -> Grid:
    """Return the 30 m grid of a site of about `size_km`, centred on the same place for every size."""
    count = max(round(size_km * 1000 / _FAR), 1)
    left, top = landscape.CENTRE[0] - count // 2 * _FAR, landscape.CENTRE[1] - count // 2 * _FAR + count * _FAR
    return Grid.from_bounds((left, top - count * _FAR, left + count * _FAR, top), landscape.CRS, _FINE)


def site_cells(site: Grid) -> Cells:
    """Return fine cells for the site and coarse ones for all that its coarse products reach."""
    fine = site.padded(round(_FINE_MARGIN * _FAR / _FINE))
    reach = [transform_bounds(g.bounds, g.crs, site.crs) for g in (coarse.window(site), modis.window(site))]
    lower, upper = np.min(reach, axis=0), np.max(reach, axis=0)
    return Cells(fine, Grid.from_bounds((lower[0], lower[1], upper[2], upper[3]), site.crs, _FAR))


def write(folder: Union[str, Path], seed: int = 1, size_km: float = 12.0, years: int = 1, progress: Optional[Progress] = None) -> Path:
    """Write the sample site and return its folder.

    Parameters
    ----------
    folder : str or Path
        Where the products go, a sub-folder each, and the truth in `truth/`. Missing, empty, or an earlier sample site, which is replaced.
    seed : int
        The same seed gives the same values; not negative.
    size_km : float
        Width and height of the site.
    years : int
        Calendar years from `weather.FIRST_YEAR` on.
    progress : Progress, optional
        Told what is being written; asked whether to stop.

    Raises
    ------
    InputError
        When the seed, the size or the number of years can't be served.
    OutputError
        When the folder can't be written or holds other files.
    Cancelled
        When the user asked to stop; nothing is left behind.
    """
    if not SIZES_KM[0] <= size_km <= SIZES_KM[1]:
        raise InputError(
            msg("A sample site of {size} km can't be made.", size=size_km),
            msg("Give a size from {low} to {high} km.", low=SIZES_KM[0], high=SIZES_KM[1]),
        )
    if years < 1 or seed < 0:
        raise InputError(
            msg("A sample site needs at least one year and a seed that is not negative, not {years} and {seed}.", years=years, seed=seed),
            msg("Give whole numbers from 1 and from 0 on."),
        )
    progress = progress or Progress()
    _refuse_strangers(Path(folder))
    with OutputFolder(folder) as output:
        calendar = Calendar.between(f"{weather.FIRST_YEAR}-01-01", f"{weather.FIRST_YEAR + years - 1}-12-31")
        write_products(output.scratch, seed, site_grid(size_km), calendar, progress)
        for made in sorted(output.finished(), key=lambda path: path.name == README):  # the README last
            target = output.path / made.name
            if target.is_dir():
                shutil.rmtree(target)
            made.replace(target)
    return output.path


def _refuse_strangers(folder: Path) -> None:
    """Raise OutputError where `folder` holds other files than those of a sample site."""
    others = [path for path in folder.iterdir() if path.name != SCRATCH] if folder.is_dir() else []
    if others and not _is_sample_site(folder):
        raise OutputError(
            msg("The folder {path} already holds {name}.", path=str(folder), name=others[0].name),
            msg("Choose an empty folder, or a new one, for the sample site."),
        )


def _is_sample_site(folder: Path) -> bool:
    """Return whether a folder holds the README of a sample site: those of other people begin otherwise."""
    path = folder / README
    return path.is_file() and path.read_text(encoding="utf-8", errors="replace").startswith(readme.TITLE)


def write_products(folder: Path, seed: int, site: Grid, calendar: Calendar, progress: Progress) -> None:
    """Write all products of a period, from `weather.FIRST_YEAR` on, the truth and the README into an empty folder."""
    years = int(calendar.years[-1]) - weather.FIRST_YEAR + 1
    with progress.stage(msg("Shaping the landscape and its weather"), 0.0, 0.05):
        cells = site_cells(site)
        land = landscape.of_cells(cells, seed)
        progress.update(0.5)
        sky = weather.simulate(seed, years)
    with progress.stage(msg("Writing maps"), 0.05, 0.08):
        ntems.write_maps(folder / "NTEMS", cells, land)
        ntems.write_elevation(folder / "DEM", cells, land)
    with progress.stage(msg("Writing satellite products, day by day"), 0.08, 1.0):
        _write_days(folder, seed, site, cells, land, sky, calendar, progress)
    (folder / README).write_text(readme.text(seed, site, years), encoding="utf-8")


def _write_days(
    folder: Path,
    seed: int,
    site: Grid,
    cells: Cells,
    land: landscape.Landscape,
    sky: weather.Weather,
    calendar: Calendar,
    progress: Progress,
) -> None:
    """Write everything that has a date in one pass over the days, with no more than one step in memory."""
    passes = _Passes(folder, seed, site, cells, land, calendar)
    smap = coarse.CoarseProducts(folder / "SMAP", cells, land, site, seed)
    pixels = modis.Pixels(cells, site)
    vpm_folder, mod17_folder = folder / "MODIS" / "VPM", folder / "MODIS" / "MOD17A2HGF"
    vpm_folder.mkdir(parents=True)
    mod17_folder.mkdir()
    composites = mod17.Mod17(mod17_folder, pixels, land, sky, seed)
    stations = towers.place(cells, land, site)
    spread = cells.spreader(weather.NODES)
    first, last = calendar.starts[0], calendar.ends[-1]
    stand, year = None, None
    with ExitStack() as stack:
        series = _TruthSeries(folder / "truth", stack, site, cells, land, calendar)
        for step, (start, end) in enumerate(zip(calendar.starts, calendar.ends)):
            if calendar.years[step] != year:
                year = int(calendar.years[step])
                stand = truth.Stand(land, year)
                passes.begin_year(year)
            total = {name: np.zeros(len(cells), np.float32) for name in TRUTH_SERIES}
            for date in np.arange(start, end):
                progress.update(float((date - first) / (last - first)))
                today = stand.on(sky.day(date, spread))
                for name, values in total.items():
                    values += getattr(today, name)
                smap.write(stand, today)
                towers.record(stations, today, seed)
                passes.write(stand, today)
                if date == start + (end - start) // 2:
                    composites.write(start, end, stand.absorbed(today.green))
            mean = {name: values / np.float32(calendar.days[step]) for name, values in total.items()}
            series.write(step, mean)
            vpm.write(vpm_folder, pixels, start, mean["gpp"], seed)
    towers.write(folder / "towers", stations)


class _Passes:
    """The passes of HLS and SLSTR over the site, written on their days."""

    def __init__(self, folder: Path, seed: int, site: Grid, cells: Cells, land: landscape.Landscape, calendar: Calendar):
        self._hls_folder, self._slstr_folder = folder / "HLS", folder / "Sentinel-3"
        self._hls_folder.mkdir()
        self._slstr_folder.mkdir()
        self._seed, self._site, self._cells = seed, site, cells
        self._window = site.padded(hls.MARGIN)
        self._window_land = land.on(self._cut)
        self._hls, self._slstr = defaultdict(list), defaultdict(list)
        for year in np.unique(calendar.years).tolist():
            for acquisition in hls.acquisitions(year):
                self._hls[np.datetime64(acquisition.time, "D")].append(acquisition)
            for overpass in swath.overpasses(year):
                self._slstr[overpass.date].append(overpass)

    def _cut(self, values: np.ndarray) -> np.ndarray:
        """Return values of cells (cell,) on the window of the HLS granules, (y, x)."""
        return self._cells.raster(values, self._window)

    def begin_year(self, year: int) -> None:
        """Let the stands of the window have their age of `year`."""
        self._stand = truth.Stand(self._window_land, year)

    def write(self, stand: truth.Stand, today: truth.Today) -> None:
        """Write the passes of a day."""
        for acquisition in self._hls[today.day.date]:
            seen = scene.observe(acquisition, self._window, self._stand, today.day.on(self._cut), self._seed)
            if seen is not None:
                hls.write(self._hls_folder, acquisition, self._window, *seen)
        for overpass in self._slstr[today.day.date]:
            swath.write(self._slstr_folder, overpass, self._site, self._cells, stand, today, self._seed)


class _TruthSeries:
    """The truth on the 30 m grid, step by step, in files named as those of a run."""

    def __init__(self, folder: Path, stack: ExitStack, site: Grid, cells: Cells, land: landscape.Landscape, calendar: Calendar):
        folder.mkdir()
        self._site, self._cells = site, cells
        cover = cells.raster(land.land_cover, site)
        self._dry = cover != landscape.WATER
        geotiff.write(folder / "land_cover.tif", site, cover, 0)
        self._files = {
            name: stack.enter_context(SeriesFile(folder / f"{name}.tif", site, VARIABLES[name], calendar.labels)) for name in TRUTH_SERIES
        }

    def write(self, step: int, mean: dict[str, np.ndarray]) -> None:
        """Write means of a step (cell,); soil of lakes has neither moisture nor frost."""
        whole = slice(0, self._site.height), slice(0, self._site.width)
        for name, digits in TRUTH_SERIES.items():
            values = np.round(self._cells.raster(mean[name], self._site) * 2.0**digits) / 2.0**digits
            if name in ("soil_moisture", "thaw_fraction"):
                values = np.where(self._dry, values, np.nan)
            self._files[name].write(whole, values[None], step)
