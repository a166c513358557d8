"""Actors who could do something towards the target but have degree 0, since no want of theirs says what it could be.

An *act towards* the target is a switch of an option that some smallest way needs: a set of switches from the start to a
state with the target of which no part leads to one. Without a ``could_be`` an actor's wants can be left out or change
places, but it can come to want nothing new; if that brings nothing about, its degree is 0 whatever might be expected of
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from gmcr import Conflict, Ranking
from gmcr.logic import Formula
from gmcr.model import OptionStructure

__all__ = ["undeclared"]

_WAYS = 1_000
"""The largest number of smallest ways that are examined."""


def undeclared(conflict: Conflict, target: Formula, degrees: Mapping[str, Fraction]) -> dict[str, tuple[str, ...]]:
    """Actors with degree 0, an act towards *target* (resolved) and no declared alternative: their acts, an option that
    is switched on, or ``not`` and one that is switched off. Empty if the start has the target, or in graph form."""
    structure = conflict.structure
    if not isinstance(structure, OptionStructure):
        return {}
    idle = [actor for actor in conflict.actors if not degrees[actor] and not _could_be(conflict, actor)]
    needed = _switched(conflict, structure, target, sum(structure.form.mask(actor) for actor in idle))
    by_actor = {}
    for actor in idle:
        own = needed & structure.form.mask(actor)
        on = structure.form.on(own & ~conflict.start)
        acts = (*on, *(f"not {option}" for option in structure.form.on(own & conflict.start)))
        if acts:
            by_actor[actor] = acts
    return by_actor


def _could_be(conflict: Conflict, actor: str) -> bool:
    wants = conflict.preferences[actor]
    return not isinstance(wants, Ranking) and any(want.could_be is not None for want in wants)


def _switched(conflict: Conflict, structure: OptionStructure, target: Formula, options: int) -> int:
    """The options of *asked* (a mask) that some smallest way from the start to the target switches."""
    reached = structure.at_states(structure.space.truth(target, conflict.drivers))
    ways = structure.states[reached] ^ conflict.start
    ways = ways[np.argsort(_sizes(ways, len(structure.options)), kind="stable")]
    switched = 0
    for _ in range(_WAYS):
        if not ways.size or switched & options == options or not ways[0]:
            break
        least = int(ways[0])
        if _legal(conflict, structure, least):
            switched |= least
            ways = ways[ways & least != least]
        else:
            ways = ways[1:]
    return switched & options


def _sizes(ways: NDArray[np.int64], options: int) -> NDArray[np.int64]:
    """The number of options that each way switches."""
    return sum((ways >> place & 1 for place in range(options)), np.zeros_like(ways))


def _legal(conflict: Conflict, structure: OptionStructure, switched: int) -> bool:
    """Whether all these options can be switched from the start: one-way options only forward, or only back."""
    for actor in structure.actors:
        forward = structure.form.one_way_mask(actor, "forward") & conflict.start
        back = structure.form.one_way_mask(actor, "back") & ~conflict.start
        if switched & structure.form.mask(actor) & (forward | back):
            return False
    return True
