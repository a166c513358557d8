"""Access control: only users of this machine, or holders of the token, are answered, and no foreign page through their
browser.

* ``Host`` must be one of the server's own names: a foreign name that resolves to this machine (DNS rebinding) is not.
* ``Origin`` and ``Sec-Fetch-Site`` show that a request comes from a page of this server; a foreign link may open a page,
  and nothing else. Posted content is JSON, which no form of another page can send.
* With a token every request must have it, as ``Authorization: Bearer``, or as a cookie that the address with the token
  sets. A browser sends that cookie with requests of this server's pages alone (``SameSite=Strict``), so a link from
  elsewhere is first answered with a page that asks again.
* Bodies are counted while they are read. Every response forbids loading anything but this server's own files.
"""

from __future__ import annotations

import asyncio
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from countermove.plugins.serve.serving.addresses import Gate
from countermove.plugins.serve.serving.pages import again_page, refusal
from countermove.plugins.serve.serving.requests import Refused

__all__ = ["BODY", "PATIENCE", "POLICY", "Guard"]

BODY = 2_000_000
"""The most bytes of a request."""

PATIENCE = 30.0
"""Seconds within which a request has to be complete."""

_AGAIN = 5
"""Seconds in which a link from elsewhere asks no second time by itself."""

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The content security policy of a page."""

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-cache",
}


class Guard:
    """ASGI middleware around all routes."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app, self._gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with a reason."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        send = _with_headers(send)
        try:
            entering = self._check(scope)
            if entering is not None:
                await entering(scope, receive, send)
            else:
                await self._app(scope, _counted(receive), send)
        except Refused as error:
            await refusal(error, scope)(scope, receive, send)

    def _check(self, scope: Scope) -> ASGIApp | None:
        """Raise Refused; return the response that sets the cookie if the address contains the token."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._gate.knows(host):
            raise Refused(421, "This server has another name: open the address that it printed when it began.")
        _check_origin(scope, headers, host)
        if _length(headers.get("content-length")) not in range(BODY + 1):
            raise Refused(413, f"A request has at most {BODY // 1_000_000} MB.")
        return None if self._gate.token is None else self._check_token(scope, headers)

    def _check_token(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        gate = self._gate
        if scope["method"] == "GET" and b"token=" in scope["query_string"]:
            pairs = _pairs(scope["query_string"])
            if gate.lets_in(dict(pairs).get("token")):
                return _entering(gate, scope["path"], [pair for pair in pairs if pair[0] != "token"])
        if gate.right(_cookie(headers, gate.cookie)) or gate.right(_bearer(headers)):
            return None
        if _from_elsewhere(headers) and _cookie(headers, gate.asked_again) is None:
            return _asking_again(gate)
        raise Refused(401, "This server asks for its token: open the address that it printed when it began.")


def _pairs(query: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query.decode("ascii"), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return []


def _entering(gate: Gate, path: str, pairs: list[tuple[str, str]]) -> ASGIApp:
    """The response that keeps the token in a cookie, and leads to the address without it."""
    from starlette.responses import RedirectResponse

    own = f"/{path.lstrip('/')}"
    answer = RedirectResponse(f"{own}?{urlencode(pairs)}" if pairs else own, status_code=303)
    answer.set_cookie(gate.cookie, gate.token or "", httponly=True, samesite="strict")
    return answer


def _asking_again(gate: Gate) -> ASGIApp:
    """The response to a link from elsewhere, with which no cookie of the token comes: a page that asks once more by
    itself, now as a page of this server. Another cookie says so, lest it asks for ever."""
    from starlette.responses import HTMLResponse

    answer = HTMLResponse(again_page())
    answer.set_cookie(gate.asked_again, "1", httponly=True, samesite="lax", max_age=_AGAIN)
    return answer


def _from_elsewhere(headers: Headers) -> bool:
    """Whether somebody follows a link from elsewhere; ``_check_origin`` has let through nothing else of others."""
    return headers.get("sec-fetch-site") not in (None, "same-origin", "none")


def _check_origin(scope: Scope, headers: Headers, host: str) -> None:
    """Raise Refused for a request from a page of another server."""
    foreign = Refused(403, "This was asked by a page of another server: it is not answered.")
    if any(origin.casefold() != f"http://{host.casefold()}" for origin in headers.getlist("origin")):
        raise foreign
    if set(headers.getlist("sec-fetch-site")) <= {"same-origin", "none"}:
        return
    opened = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    if not (opened and scope["method"] == "GET" and not scope["path"].startswith("/api/")):
        raise foreign


def _length(text: str | None) -> int:
    """The length in a header; 0 if there is none, -1 if it is no number."""
    if text is None:
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1


def _cookie(headers: Headers, name: str) -> str | None:
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return None if cookie is None else cookie.value


def _bearer(headers: Headers) -> str | None:
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token if kind.casefold() == "bearer" else None


def _counted(receive: Receive) -> Receive:
    """Count what is read, within a time limit: a client that sends a byte now and then keeps nothing busy."""
    read, whole = 0, False
    ends = asyncio.get_running_loop().time() + PATIENCE

    async def counted() -> Message:
        nonlocal read, whole
        try:
            async with asyncio.timeout_at(None if whole else ends):
                message = await receive()
        except TimeoutError:
            raise Refused(408, f"A request must be complete within {PATIENCE:.0f} seconds.") from None
        if message["type"] == "http.request":
            whole = not message.get("more_body", False)
            read += len(message.get("body", b""))
            if read > BODY:
                raise Refused(413, f"A request has at most {BODY // 1_000_000} MB.")
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent
