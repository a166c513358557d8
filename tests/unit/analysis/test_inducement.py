"""Inducements against their definition, and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given

from countermove.inquiry.inducement import Inducement, Inducing, at_once, leading_to, lean
from countermove.inquiry.outcomes import Reach
from gmcr import CONCEPTS, Conflict, Ranking, foreseen
from gmcr.analysis import Games
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import as_arcs, conflict_of, graph_conflict
from tests.gmcr.stability.samples import plain_arcs, plain_options
from tests.judge import inducement as judge
from tests.judge.graph import Graph, moves
from tests.judge.strategies import PlainConflict, conflict_graph, plain_conflicts, plain_graph


def check(graph: Graph, conflict: Conflict, *, options: bool) -> Counter[str]:
    """Every move of everybody from every fifth state, under every concept; counts how they pay."""
    games, seen = Games(conflict.structure), Counter[str]()
    cell = {
        code: conflict.structure.cell(place if conflict.layout == "graph" else code)
        for place, code in enumerate(graph.states)
    }
    back = {place: code for code, place in cell.items()}
    for concept in CONCEPTS:
        inducing = Inducing(games, conflict, concept)
        for state in graph.states[::5]:
            for place, actor in enumerate(graph.actors):
                every = judge.inducements(graph, concept, actor, state, options=options)
                found = inducing.of(cell[state], place)
                assert [told(item, conflict, back) for item in found] == [
                    (item.move, item.answers, item.outcomes, item.credible) for item in every
                ]
                few = judge.lean_inducements(graph, concept, actor, state, options=options)
                kept = [told(item, conflict, back)[0] for item in lean(found)]
                assert kept == [item.move for item in few]
                own = [item for item in inducing.lean(cell[state]) if item.actor == actor]
                assert own == list(lean(found))
                for s1 in moves(graph, state, actor):
                    paid = inducing.pays(cell[state], place, cell[s1])
                    assert paid == judge.pays(graph, concept, actor, state, s1, options=options)
                    seen[paid] += 1
    return seen


def told(
    item: Inducement, conflict: Conflict, back: dict[int, int]
) -> tuple[int, frozenset[int], frozenset[int], bool]:
    """An inducement in the codes of the judge."""

    def code(state: int) -> int:
        return back[conflict.structure.cell(state)]

    return (code(item.after), frozenset(map(code, item.answers)), frozenset(map(code, item.outcomes)), item.credible)


@pytest.mark.level("judge")
def test_in_every_layout() -> None:
    seen = Counter[str]()
    for number, plain in enumerate(plain_options(180, 2024)):
        graph = conflict_graph(plain)
        if number % 3 == 2:
            seen += check(graph, as_arcs(plain, graph), options=False)
        else:
            seen += check(graph, conflict_of(plain, ("dense", "sparse")[number % 3]), options=True)
    assert all(seen[way] > 50 for way in ("at once", "deterred", "by its answer", "by its answer if bound", "never"))


@pytest.mark.level("all")
def test_in_graph_form() -> None:
    seen = Counter[str]()
    for plain in plain_arcs(120 if FULL else 50, 2025):
        seen += check(plain_graph(plain), graph_conflict(plain), options=False)
    assert seen["by its answer"]
    assert seen["by its answer if bound"]


@given(plain_conflicts(max_bits=4))
def test_any_option_form(plain: PlainConflict) -> None:
    check(conflict_graph(plain), conflict_of(plain), options=True)


# -- what follows ------------------------------------------------------------------------------------------------------


def games(count: int, seed: int) -> Iterator[tuple[PlainConflict, Conflict, Games]]:
    for plain in plain_options(count, seed):
        conflict = conflict_of(plain)
        yield plain, conflict, Games(conflict.structure)


@pytest.mark.level("all")
def test_what_is_worse_and_can_be_taken_back_is_never_credible_from_a_nash_equilibrium() -> None:
    seen = 0
    for plain, conflict, kept in games(250 if FULL else 100, 7):
        inducing, cell = Inducing(kept, conflict, "nash"), conflict.structure.cell
        back = [conflict_graph(plain).arcs[actor] for actor in conflict.actors]
        for state in conflict.states.tolist():
            if not inducing.play.stable(cell(state), "nash"):
                continue
            for place in range(len(conflict.actors)):
                ranks = inducing.play.ranks(place)
                for item in inducing.of(cell(state), place):
                    one = item.switched.bit_count() == 1
                    if one and ranks[cell(item.after)] < ranks[cell(state)] and state in back[place][item.after]:
                        assert not item.credible
                        seen += 1
    assert seen > 20


@pytest.mark.level("all")
def test_lean_ones_hold_no_other_and_every_other_holds_a_lean_one() -> None:
    more = 0
    for _, conflict, kept in games(120 if FULL else 50, 8):
        for concept in CONCEPTS:
            inducing = Inducing(kept, conflict, concept)
            for state in conflict.states.tolist()[::4]:
                for place in range(len(conflict.actors)):
                    every = inducing.of(conflict.structure.cell(state), place)
                    few = lean(every)
                    for one in few:
                        parts = [part for part in every if part.switched & one.switched == part.switched]
                        assert not any(part != one and part.credible >= one.credible for part in parts)
                    for one in every:
                        assert any(
                            part.switched & one.switched == part.switched and part.credible >= one.credible
                            for part in few
                        )
                    more += len(every) > len(few) > 0
    assert more > 10


def test_a_one_way_option_binds_by_itself() -> None:
    """A gives something up for good, and B answers; what could be taken back would be."""
    wants = {"A": ["b.give", "not a.pay"], "B": ["b.give iff a.pay"]}
    pays = {}
    for one_way in ([], ["a.pay"]):
        conflict = Conflict.from_options(
            actors={"a": ["pay"], "b": ["give"]},
            preferences={"a": wants["A"], "b": wants["B"]},
            one_way=one_way,
        )
        inducing = Inducing(Games(conflict.structure), conflict, "nash")
        pays[bool(one_way)] = inducing.pays(0, 0, 1)
    assert pays == {False: "by its answer if bound", True: "by its answer"}


@pytest.mark.parametrize("concept", CONCEPTS)
def test_what_comes_anyway_is_no_inducement(concept: str) -> None:
    conflict = Conflict.from_options(
        actors={"a": ["pay"], "b": ["give"]}, preferences={"a": ["b.give", "not a.pay"], "b": ["b.give"]}
    )
    inducing = Inducing(Games(conflict.structure), conflict, concept)
    assert inducing.of(0, 0) == ()
    assert inducing.pays(0, 0, 1) == "never"


@pytest.mark.parametrize("concept", CONCEPTS)
def test_what_pays_by_ones_own_next_act_alone_never_starts(concept: str) -> None:
    """Besiege, then take: nobody answers, and the five concepts look no further. Foresight does."""
    conflict = Conflict.from_arcs(
        states=["peace", "siege", "taken"],
        arcs={"a": [("peace", "siege"), ("siege", "taken")], "b": []},
        preferences={
            "a": Ranking([["taken"], ["peace"], ["siege"]]),
            "b": Ranking([["peace"], ["siege"], ["taken"]]),
        },
        start="peace",
    )
    games = Games(conflict.structure)
    inducing = Inducing(games, conflict, concept)
    assert inducing.pays(0, 0, 1) == "never"
    assert inducing.play.roads(0, concept).outcomes == (0,)
    assert foreseen(inducing.play, 0, np.ones(3, dtype=np.bool_)).tolist() == [2]


def test_what_an_inducement_brings() -> None:
    conflict = Conflict.from_options(
        actors={"a": ["pay", "idle"], "b": ["give"]},
        preferences={"a": ["b.give", "not a.pay"], "b": ["b.give iff a.pay"]},
        one_way=["a.pay"],
    )
    inducing = Inducing(Games(conflict.structure), conflict, "nash")
    found = inducing.of(0, 0)
    given_ = conflict.structure.truth(conflict.formula("b.give"))
    idle = conflict.structure.truth(conflict.formula("idle"))
    assert [item.switched for item in found] == [1, 3]
    assert [item.switched for item in lean(found)] == [1]
    assert found[0] == Inducement("a", "nash", 0, 1, True, (5,), (5,), 1)
    assert inducing.to(found[0], given_)
    assert inducing.induces(0, 0, given_)
    assert inducing.induces(0, 0, given_, credible=True)
    assert inducing.induces(0, 0, given_, by=1)
    assert not inducing.induces(0, 0, given_, by=2)  # only what rides along switches idle on
    assert inducing.induces(0, 0, idle)
    assert not inducing.induces(0, 0, idle, by=1)
    assert not inducing.induces(0, 0, ~given_)
    assert not inducing.induces(0, 1, given_)


@pytest.mark.level("all")
def test_who_could_be_led_there() -> None:
    led = 0
    for plain, conflict, kept in games(120 if FULL else 50, 9):
        graph, start = conflict_graph(plain), plain.start
        for concept, (bit, option) in product(CONCEPTS, enumerate(conflict.options)):
            on = start >> bit & 1
            far, found = leading_to(kept, conflict, conflict.formula(f"not {option}" if on else option), concept)
            ends = judge.outcomes(graph, concept, start, options=True)
            there = bool(ends) and all(state >> bit & 1 != on for state in ends)
            assert (far is Reach.ENDS) == there
            expected = [
                (actor, item.move)
                for actor in graph.actors
                for item in judge.lean_inducements(graph, concept, actor, start, options=True)
                if not there and all(state >> bit & 1 != on for state in item.answers)
            ]
            assert [(item.actor, item.after) for item in found] == expected
            led += len(found)
    assert led > 20


@pytest.mark.level("all")
def test_of_many_options_few_are_switched_at_once() -> None:
    sizes = {}
    for count in (4, 9, 10, 12):
        names = [f"x{k}" for k in range(count)]
        conflict = Conflict.from_options(
            actors={"a": names, "b": ["give"]},
            preferences={
                "a": ["b.give", *(f"not {name}" for name in names)],
                "b": [f"b.give iff ({' and '.join(names[:4])})"],
            },
        )
        sizes[count] = at_once(conflict.structure, "a")
        if count != 12:
            found = Inducing(Games(conflict.structure), conflict, "nash").lean(0)
            assert [item.switched for item in found] == ([15] if sizes[count] >= 4 else [])
    assert sizes == {4: 4, 9: 9, 10: 4, 12: 3}


def test_what_is_not_credible_is_asked_for_its_outcomes_too() -> None:
    """Bound, a has its answer; free, it takes its act back and is where it was."""
    conflict = Conflict.from_options(
        actors={"a": ["pay"], "b": ["give"]}, preferences={"a": ["b.give", "not a.pay"], "b": ["b.give iff a.pay"]}
    )
    inducing = Inducing(Games(conflict.structure), conflict, "nash")
    anything = np.ones(conflict.structure.cells, dtype=np.bool_)
    assert inducing.induces(0, 0, anything)
    assert not inducing.induces(0, 0, anything, credible=True)
