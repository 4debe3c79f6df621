"""The panel below the pages: run, cancel, how far it is."""

from __future__ import annotations

import time
from functools import partial
from typing import Optional

from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QWidget

from ..core.errors import BorealGPPError
from ..core.wording import Wording
from ..i18n import language, tr
from ..tasks.memory import used
from .button import push_button
from .queue_view import QueueView
from .text import wrapped

_BAR_MAX = 1000
_CLOCK_MS = 1000
_FORESEEABLE_S = 5.0  # before this much time and this share, time left is a guess
_FORESEEABLE_SHARE = 0.05


def seconds_left(elapsed: float, share: float) -> Optional[float]:
    """Return the seconds that a job still takes if it goes on as before, or None while no one can say."""
    if elapsed < _FORESEEABLE_S or share < _FORESEEABLE_SHARE:
        return None
    return elapsed * (1.0 - share) / share


def memory_text(used: Optional[int]) -> str:
    """Return an amount of memory (bytes) for people; empty for None."""
    return "" if used is None else tr("{gb} GB of memory").format(gb=Wording(language()).number(used / 1e9, 1))


def time_left(seconds: Optional[float]) -> str:
    """Return a duration for people: in minutes, or in tens of seconds when short; empty for None."""
    if seconds is None:
        return ""
    if seconds < 90:
        return tr("about {n} s left").format(n=max(10, 10 * round(seconds / 10)))
    return tr("about {n} min left").format(n=round(seconds / 60))


class RunPanel(QWidget):
    """Run, Cancel, Help and the set-up's files; while a job runs, its progress and what waits behind it."""

    run_wanted = pyqtSignal()
    cancel_wanted = pyqtSignal()
    help_wanted = pyqtSignal()
    save_wanted = pyqtSignal()
    open_wanted = pyqtSignal()
    go_wanted = pyqtSignal()  # to what keeps a run from beginning

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("run_panel")
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        self.bar.setRange(0, _BAR_MAX)
        self.bar.setAccessibleName(tr("Progress"))
        self.stage = wrapped(name="stage")
        self.obstacle = wrapped(name="obstacle")
        self.go = self._button("", "go_to_step", tr("Show where this is to be done."), self.go_wanted)
        self.queue = QueueView()
        self.left = QLabel()
        self.left.setObjectName("time_left")
        self.memory = QLabel()
        self.memory.setObjectName("memory")
        self.memory.setToolTip(tr("All that QGIS holds now."))
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._tick)
        self.run = self._button(tr("&Run"), "run", tr("Map GPP with these inputs in the background."), self.run_wanted)
        self.run.setDefault(True)
        self.cancel = self._button(tr("&Cancel"), "cancel", tr("Stop the job that runs; nothing half-done stays."), self.cancel_wanted)
        self.help = self._button(tr("&Help"), "help", tr("Open the guide, which lies on this computer."), self.help_wanted)
        buttons = QHBoxLayout()
        buttons.addWidget(self.help)
        buttons.addWidget(self._set_up_menu())
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.run)
        layout = QGridLayout(self)
        layout.addWidget(self.stage, 0, 0)
        layout.addWidget(self.left, 0, 1)
        layout.addWidget(self.bar, 1, 0)
        layout.addWidget(self.memory, 1, 1)
        layout.addWidget(self.queue, 2, 0, 1, 2)
        layout.addWidget(self.obstacle, 3, 0)
        layout.addWidget(self.go, 3, 1)
        layout.addLayout(buttons, 4, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        self._started = 0.0
        self.set_busy(False)

    def _set_up_menu(self) -> QPushButton:
        """Return the button with the set-up's files."""
        self.set_up = QPushButton(tr("Se&t-Up"))
        self.set_up.setObjectName("set_up")
        self.set_up.setToolTip(tr("Save all that the steps say in one file, to share it or to run it again, or open such a file."))
        menu = QMenu(self.set_up)
        for name, text, wanted in (
            ("save_set_up", tr("&Save Set-Up\u2026"), self.save_wanted),
            ("open_set_up", tr("&Open Set-Up\u2026"), self.open_wanted),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(partial(_emit, wanted))
        self.set_up.setMenu(menu)
        return self.set_up

    @staticmethod
    def _button(text: str, name: str, tip: str, wanted: pyqtSignal) -> QPushButton:
        """Return a button that asks for something."""
        button = push_button(text, name, tip)
        button.clicked.connect(wanted)
        return button

    def set_busy(self, busy: bool) -> None:
        """Show progress and Cancel while a job runs, Run otherwise."""
        self._started = time.monotonic()
        self.run.setText(tr("&Run Next") if busy else tr("&Run"))
        self.cancel.setEnabled(busy)
        for widget in (self.bar, self.stage, self.left, self.memory):
            widget.setVisible(busy)
        self.bar.setValue(0)
        self.stage.setText(tr("Starting") if busy else "")
        self.left.setText("")
        self._clock.start() if busy else self._clock.stop()
        self._tick()

    def _tick(self) -> None:
        """Show how much memory is used."""
        self.memory.setText(memory_text(used()))

    def set_obstacle(self, obstacle: Optional[BorealGPPError], place: str = "") -> None:
        """Say what has to be done before a run may begin and where, or that it may."""
        self.run.setEnabled(obstacle is None)
        self.obstacle.setText("" if obstacle is None else obstacle.text(language()))
        self.go.setText(place)
        for widget in (self.obstacle, self.go):
            widget.setVisible(obstacle is not None)

    def set_cancelling(self) -> None:
        """Say that the job was asked to stop."""
        self.cancel.setEnabled(False)
        self.stage.setText(tr("Stopping"))
        self.left.setText("")

    def set_progress(self, share: float, text: str) -> None:
        """Show that `share` (0-1) is done and what is being done."""
        self.bar.setValue(round(share * _BAR_MAX))
        if not self.cancel.isEnabled():
            return
        self.stage.setText(text)
        self.left.setText(time_left(seconds_left(time.monotonic() - self._started, share)))


def _emit(signal: pyqtSignal, *_: bool) -> None:
    """Emit a signal without the state of the action that asks for it."""
    signal.emit()
