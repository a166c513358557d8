"""The jobs of a calculating process, from plain data to plain data.

It remembers what it has read, so that only a game that is really new is solved again (``countermove.reports.live``).
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from countermove import __version__
from countermove.assessment import Assessment, loads
from countermove.assessment.parser import decode
from countermove.catalogue import QUESTIONS, question_named
from countermove.context.answer import ask_task
from countermove.context.effort import Effort, effort_of
from countermove.context.game import game_of
from countermove.media import envelope
from countermove.plugins.serve.serving.request import options_of, selection_of
from countermove.plugins.serve.serving.shelf import digest_of
from countermove.plugins.serve.switches import Switches, parse
from countermove.plugins.serve.view import View, page, panel_work
from countermove.plugins.serve.workspace import Opened, opened, without_folders
from countermove.presentation.data import errors_data, plain
from countermove.presentation.escape import shown
from countermove.presentation.templates import markup_of
from countermove.processes.child import Call
from countermove.processes.frames import Message, packed, unpacked
from countermove.reports.live import Live
from gmcr.base.core import core_named
from gmcr.base.errors import AssessmentError, CountermoveError, MissingExtra, Problem
from gmcr.base.tasks import OnProgress, run_to_end

if TYPE_CHECKING:
    from countermove.plugins.serve.workspace import Texts

__all__ = ["Bench", "answering", "failed"]

_TEXTS = 4
"""The number of texts of one case that are cached: that of the file, and drafts."""

_CASES = 16

_FRAGMENTS = (
    "head",
    "coding",
    "switches",
    "chosen",
    "answers",
    "further",
    "changed",
    "lanes",
    "claims",
    "panel",
    "problems",
)
"""The fragments of the page."""

_BELOW = '<section id="reading"'
"""Where what stands below the answers begins."""

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
"""The content security policy of a report."""


def answering() -> Callable[[Message, Call], Message]:
    """The function that answers jobs in a calculating process."""
    bench = Bench()

    def answered(job: Message, call: Call) -> Message:
        try:
            return {"done": bench.done(job, call.far)}
        except CountermoveError as error:
            return {"failed": failed(error)}

    return answered


def failed(error: CountermoveError) -> Message:
    """The error, in a sentence and as data."""
    return {"kind": _kind(error), "error": str(error), "errors": errors_data(error)["errors"]}


def _kind(error: CountermoveError) -> str:
    known = ("AssessmentError", "SizeError", "UnknownName", "MissingExtra")
    return next((kind.__name__ for kind in type(error).__mro__ if kind.__name__ in known), "CountermoveError")


class Slow(Exception):
    """The job takes longer than it may here."""


class Bench:
    """Does jobs, one after another."""

    def __init__(self) -> None:
        self._lives: OrderedDict[str, OrderedDict[str, Live]] = OrderedDict()
        self._texts: OrderedDict[str, Texts] = OrderedDict()
        self._kinds: Mapping[str, Callable[[Message, OnProgress], Message]] = {
            "view": self._view,
            "above": self._above,
            "page": self._page,
            "panel": self._panel,
            "program": self._program,
            "rewritten": self._rewritten,
            "alternative": self._alternative,
            "ask": self._ask,
            "export": self._export,
            "report": self._report,
            "effort": self._effort,
            "described": self._described,
        }

    def done(self, job: Message, tell: OnProgress) -> Message:
        """The result of a job. Raises CountermoveError, which names files without their folders."""
        try:
            return self._kinds[job["kind"]](job, tell)
        except AssessmentError as error:
            raise AssessmentError(_all_told(error.problems, job), _all_told(error.holes, job)) from None
        except MissingExtra as error:  # its message has the command for the Python that runs here
            what = str(error).partition(":")[0]
            error.args = (f"{what}, which is not installed where this page comes from.",)
            raise
        except CountermoveError as error:
            error.args = (_told(str(error), job), *error.args[1:])
            raise

    # -- texts -----------------------------------------------------------------------------------------------------

    def live(self, file: str, content: bytes) -> Live:
        """A text to push, sharing results with earlier texts of the same case. Raises AssessmentError."""
        known, digest = self._lives.setdefault(file, OrderedDict()), digest_of(content)
        self._lives.move_to_end(file)
        if digest not in known:
            last = next(reversed(known.values()), None)
            known[digest] = Live(loads(content, file=file)) if last is None else last.read(content)
        known.move_to_end(digest)
        while len(known) > _TEXTS:
            known.popitem(last=False)
        while len(self._lives) > _CASES:
            self._lives.popitem(last=False)
        return known[digest]

    def _opened(self, job: Message) -> Opened:
        return opened(self.live(job["file"], unpacked(job["content"])), parse(job["query"]))

    def _beside(self, job: Message, assessment: Assessment) -> Texts | None:
        """The texts of sources, if there are any; they are cached until they, or the case, change."""
        if not job.get("texts"):
            return None
        key = json.dumps([job["file"], job["content"], job["texts"], job["marked"]])
        known = self._texts.get(key)
        if known is None:
            from countermove.plugins.serve.workspace import Texts

            path = None if job["path"] is None else Path(job["path"])
            known = self._texts[key] = Texts(assessment, job["texts"], path)
        self._texts.move_to_end(key)
        while len(self._texts) > _TEXTS:
            self._texts.popitem(last=False)
        return known

    # -- the page --------------------------------------------------------------------------------------------------

    def _seen(self, job: Message, tell: OnProgress) -> View:
        """The view of a text; if it is faulty, that of the last good text, with the problems."""
        live, problems = self._readable(job)
        if live is None:
            return _beginning(job, problems) if job["never"] else _wrong(problems)
        stage, export = job.get("stage", "all"), job["export"]
        switches, texts = parse(job["query"]), self._beside(job, live.assessment)
        seen = page(live, switches, file=job["file"], export=export, stage=stage, tell=tell, texts=texts)
        return _under(problems, seen) if problems else seen

    def _view(self, job: Message, tell: OnProgress) -> Message:
        _, problems = self._readable(job)
        return {"view": plain(self._seen(job, tell)), "wrong": bool(problems)}

    def _page(self, job: Message, tell: OnProgress) -> Message:
        live, problems = self._readable(job)
        seen = self._seen(job, tell) if live is not None else _beginning(job, problems)
        if live is not None and "answers" not in seen.fragments:  # the switches are faulty: ignore them
            seen = _under(seen.problems, page(live, file=job["file"], export=job["export"], stage="all"))
        above, mark, below = _whole(job, seen).partition(_BELOW)
        return {"above": above, "below": f"{mark}{below}", "wrong": bool(problems)}

    def _above(self, job: Message, tell: OnProgress) -> Message:
        """The beginning of the same page, down to the answers; nothing where these cannot be told before the rest."""
        live, problems = self._readable(job)
        if live is None or problems:
            return {"above": ""}
        try:
            switches = parse(job["query"])
        except CountermoveError:
            return {"above": ""}
        if switches.pushed:
            return {"above": ""}
        seen = page(live, switches, file=job["file"], export=job["export"], stage="first", tell=tell)
        return {"above": "" if seen.problems else _whole(job, seen).partition(_BELOW)[0]}

    def _readable(self, job: Message) -> tuple[Live | None, tuple[Problem, ...]]:
        """The text, or if it is faulty the last good text of the case, and the problems."""
        file, problems = job["file"], tuple(_problem(item) for item in job.get("unread", ()))
        try:
            return self.live(file, unpacked(job["content"])), problems
        except AssessmentError as error:
            good = None if job.get("good") is None else self.live(file, unpacked(job["good"]))
            return good, error.listed

    def _panel(self, job: Message, tell: OnProgress) -> Message:
        live = self.live(job["file"], unpacked(job["content"]))
        switches, texts = parse(job["query"]), self._beside(job, live.assessment)
        work = panel_work(live, switches, file=job["file"], export=job["export"], texts=texts)
        return {"fragment": run_to_end(work, tell)}

    def _program(self, job: Message, tell: OnProgress) -> Message:
        from countermove.plugins.serve.explorable.pack import packed as packed_page

        try:
            data, _ = packed_page(self._opened(job).written, ())
        except CountermoveError:  # the page says what is wrong with a text, and over a limit the server tells alone
            return {"packed": None}
        return {"packed": data}

    def _rewritten(self, job: Message, tell: OnProgress) -> Message:
        from countermove.assessment.rewrite import rewritten

        switches, content = parse(job["query"]), unpacked(job["content"])
        if not switches.pushed:
            return {"content": packed(content), "query": switches.query()}
        decode(content, job["file"])
        _need_uncoded(switches)
        text = rewritten(content.decode("utf-8"), switches.steps, drivers=switches.drivers, file=job["file"])
        return {"content": packed(text.encode("utf-8")), "query": switches.without().query()}

    def _alternative(self, job: Message, tell: OnProgress) -> Message:
        """The text with what is pushed as an alternative; nothing is written."""
        from countermove.assessment.added import PUSHED, with_pushes_named

        switches, content = parse(job["query"]), unpacked(job["content"])
        _need_uncoded(switches)
        decode(content, job["file"])
        text, name = with_pushes_named(
            content.decode("utf-8"),
            switches.steps,
            drivers=switches.drivers,
            asks=job["asks"],
            means=job["means"],
            file=job["file"],
        )
        return {"text": text, "code": f"{name}:{PUSHED}"}

    # -- questions -------------------------------------------------------------------------------------------------

    def _ask(self, job: Message, tell: OnProgress) -> Message:
        question = question_named(job["question"])
        cases = tuple(self._assessment(item) for item in job["cases"])
        texts = job["given"]
        options = options_of(question, texts)
        most = job.get("most")

        def before(effort: Effort) -> None:
            if most is not None and effort.seconds > most:
                raise Slow

        work = ask_task(
            question,
            cases if question.cases != "one" else cases[0],
            selection_of(question, texts),
            before=before,
            **options,
        )
        try:
            return {"record": envelope(run_to_end(work, tell))}
        except Slow:
            return {"slow": True}

    def _assessment(self, item: Message) -> Assessment:
        return self.live(item["file"], unpacked(item["content"])).assessment

    def _export(self, job: Message, tell: OnProgress) -> Message:
        from countermove.plugins.serve.serving.exports import exported

        content, kind = exported(self._opened(job), job["what"], job["suffix"], tell)
        return {"content": packed(content), "kind": kind}

    def _report(self, job: Message, tell: OnProgress) -> Message:
        from countermove.media.html import html_of
        from countermove.reports.report.compose import dossier_of
        from countermove.reports.report.compute import imprint_of, report_case

        state = self._opened(job)
        own = None if state.switches.concept is None else (state.switches.concept,)
        record = run_to_end(report_case.work(state.assessment, state.switches.selection, concepts=own), tell)
        if "beside" in job:
            lines = imprint_of(state.assessment, Path(job["path"]))
            record = replace(record, imprint=tuple((name, _told(value, job)) for name, value in lines))
        html = html_of(dossier_of(record))
        policy = _POLICY.search(html)
        assert policy is not None
        return {"html": html, "policy": f"{policy[1]}; frame-ancestors 'none'"}

    def _described(self, job: Message, tell: OnProgress) -> Message:
        from countermove.plugins.serve.serving.openapi import openapi

        return {"content": packed(openapi())}

    def _effort(self, job: Message, tell: OnProgress) -> Message:
        """The message that a job was stopped, with what would take less."""
        from countermove.presentation.duration import stopped_text

        question = QUESTIONS.get(job.get("question") or "check", QUESTIONS["check"])
        item = job["cases"][0] if "cases" in job else job
        game = game_of(self._assessment(item))
        return {"told": stopped_text(effort_of(question, game, {}), question, job["after"])}


def _need_uncoded(switches: Switches) -> None:
    """Raise CountermoveError where pushes are about another coding than that of the file."""
    if switches.coding:
        raise CountermoveError(
            "What is moved in another coding cannot be written into the file, which says it in its own words: go back to the "
            "file as it is written, or write it into that coding under alternatives, in Text."
        )


def _whole(job: Message, seen: View) -> str:
    """The document of a view."""
    from countermove.plugins.serve.panels import GROUPS, group_of
    from countermove.plugins.serve.render import rendered

    asked = parse(job["query"]).ask
    whole = replace(seen, fragments={**dict.fromkeys(_FRAGMENTS, ""), **seen.fragments})
    words = {
        "groups": GROUPS,
        "folded_out": group_of(asked) if asked else None,
        "core": f"Countermove {__version__} ({core_named()})",
        "title": markup_of(whole.title or shown(job["shell"]["case"])),
        "status": markup_of(whole.status),
    }
    return rendered("page.html.j2", view=whole, **words, **job["shell"])


def _under(problems: Sequence[Problem], good: View) -> View:
    """The problems above the last good view."""
    wrong = _wrong(problems)
    return replace(good, fragments={**good.fragments, **wrong.fragments}, problems=wrong.problems)


def _wrong(problems: Sequence[Problem]) -> View:
    from countermove.plugins.serve.render import rendered

    html = rendered("problems.html.j2", problems=problems)
    return View(shown(""), shown(problems[0].message), {"problems": html}, problems=tuple(problems))


def _beginning(job: Message, problems: Sequence[Problem]) -> View:
    """The page of a file that was faulty from the start: its problems, and its text to correct."""
    from countermove.plugins.serve.panels import PANELS
    from countermove.plugins.serve.render import rendered
    from countermove.plugins.serve.view import panels_shown

    switches = parse(job["query"])
    name, writes = Path(job["file"]).stem, switches.ask == "text"
    fragments = {
        "head": rendered("head.html.j2", title=name, byline=""),
        "problems": rendered("problems.html.j2", problems=problems, shown=False),
        **panels_shown({"text": PANELS["text"]}, switches),
        "panel": rendered("text.html.j2") if writes else "",
    }
    told = shown(problems[0].message)
    return View(shown(name), told, fragments, problems=tuple(problems), query=switches.query())


def _told(message: str, job: Message) -> str:
    """A message without the folders of the case and of the texts."""
    folders = [job["texts"]] if job.get("texts") else []
    return without_folders(message, [*folders, Path(job["path"]).parent] if job.get("path") else folders)


def _all_told(problems: Sequence[Problem], job: Message) -> list[Problem]:
    return [replace(one, file=_told(one.file, job), message=_told(one.message, job)) for one in problems]


def _problem(data: Message) -> Problem:
    """A problem, restored from its data."""
    return Problem(
        data["file"] or "",
        data["line"] or 0,
        data["column"] or 0,
        data["severity"],
        data["code"],
        data["message"],
        data["suggestion"],
    )
