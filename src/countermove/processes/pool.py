"""Several workers as one ``concurrent.futures.Executor``: each calls, with its arguments, what is submitted.

Both ends are this program and what passes is its own, so calls and results are pickled; what is called has to be importable.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

from countermove.processes.child import Call
from countermove.processes.frames import Message, packed, unpacked
from countermove.processes.worker import Lost, NoAnswer, Worker

__all__ = ["Pool", "calling", "pooled"]

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def pooled(count: int) -> Iterator[Executor | None]:
    """So many processes; they end at once when this does, whatever they are at. None where the platform has none."""
    pool: Pool | None = None
    with suppress(NotImplementedError, OSError, RuntimeError):
        pool = Pool(count)
    try:
        yield pool
    finally:
        if pool is not None:
            pool.shutdown()


class Pool(Executor):
    """``count`` processes. ``shutdown`` ends them at once, and gives up what is not done. Raises what the system raises where it
    starts no process or no thread."""

    def __init__(self, count: int) -> None:
        self._idle, self._workers = SimpleQueue[Worker](), list[Worker]()
        self._threads = ThreadPoolExecutor(count)
        path = [folder or os.getcwd() for folder in sys.path]
        try:
            for _ in range(count):
                self._workers.append(Worker(f"{__name__}:calling", *path))
                self._idle.put(self._workers[-1])
                self._threads.submit(int)  # a thread is started when there is something to do
        except BaseException:
            self.shutdown()
            raise

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that have not ended."""
        return tuple(worker.pid for worker in self._workers if worker.alive)

    def submit(self, work: Callable[P, T], /, *given: P.args, **named: P.kwargs) -> Future[T]:
        """Call it in a process. The future raises what it raises, BrokenExecutor where its process ends before."""
        return self._threads.submit(self._called, partial(work, *given, **named))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """End all processes, whatever they are at. Nothing is waited for, so that both arguments change nothing."""
        for worker in self._workers:  # first these: a thread waits for what its process is at
            worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.end()

    def _called(self, work: Callable[[], T]) -> T:
        worker = self._idle.get()
        try:
            answer = worker.ask({"call": packed(pickle.dumps(work))})
        except (Lost, NoAnswer) as error:
            raise BrokenExecutor(str(error)) from None
        finally:
            self._idle.put(worker)
        if "raised" in answer:
            raised: BaseException = pickle.loads(unpacked(answer["raised"]))
            raise raised
        result: T = pickle.loads(unpacked(answer["result"]))
        return result


def calling(*path: str) -> Callable[[Message, Call], Message]:
    """What answers in such a process. *path*: where modules are found in the process that submits."""
    sys.path += [folder for folder in path if folder not in sys.path]
    return _called


def _called(asked: Message, _: Call) -> Message:
    work: Callable[[], Any] = pickle.loads(unpacked(asked["call"]))
    try:
        result = work()
    except Exception as error:  # noqa: BLE001  # it is raised where it was submitted
        return {"raised": packed(pickle.dumps(error))}
    return {"result": packed(pickle.dumps(result))}
