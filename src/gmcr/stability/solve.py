"""The stability table of a conflict: every state, every actor, every concept asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.brief import cut
from gmcr.base.errors import SizeError
from gmcr.base.memory import need_memory
from gmcr.kernels import kernel_for
from gmcr.model import Conflict, conflict_given
from gmcr.stability.catalogue import CONCEPTS, concepts_named
from gmcr.stability.guarantees import guarantees, stable_where
from gmcr.stability.solution import Solution

__all__ = ["Stability", "solve"]

_EACH, _EACH_ACTOR = 16, 6
"""Bytes that a state takes, and more for each actor: a little more than was measured at 2^20 and 2^22 states."""


@dataclass(frozen=True, slots=True, eq=False)
class Stability(Solution):
    """Which states are stable for which actors. Arrays are aligned with ``conflict.states``.

    ``concepts``: the names asked for. ``bits``: actor → uint8 (states,), bit k set where concept k is satisfied.
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    bits: Mapping[str, NDArray[np.uint8]]

    def stable(self, concept: str, actor: str) -> NDArray[np.bool_]:
        """Where *actor* is stable under *concept*: bool (states,). Raises UnknownName."""
        self.conflict.actor(actor)
        bit = np.uint8(self.concepts.index(self.solved(concept)))
        stable: NDArray[np.bool_] = self.bits[actor] >> bit & 1 == 1
        return stable

    def __repr__(self) -> str:
        found = ", ".join(f"{name}: {self.equilibrium(name).sum()}" for name in self.concepts)
        return cut(f"<Stability of {self.conflict.states.size} states; equilibria {found}>")


def solve(conflict: Conflict, *, concepts: str | Iterable[str] = CONCEPTS) -> Stability:
    """Stability of every state for every actor under *concepts* (names from ``CONCEPTS``, or one of them).

    With r_i the rank of a state (larger is better), s is stable for i iff no improvement s1 of i, a move with
    r_i(s1) > r_i(s), has w(s1) > r_i(s), where w(s1) is +∞ under Nash; otherwise the least value over s1 and all that
    the opponents reach from it by legal sequences, of moves (GMR, SMR) or of improvements (SEQ, symmetric SEQ); the
    value of a state being r_i, or, where i replies once (SMR, symmetric SEQ), the best r_i over the state and i's moves
    from it. Nash (1950); Howard (1971); Fraser & Hipel (1979); Rêgo & Vieira (2017); in one notation Fang, Hipel &
    Kilgour (1993).

    Time about linear in the number of states. Raises UnknownName for a concept that does not exist, SizeError where it takes
    more memory than may be taken (``gmcr.base.memory``), and whatever is wrong with the states and rankings (ModelError,
    SizeError), which are made when first needed.
    """
    conflict, chosen = conflict_given(conflict), concepts_named(concepts)
    if why := conflict.structure.unlisted:
        raise SizeError(f"The stability of all states needs a list of them; `why` and `certify` judge one. {why}")
    cells, actors = conflict.structure.cells, len(conflict.actors)
    need_memory(
        cells * (_EACH + _EACH_ACTOR * actors),
        f"Solving {cells:,} states for {actors} actors",
        "exclude states with `never` rules",
    )
    kernel = kernel_for(conflict.structure, [ranks[None] for ranks in conflict.cell_ranks])
    names = tuple(item.name for item in chosen)
    table = {}
    for place, actor in enumerate(conflict.actors):
        bits = np.zeros(conflict.structure.cells, dtype=np.uint8)
        for item, guarantee in guarantees(kernel, place, chosen):
            stable = stable_where(kernel, place, guarantee)[0]
            bits |= stable.astype(np.uint8) << np.uint8(names.index(item.name))
        table[actor] = conflict.structure.at_states(bits)
    return Stability(conflict, names, table)
