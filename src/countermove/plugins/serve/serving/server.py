"""Serves until it is ended. The socket is open, and the calculating process has started, before the rest is loaded."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from threading import Thread
from typing import Any
from urllib.parse import urlencode

from countermove.plugins.serve.serving.addresses import Gate, is_loopback
from countermove.plugins.serve.serving.shelf import Shelf
from gmcr.base.characters import one_line
from gmcr.base.errors import CountermoveError, MissingExtra

__all__ = ["PORT", "Listening", "in_a_line", "serve"]

PORT = 8765

_SHORTEST = 16
"""The fewest characters of a token."""

_DRAWN = 24
"""The bytes of a token that is drawn."""

_GRACE = 2
"""Seconds for completing responses at the end."""


def serve(
    shelf: Shelf,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    token: str | None = None,
    guarded: bool = True,
    query: str = "",
    told: Callable[[str], None],
    warned: Callable[[str], None],
    browser: bool = True,
) -> None:
    """Serve the cases of a shelf until an interrupt or a request to end. *query*: what is switched on in the address that is
    opened. *told* receives the address once it is open, *warned* what goes wrong meanwhile without ending anything, a line
    each time.

    Requests need the *token*, by default one that is drawn anew each time; with ``guarded=False`` none.

    Raises CountermoveError if it may not or cannot listen there, MissingExtra.
    """
    require_server()
    _check(host, token, guarded=guarded)
    listening = _bound(host, port)
    gate = Gate(host, listening.getsockname()[1], token if token or not guarded else secrets.token_urlsafe(_DRAWN))
    address = _address(gate, gate.token, query)
    if not guarded:
        warned(
            "No token is asked for: whatever runs on this machine, for other users too, can read and overwrite what is served."
        )
    _interrupts("SIG_BLOCK")  # until there is something to end
    with listening, suppress(KeyboardInterrupt, asyncio.CancelledError):
        told(address)
        asyncio.run(_serving(shelf, gate, listening, warned, query, browser=browser and _has_screen()))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    told("Ended. What was saved is in the files, and what was pushed in the addresses of its pages.")


def require_server() -> None:
    """Raise MissingExtra if the server's packages are missing."""
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise MissingExtra("serve", "countermove serve")


def _check(host: str, token: str | None, *, guarded: bool) -> None:
    if token is not None and not guarded:
        raise CountermoveError(
            "With --no-token there is no token to name: leave out --no-token, or --token and COUNTERMOVE_TOKEN.",
            argument="token",
        )
    if token is not None and (
        len(token) < _SHORTEST or not token.isascii() or not token.isprintable() or set(token) & set(' ",;\\')
    ):
        raise CountermoveError(
            f"A token has at least {_SHORTEST} letters, digits and signs, without spaces, quotes, commas and semicolons, "
            f"as in {secrets.token_urlsafe(18)}",
            argument="token",
        )
    try:
        own = is_loopback(host)
    except (OSError, UnicodeError, ValueError) as error:
        raise CountermoveError(
            f"{host} leads nowhere: {getattr(error, 'strerror', None) or error}.", argument="host"
        ) from None
    if not own and token is None:
        raise CountermoveError(
            f"{host} can be reached by others, who could read and write what is served: name a token that they have to bring.",
            argument="token",
        )


class Listening(socket.socket):
    """A socket that listens, and hands over one connection each time the loop looks.

    asyncio would accept as many as may wait (2,048) before anybody hears of the first, so that none could be refused; and
    where no descriptor is left it would try as often, and report each time.
    """

    _one = False

    def accept(self) -> tuple[socket.socket, Any]:
        """The next connection. Raises BlockingIOError every other time, which ends the loop's turn."""
        self._one = not self._one
        if not self._one:
            raise BlockingIOError
        return super().accept()


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises CountermoveError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = Listening(family, kind, protocol)
        try:
            if sys.platform != "win32":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(128)
        except BaseException:
            listening.close()
            raise
    except OSError as error:
        why = "in use" if error.errno in _IN_USE else f"not to be had ({error.strerror or error})"
        raise CountermoveError(
            f"Port {port} of {host} is {why}: name another one, or 0 for any that is free.", argument="port"
        ) from None
    listening.setblocking(False)
    return listening


_IN_USE = (98, 48, 10048)
"""EADDRINUSE on Linux, on BSD and macOS, and on Windows."""


def _address(gate: Gate, token: str | None, query: str) -> str:
    """The address to open, with what lets in and what is switched on."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(gate.host, gate.host)  # noqa: S104  # recognized, not bound
    named = f"[{host}]" if ":" in host else host
    entering = urlencode({"token": token}) if token is not None else ""
    more = "&".join(filter(None, (query, entering)))
    return f"http://{named}:{gate.port}/{'?' if more else ''}{more}"


def _has_screen() -> bool:
    """Whether a browser could show something here."""
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )


def _open(address: str) -> None:
    import webbrowser

    with suppress(webbrowser.Error, OSError):
        webbrowser.open(address)


def in_a_line(warned: Callable[[str], None]) -> Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]:
    """What tells of an exception of the loop in one line, without a traceback; not again while it is the same."""
    last = ""

    def told(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        nonlocal last
        error = context.get("exception")
        why = "" if error is None else f" ({type(error).__name__}: {error})"
        line = one_line(f"The server goes on after an error: {context.get('message', 'unknown')}{why}")
        if line != last:
            last = line
            warned(line)

    return told


async def _serving(
    shelf: Shelf, gate: Gate, listening: socket.socket, warned: Callable[[str], None], query: str, *, browser: bool
) -> None:
    """Serve, and open a *browser*, with a ticket: other users may see the arguments with which it is started."""
    loop, own = asyncio.get_running_loop(), asyncio.current_task()
    assert own is not None
    loop.set_exception_handler(in_a_line(warned))

    def ended(number: int, frame: object) -> None:  # also works where interrupts are ignored (``nohup``)
        loop.call_soon_threadsafe(own.cancel)

    signal.signal(signal.SIGTERM, ended)
    _interrupts("SIG_UNBLOCK")
    if browser:
        shown = _address(gate, None if gate.token is None else gate.ticket(), query)
        Thread(target=_open, args=(shown,), daemon=True).start()
    from countermove.plugins.serve.serving.calculations import Calculations

    async with Calculations().running() as calculations:
        await calculations.begun()  # it loads its modules while this process loads the server
        import uvicorn

        from countermove.plugins.serve.serving.application import application
        from countermove.plugins.serve.serving.connections import Connection
        from countermove.plugins.serve.serving.resources import Served
        from countermove.plugins.serve.serving.routes import warm

        served = Served(shelf, calculations)
        warming = asyncio.create_task(warm(served))
        config = uvicorn.Config(
            application(served, gate),
            http=Connection,
            log_level="critical",
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="off",
            timeout_graceful_shutdown=_GRACE,
        )
        try:
            await uvicorn.Server(config).serve([listening])
        finally:
            warming.cancel()


def _interrupts(how: str) -> None:
    """Block or unblock interrupts, where the platform supports it."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(getattr(signal, how), {signal.SIGINT, signal.SIGTERM})
