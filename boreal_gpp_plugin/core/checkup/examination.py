"""The examination: what each product holds for a site and period, how far it reaches, and what is wrong with it."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Optional

import numpy as np

from ..calendar import Calendar
from ..errors import InputError
from ..grid import LONLAT, Grid, crs_name, overlap, parse_crs, transform_bounds, transform_points
from ..language import Message, msg
from ..progress import Progress
from ..readers import declared, hls, lst_grid, meteorology, modis, raster, sentinel3, smap, towers, vegetation_index
from ..readers.catalogue import PRODUCTS, Catalogue
from ..readers.granule import Granule
from ..readers.opening import COPY_MARK
from ..reference.footprints import RADIUS
from ..request import RunRequest
from . import quality
from .check import LEVELS, TITLES, CheckUp, Finding, ProductCheck
from .looks import MAPS, Looks, Seen

_NAMED = 5  # of unknown files
_WHOLE = 0.99  # share of the site
_FEW = 0.2  # of the granules of the fullest year
_PERIOD = np.timedelta64(31, "D")  # of the longest composite, which may begin before the period
_BY_NAME = ("MOD17", "MOD13", "FIRE_YEAR", "FIRE_DNBR", "HARVEST_YEAR", "LEAD_SPECIES", "ERA5_LAND", "DAYMET")  # many of one date
_COPY = re.compile(COPY_MARK + r"(?=\.[^.]*$)")
_TELLING_APART = ("tile", "layer", "variable", "name", "daytime", "platform")
_GRIDS: Mapping[str, Callable[[Granule], Grid]] = {
    **dict.fromkeys(hls.PRODUCTS, hls.native_grid),
    **dict.fromkeys(meteorology.PRODUCTS, meteorology.grid_of),
    "LST_CCI": lst_grid.grid_of,
    "MOD17": modis.grid_of,
    "MOD13": vegetation_index.grid_of,
    "SERIES": declared.grid_of,
}
_LONGEST_GAP = {  # days without a granule, beyond which the drivers are more filled than seen
    **dict.fromkeys(hls.PRODUCTS, 48),
    "SLSTR": 16,
    "LST_CCI": 16,
    "SPL3SMP_E": 16,
    "SPL3SMP": 16,
    "SPL3FTP_E": 16,
    "SPL3FTP": 16,
    "SPL4SMGP": 8,
    "SPL4SMAU": 8,
    "SPL4CMDL": 8,
    "MOD17": 8,
    "MOD13": 32,
    "VPM": 8,
}
_COMPOSITES = {"MOD17": 8, "MOD13": 16, "VPM": 8}  # days that a granule is of


def examine(
    request: RunRequest,
    catalogue: Catalogue,
    grid: Optional[Grid] = None,
    calendar: Optional[Calendar] = None,
    progress: Optional[Progress] = None,
    further: Iterable[Finding] = (),
    cache: Optional[str] = None,
) -> CheckUp:
    """Return the check-up of a catalogue.

    Parameters
    ----------
    request : RunRequest
        What is asked for.
    catalogue : Catalogue
        What the inputs folder holds.
    grid : Grid, optional
        Of the site; without one nothing is said of coverage.
    calendar : Calendar, optional
        The period; without one nothing is said of gaps.
    progress : Progress, optional
        Moves on with each product.
    further : iterable of Finding
        To be told along.
    cache : str, optional
        The user's cache folder, where it is remembered what was seen in files.
    """
    progress = progress or Progress()
    findings = [*further, *(Finding.of("warning", problem) for problem in catalogue.problems), *_unknown(catalogue.unknown)]
    findings.extend(_lonely_years(request, catalogue, calendar))
    products = []
    looks = Looks(grid, request, cache) if grid else None
    for product in progress.each([p for p in PRODUCTS if catalogue.of(p)]):
        check, found = _examine_product(product, catalogue.of(product), looks, calendar, request, progress)
        if grid is not None:
            found[:0] = _elsewhere(product, catalogue.of(product), grid)
        if product == "TOWER" and grid is not None:
            found.append(_tower_places(catalogue.of(product), grid))
        products.append(check)
        findings.extend(found)
    if looks:
        looks.save()
    once = {(f.level, str(f.text)): f for f in sorted(findings, key=lambda f: -LEVELS.index(f.level))}
    site = transform_bounds(grid.bounds, grid.crs, LONLAT) if grid else None
    period = (calendar.labels[0], str(calendar.ends[-1] - 1)) if calendar else None
    return CheckUp(request.inputs, site, period, tuple(products), tuple(once.values()))


def _unknown(paths: tuple[str, ...]) -> list[Finding]:
    """Return what is said of files in which no product was recognised."""
    if not paths:
        return []
    names = ", ".join(os.path.basename(path) for path in paths[:_NAMED]) + (" ..." if len(paths) > _NAMED else "")
    text = msg(
        "Files in which no product was recognised, and which are not used: {count} ({names}).",
        count=len(paths),
        names=names,
        path=paths[0],  # not in the sentence, but what a table is to be about
    )
    fix = msg("Give files of a product their original names back; declare series of your own in {table}.", table=declared.TABLE)
    return [Finding("warning", text, fix)]


def _lonely_years(request: RunRequest, catalogue: Catalogue, calendar: Optional[Calendar]) -> list[Finding]:
    """Return what is said of years of the period with few views, which make it long where it was not asked for."""
    views = Counter(g.time.year for product in hls.PRODUCTS for g in catalogue.of(product))
    years = {year: count for year, count in views.items() if calendar is None or year in calendar.years}
    few = sorted(year for year, count in years.items() if count < _FEW * max(years.values()))
    if not few or (request.start and request.end):
        return []
    text = msg(
        "The period is that of the HLS granules, {first} to {last}, but only {count} of {total} are of {years}.",
        first=min(years),
        last=max(years),
        count=sum(years[year] for year in few),
        total=sum(years.values()),
        years=", ".join(map(str, few)),
    )
    return [Finding("warning", text, msg("Give the first and the last day, or take the files of these years out."))]


def _elsewhere(product: str, granules: tuple[Granule, ...], grid: Grid) -> list[Finding]:
    """Return what is said of tiles that do not touch the site."""
    tiles: dict[str, list[Granule]] = {}
    for granule in granules:
        if granule.detail.get("tile"):
            tiles.setdefault(granule.detail["tile"], []).append(granule)
    away = []
    for tile, members in tiles.items():
        with suppress(InputError):  # told where it is looked into
            if not any(overlap(transform_bounds(native.bounds, native.crs, grid.crs), grid.bounds) for native in _grids(members[0])):
                away.append(tile)
    if not away:
        return []
    count = sum(len(tiles[tile]) for tile in away)
    text = msg(
        "{title}: {count} of {total} lie outside the site (tiles: {tiles}).",
        title=TITLES[product],
        count=count,
        total=len(granules),
        tiles=", ".join(sorted(away)),
    )
    return [Finding("warning", text, msg("Take them out of the folder, or choose the extent that was meant."), product)]


def _examine_product(
    product: str,
    granules: tuple[Granule, ...],
    looks: Optional[Looks],
    calendar: Optional[Calendar],
    request: RunRequest,
    progress: Progress,
) -> tuple[ProductCheck, list[Finding]]:
    """Return the check of one product and what is to be said of it."""
    within = granules if calendar is None else tuple(g for g in granules if _overlaps(g, calendar))
    seen = looks.of(product, within, progress) if looks else Seen()
    findings = [Finding.of("warning", problem, product) for problem in seen.problems]
    dates = () if product in MAPS else _dates(granules, calendar)
    years = tuple(sorted({g.time.year for g in granules if g.time})) if product in MAPS else ()
    files = sum(len(g.files) for g in granules)
    copies, grid = _duplicates(product, granules), _grid_text(granules)
    check = ProductCheck(product, len(granules), files, copies, dates, grid, seen.coverage, seen.by_month, years, granules[0].path)
    title = check.title
    if not within:
        text = msg("{title}: none of {count} is of the period.", title=title, count=len(granules))
        findings.append(Finding("warning", text, msg("Choose a period that they cover, or add files of the period."), product))
    if seen.coverage is not None and seen.coverage < _WHOLE and within:
        if seen.granules < len(within):  # the others may have values elsewhere
            looked = {"count": seen.granules, "total": len(within)}
            text = msg(
                "{title}: {count} of {total} were looked into and have values for {percent} % of the site.",
                title=title,
                percent=check.percent,
                **looked,
            )
        else:
            text = msg("{title} has values for {percent} % of the site.", title=title, percent=check.percent)
        fix = msg("Add the neighbouring tiles or frames, or choose a smaller extent; clouds, and what a product does not map, stay empty.")
        findings.append(Finding("warning", text, fix, product))
    if check.duplicates:
        text = msg("{title}: {count} are copies of others.", title=title, count=check.duplicates)
        findings.append(Finding("warning", text, msg("Nothing has to be done: each counts once; take copies out to scan faster."), product))
    gap = _longest_gap(product, within, calendar)
    if gap is not None:
        text = msg("{title}: nothing from {first} to {last}, {days} days.", title=title, first=gap[0], last=gap[1], days=gap[2])
        findings.append(
            Finding("warning", text, msg("Add files of these days, or expect them to be filled in from before and after."), product)
        )
    findings.extend(quality.examine(product, granules, request))
    if not findings:
        findings.append(Finding("pass", _pass_text(check), None, product))
    return check, findings


def _tower_places(granules: tuple[Granule, ...], grid: Grid) -> Finding:
    """Return which towers stand in the site, as far as a run would use them: with a part of their surroundings in it, and which do not."""
    places = {g.detail["site"]: (g.detail["longitude"], g.detail["latitude"]) for g in granules}
    x, y = transform_points(*(np.array(values, np.float64) for values in zip(*places.values())), LONLAT, grid.crs)
    row, column = (np.rint(i).astype(int).clip(0, n - 1) for i, n in zip(grid.fractional_index(x, y), grid.shape))
    seen = np.hypot(x - grid.x[column], y - grid.y[row]) <= RADIUS
    inside, outside = ([site for site, is_seen in zip(places, seen) if is_seen == wanted] for wanted in (True, False))
    here = ", ".join(inside) if inside else msg("none")
    if not outside:
        return Finding("pass", msg("Flux towers inside the site: {inside}.", inside=here), None, "TOWER")
    about = {"inside": here, "outside": ", ".join(outside), "path": granules[0].path}
    text = msg("Flux towers inside the site: {inside}; outside, and not used: {outside}.", **about)
    fix = msg("Choose an extent that holds them; where a place is wrong, correct it in {table}.", table=towers.SITES)
    return Finding("warning", text, fix, "TOWER")


def _pass_text(check: ProductCheck) -> Message:
    """Return what is said of a product with which nothing is wrong."""
    title, count, dates = check.title, check.granules, check.dates
    if len(dates) > 1:
        return msg("{title}: {count} from {first} to {last}.", title=title, count=count, first=dates[0], last=dates[-1])
    when = ", ".join([*dates, *map(str, check.years)])
    if when:
        return msg("{title}: {count} of {when}.", title=title, count=count, when=when)
    return msg("{title}: {count} found.", title=title, count=count)


def _dates(granules: tuple[Granule, ...], calendar: Optional[Calendar]) -> tuple[str, ...]:
    """Return the ISO days that granules hold something of; of long tables and series those of the period."""
    days = {np.datetime64(g.time, "D") for g in granules if g.time and g.last == g.time}
    for granule in granules:
        if granule.last != granule.time:
            span = np.arange(np.datetime64(granule.time, "D"), np.datetime64(granule.last, "D") + 1)
            days.update(span if calendar is None else span[(span >= calendar.starts[0]) & (span < calendar.ends[-1])])
    return tuple(sorted(map(str, days)))


def _overlaps(granule: Granule, calendar: Calendar) -> bool:
    """Return whether a granule may say something of the period: maps always do."""
    if granule.time is None or granule.product in MAPS:
        return True
    first = calendar.starts[0] - (_PERIOD if granule.last == granule.time else np.timedelta64(0, "D"))
    return bool(np.datetime64(granule.last, "D") >= first and np.datetime64(granule.time, "D") < calendar.ends[-1])


def _duplicates(product: str, granules: tuple[Granule, ...]) -> int:
    """Return how many granules say what another one says."""
    if product == "SLSTR":
        return len(granules) - len(sentinel3.latest(granules))
    if product == "TOWER":
        return len(granules) - len(towers.best(granules))

    def identity(granule: Granule) -> tuple:
        # What a browser calls a second copy may be another sheet of the same name.
        name = _COPY.sub("", os.path.basename(granule.path)), _size(granule.path)
        if granule.time is None or product in _BY_NAME:
            return name, granule.detail.get("layer")
        return granule.time, *(granule.detail.get(key) for key in _TELLING_APART)

    return len(granules) - len({identity(g) for g in granules})


def _size(path: str) -> Optional[int]:
    """Return the size of a file in bytes, or None where it is gone."""
    with suppress(OSError):
        return os.path.getsize(path)
    return None


def _longest_gap(product: str, granules: tuple[Granule, ...], calendar: Optional[Calendar]) -> Optional[tuple[str, str, int]]:
    """Return first day, last day and length of the longest time without a granule, or None where it is short enough."""
    if calendar is None or product not in _LONGEST_GAP or not granules:
        return None
    starts = np.array([g.time for g in granules], "datetime64[D]")
    days = np.unique(starts[:, None] + np.arange(_COMPOSITES.get(product, 1)))
    days = days[(days >= calendar.starts[0]) & (days < calendar.ends[-1])]
    edges = np.concatenate([[calendar.starts[0] - 1], days, [calendar.ends[-1]]])
    lengths = np.diff(edges).astype(int) - 1
    longest = int(lengths.argmax())
    if lengths[longest] <= _LONGEST_GAP[product]:
        return None
    return str(edges[longest] + 1), str(edges[longest + 1] - 1), int(lengths[longest])


def _grid_text(granules: tuple[Granule, ...]) -> str:
    """Return CRS and cell size of granules, those of each tile, as text; empty where they have no grid or can't be read."""
    texts = []
    for granule in {g.detail.get("tile"): g for g in reversed(granules)}.values():
        with suppress(InputError):
            texts += [f"{crs_name(native.crs)}, {_size_text(native)}" for native in _grids(granule)]
    return "; ".join(sorted(set(texts)))


def _size_text(grid: Grid) -> str:
    """Return the side of a cell with its unit."""
    size = grid.cell_size[0]
    return f"{size:.4g}\u00b0" if parse_crs(grid.crs).is_geographic else f"{size / 1000:.4g} km" if size >= 1000 else f"{size:.4g} m"


def _grids(granule: Granule) -> list[Grid]:
    """Return the grids that a granule comes on; raises InputError where it can't be read."""
    if granule.product in _GRIDS:
        return [_GRIDS[granule.product](granule)]
    if "lattices" in granule.detail:
        return [smap.ease2_grid(name) for name in granule.detail["lattices"]]
    return [raster.grid_of(granule.path)] if granule.path.lower().endswith(raster.EXTENSIONS) else []
