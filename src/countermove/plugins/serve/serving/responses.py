"""Responses that are sent before they are complete: lines of progress, and a page whose frame is painted meanwhile.

Downloads: pictures, tables, texts, and for programs the records that answer questions, with their description.
"""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from countermove.catalogue import question_named
from countermove.plugins.serve.serving.calculations import Calculations, Job
from countermove.plugins.serve.serving.pages import DataResponse, conditional
from countermove.plugins.serve.serving.parameters import CASES, SUFFIXES, TYPES
from countermove.plugins.serve.serving.requests import Refused, refused, unless_gone
from countermove.plugins.serve.serving.resources import Served, Text, query_of
from countermove.plugins.serve.serving.shelf import Shelf, digest_of
from countermove.processes.frames import Message, packed, unpacked
from gmcr.base.characters import one_line
from gmcr.base.errors import CountermoveError, UnknownName

__all__ = ["ask", "described", "export", "lines", "page_soon"]


_SOON = 0.15
"""Seconds to wait for a page before its frame is sent."""

_AT_ONCE = 0.005
"""Seconds to wait for a whole page where its beginning is there."""


def lines(work: Callable[[Callable[[int, int], None]], Awaitable[Message]]) -> Response:
    """The progress of work, one line each time, and then its result. A client that stops reading cancels it."""
    # Not compressed: a compressor of lines waits for more of them.
    return StreamingResponse(_lines(work), media_type="application/x-ndjson", headers={"content-encoding": "identity"})


async def _lines(work: Callable[[Callable[[int, int], None]], Awaitable[Message]]) -> AsyncIterator[str]:
    said = asyncio.Queue[Message]()
    task = asyncio.ensure_future(work(lambda done, of: said.put_nowait({"done": done, "of": of})))
    try:
        while not task.done():
            word = asyncio.ensure_future(said.get())
            await asyncio.wait((task, word), return_when=asyncio.FIRST_COMPLETED)
            if word.done():
                yield _line(word.result())
            else:
                word.cancel()
        try:
            yield _line(task.result())
        except CountermoveError as error:
            yield _line({"error": str(error), "errors": list(refused(error).errors)})
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _line(message: Message) -> str:
    return json.dumps(message) + "\n"


async def page_soon(
    request: Request,
    above: Awaitable[str],
    page: Awaitable[tuple[str, str]],
    frame: Callable[[], str],
    problem: Callable[[str], str],
) -> Response:
    """A page or, if it takes a moment, what stands *above* first, which is the first of its two parts, and "" if it comes with
    the other. If that takes a moment too, its *frame* comes before: the beginning of the same document, whose ``<body>`` the
    page's own then continues. *problem*: replaces the page, or the rest of it, after an error."""
    first, whole = asyncio.ensure_future(above), asyncio.ensure_future(page)
    await asyncio.wait((first, whole), timeout=_SOON, return_when=asyncio.FIRST_COMPLETED)
    told = first.done() and first.exception() is None and first.result()
    await asyncio.wait((whole,), timeout=_AT_ONCE if told else _SOON)
    if whole.done():
        await _given_up(first)
        return HTMLResponse("".join(whole.result()))
    packs = "gzip" in request.headers.get("accept-encoding", "")
    encoding = "gzip" if packs else "identity"
    headers = {"content-encoding": encoding, "vary": "accept-encoding"}
    parts = _parts(first, whole, frame, problem, packs=packs)
    return StreamingResponse(parts, media_type="text/html", headers=headers)


