"""All varied drivers at once: which of them matter, and the nearest point with another answer.

Drivers fall into groups that share no comparison; a cell of the whole is one cell of each group. A driver matters iff
somewhere two neighbouring cells of its group, one crossed into the other by moving that driver alone, have different
answers: from a cell, moving driver d up leads into the cell whose zero signs become the signs of d's coefficients.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import comb, prod

from countermove.analysis.cells import Range, cell_points, groups_of
from countermove.analysis.nearest import NORMS, CellDistance
from countermove.analysis.rational import Row, interior_point
from countermove.errors import SizeError
from countermove.logic import LinearForm
from countermove.questions.lines import Line
from countermove.questions.relations import Relation, Relations
from countermove.questions.watched import Answer, Watched

__all__ = ["Group", "Groups", "Influence", "Nearest", "Neighbourhood", "neighbourhood_of"]

Point = Mapping[str, Fraction]

Cells = tuple[int, ...]
"""One cell of each group, by number."""

MAX_GROUP = 4_000
"""A group of drivers that may have more cells than this is not cut."""


@dataclass(frozen=True, slots=True)
class Influence:
    """Whether a driver matters (None: undecided). ``witness``: two points, values of all varied drivers, that differ in it
    alone and have the two ``answers``; None where it does not matter or no pair was looked for."""

    driver: str
    matters: bool | None
    witness: tuple[Point, Point] | None
    answers: tuple[Answer, Answer] | None


@dataclass(frozen=True, slots=True)
class Nearest:
    """``distance`` in shares of the ranges; ``attained``: whether a point at this distance has the other answer, and not
    only points beyond. ``moves``: the drivers that move, and where to. ``inside``: a point with the other answer (all varied
    drivers); ``relations``: what holds there and not now. ``past``: the drivers that have to move past these values."""

    norm: str
    distance: Fraction
    attained: bool
    moves: Mapping[str, Fraction]
    inside: Point
    answer: Answer
    relations: tuple[Relation, ...]
    past: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """``beyond``: by norm, up to which distance everything was looked at, where that was not all."""

    influences: tuple[Influence, ...]
    nearest: Mapping[str, Nearest | None]
    beyond: Mapping[str, Fraction]
    cells: int
    complete: bool

    @classmethod
    def unknown(cls, names: Sequence[str], lines: Sequence[Line]) -> Neighbourhood:
        """What the lines alone say."""
        matters = tuple(_on_line(line) for line in lines)
        assert len(matters) == len(names)
        return cls(matters, dict.fromkeys(NORMS), dict.fromkeys(NORMS, Fraction(0)), 0, False)


@dataclass(frozen=True, slots=True)
class Group:
    """Drivers that share comparisons, and the cells into which these cut them: ``points``, ``signs`` of the comparisons'
    ``rows``, and how far each is from now."""

    names: tuple[str, ...]
    box: tuple[Range, ...]
    rows: tuple[Row, ...]
    points: tuple[Point, ...]
    signs: tuple[tuple[int, ...], ...]
    distances: tuple[CellDistance, ...]


Groups = dict[tuple[tuple[str, ...], tuple[LinearForm, ...], tuple[Fraction, ...]], Group]
"""Groups by their drivers, comparisons, and the drivers' values now."""


def neighbourhood_of(
    thing: Watched,
    names: tuple[str, ...],
    ranges: Mapping[str, Range],
    relations: Relations,
    lines: Sequence[Line],
    most: int,
    groups_known: Groups,
) -> Neighbourhood:
    """What happens around the drivers' values now. ``groups_known``: groups cut before, to which new ones are added.

    Raises SizeError where a group has too many cells.
    """
    forms = thing.forms(names)
    groups = [
        _known_group(thing, own, own_forms, ranges, groups_known)
        for own in groups_of(forms, ranges)
        if (own_forms := tuple(form for form in forms if {name for name, _ in form.coefficients} & set(own)))
    ]
    cells = prod(len(group.points) for group in groups)
    complete = cells <= most
    nearest: dict[str, Nearest | None] = {}
    beyond = {}
    if complete:
        found = _differing(thing, groups)
        for norm in NORMS:
            nearest[norm], beyond[norm] = _nearest(thing, groups, norm, found, relations), Fraction(0)
    else:
        for norm in NORMS:
            found, beyond[norm] = _first_differing(thing, groups, norm, most)
            nearest[norm] = _nearest(thing, groups, norm, found, relations)
    influences = tuple(_influence(thing, groups, line, complete) for line in lines)
    return Neighbourhood(influences, nearest, beyond, cells, complete)


