"""countermove draft --ask, --answers and what cannot be read: what ends with what, and nothing half-written."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.evidence.documents.making import PARAGRAPHS, pdf_of
from tests.unit.cli.conftest import Run

pytest.importorskip("rapidfuzz")


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    path = tmp_path / "essay.txt"
    path.write_text("\n".join(PARAGRAPHS))
    return path


def answers(essay: Path, *quotes: tuple[int, str]) -> Path:
    digest = hashlib.sha256(essay.read_bytes()).hexdigest()[:16]
    items: list[dict[str, Any]] = [
        {"id": f"c{place}", "kind": "claim", "paragraph": paragraph, "quote": quote, "says": "it says so"}
        for place, (paragraph, quote) in enumerate(quotes)
    ]
    if quotes[0] in GOOD:
        items.append(
            {"id": "a", "kind": "actor", "paragraph": 2, "quote": "Northport", "says": "Northport", "name": "north"}
        )
    path = essay.with_name("answers.json")
    path.write_text(json.dumps({"document": digest, "chunk": 1, "answered_by": "A. Colleague", "items": items}))
    return path


GOOD = ((5, "both councils signed"), (4, "What would change this?"), (6, "the tolls fall before the harvest"))


def test_no_question_is_written_over_an_assessment(run: Run, essay: Path, ferry: str) -> None:
    before = Path(ferry).read_bytes()
    done = run("draft", str(essay), "--ask", ferry, "--force")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is an assessment: its sources, readings and claims would be lost" in done.stderr
    assert Path(ferry).read_bytes() == before


def test_ask_then_answers_make_a_worksheet_that_lint_takes(run: Run, essay: Path, tmp_path: Path) -> None:
    asked, sheet = tmp_path / "ask.json", tmp_path / "case.yaml"
    result = run("draft", str(essay), "--ask", str(asked))
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(asked.read_text())["chunks"][0]["text"].startswith("[1] ")
    result = run("draft", str(essay), "--answers", str(answers(essay, *GOOD)), "-o", str(sheet))
    assert result.exit_code == 0
    assert "quotes four verified" in result.stdout
    assert (tmp_path / "countermove.schema.json").exists()
    linted = run("lint", str(sheet))
    assert "Three places still to do" in linted.stdout
    assert run("assess", str(sheet)).exit_code == 2


def test_what_needs_a_look_ends_with_1_and_is_written(run: Run, essay: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "case.yaml"
    given = answers(essay, *GOOD, (3, "The fleets meet at dawn in the sound"))
    result = run("draft", str(essay), "--answers", str(given), "-o", str(sheet))
    assert result.exit_code == 1
    assert "c3 of chunk 1 (claim): rejected" in result.stdout
    assert "The fleets meet at dawn" in sheet.read_text()
    data = json.loads(run("draft", str(essay), "--answers", str(given), "--json").stdout)
    assert [item["state"] for item in data["data"]["items"]] == ["verified"] * 3 + ["rejected", "verified"]


def test_invented_quotes_end_with_2_and_nothing_is_written(run: Run, essay: Path, tmp_path: Path) -> None:
    given, sheet = answers(essay, (3, "The fleets meet at dawn in the sound")), tmp_path / "case.yaml"
    result = run("draft", str(essay), "--answers", str(given), "-o", str(sheet))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "None of its quotes is in" in result.stderr
    assert not sheet.exists()
    essay.write_text(essay.read_text() + "\nAnother paragraph.")
    result = run("draft", str(essay), "--answers", str(given), "-o", str(sheet))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "for another document" in result.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--ask", "a.json", "--answers", "b.json"), "--ask writes what is asked"),
        (("--ask", "a.json", "-o", "c.yaml"), "--ask writes what is asked"),
        (("--answers", "b.json", "--texts", "."), "--texts and --without-quotes"),
        (("--answers", "missing.json"), "There is no such file"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    run: Run, essay: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(essay.parent)
    result = run("draft", "essay.txt", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert {path.name for path in essay.parent.iterdir()} == {"essay.txt"}


@pytest.mark.level("all", but=4)
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("scan.pdf", pdf_of([[], [], []]), "None of its three pages has any text"),
        ("cut.pdf", pdf_of([[(72, 700, 11, "Text.")]])[:-40], "ends before its end"),
        ("no.pdf", b"GIF89a", "not a PDF"),
        ("bytes.txt", b"caf\xe9", "not UTF-8"),
        ("zero.html", b"<html><p>\0</p></html>", "U+0000"),
        ("book.epub", b"PK", "Documents end in"),
    ],
)
@pytest.mark.parametrize("how", [("-o", "out"), ("--ask", "out")])
def test_a_document_that_cannot_be_read_is_one_message_and_nothing_is_written(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    content: bytes,
    message: str,
    how: tuple[str, str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(content)
    result = run("draft", name, *how)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert {path.name for path in tmp_path.iterdir()} == {name}
