"""A lock on a file, which the system lets go of when its holder ends, however it ends."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, Any, Optional

if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)

    _TAKEN: type[OSError] = PermissionError
else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)

    _TAKEN = BlockingIOError


def hold(path: Path) -> Optional[IO[Any]]:
    """Return the file at `path`, held until it is closed, or None where someone else holds it; raises OSError where it can't be made.

    On disks that know no locks, which some networks have, everyone holds it.
    """
    file = path.open("wb")
    try:
        _lock(file.fileno())
    except _TAKEN:
        file.close()
        return None
    except OSError:
        pass
    return file
