"""What is answered at which address, with calculations done here."""

from __future__ import annotations

import asyncio
import csv
import json
import re
import sys
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jsonschema
import pytest
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.testclient import TestClient

from countermove.assessment import loads
from countermove.catalogue import QUESTIONS
from countermove.media import record_schema
from countermove.plugins.evidence.ledger.seal import seal
from countermove.plugins.serve.panels import PANELS
from countermove.plugins.serve.serving import responses
from countermove.plugins.serve.serving.calculations import Job
from countermove.plugins.serve.serving.responses import page_soon
from countermove.plugins.serve.serving.shelf import digest_of
from countermove.plugins.serve.serving.turns import Busy
from countermove.processes.frames import Message
from tests.closed import closed
from tests.conftest import in_one_test
from tests.plugins.serve.serving.serving import Here, client
from tests.plugins.serve.sound import sound_in
from tests.unit.presentation.hostile import HOSTILE
from tests.unit.reports.samples import FERRY

__all__: list[str] = []


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY, encoding="utf-8")
    return path


def seen(ask: TestClient, query: str = "", **more: str) -> dict[str, Any]:
    found = ask.post("/api/view", json={"case": "ferry", "query": query, **more}, headers={"x-page": "tab"})
    assert found.status_code == 200, found.text
    return dict(found.json())


def wants(path: Path) -> list[str]:
    """The ids of the first actor's wants, in order."""
    first: Any = next(iter(loads(path.read_bytes()).conflict().preferences.values()))
    return [want.id for want in first]


def test_one_case_is_the_page(case: Path) -> None:
    ask = client(case)
    found = ask.get("/")
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert f'data-case="ferry" data-digest="{digest_of(FERRY.encode())}"' in found.text
    assert ask.get("/ferry").text.partition("<body data")[2] == found.text.partition("<body data")[2] != ""
    assert "<script>" not in found.text
    assert "style=" not in found.text


def test_a_page_that_is_asked_for_again_is_not_worked_out_again(case: Path) -> None:
    """Its jobs are the same before and after it has been seen that its text is good."""
    here = Here()
    ask = client(case, here=here)
    first, again = ask.get("/").text, ask.get("/ferry").text
    assert first == again
    assert here.asked == ["above", "page"] * 2
    assert len({job.key for job in here.jobs}) == 2


@pytest.mark.parametrize(
    ("query", "soon"),
    [
        ("", True),
        ("ask=check", True),
        ("if=gift", True),
        ("eyes=nobody", False),
        ("set=demand:0.2", False),
        ("%73et=demand:0.2", False),
    ],
)
def test_the_beginning_of_a_page_is_that_of_the_whole(case: Path, query: str, soon: bool) -> None:
    here = Here()
    whole = client(case, here=here).get(f"/?{query}").text
    told = here.bench.done({**here.jobs[-1].message, "kind": "above"}, lambda done, of: None)["above"]
    assert whole.startswith(told)
    assert ('<p class="said">' in told) == soon
    assert bool(told) == soon
    assert "data-decides" not in told


def test_answers_are_sent_before_the_rest_is_worked_out() -> None:
    async def read(above: str, below: str) -> list[str]:
        rest = asyncio.Event()

        async def first() -> str:
            return above

        async def page() -> tuple[str, str]:
            await rest.wait()
            return above or "<body>all", below

        request = Request({"type": "http", "headers": [], "method": "GET", "path": "/"})
        with patch.object(responses, "_SOON", 0.01):
            answer = await page_soon(request, first(), page(), lambda: "<head><body>frame", str)
        assert isinstance(answer, StreamingResponse)
        found = []
        async for part in answer.body_iterator:
            found.append(bytes(part).decode())
            rest.set()
        return found

    assert asyncio.run(read("<head><body>above", "below")) == ["<head><body>above", "below"]
    assert asyncio.run(read("", " below")) == ["<head><body>frame", "<body>all below"]


def test_a_folder_is_a_list_of_its_cases(case: Path) -> None:
    (case.parent / "<b>x&y.yaml").write_text(
        FERRY.replace("title:", "title: <script>alert(1)</script>", 1), encoding="utf-8"
    )
    ask = client(case.parent)
    found = ask.get("/").text
    assert '<a href="/ferry">' in found
    assert "/%3Cb%3Ex%26y" in found
    assert "<script>alert" not in found
    assert ask.get("/%3Cb%3Ex%26y").status_code == 200
    assert "<b>x" not in ask.get("/%3Cb%3Ex%26y").text
    (case.parent / "empty").mkdir()
    assert "There is no assessment" in client(case.parent / "empty").get("/").text


