"""Countermoves as a path: nobody twice running where moves are transitive, and none that changes nothing."""

from __future__ import annotations

import pytest

from gmcr import Conflict
from gmcr.stability import concept
from gmcr.symbolic.departures import CountermoveChain, Departures
from gmcr.symbolic.game import SymbolicGame
from gmcr.symbolic.moves import SolverSession

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
