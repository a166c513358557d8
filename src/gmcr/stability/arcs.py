"""Moves as a list of arcs, for computations that the propagation primitives do not cover.

Places are positions in ``conflict.states``. In option form an actor's moves join all states of a fibre (the states that
differ only in its options), except where a one-way act would be taken back or what an act needs does not hold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import SizeError
from gmcr.model import Conflict, GraphStructure, OptionStructure

__all__ = ["MAX_ARCS", "Arcs", "arcs_of", "expand"]

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
            "Exclude what cannot be with `never` rules, or leave options out.",
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
