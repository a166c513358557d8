"""Two drivers moved over their ranges, all others at their values: a phase diagram, exactly.

Every cell of the rectangle has one answer. *Regions* are connected cells with equal answers (two cells touch if one lies
in the closure of the other), largest first. The relations of a region hold in all of its cells and not in the whole
rectangle, redundant ones left out; ``exact``: no cell outside the region satisfies all of them.

Cells of two drivers as polygons, exactly, and which of them are adjacent.

A cell is the part of a rectangle in which each of some linear forms has one sign. Its closure is a convex polygon, a
segment or a point: the rectangle cut by the same signs, zero allowed. One cell lies in the closure of another iff
each of its signs is zero or the other's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from countermove.context.relations import Relations, WordedComparison, holds_at
from countermove.presentation.outlines import Corner
from countermove.verdicts.tippable import Tippable, Values
from gmcr.base.errors import SizeError
from gmcr.base.record import Key, Record

__all__ = [
    "MOST_CELLS",
    "Cell",
    "Diagram",
    "Region",
    "Signs",
    "area",
    "beside",
    "diagram_of",
    "joined",
    "most_cells",
    "polygon",
    "signs_at",
]


Signs = tuple[int, ...]
Line = tuple[Fraction, Fraction, Fraction]
"""a·x + b·y + c."""


def signs_at(lines: Sequence[Line], at: Corner) -> Signs:
    """The sign of each line's form at a point: -1, 0 or 1."""
    return tuple((value > 0) - (value < 0) for value in (_value(line, at) for line in lines))


def polygon(lines: Sequence[Line], signs: Signs, box: tuple[Corner, Corner]) -> tuple[Corner, ...]:
    """The corners of a cell's closure, counterclockwise: three or more, the two ends of a segment, or one point."""
    (left, right), (low, high) = box
    corners: list[Corner] = [(left, low), (right, low), (right, high), (left, high)]
    for (a, b, c), sign in zip(lines, signs, strict=True):
        for way in (1, -1) if sign == 0 else (sign,):
            corners = _clipped(corners, (way * a, way * b, way * c))
    return _tidied(corners)


def area(corners: Sequence[Corner]) -> Fraction:
    """The area of a polygon (0 for a segment or a point)."""
    pairs = zip(corners, (*corners[1:], *corners[:1]), strict=True)
    return sum((x * v - u * y for (x, y), (u, v) in pairs), Fraction(0)) / 2


def beside(one: Signs, other: Signs) -> bool:
    """Whether one of two cells lies in the closure of the other."""
    pairs = list(zip(one, other, strict=True))
    return all(a in (0, b) for a, b in pairs) or all(b in (0, a) for a, b in pairs)


def most_cells(lines: Sequence[Line]) -> int:
    """The largest number of cells into which lines can cut a plane, segments and points included: only parallel ones
    never meet."""
    parallel = Counter(a / b if b else None for a, b, _ in lines if a or b)
    count = parallel.total()
    crossings = (count**2 - sum(own**2 for own in parallel.values())) // 2
    return 1 + 2 * count + 4 * crossings


def joined(cells: Sequence[Signs], labels: Sequence[object]) -> list[list[int]]:
    """Connected groups of cells with equal labels, by index; in the order of their first cells."""
    group = list(range(len(cells)))

    def root(place: int) -> int:
        while group[place] != place:
            place = group[place]
        return place

    for place, signs in enumerate(cells):
        for before in range(place):
            if labels[before] == labels[place] and beside(cells[before], signs):
                one, other = sorted((root(before), root(place)))
                group[other] = one
    groups: dict[int, list[int]] = {}
    for place in range(len(cells)):
        groups.setdefault(root(place), []).append(place)
    return list(groups.values())


def _clipped(corners: Sequence[Corner], line: Line) -> list[Corner]:
    """The part of a convex polygon in which the form is not negative (Sutherland & Hodgman 1974)."""
    clipped: list[Corner] = []
    for here, after in zip(corners, (*corners[1:], *corners[:1]), strict=True):
        a, b = _value(line, here), _value(line, after)
        if a >= 0:
            clipped.append(here)
        if a * b < 0:
            part = a / (a - b)
            clipped.append((here[0] + part * (after[0] - here[0]), here[1] + part * (after[1] - here[1])))
    return clipped


def _value(line: Line, at: Corner) -> Fraction:
    return line[0] * at[0] + line[1] * at[1] + line[2]


def _tidied(corners: Sequence[Corner]) -> tuple[Corner, ...]:
    """Corners without repetitions and without corners in the middle of a side; the lowest of the leftmost first."""
    distinct = list(dict.fromkeys(corners))
    if len(distinct) > 2 and area(distinct) == 0:
        distinct = [min(distinct), max(distinct)]
    if len(distinct) < 3:
        return tuple(sorted(distinct))
    count = len(distinct)
    tidied = [distinct[k] for k in range(count) if _turns(distinct[k - 1], distinct[k], distinct[(k + 1) % count])]
    first = tidied.index(min(tidied))
    return (*tidied[first:], *tidied[:first])


def _turns(before: Corner, here: Corner, after: Corner) -> bool:
    return (here[0] - before[0]) * (after[1] - here[1]) != (here[1] - before[1]) * (after[0] - here[0])


