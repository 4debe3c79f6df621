"""The examiner: has the inputs checked in the background, always for what the pages say now."""

from __future__ import annotations

from functools import partial
from typing import Optional

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..core.request import RunRequest
from ..i18n import language, tr
from ..paths import cache_folder
from ..tasks.jobs import check_inputs
from ..tasks.runner import Runner
from ..tasks.task import JobTask, Outcome

_PATIENCE_MS = 400  # while someone types, nothing is looked into


class Examiner(QObject):
    """Checks the inputs of the newest request; what an older one would say is dropped."""

    began = pyqtSignal()
    progressed = pyqtSignal(float, str)  # share done 0-1, what is being done
    ended = pyqtSignal(object)  # an Outcome that holds a CheckUp or an error

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = Runner()
        self._runner.progressed.connect(self._report)
        self._request: Optional[RunRequest] = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._start)

    @property
    def is_busy(self) -> bool:
        """Whether a check-up is due or under way."""
        return self._timer.isActive() or self._runner.is_busy

    def stop(self) -> None:
        """Drop the check-up and wait for its end."""
        self._timer.stop()
        self._runner.stop()

    def ask(self, request: Optional[RunRequest], anew: bool = False) -> None:
        """Have the inputs of a request checked, unless that is what was asked for last; None where there is nothing to check."""
        if request == self._request and not anew:
            return
        self._request = request
        for _ in self._runner.waiting:
            self._runner.remove(0)
        self._runner.cancel()
        self._timer.stop()
        if request is not None:
            self.began.emit()
            self._timer.start()

    def _start(self) -> None:
        """Start the check-up."""
        request = self._request
        task = JobTask(tr("Boreal GPP: check-up"), partial(check_inputs, request, cache_folder()), language())
        self._runner.add(task, partial(self._end, request))

    def _report(self, share: float, text: str) -> None:
        """Pass on how far the newest check-up is."""
        if not self._timer.isActive() and not self._runner.waiting:
            self.progressed.emit(share, text)

    def _end(self, request: RunRequest, outcome: Outcome) -> None:
        """Pass on what was found, if it is still asked for."""
        if request is not self._request:
            return
        if outcome.was_cancelled:  # in QGIS's task list
            self._request = None
        self.ended.emit(outcome)
