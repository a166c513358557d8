"""What a request says, read with care: JSON of the fields that there are, and who waits no more."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request

from countermove.plugins.serve.serving.statuses import Refused

__all__ = ["Gone", "fields_of", "page_of", "unless_gone"]

T = TypeVar("T")

_LONGEST_PAGE = 64


class Gone(Exception):
    """Nobody waits for the answer any more."""


async def fields_of(request: Request, needed: tuple[str, ...], others: tuple[str, ...] = ()) -> Mapping[str, str]:
    """The fields of a posted JSON object, all of them texts. Raises Refused for anything else."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind != "application/json":
        raise Refused(415, "What is posted is JSON: say so as content-type application/json.")
    try:
        content = await request.body()
    except ClientDisconnect:
        raise Gone from None
    try:
        found: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise Refused(400, "What was posted is not JSON.") from None
    if not isinstance(found, dict):
        raise Refused(400, "What is posted is a JSON object.")
    for name in needed:
        if name not in found:
            raise Refused(400, f"What was posted lacks {name!r}.")
    for name, value in found.items():
        if name not in (*needed, *others):
            raise Refused(
                400, f"What was posted has a field that is not known here; known are {', '.join((*needed, *others))}."
            )
        if not isinstance(value, str):
            raise Refused(400, f"{name!r} is a text.")
        if name != "draft" and not _is_text(value):  # what is wrong with a draft is told at its place
            raise Refused(400, f"{name!r} is not text: it holds half a character.")
    return found


def _is_text(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def page_of(request: Request) -> str | None:
    """Which page of a browser asks, so that it supersedes what it asked before."""
    found = request.headers.get("x-page", "")
    return found if 0 < len(found) <= _LONGEST_PAGE else None


async def unless_gone(request: Request, work: Awaitable[T]) -> T:
    """What comes of work; it is ended where the client leaves. Raises Gone then."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise Gone
    finally:
        for item in (task, gone):
            if not item.done():
                item.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await item


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
