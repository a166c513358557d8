"""The values at which a comparison changes, and the cells between them.

A *wall* is the set where a linear form over the drifting drivers is 0: where a comparison changes its truth, or where a
driver is at an end of its range. The *sides* are the signs of all forms. They say which game is played, also where a
driver is just beyond a value: then its form is 0 to the number and has the sign of the side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product

from gmcr.analysis.clocks.drifts import Motion
from gmcr.analysis.drivers.geometry import Range, Row, interior_point, sign_of, value_of
from gmcr.logic import LinearForm

__all__ = ["Sides", "Walls"]

Sides = tuple[int, ...]


class Walls:
    """The walls in a space of drivers.

    Parameters
    ----------
    names : sequence of str
        The drivers.
    box : sequence of (Fraction, Fraction)
        The ends of their ranges.
    forms : iterable of LinearForm
        The forms that comparisons take.
    """

    def __init__(self, names: Sequence[str], box: Sequence[Range], forms: Iterable[LinearForm]) -> None:
        self.names, self.box = tuple(names), tuple(box)
        forms = tuple(forms)
        ends = [
            [LinearForm(((name, Fraction(1)),), -end) for end in span] for name, span in zip(names, box, strict=True)
        ]
        self.forms = tuple(dict.fromkeys([*(form for pair in ends for form in pair), *forms]))
        number = {form: wall for wall, form in enumerate(self.forms)}
        self.ends = tuple((number[low], number[high]) for low, high in ends)
        """For each driver the walls at the two ends of its range."""
        self.compared = tuple(sorted({number[form] for form in forms}))
        """The walls at which a comparison changes: their sides decide what is played."""
        place = {name: driver for driver, name in enumerate(self.names)}
        self.terms = tuple(tuple((place[name], factor) for name, factor in form.coefficients) for form in self.forms)
        """For each wall its drivers and their coefficients."""
        self.shared = tuple(wall for wall, terms in enumerate(self.terms) if len(terms) > 1)
        """The walls of several drivers."""
        self._own: tuple[list[tuple[Fraction, int]], ...] = tuple([] for _ in self.names)
        for wall, terms in enumerate(self.terms):
            if len(terms) == 1:
                self._own[terms[0][0]].append((-self.forms[wall].constant, wall))
        for own in self._own:
            own.sort()
        self._closed = frozenset(wall for pair in self.ends for wall in pair)
        self._points: dict[Sides, dict[str, Fraction] | None] = {}

    def sides_at(self, point: Sequence[Fraction]) -> Sides:
        """Return the signs of all forms at a point."""
        return tuple(sign_of(value_of(row, point)) for row in map(self.row, range(len(self.forms))))

    def row(self, wall: int) -> Row:
        """Return the form of a wall with a coefficient for every driver."""
        factors = dict(self.terms[wall])
        return [factors.get(driver, Fraction(0)) for driver in range(len(self.names))], self.forms[wall].constant

    def is_end(self, wall: int) -> bool:
        """Return whether a wall is an end of a driver's range, beyond which it does not go."""
        return wall in self._closed

    def ahead(self, sides: Sides, motion: Motion) -> int:
        """Return the wall of a driver alone that it comes to next."""
        own = self._own[motion.driver]
        if motion.way > 0:
            return next(wall for _, wall in own if sides[wall] < 0)
        return next(wall for _, wall in reversed(own) if sides[wall] > 0)

    def root(self, wall: int) -> Fraction:
        """Return the value that the wall of a single driver stands at."""
        return -self.forms[wall].constant

    def point(self, sides: Sides) -> dict[str, Fraction]:
        """Return a point of a cell."""
        point = self._point(sides)
        assert point is not None, "what drivers come to is a cell"
        return point

    def cells(self, sides: Sides, still: Sequence[int]) -> list[Sides]:
        """Return the sides, if there is such a cell; otherwise the cells with other sides of some walls. Drivers are at these
        to the number, and one that rests just beyond a value may be on a side."""
        if self._point(sides) is not None:
            return [sides]
        found = []
        for signs in product((-1, 0, 1), repeat=len(still)):
            other = dict(zip(still, signs, strict=True))
            cell = tuple(other.get(wall, side) for wall, side in enumerate(sides))
            if self._point(cell) is not None:
                found.append(cell)
        return found

    def _point(self, sides: Sides) -> dict[str, Fraction] | None:
        if sides not in self._points:
            values = self._inside(sides) if self.shared else self._between(sides)
            self._points[sides] = None if values is None else dict(zip(self.names, values, strict=True))
        return self._points[sides]

    def _between(self, sides: Sides) -> list[Fraction]:
        values = []
        for own in self._own:
            low = max(root for root, wall in own if sides[wall] >= 0)
            high = min(root for root, wall in own if sides[wall] <= 0)
            values.append((low + high) / 2)
        return values

    def _inside(self, sides: Sides) -> list[Fraction] | None:
        return interior_point(sides, [self.row(wall) for wall in range(len(self.forms))], self.box)
