"""Threads of one job: what comes next is read while the present is worked on. NumPy and GDAL let others run while they work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Callable, Optional, TypeVar

Item, Result = TypeVar("Item"), TypeVar("Result")


def ahead(pool: Executor, read: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[tuple[Item, Result]]:
    """Yield each item and what `read` gives of it, the next one being read meanwhile."""
    waiting: Optional[tuple[Item, Future[Result]]] = None
    for item in items:
        following = item, pool.submit(read, item)
        if waiting:
            yield waiting[0], waiting[1].result()
        waiting = following
    if waiting:
        yield waiting[0], waiting[1].result()


def alone(work: Callable[[], Result]) -> Result:
    """Return what `work` returns, done in a thread of its own; what it raises is raised here.

    Qt uses its threads again, with another Python state each time, and extensions built with pybind11, as some of scipy, keep the
    first one that they meet in a thread and crash on it once it is gone.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()
