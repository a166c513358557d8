"""Minimal changes and responsibility against all sets of edits."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from gmcr import CONCEPTS, Conflict, Edit, MinimalChanges, Ranking, edits_of, minimal_changes
from gmcr.analysis import Arena, EditSets, GamesEdited, Play, with_edits
from gmcr.logic import And, Formula, Not, OptionAtom, truth
from gmcr.model import ModelWant, OptionStructure
from tests.conftest import FULL
from tests.judge.answers.changes import degrees, target_holds
from tests.judge.answers.changes import minimal_changes as judged_changes
from tests.unit.analysis.plays import sides


def calculi_of(conflict: Conflict) -> list[EditSets]:
    arena = Arena(conflict.structure)
    return [EditSets(conflict, arena, actor) for actor in conflict.actors]


def edited(
    conflict: Conflict, target: Formula, calculi: Sequence[EditSets], concept: str = "nash"
) -> tuple[GamesEdited, NDArray[np.intp]]:
    """One game with its target among games that can be edited, and its number."""
    arena = calculi[0].arena
    games = GamesEdited.on(arena, concept)
    good = arena.truth_of_formula(target, conflict.drivers)
    return games, np.array([games.number(calculi, conflict.structure.cell(conflict.start), good)])


@pytest.mark.level("judge", but=3)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("many", [1, 1000])  # games are walked at once, or one after another
def test_all_minimal_changes_under_every_concept(concept: str, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmcr.analysis.edits.ensemble._MANY", many)
    sizes: set[int] = set()
    for given, game, conflict in sides(600 + many % 7, 18, 7):
        target = str(given.document["target"])
        found = minimal_changes(conflict, given.assessment.formula(target), bound=2, concept=concept)
        assert found.holds == target_holds(game, target, concept)
        changes = [frozenset((edit.want, edit.kind) for edit in item) for item in found.changes]
        expected = judged_changes(game, target, concept, bound=2)
        assert len(changes) == len(expected)
        assert set(changes) == set(expected)
        sizes |= set(map(len, changes))
    assert sizes == {1, 2}


def held(conflict: Conflict, target: Formula, start: int, concept: str, *, passing: bool) -> bool:
    """Whether a road from a cell ends in a state with the target, or passes one."""
    roads = Play.of(conflict).roads(start, concept)
    structure = conflict.structure
    columns = {name: np.array(structure.states >> k & 1, dtype=bool) for k, name in enumerate(structure.options)}
    met = np.broadcast_to(truth(target, columns, conflict.drivers), structure.states.shape)
    good = {int(code) for code, value in zip(structure.states, met, strict=True) if value}
    return any(structure.code_of(cell) in good for cell in (roads.reached if passing else roads.outcomes))


WANTED = ("a", "not a", "b iff c", "c", "not c implies a", "d iff a", "not d", "not (b and d)")


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("passing", [False, True])
def test_leaving_out_alone_from_another_start_for_what_roads_pass(concept: str, passing: bool) -> None:
    """All sets of drops, one by one."""
    sizes: set[int] = set()
    for seed in range(14):
        chance = random.Random(seed)
        wants = {actor: chance.choices(WANTED, k=4) for actor in ("A", "B")}
        conflict = Conflict.from_options(actors={"A": ["a", "b"], "B": ["c", "d"]}, preferences=wants, start=[])
        target = And((OptionAtom(chance.choice(["A.a", "A.b"])), OptionAtom(chance.choice(["B.c", "B.d"]))))
        start = chance.randrange(16)
        found = minimal_changes(
            conflict, target, bound=2, concept=concept, start=start, passing=passing, leave_out=True
        )
        now = held(conflict, target, start, concept, passing=passing)
        expected: list[set[Edit]] = []
        for size in (1, 2):
            for own in combinations(edits_of(conflict, leave_out=True), size):
                if not any(known <= set(own) for known in expected):
                    after = held(with_edits(conflict, own), target, start, concept, passing=passing)
                    expected += [set(own)] if after != now else []
        assert found.holds == now
        assert sorted(map(sorted, found.changes)) == sorted(map(sorted, expected))
        sizes |= {len(own) for own in expected}
    assert sizes == {1, 2}


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("stress", [False, True])
def test_all_minimal_changes_and_no_others(stress: bool) -> None:
    sizes: dict[int, int] = {}
    first, count = (200, 60 if stress else 90) if FULL else (272, 16)  # few need three edits
    for given, game, conflict in sides(first, count, 7):
        target = str(given.document["target"])
        formula = given.assessment.formula(target)
        found = minimal_changes(conflict, formula, bound=2 if stress else 3, stress=stress)
        assert found.holds == target_holds(game, target, "nash")
        changes = [frozenset((edit.want, edit.kind) for edit in item) for item in found.changes]
        assert changes == sorted(changes, key=len)
        expected = judged_changes(game, target, "nash", bound=2 if stress else 3, negate=stress)
        assert len(changes) == len(expected)
        assert set(changes) == set(expected), given.document["title"]
        for change in changes:
            sizes[len(change)] = sizes.get(len(change), 0) + 1
    assert set(sizes) == ({1, 2} if stress else {1, 2, 3})


@pytest.mark.level("all")
def test_within_a_size_changes_come_in_file_order() -> None:
    for given, _, conflict in sides(200, 20, 7):
        found = minimal_changes(conflict, given.assessment.formula(str(given.document["target"])), bound=2)
        ids = [want.id for actor in conflict.actors for want in conflict.preferences[actor]]  # type: ignore[union-attr]
        kinds = ("drop", "could_be", "swap")
        keys = [[(ids.index(edit.want), kinds.index(edit.kind)) for edit in change] for change in found.changes]
        assert all(key == sorted(key) for key in keys)
        assert keys == sorted(keys, key=lambda key: (len(key), key))


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_whoever_takes_part_under_every_concept(concept: str) -> None:
    told: set[Fraction] = set()
    for given, game, conflict in sides(640, 16, 7):
        target = str(given.document["target"])
        games, number = edited(conflict, given.assessment.formula(target), calculi_of(conflict), concept)
        assert games.holds(number).tolist() == [target_holds(game, target, concept)]
        held = degrees(game, target, concept, bound=2)
        sizes = {actor: 1 / degree for actor, degree in held.items() if degree}
        first: dict[str, int] = {}
        for size in (1, 2):
            for place in np.flatnonzero(games.taking_part(number, size)[0]).tolist():
                first.setdefault(conflict.actors[place], size)
        assert first == sizes
        told |= set(sizes.values())
    assert told == {1, 2}


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq"])
@pytest.mark.parametrize("narrow", [False, True])
def test_many_games_at_once_as_one_after_another(concept: str, narrow: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Edited games from several starts, with the target and with its opposite."""
    if narrow:  # few rows at once, nothing kept
        monkeypatch.setattr("gmcr.analysis.edits.roads._ROOM", 256)
        monkeypatch.setattr("gmcr.analysis.edits.roads._SPLITS", 0)
        monkeypatch.setattr("gmcr.analysis.edits.labels._CACHED_LABELS", 0)
        monkeypatch.setattr("gmcr.analysis.edits.labels._ROOM", 8)
        monkeypatch.setattr("gmcr.analysis.edits.labels._BITS", 2)
        monkeypatch.setattr("gmcr.analysis.edits.ensemble._CLASSES_ROOM", 0)
        monkeypatch.setattr("gmcr.analysis.edits.ensemble._MANY", 1)
    found = 0
    for given, _, conflict in sides(680, 2 if concept == "seq" else 4, 7):
        arena, target = Arena(conflict.structure), given.assessment.formula(str(given.document["target"]))
        games, alone, numbers = GamesEdited.on(arena, concept), [], []
        for edit in edits_of(conflict)[:6]:
            calculi = [EditSets(with_edits(conflict, [edit]), arena, actor) for actor in conflict.actors]
            for start in conflict.states[:: max(1, conflict.states.size // 2)].tolist():
                for goal in (target, Not(target)):
                    good = arena.truth_of_formula(goal, conflict.drivers)
                    numbers.append(games.number(calculi, conflict.structure.cell(start), good))
                    alone.append((replace(with_edits(conflict, [edit]), start=start), goal))
        games.look(np.array(numbers), 2)
        for number, (changed, goal) in zip(numbers, alone, strict=True):
            expected = minimal_changes(changed, goal, bound=2, concept=concept)
            assert games.holds(np.array([number])).tolist() == [expected.holds]
            for size in (1, 2):
                at_once = games.of_size(number, size)
                assert len(at_once) == len(set(at_once))
                assert set(at_once) == {frozenset(item) for item in expected.changes if len(item) == size}
            found += len(expected.changes)
    assert found > 12


def most_responsible(
    conflict: Conflict,
    target: Formula,
    actors: Collection[str],
    *,
    bound: int = MinimalChanges.BOUND,
    calculi: Sequence[EditSets],
) -> frozenset[str]:
    """Those of some actors that take part in minimal changes of the least size in which any of them does."""
    games, number = edited(conflict, target, calculi)
    for size in range(1, bound + 1):
        part = games.taking_part(number, size)[0]
        if own := frozenset(actor for actor, own in zip(conflict.actors, part, strict=True) if own and actor in actors):
            return own
    return frozenset()


@pytest.mark.level("judge")
def test_most_responsible_is_whoever_has_the_highest_degree() -> None:
    seen = set()
    for given, game, conflict in sides(400, 60, 7):
        target = str(given.document["target"])
        formula = given.assessment.formula(target)
        own = degrees(game, target, "nash")
        for actors in (conflict.actors, conflict.actors[:2], conflict.actors[-1:]):
            best = max(own[actor] for actor in actors)
            expected = {actor for actor in actors if own[actor] == best} if best else set()
            assert most_responsible(conflict, formula, actors, calculi=calculi_of(conflict)) == expected
            seen.add((best, len(expected)))
    assert {(Fraction(0), 0), (Fraction(1), 1)} <= seen


def test_responsibility_is_shared_where_either_alone_changes_nothing() -> None:
    """Two obstacles, each of its own actor: both have to be willing."""
    x, y = OptionAtom("A.x"), OptionAtom("B.y")
    conflict = standoff((ModelWant(Not(x), id="a", could_be=x),)).with_preferences(
        {"B": (ModelWant(Not(y), id="b", could_be=y),)}
    )
    calculi = calculi_of(conflict)
    assert most_responsible(conflict, TARGET, ["A", "B"], calculi=calculi) == {"A", "B"}
    assert most_responsible(conflict, TARGET, ["A", "B"], bound=1, calculi=calculi) == frozenset()
    assert most_responsible(conflict, x, ["A", "B"], calculi=calculi) == {"A"}
    assert most_responsible(conflict, x, ["B"], calculi=calculi) == frozenset()
    found = minimal_changes(conflict, TARGET)
    assert [[edit.want for edit in change] for change in found.changes] == [["a", "b"]]


@pytest.mark.level("all")
def test_both_layouts_and_a_shared_calculus() -> None:
    for given, _, conflict in sides(200, 25 if FULL else 8, 7):
        formula = given.assessment.formula(str(given.document["target"]))
        sparse = Conflict(
            OptionStructure(given.assessment.form, "sparse"), conflict.preferences, conflict.start, conflict.drivers
        )
        plain = minimal_changes(conflict, formula)
        assert plain == minimal_changes(sparse, formula)
        calculi = calculi_of(conflict)
        for bound in (1, 3, 2):  # what a calculus has made for one bound serves another
            again = minimal_changes(conflict, formula, bound=bound, calculi=calculi)
            assert again.changes == tuple(change for change in plain.changes if len(change) <= bound)


def standoff(a: tuple[ModelWant, ...] | Ranking) -> Conflict:
    conflict = Conflict.from_options(actors={"A": ["x"], "B": ["y"]}, preferences={"A": [], "B": ["x iff y"]})
    return conflict.with_preferences({"A": a})


TARGET = And((OptionAtom("A.x"), OptionAtom("B.y")))


def test_actors_given_by_a_ranking_are_never_responsible() -> None:
    unwilling = Ranking([[0, 2], [1, 3]])
    found = minimal_changes(standoff(unwilling), TARGET)
    assert (found.holds, found.bound, found.changes) == (False, MinimalChanges.BOUND, ())
    willing = minimal_changes(standoff(Ranking([[1, 3], [0, 2]])), TARGET)
    assert willing.holds
    assert {edit.actor for change in willing.changes for edit in change} == {"B"}
    blocked = standoff(unwilling)
    assert most_responsible(blocked, TARGET, ["A", "B"], calculi=calculi_of(blocked)) == frozenset()


@pytest.mark.parametrize(
    ("theirs", "target", "changes"),
    [
        ("a.go iff let", Not(OptionAtom("b.let")), [["a 1"], ["b 1"]]),
        ("a.go iff let", Not(OptionAtom("a.go")), [["a 1"]]),
        ("let", And((Not(OptionAtom("a.go")), Not(OptionAtom("b.let")))), [["a 1", "b 1"]]),
    ],
)
def test_what_is_given_up_is_found_among_what_changes_nothing(
    theirs: str, target: Formula, changes: list[list[str]]
) -> None:
    conflict = Conflict.from_options(
        actors={"a": ["go"], "b": ["let"]}, preferences={"a": ["go"], "b": [theirs]}, start=[]
    )
    found = minimal_changes(conflict, target, bound=2)
    assert [sorted(edit.want for edit in change) for change in found.changes] == changes


def test_a_change_of_calculus_that_brings_it_about() -> None:
    found = minimal_changes(standoff((ModelWant(Not(OptionAtom("A.x")), id="w", could_be=OptionAtom("A.x")),)), TARGET)
    assert [[(edit.actor, edit.want, edit.kind) for edit in change] for change in found.changes] == [
        [("A", "w", "could_be")]
    ]
    stressed = minimal_changes(standoff((ModelWant(Not(OptionAtom("A.x")), id="w"),)), TARGET, stress=True)
    assert [[edit.kind for edit in change] for change in stressed.changes] == [["negate"]]
