"""The cells into which comparisons cut drivers, group by group: drivers that share no comparison are cut apart.

A cell of the whole is one cell of each group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import ClassVar

from gmcr.analysis.drivers.cells import Range, cell_points, groups_of
from gmcr.analysis.drivers.nearest import NORMS, CellDistance
from gmcr.analysis.drivers.rational import Row, interior_point, sign_of, value_of
from gmcr.base.errors import SizeError
from gmcr.base.summary import Record
from gmcr.logic import LinearForm

__all__ = ["DriverGroup", "Known", "Point"]

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
