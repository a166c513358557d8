"""perception: misperception in the sense of GMCR+, where an actor does not perceive some states.

An actor moves neither to nor from a state that it does not perceive (``interop.gmcr``); what it wants does not change.
Two conflicts on the same states are compared: as perceived, in which these moves are missing, and *complete*, in which
everybody perceives every state. Under a concept a state is *held up by misperception* iff it is an equilibrium as
perceived and not in the complete conflict, and *missed* iff the other way round. ``waking``: for each state held up,
the actors that are not stable there in the complete conflict: those who would leave it if they perceived every
state.

Codes are those of the options, which a file with misperceptions keeps: the arcs of ``GmcrModel.conflict`` are edited.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from gmcr import CONCEPTS, solve
from gmcr.base.arguments import as_instance
from gmcr.base.record import Key, Record
from gmcr.base.tasks import Progress, Task, task
from gmcr.formats import GmcrModel
from gmcr.stability import concepts_named

__all__ = ["Perceived", "Perception", "perception"]

Codes = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True, eq=False)
class Perceived(Record):
    """Equilibria under one concept, codes ascending; see the module."""

    concept: str
    """The concept."""
    perceived: Codes
    """Equilibria as perceived."""
    complete: Codes
    """Equilibria if everybody perceived every state."""
    held_up: Codes
    """Equilibria only as perceived."""
    missed: Codes
    """Equilibria only if everybody perceived every state."""
    waking: Mapping[int, tuple[str, ...]]
    """Code of a state held up → the actors who would leave it if they perceived every state."""


@dataclass(frozen=True, slots=True, eq=False)
class Perception(Record):
    """Misperception in the sense of GMCR+."""

    states: int
    """The number of feasible states."""
    actors: tuple[str, ...]
    """The names of the actors."""
    unseen: Mapping[str, int]
    """Actor → the number of states that it does not perceive; empty if everybody perceives all."""
    by_concept: Annotated[tuple[Perceived, ...], Key("concepts")]
    """One row for each concept."""
    titles: Mapping[str, str]
    """Name → the file's own name for it."""
    called: Annotated[Mapping[int, str], Key("labels")]
    """Code → the options that are on, for every state mentioned."""

    def gist(self) -> str:
        """How many states are not perceived, and the equilibria that hold by that."""
        unseen = ", ".join(f"{actor} {count}" for actor, count in self.unseen.items()) or "none"
        held = ", ".join(f"{row.concept} {row.held_up.size}" for row in self.by_concept)
        return f"unseen of {self.states} states: {unseen}; equilibria held up: {held}"

    @property
    def concepts(self) -> tuple[str, ...]:
        """The requested concepts."""
        return tuple(row.concept for row in self.by_concept)


@task
def perception(model: GmcrModel, *, concepts: Sequence[str] = CONCEPTS) -> Task[Perception]:
    """What misperception does to the equilibria of an imported file. Reports no progress. Raises UnknownName,
    ModelError."""
    as_instance(
        model, GmcrModel, "What is asked for its misperceptions", "the content of a .gmcr file: GmcrModel.read(path)"
    )
    names = tuple(item.name for item in concepts_named(concepts))
    complete = model.conflict if model.complete is None else model.complete
    yield Progress(0, 1)
    whole, seen = solve(complete, concepts=names), solve(model.conflict, concepts=names)
    states, rows = complete.states, []
    for name in names:
        perceived, all_seen = seen.equilibrium(name), whole.equilibrium(name)
        held_up = perceived & ~all_seen
        waking = {
            int(states[place]): tuple(actor for actor in complete.actors if not whole.stable(name, actor)[place])
            for place in np.flatnonzero(held_up).tolist()
        }
        rows.append(
            Perceived(name, states[perceived], states[all_seen], states[held_up], states[all_seen & ~perceived], waking)
        )
    mentioned = {int(code) for row in rows for code in (*row.perceived, *row.complete)}
    return Perception(
        states=int(states.size),
        actors=complete.actors,
        unseen=dict(model.misperceived),
        by_concept=tuple(rows),
        titles=dict(model.titles),
        called={code: complete.structure.label(code) for code in sorted(mentioned)},
    )
