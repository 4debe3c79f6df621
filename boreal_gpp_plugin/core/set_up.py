"""Set-up files: what a run is asked to do as one JSON file that can be shared, with paths relative to the file where they lie near it."""

from __future__ import annotations

import dataclasses
import json
import math
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .errors import InputError, OutputError
from .language import msg
from .request import RunRequest
from .scenarios.presets import PRESETS

_VERSION = 1
_PATHS = ("inputs", "output", "zones")
_LAYER = "|"  # begins what follows the path of a polygon file
_OF_A_COMPUTER = ("threads", "memory_gb", "cluster")
"""What a file from elsewhere has no say in, least of all which cluster is given the work."""
_OTHERS = ("scenario", "zones_layer")  # beside the fields of a request
_MOST = 1e9  # far above any number of a set-up
_ANOTHER = msg("Choose a file that Save Set-Up wrote, or the run.json of a finished run.")


def write(values: Mapping[str, Any], path: str) -> None:
    """Write `values`, named as the fields of RunRequest, as the set-up file `path`; raises OutputError."""
    folder = os.path.dirname(os.path.abspath(path))
    content = {"set_up": _VERSION, "request": _with_paths(values, lambda place: _relative(place, folder))}
    try:
        Path(path).write_text(json.dumps(content, indent=1), encoding="utf-8")
    except OSError as error:
        raise OutputError(
            msg("{path} can't be written: {reason}.", path=path, reason=error.strerror), msg("Choose another file.")
        ) from error


def read(path: str) -> dict[str, Any]:
    """Return the values that a set-up file, or the run.json of a finished run, holds, as `checked`; paths are absolute.

    Raises
    ------
    InputError
        The file can't be read, is no such file, or a value in it is none.
    """
    folder = os.path.dirname(os.path.abspath(path))
    try:
        values = checked(json.loads(Path(path).read_text(encoding="utf-8"))["request"])
        return _with_paths(values, lambda place: os.path.normpath(os.path.join(folder, place)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(msg("{path} holds no set-up.", path=path), _ANOTHER) from error


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a set-up says by name, without names that none has and without what is a matter of each computer.

    Files and projects come from anyone, so that any value may be anything; what it means is left to the request.

    Raises
    ------
    InputError
        A value is of another kind than a set-up has.
    """
    known = {*(field.name for field in dataclasses.fields(RunRequest)), *_OTHERS}.difference(_OF_A_COMPUTER)
    found = {name: value for name, value in values.items() if name in known and value is not None}
    for name, value in found.items():
        if not _KINDS.get(name, _is_text)(value):
            raise InputError(msg("{name} is {value}.", name=name, value=str(value)), _ANOTHER)
    return found


def request(path: str) -> RunRequest:
    """Return the request that a set-up file makes; raises InputError where it is not complete or not valid."""
    values = read(path)
    for name in ("inputs", "output"):
        if not values.get(name):
            raise InputError(
                msg("The set-up {path} does not say {name}.", path=path, name=name),
                msg("Complete the set-up in the dock, and save it again."),
            )
    return RunRequest.from_dict(values)


def preset(path: str) -> str:
    """Return the name of the scenario that a set-up file asks for, empty for none; raises InputError where it is not known."""
    name = read(path).get("scenario") or ""
    if name and name not in PRESETS:
        raise InputError(msg("{name} is {value}.", name="scenario", value=name), msg("Give one of {known}.", known=", ".join(PRESETS)))
    return name


def _is_text(value: Any) -> bool:
    """Return whether a value is a text."""
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    """Return whether a value is a number that means something."""
    return isinstance(value, (int, float)) and math.isfinite(value) and abs(value) < _MOST


def _is_box(value: Any) -> bool:
    """Return whether a value is four numbers."""
    return isinstance(value, (list, tuple)) and len(value) == 4 and all(map(_is_number, value))


def _is_table(value: Any) -> bool:
    """Return whether a value gives texts for texts."""
    return isinstance(value, Mapping) and all(map(_is_text, (*value, *value.values())))


_KINDS = {
    "extent": _is_box,
    "resolution": _is_number,
    "step_days": lambda value: _is_number(value) and value == int(value),
    "sources": _is_table,
}
"""What a value of a set-up must be, by name; all others are texts."""


def _with_paths(values: Mapping[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """Return the values with their paths changed."""

    def changed(place: str) -> str:
        path, mark, layer = place.partition(_LAYER)
        return f"{change(path)}{mark}{layer}"

    sources = {product: changed(place) if place else place for product, place in (values.get("sources") or {}).items()}
    plain = {name: changed(value) if name in _PATHS and value else value for name, value in values.items()}
    return {**plain, "sources": sources} if sources else plain


def _relative(place: str, folder: str) -> str:
    """Return a path relative to `folder` where it lies in it or beside it, with slashes on every system."""
    try:
        relative = os.path.relpath(place, folder)
    except ValueError:  # another drive
        return place
    return place if relative.startswith(os.path.join(os.pardir, os.pardir)) else Path(relative).as_posix()
