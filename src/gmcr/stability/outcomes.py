"""The outcomes of limited-move foresight: the sets G_h(i, s) of a conflict of two actors.

Without ties (Kilgour 1985; Fang, Hipel & Kilgour 1993): G_0(i, s) = s; G_h(i, s) = s if R_i(s) = ∅ or P_i(G_{h-1}(j,
M)) ≤ P_i(s), else G_{h-1}(j, M), where M ∈ R_i(s) maximises P_i(G_{h-1}(j, q)) over q ∈ R_i(s).

With ties M is not unique, and the choice of M can matter to the other actor. Then G_h(i, s) is the *set* of states that
can result when each later decision is made in some admissible way, independently at different q: with low(q) = min of
P_i over G_{h-1}(j, q),

* s ∈ G_h(i, s) iff low(q) ≤ P_i(s) for every q ∈ R_i(s);
* x ∈ G_{h-1}(j, M) with P_i(x) > P_i(s) is in G_h(i, s) iff low(q) ≤ P_i(x) for every q ∈ R_i(s) (M is no exception).

States between which both actors are indifferent are interchangeable here, so outcomes are stored as *labels*: the
states themselves, or their classes of common indifference, which are fewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import ModelError, SizeError
from gmcr.base.record import Record
from gmcr.model import Conflict
from gmcr.stability.arcs import SharedMoves, expand, shared_moves_of

__all__ = ["MAX_OUTCOMES", "Outcomes", "class_labels", "layers"]

MAX_OUTCOMES = 1 << 26
"""The maximum number of outcomes, over all states, for one more move of foresight."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes(Record):
    """G_h(i, ·) of one actor: the outcomes of the state at place s are labels[bounds[s]:bounds[s + 1]], the best for
    that actor first, and of equals the lesser label.

    ``stays``: bool (states,), whether the state itself is among its outcomes.
    """

    bounds: Ints
    labels: Ints
    stays: NDArray[np.bool_]

    def stable(self, ties: str) -> NDArray[np.bool_]:
        """Where the actor stays: bool (states,), for every way of breaking *ties* or for some."""
        return self.stays & (np.diff(self.bounds) == 1) if ties == "every" else self.stays

    def key(self) -> bytes:
        """A key that is equal for equal outcomes of the same conflict, and for no others."""
        return self.bounds.tobytes() + self.labels.tobytes()


def class_labels(conflict: Conflict) -> Ints:
    """The number of each state's class of common indifference: int64 (states,)."""
    ranks = np.stack([conflict.ranks(actor) for actor in conflict.actors])
    return np.unique(ranks, axis=1, return_inverse=True)[1].reshape(-1).astype(np.int64)


def layers(conflict: Conflict, labels: Ints) -> Iterator[tuple[Outcomes, Outcomes]]:
    """Yield (G_h(first actor), G_h(second actor)) for h = 0, 1, 2, …, without end.

    *labels*: the label of each state as an outcome, equal only for states that both actors rank alike. Raises
    ModelError unless there are two actors, and SizeError where ties leave too many outcomes open.
    """
    if len(conflict.actors) != 2:
        raise ModelError(
            f"Limited moves are defined for two actors, and here are {len(conflict.actors)}. "
            "In Python `order` says who is asked when; Maximin stability looks ahead with any number of actors."
        )
    one, other = (_Mover.of(conflict, actor, labels) for actor in conflict.actors)
    size = labels.size
    first = second = Outcomes(np.arange(size + 1), labels.copy(), np.ones(size, dtype=np.bool_))
    while True:
        yield first, second
        first, second = one.foresees(second), other.foresees(first)


@dataclass(frozen=True, slots=True, eq=False)
class _Mover:
    """One actor: its moves, its ranks of states, its label of each; ``worth``: the rank of each label, ``best``: the
    labels, best first, ``place``: the position of each label among them."""

    hubs: SharedMoves
    ranks: Ints
    labels: Ints
    worth: Ints
    best: Ints
    place: Ints

    @classmethod
    def of(cls, conflict: Conflict, actor: str, labels: Ints) -> _Mover:
        ranks = conflict.ranks(actor)
        worth = np.zeros(int(labels.max()) + 1, dtype=np.int64)
        worth[labels] = ranks
        best = np.argsort(-worth, kind="stable")
        return cls(shared_moves_of(conflict, actor), ranks, labels, worth, best, np.argsort(best, kind="stable"))

    def foresees(self, ahead: Outcomes) -> Outcomes:
        """G_h(i, ·) from *ahead*, the other actor's G_{h-1}."""
        gained = self.worth[ahead.labels]
        most = self.hubs.best(np.minimum.reduceat(gained, ahead.bounds[:-1]))
        stays = most <= self.ranks
        # A move can only end in outcomes that are better than staying and no worse than what the best move guarantees.
        need = np.maximum(self.ranks + 1, most)
        source, moved = self._moved(ahead, np.maximum.reduceat(gained, ahead.bounds[:-1]), need)
        bounds = np.concatenate(([0], np.cumsum(np.bincount(source, minlength=stays.size) + stays)))
        labels = np.empty(bounds[-1], dtype=np.int64)
        labels[np.arange(source.size) + (np.cumsum(stays) - stays)[source]] = moved
        labels[bounds[1:][stays] - 1] = self.labels[stays]
        return Outcomes(bounds, labels, stays)

    def _moved(self, ahead: Outcomes, high: Ints, need: Ints) -> tuple[Ints, Ints]:
        """(s, x) for every x in which a move from s can end and that is worth at least *need* of s; *high*: the best
        outcome of each state of *ahead*."""
        hubs, names, size = self.hubs, self.worth.size, need.size
        least = np.full(hubs.bounds.size - 1, np.iinfo(np.int64).max)
        np.minimum.at(least, hubs.hub, need)
        some = np.flatnonzero(high[hubs.members] >= least[hubs.owner])
        item, number = expand(_listable(np.diff(ahead.bounds)[hubs.members[some]]))
        member, owner = hubs.members[some[item]], hubs.owner[some[item]]
        outcome = ahead.labels[ahead.bounds[member] + number]
        good_enough = self.worth[outcome] >= least[owner]
        # Hub by hub, the best first, every outcome once; ``only``: the only member that leads there, -1 if there are
        # several.
        keys = np.sort((owner[good_enough] * names + self.place[outcome[good_enough]]) * size + member[good_enough])
        pairs = keys // size
        fresh = np.flatnonzero(np.diff(pairs, prepend=-1))
        only = np.where(np.diff(fresh, append=keys.size) == 1, keys[fresh] - pairs[fresh] * size, -1)
        pairs = pairs[fresh]
        good = names - np.searchsorted(np.sort(self.worth), need)  # the number of labels that are worth enough
        begin = np.searchsorted(pairs, hubs.hub * names)
        source, number = expand(_listable(np.searchsorted(pairs, hubs.hub * names + good) - begin))
        places = begin[source] + number
        elsewhere = only[places] != source
        source, places = source[elsewhere], places[elsewhere]
        return source, self.best[pairs[places] % names]


def _listable(counts: Ints) -> Ints:
    if int(counts.sum()) > MAX_OUTCOMES:
        raise SizeError(
            f"Ties leave more than {MAX_OUTCOMES:,} outcomes of limited moves open. Give the actors more wants, so that "
            "they are indifferent between fewer states, or exclude impossible states with `never` rules."
        )
    return counts
