"""Several workers as one ``concurrent.futures.Executor`` for any function with its arguments.

Both ends are this program, and so are the messages, so calls and results are pickled; functions have to be importable.
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
    """The function that answers in such a process. *path*: the module search path of the submitting process."""
    sys.path += [folder for folder in path if folder not in sys.path]
    return _called


def _called(request: Message, _: Call) -> Message:
    work: Callable[[], Any] = pickle.loads(unpacked(request["call"]))
    try:
        result = work()
    except Exception as error:  # noqa: BLE001  # raised again where it was submitted
        return {"raised": packed(pickle.dumps(error))}
    return {"result": packed(pickle.dumps(result))}
