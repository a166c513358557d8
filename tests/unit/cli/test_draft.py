"""countermove draft: what it says and writes, its exit codes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.unit.cli.conftest import Run
from tests.unit.report.test_records import validate

__all__: list[str] = []

ESSAY = ROOT / "docs" / "examples" / "bridge.txt"


def test_it_writes_a_worksheet_and_says_what_is_in_it(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    done = run("draft", str(ESSAY), "-o", str(target))
    assert done.exit_code == 0
    assert "Nine paragraphs, twelve sentences" in done.stdout
    assert f"Next: fill in what is `todo` there; countermove lint {target} lists it." in done.stdout
    listed = run("lint", str(target))
    assert listed.exit_code == 2
    assert f"{target}:11:5 error [todo] Still to do: asks, answer_yes." in listed.stdout
    refused = run("assess", str(target))
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1
    assert "places are still to do" in refused.stderr


def test_without_a_file_it_shows_the_worksheet(run: Run) -> None:
    shown = run("draft", str(ESSAY))
    assert shown.stdout.startswith("# A worksheet that `countermove draft` made of bridge.txt")
    assert "# ¶ 2.1  Above all Arvia" in shown.stdout
    assert "Above all" not in run("draft", str(ESSAY), "--without-quotes", "-o", "-").stdout


@pytest.mark.parametrize("options", [(), ("--coverage", str(ESSAY.with_suffix(".yaml")))])
def test_its_record_is_as_its_schema_says(options: tuple[str, ...], run: Run) -> None:
    data = json.loads(run("draft", str(ESSAY), *options, "--json").stdout)
    validate(data, "coverage" if options else "draft")
    assert data["record"] == ("coverage" if options else "draft")
    assert "text" not in data["data"]


def test_it_tells_what_a_case_uses(run: Run) -> None:
    done = run("draft", str(ESSAY), "--coverage", str(ESSAY.with_suffix(".yaml")))
    assert done.exit_code == 0
    said = " ".join(done.stdout.split())
    assert "Of nine paragraphs eight are named, one has cues and is not." in said
    assert (
        "Of ten sentences with cues four are pointed at; five stand in a paragraph that is named as a whole, but no premise "
        "points at them; at one nothing points, nor at its paragraph as a whole."
    ) in said
    assert "Pointed at, with cues: 2.1, 6.1, 8.1, 9.1." in said
    assert "Named ¶ 2–9." in said


REFUSED = {
    ("nowhere.txt",): "There is no such file",
    ("essay.docx",): "Documents end in",
    ("essay.txt", "-o", "essay.txt"): "essay.txt",
    ("essay.txt", "-o", "nowhere/case.yaml"): "nowhere",
    ("essay.txt", "--texts", "nowhere"): "does not exist",
    ("essay.txt", "--source", "one"): "--source is about what --coverage tells",
    ("essay.txt", "--coverage", "korea-2021", "-o", "case.yaml"): "--coverage writes nothing",
    ("essay.txt", "--coverage", "korea-2021", "--ask", "out.json"): "--coverage asks nobody",
    ("essay.txt", "--coverage", "nowhere.yaml"): "nowhere.yaml",
    ("essay.txt", "--coverage", "korea-2021", "--source", "esay"): "Did you mean essay?",
    ("essay.txt", "--paragraphs", "a-b"): "'a-b' names no paragraphs: write 10-80, or 12. Here: --paragraphs",
    ("essay.txt", "--paragraphs", "1-2"): "is not among the paragraphs, which are 1 to 1",
    ("essay.txt", "--paragraphs", "0"): "is not among the paragraphs",
    ("empty.txt",): "The file holds no text",
    ("nul.txt",): "is this a binary file?",
    ("latin.txt",): "UTF-8",
}


@pytest.mark.parametrize("arguments", REFUSED)
def test_bad_input_ends_in_one_message_and_nothing_written(
    arguments: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "essay.txt").write_text("If it rains, a comes.", encoding="utf-8")
    (tmp_path / "essay.docx").write_bytes(b"PK")
    (tmp_path / "empty.txt").write_text(" \n\n ", encoding="utf-8")
    (tmp_path / "nul.txt").write_bytes(b"If it \0 rains")
    (tmp_path / "latin.txt").write_bytes("caf\xe9 à la carte".encode("latin-1"))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = run("draft", *arguments)
    assert done.exit_code == 2
    assert REFUSED[arguments] in done.stderr
    assert done.stderr.count("\n") == 1
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
