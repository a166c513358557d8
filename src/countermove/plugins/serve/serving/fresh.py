"""Answers that are not sent again to whoever has them already (RFC 9110, 13.1.2)."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["conditional"]


def conditional(request: Request, content: bytes, version: str, headers: Mapping[str, str]) -> Response:
    """The content with its version as ``ETag``; without it where the request says that it has it."""
    tag = f'W/"{version}"'  # the same packed and not
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if tag.removeprefix("W/") in known:
        kept = {name: value for name, value in headers.items() if name in ("cache-control", "vary")}
        return Response(status_code=304, headers={**kept, "etag": tag})
    return Response(content, headers={**headers, "etag": tag})
