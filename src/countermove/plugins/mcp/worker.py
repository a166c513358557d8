"""Answers in the calculating process. Recent answers are cached, so that the next section of one costs nothing.

Answers a request within a limit of processor time: with what is known by then, if that is not all.
"""

from __future__ import annotations

import json
import os
import traceback
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time
from typing import Any, TypeVar

from countermove import reports
from countermove.assessment import Assessment
from countermove.catalogue import ASSESS, LINT, Declaration, question_named
from countermove.context.answer import ask_task
from countermove.context.effort import Effort
from countermove.media import envelope, page_of
from countermove.plugins.mcp.screens import AHEAD, INCOMPLETE, Reply, Section, reply_text, sections_of, stopped_text
from countermove.plugins.mcp.tools import TOOLS, ToolRequest
from countermove.presentation.blocks import Page, Sentence
from countermove.presentation.duration import less_text, takes_text
from countermove.processes.child import Call
from countermove.processes.frames import Message
from countermove.reports.assessing.parts import EVERY_PART
from countermove.reports.effort import effort_at
from gmcr.base.characters import json_escaped
from gmcr.base.errors import CountermoveError, system_error
from gmcr.base.tasks import OnProgress, Task

__all__ = ["Answers", "Session", "record_text", "reply_to"]


T = TypeVar("T")

WIDTH = 240
"""Columns of the first screen of an assessment: its reader wraps lines."""


@dataclass(slots=True)
class Session:
    """The setting of one request. ``limit``: its seconds of processor time; ``tell`` receives progress, ``before`` how
    to ask for less and how long it takes, ``meanwhile`` the answer in case it takes longer than that."""

    limit: float
    tell: OnProgress
    before: Callable[[str], None]
    meanwhile: Callable[[Reply], None]
    began: float = 0.0
    less: str = ""

    def __post_init__(self) -> None:
        self.began = process_time()

    def warned(self, question: Declaration) -> Callable[[Effort], None]:
        """A function that reports the effort of work before it begins."""

        def report(effort: Effort) -> None:
            less = less_text(effort, question)
            long = effort.seconds > self.limit
            self.less = f"It takes {takes_text(effort)} {less}".strip() if long else less
            self.before(self.less)

        return report

    def done(self, work: Task[T]) -> tuple[T, bool]:
        """The result of work and whether it is complete; when time is up, what is known so far."""
        try:
            while True:
                part = next(work)
                self.tell(part.done, part.of)
                if part.known is not None and process_time() > self.began + self.limit:
                    return part.known(), False
        except StopIteration as end:
            result: T = end.value
            return result, True
        finally:
            work.close()

    def note(self, whole: bool) -> str:
        """The note on an incomplete answer."""
        return "" if whole else stopped_text(self.limit, self.less, INCOMPLETE)


def reply_to(request: ToolRequest, at: Session) -> Reply:
    """The answer in words. Raises CountermoveError."""
    if request.question == ASSESS.name:
        return _assessed(request, at)
    record, whole = _record(request, at)
    first, *sections = sections_of(page_of(record, **request.shown))
    return Reply(first, tuple(sections), at.note(whole))


def record_text(request: ToolRequest, at: Session) -> str:
    """The record as JSON, as ``--json`` prints it. Raises CountermoveError."""
    record, _ = _record(request, at)
    return json_escaped(json.dumps(envelope(record), ensure_ascii=False))


def _assessed(request: ToolRequest, at: Session) -> Reply:
    """The first screen before anything else is computed, then the sections behind it as far as there is time."""
    assessment = reports.open_case(request.cases[0], ASSESS.name)
    brief, whole = at.done(_assessing(request, assessment, at, ()))
    first = Section(
        "", "", tuple(line for item in sections_of(page_of(brief, width=WIDTH, typed=False)) for line in item.lines)
    )
    reply = Reply(first, _behind(page_of(brief, full=True)), at.note(whole))
    if not whole:
        return reply
    if not request.section:  # the sections are not worth a long wait
        at.meanwhile(reply)
        at.began, at.limit = process_time(), min(at.limit, AHEAD)
    full, whole = at.done(_assessing(request, assessment, at, EVERY_PART))
    return Reply(first, _behind(page_of(full, full=True)), at.note(whole))


def _behind(page: Page) -> tuple[Section, ...]:
    """The sections of a full assessment."""
    return sections_of(Page((Sentence("", "note"), *page.blocks)))[1:]


def _assessing(request: ToolRequest, assessment: Assessment, at: Session, parts: tuple[str, ...]) -> Task[Any]:
    selection = reports.Selection(**request.selection)
    options = {name: value for name, value in request.options.items() if name != "as_of"}
    at.warned(ASSESS)(effort_at(ASSESS, assessment, selection, **options))
    return reports.assess.work(assessment, selection, as_of=request.options.get("as_of"), parts=parts, **options)


def _record(request: ToolRequest, at: Session) -> tuple[Any, bool]:
    """The record, and whether it is complete."""
    if request.question == ASSESS.name:
        return at.done(_assessing(request, reports.open_case(request.cases[0], ASSESS.name), at, EVERY_PART))
    if request.question == LINT.name:
        structure = request.options.get("structure", False)
        return reports.lint_files(request.cases, stage="structure" if structure else "meaning"), True
    question = question_named(request.question)
    selection = reports.Selection(**request.selection)
    name, game = reports.opened_for(question, request.cases, selection, request.options)
    return at.done(ask_task(name, game, selection, before=at.warned(question), **request.options))


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
    """Answers requests. ``base``: the folder of cases; ``limit``: the seconds of processor time for each, as text."""

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
        except OSError as error:
            return {"error": str(system_error(error))}
        except MemoryError:  # its limit is told where it was set
            raise
        except Exception:
            traceback.print_exc()  # into the log of the server
            raise


def _where(request: ToolRequest, argument: str | None) -> str:
    """The name here of an argument that would help."""
    name = (argument or "").rstrip("_")
    tool = TOOLS.get(request.question)
    return f" Here: {name}." if tool is not None and name in tool.parameters else ""
