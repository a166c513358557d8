"""The server as one ASGI application, with the guard and compression."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response

from countermove.plugins.serve.serving.addresses import Gate
from countermove.plugins.serve.serving.guard import Guard
from countermove.plugins.serve.serving.pages import refusal
from countermove.plugins.serve.serving.requests import Refused
from countermove.plugins.serve.serving.resources import Served
from countermove.plugins.serve.serving.routes import routes

__all__ = ["application"]


def application(served: Served, gate: Gate) -> Starlette:
    """The application that serves cases to requests that pass the gate."""
    return Starlette(
        routes=routes(served),
        middleware=[Middleware(Guard, gate=gate), Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)],
        exception_handlers={Refused: _refused, HTTPException: _unknown},
    )


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return refusal(error, request.scope)


def _unknown(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    messages = {404: "There is nothing at this address.", 405: "This address takes another kind of request."}
    response = refusal(Refused(error.status_code, messages.get(error.status_code, str(error.detail))), request.scope)
    response.headers.update(error.headers or {})
    return response
