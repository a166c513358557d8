"""Steps, roads and outcomes against their definitions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given

from gmcr import CONCEPTS
from gmcr.analysis import Arena, Play
from gmcr.analysis.roads import roads
from gmcr.model import Conflict, Ranking
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import as_arcs, conflict_of, graph_conflict
from tests.judge.definitions import CONCEPTS as JUDGED
from tests.judge.graph import Graph, improvements, moves, opponents, reach, reach_improving
from tests.judge.strategies import (
    PlainConflict,
    conflict_graph,
    plain_conflicts,
    plain_graph,
    random_conflict,
    random_graph,
)


def undeterred(graph: Graph, concept: str, actor: str, state: int) -> set[int]:
    """The improvements that the concept does not deter."""
    rank = graph.ranks[actor]
    follow = reach_improving if concept in ("seq", "symseq") else reach

    def sanction(end: int) -> bool:
        replies = moves(graph, end, actor) if concept in ("smr", "symseq") else frozenset()
        return all(rank[q] <= rank[state] for q in (end, *replies))

    return {
        s1
        for s1 in improvements(graph, state, actor)
        if concept == "nash" or not any(map(sanction, follow(graph, opponents(graph, [actor]), s1)))
    }


def lean(graph: Graph, actor: str, state: int, able: set[int]) -> list[int]:
    """Without those that ride along: another, at least as good, changes strictly fewer of the same options."""
    rank = graph.ranks[actor]

    def idle(q: int) -> bool:
        return any((r ^ state) & ~(q ^ state) == 0 and r != q and rank[r] >= rank[q] for r in able)

    return sorted(q for q in able if not idle(q))


def check(graph: Graph, conflict: Conflict, *, options: bool) -> None:
    """``options``: the states are codes of options, so that steps have to be lean."""
    play = Play.of(conflict)
    codes = list(graph.states)
    cell = {
        code: conflict.structure.cell(place if conflict.layout == "graph" else code) for place, code in enumerate(codes)
    }
    back = {place: code for code, place in cell.items()}
    for concept in CONCEPTS:
        steps: dict[tuple[int, str], list[int]] = {}
        for state in codes:
            for place, actor in enumerate(graph.actors):
                able = undeterred(graph, concept, actor, state)
                steps[state, actor] = lean(graph, actor, state, able) if options else sorted(able)
                found = play.steps(cell[state], place, concept)
                assert [back[c] for c in found] == steps[state, actor], (concept, actor, state)
                stable = JUDGED[concept](graph, state, actor)
                assert (not found) == stable == play.stable(cell[state], concept, place)
            everyone = all(not steps[state, actor] for actor in graph.actors)
            assert play.stable(cell[state], concept) == everyone
        for start in codes[::4]:
            known, waiting = {start}, [start]
            while waiting:
                here = waiting.pop()
                fresh = {q for actor in graph.actors for q in steps[here, actor]} - known
                known |= fresh
                waiting += fresh
            roads = play.roads(cell[start], concept)
            assert roads.reached[0] == cell[start]
            assert len(roads.reached) == len(known)
            assert {back[c] for c in roads.reached} == known
            ends = {s for s in known if not any(steps[s, actor] for actor in graph.actors)}
            assert len(roads.outcomes) == len(ends)
            assert {back[c] for c in roads.outcomes} == ends
            expected = {(s, k, q) for s in known for k, actor in enumerate(graph.actors) for q in steps[s, actor]}
            assert {(back[s], k, back[q]) for s, k, q in roads.steps} == expected
            assert len(roads.steps) == len(expected)
    for state in codes:
        for place, actor in enumerate(graph.actors):
            rank = graph.ranks[actor]
            choices = [state, *sorted(moves(graph, state, actor))]
            best = max(rank[q] for q in choices)
            replies = [state] if rank[state] == best else [q for q in choices if rank[q] == best]
            assert [back[c] for c in play.best_replies(cell[state], place)] == replies


def plains(count: int) -> Iterator[PlainConflict]:
    rng = np.random.default_rng(71)
    for number in range(count):
        yield random_conflict(rng, bits=5, ties=(0.0, 0.5)[number % 2], infeasible=(0.0, 0.3)[number // 2 % 2])


@pytest.mark.level("all")
@pytest.mark.parametrize(("few", "some"), [(roads._FEW, roads._SOME), (0, roads._SOME), (0, 0)])
def test_option_form(monkeypatch: pytest.MonkeyPatch, few: int, some: int) -> None:
    monkeypatch.setattr(roads, "_FEW", few)
    monkeypatch.setattr(roads, "_SOME", some)
    for plain in plains(60 if FULL else 20):
        graph = conflict_graph(plain)
        check(graph, conflict_of(plain, "dense"), options=True)
        check(graph, conflict_of(plain, "sparse"), options=True)


def test_in_graph_form_every_undeterred_improvement_is_a_step() -> None:
    for plain in plains(30):
        graph = conflict_graph(plain)
        check(graph, as_arcs(plain, graph), options=False)
    rng = np.random.default_rng(72)
    for _ in range(60):
        arcs = random_graph(rng, density=0.35)
        check(plain_graph(arcs), graph_conflict(arcs), options=False)


@given(plain_conflicts(max_bits=4))
def test_any_option_form(plain: PlainConflict) -> None:
    check(conflict_graph(plain), conflict_of(plain), options=True)


def test_idle_changes_do_not_ride_along() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["act", "idle"]}, preferences={"A": Ranking([[1, 3], [0, 2]])}, start=[]
    )
    play = Play.of(conflict)
    assert play.steps(0, 0, "nash") == (1,)
    assert play.steps(2, 0, "nash") == (3,)  # from idle on, switching it off as well would ride along
    assert play.best_replies(0, 0) == (1, 3)
    better = conflict.with_preferences({"A": Ranking([[3], [1], [0, 2]])})
    assert Play.of(better).steps(0, 0, "nash") == (1, 3)  # what gains by itself is no idle change


def test_roads_may_cycle_and_then_end_nowhere() -> None:
    pennies = Conflict.from_options(
        actors={"A": ["x"], "B": ["y"]}, preferences={"A": ["x iff y"], "B": ["not (x iff y)"]}
    )
    roads = Play.of(pennies).roads(0, "nash")
    assert roads.reached == (0, 2, 3, 1)
    assert roads.outcomes == ()
    assert roads.steps == ((0, 1, 2), (2, 0, 3), (3, 1, 1), (1, 0, 0))
    ending = Play.of(pennies).roads(0, "gmr")
    assert ending.outcomes == (0,)


def test_plays_of_one_arena_share_what_they_know() -> None:
    conflict = next(map(conflict_of, plains(1)))
    arena = Arena(conflict.structure)
    first, second = Play.of(conflict, arena), Play.of(conflict, arena)
    assert first.arena is second.arena is arena
    assert first.profile == second.profile
    start = conflict.structure.cell(conflict.start)
    assert first.roads(start, "seq") is first.roads(start, "seq")
    assert second.roads(start, "seq") == first.roads(start, "seq")
