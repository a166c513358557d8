"""Which states stay as noise vanishes: stochastic stability (Foster & Young 1990; Kandori, Mailath & Rob 1993; Young 1993).

Every transition s → t has a *resistance*, the power of ε with which its probability vanishes with the noise ε; without
noise only transitions of resistance 0 are left, and their closed classes are the *recurrent* ones. With d(A, B) the least
sum of resistances along a path from class A to class B, the *potential* of a class is the least weight of a tree of
classes directed towards it. Where noise leads from everywhere to everywhere, the states that keep a share of time above
0 as ε → 0 are exactly those of the classes with the least potential (Young 1993, theorem 4).

Noise does not undo a one-way act, so it may lead to some states for good: this is judged in each set of states that
noise leads to and never out of.

Least trees: Chu & Liu 1965, Edmonds 1967, on a dense matrix.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.roads.markov import classes_of
from countermove.brief import Brief
from countermove.errors import SizeError

__all__ = ["MOST_CLASSES", "MOST_WAYS", "Vanishing", "least_tree", "vanishing_noise"]

MOST_CLASSES = 160
"""Recurrent classes, at most, among which trees are sought."""

MOST_WAYS = 1 << 25
"""Classes times transitions, at most: ways are sought from every class."""

Arcs = Sequence[Mapping[int, int]]
"""For each state its successors and the resistance of going there, whole numbers from 0."""


@dataclass(frozen=True, slots=True)
class Vanishing(Brief):
    """One set of states that noise never leads out of. ``classes``: the recurrent classes in it, each with its states;
    ``potentials``: of each."""

    states: tuple[int, ...]
    classes: tuple[tuple[int, ...], ...]
    potentials: tuple[int, ...]

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
    """Stochastic stability in each closed set of states. Every state needs a successor at resistance 0 (itself perhaps).

    Raises SizeError beyond MOST_CLASSES recurrent classes in one set, and beyond MOST_WAYS.
    """
    every = classes_of([list(onward) for onward in arcs])
    home = {state: number for number, members in enumerate(every) for state in members}
    found = []
    for number, members in enumerate(every):
        if all(home[target] == number for state in members for target in arcs[state]):
            found.append(_within(arcs, members))
    return tuple(sorted(found, key=lambda item: item.states))


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
    potentials = tuple(least_tree(between, root) for root in range(len(closed)))
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


def least_tree(cost: NDArray[np.int64], root: int) -> int:
    """The least weight of a spanning tree directed towards *root*; ``cost[a, b]``: of the arc from a to b, all finite."""
    cost = cost.copy()
    total = 0
    while True:
        size = len(cost)
        if size == 1:
            return total
        np.fill_diagonal(cost, np.iinfo(np.int64).max)
        onward = cost.argmin(axis=1)
        least = cost[np.arange(size), onward]
        least[root] = 0
        total += int(least.sum())
        groups, circles = _circles(onward, root)
        if not circles:
            return total
        # Each circle becomes one node; leaving it by an arc replaces the arc within it, so only the excess counts.
        np.fill_diagonal(cost, 0)
        excess = cost - least[:, None]
        count = int(groups.max()) + 1
        smaller = np.full((count, count), np.iinfo(np.int64).max)
        np.minimum.at(smaller, (groups[:, None], groups[None, :]), excess)
        cost, root = smaller, int(groups[root])


def _circles(onward: NDArray[np.intp], root: int) -> tuple[NDArray[np.intp], bool]:
    """A number for each node, nodes of one circle sharing theirs; and whether there is a circle."""
    size = len(onward)
    group = np.full(size, -1, dtype=np.intp)
    seen = np.full(size, -1, dtype=np.intp)
    count, circles = 0, False
    for first in range(size):
        node, path = first, []
        while node != root and seen[node] < 0:
            seen[node] = first
            path.append(node)
            node = int(onward[node])
        if node != root and seen[node] == first and group[node] < 0:  # the path has closed upon itself
            circles = True
            walker = node
            while group[walker] < 0:
                group[walker] = count
                walker = int(onward[walker])
            count += 1
        for passed in path:
            if group[passed] < 0:
                group[passed] = count
                count += 1
    if group[root] < 0:
        group[root] = count
    return group, circles
