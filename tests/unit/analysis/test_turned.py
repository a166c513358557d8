"""Wants turned round: the branch in force at the start is replaced by its negation, against the literal judge."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

import countermove
from gmcr import CONCEPTS, Edit, changes_of_equilibrium, edits_of, minimal_changes
from gmcr.analysis import with_edits
from gmcr.logic import Bool, Not, OptionAtom
from gmcr.model import ModelWant
from tests.conftest import FULL
from tests.judge.answers.changes import edited as judged_after
from tests.judge.answers.changes import edits_of as judged_edits
from tests.judge.answers.changes import minimal_changes as judged_changes
from tests.judge.answers.changes import turned_round
from tests.judge.answers.games import Game
from tests.judge.answers.roads import equilibrium, world_of
from tests.unit.analysis.plays import sides
from tests.unit.analysis.test_edits import of_wants, said

X, Y = OptionAtom("a.x"), OptionAtom("b.y")


def sets(game: Game, bound: int) -> Iterator[frozenset[tuple[str, str]]]:
    for size in range(1, bound + 1):
        for chosen in itertools.combinations(judged_edits(game, turn=True), size):
            if len(dict(chosen)) == size:
                yield frozenset(chosen)


def test_what_turning_round_makes_of_a_want() -> None:
    def after(want: ModelWant, start: int) -> list[tuple[object, ...]]:
        conflict = replace(of_wants(want), start=start)
        return said(with_edits(conflict, [Edit("a", "w", "turn")]))

    both = ModelWant(X, Y, Not(X), id="w", could_be=Y, strategic=True)
    assert after(both, 0) == [(X, Y, Not(Not(X)), "w", Y, True, 1)]
    assert after(both, 2) == [(Not(X), Y, Not(X), "w", Y, True, 1)]
    assert after(ModelWant(X, id="w"), 0) == [(Not(X), None, None, "w", None, False, 1)]
    assert after(ModelWant(X, Bool(False), id="w"), 0) == [(X, Bool(False), Not(Bool(True)), "w", None, False, 1)]


def test_turning_round_what_names_no_option_in_its_condition_reverses_what_counts() -> None:
    conflict = of_wants(ModelWant(X, Bool(True), Not(X), id="w"))
    after, reversed_ = (with_edits(conflict, [Edit("a", "w", kind)]) for kind in ("turn", "negate"))
    assert after.ranks("a").tolist() == reversed_.ranks("a").tolist() != conflict.ranks("a").tolist()
    silent = of_wants(ModelWant(X, Bool(False), id="w"))
    assert with_edits(silent, [Edit("a", "w", "turn")]).ranks("a").tolist() == silent.ranks("a").tolist()


def test_turns_are_among_the_edits_only_on_request() -> None:
    conflict = of_wants(ModelWant(X, id="w"), ModelWant(Y, id="v"))
    assert [edit.kind for edit in edits_of(conflict)] == ["drop", "swap", "drop"]
    assert [edit.kind for edit in edits_of(conflict, turn=True)] == ["drop", "swap", "turn", "drop", "turn"]
    assert [edit.kind for edit in edits_of(conflict, turn=True, stress=True)][2:4] == ["turn", "negate"]


@pytest.mark.level("all")
def test_sets_with_turns_are_as_judged() -> None:
    rng = random.Random(9)
    branches = set()
    for given, game, conflict in sides(100, 50 if FULL else 20):
        for _ in range(8):
            every = judged_edits(game, turn=True)
            chosen = dict(rng.sample(every, min(len(every), rng.randint(1, 5))))
            own = [
                Edit(actor, want.id, chosen[want.id])  # type: ignore[arg-type]
                for actor, line in game.wants.items()
                for want in line
                if want.id in chosen
            ]
            branches |= {
                (want.while_ is None, want.otherwise is None, turned_round(game, want).want == want.want)
                for line in game.wants.values()
                for want in line
                if chosen.get(want.id) == "turn"
            }
            edited, after = with_edits(conflict, own), judged_after(game, chosen)
            for actor in conflict.actors:
                rank = world_of(after).ranks[actor]
                assert edited.ranks(actor).tolist() == [rank[s] + 1 for s in given.form.by_code.values()], chosen
    assert {(True, True, False), (False, False, False), (False, False, True)} <= branches


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_all_minimal_changes_with_turns(concept: str) -> None:
    kinds: set[str] = set()
    for given, game, conflict in sides(700, 14, 6):
        target = str(given.document["target"])
        expected = judged_changes(game, target, concept, bound=2, turn=True)
        found = minimal_changes(conflict, given.assessment.formula(target), bound=2, concept=concept, turn=True)
        changes = [frozenset((edit.want, edit.kind) for edit in item) for item in found.changes]
        assert set(changes) == set(expected)
        assert len(changes) == len(expected)
        kinds |= {kind for change in changes for _, kind in change}
    assert "turn" in kinds


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("concept", ["nash", "smr", "seq"])
def test_what_holds_or_breaks_a_state_with_turns(concept: str) -> None:
    pytest.importorskip("pysat")
    kinds: set[str] = set()
    for _, game, conflict in sides(740, 12, 6):
        state = conflict.start
        expected: list[frozenset[tuple[str, str]]] = []
        before = rests(game, concept)
        for chosen in sets(game, 2):
            if (
                not any(smaller < chosen for smaller in expected)
                and rests(judged_after(game, dict(chosen)), concept) != before
            ):
                expected.append(chosen)
        for listed in (100_000, 0):
            found = changes_of_equilibrium(conflict, state, concept=concept, bound=2, turn=True, listed=listed)
            changes = [frozenset((edit.want, edit.kind) for edit in item) for item in found.changes]
            assert set(changes) == set(expected)
            assert len(changes) == len(expected)
            kinds |= {kind for change in changes for _, kind in change}
    assert "turn" in kinds


def rests(game: Game, concept: str) -> bool:
    """Whether the start is an equilibrium."""
    return equilibrium(world_of(game), concept, game.start)


@pytest.mark.level("all")
def test_an_assessment_turned_round_is_the_game_turned_round() -> None:
    turns = 0
    for given, _, _ in sides(820, 60 if FULL else 25):
        if given.assessment.questions:  # what the base reading makes of it comes after edits of the author's model
            continue
        conflict = given.assessment.conflict()
        for edit in edits_of(conflict, turn=True):
            if edit.kind == "turn":
                again = given.assessment.changed(edits=[edit]).conflict()
                after = with_edits(conflict, [edit])
                assert [again.ranks(actor).tolist() for actor in again.actors] == [
                    after.ranks(actor).tolist() for actor in after.actors
                ]
                turns += 1
    assert turns > 50


def test_degrees_are_turned_round_as_anything_else() -> None:
    assessment = countermove.load("velm-strait")
    conflict = assessment.conflict()
    assert conflict.structure.levels
    for edit in edits_of(conflict, turn=True):
        if edit.kind == "turn":
            again, after = assessment.changed(edits=[edit]).conflict(), with_edits(conflict, [edit])
            assert list(map(str, again.wants())) == list(map(str, after.wants()))
