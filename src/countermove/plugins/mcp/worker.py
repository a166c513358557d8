"""Answers in the calculating process. Recent answers are cached, so that the next section of one costs nothing."""

from __future__ import annotations

import json
import os
import traceback
from collections import OrderedDict

from countermove.plugins.mcp.calculation import Desk, record_text, told_of
from countermove.plugins.mcp.request import Asked
from countermove.plugins.mcp.screens import Told, shown_of
from countermove.plugins.mcp.tools import TOOLS
from countermove.processes.child import Call
from countermove.processes.frames import Message
from gmcr.base.errors import CountermoveError, from_system

__all__ = ["Answers"]

_KEPT = 8
"""The number of cached answers."""


class _Memory:
    """Caches recent answers until a file changes."""

    def __init__(self) -> None:
        self._told: OrderedDict[str, Told] = OrderedDict()

    def told(self, asked: Asked, at: Desk) -> Told:
        """The answer, computed unless it is cached."""
        key = json.dumps([asked.question, asked.cases, asked.options, asked.shown, asked.selection, _as_is(asked)])
        known = self._told.get(key)
        if known is None or (known.note and asked.section not in ("", *(item.name for item in known.sections))):
            self._told[key] = told_of(asked, at)
            while len(self._told) > _KEPT:
                self._told.popitem(last=False)
        self._told.move_to_end(key)
        return self._told[key]


def _as_is(asked: Asked) -> list[tuple[int, int] | None]:
    """The versions of the request's files, by time and size."""
    found: list[tuple[int, int] | None] = []
    for case in asked.cases:
        try:
            status = os.stat(case)
            found.append((status.st_mtime_ns, status.st_size))
        except OSError:
            found.append(None)
    return found


class Answers:
    """Answers requests. ``base``: the folder of cases; ``limit``: the seconds for each, as text."""

    def __init__(self, base: str, limit: str) -> None:
        os.chdir(base)
        self._memory, self._limit = _Memory(), float(limit)

    def __call__(self, line: Message, call: Call) -> Message:
        """The text of the answer, or the error. In between it sends progress, how to ask for less, and the answer in
        case it takes long."""
        asked = Asked(**{**line, "cases": tuple(line["cases"])})

        def meanwhile(told: Told) -> None:
            call.say({"meanwhile": shown_of(told, page=asked.page)})

        at = Desk(self._limit, call.far, lambda less: call.say({"less": less}), meanwhile)
        try:
            if asked.record:
                return {"text": record_text(asked, at)}
            return {"text": shown_of(self._memory.told(asked, at), asked.section, asked.page)}
        except CountermoveError as error:
            return {"error": f"{error}{_where(asked, error.argument)}"}
        except (MemoryError, OSError) as error:
            return {"error": str(from_system(error))}
        except Exception:
            traceback.print_exc()  # into the log of the server
            raise


def _where(asked: Asked, argument: str | None) -> str:
    """The name here of an argument that would help."""
    name = (argument or "").rstrip("_")
    tool = TOOLS.get(asked.question)
    return f" Here: {name}." if tool is not None and name in tool.parameters else ""
