"""The start of a game against the naive judge."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

import countermove as cm
from countermove import CONCEPTS, ModelError, UnknownName
from countermove.context.context import context_of
from countermove.context.selection import State
from countermove.inquiry.outcomes import Reach
from countermove.questions.statusquo.compute import over_readings, statusquo
from gmcr.base.tasks import run_until_interrupted
from tests.conftest import models
from tests.judge.answers.roads import equilibrium, foreseen, outcomes, reached, stable, steps, world_of
from tests.judge.inducement import graph_of, lean_inducements
from tests.unit.questions.assessments import games, pair


def codes(states: Sequence[State] | None) -> tuple[int, ...]:
    return tuple(state.code for state in states or ())


@pytest.mark.level("all")
def test_roads_from_the_start_in_many_games() -> None:
    targets = set()
    for seed in models(range(80), (*range(10), 16)):
        given = pair(seed)
        target = str(given.document["target"])
        for setting in games(given.document):
            game = given.game(**setting)
            world, code, start = world_of(game), game.form.code, game.start
            found = statusquo(given.assessment, **setting)
            assert found.start.code == code(start)
            assert dict(found.reading) == setting["reading"]
            assert (found.scenario, found.view) == (setting["scenario"], setting["view"])
            assert found.target_now == game.holds(target, start)
            ahead = [state for state in foreseen(world, start) if game.holds(target, state)]
            assert list(codes(found.foreseen)) == game.form.codes(ahead)
            assert [view.concept for view in found.concepts] == list(CONCEPTS)
            for view in found.concepts:
                where = (seed, setting, view.concept)
                unstable = [a for a in given.form.actors if not stable(world, view.concept, a, start)]
                assert list(view.unstable) == unstable, where
                assert view.holds == equilibrium(world, view.concept, start)
                states = reached(world, view.concept, start)
                assert sorted(codes(view.reached)) == game.form.codes(states), where
                assert view.reached[0] == found.start
                ends = outcomes(world, view.concept, start)
                assert sorted(view.outcomes) == game.form.codes(ends), where
                expected = {
                    (code(s), a, code(q))
                    for s in states
                    for a in given.form.actors
                    for q in steps(world, view.concept, a, s)
                }
                assert set(view.steps) == expected, where
                assert len(view.steps) == len(expected)
                met = [game.holds(target, s) for s in ends]
                if met and all(met):
                    assert view.reach == "ends there"
                elif any(met):
                    assert view.reach == "may end there"
                elif any(game.holds(target, s) for s in states):
                    assert view.reach == "passes there"
                else:
                    assert view.reach == "nobody goes there"
                assert set(codes(view.reached)) | view.codes | set(codes(found.foreseen)) <= set(found.on)
                targets.add(view.reach)
                graph = graph_of(game)
                own = [lean_inducements(graph, view.concept, a, code(start), options=True) for a in given.form.actors]
                moves = [(a, item.move) for a, items in zip(given.form.actors, own, strict=True) for item in items]
                assert [(item.actor, item.after) for item in view.inducements] == moves
    assert targets == set(Reach)


TEXT = """
countermove: 1
title: A habit
sources: {n: {what: made up, grade: B2, default: true}}
actors:
  a: {options: {x: {does: comes}}, wants: [{id: a1, want: x, while: d > 0.5, at: [1]}]}
  b: {options: {y: {does: comes}}}
start: [y]
drivers: {d: {now: 0.2, at: [1]}}
"""


def test_other_drivers_and_concepts() -> None:
    assessment = cm.loads(TEXT)
    idle = statusquo(assessment)
    assert idle.holds_bare
    assert all(view.holds for view in idle.concepts)
    assert (idle.target_now, idle.foreseen) == (None, None)
    assert idle.on == {2: ("b.y",)}
    assert idle.concepts[0].reach is None
    moved = statusquo(assessment, drivers={"d": Fraction(51, 100)}, concepts=["seq"])
    [view] = moved.concepts
    assert (view.concept, view.unstable, codes(view.reached), view.outcomes) == ("seq", ("a",), (2, 3), (3,))
    assert view.steps == ((2, "a", 3),)


def test_roads_that_cycle_have_no_outcome() -> None:
    """Matching pennies: under Nash somebody always moves on, and everybody is deterred by any countermove."""
    wants = {"a": "x iff y", "b": "not (x iff y)"}
    text = TEXT.replace("x, while: d > 0.5", wants["a"]).replace(
        "{options: {y: {does: comes}}}",
        f"{{options: {{y: {{does: comes}}}}, wants: [{{id: b1, want: {wants['b']}, at: [1]}}]}}",
    )
    found = statusquo(cm.loads(text + "target: x\n"))
    nash, gmr, *_ = found.concepts
    assert (nash.unstable, nash.outcomes, nash.reach) == (("a",), (), "passes there")
    assert codes(nash.reached) == (2, 3, 1, 0)
    assert (gmr.unstable, gmr.outcomes, gmr.reach) == ((), (2,), "nobody goes there")
    assert (found.target_now, found.foreseen, found.holds_bare) == (False, (), True)


def test_what_cannot_be_asked() -> None:
    assessment = cm.loads(TEXT)
    with pytest.raises(UnknownName, match="concept"):
        statusquo(assessment, concepts=["sqe"])
    with pytest.raises(UnknownName, match="view"):
        statusquo(assessment, view="v")
    with pytest.raises(ModelError, match="outside its range"):
        statusquo(assessment, drivers={"d": 2})


OPEN = """
countermove: 1
concepts: [nash, gmr]
target: a.go
actors:
  a: {options: {go: {}}, wants: [{id: a1, want: go}]}
start: []
open:
  O: {readings: {free: {}, busy: {rewrite: {a1: {want: not go}}}}}
  P: {readings: {calm: {}, rough: {}}}
"""


def test_over_readings_the_start_turns_on_the_question_that_decides_it() -> None:
    """Alone, a goes where it is free, under any concept, whatever the sea is like."""
    found = run_until_interrupted(over_readings.work(context_of(cm.loads(OPEN), "assess")))
    assert [(item.equations, item.holds) for item in found.turns_on] == [
        ((("O", "free"),), False),
        ((("O", "busy"),), True),
    ]
    assert (found.readings, found.foreseen) == (4, 2)
    never = OPEN.replace("{want: not go}", "{want: go, says: will go}")
    assert run_until_interrupted(over_readings.work(context_of(cm.loads(never), "assess"))).turns_on == ()
