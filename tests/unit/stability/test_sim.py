"""Simultaneous sanctioning in the sense that is stated."""

from __future__ import annotations

import pytest
from hypothesis import given

from countermove import ModelError, solve
from countermove.stability import solve_sim
from tests.judge import definitions
from tests.judge.strategies import PlainConflict, conflict_graph, plain_conflicts
from tests.unit.stability.conflicts import as_arcs, conflict_of
from tests.unit.stability.samples import plain_options


def test_the_judge_agrees() -> None:
    for number, plain in enumerate(plain_options(300, seed=50)):
        graph = conflict_graph(plain)
        found = solve_sim(conflict_of(plain, ("dense", "sparse")[number % 2]))
        for actor in graph.actors:
            expected = [definitions.sim(graph, s, actor) for s in graph.states]
            assert found.stable(actor).tolist() == expected


@given(plain_conflicts())
def test_nash_is_within_it(plain: PlainConflict) -> None:
    conflict = conflict_of(plain)
    found, table = solve_sim(conflict), solve(conflict, ("nash",))
    assert all(not (table.stable("nash", a) & ~found.stable(a)).any() for a in conflict.actors)


def test_arcs_do_not_superpose() -> None:
    plain = next(plain_options(1, seed=51))
    with pytest.raises(ModelError, match="option form"):
        solve_sim(as_arcs(plain, conflict_graph(plain)))
