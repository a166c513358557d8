"""A walk through the states of one game under one concept, and the single acts that it begins with.

Steps are moves by which their makers gain and that nothing deters. States are visited breadth first, at most ``MOST``
of them.

Single acts from a state: who could do or undo each, and the want that decides for or against it.

For every option of an actor the state with just that option turned over is compared with the state itself. The
*deciding* want is the first, in the actor's order, whose truth differs between the two: wants are lexicographic, so it
alone settles which of them the actor prefers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from countermove.inquiry.reasons import NO_CHAIN, Chain, Place, chain_of, reason
from gmcr import Conflict, why
from gmcr.analysis import Play
from gmcr.base.record import INTERNAL, Record
from gmcr.logic import to_text
from gmcr.model import OptionStructure

__all__ = ["MOST", "RESULTS", "BlockedAct", "GraphStep", "Obstacle", "Walk", "acts_from", "obstacles"]


RESULTS: Mapping[int, Literal["worse", "better", "indifferent"]] = {-1: "worse", 0: "indifferent", 1: "better"}
"""The sign of a preference → an actor's verdict on an act."""


@dataclass(frozen=True, slots=True)
class Obstacle(Record):
    """One option turned over, alone."""

    actor: str
    """The actor that would do it."""
    option: str
    """The option's full name."""
    on: bool
    """Whether it would be switched on."""
    result: Literal["worse", "better", "indifferent", "infeasible", "settled", "not ready"]
    """The actor's verdict; infeasible where a rule excludes it, settled where it cannot be taken back, not ready where
    its requirement does not hold."""
    target: int | None = None
    """The code of the state it would lead to."""
    want: str | None = None
    """The want that decides: the first that is met in one of the two states only; null where none does, or the actor ranks states
    directly."""
    part: Annotated[str, INTERNAL] = ""
    """"want" or "otherwise", the part of it in force in both states, "" where that is not the same."""
    rule: str | None = None
    """The rule that excludes it."""
    needs: str | None = None
    """The formula that it requires, where that does not hold."""
    place: Annotated[Place | None, INTERNAL] = field(default=None, compare=False)
    chain: Chain = field(default=NO_CHAIN, compare=False)
    """The want that decides, and those behind it."""


def obstacles(conflict: Conflict, state: int, actor: str | None = None) -> tuple[Obstacle, ...]:
    """Every single act from a state, of all actors or of one, by actor and option in order; empty where moves are
    arcs."""
    structure = conflict.structure
    if not isinstance(structure, OptionStructure):
        return ()
    results = []
    for bit, option in enumerate(structure.form.options):
        if not option.actor or (actor is not None and option.actor != actor):
            continue
        if structure.form.turned(state, bit) != state ^ 1 << bit:
            continue  # levels are passed one after another
        on = not state >> bit & 1
        if option.one_way == ("back" if on else "forward"):
            results.append(Obstacle(option.actor, option.act, on, "settled"))
            continue
        target = state ^ 1 << bit
        rule = structure.form.against(target)
        if rule is not None:
            results.append(Obstacle(option.actor, option.act, on, "infeasible", target, rule=rule.id))
            continue
        if on and option.needs is not None and not structure.form.holds(option.needs, state):
            needs = to_text(option.needs)
            results.append(Obstacle(option.actor, option.act, on, "not ready", target, needs=needs))
            continue
        why, chain = chain_of(conflict, option.actor, state, target)
        result = RESULTS[why.sign]
        results.append(
            Obstacle(option.actor, option.act, on, result, target, why.want, why.part, place=why.place, chain=chain)
        )
    return tuple(results)


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
    """Every single act from the start, of all actors or of one; where moves are arcs every move, its option being the label of
    the state that it leads to."""
    if isinstance(conflict.structure, OptionStructure):
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
