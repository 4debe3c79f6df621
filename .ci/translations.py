"""Collects every text that a person may see from the sources into i18n/boreal_gpp_fr.ts, keeping the translations there."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
TS = ROOT / "i18n" / "boreal_gpp_fr.ts"
CONTEXT = "boreal_gpp"
MARKERS = {"msg", "tr"}


@dataclass(frozen=True)
class Entry:
    """One text of the translation file; `files` is empty where the sources no longer hold it."""

    source: str
    translation: str = ""
    files: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """Qt's type of the translation: vanished, unfinished, or empty when finished."""
        return "vanished" if not self.files else "" if self.translation else "unfinished"


def marked_arguments(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield the first argument of every call of `msg` or `tr`, both sides of a conditional one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", None))
            if name in MARKERS:
                argument = node.args[0]
                yield from (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)


def texts_of(path: Path) -> list[str]:
    """Return the marked literals of a Python file, in order."""
    arguments = marked_arguments(ast.parse(path.read_text(encoding="utf-8")))
    return [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def collect() -> dict[str, tuple[str, ...]]:
    """Return the files that hold each text, by text, in order of first appearance."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "boreal_gpp_plugin").rglob("*.py")):
        name = str(path.relative_to(ROOT))
        for text in texts_of(path):
            files = found.setdefault(text, [])
            if name not in files:
                files.append(name)
    return {text: tuple(files) for text, files in found.items()}


def read(path: Path = TS) -> list[Entry]:
    """Return the entries of a translation file; none where it does not exist."""
    if not path.exists():
        return []
    return [
        Entry(
            message.findtext("source", ""),
            message.findtext("translation") or "",
            tuple(location.attrib["filename"].removeprefix("../") for location in message.iter("location")),
        )
        for message in ElementTree.parse(path).iter("message")
    ]


def finished(path: Path = TS) -> dict[str, str]:
    """Return the translations in use, by source text."""
    return {entry.source: entry.translation for entry in read(path) if entry.state == ""}


def merged(entries: list[Entry], found: dict[str, tuple[str, ...]], keep_vanished: bool = True) -> list[Entry]:
    """Return the entries of the sources' texts with the translations of `entries`, then what vanished but was translated."""
    known = {entry.source: entry.translation for entry in entries}
    now = [Entry(text, known.get(text, ""), files) for text, files in found.items()]
    gone = [replace(entry, files=()) for entry in entries if entry.source not in found and entry.translation]
    return now + gone if keep_vanished else now


def write(entries: list[Entry], path: Path = TS) -> None:
    """Write a translation file in Qt's TS format, without line numbers, so that it changes only with its texts."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", '<TS version="2.1" language="fr" sourcelanguage="en">']
    lines += ["<context>", f"    <name>{CONTEXT}</name>"]
    for entry in entries:
        state = f' type="{entry.state}"' if entry.state else ""
        lines.append("    <message>")
        lines += [f'        <location filename="../{name}"/>' for name in entry.files]
        lines += [
            f"        <source>{escape(entry.source)}</source>",
            f"        <translation{state}>{escape(entry.translation)}</translation>",
            "    </message>",
        ]
    lines += ["</context>", "</TS>", ""]
    path.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    entries = merged(read(), collect(), keep_vanished="--drop-vanished" not in sys.argv)
    write(entries)
    states = [entry.state for entry in entries]
    print(f"{TS.relative_to(ROOT)}: {len(entries)} texts, {states.count('unfinished')} unfinished, {states.count('vanished')} vanished")
