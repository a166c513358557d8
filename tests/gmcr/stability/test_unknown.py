"""Unknown preference against the judge; crisp preferences give crisp results; the order of the types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr import Conflict, UnknownName, solve
from gmcr.stability import (
    LITERAL_CONCEPTS,
    UNKNOWN_TYPES,
    Relation,
    Stability,
    Unknown,
    solve_relation,
)
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.gmcr.stability.samples import ROUND, compared, in_every_layout, layout_of, plain_arcs, plain_options
from tests.judge import definitions
from tests.judge.graph import Graph
from tests.judge.strategies import conflict_graph, plain_conflicts, plain_graph, plain_graphs, random_relation

JUDGE = {
    "nash": definitions.unknown_nash,
    "gmr": definitions.unknown_gmr,
    "smr": definitions.unknown_smr,
    "seq": definitions.unknown_seq,
}

conflicts = st.one_of(plain_conflicts().map(conflict_of), plain_graphs().map(graph_conflict))


def by_type(conflict: Conflict, preferences: Mapping[str, Unknown | Relation]) -> dict[str, Stability]:
    """Solved with everybody being of each type."""
    everyone = {actor: preferences.get(actor, Unknown(())) for actor in conflict.actors}
    return {
        kind: solve_relation(conflict, preferences={who: replace(own, type=kind) for who, own in everyone.items()})
        for kind in UNKNOWN_TYPES
    }


def with_unknowns(count: int, seed: int) -> Iterator[tuple[Graph, Conflict, dict[str, Relation]]]:
    """Preferences partly unknown and seldom transitive, in every layout."""
    rng = np.random.default_rng(seed)
    for number, plain in enumerate(plain_options(count, seed, bits=4)):
        share = (0.1, 0.3, 0.7)[number % 3]
        drawn = {actor: random_relation(rng, plain.feasible, unknown=share) for actor in plain.actors}
        conflict = in_every_layout(plain)[layout_of(number)][1]
        places = {s: int(conflict.states[k]) for k, s in enumerate(plain.feasible)}
        given_as = {
            actor: Relation.from_pairs(conflict, {(places[q], places[s]): d for (q, s), d in own.degrees.items()})
            for actor, own in drawn.items()
        }
        yield conflict_graph(plain, drawn), conflict, given_as
    for arcs in plain_arcs(count, seed):
        conflict, graph = graph_conflict(arcs), plain_graph(arcs)
        drawn = {actor: random_relation(rng, arcs.states, unknown=0.3) for actor in arcs.actors}
        given_as = {actor: Relation.from_pairs(conflict, own.degrees) for actor, own in drawn.items()}
        yield Graph(graph.states, graph.actors, graph.arcs, graph.ranks, drawn), conflict, given_as


@pytest.mark.level("all")
def test_the_judge_agrees_for_every_type() -> None:
    for graph, conflict, relations in with_unknowns(compared(150, ROUND // 2), seed=90):
        found = by_type(conflict, relations)
        for concept, literal in JUDGE.items():
            for kind in UNKNOWN_TYPES:
                for actor in graph.actors:
                    expected = [literal(graph, s, actor, kind) for s in graph.states]
                    assert found[kind].stable(concept, actor).tolist() == expected


@pytest.mark.level("all")
@given(conflicts)
def test_crisp_preferences_give_crisp_results(conflict: Conflict) -> None:
    table, found = solve(conflict), by_type(conflict, {})
    for concept in LITERAL_CONCEPTS:
        for kind in UNKNOWN_TYPES:
            assert found[kind].equilibria(concept).tolist() == table.equilibria(concept).tolist()
            for actor in conflict.actors:
                assert np.array_equal(found[kind].stable(concept, actor), table.stable(concept, actor))


@st.composite
def partly_known(draw: st.DrawFn) -> dict[str, Stability]:
    """A ranking with some pairs unknown."""
    conflict = draw(conflicts)
    codes = conflict.states.tolist()
    pairs = [(q, s) for k, q in enumerate(codes) for s in codes[k + 1 :]]
    unknown = {}
    if pairs:
        unknown = {
            actor: Unknown(tuple(draw(st.lists(st.sampled_from(pairs), unique=True, max_size=12))))
            for actor in conflict.actors
        }
    return by_type(conflict, unknown)


@given(partly_known())
def test_the_order_of_types_and_concepts(found: dict[str, Stability]) -> None:
    for actor in found["a"].conflict.actors:
        for concept in LITERAL_CONCEPTS:
            for smaller, larger in ("ab", "bd", "ac", "cd"):
                one, other = (found[kind].stable(concept, actor) for kind in (smaller, larger))
                assert not (one & ~other).any()
        for kind in UNKNOWN_TYPES:
            for less, more in (("nash", "smr"), ("smr", "gmr"), ("nash", "seq"), ("seq", "gmr")):
                one, other = (found[kind].stable(concept, actor) for concept in (less, more))
                assert not (one & ~other).any()
        for kind, same in ("ac", "bd"):
            one, other = (found[name].stable("nash", actor) for name in (kind, same))
            assert np.array_equal(one, other)


@pytest.mark.level("all")
def test_types_b_and_c_do_not_compare() -> None:
    for concept in ("gmr", "smr", "seq"):
        seen = set()
        for _, conflict, relations in with_unknowns(60 if FULL else 24, seed=91):
            found = by_type(conflict, relations)
            for actor in conflict.actors:
                b, c = (found[kind].stable(concept, actor) for kind in "bc")
                seen |= {"b"} if (b & ~c).any() else set()
                seen |= {"c"} if (c & ~b).any() else set()
        assert seen == {"b", "c"}


def test_a_type_that_does_not_exist_is_refused() -> None:
    for make in (lambda: Unknown((), type="e"), lambda: Relation(np.zeros((1, 1), dtype=np.int8), type="e")):
        with pytest.raises(UnknownName):
            make()
