"""The output folder: what is made in it stays out of sight until it is whole."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Optional, TypeVar, Union

from .errors import Cancelled, InputError, OutputError
from .file_lock import hold
from .language import msg

Self = TypeVar("Self", bound="OutputFolder")
SCRATCH = ".boreal_gpp_unfinished"
_LOCK = "in_use"
_FULL = 2**24  # bytes: a disk with fewer left is full


class OutputFolder:
    """A folder whose files are made in a scratch folder inside it and moved out when all are whole; a context manager.

    Whatever ends the work before that, the folder is as it was, or not there at all.

    Raises
    ------
    OutputError
        When the folder can't be made or written, or another run is being written into it, before any work; or when the disk fills
        up during it.
    """

    def __init__(self, path: Union[str, Path]):
        self.path = Path(path)
        self.scratch = self.path / SCRATCH
        self._lock: Optional[IO[Any]] = None
        self._made = [folder for folder in (self.path, *self.path.parents) if not folder.exists()]

    def __enter__(self: Self) -> Self:
        try:
            self.scratch.mkdir(parents=True, exist_ok=True)
            self._lock = hold(self.scratch / _LOCK)
            for left in self._held() if self._lock is not None else ():  # of work that was killed
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        except OSError as error:
            self._clear()
            raise OutputError(
                msg("The output folder {path} can't be written: {reason}.", path=str(self.path), reason=error.strerror or str(error)),
                msg("Choose a folder on a disk where you may write, with room for the result."),
            ) from error
        if self._lock is None:
            raise OutputError(
                msg("Another run is being written into {path}.", path=str(self.path)), msg("Wait for its end, or choose another folder.")
            )
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        # Libraries tell of a full disk in words of their own, if at all.
        is_full = isinstance(error, Exception) and not isinstance(error, (Cancelled, InputError)) and self._free() < _FULL
        self._clear()
        if is_full:
            raise OutputError(
                msg("The disk of {path} is full.", path=str(self.path)), msg("Free some room, or choose a folder on another disk.")
            ) from error

    def finished(self) -> list[Path]:
        """Return what was made, to be moved out of the scratch folder; raises OSError where the disk is full, so that some may be cut."""
        if self._free() < _FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return sorted(self._held())

    def _held(self) -> list[Path]:
        """Return what is in the scratch folder."""
        return [path for path in self.scratch.iterdir() if path.name != _LOCK]

    def _free(self) -> int:
        """Return the free room of the disk, bytes."""
        there = next(folder for folder in (self.scratch, *self.scratch.parents) if folder.exists())
        return shutil.disk_usage(there).free

    def _clear(self) -> None:
        """Remove the scratch folder, and the folders that were made for a result that did not come."""
        if self._lock is not None:
            self._lock.close()
        shutil.rmtree(self.scratch, ignore_errors=True)
        for folder in self._made:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
