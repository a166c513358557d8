"""The program that runs in a worker: requests come through its standard input, answers go back through its standard
output.

It ends with the process that started it, whatever ends that one, including ``kill -9``: a thread waits for the end of
the pipe, which no other process holds open. This works on every system; only native code that keeps the interpreter to
itself delays it.

It receives ``{"id", "asked", "seconds"}``, the last for the system to end it, and ``{"drop"}``. It sends ``{"ready"}``
once it has loaded what it needs (``{"failed"}`` where it cannot), ``{"id", "said"}`` on the way, and ``{"id", "found"}``
or ``{"id", "failed"}``.
"""

from __future__ import annotations

import gc
import math
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic, process_time
from typing import TypeAlias, TypeVar

from countermove.processes.frames import Message, framed, message_from, written
from gmcr.base.errors import CountermoveError, system_error

__all__ = ["DROPPED", "UNEXPECTED", "Answering", "Call", "Dropped", "main"]

T = TypeVar("T")

DROPPED = "Dropped"
"""The kind of failure of a dropped request."""

UNEXPECTED = "Exception"
"""The kind of failure for an unforeseen exception."""

_BETWEEN = 0.1
"""Seconds between two progress messages."""


class Dropped(Exception):
    """Raised when the caller has dropped the request."""


class Call:
    """One request: reports its progress, and ends when the caller drops it."""

    def __init__(self, pipes: Pipes, number: int) -> None:
        self._pipes, self.number = pipes, number
        self._reported = 0.0

    def far(self, done: int, of: int) -> None:
        """Report that *done* of *of* parts are done, at intervals. Raises Dropped."""
        if self._pipes.dropped(self.number):
            raise Dropped
        now = monotonic()
        if now - self._reported >= _BETWEEN:
            self._reported = now
            self.say({"done": done, "of": of})

    def say(self, said: Message) -> None:
        """Send a message before the answer is complete."""
        self._pipes.send(framed({"id": self.number, "said": said}))


Answering: TypeAlias = Callable[[Message, Call], Message]
"""The function that answers requests to a worker."""


class Pipes:
    """The two pipes to the parent process."""

    def __init__(self, given: int, taken: int) -> None:
        self._given, self._taken = given, taken
        self._lock = Lock()
        self._dropped = -1
        self.asked = SimpleQueue[Message]()

    def listen(self) -> None:
        """Read messages to the end; then end this process, whatever it is doing."""
        while message := message_from(self._given):
            if "drop" in message:
                self._dropped = max(self._dropped, int(message["drop"]))
            else:
                self.asked.put(message)
        os._exit(0)

    def send(self, content: bytes) -> None:
        """Send a message. If nobody is there to read it, this process ends."""
        try:
            with self._lock:
                written(self._taken, content)
        except OSError:
            os._exit(0)

    def dropped(self, number: int) -> bool:
        """Whether the caller has dropped a request."""
        return number <= self._dropped


def main() -> None:
    """Answer requests until the caller is gone. The arguments: the function that makes the answering one
    (``module:name``), the bytes of memory that this process may take (0: any), and the arguments for the maker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal interrupts all of its processes; the parent ends this one
    maker, memory, *arguments = sys.argv[1:]
    pipes = _pipes()
    Thread(target=pipes.listen, daemon=True).start()
    _limit_memory(int(memory))
    gc.set_threshold(500_000, 20, 100)  # as the command line does: most objects stay alive, what is loaded first of all
    module, _, name = maker.partition(":")
    answering, failure = _tried(lambda: _made(module, name, arguments))
    if answering is None:
        pipes.send(framed({"failed": failure}))
        return
    gc.freeze()
    pipes.send(framed({"ready": True}))
    while True:
        message = pipes.asked.get()
        call = Call(pipes, message["id"])
        _limit_time(message["seconds"])
        answer, failure = _tried(partial(_answered, answering, message["asked"], call))
        pipes.send(answer or framed({"id": message["id"], "failed": failure}))


def _made(module: str, name: str, arguments: Sequence[str]) -> Answering:
    made: Answering = getattr(import_module(module), name)(*arguments)
    return made


def _pipes() -> Pipes:
    """The standard streams as pipes; anything else that is printed is no message."""
    incoming, outgoing = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        for number in (incoming, outgoing):
            msvcrt.setmode(number, os.O_BINARY)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return Pipes(incoming, outgoing)


def _limit_memory(most: int) -> None:
    """Limit memory, where the system can enforce it: Linux does, macOS and Windows do not."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        if most:
            resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_time(seconds: float) -> None:
    """Limit the processor time from now on, where the system can enforce it (Windows does not): its signal ends this
    process, and says why. 0: there is no limit, whatever the request before had."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        until = math.ceil(process_time() + seconds) if seconds else most
        resource.setrlimit(resource.RLIMIT_CPU, (until, most))


def _answered(answering: Answering, request: Message, call: Call) -> bytes:
    """An answer as a message."""
    call.far(0, 1)
    return framed({"id": call.number, "found": answering(request, call)})


def _tried(work: Callable[[], T]) -> tuple[T | None, Message]:
    """The result, or the error in a sentence. ``python -X dev`` shows a defect with its traceback."""
    try:
        return work(), {}
    except Dropped:
        kind, message = DROPPED, ""
    except CountermoveError as error:
        kind, message = type(error).__name__, str(error)
    except MemoryError as error:
        kind, message = type(error).__name__, str(system_error(error))
    except Exception as error:  # whatever it is, the next thing is to be answered
        if sys.flags.dev_mode:
            raise
        kind, message = UNEXPECTED, f"This could not be worked out ({type(error).__name__})."
    return None, {"kind": kind, "error": message}
