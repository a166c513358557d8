"""Connections to a server that runs, its file while somebody saves, and writers that are killed within a system call."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import resource
import shutil
import socket
import subprocess
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Thread

from tests.attack.asked import CASE, OUTSIDE, PORT, TOKEN, made
from tests.attack.door import Attempt, Broken, Door
from tests.attack.killed import STEPS, kill
from tests.web.server import Answer, Server, begun, held

__all__ = ["DOOR"]

CROWD = 1300
"""Unfinished requests, more than a process with 1,024 descriptors can hold."""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# -- a server that runs ------------------------------------------------------------------------------------------------


@dataclass
class _Running:
    """Servers of one folder, begun when they are needed; and connections that are left open."""

    folder: Path
    stack: ExitStack
    servers: list[Server] = field(default_factory=list)
    open: deque[socket.socket] = field(default_factory=deque)

    @property
    def path(self) -> Path:
        return self.folder / "cases" / "ferry.yaml"

    def server(self, which: int = 0) -> Server:
        """One of them."""
        while len(self.servers) <= which:
            self._begin(len(self.servers))
        if self.servers[which].process.poll() is not None:
            self._begin(which)
        return self.servers[which]

    def _begin(self, which: int) -> None:
        self.path.parent.mkdir(exist_ok=True)
        if not self.path.exists():
            self.path.write_bytes(CASE)
            (self.folder / "outside.yaml").write_bytes(CASE.replace(b"Will the ferry run?", OUTSIDE.encode()))
        server = self.stack.enter_context(begun(str(self.path.parent), descriptors=1024))
        assert server.process.stderr is not None
        os.set_blocking(server.process.stderr.fileno(), False)
        self.servers[which:] = [server, *self.servers[which + 1 :]]

    def connected(self, *parts: bytes, which: int = 0) -> socket.socket:
        """A connection on which something was sent, as far as it was taken."""
        made = socket.create_connection(("127.0.0.1", self.server(which).port), timeout=30)
        made.setblocking(False)
        for part in parts:
            with suppress(BlockingIOError, ConnectionError):
                made.send(part)
        return made

    def leave(self, *connections: socket.socket, most: int = 100) -> None:
        """Leave connections open for a while."""
        self.open.extend(connections)
        while len(self.open) > most:
            self.open.popleft().close()

    def asked(self, method: str, path: str, data: object = None, which: int = 0) -> Answer:
        """What an honest client is answered."""
        try:
            answer = self.server(which).ask(method, path, data)
        except (OSError, http.client.HTTPException) as error:
            raise Broken(f"an honest request is not answered: {error!r}") from error
        if answer.status >= 500 and answer.status != 503:
            raise Broken(f"it is answered with {answer.status}: {answer.content[:200]!r}")
        for words in (str(self.folder), OUTSIDE):
            if words.encode() in answer.content:
                raise Broken(f"an answer tells {words}")
        return answer

    def save(self, content: bytes, digest: str, which: int = 0) -> Answer:
        """An answer to who wants to save over what has this digest."""
        draft = {"case": "ferry", "query": "", "digest": digest, "draft": content.decode()}
        return self.asked("POST", "/api/save", draft, which)

    def honest(self, rng: Random) -> None:
        """Raise Broken unless an honest client reads and saves, and the server says nothing that is not one line."""
        found = self.asked("GET", "/api/changes?case=ferry")
        digest = _digest(self.path.read_bytes())
        if found.status != 200 or found.data["digest"] != digest:
            raise Broken(f"an honest client is told {found.status} {found.content[:200]!r}")
        content = CASE + f"# {rng.random()}\n".encode()
        saved = self.save(content, digest)
        if saved.status != 200 or self.path.read_bytes() != content:
            raise Broken(f"an honest client cannot save: {saved.status} {saved.content[:200]!r}")
        for server in self.servers:
            assert server.process.stderr is not None
            with suppress(BlockingIOError):
                said = os.read(server.process.stderr.fileno(), 1 << 16)
                if b"Traceback" in said or said.count(b"\n") > 1:
                    raise Broken(f"the server complains: {said[:300]!r}")


def _own(raw: bytes, server: Server) -> bytes:
    """A request with the port and the token of this server."""
    return raw.replace(str(PORT).encode(), str(server.port).encode()).replace(TOKEN.encode(), server.token.encode())


def _head(
    server: Server, more: bytes = b"", target: bytes = b"/api/changes?case=ferry", method: bytes = b"GET"
) -> bytes:
    own = b"Host: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n" % (server.port, server.token.encode())
    return b"%s %s HTTP/1.1\r\n%s%s" % (method, target, own, more)


# -- attacks on connections --------------------------------------------------------------------------------------------


def _slow(running: _Running, rng: Random) -> str:
    """Headers that come by the byte, or stop."""
    head = _head(running.server()) + b"X: y\r\n"
    opened = [running.connected(head[: rng.randrange(len(head))]) for _ in range(rng.choice((1, 10, 40)))]
    running.honest(rng)
    for one in opened:
        with suppress(OSError):
            one.send(b"X")
    running.leave(*opened)
    return "held off"


def _half(running: _Running, rng: Random) -> str:
    """Bodies of which a part never comes."""
    more = b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % rng.choice((10, 5_000, 1_999_999))
    target = rng.choice((b"/api/view", b"/api/save", b"/api/panel"))
    parts = (_head(running.server(), more, target, b"POST"), b'{"case":')
    opened = [running.connected(*parts) for _ in range(rng.choice((1, 10, 30)))]
    running.honest(rng)
    running.leave(*opened)
    return "held off"


def _crowd(running: _Running, rng: Random, size: int = 0) -> str:
    """More connections than a process may hold."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    size = size or rng.choice((100, 200, 300, 400))
    size = size if hard == resource.RLIM_INFINITY else min(size, hard - 300)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, size + 300), hard))
    try:
        for number in range(size):
            running.open.append(running.connected(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"[: number % 33]))
        for _ in range(3):
            running.honest(rng)
            if (count := held(running.server().process.pid)) > 256 + 20:  # and those of the loop and of its process
                raise Broken(f"the server holds {count} connections")
    finally:
        running.leave(most=0)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return "held off"


def _pipelined(running: _Running, rng: Random) -> str:
    """Many requests at once, whose answers nobody takes."""
    target = rng.choice((b"/static/workbench.js", b"/api/changes?case=ferry", b"/ferry", b"/openapi.json"))
    one = running.connected(_head(running.server(), b"\r\n", target) * rng.choice((2, 50, 2_000)))
    running.honest(rng)
    running.leave(one)
    return "answered"


def _never_read(running: _Running, rng: Random) -> str:
    """Large answers, again and again, that nobody takes."""
    opened = []
    for _ in range(rng.choice((1, 5, 15))):
        one = running.connected()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        with suppress(OSError):
            one.send(_head(running.server(), b"\r\n", rng.choice((b"/openapi.json", b"/static/text.js"))) * 20)
        opened.append(one)
    running.honest(rng)
    running.leave(*opened)
    return "answered"


_LIES = (
    b"Content-Length: 5\r\nContent-Length: 50\r\n\r\n", b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding : chunked\r\n\r\n", b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    b"Content-Length: +4\r\n\r\n",
    b"Content-Length: 0\r\n\r\n", b"Content-Length: 18446744073709551617\r\n\r\n", b"Content-Length: 3, 3\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 9\r\n\r\n", b"X: a\r\n b\r\n\r\n", b"X: a\rHost: evil\r\n\r\n",
    b"X: y\r\n" * 30_000 + b"\r\n", b"X: " + b"y" * 500_000 + b"\r\n\r\n", b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n\r\n", b"Expect: 100-continue\r\n\r\n",
)  # fmt: skip


def _smuggled(running: _Running, rng: Random) -> str:
    """A save within another request, or a length that is none: no save comes about."""
    server = running.server()
    before = running.path.read_bytes()
    draft = json.dumps({"case": "ferry", "query": "", "digest": _digest(before), "draft": "smuggled\n"}).encode()
    # Who smuggles has no token: it would be another's, which a server in between adds.
    inner = b"POST /api/save HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n" % server.port
    inner += b"Content-Length: %d\r\n\r\n%s" % (len(draft), draft)
    one = running.connected(_head(server, rng.choice(_LIES), method=rng.choice((b"GET", b"POST"))) + inner)
    one.setblocking(True)
    with suppress(OSError):
        one.shutdown(socket.SHUT_WR)
        while one.recv(1 << 16):
            pass
    one.close()
    if running.path.read_bytes() != before:
        raise Broken("a request within another is done", lost=True)
    running.honest(rng)
    return "refused"


def _raw(running: _Running, rng: Random) -> str:
    """What is wrong with a request in process (``requests``), by a socket; the honest client finds its file."""
    raw = None
    while raw is None or b"/api/save" in raw:
        asked = made(rng)
        raw = asked if isinstance(asked, bytes) else asked.raw()
    opened = [running.connected(_own(raw, running.server())) for _ in range(rng.choice((1, 3)))]
    running.honest(rng)
    running.leave(*opened)
    return "answered"


# -- attacks on the file -----------------------------------------------------------------------------------------------


def _race(running: _Running, rng: Random, saves: int = 0) -> str:
    """Two servers of one folder, and many who save at once: of those who saw the same text one saves."""
    saves = saves or rng.choice((8, 16, 30))
    for which in (0, 1):
        running.server(which)
    start = running.path.read_bytes()

    def save(number: int) -> tuple[str, bytes] | None:
        which = number % 2
        digest = running.asked("GET", "/api/changes?case=ferry", which=which).data["digest"]
        content = CASE + f"# {number} over {digest} {rng_word}\n".encode()
        return (digest, content) if running.save(content, digest, which).status == 200 else None

    rng_word = str(rng.random())
    with ThreadPoolExecutor(12) as pool:
        done = [item for item in pool.map(save, range(saves)) if item is not None]
    over = [digest for digest, _ in done]
    if not done or len(set(over)) != len(over):
        raise Broken(f"of {len(done)} who saved, some wrote over what others had", lost=True)
    after = {digest: _digest(content) for digest, content in done}
    at, steps = _digest(start), 0
    while at in after:
        at, steps = after[at], steps + 1
    if at != _digest(running.path.read_bytes()) or steps != len(done):
        raise Broken("what was saved is not what followed on it", lost=True)
    running.honest(rng)
    return "one of each saved"


def _meanwhile(running: _Running, rng: Random, kind: str = "") -> str:
    """The file becomes another between reading and saving: what is there then stays, and the honest save goes through later."""
    path, kind = running.path, kind or rng.choice(_MEANWHILE)
    digest = running.asked("GET", "/api/changes?case=ferry").data["digest"]
    old, outside = path.read_bytes(), (running.folder / "outside.yaml").read_bytes()
    server = running.server()
    hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)[1]
    aside = running.folder / "aside"
    if kind == "read-only":
        path.chmod(0o444)
    elif kind == "full disk":
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (rng.choice((0, 1, 100, len(CASE))), hard))
    else:
        path.unlink()
        _PUT[kind](path)
    before = _what(path)
    try:
        told = running.save(CASE + b"# mine\n" * rng.choice((1, 50)), digest)
        if told.status == 200:
            raise Broken(f"it is saved, although the file is {kind}", lost=True)
        if _what(path) != before or (running.folder / "outside.yaml").read_bytes() != outside:
            raise Broken(f"the file, {kind}, is another after a save that was refused", lost=True)
        if left := [item.name for item in path.parent.iterdir() if item != path]:
            raise Broken(f"a save that was refused leaves {left}")
    finally:
        if kind == "full disk":
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        elif path.is_symlink() or path.exists():
            path.unlink()
        aside.write_bytes(old)
        aside.replace(path)
    running.honest(rng)
    return f"{kind}: refused"


