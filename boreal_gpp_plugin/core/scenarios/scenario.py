"""A scenario: deltas with their range, what greenness does, and where all of it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

from ..language import Message, msg
from .deltas import Deltas

HELD, SHIFTED = "held", "shifted"
EVI_CHOICES = (HELD, SHIFTED)
"""Greenness as it is today, or moved with the season."""

NOT_MODELLED = msg(
    "Not modelled: CO2, nutrients, change of species or of leaf area, new fire and insects, thaw of permafrost (thermokarst), and a land "
    "surface that warms otherwise than the air. The parameters stay those of today."
)


@dataclass(frozen=True)
class Scenario:
    """A changed climate.

    Attributes
    ----------
    id : str
        Name in files and in code.
    title : Message
        Readable name.
    source : Message
        Where the deltas come from.
    deltas : Deltas
        The central changes.
    low, high : Deltas, optional
        The ends of their range.
    evi : str
        One of `EVI_CHOICES`.
    """

    id: str
    title: Message
    source: Message
    deltas: Deltas
    low: Optional[Deltas] = None
    high: Optional[Deltas] = None
    evi: str = SHIFTED

    def __post_init__(self) -> None:
        """Refuse an unknown choice; raises ValueError."""
        if self.evi not in EVI_CHOICES:
            raise ValueError(f"Greenness is {HELD} or {SHIFTED}, not {self.evi}.")

    @property
    def members(self) -> tuple[Deltas, ...]:
        """The central changes, and the ends of their range where there are any that differ."""
        return (self.deltas, *dict.fromkeys(d for d in (self.low, self.high) if d is not None and d != self.deltas))

    def rows(self) -> list[dict[str, Any]]:
        """Return the scenario as rows of a table that `read_table` reads back."""
        low, high = self.low or self.deltas, self.high or self.deltas
        rows = [_row(driver, month, *(getattr(d, driver)[month - 1] for d in (self.deltas, low, high))) for driver, month in _MONTHLY]
        return rows + [_row(driver, None, *(getattr(d, driver) for d in (self.deltas, low, high))) for driver in ("thaw", "freeze")]

    def to_dict(self) -> dict[str, Any]:
        """Return what the scenario is as plain values for JSON."""
        return {"id": self.id, "title": self.title.to_dict(), "source": self.source.to_dict(), "evi": self.evi, "deltas": self.rows()}


_MONTHLY = [(driver, month) for driver in ("lst", "soil_moisture") for month in range(1, 13)]


def _row(driver: str, month: Optional[int], change: float, low: float, high: float) -> Mapping[str, Any]:
    """Return a row of a table of deltas."""
    return {"driver": driver, "month": month, "change": change, "low": low, "high": high}
