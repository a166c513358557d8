"""Moves as a list of arcs, for computations that the propagation primitives do not cover.

Places are positions in ``conflict.states``. In option form an actor's moves join all states of a fibre (the states that
differ only in its options), except where a one-way act would be taken back or what an act needs does not hold.

Moves grouped by common targets: an actor's moves from many states lead to the same few.

R_i(s) consists of the members of s's *hub* without s itself, which is a member too. In option form the states of one
fibre that hold the same acts share a hub; in graph form every state has its own. A reduction over the targets of all
moves is then computed once for each hub: with W states in a fibre this takes 1/W of the time of visiting every move.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.model import Conflict, GraphStructure, OptionStructure

__all__ = ["MAX_ARCS", "Arcs", "SharedMoves", "arcs_of", "expand", "shared_moves_of"]


Arcs = tuple[NDArray[np.int64], NDArray[np.int64]]
"""(sources, targets), both as places of states."""

MAX_ARCS = 1 << 24
"""The maximum number of arcs of one actor that are listed."""


def arcs_of(conflict: Conflict, actor: str) -> Arcs:
    """All moves of *actor*, ascending by source, then target. Raises SizeError, UnknownName."""
    conflict.actor(actor)
    structure = conflict.structure
    if isinstance(structure, GraphStructure):
        return structure.form.arcs[actor]
    assert isinstance(structure, OptionStructure)
    return _fibre_arcs(structure, actor)


def expand(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For items with ``counts`` parts each: the item of every part, and the part's number within it."""
    items = np.repeat(np.arange(counts.size), counts)
    return items, np.arange(items.size) - np.repeat(np.cumsum(counts) - counts, counts)


def _fibre_arcs(structure: OptionStructure, actor: str) -> Arcs:
    states, held = structure.states, structure.held(actor)
    masked = states & ~np.int64(structure.form.mask(actor))
    order = np.argsort(masked, kind="stable")
    starts = np.flatnonzero(np.diff(masked[order], prepend=-1))
    sizes = np.diff(starts, append=states.size)
    if int((sizes * sizes).sum()) > MAX_ARCS:
        raise SizeError(
            f"{actor} has more than {MAX_ARCS} moves: too many to list. "
            "Exclude impossible states with `never` rules, or leave options out.",
            actor=actor,
        )
    fibre = np.repeat(np.arange(starts.size), sizes)
    source, number = expand(sizes[fibre])
    sources, targets = order[source], order[starts[fibre[source]] + number]
    legal = sources != targets
    legal &= held.on[sources] & ~states[targets] == 0
    legal &= held.off[sources] & states[targets] == 0
    sources, targets = sources[legal], targets[legal]
    sort = np.argsort(sources, kind="stable")
    return sources[sort], targets[sort]


Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class SharedMoves(Record):
    """``hub``: the number of each state's hub, int64 (states,). ``members``: places of states, hub after hub; those of
    hub h are members[bounds[h]:bounds[h + 1]], and ``owner`` is the hub of each."""

    hub: Ints
    bounds: Ints
    members: Ints
    owner: Ints

    @classmethod
    def made(cls, hub: Ints, owner: Ints, members: Ints) -> SharedMoves:
        """Build hubs from members in any order, *owner* being the hub of each."""
        order = np.argsort(owner, kind="stable")
        owner = owner[order]
        return cls(hub, np.searchsorted(owner, np.arange(int(hub.max()) + 2)), members[order], owner)

    def best(self, values: Ints) -> Ints:
        """The best of *values*, which must not be negative, over each state's moves; 0 where it has none."""
        gained = values[self.members]
        first = np.maximum.reduceat(gained, self.bounds[:-1])
        lead = gained == first[self.owner]
        second = np.maximum.reduceat(np.where(lead, 0, gained), self.bounds[:-1])
        alone = np.add.reduceat(lead, self.bounds[:-1], dtype=np.int64) == 1
        own = alone[self.hub] & (values == first[self.hub])  # only the state itself is that good
        return np.where(own, second[self.hub], first[self.hub])


def shared_moves_of(conflict: Conflict, actor: str) -> SharedMoves:
    """The hubs of all moves of *actor*. Raises SizeError, UnknownName."""
    conflict.actor(actor)
    structure = conflict.structure
    if isinstance(structure, OptionStructure):
        return _of_options(structure, actor)
    sources, targets = arcs_of(conflict, actor)
    every = np.arange(conflict.states.size)
    return SharedMoves.made(every, np.concatenate((every, sources)), np.concatenate((every, targets)))


def _of_options(structure: OptionStructure, actor: str) -> SharedMoves:
    states, held = structure.states, structure.held(actor)
    fibre = np.unique(states & ~np.int64(structure.form.mask(actor)), return_inverse=True)[1].reshape(-1)
    count = len(held.patterns)
    if count * states.size > MAX_ARCS:  # never more than the moves themselves
        raise SizeError(
            f"{actor} has too many one-way acts, or acts that need something, for {states.size} states: its moves cannot be "
            "listed. Exclude impossible states with `never` rules, or leave options out.",
            actor=actor,
        )
    numbers, hub = np.unique(fibre * count + held.pattern, return_inverse=True)
    owners, members = [], []
    for number in range(count):
        open_to = np.flatnonzero(held.states_keeping(number))
        wanted = fibre[open_to] * count + number
        places = np.minimum(np.searchsorted(numbers, wanted), numbers.size - 1)
        shared = numbers[places] == wanted
        owners.append(places[shared])
        members.append(open_to[shared])
    return SharedMoves.made(hub.reshape(-1), np.concatenate(owners), np.concatenate(members))
