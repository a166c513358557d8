"""Long work in chunks, here or carried by any ``concurrent.futures.Executor``: processes, or a Dask cluster.

Each chunk has exactly one result, whoever computes it and however often it has to be tried, and results are added up in
whatever order they come. An interrupt (Ctrl-C) ends the work with what is done. Processes end with the one that started
them, whatever ends that.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, as_completed
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from countermove.errors import CountermoveError, MissingExtra

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

__all__ = ["carried_by", "gather"]

Part = TypeVar("Part")
Result = TypeVar("Result")

_PATIENCE = 10
"""Seconds in which a Dask scheduler has to answer."""


@contextmanager
def carried_by(workers: int = 1, dask: str | None = None) -> Iterator[Executor | None]:
    """An executor: a Dask cluster at an address, or so many processes; None where one process is enough.

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


def gather(
    work: Callable[[Part], Result],
    parts: Sequence[Part],
    add: Callable[[Part, Result], None],
    *,
    executor: Executor | None = None,
) -> bool:
    """``work`` on every part, each result added once. False where an interrupt ended it before all was done.

    ``work`` has to be picklable where the executor's workers are other processes. Raises CountermoveError where the
    executor breaks.
    """
    if executor is None:
        try:
            for part in parts:
                add(part, work(part))
        except KeyboardInterrupt:
            return False
        return True
    futures = {executor.submit(work, part): part for part in parts}
    return _added(futures, add)


def _added(futures: dict[Future[Result], Part], add: Callable[[Part, Result], None]) -> bool:
    waiting = dict(futures)
    try:
        for future in as_completed(futures):
            result = future.result()
            add(waiting.pop(future), result)
    except KeyboardInterrupt:
        for future, part in waiting.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                add(part, future.result())  # done, and not yet added when the interrupt came
        return False
    except (BrokenExecutor, CancelledError) as error:
        raise CountermoveError(
            f"The workers broke down ({type(error).__name__}): use fewer of them, or one.", argument="workers"
        ) from error
    return True


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    """So many processes; they end at once when this does, whatever they are at."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    others = set(active_children())
    # Not forked: other threads may hold locks.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin_worker)
    try:
        with _without_interrupts():
            for _ in range(workers):
                pool.submit(int)  # a process is started when there is something to do
        yield pool
    finally:
        # First the processes, then the pool, which gives up what they were at: asked to end first, it would wait for that.
        for child in set(active_children()) - others:
            child.terminate()
        pool.shutdown()


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
