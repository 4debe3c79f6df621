"""Many strata: the largest are shown, the others wait behind their number."""

from __future__ import annotations

from typing import Optional

from ..language import msg
from ..wording import Wording
from .html import Child, Markup, folded

LISTED = 15
"""How many strata, the largest, tables list before the others."""


def others(count: int, say: Wording, *children: Child) -> Optional[Markup]:
    """Return what is shown of so many other strata, folded away; None where there are none."""
    return folded(say(msg("The other strata: {n}", n=count)), *children) if count > 0 else None
