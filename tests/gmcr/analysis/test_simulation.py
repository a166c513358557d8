"""Runs against chains of which the ends are known."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from gmcr.analysis.roads import dynamics as simulation
from gmcr.analysis.roads.dynamics import Simulation

HALF = Fraction(1, 2)


def runs(rows: Mapping[int, dict[int, Fraction]], *, count: int, horizon: int, room: int = 100) -> Simulation:
    made = Simulation(rows.__getitem__, 0, seed=1, horizon=horizon, room=room)
    for _ in range(count):
        made.run()
    return made


def test_a_state_that_is_never_left_and_a_circle() -> None:
    """0 leads to 1 (an end) or 2, from there to 3 and 4, which lead to each other."""
    one = Fraction(1)
    rows = {0: {1: HALF, 2: HALF}, 1: {1: one}, 2: {3: one}, 3: {4: one}, 4: {3: one}}
    made = runs(rows, count=400, horizon=50)
    assert made.ended.keys() == {(1,), (3, 4)}
    assert sum(made.ended.values()) == made.done == 400
    assert 140 < made.ended[1,] < 260
    assert sorted(set(made.times)) == [1, 2]
    assert made.times.count(1) == made.ended[1,]
    assert made.under_way == 0


def line(length: int) -> dict[int, dict[int, Fraction]]:
    """0 to 1 … to the last two states, which are a circle."""
    rows = {k: {k + 1: Fraction(1)} for k in range(length - 1)}
    return {**rows, length - 1: {length - 2: Fraction(1)}}


def test_a_circle_is_seen_from_near_and_when_it_was_entered_is_known() -> None:
    rows = line(200)
    far = runs(rows, count=3, horizon=100, room=20)
    assert (far.ended, far.times, far.under_way) == ({}, [], 3)
    near = runs(rows, count=3, horizon=1000, room=20)
    assert (near.ended, near.times) == ({(198, 199): 3}, [198] * 3)
    assert near.known == 200


def test_looks_that_find_too_much_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulation, "_LOOKS", 1)
    made = runs(line(200), count=3, horizon=1000, room=20)
    assert (made.ended, made.under_way) == ({}, 3)


def test_a_run_that_begins_at_its_end() -> None:
    made = runs({0: {0: Fraction(1)}}, count=2, horizon=1)
    assert (made.ended, made.times) == ({(0,): 2}, [0, 0])


def test_a_run_depends_on_the_seed_and_its_number_alone() -> None:
    rows = {0: {0: HALF, 1: HALF}, 1: {1: Fraction(1)}}
    whole, again = runs(rows, count=20, horizon=99), runs(rows, count=12, horizon=99)
    assert again.times == whole.times[:12]
    assert len(set(whole.times)) > 1
