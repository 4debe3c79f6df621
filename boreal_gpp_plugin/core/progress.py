"""Progress of a job as a share of the whole with a sentence, and the one question whether to stop."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Callable, Optional, TypeVar

from .errors import Cancelled
from .language import Message, msg

T = TypeVar("T")
Report = Callable[[float, Message], None]


class Progress:
    """A job's progress, handed down to each of its stages.

    Parameters
    ----------
    report : callable, optional
        Called with (share done 0-1, Message) whenever something moved; never decreasing.
    is_cancelled : callable, optional
        Asked often; True ends the job with `Cancelled`.
    """

    def __init__(
        self,
        report: Optional[Report] = None,
        is_cancelled: Optional[Callable[[], bool]] = None,
    ):
        self._report = report or (lambda share, text: None)
        self._is_cancelled = is_cancelled or (lambda: False)
        self._low, self._high = 0.0, 1.0
        self._text = msg("Starting")
        self.warnings: list[Message] = []

    def check(self) -> None:
        """Raise `Cancelled` when the user asked to stop."""
        if self._is_cancelled():
            raise Cancelled

    def update(self, share: float) -> None:
        """Report that `share` (0-1) of the present stage is done; raise `Cancelled` when asked to stop."""
        self.check()
        self._report(self._low + min(max(share, 0.0), 1.0) * (self._high - self._low), self._text)

    def silent(self) -> Progress:
        """Return another progress that reports to no one, keeps its own warnings, and stops when this one does."""
        return Progress(is_cancelled=self._is_cancelled)

    def warn(self, message: Message) -> None:
        """Keep a warning that the result will carry."""
        self.warnings.append(message)

    @contextmanager
    def stage(self, text: Message, start: float, end: float) -> Iterator[Progress]:
        """Run a stage that takes the job from share `start` to share `end` of the enclosing stage."""
        outer = self._low, self._high, self._text
        span = self._high - self._low
        self._low, self._high, self._text = outer[0] + start * span, outer[0] + end * span, text
        self.update(0.0)
        try:
            yield self
            self.update(1.0)
        finally:
            self._low, self._high, self._text = outer

    def each(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items, moving the present stage on after each of them."""
        items = items if isinstance(items, Sequence) else list(items)
        for i, item in enumerate(items):
            self.update(i / len(items))
            yield item


def throttled(report: Report, seconds: float = 0.1) -> Report:
    """Return `report` held to one call in `seconds`, so that an interface is not flooded; a new text and the end always pass."""
    last_time, last_text = float("-inf"), None

    def call(share: float, text: Message) -> None:
        nonlocal last_time, last_text
        now = time.monotonic()
        if share >= 1.0 or text != last_text or now - last_time >= seconds:
            last_time, last_text = now, text
            report(share, text)

    return call
