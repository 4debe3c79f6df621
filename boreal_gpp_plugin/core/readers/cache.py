"""The cache of recognised granules: what a file was last time, as long as it has not changed."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Optional

from .granule import Granule

_VERSION = 1  # raised whenever a reader notes other details of a granule

Stamp = tuple[int, int]  # bytes, nanoseconds of the last change


class GranuleCache:
    """Granules of one inputs folder by path, kept in one small file between scans; never needed and never trusted blindly.

    A granule is believed while each of its files has the size and the time of last change that it had. What could not be read
    is not kept: the missing file may have come since.

    Parameters
    ----------
    folder : str
        The user's cache folder; made where it is missing. A folder that can't be written is as good as none.
    inputs : str
        The inputs folder.
    """

    def __init__(self, folder: str, inputs: str):
        name = hashlib.sha256(os.path.abspath(inputs).encode()).hexdigest()[:24]
        self._file = Path(folder) / f"granules-{name}.json"
        self._known = self._load()
        self._used: dict[str, Any] = {}

    def _load(self) -> dict[str, Any]:
        """Return the entries by path; none where the file is missing, damaged, or of another version."""
        try:
            content = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        known = content.get("granules") if isinstance(content, dict) and content.get("version") == _VERSION else None
        return known if isinstance(known, dict) else {}

    def get(self, path: str) -> Optional[Granule]:
        """Return the granule that a path was, or None where it is not known or one of its files has changed."""
        entry = self._known.get(path)
        try:
            if entry is None or any(stamp(file) != tuple(known) for file, known in entry["stamps"].items()):
                return None
            granule = _decode(entry["granule"])
        except (KeyError, TypeError, ValueError, AttributeError, OSError):
            return None
        self._used[path] = entry
        return granule

    def put(self, path: str, granule: Granule) -> None:
        """Keep a granule that a path was found to be."""
        try:
            stamps = {file: stamp(file) for file in (path, *granule.files, *granule.companions)}
        except OSError:
            return
        self._used[path] = {"stamps": stamps, "granule": _encode(granule)}

    def save(self) -> None:
        """Write the entries used since opening; silently nothing where the folder can't be written."""
        if self._used == self._known:
            return
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps({"version": _VERSION, "granules": self._used}), encoding="utf-8")
            part.replace(self._file)
        except OSError:
            with suppress(OSError):
                part.unlink()


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
