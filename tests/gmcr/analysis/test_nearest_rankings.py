"""Nearest rankings: against all weak orders of few states, judged one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr import Conflict, ModelError, Ranking, SizeError, UnknownName, inverse_of, solve
from gmcr.analysis import nearest_rankings
from gmcr.analysis.rankings import nearest
from tests.conftest import FULL, require_module
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.gmcr.stability.samples import pairs, plain_options
from tests.judge.definitions import CONCEPTS
from tests.judge.strategies import plain_conflicts, plain_graphs

require_module("pysat", "nearest rankings come from its MaxSAT solver")

conflicts = st.one_of(plain_conflicts(max_bits=4).map(conflict_of), plain_graphs().map(graph_conflict))


def weak_orders(count: int) -> Iterator[tuple[int, ...]]:
    """Every weak order of so many states, as ranks without gaps."""
    for ranks in product(range(count), repeat=count):
        if set(ranks) == set(range(max(ranks) + 1)):
            yield ranks


def apart(one: Mapping[int, int], other: Mapping[int, int]) -> int:
    """The number of pairs of states that two rankings do not order alike."""

    def order(ranks: Mapping[int, int], s: int, q: int) -> int:
        return (ranks[s] > ranks[q]) - (ranks[s] < ranks[q])

    return sum(order(one, s, q) != order(other, s, q) for s, q in combinations(one, 2))


@pytest.mark.level("all")
def test_no_weak_order_is_nearer() -> None:
    seen = 0
    for number, (graph, conflict) in enumerate(pairs(120 if FULL else 60, seed=800, bits=3)):
        if not 2 <= len(graph.states) <= 5:
            continue
        orders = [dict(zip(graph.states, ranks, strict=True)) for ranks in weak_orders(len(graph.states))]
        state = graph.states[number % len(graph.states)]
        code = int(conflict.states[graph.states.index(state)])
        for concept in ("nash", "gmr", "smr"):
            found = nearest_rankings(conflict, code, concept=concept)
            assert solve(conflict.with_preferences(found.preferences)).equilibrium(concept)[number % len(graph.states)]
            for item in found.actors:
                own = graph.ranks[item.actor]
                ways = (
                    apart(own, ranks)
                    for ranks in orders
                    if CONCEPTS[concept](
                        replace(graph, ranks={**graph.ranks, item.actor: ranks}, memo={}), state, item.actor
                    )
                )
                assert item.distance == min(ways)
                seen += item.distance > 1
    assert seen > 20


@given(conflicts, st.sampled_from(["nash", "gmr", "smr"]), st.integers(0, 100))
def test_the_ranking_does_it_and_is_as_far_as_said(conflict: Conflict, concept: str, number: int) -> None:
    code = int(conflict.states[number % conflict.states.size])
    found = nearest_rankings(conflict, code, concept=concept)
    changed = conflict.with_preferences(found.preferences)
    assert code in solve(changed).equilibria(concept)
    for item in found.actors:
        before, after = (
            dict(zip(conflict.states.tolist(), game.ranks(item.actor).tolist(), strict=True))
            for game in (conflict, changed)
        )
        assert apart(before, after) == item.distance
        assert {q for q in before if before[q] > before[code] and after[q] <= after[code]} == set(item.lowered)
        assert Ranking(item.tiers).tiers == item.tiers
    stays = inverse_of(conflict, code, concept=concept).actors
    assert [not item.distance for item in found.actors] == [item.stable for item in stays]


def test_what_no_need_mentions_moves_along_where_that_is_nearer() -> None:
    """Of six states, ranked 0 to 5, A can move from 5 to 0 and 1. To lower these two alone would turn round 6 + 2 pairs; to
    raise 5 above everything, 5."""
    conflict = Conflict.from_arcs(
        states=list("012345"), arcs={"A": [("5", "0"), ("5", "1")], "B": []},
        preferences={"A": Ranking(range(6)), "B": Ranking(range(6))},
    )  # fmt: skip
    [own, _] = nearest_rankings(conflict, "5").actors
    assert own.distance == 5
    assert own.tiers == ((5,), (0,), (1,), (2,), (3,), (4,))


def test_what_was_alike_stays_alike_where_that_is_nearer() -> None:
    """A can move from 3 to 0 and 1, which it likes as well as 2. To lower these two alone would turn round 2 + 2 pairs."""
    conflict = Conflict.from_arcs(
        states=list("0123"),
        arcs={"A": [("3", "0"), ("3", "1")], "B": []},
        preferences={"A": Ranking([[0, 1, 2], 3]), "B": Ranking(range(4))},
    )
    [own, _] = nearest_rankings(conflict, "3").actors
    assert (own.distance, own.lowered, own.tiers) == (3, (0, 1, 2), ((3,), (0, 1, 2)))


def test_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = conflict_of(next(plain_options(1, seed=5, actors=2)))
    worst = int(conflict.states[conflict.ranks("A").argmin()])
    with pytest.raises(ModelError, match="nash, gmr and smr"):
        nearest_rankings(conflict, worst, concept="seq")
    with pytest.raises(ModelError, match="A is not stable there"):
        nearest_rankings(conflict, worst, vary="B")
    with pytest.raises(UnknownName, match="C"):
        nearest_rankings(conflict, worst, vary="C")
    monkeypatch.setattr(nearest, "MAX_GROUPS", 0)
    with pytest.raises(SizeError, match="never"):
        nearest_rankings(conflict, worst)