def test_both_stages_of_a_view(case: Path) -> None:
    here = Here()
    ask = client(case, here=here)
    now, whole = seen(ask, stage="now"), seen(ask)
    assert set(now["fragments"]) < set(whole["fragments"]) | {"marks"}
    assert now["digest"] == whole["digest"] == digest_of(FERRY.encode())
    assert here.pages == ["tab", "tab"]
    assert "digest" not in seen(ask, draft=FERRY)


@in_one_test(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"1e999",
        b"[" * 100_000,
        b'\xff\xfe{"case"',
        b'{"case": "ferry"}',
        b'{"case": 1, "query": ""}',
        b'{"case": "ferry", "query": null}',
        b'{"case": "ferry", "query": "", "x": "y"}',
        b'{"case": "ferry", "query": "", "stage": "later"}',
    ],
)
def test_bodies_that_say_nothing(case: Path, body: bytes) -> None:
    found = client(case).post("/api/view", content=body, headers={"content-type": "application/json"})
    assert found.status_code == 400
    assert len(found.json()["error"]) < 200


@pytest.mark.parametrize(
    "query", ["do=explode:a", "set=fog", "x" * 9000, "%ff", "if=nowhere", "do=drop:nobody", "ask=nothing", "&" * 100]
)
def test_switches_that_are_none_are_told(case: Path, query: str) -> None:
    ask = client(case)
    found = ask.post("/api/view", json={"case": "ferry", "query": query})
    assert found.status_code in (200, 422)
    told = found.json()
    assert found.status_code == 422 or told["problems"] or query.startswith("&")
    assert ask.get(f"/?{query}").status_code in (200, 422)


@pytest.mark.parametrize("name", ["case", "query"])
def test_half_a_character_is_no_text(case: Path, name: str) -> None:
    said = json.dumps({"case": "ferry", "query": "", name: "of=\ud800"})
    found = client(case).post("/api/view", content=said, headers={"content-type": "application/json"})
    assert (found.status_code, found.json()["error"]) == (400, f"{name!r} is not text: it holds half a character.")


def test_half_a_character_in_a_draft_is_refused_and_the_text_can_still_be_fetched(case: Path) -> None:
    ask = client(case)
    digest = seen(ask)["digest"]
    for query in ("", pushes(case)):
        said = json.dumps({"case": "ferry", "query": query, "digest": digest, "draft": FERRY + "# \ud800\n"})
        found = ask.post("/api/save", content=said, headers={"content-type": "application/json"})
        assert found.status_code == 422, found.text
        assert "U+D800 is half a character, which is no text: take it out." in found.json()["error"]
    assert ask.get("/api/text?case=ferry").json() == {"text": FERRY, "digest": digest}
    assert sorted(item.name for item in case.parent.iterdir()) == ["ferry.yaml"]


def test_a_file_without_write_permission_is_not_saved(case: Path) -> None:
    ask = client(case)
    digest = seen(ask)["digest"]
    case.chmod(0o444)
    for more in ({"draft": FERRY + "# mine\n", "query": ""}, {"query": pushes(case)}):
        found = ask.post("/api/save", json={"case": "ferry", "digest": digest, **more})
        assert found.status_code == 422
        assert found.json()["error"].startswith("ferry.yaml may not be written: it has no write permission.")
    assert case.read_text("utf-8") == FERRY


