"""A process that calculates: jobs come through its standard input, what was found goes back through its standard output.

It ends with whoever started it, whatever ends that: a thread waits for the end of the pipe. Messages to it are ``{"id", "job"}``
and ``{"drop"}``, from it ``{"id", "done", "of"}`` on the way, and ``{"id", "found"}`` or ``{"id", "failed"}``.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic

from countermove.plugins.serve.serving.frames import HEAD, Message, framed, length_of, message_of
from gmcr.base.errors import CountermoveError

__all__ = ["main"]

_BETWEEN = 0.1
"""Seconds from one word on how far it is to the next."""


class Dropped(Exception):
    """Nobody wants to know any more."""


class Line:
    """The two pipes to whoever started this process."""

    def __init__(self, given: int, taken: int) -> None:
        self._given, self._taken = given, taken
        self._lock = Lock()
        self.jobs = SimpleQueue[Message]()
        self._dropped = -1

    def listen(self) -> None:
        """Take what comes, to its end; then end this process, whatever it is at."""
        while head := self._exactly(HEAD):
            content = self._exactly(length_of(head))
            if not content:
                break
            message = message_of(content)
            if "drop" in message:
                self._dropped = max(self._dropped, int(message["drop"]))
            else:
                self.jobs.put(message)
        os._exit(0)

    def say(self, message: Message) -> None:
        """Send a message. Nobody there to read it ends this process."""
        try:
            with self._lock:
                content = memoryview(framed(message))
                while content:
                    content = content[os.write(self._taken, content) :]
        except OSError:
            os._exit(0)

    def dropped(self, number: int) -> bool:
        """Whether nobody wants to know what comes of a job."""
        return number <= self._dropped

    def _exactly(self, count: int) -> bytes:
        """So many bytes; none where the pipe ends before."""
        parts = []
        while count:
            part = os.read(self._given, min(count, 1 << 20))
            if not part:
                return b""
            parts.append(part)
            count -= len(part)
        return b"".join(parts)


class Going:
    """Says how far a job is, now and then, and ends it where nobody wants to know any more."""

    def __init__(self, line: Line, number: int) -> None:
        self._line, self._number = line, number
        self._said = 0.0

    def __call__(self, done: int, of: int) -> None:
        """So many parts are done, of how many. Raises Dropped."""
        if self._line.dropped(self._number):
            raise Dropped
        now = monotonic()
        if now - self._said >= _BETWEEN:
            self._said = now
            self._line.say({"id": self._number, "done": done, "of": of})


def main() -> None:
    """Work until nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal interrupts all of its processes; the server ends this one
    given, taken = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        for number in (given, taken):
            msvcrt.setmode(number, os.O_BINARY)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # what some library prints is no message
    line = Line(given, taken)
    Thread(target=line.listen, daemon=True).start()
    from countermove.plugins.serve.serving.jobs import Bench  # loads what calculates, while the first job is on its way

    bench = Bench()
    gc.freeze()
    gc.set_threshold(500_000, 20, 100)  # as the command line does: most of what is made is kept
    while True:
        message = line.jobs.get()
        line.say({"id": message["id"], **_done(bench, message["job"], Going(line, message["id"]))})


def _done(bench: object, job: Message, going: Going) -> Message:
    """What came of a job."""
    from countermove.plugins.serve.serving.jobs import Bench

    assert isinstance(bench, Bench)
    try:
        going(0, 1)
        return {"found": bench.done(job, going)}
    except Dropped:
        return {"failed": {"kind": "Dropped", "error": "", "errors": []}}
    except CountermoveError as error:
        return {"failed": failed(error)}
    except MemoryError:
        return {"failed": failed(CountermoveError("This takes more memory than there is: ask about a smaller model."))}
    except Exception as error:  # whatever it is, the next job is to be answered
        if sys.flags.dev_mode:
            raise
        kind = type(error).__name__
        return {"failed": {**failed(CountermoveError(f"This could not be worked out ({kind}).")), "kind": "Exception"}}


def failed(error: CountermoveError) -> Message:
    """What went wrong, in a sentence and as data."""
    from countermove.report import errors_data

    return {"kind": _kind(error), "error": str(error), "errors": errors_data(error)["errors"]}


def _kind(error: CountermoveError) -> str:
    known = ("AssessmentError", "SizeError", "UnknownName", "MissingExtra")
    return next((kind.__name__ for kind in type(error).__mro__ if kind.__name__ in known), "CountermoveError")


if __name__ == "__main__":
    main()
