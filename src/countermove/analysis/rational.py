"""A point with prescribed signs in a box, exactly, over the rationals.

Maximise t subject to: f_k(x) = 0 where the sign is 0, sign·f_k(x) ≥ t where it is not, low ≤ x ≤ high, t ≤ 1. A point
exists iff the optimum has t > 0 (or nothing is strict). Solved by the simplex method with Bland's rule on Fractions:
it cannot cycle and never rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

__all__ = ["interior_point", "maximise"]

Row = tuple[Sequence[Fraction], Fraction]


def interior_point(
    signs: Sequence[int], rows: Sequence[Row], box: Sequence[tuple[Fraction, Fraction]]
) -> list[Fraction] | None:
    """A point x of the closed *box* where each form ``coefficients·x + constant`` of *rows* has its sign, or None."""
    if len(box) == 1:
        return _on_a_line(signs, rows, box[0])
    # Variables y = x - low ≥ 0 and t ≥ 0; constraints A·(y, t) ≤ b.
    width = len(box)
    table: list[list[Fraction]] = []
    bounds: list[Fraction] = []

    def add(coefficients: Sequence[Fraction], slack: int, bound: Fraction) -> None:
        table.append([*coefficients, Fraction(slack)])
        bounds.append(bound)

    for k, (low, high) in enumerate(box):
        add([Fraction(int(j == k)) for j in range(width)], 0, high - low)
    for sign, (coefficients, constant) in zip(signs, rows, strict=True):
        at_low = sum((c * low for c, (low, _) in zip(coefficients, box, strict=True)), constant)
        if sign == 0:
            add(coefficients, 0, -at_low)
            add([-c for c in coefficients], 0, at_low)
        else:
            add([-sign * c for c in coefficients], 1, sign * at_low)
    add([Fraction(0)] * width, 1, Fraction(1))
    found = maximise([Fraction(0)] * width + [Fraction(1)], table, bounds)
    if found is None or (any(signs) and found[-1] == 0):
        return None
    return [low + y for (low, _), y in zip(box, found, strict=False)]


def _on_a_line(signs: Sequence[int], rows: Sequence[Row], span: tuple[Fraction, Fraction]) -> list[Fraction] | None:
    """The same for one driver: the middle of an interval, or its one point."""
    low, high = span
    strict_low = strict_high = False
    for sign, ((slope,), constant) in zip(signs, rows, strict=True):
        if slope == 0:
            if (constant > 0) - (constant < 0) != sign:
                return None
            continue
        root = -constant / slope
        way = sign if slope > 0 else -sign
        if way >= 0 and (root > low or (root == low and way > 0)):
            low, strict_low = root, way > 0
        if way <= 0 and (root < high or (root == high and way < 0)):
            high, strict_high = root, way < 0
    if low > high or (low == high and (strict_low or strict_high)):
        return None
    return [(low + high) / 2]


def maximise(
    objective: Sequence[Fraction], table: Sequence[Sequence[Fraction]], bounds: Sequence[Fraction]
) -> list[Fraction] | None:
    """max objective·x, table·x ≤ bounds, x ≥ 0, for a bounded problem; None where infeasible."""
    width, height = len(objective), len(table)
    body = [
        [*map(Fraction, row), *(Fraction(int(k == j)) for j in range(height)), bound]
        for k, (row, bound) in enumerate(zip(table, bounds, strict=True))
    ]
    basis = list(range(width, width + height))
    if min(bounds) < 0 and not _make_feasible(body, basis, width + height):
        return None
    costs = [*objective, *([Fraction(0)] * (height + 1))]
    for k, column in enumerate(basis):
        _clear(costs, body[k], column)
    _climb(body, basis, costs, width + height)
    solution = [Fraction(0)] * (width + height)
    for k, column in enumerate(basis):
        solution[column] = body[k][-1]
    return solution[:width]


def _make_feasible(body: list[list[Fraction]], basis: list[int], columns: int) -> bool:
    """Phase one: one artificial variable takes up all violations, then is driven out. Changes *body* and *basis*."""
    for row in body:
        row.insert(columns, Fraction(-1))
    worst = min(range(len(body)), key=lambda k: body[k][-1])
    _pivot(body, basis, worst, columns, None)
    costs = [Fraction(0)] * (columns + 2)
    costs[columns] = Fraction(-1)
    _clear(costs, body[worst], columns)
    _climb(body, basis, costs, columns + 1)
    feasible = columns not in basis or body[basis.index(columns)][-1] == 0
    if feasible and columns in basis:
        place = basis.index(columns)
        # Every row has a slack of its own, so some column of this one is not zero.
        column = next(j for j in range(columns) if body[place][j] != 0)
        _pivot(body, basis, place, column, None)
    for row_values in body:
        row_values.pop(columns)
    return feasible


def _climb(body: list[list[Fraction]], basis: list[int], costs: list[Fraction], columns: int) -> None:
    """Pivot by Bland's rule until no reduced cost is positive."""
    while (column := next((j for j in range(columns) if costs[j] > 0), None)) is not None:
        ratios = [(row[-1] / row[column], basis[k], k) for k, row in enumerate(body) if row[column] > 0]
        if not ratios:
            raise AssertionError("an unbounded program over a box")
        _pivot(body, basis, min(ratios)[2], column, costs)


def _pivot(body: list[list[Fraction]], basis: list[int], row: int, column: int, costs: list[Fraction] | None) -> None:
    lead = body[row][column]
    body[row] = [value / lead for value in body[row]]
    for k, other in enumerate(body):
        if k != row:
            _clear(other, body[row], column)
    if costs is not None:
        _clear(costs, body[row], column)
    basis[row] = column


def _clear(values: list[Fraction], row: Sequence[Fraction], column: int) -> None:
    """Subtract the multiple of *row* (with 1 in *column*) that makes ``values[column]`` zero. In place."""
    factor = values[column]
    if factor:
        for j, value in enumerate(row):
            if value:
                values[j] -= factor * value
