"""What a command line selects or sets: followed, told on the screen, refused by what cannot."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

pytestmark = pytest.mark.usefixtures("solved_once")

SEEN = """\
indicators:
  I1: {watch: what the ferry takes, moves: {demand: up}}
observations:
  B1: {date: 2024-05-01, of: I1, sets: {demand: 0.1}}
"""
"""Demand was seen to fall below what makes the line run."""

SIZE = "ferry: two actors, three options, six feasible states and two readings."
UNMET = 'not as expected: the file expects "follows"'
SUMMED = "One of two claims with an expectation is as expected; B is not."


@pytest.fixture
def seen(tmp_path: Path) -> str:
    """The path of the same case with demand seen to fall."""
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY + SEEN, encoding="utf-8")
    return str(path)


def told(run: Run, *arguments: str) -> str:
    """What is printed, on one line."""
    return " ".join(run(*arguments).stdout.split())


# -- check -------------------------------------------------------------------------------------------------------------


@pytest.mark.level("all", but=5)
@pytest.mark.parametrize(
    ("selected", "said"),
    [
        (["--set", "demand=0.2"], "Set here: demand at 0.20 (the file has 0.60)."),
        (["--reading", "Q=purse_first"], "Set here: on the reading that Q = purse_first."),
        (["--reading", "Q=service_first"], "Set here: on the reading that Q = service_first."),
        (["--scenario", "gift"], "Set here: supposing that somebody pays (gift)."),
        (["--view", "pessimist"], "Set here: in the eyes of Town (pessimist)."),
        (
            ["--view", "pessimist", "--set", "demand=0.2", "--concept", "seq"],
            "Set here: demand at 0.20 (the file has 0.60); in the eyes of Town (pessimist).",
        ),
    ],
)
def test_where_another_game_is_selected_check_tells_what_differs_and_ends_with_0(
    run: Run, ferry: str, selected: list[str], said: str
) -> None:
    done = run("check", ferry, *selected)
    text = " ".join(done.stdout.split())
    assert done.exit_code == 0
    assert UNMET in text
    assert " not" in text.partition("as expected")[2]
    heading, _, rest = text.partition(". ")
    assert heading.startswith("ferry: five claims, each judged in ")
    assert rest.startswith(f"{said} Of three conclusions, ")
    printed = run("check", ferry, *selected, "--json")
    assert printed.exit_code == 0
    assert json.loads(printed.stdout)["data"]["as_expected"] is False


@pytest.mark.parametrize("asked", [[], ["--concept", "seq"], ["--as-of", "2024-01-01"]])
def test_without_another_game_check_ends_with_1_where_a_verdict_differs(run: Run, ferry: str, asked: list[str]) -> None:
    done = run("check", ferry, *asked)
    text = " ".join(done.stdout.split())
    assert done.exit_code == 1
    assert UNMET in text
    assert SUMMED in text
    assert "Set here: " not in text
    assert ("With what was known on 2024-01-01." in text) is ("--as-of" in asked)
    assert ("in two readings with everybody reckoning with answers that pay (SEQ)." in text) is ("--concept" in asked)


def test_check_tells_classes_of_the_game_that_is_selected(run: Run, ferry: str) -> None:
    def classes(*selected: str) -> dict[str, str]:
        data = json.loads(run("check", ferry, "--json", *selected).stdout)["data"]
        return {claim["id"]: claim["class"] for claim in data["claims"]}

    assert classes() == {
        "A": "holds_by_inaction",
        "B": "contradicted",
        "C": "contradicted",
        "D": "contradicted",
        "E": "restates",
    }
    # To a pessimist the line never wants to run, and below a demand of 0.5 it does not want to: the same wants.
    assert (
        classes("--view", "pessimist")
        == classes("--set", "demand=0.2")
        == {**classes(), **dict.fromkeys("BDE", "unsupported")}
    )
    assert classes("--scenario", "gift")["A"] == "contradicted"
    assert classes("--concept", "seq")["E"] == "contradicted"


def test_each_of_several_cases_says_what_is_selected(run: Run, ferry: str, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(FERRY, encoding="utf-8")
    text = told(run, "check", ferry, str(other), "--view", "pessimist")
    assert text.count("under five concepts. Set here: in the eyes of Town (pessimist). Of three ") == 2


# -- the line that says what is set ------------------------------------------------------------------------------------


@pytest.mark.level("judge", but=4)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize(
    ("selected", "said"),
    [
        ([], "ferry"),
        (["--set", "demand=0.2"], "Set here: demand at 0.20 (the file has 0.60)."),
        (["--reading", "Q=purse_first"], "Set here: on the reading that Q = purse_first."),
        (["--scenario", "gift"], "Set here: supposing that somebody pays (gift)."),
        (["--view", "pessimist"], "Set here: in the eyes of Town (pessimist)."),
        (["--concept", "seq"], "Set here: reckoning with answers that pay (SEQ)."),
        (["--as-of", "2024-01-01"], "Set here: with what was known on 2024-01-01."),
        (
            ["--set", "demand=0.2", "--view", "pessimist"],
            "Set here: demand at 0.20 (the file has 0.60); in the eyes of Town (pessimist).",
        ),
    ],
)
def test_the_second_line_of_the_first_screen_says_what_is_set(
    run: Run, ferry: str, selected: list[str], said: str
) -> None:
    for full in ([], ["--full"]):
        done = run("assess", ferry, *selected, *full, columns=120)
        assert done.exit_code == 0
        title, line, *_ = done.stdout.splitlines()
        assert title == "Will the ferry run?"
        assert line == (f"{SIZE} In the base reading." if full and not selected else said)


def test_what_a_screen_tells_below_that_line_is_the_game_that_is_set(run: Run, ferry: str) -> None:
    plain, gift = told(run, "assess", ferry), told(run, "assess", ferry, "--scenario", "gift")
    assert "Why nobody moves: three acts" in plain
    assert "Why nobody moves" not in gift
    assert "A gift brings the service (B): contradicted" in plain
    assert "Nothing moves (A): contradicted" in gift


# -- change, responsibility, watch -------------------------------------------------------------------------------------


@pytest.mark.level("all")
def test_a_number_that_is_set_equals_the_file_that_says_so_in_every_command(
    run: Run, seen: str, tmp_path: Path
) -> None:
    """But for the line that says so; in ``watch`` with that number's dated values taken out."""
    folder = tmp_path / "written"
    folder.mkdir()
    written = folder / "ferry.yaml"
    text = FERRY.replace("now: 0.6", "now: 0.2")
    for command in (
        ["assess"],
        ["check"],
        ["change"],
        ["responsibility"],
        ["tipping"],
        ["matrix"],
        ["levers"],
        ["roads"],
        ["why", "{}", "start"],
        ["views"],
        ["together"],
        ["watch"],
    ):
        name, *after = command
        # What was seen would move the number again, and so is what the call sets.
        written.write_text(text + (SEEN.partition("observations:")[0] if name == "watch" else SEEN), encoding="utf-8")
        behind = [item for item in after if item != "{}"]
        set_ = run(name, seen, *behind, "--set", "demand=0.2")
        plain = run(name, str(written), *behind)
        assert _without_game(set_.stdout) == _without_game(plain.stdout), name
        assert set_.stderr == plain.stderr == ""


