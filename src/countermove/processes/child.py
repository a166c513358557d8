"""What runs in a worker: requests come through its standard input, answers go back through its standard output.

It ends with the process that started it, whatever ends that one, also ``kill -9``: a thread waits for the end of the pipe,
which no other process holds open. This works on every system; only native code that keeps the interpreter to itself delays it.

Messages to it are ``{"id", "asked"}`` and ``{"drop"}``. It sends ``{"ready"}`` once it has loaded what it needs (``{"failed"}``
where it cannot), ``{"id", "said"}`` on the way, and ``{"id", "found"}`` or ``{"id", "failed"}``.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import TypeAlias, TypeVar

from countermove.processes.frames import Message, framed, message_from, written
from gmcr.base.errors import CountermoveError, from_system

__all__ = ["DROPPED", "UNEXPECTED", "Answering", "Call", "Dropped", "main"]

T = TypeVar("T")

DROPPED = "Dropped"
"""The kind of failure where nobody wanted to know any more."""

UNEXPECTED = "Exception"
"""The kind of failure that nobody has foreseen."""

_BETWEEN = 0.1
"""Seconds from one word on how far it is to the next."""


class Dropped(Exception):
    """Nobody wants to know any more."""


class Call:
    """One thing that is asked: tells how far it is, and ends where nobody wants to know any more."""

    def __init__(self, pipes: Pipes, number: int) -> None:
        self._pipes, self.number = pipes, number
        self._told = 0.0

    def far(self, done: int, of: int) -> None:
        """So many parts are done, of how many; said now and then. Raises Dropped."""
        if self._pipes.dropped(self.number):
            raise Dropped
        now = monotonic()
        if now - self._told >= _BETWEEN:
            self._told = now
            self.say({"done": done, "of": of})

    def say(self, said: Message) -> None:
        """Say something before it is all there."""
        self._pipes.send(framed({"id": self.number, "said": said}))


Answering: TypeAlias = Callable[[Message, Call], Message]
"""What answers whatever is asked of a worker."""


class Pipes:
    """The two pipes to whoever started this process."""

    def __init__(self, given: int, taken: int) -> None:
        self._given, self._taken = given, taken
        self._lock = Lock()
        self._dropped = -1
        self.asked = SimpleQueue[Message]()

    def listen(self) -> None:
        """Take what comes, to its end; then end this process, whatever it is at."""
        while message := message_from(self._given):
            if "drop" in message:
                self._dropped = max(self._dropped, int(message["drop"]))
            else:
                self.asked.put(message)
        os._exit(0)

    def send(self, content: bytes) -> None:
        """Send a message. Nobody there to read it ends this process."""
        try:
            with self._lock:
                written(self._taken, content)
        except OSError:
            os._exit(0)

    def dropped(self, number: int) -> bool:
        """Whether nobody wants to know what comes of it."""
        return number <= self._dropped


def main() -> None:
    """Answer until nobody is there any more. The arguments: what makes the one who answers (``module:name``), the bytes of memory
    and the seconds of the processor that this process may take (0: any), and what the maker is given."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # a terminal interrupts all of its processes; whoever started it ends it
    maker, memory, seconds, *given = sys.argv[1:]
    pipes = _pipes()
    Thread(target=pipes.listen, daemon=True).start()
    _limit(int(memory), int(seconds))
    module, _, name = maker.partition(":")
    answering, failure = _tried(lambda: _made(module, name, given))
    if answering is None:
        pipes.send(framed({"failed": failure}))
        return
    gc.freeze()
    gc.set_threshold(500_000, 20, 100)  # as the command line does: most of what is made is kept
    pipes.send(framed({"ready": True}))
    while True:
        message = pipes.asked.get()
        call = Call(pipes, message["id"])
        answer, failure = _tried(partial(_answered, answering, message["asked"], call))
        pipes.send(answer or framed({"id": message["id"], "failed": failure}))


def _made(module: str, name: str, given: Sequence[str]) -> Answering:
    made: Answering = getattr(import_module(module), name)(*given)
    return made


def _pipes() -> Pipes:
    """The standard streams as pipes; what else is printed is no message."""
    given, taken = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        for number in (given, taken):
            msvcrt.setmode(number, os.O_BINARY)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return Pipes(given, taken)


def _limit(memory: int, seconds: int) -> None:
    """Take no more than that, where the system can see to it: Linux does; macOS counts no memory, Windows neither."""
    try:
        import resource

        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        if seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    except (ImportError, OSError, ValueError):
        pass


def _answered(answering: Answering, asked: Message, call: Call) -> bytes:
    """An answer as a message."""
    call.far(0, 1)
    return framed({"id": call.number, "found": answering(asked, call)})


def _tried(work: Callable[[], T]) -> tuple[T | None, Message]:
    """The result, or what went wrong, in a sentence. ``python -X dev`` shows a defect with its traceback."""
    try:
        return work(), {}
    except Dropped:
        kind, said = DROPPED, ""
    except CountermoveError as error:
        kind, said = type(error).__name__, str(error)
    except MemoryError as error:
        kind, said = type(error).__name__, str(from_system(error))
    except Exception as error:  # whatever it is, the next thing is to be answered
        if sys.flags.dev_mode:
            raise
        kind, said = UNEXPECTED, f"This could not be worked out ({type(error).__name__})."
    return None, {"kind": kind, "error": said}
