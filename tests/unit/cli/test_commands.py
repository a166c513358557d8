"""What each command prints, and how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from countermove.media import page_of, record_kinds, record_schema
from countermove.presentation.blocks import Sentence
from tests.conftest import in_one_test, require_module
from tests.flagship import korea_assessed
from tests.unit.cli.conftest import Process, Run
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

pytestmark = pytest.mark.usefixtures("solved_once")


def record(text: str, kind: str) -> Any:
    """The data of a printed record, once it is as its schema says."""
    jsonschema = require_module("jsonschema", "it checks records against their schemas")
    printed = json.loads(text)
    jsonschema.Draft202012Validator(record_schema(kind)).validate(printed)
    return printed if kind == "errors" else printed["data"]


def test_assess_leads_with_the_answer(run: Run, ferry: str) -> None:
    done = run("assess", ferry)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "Will the ferry run?"
    assert lines[2] == "Does it come to service?"
    assert (
        " ".join(done.stdout.split())
        .partition("Does it come to service? ")[2]
        .startswith(
            "No, in every reading. In the base reading, with everybody looking one step ahead: Town does not pay for the ferry, "
            "since it wants not "
            "to pay for the ferry"
        )
    )
    assert done.stderr == ""
    assert record(run("assess", ferry, "--json").stdout, "assess")["title"] == "Will the ferry run?"


def test_assess_takes_a_game_concepts_and_a_bound(run: Run, ferry: str) -> None:
    options = [
        "--reading",
        "Q=purse_first",
        "--scenario",
        "gift",
        "--concept",
        "nash",
        "--concept",
        "seq",
        "--bound",
        "1",
    ]
    done = run("assess", ferry, *options, "--full")
    assert "on the reading that Q = purse_first" in " ".join(done.stdout.split())
    printed = json.loads(run("assess", ferry, *options, "--full", "--json").stdout)
    assert printed["assumptions"]["concepts"] == ["nash", "seq"]
    assert printed["assumptions"]["bound"] == printed["data"]["changes"]["bound"] == 1
    first = json.loads(run("assess", ferry, *options, "--json").stdout)[
        "data"
    ]  # what the first screen asks, and no more
    assert first["changes"] is None
    assert first["answers"] == printed["data"]["answers"]


def test_check_ends_with_one_where_a_claim_is_not_as_expected(run: Run, ferry: str) -> None:
    done = run("check", ferry)
    assert done.exit_code == 1
    assert "One of two claims with an expectation is as expected; B is not." in done.stdout
    assert run("check", ferry, "--json").exit_code == 1
    assert record(run("check", ferry, "--json").stdout, "check")["as_expected"] is False
    assert run("check", ferry, "--claim", "A", "--claim", "C").exit_code == 0


def test_check_takes_several_cases(run: Run, ferry: str, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(FERRY.replace("expect: follows", "expect: contradicted", 2), encoding="utf-8")
    done = run("check", ferry, str(other), "--claim", "B")
    assert done.exit_code == 1
    assert "ferry: one claim" in done.stdout
    assert "other: one claim" in done.stdout
    printed = json.loads(run("check", ferry, str(other), "--json").stdout)
    assert printed["case"] == ["ferry", "other"]
    assert run("check", str(other), "--claim", "B").exit_code == 0


def test_solve_shows_equilibria_and_states(run: Run, ferry: str) -> None:
    done = run("solve", ferry, "--set", "demand=0.1", "--view", "pessimist")
    assert done.exit_code == 0
    assert "Nash" in done.stdout
    data = record(run("solve", ferry, "--json").stdout, "solve")
    assert data["equilibria"]["seq"]["codes"] == [0, 3]


def test_solve_leaves_out_most_of_a_big_table_unless_all_is_asked_for(run: Run) -> None:
    short, whole = run("solve", "korea-2021"), run("solve", "korea-2021", "--full", "--json")
    assert "states are left out" in " ".join(short.stdout.split())
    data = record(whole.stdout, "solve")
    assert data["left_out"] == 0
    assert len(data["rows"]) == data["states"] == 336


def test_why_tells_what_deters(run: Run, ferry: str) -> None:
    done = run("why", ferry, "pay,run", "--actor", "town", "--concept", "seq")
    assert done.exit_code == 0
    assert "then Line no longer runs the ferry (state 0)" in " ".join(done.stdout.split())
    data = record(run("why", ferry, "start", "--json").stdout, "why")
    assert len(data["witnesses"]) == 10


def test_lint_ends_with_two_only_on_errors(run: Run, ferry: str, tmp_path: Path) -> None:
    warned = run("lint", ferry)
    assert warned.exit_code == 0
    assert f"{ferry}:" in warned.stdout
    broken = tmp_path / "broken.yaml"
    broken.write_text(FERRY.replace("start: []", "start: [town.pya]"), encoding="utf-8")
    failed = run("lint", ferry, str(broken))
    assert failed.exit_code == 2
    line = FERRY.splitlines().index("start: []") + 1
    assert (
        f"{broken}:{line}:9 error [unknown] 'town.pya' is not an option here. Did you mean town.pay?" in failed.stdout
    )
    data = record(run("lint", str(broken), "--json").stdout, "lint")
    assert data["files"][0]["errors"] == 1


def test_a_line_of_lint_is_never_wrapped(run: Run, ferry: str) -> None:
    lines = run("lint", ferry).stdout.splitlines()
    assert all(line.startswith(ferry) for line in lines[:-1])
    assert max(map(len, lines)) > 80


def test_new_writes_once(run: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "mine.yaml")
    assert run("new", file, "--title", "What now?").exit_code == 0
    again = run("new", file)
    assert again.exit_code == 2
    assert again.stderr == f"{file} exists already; force overwrites it. Here: --force\n"
    assert 'title: "What now?"' in Path(file).read_text(encoding="utf-8")
    assert record(run("new", file, "--from", "korea-2021", "--force", "--json").stdout, "new")["source"] == "korea-2021"
    assert run("solve", file, "--concept", "nash").exit_code == 0


@in_one_test("kind", [*record_kinds(), "errors"])
def test_schema_prints_what_each_record_means(run: Run, kind: str) -> None:
    assert json.loads(run("schema", "--record", kind).stdout) == record_schema(kind)


def test_schema_prints_the_format_of_files(run: Run) -> None:
    from countermove.assessment import json_schema

    assert json.loads(run("schema").stdout) == json.loads(run("schema", "--json").stdout) == json_schema()


def test_cases_lists_titles_and_claims(run: Run) -> None:
    done = run("cases")
    assert "korea-2021" in done.stdout
    assert "Would China help bring Pyongyang and Washington back to the table?" in done.stdout
    assert "No provocation is imminent" not in done.stdout
    assert "No provocation is imminent" in run("cases", "--full").stdout
    names = [case["name"] for case in record(run("cases", "--json").stdout, "cases")["cases"]]
    assert "korea-2021" in names


@pytest.mark.level("judge")
def test_the_flagship_is_assessed(run: Run) -> None:
    """As data; what is printed stands on the pages that show it, and is compared there (`tests/docs`)."""
    found = run("assess", "korea-2021", "--full", "--json")
    assert found.exit_code == 0
    record(found.stdout, "assess")
    told = [block.text for block in page_of(korea_assessed(), full=True).blocks if isinstance(block, Sentence)]
    assert "The status quo holds." in told
    alone = next(
        place for place, text in enumerate(told) if text.endswith("One change of mind alone would bring it about:")
    )
    assert told[alone + 1].startswith("The United States comes to want")


def test_why_tells_a_want_as_the_view_has_it(run: Run) -> None:
    author = " ".join(run("why", "korea-2021", "start", "--actor", "us").stdout.split())
    view = " ".join(run("why", "korea-2021", "start", "--actor", "us", "--view", "washington").stdout.split())
    assert "(u2)" in author
    assert "reward is below risk" in author
    assert "(u2)" in view
    assert "reward is below risk" not in view  # the view has no such condition


@pytest.mark.parametrize("command", ["assess", "check", "solve", "why", "lint", "new", "schema", "cases"])
def test_every_command_has_help(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.exit_code == 0
    assert f"Usage: countermove {command}" in done.stdout
    assert "--json" in done.stdout


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("why", "actor strong type coding reading scenario view set concept full json"),
        ("roads", "to largest coding reading scenario view set concept full json"),
    ],
)
def test_help_tells_what_a_question_asks_then_the_game_then_the_concepts(run: Run, command: str, options: str) -> None:
    shown = re.findall(r"^\W*--([a-z-]+)", run(command, "--help", columns=100).stdout, re.MULTILINE)
    assert " ".join(name for name in shown if name not in ("as-of", "help")) == options


def test_the_program_alone_shows_its_help_and_version(run: Run) -> None:
    assert run().stdout == run("--help").stdout
    assert run("-h").exit_code == 0
    assert run("--version").stdout.startswith("countermove 0.")


def test_python_runs_the_package_as_the_program(process: Process) -> None:
    done = process("--version", code="import runpy; runpy.run_module('countermove', run_name='__main__')")
    assert done.stdout.startswith(b"countermove 0.")


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("width", ["60", "80", "120", "200"])
def test_nothing_is_wider_than_the_terminal(run: Run, ferry: str, width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from countermove.cli import app

    runner = CliRunner(env={"COLUMNS": width})
    for arguments in (
        ["assess", ferry],
        ["check", ferry],
        ["solve", ferry],
        ["why", ferry, "3"],
        ["solve", "korea-2021"],
    ):
        lines = runner.invoke(app, arguments).stdout.splitlines()
        assert lines
        assert max(map(len, lines)) <= int(width)
        assert all(line == line.rstrip() for line in lines)