def _without_game(text: str) -> str:
    """A screen on one line, without what says which game it is about."""
    return re.sub(
        r"(Set here): .*?\.( (?=[A-Zf])|$)|In the base reading\. |The author's model\. ", "", " ".join(text.split())
    )


def test_responsibility_in_a_view_is_the_degree_of_that_game(run: Run, ferry: str) -> None:
    def degrees(*selected: str) -> list[tuple[str | None, dict[str, Any]]]:
        data = json.loads(run("responsibility", ferry, "--json", *selected).stdout)["data"]
        return [(item["view"], item["degrees"]) for item in data["views"]]

    assert degrees() == [(None, {"town": "1", "line": "0"}), ("pessimist", {"town": "0", "line": "0"})]
    assert degrees("--view", "pessimist") == degrees()[1:]
    assert degrees("--set", "demand=0.1") == [(view, {"town": "0", "line": "0"}) for view in (None, "pessimist")]
    assert "Set here: in the eyes of Town (pessimist); in the base reading." in told(
        run, "responsibility", ferry, "--view", "pessimist"
    )


def test_watch_takes_out_the_dated_values_of_what_is_set(run: Run, seen: str) -> None:
    passed = run("watch", seen)
    assert passed.exit_code == 1
    assert "demand went from 0.60 down to 0.10" in " ".join(passed.stdout.split())
    set_ = run("watch", seen, "--set", "demand=0.6")
    assert set_.exit_code == 0
    assert "No driver was observed: everything is as the file has it." in " ".join(set_.stdout.split())
