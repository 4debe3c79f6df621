"""The strata of a site: derived from its maps, and what the drawn zones make of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from ..calendar import Calendar
from ..errors import InputError
from ..grid import Grid
from ..language import msg
from ..model.hierarchy import ancestry
from ..request import RunRequest
from . import classification, zones
from .classification import Stratum


@dataclass(frozen=True)
class SiteStrata:
    """The strata of a site.

    Attributes
    ----------
    codes : ndarray, int16 (y, x)
        Codes of all vegetated land, which the model is calibrated to; 0 where GPP is not modelled.
    mapped : ndarray, int16 (y, x)
        The same, but 0 outside the zones that alone are mapped, where there are such zones.
    legend : dict of int to Stratum
        The strata of the codes and their parents.
    """

    codes: np.ndarray
    mapped: np.ndarray
    legend: dict[int, Stratum]


def of_site(request: RunRequest, grid: Grid, land_cover: np.ndarray, fire_year: np.ndarray, year: int) -> SiteStrata:
    """Return the strata of a site, those of zones included.

    Zones that fix a cover come first, then those with strata of their own, then those outside which nothing is mapped. These do not
    change what the model is calibrated to: a reference pixel at their edge sees the land outside too.

    Parameters
    ----------
    request : RunRequest
        Says which zones there are and what they are for.
    grid : Grid
        Of the site.
    land_cover : ndarray, uint8 (y, x)
        VLCE2 codes, 0 outside.
    fire_year : ndarray, int16 (y, x)
        Year of the last fire, 0 where there is none.
    year : int
        Year that the strata are for.

    Raises
    ------
    InputError
        When the zones can't be used, or nothing is left to be modelled.
    """
    drawn = zones.read_by_use(request.zones, request.zone_field, grid, request.zone_use) if request.zones else {}
    if "cover" in drawn:
        land_cover = zones.cover(drawn["cover"], land_cover)
    codes = classification.derive(land_cover, fire_year, year)
    legend = classification.legend(np.unique(codes))
    if "stratum" in drawn:
        codes, legend = classification.with_zones(codes, drawn["stratum"])
    mapped = codes
    if "only" in drawn:
        wanted = np.logical_or.reduce([drawn[use].index > 0 for use in ("only", "stratum") if use in drawn])
        mapped = np.where(wanted, codes, 0).astype(np.int16)
    if not mapped.any():
        raise InputError(
            msg("Nothing in the site is modelled: its land cover is water, rock, barren or outside the map, or no zone lies in it."),
            msg("Choose an extent with vegetation."),
        )
    return SiteStrata(codes, mapped, legend)


def with_nights(legend: Mapping[int, Stratum], means: Mapping[int, Mapping[str, np.ndarray]], calendar: Calendar) -> dict[int, Stratum]:
    """Return the legend with the mean annual night-time temperature of each stratum, with which its default parameters change.

    That of a parent is the mean of its strata. Where some month is not known, no stratum has it.

    Parameters
    ----------
    legend : mapping of int to Stratum
        The strata and their parents.
    means : mapping of int to mapping of str to ndarray (time,)
        By stratum code: mean of lst_night, degC, where it is known.
    calendar : Calendar
        The steps.
    """
    nights = {code: _annual(series["lst_night"], calendar) for code, series in means.items() if "lst_night" in series}
    known = {code: night for code, night in nights.items() if night is not None}
    found = dict(legend)
    for code, stratum in legend.items():
        own = [night for leaf, night in known.items() if code in ancestry(leaf, legend)]
        if own:
            found[code] = replace(stratum, night=float(np.mean(own)))
    return found


def _annual(series: np.ndarray, calendar: Calendar) -> Optional[float]:
    """Return the mean of the twelve monthly means of a series (time,), None where a month is missing."""
    months = [series[(calendar.months == month) & np.isfinite(series)] for month in range(1, 13)]
    return float(np.mean([month.mean() for month in months])) if all(month.size for month in months) else None
