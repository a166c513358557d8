"""Indirect dominance by single movers against its definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from gmcr.analysis import Play, foreseen, nash_cells
from gmcr.analysis.roads import foresight as module
from gmcr.analysis.roads.foresight import foresees
from gmcr.base.errors import SizeError
from gmcr.model import Conflict
from tests.gmcr.stability.conflicts import as_arcs, conflict_of, graph_conflict
from tests.judge.graph import Graph, equilibria, moves
from tests.judge.individual import nash
from tests.judge.strategies import (
    PlainConflict,
    conflict_graph,
    plain_conflicts,
    plain_graph,
    random_conflict,
    random_graph,
)


def dominates(graph: Graph, goal: int, start: int) -> bool:
    """A chain of moves, any moves, whose every mover prefers the goal to where it moves from."""
    known, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for actor in graph.actors:
            if graph.ranks[actor][goal] > graph.ranks[actor][here]:
                fresh = moves(graph, here, actor) - known
                known |= fresh
                waiting += fresh
    return goal in known


def check(graph: Graph, conflict: Conflict) -> int:
    play = Play.of(conflict)
    codes = np.array(graph.states)
    places = np.arange(codes.size) if conflict.layout == "graph" else codes
    cells = conflict.structure.cells_of(places)
    back = dict(zip(cells.tolist(), graph.states, strict=True))
    stable = equilibria(graph, nash)
    marked = nash_cells(play)
    assert {back[cell] for cell in np.flatnonzero(marked).tolist()} == stable
    everywhere, some = (
        np.ones(conflict.structure.cells, dtype=np.bool_),
        np.zeros(conflict.structure.cells, dtype=np.bool_),
    )
    some[cells[::2]] = True
    count = 0
    for start, cell in zip(graph.states, cells.tolist(), strict=True):
        goals = sorted(goal for goal in stable if goal != start and dominates(graph, goal, start))
        assert [back[c] for c in foreseen(play, cell, everywhere).tolist()] == goals
        fewer = [goal for goal in goals if goal in codes[::2]]
        assert [back[c] for c in foreseen(play, cell, some).tolist()] == fewer
        assert foresees(play, cell, everywhere) == bool(goals)
        assert foresees(play, cell, some) == bool(fewer)
        count += len(goals)
    return count


@pytest.mark.level("judge")
def test_option_form_and_arcs() -> None:
    rng = np.random.default_rng(81)
    count = 0
    for _ in range(50):
        plain = random_conflict(rng, bits=5)
        graph = conflict_graph(plain)
        for conflict in (conflict_of(plain, "dense"), conflict_of(plain, "sparse"), as_arcs(plain, graph)):
            count += check(graph, conflict)
        arcs = random_graph(rng, density=0.3)
        count += check(plain_graph(arcs), graph_conflict(arcs))
    assert count > 500


@given(plain_conflicts(max_bits=4))
def test_any_option_form(plain: PlainConflict) -> None:
    check(conflict_graph(plain), conflict_of(plain))


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("lanes", [2, 4, 10])
def test_groups_of_candidates_are_split(monkeypatch: pytest.MonkeyPatch, lanes: int) -> None:
    monkeypatch.setattr(module, "_LANES", lanes)
    rng = np.random.default_rng(82)
    for _ in range(10):
        plain = random_conflict(rng, bits=5)
        check(conflict_graph(plain), conflict_of(plain))


def test_a_way_through_a_loss() -> None:
    """B's goal 3 is two moves away; A loses by the first of them and gains by the end."""
    conflict = Conflict.from_options(
        actors={"A": ["x"], "B": ["y"]}, preferences={"A": ["x and y", "not x"], "B": ["x and y", "not y"]}
    )
    play = Play.of(conflict)
    everywhere = np.ones(4, dtype=np.bool_)
    assert foreseen(play, 0, everywhere).tolist() == [3]
    assert foreseen(play, 3, everywhere).tolist() == []
    assert foreseen(play, 0, ~everywhere).tolist() == []


def test_too_many_kinds_of_nash_states_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cares for the other's options and then for one of its own: many Nash states, liked by all differently."""
    names = [f"{actor}.o{k}" for actor in "AB" for k in range(4)]
    conflict = Conflict.from_options(
        actors={actor: [f"o{k}" for k in range(4)] for actor in "AB"},
        preferences={"A": [*names[4:], "A.o0"], "B": [*names[:4], "B.o0"]},
    )
    play, everywhere = Play.of(conflict), np.ones(256, dtype=np.bool_)
    assert nash_cells(play).sum() == 64
    whole = foreseen(play, conflict.start, everywhere)
    assert whole.size > 0
    monkeypatch.setattr(module, "_LANES", 2)
    monkeypatch.setattr(module, "MOST_CELLS", 1)
    monkeypatch.setattr(module, "_ROUNDS", 1)
    with pytest.raises(SizeError, match="narrower formula"):
        foreseen(play, conflict.start, everywhere)
    monkeypatch.setattr(module, "MOST_CELLS", 1 << 26)
    assert foreseen(play, conflict.start, everywhere).tolist() == whole.tolist()
