"""Tables of users: what any spreadsheet writes is read the same, and what may mean two things is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.readers.user_table import number, read_rows

NAMES, ROWS = ("site", "latitude", "note"), [("XX-Abc", 53.5, "Forêt"), ("XX-Def", -1234.25, "")]
FRENCH = "site;latitude;note\nXX-Abc;53,5;Forêt\nXX-Def;-1234,25;\n"
ENGLISH = "site,latitude,note\nXX-Abc,53.5,Forêt\nXX-Def,-1234.25,\n"


def read(path: Path, content: bytes) -> list[tuple[str, float, str]]:
    path.write_bytes(content)
    names, rows = read_rows(str(path))
    assert names == NAMES
    return [(row["site"], number(row["latitude"]), row["note"]) for row in rows]


VARIANTS = {
    "English": ENGLISH.encode(),
    "French": FRENCH.encode(),
    "tabs": ENGLISH.replace(",", "\t").encode(),
    "Windows": FRENCH.encode("cp1252"),
    "mark of UTF-8": FRENCH.encode("utf-8-sig"),
    "UTF-16": FRENCH.encode("utf-16"),
    "UTF-16, high bytes first": b"\xfe\xff" + FRENCH.encode("utf-16-be"),
    "UTF-16 without mark": FRENCH.encode("utf-16-le"),
    "UTF-16 without mark, high bytes first": FRENCH.encode("utf-16-be"),
    "lines of Windows": FRENCH.replace("\n", "\r\n").encode(),
    "lines of old Macs": FRENCH.replace("\n", "\r").encode(),
    "no last end of line": FRENCH.rstrip("\n").encode(),
    "blank lines at the end": (FRENCH + "\n\n  \n").encode(),
    "blank lines before": ("\n\r\n" + FRENCH).encode(),
    "blank lines between": FRENCH.replace("\n", "\n\n").encode(),
    "rows of separators": (FRENCH + ";;\n;;\n").encode(),
    "columns of separators": FRENCH.replace("\n", ";;;\n").encode(),
    "short rows": ENGLISH.replace("-1234.25,", "-1234.25").encode(),
    "the separator told": ("sep=;\n" + FRENCH).encode(),
    "the separator told, after a mark": ("sep=;\r\n" + FRENCH).encode("utf-8-sig"),
    "the separator told in quotes": ('"sep=,"\n' + ENGLISH).encode(),
    "everything in quotes": '"site","latitude","note"\n"XX-Abc","53.5","Forêt"\n"XX-Def","-1234.25",""\n'.encode(),
    "decimal commas in quotes": ENGLISH.replace("53.5", '"53,5"').encode(),
    "capitals": FRENCH.replace("site;latitude;note", "Site;LATITUDE;Note").encode(),
    "blanks about cells": FRENCH.replace(";", " ; ").encode(),
    "hard blanks about cells": FRENCH.replace(";", "\u00a0;\u00a0").encode(),
    "thousands parted by blanks": FRENCH.replace("1234", "1 234").encode(),
    "thousands parted by hard blanks": FRENCH.replace("1234", "1\u00a0234").encode("cp1252"),
    "thousands parted by narrow blanks": FRENCH.replace("1234", "1\u202f234").encode(),
    "thousands parted by points": FRENCH.replace("1234", "1.234").encode(),
    "thousands parted by commas": ENGLISH.replace("-1234.25", '"-1,234.25"').encode(),
    "thousands parted by apostrophes": ENGLISH.replace("1234", "1\u2019234").encode(),
    "a real minus": FRENCH.replace("-1234", "\u22121234").encode(),
    "exponents": FRENCH.replace("53,5", "5,35E+1").encode(),
    "plus": FRENCH.replace("53,5", "+53,50").encode(),
}


@pytest.mark.parametrize("case", VARIANTS)
def test_any_way_to_write_a_table_is_read_the_same(tmp_path, case):
    assert read(tmp_path / "table.csv", VARIANTS[case]) == ROWS


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b\n1,2,3\n", "Row 2 of"),
        ("a,b\n1,2\n\n0,5,1,5\n", "Row 4 of"),
        ('a,b\n"1,2\n3,4\n', "unexpected end of data"),
        ("a,a\n1,2\n", "it has two columns a"),
    ],
)
def test_a_table_that_may_mean_two_things_is_refused_with_the_place(tmp_path, text, reason):
    (tmp_path / "table.csv").write_text(text)
    with pytest.raises(InputError, match=reason) as error:
        read_rows(str(tmp_path / "table.csv"))
    assert "table.csv" in str(error.value) and error.value.fix is not None


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", bytes(range(256)), b"a\x00b\xd8", b"a;b\n\x81;1\n"])
def test_what_is_no_text_is_refused(tmp_path, content):
    (tmp_path / "table.csv").write_bytes(content)
    with pytest.raises(InputError, match=r"table\.csv can't be read: .*\. Correct the table"):
        read_rows(str(tmp_path / "table.csv"))


@pytest.mark.parametrize("place", ["nothing.csv", "."])
def test_a_table_that_is_not_there_is_refused(tmp_path, place):
    with pytest.raises(InputError, match=r"can't be read: (No such file|Is a directory|Permission denied)"):
        read_rows(str(tmp_path / place))


def test_an_empty_table_has_no_columns_and_no_rows(tmp_path):
    (tmp_path / "table.csv").write_bytes(b"\xef\xbb\xbf")
    assert read_rows(str(tmp_path / "table.csv")) == ((), [])


@pytest.mark.parametrize(
    "text", ["", " ", "nan", "inf", "-Infinity", "1_000", "1,2,3", "1.2.3", "12 34", "1 2345", "0x10", "1e", "--1", "12 %", "53 N", "1;2"]
)
def test_what_is_no_number_is_none(text):
    with pytest.raises(ValueError):
        number(text)


@given(
    value=st.decimals(-(10**9), 10**9, places=3),
    part=st.sampled_from(["", " ", "\u00a0", "\u202f", "'", ".", ","]),
    decimal=st.sampled_from([".", ","]),
)
def test_any_number_with_decimals_is_read_in_any_writing(value, part, decimal):
    if part == decimal:
        part = ""
    assert number(f"{value:,.3f}".translate({ord(","): part, ord("."): decimal})) == pytest.approx(float(value), abs=1e-9)


CELL = st.text(st.characters(codec="cp1252", exclude_categories=("Cc", "Zs", "Zl", "Zp")), min_size=1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=6),
    separator=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_table_is_read_back(tmp_path, rows, separator, encoding, end):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows([NAMES, *rows])
    (tmp_path / "table.csv").write_bytes(text.getvalue().encode(encoding))
    names, found = read_rows(str(tmp_path / "table.csv"))
    assert names == NAMES and [tuple(row.values()) for row in found] == rows