def _known_group(
    thing: Watched,
    names: tuple[str, ...],
    forms: tuple[LinearForm, ...],
    ranges: Mapping[str, Range],
    known: Groups,
) -> Group:
    now = tuple(thing.now[name] for name in names)
    key = (names, forms, now)
    if key not in known:
        known[key] = _group(names, forms, ranges, now)
    return known[key]


def _group(
    names: tuple[str, ...], forms: Sequence[LinearForm], ranges: Mapping[str, Range], now: Sequence[Fraction]
) -> Group:
    if _faces(len(forms), len(names)) > MAX_GROUP:
        raise SizeError(
            f"the drivers {', '.join(names)} share {len(forms)} comparisons and may fall into more than {MAX_GROUP} "
            "cells: vary fewer of them at once"
        )
    box = tuple(ranges[name] for name in names)
    rows = tuple(([dict(form.coefficients).get(name, Fraction(0)) for name in names], form.constant) for form in forms)
    points = tuple(cell_points(forms, {name: ranges[name] for name in names}))
    signs = tuple(tuple(_sign(_value(row, [point[name] for name in names])) for row in rows) for point in points)
    distances = tuple(CellDistance(own, rows, box, now) for own in signs)
    return Group(names, box, rows, points, signs, distances)


def _faces(forms: int, drivers: int) -> int:
    """How many cells that many hyperplanes can cut a space into, faces included, at most (Buck 1943)."""
    if drivers == 1:
        return 2 * forms + 1
    return sum(
        comb(forms, drivers - k) * sum(comb(forms - drivers + k, i) for i in range(k + 1))
        for k in range(drivers + 1)
        if forms >= drivers - k
    )


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _value(row: Row, at: Sequence[Fraction]) -> Fraction:
    return sum((c * x for c, x in zip(row[0], at, strict=True)), row[1])


def _at(groups: Sequence[Group], cell: Sequence[int]) -> dict[str, Fraction]:
    return {
        name: value for group, place in zip(groups, cell, strict=True) for name, value in group.points[place].items()
    }


# -- nearest -----------------------------------------------------------------------------------------------------------


def _differing(thing: Watched, groups: Sequence[Group]) -> list[tuple[Cells, Answer]]:
    """All combinations of cells with another answer than now."""
    everywhere = list(product(*(range(len(group.points)) for group in groups)))
    [now, *answers] = thing.answers([{}, *(_at(groups, cells) for cells in everywhere)])
    return [(cells, answer) for cells, answer in zip(everywhere, answers, strict=True) if answer != now]


def _first_differing(
    thing: Watched, groups: Sequence[Group], norm: str, most: int
) -> tuple[list[tuple[Cells, Answer]], Fraction]:
    """Of the *most* nearest combinations the nearest with another answer, and how far was looked."""
    [now] = thing.answers([{}])
    found: list[tuple[Cells, Answer]] = []
    reached = distance = Fraction(0)
    for looked, (distance, cells) in enumerate(_by_distance(groups, norm)):
        if looked >= most or (found and distance > reached):
            break
        [answer] = thing.answers([_at(groups, cells)])
        if answer != now:
            reached = distance
            found.append((cells, answer))
    return found, distance


def _nearest(
    thing: Watched,
    groups: Sequence[Group],
    norm: str,
    differing: Sequence[tuple[Cells, Answer]],
    relations: Relations,
) -> Nearest | None:
    """The nearest of some combinations: of equally near ones that by which the fewest drivers move, and of these one that
    is attained."""
    if not differing:
        return None
    lengths = [_distance(groups, norm, cells) for cells, _ in differing]
    distance = min(lengths)
    told = []
    for (cells, answer), length in zip(differing, lengths, strict=True):
        if length == distance:
            moves, past = _moves(thing, groups, norm, cells, distance)
            told.append((len(moves), bool(past), cells, moves, past, answer))
    _, missed, cells, moves, past, answer = min(told, key=lambda one: one[:3])
    inside = {**{name: thing.now[name] for group in groups for name in group.names}, **_at(groups, cells)}
    there = relations.between(thing.comparisons(inside), thing.now, {**thing.now, **inside})
    return Nearest(norm, distance, not missed, moves, inside, answer, there, past)


