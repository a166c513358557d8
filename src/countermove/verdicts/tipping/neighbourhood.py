"""All varied drivers at once: which of them matter, and the nearest point with another answer.

A cell of the whole space is one cell of each group of drivers (``analysis.drivers.groups``). For which drivers matter
see ``verdicts.tipping.cell_answers``.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import lcm, prod
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.context.relations import Relations, WordedComparison
from countermove.verdicts.tippable import Tippable, Values
from countermove.verdicts.tipping.cell_answers import (
    CellAnswers,
    Cells,
    DriverLine,
    Groups,
    Influence,
    influence_of,
    influence_on_line,
)
from gmcr.analysis import DriverGroup
from gmcr.base.record import INTERNAL, Key, Record, derived

__all__ = ["Nearest", "Neighbourhood", "nearest_where", "neighbourhood_of"]

_AT_ONCE = 64
"""The number of combinations of cells evaluated together."""


@dataclass(frozen=True, slots=True)
class Nearest(Record):
    """The nearest point with another answer. ``past``: the drivers that have to move past their values in ``moves``,
    and the direction: up (1) or down (-1)."""

    norm: Annotated[str, INTERNAL]
    distance: Fraction
    """In shares of the drivers' ranges, an exact fraction as text."""
    attained: bool
    """Whether a point at that distance has the other answer, and not only points beyond."""
    moves: Mapping[str, Fraction]
    """The drivers that move, and where to, exact fractions as text."""
    inside: Mapping[str, Fraction]
    """A point with the other answer: all varied drivers, exact fractions as text."""
    answer: Values
    """One value a concept."""
    relations: tuple[WordedComparison, ...]
    """Comparisons that hold there and not now, as the file writes them."""
    past: Annotated[Mapping[str, int], INTERNAL]

    @derived
    def sides(self) -> Annotated[Mapping[str, Literal["above", "below"]], Key("past")]:
        """Drivers that have to move past the given value: to which side."""
        return {name: "above" if way > 0 else "below" for name, way in self.past.items()}


@dataclass(frozen=True, slots=True)
class Neighbourhood(Record):
    """``beyond``: by norm, the distance up to which everything was examined, if that was not all."""

    influences: tuple[Influence, ...]
    nearest: Mapping[str, Nearest | None]
    beyond: Mapping[str, Fraction]
    cells: int
    complete: bool

    @classmethod
    def unknown(cls, names: Sequence[str], lines: Sequence[DriverLine]) -> Neighbourhood:
        """The result that the lines alone give."""
        matters = tuple(influence_on_line(line) for line in lines)
        assert len(matters) == len(names)
        return cls(matters, dict.fromkeys(DriverGroup.NORMS), dict.fromkeys(DriverGroup.NORMS, Fraction(0)), 0, False)


def neighbourhood_of(
    thing: Tippable,
    names: tuple[str, ...],
    ranges: Mapping[str, tuple[Fraction, Fraction]],
    relations: Relations,
    lines: Sequence[DriverLine],
    most: int,
    groups_known: Groups,
) -> Neighbourhood:
    """What happens around the drivers' values now. ``groups_known``: groups cut earlier, to which new ones are added.

    Raises SizeError if a group has too many cells.
    """
    groups = DriverGroup.cut(thing.forms(names), ranges, thing.now, groups_known)
    cells = prod(len(group.points) for group in groups)
    complete = cells <= most
    nearest: dict[str, Nearest | None] = {}
    beyond = dict.fromkeys(DriverGroup.NORMS, Fraction(0))
    answers, everywhere = CellAnswers(thing, groups), None
    [now] = thing.answers([{}])
    if complete:
        every, everywhere = answers.everywhere()
        differing = np.flatnonzero(everywhere != answers.number(now))
        candidates = _Some(every[differing], everywhere[differing])
        for norm in DriverGroup.NORMS:
            nearest[norm] = _nearest(thing, groups, norm, candidates, answers, relations)
    else:
        for norm in DriverGroup.NORMS:
            candidates, beyond[norm] = _first(answers, groups, norm, most, lambda answer: answer != now)
            nearest[norm] = _nearest(thing, groups, norm, candidates, answers, relations)
    influences = tuple(influence_of(groups, line, answers, everywhere) for line in lines)
    return Neighbourhood(influences, nearest, beyond, cells, complete)


def nearest_where(
    thing: Tippable,
    names: tuple[str, ...],
    ranges: Mapping[str, tuple[Fraction, Fraction]],
    relations: Relations,
    wanted: Callable[[Values], bool],
    *,
    norm: str,
    within: Fraction | None,
    most: int,
    groups_known: Groups,
) -> tuple[Nearest | None, bool]:
    """The nearest point by a norm with a *wanted* answer, and whether that is decided: *most* combinations of cells are
    examined. *within*: only points nearer than that matter.

    Raises SizeError if a group has too many cells.
    """
    groups = DriverGroup.cut(thing.forms(names), ranges, thing.now, groups_known)
    answers = CellAnswers(thing, groups)
    candidates, beyond = _first(answers, groups, norm, most, wanted, within)
    decided = len(candidates) > 0 or prod(len(group.points) for group in groups) <= most
    decided = decided or (within is not None and beyond >= within)
    return _nearest(thing, groups, norm, candidates, answers, relations), decided


