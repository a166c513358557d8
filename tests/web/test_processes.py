"""Whole servers: what is asked of them at once, and what is left of them when something is ended."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from countermove.plugins.serve.serving.shelf import digest_of
from tests.conftest import ROOT
from tests.unit.reports.samples import FERRY
from tests.web.server import Answer, Server, alive, begun, posix, until

__all__: list[str] = []

pytestmark = posix


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("served")
    (made / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """One server for all tests that leave it running."""
    with begun(str(folder)) as started:
        assert started.ask("GET", "/ferry").status == 200
        yield started


@pytest.mark.level("all")
def test_a_hundred_superseded_edits_leave_one_process(server: Server) -> None:
    with ThreadPoolExecutor(25) as pool:
        drafts = [f"{FERRY}\n# {number}\n" for number in range(100)]
        found = list(pool.map(lambda draft: server.view("ferry", draft=draft, stage="all"), drafts))
    statuses = [answer.status for answer in found]
    assert set(statuses) <= {200, 409}
    assert 200 in statuses
    assert all(answer.data["superseded"] for answer in found if answer.status == 409)
    assert len(server.children) == 1
    assert server.view("ferry").status == 200


def test_two_tabs_do_not_supersede_each_other(server: Server) -> None:
    with ThreadPoolExecutor(2) as pool:
        asked = [(f"tab {number % 2}", f"{FERRY}\n# tab {number}\n") for number in range(2)]
        found = list(pool.map(lambda item: server.view("ferry", page=item[0], draft=item[1], stage="all"), asked))
    assert [answer.status for answer in found] == [200, 200]


def test_twenty_readers_at_once(server: Server) -> None:
    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(lambda number: server.ask("GET", "/ferry"), range(20)))
        assert {answer.status for answer in found} == {200}
        taken = pool.map(
            lambda number: until_answered(server, f"/api/ask/solve?case=ferry&scenario=x{number}"), range(20)
        )
        assert {answer.status for answer in taken} == {422}
    assert len(server.children) == 1


def until_answered(server: Server, path: str) -> Answer:
    """What is answered in the end to a program that asks again where too much waits, as it is told."""
    for _ in range(600):
        answer = server.ask("GET", path)
        if answer.status != 503:
            return answer
        assert answer.data["error"] == "Too much waits here to be worked out: ask again in a moment."
        time.sleep(float(answer.headers["retry-after"]) / 10)
    raise AssertionError(path)


def test_beyond_eight_that_wait_it_is_503_at_once_and_a_check_is_answered(server: Server) -> None:
    """Fifty pages, each with a draft of its own; the check comes last."""
    drafts = [f"{FERRY}\n# heavy {number}\n" for number in range(50)]
    with ThreadPoolExecutor(50) as pool:
        found = [
            pool.submit(server.view, "ferry", page=f"tab {number}", draft=draft, stage="all")
            for number, draft in enumerate(drafts)
        ]
        assert until_answered(server, "/api/ask/check?case=ferry").status == 200
    answers = [item.result() for item in found]
    assert {answer.status for answer in answers} <= {200, 503}
    assert 200 in {answer.status for answer in answers}
    assert all(answer.headers["retry-after"] == "1" for answer in answers if answer.status == 503)
    assert len(server.children) == 1


def test_killing_what_calculates_costs_one_answer_at_most(server: Server) -> None:
    (worker,) = server.children
    os.kill(worker, signal.SIGKILL)
    first = server.view("ferry", draft=f"{FERRY}\n# killed\n")
    assert first.status in (200, 503)
    if first.status == 503:
        assert first.data["error"] == "What was being worked out is lost, since its process ended: ask again."
    assert server.view("ferry", draft=f"{FERRY}\n# killed\n").status == 200
    assert len(server.children) == 1
    assert worker not in server.children


@pytest.mark.level("all")
def test_who_leaves_ends_what_takes_long(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    body = json.dumps({"case": "ferry", "query": "ask=robust", "draft": FERRY.replace("title: ", "title: Much ", 1)})
    connection.request("POST", "/api/panel", body, {**server.own, "Content-Type": "application/json"})
    assert until(lambda: len(server.children) == 2)
    assert connection.sock is not None
    connection.sock.shutdown(socket.SHUT_RDWR)
    connection.close()
    assert until(lambda: len(server.children) == 1)
    assert server.view("ferry").status == 200


RAW = [
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.0\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    b"GET " + b"/x" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"POST /api/save HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: 9999999999\r\n\r\n{}",
    b"POST /api/save HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n{}",
    b'POST /api/view HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"case":',
    b"GET /%%2e%%2e/%%2e%%2e/etc/passwd HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
    b"GET /static/..%%2f..%%2fview.py HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
    b"GET /ferry?%%00%%ff=\x80 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
    b"BREW / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
    b"GET /api/changes?case=ferry HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nHost: evil.example\r\n\r\n",
]


@pytest.mark.level("all")
@pytest.mark.parametrize("raw", RAW, ids=range(len(RAW)))
def test_what_is_no_request_of_a_page_is_refused_and_nothing_stops(server: Server, raw: bytes) -> None:
    parts = []
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection, suppress(OSError):
        connection.settimeout(5)
        whole = raw % server.port if b"%d" in raw else raw
        token = f"Authorization: {server.own['Authorization']}\r\n".encode()
        connection.sendall(whole.replace(b"\r\nHost:", b"\r\n" + token + b"Host:", 1))
        connection.shutdown(socket.SHUT_WR)
        while part := connection.recv(65_536):
            parts.append(part)
    answer = b"".join(parts)
    assert b"root:" not in answer
    assert b"Traceback" not in answer
    assert not answer.startswith(b"HTTP/1.1 200"), answer[:300]
    assert not answer.startswith(b"HTTP/1.1 500"), answer[:300]
    assert server.ask("GET", "/api/changes?case=ferry").status == 200


@pytest.mark.level("all")
def test_an_interrupt_ends_it_with_a_message_and_no_process_is_left(folder: Path) -> None:
    with begun(str(folder / "ferry.yaml")) as server:
        assert server.ask("GET", "/").status == 200
        children = server.children
        assert children
        code, printed, said = server.end(signal.SIGINT)
    assert (code, said) == (0, "")
    assert printed == "Ended. What was saved is in the files, and what was pushed in the addresses of its pages.\n"
    assert not any(alive(pid) for pid in children)


@pytest.mark.level("all")
def test_an_interrupt_at_once_and_a_request_to_end_in_the_middle(folder: Path) -> None:
    with begun(str(folder / "ferry.yaml")) as server:
        code, printed, said = server.end(signal.SIGINT)
        assert (code, said, printed.partition(".")[0]) == (0, "", "Ended")
    with begun(str(folder / "ferry.yaml")) as server, ThreadPoolExecutor(1) as pool:
        assert server.ask("GET", "/").status == 200
        long = "/api/ask/longrun?case=ferry&method=simulated&runs=100000000&horizon=1000000"
        asked = pool.submit(server.ask, "GET", long)
        time.sleep(0.5)
        assert not asked.done()
        children = server.children
        code, _, said = server.end(signal.SIGTERM)
        assert asked.exception(timeout=60) is not None or asked.result().status >= 500
    assert (code, said) == (0, "")
    assert children
    assert not any(alive(pid) for pid in children)


@pytest.mark.level("all")
def test_a_request_to_end_ends_it_where_interrupts_are_ignored(folder: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as ``nohup … &`` does; what is begun inherits it
    try:
        with begun(str(folder / "ferry.yaml")) as server:
            assert server.ask("GET", "/").status == 200
            children = server.children
            code, _, said = server.end(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGINT, before)
    assert (code, said) == (0, "")
    assert not any(alive(pid) for pid in children)


@pytest.mark.level("all")
def test_killing_the_server_leaves_no_process(folder: Path) -> None:
    with begun(str(folder)) as server:
        assert server.ask("GET", "/ferry").status == 200
        children = server.children
        assert children
        server.process.kill()
        server.process.communicate(timeout=60)
        assert until(lambda: not any(alive(pid) for pid in children))


SAVING = """
import os, random, signal, sys, time
from pathlib import Path
from countermove.plugins.serve.serving.shelf import digest_of, shelf_of
import gmcr.base.files

