"""The check before a run: what the inputs allow, and a refusal before any work where they do not."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Optional

import numpy as np
import rasterio.errors

from .calendar import SOME_YEAR, Calendar
from .checkup.check import TITLES, CheckUp, Finding
from .checkup.examination import examine
from .errors import InputError, advice
from .grid import LONLAT, Bounds, Grid, is_metric, overlap, parse_crs, transform_bounds
from .language import msg
from .progress import Progress
from .readers import hls, ntems, raster, smap
from .readers.catalogue import Catalogue, scan
from .readers.granule import Granule
from .request import RunRequest
from .strata import land_cover, zones
from .workers import tile_size

HLS = hls.PRODUCTS
# Observed before modelled where both are as fine, the finer first; a lattice that is preferred where a product comes on two.
SOIL_MOISTURE = {"SPL3SMP_E": "M09", "SPL4SMGP": "M09", "SPL4SMAU": "M09", "SPL3SMP": "M36"}
FREEZE_THAW = {"SPL3FTP_E": "M09", "SPL3FTP": "M36"}
LST = ("SLSTR", "LST_CCI")
_WORTH_SAYING = 0.01  # share of the site
VIEWS_BEYOND = 32  # days before and after the period, in which views tell how its first and last steps were: two repeats of Landsat
_SERIES = 6  # of the steps that a tile in work holds at once, beside the views
MARGIN = 3  # coarse cells read beyond the site on every side
_MOST_CELLS = 400_000_000  # 600 by 600 km at 30 m; maps of the whole site are held in memory, some 30 bytes a cell


@dataclass(frozen=True)
class CoarseSeries:
    """The granules of a coarse product over the period, and its cells over the site with a margin."""

    granules: tuple[Granule, ...]
    cells: Grid


@dataclass(frozen=True)
class Job:
    """A request that fits its inputs.

    Attributes
    ----------
    request : RunRequest
        What was asked for.
    catalogue : Catalogue
        What is in the inputs folder.
    grid : Grid
        Of every output.
    calendar : Calendar
        Of every output.
    acquisitions : list of hls.Acquisition
        HLS views within the period, or shortly before or after it.
    swaths : tuple of Granule
        SLSTR frames within the period, or else daily maps of gridded LST.
    soil_moisture, freeze_thaw : CoarseSeries or None
        SMAP products; None where there are none.
    land_cover : ndarray, uint8 (y, x)
        VLCE2 codes, 0 outside.
    fire_year : ndarray, int16 (y, x)
        Year of the last fire, 0 none.
    disturbed : ndarray, int16 (y, x)
        Year of the period in which a pixel burnt or was cut, the last one, `SOME_YEAR` where it is not known, 0 none.
    check : CheckUp, optional
        What the check-up says of the inputs.
    """

    request: RunRequest
    catalogue: Catalogue
    grid: Grid
    calendar: Calendar
    acquisitions: list[hls.Acquisition]
    swaths: tuple[Granule, ...]
    soil_moisture: Optional[CoarseSeries]
    freeze_thaw: Optional[CoarseSeries]
    land_cover: np.ndarray
    fire_year: np.ndarray
    disturbed: np.ndarray
    check: Optional[CheckUp] = None

    @property
    def tile_size(self) -> int:
        """Rows and columns of a tile."""
        layers = len(self.acquisitions) + _SERIES * len(self.calendar)
        return tile_size(layers, self.request.memory_gb, self.request.threads)


def prepare(request: RunRequest, progress: Progress, cache: Optional[str] = None) -> Job:
    """Return the job that the request and its inputs make; `cache` is the user's cache folder, where scans are remembered.

    Raises
    ------
    InputError
        When an input that the model can't do without is missing or does not cover the site and period.
    """
    catalogue = _catalogue(request, progress, cache)
    for problem in catalogue.problems:
        progress.warn(problem)
    told = len(progress.warnings)
    job = _job(request, catalogue, progress)
    further = [Finding.of("warning", warning) for warning in progress.warnings[told:]]
    check = examine(request, catalogue, job.grid, job.calendar, progress.silent(), further, cache)
    return replace(job, check=check)


def outline(request: RunRequest, progress: Progress, cache: Optional[str] = None) -> Job:
    """Return the job as `prepare` does, without a look into the files for the check-up; raises InputError as that."""
    return _job(request, _catalogue(request, progress, cache), progress)


def check_up(request: RunRequest, progress: Optional[Progress] = None, cache: Optional[str] = None) -> CheckUp:
    """Return the check-up of a request: what `prepare` would refuse is an error, what it would warn of a warning.

    Raises
    ------
    InputError
        The inputs folder can't be read at all.
    """
    progress = progress or Progress()
    with progress.stage(msg("Looking for files"), 0.0, 0.6):
        catalogue = _catalogue(request, progress, cache)
    quiet = progress.silent()
    further: list[Finding] = []
    grid = calendar = None
    try:
        job = _job(request, catalogue, quiet)
        grid, calendar = job.grid, job.calendar
    except InputError as error:
        further.extend(Finding("error", e.what, e.fix) for e in (error, *_missing(request, catalogue)))
        grid, calendar = _as_far_as_known(request, catalogue)
    further.extend(Finding.of("warning", warning) for warning in quiet.warnings)
    with progress.stage(msg("Looking into files"), 0.6, 1.0):
        return examine(request, catalogue, grid, calendar, progress, further, cache)


def _catalogue(request: RunRequest, progress: Progress, cache: Optional[str]) -> Catalogue:
    """Return what the inputs folder holds, but for the products that come from elsewhere or are left out."""
    catalogue = scan(request.inputs, progress, cache)
    granules, problems = dict(catalogue.granules), list(catalogue.problems)
    for product, source in request.sources.items():
        granules.pop(product, None)
        if source:
            is_file = os.path.isfile(source)
            found = scan(os.path.dirname(source) if is_file else source, progress.silent(), cache)
            own = tuple(g for g in found.of(product) if not is_file or source in (g.path, *g.files))
            if own:
                granules[product] = own
            else:
                text = msg("{path} holds no {product}.", path=source, product=TITLES.get(product, product))
                problems.append(advice(text, msg("Choose another file or folder, or take it from the inputs folder.")))
    return Catalogue(granules, tuple(problems), catalogue.unknown)


def _missing(request: RunRequest, catalogue: Catalogue) -> Iterator[InputError]:
    """Yield an error for each product that no job can do without and that is not there at all."""
    if not any(catalogue.of(product) for product in HLS):
        yield InputError(
            msg("No HLS granule was found in {folder}.", folder=request.inputs),
            msg("Add HLS v2.0 L30 or S30 granules with blue, green, red, near infrared, SWIR 1 and Fmask files, or choose another folder."),
        )
    if not any(catalogue.of(product) for product in LST):
        yield _no_temperature(request)
    if not (catalogue.of("VLCE2") or catalogue.of("LAND_COVER")):
        yield InputError(
            msg("No NTEMS land cover (VLCE2) was found in the inputs folder."),
            msg("Add CA_forest_VLCE2_<year>.tif of the site, or another land cover with a table of its classes."),
        )


def _as_far_as_known(request: RunRequest, catalogue: Catalogue) -> tuple[Optional[Grid], Optional[Calendar]]:
    """Return the grid and the calendar that a request would have, each None where its inputs do not tell."""
    views = [g for product in HLS for g in catalogue.of(product)]
    grid = calendar = None
    if not views and request.extent and request.extent_crs and not request.crs:
        with suppress(rasterio.errors.CRSError):
            request = replace(request, crs=_utm_at(request.extent, request.extent_crs))
    if views or (request.extent and request.crs):
        with suppress(InputError):
            grid = _grid(request, catalogue, views)
    if views or (request.start and request.end):
        with suppress(InputError):
            calendar = _calendar(request, views)
    return grid, calendar


def _utm_at(extent: Bounds, crs: str) -> str:
    """Return the code of the UTM zone, northern as those of HLS, in which the middle of an extent lies."""
    west, _, east, _ = transform_bounds(extent, crs, LONLAT)
    middle = (west + east + (360.0 if east < west else 0.0)) / 2
    return f"EPSG:{32601 + int((middle + 180.0) % 360.0 // 6)}"


def _job(request: RunRequest, catalogue: Catalogue, progress: Progress) -> Job:
    """Return the job that the request and a catalogue make; raises InputError as `prepare`."""
    for error in _missing(request, catalogue):
        raise error
    views = [g for product in HLS for g in catalogue.of(product)]
    grid = _grid(request, catalogue, views)
    calendar = _calendar(request, views)
    acquisitions = [a for a in hls.acquisitions(views) if _within(a.time, calendar, VIEWS_BEYOND)]
    acquisitions = [a for a in acquisitions if any(_meets(hls.native_grid(g), grid) for g in a.granules)]
    if not any(_within(a.time, calendar) for a in acquisitions):
        raise InputError(
            msg(
                "None of the {count} HLS granules covers the site between {start} and {end}.",
                count=len(views),
                start=calendar.labels[0],
                end=str(calendar.ends[-1] - 1),
            ),
            msg("Choose an extent and a period that the HLS granules cover."),
        )
    # The gridded product is made of the same views, so that one stands in for the other and never adds to it.
    swaths = next(filter(None, (tuple(g for g in catalogue.of(p) if _within(g.time, calendar)) for p in LST)), ())
    if not swaths:
        raise _no_temperature(request)
    cover, fire_year, disturbed = _maps(request, catalogue, grid, calendar, progress)
    soil_moisture = _coarse(catalogue, SOIL_MOISTURE, grid, calendar)
    if soil_moisture is None:
        progress.warn(
            advice(
                msg("No SMAP soil moisture of the period was found: the model runs without it."),
                msg("Add SPL3SMP_E or SPL4SMGP of the period."),
            )
        )
    freeze_thaw = _coarse(catalogue, FREEZE_THAW, grid, calendar)
    if freeze_thaw is None:
        progress.warn(
            advice(msg("No SMAP freeze/thaw of the period was found: the model runs without it."), msg("Add SPL3FTP_E of the period."))
        )
    return Job(request, catalogue, grid, calendar, acquisitions, swaths, soil_moisture, freeze_thaw, cover, fire_year, disturbed)


def _within(time: object, calendar: Calendar, beyond: int = 0) -> bool:
    """Return whether a time lies in the calendar, or not more than some days beyond it."""
    return bool(calendar.starts[0] - beyond <= np.datetime64(time, "D") < calendar.ends[-1] + beyond)


def _meets(a: Grid, b: Grid) -> bool:
    """Return whether two grids overlap."""
    return overlap(transform_bounds(a.bounds, a.crs, b.crs), b.bounds) is not None


def _grid(request: RunRequest, catalogue: Catalogue, views: list[Granule]) -> Grid:
    """Return the grid of the outputs: the extent asked for, or the extent common to the HLS tiles and the land cover."""
    natives = list(dict.fromkeys(hls.native_grid(view) for view in views))
    crs = request.crs or natives[0].crs
    try:
        parse_crs(crs)
    except rasterio.errors.CRSError as error:
        raise InputError(
            msg("The coordinate system {crs} is not known.", crs=crs), msg("Give a code such as EPSG:32613, or leave it empty.")
        ) from error
    if not is_metric(crs):
        raise InputError(
            msg("The coordinate system {crs} is not in metres.", crs=crs),
            msg("Choose a projected one, such as the UTM zone of the site, or leave it empty."),
        )
    if request.extent is not None:
        return _grid_of(transform_bounds(request.extent, request.extent_crs or crs, crs), crs, request.resolution)
    boxes = [transform_bounds(native.bounds, native.crs, crs) for native in natives]
    bounds: Bounds = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    for granule in (catalogue.of("VLCE2") or catalogue.of("LAND_COVER"))[:1]:
        cover = raster.grid_of(granule.path)
        common = overlap(bounds, transform_bounds(cover.bounds, cover.crs, crs))
        if common is None:
            raise _no_land_cover(granule)
        bounds = common
    # Only whole cells inside the common extent, so that no edge of the site lacks an input.
    size = request.resolution
    inner = (bounds[0] + size, bounds[1] + size, bounds[2] - size, bounds[3] - size)
    return _grid_of(inner if inner[0] < inner[2] and inner[1] < inner[3] else bounds, crs, size)


def _grid_of(bounds: Bounds, crs: str, resolution: float) -> Grid:
    """Return the grid of `resolution` over bounds; raises InputError where they hold less than a cell, or too many."""
    across, up = ((bounds[i + 2] - bounds[i]) / resolution for i in (0, 1))
    if min(across, up) < 1:
        raise InputError(
            msg("A cell of {resolution} m is larger than the site.", resolution=resolution),
            msg("Choose a larger extent, or smaller cells, such as 30 m."),
        )
    if across * up > _MOST_CELLS:
        raise InputError(
            msg("The site would have {count} million cells of {resolution} m.", count=round(across * up / 1e6), resolution=resolution),
            msg("Choose a smaller extent, or larger cells, such as 30 m."),
        )
    return Grid.from_bounds(bounds, crs, resolution)


def _calendar(request: RunRequest, views: list[Granule]) -> Calendar:
    """Return the steps of the period asked for, or of the calendar years of the HLS views."""
    years = sorted(view.time.year for view in views)
    first = request.start or f"{years[0]}-01-01"
    last = request.end or f"{years[-1]}-12-31"
    if last < first:
        raise InputError(
            msg("The last day {end} is before the first day {start}.", end=last, start=first), msg("Swap the two dates, or give both.")
        )
    return Calendar.between(first, last, request.step_days)


def _no_temperature(request: RunRequest) -> InputError:
    """Return the error that there is no land surface temperature."""
    return InputError(
        msg("No Sentinel-3 SLSTR land surface temperature of the period was found in {folder}.", folder=request.inputs),
        msg("Add SL_2_LST granules (.SEN3) of the period, or daily maps of ESA-CCI or C3S."),
    )


def _no_land_cover(granule: Granule) -> InputError:
    """Return the error that the land cover does not overlap the site."""
    return InputError(
        msg("The land cover {path} does not overlap the site.", path=granule.path),
        msg("Choose an extent inside the land cover, or add the NTEMS land cover (VLCE2) of the site."),
    )


def _maps(
    request: RunRequest, catalogue: Catalogue, grid: Grid, calendar: Calendar, progress: Progress
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return land cover of the period's last year, uint8, year of the last fire, and of a fire or cut in it, int16, all (y, x)."""
    covers = catalogue.of("VLCE2") or catalogue.of("LAND_COVER")
    year = int(calendar.years[-1])
    fires = [ntems.read_year(granule, grid) for granule in catalogue.of("FIRE_YEAR")]
    if not fires:
        progress.warn(
            advice(
                msg("No NTEMS fire years were found: no stratum is split by fire age."),
                msg("Add CA_Forest_Fire_1985-2020.tif of the site."),
            )
        )
    harvests = [ntems.read_year(granule, grid) for granule in catalogue.of("HARVEST_YEAR")]
    drawn = _drawn(request, grid, calendar, progress)
    maps = [land_cover.CoverMap(g.detail["year"], partial(ntems.read_land_cover, g, grid)) for g in covers]
    cover = land_cover.reconcile(maps, [*fires, *harvests, drawn], year)
    if not cover.codes.any():
        raise _no_land_cover(covers[0])
    _warn_of_disturbance(cover, year, progress)
    past = [np.where(years <= year, years, 0) for years in fires]
    within = [np.where(np.isin(years, (*calendar.years, SOME_YEAR)), years, 0) for years in (*fires, *harvests, drawn)]
    none = np.zeros(grid.shape, np.int16)
    return cover.codes, *(np.max([none, *maps], axis=0).astype(np.int16) for maps in (past, within))


