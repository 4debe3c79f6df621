"""Set-up files: what a run is asked to do as one JSON file that can be shared, with paths relative to the file where they lie near it."""

from __future__ import annotations

import json
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
    """Return the values that a set-up file, or the run.json of a finished run, holds; paths are absolute.

    Raises
    ------
    InputError
        The file can't be read or is no such file.
    """
    folder = os.path.dirname(os.path.abspath(path))
    try:
        values = json.loads(Path(path).read_text(encoding="utf-8"))["request"]
        return _with_paths(values, lambda place: os.path.normpath(os.path.join(folder, place)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            msg("{path} holds no set-up.", path=path), msg("Choose a file that Save Set-Up wrote, or the run.json of a finished run.")
        ) from error


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
