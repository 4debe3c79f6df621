"""The runner: works off a queue of tasks one at a time, and holds them, for Qt would not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, pyqtSignal

from .task import JobTask, Outcome

_STOP_MS = 5000  # a job stops within 2 s of being asked


@dataclass(frozen=True)
class _Work:
    """A task with what comes before and after it on the main thread."""

    task: JobTask
    then: Callable[[Outcome], None]
    begin: Callable[[], None]


class Runner(QObject):
    """Runs tasks, one at a time, in the order they were added."""

    busy_changed = pyqtSignal(bool)
    progressed = pyqtSignal(float, str)  # share done 0-1, what is being done
    queue_changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._work: Optional[_Work] = None
        self._queue: list[_Work] = []

    @property
    def is_busy(self) -> bool:
        """Whether a task runs."""
        return self._work is not None

    @property
    def waiting(self) -> list[str]:
        """Titles of the tasks in the queue."""
        return [work.task.description() for work in self._queue]

    def add(self, task: JobTask, then: Callable[[Outcome], None], begin: Callable[[], None] = lambda: None) -> None:
        """Start `task`, or queue it while another runs; `begin` is called as it starts, `then` with its outcome."""
        self._queue.append(_Work(task, then, begin))
        if not self.is_busy:
            self._next()
            self.busy_changed.emit(True)
        self.queue_changed.emit()

    def remove(self, i: int) -> None:
        """Take the i-th task out of the queue, telling no one."""
        del self._queue[i]
        self.queue_changed.emit()

    def cancel(self) -> None:
        """Ask the running task to stop, if any; the next one in the queue follows."""
        if self._work is not None:
            self._work.task.cancel()

    def stop(self) -> None:
        """Empty the queue, stop the running task and wait for it, telling no one: for the moment before the plugin is gone."""
        self._queue.clear()
        work, self._work = self._work, None
        if work is not None:
            work.task.ended.disconnect(self._end)
            work.task.progressed.disconnect(self.progressed)
            work.task.cancel()
            work.task.waitForFinished(_STOP_MS)

    def _next(self) -> None:
        """Start the first task of the queue."""
        self._work = work = self._queue.pop(0)
        work.begin()
        work.task.progressed.connect(self.progressed)
        work.task.ended.connect(self._end)
        QgsApplication.taskManager().addTask(work.task)

    def _end(self, outcome: Outcome) -> None:
        """Let go of the task, start the next one, then pass the outcome on."""
        ended, self._work = self._work, None
        if self._queue:
            self._next()
            self.queue_changed.emit()
        self.busy_changed.emit(self.is_busy)
        ended.then(outcome)
