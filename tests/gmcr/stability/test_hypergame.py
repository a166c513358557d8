"""Hypergames: each actor's verdicts are those of the judge in the game that it sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr import Conflict, ModelError, Ranking, UnknownName, as_perceived, solve
from gmcr.stability import solve_hypergame
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.gmcr.stability.samples import pairs, plain_options
from tests.judge.definitions import CONCEPTS
from tests.judge.graph import Graph
from tests.judge.strategies import plain_conflicts, plain_graphs

conflicts = st.one_of(plain_conflicts(max_bits=4).map(conflict_of), plain_graphs().map(graph_conflict))


def with_views(graph: Graph, conflict: Conflict, seed: int) -> Iterator[tuple[str, Graph, Conflict]]:
    """Each actor, the judge's graph that it sees and the same as a conflict: everybody's ranks drawn anew."""
    rng = np.random.default_rng(seed)
    for actor in graph.actors:
        drawn = {other: rng.integers(0, 4, len(graph.states)) for other in graph.actors}
        ranks = {other: dict(zip(graph.states, numbers.tolist(), strict=True)) for other, numbers in drawn.items()}
        preferences = {other: Ranking.from_ranks(numbers) for other, numbers in drawn.items()}
        yield actor, replace(graph, ranks=ranks, memo={}), conflict.with_preferences(preferences)


def test_the_judge_agrees() -> None:
    for number, (graph, conflict) in enumerate(pairs(54 if FULL else 9, seed=700, bits=4)):
        seen = list(with_views(graph, conflict, number))
        found = solve_hypergame(conflict, views={actor: view for actor, _, view in seen})
        for actor, own, _ in seen:
            for concept, judged in CONCEPTS.items():
                assert found.stable(concept, actor).tolist() == [judged(own, s, actor) for s in own.states]


@given(conflicts, st.integers(0, 1000))
def test_the_preferences_of_others_count_only_where_they_sanction(conflict: Conflict, seed: int) -> None:
    rng = np.random.default_rng(seed)
    drawn = {actor: Ranking.from_ranks(rng.integers(0, 4, conflict.states.size)) for actor in conflict.actors}
    views = {
        actor: conflict.with_preferences({other: own for other, own in drawn.items() if other != actor})
        for actor in conflict.actors
    }
    found, plain = solve_hypergame(conflict, views=views), solve(conflict)
    for concept in ("nash", "gmr", "smr"):
        for actor in conflict.actors:
            assert np.array_equal(found.stable(concept, actor), plain.stable(concept, actor))
    shared = solve_hypergame(conflict, views=dict.fromkeys(conflict.actors, conflict))
    assert all(np.array_equal(shared.bits[actor], plain.bits[actor]) for actor in conflict.actors)


def test_who_sees_no_other_state_stays() -> None:
    for plain in plain_options(6, seed=701, actors=2):
        conflict = conflict_of(plain)
        blind = as_perceived(conflict, {"A": conflict.states.tolist()})
        found = solve_hypergame(conflict, views={"A": blind}, concepts="nash")
        assert found.stable("nash", "A").all()
        assert np.array_equal(found.stable("nash", "B"), solve(conflict).stable("nash", "B"))


def test_what_is_refused() -> None:
    one, other = (conflict_of(plain) for plain in plain_options(2, seed=3, actors=3))
    two = conflict_of(next(plain_options(1, seed=3, actors=2)))
    with pytest.raises(ModelError, match="The view of A has other states"):
        solve_hypergame(one, views={"A": other})
    with pytest.raises(ModelError, match="The view of A has other actors"):
        solve_hypergame(one, views={"A": two})
    with pytest.raises(ModelError, match="The view of A: this should be a Conflict"):
        solve_hypergame(one, views={"A": "other"})  # type: ignore[dict-item]
    with pytest.raises(UnknownName, match="D"):
        solve_hypergame(one, views={"D": one})
