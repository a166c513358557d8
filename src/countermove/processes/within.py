"""Work in this process itself, within a budget: what a command does where no worker does it.

A thread looks at the processor time and the memory that the process takes. Once that is more than the budget, the main
thread is interrupted, at its next step in Python: native code, and loading a module, end before. Idleness ends nothing
here, since the one who waits is at the keyboard.
"""

from __future__ import annotations

import os
import signal
import sys
from _thread import interrupt_main
from threading import Event, Thread, current_thread, main_thread
from time import process_time
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from countermove.processes.budget import Budget, OverBudget

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

__all__ = ["Within", "memory_taken"]

_LOOK = 0.1
"""Seconds between two looks at what the process takes."""

_SIGNAL = signal.Signals["SIGBREAK" if sys.platform == "win32" else "SIGXCPU"]
"""What interrupts the main thread; an interrupt of a terminal is another one, and stays what it is."""


class _Over(BaseException):
    """Raised in the work; no error, so that nothing there takes it for its own."""


class Within:
    """The work in the context may take no more processor time than *budget*, and no more memory beside what the process
    holds already. Raises OverBudget; *what*: the work, as messages begin. Only the main thread can be interrupted, so
    elsewhere there is no limit."""

    def __init__(self, budget: Budget, what: str) -> None:
        self._budget, self._what = budget, what
        self._done, self._over = Event(), list[OverBudget]()
        self._began, self._held = 0.0, 0

    def __enter__(self) -> None:
        if current_thread() is not main_thread() or not (self._budget.seconds or self._budget.memory):
            self._done.set()
            return
        self._hook, sys.unraisablehook = sys.unraisablehook, self._unraisable
        self._before = signal.signal(_SIGNAL, self._interrupt)
        self._began, self._held = process_time(), memory_taken()
        Thread(target=self._watch, daemon=True).start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._done.is_set():
            return
        self._done.set()
        sys.unraisablehook = self._hook
        signal.signal(_SIGNAL, signal.SIG_DFL if self._before is None else self._before)
        if error is None:
            self._look()  # what ends between two looks is judged too
        if self._over:  # whatever became of the interrupt in the work
            raise self._over[0] from None

    def _look(self) -> None:
        try:
            self._budget.need("seconds", process_time() - self._began, self._what)
            self._budget.need("memory", memory_taken() - self._held, self._what)
        except OverBudget as error:
            self._over.append(error)

    def _watch(self) -> None:
        while not self._done.wait(_LOOK):
            self._look()
            if self._over:
                interrupt_main(_SIGNAL)  # at every look, in case the work drops what is raised in it

    def _interrupt(self, _: int, frame: FrameType | None) -> None:
        if not self._done.is_set() and not _protected(frame):
            raise _Over

    def _unraisable(self, given: UnraisableHookArgs) -> None:
        """Say nothing of an interrupt that compiled code has to drop: the next one comes soon."""
        if not isinstance(given.exc_value, _Over):
            self._hook(given)


_AROUND = (Within.__enter__.__code__, Within.__exit__.__code__, Within._unraisable.__code__)
"""Where an interrupt would be out of place, and the next one comes soon enough."""


def _protected(frame: FrameType | None) -> bool:
    """Whether the main thread is not at its work, or loads a module for it: half of one could not be loaded again, for
    the message either."""
    while frame is not None:
        if frame.f_code in _AROUND or frame.f_code.co_filename.startswith("<frozen importlib"):
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
