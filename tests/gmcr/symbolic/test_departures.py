"""Countermoves as a path: nobody twice running where moves are transitive, and none that changes nothing."""

from __future__ import annotations

import pytest

from gmcr import Conflict
from gmcr.stability import concept
from gmcr.symbolic.departures import CountermoveChain, Departures
from gmcr.symbolic.game import SymbolicGame
from gmcr.symbolic.moves import PartialState, SolverSession
from gmcr.symbolic.proofs import Sanctioned

pytest.importorskip("pysat")

GO, X, Y, Z = 1, 2, 4, 8


def path(*moves: tuple[str, int], needs: bool = False) -> list[tuple[str, int]]:
    """Settings of some actors as a path from the state in which only a.go is on."""
    conflict = Conflict.from_options(
        actors={"a": ["go"], "b": ["x", "y"], "c": ["z"]},
        preferences={"a": ["go"], "b": ["x"], "c": ["z"]},
        needs={"b.y": "b.x"} if needs else None,
    )
    then: CountermoveChain | None = None
    for actor, setting in reversed(moves):
        then = CountermoveChain(actor, setting, then)
    with SolverSession(SymbolicGame.of(conflict), 10.0) as asking:
        return Departures(asking, state=0, actor="a", concept=concept("gmr"))._path(GO, then)


def test_moves_of_one_actor_running_are_one() -> None:
    assert path(("b", X), ("b", X | Y), ("c", Z)) == [("b", GO | X | Y), ("c", GO | X | Y | Z)]
    assert path(("c", Z), ("b", X), ("b", Y)) == [("c", GO | Z), ("b", GO | Z | Y)]


def test_what_changes_nothing_is_left_out() -> None:
    assert path(("b", 0), ("c", Z)) == [("c", GO | Z)]
    assert path(("b", X), ("b", 0), ("c", Z)) == [("c", GO | Z)]
    assert path(("c", Z), ("b", X), ("b", 0), ("c", 0)) == []


def test_where_options_need_something_every_move_stays() -> None:
    assert path(("b", X), ("b", X | Y), needs=True) == [("b", GO | X), ("b", GO | X | Y)]


def test_what_one_countermove_deters_is_settled_with_it() -> None:
    """All three of a's improvements, go, run and both, are worse than nothing once b hits."""
    conflict = Conflict.from_options(
        actors={"a": ["go", "run"], "b": ["hit"]},
        preferences={"a": ["not b.hit", "a.go", "a.run"], "b": []},
    )
    with SolverSession(SymbolicGame.of(conflict), 10.0) as asking:
        departures = Departures(asking, state=0, actor="a", concept=concept("gmr"))
        assert departures.best() == 0b011
        assert departures.settled(0b011) == Sanctioned(0b011, (("b", 0b111),))
        assert departures.best() is None


def test_a_want_is_told_by_the_options_that_are_known() -> None:
    """With go off, nothing makes "go and hit" true, and "go or hit" is what hit is."""
    conflict = Conflict.from_options(
        actors={"a": ["go"], "b": ["hit"]}, preferences={"a": ["a.go and b.hit"], "b": ["a.go or b.hit"]}
    )
    with SolverSession(SymbolicGame.of(conflict), 10.0) as asking:
        with asking.gates() as gates:
            state = PartialState(asking.code, gates, 0, 0b01, there=True)
            (both,), (either,) = state.meets("a"), state.meets("b")
        hit = asking.code.options[True]["b.hit"]
        assert not asking.ask([both])
        assert asking.ask([either, hit])
        assert not asking.ask([either, -hit])
