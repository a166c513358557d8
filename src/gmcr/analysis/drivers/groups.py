"""The cells into which comparisons cut drivers, group by group: drivers that share no comparison are cut apart.

A cell of the whole is one cell of each group.

The nearest point of a cell of drivers, exactly.

Distances are in shares of the drivers' ranges: a driver that moves from one end of its range to the other moves by 1.
*largest* is the greatest such move of any driver (the supremum norm), *sum* all moves together (the L1 norm). A cell
need not contain its nearest points, since its sides may not belong to it; the distance is then an infimum. Linear
programs over the rationals compute it without rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import comb
from typing import ClassVar

from gmcr.analysis.drivers.cells import Range, cell_points, groups_of
from gmcr.analysis.drivers.geometry import Row, interior_point, maximise, sign_of, value_of
from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.logic import LinearForm

__all__ = ["NORMS", "CellDistance", "DriverGroup", "Known", "Near", "Point"]


NORMS = ("largest", "sum")


@dataclass(frozen=True, slots=True)
class Near(Record):
    """``point`` is a nearest point of the closed cell: one of the cell itself if it has one at this distance
    (``attained``); one to which a single driver moves, if the norm is the sum and there is one. ``onward`` has for
    each driver the direction, up (1), down (-1) or none (0), in which it has to go on from there for a point to lie in
    the cell."""

    distance: Fraction
    attained: bool
    point: tuple[Fraction, ...]
    onward: tuple[int, ...]


class CellDistance:
    """How far the cell of *box* where each form of *rows* has its sign is from *now*. The cell must not be empty."""

    def __init__(
        self, signs: Sequence[int], rows: Sequence[Row], box: Sequence[Range], now: Sequence[Fraction]
    ) -> None:
        self._problem = (signs, rows, box, now)
        self._here = _keeps(now, signs, rows, strict=True)
        self._distances: dict[str, Fraction] = {}
        self._near: dict[str, Near] = {}

    @cached_property
    def _program(self) -> _Program:
        return _Program(*self._problem)

    def distance(self, norm: str) -> Fraction:
        """Return the distance by a norm."""
        if self._here:
            return Fraction(0)
        if norm not in self._distances:
            length = self._program.length(norm)
            solution = self._program.solve({place: -weight for place, weight in length.items()})
            self._distances[norm] = sum((solution[place] for place in length), Fraction(0))
        return self._distances[norm]

    def near(self, norm: str) -> Near:
        """Return a nearest point by a norm."""
        if norm not in self._near:
            self._near[norm] = self._nearest(norm)
        return self._near[norm]

    def _nearest(self, norm: str) -> Near:
        signs, rows, box, now = self._problem
        distance = self.distance(norm)
        nowhere = (0,) * len(now)
        if self._here:
            return Near(distance, True, tuple(now), nowhere)
        within = (self._program.length(norm), distance)
        inside = self._program.solve({self._program.margin: 1}, within, strict=True)
        best = self._program.solve(dict.fromkeys(self._program.moves, -1), within)
        places = _single_moves(box, now, distance) if norm == "sum" else []
        places += [tuple(low + solution[k] for k, (low, _) in enumerate(box)) for solution in (best, inside)]
        for point in places:
            if _keeps(point, signs, rows, strict=True):
                return Near(distance, True, point, nowhere)
        point = next(point for point in places if _keeps(point, signs, rows, strict=False))
        return Near(distance, False, point, self._onward(point))

    def _onward(self, point: Sequence[Fraction]) -> tuple[int, ...]:
        """The directions from a point of the closed cell into the cell: of one driver if one is enough, first of those
        that moved."""
        signs, rows, box, now = self._problem
        solution = self._program.solve({self._program.margin: 1}, strict=True)
        # The cell is convex: what lies between a point of its closure and one inside it lies inside.
        ways = tuple(
            sign_of(low + solution[k] - here) for k, ((low, _), here) in enumerate(zip(box, point, strict=True))
        )
        for k in sorted(range(len(ways)), key=lambda k: point[k] == now[k]):
            if ways[k] and all(_enters(row, sign, point, k, ways[k]) for sign, row in zip(signs, rows, strict=True)):
                return tuple(way if place == k else 0 for place, way in enumerate(ways))
        return ways


def _single_moves(box: Sequence[Range], now: Sequence[Fraction], distance: Fraction) -> list[tuple[Fraction, ...]]:
    """The points to which one driver alone moves that far."""
    points = []
    for k, (low, high) in enumerate(box):
        for way in (1, -1):
            moved = now[k] + way * distance * (high - low)
            if low <= moved <= high:
                points.append((*now[:k], moved, *now[k + 1 :]))
    return points


def _enters(row: Row, sign: int, point: Sequence[Fraction], driver: int, way: int) -> bool:
    """Whether a form has its sign just beyond a point when one driver goes on."""
    return (sign_of(value_of(row, point)) or way * sign_of(row[0][driver])) == sign


def _keeps(point: Sequence[Fraction], signs: Sequence[int], rows: Sequence[Row], *, strict: bool) -> bool:
    """Whether a point lies in the cell (*strict*), or in its closure."""
    pairs = zip(signs, rows, strict=True)
    return all(sign_of(value_of(row, point)) in ((sign,) if strict else (0, sign)) for sign, row in pairs)


class _Program:
    """Variables: y = x − low for each driver, its move as a share of its range, the largest move, the margin by which
    strict signs hold; all ≥ 0."""

    def __init__(
        self, signs: Sequence[int], rows: Sequence[Row], box: Sequence[Range], now: Sequence[Fraction]
    ) -> None:
        count = len(box)
        self.moves = range(count, 2 * count)
        self.largest, self.margin = 2 * count, 2 * count + 1
        self._signs, self._rows, self._box = signs, rows, box
        self._table: list[tuple[dict[int, Fraction], Fraction]] = []
        for k, ((low, high), here) in enumerate(zip(box, now, strict=True)):
            width, place = high - low, here - low
            self._table += [
                ({k: Fraction(1)}, width),
                ({k: Fraction(1), count + k: -width}, place),
                ({k: Fraction(-1), count + k: -width}, -place),
                ({count + k: Fraction(1), self.largest: Fraction(-1)}, Fraction(0)),
            ]
        self._table.append(({self.margin: Fraction(1)}, Fraction(1)))

    def length(self, norm: str) -> dict[int, int]:
        """Return a distance as a linear form, by variable."""
        return {self.largest: 1} if norm == "largest" else dict.fromkeys(self.moves, 1)

    def solve(
        self,
        objective: dict[int, int],
        within: tuple[dict[int, int], Fraction] | None = None,
        *,
        strict: bool = False,
    ) -> list[Fraction]:
        """Maximise. *within* is one more constraint, coefficients and bound; with *strict* signs hold by the margin."""
        table = [*self._table, *self._sides(strict)]
        if within is not None:
            table.append(({place: Fraction(weight) for place, weight in within[0].items()}, within[1]))
        width = self.margin + 1
        solution = maximise(
            [Fraction(objective.get(place, 0)) for place in range(width)],
            [[row.get(place, Fraction(0)) for place in range(width)] for row, _ in table],
            [bound for _, bound in table],
        )
        assert solution is not None, "the cell is empty"
        return solution

    def _sides(self, strict: bool) -> list[tuple[dict[int, Fraction], Fraction]]:
        sides = []
        for sign, (coefficients, constant) in zip(self._signs, self._rows, strict=True):
            at_low = sum((c * low for c, (low, _) in zip(coefficients, self._box, strict=True)), constant)
            row = {k: c for k, c in enumerate(coefficients) if c}
            if sign <= 0:
                sides.append((dict(row), -at_low))
            if sign >= 0:
                sides.append(({k: -c for k, c in row.items()}, at_low))
            if sign and strict:
                sides[-1][0][self.margin] = Fraction(1)
        return sides


Point = Mapping[str, Fraction]

MAX_GROUP = 4_000
"""A group of drivers that may have more cells than this is not cut."""


@dataclass(frozen=True, slots=True)
class DriverGroup(Record):
    """Drivers that share comparisons, and the cells into which these cut them.

    Attributes
    ----------
    names : tuple of str
        The drivers.
    box : tuple of (Fraction, Fraction)
        The ends of each driver's closed range.
    rows : tuple of (sequence of Fraction, Fraction)
        The comparisons as linear forms: coefficients and constant.
    points : tuple of mapping of str to Fraction
        One point of each cell.
    signs : tuple of tuple of int
        For each cell the sign of every comparison: -1, 0 or 1.
    distances : tuple of CellDistance
        How far each cell is from the drivers' values now.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gmcr.analysis import DriverGroup
    >>> from gmcr.logic import LinearForm
    >>> half = LinearForm((("x", Fraction(2)),), Fraction(-1))
    >>> [group] = DriverGroup.cut([half], {"x": (Fraction(0), Fraction(1))}, {"x": Fraction(1, 4)}, {})
    >>> group.signs, [str(cell.distance("sum")) for cell in group.distances]
    (((-1,), (0,), (1,)), ['0', '1/4', '1/4'])
    """

    NORMS: ClassVar[tuple[str, ...]] = NORMS
    """The norms by which the distance of a cell can be measured."""

    names: tuple[str, ...]
    box: tuple[Range, ...]
    rows: tuple[Row, ...]
    points: tuple[Point, ...]
    signs: tuple[tuple[int, ...], ...]
    distances: tuple[CellDistance, ...]

    @classmethod
    def cut(
        cls, forms: Sequence[LinearForm], ranges: Mapping[str, Range], now: Mapping[str, Fraction], known: Known
    ) -> list[DriverGroup]:
        """Return the groups into which linear forms part drivers.

        Parameters
        ----------
        forms : sequence of LinearForm
            Forms over drivers of *ranges* only.
        ranges : mapping of str to (Fraction, Fraction)
            Driver → the ends of its closed range, the lower first.
        now : mapping of str to Fraction
            Driver → its value now, within its range.
        known : dict
            Groups cut before; new ones are added.

        Returns
        -------
        list of DriverGroup
            The groups; a driver without a form is in none.

        Raises
        ------
        SizeError
            If a group may have more than 4,000 cells.

        Examples
        --------
        >>> from fractions import Fraction
        >>> from gmcr.analysis import DriverGroup
        >>> from gmcr.logic import LinearForm
        >>> half = LinearForm((("x", Fraction(2)),), Fraction(-1))
        >>> span = (Fraction(0), Fraction(1))
        >>> now = {"x": Fraction(0), "y": Fraction(0)}
        >>> [group.names for group in DriverGroup.cut([half], {"x": span, "y": span}, now, {})]
        [('x',)]
        """
        groups = []
        for names in groups_of(forms, ranges):
            own = tuple(form for form in forms if {name for name, _ in form.coefficients} & set(names))
            if own:
                here = tuple(now[name] for name in names)
                if (names, own, here) not in known:
                    known[names, own, here] = _group(names, own, ranges, here)
                groups.append(known[names, own, here])
        return groups

    @staticmethod
    def at(groups: Sequence[DriverGroup], cell: Sequence[int]) -> dict[str, Fraction]:
        """Return a point of a combination of cells.

        Parameters
        ----------
        groups : sequence of DriverGroup
            The groups.
        cell : sequence of int
            For each group the number of one of its cells.

        Returns
        -------
        dict of str to Fraction
            A value for every driver of the groups.
        """
        return {
            name: value
            for group, place in zip(groups, cell, strict=True)
            for name, value in group.points[place].items()
        }

    def crossings(self, driver: str) -> Iterator[tuple[int, int, tuple[Point, Point]]]:
        """Yield the pairs of cells of which the first leads into the second when one driver moves.

        Parameters
        ----------
        driver : str
            The driver, one of ``names``.

        Returns
        -------
        iterator of (int, int, (mapping, mapping))
            The numbers of the two cells and a point in each; the points differ in that driver alone.

        Notes
        -----
        Moving the driver up leads from a cell into the cell whose zero signs are replaced by the signs of the driver's
        coefficients; moving it down, by their opposites.
        """
        axis = self.names.index(driver)
        number = {signs: k for k, signs in enumerate(self.signs)}
        for here, signs in enumerate(self.signs):
            for way in (1, -1):
                after = tuple(sign or sign_of(way * row[0][axis]) for sign, row in zip(signs, self.rows, strict=True))
                there = number.get(after)
                if there is None or there == here:
                    continue
                start = self._with_room(signs, axis, way)
                if start is not None:
                    yield here, there, self._pair(start, axis, way)

    def _with_room(self, signs: Sequence[int], axis: int, way: int) -> list[Fraction] | None:
        """A point of a cell from which the driver can still move."""
        end = self.box[axis][way > 0]
        room: Row = ([Fraction(-way * int(k == axis)) for k in range(len(self.names))], way * end)
        return interior_point([*signs, 1], [*self.rows, room], self.box)

    def _pair(self, start: Sequence[Fraction], axis: int, way: int) -> tuple[Point, Point]:
        """The point, and one a little farther along the axis, before any form that is not zero at the start
        becomes so."""
        steps = [abs(self.box[axis][way > 0] - start[axis])]
        for row in self.rows:
            value, slope = value_of(row, start), way * row[0][axis]
            if value * slope < 0:
                steps.append(-value / slope)
        moved = [x + way * min(steps) / 2 if k == axis else x for k, x in enumerate(start)]
        return dict(zip(self.names, start, strict=True)), dict(zip(self.names, moved, strict=True))


Known = dict[tuple[tuple[str, ...], tuple[LinearForm, ...], tuple[Fraction, ...]], DriverGroup]
"""Maps drivers, comparisons and the drivers' values now to a group."""


