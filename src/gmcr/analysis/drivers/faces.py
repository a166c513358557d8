"""The faces into which hyperplanes cut a box, with their corners, exactly and without linear programs.

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

from gmcr.analysis.drivers.rational import Range, Row, whole
from gmcr.base.errors import SizeError

__all__ = ["MAX_STEPS", "face_points"]

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
