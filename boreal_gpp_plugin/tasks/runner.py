"""The runner: starts one task at a time and holds it, for Qt would not."""

from __future__ import annotations

from typing import Callable, Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, pyqtSignal

from .task import JobTask, Outcome

_STOP_MS = 5000  # a job stops within 2 s of being asked


class Runner(QObject):
    """Runs tasks, one at a time."""

    busy_changed = pyqtSignal(bool)
    progressed = pyqtSignal(float, str)  # share done 0-1, what is being done

    def __init__(self) -> None:
        super().__init__()
        self._task: Optional[JobTask] = None
        self._then: Callable[[Outcome], None] = lambda outcome: None

    @property
    def is_busy(self) -> bool:
        """Whether a task runs."""
        return self._task is not None

    def start(self, task: JobTask, then: Callable[[Outcome], None]) -> None:
        """Start `task`, and call `then` with its outcome on the main thread; raises RuntimeError while another runs."""
        if self.is_busy:
            raise RuntimeError("A task is running.")
        self._task, self._then = task, then
        task.progressed.connect(self.progressed)
        task.ended.connect(self._end)
        self.busy_changed.emit(True)
        QgsApplication.taskManager().addTask(task)

    def cancel(self) -> None:
        """Ask the running task to stop, if any."""
        if self._task is not None:
            self._task.cancel()

    def stop(self) -> None:
        """Stop the running task and wait for it, telling no one: for the moment before the plugin is gone."""
        task, self._task = self._task, None
        if task is not None:
            task.ended.disconnect(self._end)
            task.progressed.disconnect(self.progressed)
            task.cancel()
            task.waitForFinished(_STOP_MS)

    def _end(self, outcome: Outcome) -> None:
        """Let go of the task, then pass its outcome on."""
        self._task = None
        self.busy_changed.emit(False)
        self._then(outcome)
