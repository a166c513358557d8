"""A point with prescribed signs in a box, exactly, over the rationals.

Maximise t subject to: f_k(x) = 0 where the sign is 0, sign·f_k(x) ≥ t where it is not, low ≤ x ≤ high, t ≤ 1. A point
exists iff the optimum has t > 0 (or nothing is strict). The simplex method with Bland's rule solves this in whole
numbers (all entries over one denominator): it cannot cycle and never rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

__all__ = ["Range", "Row", "interior_point", "maximise", "sign_of", "value_of", "whole"]

Range = tuple[Fraction, Fraction]
"""The two ends of a closed interval."""

Row = tuple[Sequence[Fraction], Fraction]
"""A linear form: its coefficients and its constant."""


def sign_of(value: Fraction) -> int:
    """Return -1, 0 or 1."""
    return (value > 0) - (value < 0)


def value_of(row: Row, at: Sequence[Fraction]) -> Fraction:
    """Return the value of a form at a point."""
    return sum((c * x for c, x in zip(row[0], at, strict=True)), row[1])


def interior_point(signs: Sequence[int], rows: Sequence[Row], box: Sequence[Range]) -> list[Fraction] | None:
    """Return a point x of the closed *box* where each form ``coefficients·x + constant`` of *rows* has its sign, or
    None."""
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
    optimum = maximise([Fraction(0)] * width + [Fraction(1)], table, bounds)
    if optimum is None or (any(signs) and optimum[-1] == 0):
        return None
    return [low + y for (low, _), y in zip(box, optimum, strict=False)]


def _on_a_line(signs: Sequence[int], rows: Sequence[Row], span: Range) -> list[Fraction] | None:
    """The same for one driver: the middle of an interval, or its one point."""
    low, high = span
    strict_low = strict_high = False
    for sign, ((slope,), constant) in zip(signs, rows, strict=True):
        if slope == 0:
            if sign_of(constant) != sign:
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
    """Return x that maximises objective·x with table·x ≤ bounds, x ≥ 0, for a bounded problem; None if infeasible."""
    width, height = len(objective), len(table)
    rows = []
    for k, (coefficients, bound) in enumerate(zip(table, bounds, strict=True)):
        *own, end = whole([*coefficients, bound])  # scaling a row scales its slack variable, whose value is not used
        rows.append([*own, *(int(k == j) for j in range(height)), end])
    tableau = _Tableau(rows, list(range(width, width + height)), width + height)
    if min(row[-1] for row in rows) < 0 and not tableau.make_feasible():
        return None
    tableau.climb([*whole(list(objective)), *([0] * height)])
    solution = [Fraction(0)] * (width + height)
    for row, column in zip(tableau.rows, tableau.basis, strict=True):
        solution[column] = Fraction(row[-1], tableau.scale)
    return solution[:width]


def whole(values: Sequence[Fraction]) -> list[int]:
    """Return the values times the least number that makes them whole."""
    scale = lcm(*(value.denominator for value in values)) if values else 1
    return [value.numerator * (scale // value.denominator) for value in values]


class _Tableau:
    """The equations of a linear program in whole numbers, all over one denominator ``scale`` (Edmonds 1967; Bareiss
    1968). Pivoting divides exactly, so numbers stay as small as determinants are. The last entry of a row is its right
    side; ``basis[k]`` is the variable whose value row k gives."""

    def __init__(self, rows: list[list[int]], basis: list[int], columns: int) -> None:
        self.rows, self.basis, self.columns, self.scale = rows, basis, columns, 1

    def make_feasible(self) -> bool:
        """Run phase one: one artificial variable takes up all violations, then is driven out."""
        artificial = self.columns
        for row in self.rows:
            row.insert(artificial, -1)
        self.columns += 1
        worst = min(range(len(self.rows)), key=lambda k: self.rows[k][-1])
        self._pivot(worst, artificial)
        self.climb([0] * artificial + [-1])
        feasible = artificial not in self.basis or self.rows[self.basis.index(artificial)][-1] == 0
        if feasible and artificial in self.basis:
            place = self.basis.index(artificial)
            other = next((j for j in range(artificial) if self.rows[place][j]), None)
            if other is None:  # a redundant constraint
                del self.rows[place], self.basis[place]
            else:
                self._pivot(place, other)
        for row in self.rows:
            row.pop(artificial)
        self.columns -= 1
        return feasible

    def climb(self, objective: list[int]) -> None:
        """Pivot by Bland's rule until nothing makes the objective larger."""
        # Reduced costs over the denominator: objective minus what the basic variables account for.
        costs = [self.scale * value for value in objective] + [0]
        for row, column in zip(self.rows, self.basis, strict=True):
            if objective[column]:
                costs = [cost - objective[column] * value for cost, value in zip(costs, row, strict=True)]
        while (entering := next((j for j in range(self.columns) if costs[j] > 0), None)) is not None:
            best: int | None = None
            for k, row in enumerate(self.rows):
                if row[entering] > 0 and (best is None or self._sooner(k, best, entering)):
                    best = k
            if best is None:
                raise AssertionError("an unbounded program over a box")
            costs = self._pivot(best, entering, costs)

    def _sooner(self, one: int, other: int, column: int) -> bool:
        """Whether a row limits the entering variable more tightly than another; ties go to the lower variable."""
        a, b = self.rows[one], self.rows[other]
        left, right = a[-1] * b[column], b[-1] * a[column]
        return left < right or (left == right and self.basis[one] < self.basis[other])

    def _pivot(self, place: int, column: int, costs: list[int] | None = None) -> list[int]:
        """Make *column* the variable of a row. Return the objective's row, adjusted."""
        if self.rows[place][column] < 0:
            self.rows[place] = [-value for value in self.rows[place]]
        chosen, scale = self.rows[place], self.scale
        lead = chosen[column]

        def cleared(row: list[int]) -> list[int]:
            factor = row[column]
            if not factor:
                return [value * lead // scale for value in row] if lead != scale else row
            return [(value * lead - factor * other) // scale for value, other in zip(row, chosen, strict=True)]

        self.rows = [row if k == place else cleared(row) for k, row in enumerate(self.rows)]
        self.scale, self.basis[place] = lead, column
        return [] if costs is None else cleared(costs)
