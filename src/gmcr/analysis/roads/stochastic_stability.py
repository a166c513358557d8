"""Which states stay as noise vanishes: stochastic stability (Foster & Young 1990; Kandori, Mailath & Rob 1993; Young
1993).

Every transition s → t has a *resistance*, the power of ε with which its probability vanishes with the noise ε. Without
noise only transitions of resistance 0 are left, and their closed classes are the *recurrent* ones. With d(A, B) the
least sum of resistances along a path from class A to class B, the *potential* of a class is the least weight of a tree
of classes directed towards it. If noise leads from everywhere to everywhere, the states that keep a share of time
above 0 as ε → 0 are exactly those of the classes with the least potential (Young 1993, theorem 4).

Noise does not undo a one-way act, so it may lead to some states for good. Stability is therefore judged in each set of
states that noise leads to and never out of.

Least trees: Chu & Liu 1965, Edmonds 1967, on a dense matrix, towards all roots at once.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.roads.markov import classes_of
from gmcr.base.errors import SizeError
from gmcr.base.record import Record

__all__ = ["MOST_CLASSES", "MOST_WAYS", "Vanishing", "least_trees", "vanishing_noise"]

MOST_CLASSES = 160
"""The number of recurrent classes among which trees are sought, at most."""

MOST_WAYS = 1 << 25
"""The limit on classes times transitions, since paths are sought from every class."""

Arcs = Sequence[Mapping[int, int]]
"""For each state its successors and the resistance of going there, whole numbers from 0."""


@dataclass(frozen=True, slots=True)
class Vanishing(Record):
    """A set of states that noise never leads out of. ``classes`` has the states of each recurrent class in it,
    ``potentials`` the potential of each."""

    states: tuple[int, ...]
    classes: tuple[tuple[int, ...], ...]
    potentials: tuple[int, ...]

    def among(self, names: Sequence[int]) -> Vanishing:
        """Return the same with each state replaced by its name; *names* ascend."""
        classes = tuple(tuple(names[state] for state in members) for members in self.classes)
        return Vanishing(tuple(names[state] for state in self.states), classes, self.potentials)

    @property
    def stable(self) -> tuple[int, ...]:
        """The stochastically stable states, ascending."""
        least = min(self.potentials)
        return tuple(
            sorted(
                state
                for members, potential in zip(self.classes, self.potentials, strict=True)
                if potential == least
                for state in members
            )
        )


def vanishing_noise(arcs: Arcs) -> tuple[Vanishing, ...]:
    """Return stochastic stability in each closed set of states. Every state needs a successor at resistance 0, perhaps
    itself.

    Raises SizeError beyond MOST_CLASSES recurrent classes in one set, and beyond MOST_WAYS.
    """
    every = classes_of([list(onward) for onward in arcs])
    home = {state: number for number, members in enumerate(every) for state in members}
    closed = []
    for number, members in enumerate(every):
        if all(home[target] == number for state in members for target in arcs[state]):
            closed.append(_within(arcs, members))
    return tuple(sorted(closed, key=lambda item: item.states))


def _within(arcs: Arcs, members: tuple[int, ...]) -> Vanishing:
    place = {state: k for k, state in enumerate(members)}
    own = [{place[target]: cost for target, cost in arcs[state].items()} for state in members]
    free = [[target for target, cost in onward.items() if cost == 0] for onward in own]
    parts = classes_of(free)
    home = {state: number for number, part in enumerate(parts) for state in part}
    closed = [
        part
        for number, part in enumerate(parts)
        if all(home[target] == number for state in part for target in free[state])
    ]
    if len(closed) > MOST_CLASSES:
        raise SizeError(
            f"Without noise there are {len(closed):,} recurrent classes; trees are sought among {MOST_CLASSES} at most."
        )
    if len(closed) * sum(map(len, own)) > MOST_WAYS:
        raise SizeError(
            f"Without noise there are {len(closed):,} recurrent classes, with too many transitions between them."
        )
    closed.sort()
    between = np.stack([_distances(own, part, closed) for part in closed])
    potentials = tuple(least_trees(between).tolist())
    return Vanishing(members, tuple(tuple(members[k] for k in part) for part in closed), potentials)


def _distances(arcs: Arcs, part: tuple[int, ...], closed: Sequence[tuple[int, ...]]) -> NDArray[np.int64]:
    """The least resistance from one class to each (Dijkstra)."""
    best = dict.fromkeys(part, 0)
    heap = [(0, state) for state in part]
    while heap:
        cost, state = heapq.heappop(heap)
        if cost > best[state]:
            continue
        for target, more in arcs[state].items():
            if cost + more < best.get(target, cost + more + 1):
                best[target] = cost + more
                heapq.heappush(heap, (cost + more, target))
    return np.array([min(best[state] for state in other) for other in closed], dtype=np.int64)


def least_trees(cost: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the least weight of a spanning tree directed towards each node. ``cost[a, b]`` is that of the arc from a
    to b, finite, from 0.

    Every node takes its least arc, each circle becomes one node, and so on until one node is left. The weights taken
    on the way are a dual solution: a tree towards a root weighs what all nodes took that do not contain the root.
    """
    group = np.arange(len(cost))
    total, around = 0, np.zeros(len(cost), dtype=np.int64)
    cost = cost.copy()
    while len(cost) > 1:
        np.fill_diagonal(cost, np.iinfo(np.int64).max)
        onward = cost.argmin(axis=1)
        least = cost[np.arange(len(cost)), onward]
        total += int(least.sum())
        around += least[group]
        into = _circles(onward.tolist())
        # Leaving a circle by an arc replaces the arc within it, so only the excess counts.
        np.fill_diagonal(cost, 0)
        count = int(into.max()) + 1
        smaller = np.full((count, count), np.iinfo(np.int64).max)
        np.minimum.at(smaller, (into[:, None], into[None, :]), cost - least[:, None])
        cost, group = smaller, into[group]
    return total - around


def _circles(onward: Sequence[int]) -> NDArray[np.intp]:
    """A number for each node; the nodes of one circle share theirs."""
    group = [-1] * len(onward)
    seen = [-1] * len(onward)
    count = 0
    for first in range(len(onward)):
        node, path = first, []
        while seen[node] < 0:
            seen[node] = first
            path.append(node)
            node = onward[node]
        if seen[node] == first:  # the path has closed upon itself
            for passed in path[path.index(node) :]:
                group[passed] = count
            count += 1
        for passed in path:
            if group[passed] < 0:
                group[passed] = count
                count += 1
    return np.array(group, dtype=np.intp)