path, rounds = Path(sys.argv[1]), int(sys.argv[2])
texts = [("countermove: 1\\n" + f"# {n}\\n" * 50_000).encode() for n in (1, 2, 3)]
path.write_bytes(texts[0])
shelf, whole, whose = shelf_of(str(path.parent)), set(map(digest_of, texts)), []
shelf.read("case")
for turn in range(rounds):
    before = path.read_bytes()
    saved, tell = os.pipe()
    child = os.fork()
    if child == 0:
        at = turn
        while True:
            at += 1
            shelf.save("case", texts[at % 3], shelf.read("case").digest)
            os.write(tell, b".")
    os.close(tell)
    if turn % 2:  # however busy the machine is, every other one has saved once
        os.read(saved, 1)
    os.close(saved)
    time.sleep(random.Random(turn).uniform(0.0, 0.02))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    content = path.read_bytes()
    assert digest_of(content) in whole, (turn, len(content))
    whose.append(content != before)
shelf.save("case", texts[0], shelf.read("case").digest)
print(sum(whose), *sorted(os.listdir(path.parent)))
"""


@pytest.mark.level("all")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_killed_two_hundred_times_while_saving_the_file_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", SAVING, str(folder / "case.yaml"), "200"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    saved, *left = done.stdout.split()
    assert int(saved) > 50  # it was at it when it was killed
    assert left == ["case.yaml"]


@pytest.mark.level("all")
def test_what_an_editor_writes_is_seen_and_not_lost(server: Server, folder: Path) -> None:
    path = folder / "edited.yaml"
    path.write_text(FERRY, encoding="utf-8")
    before = server.ask("GET", "/api/changes?case=edited")
    assert server.ask("GET", "/api/changes?case=edited", If_None_Match=before.headers["etag"]).status == 304
    theirs = f"{FERRY}\n# theirs\n"
    path.write_text(theirs, encoding="utf-8")
    now = server.ask("GET", "/api/changes?case=edited", If_None_Match=before.headers["etag"])
    assert now.data["digest"] == digest_of(theirs.encode())
    saved = server.ask(
        "POST", "/api/save", {"case": "edited", "query": "", "draft": FERRY, "digest": before.data["digest"]}
    )
    assert (saved.status, saved.data["theirs"], saved.data["mine"]) == (409, theirs, FERRY)
    assert path.read_text("utf-8") == theirs
