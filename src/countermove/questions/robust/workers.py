"""Long work in chunks, here or run by any ``concurrent.futures.Executor``: processes, or a Dask cluster.

Each chunk has exactly one result, whoever computes it and however often it has to be tried, and results are added up in
the order in which they arrive.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from countermove.processes.pool import pooled
from gmcr.base.errors import CountermoveError, MissingExtra

__all__ = ["Gathered", "WorkersLost", "executor_of", "worthwhile"]

Part = TypeVar("Part")
Result = TypeVar("Result")

_PATIENCE = 10
"""The time in seconds within which a Dask scheduler has to answer."""

_LOOK, _LOOKS = 1.0, 8
"""The time in seconds after which it looks whether a cluster still has workers, if no result comes, and how often in a
row it has to find none before they are lost: a cluster may start others in place of those that it lost."""

_WORTH = 1_300_000_000
"""The moves to look at for which one process more pays. To start it, load the program and read the assessment takes as
long as a tenth of them, so that all processes together take little more than one would."""

_TOGETHER = 1 << 12, 10
"""In games with more states than this, which are drawn as arrays, so many times as many moves are looked at in the same
time."""

_LARGE = ((1 << 18, 2), (1 << 14, 4))
"""The largest number of processes for games with more states than this, unless more are requested: each needs up to 2
GB."""


@contextmanager
def executor_of(workers: int = 1, dask: str | None = None) -> Iterator[Executor | None]:
    """An executor: a Dask cluster at an address, or a number of processes; None if one process is enough, or no other
    can be started.

    Raises MissingExtra without Dask, CountermoveError if no scheduler answers.
    """
    if dask is not None:
        with _dask_client(dask) as client:
            executor = _OnDask(client)
            try:
                yield executor
            finally:
                executor.shutdown(wait=False)
    elif workers > 1:
        with pooled(workers) as pool:
            yield pool
    else:
        yield None


def worthwhile(moves: int, states: int) -> int:
    """The number of processes that pay where that many moves have to be looked at in games of so many states: at most one
    for each processor, fewer for many states."""
    most = next((number for size, number in _LARGE if states > size), os.cpu_count() or 1)
    worth = _WORTH * (_TOGETHER[1] if states > _TOGETHER[0] else 1)
    return max(1, min(most, os.cpu_count() or 1, moves // worth))


class WorkersLost(CountermoveError):
    """Raised where an executor breaks, or its cluster has no workers. What they had done is not lost."""


class Gathered(Generic[Part, Result]):
    """``work`` on every part: each part with its result, once, in order of completion. ``work`` has to be picklable if
    the executor's workers are other processes. Raises CountermoveError if the executor breaks."""

    def __init__(self, work: Callable[[Part], Result], parts: Sequence[Part], executor: Executor | None = None) -> None:
        self._work, self._parts, self._executor = work, parts, executor
        self._waiting: dict[Future[Result], Part] = {}

    def __iter__(self) -> Iterator[tuple[Part, Result]]:
        if self._executor is None:
            for part in self._parts:
                yield part, self._work(part)
            return
        arrived = SimpleQueue[Future[Result]]()
        try:
            for part in self._parts:
                future = self._executor.submit(self._work, part)
                self._waiting[future] = part
                future.add_done_callback(arrived.put)
            for _ in self._parts:
                future = self._next(arrived)
                result = future.result()
                yield self._waiting.pop(future), result
        except (BrokenExecutor, CancelledError) as error:
            raise WorkersLost(
                f"The workers broke down ({type(error).__name__}): use fewer of them, or one.", argument="workers"
            ) from error

    def _next(self, arrived: SimpleQueue[Future[Result]]) -> Future[Result]:
        """The next future that is done. Raises WorkersLost where nobody is there to do it."""
        looks = 0
        while True:
            try:
                return arrived.get(timeout=_LOOK)
            except Empty:
                looks = looks + 1 if isinstance(self._executor, _OnDask) and self._executor.absent else 0
            if looks >= _LOOKS:
                raise WorkersLost(
                    "The Dask cluster has no workers: start some (`dask worker ADDRESS`), then ask again.",
                    argument="dask",
                )

    def rest(self) -> Iterator[tuple[Part, Result]]:
        """The results that are complete but not yet delivered, after an interruption."""
        waiting, self._waiting = self._waiting, {}
        for future, part in waiting.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                yield part, future.result()


class _OnDask(Executor):
    """A Dask cluster. ``shutdown`` cancels unfinished work."""

    def __init__(self, client: Any) -> None:
        from distributed import KilledWorker

        self._client, self._executor, self._killed = client, client.get_executor(pure=False), KilledWorker

    @property
    def absent(self) -> bool:
        """Whether it has no workers, or its scheduler cannot be reached."""
        try:
            return self._client.status != "running" or not self._client.nthreads()
        except (OSError, RuntimeError, ValueError):  # so it says that it lost its scheduler, or was closed
            return True

    def submit(self, work: Callable[..., Result], /, *arguments: Any, **named: Any) -> Future[Result]:
        """Call *work* on a worker, and on another if that is lost. The future raises BrokenExecutor if several were."""
        theirs, own = self._executor.submit(work, *arguments, **named), Future[Result]()

        def done(future: Future[Result]) -> None:
            if future.cancelled():
                own.cancel()
                own.set_running_or_notify_cancel()
            elif (error := future.exception()) is None:
                own.set_result(future.result())
            else:
                own.set_exception(BrokenExecutor(str(error)) if isinstance(error, self._killed) else error)

        theirs.add_done_callback(done)
        return own

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """Cancel what is not done."""
        self._executor.shutdown(wait=False)


def _dask_client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise MissingExtra("dask", "Drawing on a Dask cluster") from None
    try:
        make: Any = Client
        return make(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise CountermoveError(
            f"No Dask scheduler answers at {address}: give the address that it prints, like tcp://host:8786."
        ) from error
