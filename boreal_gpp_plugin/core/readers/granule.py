"""A granule: one file or folder of a product, recognised but not yet read."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Optional

from ..errors import InputError, advice
from ..language import msg

_NAMED = 3  # of reasons


@dataclass(frozen=True)
class Granule:
    """One file, or one folder of files that belong together, of a product.

    Attributes
    ----------
    product : str
        Key of the product: HLSL30, HLSS30, SLSTR, SPL3SMP_E, SPL3FTP_E, SPL4CMDL, VPM, MOD17, MOD13, VLCE2, FIRE_YEAR, HARVEST_YEAR,
        DEM, TOWER.
    path : str
        The file, or the folder, or for HLS the common beginning of the band files' names.
    time : datetime, optional
        Acquisition time or first day, UTC, without zone; None for maps without a date.
    detail : mapping
        What the reader needs besides (tile, year, bands' paths ...): texts, numbers, times, tuples and mappings of them.
    """

    product: str
    path: str
    time: Optional[datetime.datetime] = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the granule: those of its bands, those in its folder, or the one file it is."""
        if "bands" in self.detail:
            return tuple(self.detail["bands"].values())
        if os.path.isdir(self.path):
            return tuple(sorted(entry.path for entry in os.scandir(self.path) if os.path.isfile(entry.path)))  # no loop of links is
        return (self.path,)

    @property
    def last(self) -> Optional[datetime.datetime]:
        """Last time or day that the granule holds something of; None for maps without a date."""
        return self.detail.get("last") or self.time

    @property
    def companions(self) -> tuple[str, ...]:
        """Files beside the granule that its recognition relied on, such as the sites table of a tower."""
        return tuple(self.detail.get("companions", ()))


class PartlyUsable(InputError):
    """An archive or a table that holds several granules, some of which can't be used.

    Parameters
    ----------
    path : str
        The archive or the table.
    granules : sequence of Granule
        Those that can be used.
    errors : sequence of InputError
        Why each of the others can't.
    total : int
        Number of what it holds.
    """

    def __init__(self, path: str, granules: Sequence[Granule], errors: Sequence[InputError], total: int):
        self.granules = tuple(granules)
        reasons = errors[0].what
        for error in errors[1:_NAMED]:
            reasons = advice(reasons, error.what)
        what = msg("{path}: {count} of {total} can't be used. {reasons}", path=path, count=len(errors), total=total, reasons=reasons)
        super().__init__(what, errors[0].fix)


def all_usable(path: str, granules: Sequence[Granule], errors: Sequence[InputError], total: int) -> tuple[Granule, ...]:
    """Return the granules of an archive or a table of which nothing failed; arguments as of `PartlyUsable`.

    Raises
    ------
    InputError
        The only thing in it can't be used.
    PartlyUsable
        Some of several things in it can't be used.
    """
    if errors:
        raise errors[0] if total == 1 else PartlyUsable(path, granules, errors, total)
    return tuple(granules)
