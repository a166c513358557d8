"""Who is answered, and who is not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from countermove.plugins.serve.serving import guard
from countermove.plugins.serve.serving.addresses import Gate, is_loopback
from countermove.plugins.serve.serving.application import application
from countermove.plugins.serve.serving.guard import BODY
from countermove.plugins.serve.serving.resources import Served
from countermove.plugins.serve.serving.shelf import shelf_of
from tests.conftest import in_one_test
from tests.plugins.serve.serving.serving import HOST, Here, client
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

TOKEN = "sixteen-letters-or-more"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY, encoding="utf-8")
    return path


@pytest.mark.parametrize("host", [HOST, "localhost:8765", "LOCALHOST:8765", "[::1]:8765", "localhost.:8765"])
def test_its_own_names(case: Path, host: str) -> None:
    assert client(case).get("/api/changes?case=ferry", headers={"host": host}).status_code == 200


@in_one_test(
    "host",
    ["evil.example:8765", "127.0.0.1:8766", "127.0.0.1", "127.0.0.1.evil.example:8765", "", "127.0.0.1:x", "a@127.0.0.1:8765",
     "10.0.0.1:8765", "[::1", "127.0.0.1:8765/x", "127.0.0.1:8765#", "\x7f", "localhost:8765, evil.example"],
)  # fmt: skip
def test_a_name_of_somebody_else_that_leads_here(case: Path, host: str) -> None:
    found = client(case).get("/api/changes?case=ferry", headers={"host": host})
    assert found.status_code == 421
    assert "another name" in found.json()["error"]


@in_one_test(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        [("origin", f"http://{HOST}"), ("origin", "http://evil.example")],
        [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
        {"origin": "https://127.0.0.1:8765"},
        {"origin": "http://127.0.0.1:8764"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
    ],
)
@in_one_test("path", ["/", "/api/changes?case=ferry", "/openapi.json"])
def test_pages_of_others_are_not_answered(
    case: Path, headers: dict[str, str] | list[tuple[str, str]], path: str
) -> None:
    assert client(case).get(path, headers=headers).status_code == 403


def test_a_link_from_elsewhere_opens_a_page_and_nothing_else(case: Path) -> None:
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert client(case).get("/", headers=link).status_code == 200
    assert client(case).get("/api/text?case=ferry", headers=link).status_code == 403
    assert client(case).post("/api/view", headers=link, json={"case": "ferry", "query": ""}).status_code == 403


def test_its_own_pages_are_answered(case: Path) -> None:
    own = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    assert client(case).post("/api/view", headers=own, json={"case": "ferry", "query": ""}).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_what_a_form_can_send_is_no_json(case: Path, kind: str) -> None:
    found = client(case).post("/api/save", headers={"content-type": kind}, content=b'{"case":"ferry"}')
    assert found.status_code == 415


def test_every_answer_says_what_may_be_loaded(case: Path) -> None:
    ask = client(case)
    for path in ("/", "/nothing", "/api/nothing", "/static/x.js", "/openapi.json", "/report/nothing"):
        headers = ask.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'")
        assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", "")
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert ask.get("/", headers={"host": "evil.example"}).headers["x-content-type-options"] == "nosniff"


def test_bodies_are_counted_whatever_they_say(case: Path) -> None:
    ask = client(case)
    large = b'{"case": "ferry", "query": "' + b"x" * BODY + b'"}'
    assert ask.post("/api/view", content=large, headers={"content-type": "application/json"}).status_code == 413

    def drop() -> Iterator[bytes]:  # without a length
        for start in range(0, len(large), 100_000):
            yield large[start : start + 100_000]

    found = ask.post("/api/view", content=drop(), headers={"content-type": "application/json"})
    assert found.status_code == 413
    assert found.json()["error"] == "A request has at most 2 MB."
    wrong = {"content-type": "application/json", "content-length": "-5"}
    assert ask.post("/api/view", content=b"{}", headers=wrong).status_code == 413


def test_a_body_that_never_ends_is_not_waited_for(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PATIENCE", 0.05)
    said: list[Message] = []
    scope = {
        "type": "http", "method": "POST", "path": "/api/view", "query_string": b"", "scheme": "http", "root_path": "",
        "headers": [(b"host", HOST.encode()), (b"content-type", b"application/json"), (b"content-length", b"100")],
    }  # fmt: skip

    async def receive() -> Message:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b" ", "more_body": True}

    async def send(message: Message) -> None:
        said.append(message)

    asyncio.run(client(case).app(scope, receive, send))
    assert said[0]["status"] == 408
    assert b"must be complete within" in said[1]["body"]


def test_with_a_token_nothing_is_answered_without_it(case: Path) -> None:
    ask = client(case, token=TOKEN)
    for path in (
        "/",
        "/api/text?case=ferry",
        "/static/x.js",
        "/openapi.json",
        "/?token=wrong",
        "/?token=",
        f"/?token={TOKEN}x",
    ):
        assert ask.get(path).status_code == 401, path
    assert ask.post(f"/api/view?token={TOKEN}", json={"case": "ferry", "query": ""}).status_code == 401
    assert "token" in ask.get("/").text
    assert TOKEN not in ask.get("/").text


def test_a_token_in_the_address_becomes_a_cookie(case: Path) -> None:
    ask = client(case, token=TOKEN)
    first = ask.get(f"/?set=x:0.2&token={TOKEN}&ask=why", follow_redirects=False)
    assert (first.status_code, first.headers["location"]) == (303, "/?set=x%3A0.2&ask=why")
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "SameSite=strict" in first.headers["set-cookie"]
    assert ask.get("/api/changes?case=ferry").status_code == 200
    other = client(case, token=TOKEN, authorization=f"Bearer {TOKEN}")
    assert other.get("/api/changes?case=ferry").status_code == 200
    assert client(case, token=TOKEN, cookie="countermove-8765=%; =; a").get("/").status_code == 401


def test_a_redirect_never_leads_away(case: Path) -> None:
    ask = client(case, token=TOKEN)
    found = ask.get(f"//evil.example/?token={TOKEN}", follow_redirects=False)
    assert found.headers.get("location", "/").startswith("/")
    assert not found.headers.get("location", "/").startswith("//")


def test_names_elsewhere() -> None:
    gate = Gate("0.0.0.0", 80, TOKEN)
    assert gate.knows("192.168.1.4")
    assert gate.knows("192.168.1.4:80")
    assert not gate.knows("evil.example")
    assert not Gate("0.0.0.0", 80).knows("192.168.1.4")
    assert TOKEN not in repr(gate)


@pytest.mark.parametrize(
    ("host", "own"), [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("0.0.0.0", False), ("::", False)]
)
def test_what_only_this_machine_reaches(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_an_address_with_the_token_is_shown_without_it_even_to_who_has_it(case: Path) -> None:
    ask = client(case, token=TOKEN, authorization=f"Bearer {TOKEN}")
    found = ask.get(f"/?token={TOKEN}", follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (303, "/")
    assert ask.get("/?token=wrong", follow_redirects=False).status_code == 200


def test_a_link_from_elsewhere_asks_again_by_itself_and_once(case: Path) -> None:
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    stranger = client(case, token=TOKEN)
    first = stranger.get("/?ask=why", headers=link)  # a browser sends no strict cookie with it
    assert first.status_code == 200
    assert '<meta http-equiv="refresh" content="0">' in first.text
    assert "ferry" not in first.text.casefold()
    assert "SameSite=lax" in first.headers["set-cookie"]
    assert TOKEN not in str(first.headers)
    assert stranger.get("/?ask=why", headers=link).status_code == 401
    assert stranger.get("/?ask=why", headers={"sec-fetch-site": "same-origin"}).status_code == 401
    assert client(case, token=TOKEN).get("/api/text?case=ferry", headers=link).status_code == 403
    assert client(case, token=TOKEN).get("/?ask=why").status_code == 401


def test_a_ticket_lets_in_once_and_becomes_the_token(case: Path) -> None:
    gate = Gate("127.0.0.1", 8765, TOKEN)
    ticket = gate.ticket()
    assert ticket not in repr(gate)
    ask = TestClient(application(Served(shelf_of(str(case)), Here()), gate), base_url=f"http://{HOST}")  # type: ignore[arg-type]
    assert ask.get("/api/changes?case=ferry", headers={"authorization": f"Bearer {ticket}"}).status_code == 401
    assert ask.get(f"/?token={ticket}").status_code == 200
    assert ask.cookies["countermove-8765"] == TOKEN
    ask.cookies.clear()
    assert ask.get(f"/?token={ticket}").status_code == 401
    assert not Gate("127.0.0.1", 8765, TOKEN).lets_in(ticket)
    assert not gate.lets_in(None)


def test_only_where_others_reach_it_the_server_has_other_names() -> None:
    assert not any(
        Gate(host, 80, TOKEN).knows("192.168.1.4") for host in ("127.0.0.1", "localhost", "::1", "127.8.8.8")
    )