def _group(
    names: tuple[str, ...], forms: Sequence[LinearForm], ranges: Mapping[str, Range], now: Sequence[Fraction]
) -> DriverGroup:
    if _faces(len(forms), len(names)) > MAX_GROUP:
        raise SizeError(
            f"the drivers {', '.join(names)} share {len(forms)} comparisons and may fall into more than {MAX_GROUP} "
            "cells: vary fewer of them at once"
        )
    box = tuple(ranges[name] for name in names)
    rows = tuple(([dict(form.coefficients).get(name, Fraction(0)) for name in names], form.constant) for form in forms)
    points = tuple(cell_points(forms, {name: ranges[name] for name in names}))
    signs = tuple(tuple(sign_of(value_of(row, [point[name] for name in names])) for row in rows) for point in points)
    distances = tuple(CellDistance(own, rows, box, now) for own in signs)
    return DriverGroup(names, box, rows, points, signs, distances)


def _faces(forms: int, drivers: int) -> int:
    """The largest number of cells, faces included, into which a number of hyperplanes can cut a space (Buck 1943)."""
    if drivers == 1:
        return 2 * forms + 1
    return sum(
        comb(forms, drivers - k) * sum(comb(forms - drivers + k, i) for i in range(k + 1))
        for k in range(drivers + 1)
        if forms >= drivers - k
    )
