"""One driver moved over its range, all others at their values: intervals with one answer, and the thresholds between.

A threshold lies between two neighbouring intervals; the number itself belongs to one of the two. Its relations are the
comparisons, as the file writes them, that hold just above it and not just below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from countermove.context.relations import Relations, WordedComparison
from countermove.verdicts.tippable import Tippable, Values
from countermove.verdicts.tipping.cell_answers import answers_along
from gmcr.analysis import Stretch
from gmcr.base.summary import Record

__all__ = ["DriverLine", "Interval", "Threshold", "line_of"]


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