def test_nothing_is_saved_in_a_folder_without_write_permission(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = client(case)
    digest = seen(ask)["digest"]
    with closed(case.parent, monkeypatch):
        for more in ({"draft": FERRY + "# mine\n", "query": ""}, {"query": pushes(case)}):
            found = ask.post("/api/save", json={"case": "ferry", "digest": digest, **more})
            assert found.status_code == 422
            told = "ferry.yaml cannot be written: nothing may be written in its folder."
            assert found.json()["error"].startswith(told)
            assert str(case.parent) not in found.text
    assert case.read_text("utf-8") == FERRY
    assert [item.name for item in case.parent.iterdir()] == ["ferry.yaml"]


_FLAG = re.compile(r"(?<![\w-])(?<!var\()--[a-z][\w-]+")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


@pytest.mark.level("all")
def test_no_message_tells_a_folder_or_a_flag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is wrong with a case, its texts, its locks or its ledger, in every panel, alone and in a folder."""
    case, texts = sound_in(tmp_path), tmp_path / "texts"
    locks, sealed = case.with_name("sound.sources.json"), case.with_name("sound.ledger.jsonl")
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    told: list[str] = []

    def wrong(folder: Path, *asked: str) -> None:
        for served in (case, tmp_path):
            ask = client(served, texts=folder)
            for state in asked:
                body = {"case": "sound", "query": state}
                told.extend(ask.post(f"/api/{kind}", json=body).text for kind in ("view", "panel"))
            told.extend(ask.get(f"/{at}").text for at in (f"sound?{asked[-1]}", "nothing", "api/changes?case=sound"))
            told.append(ask.get("/report/sound").text if sealed.exists() else "")
            told.append(ask.get("/api/export/sound/lanes.png").text)

    wrong(texts, *(f"ask={name}" for name in PANELS))
    assert "which is not installed where this page comes from" in "".join(told)
    wrong(tmp_path / "gone", "ask=source", "ask=evidence")
    locks.write_text("{}", encoding="utf-8")
    sealed.write_text("x\n", encoding="utf-8")
    wrong(texts, "ask=source", "ask=evidence")
    assert "sound.sources.json:1:1" in "".join(told)
    locks.unlink()
    (texts / "essay.txt").write_bytes(b"\xff\xfe")
    wrong(texts, "ask=source", "ask=evidence")
    assert "essay.txt:1:1" in "".join(told)
    case.write_text("countermove: 1\n", encoding="utf-8")
    wrong(texts, "")
    case.rename(tmp_path / "gone.txt")
    told.append(client(tmp_path).get("/").text)
    for text in told:
        assert str(tmp_path) not in text
        assert sys.executable not in text
        assert not _FLAG.findall(_STYLE.sub("", text))


def test_a_name_with_hidden_characters_is_asked_by_as_it_is(case: Path) -> None:
    name = "\u202eevil"
    (case.parent / f"{name}.yaml").write_text(FERRY, encoding="utf-8")
    ask = client(case.parent)
    html = ask.get("/%E2%80%AEevil").text
    assert 'data-case="%E2%80%AEevil"' in html  # what the script asks by
    assert name not in html
    assert ask.post("/api/view", json={"case": name, "query": ""}).status_code == 200


def test_a_file_that_was_never_right_has_a_page_of_what_is_wrong(case: Path) -> None:
    case.write_text(FERRY.replace("line.run implies", "line.rnu implies"), encoding="utf-8")
    html = client(case.parent).get("/ferry").text
    assert "There is nothing to show before this is mended" in html
    assert "<h1>ferry</h1>" in html
    assert "Shown: the version before" not in html
    assert 'href="?ask=text"' in html  # so that it can be mended here
    told = client(case.parent).post("/api/view", json={"case": "ferry", "query": "ask=text"}).json()["fragments"]
    assert "There is nothing to show before this is mended" in told["problems"]
    assert "data-editor" in told["panel"]
    for part in ("switches", "changed", "lanes", "claims"):
        assert f'data-fragment="{part}" tabindex="-1" hidden' in html or f'data-fragment="{part}" hidden' in html


def test_a_broken_text_keeps_what_was_there_with_what_is_wrong(case: Path) -> None:
    ask = client(case)
    good = ask.get("/").text
    case.write_text(FERRY.replace("actors:", "actors: ["), encoding="utf-8")
    page = ask.get("/").text
    assert "ferry.yaml:" in page
    assert 'id="problems-title"' in page
    assert good.partition('<section id="lanes"')[2].partition("</section>")[0] in page
    told = seen(ask)
    assert told["problems"][0]["line"] > 0
    assert "lanes" in told["fragments"]
    assert told["digest"] == digest_of(case.read_bytes())
    fresh = client(case)  # one that has not seen it before
    assert "ferry.yaml:" in fresh.get("/").text
    draft = seen(ask, draft="countermove: [")
    assert set(draft["fragments"]) == {"problems"}


def test_a_file_that_vanishes_and_comes_back(case: Path) -> None:
    ask = client(case.parent)
    assert ask.get("/ferry").status_code == 200
    before = ask.get("/api/changes?case=ferry")
    case.unlink()
    assert "There is no such file." in ask.get("/ferry").text
    assert seen(ask)["problems"][0]["message"] == "There is no such file."
    assert ask.get("/api/changes?case=ferry").json()["digest"] is None
    assert ask.get("/api/text?case=ferry").status_code == 422
    lost = ask.post("/api/save", json={"case": "ferry", "query": "", "digest": before.json()["digest"], "draft": FERRY})
    assert lost.status_code == 409
    assert (lost.json()["mine"], lost.json()["digest"], lost.json()["theirs"]) == (FERRY, "", None)
    saved = ask.post("/api/save", json={"case": "ferry", "query": "", "digest": "", "draft": FERRY})
    assert saved.json()["digest"] == before.json()["digest"]
    assert ask.get("/api/changes?case=ferry", headers={"if-none-match": before.headers["etag"]}).status_code == 304


def test_a_binary_file_is_one_message(case: Path) -> None:
    ask = client(case)
    ask.get("/")
    case.write_bytes(b"\x00\x01\x02\xff" * 1000)
    assert seen(ask)["problems"][0]["code"] == "encoding"
    assert ask.get("/api/text?case=ferry").status_code == 422


def pushes(case: Path) -> str:
    """The first want is lowered."""
    return f"do=lower:{wants(case)[0]}"


def test_pushes_are_saved_into_the_text_and_gone_from_the_address(case: Path) -> None:
    ask, query, before = client(case), pushes(case), wants(case)
    digest = seen(ask, query)["digest"]
    saved = ask.post("/api/save", json={"case": "ferry", "query": f"{query}&ask=why", "digest": digest})
    assert saved.status_code == 200, saved.text
    assert saved.json() == {"digest": digest_of(case.read_bytes()), "query": "ask=why"}
    assert wants(case)[:2] == before[1::-1]
    assert seen(ask)["digest"] == saved.json()["digest"]


def test_two_pages_and_an_editor_lose_nothing(case: Path) -> None:
    one, other = client(case), client(case)
    digest = seen(one)["digest"]
    mine, theirs = FERRY + "\n# mine\n", FERRY + "\n# theirs\n"
    assert (
        other.post("/api/save", json={"case": "ferry", "query": "", "digest": digest, "draft": theirs}).status_code
        == 200
    )
    both = one.post("/api/save", json={"case": "ferry", "query": "", "digest": digest, "draft": mine})
    assert both.status_code == 409
    told = both.json()
    assert (told["mine"], told["theirs"], told["digest"]) == (mine, theirs, digest_of(theirs.encode()))
    assert case.read_text("utf-8") == theirs
    again = one.post("/api/save", json={"case": "ferry", "query": "", "digest": told["digest"], "draft": mine})
    assert again.status_code == 200
    assert case.read_text("utf-8") == mine
    pushed = one.post("/api/save", json={"case": "ferry", "query": pushes(case), "digest": digest})
    assert pushed.status_code == 409
    assert pushed.json()["theirs"] == mine
    assert case.read_text("utf-8") == mine


@pytest.mark.level("all")
def test_what_is_bundled_can_be_taken_away_with_what_was_pushed() -> None:
    ask = client("korea-2021")
    digest = ask.get("/api/text?case=korea-2021").json()["digest"]
    refused = ask.post("/api/save", json={"case": "korea-2021", "query": "set=window:0.2", "digest": digest})
    assert refused.status_code == 422
    assert "serve a file of your own" in refused.json()["error"]
    taken = ask.get("/api/export/korea-2021/text.yaml?set=window:0.2")
    assert 'filename="korea-2021.yaml"' in taken.headers["content-disposition"]
    assert (
        loads(taken.content).document.drivers["window"].now
        == loads(taken.content).at({"window": "0.2"}).document.drivers["window"].now
    )


@pytest.mark.parametrize(
    ("file", "kind", "begins"),
    [
        ("lanes.svg", "image/svg+xml", b"<?xml"),
        ("deal.svg", "image/svg+xml", b"<?xml"),
        ("lanes.csv", "text/csv; charset=utf-8", b""),
        ("lanes.png", "image/png", b"\x89PNG"),
        ("check.json", "application/json", b'{"record": "check"'),
        ("matrix.csv", "text/csv; charset=utf-8", b""),
        ("inverse-1.csv", "text/csv; charset=utf-8", b""),
        ("text.yaml", "application/yaml", b""),
    ],
)
def test_what_can_be_taken_away(case: Path, file: str, kind: str, begins: bytes) -> None:
    found = client(case).get(f"/api/export/ferry/{file}")
    assert found.status_code == 200, found.text
    assert found.headers["content-type"] == kind
    assert found.content.startswith(begins)
    assert found.headers["content-disposition"].startswith("attachment; ")


@pytest.mark.level("all")
@in_one_test("name", ["forecasts", "evidence", "inverse"])
def test_each_table_of_a_panel_without_a_picture_is_taken_away(name: str, case: Path) -> None:
    case.write_text(HOSTILE, encoding="utf-8")
    ask = client(case)
    told = ask.post("/api/panel", json={"case": "ferry", "query": f"ask={name}"}).text.splitlines()[-1]
    html = str(json.loads(told)["fragment"])
    files = re.findall(r'href="(/api/export/[^"]*\.csv[^"]*)" download', html)
    tables = re.findall(r"<table.*?</table>", html, re.S)
    assert len(files) == len(tables) > 0
    for file, table in zip(files, tables, strict=True):
        rows = list(csv.reader(StringIO(ask.get(file.replace("&amp;", "&")).text)))
        assert len(rows) == table.count("<tr"), "a line each, with the heads"
        assert all(len(row) == len(rows[0]) for row in rows)
        assert rows[0][0] in table


@pytest.mark.level("all")
@in_one_test("file", ["claims.csv", "lanes.csv", "check.json"])
def test_what_is_switched_is_left_out_where_a_question_says_itself_what_it_is_about(case: Path, file: str) -> None:
    found = client(case).get(f"/api/export/ferry/{file}?if=gift&eyes=pessimist&read=Q:purse_first")
    assert found.status_code == 200, found.text


@in_one_test(
    "file",
    [
        "lanes",
        "lanes.exe",
        ".svg",
        "nothing.svg",
        "nothing.json",
        "check.csv",
        "why-0.csv",
        "why-99.csv",
        "x-1.csv",
        "text-1.csv",
        "..%2f..%2fx.svg",
        "x" * 5000 + ".svg",
    ],
)
def test_what_cannot_be_taken_away(case: Path, file: str) -> None:
    found = client(case).get(f"/api/export/ferry/{file}")
    assert found.status_code in (404, 422)
    assert "error" in found.json()


def test_the_report_as_it_is_switched_keeps_its_own_policy(case: Path) -> None:
    found = client(case).get("/report/ferry")
    policy = found.headers["content-security-policy"]
    assert "style-src 'sha256-" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "<title>" in found.text


class Crowded(Here):
    """Calculations with which too much waits."""

    async def answer(self, job: Job, *, page: str | None = None, number: int | None = None) -> Message:
        raise Busy

    def need_room(self, job: Job, *, page: str | None = None) -> None:
        raise Busy


@in_one_test(
    "path",
    [
        "/ferry",
        "/api/ask/check?case=ferry",
        "/api/export/ferry/text.yaml",
        "/api/view",
        "/api/panel",
        "/api/save",
    ],
)
def test_where_too_much_waits_every_address_says_so_by_its_status(case: Path, path: str) -> None:
    ask, fields = client(case, here=Crowded()), {"case": "ferry", "query": ""}
    with patch.object(responses, "_SOON", 60):  # on a busy machine it would answer with a page that waits
        if path in ("/api/view", "/api/panel", "/api/save"):
            found = ask.post(path, json={**fields, "digest": "x"} if path == "/api/save" else fields)
        else:
            found = ask.get(path)
    assert (found.status_code, found.headers["retry-after"]) == (503, "1")
    assert path == "/ferry" or found.json()["busy"] is True
    assert "ask again in a moment" in found.text


def test_a_page_computes_itself_once_the_server_has_time(case: Path) -> None:
    address = "/api/program?case=ferry"
    assert client(case, here=Crowded()).get(address).json() == {"packed": None, "digest": ""}
    told = client(case).get(address).json()
    assert told["packed"]
    assert told["digest"] == digest_of(case.read_bytes())


def test_what_is_written_in_the_text_waits_apart_from_what_is_in_the_file(case: Path) -> None:
    here = Here()
    ask = client(case, here=here)
    seen(ask)
    seen(ask, draft=FERRY)
    ask.get("/api/export/ferry/text.yaml")
    assert [job.place("tab") for job in here.jobs] == [("ferry", matter, "tab") for matter in ("file", "draft", "save")]


def test_a_slow_panel_comes_line_by_line(case: Path) -> None:
    found = client(case).post("/api/panel", json={"case": "ferry", "query": "ask=robust"})
    told = [json.loads(line) for line in found.text.splitlines()]
    assert all({"done", "of"} == set(line) for line in told[:-1])
    assert len(told) > 1
    assert 'data-panel="robust"' in told[-1]["fragment"]
    wrong = client(case).post("/api/panel", json={"case": "ferry", "query": "ask=nothing"})
    assert "error" in json.loads(wrong.text)


QUICK = {
    "redteam": "&bound=1",
    "inverse": "&state=start",
    "why": "&state=start",
    "tipping": "",
    "longrun": "&runs=10",
    "robust": "&draws=20",
}


@pytest.mark.level("all", but=5)
@pytest.mark.parametrize("name", [name for name, item in QUESTIONS.items() if item.of != "gmcr"])
def test_every_question_answers_its_record(case: Path, name: str) -> None:
    asked = "first=ferry&second=ferry" if QUESTIONS[name].cases == "two" else "case=ferry"
    found = client(case).get(f"/api/ask/{name}?{asked}{QUICK.get(name, '')}")
    if found.status_code == 422:
        pytest.skip(found.json()["error"])  # what the case has no reason for
    assert found.status_code == 200, found.text
    jsonschema.validate(found.json(), record_schema(name))


@in_one_test(
    ("asked", "status", "why"),
    [
        ("check?case=nowhere", 404, "not a case here"),
        (f"check?case={'x' * 201}", 404, "not a case here"),
        ("nothing?case=ferry", 404, "not a question"),
        ("perception?case=ferry", 404, "not a question"),
        ("check?case=ferry&colour=red", 422, "not a parameter"),
        ("robust?case=ferry&workers=100", 422, "not a parameter"),
        ("robust?case=ferry&dask=tcp://127.0.0.1:1", 422, "not a parameter"),
        ("robust?case=ferry&draws=many", 422, "whole number"),
        ("robust?case=ferry&draws=0", 422, "1 to 1,000,000,000"),
        ("robust?case=ferry&draws=1&draws=2", 422, "once is enough"),
        ("longrun?case=ferry&precision=x", 422, "is a number"),
        ("change?case=ferry&stress=perhaps", 422, "true or false"),
        ("why?case=ferry", 422, "state is needed"),
        ("why?case=ferry&case=ferry&state=start", 400, "once is enough"),
        ("diff?first=ferry", 400, "second is needed"),
        ("solve?case=ferry&scenario=a&scenario=b", 422, "once is enough"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly(case: Path, asked: str, status: int, why: str) -> None:
    found = client(case).get(f"/api/ask/{asked}")
    assert (found.status_code, why in found.json()["error"]) == (status, True), found.text


def test_what_takes_long_is_done_elsewhere(case: Path) -> None:
    here = Here()
    ask = client(case, here=here)
    ask.get("/api/ask/check?case=ferry")
    assert here.asked == ["ask"]
    ask.get("/api/ask/robust?case=ferry&draws=100000")
    assert here.asked[1:] == ["ask", "ask"]


@pytest.mark.parametrize(
    "path", ["/a/b", "/api", "/api/view", "/%00", "/static/../../pyproject.toml", "/static/%2e%2e/x.css", "/report/x/y"]
)
def test_nothing_at_this_address(case: Path, path: str) -> None:
    assert client(case).get(path).status_code in (404, 405)


def test_what_breaks_inside_is_one_sentence(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Here):
        async def answer(self, job: Any, *, page: str | None = None, number: int | None = None) -> Any:
            raise RuntimeError("secret")

    found = client(case, here=Broken()).post("/api/view", json={"case": "ferry", "query": ""})
    assert found.status_code == 500
    assert found.json()["error"] == "This could not be answered (RuntimeError)."


@pytest.mark.level("all")
def test_a_report_has_the_head_of_the_ledger_beside_the_case(case: Path) -> None:
    forecast = 'forecasts:\n  F1: {says: The ferry runs, closes: "2099-03-31", chance: 0.7}\n'
    case.write_text(case.read_text(encoding="utf-8") + forecast, encoding="utf-8")
    asking = client(case)
    assert "Ledger (head)" not in asking.get("/report/ferry").text
    head = seal(case).head
    assert head is not None
    assert head in asking.get("/report/ferry").text.replace("\u2060", "").replace("<wbr>", "")
    case.with_suffix(".ledger.jsonl").write_bytes(b"{}\n")
    told = asking.get("/report/ferry").text
    assert "ferry.ledger.jsonl:1:1" in told.replace("\u2060", "").replace("<wbr>", "")
    assert str(case.parent) not in told
