"""Tables that the user keeps beside data as CSV files: classes of a land cover, series, sites of towers."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Optional

from .opening import COPY_MARK, unreadable

_SEPARATORS = ",;\t"  # spreadsheets write semicolons where the comma is the decimal sign


def table_in(folder: str, name: str) -> Optional[str]:
    """Return the path of a table in a folder, or None; its name may be in capitals, or be that of a browser's second copy."""
    path = os.path.join(folder, name)
    if os.path.isfile(path):
        return path
    stem, extension = os.path.splitext(name)
    spelling = re.compile(re.escape(stem) + COPY_MARK + re.escape(extension), re.IGNORECASE)
    try:
        return next((os.path.join(folder, other) for other in sorted(os.listdir(folder)) if spelling.fullmatch(other)), None)
    except OSError:
        return None


def text_of(path: str) -> str:
    """Return the text of a table, in UTF-8, in UTF-16 with its mark, or else as older spreadsheets of Windows write it; raises OSError."""
    with open(path, "rb") as file:
        content = file.read()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def separator_of(line: str) -> str:
    """Return what separates the cells of a line."""
    return max(_SEPARATORS, key=line.count)


def read_rows(path: str) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """Return the column names, in small letters, and the rows of a table, by column; rows of nothing are left out.

    Raises
    ------
    InputError
        The table can't be read.
    """
    try:
        text = text_of(path)
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text.partition("\n")[0])))
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
