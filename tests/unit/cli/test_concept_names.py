"""A concept may be written in any case, wherever the command line takes one."""

from __future__ import annotations

import pytest

from countermove.catalogue import QUESTIONS
from tests.unit.cli.conftest import Run

__all__: list[str] = []

pytestmark = pytest.mark.usefixtures("solved_once")

ONE_GAME = ["solve", "why", "change", "inverse", "levers", "roads", "coalitions", "deal", "longrun"]
LINES = [
    *([name, "CASE", *(["start"] if name in ("why", "inverse") else []), "--json"] for name in ONE_GAME),
    *([name, "CASE", "--json"] for name in ("check", "responsibility", "views", "tipping", "together", "watch")),
    ["assess", "CASE", "--json"],
    ["paper", "CASE"],
    ["diff", "CASE", "CASE", "--json"],
]


@pytest.mark.level("all", but=5)
@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_a_concept_is_taken_in_any_case(run: Run, ferry: str, line: list[str]) -> None:
    lower, other = ("cseq", "CSeq") if line[0] == "coalitions" else ("seq", "SEQ")
    words = [ferry if word == "CASE" else word for word in line]
    expected = run(*words, "--concept", lower)
    done = run(*words, "--concept", other)
    assert expected.stdout
    assert (done.exit_code, done.stdout, done.stderr) == (expected.exit_code, expected.stdout, expected.stderr)


def test_the_questions_asked_here_take_concepts() -> None:
    taking = {name for name, item in QUESTIONS.items() if any("concept" in option.kind for option in item.options)}
    assert {line[0] for line in LINES} - {"assess", "paper"} <= taking
