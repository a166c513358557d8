from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermove.assessment import Assessment
from countermove.inquiry.walk import Obstacle, obstacles
from gmcr import Conflict, Ranking

__all__: list[str] = []


def test_each_act_is_stopped_by_the_first_want_that_differs(ferry: Assessment) -> None:
    assert obstacles(ferry.conflict(), 0) == (
        Obstacle("town", "town.pay", True, "worse", 1, "t2", "want"),
        Obstacle("line", "line.run", True, "worse", 2, "l1", "want"),
        Obstacle("line", "line.protest", True, "worse", 4, "l3", "want"),
    )


def test_undoing_excluded_acts_and_the_part_in_force(ferry: Assessment) -> None:
    cold = ferry.conflict(drivers={"demand": "0.2"})
    assert obstacles(cold, 3) == (
        Obstacle("town", "town.pay", False, "better", 2, "t2", "want"),
        Obstacle("line", "line.run", False, "better", 1, "l2", "otherwise"),
        Obstacle("line", "line.protest", True, "infeasible", 7, rule="n1"),
    )


def test_a_one_way_act_is_settled_once_done() -> None:
    conflict = Conflict.from_options(actors={"A": ["a"]}, preferences={"A": ["not a"]}, one_way=["a"], start=["a"])
    assert [item.result for item in obstacles(conflict, 1)] == ["settled"]
    assert [item.result for item in obstacles(conflict, 0)] == ["worse"]


def test_rankings_have_no_deciding_want_and_graphs_no_acts() -> None:
    ranked = Conflict.from_options(actors={"A": ["a"]}, preferences={"A": Ranking([[1], [0]])})
    assert obstacles(ranked, 0) == (Obstacle("A", "A.a", True, "better", 1),)
    graph = Conflict.from_arcs(states=["x", "y"], arcs={"A": [("x", "y")]}, preferences={"A": Ranking([["y"], ["x"]])})
    assert obstacles(graph, 0) == ()


@given(st.integers(0, 7), st.permutations(["a1", "not b1", "a2 iff b1", "a1 implies a2"]))
def test_results_agree_with_the_ranks(state: int, wants: list[str]) -> None:
    conflict = Conflict.from_options(actors={"A": ["a1", "a2"], "B": ["b1"]}, preferences={"A": wants, "B": ["b1"]})
    for item in obstacles(conflict, state):
        ranks = conflict.ranks(item.actor)
        assert item.target is not None
        difference = int(np.sign(ranks[item.target] - ranks[state]))
        assert item.result == {-1: "worse", 0: "indifferent", 1: "better"}[difference]
        assert (item.want is None) == (difference == 0)


@pytest.mark.parametrize("state", [0, 1])
def test_a_condition_on_options_that_changes_with_the_act_has_no_part(state: int) -> None:
    from countermove.assessment import loads

    text = """\
countermove: 1
actors:
  a:
    options: {x: {}, y: {}}
    wants: [{id: w, want: a.y, while: a.x, otherwise: not a.y}]
"""
    found = {item.option: item for item in obstacles(loads(text).conflict(), state)}
    assert found["a.x"].part == ""
    assert found["a.y"].part == ("want" if state else "otherwise")
