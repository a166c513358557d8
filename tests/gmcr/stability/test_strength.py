"""Strength of preference against the judge; crisp preferences give crisp results; theorems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr import Conflict, ModelError, Ranking, solve
from gmcr.stability import LITERAL_CONCEPTS, Relation, Stability, Strength, solve_relation
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.gmcr.stability.samples import ROUND, compared, in_every_layout, layout_of, plain_arcs, plain_options
from tests.judge import definitions
from tests.judge.graph import Graph
from tests.judge.strategies import (
    PlainConflict,
    conflict_graph,
    plain_conflicts,
    plain_graph,
    plain_graphs,
    random_relation,
)

JUDGE = {"gmr": definitions.gmr_at, "smr": definitions.smr_at, "seq": definitions.seq_at}
SHORT = {
    ("gmr", "strong"): definitions.strong_gmr,
    ("smr", "strong"): definitions.strong_smr,
    ("seq", "strong"): definitions.strong_seq,
    ("gmr", "weak"): definitions.weak_gmr,
    ("smr", "weak"): definitions.weak_smr,
    ("seq", "weak"): definitions.weak_seq,
}

conflicts = st.one_of(plain_conflicts().map(conflict_of), plain_graphs().map(graph_conflict))


def at_level(conflict: Conflict, preferences: Mapping[str, Relation | Strength], level: int) -> Stability:
    """Solved with everybody's sanctions being worse by so many degrees; who has no entry prefers mildly."""
    everyone = {actor: preferences.get(actor) or Relation.weak_order(conflict, actor) for actor in conflict.actors}
    return solve_relation(conflict, preferences={who: replace(own, level=level) for who, own in everyone.items()})


def with_relations(count: int, seed: int, *, degrees: int) -> Iterator[tuple[Graph, Conflict, dict[str, Relation]]]:
    """Preferences that are seldom transitive, in every layout."""
    rng = np.random.default_rng(seed)
    for number, plain in enumerate(plain_options(count, seed, bits=4)):
        drawn = {actor: random_relation(rng, plain.feasible, degrees=degrees) for actor in plain.actors}
        conflict = in_every_layout(plain)[layout_of(number)][1]
        places = {s: int(conflict.states[k]) for k, s in enumerate(plain.feasible)}
        given_as = {
            actor: Relation.from_pairs(conflict, {(places[q], places[s]): d for (q, s), d in own.degrees.items()})
            for actor, own in drawn.items()
        }
        yield conflict_graph(plain, drawn), conflict, given_as
    for arcs in plain_arcs(count, seed):
        conflict = graph_conflict(arcs)
        drawn = {actor: random_relation(rng, arcs.states, degrees=degrees) for actor in arcs.actors}
        graph = plain_graph(arcs)
        given_as = {actor: Relation.from_pairs(conflict, own.degrees) for actor, own in drawn.items()}
        yield Graph(graph.states, graph.actors, graph.arcs, graph.ranks, drawn), conflict, given_as


