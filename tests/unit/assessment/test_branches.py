"""The words of branches: `says` is about `want`, `otherwise_says` about `otherwise`, whatever is in force where."""

from __future__ import annotations

import itertools

import pytest

from countermove.assessment import Assessment, lint, loads
from countermove.assessment.overlays import edited
from countermove.assessment.rewrite import Step, pushed, rewritten
from countermove.context.glossary import WantText, game_text_of
from countermove.context.selection import BASE, Selection, select
from countermove.presentation.premises import doubtful_texts
from gmcr import Edit
from gmcr.logic import truth

__all__: list[str] = []

FERRY = """\
countermove: 1
actors:
  line:
    name: the line
    options:
      run: {does: runs}
    wants:
      - id: l1
        want: line.run
        while: fuel >= 0.5
        otherwise: not line.run
        could_be: not line.run
        says: has fuel
        otherwise_says: saves fuel
drivers:
  fuel: {now: 0.2, assumed: true}
scenarios:
  delivery: {set: {fuel: 0.9}, assumed: true}
  strict:
    assumed: true
    rewrite:
      l1: {want: line.run, while: fuel >= 0.1, otherwise: not line.run, says: runs on a drop}
start: []
"""

OLDER = FERRY.replace("        otherwise_says: saves fuel\n", "")


def words(assessment: Assessment, selection: Selection = BASE) -> WantText:
    return game_text_of(assessment.selected(selection)).wants["l1"]


def test_each_branch_has_its_own_words() -> None:
    told = words(loads(FERRY))
    assert (told.part, told.reason("want"), told.reason("otherwise")) == ("otherwise", "has fuel", "saves fuel")
    assert told.reason("") == "has fuel; otherwise saves fuel"
    delivered = words(loads(FERRY), select(scenario="delivery"))
    assert (delivered.part, delivered.reason("want"), delivered.reason("otherwise")) == (
        "want",
        "has fuel",
        "saves fuel",
    )
    given = words(loads(FERRY), select(settings=["fuel=0.9"]))
    assert (given.part, given.says, given.otherwise_says) == ("want", "has fuel", "saves fuel")


def test_new_words_of_a_want_replace_those_of_both_branches() -> None:
    told = words(loads(FERRY), select(scenario="strict"))
    assert (told.reason("want"), told.reason("otherwise"), told.reason("")) == ("runs on a drop", "", "")


@pytest.mark.parametrize("now", ["0.2", "0.9"])
@pytest.mark.parametrize("settings", [(), ("fuel=0.2",), ("fuel=0.9",)])
def test_in_an_older_file_words_in_doubt_are_told_nowhere(now: str, settings: tuple[str, ...]) -> None:
    """Where `otherwise` is in force as the file begins, `says` could be about either. What is set has the file say so."""
    older = loads(OLDER.replace("now: 0.2", f"now: {now}"))
    begins = settings[0].partition("=")[2] if settings else now
    for scenario in (None, "delivery"):
        told = words(older, select(scenario=scenario, settings=settings))
        assert told.says == ("has fuel" if begins == "0.9" else None)
        assert (told.reason("otherwise"), told.reason("")) == ("", "")
    assert words(older, select(settings=settings)) == words(loads(OLDER.replace("now: 0.2", f"now: {begins}")))


def test_lint_and_assess_say_once_which_two_lines_to_write() -> None:
    older = loads(OLDER, file="ferry.yaml")
    [found] = [problem for problem in lint(older) if problem.code == "whose-words"]
    assert (found.severity, found.file, found.line, found.column) == ("warning", "ferry.yaml", 13, 9)
    assert "`says:` why line wants line.run, and under `otherwise_says:` why it wants not line.run" in found.message
    [told] = doubtful_texts(older)
    assert told == (
        "The words of l1 (ferry.yaml:13) could be about either of its branches and are shown nowhere: say under `says:` "
        "why the line wants to run, and under `otherwise_says:` why the line wants not to run."
    )
    for text in (FERRY, OLDER.replace("now: 0.2", "now: 0.9")):
        assert doubtful_texts(loads(text)) == ()
        assert not [problem for problem in lint(loads(text)) if problem.code == "whose-words"]


