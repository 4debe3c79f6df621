"""The run folder: it holds either a whole result or none."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Any, Optional

from .errors import OutputError
from .language import msg

_SCRATCH = ".boreal_gpp_unfinished"
_RECORD = "run.json"
_FULL = 2**24  # bytes: a disk with fewer left is full


class RunFolder:
    """The folder of a result: files are made in a scratch folder inside it and moved out when all are whole; a context manager.

    Whatever ends the work before that, the folder is as it was: with an earlier result, or not there at all.

    Raises
    ------
    OutputError
        When the folder can't be made or written, before any work; or when the disk fills up during it.
    """

    def __init__(self, path: str):
        self.path = Path(path)
        self.scratch = self.path / _SCRATCH
        self._made = [folder for folder in (self.path, *self.path.parents) if not folder.exists()]

    def __enter__(self) -> RunFolder:
        try:
            shutil.rmtree(self.scratch, ignore_errors=True)  # of a run that was killed
            self.scratch.mkdir(parents=True)
            (self.scratch / "probe").touch()
            (self.scratch / "probe").unlink()
        except OSError as error:
            self._clear()
            raise OutputError(
                msg("The output folder {path} can't be written: {reason}.", path=str(self.path), reason=error.strerror or str(error)),
                msg("Choose a folder on a disk where you may write, with room for the result."),
            ) from error
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        is_full = isinstance(error, OSError) and shutil.disk_usage(self.scratch).free < _FULL
        self._clear()
        if is_full:
            raise OutputError(
                msg("The disk of {path} is full.", path=str(self.path)), msg("Free some room, or choose a folder on another disk.")
            ) from error

    def publish(self) -> None:
        """Move the finished files out of the scratch folder, run.json last: until then the folder is no result.

        Files of an earlier result that the new one does not have are removed, others are left alone.

        Raises
        ------
        OutputError
            When a file of an earlier result is in use and can't be replaced.
        """
        names = sorted((p.name for p in self.scratch.iterdir()), key=lambda name: name == _RECORD)
        stale: set[str] = set()
        if _RECORD in names:
            stale = set(_read(self.path / _RECORD).get("files", ())).difference(names)
            about = {**_read(self.scratch / _RECORD), "files": names}
            (self.scratch / _RECORD).write_text(json.dumps(about, indent=1, ensure_ascii=False), encoding="utf-8")
        name = _RECORD
        try:
            (self.path / name).unlink(missing_ok=True)
            for name in names:
                os.replace(self.scratch / name, self.path / name)
            for name in stale:
                (self.path / Path(name).name).unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                msg("The file {path} can't be replaced: {reason}.", path=str(self.path / name), reason=error.strerror or str(error)),
                msg("Remove the layers of the earlier run from the project, or choose another output folder, and run again."),
            ) from error

    def _clear(self) -> None:
        """Remove the scratch folder, and the folders that were made for a result that did not come."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        for folder in self._made:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def _read(path: Path) -> dict[str, Any]:
    """Return a file of JSON, empty where there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
