"""What covers a site: its land cover, and the years in which it burnt or was cut, as the inputs and drawn zones have them."""

from __future__ import annotations

from functools import partial

import numpy as np

from .calendar import SOME_YEAR, Calendar
from .checkup.check import TITLES
from .errors import InputError, advice
from .grid import Grid
from .language import msg
from .progress import Progress
from .readers import ntems, raster
from .readers.catalogue import Catalogue
from .readers.granule import Granule
from .readers.tally import reported
from .request import RunRequest
from .strata import land_cover, zones

_WORTH_SAYING = 0.01  # share of the site


def granules_of(catalogue: Catalogue) -> tuple[Granule, ...]:
    """Return the maps of land cover: those of NTEMS, or others where there is none of these."""
    return catalogue.of("VLCE2") or catalogue.of("LAND_COVER")


def not_over_site(granule: Granule) -> InputError:
    """Return the error that the land cover does not overlap the site."""
    return InputError(
        msg("The land cover {path} does not overlap the site.", path=granule.path),
        msg("Choose an extent inside the land cover, or add the NTEMS land cover (VLCE2) of the site."),
    )


def of_site(
    request: RunRequest, catalogue: Catalogue, grid: Grid, calendar: Calendar, progress: Progress
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return maps (y, x): land cover of the period's last year, year of the last fire, and of a fire or cut in it, and where it was cut."""
    covers = granules_of(catalogue)
    year = int(calendar.years[-1])
    fires = _years(catalogue, "FIRE_YEAR", grid, progress)
    if not fires:
        progress.warn(
            advice(
                msg("No NTEMS fire years were found: no stratum is split by fire age."),
                msg("Add CA_Forest_Fire_1985-2020.tif of the site."),
            )
        )
    harvests = _years(catalogue, "HARVEST_YEAR", grid, progress)
    drawn = _drawn(request, grid, calendar, progress)
    maps = [land_cover.CoverMap(g.detail["year"], partial(ntems.read_land_cover, g, grid), raster.grid_of(g.path)) for g in covers]
    cover = land_cover.reconcile(maps, [*fires, *harvests, drawn], year)
    if not cover.codes.any():
        raise not_over_site(covers[0])
    _warn_of_disturbance(cover, year, progress)

    def last(maps: list[np.ndarray]) -> np.ndarray:
        return np.max([np.zeros(grid.shape, np.int16), *maps], axis=0).astype(np.int16)

    def within(maps: list[np.ndarray]) -> list[np.ndarray]:
        return [np.where(np.isin(years, (*calendar.years, SOME_YEAR)), years, 0) for years in maps]

    burnt, harvested, disturbed = (last(within(maps)) for maps in (fires, harvests, [*fires, *harvests, drawn]))
    cut = (harvested > burnt) & (harvested == disturbed)
    return cover.codes, last([np.where(years <= year, years, 0) for years in fires]), disturbed, cut


def _years(catalogue: Catalogue, product: str, grid: Grid, progress: Progress) -> list[np.ndarray]:
    """Return the years of each map of fires or harvests, int16 (y, x)."""
    with reported(TITLES[product], progress):
        return [ntems.read_year(granule, grid) for granule in catalogue.of(product)]


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
