"""What the scenarios share; imported inside QGIS."""

from __future__ import annotations

import json
import os
import time
import traceback
from pathlib import Path
from typing import Any, Callable

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QComboBox, QDockWidget, QLabel, QStyle, QStyleOptionComboBox, QWidget
from qgis.utils import iface, plugins

GIVEN = json.loads(os.environ["WINDOW_TEST"])
PLUGIN = "boreal_gpp_plugin"
TICK_MS = 10
TURNS = 3  # of the event loop in which nothing was due, until nothing is


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


def wait_for_rest() -> None:
    """Wait until the window is as it will stay: canvas and docks have done what they put off to do it once, and the map is drawn."""
    canvas = iface.mapCanvas()
    resting = 0

    def rests() -> bool:
        nonlocal resting
        docks = [dock for dock in iface.mainWindow().findChildren(QDockWidget) if "boreal" in dock.objectName()]
        timers = [timer for place in (canvas, *docks) for timer in place.findChildren(QTimer) if timer.isSingleShot()]
        resting = 0 if canvas.isDrawing() or any(timer.isActive() for timer in timers) else resting + 1
        return resting > TURNS

    wait_until(rests, 60, "the window to rest")


def on_canvas(x: float, y: float, button: Any = Qt.MouseButton.LeftButton, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """Click the canvas at shares of its width and height."""
    canvas, viewport = iface.mapCanvas(), iface.mapCanvas().viewport()
    point = QPoint(int(x * viewport.width()), int(y * viewport.height()))
    canvas.snappingUtils().snapToMap(point)  # waits for the corners that tools would look for in the background
    QTest.mouseMove(viewport, point)
    QTest.mouseClick(viewport, button, modifier, point)


def shot(name: str) -> None:
    """Save the screen once the window rests."""
    wait_for_rest()
    grab(name)


def grab(name: str) -> None:
    """Save the screen as it is."""
    QApplication.primaryScreen().grabWindow(0).save(str(Path(GIVEN["shots"]) / f"{name}.png"))


def cut_off(within: QWidget) -> list[str]:
    """Return the texts of labels, buttons and chosen entries in a widget that have less room than they need."""
    found = []
    for widget in filter(QWidget.isVisible, within.findChildren(QWidget)):
        if isinstance(widget, QComboBox):
            option = QStyleOptionComboBox()
            option.initFrom(widget)
            field = widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget)
            text, is_cut = widget.currentText(), widget.fontMetrics().horizontalAdvance(widget.currentText()) > field.width()
        elif isinstance(widget, QLabel) and widget.wordWrap():
            text, is_cut = widget.text(), widget.heightForWidth(widget.width()) > widget.height()
        elif isinstance(widget, (QLabel, QAbstractButton)):
            text, is_cut = widget.text(), widget.sizeHint().width() > widget.width()
        else:
            continue
        if text and is_cut:
            found.append(text)
    return found


def shoot_pages(name: str) -> list[str]:
    """Save the screen with each page of the dock, and return the texts on them that are cut off.

    First in light and then in dark, which stays: QGIS can't go back without a new start.
    """
    found = []
    for kind, shown in (("light", "default"), ("dark", "Night Mapping")):
        QgsApplication.setUITheme(shown)
        for page in dock().pages:
            QTest.mouseClick(child(f"step_{page.objectName()}"), Qt.MouseButton.LeftButton)
            shot(f"{page.objectName()}_{name}_{kind}")
            found += cut_off(dock())
    return found


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


def play(scenario: Callable[[dict[str, Any]], None]) -> None:
    """Run `scenario` once QGIS is up, write its verdict, and leave QGIS whatever happened."""

    def go() -> None:
        verdict: dict[str, Any] = {}
        try:
            iface.mainWindow().setGeometry(0, 0, 1366, 768)
            wait_for_rest()
            scenario(verdict)
            verdict["other_windows"] = other_windows()
        except Exception:
            verdict["error"] = traceback.format_exc()
            grab("failure")
        finally:
            Path(GIVEN["verdict"]).write_text(json.dumps(verdict, indent=1), encoding="utf-8")
            QgsApplication.taskManager().cancelAll()
            QgsProject.instance().clear()
            QgsProject.instance().setDirty(False)
            QTimer.singleShot(0, iface.actionExit().trigger)

    iface.initializationCompleted.connect(lambda: QTimer.singleShot(0, go))
