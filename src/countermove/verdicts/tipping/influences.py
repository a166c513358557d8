"""Which drivers matter: whether two points that differ in one driver alone have different answers, and such a pair.

A driver matters iff somewhere two neighbouring cells of its group, one reached from the other by moving that driver
alone, have different answers (``analysis.drivers.groups``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from countermove.verdicts.tippable import Values
from countermove.verdicts.tipping.cell_answers import CellAnswers
from countermove.verdicts.tipping.lines import DriverLine
from gmcr.analysis import DriverGroup
from gmcr.base.summary import Record

__all__ = ["Influence", "influence_of", "influence_on_line"]


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
