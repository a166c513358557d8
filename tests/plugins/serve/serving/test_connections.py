"""How many connections are held, and for how long: with a clock that is set by hand, and with sockets."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from countermove.plugins.serve.serving import connections as connections_module
from countermove.plugins.serve.serving.server import Listening, in_a_line
from tests.conftest import require_module

uvicorn = require_module("uvicorn", "connections are its own")

from uvicorn.server import ServerState  # noqa: E402

from countermove.plugins.serve.serving.connections import HEADER, STALLED, Connection, most_of  # noqa: E402

__all__: list[str] = []

BEGUN = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
WHOLE = BEGUN + b"\r\n"


class Timer:
    """What is to be called at a time."""

    def __init__(self, when: float, call: Callable[[], None]) -> None:
        self.when, self.call, self.over = when, call, False

    def cancel(self) -> None:
        self.over = True


class Doing:
    """A task that goes on for as long as the test says."""

    def add_done_callback(self, call: Any) -> None: ...


class Loop:
    """A loop whose clock is set by hand."""

    def __init__(self) -> None:
        self.now, self.timers = 0.0, list[Timer]()

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, call: Callable[[], None]) -> Timer:
        self.timers.append(Timer(self.now + delay, call))
        return self.timers[-1]

    def create_task(self, work: Any, **more: Any) -> Doing:
        work.close()
        return Doing()

    def until(self, when: float) -> None:
        """Let the time pass."""
        while due := [timer for timer in self.timers if not timer.over and timer.when <= when]:
            timer = min(due, key=lambda item: item.when)
            timer.over, self.now = True, timer.when
            timer.call()
        self.now = when


class Wire(asyncio.Transport):
    """A transport that remembers what became of it."""

    def __init__(self) -> None:
        super().__init__()
        self.sent, self.state = b"", "open"

    def write(self, data: Any) -> None:
        self.sent += bytes(data)

    def close(self) -> None:
        self.state = "closed" if self.state == "open" else self.state

    def abort(self) -> None:
        self.state = "aborted"

    def is_closing(self) -> bool:
        return self.state != "open"

    def pause_reading(self) -> None: ...
    def resume_reading(self) -> None: ...


class House:
    """Connections of one server, in this test's time."""

    def __init__(self) -> None:
        self.loop, self.state = Loop(), ServerState()
        self.config = uvicorn.Config(self._nothing, http=Connection, ws="none", lifespan="off", log_config=None)

    async def _nothing(self, scope: Any, receive: Any, send: Any) -> None: ...

    def enter(self) -> tuple[Connection, Wire]:
        """A new connection."""
        made, wire = Connection(self.config, self.state, {}, self.loop), Wire()  # type: ignore[arg-type]
        made.connection_made(wire)
        return made, wire

    def answer(self, connection: Connection) -> None:
        """Send a whole answer to what was asked last."""

        async def answered() -> None:
            length = [(b"content-length", b"2")]
            await connection.cycle.send({"type": "http.response.start", "status": 200, "headers": length})
            await connection.cycle.send({"type": "http.response.body", "body": b"ok"})

        asyncio.run(answered())


@pytest.fixture
def house() -> House:
    return House()


def test_whoever_sends_no_whole_header_is_left_after_ten_seconds(house: House) -> None:
    assert HEADER == 10
    silent, slow, whole = house.enter(), house.enter(), house.enter()
    whole[0].data_received(WHOLE)
    for second in range(1, 10):
        house.loop.until(second)
        slow[0].data_received(BEGUN[second - 1 : second])  # a byte a second keeps nothing open
    house.loop.until(9.99)
    assert {wire.state for _, wire in (silent, slow, whole)} == {"open"}
    house.loop.until(10)
    assert [wire.state for _, wire in (silent, slow, whole)] == ["aborted", "aborted", "open"]
    house.loop.until(1000)  # what is being answered is not ended by this clock
    assert whole[1].state == "open"
    assert house.state.connections == {whole[0]}


def test_after_an_answer_the_next_header_has_ten_seconds_too(house: House) -> None:
    connection, wire = house.enter()
    connection.data_received(WHOLE)
    house.loop.until(100)
    house.answer(connection)
    for second in range(1, 10):
        house.loop.until(100 + second)
        connection.data_received(BEGUN[second - 1 : second])
    assert wire.state == "open"
    connection.data_received(BEGUN[9:] + b"\r\n")
    house.loop.until(500)
    assert wire.state == "open"
    house.answer(connection)
    house.loop.until(510)
    assert wire.state != "open"


