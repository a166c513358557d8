"""Departures of coalitions and what deters each, countermove by countermove, against the judge, in every layout."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from gmcr import Conflict, Ranking, UnknownName
from gmcr.analysis.roads import departures as module
from gmcr.analysis.roads.departures import Departure, Departures
from gmcr.base.errors import SizeError
from gmcr.stability import COALITION_CONCEPTS, coalitions_of
from tests.conftest import FULL
from tests.gmcr.stability.samples import pairs
from tests.judge import coalitions as judge
from tests.judge.graph import Graph, moves, not_preferred, opponents, reach

__all__: list[str] = []

Case = tuple[Graph, Conflict, Departures, int, tuple[str, ...], tuple[Departure, ...]]


def cases(count: int, seed: int) -> Iterator[Case]:
    """Every coalition at every state of random conflicts; states as the judge names them."""
    for graph, conflict in pairs(count, seed=seed, bits=4):
        departures = Departures(conflict)
        for place, state in enumerate(graph.states):
            for group in coalitions_of(conflict.actors):
                found = departures.of(int(conflict.states[place]), group)
                yield graph, conflict, departures, state, group, found


def named(graph: Graph, conflict: Conflict, code: int) -> int:
    """The judge's name of a state."""
    return graph.states[conflict.structure.cell(code)] if conflict.layout == "graph" else code


def sanctions(graph: Graph, concept: str, group: tuple[str, ...], outcome: int, state: int) -> bool:
    """Whether countermoves may end here: some member does not prefer it, under CSMR wherever the members go on to."""
    ends = {outcome} | (reach(graph, group, outcome) if concept == "csmr" else frozenset())
    return all(any(not_preferred(graph, member, end, state) for member in group) for end in ends)


def lengths(graph: Graph, concept: str, group: tuple[str, ...], target: int, state: int) -> int | None:
    """How many countermoves it takes to deter a departure, by going through all of them; None: nothing deters it."""
    others = opponents(graph, group)
    if concept == "cnash":
        return None
    movers = judge.coalitions_of(others) if concept == "cseq" else tuple(frozenset([actor]) for actor in others)
    seen: set[tuple[int, frozenset[str]]] = set()
    level: set[tuple[int, frozenset[str]]] = {(target, frozenset())}
    steps = 0
    while level:
        steps += 1
        level = {
            (there, mover)
            for here, last in level
            for mover in movers
            if mover != last
            for there in onward(graph, concept, mover, here)
        } - seen
        if any(sanctions(graph, concept, group, here, state) for here, _ in level):
            return steps
        seen |= level
    return None


def onward(graph: Graph, concept: str, mover: frozenset[str], here: int) -> frozenset[int]:
    if concept == "cseq":
        return judge.coalition_improvements(graph, mover, here)
    (actor,) = mover
    return moves(graph, here, actor)


@pytest.mark.level("all")
def test_what_deters_each_departure_is_found_and_is_a_shortest_sequence() -> None:
    told = {name: [0, 0, 0] for name in COALITION_CONCEPTS}
    for graph, conflict, _, state, group, found in cases(24 if FULL else 10, seed=301):
        expected = judge.coalition_improvements(graph, group, state)
        assert {named(graph, conflict, item.target) for item in found} == expected
        for item in found:
            target = named(graph, conflict, item.target)
            for name, answer in item.answers:
                steps = None if answer is None else [(set(who), named(graph, conflict, code)) for who, code in answer]
                length = lengths(graph, name, group, target, state)
                assert (None if steps is None else len(steps)) == length, (graph, state, group, target, name)
                assert item.undeterred(name) == (length is None)
                told[name][min(length or 0, 2)] += 1
                if steps is not None:
                    follow(graph, name, group, state, target, steps)
    assert told["cnash"][1:] == [0, 0]
    assert all(min(told[name]) > 0 for name in ("cgmr", "csmr", "cseq")), told


