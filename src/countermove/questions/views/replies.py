"""Best replies in all states at once, in option form.

An actor's best replies at s are the highest-ranked among s and its moves; s alone if s is among them. A reply leads to
a *strategy* of the actor: a setting of its own options. Two preferences predict different replies at s iff the sets of
strategies differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import SizeError
from gmcr.model import OptionStructure

__all__ = ["MAX_TABLE", "reply_table"]

Ranks = NDArray[np.unsignedinteger[Any]]

MAX_TABLE = 1 << 28
"""The largest number of strategies × states."""


def reply_table(structure: OptionStructure, ranks: Ranks, actor: str) -> NDArray[np.bool_]:
    """bool (strategies, states): which settings of the actor's options are best replies in each feasible state.

    *ranks*: the actor's, over cells. Strategy t has the actor's k-th option on iff bit k of t is set. Raises SizeError.
    """
    low, high = structure.form.span[actor]
    strategies, states = 1 << (high - low), structure.states
    if strategies * states.size > MAX_TABLE:
        raise SizeError(
            f"{actor} has {strategies} strategies in {states.size} states: too many to compare the replies of. "
            "Exclude what cannot be with `never` rules.",
            actor=actor,
        )
    form = structure.form
    if structure.layout == "dense" and not (form.one_way_mask(actor, "forward") or form.one_way_mask(actor, "back")):
        return structure.at_states(_free(ranks.reshape(-1, strategies, 1 << low)).T).T
    here = ranks[structure.cells_of(states)]
    best = here.copy()
    for _, legal, cells in _moves(structure, actor):
        np.maximum(best, np.where(legal, ranks[cells], 0), out=best)
    stays = here == best
    table = np.zeros((strategies, states.size), dtype=np.bool_)
    own = (states & structure.form.mask(actor)) >> low
    table[own[stays], np.flatnonzero(stays)] = True
    for strategy, legal, cells in _moves(structure, actor):
        table[strategy] |= legal & ~stays & (ranks[cells] == best)
    return table


def _free(ranks: Ranks) -> NDArray[np.bool_]:
    """The table over cells, (strategies, cells), of an actor that can always move to each of its strategies. *ranks*:
    (bits above its own, strategies, bits below)."""
    outer, strategies, inner = ranks.shape
    best = ranks.max(axis=1, keepdims=True)
    stays = ranks == best
    table = np.empty((strategies, outer, strategies, inner), dtype=np.bool_)
    for strategy in range(strategies):
        np.logical_and(~stays, ranks[:, strategy, None] == best, out=table[strategy])
        table[strategy, :, strategy] = stays[:, strategy]
    return table.reshape(strategies, -1)


def _moves(structure: OptionStructure, actor: str) -> Iterator[tuple[int, NDArray[np.bool_], NDArray[np.int64]]]:
    """For each strategy: in which states the actor can move to it, and the cells that this leads to (arbitrary if it
    cannot)."""
    form, states = structure.form, structure.states
    low, high = form.span[actor]
    mask = form.mask(actor)
    held = structure.held(actor)
    for strategy in range(1 << (high - low)):
        targets = (states & ~mask) | strategy << low
        places = np.minimum(np.searchsorted(states, targets), states.size - 1)
        legal = (states[places] == targets) & (targets != states)
        legal &= (held.on & ~targets == 0) & (held.off & targets == 0)
        yield strategy, legal, structure.cells_of(states[places])
