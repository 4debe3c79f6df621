"""The jobs that run in the background, as functions of plain values and a `Progress`."""

from __future__ import annotations

from typing import Any

from ..core.progress import Progress
from ..core.request import RunRequest


def run_site(request: RunRequest, progress: Progress) -> Any:
    """Return the RunResult of `request`."""
    from ..core.pipeline import run  # in the worker: its libraries take seconds to load

    return run(request, progress)


def write_sample_site(folder: str, seed: int, size_km: int, years: int, progress: Progress) -> str:
    """Write the synthetic site into `folder`, which is returned."""
    from ..core.sample.site import write

    write(folder, seed, size_km, years, progress)
    return folder
