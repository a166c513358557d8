"""Passages on the page: shown for the premise that was clicked, marked, and only where there are texts."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from countermove.assessment import load
from countermove.desk.sources.found import sources_of
from countermove.desk.sources.passages import Passages, passages_of
from countermove.web.serving.shelf import shelf_of
from countermove.web.switches import parse
from countermove.web.view import View, page, panel_work
from countermove.work import finished
from tests.conftest import require_module
from tests.unit.cli.test_sources import CASE, HOSTILE

__all__: list[str] = []


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.yaml"
    path.write_text(CASE, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    write(path, "The first.\n\nThe second.\n\n" + HOSTILE + "\n\nThe fourth.\n\nThe fifth.")
    return path


def write(case: Path, text: str) -> None:
    (case.parent / "texts" / "essay.txt").write_text(text, encoding="utf-8")


def passages(case: Path) -> Passages:
    return passages_of(load(str(case)), case.parent / "texts")


def seen(case: Path, query: str, given: Passages | None) -> View:
    return page(case.read_text(encoding="utf-8"), parse(query), stage="all", passages=given)


def test_the_passage_of_a_premise_is_marked_between_its_neighbours(case: Path) -> None:
    view = seen(case, "ask=evidence&of=t1", passages(case))
    html = view.fragments["panel"]
    assert not view.slow, "nothing has to be worked out"
    assert "<p>The first.</p>" in html
    assert "<p><mark>The second.</mark></p>" in html
    assert "essay ¶ 2, as essay.txt has it" in html
    assert 'data-of="t1" data-key="cites:t1" aria-current="true"' in html
    assert 'href="?ask=evidence&amp;of=l1" data-ask="evidence" data-of="l1"' in html
    assert "The fourth." not in html
    assert str(case.parent) not in html


def test_nothing_of_a_text_is_markup(case: Path) -> None:
    html = seen(case, "ask=evidence&of=l1", passages(case)).fragments["panel"]
    assert "<mark>A &lt;/blockquote&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>" not in html
    assert "\u202e" not in html


def test_all_evidence_lists_what_points_at_passages(case: Path) -> None:
    work = panel_work(case.read_text(encoding="utf-8"), parse("ask=evidence"), passages=passages(case))
    html = finished(work)
    assert "<mark>" not in html
    assert html.count('data-ask="evidence"') == 6
    assert "Passages are quoted from essay.txt" in html


def test_without_texts_there_is_nothing_of_them(case: Path) -> None:
    assert seen(case, "ask=evidence&of=t1", None).slow
    work = panel_work(case.read_text(encoding="utf-8"), parse("ask=evidence&of=t1"))
    assert "cited" not in finished(work)


def test_a_name_that_points_nowhere_is_told(case: Path) -> None:
    view = seen(case, "ask=evidence&of=t9", passages(case))
    assert "'t9' is not a premise with a passage here. There are: K1, t1, t2, l1, l2, C1." in view.problems[0].message


def test_a_passage_that_is_not_sure_is_not_shown(case: Path) -> None:
    sources_of(load(str(case)), case.parent / "texts", lock=True)
    write(case, "The first.\n\nThe other.\n\n" + HOSTILE + "\n\nThe fourth.\n\nThe fifth.")
    html = seen(case, "ask=evidence&of=t1", passages(case)).fragments["panel"]
    assert "essay ¶ 2, as essay.txt has it: missing, so no passage is shown" in html
    assert "<mark>" not in html


def test_a_server_shows_passages_of_its_texts_as_they_are_now(case: Path) -> None:
    for name in ("starlette", "uvicorn"):
        require_module(name, "the page is served with it")
    from starlette.testclient import TestClient

    from countermove.web.serving.addresses import Gate
    from countermove.web.serving.application import application
    from countermove.web.serving.served import Served
    from tests.unit.web.serving.serving import HOST, Here

    def asked(texts: Path | None) -> str:
        shelf = replace(shelf_of(str(case)), texts=texts)
        with TestClient(
            application(Served(shelf, here), Gate("127.0.0.1", 8765, None)), base_url=f"http://{HOST}"
        ) as client:
            given = {"case": "ferry", "query": "ask=evidence&of=t1", "stage": "all"}
            answer = client.post("/api/view", content=json.dumps(given), headers={"content-type": "application/json"})
            assert answer.status_code == 200, answer.text
            return str(answer.json()["fragments"].get("panel", ""))

    here = Here()
    assert "<mark>The second.</mark>" in asked(case.parent / "texts")
    assert "The second." not in asked(None)
    write(case, "The first.\n\nQuite another.\n\nc\n\nd\n\ne")
    os.utime(case.parent / "texts" / "essay.txt", ns=(1, 1))
    assert "<mark>Quite another.</mark>" in asked(case.parent / "texts")
    (case.parent / "texts" / "essay.txt").write_bytes(b"\x00")
    assert "No passages are shown:" in asked(case.parent / "texts")
