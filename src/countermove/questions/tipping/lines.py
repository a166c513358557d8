"""One driver moved over its range, all others at their values: intervals with one answer, and the thresholds between.

A threshold lies between two neighbouring intervals; the number itself belongs to one of the two. Its relations are the
comparisons, as the file writes them, that hold just above it and not just below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.analysis.drivers.line import Stretch
from countermove.brief import Brief
from countermove.case.relations import Relation, Relations
from countermove.questions.tipping.watched import Answer, Watched

__all__ = ["Interval", "Line", "Threshold", "line_of"]


@dataclass(frozen=True, slots=True)
class Interval(Brief):
    """Values of a driver with one answer."""

    stretch: Stretch
    answer: Answer


@dataclass(frozen=True, slots=True)
class Threshold(Brief):
    """Between two intervals. ``with_above``: whether the number belongs to the one above. ``above``: the relations that hold
    just above and not just below, ``below``: the reverse; neither where no comparison in the file says it (the driver works
    through what a claim says of all values of other drivers)."""

    at: Fraction
    with_above: bool
    above: tuple[Relation, ...]
    below: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Line(Brief):
    """``intervals`` ascend and cover the range; ``thresholds[k]`` lies between intervals k and k + 1."""

    driver: str
    now: Fraction
    intervals: tuple[Interval, ...]
    thresholds: tuple[Threshold, ...]

    @property
    def place(self) -> int:
        """The number of the interval that holds the value now."""
        return next(k for k, part in enumerate(self.intervals) if self.now in part.stretch)

    @property
    def up(self) -> Threshold | None:
        """The nearest threshold above the value now."""
        return self.thresholds[self.place] if self.place < len(self.thresholds) else None

    @property
    def down(self) -> Threshold | None:
        """The nearest threshold below the value now."""
        return self.thresholds[self.place - 1] if self.place else None


def line_of(thing: Watched, driver: str, parts: Sequence[Stretch], relations: Relations) -> Line:
    """The line of a driver whose range falls into *parts*, in each of which the answer is one."""
    answers = thing.answers([{driver: part.middle} for part in parts])
    comparisons = thing.comparisons((driver,))
    intervals = [Interval(parts[0], answers[0])]
    thresholds: list[Threshold] = []
    for before, part, answer in zip(parts, parts[1:], answers[1:], strict=False):
        last = intervals[-1]
        if answer == last.answer:
            whole = Stretch(last.stretch.low, part.high, last.stretch.with_low, part.with_high)
            intervals[-1] = Interval(whole, answer)
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
        intervals.append(Interval(part, answer))
    return Line(driver, thing.now[driver], tuple(intervals), tuple(thresholds))
