"""Maximin against the judge, its theorems, and that a horizon too far costs nothing."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr import Conflict, ModelError, solve
from gmcr.stability import solve_maximin
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.gmcr.stability.samples import compared, in_every_layout, pairs, plain_options
from tests.judge import definitions
from tests.judge.strategies import plain_conflicts, plain_graphs

conflicts = st.one_of(plain_conflicts().map(conflict_of), plain_graphs().map(graph_conflict))


@pytest.mark.level("judge", but=3)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("horizon", [1, 2, 3, 4, 5, 6])
def test_the_judge_agrees(horizon: int) -> None:
    for graph, conflict in pairs(compared(120), seed=horizon):
        found = solve_maximin(conflict, horizon=horizon)
        for actor in graph.actors:
            expected = [definitions.maximin(graph, s, actor, horizon) for s in graph.states]
            assert found.stable("maximin", actor).tolist() == expected


def test_layouts_agree() -> None:
    for plain in plain_options(60, seed=40, bits=6):
        results = [solve_maximin(conflict, horizon=4) for _, conflict in in_every_layout(plain)]
        for actor in plain.actors:
            tables = {tuple(found.stable("maximin", actor).tolist()) for found in results}
            assert len(tables) == 1


@given(conflicts)
def test_the_first_three_are_nash_gmr_and_smr(conflict: Conflict) -> None:
    table = solve(conflict)
    for horizon, concept in enumerate(("nash", "gmr", "smr"), 1):
        found = solve_maximin(conflict, horizon=horizon)
        assert found.equilibria("maximin").tolist() == table.equilibria(concept).tolist()
        for actor in conflict.actors:
            assert np.array_equal(found.stable("maximin", actor), table.stable(concept, actor))


@given(conflicts)
def test_odd_horizons_widen_even_ones_narrow_and_odd_is_within_even(conflict: Conflict) -> None:
    odd = [solve_maximin(conflict, horizon=h) for h in (1, 3, 5, 7)]
    even = [solve_maximin(conflict, horizon=h) for h in (2, 4, 6, 8)]
    chain = [*odd, *reversed(even)]
    for actor in conflict.actors:
        for smaller, larger in pairwise(chain):
            assert not (smaller.stable("maximin", actor) & ~larger.stable("maximin", actor)).any()


def test_the_fourth_is_not_the_third() -> None:
    def differs(conflict: Conflict) -> bool:
        third, fourth = (solve_maximin(conflict, horizon=h) for h in (3, 4))
        return any((third.stable("maximin", a) != fourth.stable("maximin", a)).any() for a in conflict.actors)

    assert any(differs(conflict_of(plain)) for plain in plain_options(60, seed=41))


def test_a_far_horizon_ends_where_nothing_changes_any_more() -> None:
    for plain in plain_options(20, seed=42):
        conflict = conflict_of(plain)
        for far, near in ((10**9, 60), (10**9 + 1, 61)):
            one, other = (solve_maximin(conflict, horizon=h) for h in (far, near))
            assert all(np.array_equal(one.stable("maximin", a), other.stable("maximin", a)) for a in plain.actors)


def test_the_record_says_what_was_asked_and_a_horizon_of_nothing_is_refused() -> None:
    conflict = conflict_of(next(plain_options(1, seed=1)))
    found = solve_maximin(conflict, horizon=3)
    assert (found.concept, found.method, found.parameters) == ("maximin", "propagation", {"horizon": 3})
    assert "maximin (horizon 3)" in repr(found)
    with pytest.raises(ModelError, match="1 or more"):
        solve_maximin(conflict, horizon=0)
