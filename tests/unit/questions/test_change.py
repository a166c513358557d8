"""Minimal changes against all sets of edits."""

from __future__ import annotations

import pytest

import countermove as cm
from countermove import FormulaError, ModelError, UnknownName
from countermove.questions import change
from tests.judge.assessment_changes import minimal_changes, target_holds
from tests.judge.assessment_games import compile_game
from tests.unit.questions.assessments import games, pair, paper


def test_all_minimal_changes_in_many_games() -> None:
    sizes: set[int] = set()
    endings = 0
    for seed in range(100):
        given = pair(seed)
        for setting in list(games(given.document))[:: 1 + seed % 4]:
            game = compile_game(given.document, given.form, **setting)
            target = str(given.document["target"])
            found = change(given.assessment, bound=2, **setting)
            assert found.holds == target_holds(game, target), (seed, setting)
            assert [len(item) for item in found.changes] == sorted(map(len, found.changes))
            expected = minimal_changes(game, target, bound=2)
            edits = [frozenset((edit.want, edit.kind) for edit in item) for item in found.changes]
            assert len(edits) == len(set(edits)) == len(expected)
            assert set(edits) == set(expected), (seed, setting)
            sizes |= set(map(len, edits))
            endings += found.holds and bool(edits)
    assert sizes == {1, 2}
    assert endings > 20


def test_three_edits_and_other_targets() -> None:
    sizes: set[int] = set()
    for seed in range(300, 360):
        given = pair(seed)
        game = compile_game(given.document, given.form)
        target = given.assessment.document.facts.outcome if given.assessment.document.facts else "true"
        found = change(given.assessment, to=target)
        assert (found.target, found.concept, found.bound) == (target, "nash", 3)
        edits = {frozenset((edit.want, edit.kind) for edit in item) for item in found.changes}
        assert edits == set(minimal_changes(game, target)), seed
        sizes |= set(map(len, edits))
        assert found.smallest == tuple(c for c in found.changes if len(c) == min(map(len, found.changes)))
    assert sizes == {1, 2, 3}


TEXT = """
countermove: 1
title: A target that mentions a driver
target: x and d > 0.5
sources: {n: {what: made up, grade: B2, default: true}}
actors:
  a:
    options: {x: {does: comes}}
    wants: [{id: a1, want: not x, could_be: x, at: [1]}]
  b:
    options: {y: {does: comes}}
    wants: [{id: b1, want: not y, at: [1]}]
drivers: {d: {now: 0.2, at: [1]}}
scenarios: {s: {why: drawn, at: [1], set: {d: 0.8}}}
"""


@pytest.mark.parametrize("order", [(None, "s"), ("s", None)])
def test_a_target_that_mentions_a_driver_is_judged_at_its_value(order: tuple[str | None, ...]) -> None:
    assessment = cm.loads(TEXT)
    found = {scenario: change(assessment, scenario=scenario).changes for scenario in order}
    assert found[None] == ()
    assert [[edit.kind for edit in item] for item in found["s"]] == [["could_be"]]


def test_a_target_that_holds_is_ended() -> None:
    assessment = cm.loads(TEXT.replace("target: x and d > 0.5", "target: not x"))
    found = change(assessment)
    assert found.holds
    assert [[(edit.want, edit.kind) for edit in item] for item in found.smallest] == [[("a1", "could_be")]]


def test_nothing_found() -> None:
    assessment = cm.loads(TEXT.replace("could_be: x, ", ""))
    found = change(assessment, to="x and not x")
    assert (found.holds, found.changes, found.smallest) == (False, (), ())


def test_what_cannot_be_asked() -> None:
    assessment = cm.loads(TEXT.replace("target: x and d > 0.5", ""))
    with pytest.raises(ModelError, match="no `target`"):
        change(assessment)
    with pytest.raises(FormulaError, match="z"):
        change(assessment, to="z")
    with pytest.raises(UnknownName, match="scenario"):
        change(assessment, to="x", scenario="t")
    assert paper(pair(0).document).target is not None
