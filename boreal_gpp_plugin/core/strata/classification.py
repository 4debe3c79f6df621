"""Strata: where one set of model parameters holds; land cover x years since fire x drawn zone, in a hierarchy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from ..language import Message, msg
from ..variables import LAND_COVER
from .zones import Zones

ALL = 1
"""Code of the root of the hierarchy: all strata."""
ALL_ID = "all"
"""Its name in files and in code."""
FIRST_ZONE = 10001
"""Code of the first stratum of a drawn zone."""
_NOT_MODELLED = 0


@dataclass(frozen=True)
class Stratum:
    """One stratum.

    Attributes
    ----------
    code : int
        Value in the raster.
    id : str
        Name in files and in code.
    title : Message
        Readable name.
    colour : str
        Colour in legend and charts.
    prior : str
        Class of the default parameters (model.defaults).
    parent : int or None
        Code of the stratum that it borrows from; None for the root.
    night : float or None
        Mean annual night-time temperature, degC, where it is known: default parameters change with it.
    fire_age : int
        Index of its class of years since fire; 0 without one.
    """

    code: int
    id: str
    title: Message
    colour: str
    prior: str
    parent: Optional[int]
    night: Optional[float] = None
    fire_age: int = 0


@dataclass(frozen=True)
class FireAge:
    """One class of years since fire.

    Attributes
    ----------
    index : int
        Last digit of a stratum's code.
    first, last : int
        Years since fire, both included.
    regenerating : bool
        Whether the class takes the default parameters of regenerating land, whatever its cover: most of it burnt less than 25 years ago.
    char : float
        Share of burnt colour in the stratum's colour.
    """

    index: int
    first: int
    last: int
    regenerating: bool
    char: float


# Production changes fast in the first years after fire and little from some decades on (Goulden et al. 2011, Global Change Biology).
# Index 0 is older or none: NTEMS begins in 1985, so an older fire is one without a record.
FIRE_AGES = (
    FireAge(1, 0, 5, True, 0.75),
    FireAge(2, 6, 15, True, 0.55),
    FireAge(3, 16, 30, True, 0.38),
    FireAge(4, 31, 60, False, 0.22),
)
_BURNT_COLOUR = "#4d1a00"
# Qualitative scheme "bright" of P. Tol, safe for colour-blind readers.
_COVER_IN_ZONE = 0.4  # share of the cover's colour
_ZONE_COLOURS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377")


def derive(land_cover: np.ndarray, fire_year: np.ndarray, year: int) -> np.ndarray:
    """Return stratum codes, int16 (y, x): land cover code x 10 + fire-age index; 0 where GPP is not modelled.

    Parameters
    ----------
    land_cover : ndarray, uint8 (y, x)
        VLCE2 codes; water, snow, rock, barren and unclassified land are not modelled.
    fire_year : ndarray, int16 (y, x)
        Year of the last fire, 0 where there is none; a fire after `year` does not count.
    year : int
        Year that the strata are for.
    """
    age = year - fire_year.astype(np.int32)
    strata = land_cover.astype(np.int16) * 10
    for fire_age in FIRE_AGES:
        strata[(fire_year > 0) & (age >= fire_age.first) & (age <= fire_age.last)] += fire_age.index
    modelled = np.isin(land_cover, [cover.code for cover in LAND_COVER.values() if cover.prior])
    strata[~modelled] = _NOT_MODELLED
    return strata


def legend(codes: Iterable[int], zones: Optional[Mapping[int, Stratum]] = None) -> dict[int, Stratum]:
    """Return the strata of `codes` (0 is skipped) and all their parents, by code.

    Parameters
    ----------
    codes : iterable of int
        Codes in a strata raster.
    zones : mapping, optional
        Strata of drawn zones, as `with_zones` gives.
    """
    found: dict[int, Stratum] = {}
    waiting = [int(code) for code in codes if code != _NOT_MODELLED]
    while waiting:
        code = waiting.pop()
        if code not in found:
            found[code] = zones[code] if zones and code in zones else _stratum(code)
            if found[code].parent is not None:
                waiting.append(found[code].parent)
    return dict(sorted(found.items()))


def _stratum(code: int) -> Stratum:
    """Return the stratum of a code that is no zone: the root, a cover of any fire age, or a cover of one fire age."""
    if code == ALL:
        return Stratum(ALL, ALL_ID, msg("All strata"), "#808080", "all", None)
    if code in LAND_COVER:
        cover = LAND_COVER[code]
        title = msg("{cover}, any fire age", cover=cover.title)
        return Stratum(code, f"{cover.id}_any_age", title, cover.colour, cover.prior or "all", ALL)
    cover = LAND_COVER[code // 10]
    prior = cover.prior or "all"
    for age in FIRE_AGES:
        if code % 10 == age.index:
            title = msg("{cover}, burnt {first} to {last} years ago", cover=cover.title, first=age.first, last=age.last)
            colour = _blend(cover.colour, _BURNT_COLOUR, age.char)
            prior = "REGEN" if age.regenerating else prior
            return Stratum(code, f"{cover.id}_fire_{age.first}_{age.last}", title, colour, prior, cover.code, fire_age=age.index)
    return Stratum(code, cover.id, cover.title, cover.colour, prior, cover.code)


def _blend(a: str, b: str, share: float) -> str:
    """Return the colour between `a` and `b` (#rrggbb) with `share` of `b`."""
    pairs = zip(bytes.fromhex(a[1:]), bytes.fromhex(b[1:]))
    return "#" + bytes(round(x * (1 - share) + y * share) for x, y in pairs).hex()


def with_zones(strata: np.ndarray, zones: Zones) -> tuple[np.ndarray, dict[int, Stratum]]:
    """Return stratum codes, int16 (y, x), with strata of their own within each zone, and the legend of all codes with their parents.

    A zone of several covers or fire ages has a stratum for each: a wetland stays a wetland whoever drew a line around it, and borrows
    from wetlands. What is not modelled (water, rock) stays so.

    Parameters
    ----------
    strata : ndarray, int16 (y, x)
        Codes from `derive`.
    zones : Zones
        The zones on the same grid.
    """
    inside = (zones.index > 0) & (strata != _NOT_MODELLED)
    pairs, within = np.unique(np.stack([zones.index[inside], strata[inside]]), axis=1, return_inverse=True)
    slugs = _slugs(zones.names)
    added = {
        code: _in_zone(code, zone, zones.names[zone - 1], slugs[zone - 1], base)
        for code, (zone, base) in enumerate(pairs.T.tolist(), FIRST_ZONE)
    }
    strata = strata.astype(np.int16)
    strata[inside] = FIRST_ZONE + within.ravel()
    return strata, legend(np.unique(strata), added)


def _in_zone(code: int, index: int, name: str, slug: str, base: int) -> Stratum:
    """Return the part within a zone, of this index from 1, of the stratum with the code `base`."""
    whole = _stratum(base)
    return replace(
        whole,
        code=code,
        id=f"zone_{slug}_{whole.id}",
        title=msg("Zone {name}: {stratum}", name=name, stratum=whole.title),
        colour=_blend(_ZONE_COLOURS[(index - 1) % len(_ZONE_COLOURS)], whole.colour, _COVER_IN_ZONE),
    )


def _slugs(names: Sequence[str]) -> list[str]:
    """Return names with only letters, digits and _, lower case; those that become alike with their number from 1."""
    slugs = ["".join(c if c.isalnum() else "_" for c in name.lower()) for name in names]
    count = Counter(slugs)
    return [slug if count[slug] == 1 else f"{slug}_{i}" for i, slug in enumerate(slugs, 1)]
