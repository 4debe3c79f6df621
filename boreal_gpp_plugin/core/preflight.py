"""The check before a run: what the inputs allow, and a refusal before any work where they do not."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Optional

import numpy as np
import rasterio.errors

from . import site_cover, site_grid
from .calendar import Calendar
from .checkup.check import TITLES, CheckUp, Finding
from .checkup.examination import examine
from .errors import InputError, advice
from .grid import Grid, overlap, transform_bounds
from .job import VIEWS_BEYOND, CoarseSeries, Job
from .language import msg
from .progress import Progress
from .readers import hls, smap
from .readers.catalogue import Catalogue, scan
from .readers.granule import Granule
from .reference import products
from .request import RunRequest

# Observed before modelled where both are as fine, the finer first; a lattice that is preferred where a product comes on two.
_SOIL_MOISTURE = {"SPL3SMP_E": "M09", "SPL4SMGP": "M09", "SPL4SMAU": "M09", "SPL3SMP": "M36"}
_FREEZE_THAW = {"SPL3FTP_E": "M09", "SPL3FTP": "M36"}
_LST = ("SLSTR", "LST_CCI")
_TEMPERATURE = (*_LST, *_SOIL_MOISTURE, "DAYMET", "ERA5_LAND")  # seen, or of the weather
_MARGIN = 3  # coarse cells read beyond the site on every side


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
    return Catalogue(granules, tuple(problems), catalogue.unknown, catalogue.incomplete)


def _missing(request: RunRequest, catalogue: Catalogue) -> Iterator[InputError]:
    """Yield an error for each product that no job can do without and that is not there at all."""
    if not any(catalogue.of(product) for product in hls.PRODUCTS):
        folder, incomplete = request.inputs, catalogue.incomplete
        yield InputError(
            msg("No HLS granule in {folder} is whole: {count} lack bands.", folder=folder, count=incomplete)
            if incomplete
            else msg("No HLS granule was found in {folder}.", folder=folder),
            msg("Add HLS v2.0 L30 or S30 granules with blue, green, red, near infrared, SWIR 1 and Fmask files, or choose another folder."),
        )
    if not any(catalogue.of(product) for product in _LST):
        yield _no_temperature(request)
    if not site_cover.granules_of(catalogue):
        yield InputError(
            msg("No NTEMS land cover (VLCE2) was found in the inputs folder."),
            msg("Add CA_forest_VLCE2_<year>.tif of the site, or another land cover with a table of its classes."),
        )


def _as_far_as_known(request: RunRequest, catalogue: Catalogue) -> tuple[Optional[Grid], Optional[Calendar]]:
    """Return the grid and the calendar that a request would have, each None where its inputs do not tell."""
    views = [g for product in hls.PRODUCTS for g in catalogue.of(product)]
    grid = calendar = None
    if not views and request.extent and request.extent_crs and not request.crs:
        with suppress(rasterio.errors.CRSError):
            request = replace(request, crs=site_grid.utm_at(request.extent, request.extent_crs))
    if views or (request.extent and request.crs):
        with suppress(InputError):
            grid = site_grid.of_request(request, catalogue, views)
    if views or (request.start and request.end):
        with suppress(InputError):
            calendar = _calendar(request, views, catalogue, Progress())
    return grid, calendar


def _job(request: RunRequest, catalogue: Catalogue, progress: Progress) -> Job:
    """Return the job that the request and a catalogue make; raises InputError as `prepare`."""
    for error in _missing(request, catalogue):
        raise error
    products.choose(request.reference, catalogue)  # refuses one that is not there
    views = [g for product in hls.PRODUCTS for g in catalogue.of(product)]
    grid = site_grid.of_request(request, catalogue, views)
    calendar = _calendar(request, views, catalogue, progress)
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
    swaths = next(filter(None, (tuple(g for g in catalogue.of(p) if _within(g.time, calendar)) for p in _LST)), ())
    if not swaths:
        raise _no_temperature(request)
    cover, fire_year, disturbed, cut = site_cover.of_site(request, catalogue, grid, calendar, progress)
    soil_moisture = _coarse(catalogue, _SOIL_MOISTURE, grid, calendar)
    if soil_moisture is None:
        progress.warn(
            advice(
                msg("No SMAP soil moisture of the period was found: the model runs without it."),
                msg("Add SPL3SMP_E or SPL4SMGP of the period."),
            )
        )
    freeze_thaw = _coarse(catalogue, _FREEZE_THAW, grid, calendar)
    if freeze_thaw is None:
        progress.warn(
            advice(msg("No SMAP freeze/thaw of the period was found: the model runs without it."), msg("Add SPL3FTP_E of the period."))
        )
    return Job(request, catalogue, grid, calendar, acquisitions, swaths, soil_moisture, freeze_thaw, cover, fire_year, disturbed, cut)


def _within(time: object, calendar: Calendar, beyond: int = 0) -> bool:
    """Return whether a time lies in the calendar, or not more than some days beyond it."""
    return bool(calendar.starts[0] - beyond <= np.datetime64(time, "D") < calendar.ends[-1] + beyond)


def _meets(a: Grid, b: Grid) -> bool:
    """Return whether two grids overlap."""
    return overlap(transform_bounds(a.bounds, a.crs, b.crs), b.bounds) is not None


def _calendar(request: RunRequest, views: list[Granule], catalogue: Catalogue, progress: Progress) -> Calendar:
    """Return the steps of the period asked for, or of the calendar years of the HLS views as far as temperature is known."""
    years = sorted(view.time.year for view in views)
    first, last = (f"{years[i]}-{day}" if years else "" for i, day in ((0, "01-01"), (-1, "12-31")))
    if not (request.start and request.end) and years:
        first, last = _with_temperature(np.datetime64(first), np.datetime64(last), request, catalogue, progress)
    first, last = request.start or str(first), request.end or str(last)
    if last < first:
        raise InputError(
            msg("The last day {end} is before the first day {start}.", end=last, start=first), msg("Swap the two dates, or give both.")
        )
    return Calendar.between(first, last, request.step_days)


def _with_temperature(
    first: np.datetime64, last: np.datetime64, request: RunRequest, catalogue: Catalogue, progress: Progress
) -> tuple[np.datetime64, np.datetime64]:
    """Return first and last day of a period without the part, over a month, before or after anything is known of temperature.

    A winter without views is dormant, and is known; a winter without temperature is not.
    """
    granules = [g for product in _TEMPERATURE for g in catalogue.of(product) if g.time]
    known = [np.datetime64(time, "D") for g in granules for time in (g.time, g.last)]
    begins, ends = min(known, default=first), max(known, default=last)
    whole = np.timedelta64(request.step_days - 1, "D")  # steps that are known of in full
    later = begins + whole if begins - first > VIEWS_BEYOND else first
    sooner = ends - whole if last - ends > VIEWS_BEYOND else last
    if (later, sooner) == (first, last) or sooner - later < VIEWS_BEYOND:
        return first, last
    progress.warn(
        advice(
            msg("Temperature is known from {first} to {last}: only this time is mapped.", first=str(begins), last=str(ends)),
            msg("Add files of the rest of the year, or give the first and the last day."),
        )
    )
    return later, sooner


def _no_temperature(request: RunRequest) -> InputError:
    """Return the error that there is no land surface temperature."""
    return InputError(
        msg("No Sentinel-3 SLSTR land surface temperature of the period was found in {folder}.", folder=request.inputs),
        msg("Add SL_2_LST granules (.SEN3) of the period, or daily maps of ESA-CCI or C3S."),
    )


def _coarse(catalogue: Catalogue, lattices: dict[str, str], grid: Grid, calendar: Calendar) -> Optional[CoarseSeries]:
    """Return the first of some SMAP products that has granules of the period, on the lattice that most of them come on, or None."""
    for product, preferred in lattices.items():
        granules = tuple(g for g in catalogue.of(product) if _within(g.time, calendar))
        if granules:
            counts = Counter(lattice for g in granules for lattice in g.detail["lattices"])
            lattice = max(counts, key=lambda name: (counts[name], name == preferred))
            return CoarseSeries(granules, smap.ease2_grid(lattice).covering(grid, _MARGIN))
    return None