def _small_disk(running: _Running, rng: Random) -> str:
    """A disk of its own is full between reading and saving, where one can be mounted; a limit of files elsewhere."""
    folder, mount = running.folder / "small", shutil.which("mount")
    folder.mkdir()
    command = [mount or "true", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        return _meanwhile(running, rng, "full disk")
    try:
        path, filler = folder / "ferry.yaml", folder / "filler"
        path.write_bytes(CASE)
        with begun(str(folder)) as server:
            with open(filler, "wb", buffering=0) as stream, suppress(OSError):
                while stream.write(b"x" * 4096):
                    pass
            draft = {"case": "ferry", "query": "", "digest": _digest(CASE), "draft": CASE.decode() + "# mine\n"}
            told = server.ask("POST", "/api/save", draft)
            if told.status != 422 or b"No space left" not in told.content or str(folder).encode() in told.content:
                raise Broken(f"a save to a full disk is answered with {told.status} {told.content[:200]!r}")
            if path.read_bytes() != CASE or sorted(item.name for item in folder.iterdir()) != ["ferry.yaml", "filler"]:
                raise Broken("a save to a full disk is not as if it had not been", lost=True)
            filler.unlink()
            if server.ask("POST", "/api/save", draft).status != 200 or path.read_bytes() != draft["draft"].encode():
                raise Broken("nothing can be saved when the disk has room again")
    finally:
        subprocess.run(["umount", str(folder)], check=True)
    return "full disk: refused"


def _what(path: Path) -> tuple[int, int, bytes]:
    """What is there, neither followed nor waited for."""
    try:
        at = path.lstat()
    except FileNotFoundError:
        return 0, 0, b""
    regular = not path.is_symlink() and path.is_file()
    return at.st_ino, at.st_mode, path.read_bytes() if regular else b""


def _bound(path: Path) -> None:
    """A socket at a place whose path may be longer than one of a socket."""
    with socket.socket(socket.AF_UNIX) as made:
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            made.bind(f"/proc/self/fd/{handle}/{path.name}")
        finally:
            os.close(handle)


_PUT: dict[str, Callable[[Path], object]] = {
    "changed": lambda path: path.write_bytes(CASE + b"# theirs\n"),
    "broken": lambda path: path.write_bytes(b"\xff\x00["),
    "too large": lambda path: path.write_bytes(b"#" * 1_000_001),
    "empty": lambda path: path.write_bytes(b""),
    "deleted": lambda path: None,
    "a link out": lambda path: path.symlink_to("../outside.yaml"),
    "a link to nothing": lambda path: path.symlink_to("nothing.yaml"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a FIFO": lambda path: os.mkfifo(path),
    "a folder": lambda path: path.mkdir(),
    "a socket": _bound,
    "a device": lambda path: path.symlink_to("/dev/zero"),
}
_MEANWHILE = (*_PUT, "read-only", "full disk")


def _server_killed(running: _Running, rng: Random) -> str:
    """A server is killed while many save: the file is one that somebody sent, whole."""
    server, sent = running.server(), {running.path.read_bytes()}

    def saving(number: int) -> None:
        for turn in range(40):
            content = CASE + f"# {number} {turn}\n".encode() * 2_000
            sent.add(content)
            draft = {
                "case": "ferry",
                "query": "",
                "digest": _digest(running.path.read_bytes()),
                "draft": content.decode(),
            }
            try:
                server.ask("POST", "/api/save", draft)
            except (OSError, http.client.HTTPException):
                return

    threads = [Thread(target=saving, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    with suppress(subprocess.TimeoutExpired):
        server.process.wait(rng.random() * 0.3)
    server.process.kill()
    for thread in threads:
        thread.join()
    server.process.communicate()
    if running.path.read_bytes() not in sent:
        raise Broken("a server that is killed leaves a file that nobody sent", lost=True)
    running.honest(rng)
    if left := [item.name for item in running.path.parent.iterdir() if item != running.path]:
        raise Broken(f"after a server that was killed there are {left}")
    return "killed, and the file whole"


# -- the door ----------------------------------------------------------------------------------------------------------

_KILLS = len(STEPS)
_KNOWN: tuple[Callable[[_Running, Random], str], ...] = (
    lambda running, rng: _crowd(running, rng, CROWD),
    lambda running, rng: _race(running, rng, 120),
    *((lambda running, rng, kind=kind: _meanwhile(running, rng, kind)) for kind in _MEANWHILE),
    *(_small_disk, _slow, _half, _pipelined, _never_read, _smuggled, _raw, _server_killed),
)
_CHANCE = (_slow, _half, _crowd, _pipelined, _never_read, *[_smuggled] * 5, *[_raw] * 5, _race, *[_meanwhile] * 5)


@contextmanager
def _opened(folder: Path) -> Iterator[Attempt]:
    with ExitStack() as stack:
        running = _Running(folder.resolve() / "wire", stack)
        running.folder.mkdir()
        stack.callback(running.leave, most=0)

        def attempt(rng: Random, number: int) -> str:
            if number < _KILLS:
                return kill(running.folder, rng, number)
            if number < _KILLS + len(_KNOWN):
                return _KNOWN[number - _KILLS](running, rng)
            chance = rng.random()
            if chance < 0.4:
                return kill(running.folder, rng, number)
            return _server_killed(running, rng) if chance < 0.42 else rng.choice(_CHANCE)(running, rng)

        yield attempt


DOOR = Door(
    name="wire",
    title="Connections to the server, and its file while it is saved",
    promise="an honest request is answered all the time, and the file is the old one or the new one, whole",
    open=_opened,
    full=600,
    few=_KILLS,
    level="all",
    seconds=60.0,
    alone=True,
    needs=("starlette", "uvicorn", "resource"),
)
