"""All varied drivers at once: which of them matter, and the nearest point with another answer.

A cell of the whole is one cell of each group of drivers (``questions.driver_cells``). Which drivers matter:
``questions.influences``.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from math import prod
from typing import Annotated, Literal

from countermove.analysis.drivers.cells import Range
from countermove.analysis.drivers.nearest import NORMS
from countermove.brief import Brief
from countermove.case.relations import Relations, WordedComparison
from countermove.questions.tipping.driver_cells import Cells, Group, Groups, Point, at_cells, driver_groups
from countermove.questions.tipping.influences import Influence, influence_of, influence_on_line
from countermove.questions.tipping.lines import DriverLine
from countermove.questions.tipping.watched import Values, Watched
from countermove.record import UNTOLD, Key, told

__all__ = ["Nearest", "Neighbourhood", "nearest_where", "neighbourhood_of"]

_AT_ONCE = 64
"""Combinations of cells that are looked at together."""


@dataclass(frozen=True, slots=True)
class Nearest(Brief):
    """The nearest point with another answer. ``past``: the drivers that have to move past their values in ``moves``, and the way:
    up (1) or down (-1)."""

    norm: Annotated[str, UNTOLD]
    distance: Fraction
    """In shares of the drivers' ranges, an exact fraction as text."""
    attained: bool
    """Whether a point at that distance has the other answer, and not only points beyond."""
    moves: Mapping[str, Fraction]
    """The drivers that move, and where to, exact fractions as text."""
    inside: Point
    """A point with the other answer: all varied drivers, exact fractions as text."""
    answer: Values
    """One value a concept."""
    relations: tuple[WordedComparison, ...]
    """Comparisons that hold there and not now, as the file writes them."""
    past: Annotated[Mapping[str, int], UNTOLD]

    @told
    def sides(self) -> Annotated[Mapping[str, Literal["above", "below"]], Key("past")]:
        """Drivers that have to move past the value told: to which side."""
        return {name: "above" if way > 0 else "below" for name, way in self.past.items()}


@dataclass(frozen=True, slots=True)
class Neighbourhood(Brief):
    """``beyond``: by norm, up to which distance everything was looked at, where that was not all."""

    influences: tuple[Influence, ...]
    nearest: Mapping[str, Nearest | None]
    beyond: Mapping[str, Fraction]
    cells: int
    complete: bool

    @classmethod
    def unknown(cls, names: Sequence[str], lines: Sequence[DriverLine]) -> Neighbourhood:
        """What the lines alone say."""
        matters = tuple(influence_on_line(line) for line in lines)
        assert len(matters) == len(names)
        return cls(matters, dict.fromkeys(NORMS), dict.fromkeys(NORMS, Fraction(0)), 0, False)


def neighbourhood_of(
    thing: Watched,
    names: tuple[str, ...],
    ranges: Mapping[str, Range],
    relations: Relations,
    lines: Sequence[DriverLine],
    most: int,
    groups_known: Groups,
) -> Neighbourhood:
    """What happens around the drivers' values now. ``groups_known``: groups cut before, to which new ones are added.

    Raises SizeError where a group has too many cells.
    """
    groups = driver_groups(thing, names, ranges, groups_known)
    cells = prod(len(group.points) for group in groups)
    complete = cells <= most
    nearest: dict[str, Nearest | None] = {}
    beyond = {}
    if complete:
        found = _differing(thing, groups)
        for norm in NORMS:
            nearest[norm], beyond[norm] = _nearest(thing, groups, norm, found, relations), Fraction(0)
    else:
        [now] = thing.answers([{}])
        for norm in NORMS:
            found, beyond[norm] = _first(thing, groups, norm, most, lambda answer: answer != now)
            nearest[norm] = _nearest(thing, groups, norm, found, relations)
    influences = tuple(influence_of(thing, groups, line, complete) for line in lines)
    return Neighbourhood(influences, nearest, beyond, cells, complete)


def nearest_where(
    thing: Watched,
    names: tuple[str, ...],
    ranges: Mapping[str, Range],
    relations: Relations,
    wanted: Callable[[Values], bool],
    *,
    norm: str,
    within: Fraction | None,
    most: int,
    groups_known: Groups,
) -> tuple[Nearest | None, bool]:
    """The nearest point by a norm with a *wanted* answer, and whether that is decided: *most* combinations of cells are
    looked at. *within*: only what is nearer than that is of interest.

    Raises SizeError where a group has too many cells.
    """
    groups = driver_groups(thing, names, ranges, groups_known)
    found, beyond = _first(thing, groups, norm, most, wanted, within)
    decided = bool(found) or prod(len(group.points) for group in groups) <= most
    decided = decided or (within is not None and beyond >= within)
    return _nearest(thing, groups, norm, found, relations), decided


# -- nearest -----------------------------------------------------------------------------------------------------------


def _differing(thing: Watched, groups: Sequence[Group]) -> list[tuple[Cells, Values]]:
    """All combinations of cells with another answer than now."""
    everywhere = list(product(*(range(len(group.points)) for group in groups)))
    [now, *answers] = thing.answers([{}, *(at_cells(groups, cells) for cells in everywhere)])
    return [(cells, answer) for cells, answer in zip(everywhere, answers, strict=True) if answer != now]


def _first(
    thing: Watched,
    groups: Sequence[Group],
    norm: str,
    most: int,
    wanted: Callable[[Values], bool],
    within: Fraction | None = None,
) -> tuple[list[tuple[Cells, Values]], Fraction]:
    """Of the *most* nearest combinations the nearest with a wanted answer, and how far was looked."""
    found: list[tuple[Cells, Values]] = []
    reached = distance = Fraction(0)
    ordered = islice(_by_distance(groups, norm), most)
    while batch := list(islice(ordered, _AT_ONCE)):
        answers = thing.answers([at_cells(groups, cells) for _, cells in batch])
        for (distance, cells), answer in zip(batch, answers, strict=True):
            if (found and distance > reached) or (within is not None and distance >= within):
                return found, distance
            if wanted(answer):
                reached = distance
                found.append((cells, answer))
    return found, distance


def _nearest(
    thing: Watched,
    groups: Sequence[Group],
    norm: str,
    differing: Sequence[tuple[Cells, Values]],
    relations: Relations,
) -> Nearest | None:
    """The nearest of some combinations: of equally near ones that by which the fewest drivers move, and of these one that
    is attained."""
    if not differing:
        return None
    lengths = [_distance(groups, norm, cells) for cells, _ in differing]
    distance = min(lengths)
    near = []
    for (cells, answer), length in zip(differing, lengths, strict=True):
        if length == distance:
            moves, past = _moves(thing, groups, norm, cells, distance)
            near.append((len(moves), bool(past), cells, moves, past, answer))
    _, missed, cells, moves, past, answer = min(near, key=lambda one: one[:3])
    inside = {**{name: thing.now[name] for group in groups for name in group.names}, **at_cells(groups, cells)}
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
) -> tuple[dict[str, Fraction], dict[str, int]]:
    """Which drivers move where to, and which of them have to move past that, and which way, for a point to lie in the
    cells."""
    moves: dict[str, Fraction] = {}
    past: dict[str, int] = {}
    for group, place in zip(groups, cells, strict=True):
        near = group.distances[place].near(norm)
        if not (norm == "largest" and near.distance < distance):
            past |= {name: way for name, way in zip(group.names, near.onward, strict=True) if way}
        to = dict(zip(group.names, near.point, strict=True))
        moves |= {name: value for name, value in to.items() if value != thing.now[name] or name in past}
    return moves, past
