"""Which drivers matter: whether two points that differ in one driver alone have different answers, and such a pair.

A driver matters iff somewhere two neighbouring cells of its group, one crossed into the other by moving that driver
alone, have different answers: from a cell, moving driver d up leads into the cell whose zero signs become the signs of
d's coefficients.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from countermove.questions.tipping.cell_answers import CellAnswers
from countermove.questions.tipping.lines import DriverLine
from countermove.verdicts.watched import Values
from gmcr.analysis.drivers.groups import Group, Point, at_cells
from gmcr.analysis.drivers.rational import Row, interior_point, sign_of, value_of
from gmcr.base.brief import Brief

__all__ = ["Influence", "influence_of", "influence_on_line"]


@dataclass(frozen=True, slots=True)
class Influence(Brief):
    """Whether a driver matters."""

    driver: str
    """Its name."""
    matters: bool | None
    """Whether it does; null where that is undecided."""
    witness: tuple[Point, Point] | None
    """Two points, values of all varied drivers, that differ in it alone and have different answers; null where it does not matter
    or no pair was looked for."""
    answers: tuple[Values, Values] | None
    """Their answers."""


def influence_on_line(line: DriverLine) -> Influence:
    """What moving the driver along its line, all others as they are, says."""
    if not line.thresholds:
        return Influence(line.driver, None, None, None)
    low, high = line.intervals[0], line.intervals[1]
    pair = ({line.driver: low.middle}, {line.driver: high.middle})
    return Influence(line.driver, True, pair, (low.answer, high.answer))


def influence_of(
    groups: Sequence[Group], line: DriverLine, answers: CellAnswers, everywhere: NDArray[np.intp] | None
) -> Influence:
    """Whether the driver of a line matters. ``everywhere``: the answers in all combinations of cells; None: look at the line
    alone."""
    driver = line.driver
    place = next((k for k, group in enumerate(groups) if driver in group.names), None)
    if place is None:
        return Influence(driver, False, None, None)
    if line.thresholds:
        return influence_on_line(line)
    if everywhere is None:
        return Influence(driver, None, None, None)
    found = everywhere.reshape(answers.shape)
    for here, there, pair in _crossings(groups[place], driver):
        before, after = (np.take(found, cell, axis=place) for cell in (here, there))
        different = np.argwhere(before != after)
        if len(different):
            other = different[0].tolist()
            one, two = (at_cells(groups, (*other[:place], cell, *other[place:])) for cell in (here, there))
            values = (answers.values[before[tuple(other)]], answers.values[after[tuple(other)]])
            return Influence(driver, True, ({**one, **pair[0]}, {**two, **pair[1]}), values)
    return Influence(driver, False, None, None)


def _crossings(group: Group, driver: str) -> Iterator[tuple[int, int, tuple[Point, Point]]]:
    """Cells of a group that moving one driver leads from one into the other: their numbers, and a point in each, which
    differ in that driver alone."""
    axis = group.names.index(driver)
    number = {signs: k for k, signs in enumerate(group.signs)}
    for here, signs in enumerate(group.signs):
        for way in (1, -1):
            after = tuple(sign or sign_of(way * row[0][axis]) for sign, row in zip(signs, group.rows, strict=True))
            there = number.get(after)
            if there is None or there == here:
                continue
            start = _with_room(group, signs, axis, way)
            if start is not None:
                yield here, there, _pair(group, start, axis, way)


def _with_room(group: Group, signs: Sequence[int], axis: int, way: int) -> list[Fraction] | None:
    """A point of a cell from which the driver can still move."""
    end = group.box[axis][way > 0]
    room: Row = ([Fraction(-way * int(k == axis)) for k in range(len(group.names))], way * end)
    return interior_point([*signs, 1], [*group.rows, room], group.box)


def _pair(group: Group, start: Sequence[Fraction], axis: int, way: int) -> tuple[Point, Point]:
    """The point, and one a little farther along the axis, before any form that is not zero at the start becomes so."""
    steps = [abs(group.box[axis][way > 0] - start[axis])]
    for row in group.rows:
        value, slope = value_of(row, start), way * row[0][axis]
        if value * slope < 0:
            steps.append(-value / slope)
    moved = [x + way * min(steps) / 2 if k == axis else x for k, x in enumerate(start)]
    return dict(zip(group.names, start, strict=True)), dict(zip(group.names, moved, strict=True))
