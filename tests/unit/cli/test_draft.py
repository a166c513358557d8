"""countermove draft: what it says and writes, its exit codes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.unit.cli.conftest import Run
from tests.unit.presentation.test_records import validate

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
