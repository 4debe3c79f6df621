"""The class of default parameters that the name of a stratum in a table stands for."""

from __future__ import annotations

import unicodedata
from typing import Optional

from ..strata.classification import legend
from ..variables import LAND_COVER
from .defaults import SPREAD

_OTHER_NAMES = {
    "ENF": ("conifer", "conifers", "needleleaf", "evergreen needleleaf", "evergreen needleleaf forest", "coniferes", "resineux"),
    "DBF": ("aspen", "deciduous", "deciduous broadleaf", "deciduous broadleaf forest", "feuillus"),
    "MF": ("mixed", "mixed forest", "mixte", "foret mixte"),
    "WET": ("wetlands", "permanent wetland", "permanent wetlands", "peatland", "bog", "fen", "mire", "milieu humide", "tourbiere"),
    "WET-treed": ("treed wetland", "wetland treed", "forested wetland", "milieu humide arbore"),
    "REGEN": ("regenerating", "regeneration", "burn", "burned", "burnt", "harvested", "cutover", "brulis", "coupe", "osh", "csh"),
}
"""What tables call the classes beside their ids: names of towers' networks (IGBP), of NTEMS and of foresters, in English and French."""
_UNBURNT = "fire 31 60"  # years since fire, after which the class is that of the cover again


def prior_of(name: str) -> Optional[str]:
    """Return the class for a class, a land cover's id or NTEMS code, the id or code of a run's stratum, or a common name; None for others.

    Land on which GPP is not modelled, such as water, has the class of all covers.
    """
    text = _plain(name)
    known = {**{_plain(other): prior for prior, names in _OTHER_NAMES.items() for other in names}, **{_plain(p): p for p in SPREAD}}
    known.update({_plain(cover.id): cover.prior or "all" for cover in LAND_COVER.values()})
    if text in known:
        return known[text]
    try:
        code = int(float(text))
        return legend([code])[code].prior
    except (ValueError, KeyError, OverflowError):
        covers = [cover for cover in LAND_COVER.values() if text.startswith(f"{_plain(cover.id)} fire")]
        if not covers:
            return None
        return covers[0].prior if text.endswith(_UNBURNT) else "REGEN"


def _plain(name: str) -> str:
    """Return a name in small letters without accents, with blanks for all that is neither letter nor digit nor point."""
    letters = unicodedata.normalize("NFKD", name.strip().lower())
    return " ".join("".join(c if c.isalnum() or c == "." else " " for c in letters if not unicodedata.combining(c)).split())
