"""Whether some states are reached from a start, under a concept: four cases, the first that applies.

* *ends there*: there are outcomes, and all of them are among the states;
* *may end there*: some outcomes are, not all;
* *passes there*: no outcome is, and some state reached is;
* *nobody goes there*: no state reached is.

Codes for a missing value: the time limit expired before a verdict was proved, or nothing comes to rest.

Cycles of steps: how roads without an outcome go on for ever.

Where no state reached is an equilibrium, every state reached has a step, so that following steps visits some state a
second time. The round reported is a shortest one through the start where roads lead back there, and otherwise through
the first state visited twice when the first step of each state is followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from gmcr import Roads
from gmcr.analysis import Play
from gmcr.base.record import INTERNAL, Key, Record

__all__ = ["RESTLESS", "UNDECIDED", "Reach", "RoundStep", "round_in"]


class Reach(StrEnum):
    """How far the roads of a concept lead to some states."""

    ENDS = "ends there"
    MAY_END = "may end there"
    PASSES = "passes there"
    NOBODY = "nobody goes there"

    @property
    def ends(self) -> bool:
        """Whether some outcome is among them, as a target requires."""
        return self in (Reach.ENDS, Reach.MAY_END)

    @classmethod
    def of(cls, roads: Roads, met: NDArray[np.bool_]) -> Reach:
        """How far *roads* lead to the cells that are *met*."""
        ends = met[list(roads.outcomes)]
        if ends.any():
            return cls.ENDS if ends.all() else cls.MAY_END
        return cls.PASSES if met[list(roads.reached)].any() else cls.NOBODY


UNDECIDED = -2
"""The value of an undecided claim or answer; true is 1, false 0, undefined -1."""

RESTLESS = -3
"""Undefined because it asks for outcomes where there are none; a claim with this value counts as undefined."""


Step = tuple[int, int, int]
"""A step of roads: from a cell, by an actor (its index), to a cell."""


@dataclass(frozen=True, slots=True)
class RoundStep(Record):
    """A step of a round."""

    actor: str
    """The actor that makes it."""
    before: Annotated[int, Key("from")]
    """The code of the state that it leaves."""
    after: Annotated[int, Key("to")]
    """The code of the state that it leads to."""
    was: Annotated[tuple[str, ...], INTERNAL]
    now: Annotated[tuple[str, ...], INTERNAL]

    @classmethod
    def round_from(cls, play: Play, start: int, concept: str) -> tuple[RoundStep, ...]:
        """A round that steps go from a cell under a concept, each step's end the next one's beginning; none where roads
        from there have an outcome."""
        structure = play.arena.structure
        steps = []
        for before, actor, after in round_in(play.roads(start, concept)):
            codes = structure.code_of(before), structure.code_of(after)
            steps.append(cls(play.arena.actors[actor], *codes, structure.on(codes[0]), structure.on(codes[1])))
        return tuple(steps)


def round_in(roads: Roads) -> tuple[Step, ...]:
    """The steps of a round among roads that have no outcome; none where they have one."""
    if roads.outcomes:
        return ()
    onward: dict[int, list[Step]] = {}
    for step in roads.steps:
        onward.setdefault(step[0], []).append(step)
    start = roads.reached[0]
    if back := _back(start, onward):
        return back
    seen, cell = {start}, onward[start][0][2]
    while cell not in seen:
        seen.add(cell)
        cell = onward[cell][0][2]
    return _back(cell, onward)


def _back(cell: int, onward: dict[int, list[Step]]) -> tuple[Step, ...]:
    """A shortest way along steps from a cell back to it; empty where there is none."""
    came: dict[int, Step] = {}
    waiting = [cell]
    for here in waiting:  # grows during the iteration: breadth first
        for step in onward.get(here, ()):
            if step[2] not in came:
                came[step[2]] = step
                waiting.append(step[2])
            if step[2] == cell:
                way = [step]
                while way[0][0] != cell:
                    way.insert(0, came[way[0][0]])
                return tuple(way)
    return ()
