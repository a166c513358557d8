"""A round of steps where roads end nowhere."""

from __future__ import annotations

from countermove.inquiry.outcomes import round_in
from gmcr import Conflict
from gmcr.analysis import Play

__all__: list[str] = []


def test_roads_that_end_nowhere_go_round_and_others_do_not() -> None:
    pennies = Conflict.from_options(
        actors={"A": ["x"], "B": ["y"]}, preferences={"A": ["x iff y"], "B": ["not (x iff y)"]}
    )
    roads = Play.of(pennies).roads(0, "nash")
    assert round_in(roads) == ((0, 1, 2), (2, 0, 3), (3, 1, 1), (1, 0, 0))
    assert round_in(Play.of(pennies).roads(0, "gmr")) == ()
