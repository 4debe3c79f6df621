"""Workers: threads of this computer, or a Dask cluster, that work on the pieces of a job."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, TimeoutError
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Callable, TypeVar

from .errors import InputError
from .language import msg
from .progress import Progress

Item, Result = TypeVar("Item"), TypeVar("Result")

THREADS = min(os.cpu_count() or 1, 8)
"""Threads of a job where none are asked for: more wait for one another."""
_TILES = (256, 128, 64, 32, 16)
"""Rows and columns that a tile may have: the largest are a second of work, so that a job soon stops when asked."""
_BYTES = 24  # of each value of a tile in work, with what is made on the way
_PATIENCE = 0.1  # s between two questions whether to stop
_CONNECT = 10.0  # s until a cluster must answer
_PACKAGE = Path(__file__).resolve().parents[1]


class Workers:
    """Work on the pieces of a job, several at a time; a context manager.

    Threads suffice on one computer, for NumPy and GDAL let others run while they work. On a cluster the same pieces are worked on by
    `distributed`, to which Python's own interface of executors leads: its workers must see inputs and results under the same paths.

    Parameters
    ----------
    threads : int
        Threads of this computer; 0 for as many as are sensible.
    cluster : str
        Address of a Dask scheduler, such as tcp://10.0.0.5:8786; empty for this computer.

    Raises
    ------
    InputError
        When no cluster answers at the address, or the package `distributed` is missing.
    """

    def __init__(self, threads: int = 0, cluster: str = ""):
        self._owned = ExitStack()
        with ExitStack() as owned:  # given back where the cluster does not answer
            if cluster:
                self._executor, self._ahead = _cluster(cluster, owned)
            else:
                self._ahead = threads or THREADS
                self._executor = owned.enter_context(ThreadPoolExecutor(self._ahead, "boreal_gpp"))
            self._owned = owned.pop_all()

    def each(self, work: Callable[[Item], Result], items: Iterable[Item], progress: Progress) -> Iterator[tuple[Item, Result]]:
        """Yield each item, in order, and what `work` makes of it; the next ones are worked on meanwhile.

        Parameters
        ----------
        work : callable
            Called with an item; on a cluster it and all that it holds are sent there, so it must be picklable.
        items : iterable
            The pieces.
        progress : Progress
            Moved on with each item, and asked whether to stop while one is waited for.
        """
        items = list(items)
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        coming = iter(items)
        try:
            for done in range(len(items)):
                progress.update(done / len(items))
                while len(waiting) <= self._ahead and (following := next(coming, None)) is not None:
                    waiting.append((following, self._executor.submit(work, following)))
                item, future = waiting.popleft()
                yield item, _result(future, progress)
        finally:
            for _, future in waiting:
                future.cancel()

    def close(self) -> None:
        """Let the threads or the cluster go, once they are done with what they are at."""
        self._owned.close()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()


def tile_size(layers: int, memory_gb: float, threads: int = 0) -> int:
    """Return the rows and columns of a tile, as many as the memory allows when each thread works on one of so many layers."""
    most = memory_gb * 1e9 / ((threads or THREADS) * layers * _BYTES)
    return next((size for size in _TILES if size**2 <= most), _TILES[-1])


def _result(future: Future[Result], progress: Progress) -> Result:
    """Return what a piece of work gives; raises what it raised, and Cancelled where the user does not wait for it."""
    while True:
        progress.check()
        try:
            return future.result(_PATIENCE)
        except TimeoutError:
            if future.done():  # the work's own
                raise


def _cluster(address: str, owned: ExitStack) -> tuple[Executor, int]:
    """Return the executor of a Dask cluster that knows this package, and how many pieces keep it busy; `owned` closes both."""
    try:
        import distributed
    except ImportError as error:
        raise InputError(
            msg("The Python package distributed is not installed: {address} can't be asked.", address=address),
            msg("Install it, for example with: pip install distributed, or leave the address of the cluster empty."),
        ) from error
    try:
        client = owned.enter_context(distributed.Client(address, timeout=_CONNECT, set_as_default=False))
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(
            msg("No Dask cluster answers at {address}.", address=address),
            msg("Start it, correct the address, or leave it empty to work on this computer."),
        ) from error
    with tempfile.TemporaryDirectory() as folder:
        client.upload_file(str(_package(Path(folder))))
    executor = owned.enter_context(client.get_executor(pure=False))
    return executor, max(2 * sum(client.nthreads().values()), 1)


def _package(folder: Path) -> Path:
    """Return a zip in `folder` of what the workers of a cluster import of this package."""
    path = folder / f"{_PACKAGE.name}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for module in (_PACKAGE / "__init__.py", *sorted((_PACKAGE / "core").rglob("*.py"))):
            archive.write(module, f"{_PACKAGE.name}/{module.relative_to(_PACKAGE).as_posix()}")
    return path
