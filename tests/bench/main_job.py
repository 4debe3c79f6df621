"""Seconds and peak memory of the main job on the sample site; printed, not judged."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from boreal_gpp_plugin.core import pipeline
from boreal_gpp_plugin.core.language import Message
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.request import RunRequest


class Stopwatch:
    """Prints how long each stage of a job took."""

    def __init__(self) -> None:
        self.start = self.last = time.perf_counter()
        self.stage = ""

    def __call__(self, share: float, text: Message) -> None:
        """Note the progress; a new sentence is a new stage."""
        if str(text) != self.stage:
            now = time.perf_counter()
            if self.stage:
                print(f"{now - self.last:8.1f} s  {self.stage}", flush=True)
            self.last, self.stage = now, str(text)


def main(site: str, output: str) -> None:
    """Run the main job on `site` and print what it took."""
    watch = Stopwatch()
    pipeline.run(RunRequest(inputs=site, output=output), Progress(watch))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # Linux gives kilobytes
    size = sum(file.stat().st_size for file in Path(output).iterdir()) / 1e6
    print(f"{time.perf_counter() - watch.start:8.1f} s  main job, at most {memory:.2f} GB of memory, {size:.0f} MB written")


if __name__ == "__main__":
    main(*sys.argv[1:])
