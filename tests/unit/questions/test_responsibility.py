"""Degrees of responsibility against all sets of edits."""

from __future__ import annotations

from fractions import Fraction

import pytest

import countermove as cm
from countermove import ModelError
from countermove.questions import responsibility
from tests.judge.assessment_changes import degrees, minimal_changes, owners, target_holds
from tests.judge.assessment_games import compile_game
from tests.unit.questions.assessments import pair


def test_degrees_in_every_view() -> None:
    seen: set[Fraction] = set()
    for seed in range(150):
        given = pair(seed)
        scenario = (None, "s1", "s2")[seed % 3]
        target = str(given.document["target"])
        found = responsibility(given.assessment, scenario=scenario)
        assert (found.target, found.bound) == (target, 3)
        assert [row.view for row in found.views] == [None, *given.document["views"]]
        for row in found.views:
            game = compile_game(given.document, given.form, scenario=scenario, view=row.view)
            assert row.holder == (given.document["views"][row.view]["holder"] if row.view else None)
            assert row.holds == target_holds(game, target)
            assert row.degrees == degrees(game, target), (seed, row.view)
            assert list(row.degrees) == list(given.assessment.actors)
            seen |= set(row.degrees.values())
            changes, owner = minimal_changes(game, target), owners(game)
            assert set(row.witness) == {actor for actor, degree in row.degrees.items() if degree}
            for actor, witness in row.witness.items():
                edits = frozenset((edit.want, edit.kind) for edit in witness)
                assert edits in changes
                assert Fraction(1, len(edits)) == row.degrees[actor]
                assert actor in {owner[want] for want, _ in edits}
    assert seen == {Fraction(0), Fraction(1), Fraction(1, 2), Fraction(1, 3)}


def test_another_reading_and_bound() -> None:
    for seed in range(40, 55):
        given = pair(seed)
        reading = dict(given.assessment.readings[-1])
        found = responsibility(given.assessment, reading=reading, bound=1)
        game = compile_game(given.document, given.form, reading=reading)
        assert found.bound == 1
        assert found.views[0].degrees == degrees(game, str(given.document["target"]), bound=1)


def test_without_a_target_there_is_nothing_to_be_responsible_for() -> None:
    text = """
countermove: 1
title: No target
sources: {n: {what: made up, grade: B2, default: true}}
actors: {a: {options: {x: {does: comes}}, wants: [{id: a1, want: x, at: [1]}]}, b: {options: {y: {does: comes}}}}
"""
    with pytest.raises(ModelError, match="target"):
        responsibility(cm.loads(text))
