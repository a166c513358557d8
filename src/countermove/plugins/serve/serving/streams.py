"""Responses that are sent before they are complete: lines of progress, and a page whose frame is painted meanwhile."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from countermove.plugins.serve.serving.statuses import refused
from countermove.processes.frames import Message
from gmcr.base.errors import CountermoveError

__all__ = ["lines", "page_soon"]

_SOON = 0.15
"""Seconds to wait for a page before its frame is sent."""


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
    request: Request, page: Awaitable[str], frame: Callable[[], str], problem: Callable[[str], str]
) -> Response:
    """A page or, if it takes a moment, its *frame* first: the beginning of the same document, whose ``<body>`` the
    page's own then continues. *problem*: replaces the page after an error."""
    task = asyncio.ensure_future(page)
    await asyncio.wait((task,), timeout=_SOON)
    if task.done():
        return HTMLResponse(task.result())
    packs = "gzip" in request.headers.get("accept-encoding", "")
    encoding = "gzip" if packs else "identity"
    headers = {"content-encoding": encoding, "vary": "accept-encoding"}
    return StreamingResponse(_parts(task, frame, problem, packs=packs), media_type="text/html", headers=headers)


async def _parts(
    task: asyncio.Future[str], frame: Callable[[], str], problem: Callable[[str], str], *, packs: bool
) -> AsyncIterator[bytes]:
    packer = zlib.compressobj(5, zlib.DEFLATED, 31) if packs else None

    def part(text: str, *, last: bool) -> bytes:
        content = text.encode("utf-8")
        if packer is None:
            return content
        return packer.compress(content) + packer.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)

    try:
        yield part(frame(), last=False)
        try:
            html = await asyncio.shield(task)
            rest = html[html.index("<body") :]
        except CountermoveError as error:
            rest = problem(str(error))
        yield part(rest, last=True)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
