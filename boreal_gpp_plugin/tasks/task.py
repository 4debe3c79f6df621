"""A background task: a job in, an outcome out, and nothing of the project touched in between."""

from __future__ import annotations

import platform
import threading
import traceback
from dataclasses import dataclass
from typing import Any, Callable, Optional

from qgis.core import Qgis, QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..core import packages, threads
from ..core.errors import BorealGPPError, Cancelled, explained
from ..core.language import Message
from ..core.progress import Progress, throttled

Job = Callable[[Progress], Any]
# From QGIS 3.26; before, QGIS itself tells of the end of a long task, and calls a cancelled one failed.
_SILENT = getattr(QgsTask.Flag, "Silent", QgsTask.Flag.CanCancel)


@dataclass(frozen=True)
class Outcome:
    """How a job ended: with a result, with an error, or with neither where it was cancelled.

    Attributes
    ----------
    result : any
        What the job returned.
    error : BorealGPPError or None
        Why it failed.
    details : str
        What makers need to find the reason of a failure.
    """

    result: Any = None
    error: Optional[BorealGPPError] = None
    details: str = ""

    @property
    def was_cancelled(self) -> bool:
        """Whether the user stopped the job."""
        return self.result is None and self.error is None


class JobTask(QgsTask):
    """Runs a job in the background.

    Parameters
    ----------
    title : str
        What QGIS's task list shows.
    job : callable
        Called in a worker thread with its `Progress`; returns the result, never None. It holds all it needs as plain values.
    language : str
        Language of the progress texts.
    """

    progressed = pyqtSignal(float, str)  # share done 0-1, what is being done
    ended = pyqtSignal(object)  # an Outcome, on the main thread

    def __init__(self, title: str, job: Job, language: str):
        super().__init__(title, QgsTask.Flag.CanCancel | _SILENT)
        self._job = job
        self._language = language
        self._stop = threading.Event()
        self._outcome = Outcome()

    def run(self) -> bool:
        """Do the job; return whether it succeeded. Errors are kept for `finished`, for one raised here would be lost."""
        return threads.alone(self._do)

    def _do(self) -> bool:
        """Do the job, and keep how it ended; return whether it succeeded."""
        try:
            packages.require()
            self._outcome = Outcome(self._job(Progress(throttled(self._report), self._stop.is_set)))
        except Cancelled:
            return False
        except Exception as error:
            self._outcome = Outcome(error=explained(error), details=_details(error))
            return False
        return True

    def cancel(self) -> None:
        """Ask the job to stop."""
        self._stop.set()
        super().cancel()

    def finished(self, successful: bool) -> None:
        """Tell the outcome; QGIS calls this on the main thread."""
        self.ended.emit(self._outcome)

    def _report(self, share: float, text: Message) -> None:
        """Pass progress on to QGIS's task list and to the window."""
        self.setProgress(100 * share)
        self.progressed.emit(share, text.text(self._language))


def _details(error: Exception) -> str:
    """Return versions and the way to the error as text."""
    about = f"QGIS {Qgis.QGIS_VERSION}, Python {platform.python_version()}, {platform.platform()}"
    return f"{about}\n\n{''.join(traceback.format_exception(type(error), error, error.__traceback__))}"
