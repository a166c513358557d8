"""Cycles of steps: how roads without an outcome go on for ever.

Where no state reached is an equilibrium, every state reached has a step, so that following steps visits some state a
second time. The round reported is a shortest one through the start where roads lead back there, and otherwise through
the first state visited twice when the first step of each state is followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from gmcr import Roads
from gmcr.analysis import Play
from gmcr.base.record import INTERNAL, Key
from gmcr.base.summary import Record

__all__ = ["RoundStep", "round_in"]

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