def _drawn(request: RunRequest, grid: Grid, calendar: Calendar, progress: Progress) -> np.ndarray:
    """Return the year in which drawn zones burnt or were cut, int16 (y, x); raises InputError where they can't be used."""
    if not request.zones:
        return np.zeros(grid.shape, np.int16)
    years = zones.years_disturbed(request.zones, request.zone_field, grid, request.zone_use)
    if request.zone_use == "disturbed" and not np.isin(years, (*calendar.years, SOME_YEAR)).any():
        progress.warn(
            advice(
                msg("No zone of {path} burnt or was cut in the years of the period.", path=request.zones),
                msg("Check the attribute {field} that holds the years.", field=request.zone_field),
            )
        )
    return years


def _warn_of_disturbance(cover: land_cover.LandCover, year: int, progress: Progress) -> None:
    """Say how much of the site the land cover shows on the other side of a fire or harvest."""
    mapped = max(int((cover.codes > 0).sum()), 1)
    since, yet = (int(pixels.sum()) / mapped for pixels in (cover.burnt_since, cover.yet_to_burn))
    if since >= _WORTH_SAYING:
        progress.warn(
            advice(
                msg(
                    "{percent} % of the site burnt or was cut after its land cover of {map} and up to {year}: "
                    "it keeps the cover of before, told apart by fire age.",
                    percent=round(100 * since),
                    map=cover.year,
                    year=year,
                ),
                msg("Add a land cover of {year}.", year=year),
            )
        )
    if yet >= _WORTH_SAYING:
        progress.warn(
            advice(
                msg(
                    "{percent} % of the site burnt or was cut after {year} and before its land cover of {map}: it shows what grew later.",
                    percent=round(100 * yet),
                    map=cover.year,
                    year=year,
                ),
                msg("Add a land cover of {year}.", year=year),
            )
        )


def _coarse(catalogue: Catalogue, lattices: dict[str, str], grid: Grid, calendar: Calendar) -> Optional[CoarseSeries]:
    """Return the first of some SMAP products that has granules of the period, on the lattice that most of them come on, or None."""
    for product, preferred in lattices.items():
        granules = tuple(g for g in catalogue.of(product) if _within(g.time, calendar))
        if granules:
            counts = Counter(lattice for g in granules for lattice in g.detail["lattices"])
            lattice = max(counts, key=lambda name: (counts[name], name == preferred))
            return CoarseSeries(granules, smap.ease2_grid(lattice).covering(grid, MARGIN))
    return None
