"""Work on the main thread in small pieces, so that the window answers in between."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any, Callable, Optional

from qgis.PyQt.QtCore import QObject, QTimer

_PIECE_S = 0.03


class Gradual(QObject):
    """Runs generators, one at a time, a piece per turn of the event loop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)
        self._work: Optional[Generator[None, None, Any]] = None
        self._then: Callable[[Optional[Exception]], None] = lambda error: None

    @property
    def is_busy(self) -> bool:
        """Whether there is work at hand."""
        return self._work is not None

    def start(self, work: Generator[None, None, Any], then: Callable[[Optional[Exception]], None]) -> None:
        """Run `work`, and call `then` with None, or with the error that ended it."""
        self.stop()
        self._work, self._then = work, then
        self._timer.start()

    def stop(self) -> None:
        """Drop the work at hand, telling no one."""
        self._timer.stop()
        if self._work is not None:
            self._work.close()
            self._work = None

    def _turn(self) -> None:
        """Do some of the work."""
        end = time.monotonic() + _PIECE_S
        try:
            while time.monotonic() < end:
                next(self._work)
        except StopIteration:
            self._finish(None)
        except Exception as error:  # whatever it is, `then` has to hear of it
            self._finish(error)

    def _finish(self, error: Optional[Exception]) -> None:
        """End the work."""
        self._timer.stop()
        self._work = None
        self._then(error)
