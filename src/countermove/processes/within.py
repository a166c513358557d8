"""Work in this process itself, within a budget: what a command does where no worker does it.

A thread looks at the processor time and the memory that the process takes. Once that is more than the budget, the main
thread is interrupted, at its next step in Python: native code, and loading a module, end before. Nobody is told of idleness here,
since the one who waits is at the keyboard.
"""

from __future__ import annotations

import os
import signal
import sys
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread, current_thread, main_thread
from time import process_time
from types import FrameType
from typing import TYPE_CHECKING

from countermove.processes.budget import Budget, OverBudget

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

__all__ = ["memory_taken", "within"]

_LOOK = 0.1
"""Seconds between two looks at what the process takes."""

_SIGNAL = signal.Signals["SIGBREAK" if sys.platform == "win32" else "SIGXCPU"]
"""What interrupts the main thread; an interrupt of a terminal is another one, and stays what it is."""


class _Over(BaseException):
    """Raised in the work; no error, so that nothing there takes it for its own."""


@contextmanager
def within(budget: Budget, what: str) -> Iterator[None]:
    """The work in the context may take no more processor time and memory than *budget*. Raises OverBudget; *what*: the
    work, as messages begin. Only the main thread can be interrupted, so elsewhere there is no limit."""
    if current_thread() is not main_thread() or not (budget.seconds or budget.memory):
        yield
        return
    done, over = Event(), list[OverBudget]()

    def interrupt(_: int, frame: FrameType | None) -> None:
        if not done.is_set() and not _loading(frame):
            raise _Over

    def unraisable(given: UnraisableHookArgs) -> None:
        if not isinstance(given.exc_value, _Over):
            hook(given)

    hook, sys.unraisablehook = sys.unraisablehook, unraisable  # where compiled code drops it: the next one comes soon
    before = signal.signal(_SIGNAL, interrupt)
    began = process_time()

    def look() -> None:
        try:
            budget.need("seconds", process_time() - began, what)
            budget.need("memory", memory_taken(), what)
        except OverBudget as error:
            over.append(error)

    def watch() -> None:
        while not done.wait(_LOOK):
            look()
            if over:
                interrupt_main(_SIGNAL)  # at every look, in case the work drops what is raised in it

    watcher = Thread(target=watch, daemon=True)
    try:
        watcher.start()
        yield
        look()  # what ends between two looks is judged too
        if over:
            raise over[0]
    except BaseException:
        if over:  # whatever became of the interrupt there
            raise over[0] from None
        raise
    finally:
        done.set()
        sys.unraisablehook = hook
        signal.signal(_SIGNAL, signal.SIG_DFL if before is None else before)


def _loading(frame: FrameType | None) -> bool:
    """Whether a module is being loaded: half of one could not be loaded again, for the message either."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def memory_taken() -> int:
    """The bytes that this process holds in memory; on macOS the most that it held, and 0 where the system does not tell
    (Windows)."""
    if sys.platform == "linux":
        try:
            with open("/proc/self/statm", encoding="ascii") as stream:
                return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:  # no file can be opened: that is its own error, where the work needs one
            return 0
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
