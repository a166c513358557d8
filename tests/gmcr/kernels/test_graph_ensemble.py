"""Many games on one graph at once against the kernel that takes them one by one."""

from __future__ import annotations

import numpy as np
import pytest

from gmcr import CONCEPTS, Conflict, Ranking, solve
from gmcr.kernels.graph import GraphEnsemble, GraphKernel
from gmcr.model import GraphStructure
from gmcr.stability import concepts_named, guarantees, stable_where
from tests.gmcr.stability.conflicts import graph_conflict
from tests.gmcr.stability.samples import plain_arcs

GAMES = 40


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_every_primitive_gives_what_the_other_kernel_gives(kind: type[np.unsignedinteger]) -> None:
    rng = np.random.default_rng(5)
    for plain in plain_arcs(30, 11):
        structure = graph_conflict(plain).structure
        assert isinstance(structure, GraphStructure)
        states = structure.cells
        ranks = [rng.integers(1, states + 1, (GAMES, states)).astype(kind) for _ in structure.actors]
        one_by_one = GraphKernel(structure.form, ranks)
        together = GraphEnsemble(structure.form, [np.ascontiguousarray(own.T) for own in ranks])
        for actor in range(len(structure.actors)):
            lanes = [ranks[actor], one_by_one.own_best(ranks[actor], actor)]
            turned = [np.ascontiguousarray(lane.T) for lane in lanes]
            assert np.array_equal(together.own_best(turned[0], actor).T, lanes[1])
            for name in ("worst", "worst_improving"):
                expected = getattr(one_by_one, name)(lanes, actor)
                found = getattr(together, name)(turned, actor)
                for one, other in zip(expected, found, strict=True):
                    assert np.array_equal(one, other.T), (name, plain)


def test_stability_of_every_game_under_every_concept() -> None:
    rng = np.random.default_rng(6)
    for plain in plain_arcs(9, 12):
        conflict = graph_conflict(plain)
        assert isinstance(conflict.structure, GraphStructure)
        worth = [rng.integers(1, 5, (conflict.structure.cells, 6)).astype(np.uint8) for _ in conflict.actors]
        kernel = GraphEnsemble(conflict.structure.form, worth)
        stable = {
            (item.name, actor): stable_where(kernel, actor, guarantee)
            for actor in range(len(conflict.actors))
            for item, guarantee in guarantees(kernel, actor, concepts_named(CONCEPTS))
        }
        for game in range(6):
            ranking = {
                actor: Ranking.from_ranks(own[:, game].astype(np.int64))
                for actor, own in zip(conflict.actors, worth, strict=True)
            }
            solved = solve(Conflict(conflict.structure, ranking, conflict.start))
            for (name, actor), table in stable.items():
                assert np.array_equal(table[:, game], solved.stable(name, conflict.actors[actor]))
