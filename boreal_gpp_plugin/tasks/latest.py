"""The latest: quick background work of which only the newest counts, such as reading what was clicked last."""

from __future__ import annotations

from functools import partial
from typing import Callable, Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject

from ..i18n import language
from .task import Job, JobTask, Outcome

_STOP_MS = 5000


class Latest(QObject):
    """Runs jobs; one that is started drops the one before it."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._task: Optional[JobTask] = None
        self._held: list[JobTask] = []  # dropped ones too, until they end: Qt would not hold them

    @property
    def is_busy(self) -> bool:
        """Whether a job runs whose outcome counts."""
        return self._task is not None

    def start(self, title: str, job: Job, then: Callable[[Outcome], None]) -> None:
        """Run `job`, and call `then` with its outcome on the main thread unless another is started before."""
        self.drop()
        task = JobTask(title, job, language())
        self._task = task
        self._held.append(task)
        task.ended.connect(partial(self._end, task, then))
        QgsApplication.taskManager().addTask(task)

    def drop(self) -> None:
        """Drop the job at hand, telling no one."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def stop(self) -> None:
        """Drop the job at hand and wait for it, and for those dropped before: for the moment before the plugin is gone."""
        self.drop()
        for task in list(self._held):
            task.waitForFinished(_STOP_MS)
        self._held.clear()

    def _end(self, task: JobTask, then: Callable[[Outcome], None], outcome: Outcome) -> None:
        """Let go of a task, and pass its outcome on where it counts."""
        if task in self._held:
            self._held.remove(task)
        if task is self._task:
            self._task = None
            then(outcome)
