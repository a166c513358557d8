"""The rules of lint that need the games solved."""

from __future__ import annotations

import pytest

import countermove as cm
from countermove.reports.suspicions import SUSPICIONS, suspicions
from tests.conftest import models
from tests.judge.answers.checks import claim_case
from tests.judge.answers.form import State
from tests.judge.answers.games import Game
from tests.unit.questions.assessments import Pair, pair

OUTCOMES = ("every_outcome", "some_outcome", "no_outcome", "passes", "never_passes")

TEXT = """
countermove: 1
title: Suspicious
sources: {n: {what: made up, grade: B2, default: true}}
actors:
  a: {options: {x: {does: comes}}, wants: [{id: a1, want: x, while: d > 0.5, otherwise: not x, at: [1]}]}
  b: {options: {y: {does: comes}}}
drivers: {d: {now: 0.2, at: [1], unsaid: true}, e: {now: 0.2, at: [1], unsaid: true}}
claims:
  C1: {says: a stays., check: {stable: start}, at: [1]}
  C2: {says: Either way., check: {passes: x or not x}, at: [1]}
  C3: {says: Never both., check: {no_outcome: x and not x}, at: [1]}
  C4: {says: y or x never., check: {some_outcome: x and not x}, at: [1]}
  C5: {says: Free., check: {content: b}, at: [1]}
  C6: {says: a comes., check: {passes: x}, at: [1], with: {set: {d: 0.9}}}
forecasts:
  F1: {says: Either way, closes: "2030-01-01", chance: likely, from: C2}
  F2: {says: Either way, closes: "2030-01-01", chance: [0.45, 0.9], from: C2}
  F3: {says: It stays, closes: "2030-01-01", chance: almost certain, from: C1}
"""


def test_a_claim_that_is_false_by_a_premise_says_none_again() -> None:
    text = TEXT.replace("C6: {says: a comes., check: {passes: x}", "C6: {says: a stays., check: {no_outcome: x}")
    told = [item.message for item in suspicions(cm.loads(text)) if item.code == "restates"]
    assert told == []


def found_in(assessment: cm.Assessment) -> set[tuple[str, str]]:
    """(code, claim or driver) of every finding."""
    return {(problem.code, problem.message.split()[0]) for problem in suspicions(assessment)}


def test_each_rule_finds_what_it_is_about() -> None:
    found = suspicions(cm.loads(TEXT, file="s.yaml"))
    assert {problem.code for problem in found} == set(SUSPICIONS) - {"untried"}
    assert all(problem.severity == "warning" and problem.file == "s.yaml" for problem in found)
    by_definition = [(p.message.split()[0], " is true " in p.message) for p in found if p.code == "by-definition"]
    assert by_definition == [("C2", True), ("C3", True), ("C4", False)]
    assert [p.message.split(":")[0] for p in found if p.code == "restates"] == ["C6 restates a1"]
    [number] = [p for p in found if p.code == "unsaid-number"]
    assert number.message.startswith("d is a number")
    assert "(C1, C6)" in number.message  # e switches nothing
    [leaning] = [p.message for p in found if p.code == "leaning"]
    assert leaning == (
        "F1 is held to be 55 to 80% (likely) and is drawn from C2, which holds whatever anybody wants: that does not "
        "bear it out."
    )
    lines = TEXT.splitlines()
    for problem in found:
        name = problem.message.split()[0]
        assert lines[problem.line - 1][problem.column - 1 :].startswith(f"{name}:")


CHANGES = """
countermove: 1
title: Numbers in minds
target: x and (y or e > 0.5)
actors:
  a:
    options: {x: {does: comes}}
    wants: [{id: a1, want: not x, could_be: x or d > 0.5}]
  b:
    options: {y: {does: comes}}
    wants: [{id: b1, want: y}]
drivers: {d: {now: 0.2, unsaid: true}, e: {now: 0.2, unsaid: true}, f: {now: 0.2, unsaid: true}}
claims:
  C1: {says: Only a could change it., check: {single_changes_only_by: a}}
  C2: {says: So it is at any f., check: {everywhere: not x, where: f >= 0, vary: [f], after_each: [[]]}}
"""


def test_a_number_counts_where_only_a_could_be_mentions_it_and_not_where_the_claim_varies_it() -> None:
    found = [p.message for p in suspicions(cm.loads(CHANGES)) if p.code == "unsaid-number"]
    assert [message.split()[0] for message in found] == ["d"]
    assert "(C1)" in found[0]  # above a half the could_be is met anyway, and a does not come
    with_target = CHANGES.replace("b1, want: y", "b1, want: not y")
    found = [p.message.split()[0] for p in suspicions(cm.loads(with_target)) if p.code == "unsaid-number"]
    assert found == ["e"]  # without y the target needs e above a half


def test_verdicts_that_are_known_are_used() -> None:
    assessment = cm.loads(TEXT)
    assert suspicions(assessment, verdicts=cm.check(assessment)) == suspicions(assessment)
    assert {p.code for p in suspicions(assessment, verdicts=())} == {"by-definition", "unsaid-number"}
    assert {p.code for p in suspicions(assessment)} == {"by-definition", "leaning", "restates", "unsaid-number"}


def start_of(given: Pair, claim: str) -> tuple[Game, State]:
    record = given.document["claims"][claim]
    game = claim_case(given.setting, record, given.setting.readings[0])[""]
    return game, game.after(record["check"].get("after") or ())


def settled(given: Pair, claim: str) -> bool:
    """Whether the claim's formula is constant over all that any moves lead to."""
    kind = next((kind for kind in OUTCOMES if kind in given.document["claims"][claim]["check"]), None)
    if kind is None:
        return False
    game, start = start_of(given, claim)
    known, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        fresh = {q for moves in game.form.moves.values() for q in moves[here]} - known
        known |= fresh
        waiting += fresh
    return len({game.holds(given.document["claims"][claim]["check"][kind], s) for s in known}) == 1


@pytest.mark.level("all")
def test_by_definition_is_what_no_moves_can_change() -> None:
    counts = {True: 0, False: 0}
    for seed in models(range(4000, 4040), range(4000, 4016)):
        given = pair(seed, checks=OUTCOMES)
        found = found_in(given.assessment)
        for claim in given.document["claims"]:
            expected = settled(given, claim)
            assert (("by-definition", claim) in found) == expected, (seed, claim)
            counts[expected] += 1
    assert min(counts.values()) > 10
