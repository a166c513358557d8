"""A walk through the states of one game under one concept, and the single acts that it begins with.

Steps are moves by which their makers gain and that nothing deters. States are visited breadth first, at most ``MOST``
of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from countermove.inquiry.obstacles import RESULTS, Obstacle, obstacles
from countermove.inquiry.reasons import reason
from gmcr import Conflict, why
from gmcr.analysis import Play
from gmcr.base.summary import Record

__all__ = ["MOST", "BlockedAct", "GraphStep", "Walk", "acts_from"]

MOST = 400
"""The largest number of states in a graph."""


@dataclass(frozen=True, slots=True)
class GraphStep(Record):
    """A move between two states (codes). ``kind``: "step" (its mover gains and nothing deters it), "deterred" (its mover
    would gain, but the concept deters it) or "threat" (a countermove that deters)."""

    source: int
    actor: str
    target: int
    kind: str


@dataclass(frozen=True, slots=True)
class BlockedAct(Record):
    """A single act from the start that its actor does not make. ``undone``: whether every road from its target goes
    straight back to the start."""

    act: Obstacle
    undone: bool


def acts_from(conflict: Conflict, actor: str | None = None) -> tuple[Obstacle, ...]:
    """Every single act from the start, of all actors or of one; in graph form every move, its option being the label of
    the state that it leads to."""
    if conflict.options:
        return obstacles(conflict, conflict.start, actor)
    acts = []
    for mover in conflict.actors if actor is None else (actor,):
        for target in conflict.moves(conflict.start, actor=mover).tolist():
            because = reason(conflict, mover, conflict.start, target)
            acts.append(
                Obstacle(mover, conflict.label(target), True, RESULTS[because.sign], target, place=because.place)
            )
    return tuple(acts)


class Walk:
    """Collects states and steps."""

    def __init__(self, conflict: Conflict, play: Play, concept: str, most: int) -> None:
        self.conflict, self.play, self.concept, self.most = conflict, play, concept, most
        self.cell, self.code = conflict.structure.cell, conflict.structure.code_of
        self.codes: dict[int, None] = {conflict.start: None}
        self.steps: dict[GraphStep, None] = {}
        self.known: dict[int, list[tuple[str, int]]] = {}
        self.over: set[int] = set()
        self._followed: set[int] = set()

    def follow(self, sources: Iterable[int]) -> None:
        """Visit everything that steps lead to, breadth first."""
        waiting = [code for code in sources if code not in self._followed]
        for code in waiting:
            if code in self._followed:
                continue
            self._followed.add(code)
            for actor, target in self.onward(code):
                if target not in self.codes:
                    if len(self.codes) >= self.most:
                        self.over.add(target)
                        continue
                    self.codes[target] = None
                waiting.append(target)
                self.steps[GraphStep(code, actor, target, "step")] = None

    def onward(self, code: int) -> list[tuple[str, int]]:
        """The steps out of a state: the actor of each, and its target."""
        if code not in self.known:
            cell, actors = self.cell(code), self.conflict.actors
            self.known[code] = [
                (actors[place], self.code(target))
                for place in self.play.movers(cell)
                for target in self.play.steps(cell, place, self.concept)
            ]
        return self.known[code]

    def from_blocked(self, acts: Iterable[Obstacle]) -> tuple[BlockedAct, ...]:
        """The acts that are not made, each followed unless it is simply undone."""
        blocked = []
        for act in acts:
            if act.target is None or act.result not in ("worse", "indifferent"):
                continue
            onward = {target for _, target in self.onward(act.target)}
            undone = onward == {self.conflict.start}
            blocked.append(BlockedAct(act, undone))
            if not undone:
                self.codes[act.target] = None
                self._followed.add(self.conflict.start)
                self.follow([act.target])
        return tuple(blocked)

    def deterred(self) -> None:
        """Add the improvements from the start that the concept deters, and what deters each."""
        start = self.conflict.start
        for actor in self.conflict.actors:
            for target, path in why(self.conflict, start, actor=actor, concept=self.concept).deterred:
                if len(self.codes) + len(path) >= self.most:
                    self.over.add(target)
                    continue
                self.codes[target] = None
                self.steps[GraphStep(start, actor, target, "deterred")] = None
                here = target
                for mover, there in path:
                    self.codes[there] = None
                    self.steps[GraphStep(here, mover, there, "threat")] = None
                    here = there
