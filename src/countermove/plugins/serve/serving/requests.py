"""Reads requests defensively: JSON with known fields only, and clients that have left.

Refusals, and their HTTP status.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request

from countermove.plugins.serve.serving.calculations import Failed, Stopped, Superseded
from countermove.plugins.serve.serving.turns import Busy
from countermove.processes.budget import Stalled
from countermove.processes.worker import Lost
from gmcr.base.errors import AssessmentError, ChangedMeanwhile, CountermoveError, MissingExtra, Problem, UnknownName

__all__ = ["Gone", "Refused", "fields_of", "number_of", "page_of", "problem_data", "refused", "unless_gone"]


class Refused(CountermoveError):
    """A refused request. ``status``: of HTTP; ``errors``: the problems as data; ``more``: additional fields."""

    def __init__(self, status: int, message: str, errors: tuple[Any, ...] | None = None, **more: Any) -> None:
        self.status, self.more = status, more
        super().__init__(message)
        self.errors = (problem_data(Problem("", 0, 0, "error", "input", str(self))),) if errors is None else errors


_STATUS: Mapping[type[CountermoveError], int] = {
    Superseded: 409,
    ChangedMeanwhile: 409,
    Busy: 503,
    Stopped: 503,
    Lost: 503,
    Stalled: 503,
    MissingExtra: 501,
    UnknownName: 404,
    AssessmentError: 422,
}

_FAILED: Mapping[str, int] = {"MissingExtra": 501, "Dropped": 409, "Exception": 500}


def refused(error: CountermoveError) -> Refused:
    """The refusal for an error."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, Failed):
        return Refused(_FAILED.get(error.kind, 422), str(error), error.errors or None)
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 422)
    more = {"superseded": True} if isinstance(error, Superseded) else {"busy": True} if isinstance(error, Busy) else {}
    return Refused(status, str(error), _errors(error), **more)


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as plain data, as in records; without the modules of records, since the server computes nothing."""
    data = asdict(problem)
    return {name: value if value or name == "message" else None for name, value in data.items()}


def _errors(error: CountermoveError) -> tuple[Any, ...]:
    problems = error.problems if isinstance(error, AssessmentError) else ()
    suggestion = getattr(error, "suggestion", None)
    every = problems or (Problem("", 0, 0, "error", "input", str(error), suggestion),)
    return tuple(map(problem_data, every))


T = TypeVar("T")

_LONGEST_PAGE = 64

_LONGEST_NUMBER = 15


class Gone(Exception):
    """The client no longer waits for the answer."""


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
        fields: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise Refused(400, "What was posted is not JSON.") from None
    if not isinstance(fields, dict):
        raise Refused(400, "What is posted is a JSON object.")
    for name in needed:
        if name not in fields:
            raise Refused(400, f"What was posted lacks {name!r}.")
    for name, value in fields.items():
        if name not in (*needed, *others):
            raise Refused(
                400, f"What was posted has a field that is not known here; known are {', '.join((*needed, *others))}."
            )
        if not isinstance(value, str):
            raise Refused(400, f"{name!r} is a text.")
        if name != "draft" and not _is_text(value):  # problems of a draft are reported with their places
            raise Refused(400, f"{name!r} is not text: it holds half a character.")
    return fields


def _is_text(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def page_of(request: Request) -> str | None:
    """The page of a browser that makes the request, so that it supersedes its earlier ones."""
    page = request.headers.get("x-page", "")
    return page if 0 < len(page) <= _LONGEST_PAGE else None


def number_of(request: Request) -> int | None:
    """The how manieth request of its page it is, since one can overtake another."""
    number = request.headers.get("x-number", "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER else None


async def unless_gone(request: Request, work: Awaitable[T]) -> T:
    """The result of work, which is cancelled if the client leaves. Raises Gone in that case."""
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
