"""jumps: equilibria that a coalition gets to at once, and to which no improvements of single actors lead.

H of two or more actors jumps from a state s to an equilibrium T iff T is a coalition improvement of H there
(``stability.coalitions``: all members prefer it, and their moves lead there). Only coalitions minimal by inclusion are
listed, for each state to jump from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.reasons import Reason, reason
from gmcr.analysis import Departures
from gmcr.base.record import Key
from gmcr.base.summary import Record

__all__ = ["Jump", "jump_targets", "jumps_to"]

Codes = NDArray[np.int64]
Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Jump(Record):
    """A coalition that gets to an equilibrium at once."""

    origin: Annotated[int, Key("from")]
    """The code of the state that it jumps from: the start, or an outcome."""
    coalition: tuple[str, ...]
    """Its members."""
    gains: tuple[Reason, ...]
    """Each member's reasons."""


def jump_targets(departures: Departures, origin: int, groups: Sequence[Group], goals: Codes) -> NDArray[np.bool_]:
    """Which of some states (codes, ascending) some group jumps to from one state (a code): bool, aligned. Raises
    SizeError."""
    reached = np.zeros(goals.size, dtype=np.bool_)
    for group in groups if goals.size else ():
        reached |= np.isin(goals, departures.improvements(origin, group), assume_unique=True)
    return reached


def jumps_to(departures: Departures, origin: int, groups: Sequence[Group], goal: int) -> tuple[Jump, ...]:
    """Who jumps from one state to another (codes). ``groups``: coalitions, small ones first. Raises SizeError."""
    able: list[Group] = []
    for group in groups:
        improved = departures.improvements(origin, group)
        place = int(np.searchsorted(improved, goal))
        if place < improved.size and improved[place] == goal and not any(set(own) <= set(group) for own in able):
            able.append(group)
    conflict = departures.conflict
    return tuple(
        Jump(origin, group, tuple(reason(conflict, member, origin, goal) for member in group)) for group in able
    )
