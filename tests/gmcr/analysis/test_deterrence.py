"""Deterrence searched for and solved whole, with room and without."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from gmcr import CONCEPTS, Conflict, Ranking
from gmcr.analysis.arena import Arena
from gmcr.analysis.deterrence import Deterrence, Guarantees
from gmcr.analysis.roads.roads import Play
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import conflict_of
from tests.judge.strategies import random_conflict


@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("order", [CONCEPTS, CONCEPTS[::-1]])  # what is known of one concept is used for others
@pytest.mark.parametrize("room", [0, 12, 10**6])
def test_searched_is_as_solved_whole(room: int, order: Sequence[str]) -> None:
    rng = np.random.default_rng(5)
    for number in range(8):
        plain = random_conflict(rng, bits=5, infeasible=(0.0, 0.3)[number % 2], one_way=(0.0, 0.4)[number // 2 % 2])
        conflict = conflict_of(plain, ("dense", "sparse")[number % 2])
        arena = Arena(conflict.structure)
        profile, deterrence = arena.profile(conflict), Deterrence(arena, Guarantees(arena), room=room)
        for concept in order:
            for actor in range(len(conflict.actors)):
                ranks = arena.ranks[profile[actor]]
                for cell in conflict.structure.cells_of(conflict.states).tolist():
                    targets, _ = arena.moves(cell, actor)
                    targets = targets[ranks[targets] > ranks[cell]]
                    found = deterrence.undeterred(profile, actor, concept, targets, int(ranks[cell]))
                    whole = arena.guarantee(profile, actor, concept)[targets] > ranks[cell]
                    assert found.tolist() == whole.tolist(), concept


@pytest.mark.level("all")
def test_roads_of_a_large_game_are_those_of_its_whole_solution(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(8)
    for _ in range(6 if FULL else 2):
        conflict = conflict_of(random_conflict(rng, bits=6, actors=3))
        expected = [Play.of(conflict).roads(start, name) for name in CONCEPTS for start in range(conflict.states.size)]
        with monkeypatch.context() as patched:
            patched.setattr("gmcr.analysis.deterrence.FEW_CELLS", 1)
            patched.setattr("gmcr.analysis.deterrence._CELLS_A_QUESTION", 4)  # of 64 questions some are searched
            play = Play.of(conflict)
            assert play.arena.knows(play.profile, 0, "seq")
            found = [play.roads(start, name) for name in CONCEPTS for start in range(conflict.states.size)]
        assert found == expected


@pytest.mark.parametrize("concept", ["gmr", "smr", "seq"])
def test_what_was_prepared_is_known_of_every_game(concept: str) -> None:
    """Two orders of A and two of B make four games; under SEQ each has guarantees of its own."""
    arena = Arena(Conflict.from_options(actors={"A": "a", "B": "b"}, preferences={"A": [], "B": []}).structure)
    games = [
        Conflict(arena.structure, {"A": Ranking(mine), "B": Ranking(theirs)}, 0)
        for mine in ([3, 2, 1, 0], [0, 1, 2, 3])
        for theirs in ([1, 3, 0, 2], [2, 0, 3, 1])
    ]
    profiles = [arena.profile(game) for game in games]
    assert len(set(profiles)) == 4
    guarantees = Guarantees(arena)
    guarantees.prepare(profiles, [concept])
    assert all(guarantees.knows(profile, actor, concept) for profile in profiles for actor in (0, 1))
