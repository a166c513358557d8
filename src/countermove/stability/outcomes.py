"""What foresight of limited moves makes of every state: the outcome sets G_h(i, s) of a conflict of two actors.

Without ties (Kilgour 1985; Fang, Hipel & Kilgour 1993): G_0(i, s) = s; G_h(i, s) = s if R_i(s) = ∅ or
P_i(G_{h-1}(j, M)) ≤ P_i(s), else G_{h-1}(j, M), where M ∈ R_i(s) maximises P_i(G_{h-1}(j, q)) over q ∈ R_i(s).

With ties M is not unique, and which M is taken can matter to the other actor. Then G_h(i, s) is the *set* of what can
result when each later decision falls in some admissible way, the decisions at different q independently: with
low(q) = min of P_i over G_{h-1}(j, q),

* s ∈ G_h(i, s) iff low(q) ≤ P_i(s) for every q ∈ R_i(s);
* x ∈ G_{h-1}(j, M) with P_i(x) > P_i(s) is in G_h(i, s) iff low(q) ≤ P_i(x) for every q ∈ R_i(s) (M is no exception).

States between which both actors are indifferent are alike in all this, so outcomes are kept as *labels*: the states
themselves, or their classes of common indifference, which are fewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.brief import Brief
from countermove.errors import ModelError
from countermove.model import Conflict
from countermove.stability.arcs import Arcs, arcs_of, expand

__all__ = ["Outcomes", "class_labels", "layers"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes(Brief):
    """G_h(i, ·) of one actor: the outcomes of the state at place s are labels[bounds[s]:bounds[s + 1]], ascending.

    ``stays``: bool (states,), whether the state itself is among its outcomes.
    """

    bounds: Ints
    labels: Ints
    stays: NDArray[np.bool_]

    def stable(self, ties: str) -> NDArray[np.bool_]:
        """Where the actor stays: bool (states,), for every way of breaking *ties* or for some."""
        return self.stays & (np.diff(self.bounds) == 1) if ties == "every" else self.stays

    def key(self) -> bytes:
        """Equal for equal outcomes, and for no others of the same conflict."""
        return self.bounds.tobytes() + self.labels.tobytes()


def class_labels(conflict: Conflict) -> Ints:
    """The number of each state's class of common indifference: int64 (states,)."""
    ranks = np.stack([conflict.ranks(actor) for actor in conflict.actors])
    return np.unique(ranks, axis=1, return_inverse=True)[1].reshape(-1).astype(np.int64)


def layers(conflict: Conflict, labels: Ints) -> Iterator[tuple[Outcomes, Outcomes]]:
    """(G_h(first actor), G_h(second actor)) for h = 0, 1, 2, …, without end.

    *labels*: an outcome's name for each state, the same only for states that both actors rank alike. Raises
    ModelError unless there are two actors.
    """
    if len(conflict.actors) != 2:
        raise ModelError(
            f"Limited moves are defined for two actors, and here are {len(conflict.actors)}. "
            "Maximin stability looks ahead with any number of them."
        )
    moves = [arcs_of(conflict, actor) for actor in conflict.actors]
    ranks = [conflict.ranks(actor) for actor in conflict.actors]
    size = labels.size
    start = Outcomes(np.arange(size + 1), labels.copy(), np.ones(size, dtype=np.bool_))
    first, second = start, start
    while True:
        yield first, second
        first, second = _next(second, moves[0], ranks[0], labels), _next(first, moves[1], ranks[1], labels)


def _next(ahead: Outcomes, moves: Arcs, ranks: Ints, labels: Ints) -> Outcomes:
    """G_h(i, ·) from ``ahead``, the other actor's G_{h-1}; ``moves`` and ``ranks`` are i's."""
    sources, targets = moves
    size = labels.size
    worth = np.zeros(int(labels.max()) + 1, dtype=np.int64)  # of a label to i
    worth[labels] = ranks
    gained = worth[ahead.labels]
    low = np.minimum.reduceat(gained, ahead.bounds[:-1])
    high = np.maximum.reduceat(gained, ahead.bounds[:-1])
    most = np.zeros(size, dtype=np.int64)
    np.maximum.at(most, sources, low[targets])
    stays = most <= ranks
    # Only what beats staying, and whatever the best move assures, can come of a move.
    need = np.maximum(ranks + 1, most)[sources]
    worthwhile = np.flatnonzero(high[targets] >= need)
    item, number = expand(np.diff(ahead.bounds)[targets[worthwhile]])
    arc = worthwhile[item]
    outcome = ahead.labels[ahead.bounds[targets[arc]] + number]
    kept = worth[outcome] >= need[arc]
    home = np.flatnonzero(stays)
    keys = np.unique(
        np.concatenate((sources[arc[kept]] * worth.size + outcome[kept], home * worth.size + labels[home]))
    )
    counts = np.bincount(keys // worth.size, minlength=size)
    return Outcomes(np.concatenate(([0], np.cumsum(counts))), keys % worth.size, stays)
