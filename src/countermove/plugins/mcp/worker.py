"""The process that calculates: a line of JSON for what is asked, and lines for what comes of it, the last of which answers.

It ends with the process that started it, and may be killed at any time. What was answered last is kept, so that the next section
of it costs nothing.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, TextIO

from countermove.plugins.mcp.answering import Desk, record_text, told_of
from countermove.plugins.mcp.asked import Asked
from countermove.plugins.mcp.screens import Told, shown_of
from countermove.plugins.mcp.tools import TOOLS
from gmcr.base.errors import CountermoveError, from_system

__all__ = ["main"]

_KEPT = 8
"""Answers that are kept."""

_OFTEN = 0.1
"""Seconds between two words on how far it is."""


class _Wire:
    """Where lines go."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._next = stream, 0.0

    def say(self, **what: Any) -> None:
        """A line."""
        self._stream.write(f"{json.dumps(what)}\n")
        self._stream.flush()

    def far(self, done: int, of: int) -> None:
        """How far it is, now and then."""
        if monotonic() >= self._next:
            self._next = monotonic() + _OFTEN
            self.say(done=done, of=of)


class _Memory:
    """What was told last, as long as the files are what they were."""

    def __init__(self) -> None:
        self._told: OrderedDict[str, Told] = OrderedDict()

    def told(self, asked: Asked, at: Desk) -> Told:
        """What is told, worked out where it is not known."""
        key = json.dumps([asked.question, asked.cases, asked.options, asked.shown, asked.selection, _as_is(asked)])
        known = self._told.get(key)
        if known is None or (known.note and asked.section not in ("", *(item.name for item in known.sections))):
            self._told[key] = told_of(asked, at)
            while len(self._told) > _KEPT:
                self._told.popitem(last=False)
        self._told.move_to_end(key)
        return self._told[key]


def _as_is(asked: Asked) -> list[tuple[int, int] | None]:
    """What tells versions of its files from one another."""
    found: list[tuple[int, int] | None] = []
    for case in asked.cases:
        try:
            status = os.stat(case)
            found.append((status.st_mtime_ns, status.st_size))
        except OSError:
            found.append(None)
    return found


def main() -> None:
    """Answer what is asked on the standard input until it ends. The arguments: where cases are, and the seconds that each may
    take."""
    base, limit = sys.argv[1], float(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    wire, sys.stdout = _Wire(sys.stdout), sys.stderr  # what else is printed is no answer
    os.chdir(base)
    memory = _Memory()
    wire.say(ready=True)
    for line in _asked():
        _answer(json.loads(line), memory, wire, limit)


def _answer(line: Mapping[str, Any], memory: _Memory, wire: _Wire, limit: float) -> None:
    asked = Asked(**{**line, "cases": tuple(line["cases"])})

    def meanwhile(told: Told) -> None:
        wire.say(meanwhile=shown_of(told, page=asked.page))

    at = Desk(limit, wire.far, lambda less: wire.say(less=less), meanwhile)
    try:
        if asked.record:
            wire.say(text=record_text(asked, at))
        else:
            wire.say(text=shown_of(memory.told(asked, at), asked.section, asked.page))
    except CountermoveError as error:
        wire.say(error=f"{error}{_where(asked, error.argument)}")
    except (MemoryError, OSError) as error:
        wire.say(error=str(from_system(error)))


def _where(asked: Asked, argument: str | None) -> str:
    """What an argument is called here that would help."""
    name = (argument or "").rstrip("_")
    tool = TOOLS.get(asked.question)
    return f" Here: {name}." if tool is not None and name in tool.parameters else ""


def _asked() -> Iterator[str]:
    """The lines of the standard input. The process ends with whoever writes them, even in the middle of work."""
    lines: SimpleQueue[str] = SimpleQueue()

    def read() -> None:
        for line in sys.stdin:
            lines.put(line)
        os._exit(0)

    Thread(target=read, daemon=True).start()
    while True:
        yield lines.get()


if __name__ == "__main__":
    main()