# -- nearest -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Some(Record):
    """Some combinations of cells, (combinations, groups), and the answer in each by its index."""

    cells: NDArray[np.intp]
    answers: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.cells)


def _first(
    answers: CellAnswers,
    groups: Sequence[DriverGroup],
    norm: str,
    most: int,
    wanted: Callable[[Values], bool],
    within: Fraction | None = None,
) -> tuple[_Some, Fraction]:
    """Of the *most* nearest combinations the nearest with a wanted answer, and the distance up to which all were
    examined."""
    nearest: list[tuple[Cells, int]] = []
    reached = distance = Fraction(0)
    ordered = islice(_by_distance(groups, norm), most)

    def some() -> _Some:
        cells = np.array([own for own, _ in nearest], dtype=np.intp).reshape(len(nearest), len(groups))
        return _Some(cells, np.array([answer for _, answer in nearest], dtype=np.intp))

    while batch := list(islice(ordered, _AT_ONCE)):
        there = answers.at(np.array([cells for _, cells in batch], dtype=np.intp).reshape(len(batch), len(groups)))
        for (distance, cells), answer in zip(batch, there.tolist(), strict=True):
            if (nearest and distance > reached) or (within is not None and distance >= within):
                return some(), distance
            if wanted(answers.values[answer]):
                reached = distance
                nearest.append((cells, answer))
    return some(), distance


def _nearest(
    thing: Tippable,
    groups: Sequence[DriverGroup],
    norm: str,
    some: _Some,
    answers: CellAnswers,
    relations: Relations,
) -> Nearest | None:
    """The nearest of some combinations: among equally near ones one that moves the fewest drivers, and of these one
    that is attained."""
    if not len(some):
        return None
    scale, lengths = _lengths(groups, norm)
    parts = [own[some.cells[:, place]] for place, own in enumerate(lengths)] or [np.zeros(len(some), dtype=object)]
    totals = np.maximum.reduce(parts) if norm == "largest" else np.add.reduce(parts)
    distance = Fraction(totals.min(), scale)
    near = []
    for place in np.flatnonzero(totals == totals.min()).tolist():
        cells = tuple(some.cells[place].tolist())
        moves, past = _moves(thing, groups, norm, cells, distance)
        near.append((len(moves), bool(past), cells, moves, past, answers.values[some.answers[place]]))
    _, missed, cells, moves, past, answer = min(near, key=lambda one: one[:3])
    inside = {**{name: thing.now[name] for group in groups for name in group.names}, **DriverGroup.at(groups, cells)}
    there = relations.between(thing.comparisons(inside), thing.now, {**thing.now, **inside})
    return Nearest(norm, distance, not missed, moves, inside, answer, there, past)


def _lengths(groups: Sequence[DriverGroup], norm: str) -> tuple[int, list[NDArray[np.object_]]]:
    """The distance of each cell of each group from now, as integers in units of some part of the ranges, and how many
    of these units make one."""
    own = [[distance.distance(norm) for distance in group.distances] for group in groups]
    scale = lcm(*(length.denominator for lengths in own for length in lengths))
    return scale, [np.array([int(length * scale) for length in lengths], dtype=object) for lengths in own]


def _by_distance(groups: Sequence[DriverGroup], norm: str) -> Iterator[tuple[Fraction, Cells]]:
    """All combinations of cells, nearest first: each with its distance."""
    scale, every = _lengths(groups, norm)
    lengths = [own.tolist() for own in every]
    orders = [sorted(range(len(own)), key=lambda k, own=own: (own[k], k)) for own in lengths]  # type: ignore[misc]

    def placed(ranks: Cells) -> Cells:
        return tuple(order[rank] for order, rank in zip(orders, ranks, strict=True))

    def length(ranks: Cells) -> int:
        parts = (own[order[rank]] for own, order, rank in zip(lengths, orders, ranks, strict=True))
        return max(parts, default=0) if norm == "largest" else sum(parts)

    first = (0,) * len(groups)
    waiting, seen = [(length(first), first)], {first}
    while waiting:
        total, ranks = heapq.heappop(waiting)
        yield Fraction(total, scale), placed(ranks)
        for k, order in enumerate(orders):
            onward = (*ranks[:k], ranks[k] + 1, *ranks[k + 1 :])
            if onward[k] < len(order) and onward not in seen:
                seen.add(onward)
                heapq.heappush(waiting, (length(onward), onward))


def _moves(
    thing: Tippable, groups: Sequence[DriverGroup], norm: str, cells: Cells, distance: Fraction
) -> tuple[dict[str, Fraction], dict[str, int]]:
    """Which drivers move where to, and which of them have to move past that, and in which direction, for a point to lie
    in the cells."""
    moves: dict[str, Fraction] = {}
    past: dict[str, int] = {}
    for group, place in zip(groups, cells, strict=True):
        near = group.distances[place].near(norm)
        if not (norm == "largest" and near.distance < distance):
            past |= {name: way for name, way in zip(group.names, near.onward, strict=True) if way}
        to = dict(zip(group.names, near.point, strict=True))
        moves |= {name: value for name, value in to.items() if value != thing.now[name] or name in past}
    return moves, past
