"""Answers in the calculating process. Recent answers are cached, so that the next section of one costs nothing."""

from __future__ import annotations

import json
import os
import traceback
from collections import OrderedDict

from countermove.plugins.mcp.calculation import Session, record_text, reply_to
from countermove.plugins.mcp.request import ToolRequest
from countermove.plugins.mcp.screens import Reply, reply_text
from countermove.plugins.mcp.tools import TOOLS
from countermove.processes.child import Call
from countermove.processes.frames import Message
from gmcr.base.errors import CountermoveError, system_error

__all__ = ["Answers"]

_CACHED = 8
"""The number of cached answers."""


class _Memory:
    """Caches recent answers until a file changes."""

    def __init__(self) -> None:
        self._replies: OrderedDict[str, Reply] = OrderedDict()

    def told(self, request: ToolRequest, at: Session) -> Reply:
        """The answer, computed unless it is cached."""
        key = json.dumps(
            [request.question, request.cases, request.options, request.shown, request.selection, _versions(request)]
        )
        known = self._replies.get(key)
        if known is None or (known.note and request.section not in ("", *(item.name for item in known.sections))):
            self._replies[key] = reply_to(request, at)
            while len(self._replies) > _CACHED:
                self._replies.popitem(last=False)
        self._replies.move_to_end(key)
        return self._replies[key]


def _versions(request: ToolRequest) -> list[tuple[int, int] | None]:
    """The versions of the request's files, by time and size."""
    versions: list[tuple[int, int] | None] = []
    for case in request.cases:
        try:
            status = os.stat(case)
            versions.append((status.st_mtime_ns, status.st_size))
        except OSError:
            versions.append(None)
    return versions


class Answers:
    """Answers requests. ``base``: the folder of cases; ``limit``: the seconds for each, as text."""

    def __init__(self, base: str, limit: str) -> None:
        os.chdir(base)
        self._memory, self._limit = _Memory(), float(limit)

    def __call__(self, line: Message, call: Call) -> Message:
        """The text of the answer, or the error. In between it sends progress, how to ask for less, and the answer in
        case it takes long."""
        request = ToolRequest(**{**line, "cases": tuple(line["cases"])})

        def meanwhile(reply: Reply) -> None:
            call.say({"meanwhile": reply_text(reply, page=request.page)})

        at = Session(self._limit, call.far, lambda less: call.say({"less": less}), meanwhile)
        try:
            if request.record:
                return {"text": record_text(request, at)}
            return {"text": reply_text(self._memory.told(request, at), request.section, request.page)}
        except CountermoveError as error:
            return {"error": f"{error}{_where(request, error.argument)}"}
        except (MemoryError, OSError) as error:
            return {"error": str(system_error(error))}
        except Exception:
            traceback.print_exc()  # into the log of the server
            raise


def _where(request: ToolRequest, argument: str | None) -> str:
    """The name here of an argument that would help."""
    name = (argument or "").rstrip("_")
    tool = TOOLS.get(request.question)
    return f" Here: {name}." if tool is not None and name in tool.parameters else ""
