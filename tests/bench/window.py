"""How soon QGIS's window answers while sites are written and run from the dock, and how soon a click is charted; printed, not judged."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from qgis_window import drive

LARGE_KM = 30  # 1000 x 1000 pixels


def main(site: str, output: str) -> None:
    """Drive a newcomer's way beside `site`, at its size, and a run of 1000 x 1000 pixels; print the pauses of the event loop."""
    folder = Path(site).parent / "window"
    shutil.rmtree(folder, ignore_errors=True)
    verdict = drive("newcomer", timeout_s=900, site=str(folder / "site"), run=str(folder / "run"), size_km=12)
    if "error" in verdict:
        raise SystemExit(verdict["error"])
    for title, phase in (("writing the sample site", "sample_pauses"), ("the run and its layers", "run_pauses")):
        longest, doing = verdict[phase]["pauses"][0]
        print(f"{1000 * verdict[phase]['most']:6.0f} ms for 99 of 100 answers, {1000 * longest:.0f} ms at most ({doing}): {title}")
    print(f"{1000 * verdict['cancel_s']:6.0f} ms from Cancel to the end of the run")
    large = drive("responsive", timeout_s=3600, site=str(folder / "large"), run=str(folder / "large_run"), size_km=LARGE_KM)
    if "error" in large:
        raise SystemExit(large["error"])
    pauses = large["run_pauses"]
    print(f"{1000 * pauses['most_wait']:6.0f} ms for 99 of 100 answers, {1000 * pauses['wait']:.0f} ms at most: a run of {LARGE_KM} km")
    for title, times in (("the chart of a pixel", large["charts_s"]), ("that of a zone of 50 000 pixels", large["zone_charts_s"])):
        print(f"{1000 * max(times):6.0f} ms at most from the click to {title}, of {len(times)} clicks")


if __name__ == "__main__":
    main(*sys.argv[1:])
