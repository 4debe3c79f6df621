"""The request: everything a run needs, as one plain value that can be saved, shared and replayed."""

from __future__ import annotations

import dataclasses
import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from .errors import InputError
from .language import msg

if TYPE_CHECKING:  # grid needs rasterio; the interface shows its forms where that is still missing
    from .grid import Bounds

REFERENCES = ("auto", "vpm", "l4c", "mod17", "towers", "series", "none")
RETRIEVALS = ("successful", "recommended")
OVERPASSES = ("both", "morning", "evening")
ZONE_USES = ("stratum", "only", "cover", "disturbed", "each")
ZONE_USE_FIELD = "use"
"""Attribute that says of each zone what it is for, where the use is "each"."""


def parse_references(text: str) -> dict[str, float]:
    """Return the weight of each reference that a request names, 1 where it gives none.

    Raises
    ------
    InputError
        For a reference that does not exist, a weight that is no number above 0, or several with "auto" or "none" among them.
    """
    found: dict[str, float] = {}
    for part in text.split(","):
        name, _, weight = (piece.strip() for piece in part.partition(":"))
        if name not in REFERENCES:
            raise InputError(
                msg("{name} is {value}.", name="reference", value=text), msg("Give one of {known}.", known=", ".join(REFERENCES))
            )
        try:
            found[name] = float(weight or 1)
        except ValueError:
            found[name] = math.nan
    if not all(0 < weight < math.inf for weight in found.values()) or (len(found) > 1 and {"auto", "none"} & set(found)):
        raise InputError(
            msg("{name} is {value}.", name="reference", value=text), msg("Name references with weights above 0, such as vpm:2,l4c:1.")
        )
    return found


@dataclass(frozen=True)
class RunRequest:
    """What the main job is asked to do.

    Attributes
    ----------
    inputs : str
        Folder that is searched for products, recursively.
    output : str
        Run folder; made where it is missing.
    extent : tuple of float, optional
        Left, bottom, right, top in `extent_crs`; by default the extent common to the 30 m inputs.
    extent_crs : str, optional
        WKT or authority code of the extent; by default that of the outputs.
    crs : str, optional
        WKT or authority code of the outputs; by default that of the 30 m inputs.
    resolution : float
        Cell size of the outputs, in units of `crs`.
    start, end : str, optional
        First and last day, ISO dates, both included; by default those of the 30 m inputs' calendar years, as far as temperature is known.
    step_days : int
        Length of a step in days.
    reference : str
        "auto", "none", or one or several of `REFERENCES` with weights: "vpm", "vpm,l4c", "vpm:2,l4c:1".
    zones : str, optional
        Path of a polygon file, or `path|layername=name`.
    zone_field : str, optional
        Attribute that names the zones.
    zone_use : str
        "stratum": the strata within a zone have parameters of their own; "only": nothing outside zones is modelled;
        "cover": the attribute holds a VLCE2 code that replaces the land cover; "disturbed": the zone burnt or was cut, in the year or on
        the date that the attribute holds, or else some time within the period; "each": its attribute `ZONE_USE_FIELD` says of each zone
        "stratum", "only", "disturbed", or the VLCE2 code that replaces its land cover.
    model : str
        Name of a form in `model.forms.FORMS`.
    retrievals : str
        Which SMAP soil moisture and which GPP of MOD17 count: "successful", or only what is "recommended", which of soil moisture
        under dense forest is next to nothing.
    overpasses : str
        At which overpasses of SMAP: "both", "morning" (6 h) or "evening" (18 h).
    language : str
        Language of the report, "en" or "fr".
    sources : mapping of str to str
        Products, by name, that are not taken from `inputs` but from a folder or file of their own; empty: left out.
    threads : int
        Threads of this computer, 0 for as many as are sensible.
    memory_gb : float
        Memory that the tiles in work may take together, GB: it chooses the size of a tile.
    cluster : str
        Address of a Dask scheduler that works on the tiles, such as tcp://10.0.0.5:8786; empty for this computer.
    """

    inputs: str
    output: str
    extent: Optional[Bounds] = None
    extent_crs: Optional[str] = None
    crs: Optional[str] = None
    resolution: float = 30.0
    start: Optional[str] = None
    end: Optional[str] = None
    step_days: int = 8
    reference: str = "auto"
    zones: Optional[str] = None
    zone_field: Optional[str] = None
    zone_use: str = "stratum"
    model: str = "boreal"
    retrievals: str = "successful"
    overpasses: str = "both"
    language: str = "en"
    sources: Mapping[str, str] = field(default_factory=dict)
    threads: int = 0
    memory_gb: float = 2.0
    cluster: str = ""

    def __post_init__(self) -> None:
        """Refuse values that no run can serve; raises InputError."""
        if self.output and Path(self.inputs) == Path(self.output):
            raise InputError(
                msg("The folder {path} is given for the inputs and for the results.", path=self.output),
                msg("Choose another folder for the results."),
            )
        if not self.resolution > 0:
            raise InputError(msg("The resolution is {value}.", value=self.resolution), msg("Give a cell size above zero."))
        if not 1 <= self.step_days <= 92:
            raise InputError(msg("The step is {value} days.", value=self.step_days), msg("Give a step of 1 to 92 days."))
        if self.threads < 0:
            raise InputError(msg("{name} is {value}.", name="threads", value=self.threads), msg("Give 0 or more."))
        if not self.memory_gb > 0:
            raise InputError(msg("{name} is {value}.", name="memory_gb", value=self.memory_gb), msg("Give a number above 0."))
        parse_references(self.reference)
        for name, known in (("zone_use", ZONE_USES), ("retrievals", RETRIEVALS), ("overpasses", OVERPASSES)):
            if getattr(self, name) not in known:
                raise InputError(
                    msg("{name} is {value}.", name=name, value=getattr(self, name)), msg("Give one of {known}.", known=", ".join(known))
                )
        if self.extent is not None and not (self.extent[0] < self.extent[2] and self.extent[1] < self.extent[3]):
            raise InputError(msg("The extent {value} is empty.", value=self.extent), msg("Give left, bottom, right and top."))
        for name in ("start", "end"):
            value = getattr(self, name)
            try:
                datetime.date.fromisoformat(value or "2000-01-01")
            except ValueError:
                raise InputError(msg("{value} is not a date.", value=value), msg("Write dates as 2021-06-30.")) from None
        if self.start and self.end and self.end < self.start:
            raise InputError(
                msg("The last day {end} is before the first day {start}.", end=self.end, start=self.start),
                msg("Swap the two dates."),
            )

    def to_dict(self) -> dict[str, Any]:
        """Return the request as plain values for JSON."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RunRequest:
        """Return the request that `to_dict` wrote; unknown keys are ignored."""
        known = {f.name for f in dataclasses.fields(cls)}
        values = {k: v for k, v in data.items() if k in known}
        if values.get("extent") is not None:
            values["extent"] = tuple(values["extent"])
        return cls(**values)
