"""Limited moves of any number of actors, who are asked in turns: backward induction in a stated order.

An *order* is a cycle of the actors. Somebody, i, is at s and may move. After a move by m the others are asked one after
another, in the order from m on: each moves or passes. Play ends where all the others pass, or h moves have been made.
Everybody foresees all that, does what is best for itself, and passes where it does not gain. With E_k(m, s) for where
play ends when m has just moved to s and k moves are left,

    E_0(m, s) = s;  E_k(m, s) = V_1,  V_n = s,  V_r = V_{r+1} if no q ∈ R_j(s) has P_j(E_{k-1}(j, q)) > P_j(V_{r+1}),
                                                 else E_{k-1}(j, M), M the best of them, where j is the r-th after m;

    G_h(i, s) = s if no q ∈ R_i(s) has P_i(E_{h-1}(i, q)) > P_i(s), else E_{h-1}(i, M).

For two actors E_k(i, s) = G_k(j, s), and G_h is Kilgour's. Ties make sets of these, as in ``stability.outcomes``: with
O the set of what passing may lead to and low(q) the least of P_j over E_{k-1}(j, q), what may result is

* p ∈ O with P_j(p) ≥ low(q) for every q ∈ R_j(s);
* x ∈ E_{k-1}(j, M) with P_j(x) ≥ low(q) for every q ∈ R_j(s), and P_j(x) > P_j(p) for some p ∈ O.

Sets are Python integers: bit x stands for the outcome with label x, a state or a class of common indifference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise, permutations
from operator import or_

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_names
from gmcr.base.errors import ModelError, SizeError
from gmcr.model import Conflict
from gmcr.stability.arcs import arcs_of

__all__ = ["MAX_ENTRIES", "MAX_ORDERED", "Order", "ends_in_turns", "members", "orders_named"]

MAX_ENTRIES = 1 << 26
"""The maximum number of states × outcomes."""

MAX_ORDERED = 6
"""The maximum number of actors of whom every order is tried."""

Order = tuple[str, ...]
Sets = list[int]
"""For each state a set of labels."""


def orders_named(conflict: Conflict, order: object) -> tuple[Order, ...]:
    """The orders that are meant: all cycles of the actors ("every"), or the one given. Raises ModelError, UnknownName."""
    first, *others = conflict.actors
    if order == "every":
        if len(others) >= MAX_ORDERED:
            raise ModelError(f"Every order is tried for at most {MAX_ORDERED} actors: give one, with all actors in it.")
        return tuple((first, *rest) for rest in permutations(others))
    named = as_names(order, "order")
    for actor in named:
        conflict.actor(actor)
    for actor in conflict.actors:
        if actor not in named:
            raise ModelError(f"{actor} is not in the order: all actors are asked.", actor=actor)
    return (named,)


def ends_in_turns(conflict: Conflict, labels: NDArray[np.int64], order: Order) -> Iterator[dict[str, Sets]]:
    """Yield, for h = 1, 2, …, G_h of each actor: for each state the labels of what it may lead to.

    *labels*: the label of each state as an outcome, equal only for states that all actors rank alike. Raises SizeError.
    """
    if labels.size * (int(labels.max()) + 1) > MAX_ENTRIES:
        raise SizeError(
            f"Limited moves in turns are worked out for at most {MAX_ENTRIES:,} pairs of a state and an outcome; here are "
            f"{labels.size:,} states. Exclude impossible states with `never` rules, or leave options out."
        )
    movers = {actor: _Mover.of(conflict, actor, labels) for actor in conflict.actors}
    here = [1 << label for label in labels.tolist()]
    after = dict.fromkeys(conflict.actors, here)
    asked = {actor: (*order[place + 1 :], *order[:place]) for place, actor in enumerate(order)}
    while True:
        moved = {actor: mover.moved(after[actor]) for actor, mover in movers.items()}
        yield {actor: mover.chosen(here, moved[actor]) for actor, mover in movers.items()}
        after = {actor: _passed_on(here, asked[actor], movers, moved) for actor in conflict.actors}


def members(outcomes: int) -> list[int]:
    """The labels in a set, ascending."""
    return [label for label in range(outcomes.bit_length()) if outcomes >> label & 1]


def _passed_on(
    here: Sets, asked: Sequence[str], movers: Mapping[str, _Mover], moved: Mapping[str, list[_Moved]]
) -> Sets:
    """E_k(m, ·): the last one asked decides between here and its moves, and so on to the first."""
    ends = here
    for actor in reversed(asked):
        ends = movers[actor].chosen(ends, moved[actor])
    return ends


_Moved = tuple[int, int]
"""What an actor's moves from a state may lead to, and the rank that the best of them guarantees; 0 without a move."""


@dataclass(frozen=True, slots=True)
class _Mover:
    """One actor: the ``targets`` of its moves from each state, and for each rank the set of labels that have at least that
    (``above``, from 0 to one more than the best)."""

    targets: list[list[int]]
    above: list[int]

    @classmethod
    def of(cls, conflict: Conflict, actor: str, labels: NDArray[np.int64]) -> _Mover:
        sources, targets = arcs_of(conflict, actor)
        ranks, flat = conflict.ranks(actor), targets.tolist()
        bounds = np.searchsorted(sources, np.arange(labels.size + 1)).tolist()
        exactly = [0] * (int(ranks.max()) + 2)
        for rank, label in zip(ranks.tolist(), labels.tolist(), strict=True):
            exactly[rank] |= 1 << label
        above = exactly
        for rank in range(len(above) - 2, -1, -1):
            above[rank] |= above[rank + 1]
        return cls([flat[low:high] for low, high in pairwise(bounds)], above)

    def chosen(self, passing: Sets, moved: list[_Moved]) -> Sets:
        """What may result where the actor chooses between *passing* and its moves."""
        least = self._least(passing)
        return [
            here & self.above[most] | ends & self.above[low + 1]
            for here, low, (ends, most) in zip(passing, least, moved, strict=True)
        ]

    def moved(self, ahead: Sets) -> list[_Moved]:
        """What its moves may lead to, where *ahead* are the ends of play after them."""
        least = self._least(ahead)
        result = []
        for targets in self.targets:
            most = max((least[target] for target in targets), default=0)
            ends = reduce(or_, [ahead[target] for target in targets], 0)
            result.append((ends & self.above[most], most))
        return result

    def _least(self, sets: Sets) -> list[int]:
        """The rank of the worst outcome in each set, looked for by halves, once in each set."""
        known: dict[int, int] = {}
        for outcomes in sets:
            if outcomes not in known:
                low, high = 0, len(self.above) - 1  # all are at least low, not all at least high
                while high - low > 1:
                    middle = (low + high) // 2
                    low, high = (low, middle) if outcomes & ~self.above[middle] else (middle, high)
                known[outcomes] = low
        return [known[outcomes] for outcomes in sets]
