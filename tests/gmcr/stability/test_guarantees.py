"""What an actor can count on after a move, against the worst that the judge's sequences lead to."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from gmcr.kernels import kernel_for
from gmcr.model import Conflict
from gmcr.stability import CONCEPTS, concepts_named, guarantees, stable_where
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import as_arcs, conflict_of, graph_conflict
from tests.judge.graph import Graph, moves, opponents, reach, reach_improving
from tests.judge.strategies import conflict_graph, plain_graph, random_conflict, random_graph


def literal(graph: Graph, ranks: dict[int, int], actor: str, concept: str) -> list[int]:
    """min(r(s1), the least over countermoves s2 of r(s2), or of the best of s2 and the replies from it)."""

    def worth(state: int) -> int:
        replies = moves(graph, state, actor) if concept in ("smr", "symseq") else frozenset()
        return max([ranks[state], *(ranks[q] for q in replies)])

    def answers(state: int) -> frozenset[int]:
        if concept == "nash":
            return frozenset()
        follow = reach_improving if concept in ("seq", "symseq") else reach
        return follow(graph, opponents(graph, [actor]), state)

    return [min([ranks[s1], *(worth(s2) for s2 in answers(s1))]) for s1 in graph.states]


def cases() -> Iterator[tuple[Graph, Conflict]]:
    rng, count = np.random.default_rng(41), 60 if FULL else 20
    for _ in range(count):
        plain = random_conflict(rng, bits=5)
        graph = conflict_graph(plain)
        yield graph, conflict_of(plain, "dense")
        yield graph, conflict_of(plain, "sparse")
        yield graph, as_arcs(plain, graph)
    for _ in range(count):
        given = random_graph(rng, density=0.35)
        yield plain_graph(given), graph_conflict(given)


@pytest.mark.level("all")
def test_guarantees_are_the_worst_that_may_follow() -> None:
    concepts = concepts_named(CONCEPTS)
    for graph, conflict in cases():
        kernel = kernel_for(conflict.structure, [r[None] for r in conflict.cell_ranks])
        for place, actor in enumerate(conflict.actors):
            ranks = dict(zip(graph.states, conflict.ranks(actor).tolist(), strict=True))
            found = {
                c.name: conflict.structure.at_states(v[0]).tolist() for c, v in guarantees(kernel, place, concepts)
            }
            assert set(found) == set(CONCEPTS)
            for name, values in found.items():
                assert values == literal(graph, ranks, actor, name), (name, conflict)


def test_only_what_is_asked_for_is_computed() -> None:
    [(graph, conflict), *_] = cases()
    assert graph.states
    kernel = kernel_for(conflict.structure, [r[None] for r in conflict.cell_ranks])
    assert list(guarantees(kernel, 0, ())) == []
    [(item, values)] = guarantees(kernel, 0, concepts_named(["nash"]))
    assert item.name == "nash"
    assert values is kernel.ranks[0]


def test_stable_is_whoever_cannot_count_on_more() -> None:
    for _, conflict in list(cases())[::7]:
        kernel = kernel_for(conflict.structure, [r[None] for r in conflict.cell_ranks])
        for place, actor in enumerate(conflict.actors):
            ranks, guarantee = conflict.ranks(actor), conflict.cell_ranks[place][None]
            stable = conflict.structure.at_states(stable_where(kernel, place, guarantee)[0])
            for state, rank, answer in zip(conflict.states.tolist(), ranks.tolist(), stable.tolist(), strict=True):
                better = conflict.moves(state, actor=actor, improvements=True)
                assert answer == (better.size == 0), (state, rank)
