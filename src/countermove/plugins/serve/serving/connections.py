"""Connections, before anybody knows who has opened them: few are held, and none for long without a request.

* Of a new connection, and after each answer, a whole header is expected within ``HEADER`` seconds, however its bytes
  trickle in. Within the same time what is left of a refused request has to be sent, and an answer that ends the connection
  to be taken.
* At most ``MOST`` connections are held. One more takes the place of that which has waited longest for its header, one that
  has never asked anything first; where every one of them is being answered, the new one is refused with 503.
* A client that takes nothing of its answer for ``STALLED`` seconds is left.

uvicorn bounds neither of these: its ``limit_concurrency`` counts when a header is complete, and its only limit of time is for
a connection that is silent after an answer.
"""

from __future__ import annotations

import asyncio
import sys
from typing import cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

__all__ = ["HEADER", "MOST", "STALLED", "Connection", "most_of"]

HEADER = 10.0
"""Seconds for a whole header."""

STALLED = 30.0
"""Seconds within which a client has to take some of its answer."""


def most_of(descriptors: int) -> int:
    """The most connections of a process that may open so many descriptors (-1: any number): half of them, 256 at most."""
    return 256 if descriptors < 0 else min(256, max(1, descriptors // 2))


def _descriptors() -> int:
    if sys.platform == "win32":
        return -1
    import resource

    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return -1 if soft == resource.RLIM_INFINITY else soft


MOST = most_of(_descriptors())
"""The most connections."""

_FULL = b"This server holds as many connections as it may: ask again.\n"
_REFUSED = (
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nconnection: close\r\n"
    b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\n\r\n%s" % (len(_FULL), _FULL)
)


class Connection(H11Protocol):
    """A connection that is held only while something is asked on it."""

    _since = 0.0
    _late: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> bool:
        """Whether nothing is being answered: a header is awaited, or the end of what was answered already."""
        cycle = cast("RequestResponseCycle | None", self.cycle)  # uvicorn begins with None, and does not say so
        return cycle is None or cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Hold a new connection, if need be in place of another, or refuse it."""
        super().connection_made(transport)
        self._expect()
        if len(self.connections) > MOST:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        for timer in (self._late, self._stalled):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on."""
        super().data_received(data)
        self._expect()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._expect()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP. Where an answer has begun already, as to the head of a request whose body is none, or may
        have no body, as to HEAD, the end of the connection says so."""
        try:
            super().send_400_response(msg)
        except h11.LocalProtocolError:
            self.transport.close()

    def pause_writing(self) -> None:
        """Wait until the client takes more of its answer."""
        super().pause_writing()
        self._stalled = self.loop.call_later(STALLED, self._drop)

    def resume_writing(self) -> None:
        """Go on with the answer."""
        if self._stalled is not None:
            self._stalled.cancel()
        super().resume_writing()

    def _expect(self) -> None:
        """Begin the time for a header where one is awaited, and end it where one has come."""
        if self.waiting and self._late is None:
            self._since = self.loop.time()
            self._late = self.loop.call_later(HEADER, self._drop)
        elif not self.waiting and self._late is not None:
            self._late.cancel()
            self._late = None

    def _make_room(self) -> None:
        others = [
            item for item in self.connections if item is not self and isinstance(item, Connection) and item.waiting
        ]
        if others:
            min(others, key=lambda item: (item.cycle is not None, item._since))._drop()
        else:
            self.connections.discard(self)
            self.transport.write(_REFUSED)
            self.transport.close()

    def _drop(self) -> None:
        """End it at once: nobody is waited for."""
        self.connections.discard(self)
        self.transport.abort()
