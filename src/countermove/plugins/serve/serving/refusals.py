"""Error responses: one sentence, as data for a program and as a small page for a reader."""

from __future__ import annotations

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from countermove.plugins.serve.serving.pages import problem_page
from countermove.plugins.serve.serving.statuses import Refused

__all__ = ["refusal"]

_FOR_PROGRAMS = ("/api/", "/static/", "/openapi.json")


def refusal(error: Refused, scope: Scope) -> Response:
    """The response: a page if a reader opened an address, otherwise data."""
    headers = {"retry-after": "1"} if error.status == 503 else None
    if scope["method"] in ("GET", "HEAD") and not scope["path"].startswith(_FOR_PROGRAMS):
        return HTMLResponse(problem_page(str(error)), status_code=error.status, headers=headers)
    data = {"error": str(error), "errors": list(error.errors), **error.more}
    return JSONResponse(data, status_code=error.status, headers=headers)