def _distance(groups: Sequence[Group], norm: str, cells: Cells) -> Fraction:
    parts = [group.distances[place].distance(norm) for group, place in zip(groups, cells, strict=True)]
    return max(parts, default=Fraction(0)) if norm == "largest" else sum(parts, Fraction(0))


def _by_distance(groups: Sequence[Group], norm: str) -> Iterator[tuple[Fraction, Cells]]:
    """All combinations of cells, nearest first: each with its distance."""
    orders = [
        sorted(range(len(group.points)), key=lambda k, own=group.distances: (own[k].distance(norm), k))  # type: ignore[misc]
        for group in groups
    ]

    def placed(ranks: Cells) -> Cells:
        return tuple(order[rank] for order, rank in zip(orders, ranks, strict=True))

    first = (0,) * len(groups)
    waiting, seen = [(_distance(groups, norm, placed(first)), first)], {first}
    while waiting:
        length, ranks = heapq.heappop(waiting)
        yield length, placed(ranks)
        for k, order in enumerate(orders):
            onward = (*ranks[:k], ranks[k] + 1, *ranks[k + 1 :])
            if onward[k] < len(order) and onward not in seen:
                seen.add(onward)
                heapq.heappush(waiting, (_distance(groups, norm, placed(onward)), onward))


def _moves(
    thing: Watched, groups: Sequence[Group], norm: str, cells: Cells, distance: Fraction
) -> tuple[dict[str, Fraction], tuple[str, ...]]:
    """Which drivers move where to, and which of them have to move past that for a point to lie in the cells."""
    moves: dict[str, Fraction] = {}
    past: list[str] = []
    for group, place in zip(groups, cells, strict=True):
        near = group.distances[place].near(norm)
        own = {name: value for name, value in zip(group.names, near.point, strict=True) if value != thing.now[name]}
        moves |= own
        if not (near.attained or (norm == "largest" and near.distance < distance)):
            past += own
    return moves, tuple(past)


# -- influence ---------------------------------------------------------------------------------------------------------


def _on_line(line: Line) -> Influence:
    if not line.thresholds:
        return Influence(line.driver, None, None, None)
    low, high = line.intervals[0], line.intervals[1]
    pair = ({line.driver: low.stretch.middle}, {line.driver: high.stretch.middle})
    return Influence(line.driver, True, pair, (low.answer, high.answer))


def _influence(thing: Watched, groups: Sequence[Group], line: Line, complete: bool) -> Influence:
    driver = line.driver
    place = next((k for k, group in enumerate(groups) if driver in group.names), None)
    if place is None:
        return Influence(driver, False, None, None)
    if line.thresholds:
        return _on_line(line)
    if not complete:
        return Influence(driver, None, None, None)
    others = [range(1) if k == place else range(len(group.points)) for k, group in enumerate(groups)]
    combined = list(product(*others))
    for here, there, pair in _crossings(groups[place], driver):
        for other in combined:
            one, two = (_at(groups, (*other[:place], cell, *other[place + 1 :])) for cell in (here, there))
            before, after = thing.answers([one, two])
            if before != after:
                return Influence(driver, True, ({**one, **pair[0]}, {**two, **pair[1]}), (before, after))
    return Influence(driver, False, None, None)


def _crossings(group: Group, driver: str) -> Iterator[tuple[int, int, tuple[Point, Point]]]:
    """Cells of a group that moving one driver leads from one into the other: their numbers, and a point in each, which
    differ in that driver alone."""
    axis = group.names.index(driver)
    number = {signs: k for k, signs in enumerate(group.signs)}
    for here, signs in enumerate(group.signs):
        for way in (1, -1):
            after = tuple(sign or _sign(way * row[0][axis]) for sign, row in zip(signs, group.rows, strict=True))
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
        value, slope = _value(row, start), way * row[0][axis]
        if value * slope < 0:
            steps.append(-value / slope)
    moved = [x + way * min(steps) / 2 if k == axis else x for k, x in enumerate(start)]
    return dict(zip(group.names, start, strict=True)), dict(zip(group.names, moved, strict=True))
