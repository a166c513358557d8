"""Answers a request within a time limit: with what is known by then, if that is not all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from countermove import reports
from countermove.assessment import Assessment
from countermove.catalogue import ASSESS, LINT, Declaration, question_named
from countermove.context.answer import ask_task
from countermove.context.effort import Effort
from countermove.media import envelope, page_of
from countermove.plugins.mcp.request import ToolRequest
from countermove.plugins.mcp.screens import AHEAD, INCOMPLETE, Reply, Section, sections_of, stopped_text
from countermove.presentation.blocks import Page, Sentence
from countermove.presentation.duration import less_text, takes_text
from countermove.reports.assessing.parts import EVERY_PART
from countermove.reports.effort import effort_at
from gmcr.base.characters import json_escaped
from gmcr.base.tasks import OnProgress, Task

__all__ = ["Session", "record_text", "reply_to"]

T = TypeVar("T")

WIDTH = 240
"""Columns of the first screen of an assessment: its reader wraps lines."""


@dataclass(slots=True)
class Session:
    """The setting of one request. ``limit``: its seconds; ``tell`` receives progress, ``before`` how to ask for less
    and how long it takes, ``meanwhile`` the answer in case it takes longer than that."""

    limit: float
    tell: OnProgress
    before: Callable[[str], None]
    meanwhile: Callable[[Reply], None]
    began: float = 0.0
    less: str = ""

    def __post_init__(self) -> None:
        self.began = monotonic()

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
                if part.known is not None and monotonic() > self.began + self.limit:
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
        at.began, at.limit = monotonic(), min(at.limit, AHEAD)
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
