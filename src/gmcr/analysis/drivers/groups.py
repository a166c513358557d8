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
    """Drivers that share comparisons, and the cells into which these cut them: ``points``, ``signs`` of the comparisons'
    ``rows``, and how far each is from now."""

    NORMS: ClassVar[tuple[str, ...]] = NORMS
    """How far a cell is can be measured by each of these."""

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
        """The groups into which forms part the drivers that have ranges; those that share none are in no group. *known*: groups
        cut before, to which new ones are added.

        Raises SizeError where a group has too many cells.
        """
        found = []
        for names in groups_of(forms, ranges):
            own = tuple(form for form in forms if {name for name, _ in form.coefficients} & set(names))
            if own:
                here = tuple(now[name] for name in names)
                if (names, own, here) not in known:
                    known[names, own, here] = _group(names, own, ranges, here)
                found.append(known[names, own, here])
        return found

    @staticmethod
    def at(groups: Sequence[DriverGroup], cell: Sequence[int]) -> dict[str, Fraction]:
        """A point of a combination of cells, one of each group by its number."""
        return {
            name: value
            for group, place in zip(groups, cell, strict=True)
            for name, value in group.points[place].items()
        }

    def crossings(self, driver: str) -> Iterator[tuple[int, int, tuple[Point, Point]]]:
        """Cells that moving one driver leads from one into the other: their numbers, and a point in each, which differ in that
        driver alone. From a cell, moving it up leads into the cell whose zero signs become those of its coefficients."""
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
        """The point, and one a little farther along the axis, before any form that is not zero at the start becomes so."""
        steps = [abs(self.box[axis][way > 0] - start[axis])]
        for row in self.rows:
            value, slope = value_of(row, start), way * row[0][axis]
            if value * slope < 0:
                steps.append(-value / slope)
        moved = [x + way * min(steps) / 2 if k == axis else x for k, x in enumerate(start)]
        return dict(zip(self.names, start, strict=True)), dict(zip(self.names, moved, strict=True))


Known = dict[tuple[tuple[str, ...], tuple[LinearForm, ...], tuple[Fraction, ...]], DriverGroup]
"""Groups by their drivers, comparisons, and the drivers' values now."""


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
    """How many cells that many hyperplanes can cut a space into, faces included, at most (Buck 1943)."""
    if drivers == 1:
        return 2 * forms + 1
    return sum(
        comb(forms, drivers - k) * sum(comb(forms - drivers + k, i) for i in range(k + 1))
        for k in range(drivers + 1)
        if forms >= drivers - k
    )
