"""Conditional responses: a client that has the current version gets no content (RFC 9110, 13.1.2)."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["conditional"]


def conditional(request: Request, content: bytes, version: str, headers: Mapping[str, str]) -> Response:
    """The content with its version as ``ETag``; without content if the request already has that version."""
    tag = f'W/"{version}"'  # weak: the same whether compressed or not
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if tag.removeprefix("W/") in known:
        cache_headers = {name: value for name, value in headers.items() if name in ("cache-control", "vary")}
        return Response(status_code=304, headers={**cache_headers, "etag": tag})
    return Response(content, headers={**headers, "etag": tag})