@pytest.mark.level("all")
@pytest.mark.parametrize("degrees", [2, 3])
def test_the_judge_agrees_at_every_level(degrees: int) -> None:
    for graph, conflict, relations in with_relations(compared(100, ROUND // 3), seed=80 + degrees, degrees=degrees):
        for level in range(degrees + 1):
            found = at_level(conflict, relations, level)
            for actor in graph.actors:
                for concept, literal in JUDGE.items():
                    expected = [literal(graph, s, actor, level) for s in graph.states]
                    assert found.stable(concept, actor).tolist() == expected
                nash = [definitions.nash(graph, s, actor) for s in graph.states]
                assert found.stable("nash", actor).tolist() == nash


@pytest.mark.level("all")
def test_the_judge_agrees_on_strong_and_weak() -> None:
    weak = 0
    for graph, conflict, relations in with_relations(compared(60, ROUND // 2), seed=85, degrees=2):
        general, strong = (at_level(conflict, relations, level) for level in (0, 2))
        for (concept, strength), literal in SHORT.items():
            for actor in graph.actors:
                expected = [literal(graph, s, actor) for s in graph.states]
                found = strong.stable(concept, actor)
                if strength == "weak":
                    found = general.stable(concept, actor) & ~found
                assert found.tolist() == expected
                weak += sum(expected) if strength == "weak" else 0
    assert weak > 50


@given(conflicts)
def test_crisp_preferences_give_crisp_results(conflict: Conflict) -> None:
    table, found, hard = solve(conflict), at_level(conflict, {}, 0), at_level(conflict, {}, 2)
    for concept in LITERAL_CONCEPTS:
        assert found.equilibria(concept).tolist() == table.equilibria(concept).tolist()
        for actor in conflict.actors:
            assert np.array_equal(found.stable(concept, actor), table.stable(concept, actor))
            # Nothing is preferred strongly, so nothing sanctions strongly.
            assert np.array_equal(hard.stable(concept, actor), table.stable("nash", actor))


@st.composite
def graded(draw: st.DrawFn) -> tuple[PlainConflict, dict[str, Strength]]:
    plain = draw(plain_conflicts())
    strengths = {}
    for actor, tiers in zip(plain.actors, plain.tiers, strict=True):
        gaps = draw(st.lists(st.integers(1, 2), min_size=len(tiers) - 1, max_size=len(tiers) - 1))
        strengths[actor] = Strength(Ranking(tiers), tuple(gaps))
    return plain, strengths


@given(graded())
def test_strength_only_takes_away(sample: tuple[PlainConflict, dict[str, Strength]]) -> None:
    plain, strengths = sample
    conflict = conflict_of(plain)
    table, found, hard = solve(conflict), at_level(conflict, strengths, 0), at_level(conflict, strengths, 2)
    for actor in plain.actors:
        strong = {name: hard.stable(name, actor) for name in LITERAL_CONCEPTS}
        for concept in LITERAL_CONCEPTS:
            general = found.stable(concept, actor)
            assert np.array_equal(general, table.stable(concept, actor))
            assert not (strong[concept] & ~general).any()
        for smaller, larger in (("smr", "gmr"), ("seq", "gmr"), ("nash", "smr"), ("nash", "seq")):
            assert not (strong[smaller] & ~strong[larger]).any()
    for concept in LITERAL_CONCEPTS:
        assert set(hard.equilibria(concept)) <= set(table.equilibria(concept))


def test_in_the_prisoners_dilemma_cooperation_is_as_strong_as_its_sanction() -> None:
    conflict = Conflict.from_options(
        actors={"Row": ["cooperate"], "Column": ["cooperate"]},
        preferences={"Row": Ranking([2, 3, 0, 1]), "Column": Ranking([1, 3, 0, 2])},
    )
    mild = {"Row": Strength.read("2 > 3 > 0 > 1"), "Column": Strength.read("1 > 3 > 0 > 2")}
    strong = {"Row": Strength.read("2 > 3 >> 0 > 1"), "Column": Strength.read("1 > 3 >> 0 > 2")}
    for strengths, expected in ((mild, [0]), (strong, [0, 3])):
        for concept in ("gmr", "smr", "seq"):
            assert at_level(conflict, strengths, 0).equilibria(concept).tolist() == [0, 3]
            assert at_level(conflict, strengths, 2).equilibria(concept).tolist() == expected
    weak = at_level(conflict, mild, 0).stable("seq", "Row") & ~at_level(conflict, mild, 2).stable("seq", "Row")
    assert weak.tolist() == [False, False, False, True]


def test_a_strength_is_given_with_its_level() -> None:
    ranked = Strength.read("2 > 3 >> 0 > 1", level=2)
    assert ranked.level == 2
    assert Strength.of([2, 3], [0, 1], level=1).level == 1
    conflict = conflict_of(next(plain_options(1, seed=1)))
    with pytest.raises(ModelError, match="lacks"):
        solve_relation(
            conflict, preferences={conflict.actors[0]: Strength(Ranking([conflict.states[:1].tolist()]), ())}
        )
