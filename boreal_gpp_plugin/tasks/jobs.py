"""The jobs that run in the background, as functions of plain values and a `Progress`."""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import Any

from ..core.progress import Progress
from ..core.request import RunRequest
from ..core.scenarios.scenario import Scenario


def run_site(request: RunRequest, cache: str, progress: Progress) -> Any:
    """Return the RunResult of `request`; `cache` is the folder where it is remembered what files are."""
    from ..core.pipeline import run  # in the worker: its libraries take seconds to load

    return run(request, progress, cache)


def outline_site(request: RunRequest, folder: str, cache: str, progress: Progress) -> Any:
    """Return the SiteMaps of `request`, with its rasters in a folder of its own below `folder`."""
    from ..core.site_maps import outline

    return outline(request, tempfile.mkdtemp(dir=_made(folder)), progress, cache)


def _made(folder: str) -> str:
    """Return a folder that is there, and nothing in it that can be removed."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder, exist_ok=True)
    return folder


def check_inputs(request: RunRequest, cache: str, progress: Progress) -> Any:
    """Return the CheckUp of `request`."""
    from ..core.preflight import check_up

    return check_up(request, progress, cache)


def write_sample_site(folder: str, seed: int, size_km: int, years: int, progress: Progress) -> str:
    """Write the synthetic site into `folder`, which is returned."""
    from ..core.sample.site import write

    write(folder, seed, size_km, years, progress)
    return folder


def map_scenario(folder: str, scenario: Scenario, output: str, progress: Progress) -> str:
    """Map the run in `folder` under a changed climate into `output`, which is returned."""
    from ..core.scenarios import projection

    return projection.run(folder, scenario, output, progress)
