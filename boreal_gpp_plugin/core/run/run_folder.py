"""The run folder: it holds either a whole result or none."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from ..errors import OutputError
from ..language import msg
from ..output_folder import OutputFolder

_RECORD = "run.json"


class RunFolder(OutputFolder):
    """The folder of a result, which is one only with its record: whatever ends the work before that, an earlier result stays whole."""

    def publish(self) -> None:
        """Move the finished files out of the scratch folder, run.json last: until then the folder is no result.

        Files of an earlier result that the new one does not have are removed, others are left alone.

        Raises
        ------
        OutputError
            When a file of an earlier result is in use and can't be replaced.
        """
        names = sorted((made.name for made in self.finished()), key=lambda name: name == _RECORD)
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


def _read(path: Path) -> dict[str, Any]:
    """Return a file of JSON, empty where there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
