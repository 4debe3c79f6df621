"""Own scenarios: a table of deltas, read with a sentence for every mistake."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Optional

from ..errors import InputError
from ..language import Message, msg
from ..readers.user_table import number, read_cells
from .deltas import FREEZE_LIMITS, MONTHS, THAW_LIMITS, Deltas
from .scenario import SHIFTED, Scenario

_LIMITS = {"lst": (-15.0, 15.0), "soil_moisture": (-100.0, 200.0), "thaw": THAW_LIMITS, "freeze": FREEZE_LIMITS}
_MONTHLY = ("lst", "soil_moisture")
_COLUMNS = ("driver", "month", "change", "low", "high")
_MOST_LINES = 1000  # a table of deltas has at most 26; more is another file


def read_table(path: str, evi: str = SHIFTED) -> Scenario:
    """Return the scenario of a CSV file with the columns driver, month, change and, where there is a range, low and high.

    driver is lst (K), soil_moisture (percent), thaw or freeze (days, negative is earlier); month is 1 to 12, or empty for every month
    that no other row gives; thaw and freeze have no month. What no row gives does not change. low and high are the two ends of the
    range: all low ends together are one possible climate, all high ends another, whichever is the smaller number.

    Raises
    ------
    InputError
        With the line and what is wrong in it.
    """
    name = Path(path).name
    table = read_cells(path)[:_MOST_LINES]
    columns = [column.lower() for column in table[0][1]] if table else []
    lines = [(line, dict(zip(columns, cells))) for line, cells in table[1:]]
    missing = [column for column in _COLUMNS[:3] if column not in columns]
    if missing or not lines:
        raise InputError(
            msg("The table {name} has no {what}.", name=name, what=", ".join(missing) if missing else msg("rows")),
            msg("Give the columns driver, month and change, and a row for each change."),
        )
    found: dict[tuple[str, Optional[int]], tuple[float, float, float]] = {}
    for line, row in lines:
        key, values = _read_row(name, line, row)
        if key in found:
            raise _mistake(name, line, msg("the same driver and month were given before"))
        found[key] = values
    central, low, high = (_deltas(found, i) for i in range(3))
    title = msg("Own table {name}", name=name)
    return Scenario("table", title, title, central, low, high, evi)


def _read_row(name: str, line: int, row: Mapping[str, str]) -> tuple[tuple[str, Optional[int]], tuple[float, float, float]]:
    """Return driver and month, and the change with its range; raises InputError."""
    driver = row.get("driver", "").lower()
    if driver not in _LIMITS:
        raise _mistake(name, line, msg("the driver {value} is none of {known}", value=driver, known=", ".join(_LIMITS)))
    month = _month(name, line, driver, row.get("month", ""))
    change = _number(name, line, row.get("change", ""), driver)
    low = _number(name, line, row.get("low") or row["change"], driver)
    high = _number(name, line, row.get("high") or row["change"], driver)
    if not min(low, high) <= change <= max(low, high):
        raise _mistake(name, line, msg("the change {change} is not between {low} and {high}", change=change, low=low, high=high))
    return (driver, month), (change, low, high)


def _month(name: str, line: int, driver: str, text: str) -> Optional[int]:
    """Return the month of a row, None for all; raises InputError."""
    if not text:
        return None
    if driver not in _MONTHLY:
        raise _mistake(name, line, msg("{driver} has no month", driver=driver))
    if not (text.isdecimal() and 1 <= int(text) <= MONTHS):
        raise _mistake(name, line, msg("the month {value} is not 1 to 12 or empty", value=text))
    return int(text)


def _number(name: str, line: int, text: str, driver: str) -> float:
    """Return a number within the limits of its driver; raises InputError."""
    try:
        value = number(text)
    except ValueError:
        raise _mistake(name, line, msg("{value} is no number", value=text or '""')) from None
    low, high = _LIMITS[driver]
    if not low <= value <= high:
        raise _mistake(name, line, msg("{value} is not between {low} and {high}", value=text, low=f"{low:g}", high=f"{high:g}"))
    return value


def _deltas(found: Mapping[tuple[str, Optional[int]], tuple[float, float, float]], member: int) -> Deltas:
    """Return the central changes (0) or the low (1) or high (2) end of their range."""

    def change(driver: str, month: Optional[int]) -> float:
        return found.get((driver, month), found.get((driver, None), (0.0,) * 3))[member]

    monthly = [tuple(change(driver, month) for month in range(1, MONTHS + 1)) for driver in _MONTHLY]
    return Deltas(*monthly, change("thaw", None), change("freeze", None))


def _mistake(name: str, line: int, what: Message) -> InputError:
    """Return the error of a line."""
    return InputError(
        msg("Line {line} of {name}: {what}.", line=line, name=name, what=what), msg("Correct the line and read the table again.")
    )
