"""Edit sets of one actor in many games at once, in classes that are split by the steps that they lead to.

An actor's edit set leads to an *order* of truth arrays, most important first (for an actor given by a ranking, to the
ranking). Many edit sets of many games lead to one order, and many orders to the same steps from a cell. A *class*
holds some edit sets of one game's calculus. It is split at a cell only when a road comes there, and only once. All of
this is arrays: orders, classes and labels of steps are numbers, and cells are *columns* in the order in which roads
came to them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena
from gmcr.analysis.edits.calculus import EditSet, EditSets
from gmcr.analysis.edits.columns import Columns, Numbers
from gmcr.analysis.edits.labels import Labels
from gmcr.analysis.rows import extended

__all__ = ["Classes"]

_SPLITS = 1 << 24
"""Splits are cached while classes times columns are at most this many."""

_MEMBERS = 1 << 19
"""The number of edit sets in all classes that are split together, at most about this."""


class Classes:
    """The classes of one actor's edit sets. ``least`` has the fewest edits in each class, ``labels`` where steps
    lead."""

    def __init__(self, arena: Arena, actor: int, concept: str, columns: Columns) -> None:
        self.columns = columns
        self.labels = Labels(arena, actor, concept, columns)
        self._orders_of: dict[EditSets, NDArray[np.int32]] = {}
        self._whole: dict[tuple[EditSets, int, frozenset[EditSet]], int] = {}
        self._members = np.zeros(
            (0, 2), dtype=np.int32
        )  # order, and number in the calculus; those of a class stand together
        self._sizes = np.zeros(0, dtype=np.int16)
        self._used = 0
        self._first, self._count = np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
        self.least = np.zeros(0, dtype=np.intp)
        self._classes = 0
        self._split_at = np.full((0, columns.width), -1, dtype=np.int32)
        self._parts, self._all_parts = np.zeros((0, 2), dtype=np.int32), 0
        self._splits, self._all_splits = (
            np.zeros((0, 2), dtype=np.int32),
            0,
        )  # where its parts begin, and how many there are

    @property
    def room(self) -> int:
        """The bytes that it takes, approximately."""
        return self.labels.room + sum(
            array.nbytes for array in (self._members, self._sizes, self._split_at, self._parts)
        )

    # -- classes ---------------------------------------------------------------------------------------------------

    def whole(self, calculus: EditSets, size: int, without: frozenset[EditSet]) -> int:
        """Return the class of all edit sets of at most *size* edits that contain none of some others. Raises
        SizeError."""
        key = (calculus, size, without)
        if key not in self._whole:
            numbers = np.arange(len(calculus.up_to(size)), dtype=np.int32)
            if without:
                sets = calculus.sets
                free = [not any(change <= sets[k] for change in without) for k in numbers.tolist()]
                numbers = numbers[np.array(free, dtype=np.bool_)]
            orders = self._numbered(calculus)[numbers]
            sizes = np.array(calculus.sizes, dtype=np.int16)[numbers]
            self._whole[key] = self._add(np.stack((orders, numbers), axis=-1), sizes, np.zeros(1, dtype=np.intp))
        return self._whole[key]

    def numbers(self, which: int) -> dict[int, list[int]]:
        """Return the edit sets in a class, as size → their numbers in the calculus."""
        part = slice(self._first[which], self._first[which] + self._count[which])
        by_size: dict[int, list[int]] = {}
        for number, size in zip(self._members[part, 1].tolist(), self._sizes[part].tolist(), strict=True):
            by_size.setdefault(size, []).append(number)
        return by_size

    def _add(self, members: NDArray[np.int32], sizes: NDArray[np.int16], first: Numbers) -> int:
        """Add classes with these members, ascending in size within each, given where each begins. Return the number of
        the first."""
        new, used = self._classes, self._used
        self._members, self._sizes = (
            extended(self._members, used + len(members)),
            extended(self._sizes, used + len(members)),
        )
        self._members[used : used + len(members)], self._sizes[used : used + len(members)] = members, sizes
        every = new + first.size
        self._first, self._count = extended(self._first, every), extended(self._count, every)
        self.least = extended(self.least, every)
        self._first[new:every] = used + first
        self._count[new:every] = np.diff(first, append=len(members))
        self.least[new:every] = sizes[first]
        self._used, self._classes = used + len(members), every
        return new

    # -- splitting -------------------------------------------------------------------------------------------------

    def split(self, classes: Numbers, columns: Numbers) -> tuple[Numbers, Numbers]:
        """Return for each of some classes, at a column, where its ``parts`` begin and how many there are."""
        width = self.columns.width
        if not classes.size:
            return classes, columns
        if self._classes * width > _SPLITS:  # no room to cache them
            self._split_at = np.full((0, width), -1, dtype=np.int32)
            pairs, which = np.unique(classes * width + columns, return_inverse=True)
            where = self._split_each(pairs // width, pairs % width)[which.reshape(-1)]
            return self._splits[where, 0], self._splits[where, 1]
        self._split_at = extended(self._split_at, self._classes, width, -1)
        where = self._split_at[classes, columns]
        if where.min() < 0:
            missing = np.unique(classes[where < 0] * width + columns[where < 0])
            own, at = missing // width, missing % width
            splits = self._split_each(own, at)
            self._split_at = extended(self._split_at, self._classes, self.columns.width, -1)
            self._split_at[own, at] = splits
            where = self._split_at[classes, columns]
        return self._splits[where, 0], self._splits[where, 1]

    def parts(self, which: Numbers) -> tuple[Numbers, Numbers]:
        """Return the classes and the labels of some parts."""
        return self._parts[which, 0], self._parts[which, 1]

    def _split_each(self, classes: Numbers, columns: Numbers) -> Numbers:
        """Split any number of classes, in batches of members so that memory stays bounded."""
        batch = np.cumsum(self._count[classes]) // _MEMBERS
        cuts = np.flatnonzero(np.diff(batch)) + 1
        parts = zip(np.split(classes, cuts), np.split(columns, cuts), strict=True)
        return np.concatenate([self._split(own, at) for own, at in parts])

    def _split(self, classes: Numbers, columns: Numbers) -> Numbers:
        """Return the numbers of the splits of some classes, each at a column."""
        counts = self._count[classes]
        pair = np.repeat(np.arange(classes.size), counts)
        place = np.arange(pair.size) + np.repeat(self._first[classes] - np.cumsum(counts) + counts, counts)
        labels = self.labels.of(self._members[place, 0], columns[pair])
        # Parts by pair and label; within a part the members stay in their order.
        bits = int(pair.size).bit_length()
        ordered = np.sort(pair * self.labels.count + labels << bits | np.arange(pair.size))
        order, keys = ordered & ((1 << bits) - 1), ordered >> bits
        heads = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        of_pair = pair[order[heads]]
        count = np.bincount(of_pair, minlength=classes.size)
        became = classes[of_pair]
        fresh = count[of_pair] > 1
        if fresh.any():
            sizes = np.diff(heads, append=order.size)
            moved = place[order[np.repeat(fresh, sizes)]]
            begins = np.cumsum(sizes[fresh]) - sizes[fresh]
            became[fresh] = self._add(self._members[moved], self._sizes[moved], begins) + np.arange(begins.size)
        return self._store(np.stack((became, labels[order[heads]]), axis=-1), count)

    def _store(self, parts: Numbers, count: Numbers) -> Numbers:
        before, first = self._all_splits, self._all_parts
        self._all_splits, self._all_parts = before + count.size, first + len(parts)
        self._parts = extended(self._parts, self._all_parts)
        self._parts[first : self._all_parts] = parts
        self._splits = extended(self._splits, self._all_splits)
        self._splits[before : self._all_splits] = np.stack((first + np.cumsum(count) - count, count), axis=-1)
        return np.arange(before, self._all_splits)

    def _numbered(self, calculus: EditSets) -> NDArray[np.int32]:
        """The order of every edit set of a calculus listed so far."""
        known = self._orders_of.get(calculus, np.zeros(0, dtype=np.int32))
        if known.size < len(calculus.sizes):
            known = self._orders_of[calculus] = np.concatenate((known, self.labels.orders(calculus, known.size)))
        return known
