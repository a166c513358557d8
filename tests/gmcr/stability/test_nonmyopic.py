"""Non-myopic stability: the cycle of the outcome sets decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr import Conflict, ModelError, UnknownName
from gmcr.stability import solve_limited, solve_nonmyopic
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.gmcr.stability.samples import compared, pairs, plain_options
from tests.judge import definitions
from tests.judge.strategies import plain_conflicts, plain_graphs

conflicts = st.one_of(plain_conflicts(max_actors=2).map(conflict_of), plain_graphs(max_actors=2).map(graph_conflict))


def test_the_judge_agrees() -> None:
    for graph, conflict in pairs(compared(250), seed=30, actors=2):
        for ties in ("every", "some"):
            found = solve_nonmyopic(conflict, ties=ties)
            for actor in graph.actors:
                expected = [definitions.nonmyopic(graph, s, actor, ties=ties) for s in graph.states]
                assert found.stable("nonmyopic", actor).tolist() == expected


def test_without_ties_the_cycle_is_the_judges_and_some_are_longer_than_one() -> None:
    periods = set()
    for graph, conflict in pairs(compared(200), seed=31, actors=2):
        if all(len(set(ranks.values())) == len(graph.states) for ranks in graph.ranks.values()):
            found = solve_nonmyopic(conflict)
            cycle = found.parameters["settles"], found.parameters["period"]
            assert cycle == definitions.limited_cycle(graph)
            periods.add(cycle[1])
    assert 1 in periods
    assert len(periods) > 1


@given(conflicts)
def test_it_is_stability_at_every_horizon_of_the_cycle(conflict: Conflict) -> None:
    found = solve_nonmyopic(conflict)
    settles, period = int(found.parameters["settles"]), int(found.parameters["period"])
    for actor in conflict.actors:
        # One horizon of the cycle each, counted from its second round, as a horizon is 1 or more.
        layers = [
            solve_limited(conflict, horizon=settles + period + k).stable("limited", actor).tolist()
            for k in range(period)
        ]
        assert found.stable("nonmyopic", actor).tolist() == [all(states) for states in zip(*layers, strict=True)]


def test_what_is_refused() -> None:
    with pytest.raises(ModelError, match="two actors"):
        solve_nonmyopic(conflict_of(next(plain_options(1, seed=1, actors=3))))
    with pytest.raises(UnknownName):
        solve_nonmyopic(conflict_of(next(plain_options(1, seed=1, actors=2))), ties="no")