def follow(
    graph: Graph, name: str, group: tuple[str, ...], state: int, target: int, steps: list[tuple[set[str], int]]
) -> None:
    """Countermoves are moves of opponents, nobody twice running, and end in a sanction."""
    here = target
    for who, there in steps:
        assert not who & set(group)
        assert there in onward(graph, name, frozenset(who), here)
        here = there
    assert all(one != other for (one, _), (other, _) in pairwise(steps))
    assert sanctions(graph, name, group, here, state)


@pytest.mark.level("all")
def test_a_departure_is_lean_where_no_part_of_it_is_as_good_for_everybody() -> None:
    spoilt, tied = 0, 0
    for _, conflict, departures, state, group, found in cases(30 if FULL else 22, seed=302):
        if not conflict.options:
            assert all(item.lean for item in found)
            continue
        for item in found:
            parts = [
                other
                for other in found
                if other.target != item.target and (other.target ^ state) & ~(item.target ^ state) == 0
            ]
            ranks = {other.target: [departures.rank(member, other.target) for member in group] for other in found}
            own = ranks[item.target]
            good = [part for part in parts if all(a >= b for a, b in zip(ranks[part.target], own, strict=True))]
            assert item.lean is not bool(good)
            spoilt += bool(good)
            tied += bool(good) and all(
                any(a == b for a, b in zip(ranks[part.target], own, strict=True)) for part in good
            )
    assert spoilt > 50
    assert tied > 10, "what is idle for everybody is left out only where ties count"


def test_an_idle_option_is_left_out() -> None:
    conflict = Conflict.from_options(
        actors={"a": ["come", "sing"], "b": ["wait"]}, preferences={"a": ["come"], "b": ["not wait"]}
    )
    assert [(item.target, item.lean) for item in Departures(conflict).of(0, ("a",))] == [(1, True), (3, False)]


def test_the_concepts_asked_about_are_told_once_each() -> None:
    _, conflict = next(pairs(1, seed=303))
    departures = Departures(conflict, ("cseq", "cnash", "cseq"))
    assert departures.concepts == ("cseq", "cnash")
    with pytest.raises(UnknownName, match="Did you mean cgmr"):
        Departures(conflict, ("cgrm",))


def test_too_many_improvements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = Conflict.from_options(
        actors={"a": ["w", "x", "y"], "b": ["z"]}, preferences={"a": ["w or x or y"], "b": ["z"]}
    )
    monkeypatch.setattr(module, "MAX_LEAN", 7)
    assert len(Departures(conflict).of(0, ("a",))) == 7
    monkeypatch.setattr(module, "MAX_LEAN", 6)
    with pytest.raises(SizeError, match="a have 7 improvements together"):
        Departures(conflict).of(0, ("a",))


def test_too_long_a_search_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """b and c take turns along a chain, to whose end a would not have left."""
    chain = [str(k) for k in range(12)]
    worse = [[label] for label in chain]
    conflict = Conflict.from_arcs(
        states=chain,
        arcs={
            "a": [("0", "1")],
            "b": [(str(k), str(k + 1)) for k in range(1, 11, 2)],
            "c": [(str(k), str(k + 1)) for k in range(2, 11, 2)],
        },
        preferences={"a": Ranking([chain[1:11], ["0", "11"]]), "b": Ranking(worse), "c": Ranking(worse)},
        start="0",
    )
    (found,) = Departures(conflict).of(0, ("a",))
    path = dict(found.answers)["cgmr"]
    assert path == tuple((("b", "c")[k % 2 : k % 2 + 1], k + 2) for k in range(10))
    assert found.undeterred("cseq"), "what b and c like less and less is no improvement"
    monkeypatch.setattr(module, "MAX_VISITED", 5)
    assert dict(Departures(conflict).of(0, ("a",))[0].answers)["cgmr"] == path
    monkeypatch.setattr(module, "MAX_VISITED", 4)
    with pytest.raises(SizeError, match="More than 4 states"):
        Departures(conflict).of(0, ("a",))
