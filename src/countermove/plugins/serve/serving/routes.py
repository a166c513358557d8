"""The routes. Nothing is computed here: they read files and query calculations."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from countermove.assessment.parser import decode
from countermove.extensions import plugins
from countermove.plugins.serve.serving.downloads import ask, described, export
from countermove.plugins.serve.serving.fresh import conditional
from countermove.plugins.serve.serving.glimpses import title_of
from countermove.plugins.serve.serving.pages import failed_page, frame_page, list_page
from countermove.plugins.serve.serving.requests import Gone, fields_of, page_of, unless_gone
from countermove.plugins.serve.serving.resources import Served, Text, address_of, one_of, query_of
from countermove.plugins.serve.serving.shelf import NONE, Kept, Shelf, Source, digest_of
from countermove.plugins.serve.serving.static import prefix, static
from countermove.plugins.serve.serving.statuses import Refused, refused
from countermove.plugins.serve.serving.streams import lines, page_soon
from countermove.processes.frames import Message, unpacked
from gmcr.base.errors import AssessmentError, ChangedMeanwhile, CountermoveError

__all__ = ["routes", "warm"]

_STAGES = ("now", "all", "reasons")

Handler = Callable[["Served", Request], Awaitable[Response]]


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
    work = unless_gone(request, _html(served, name, text, kept, query_of(request)))
    title = await asyncio.to_thread(title_of, text.content, name)
    return await page_soon(request, work, partial(frame_page, title), failed_page)


async def _html(served: Served, name: str, text: Text, kept: Kept | None, query: str) -> str:
    shell = {
        "case": name,
        "digest": NONE if kept is None else kept.digest,
        "static": prefix(),
        "home": "" if served.shelf.alone is not None else "/",
        "report": address_of("report", name, query=query),
    }
    found = await served.calculations.answer(served.job("page", name, text, query, shell=shell))
    _remember(served, name, text, wrong=bool(found["wrong"]))
    html: str = found["html"]
    return html


async def warm(served: Served) -> None:
    """Compute the page of the only case before anybody asks for it."""
    if served.shelf.alone is not None:
        with suppress(CountermoveError):
            name = served.shelf.alone.name
            await _html(served, name, *await served.text(name, None), query="")


async def report(served: Served, request: Request) -> Response:
    """The report on a case under the switches; its policy allows its own style."""
    name, query = request.path_params["case"], query_of(request)
    kept = await served.read(name)
    job = served.job("report", name, Text(kept.content, None), query, **_beside(kept.source))
    found = await unless_gone(request, served.calculations.alone(job))
    return HTMLResponse(found["html"], headers={"content-security-policy": found["policy"]})


def _beside(source: Source) -> Message:
    """The files beside a case on which its report depends, with the time when each was written; empty if there are
    none."""
    if source.path is None:
        return {}
    found: dict[str, int] = {}
    for suffix in (suffix for plugin in plugins() for suffix in plugin.beside):
        path = source.path.with_suffix(suffix)
        with suppress(OSError):
            found[str(path)] = path.lstat().st_mtime_ns
    return {"beside": found} if found else {}


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


def _remember(served: Served, name: str, text: Text, *, wrong: bool) -> None:
    if not wrong and not text.unread:
        served.good[name] = text.content


async def panel(served: Served, request: Request) -> Response:
    """A slow panel: progress, line by line, and the result. A client that leaves cancels it."""
    given = await fields_of(request, ("case", "query"), ("draft",))
    text, _ = await served.text(given["case"], given.get("draft"))
    job = served.job("panel", given["case"], text, given["query"])
    return lines(partial(served.calculations.alone, job))


async def save(served: Served, request: Request) -> Response:
    """Write the state of the page into the file from which it was read; if that has changed meanwhile, return both
    versions."""
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
    kept = await served.read(one_of(request, "case"))
    return JSONResponse({"text": decode(kept.content, kept.source.file), "digest": kept.digest})


async def changes(served: Served, request: Request) -> Response:
    """The digest of a case as it is now, and the problem with its file, if any; quick, so that a page can poll it."""
    name = one_of(request, "case")
    try:
        kept = await served.read(name)
        told: Message = {"digest": kept.digest, "error": None}
    except AssessmentError as error:
        told = {"digest": None, "error": str(error)}
    content = json.dumps(told).encode()
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
