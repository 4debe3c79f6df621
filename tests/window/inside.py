"""What the scenarios share; imported inside QGIS."""

from __future__ import annotations

import json
import os
import time
import traceback
from pathlib import Path
from typing import Any, Callable

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QWidget
from qgis.utils import iface, plugins

GIVEN = json.loads(os.environ["WINDOW_TEST"])
PLUGIN = "boreal_gpp_plugin"
TICK_MS = 10


class Heartbeat:
    """Beats on the event loop and keeps the pauses between two beats, by what was going on.

    A pause is the shorter of the time and of the processor time that QGIS spent in it, so that other programs on a busy
    machine do not count; `waits` are the times alone, to catch a window that only waits.
    """

    def __init__(self) -> None:
        self.pauses: list[tuple[float, str]] = []
        self.waits: list[float] = []
        self.doing = "starting"
        self._last = time.monotonic(), time.process_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(TICK_MS)

    def _beat(self) -> None:
        now = time.monotonic(), time.process_time()
        wait, work = (new - old for new, old in zip(now, self._last))
        self.pauses.append((min(wait, work), self.doing))
        self.waits.append(wait)
        self._last = now

    def stop(self) -> dict[str, Any]:
        """Return the five longest pauses, the pause and the wait that 99 of 100 beats stay within, and the longest wait, in seconds."""
        self._timer.stop()
        pauses, waits = (sorted(values, reverse=True) for values in (self.pauses, self.waits))
        return {"pauses": pauses[:5], "most": pauses[len(pauses) // 100][0], "most_wait": waits[len(waits) // 100], "wait": waits[0]}


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> float:
    """Return the seconds until `condition` held; raises TimeoutError."""
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > seconds:
            raise TimeoutError(f"Waited {seconds} s for {what}.")
        QTest.qWait(20)
    return time.monotonic() - start


def shot(name: str) -> None:
    """Save the screen."""
    QTest.qWait(300)
    QApplication.primaryScreen().grabWindow(0).save(str(Path(GIVEN["shots"]) / f"{name}.png"))


def shoot_pages(name: str) -> None:
    """Save the screen with each page of the dock, first in light and then in dark, which stays: QGIS can't go back without a new start."""
    for kind, shown in (("light", "default"), ("dark", "Night Mapping")):
        QgsApplication.setUITheme(shown)
        for page in dock().pages:
            QTest.mouseClick(child(f"step_{page.objectName()}"), Qt.MouseButton.LeftButton)
            shot(f"{page.objectName()}_{name}_{kind}")


def other_windows() -> list[str]:
    """Return the titles of windows that should not be there, such as QGIS's report of an exception in a slot."""
    return [w.windowTitle() or type(w).__name__ for w in QApplication.topLevelWidgets() if w.isVisible() and w is not iface.mainWindow()]


def dock() -> QWidget:
    """Return the plugin's dock."""
    return plugins[PLUGIN].dock


def child(name: str) -> QWidget:
    """Return the widget of the dock with an object name."""
    found = dock().findChild(QWidget, name)
    if found is None:
        raise LookupError(name)
    return found


def wait_for_job(seconds: float) -> float:
    """Return the seconds until job and loading ended."""
    return wait_until(lambda: not dock()._runner.is_busy and not dock().launcher.is_loading, seconds, "the job to end")


def wait_for_checkup() -> float:
    """Return the seconds until the inputs were checked."""
    return wait_until(lambda: not dock().examiner.is_busy, 120, "the check-up to end")


def wait_for_map() -> None:
    """Wait until the canvas is drawn."""
    QTest.qWait(200)
    iface.mapCanvas().waitWhileRendering()


def play(scenario: Callable[[dict[str, Any]], None]) -> None:
    """Run `scenario` once QGIS is up, write its verdict, and leave QGIS whatever happened."""

    def go() -> None:
        verdict: dict[str, Any] = {}
        try:
            iface.mainWindow().setGeometry(0, 0, 1366, 768)
            QTest.qWait(300)
            scenario(verdict)
            verdict["other_windows"] = other_windows()
        except Exception:
            verdict["error"] = traceback.format_exc()
            shot("failure")
        finally:
            Path(GIVEN["verdict"]).write_text(json.dumps(verdict, indent=1), encoding="utf-8")
            QgsApplication.taskManager().cancelAll()
            QgsProject.instance().clear()
            QgsProject.instance().setDirty(False)
            QTimer.singleShot(0, iface.actionExit().trigger)

    QTimer.singleShot(1500, go)
