"""Long work in chunks, here or carried by any ``concurrent.futures.Executor``: processes, or a Dask cluster.

Each chunk has exactly one result, whoever computes it and however often it has to be tried, and results are added up in
whatever order they come. Processes end with the one that started them, whatever ends that.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, as_completed
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from gmcr.base.errors import CountermoveError, MissingExtra

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

__all__ = ["Gathered", "carried_by", "worthwhile"]

Part = TypeVar("Part")
Result = TypeVar("Result")

_PATIENCE = 10
"""Seconds in which a Dask scheduler has to answer."""

_WORTH = 1000
"""Below so many draws starting processes takes longer than drawing."""

_LARGE = ((1 << 18, 2), (1 << 14, 4))
"""With more states than this, so many processes at most, unless more are asked for: each needs up to 2 GB."""


@contextmanager
def carried_by(workers: int = 1, dask: str | None = None) -> Iterator[Executor | None]:
    """An executor: a Dask cluster at an address, or so many processes; None where one process is enough, or no other can be
    started.

    Raises MissingExtra without Dask, CountermoveError where no scheduler answers.
    """
    if dask is not None:
        with _dask_client(dask) as client:
            executor = client.get_executor(pure=False)
            try:
                yield executor
            finally:
                executor.shutdown(wait=False)  # what is not done is cancelled
    elif workers > 1:
        with _processes(workers) as pool:
            yield pool
    else:
        yield None


def worthwhile(draws: int, states: int) -> int:
    """How many processes so many draws of a game are worth: one for each processor, fewer for many states."""
    most = next((number for size, number in _LARGE if states > size), os.cpu_count() or 1)
    return 1 if draws < _WORTH else min(most, os.cpu_count() or 1)


class Gathered(Generic[Part, Result]):
    """``work`` on every part: each part with its result, once, as they come. ``work`` has to be picklable where the executor's
    workers are other processes. Raises CountermoveError where the executor breaks."""

    def __init__(self, work: Callable[[Part], Result], parts: Sequence[Part], executor: Executor | None = None) -> None:
        self._work, self._parts, self._executor = work, parts, executor
        self._waiting: dict[Future[Result], Part] = {}

    def __iter__(self) -> Iterator[tuple[Part, Result]]:
        if self._executor is None:
            for part in self._parts:
                yield part, self._work(part)
            return
        self._waiting = {self._executor.submit(self._work, part): part for part in self._parts}
        try:
            for future in as_completed(list(self._waiting)):
                result = future.result()
                yield self._waiting.pop(future), result
        except (BrokenExecutor, CancelledError) as error:
            raise CountermoveError(
                f"The workers broke down ({type(error).__name__}): use fewer of them, or one.", argument="workers"
            ) from error

    def rest(self) -> Iterator[tuple[Part, Result]]:
        """What is done and has not come yet, where it was broken off."""
        waiting, self._waiting = self._waiting, {}
        for future, part in waiting.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                yield part, future.result()


@contextmanager
def _processes(workers: int) -> Iterator[Executor | None]:
    """So many processes; they end at once when this does, whatever they are at. None where the platform has none."""
    from multiprocessing import active_children, get_context

    others = set(active_children())
    pool: Executor | None = None
    begun = False
    try:
        with suppress(ImportError, NotImplementedError, OSError, RuntimeError), _without_interrupts():
            from concurrent.futures import ProcessPoolExecutor

            # Not forked: other threads may hold locks.
            pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin_worker)
            for _ in range(workers):
                pool.submit(int)  # a process is started when there is something to do
            begun = True
        yield pool if begun else None
    finally:
        # First the processes, then the pool, which gives up what they were at: asked to end first, it would wait for that.
        for child in set(active_children()) - others:
            child.terminate()
        if pool is not None:
            pool.shutdown(wait=begun)


def _begin_worker() -> None:
    """Interrupts are for the process that adds up; and nobody works on for a process that is no more."""
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: BaseProcess | None) -> None:
    """End this process when that one has ended, also if it was killed: workers wait on a queue that they hold themselves, so
    that they would never learn of it."""
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Interrupts wait, and processes that are started do not get them at all: they are for the process that adds up."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
