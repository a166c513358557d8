"""The answers of a thing in combinations of cells of drivers.

An answer depends on the truths of formulas (``Watched.formulas``), each of which mentions drivers of few groups.
Therefore every formula is evaluated once in each combination of cells of its own groups, and the thing once for all
combinations in which all formulas agree.

One driver moved over its range, all others at their values: intervals with one answer, and the thresholds between.

A threshold lies between two neighbouring intervals; the number itself belongs to one of the two. Its relations are the
comparisons, as the file writes them, that hold just above it and not just below.

Which drivers matter: whether two points that differ in one driver alone have different answers, and such a pair.

A driver matters iff somewhere two neighbouring cells of its group, one reached from the other by moving that driver
alone, have different answers (``analysis.drivers.groups``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from countermove.context.relations import Relations, WordedComparison
from countermove.verdicts.tippable import Tippable, Values
from gmcr.analysis import DriverGroup, Stretch, different_rows
from gmcr.base.record import Record
from gmcr.logic import Formula

__all__ = [
    "CellAnswers",
    "Cells",
    "DriverLine",
    "Groups",
    "Influence",
    "Interval",
    "Threshold",
    "answers_along",
    "influence_of",
    "influence_on_line",
    "line_of",
]


Cells = tuple[int, ...]
"""One cell of each group of drivers, by index."""

Groups = dict[Any, DriverGroup]
"""Groups cut earlier, as cached by ``DriverGroup.cut``."""

_LISTED = 1 << 12
"""The largest number of combinations of cells in which a formula is evaluated; beyond it they are assumed to be all
different."""

Numbers = NDArray[np.intp]

_Part = tuple[tuple[int, ...], Numbers]
"""Indices of groups, and by their cells a number: equal numbers mean equal truths."""


class CellAnswers:
    """``values``: the distinct answers found so far."""

    def __init__(self, thing: Tippable, groups: Sequence[DriverGroup]) -> None:
        self.values: list[Values] = []
        self._thing, self._groups = thing, groups
        self._drivers = different_drivers(thing)
        self._place = {name: k for k, group in enumerate(groups) for name in group.names}
        self._parts = [part for formula in thing.formulas for part in self._parts_of(formula)]
        self._number: dict[Values, int] = {}
        self._known: dict[tuple[int, ...], int] = {}

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of cells of each group."""
        return tuple(len(group.points) for group in self._groups)

    def at(self, cells: Numbers) -> Numbers:
        """The answers in some combinations of cells, (combinations, groups), as indices into ``values``."""
        rows = np.stack(
            [np.zeros(len(cells), dtype=np.intp), *(self._in(part, cells) for part in self._parts)], axis=-1
        )
        first, which = different_rows(rows)
        keys = [tuple(row) for row in rows[first].tolist()]
        fresh = {key: place for key, place in zip(keys, first.tolist(), strict=True) if key not in self._known}
        points = [DriverGroup.at(self._groups, cells[place].tolist()) for place in fresh.values()]
        for key, answer in zip(fresh, self._thing.answers(points), strict=True):
            self._known[key] = self.number(answer)
        return np.array([self._known[key] for key in keys], dtype=np.intp)[which]

    def everywhere(self) -> tuple[Numbers, Numbers]:
        """All combinations of cells in their order, and the answers in them."""
        cells = np.array(list(np.ndindex(*self.shape)), dtype=np.intp).reshape(prod(self.shape), len(self._groups))
        return cells, self.at(cells)

    def number(self, answer: Values) -> int:
        """The index of an answer in ``values``."""
        number = self._number.setdefault(answer, len(self.values))
        if number == len(self.values):
            self.values.append(answer)
        return number

    def _in(self, part: _Part, cells: Numbers) -> Numbers:
        places, numbers = part
        answers: Numbers = numbers[tuple(cells[:, place] for place in places)]
        return answers

    def _parts_of(self, formula: Formula) -> list[_Part]:
        mentioned = self._thing.case.games.mentioned(formula)
        places = tuple(sorted({self._place[name] for name in mentioned if name in self._place}))
        shape = tuple(len(self._groups[place].points) for place in places)
        # A claim that varies drivers itself covers all of their values: what cells share does not show at one of
        # them.
        if prod(shape) > _LISTED or not set(mentioned).isdisjoint(self._thing.setting.check.varied):
            return [((place,), np.arange(count)) for place, count in zip(places, shape, strict=True)]
        return [(places, self._truths(formula, drivers, places, shape)) for drivers in self._drivers] if places else []

    def _truths(
        self, formula: Formula, drivers: Mapping[str, Fraction], places: Sequence[int], shape: tuple[int, ...]
    ) -> Numbers:
        groups, truth_of = [self._groups[place] for place in places], self._thing.case.games.arena.truth_of_formula
        truths = [truth_of(formula, {**drivers, **DriverGroup.at(groups, own)}) for own in product(*map(range, shape))]
        return np.array(truths, dtype=np.intp).reshape(shape)


def answers_along(thing: Tippable, lines: Sequence[tuple[str, Sequence[Stretch]]]) -> list[list[Values]]:
    """For each of some drivers the answers in the parts of its range, all other drivers at their values."""
    games, own = thing.case.games, thing.setting.check.varied
    games_of = different_drivers(thing)
    points: dict[tuple[str, tuple[int, ...]], Mapping[str, Fraction]] = {}
    keys: list[list[tuple[str, tuple[int, ...]]]] = []
    for driver, parts in lines:
        formulas = thing.mentioning(driver)
        whole = any(not set(own).isdisjoint(games.mentioned(formula)) for formula in formulas)
        keys.append([])
        for place, part in enumerate(parts):
            point = {driver: part.middle}
            there = [{**drivers, **point} for drivers in games_of]
            truths = (games.arena.truth_of_formula(formula, drivers) for formula in formulas for drivers in there)
            # A claim that varies drivers itself covers all of their values.
            key = (driver, (place,) if whole else tuple(truths))
            points.setdefault(key, point)
            keys[-1].append(key)
    known = dict(zip(points, thing.answers(list(points.values())), strict=True))
    return [[known[key] for key in row] for row in keys]


