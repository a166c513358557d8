"""Whether some states are reached from a start, under a concept: four cases, the first that applies.

* *ends there*: there are outcomes, and all of them are among the states;
* *may end there*: some outcomes are, not all;
* *passes there*: no outcome is, and some state reached is;
* *nobody goes there*: no state reached is.

Codes for a missing value: the time limit expired before a verdict was proved, or nothing comes to rest.

Play in a first-level hypergame: every actor acts in the game that it sees (Bennett 1977; Wang, Hipel & Fraser 1988).

H = (G_i), one game for each actor, all on one structure. A state is *stable in own views* under a concept iff it is
stable for every actor i in G_i. A *step* of i is a step of i in G_i, so roads, what they reach and their outcomes are
those of ``analysis.roads`` with each mover's steps taken from its own game.

Cycles of steps: how roads without an outcome go on for ever.

Where no state reached is an equilibrium, every state reached has a step, so that following steps visits some state a
second time. The round reported is a shortest one through the start where roads lead back there, and otherwise through
the first state visited twice when the first step of each state is followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from gmcr import Roads
from gmcr.analysis import Games, Play, Profile
from gmcr.base.record import INTERNAL, Key, Record

__all__ = ["RESTLESS", "UNDECIDED", "OwnViews", "Reach", "RoundStep", "round_in"]


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


class OwnViews:
    """``profiles``: for each actor, in order, the profile of the game that it sees."""

    def __init__(self, games: Games, profiles: Sequence[Profile]) -> None:
        self.games = games
        self.profiles = tuple(profiles)

    def steps(self, cell: int, actor: int, concept: str) -> tuple[int, ...]:
        """Where an actor steps from a cell in the game that it sees; empty iff it is stable there."""
        return self.games.play(self.profiles[actor]).steps(cell, actor, concept)

    def stable(self, cell: int, concept: str) -> bool:
        """Whether a cell is stable in own views."""
        return not any(self.steps(cell, actor, concept) for actor in range(len(self.profiles)))

    def roads(self, start: int, concept: str) -> Roads:
        """Everything that steps in own views lead to from *start*; outcomes are stable in own views."""
        everybody = range(len(self.profiles))
        return Roads.walked(start, lambda _: everybody, lambda cell, actor: self.steps(cell, actor, concept))


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
