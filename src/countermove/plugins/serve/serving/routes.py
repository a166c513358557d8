"""The routes. Nothing is computed here: they read files and query calculations."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from countermove.assessment.parser import decode
from countermove.extensions import plugins
from countermove.plugins.serve.serving.calculations import Job
from countermove.plugins.serve.serving.pages import (
    DataResponse,
    conditional,
    failed_page,
    frame_page,
    list_page,
    prefix,
    static,
)
from countermove.plugins.serve.serving.requests import (
    Gone,
    Refused,
    fields_of,
    number_of,
    page_of,
    refused,
    unless_gone,
)
from countermove.plugins.serve.serving.resources import Served, Text, address_of, one_of, query_of
from countermove.plugins.serve.serving.responses import ask, described, export, lines, page_soon
from countermove.plugins.serve.serving.shelf import NONE, CaseFile, Shelf, Source, digest_of, title_of
from countermove.plugins.serve.serving.turns import Busy
from countermove.processes.frames import Message, unpacked
from gmcr.base.errors import AssessmentError, ChangedMeanwhile, CountermoveError

__all__ = ["routes", "warm"]

_STAGES = ("now", "all", "reasons")

_PUSHES = ("set=", "do=")
"""How a part of an address begins whose effects stand above the answers, and take everything else."""

Handler = Callable[["Served", Request], Awaitable[Response]]


# -- pages -------------------------------------------------------------------------------------------------------------


async def home(served: Served, request: Request) -> Response:
    """The page of the one case, or a list of the cases."""
    if served.shelf.alone is not None:
        return await _page(served, request, served.shelf.alone.name)
    return HTMLResponse(await asyncio.to_thread(_list, served.shelf))


def _list(shelf: Shelf) -> str:
    cases = [(source, _title(shelf, name)) for name, source in shelf.sources.items()]
    return list_page(cases)


def _title(shelf: Shelf, name: str) -> str:
    try:
        return title_of(shelf.read(name).content, name)
    except AssessmentError:
        return name


async def case(served: Served, request: Request) -> Response:
    """The page of a case."""
    return await _page(served, request, request.path_params["case"])


async def _page(served: Served, request: Request, name: str) -> Response:
    text, current = await served.text(name, None)
    own = (served, name, text, current, query_of(request))
    above = asyncio.ensure_future(unless_gone(request, _above(*own)))

    async def after() -> tuple[str, str]:  # so that they do not wait for each other's turn
        await asyncio.wait((above,))
        return await _html(*own)

    page = unless_gone(request, after())
    title = await asyncio.to_thread(title_of, text.content, name)
    return await page_soon(request, above, page, partial(frame_page, title), failed_page)


async def _above(served: Served, name: str, text: Text, current: CaseFile | None, query: str) -> str:
    """The beginning of a page, down to its answers; "" where it is not told before the rest."""
    if any(part.startswith(_PUSHES) for part in query.split("&")):
        return ""
    answer = await served.calculations.answer(_job(served, "above", name, text, current, query))
    above: str = answer["above"]
    return above


async def _html(served: Served, name: str, text: Text, current: CaseFile | None, query: str) -> tuple[str, str]:
    """A page, down to its answers and from there on."""
    answer = await served.calculations.answer(_job(served, "page", name, text, current, query))
    _remember(served, name, text, wrong=bool(answer["wrong"]))
    return answer["above"], answer["below"]


def _job(served: Served, kind: str, name: str, text: Text, current: CaseFile | None, query: str) -> Job:
    shell = {
        "case": name,
        "digest": NONE if current is None else current.digest,
        "static": prefix(),
        "home": "" if served.shelf.alone is not None else "/",
        "report": address_of("report", name, query=query),
    }
    return served.job(kind, name, text, query, shell=shell)


async def warm(served: Served) -> None:
    """Compute the page of the only case before anybody asks for it."""
    if served.shelf.alone is not None:
        with suppress(CountermoveError):
            name = served.shelf.alone.name
            text, current = await served.text(name, None)
            for part in (_above, _html):
                await part(served, name, text, current, "")


async def report(served: Served, request: Request) -> Response:
    """The report on a case under the switches; its policy allows its own style."""
    name, query = request.path_params["case"], query_of(request)
    current = await served.read(name)
    job = served.job("report", name, Text(current.content, None), query, **_beside(current.source))
    answer = await unless_gone(request, served.calculations.alone(job))
    return HTMLResponse(answer["html"], headers={"content-security-policy": answer["policy"]})


def _beside(source: Source) -> Message:
    """The files beside a case on which its report depends, with the time when each was written; empty if there are
    none."""
    if source.path is None:
        return {}
    times: dict[str, int] = {}
    for suffix in (suffix for plugin in plugins() for suffix in plugin.beside):
        path = source.path.with_suffix(suffix)
        with suppress(OSError):
            times[str(path)] = path.lstat().st_mtime_ns
    return {"beside": times} if times else {}


# -- what the page asks ------------------------------------------------------------------------------------------------


async def view(served: Served, request: Request) -> Response:
    """Fragments of the page."""
    fields = await fields_of(request, ("case", "query"), ("stage", "draft"))
    name, stage = fields["case"], fields.get("stage", "all")
    if stage not in _STAGES:
        raise Refused(400, f"'stage' is one of {', '.join(_STAGES)}.")
    text, current = await served.text(name, fields.get("draft"))
    job = served.job("view", name, text, fields["query"], stage=stage)
    asked = served.calculations.answer(job, page=page_of(request), number=number_of(request))
    answer = await unless_gone(request, asked)
    data = dict(answer["view"])
    if "draft" not in fields:
        _remember(served, name, text, wrong=bool(answer["wrong"]))
        if current is not None:
            data["digest"] = current.digest
    return DataResponse(data)


def _remember(served: Served, name: str, text: Text, *, wrong: bool) -> None:
    if not wrong and not text.unread:
        served.good[name] = text.content


async def panel(served: Served, request: Request) -> Response:
    """A slow panel: progress, line by line, and the result. A client that leaves cancels it. Raises Busy."""
    fields = await fields_of(request, ("case", "query"), ("draft",))
    text, _ = await served.text(fields["case"], fields.get("draft"))
    job = served.job("panel", fields["case"], text, fields["query"])
    page = page_of(request)
    served.calculations.need_room(job, page=page)  # an answer that has begun could not say so by its status
    return lines(partial(served.calculations.alone, job, page=page))


async def save(served: Served, request: Request) -> Response:
    """Write the state of the page into the file from which it was read; if that has changed meanwhile, return both
    versions."""
    fields = await fields_of(request, ("case", "query", "digest"), ("draft",))
    name = fields["case"]
    text, current = await served.text(name, fields.get("draft"))
    if text.unread or (current is None and "draft" not in fields):
        raise Refused(409, "The file is not there any more: nothing is written.", digest=NONE, theirs="")
    answer = await served.calculations.answer(served.job("rewritten", name, text, fields["query"]))
    content = unpacked(answer["content"])
    try:
        if current is not None and current.digest != fields["digest"]:
            raise ChangedMeanwhile(f"{current.source.file} was changed since it was read: nothing is written over it.")
        digest = await asyncio.to_thread(served.shelf.save, name, content, fields["digest"])
    except ChangedMeanwhile as error:
        raise await _both(served, name, content, error) from None
    return DataResponse({"digest": digest, "query": answer["query"]})


async def alternative(served: Served, request: Request) -> Response:
    """The text with what is pushed as an alternative, and the coding that it makes; nothing is written."""
    fields = await fields_of(request, ("case", "query", "asks", "means"), ("draft",))
    text, _ = await served.text(fields["case"], fields.get("draft"))
    own = {name: fields[name] for name in ("asks", "means")}
    answer = await served.calculations.answer(served.job("alternative", fields["case"], text, fields["query"], **own))
    return DataResponse(answer)


async def _both(served: Served, name: str, mine: bytes, error: ChangedMeanwhile) -> Refused:
    """Both versions, and the digest with which the other one can be replaced."""
    try:
        current = await served.read(name)
        theirs, digest = decode(current.content, current.source.file), current.digest
    except AssessmentError as unread:
        return Refused(409, f"{error} {unread}", theirs=None, digest=NONE, mine=mine.decode("utf-8", errors="replace"))
    return Refused(409, str(error), theirs=theirs, digest=digest, mine=mine.decode("utf-8", errors="replace"))


async def program(served: Served, request: Request) -> Response:
    """What the page itself computes with, of the text of a case in a coding; null for what is over a limit, and without a
    digest while too much waits: the server tells everything anyway."""
    name = one_of(request, "case")
    current = await served.read(name)
    coding = urlencode({"code": request.query_params.get("code", "")})
    job = served.job("program", name, Text(current.content, None), coding)
    try:
        answer = await unless_gone(request, served.calculations.answer(job))
    except Busy:
        return DataResponse({"packed": None, "digest": ""})
    return DataResponse({"packed": answer["packed"], "digest": current.digest})


async def text(served: Served, request: Request) -> Response:
    """The text of a case, and its digest."""
    current = await served.read(one_of(request, "case"))
    return DataResponse({"text": decode(current.content, current.source.file), "digest": current.digest})


async def changes(served: Served, request: Request) -> Response:
    """The digest of a case as it is now, and the problem with its file, if any; quick, so that a page can poll it."""
    name = one_of(request, "case")
    try:
        current = await served.read(name)
        data: Message = {"digest": current.digest, "error": None}
    except AssessmentError as error:
        data = {"digest": None, "error": str(error)}
    content = json.dumps(data).encode()
    return conditional(request, content, digest_of(content)[:16], {"content-type": "application/json"})


# -- addresses ---------------------------------------------------------------------------------------------------------


def routes(served: Served) -> list[Route]:
    """All routes."""
    posted, got = ["POST"], ["GET"]

    def route(path: str, handler: Handler, methods: list[str]) -> Route:
        return Route(path, partial(_answered, handler, served), methods=methods)

    return [
        route("/", home, got),
        route("/api/view", view, posted),
        route("/api/panel", panel, posted),
        route("/api/save", save, posted),
        route("/api/alternative", alternative, posted),
        route("/api/program", program, got),
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
    """The response; errors that this program raises on purpose become refusals."""
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
