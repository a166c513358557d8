"""Long work in chunks, here or run by any ``concurrent.futures.Executor``: processes, or a Dask cluster.

Each chunk has exactly one result, whoever computes it and however often it has to be tried, and results are added up in
the order in which they arrive.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, as_completed
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from countermove.processes.pool import pooled
from gmcr.base.errors import CountermoveError, MissingExtra

__all__ = ["Gathered", "executor_of", "worthwhile"]

Part = TypeVar("Part")
Result = TypeVar("Result")

_PATIENCE = 10
"""The time in seconds within which a Dask scheduler has to answer."""

_WORTH = 1000
"""With fewer draws than this starting processes takes longer than drawing."""

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
            executor = client.get_executor(pure=False)
            try:
                yield executor
            finally:
                executor.shutdown(wait=False)  # unfinished work is cancelled
    elif workers > 1:
        with pooled(workers) as pool:
            yield pool
    else:
        yield None


def worthwhile(draws: int, states: int) -> int:
    """The number of processes that this many draws of a game justify: one for each processor, fewer for many states."""
    most = next((number for size, number in _LARGE if states > size), os.cpu_count() or 1)
    return 1 if draws < _WORTH else min(most, os.cpu_count() or 1)


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
        """The results that are complete but not yet delivered, after an interruption."""
        waiting, self._waiting = self._waiting, {}
        for future, part in waiting.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                yield part, future.result()


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
