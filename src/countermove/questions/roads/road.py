"""A road step by step, with its reasons, and why nobody turns back at its end.

For each step which wants its mover gains and loses and which of them decides (``inquiry.reasons``). For every actor
that moved, what happens if it undoes all its own acts at the outcome, leaving those of others as they are:

* "nothing": its acts are already as at the start; "cannot": those that are not cannot be undone (if only some
  can, these are undone); "infeasible": a rule excludes it;
* "loses" or "no gain": with the want that decides;
* "deterred": it would gain, and ``path`` is the countermove that deters it under the concept.

``settled``: for all actors what deters them from leaving the outcome (``stability.witness``). In graph form,
which has no options, turning back is to move to the start, and "cannot" says that there is no such move.

jumps: equilibria that a coalition gets to at once, and to which no improvements of single actors lead.

H of two or more actors jumps from a state s to an equilibrium T iff T is a coalition improvement of H there
(``stability.coalitions``: all members prefer it, and their moves lead there). Only coalitions minimal by inclusion are
listed, for each state to jump from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.reasons import Reason, reason
from gmcr import Conflict, Witness, why
from gmcr.analysis import Departures
from gmcr.base.record import Key, Record
from gmcr.model import OptionStructure
from gmcr.stability import Countermove, Deterred

__all__ = ["Jump", "Return", "Road", "Settled", "explained_road", "jump_targets", "jumps_to", "step_reasons"]


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


@dataclass(frozen=True, slots=True)
class Return(Record):
    """What an actor would get at an outcome by undoing all its acts."""

    actor: str
    """The actor."""
    status: Literal["nothing", "cannot", "infeasible", "loses", "no gain", "deterred"]
    """The result."""
    target: int | None = None
    """The code of the state to which that leads; null if it is impossible, or there is nothing to undo."""
    reason: Reason | None = None
    """Why the actor gains or loses."""
    path: tuple[Countermove, ...] = ()
    """The countermoves that deter it, in order."""


@dataclass(frozen=True, slots=True)
class Settled(Record):
    """What keeps an actor in an outcome."""

    actor: str
    """The actor."""
    deterred: tuple[Deterred, ...]
    """Its improvements there, each with what deters it."""


@dataclass(frozen=True, slots=True)
class Road(Record):
    """A shortest road to an outcome under a concept."""

    concept: str
    """The concept whose steps it takes."""
    outcome: int
    """The code of the outcome."""
    steps: tuple[Reason, ...]
    """Its steps; empty if the start is the outcome."""
    returns: tuple[Return, ...]
    """The result of turning back at the outcome, for each actor that moved."""
    settled: tuple[Settled, ...]
    """For every actor, the improvements at the outcome that something deters."""

    @property
    def codes(self) -> set[int]:
        """Every state that it mentions."""
        codes = {self.outcome, *(step.after for step in self.steps)}
        for back in self.returns:
            codes |= {code for _, code in back.path}
            if back.target is not None:
                codes.add(back.target)
        for settled in self.settled:
            for improvement, path in settled.deterred:
                codes |= {improvement, *(code for _, code in path)}
        return codes


def explained_road(conflict: Conflict, concept: str, outcome: int, path: tuple[Countermove, ...]) -> Road:
    """A path of steps from the start to an outcome (a code), with its reasons."""
    witnesses = {actor: why(conflict, outcome, actor=actor, concept=concept) for actor in conflict.actors}
    movers = dict.fromkeys(actor for actor, _ in path)
    returns = tuple(_turned_back(conflict, witnesses[actor]) for actor in movers)
    settled = tuple(Settled(actor, witness.deterred) for actor, witness in witnesses.items())
    return Road(concept, outcome, step_reasons(conflict, path), returns, settled)


def step_reasons(conflict: Conflict, path: tuple[Countermove, ...]) -> tuple[Reason, ...]:
    """Why each mover of a path from the start gains or loses by its step."""
    here, steps = conflict.start, []
    for actor, code in path:
        steps.append(reason(conflict, actor, here, code))
        here = code
    return tuple(steps)


def _turned_back(conflict: Conflict, witness: Witness) -> Return:
    actor, outcome, start = witness.actor, witness.state, conflict.start
    structure, target = conflict.structure, start
    if isinstance(structure, OptionStructure):
        held, place = structure.held(actor), int(np.searchsorted(structure.states, outcome))
        done = (outcome ^ start) & structure.form.mask(actor)
        permanent = done & int(held.on[place] | held.off[place])
        if done and done == permanent:
            return Return(actor, "cannot")
        target = outcome ^ (done & ~permanent)
    if target == outcome:
        return Return(actor, "nothing")
    if target not in conflict.moves(outcome, actor=actor).tolist():
        return Return(actor, "infeasible" if isinstance(structure, OptionStructure) else "cannot")
    outlook = reason(conflict, actor, outcome, target)
    if outlook.sign <= 0:
        return Return(actor, "loses" if outlook.sign < 0 else "no gain", target, outlook)
    return Return(actor, "deterred", target, outlook, dict(witness.deterred)[target])
