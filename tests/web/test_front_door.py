"""The door of a whole server: who has no token, and a crowd before it."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.attack.wire import CROWD
from tests.unit.reports.samples import FERRY
from tests.web.server import Server, begun, held, posix, until

__all__: list[str] = []

pytestmark = posix


def asked_by_another(server: Server) -> tuple[int, int]:
    """What becomes of another process that knows no token, and wants to read a case and to write over it."""
    stranger = Server(server.process, server.port)
    digest = server.ask("GET", "/api/changes?case=ferry").data["digest"]
    saving = {"case": "ferry", "query": "", "digest": digest, "draft": f"{FERRY}\n# by somebody else\n"}
    return stranger.ask("GET", "/api/text?case=ferry").status, stranger.ask("POST", "/api/save", saving).status


@pytest.mark.level("all")
def test_another_process_can_neither_read_nor_write_without_the_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY, encoding="utf-8")
    tokens = []
    for named in ("", "", "named-by-the-environment"):
        if named:
            monkeypatch.setenv("COUNTERMOVE_TOKEN", named)
        with begun(str(tmp_path)) as server:
            assert asked_by_another(server) == (401, 401)
            tokens.append(server.token)
            assert server.end()[2] == ""
    assert path.read_text(encoding="utf-8") == FERRY
    assert min(map(len, tokens[:2])) >= 32
    assert len(set(tokens)) == 3  # another one each time
    assert tokens[2] == "named-by-the-environment"


@pytest.mark.level("all")
def test_without_a_token_it_says_what_that_means(tmp_path: Path) -> None:
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY, encoding="utf-8")
    with begun(str(tmp_path), "--no-token") as server:
        assert server.token == ""
        assert asked_by_another(server) == (200, 200)
        assert server.end()[2] == (
            "No token is asked for: whatever runs on this machine, for other users too, can read and overwrite what is served.\n"
        )
    assert path.read_text(encoding="utf-8").endswith("# by somebody else\n")


@pytest.fixture
def descriptors() -> Iterator[None]:
    """As many descriptors for this test as the crowd needs."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    need = CROWD + 200
    if before[1] != resource.RLIM_INFINITY and before[1] < need:
        pytest.skip(f"a process may not open {need} descriptors here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(need, before[0]), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.level("all")
@pytest.mark.usefixtures("descriptors")
def test_1300_unfinished_requests_lock_nobody_out_and_write_nothing(tmp_path: Path) -> None:
    (tmp_path / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    with begun(str(tmp_path), descriptors=1024) as server, ExitStack() as crowd:
        assert server.ask("GET", "/ferry").status == 200
        for number in range(CROWD):
            one = crowd.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=60))
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"[: number % 33])
        for _ in range(20):
            assert server.ask("GET", "/api/changes?case=ferry").status == 200
        assert until(lambda: held(server.process.pid) < 256 + 20)  # and those of the loop and of its process
        code, _, said = server.end(signal.SIGINT)
    assert (code, said) == (0, "")
