"""Limited moves of several actors in a stated order: the judge, two actors, and what holds for any number."""

from __future__ import annotations

from itertools import islice, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr import Conflict, ModelError, SizeError, UnknownName, solve
from gmcr.stability import limited_outcomes, solve_limited, turns
from gmcr.stability.outcomes import class_labels
from gmcr.stability.turns import ends_in_turns
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.gmcr.stability.samples import pairs, plain_options
from tests.judge import definitions
from tests.judge.strategies import plain_conflicts, plain_graphs

conflicts = st.one_of(
    plain_conflicts(max_actors=3, max_bits=4).map(conflict_of), plain_graphs(max_actors=3).map(graph_conflict)
)


@pytest.mark.level("all")
def test_the_judge_agrees_on_every_order() -> None:
    several = 0
    for number, (graph, conflict) in enumerate(pairs(90 if FULL else 18, seed=500, actors=3, bits=4)):
        order = list(permutations(graph.actors))[number % 6]
        for horizon in (2, 3, 4) if FULL else (2 + number % 3,):
            found = {
                ties: solve_limited(conflict, horizon=horizon, ties=ties, order=order) for ties in ("every", "some")
            }
            for actor in graph.actors:
                sets = [definitions.limited_in_turns(graph, s, actor, horizon, order) for s in graph.states]
                several += sum(len(ends) > 1 for ends in sets)
                pairs_of = list(zip(graph.states, sets, strict=True))
                assert found["every"].stable("limited", actor).tolist() == [ends == {s} for s, ends in pairs_of]
                assert found["some"].stable("limited", actor).tolist() == [s in ends for s, ends in pairs_of]
                for code, ends in zip(conflict.states.tolist(), sets, strict=True):
                    here = limited_outcomes(conflict, code, actor=actor, horizon=horizon, order=order).tolist()
                    assert here == sorted(map(graph.states.index, ends) if conflict.layout == "graph" else ends)
    assert several > 20


def test_with_two_actors_it_is_kilgours() -> None:
    for _, conflict in pairs(12, seed=510, actors=2, bits=4):
        labels = class_labels(conflict)
        for horizon, ends in enumerate(islice(ends_in_turns(conflict, labels, conflict.actors), 5), 1):
            for actor, sets in ends.items():
                known = solve_limited(conflict, horizon=horizon).stable("limited", actor)
                assert [item == 1 << label for item, label in zip(sets, labels.tolist(), strict=True)] == known.tolist()


@given(conflicts)
def test_the_first_is_nash_and_the_second_within_gmr_in_every_order(conflict: Conflict) -> None:
    table = solve(conflict)
    for order in permutations(conflict.actors):
        first, second = (solve_limited(conflict, horizon=h, order=order) for h in (1, 2))
        for actor in conflict.actors:
            assert np.array_equal(first.stable("limited", actor), table.stable("nash", actor))
            assert not (second.stable("limited", actor) & ~table.stable("gmr", actor)).any()


@given(conflicts, st.sampled_from([2, 3, 4]))
def test_every_order_is_all_of_them(conflict: Conflict, horizon: int) -> None:
    every = solve_limited(conflict, horizon=horizon, order="every")
    each = [solve_limited(conflict, horizon=horizon, order=order) for order in permutations(conflict.actors)]
    for actor in conflict.actors:
        assert np.array_equal(
            every.stable("limited", actor), np.logical_and.reduce([one.stable("limited", actor) for one in each])
        )


def test_the_order_makes_a_difference() -> None:
    found = False
    for _, conflict in pairs(40, seed=520, actors=3, bits=4):
        one, other = (solve_limited(conflict, horizon=2, order=order) for order in (["A", "B", "C"], ["A", "C", "B"]))
        found |= any((one.stable("limited", a) != other.stable("limited", a)).any() for a in conflict.actors)
    assert found


def test_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = conflict_of(next(plain_options(1, seed=1, actors=3)))
    with pytest.raises(ModelError, match="order"):
        solve_limited(conflict, horizon=2)
    with pytest.raises(ModelError, match="C is not in the order"):
        solve_limited(conflict, horizon=2, order=["A", "B"])
    with pytest.raises(UnknownName, match="D"):
        solve_limited(conflict, horizon=2, order=["A", "B", "C", "D"])
    with pytest.raises(ModelError, match="1 or more"):
        solve_limited(conflict, horizon=0, order=["A", "B", "C"])
    with pytest.raises(ModelError, match="one order"):
        limited_outcomes(conflict, conflict.start, actor="A", horizon=2, order="every")
    found = solve_limited(conflict, horizon=2, order=["B", "C", "A"])
    assert found.parameters == {"horizon": 2, "ties": "every", "order": "B, C, A"}
    monkeypatch.setattr(turns, "MAX_ENTRIES", 3)
    with pytest.raises(SizeError, match="pairs"):
        solve_limited(conflict, horizon=2, order="every")
