"""The tally of values beyond their valid range: readers leave them out, and whoever reads can say how many there were."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Optional

import numpy as np

from ..errors import advice
from ..language import Message, msg
from ..progress import Progress
from ..variables import UNIT_LABELS, VARIABLES

Range = tuple[float, float, str]
"""Lowest and highest value there can be, and their unit; a range without a highest value leaves out its lowest."""


def range_of(variable: str) -> Range:
    """Return the valid range of a variable, in its unit."""
    return (*VARIABLES[variable].valid_range, VARIABLES[variable].unit)


class Tally:
    """Counts of values by the valid range that they were held against: how many there were, and how many lay beyond it."""

    def __init__(self) -> None:
        self._counts: dict[Range, tuple[int, int]] = {}

    def count(self, valid: Range, known: int, beyond: int) -> None:
        """Add values that were held against a valid range."""
        before = self._counts.get(valid, (0, 0))
        self._counts[valid] = before[0] + int(known), before[1] + int(beyond)

    def add(self, other: Tally) -> None:
        """Add what another tally counted."""
        for valid, counts in other._counts.items():
            self.count(valid, *counts)

    def messages(self, title: Message) -> list[Message]:
        """Return what is to be said of a product named `title`: a warning for each valid range beyond which values lay."""
        return [_warning(title, valid, known, beyond) for valid, (known, beyond) in self._counts.items() if beyond]

    def to_list(self) -> list[list]:
        """Return the counts as plain values for JSON."""
        return [[low, None if math.isinf(high) else high, unit, *counts] for (low, high, unit), counts in self._counts.items()]

    @classmethod
    def from_list(cls, rows: list[list]) -> Tally:
        """Return the tally that `to_list` wrote."""
        tally = cls()
        for low, high, unit, known, beyond in rows:
            tally.count((low, math.inf if high is None else high, unit), known, beyond)
        return tally


def _warning(title: Message, valid: Range, known: int, beyond: int) -> Message:
    """Return what is said of values of a product that lay beyond a valid range."""
    low, high, unit = valid
    counts = {"title": title, "count": beyond, "known": known}
    if math.isinf(high):
        text = msg("{title}: {count} of {known} values read are not above {low}; they are left out.", **counts, low=low)
    else:
        unit = f" {UNIT_LABELS.get(unit, unit)}".rstrip()
        text = msg(
            "{title}: {count} of {known} values read are not between {low} and {high}{unit}; they are left out.",
            **counts,
            low=low,
            high=high,
            unit=unit,
        )
    return advice(text, msg("Nothing has to be done about a few; of many, check the scale and unit of the files, or download them again."))


_current: ContextVar[Optional[Tally]] = ContextVar("tally", default=None)


@contextmanager
def tallied() -> Iterator[Tally]:
    """Count what is read within the block, by this thread, in the tally that the block is given."""
    tally = Tally()
    token = _current.set(tally)
    try:
        yield tally
    finally:
        _current.reset(token)


@contextmanager
def reported(title: Message, progress: Progress) -> Iterator[None]:
    """Count what is read of a product named `title` within the block, and warn of what lay beyond its range once it is through."""
    with tallied() as tally:
        yield
    for message in tally.messages(title):
        progress.warn(message)


def count(valid: Range, known: np.ndarray, beyond: np.ndarray) -> None:
    """Count values (bool) and those of them beyond a valid range (bool), where someone asks."""
    tally = _current.get()
    if tally is not None:
        tally.count(valid, np.count_nonzero(known), np.count_nonzero(beyond))


def within(values: np.ndarray, valid: Range, known: Optional[np.ndarray] = None) -> np.ndarray:
    """Return which values lie within a valid range, bool; the others are counted but for NaN.

    Parameters
    ----------
    values : ndarray
        In the unit of the range.
    valid : Range
        What they may be.
    known : ndarray of bool, optional
        Which of them are values at all, where some numbers stand for none; all but NaN by default.
    """
    with np.errstate(invalid="ignore"):
        inside = (values >= valid[0]) & (values <= valid[1])
    known = np.isfinite(values) if known is None else known
    inside &= known
    count(valid, known, known & ~inside)
    return inside
