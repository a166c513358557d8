"""The server of the page with connections in memory: bytes go in, and bytes come out, in this process."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, cast

from tests.attack.asked import PORT, TOKEN
from tests.attack.door import Broken

__all__ = ["INVALID", "Answered", "House", "answers_of"]

INVALID = b"Invalid HTTP request received."


class Answered(NamedTuple):
    """An answer, as another reader of HTTP reads it. ``text``: unpacked."""

    status: int
    headers: Mapping[str, str]
    cookies: list[str]
    text: str


class _Sent(io.BytesIO):
    def makefile(self, mode: str) -> _Sent:
        return self

    def close(self) -> None: ...


def answers_of(sent: bytes, raw: bytes) -> Iterator[Answered]:
    """The answers in what was sent for a request, or for several."""
    stream, first = _Sent(sent), raw.partition(b" ")[0].decode("latin-1")
    while stream.tell() < len(sent):
        answer = http.client.HTTPResponse(cast("Any", stream), method="GET" if stream.tell() else first)
        try:
            answer.begin()
            body = answer.read()
        except http.client.RemoteDisconnected:  # only told to go on
            return
        except (http.client.HTTPException, ValueError) as error:
            raise Broken(f"an answer is no HTTP: {type(error).__name__}: {sent[:80]!r}") from error
        if sent[stream.tell() :] == INVALID:  # which a HEAD gets too, if it is none
            body = stream.read()
        headers = {name.casefold(): value for name, value in answer.getheaders()}
        if headers.get("content-encoding") == "gzip" and body:
            body = gzip.decompress(body)
        yield Answered(answer.status, headers, answer.msg.get_all("set-cookie", []), body.decode("utf-8", "replace"))


class _Wire(asyncio.Transport):
    """The server's side of a connection, in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.sent, self.over, self.free = bytearray(), False, True

    def write(self, data: Any) -> None:
        if not self.over:
            self.sent += data

    def close(self) -> None:
        self.over = True

    abort = close

    def is_closing(self) -> bool:
        return self.over

    def pause_reading(self) -> None:
        self.free = False

    def resume_reading(self) -> None:
        self.free = True

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return {"peername": ("127.0.0.1", 50_000), "sockname": ("127.0.0.1", PORT)}.get(name, default)


class House:
    """A server whose connections are in memory."""

    def __init__(self, root: Path) -> None:
        import uvicorn
        from uvicorn.server import ServerState

        from countermove.plugins.serve.serving.addresses import Gate
        from countermove.plugins.serve.serving.application import application
        from countermove.plugins.serve.serving.resources import Served
        from countermove.plugins.serve.serving.shelf import shelf_of

        shelf = replace(shelf_of(str(root / "cases")), texts=root / "texts")
        self.served = Served(shelf, cast("Any", _here()))
        app = application(self.served, Gate("127.0.0.1", PORT, TOKEN))
        self.loop, self.state = asyncio.new_event_loop(), ServerState()
        self.complaints: list[str] = []
        self.loop.set_exception_handler(
            lambda loop, context: self.complaints.append(str(context.get("exception", context["message"])))
        )
        self.config = uvicorn.Config(
            app, ws="none", lifespan="off", log_config=None, log_level="critical", access_log=False, server_header=False
        )

    def asked(self, raw: bytes, rng: Random) -> bytes:
        """What comes back; whoever asks leaves when nothing more is to be waited for."""
        cuts = {rng.randrange(len(raw) + 1) for _ in range(rng.choice((0, 0, 1, 3)))} | {*range(0, len(raw), 1 << 16)}
        cuts |= {raw.find(b"\r\n\r\n") + 4, len(raw) - rng.randrange(3)} if rng.random() < 0.3 else set()
        places = sorted({0, *(cut for cut in cuts if 0 < cut < len(raw)), len(raw)})
        parts = [raw[start:end] for start, end in pairwise(places)]
        return self.loop.run_until_complete(self._asked(parts, slow=rng.random() < 0.3))

    async def _asked(self, parts: list[bytes], *, slow: bool) -> bytes:
        import h11

        from countermove.plugins.serve.serving.connections import Connection

        wire = _Wire()
        connection = Connection(self.config, self.state, {})
        connection.connection_made(wire)
        for part in parts:
            while (slow or not wire.free) and not wire.over and self.state.tasks:
                done, _ = await asyncio.wait(self.state.tasks, timeout=0.01)
                if slow and not done:
                    break
            if wire.over:
                break
            try:
                connection.data_received(part)
            except Exception as error:  # as the loop does
                self.complaints.append(repr(error))
                wire.close()
                connection.connection_lost(error)
                break
            await asyncio.sleep(0)
        due = self.loop.time() + 60
        while self.state.tasks:
            if wire.over or connection.conn.their_state is h11.SEND_BODY:  # the rest never comes: nobody waits for it
                await asyncio.sleep(0)
                connection.connection_lost(None)
            done, _ = await asyncio.wait({*self.state.tasks} or {asyncio.ensure_future(asyncio.sleep(0))}, timeout=0.2)
            if self.loop.time() > due:
                raise Broken("a whole request is not answered within a minute")
            for task in done:
                if not task.cancelled() and (told := task.exception()) is not None:
                    self.complaints.append(repr(told))
            await asyncio.sleep(0)
        connection.connection_lost(None)
        return bytes(wire.sent)


def _here() -> object:
    """What works things out in this process, but for what would take long: another process would, and be ended."""
    from countermove.plugins.serve.serving.calculations import Job
    from countermove.plugins.serve.serving.turns import Busy
    from countermove.processes.frames import Message
    from tests.plugins.serve.serving.serving import Here

    class Quick(Here):
        def _done(self, job: Job, tell: Any = None) -> Message:
            del self.jobs[:], self.asked[:], self.pages[:]
            own = replace(job, message={**job.message, "most": 0.5}) if job.message["kind"] == "ask" else job
            answer = super()._done(own, tell)
            if "most" not in job.message and answer.get("slow"):
                raise Busy
            return answer

    return Quick()
