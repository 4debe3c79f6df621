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
        self._queue: list[tuple[Generator[None, None, Any], Callable[[Optional[Exception]], None]]] = []

    @property
    def is_busy(self) -> bool:
        """Whether there is work at hand."""
        return bool(self._queue)

    def start(self, work: Generator[None, None, Any], then: Callable[[Optional[Exception]], None]) -> None:
        """Run `work` after what is at hand, and call `then` with None, or with the error that ended it."""
        self._queue.append((work, then))
        self._timer.start()

    def stop(self) -> None:
        """Drop the work at hand, telling no one."""
        self._timer.stop()
        for work, _ in self._queue:
            work.close()
        self._queue.clear()

    def _turn(self) -> None:
        """Do some of the work."""
        end = time.monotonic() + _PIECE_S
        try:
            next(self._queue[0][0])
            while time.monotonic() < end:
                next(self._queue[0][0])
        except StopIteration:
            self._finish(None)
        except Exception as error:  # whatever it is, `then` has to hear of it
            self._finish(error)

    def _finish(self, error: Optional[Exception]) -> None:
        """End the first work."""
        _, then = self._queue.pop(0)
        if not self._queue:
            self._timer.stop()
        then(error)
