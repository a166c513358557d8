"""Exact points with prescribed signs, against sampling and against elimination."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

import pytest

from gmcr.analysis.drivers.geometry import interior_point
from tests.judge.assessment_cells import Constraint, solution

Row = tuple[list[Fraction], Fraction]
Box = list[tuple[Fraction, Fraction]]
UNIT = (Fraction(0), Fraction(1))


def value(row: Row, point: Sequence[Fraction]) -> Fraction:
    return sum((c * x for c, x in zip(row[0], point, strict=True)), row[1])


def signs_at(rows: Sequence[Row], point: Sequence[Fraction]) -> tuple[int, ...]:
    return tuple((value(row, point) > 0) - (value(row, point) < 0) for row in rows)


def check_point(found: list[Fraction] | None, signs: Sequence[int], rows: Sequence[Row], box: Box) -> None:
    assert found is not None
    assert len(found) == len(box)
    assert all(isinstance(x, Fraction) and low <= x <= high for x, (low, high) in zip(found, box, strict=True))
    assert signs_at(rows, found) == tuple(signs)


def exists(signs: Sequence[int], rows: Sequence[Row], box: Box) -> bool:
    """The same by Fourier-Motzkin elimination."""
    constraints = []
    for k, (low, high) in enumerate(box):
        axis = tuple(Fraction(int(k == j)) for j in range(len(box)))
        constraints += [Constraint(axis, -low, ">="), Constraint(tuple(-c for c in axis), high, ">=")]
    for sign, (coefficients, constant) in zip(signs, rows, strict=True):
        turned = tuple(c * (sign or 1) for c in coefficients), constant * (sign or 1)
        constraints.append(Constraint(*turned, "==" if sign == 0 else ">"))
    return solution(constraints, len(box)) is not None


def problems(count: int, seed: int, width: int, height: int) -> Iterator[tuple[list[Row], Box]]:
    """Small numbers, so that forms often meet in a point, repeat, or touch a corner; some boxes are flat."""
    rng = random.Random(seed)
    for _ in range(count):
        rows: list[Row] = []
        for _ in range(rng.randint(1, height)):
            row = (
                [Fraction(rng.randint(-2, 2)) for _ in range(width)],
                Fraction(rng.randint(-4, 4), rng.choice((1, 2, 4))),
            )
            rows.append(row)
        if len(rows) > 1 and rng.random() < 0.3:
            rows[-1] = [3 * c for c in rows[0][0]], 3 * rows[0][1]
        box = []
        for _ in range(width):
            low = Fraction(rng.randint(-2, 2), 2)
            box.append((low, low + Fraction(rng.choice((0, 1, 1, 2)), rng.choice((1, 3)))))
        yield rows, box


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize(("width", "height"), [(1, 4), (2, 3), (3, 3), (4, 2)])
def test_a_point_is_found_exactly_where_there_is_one(width: int, height: int) -> None:
    found = 0
    for rows, box in problems(150, width, width, height):
        for signs in product((-1, 0, 1), repeat=len(rows)):
            point = interior_point(signs, rows, box)
            assert (point is not None) == exists(signs, rows, box), (signs, rows, box)
            if point is not None:
                check_point(point, signs, rows, box)
                found += 1
    assert found > 100


@pytest.mark.parametrize(("width", "height"), [(1, 8), (2, 8), (3, 6), (5, 5)])
def test_every_sign_vector_met_by_a_sample_is_found(width: int, height: int) -> None:
    rng = random.Random(width)
    for rows, box in problems(25, 10 + width, width, height):
        samples = [[rng.choice((low, high, (low + high) / 2)) for low, high in box] for _ in range(6)]
        samples += [[low + (high - low) * Fraction(rng.randint(0, 12), 12) for low, high in box] for _ in range(6)]
        for sample in samples:
            signs = signs_at(rows, sample)
            check_point(interior_point(signs, rows, box), signs, rows, box)


def test_where_two_lines_and_a_wall_meet() -> None:
    """Vertices: three forms that vanish in one point only."""
    third = Fraction(1, 3)
    rows: list[Row] = [
        ([Fraction(1), Fraction(1)], -2 * third),
        ([Fraction(1), Fraction(-1)], Fraction(0)),
        ([Fraction(2), Fraction(1)], Fraction(-1)),
    ]
    assert interior_point((0, 0, 0), rows, [UNIT, UNIT]) == [third, third]
    for signs in ((0, 0, 1), (0, 0, -1)):
        assert interior_point(signs, rows, [UNIT, UNIT]) is None
    for signs in combinations((-1, 0, 1), 2):
        both = (*signs, 0)
        assert (interior_point(both, rows, [UNIT, UNIT]) is not None) == exists(both, rows, [UNIT, UNIT])


def test_open_sides_do_not_touch_the_wall() -> None:
    row: Row = ([Fraction(1), Fraction(0)], Fraction(-1))
    assert interior_point((1,), [row], [UNIT, UNIT]) is None  # x > 1
    check_point(interior_point((0,), [row], [UNIT, UNIT]), (0,), [row], [UNIT, UNIT])
    check_point(interior_point((-1,), [row], [UNIT, UNIT]), (-1,), [row], [UNIT, UNIT])
    narrow: list[Row] = [([Fraction(1), Fraction(0)], -Fraction(1, 2)), ([Fraction(-1), Fraction(0)], Fraction(1, 2))]
    assert interior_point((1, 1), narrow, [UNIT, UNIT]) is None
    check_point(interior_point((1, -1), narrow, [UNIT, UNIT]), (1, -1), narrow, [UNIT, UNIT])


def test_a_box_without_room() -> None:
    point = (Fraction(2, 7), Fraction(2, 7))
    for box in ([point], [point, point], [point, UNIT]):
        row: Row = ([Fraction(1)] + [Fraction(0)] * (len(box) - 1), -Fraction(2, 7))
        assert interior_point((1,), [row], box) is None
        assert interior_point((-1,), [row], box) is None
        check_point(interior_point((0,), [row], box), (0,), [row], box)


def test_very_small_and_very_large_numbers() -> None:
    tiny = Fraction(1, 10**40)
    rows: list[Row] = [([Fraction(1), Fraction(0)], -tiny), ([Fraction(1), Fraction(0)], -2 * tiny)]
    found = interior_point((1, -1), rows, [UNIT, UNIT])
    assert found is not None
    assert tiny < found[0] < 2 * tiny
    steep: list[Row] = [
        ([Fraction(10**30), Fraction(-1)], Fraction(0)),
        ([Fraction(10**30), Fraction(-2)], Fraction(0)),
    ]
    check_point(interior_point((-1, -1), steep, [UNIT, UNIT]), (-1, -1), steep, [UNIT, UNIT])


def test_no_forms_at_all() -> None:
    for width in range(4):
        box = [(Fraction(1, 4), Fraction(3, 4))] * width
        check_point(interior_point([], [], box), (), [], box)
    constant: Row = ([Fraction(0), Fraction(0)], Fraction(1))
    check_point(interior_point((1,), [constant], [UNIT, UNIT]), (1,), [constant], [UNIT, UNIT])
    assert interior_point((0,), [constant], [UNIT, UNIT]) is None
    assert interior_point((-1,), [constant], [UNIT, UNIT]) is None
