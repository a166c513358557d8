"""Several workers as one ``concurrent.futures.Executor`` for any function with its arguments.

Both ends are this program, and so are the messages, so calls and results are pickled; functions have to be importable.

A worker for asynchronous callers: each wait runs in a thread.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

from countermove.processes.budget import Stalled
from countermove.processes.child import Call
from countermove.processes.frames import Message, packed, unpacked
from countermove.processes.worker import Lost, NoAnswer, Worker

__all__ = ["Pool", "answer_of", "calling", "ended", "pooled", "ready"]


async def answer_of(
    worker: Worker,
    asked: Message,
    hear: Callable[[Message], Awaitable[None]] | None = None,
    *,
    seconds: float | None = None,
) -> Message:
    """The worker's answer; *hear* is called with its messages on the way. *seconds*: of processor time, in place of
    those of the worker's budget. Cancellation, or an exception in *hear*, ends the process. Raises NoAnswer, Lost,
    OverBudget, Stalled."""
    loop, messages = asyncio.get_running_loop(), asyncio.Queue[Message | None]()

    def tell(message: Message | None) -> None:
        loop.call_soon_threadsafe(messages.put_nowait, message)

    def asking() -> Message:
        try:
            return worker.ask(asked, tell, seconds=seconds)
        finally:
            tell(None)

    answer = loop.run_in_executor(None, asking)
    try:
        while (message := await messages.get()) is not None:
            if hear is not None:
                await hear(message)
        return await answer
    finally:
        _abandon(worker, answer)


async def ready(worker: Worker) -> None:
    """Wait until the worker has loaded what it needs. Cancellation ends the process. Raises NoAnswer, Lost."""
    waiting = asyncio.get_running_loop().run_in_executor(None, worker.ready)
    try:
        await waiting
    finally:
        _abandon(worker, waiting)


async def ended(worker: Worker) -> None:
    """End the worker, and everything that it has started, now."""
    worker.kill()  # before a thread is free: one may be waiting for its answer
    await asyncio.get_running_loop().run_in_executor(None, worker.end)


def _abandon(worker: Worker, waiting: asyncio.Future[Message] | asyncio.Future[None]) -> None:
    """End a process for which nobody waits any more."""
    if not waiting.done() or waiting.cancelled():
        worker.kill()
        waiting.cancel()


P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def pooled(count: int) -> Iterator[Executor | None]:
    """A pool of *count* processes, ended at once on exit, whatever they are doing. None where the platform has none."""
    pool: Pool | None = None
    with suppress(NotImplementedError, OSError, RuntimeError):
        pool = Pool(count)
    try:
        yield pool
    finally:
        if pool is not None:
            pool.shutdown()


class Pool(Executor):
    """``count`` processes. ``shutdown`` ends them at once, and abandons unfinished work. Raises the system's error if
    no process or thread can be started."""

    def __init__(self, count: int) -> None:
        self._idle, self._workers = SimpleQueue[Worker](), list[Worker]()
        self._threads = ThreadPoolExecutor(count)
        path = [folder or os.getcwd() for folder in sys.path]
        try:
            for _ in range(count):
                self._workers.append(Worker(f"{__name__}:calling", *path))
                self._idle.put(self._workers[-1])
                self._threads.submit(int)  # threads start only when there is work
        except BaseException:
            self.shutdown()
            raise

    @property
    def pids(self) -> tuple[int, ...]:
        """The ids of running processes."""
        return tuple(worker.pid for worker in self._workers if worker.alive)

    def submit(self, work: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> Future[T]:
        """Call *work* in a process. The future raises its exception, or BrokenExecutor if its process ends first."""
        return self._threads.submit(self._called, partial(work, *arguments, **named))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """End all processes, whatever they are doing. It never waits, so both arguments are ignored."""
        for worker in self._workers:  # these first: a thread waits for its process
            worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.end()

    def _called(self, work: Callable[[], T]) -> T:
        worker = self._idle.get()
        try:
            answer = worker.ask({"call": packed(pickle.dumps(work))})
        except (Lost, NoAnswer, Stalled) as error:
            raise BrokenExecutor(str(error)) from None
        finally:
            self._idle.put(worker)
        if "raised" in answer:
            raised: BaseException = pickle.loads(unpacked(answer["raised"]))  # noqa: S301  # from a process of our own
            raise raised
        result: T = pickle.loads(unpacked(answer["result"]))  # noqa: S301  # from a process of our own
        return result


def calling(*path: str) -> Callable[[Message, Call], Message]:
    """The function that answers in such a process. *path*: the module search path of the submitting process."""
    sys.path += [folder for folder in path if folder not in sys.path]
    return _called


def _called(request: Message, _: Call) -> Message:
    work: Callable[[], Any] = pickle.loads(unpacked(request["call"]))  # noqa: S301  # from a process of our own
    try:
        result = work()
    except Exception as error:  # noqa: BLE001  # raised again where it was submitted
        return {"raised": packed(pickle.dumps(error))}
    return {"result": packed(pickle.dumps(result))}
