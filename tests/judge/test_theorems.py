"""The judge judged: theorems on random conflicts, and counterexamples to what only looks like one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import pairwise, permutations
from typing import Protocol

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import FULL, in_one_test
from tests.judge.definitions import (
    CONCEPTS,
    TYPES,
    Graph,
    cgmr,
    cnash,
    coalition_improvements,
    coalitions_of,
    cseq,
    csmr,
    equilibria,
    gmr,
    gmr_at,
    limited,
    maximin,
    moves,
    nash,
    opponents,
    partition_seq,
    reach,
    reach_improving,
    seq,
    seq_at,
    sim,
    sim_confined,
    sim_tableau,
    smr,
    smr_at,
    strong_gmr,
    strong_seq,
    strong_smr,
    symseq,
    universally_stable,
    unknown_gmr,
    unknown_nash,
    unknown_seq,
    unknown_smr,
    weak_gmr,
    weak_seq,
    weak_smr,
)
from tests.judge.options import option_graph
from tests.judge.strategies import (
    conflict_graph,
    plain_conflicts,
    plain_graph,
    plain_graphs,
    random_conflict,
    random_graph,
    random_relation,
)

Concept = Callable[[Graph, int, str], bool]

L1, L2, L3, L4 = (partial(limited, horizon=h) for h in (1, 2, 3, 4))
some_L2, some_L3, some_L4 = (partial(limited, horizon=h, ties="some") for h in (2, 3, 4))
maximin_1, maximin_2, maximin_3, maximin_4 = (partial(maximin, horizon=h) for h in (1, 2, 3, 4))


def contained(graph: Graph, smaller: Concept, larger: Concept) -> bool:
    """Whether every state that is stable for an actor under one concept is so under the other."""
    return all(larger(graph, s, actor) for actor in graph.actors for s in graph.states if smaller(graph, s, actor))


COUNT = 150 if FULL else 50
"""So many graphs of a kind obey the theorems; those in options are more, since counterexamples are sought in them too."""


@cache
def in_options() -> Sequence[Graph]:
    """Option form: transitive moves."""
    rng = np.random.default_rng(11)
    return [conflict_graph(random_conflict(rng, bits=5)) for _ in range(150)]


@cache
def by_arcs() -> Sequence[Graph]:
    """Explicit arcs, not transitive."""
    rng = np.random.default_rng(12)
    return [plain_graph(random_graph(rng)) for _ in range(COUNT)]


@cache
def of_two() -> Sequence[Graph]:
    """Two actors, both forms."""
    rng = np.random.default_rng(13)
    arcs = [plain_graph(random_graph(rng, actors=2, density=0.35)) for _ in range(COUNT)]
    return [*arcs, *(conflict_graph(random_conflict(rng, actors=2, bits=4)) for _ in range(COUNT))]


@cache
def of_degrees() -> Sequence[Graph]:
    """Mild and strong preferences, not transitive."""
    rng = np.random.default_rng(14)
    graphs = []
    for _ in range(COUNT):
        plain = random_conflict(rng, bits=4)
        table = {actor: random_relation(rng, plain.feasible, degrees=2) for actor in plain.actors}
        graphs.append(conflict_graph(plain, table))
    return graphs


@cache
def of_unknowns() -> Sequence[Graph]:
    """Partly unknown preferences, not transitive."""
    rng = np.random.default_rng(15)
    graphs = []
    for _ in range(COUNT):
        plain = random_conflict(rng, bits=4)
        table = {actor: random_relation(rng, plain.feasible, unknown=0.3) for actor in plain.actors}
        graphs.append(conflict_graph(plain, table))
    return graphs


# --- legal sequences ---


def test_a_larger_coalition_reaches_more_and_improving_reaches_less() -> None:
    for graph in (*in_options()[:40], *by_arcs()[:40]):
        for coalition in coalitions_of(graph.actors):
            for s in graph.states:
                assert reach_improving(graph, coalition, s) <= reach(graph, coalition, s)
                assert reach(graph, coalition, s) <= reach(graph, graph.actors, s)


def _closure(graph: Graph, coalition: frozenset[str], start: int, *, improving: bool) -> set[int]:
    found: set[int] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for actor in coalition:
            for q in moves(graph, here, actor):
                if improving and graph.ranks[actor][q] <= graph.ranks[actor][here]:
                    continue
                if q not in found:
                    found.add(q)
                    waiting.append(q)
    return found


def test_in_option_form_legal_sequences_are_plain_closures() -> None:
    for graph in in_options()[:60]:
        for coalition in coalitions_of(graph.actors):
            for s in graph.states:
                assert reach(graph, coalition, s) - {s} == _closure(graph, coalition, s, improving=False) - {s}
                improving = _closure(graph, coalition, s, improving=True)
                assert reach_improving(graph, coalition, s) - {s} == improving - {s}


def test_with_arcs_legal_sequences_may_reach_less_than_the_closure() -> None:
    assert any(
        not _closure(graph, opponents(graph, ()), s, improving=False) <= reach(graph, graph.actors, s)
        for graph in by_arcs()
        for s in graph.states
    )


# --- one actor against the others ---

INCLUSIONS: Sequence[tuple[Concept, Concept]] = (
    (nash, symseq),
    (symseq, seq),
    (seq, gmr),
    (symseq, smr),
    (smr, gmr),
    (nash, maximin_1),
    (maximin_1, nash),
    (gmr, maximin_2),
    (maximin_2, gmr),
    (smr, maximin_3),
    (maximin_3, smr),
    (smr, maximin_4),
)


@pytest.mark.level("all", but=6)
@pytest.mark.parametrize(("smaller", "larger"), INCLUSIONS)
def test_inclusions_hold_in_both_forms(smaller: Concept, larger: Concept) -> None:
    assert all(contained(graph, smaller, larger) for graph in (*in_options(), *by_arcs()))


@settings(max_examples=60, deadline=None)
@given(st.one_of(plain_conflicts().map(conflict_graph), plain_graphs().map(plain_graph)))
def test_inclusions_hold_in_whatever_hypothesis_finds(graph: Graph) -> None:
    for smaller, larger in INCLUSIONS:
        assert contained(graph, smaller, larger)


NO_INCLUSIONS: Sequence[tuple[Concept, Concept]] = (
    (seq, smr),
    (smr, seq),
    (gmr, smr),
    (gmr, seq),
    (symseq, nash),
    (maximin_4, smr),
)


@pytest.mark.parametrize(("smaller", "larger"), NO_INCLUSIONS)
def test_these_are_no_inclusions(smaller: Concept, larger: Concept) -> None:
    assert not all(contained(graph, smaller, larger) for graph in in_options())


def test_simultaneous_sanctioning_contains_nash_and_compares_with_no_other() -> None:
    rng = np.random.default_rng(16)
    graphs = [
        conflict_graph(random_conflict(rng, bits=5, options=2, infeasible=0.3)) for _ in range(500 if FULL else 200)
    ]
    assert all(contained(graph, nash, sim) for graph in graphs)
    for other in (gmr, smr, seq, symseq):
        assert not all(contained(graph, other, sim) for graph in graphs)
        assert not all(contained(graph, sim, other) for graph in graphs)
    # What it takes to leave GMR: two opponents whose moves are feasible together only.
    assert all(contained(graph, sim, gmr) for graph in graphs if len(graph.actors) == 2)
    full = [conflict_graph(random_conflict(rng, bits=5, options=2, infeasible=0)) for _ in range(100)]
    assert all(contained(graph, sim, gmr) for graph in full)


@pytest.mark.level("all")
def test_the_tableau_lies_between_sequential_stability_and_either_of_the_two() -> None:
    rng = np.random.default_rng(18)
    differs = set()
    for number in range(400 if FULL else 60):
        graph = conflict_graph(random_conflict(rng, bits=5, options=2, infeasible=(0, 0.3)[number % 2]))
        assert contained(graph, sim, sim_confined)
        assert contained(graph, sim_confined, sim)
        assert contained(graph, seq, sim_tableau)
        assert contained(graph, sim_tableau, lambda g, s, a: seq(g, s, a) or sim(g, s, a))
        for s in graph.states:
            leaving = [actor for actor in graph.actors if not seq(graph, s, actor)]
            for actor in graph.actors:
                if len(leaving) < 2 or actor not in leaving:
                    assert sim_tableau(graph, s, actor) == seq(graph, s, actor)
                elif len(leaving) == len(graph.actors):
                    assert sim_tableau(graph, s, actor) == sim(graph, s, actor)
                for name, concept in (("seq", seq), ("sim", sim)):
                    if sim_tableau(graph, s, actor) != concept(graph, s, actor):
                        differs.add(name)
                if sim(graph, s, actor) and not sim_tableau(graph, s, actor):
                    differs.add("sim and not tableau")
    assert differs == {"seq", "sim", "sim and not tableau"}


# --- existence ---


@pytest.mark.parametrize("concept", [gmr, seq])
def test_in_option_form_gmr_and_seq_equilibria_exist(concept: Concept) -> None:
    rng = np.random.default_rng(17)
    two = [conflict_graph(random_conflict(rng, actors=2, bits=4)) for _ in range(200)]
    assert all(equilibria(graph, concept) for graph in (*two, *in_options()))


def test_of_the_576_strict_games_32_have_no_equilibrium_under_smr_or_symmetric_seq() -> None:
    ranks = {actor: {s: s for s in range(4)} for actor in "AB"}
    form = option_graph(options={"A": ["a"], "B": ["b"]}, ranks=ranks)
    without = dict.fromkeys(CONCEPTS, 0)
    for first in permutations(range(4)):
        for second in permutations(range(4)):
            own = {"A": dict(enumerate(first)), "B": dict(enumerate(second))}
            game = Graph(form.states, form.actors, form.arcs, own)
            for name, concept in CONCEPTS.items():
                without[name] += not equilibria(game, concept)
    assert without == {"nash": 72, "gmr": 0, "smr": 32, "seq": 0, "symseq": 32}


def _strict(order: Sequence[int]) -> dict[int, int]:
    return {s: -place for place, s in enumerate(order)}


def test_with_arcs_two_actors_may_have_no_gmr_equilibrium() -> None:
    graph = Graph(
        states=(0, 1, 2, 3, 4),
        actors=("A", "B"),
        arcs={
            "A": {0: {3}, 1: {3}, 2: {4}, 3: {1, 2}, 4: {0, 1}},
            "B": {0: {1, 3}, 1: {3}, 4: {0}},
        },
        ranks={"A": _strict([0, 4, 2, 3, 1]), "B": _strict([3, 1, 0, 2, 4])},
    )
    for concept in CONCEPTS.values():
        assert not equilibria(graph, concept)


# --- foresight, two actors ---

FORESIGHT: Sequence[tuple[Concept, Concept]] = (
    (L1, nash),
    (nash, L1),
    (L1, maximin_1),
    (L2, maximin_2),
    (L3, maximin_3),
    (L4, maximin_4),
    (L2, seq),
    (L3, smr),
    (L2, gmr),
    (L3, gmr),
    (L4, gmr),
    (some_L2, seq),
    (some_L3, smr),
    (some_L4, gmr),
    (L2, some_L2),
    (L3, some_L3),
    (L4, some_L4),
)


@in_one_test(("smaller", "larger"), FORESIGHT)
def test_limited_moves_are_contained(smaller: Concept, larger: Concept) -> None:
    assert all(contained(graph, smaller, larger) for graph in of_two())


@pytest.mark.parametrize(("smaller", "larger"), [(nash, L2), (L2, smr), (L4, smr), (L3, seq)])
def test_limited_moves_are_not_contained(smaller: Concept, larger: Concept) -> None:
    assert not all(contained(graph, smaller, larger) for graph in of_two())


@pytest.mark.parametrize("horizon", [1, 2, 3, 4, 5])
def test_without_ties_limited_moves_have_one_outcome(horizon: int) -> None:
    rng = np.random.default_rng(18)
    for _ in range(60):
        graph = plain_graph(random_graph(rng, actors=2, ties=0))
        for actor in graph.actors:
            for s in graph.states:
                every = limited(graph, s, actor, horizon)
                assert every == limited(graph, s, actor, horizon, ties="some")


# --- coalitions ---

Together = Callable[[Graph, int, frozenset[str]], bool]


def within(graph: Graph, smaller: Together, larger: Together) -> bool:
    """As `contained`, over all coalitions."""
    return all(
        larger(graph, s, coalition)
        for coalition in coalitions_of(graph.actors)
        for s in graph.states
        if smaller(graph, s, coalition)
    )


@pytest.mark.parametrize(("smaller", "larger"), [(cnash, csmr), (csmr, cgmr), (cnash, cseq)])
def test_coalition_inclusions(smaller: Together, larger: Together) -> None:
    assert all(within(graph, smaller, larger) for graph in (*in_options(), *by_arcs()))


def test_cseq_is_within_cgmr_where_moves_are_transitive_only() -> None:
    assert all(within(graph, cseq, cgmr) for graph in in_options())
    assert not all(within(graph, cseq, cgmr) for graph in by_arcs())


def test_everybody_together_has_no_opponents() -> None:
    for graph in (*in_options()[:40], *by_arcs()):
        everybody = frozenset(graph.actors)
        for s in graph.states:
            stable = not coalition_improvements(graph, everybody, s)
            for concept in (cnash, cgmr, csmr, cseq):
                assert concept(graph, s, everybody) == stable


def test_coalitions_of_one() -> None:
    pairs: Sequence[tuple[Together, Concept]] = ((cnash, nash), (cgmr, gmr), (csmr, smr))
    for graph in (*in_options(), *by_arcs()):
        alone = [[actor] for actor in graph.actors]
        for actor in graph.actors:
            one = frozenset([actor])
            for s in graph.states:
                for together, single in pairs:
                    assert together(graph, s, one) == single(graph, s, actor)
                assert partition_seq(graph, s, one, alone) == seq(graph, s, actor)
                assert cseq(graph, s, one) or not seq(graph, s, actor)


def test_opponents_may_coordinate_in_cseq() -> None:
    def differs(graph: Graph) -> bool:
        return any(
            cseq(graph, s, frozenset([actor])) != seq(graph, s, actor) for actor in graph.actors for s in graph.states
        )

    assert not any(differs(graph) for graph in of_two())
    assert any(differs(graph) for graph in in_options())


def test_universal_stability_is_stability_of_every_coalition() -> None:
    for graph in in_options()[:40]:
        for s in graph.states:
            if universally_stable(graph, s, cnash):
                assert all(nash(graph, s, actor) for actor in graph.actors)
    assert any(not universally_stable(graph, s, cnash) for graph in in_options() for s in equilibria(graph, nash))


# --- strength ---

STRENGTH: Sequence[tuple[Concept, Concept]] = (
    (nash, strong_smr),
    (nash, strong_seq),
    (strong_smr, strong_gmr),
    (strong_seq, strong_gmr),
    (strong_gmr, gmr),
    (strong_smr, smr),
    (strong_seq, seq),
    (weak_gmr, gmr),
    (weak_smr, smr),
    (weak_seq, seq),
)


@pytest.mark.parametrize(("smaller", "larger"), STRENGTH)
def test_strength_inclusions(smaller: Concept, larger: Concept) -> None:
    assert all(contained(graph, smaller, larger) for graph in of_degrees())


def test_general_stability_is_crisp_stability_and_levels_only_take_away() -> None:
    for graph in of_degrees():
        for at, crisp in ((gmr_at, gmr), (smr_at, smr), (seq_at, seq)):
            levels = [partial(at, level=level) for level in range(4)]
            assert contained(graph, levels[0], crisp)
            assert contained(graph, crisp, levels[0])
            for lower, higher in pairwise(levels):
                assert contained(graph, higher, lower)
    for weak, strong in ((weak_gmr, strong_gmr), (weak_smr, strong_smr), (weak_seq, strong_seq)):
        stable = [(g, s, a) for g in of_degrees() for a in g.actors for s in g.states]
        assert any(weak(*where) for where in stable)
        assert any(strong(*where) and not nash(*where) for where in stable)
        assert not any(weak(*where) and strong(*where) for where in stable)


# --- unknown preference ---


class Typed(Protocol):
    def __call__(self, graph: Graph, state: int, actor: str, kind: str) -> bool: ...


UNKNOWN: Sequence[Typed] = (unknown_nash, unknown_gmr, unknown_smr, unknown_seq)


@in_one_test("concept", UNKNOWN)
@in_one_test(("smaller", "larger"), ["ab", "bd", "ac", "cd"])
def test_types_of_uncertainty(concept: Typed, smaller: str, larger: str) -> None:
    for graph in of_unknowns():
        assert contained(graph, partial(concept, kind=smaller), partial(concept, kind=larger))


@pytest.mark.parametrize("concept", UNKNOWN[1:])
def test_types_b_and_c_do_not_compare(concept: Typed) -> None:
    for smaller, larger in ("bc", "cb"):
        assert not all(
            contained(graph, partial(concept, kind=smaller), partial(concept, kind=larger)) for graph in of_unknowns()
        )


def test_nash_has_two_types_of_uncertainty() -> None:
    for graph in of_unknowns():
        for actor in graph.actors:
            for s in graph.states:
                a, b, c, d = (unknown_nash(graph, s, actor, kind) for kind in TYPES)
                assert a == c
                assert b == d
                assert b or not a


@pytest.mark.parametrize("kind", TYPES)
def test_inclusions_within_a_type(kind: str) -> None:
    by_kind = [partial(concept, kind=kind) for concept in UNKNOWN]
    first, general, symmetric, sequential = by_kind
    for graph in of_unknowns():
        assert contained(graph, first, symmetric)
        assert contained(graph, symmetric, general)
        assert contained(graph, first, sequential)
        assert contained(graph, sequential, general)


@pytest.mark.parametrize("kind", TYPES)
def test_where_all_is_known_every_type_is_the_crisp_concept(kind: str) -> None:
    for graph in of_degrees():
        for concept, crisp in zip(UNKNOWN, (nash, gmr, smr, seq), strict=True):
            for actor in graph.actors:
                for s in graph.states:
                    assert concept(graph, s, actor, kind) == crisp(graph, s, actor)