def different_drivers(thing: Tippable) -> list[Mapping[str, Fraction]]:
    """The distinct values of all drivers in the games that count."""
    different: list[Mapping[str, Fraction]] = []
    for conflict in thing.case.conflicts:
        if conflict.drivers not in different:
            different.append(conflict.drivers)
    return different


@dataclass(frozen=True, slots=True)
class Interval(Stretch):
    """Values of a driver with one answer."""

    answer: Values
    """One value a concept: true, false, null if undefined; for outcomes their codes, ascending."""


@dataclass(frozen=True, slots=True)
class Threshold(Record):
    """Where one interval ends and the next begins.

    Neither side has a relation if no comparison in the file expresses it: the driver then acts through what a claim
    says of all values of other drivers.
    """

    at: Fraction
    """The number, an exact fraction as text."""
    with_above: bool
    """Whether it belongs to the interval above."""
    above: tuple[WordedComparison, ...]
    """Comparisons that hold just above and not just below, as the file writes them."""
    below: tuple[WordedComparison, ...]
    """Comparisons that hold just below and not just above."""


@dataclass(frozen=True, slots=True)
class DriverLine(Record):
    """One driver moved over its range, all others as they are."""

    driver: str
    """The driver."""
    now: Fraction
    """Its value, an exact fraction as text."""
    intervals: tuple[Interval, ...]
    """Intervals with one answer, ascending; they cover the range."""
    thresholds: tuple[Threshold, ...]
    """Between neighbouring intervals, ascending."""

    @property
    def place(self) -> int:
        """The index of the interval that holds the value now."""
        return next(k for k, part in enumerate(self.intervals) if self.now in part)

    @property
    def up(self) -> Threshold | None:
        """The nearest threshold above the value now."""
        return self.thresholds[self.place] if self.place < len(self.thresholds) else None

    @property
    def down(self) -> Threshold | None:
        """The nearest threshold below the value now."""
        return self.thresholds[self.place - 1] if self.place else None


def line_of(thing: Tippable, driver: str, parts: Sequence[Stretch], relations: Relations) -> DriverLine:
    """The line of a driver whose range is divided into *parts* with one answer each."""
    [answers] = answers_along(thing, [(driver, parts)])
    comparisons = thing.comparisons((driver,))
    intervals = [_interval(parts[0], answers[0])]
    thresholds: list[Threshold] = []
    for before, part, answer in zip(parts, parts[1:], answers[1:], strict=False):
        last = intervals[-1]
        if answer == last.answer:
            intervals[-1] = replace(last, high=part.high, with_high=part.with_high)
            continue
        low, high = {**thing.now, driver: before.middle}, {**thing.now, driver: part.middle}
        thresholds.append(
            Threshold(
                part.low,
                part.with_low,
                relations.between(comparisons, low, high),
                relations.between(comparisons, high, low),
            )
        )
        intervals.append(_interval(part, answer))
    return DriverLine(driver, thing.now[driver], tuple(intervals), tuple(thresholds))


def _interval(part: Stretch, answer: Values) -> Interval:
    return Interval(part.low, part.high, part.with_low, part.with_high, answer)


@dataclass(frozen=True, slots=True)
class Influence(Record):
    """Whether a driver matters."""

    driver: str
    """Its name."""
    matters: bool | None
    """Whether it does; null if that is undecided."""
    witness: tuple[Mapping[str, Fraction], Mapping[str, Fraction]] | None
    """Two points, values of all varied drivers, that differ in it alone and have different answers; null if it does not
    matter or no pair was sought."""
    answers: tuple[Values, Values] | None
    """Their answers."""


def influence_on_line(line: DriverLine) -> Influence:
    """The influence of a driver as seen along its line, all others as they are."""
    if not line.thresholds:
        return Influence(line.driver, None, None, None)
    low, high = line.intervals[0], line.intervals[1]
    pair = ({line.driver: low.middle}, {line.driver: high.middle})
    return Influence(line.driver, True, pair, (low.answer, high.answer))


def influence_of(
    groups: Sequence[DriverGroup], line: DriverLine, answers: CellAnswers, everywhere: NDArray[np.intp] | None
) -> Influence:
    """Whether the driver of a line matters. ``everywhere``: the answers in all combinations of cells; None: use the
    line alone."""
    driver = line.driver
    place = next((k for k, group in enumerate(groups) if driver in group.names), None)
    if place is None:
        return Influence(driver, False, None, None)
    if line.thresholds:
        return influence_on_line(line)
    if everywhere is None:
        return Influence(driver, None, None, None)
    table = everywhere.reshape(answers.shape)
    for here, there, pair in groups[place].crossings(driver):
        before, after = (np.take(table, cell, axis=place) for cell in (here, there))
        different = np.argwhere(before != after)
        if len(different):
            other = different[0].tolist()
            one, two = (DriverGroup.at(groups, (*other[:place], cell, *other[place:])) for cell in (here, there))
            values = (answers.values[before[tuple(other)]], answers.values[after[tuple(other)]])
            return Influence(driver, True, ({**one, **pair[0]}, {**two, **pair[1]}), values)
    return Influence(driver, False, None, None)
