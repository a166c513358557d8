"""Nash steps under every edit set against the steps of the edited game."""

from __future__ import annotations

from itertools import combinations

import pytest

from gmcr import Conflict, Ranking, edits_of
from gmcr.analysis import Arena, EditSets, Play, with_edits
from tests.unit.analysis.plays import sides


def check(conflict: Conflict, size: int, *, stress: bool = False) -> int:
    arena = Arena(conflict.structure)
    count = 0
    for place, actor in enumerate(conflict.actors):
        calculus = EditSets(conflict, arena, actor, stress=stress)
        numbers = calculus.up_to(size)
        every = edits_of(conflict, actors=[actor], stress=stress)
        expected = [
            frozenset(chosen)
            for length in range(size + 1)
            for chosen in combinations(every, length)
            if len({edit.want for edit in chosen}) == length
        ]
        assert [calculus.sets[k] for k in numbers] == expected
        assert [calculus.sizes[k] for k in numbers] == [len(own) for own in expected]
        plays = [Play.of(with_edits(conflict, own)) for own in expected]
        for code in conflict.states.tolist():
            cell = conflict.structure.cell(code)
            labels, steps = calculus.steps(cell)
            assert len(labels) == len(expected)
            for number, play in enumerate(plays):
                assert steps[labels[number]] == play.steps(cell, place, "nash"), (actor, expected[number], code)
                count += 1
    return count


@pytest.mark.level("all")
def test_steps_of_every_edit_set() -> None:
    assert sum(check(conflict, 2) for _, _, conflict in sides(500, 6, 9)) > 1000
    assert sum(check(conflict, 2, stress=True) for _, _, conflict in sides(506, 3, 9)) > 500


def test_more_edit_sets_are_made_when_asked_for() -> None:
    conflict = next(c for _, _, c in sides(500, 6, 9) if len(c.preferences[c.actors[0]]) > 1)  # type: ignore[arg-type]
    calculus = EditSets(conflict, Arena(conflict.structure), conflict.actors[0])
    assert list(calculus.up_to(0)) == [0]
    one = calculus.up_to(1)
    cell = conflict.structure.cell(conflict.start)
    few, _ = calculus.steps(cell)
    assert len(few) == len(one)
    two = calculus.up_to(2)
    more, _ = calculus.steps(cell)
    assert len(more) == len(two) > len(one)
    assert list(calculus.up_to(1)) == list(one)
    assert len(calculus.up_to(50)) >= len(two)


def test_rankings_have_the_empty_edit_set_only() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["x", "z"], "B": ["y"]}, preferences={"A": Ranking([[3, 1], [0, 2], [4, 5, 6, 7]]), "B": []}
    )
    calculus = EditSets(conflict, Arena(conflict.structure), "A")
    assert list(calculus.up_to(3)) == [0]
    labels, steps = calculus.steps(0)
    assert [steps[label] for label in labels] == [(1,)]
    assert check(conflict, 2) > 0


def test_more_wants_than_an_integer_has_bits() -> None:
    """Seventy wants that say nothing between the first and the last: keys are Python integers then."""
    wants = ["true"] * 70
    conflict = Conflict.from_options(
        actors={"A": ["x", "z"], "B": ["y"]}, preferences={"A": ["x or y", *wants, "z", "not x"], "B": []}
    )
    assert check(conflict, 1) > 0


def test_games_that_can_share_a_calculus_have_one_signature() -> None:
    for given, _, conflict in sides(500, 6, 9):
        arena = Arena(conflict.structure)
        again = given.assessment.conflict()
        for actor in conflict.actors:
            one = EditSets.signature(conflict, arena, actor)
            assert one == EditSets.signature(conflict, arena, actor)
            assert hash(one) == hash(EditSets.signature(conflict.with_start(conflict.start), arena, actor))
            if conflict.preferences[actor] == again.preferences[actor] and conflict.drivers == again.drivers:
                assert one == EditSets.signature(again, arena, actor)
            if conflict.preferences[actor]:
                assert one != EditSets.signature(conflict.with_preferences({actor: ()}), arena, actor)
