"""Messages that say what to do: about files, about names, about a command line."""

from __future__ import annotations

import json
import sys
from inspect import signature
from pathlib import Path

import pytest
import typer

from gmcr.base.errors import MissingExtra
from tests.unit.cli.conftest import Run
from tests.unit.reports.samples import FERRY

__all__: list[str] = []


@pytest.fixture
def beside(ferry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the folder of a small case."""
    monkeypatch.chdir(Path(ferry).parent)


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("command", ["assess", "solve"])
def test_a_file_whose_ending_was_left_out_is_named(run: Run, command: str) -> None:
    told = run(command, "ferry").stderr
    assert told.startswith("ferry: error [file] There is no such file, nor a bundled case of that name.")
    assert told.endswith(" Did you mean ferry.yaml?\n")


def test_a_file_that_is_not_there_has_no_lines(run: Run) -> None:
    (problem,) = json.loads(run("assess", "nothere.yaml", "--json").stdout)["errors"]
    assert (problem["line"], problem["column"]) == (None, None)


def test_a_name_that_was_refused_is_not_offered(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ferry.yaml"
    file.write_text(FERRY.replace("  gift:\n", "  a gift:\n"), encoding="utf-8")
    told = run("lint", str(file)).stdout
    assert "'a gift' is not a name" in told
    assert "'gift' is not a scenario here.\n" in told


@pytest.mark.skipif("suggest_commands" not in signature(typer.Typer).parameters, reason="this Typer offers none")
def test_commands_that_are_near_are_offered_as_alternatives(run: Run) -> None:
    assert run("asses").stderr == "No such command 'asses'. Did you mean 'assess' or 'cases'? Try: countermove --help\n"


def test_a_report_that_needs_what_is_not_there_is_not_computed(
    run: Run, ferry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    done = run("report", ferry, "-o", str(tmp_path / "ferry.pdf"), "--draws", "1000000000")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("A report as PDF needs the extra 'pdf': ")


def test_every_command_is_told_in_one_whole_line(run: Run) -> None:
    told = run("--help").stdout.partition("Commands:\n")[2].rstrip().splitlines()
    assert len(told) > 20
    assert [line for line in told if not line.endswith(".") or line.endswith("...")] == []


def test_an_extra_is_installed_where_the_program_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/a place/python")
    told = str(MissingExtra("pdf", "A report as PDF"))
    assert told == "A report as PDF needs the extra 'pdf': '/a place/python' -m pip install 'countermove[pdf]'"


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize(
    "arguments",
    [
        ["why", "korea-2021", "start", "--actor", "{}"],
        ["inverse", "korea-2021", "start", "--vary", "{}"],
        ["solve", "korea-2021", "--concept", "cnash", "--coalition", "{},dprk"],
        ["coalitions", "korea-2021", "--coalition", "dprk,{}"],
        ["longrun", "korea-2021", "--concept", "nash", "--choice", "actors", "--weight", "{}=2"],
        ["views", "korea-2021", "--held", "{}=washington", "--concept", "nash"],
    ],
)
def test_an_actor_may_be_called_by_its_name_in_words(run: Run, arguments: list[str]) -> None:
    by_id, in_words, wrong = (
        run(*(text.format(name) for text in arguments)) for name in ("us", "united STATES", "Untied States")
    )
    assert (in_words.stdout, in_words.exit_code) == (by_id.stdout, 0)
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        "'Untied States' is not an actor here. Did you mean us (United States)?\n",
    )


def test_actors_are_listed_with_their_names(run: Run) -> None:
    told = run("why", "korea-2021", "start", "--actor", "zz").stderr
    assert "There are: dprk (North Korea), us (United States), china, rok (South Korea)." in told