async def _given_up(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _parts(
    first: asyncio.Future[str],
    whole: asyncio.Future[tuple[str, str]],
    frame: Callable[[], str],
    problem: Callable[[str], str],
    *,
    packs: bool,
) -> AsyncIterator[bytes]:
    packer = zlib.compressobj(5, zlib.DEFLATED, 31) if packs else None

    def part(text: str, *, last: bool) -> bytes:
        content = text.encode("utf-8")
        if packer is None:
            return content
        return packer.compress(content) + packer.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)

    try:
        framed, said = not first.done(), ""
        if framed:
            yield part(frame(), last=False)
        with suppress(CountermoveError):  # the page tells of it, or is there all the same
            said = await asyncio.shield(first)
        if said:
            yield part(_body(said) if framed else said, last=False)
        elif not framed:
            yield part(frame(), last=False)
        try:
            above, below = await asyncio.shield(whole)
            rest = below if said else _body(f"{above}{below}")
        except CountermoveError as error:
            rest = problem(str(error))
        yield part(rest, last=True)
    finally:
        await _given_up(first, whole)


def _body(html: str) -> str:
    """A document from its body on."""
    return html[html.index("<body") :]


SLOW = 1.0
"""The most estimated seconds for which a program's request is answered in the permanent process."""


async def export(served: Served, request: Request) -> Response:
    """A picture, a table, a record, or the text with the pushes."""
    name, file = request.path_params["case"], request.path_params["file"]
    what, _, suffix = file.rpartition(".")
    if suffix not in SUFFIXES or not what:
        raise Refused(404, f"What can be taken away ends in .{', .'.join(SUFFIXES)}.")
    current = await served.read(name)
    source = Text(current.content, None)
    if suffix == "yaml":
        answer = await served.calculations.answer(served.job("rewritten", name, source, query_of(request)))
        content, file = unpacked(answer["content"]), f"{name}.yaml"
    else:
        job = served.job("export", name, source, query_of(request), what=what, suffix=suffix)
        answer = await unless_gone(request, served.calculations.alone(job))
        content, file = unpacked(answer["content"]), f"{name}-{what}.{suffix}"
    return Response(content, media_type=TYPES[suffix], headers={"content-disposition": _attached(file)})


def _attached(file: str) -> str:
    """The header that makes a browser save the file under a name, in which nothing is hidden."""
    file = one_line(file)
    plain_name = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in file)
    return f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(file, safe='')}"


async def ask(served: Served, request: Request) -> Response:
    """The record that answers a question."""
    question = question_named(request.path_params["question"])
    if question.of == "gmcr":
        raise UnknownName("question", question.name, [])
    values: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        values.setdefault(name, []).append(value)
    names = [name for parameter in CASES[question.cases] for name in values.get(parameter, ())]
    _need_cases(question.cases, values, served.shelf)
    names = names or [served.shelf.alone.name] if served.shelf.alone is not None else names
    cases = [await served.read(name) for name in names]
    message: Message = {
        "kind": "ask",
        "question": question.name,
        "given": values,
        "cases": [{"file": current.source.file, "content": packed(current.content)} for current in cases],
    }
    key = f"ask {question.name} {[current.digest for current in cases]} {urlencode(sorted(request.query_params.multi_items()))}"
    answer = await unless_gone(request, _answer(served.calculations, Job(message, key, case=names[0])))
    return DataResponse(answer["record"])


async def _answer(calculations: Calculations, job: Job) -> Message:
    """The answer from the permanent process, or from one of its own if it takes long."""
    answer = await calculations.answer(replace(job, message={**job.message, "most": SLOW}))
    return await calculations.alone(replace(job, key=f"alone {job.key}")) if answer.get("slow") else answer


def _need_cases(cases: str, values: dict[str, list[str]], shelf: Shelf) -> None:
    """Raise Refused if too few or too many cases are named."""
    for name in CASES[cases]:
        count = len(values.get(name, ()))
        if count == 0 and (shelf.alone is None or cases == "two"):
            raise Refused(400, f"{name} is needed: the name of a case.")
        if count > 1 and cases != "several":
            raise Refused(400, f"{name} is given {count} times: once is enough.")


async def described(served: Served, request: Request) -> Response:
    """The description of the interface for programs."""
    content = unpacked((await served.calculations.answer(Job({"kind": "described"}, "described")))["content"])
    return conditional(request, content, digest_of(content)[:16], {"content-type": "application/json"})
