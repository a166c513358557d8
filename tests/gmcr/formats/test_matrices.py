"""The matrices against the judge's sets, the plain products of the definitions, and the solver."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from gmcr import CONCEPTS, Conflict, MissingExtra, ModelError, Ranking, SizeError, UnknownName, solve
from gmcr.formats import adjacency_matrix, preference_matrix, reachability_matrix, stability_matrix
from tests.conftest import LEVEL, require_module
from tests.gmcr.stability.conflicts import conflict_of
from tests.gmcr.stability.samples import pairs
from tests.judge import definitions
from tests.judge.graph import Graph, improvements, moves, reach, reach_improving
from tests.judge.strategies import conflict_graph, random_conflict

__all__: list[str] = []

Table = NDArray[np.int64]
PRINTED = ("nash", "gmr", "smr", "seq")
"""The concepts of the matrix representation."""

GAMES = {"first": 4, "judge": 270}.get(LEVEL, 12)
"""So many option forms, and conflicts by arcs, are compared."""


def games() -> Iterator[tuple[Graph, Conflict]]:
    """Option forms in every layout, conflicts by arcs, and options that need something."""
    require_module("scipy", "its arrays are compared")
    yield from pairs(GAMES, 2009)
    rng = np.random.default_rng(39)
    for _ in range(GAMES // 3):
        plain = random_conflict(rng, bits=5, needs=0.6)
        yield conflict_graph(plain), conflict_of(plain)


def table_of(matrix: Any) -> Table:
    """The matrix as an array, once it is what all of them are."""
    assert matrix.format == "csr"
    assert matrix.dtype == np.int64
    whole: Table = matrix.toarray()
    return whole


def as_sets(graph: Graph, matrix: Any) -> list[frozenset[int]]:
    """For each state those that its row marks."""
    table = table_of(matrix)
    assert set(np.unique(table)) <= {0, 1}
    return [frozenset(np.array(graph.states)[row == 1].tolist()) for row in table]


def test_moves_and_improvements_are_the_judges() -> None:
    for graph, conflict in games():
        for actor in graph.actors:
            own = as_sets(graph, adjacency_matrix(conflict, actor))
            assert own == [moves(graph, state, actor) for state in graph.states]
            better = as_sets(graph, adjacency_matrix(conflict, actor, improvements=True))
            assert better == [improvements(graph, state, actor) for state in graph.states]


def test_what_coalitions_reach_is_the_judges() -> None:
    for graph, conflict in games():
        for size in range(1, len(graph.actors) + 1):
            for members in combinations(graph.actors, size):
                reached = as_sets(graph, reachability_matrix(conflict, members))
                assert reached == [reach(graph, members, state) for state in graph.states]
                improving = as_sets(graph, reachability_matrix(conflict, ",".join(members), improvements=True))
                assert improving == [reach_improving(graph, members, state) for state in graph.states]
        assert (reachability_matrix(conflict) != reachability_matrix(conflict, graph.actors)).nnz == 0


def test_preferences_are_the_ranks_compared() -> None:
    for graph, conflict in games():
        for actor in graph.actors:
            signs = {sign: table_of(preference_matrix(conflict, actor, sign=sign)) for sign in ("+", "-", "=", "-=")}
            ranks = graph.ranks[actor]
            for i, s in enumerate(graph.states):
                for j, q in enumerate(graph.states):
                    told = [sign for sign, table in signs.items() if table[i, j]]
                    expected = ["+"] if ranks[q] > ranks[s] else ["-", "-="] if ranks[q] < ranks[s] else ["=", "-="]
                    assert told == expected


def plain_product(conflict: Conflict, actor: str, concept: str) -> Table:
    """The definition as it is written, from the other matrices, all of them dense."""
    others = [name for name in conflict.actors if name != actor]
    every = np.ones((conflict.states.size,) * 2, dtype=np.int64)
    improving = table_of(adjacency_matrix(conflict, actor, improvements=True))
    if concept == "nash":
        return improving @ every
    preferred = table_of(preference_matrix(conflict, actor))
    deters = (every - preferred).T
    if concept == "smr":
        deters = deters * (every - np.sign(table_of(adjacency_matrix(conflict, actor)) @ preferred.T))
    reached = table_of(reachability_matrix(conflict, others, improvements=concept == "seq"))
    return improving @ (every - np.sign(reached @ deters))


def test_stability_is_the_plain_product() -> None:
    for graph, conflict in games():
        for actor in graph.actors:
            for concept in PRINTED:
                told = table_of(stability_matrix(conflict, actor, concept=concept))
                assert np.array_equal(told, plain_product(conflict, actor, concept))


def test_the_diagonal_is_what_solve_and_the_judge_say() -> None:
    stable_ones = unstable_ones = 0
    for graph, conflict in games():
        solved = solve(conflict)
        for actor in graph.actors:
            for concept in CONCEPTS:
                diagonal = stability_matrix(conflict, actor, concept=concept.upper()).diagonal()
                stable = solved.stable(concept, actor)
                assert np.array_equal(diagonal == 0, stable)
                judged = [definitions.CONCEPTS[concept](graph, state, actor) for state in graph.states]
                assert stable.tolist() == judged
                stable_ones += int(stable.sum())
                unstable_ones += int((~stable).sum())
    assert min(stable_ones, unstable_ones) > 200


def test_an_actor_that_is_alone_is_deterred_by_nobody() -> None:
    require_module("scipy", "its arrays are compared")
    alone = Conflict.from_options(actors={"A": ["a", "b"]}, preferences={"A": Ranking([[1, 2], 0, 3])})
    for concept in CONCEPTS:
        assert stability_matrix(alone, "A", concept=concept).diagonal().tolist() == [2, 0, 0, 3]


def chicken(bits: int = 1) -> Conflict:
    own = [f"o{k}" for k in range(bits)]
    return Conflict.from_options(actors={"A": own, "B": "b"}, preferences={"A": "b", "B": "o0"})


def test_what_is_not_there_or_too_large_gets_one_sentence() -> None:
    require_module("scipy", "its arrays are asked for")
    with pytest.raises(UnknownName, match="actor"):
        adjacency_matrix(chicken(), "C")
    with pytest.raises(UnknownName, match="sign of preference"):
        preference_matrix(chicken(), "A", sign="*")
    for concept in CONCEPTS:
        with pytest.raises(UnknownName, match="actor"):
            stability_matrix(chicken(), "C", concept=concept)
    with pytest.raises(UnknownName, match="concept"):
        stability_matrix(chicken(), "A", concept="cnash")
    with pytest.raises(ModelError, match="at least one actor"):
        reachability_matrix(chicken(), [])
    with pytest.raises(ModelError, match="asked of a Conflict"):
        adjacency_matrix("chicken", "A")  # type: ignore[arg-type]
    with pytest.raises(SizeError, match=r"up to 4,096 states; this conflict has 8,192"):
        stability_matrix(chicken(12), "A")
    with pytest.raises(SizeError, match="need a list of the states"):
        reachability_matrix(chicken(60))


def test_a_matrix_that_takes_too_much_memory_is_refused_before_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    require_module("scipy", "its arrays are asked for")
    assert stability_matrix(chicken(4), "A").shape == (32, 32)
    monkeypatch.setenv("COUNTERMOVE_MEMORY", "0.00004")
    with pytest.raises(SizeError, match="A stability matrix of 32 states takes about"):
        stability_matrix(chicken(4), "A")
    assert adjacency_matrix(chicken(4), "A").shape == (32, 32)


def test_without_scipy_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] == "scipy":
            raise ModuleNotFoundError(name)
        return genuine(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    for ask in (adjacency_matrix, preference_matrix, stability_matrix, reachability_matrix):
        with pytest.raises(MissingExtra, match="A sparse matrix needs the extra 'interop'") as caught:
            ask(chicken(), "A")
        assert caught.value.extra == "interop"
