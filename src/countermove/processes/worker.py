"""A worker as its owner sees it: it is started, answers one request at a time, and can be ended at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, RLock, Thread
from time import monotonic
from types import TracebackType

from countermove.processes.budget import Budget, OverBudget, Watch
from countermove.processes.frames import Message, framed, message_from, written
from gmcr.base.errors import CountermoveError

__all__ = ["Lost", "NoAnswer", "Worker", "used_by"]


_ANY = Budget()
_LATER = 10
"""Seconds after which the system ends a process, should this one not be there to do so."""
_LOOK = 0.25
"""Seconds between two looks at what a process has used."""


class NoAnswer(CountermoveError):
    """Raised when the answering function raised an exception. ``kind``: its class; ``child.DROPPED``,
    ``child.UNEXPECTED``.
    """

    def __init__(self, message: str, kind: str) -> None:
        self.kind = kind
        super().__init__(message)


class Lost(CountermoveError):
    """Raised when the process ended during a request."""

    def __init__(self) -> None:
        super().__init__("What was being worked out is lost, since its process ended: ask again.")


class Worker:
    """A process that answers requests.

    ``maker`` (``module:name``) is called there with the texts *arguments* and returns the function that answers
    (``child.Answering``); it is a name, so that this process need not load it. ``budget``: what each request may take
    of the processor where it does not say, and the process of memory. ``what``: the work, as messages begin. ``quiet``:
    its printed output is discarded. Raises OSError where the system starts no process.
    """

    def __init__(
        self, maker: str, *arguments: str, budget: Budget = _ANY, what: str = "This", quiet: bool = False
    ) -> None:
        self._budget, self._what = budget, what
        root = str(Path(__file__).resolve().parents[2])
        known = os.environ.get("PYTHONPATH")
        self._process = subprocess.Popen(
            # -P: files in the folder that it is started in are never imported.
            [sys.executable, "-P", "-c", _MAIN, maker, str(budget.memory), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if quiet else None,
            bufsize=0,
            env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root},
            start_new_session=True,  # a terminal's interrupts do not reach it, and its own processes can be ended with it
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._given, self._taken = self._process.stdin, self._process.stdout
        self._reading, self._sending, self._ending = RLock(), Lock(), Lock()
        self._number, self._loaded = -1, False
        self._now: Watch | None = None
        self._ended: CountermoveError | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process is running."""
        with self._ending:
            return self._process.poll() is None

    def ready(self) -> None:
        """Wait until it has loaded what it needs; earlier requests wait in it. Raises NoAnswer, Lost."""
        with self._reading:
            while not self._loaded:
                _answer(self._heard())

    def ask(
        self, request: Message, hear: Callable[[Message], None] | None = None, *, seconds: float | None = None
    ) -> Message:
        """Its answer. *hear* is called with its messages on the way. *seconds*: of processor time, in place of those of
        the budget; 0 for any. Whatever breaks this off, an interrupt or an exception in *hear*, ends the process.
        Raises NoAnswer, Lost, OverBudget, Stalled."""
        over, answered = Event(), False
        budget = self._budget if seconds is None else replace(self._budget, seconds=seconds)
        with self._reading:
            self._ended, alive = None, self.alive
            self._now = None
            if (used := used_by(self.pid)) is not None:  # otherwise the system's own limit has to do
                self._now = Watch(budget, self._what, used=used, wall=monotonic())
                Thread(target=self._watch, args=(self._now, over), daemon=True).start()
            try:
                self._number += 1
                later = budget.seconds + _LATER if budget.seconds else 0
                self._send({"id": self._number, "asked": request, "seconds": later})
                while not (message := self._heard()).keys() & {"found", "failed"}:
                    if hear is not None and "said" in message:
                        hear(message["said"])
                answered = True
            except Lost:
                over.set()
                if alive and (why := self._why(budget)) is not None:
                    raise why from None
                raise
            finally:
                over.set()
                if not answered:
                    self.end()
        try:
            return _answer(message)
        except NoAnswer as error:
            if self._budget.memory and error.kind == MemoryError.__name__:
                raise OverBudget("memory", self._budget.memory, None, self._what) from None
            raise

    def shorten(self, seconds: float) -> None:
        """Let the present request take *seconds* of processor time more at most."""
        used = used_by(self.pid)
        if self._now is not None and used is not None:
            self._now.shorten(seconds, used=used)

    def _watch(self, watch: Watch, over: Event) -> None:
        """End it once it is over its budget, or does nothing."""
        while not over.wait(_LOOK):
            used = used_by(self.pid)
            if used is not None and (error := watch.error_at(used=used, wall=monotonic())) is not None:
                self._ended = error
                self.kill()
                return

    def _why(self, budget: Budget) -> CountermoveError | None:
        """Why it was ended; None where nobody here did so."""
        if self._ended is None and budget.seconds:
            with suppress(subprocess.TimeoutExpired), self._ending:
                if self._process.wait(1) == -getattr(signal, "SIGXCPU", 0):
                    return OverBudget("seconds", budget.seconds, None, self._what)
        return self._ended

    def drop(self) -> None:
        """Ask it to end the current request at its next progress report."""
        with suppress(Lost):
            self._send({"drop": self._number})

    def kill(self) -> None:
        """End it, and everything that it has started, now, without waiting for the system; a pending request raises
        Lost.
        """
        with self._ending, suppress(ProcessLookupError, PermissionError):
            if self._process.returncode is not None:  # its id may belong to another process by now
                return
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def end(self) -> None:
        """End it, and everything that it has started, now, and release its resources."""
        self.kill()
        with self._ending:
            self._process.wait()
        with self._reading, self._sending:
            self._given.close()
            self._taken.close()

    def _send(self, message: Message) -> None:
        try:
            with self._sending:
                written(self._given.fileno(), framed(message))
        except (OSError, ValueError):  # nobody reads; or it was ended here
            raise Lost from None

    def _heard(self) -> Message:
        """Its next message. Raises Lost."""
        try:
            message = message_from(self._taken.fileno())
        except (OSError, ValueError):
            message = None
        if message is None:
            raise Lost
        self._loaded = self._loaded or "ready" in message
        return message


def used_by(pid: int) -> float | None:
    """The seconds of processor time that a process has used, with all of its threads; None where it is gone or the
    system does not tell (Linux does). On Windows, which ends no process for it either, it is the time of the clock."""
    if sys.platform == "win32":
        return monotonic()
    if sys.platform != "linux":
        return None
    try:
        return time.clock_gettime((~pid << 3) | 2)  # its CPU clock, as clock_getcpuclockid makes its number
    except OSError:
        return None


def _answer(message: Message) -> Message:
    """The result in a message; empty for one that only reports something. Raises NoAnswer."""
    if "failed" in message:
        raise NoAnswer(message["failed"]["error"], message["failed"]["kind"])
    result: Message = message.get("found", {})
    return result


_MAIN = "from countermove.processes.child import main; main()"
