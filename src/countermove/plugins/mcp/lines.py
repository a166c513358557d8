"""What a client sends, line by line: a line that is no message is answered here, where the SDK would drop it, so that
no client waits for an answer that never comes.

Reference: JSON-RPC 2.0, section 5.1. What has a method and no id is a notification, and has no answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from typing import IO, Any, Protocol

import anyio
import mcp_types as types
from mcp.shared.message import SessionMessage
from pydantic import ValidationError

__all__ = ["Lines", "is_message", "refusal_of"]

_HALF = re.compile("[\ud800-\udfff]")


class _Answers(Protocol):
    """Where answers are sent."""

    async def send(self, item: SessionMessage, /) -> None: ...


class Lines(anyio.AsyncFile[str]):
    """The lines of a stream that are messages; the others are answered, as soon as it is known where."""

    def __init__(self, stream: IO[str]) -> None:
        super().__init__(stream)
        self._answers: _Answers | None = None
        self._known = anyio.Event()

    def answer_through(self, answers: _Answers) -> None:
        """Send answers there from now on."""
        self._answers = answers
        self._known.set()

    async def __aiter__(self) -> AsyncIterator[str]:
        while line := await self.readline():
            if is_message(line):
                yield line
            elif refusal := refusal_of(line):
                await self._known.wait()
                assert self._answers is not None
                await self._answers.send(SessionMessage(refusal))


def is_message(line: str) -> bool:
    """Whether the SDK answers a line, or nobody waits for an answer. It takes a request whose id is none (null, 2.5) for
    a notification, and one with an error for an answer."""
    try:
        message = types.jsonrpc_message_adapter.validate_json(line, by_name=False)
        asked = {} if isinstance(message, types.JSONRPCRequest) else json.loads(line)
    except (ValidationError, ValueError, RecursionError):
        return False
    return not {"method", "id"} <= asked.keys()


def refusal_of(line: str) -> types.JSONRPCError | None:
    """The answer to a line that is no message; None if nobody waits for one."""
    if not line.strip():
        return None
    try:
        asked: Any = json.loads(line)
    except RecursionError:
        return _refusal(None, types.PARSE_ERROR, "This is nested too deeply to be read.")
    except ValueError:
        return _refusal(None, types.PARSE_ERROR, "This is not JSON on one line.")
    if not isinstance(asked, dict):
        return _refusal(None, types.INVALID_REQUEST, "A request is one JSON object.")
    if "id" not in asked if "method" in asked else asked.keys() & {"result", "error"}:
        return None
    own = asked.get("id")
    id_ = own if isinstance(own, str | int) and not isinstance(own, bool) and not _HALF.search(str(own)) else None
    half = _HALF.search(json.dumps(asked, ensure_ascii=False))
    if half:
        what = f"This holds U+{ord(half[0]):04X}, half a character, which is no text: take it out."
    elif not isinstance(asked.get("method"), str):
        what = "A request names its method, as text."
    elif id_ is None:
        what = "The id of a request is text or a whole number."
    else:
        what = "This is not a request as JSON-RPC 2.0 has it: check jsonrpc, id, method and params."
    return _refusal(id_, types.INVALID_REQUEST, what)


def _refusal(id_: str | int | None, code: int, message: str) -> types.JSONRPCError:
    return types.JSONRPCError(jsonrpc="2.0", id=id_, error=types.ErrorData(code=code, message=message))
