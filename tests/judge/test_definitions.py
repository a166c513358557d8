"""The judge judged: hand-made sequences, and what the literature prints of its conflicts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import numpy as np
import pytest

from tests.judge.definitions import (
    CONCEPTS,
    Graph,
    Relation,
    cgmr,
    cnash,
    coalition_improvements,
    cseq,
    csmr,
    equilibria,
    gmr,
    gmr_at,
    improvements,
    limited,
    limited_cycle,
    limited_outcomes,
    moves,
    nash,
    nonmyopic,
    partition_stable,
    partitions,
    reach,
    reach_improving,
    seq,
    sim,
    sim_tableau,
    smr,
    strong_gmr,
    symseq,
    universally_stable,
    unknown_gmr,
    unknown_nash,
    weak_gmr,
)
from tests.judge.options import feasible_codes, option_graph, pattern
from tests.judge.published import (
    chicken,
    cuba,
    elmira,
    elmira_options,
    from_ordered,
    ordered_equilibria,
    prisoners_dilemma,
    syria_iraq,
    syria_iraq_ranked,
)
from tests.judge.strategies import conflict_graph, plain_graph, random_conflict, random_graph

NN, YN, NY, YY = 0, 1, 2, 3


# --- moves and legal sequences ---


def test_nobody_moves_twice_running_but_a_b_a_is_legal() -> None:
    flat = dict.fromkeys(range(5), 0)
    graph = Graph(
        states=(0, 1, 2, 3, 4),
        actors=("A", "B"),
        arcs={"A": {0: {1}, 1: {4}, 2: {3}}, "B": {1: {2}}},
        ranks={"A": flat, "B": flat},
    )
    assert reach(graph, {"A"}, 0) == {1}
    assert reach(graph, {"A", "B"}, 0) == {1, 2, 3}
    assert reach(graph, {"B"}, 0) == frozenset()
    assert reach(graph, (), 0) == frozenset()


def test_an_improving_sequence_improves_on_the_state_moved_from() -> None:
    graph = Graph(
        states=(0, 1, 2, 3),
        actors=("A", "B"),
        arcs={"A": {0: {1}, 2: {3}}, "B": {1: {2}}},
        ranks={"A": {0: 2, 1: 3, 2: 0, 3: 1}, "B": {0: 0, 1: 0, 2: 1, 3: 0}},
    )
    assert reach_improving(graph, {"A", "B"}, 0) == {1, 2, 3}
    graph = Graph(graph.states, graph.actors, graph.arcs, {**graph.ranks, "B": {0: 0, 1: 1, 2: 1, 3: 0}})
    assert reach_improving(graph, {"A", "B"}, 0) == {1}


def _all_ends(graph: Graph, steps: Callable[[Graph, int, str], frozenset[int]], start: int) -> set[int]:
    """The ends of all legal sequences, length by length, as long as a (state, last mover) can be new."""
    found: set[int] = set()
    ends = {(start, "")}
    for _ in range(len(graph.states) * len(graph.actors)):
        ends = {
            (q, mover)
            for here, last in ends
            for mover in graph.actors
            if mover != last
            for q in steps(graph, here, mover)
        }
        found.update(q for q, _ in ends)
    return found


def _inductive(graph: Graph, coalition: frozenset[str], start: int) -> set[int]:
    """R_H(s) by its two rules over the sets of possible last movers."""
    last: dict[int, set[str]] = {}
    for j in coalition:
        for q in moves(graph, start, j):
            last.setdefault(q, set()).add(j)
    while True:
        before = {q: set(movers) for q, movers in last.items()}
        for q, movers in before.items():
            for j in coalition:
                if movers != {j}:
                    for t in moves(graph, q, j):
                        last.setdefault(t, set()).add(j)
        if last == before:
            return set(last)


def test_reach_is_what_following_all_sequences_gives() -> None:
    rng = np.random.default_rng(1)
    for _ in range(60):
        graph = plain_graph(random_graph(rng, actors=2, states=4, density=0.35))
        for start in graph.states:
            assert reach(graph, graph.actors, start) == _all_ends(graph, moves, start)
            assert reach_improving(graph, graph.actors, start) == _all_ends(graph, improvements, start)


def test_reach_is_what_the_inductive_rules_give() -> None:
    rng = np.random.default_rng(2)
    for _ in range(60):
        graph = plain_graph(random_graph(rng, actors=3, states=6))
        for start in graph.states:
            for coalition in (frozenset("A"), frozenset("AB"), frozenset("ABC")):
                assert reach(graph, coalition, start) == _inductive(graph, coalition, start)


def test_moves_in_option_form() -> None:
    flat = dict.fromkeys(range(8), 0)
    graph = option_graph(
        options={"A": ["a", "b"], "B": ["c"]},
        one_way={"A.a": "forward", "B.c": "back"},
        feasible=feasible_codes(3, [pattern("YYN")]),
        ranks={"A": flat, "B": flat},
    )
    assert graph.states == (0, 1, 2, 4, 5, 6, 7)
    assert moves(graph, 0, "A") == {1, 2}
    assert moves(graph, 1, "A") == frozenset()
    assert moves(graph, 4, "A") == {5, 6, 7}
    assert moves(graph, 2, "A") == {0, 1}
    assert moves(graph, 4, "B") == {0}
    assert moves(graph, 0, "B") == frozenset()
    assert moves(graph, 7, "B") == frozenset()


def test_graphs_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="loop"):
        Graph((0, 1), ("A",), {"A": {0: {0}}}, {"A": {0: 0, 1: 0}})
    with pytest.raises(ValueError, match="rank"):
        Graph((0, 1), ("A",), {"A": {0: {1}}}, {"A": {0: 0}})


# --- published equilibria ---


def test_prisoners_dilemma() -> None:
    graph = prisoners_dilemma()
    assert equilibria(graph, nash) == {NN}
    assert equilibria(graph, gmr) == equilibria(graph, smr) == equilibria(graph, seq) == {NN, YY}
    for horizon in (2, 3, 4):
        assert equilibria(graph, lambda g, s, a, h=horizon: limited(g, s, a, h)) == {NN, YY}  # type: ignore[misc]


def test_chicken() -> None:
    graph = chicken()
    assert equilibria(graph, nash) == equilibria(graph, seq) == {YN, NY}
    assert equilibria(graph, gmr) == equilibria(graph, smr) == {YY, YN, NY}
    # Both going straight at once is the crash that deters from leaving mutual swerving.
    assert equilibria(graph, sim) == equilibria(graph, sim_tableau) == {YY, YN, NY}


def test_syria_iraq() -> None:
    graph = syria_iraq()
    for concept in (nash, seq, smr):
        assert ordered_equilibria(graph, concept) == {6}
    assert ordered_equilibria(graph, gmr) == {1, 6}


def test_syria_iraq_inverse_counts_rankings_of_syria() -> None:
    counts = {"nash": 0, "seq": 0}
    for order in permutations(range(1, 7)):
        graph = syria_iraq_ranked(order, [2, 4, 6, 1, 5, 3])
        target = graph.states[1]
        for name in counts:
            counts[name] += all(CONCEPTS[name](graph, target, actor) for actor in graph.actors)
    assert counts == {"nash": 240, "seq": 384}


def test_cuban_missile_crisis() -> None:
    graph = cuba()
    assert len(graph.states) == 12
    assert ordered_equilibria(graph, nash) == {6}
    assert ordered_equilibria(graph, seq) == {5, 6, 7}
    assert ordered_equilibria(graph, gmr) == {1, 2, 3, 5, 6, 7, 8}
    assert ordered_equilibria(graph, smr) == {1, 2, 3, 5, 6, 7, 8}
    assert graph.states[6] == 0b0110  # blockade and withdraw


def test_elmira_graph_form() -> None:
    graph = elmira()
    for concept in (nash, seq, symseq):
        assert equilibria(graph, concept) == {5, 8, 9}
    for concept in (gmr, smr):
        assert equilibria(graph, concept) == {1, 4, 5, 8, 9}


def test_elmira_coalition_leaves_5_for_8() -> None:
    graph = elmira()
    pair = frozenset({"M", "U"})
    assert coalition_improvements(graph, pair, 5) == {8}
    assert not any(concept(graph, 5, pair) for concept in (cnash, cgmr, csmr, cseq))
    assert not universally_stable(graph, 5, cnash)
    assert universally_stable(graph, 8, cnash)
    assert partition_stable(graph, 5, cnash, [{"M"}, {"U"}, {"L"}])
    assert not partition_stable(graph, 5, cnash, [{"M", "U"}, {"L"}])
    assert len(list(partitions(graph.actors))) == 5


def test_elmira_option_form() -> None:
    graph = elmira_options()
    assert len(graph.states) == 12
    for concept in (nash, seq, symseq):
        assert ordered_equilibria(graph, concept) == {5, 6, 7, 10, 11, 12}
    for concept in (gmr, smr):
        assert ordered_equilibria(graph, concept) == {1, 4, 5, 6, 7, 10, 11, 12}
    one, seven, ten = from_ordered(graph.states, [1, 7, 10])
    assert improvements(graph, one, "L") == {seven}
    assert ten in coalition_improvements(graph, {"M", "U"}, seven)


# --- small cases by hand ---


def test_a_coalition_is_deterred_where_one_member_is() -> None:
    def graph(reply: set[int], *, third: int) -> Graph:
        return Graph(
            states=(0, 1, 2, 3),
            actors=("A", "B", "C"),
            arcs={"A": {0: {1}, 2: reply}, "C": {1: {2}}},
            ranks={"A": {2: 0, 0: 1, 1: 2, 3: 2}, "B": {0: 0, 1: 1, 2: 1, 3: 1}, "C": {0: 0, 1: 1, 2: third, 3: 0}},
        )

    pair = frozenset({"A", "B"})
    harmful = graph(set(), third=2)
    assert coalition_improvements(harmful, pair, 0) == {1}
    assert [concept(harmful, 0, pair) for concept in (cnash, cgmr, csmr, cseq)] == [False, True, True, True]
    assert cgmr(harmful, 0, {"A"})
    assert not cgmr(harmful, 0, {"A", "B", "C"})
    answered = graph({3}, third=0)
    assert [concept(answered, 0, pair) for concept in (cnash, cgmr, csmr, cseq)] == [False, True, False, False]


def test_limited_moves_keep_every_outcome_that_ties_allow() -> None:
    graph = Graph(
        states=(0, 1, 2, 3),
        actors=("A", "B"),
        arcs={"A": {0: {1}}, "B": {1: {2, 3}}},
        ranks={"A": {3: 0, 0: 1, 1: 2, 2: 3}, "B": {0: 0, 1: 0, 2: 1, 3: 1}},
    )
    assert limited_outcomes(graph, 0, "A", 0) == {0}
    assert limited_outcomes(graph, 0, "A", 1) == {1}
    assert limited_outcomes(graph, 0, "A", 2) == {0, 2}
    assert not limited(graph, 0, "A", 2)
    assert limited(graph, 0, "A", 2, ties="some")
    assert not nonmyopic(graph, 0, "A")
    assert nonmyopic(graph, 0, "A", ties="some")


def test_limited_moves_end_in_a_cycle() -> None:
    rng = np.random.default_rng(3)
    periods = set()
    for _ in range(150):
        graph = plain_graph(random_graph(rng, actors=2, states=5, density=0.4))
        first, period = limited_cycle(graph)
        periods.add(period)
        for horizon in range(first, first + 6):
            for actor in graph.actors:
                for s in graph.states:
                    now = limited_outcomes(graph, s, actor, horizon)
                    assert now == limited_outcomes(graph, s, actor, horizon + period)
    assert {1, 2} <= periods


def test_limited_moves_are_for_two_actors() -> None:
    with pytest.raises(ValueError, match="two actors"):
        limited(elmira(), 5, "M", 2)


def test_strong_sanctions_and_unknown_preferences_by_hand() -> None:
    def graph(sanction: int | None, temptation: int | None = 1) -> Graph:
        mine = Relation({(1, 0): temptation, (2, 0): sanction})
        return Graph(
            states=(0, 1, 2),
            actors=("A", "B"),
            arcs={"A": {0: {1}}, "B": {1: {2}}},
            ranks={"B": {0: 0, 1: 0, 2: 0}},
            relations={"A": mine},
        )

    strong, mild, same, better, hidden = graph(-2), graph(-1), graph(0), graph(1), graph(None)
    assert strong_gmr(strong, 0, "A")
    assert weak_gmr(mild, 0, "A")
    assert weak_gmr(same, 0, "A")
    assert not weak_gmr(strong, 0, "A")
    assert gmr_at(mild, 0, "A", 1)
    assert not gmr_at(same, 0, "A", 1)
    assert not gmr(better, 0, "A")
    assert [unknown_gmr(hidden, 0, "A", kind) for kind in "abcd"] == [False, False, True, True]
    tempted = graph(1, None)
    assert [unknown_nash(tempted, 0, "A", kind) for kind in "abcd"] == [False, True, False, True]
    assert [unknown_gmr(tempted, 0, "A", kind) for kind in "abcd"] == [False, True, False, True]


def test_simultaneous_sanctions_need_option_form() -> None:
    with pytest.raises(ValueError, match="option"):
        sim(elmira(), 1, "M")
    with pytest.raises(ValueError, match="option"):
        sim_tableau(elmira(), 1, "M")


def test_random_conflicts_have_what_they_promise() -> None:
    rng = np.random.default_rng(4)
    plain = [random_conflict(rng) for _ in range(200)]
    assert {len(p.actors) for p in plain} == {2, 3, 4}
    assert {way for p in plain for way in p.one_way.values()} == {"forward", "back"}
    assert any(len(tier) > 1 for p in plain for tiers in p.tiers for tier in tiers)
    for p in plain:
        assert list(p.feasible) == sorted(set(p.feasible))
        assert p.start in p.feasible
        assert sum(map(len, p.options)) <= 7
        assert all(sorted(s for tier in tiers for s in tier) == list(p.feasible) for tiers in p.tiers)
        conflict_graph(p)
    again = np.random.default_rng(4)
    assert plain[0] == random_conflict(again)
