"""Starts a real QGIS window on a virtual screen, in a profile of its own, driven by a script."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
SHOTS = BUILD / "shots"
SCREEN = "1366x768x24"
HERE = Path(__file__).resolve().parent
INI = """[PythonPlugins]
boreal_gpp_plugin=true
processing=true

[locale]
overrideFlag=true
userLocale={locale}

[UI]
UITheme=default

[qgis]
checkVersion=false
"""


def drive(scenario: str, locale: str = "en_US", timeout_s: int = 300, **values: Any) -> dict[str, Any]:
    """Return the verdict of the script `scenario`.py, run in QGIS; `values` are what it may ask for."""
    work = BUILD / "window" / scenario
    shutil.rmtree(work, ignore_errors=True)
    profile = work / "profiles" / "window" / "QGIS"
    profile.mkdir(parents=True)
    (profile / "QGIS3.ini").write_text(INI.format(locale=locale), encoding="utf-8")
    SHOTS.mkdir(parents=True, exist_ok=True)
    runtime = work / "runtime"
    runtime.mkdir(mode=0o700)
    verdict = work / "verdict.json"
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "QT_QPA_PLATFORM", "DISPLAY"}
    }
    environment.update(
        PATH=f"/usr/bin:/bin:{environment['PATH']}",  # QGIS embeds the Python that it finds first
        QGIS_PLUGINPATH=str(BUILD),
        XDG_RUNTIME_DIR=str(runtime),
        LIBGL_ALWAYS_SOFTWARE="1",
        NO_AT_BRIDGE="1",
        WINDOW_TEST=json.dumps({"here": str(HERE), "shots": str(SHOTS), "verdict": str(verdict), "work": str(work), **values}),
    )
    command = ["xvfb-run", "-a", "-s", f"-screen 0 {SCREEN}", "qgis", "--nologo", "--noversioncheck"]
    command += ["--profiles-path", str(work), "--profile", "window", "--code", str(HERE / f"{scenario}.py")]
    with open(work / "qgis.log", "wb") as log:
        done = subprocess.run(
            ["timeout", "-k", "5", str(timeout_s), *command], env=environment, stdout=log, stderr=subprocess.STDOUT, check=False
        )
    if not verdict.is_file():
        text = (work / "qgis.log").read_text(errors="replace")
        return {"error": f"QGIS ended with {done.returncode} and no verdict.\n{text[-4000:]}"}
    return json.loads(verdict.read_text(encoding="utf-8"))