def test_a_want_that_is_turned_loses_the_words_of_both_branches() -> None:
    ferry = loads(FERRY)
    for kind in ("could_be", "negate"):
        [line] = edited(ferry.calculus(), [Edit("line", "l1", kind)]).lines["line"]
        assert (line.says, line.otherwise_says) == (None, None)
    told = words(pushed(ferry, [Step("turn", "l1")]))
    assert (told.says, told.otherwise_says) == (None, None)
    back = words(pushed(ferry, [Step("turn", "l1"), Step("turn", "l1")]))
    assert (back.says, back.otherwise_says) == ("has fuel", "saves fuel")


def test_a_push_written_into_the_file_takes_the_words_of_both_branches_out() -> None:
    text = rewritten(FERRY, [Step("turn", "l1")])
    assert "says: has fuel" not in text
    assert "saves fuel" not in text
    assert loads(text).own_calculus.lines["line"][0].otherwise_says is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (FERRY, []),
        (FERRY.replace("        otherwise: not line.run\n", ""), ["otherwise"]),
        (FERRY.replace("        while: fuel >= 0.5\n", ""), ["otherwise"]),
    ],
)
def test_words_for_an_otherwise_that_there_is_not_are_warned_of(text: str, codes: list[str]) -> None:
    assert [item.code for item in loads(text).warnings] == codes


# -- a branch that decides and has no words ----------------------------------------------------------------------------

WORDLESS = """\
countermove: 1
actors:
  a:
    options: {go: {does: goes}}
    wants:
      - {id: a1, want: go implies b.let, ABOVE}
      - id: a2
        want: not go
        while: CONDITION
        otherwise: go
        says: stays at home
  b:
    options: {let: {does: lets it}}
    wants:
      - {id: b1, want: let, while: calm >= 0, otherwise: not let, says: lets, otherwise_says: does not}
drivers:
  calm: {now: 0.8}
  other: {now: 0.8}
scenarios:
  storm: {set: {calm: 0.1}}
  dead: {set: {calm: 0.1}, happens: [go]}
views:
  theirs: {set: {other: 0.1}}
open:
  Q: {readings: {first: {}, second: {set: {other: 0.2}}}}
START
"""


@pytest.mark.parametrize(
    ("condition", "above", "where"),
    [
        ("calm >= 0.5", "", "in scenario storm"),
        ("other >= 0.5", "", "as things are with Q = second"),
        ("other >= 0.15", "", "in view theirs"),
        ("calm >= 0", "", ""),
        ("b.let", "", ""),  # b.let off: a1 decides for both
        ("not b.let", "", "as things are"),
    ],
)
def test_a_branch_without_words_that_decides_something_is_a_remark(condition: str, above: str, where: str) -> None:
    text = WORDLESS.replace("CONDITION", condition).replace(", ABOVE", above).replace("START", "start: []")
    found = [item for item in lint(loads(text)) if item.code == "wordless-branch"]
    expected = [f"What a2 asks for otherwise decides something {where}, and has no words: write `otherwise_says`."]
    assert [item.message for item in found] == (expected if where else [])
    assert [item.line for item in found] == ([9] if where else [])


def test_what_decides_is_what_the_definition_says() -> None:
    """All moves of all declared games, one by one: the first want that differs, and the branch in force at either state."""
    for condition in ("calm >= 0.5", "other >= 0.5", "b.let", "not b.let", "b.let or calm < 0.5", "calm >= 0"):
        text = WORDLESS.replace("CONDITION", condition).replace(", ABOVE", "").replace("START", "start: []")
        given = loads(text)
        games = [
            given.conflict(reading=reading, **chosen)  # type: ignore[arg-type]
            for reading in given.readings
            for chosen in ({}, {"scenario": "storm"}, {"scenario": "dead"}, {"view": "theirs"})
        ]
        decided = False
        for game, (one, other) in itertools.product(games, [(0, 1), (2, 3)]):
            for want in game.preferences["a"]:  # type: ignore[union-attr]
                states = [{"a.go": bool(code & 1), "b.let": bool(code & 2)} for code in (one, other)]
                here, there = (bool(truth(want.whole, on, game.drivers)) for on in states)
                if here != there:
                    if want.id == "a2":
                        decided |= any(
                            want.branch({name for name, value in on.items() if value}, game.drivers) == "otherwise"
                            for on in states
                        )
                    break
        assert bool([item for item in lint(given) if item.code == "wordless-branch"]) is decided