MOST_CELLS = 2_000
"""The largest number of cells of a diagram: a larger one would be unreadable, and take minutes."""


@dataclass(frozen=True, slots=True)
class Cell(Record):
    """A cell with one answer."""

    dimension: int
    """2 for a polygon, 1 for a segment, 0 for a point."""
    corners: tuple[Corner, ...]
    """Corners of its closure, counterclockwise from the lowest of the leftmost."""
    point: Corner
    """One of its points."""
    answer: Values
    """One value a concept."""
    region: int
    """The index of its region."""


@dataclass(frozen=True, slots=True)
class Region(Record):
    """Connected cells with one answer."""

    answer: Values
    """One value a concept."""
    cells: tuple[int, ...]
    """The indices of its cells."""
    area: Annotated[Fraction, Key("share")]
    """Its share of the rectangle, an exact fraction as text."""
    relations: tuple[WordedComparison, ...]
    """Comparisons that hold in all of it and not in the whole rectangle, as the file writes them."""
    exact: bool
    """Whether they hold nowhere else together."""


@dataclass(frozen=True, slots=True)
class Diagram(Record):
    """Two drivers moved over their ranges."""

    x: str
    """The first driver."""
    y: str
    """The second."""
    now: Corner
    """Their values now, exact fractions as text."""
    cells: tuple[Cell, ...]
    """All cells."""
    regions: tuple[Region, ...]
    """Connected cells with equal answers, largest first."""
    here: int
    """The index of the region that holds the values now."""


def diagram_of(thing: Tippable, pair: tuple[str, str], ranges: Mapping[str, Corner], relations: Relations) -> Diagram:
    """The diagram of two drivers. Raises SizeError if there are too many cells."""
    forms = thing.forms(pair)
    box = (ranges[pair[0]], ranges[pair[1]])
    lines = []
    for form in forms:
        by_name = dict(form.coefficients)
        lines.append((by_name.get(pair[0], Fraction(0)), by_name.get(pair[1], Fraction(0)), form.constant))
    if most_cells(lines) > MOST_CELLS:
        raise SizeError(
            f"{len(lines)} comparisons may cut {pair[0]} and {pair[1]} into {most_cells(lines):,} cells; a diagram has "
            f"{MOST_CELLS:,} at most: vary one of them at a time"
        )
    points = thing.case.games.points(forms, {name: ranges[name] for name in pair}).values
    places = [(point[pair[0]], point[pair[1]]) for point in points]
    signs = [signs_at(lines, place) for place in places]
    answers = thing.answers(points)
    corners = [polygon(lines, own, box) for own in signs]
    groups = joined(signs, answers)
    areas = [sum((area(corners[cell]) for cell in group), Fraction(0)) for group in groups]
    order = sorted(range(len(groups)), key=lambda k: (-areas[k], k))
    region_of = {cell: place for place, k in enumerate(order) for cell in groups[k]}
    whole = (box[0][1] - box[0][0]) * (box[1][1] - box[1][0])
    described = _Description(thing, pair, points, relations)
    regions = []
    for k in order:
        description, exact = described.region(frozenset(groups[k]))
        share = areas[k] / whole if whole else Fraction(0)
        regions.append(Region(answers[groups[k][0]], tuple(groups[k]), share, description, exact))
    now = (thing.now[pair[0]], thing.now[pair[1]])
    here = signs_at(lines, now)
    cells = tuple(
        Cell(min(len(own), 3) - 1, own, place, answer, region_of[k])
        for k, (own, place, answer) in enumerate(zip(corners, places, answers, strict=True))
    )
    return Diagram(pair[0], pair[1], now, cells, tuple(regions), region_of[_place(signs, here)])


def _place(signs: Sequence[Signs], here: Signs) -> int:
    return next(k for k, own in enumerate(signs) if own == here)


class _Description:
    """Which relations hold in which cells."""

    def __init__(
        self, thing: Tippable, pair: tuple[str, str], points: Sequence[Mapping[str, Fraction]], relations: Relations
    ) -> None:
        self.count = len(points)
        self.tables: dict[frozenset[int], WordedComparison] = {}
        places = [{**thing.now, **point} for point in points]
        for literal in relations.literals(thing.comparisons(pair)):
            met = frozenset(k for k, place in enumerate(places) if holds_at(literal, place))
            for cells, holds in ((met, True), (frozenset(range(self.count)) - met, False)):
                if 0 < len(cells) < self.count:
                    relation = relations.told(literal, holds)
                    known = self.tables.get(cells, relation)
                    self.tables[cells] = min(known, relation, key=lambda one: (len(one.where), len(one.text), one.text))

    def region(self, cells: frozenset[int]) -> tuple[tuple[WordedComparison, ...], bool]:
        """The relations of a region, redundant ones left out, and whether they describe it exactly."""
        holding = sorted((met for met in self.tables if cells <= met), key=lambda met: (len(met), sorted(met)))
        necessary = list(holding)
        for met in reversed(holding):
            others = [other for other in necessary if other is not met]
            if self._all(others) == self._all(necessary):
                necessary = others
        return tuple(self.tables[met] for met in necessary), self._all(necessary) == cells

    def _all(self, tables: Sequence[frozenset[int]]) -> frozenset[int]:
        return frozenset(range(self.count)).intersection(*tables)
