"""Many games on one structure: the same numbers as one by one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest

from gmcr import CONCEPTS, Conflict, Ranking
from gmcr.analysis import Arena
from gmcr.analysis import deterrence as module
from gmcr.kernels import kernel_for
from gmcr.model import OptionStructure
from gmcr.stability import concepts_named, guarantees
from tests.gmcr.stability.conflicts import conflict_of, form_of, graph_conflict, rankings
from tests.judge.strategies import random_conflict, random_graph
from tests.unit.analysis.plays import sides


def alone(conflict: Conflict, actor: int, concept: str) -> list[int]:
    """What an actor can count on, in a kernel of this one game."""
    kernel = kernel_for(conflict.structure, [r[None] for r in conflict.cell_ranks])
    [(_, values)] = guarantees(kernel, actor, concepts_named([concept]))
    return conflict.structure.at_states(values[0]).tolist()


def check(arena: Arena, conflicts: Sequence[Conflict]) -> None:
    for conflict in conflicts:
        profile = arena.profile(conflict)
        for actor in range(len(conflict.actors)):
            assert arena.ranks[profile[actor]].tolist() == conflict.cell_ranks[actor].tolist()
            for concept in CONCEPTS:
                found = conflict.structure.at_states(arena.guarantee(profile, actor, concept))
                assert found.tolist() == alone(conflict, actor, concept), (actor, concept)


@pytest.mark.level("judge", but=4)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("layout", ["dense", "sparse", "graph"])
@pytest.mark.parametrize("cells", [1, 100, 1 << 20])
@pytest.mark.parametrize("many", [1, 1 << 30])
def test_games_in_batches_are_the_games_one_by_one(
    layout: str, cells: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH_CELLS", cells)
    monkeypatch.setattr(module, "_MANY_GAMES", many)  # side by side, or not
    rng = np.random.default_rng(91)
    for _ in range(8):
        if layout == "graph":
            given = random_graph(rng, states=7, density=0.35)
            conflicts = [graph_conflict(given)]
            states, actors = given.states, given.actors
        else:
            plain = random_conflict(rng, bits=5)
            structure = OptionStructure(form_of(plain), layout)
            conflicts = [Conflict(structure, rankings(plain.actors, plain.tiers), plain.start)]
            states, actors = plain.feasible, plain.actors
        for _ in range(6):
            changed = {
                a: Ranking.from_ranks(rng.integers(0, 1 + rng.integers(9), len(states)))
                for a in actors
                if rng.random() < 0.5
            }
            conflicts.append(conflicts[int(rng.integers(len(conflicts)))].with_preferences(changed))
        arena = Arena(conflicts[0].structure)
        arena.prepare([arena.profile(conflict) for conflict in conflicts], CONCEPTS)
        check(arena, conflicts)
        check(Arena(conflicts[0].structure), conflicts)  # made when asked for


def test_ranks_of_different_types_go_into_one_batch() -> None:
    """300 classes need two bytes, a few need one: games of both are solved together."""
    conflict = Conflict.from_options(
        actors={"A": [f"a{k}" for k in range(5)], "B": [f"b{k}" for k in range(4)]},
        preferences={"A": ["a0"], "B": ["b0 and a0"]},
    )
    rng = np.random.default_rng(92)
    fine = conflict.with_preferences({"A": Ranking.from_ranks(rng.permutation(512))})
    finer = fine.with_preferences({"B": Ranking.from_ranks(rng.integers(0, 400, 512))})
    arena = Arena(conflict.structure)
    arena.prepare([arena.profile(c) for c in (conflict, fine, finer)], CONCEPTS)
    assert {ranks.dtype for ranks in arena.ranks} == {np.dtype(np.uint8), np.dtype(np.uint16)}
    check(arena, [conflict, fine, finer])


def test_games_of_an_assessment() -> None:
    for given, _, conflict in sides(700, 10):
        arena = Arena(conflict.structure)
        others = [given.assessment.conflict(reading=reading) for reading in given.assessment.readings]
        arena.prepare([arena.profile(c) for c in (conflict, *others)], CONCEPTS)
        check(arena, [conflict, *others])


def test_equal_ranks_have_one_number() -> None:
    one = Conflict.from_options(
        actors={"A": ["x"], "B": ["y"]}, preferences={"A": ["x", "y"], "B": ["not (not x)", "y"]}
    )
    arena = Arena(one.structure)
    first, second = arena.profile(one)
    assert first == second
    assert len(arena.ranks) == 1
    other = one.with_preferences({"A": Ranking([[3], [1], [2], [0]]), "B": Ranking([[0, 1, 2, 3]])})
    assert arena.profile(other)[0] == first
    assert arena.profile(other)[1] != first
    assert arena.profile(one.with_preferences({"B": ()})) == (first, arena.profile(other)[1])


def test_ranks_follow_the_drivers() -> None:
    for _, _, conflict in sides(700, 10):
        arena = Arena(conflict.structure)
        for value in (Fraction(0), Fraction(1, 3), Fraction(1)):
            moved = conflict.with_drivers(dict.fromkeys(conflict.drivers, value))
            profile = arena.profile(moved)
            assert [arena.ranks[k].tolist() for k in profile] == [r.tolist() for r in moved.cell_ranks]


@pytest.mark.parametrize("layout", ["dense", "sparse"])
def test_moves_are_cells_and_what_changes(layout: str) -> None:
    rng = np.random.default_rng(93)
    for _ in range(20):
        plain = random_conflict(rng, bits=5)
        conflict = Conflict(OptionStructure(form_of(plain), layout), rankings(plain.actors, plain.tiers), plain.start)
        arena = Arena(conflict.structure)
        for code in plain.feasible:
            for place, actor in enumerate(plain.actors):
                cells, changed = arena.moves(conflict.structure.cell(code), place)
                targets = conflict.moves(code, actor=actor)
                assert [conflict.structure.code_of(int(cell)) for cell in cells] == targets.tolist()
                assert changed.tolist() == (targets ^ code).tolist()


def test_of_some_actors_only_and_forgotten_afterwards() -> None:
    """What thousands of games need for a moment: no more is computed than asked for, and none of it is kept."""
    for given, _, conflict in sides(740, 6):
        arena = Arena(conflict.structure)
        own, *others = [
            arena.profile(given.assessment.conflict(reading=answers)) for answers in given.assessment.readings
        ]
        arena.prepare([own], ["seq"])
        with arena.temporarily():
            arena.prepare(others, ["seq", "gmr"], [0])
            assert all(arena.knows(profile, 0, name) for profile in others for name in ("seq", "gmr", "nash"))
            fresh = [profile for profile in others if profile != own]
            assert not any(arena.knows(profile, 1, "seq") for profile in fresh)
            check(arena, [given.assessment.conflict(reading=answers) for answers in given.assessment.readings])
        assert arena.knows(own, 1, "seq")
        assert not any(arena.knows(profile, 0, "seq") for profile in fresh)


@pytest.mark.parametrize("cells", [1, 16, 1 << 20])
def test_many_orders_of_wants_are_ranked_as_one_by_one(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmcr.analysis.orders.BATCH_CELLS", cells)
    conflict = Conflict.from_options(
        actors={"A": ["a", "b"], "B": ["c"]},
        preferences={"A": ["a", "not b", "c"], "B": ["c"]},
    )
    many, single = Arena(conflict.structure), Arena(conflict.structure)
    for arena in (many, single):
        arena.profile(conflict)
    orders = list(permutations(range(3)))
    ranked = [many.ranks[number].tolist() for number in many.ranks_of_truths(orders)]
    assert ranked == [single.ranks[single.rank_of_truths(order)].tolist() for order in orders]
    assert len(set(map(tuple, ranked))) == len(orders)


def test_ranks_and_truths_of_a_large_structure_are_given_up_and_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    few = [conflict_of(random_conflict(rng, bits=5, actors=3)) for _ in range(3)]
    wanting = Conflict.from_options(
        actors={"A": ["a", "b"], "B": ["c"]},
        preferences={"A": ["a implies c", "not b", "c"], "B": ["c and not b", "b"]},
        never="a and b and c",
    )
    for conflict in (*few, wanting):
        plain = Arena(conflict.structure)
        expected = [plain.ranks[number].tolist() for number in plain.profile(conflict)]
        with monkeypatch.context() as patched:
            for name, value in (("FEW_CELLS", 1), ("RANKS_ROOM", 1), ("TRUTHS_ROOM", 1)):
                patched.setattr(f"gmcr.analysis.orders.{name}", value)
            arena = Arena(conflict.structure)
            profile = arena.profile(conflict)
        assert [arena.ranks[number].tolist() for number in profile] == expected
        assert arena.profile(conflict) == profile
