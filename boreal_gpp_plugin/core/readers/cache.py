"""The cache of what follows from files: what a file was last time, as long as it has not changed."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Optional

from .granule import Granule

_VERSION = 5  # raised whenever a reader notes other details of a granule

Stamp = tuple[int, int]  # bytes, nanoseconds of the last change


class FileCache:
    """Plain values that follow from files, kept in one small file between uses; never needed and never trusted blindly.

    A value is believed while each of its files has the size and the time of last change that it had. What was not asked for since
    opening is forgotten.

    Parameters
    ----------
    folder : str
        The user's cache folder; made where it is missing. A folder that can't be written is as good as none.
    kind : str
        What is kept.
    inputs : str
        The inputs folder.
    """

    def __init__(self, folder: str, kind: str, inputs: str):
        name = hashlib.sha256(os.path.abspath(inputs).encode()).hexdigest()[:24]
        self._file = Path(folder) / f"{kind}-{name}.jsonl"
        self._known = self._load()
        self._used: dict[str, Any] = {}

    def _load(self) -> dict[str, Any]:
        """Return the entries by key; none where the file is missing, damaged, or of another version.

        One line for each: Python lets no other thread run while it reads a text as JSON, nor QGIS's window answer.
        """
        try:
            with open(self._file, encoding="utf-8") as file:
                if json.loads(next(file, "0")) != _VERSION:
                    return {}
                return dict(json.loads(line) for line in file)
        except (OSError, ValueError, TypeError):
            return {}

    def get(self, key: str) -> Any:
        """Return the value of a key, or None where it is not known or one of its files has changed."""
        entry = self._known.get(key)
        try:
            if entry is None or any(stamp(file) != tuple(known) for file, known in entry["stamps"].items()):
                return None
            value = entry["value"]
        except (KeyError, TypeError, AttributeError, OSError):
            return None
        self._used[key] = entry
        return value

    def put(self, key: str, files: Iterable[str], value: Any) -> None:
        """Keep a value that follows from files."""
        try:
            self._used[key] = {"stamps": {file: stamp(file) for file in files}, "value": value}
        except OSError:
            return

    def save(self) -> None:
        """Write the entries used since opening; silently nothing where the folder can't be written."""
        if self._used == self._known:
            return
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with open(part, "w", encoding="utf-8") as file:
                file.writelines(json.dumps(line) + "\n" for line in (_VERSION, *self._used.items()))
            part.replace(self._file)
        except OSError:
            with suppress(OSError):
                part.unlink()


class GranuleCache:
    """Granules of one inputs folder by path. What could not be read is not kept: the missing file may have come since.

    Parameters
    ----------
    folder, inputs : str
        The user's cache folder, and the inputs folder.
    """

    def __init__(self, folder: str, inputs: str):
        self._cache = FileCache(folder, "granules", inputs)

    def get(self, path: str) -> Optional[Granule]:
        """Return the granule that a path was, or None where it is not known or one of its files has changed."""
        try:
            return _decode(self._cache.get(path))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def put(self, path: str, granule: Granule) -> None:
        """Keep a granule that a path was found to be."""
        self._cache.put(path, (path, *granule.files, *granule.companions), _encode(granule))

    def save(self) -> None:
        """Write what was asked for or kept since opening."""
        self._cache.save()


def stamp(path: str) -> Stamp:
    """Return size and time of last change of a file or folder; raises OSError where it is gone."""
    status = os.stat(path)
    return status.st_size, status.st_mtime_ns


def _encode(value: Any) -> Any:
    """Return a granule, or a value of its details, as JSON has it."""
    if isinstance(value, Granule):
        return {"product": value.product, "path": value.path, "time": _encode(value.time), "detail": _encode(value.detail)}
    if isinstance(value, datetime.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, Mapping):
        return {key: _encode(item) for key, item in value.items()}
    return [_encode(item) for item in value] if isinstance(value, (list, tuple)) else value


def _decode(value: Any) -> Any:
    """Return what `_encode` was given; lists come back as tuples."""
    if isinstance(value, dict):
        if set(value) == {"datetime"}:
            return datetime.datetime.fromisoformat(value["datetime"])
        decoded = {key: _decode(item) for key, item in value.items()}
        return Granule(**decoded) if set(value) == {"product", "path", "time", "detail"} else decoded
    return tuple(_decode(item) for item in value) if isinstance(value, list) else value
