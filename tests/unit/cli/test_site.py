"""countermove site: an index, a page a case, a feed of what changed; and what is refused, told and kept."""

from __future__ import annotations

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.presentation.hostile import HOSTILE
from tests.unit.reports.samples import FERRY, QUIET

__all__: list[str] = []

pytestmark = pytest.mark.usefixtures("solved_once")

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "cases"
    path.mkdir()
    (path / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    return path


def written(path: Path) -> dict[str, bytes]:
    return {item.name: item.read_bytes() for item in path.iterdir()}


@pytest.mark.level("all")
def test_a_site_is_an_index_pages_and_a_feed(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first, again = tmp_path / "first", tmp_path / "again"
    for out in (first, again):
        assert run("site", str(folder), "-o", str(out)).exit_code == 0
    assert written(first).keys() == {"index.html", "ferry.html", "feed.xml", "answers.json"}
    assert written(first) == written(again), "the same files make the same site"
    page, index = (written(first)[name].decode() for name in ("ferry.html", "index.html"))
    assert "data-explorable" in page
    assert 'href="ferry.html"' in index
    assert "Will the ferry run?" in index
    assert "script" not in index
    feed = ElementTree.fromstring(written(first)["feed.xml"])
    assert [child.tag for child in feed] == [
        f"{ATOM}{tag}" for tag in ("title", "id", "updated", "author", "link", "link")
    ]
    assert [link.get("href") for link in feed.findall(f"{ATOM}link")] == ["feed.xml", "index.html"]
    assert feed.findtext(f"{ATOM}updated") == "2023-11-14T22:13:20Z"


@pytest.mark.level("all")
def test_that_events_refute_what_is_argued_is_told_before_the_answers(run: Run, folder: Path, tmp_path: Path) -> None:
    out, refuted = (
        tmp_path / "out",
        (
            "In no reading of this model does what happened come about, neither by steps that each actor takes alone nor by "
            "an agreement by which all who take part gain."
        ),
    )
    assert run("site", str(folder), "-o", str(out)).exit_code == 0
    assert not any(refuted in (out / name).read_text(encoding="utf-8") for name in ("index.html", "ferry.html"))
    seen = "observations:\n  B1: {date: 2026-01-01, ended: line.protest}\n"
    (folder / "ferry.yaml").write_text(FERRY + seen, encoding="utf-8")
    assert run("site", str(folder), "-o", str(out), "--force").exit_code == 0
    index, page = ((out / name).read_text(encoding="utf-8") for name in ("index.html", "ferry.html"))
    assert index.index(f'<p class="caution">{refuted}</p>') < index.index('<div class="answers">')
    assert page.index(f'<p class="caution" data-refuted>{refuted}</p>') < page.index('data-t="said"')


@pytest.mark.level("judge")
def test_its_feed_tells_answers_that_changed_and_keeps_them(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ids: list[str | None] = []
    texts = (
        FERRY,
        FERRY + "\n# the same\n",
        FERRY.replace("want: line.run implies town.pay", "want: not town.pay"),
        FERRY,
    )
    for place, text in enumerate(texts):
        (folder / "ferry.yaml").write_text(text, encoding="utf-8")
        (folder / "other.yaml").write_text(FERRY, encoding="utf-8") if place == 1 else None
        assert run("site", str(folder), "-o", str(out), "--force").exit_code == 0
        entries = ElementTree.fromstring((out / "feed.xml").read_bytes()).findall(f"{ATOM}entry")
        known, ids = ids, [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(ids) == len(set(ids)) == (0, 0, 1, 2)[place], "only where an answer or verdict changed"
        assert ids[len(ids) - len(known) :] == known, "ids are stable"
    told = [entry.findtext(f"{ATOM}content") or "" for entry in entries]
    assert all(" → " in text for text in told)
    assert {link.get("href") for entry in entries for link in entry.findall(f"{ATOM}link")} == {"ferry.html"}


def test_a_broken_file_is_told_and_the_others_are_written(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "broken.yaml").write_text("countermove: 1\nactors: [", encoding="utf-8")
    out = tmp_path / "out"
    result = run("site", str(folder), "-o", str(out))
    assert result.exit_code == 2
    assert "broken.yaml is left out" in result.stderr
    assert (out / "ferry.html").exists()
    assert not (out / "broken.html").exists()


@pytest.mark.level("all")
def test_names_that_are_no_text_and_links_out_of_the_folder_are_left_out(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere.yaml").write_text(FERRY, encoding="utf-8")
    (folder / "link.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    (folder / "own.yaml").symlink_to(folder / "ferry.yaml")
    (folder / os.fsdecode(b"\xff.yaml")).write_text(FERRY, encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 20)  # which is no time
    shown = run("site", str(folder), "-o", str(tmp_path / "out"))
    assert shown.exit_code == 2
    assert "link.yaml is left out: It is a symbolic link that leads out of the folder" in shown.stderr
    assert "is left out: Its name is not text" in shown.stderr
    pages = {name for name in written(tmp_path / "out") if name.endswith(".html")}
    assert pages == {"index.html", "ferry.html", "own.html"}


def test_what_is_there_is_overwritten_only_when_told(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "index.html").write_text("mine", encoding="utf-8")
    result = run("site", str(folder), "-o", str(out))
    assert result.exit_code == 2
    assert "index.html exists already" in result.stderr
    assert written(out) == {"index.html": b"mine"}, "nothing is half-written"
    (out / "answers.json").write_text('{"id": 1}', encoding="utf-8")
    result = run("site", str(folder), "-o", str(out), "--force")
    assert "answers.json is not as a site writes it" in result.stderr
    assert written(out)["index.html"] == b"mine"


@pytest.mark.parametrize("content", ["", "countermove: 1\n"])
def test_a_folder_without_a_case_makes_no_site(run: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "cases"
    path.mkdir()
    if content:
        (path / "one.yaml").write_text(content, encoding="utf-8")
    result = run("site", str(path), "-o", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.level("all")
def test_names_are_text(run: Run, folder: Path, tmp_path: Path) -> None:
    name = "a <script>alert(1)<'&\" b"
    (folder / f"{name}.yaml").write_text(HOSTILE, encoding="utf-8")
    (folder / "index.yaml").write_text(QUIET, encoding="utf-8")
    (folder / "ferry.yml").write_text(QUIET, encoding="utf-8")
    out = tmp_path / "out"
    assert run("site", str(folder), "-o", str(out)).exit_code == 0
    assert written(out).keys() >= {f"{name}.html", "index-case.html", "ferry.html", "ferry.yml.html"}
    index = (out / "index.html").read_text(encoding="utf-8")
    assert "<script" not in index
    assert "%3Cscript%3E" in index
    assert json.loads((out / "answers.json").read_text(encoding="utf-8"))["cases"].keys() >= {f"{name}.html"}
    ElementTree.fromstring((out / "feed.xml").read_bytes())
