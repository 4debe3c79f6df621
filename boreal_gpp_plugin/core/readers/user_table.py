"""Tables that the user keeps beside data as CSV files: classes of a land cover, series, sites of towers."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Mapping, Sequence

from .opening import unreadable

_SEPARATORS = ",;\t"  # spreadsheets write semicolons where the comma is the decimal sign


def read_rows(path: str) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """Return the column names, in small letters, and the rows of a table, by column; rows of nothing are left out.

    Raises
    ------
    InputError
        The table can't be read.
    """
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            separator = max(_SEPARATORS, key=file.readline().count)
            file.seek(0)
            lines = list(csv.reader(file, delimiter=separator))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise unreadable(path, str(error)) from error
    names = tuple(name.strip().lower() for name in (lines[0] if lines else ()))
    rows = [dict(zip(names, [cell.strip() for cell in line] + [""] * (len(names) - len(line)))) for line in lines[1:]]
    return names, [row for row in rows if any(row.values())]


def write_rows(path: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table, whole or not at all; raises OSError where it can't be written."""
    part = f"{path}.part"
    with open(part, "w", newline="", encoding="utf-8-sig") as file:  # with the mark by which spreadsheets know accents
        table = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    os.replace(part, path)


def number(text: str) -> float:
    """Return the number that a cell says, with a point or a comma before its decimals; raises ValueError."""
    return float(text.replace(",", "."))
