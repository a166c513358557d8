"""perception: misperception in the sense of GMCR+, where an actor does not perceive some states.

An actor moves neither to nor from a state that it does not perceive (``interop.gmcr``); what it wants does not change.
Two conflicts on the same states are compared: as perceived, in which these moves are missing, and *complete*, in which
everybody perceives every state. Under a concept a state is *held up by misperception* iff it is an equilibrium as
perceived and not in the complete conflict, and *missed* iff the other way round. ``waking``: for each state held up,
the actors that are not stable there in the complete conflict: those who would leave it if they saw what there is to
see.

Codes are those of the option form, in which a file that has misperceptions no longer comes (``GmcrModel.conflict`` is
in graph form): position k of the graph form is the k-th feasible state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from countermove.brief import Brief
from countermove.stability import CONCEPTS, concepts_named, solve

if TYPE_CHECKING:
    from countermove.interop.gmcr import GmcrModel

__all__ = ["Perceived", "Perception", "perception"]

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Perceived(Brief):
    """Equilibria under one concept, codes ascending; see the module. ``waking``: code of a state held up → actors."""

    concept: str
    perceived: Codes
    complete: Codes
    held_up: Codes
    missed: Codes
    waking: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Perception(Brief):
    """``states``: how many are feasible; ``unseen``: actor → how many of them it does not perceive, empty where
    everybody perceives all (then both conflicts are one). ``titles``: names in words. ``labels``: code → the options
    that are on, for every state mentioned."""

    states: int
    actors: tuple[str, ...]
    unseen: Mapping[str, int]
    concepts: tuple[Perceived, ...]
    titles: Mapping[str, str]
    labels: Mapping[int, str]


def perception(model: GmcrModel, *, concepts: Sequence[str] = CONCEPTS) -> Perception:
    """What misperception does to the equilibria of an imported file. Raises UnknownName."""
    names = tuple(item.name for item in concepts_named(concepts))
    complete = model.conflict if model.complete is None else model.complete
    whole, seen = solve(complete, names), solve(model.conflict, names)
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
        concepts=tuple(rows),
        titles=dict(model.titles),
        labels={code: complete.structure.label(code) for code in sorted(mentioned)},
    )