def test_the_rest_of_a_body_that_nobody_reads_is_not_waited_for(house: House) -> None:
    connection, wire = house.enter()
    connection.data_received(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n\r\n")
    house.answer(connection)  # refused, before the body came
    for second in range(1, 10):
        house.loop.until(second)
        connection.data_received(b"x")
    assert wire.state == "open"
    house.loop.until(10)
    assert wire.state == "aborted"


def test_a_body_that_is_none_after_its_answer_only_ends_the_connection(house: House) -> None:
    connection, wire = house.enter()
    connection.data_received(BEGUN + b"Transfer-Encoding: chunked\r\n\r\n")
    house.answer(connection)
    sent = wire.sent
    connection.data_received(b"no chunk\r\n")
    assert (wire.sent, wire.state) == (sent, "closed")
    other, wire = house.enter()
    other.data_received(BEGUN + b"Transfer-Encoding: chunked\r\n\r\nno chunk\r\n")
    assert wire.sent.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert wire.state == "closed"
    head, wire = house.enter()
    head.data_received(BEGUN.replace(b"GET", b"HEAD") + b"Transfer-Encoding: chunked\r\n\r\nno chunk\r\n")
    assert wire.sent.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert wire.sent.endswith(b"\r\n\r\n")
    assert wire.state == "closed"


def test_whoever_takes_nothing_of_an_answer_is_left(house: House) -> None:
    (stuck, wire), (goes_on, other) = house.enter(), house.enter()
    for connection in (stuck, goes_on):
        connection.data_received(WHOLE)
        connection.pause_writing()
    house.loop.until(STALLED - 1)
    goes_on.resume_writing()
    goes_on.pause_writing()
    house.loop.until(STALLED)
    assert (wire.state, other.state) == ("aborted", "open")


def test_one_more_takes_the_place_of_that_which_waits_longest(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections_module, "MOST", 3)
    kept, idle, oldest = house.enter(), house.enter(), None
    for connection, _ in (kept, idle):
        connection.data_received(WHOLE)
    house.answer(idle[0])  # a browser that will ask again
    house.loop.until(1)
    oldest = house.enter()
    house.loop.until(2)
    newer = house.enter()
    assert [wire.state for _, wire in (kept, idle, oldest, newer)] == ["open", "open", "aborted", "open"]
    house.enter()
    house.enter()
    assert len(house.state.connections) == 3
    assert (kept[1].state, idle[1].state, newer[1].state) == ("open", "open", "aborted")


def test_where_all_are_being_answered_one_more_is_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections_module, "MOST", 2)
    held = [house.enter() for _ in range(2)]
    for connection, _ in held:
        connection.data_received(WHOLE)
    _, refused = house.enter()
    assert refused.sent.startswith(b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\n")
    assert refused.state == "closed"
    assert [wire.state for _, wire in held] == ["open", "open"]
    assert len(house.state.connections) == 2


def test_at_most_256_and_half_the_descriptors() -> None:
    assert [most_of(number) for number in (-1, 1_000_000, 1024, 512, 256, 1)] == [256, 256, 256, 256, 128, 1]


# -- sockets -------------------------------------------------------------------------------------------------------------


def served(work: Callable[[int], Awaitable[None]]) -> list[str]:
    """Run a test against a server with connections of ours that says *ok*; what was complained of."""
    complaints: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(in_a_line(complaints.append))
        with Listening() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.setblocking(False)
            config = uvicorn.Config(app, http=Connection, ws="none", lifespan="off", log_config=None)
            server = uvicorn.Server(config)
            serving = asyncio.create_task(server._serve([listening]))  # as serve does, but for signals
            try:
                async with asyncio.timeout(60):
                    while not server.started:
                        await asyncio.sleep(0.01)
                    await work(listening.getsockname()[1])
            finally:
                server.should_exit = True
                await serving

    asyncio.run(run())
    return complaints


async def asked(port: int, text: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(text)
    return reader, writer


def test_many_unfinished_requests_lock_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections_module, "MOST", 8)

    async def crowd(port: int) -> None:
        unfinished = [await asked(port, BEGUN) for _ in range(40)]
        reader, writer = await asked(port, WHOLE)
        assert (await reader.readline()) == b"HTTP/1.1 200 OK\r\n"
        ended = [asyncio.ensure_future(reader.read()) for reader, _ in unfinished]
        done, still = await asyncio.wait(ended, timeout=60, return_when=asyncio.FIRST_COMPLETED)
        while len(done) < 33:  # seven are still held, and the one that was answered
            more, still = await asyncio.wait(still, timeout=60, return_when=asyncio.FIRST_COMPLETED)
            assert more
            done |= more
        for reading in ended:
            reading.cancel()
        for _, each in [*unfinished, (reader, writer)]:
            each.close()

    assert served(crowd) == []


def test_a_socket_that_says_nothing_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections_module, "HEADER", 0.05)

    async def silent(port: int) -> None:
        for text in (b"", BEGUN):
            reader, writer = await asked(port, text)
            try:
                assert await reader.read() == b""
            except ConnectionResetError:
                pass
            finally:
                writer.close()

    assert served(silent) == []


def test_without_descriptors_it_is_one_line_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, accept = [], socket.socket.accept

    def none(listening: socket.socket) -> Any:
        tried.append(1)
        if len(tried) < 3:
            raise OSError(errno.EMFILE, "Too many open files")
        return accept(listening)

    monkeypatch.setattr(asyncio.constants, "ACCEPT_RETRY_DELAY", 0.01)
    monkeypatch.setattr(socket.socket, "accept", none)

    async def late(port: int) -> None:
        reader, writer = await asked(port, WHOLE)
        assert (await reader.readline()) == b"HTTP/1.1 200 OK\r\n"
        writer.close()

    assert served(late) == [
        "The server goes on after an error: socket.accept() out of system resource (OSError: [Errno 24] Too many open files)"
    ]
    assert len(tried) == 3  # once for each time that the loop tries again, not for each that may wait


def test_what_goes_wrong_is_told_in_a_line_and_not_again_while_it_is_the_same() -> None:
    told: list[str] = []
    handler = in_a_line(told.append)
    loop = asyncio.new_event_loop()
    for error in ("a\nb", "a\nb", "c", "a\nb"):
        handler(loop, {"message": "Task failed", "exception": RuntimeError(error)})
    handler(loop, {"message": "Nothing more"})
    loop.close()
    assert told == [
        "The server goes on after an error: Task failed (RuntimeError: a\\nb)",
        "The server goes on after an error: Task failed (RuntimeError: c)",
        "The server goes on after an error: Task failed (RuntimeError: a\\nb)",
        "The server goes on after an error: Nothing more",
    ]
