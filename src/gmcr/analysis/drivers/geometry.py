"""A point with prescribed signs in a box, exactly, over the rationals.

Maximise t subject to: f_k(x) = 0 where the sign is 0, sign·f_k(x) ≥ t where it is not, low ≤ x ≤ high, t ≤ 1. A point
exists iff the optimum has t > 0 (or nothing is strict). The simplex method with Bland's rule solves this in whole
numbers (all entries over one denominator): it cannot cycle and never rounds.

The faces into which hyperplanes cut a box, with their corners, exactly and without linear programs.

At first the faces are those of the box: corners, edges, sides, the inside. Each hyperplane in turn splits every face
that has corners on both of its sides into three, and makes new corners where it crosses edges (incremental
construction of arrangements: Edelsbrunner, O'Rourke and Seidel 1986; here every face is examined each time). A face is
relatively open, and its closure is the convex hull of its corners. So the signs at its corners determine its own, and
the mean of its corners lies in it. Corners are whole numbers (x_1·d, …, x_n·d, d) without common factor, d > 0.

Cells are determined by the signs of the hyperplanes alone: of faces that differ only in the box, the one of highest
dimension represents all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import gcd, lcm
from typing import TypeAlias

from gmcr.base.errors import SizeError

__all__ = ["MAX_STEPS", "Range", "Row", "face_points", "interior_point", "maximise", "sign_of", "value_of", "whole"]


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


MAX_STEPS = 10_000_000
"""The number of corners of faces examined, at most."""

_Corner: TypeAlias = tuple[int, ...]

_BELOW, _ON, _ABOVE, _BOTH = 1, 0, 2, 3


@dataclass(slots=True)
class _Face:
    """``signs`` has the signs of the hyperplanes so far, as digits of base 3; ``corners`` the numbers of the corners.
    A face that is not split stays the same object, since most are not: only its signs grow."""

    dimension: int
    signs: int
    corners: tuple[int, ...]


def face_points(rows: Sequence[Row], box: Sequence[Range]) -> list[tuple[Fraction, ...]]:
    """Return one point of *box* for each combination of signs that the *rows* have in it, in the order of the
    combinations. The two ends of the box must differ on every axis.

    Raises SizeError beyond MAX_STEPS.
    """
    cut = _Cut(box)
    for row in rows:
        cut.by(row)
    return cut.points()


class _Cut:
    """A box, cut."""

    def __init__(self, box: Sequence[Range]) -> None:
        places = list(product((0, 1), repeat=len(box)))
        self._corners = [_corner_at([ends[k] for ends, k in zip(box, place, strict=True)]) for place in places]
        number = {place: k for k, place in enumerate(places)}
        self._faces = [
            _Face(sum(map(len, ends)) - len(box), 0, tuple(number[place] for place in product(*ends)))
            for ends in product(((0,), (1,), (0, 1)), repeat=len(box))
        ]
        self._steps = 0

    def by(self, row: Row) -> None:
        """Cut by one more hyperplane."""
        normal = whole([*row[0], row[1]])
        values = [sum(a * x for a, x in zip(normal, corner, strict=True)) for corner in self._corners]
        crossed = {
            face.corners: self._crossing(face.corners, values)
            for face in self._faces
            if face.dimension == 1 and values[face.corners[0]] * values[face.corners[1]] < 0
        }
        sides = [_BELOW if value < 0 else _ABOVE if value else _ON for value in values]
        parts: list[_Face] = []
        for face in self._faces:
            met = 0
            for k in face.corners:
                met |= sides[k]
            self._look(len(face.corners))
            if met & _BOTH == _BOTH:
                parts += self._split(face, values, crossed)
            else:
                face.signs = 3 * face.signs + (0 if met & _BELOW else 2 if met & _ABOVE else 1)
                parts.append(face)
        self._faces = parts

    def points(self) -> list[tuple[Fraction, ...]]:
        """Return the mean of the corners of each cell, in the order of signs."""
        cells: dict[int, _Face] = {}
        for face in self._faces:
            known = cells.get(face.signs)
            if known is None or known.dimension < face.dimension:
                cells[face.signs] = face
        return [_mean([self._corners[k] for k in face.corners]) for _, face in sorted(cells.items())]

    def _look(self, corners: int) -> None:
        self._steps += corners
        if self._steps > MAX_STEPS:
            raise SizeError("comparisons cut the drivers into too many cells")

    def _crossing(self, ends: tuple[int, ...], values: Sequence[int]) -> int:
        """Add the corner where an edge is crossed; return its number."""
        one, two = ends
        a, b = abs(values[two]), abs(values[one])
        self._corners.append(
            _lowest([a * x + b * y for x, y in zip(self._corners[one], self._corners[two], strict=True)])
        )
        return len(self._corners) - 1

    def _split(self, face: _Face, values: Sequence[int], crossed: dict[tuple[int, ...], int]) -> list[_Face]:
        below = [k for k in face.corners if values[k] < 0]
        above = [k for k in face.corners if values[k] > 0]
        signs = 3 * face.signs
        self._look(len(below) * len(above))
        on = [k for k in face.corners if not values[k]]
        for k, j in product(below, above):
            between = crossed.get((k, j) if (k, j) in crossed else (j, k))
            if between is not None:
                on.append(between)
        return [
            _Face(face.dimension, signs, (*below, *on)),
            _Face(face.dimension - 1, signs + 1, tuple(on)),
            _Face(face.dimension, signs + 2, (*above, *on)),
        ]


def _corner_at(point: Sequence[Fraction]) -> _Corner:
    return _lowest(whole([*point, Fraction(1)]))


def _lowest(corner: Sequence[int]) -> _Corner:
    shared = gcd(*corner)
    return tuple(x // shared for x in corner)


def _mean(corners: Sequence[_Corner]) -> tuple[Fraction, ...]:
    scale = lcm(*(corner[-1] for corner in corners))
    sums = [0] * (len(corners[0]) - 1)
    for *coordinates, denominator in corners:
        for axis, x in enumerate(coordinates):
            sums[axis] += x * (scale // denominator)
    return tuple(Fraction(total, scale * len(corners)) for total in sums)
