"""What is answered at which address. Nothing is worked out here: files are looked at, and calculations asked for."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from countermove.assessment.reading import decode
from countermove.brief import Brief
from countermove.catalogue import question_named
from countermove.errors import AssessmentError, ChangedMeanwhile, CountermoveError, UnknownName
from countermove.web.serving.calculations import Calculations, Job
from countermove.web.serving.frames import Message
from countermove.web.serving.fresh import conditional
from countermove.web.serving.glimpses import title_of
from countermove.web.serving.pages import failed_page, frame_page, list_page
from countermove.web.serving.parameters import CASES
from countermove.web.serving.requests import Gone, fields_of, page_of, unless_gone
from countermove.web.serving.shelf import NONE, Kept, Shelf, digest_of
from countermove.web.serving.static import prefix, static
from countermove.web.serving.statuses import Refused, problem_data, refused
from countermove.web.serving.streaming import lines, page_soon
from countermove.web.serving.suffixes import SUFFIXES, TYPES
from countermove.web.serving.wire import packed, unpacked

__all__ = ["Served", "routes", "warm"]

SLOW = 1.0
"""Seconds that an answer to a program may be estimated to take in the process that stays."""

_STAGES = ("now", "all", "reasons")

Handler = Callable[["Served", Request], Awaitable[Response]]


class _Text(NamedTuple):
    """A text to work on. ``good``: the last one of the case that was not wrong; ``unread``: why the file cannot be read."""

    content: bytes
    good: bytes | None
    unread: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Served(Brief):
    """What is served, by whom it is worked out, and the last text of each case that was not wrong."""

    shelf: Shelf
    calculations: Calculations
    good: dict[str, bytes] = field(default_factory=dict)
    _read: dict[str, tuple[object, Kept]] = field(default_factory=dict, repr=False)

    async def read(self, name: str) -> Kept:
        """A case as it is now; its file is read again where it may have changed. Raises UnknownName, AssessmentError."""
        return await asyncio.to_thread(self._kept, name)

    def _kept(self, name: str) -> Kept:
        mark = self.shelf.mark(name)
        known = self._read.get(name)
        if known is None or known[0] != mark:
            known = self._read[name] = (mark, self.shelf.read(name))
        return known[1]

    async def text(self, name: str, draft: str | None) -> tuple[_Text, Kept | None]:
        """What a page of a case is made of: a draft, or the file; where that cannot be read, what it was. Raises UnknownName,
        AssessmentError where it was nothing."""
        if draft is not None:
            self.shelf.source(name)
            return _Text(draft.encode("utf-8", errors="surrogatepass"), None), None
        good = self.good.get(name)
        try:
            kept = await self.read(name)
        except AssessmentError as error:
            if good is None:
                raise
            return _Text(good, good, tuple(map(problem_data, error.problems))), None
        return _Text(kept.content, good), kept

    def job(self, kind: str, name: str, text: _Text, query: str, **more: Any) -> Job:
        """A job about a case as it is switched."""
        source = self.shelf.source(name)
        good = text.good if text.good not in (None, text.content) else None
        told: Message = {
            "kind": kind,
            "file": source.file,
            "export": f"{_address('api', 'export', name)}/",
            "content": packed(text.content),
            "good": None if good is None else packed(good),
            "unread": list(text.unread),
            "query": query,
            **more,
        }
        state = f"{name} {digest_of(text.content)} {query}"
        return Job(
            told, f"{kind} {state} {json.dumps([text.unread, good and digest_of(good), more], default=str)}", state
        )


# -- pages -------------------------------------------------------------------------------------------------------------


async def home(served: Served, request: Request) -> Response:
    """The page of the one case, or a list of the cases."""
    if served.shelf.alone is not None:
        return await _page(served, request, served.shelf.alone.name)
    return HTMLResponse(await asyncio.to_thread(_list, served.shelf))


def _list(shelf: Shelf) -> str:
    cases = [(source, _title(shelf, name)) for name, source in shelf.sources.items()]
    return list_page(cases, str(shelf.folder))


def _title(shelf: Shelf, name: str) -> str:
    try:
        return title_of(shelf.read(name).content, name)
    except AssessmentError:
        return name


async def case(served: Served, request: Request) -> Response:
    """The page of a case."""
    return await _page(served, request, request.path_params["case"])


async def _page(served: Served, request: Request, name: str) -> Response:
    text, kept = await served.text(name, None)
    work = unless_gone(request, _html(served, name, text, kept, _query(request)))
    title = await asyncio.to_thread(title_of, text.content, name)
    return await page_soon(request, work, partial(frame_page, title), failed_page)


async def _html(served: Served, name: str, text: _Text, kept: Kept | None, query: str) -> str:
    shell = {
        "case": name,
        "digest": NONE if kept is None else kept.digest,
        "static": prefix(),
        "home": "" if served.shelf.alone is not None else "/",
        "report": _address("report", name, query=query),
    }
    found = await served.calculations.answer(served.job("page", name, text, query, shell=shell))
    _remember(served, name, text, wrong=bool(found["wrong"]))
    html: str = found["html"]
    return html


async def warm(served: Served) -> None:
    """Work out the page of the one case before anybody asks for it."""
    if served.shelf.alone is not None:
        with suppress(CountermoveError):
            name = served.shelf.alone.name
            await _html(served, name, *await served.text(name, None), query="")


async def report(served: Served, request: Request) -> Response:
    """The report on a case as it is switched; its policy allows its own style."""
    name, query = request.path_params["case"], _query(request)
    kept = await served.read(name)
    job = served.job("report", name, _Text(kept.content, None), query)
    found = await unless_gone(request, served.calculations.alone(job))
    return HTMLResponse(found["html"], headers={"content-security-policy": found["policy"]})


# -- what the page asks ------------------------------------------------------------------------------------------------


async def view(served: Served, request: Request) -> Response:
    """Fragments of the page."""
    given = await fields_of(request, ("case", "query"), ("stage", "draft"))
    name, stage = given["case"], given.get("stage", "all")
    if stage not in _STAGES:
        raise Refused(400, f"'stage' is one of {', '.join(_STAGES)}.")
    text, kept = await served.text(name, given.get("draft"))
    job = served.job("view", name, text, given["query"], stage=stage)
    found = await unless_gone(request, served.calculations.answer(job, page=page_of(request)))
    told = dict(found["view"])
    if "draft" not in given:
        _remember(served, name, text, wrong=bool(found["wrong"]))
        if kept is not None:
            told["digest"] = kept.digest
    return JSONResponse(told)


def _remember(served: Served, name: str, text: _Text, *, wrong: bool) -> None:
    if not wrong and not text.unread:
        served.good[name] = text.content


async def panel(served: Served, request: Request) -> Response:
    """A panel that takes long: how far it is, line by line, and what comes of it. Whoever leaves ends it."""
    given = await fields_of(request, ("case", "query"), ("draft",))
    text, _ = await served.text(given["case"], given.get("draft"))
    job = served.job("panel", given["case"], text, given["query"])
    return lines(partial(served.calculations.alone, job))


async def save(served: Served, request: Request) -> Response:
    """Write what is on the page into the file that it was read from; where that is another one now, both come back."""
    given = await fields_of(request, ("case", "query", "digest"), ("draft",))
    name = given["case"]
    text, kept = await served.text(name, given.get("draft"))
    if text.unread or (kept is None and "draft" not in given):
        raise Refused(409, "The file is not there any more: nothing is written.", digest=NONE, theirs="")
    found = await served.calculations.answer(served.job("rewritten", name, text, given["query"]))
    content = unpacked(found["content"])
    try:
        if kept is not None and kept.digest != given["digest"]:
            raise ChangedMeanwhile(f"{kept.source.file} was changed since it was read: nothing is written over it.")
        digest = await asyncio.to_thread(served.shelf.save, name, content, given["digest"])
    except ChangedMeanwhile as error:
        raise await _both(served, name, content, error) from None
    return JSONResponse({"digest": digest, "query": found["query"]})


async def _both(served: Served, name: str, mine: bytes, error: ChangedMeanwhile) -> Refused:
    """Both versions, and the digest with which the other one can be replaced."""
    try:
        kept = await served.read(name)
        theirs, digest = decode(kept.content, kept.source.file), kept.digest
    except AssessmentError as unread:
        return Refused(409, f"{error} {unread}", theirs=None, digest=NONE, mine=mine.decode("utf-8", errors="replace"))
    return Refused(409, str(error), theirs=theirs, digest=digest, mine=mine.decode("utf-8", errors="replace"))


async def text(served: Served, request: Request) -> Response:
    """The text of a case, and its digest."""
    kept = await served.read(_one(request, "case"))
    return JSONResponse({"text": decode(kept.content, kept.source.file), "digest": kept.digest})


async def changes(served: Served, request: Request) -> Response:
    """The digest of a case as it is now, and what is wrong with its file; quick, so that a page can ask now and then."""
    name = _one(request, "case")
    try:
        kept = await served.read(name)
        told: Message = {"digest": kept.digest, "error": None}
    except AssessmentError as error:
        told = {"digest": None, "error": str(error)}
    content = json.dumps(told).encode()
    return conditional(request, content, digest_of(content)[:16], {"content-type": "application/json"})


# -- what can be taken away --------------------------------------------------------------------------------------------


async def export(served: Served, request: Request) -> Response:
    """A picture, a table, a record, or the text with what was pushed."""
    name, file = request.path_params["case"], request.path_params["file"]
    what, _, suffix = file.rpartition(".")
    if suffix not in SUFFIXES or not what:
        raise Refused(404, f"What can be taken away ends in .{', .'.join(SUFFIXES)}.")
    kept = await served.read(name)
    source = _Text(kept.content, None)
    if suffix == "yaml":
        found = await served.calculations.answer(served.job("rewritten", name, source, _query(request)))
        content, file = unpacked(found["content"]), f"{name}.yaml"
    else:
        job = served.job("export", name, source, _query(request), what=what, suffix=suffix)
        found = await unless_gone(request, served.calculations.alone(job))
        content, file = unpacked(found["content"]), f"{name}-{what}.{suffix}"
    return Response(content, media_type=TYPES[suffix], headers={"content-disposition": _attached(file)})


def _attached(file: str) -> str:
    """That a browser is to keep it, under a name."""
    plain_name = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in file)
    return f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(file, safe='')}"


async def ask(served: Served, request: Request) -> Response:
    """The record that answers a question."""
    question = question_named(request.path_params["question"])
    if question.of == "gmcr":
        raise UnknownName("question", question.name, [])
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        given.setdefault(name, []).append(value)
    names = [name for parameter in CASES[question.cases] for name in given.get(parameter, ())]
    _need_cases(question.cases, given, served.shelf)
    names = names or [served.shelf.alone.name] if served.shelf.alone is not None else names
    cases = [await served.read(name) for name in names]
    told: Message = {
        "kind": "ask",
        "question": question.name,
        "given": given,
        "cases": [{"file": kept.source.file, "content": packed(kept.content)} for kept in cases],
    }
    key = (
        f"ask {question.name} {[kept.digest for kept in cases]} {urlencode(sorted(request.query_params.multi_items()))}"
    )
    found = await unless_gone(request, _asked(served.calculations, told, key))
    return JSONResponse(found["record"])


async def _asked(calculations: Calculations, told: Message, key: str) -> Message:
    """In the process that stays; in one of its own where that takes long."""
    found = await calculations.answer(Job({**told, "most": SLOW}, key))
    return await calculations.alone(Job(told, f"alone {key}")) if found.get("slow") else found


def _need_cases(cases: str, given: dict[str, list[str]], shelf: Shelf) -> None:
    """Raises Refused where too few or too many are named."""
    for name in CASES[cases]:
        count = len(given.get(name, ()))
        if count == 0 and (shelf.alone is None or cases == "two"):
            raise Refused(400, f"{name} is needed: the name of a case.")
        if count > 1 and cases != "several":
            raise Refused(400, f"{name} is given {count} times: once is enough.")


async def described(served: Served, request: Request) -> Response:
    """What can be asked here, for programs."""
    content = unpacked((await served.calculations.answer(Job({"kind": "described"}, "described")))["content"])
    return conditional(request, content, digest_of(content)[:16], {"content-type": "application/json"})


# -- addresses ---------------------------------------------------------------------------------------------------------


def routes(served: Served) -> list[Route]:
    """All addresses."""
    posted, got = ["POST"], ["GET"]

    def route(path: str, handler: Handler, methods: list[str]) -> Route:
        return Route(path, partial(_answered, handler, served), methods=methods)

    return [
        route("/", home, got),
        route("/api/view", view, posted),
        route("/api/panel", panel, posted),
        route("/api/save", save, posted),
        route("/api/text", text, got),
        route("/api/changes", changes, got),
        route("/api/export/{case}/{file}", export, got),
        route("/api/ask/{question}", ask, got),
        route("/openapi.json", described, got),
        route("/report/{case}", report, got),
        Route("/static/{name:path}", static, methods=got),
        Route("/favicon.ico", static, methods=got),
        route("/{case}", case, got),
    ]


async def _answered(handler: Handler, served: Served, request: Request) -> Response:
    """The answer; what this program raises on purpose becomes a refusal."""
    try:
        return await handler(served, request)
    except Gone:
        return Response(status_code=499)
    except CountermoveError as error:
        raise refused(error) from None
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        raise Refused(500, f"This could not be answered ({type(error).__name__}).") from None


def _query(request: Request) -> str:
    content: bytes = request.scope["query_string"]
    return content.decode("latin-1")


def _one(request: Request, name: str) -> str:
    found = request.query_params.getlist(name)
    if len(found) != 1:
        raise Refused(400, f"{name} is given {len(found)} times: once is needed.")
    return found[0]


def _address(*parts: str, query: str = "") -> str:
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    return f"{path}?{query}" if query else path
