"""Tables that the user keeps beside data as CSV files: classes of a land cover, series, sites of towers."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Optional, Union

from ..errors import InputError
from ..language import Message, msg
from .opening import COPY_MARK

_SEPARATORS = ",;\t"  # spreadsheets write semicolons where the comma is the decimal sign
_TOLD = re.compile(r'"?sep=([,;\t])"?', re.IGNORECASE)  # the first line, in which some tell theirs
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(
    "[+-]?\\d{1,3}(?P<part>[ \u00a0\u2009\u202f'\u2019.,])\\d{3}(?P<more>(?:(?P=part)\\d{3})*)(?P<decimals>(?:(?!(?P=part))[.,]\\d+)?)"
)


def mistaken(path: str, reason: Union[Message, str]) -> InputError:
    """Return the error that a table says something that can't be, with the reason."""
    return InputError(
        msg("{path} can't be read: {reason}.", path=path, reason=reason), msg("Correct the table, or take it out of the folder.")
    )


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


def decoded(content: bytes) -> str:
    """Return the text of a table: in UTF-8, in UTF-16, or else as older spreadsheets of Windows write it.

    Raises
    ------
    UnicodeDecodeError
        It is no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    if b"\0" in content:  # of every letter of UTF-16 one half is zero
        return content.decode("utf-16-be" if content.startswith(b"\0") else "utf-16-le")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def separator_of(line: str) -> str:
    """Return what separates the cells of a line."""
    return max(_SEPARATORS, key=line.count)


def read_cells(path: str) -> list[tuple[int, list[str]]]:
    """Return the rows of a table, the first of which names its columns, as numbers of lines and cells without blanks about them.

    Rows of nothing are left out; every other has a cell for each column, and those beyond are empty.

    Raises
    ------
    InputError
        The table can't be read, or a row has more cells than there are columns: decimal commas between commas, mostly.
    """
    try:
        with open(path, "rb") as file:
            text = decoded(file.read())
        first, _, rest = text.lstrip().partition("\n")
        told = _TOLD.fullmatch(first.strip())
        text, before = (rest, 1) if told else (text, 0)
        separator = told[1] if told else separator_of(first)
        table = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)  # a quote without end would eat rows
        rows = [(table.line_num + before, list(map(str.strip, row))) for row in table if any(row)]
    except UnicodeDecodeError as error:
        raise mistaken(path, msg("it holds no text")) from error
    except (OSError, csv.Error) as error:
        raise mistaken(path, getattr(error, "strerror", None) or str(error)) from error
    rows = [(line, row) for line, row in rows if any(row)]
    width = len(rows[0][1]) if rows else 0
    for line, row in rows:
        if len(row) > width and any(row[width:]):
            raise InputError(
                msg("Row {row} of {path} has more cells than the table has columns.", row=line, path=path),
                msg("Write decimals with points, or separate columns by semicolons."),
            )
        row[width:] = [""] * (width - len(row))
    return rows


def read_rows(path: str) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """Return the names of the columns that have one, in small letters, and the rows by column; raises InputError as `read_cells`."""
    table = read_cells(path)
    header = [name.lower() for name in table[0][1]] if table else []
    names = tuple(filter(None, header))
    double = next((name for name in names if names.count(name) > 1), None)
    if double:
        raise mistaken(path, msg("it has two columns {column}", column=double))
    return names, [{name: cell for name, cell in zip(header, row) if name} for _, row in table[1:]]


def write_rows(path: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table, whole or not at all; raises OSError where it can't be written."""
    part = f"{path}.part"
    with open(part, "w", newline="", encoding="utf-8-sig") as file:  # with the mark by which spreadsheets know accents
        table = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    os.replace(part, path)


def number(text: str) -> float:
    """Return the number that a cell says; raises ValueError where it says none, or infinity.

    A point or a comma stands before its decimals; blanks of any kind, apostrophes, and whichever of point and comma is not before the
    decimals may part thousands.
    """
    text = text.strip().replace("\u2212", "-")
    grouped = _GROUPED.fullmatch(text)
    if grouped and (grouped["part"] not in ".," or grouped["more"] or grouped["decimals"]):
        text = text.replace(grouped["part"], "")
    text = text.replace(",", ".")
    if not _PLAIN.fullmatch(text):
        raise ValueError(text)
    return float(text)
