"""The nearest point of a cell: against a grid of points, and that one gets into the cell from there."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from gmcr.analysis.drivers.geometry import Row, sign_of, value_of
from gmcr.analysis.drivers.groups import NORMS, CellDistance
from tests.conftest import FULL

__all__: list[str] = []

BOX = [(Fraction(0), Fraction(1)), (Fraction(-1), Fraction(1))]
GRID = [(Fraction(x, 8), Fraction(y, 4) - 1) for x, y in product(range(9), repeat=2)]


def signs_at(rows: list[Row], point: tuple[Fraction, ...]) -> list[int]:
    return [sign_of(value_of(row, point)) for row in rows]


def cells(seed: int) -> tuple[list[Row], list[int], tuple[Fraction, ...]]:
    """Some forms, the signs of a cell that holds a point of the grid, and a point of the grid that is now."""
    rng = random.Random(seed)
    rows: list[Row] = [
        ([Fraction(rng.randint(-2, 2)) for _ in BOX], Fraction(rng.randint(-4, 4), 4)) for _ in range(rng.randint(1, 4))
    ]
    return rows, signs_at(rows, rng.choice(GRID)), rng.choice(GRID)


@pytest.mark.level("all")
@pytest.mark.parametrize("norm", NORMS)
def test_nothing_in_the_cell_is_nearer_and_the_way_on_leads_into_it(norm: str) -> None:
    kinds = set()
    for seed in range(300 if FULL else 100):
        rows, signs, now = cells(seed)
        near = CellDistance(signs, rows, BOX, now).near(norm)

        def length(point: tuple[Fraction, ...], now: tuple[Fraction, ...] = now) -> Fraction:
            shares = [abs(x - y) / (high - low) for x, y, (low, high) in zip(point, now, BOX, strict=True)]
            return max(shares) if norm == "largest" else sum(shares, Fraction(0))

        assert length(near.point) == near.distance
        assert all(length(point) >= near.distance for point in GRID if signs_at(rows, point) == signs)
        assert near.attained == (signs_at(rows, near.point) == signs)
        assert any(near.onward) != near.attained
        onward = tuple(x + Fraction(way, 10**9) for x, way in zip(near.point, near.onward, strict=True))
        if near.attained or sum(map(abs, near.onward)) == 1:
            assert signs_at(rows, onward) == signs
        kinds.add((near.attained, near.distance == 0, sum(map(abs, near.onward))))
    assert {(True, True, 0), (True, False, 0), (False, True, 1), (False, False, 1)} <= kinds


def test_on_a_threshold_one_driver_goes_on() -> None:
    x = ([Fraction(1), Fraction(0)], Fraction(-1, 4))
    near = CellDistance([-1], [x], BOX, (Fraction(1, 4), Fraction(0))).near("sum")
    assert (near.distance, near.attained, near.onward) == (0, False, (-1, 0))
