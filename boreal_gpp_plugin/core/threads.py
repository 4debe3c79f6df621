"""Threads of Python's own, for jobs that Qt would run in its threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Callable, TypeVar

Result = TypeVar("Result")


def alone(work: Callable[[], Result]) -> Result:
    """Return what `work` returns, done in a thread of its own; what it raises is raised here.

    Qt uses its threads again, with another Python state each time, and extensions built with pybind11, as some of scipy, keep the
    first one that they meet in a thread and crash on it once it is gone.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()
