"""countermove paper: shows the tables, writes them, and says clearly what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import countermove as cm
from countermove.plugins.papers.commands import complete_paper_format, complete_paper_table
from countermove.plugins.papers.compute import TABLES
from countermove.plugins.papers.output import FORMATS
from tests.unit.cli.conftest import Process, Run

__all__: list[str] = []


def test_what_is_shown_is_what_is_written(run: Run, tmp_path: Path) -> None:
    shown = run("paper", "chicken")
    assert (shown.exit_code, shown.stdout) == (0, cm.paper("chicken"))
    assert run("paper", "chicken", "-o", "-").stdout == shown.stdout
    for suffix, text in ((".tex", shown.stdout), (".md", cm.paper("chicken", format="markdown"))):
        target = tmp_path / f"t{suffix}"
        done = run("paper", "chicken", "-o", str(target))
        assert (done.exit_code, target.read_text(encoding="utf-8")) == (0, text)
        assert "exists already; force overwrites it. Here: --force" in run("paper", "chicken", "-o", str(target)).stderr
    bib = tmp_path / "t.bib"
    assert run("paper", "chicken", "-o", str(bib)).exit_code == 0
    assert (
        bib.read_text(encoding="utf-8") == run("paper", "chicken", "--format", "bibtex").stdout == cm.bibtex("chicken")
    )


def test_what_is_left_out_is_told(run: Run, tmp_path: Path) -> None:
    done = run("paper", "korea-2021", "--concept", "nash", "-o", str(tmp_path / "k.tex"))
    assert "Without the table of evolution: the status quo is itself an equilibrium" in done.stdout


def test_the_game_and_the_tables_are_chosen(run: Run, ferry: str) -> None:
    done = run("paper", ferry, "--scenario", "gift", "--table", "stability", "--concept", "seq", "--format", "markdown")
    assert done.exit_code == 0
    assert "*SEQ*" in done.stdout
    assert "Preferences" not in done.stdout
    assert "Set here: supposing that somebody pays (gift); in the base reading." in done.stdout


def test_json_has_the_tables_as_data(run: Run) -> None:
    data = json.loads(run("paper", "elmira-1991", "--json").stdout)["data"]
    assert data["tables"]["stability"][0]["equilibria"] == [5, 6, 7, 10, 11, 12]
    assert data["text"] == cm.paper("elmira-1991")
    assert json.loads(run("paper", "elmira-1991", "--format", "bibtex", "--json").stdout)["data"]["tables"] is None


@pytest.mark.level("all")
def test_a_stream_that_lacks_a_sign_is_no_error(process: Process) -> None:
    done = process("paper", "chicken", "--format", "markdown", env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")


def test_tables_and_formats_are_completed() -> None:
    assert (complete_paper_table(""), complete_paper_format("")) == (
        [name for name in TABLES if name != "fuzzy"],
        list(FORMATS),
    )
