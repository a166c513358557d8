"""Roads of very many edited games at once: combinations of edit sets in classes that share one road.

A *game* has a start, a target and for each actor a class of edit sets (``analysis.edits.roads``). All games start at
once, each as one row of an array: the actors' classes, and the cells reached and examined. Every round takes each row
to a cell that it has reached, and splits its classes there by the steps that they lead to. Rows whose fewest edits are
too many are dropped. So a cell costs a few calls however many games there are, and a class is split once for all rows
that hold it.

Edit sets of one actor in many games at once, in classes that are split by the steps that they lead to.

An actor's edit set leads to an *order* of truth arrays, most important first (for an actor given by a ranking, to the
ranking). Many edit sets of many games lead to one order, and many orders to the same steps from a cell. A *class*
holds some edit sets of one game's calculus. It is split at a cell only when a road comes there, and only once. All of
this is arrays: orders, classes and labels of steps are numbers, and cells are *columns* in the order in which roads
came to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena
from gmcr.analysis.arrays import extended
from gmcr.analysis.edits.calculus import EditSet, EditSets
from gmcr.analysis.edits.labels import Columns, Labels, Numbers, bit_of
from gmcr.base.record import Record

__all__ = ["Classes", "EditedRoad", "EditedRoads"]


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


Bools = NDArray[np.bool_]
Words = NDArray[np.uint64]

_ROOM = 1 << 24
"""The limit on rows times columns handled together."""

_PAIRS = 1 << 19
"""The limit on pairs of a row and a column that is reached and not yet examined."""


@dataclass(frozen=True, slots=True, eq=False)
class EditedRoad(Record):
    """Some combinations, each a game (by number) with a class for each actor: their fewest edits, and whether the
    target holds."""

    games: Numbers
    classes: NDArray[np.intp]
    least: Numbers
    holds: bool


@dataclass(slots=True, eq=False)
class _Rows(Record):
    """``least`` has the fewest edits; ``reached`` and ``looked`` (examined) have columns as bits of words, (rows,
    words)."""

    games: Numbers
    classes: NDArray[np.intp]
    least: Numbers
    reached: Words
    looked: Words

    def at(self, which: Numbers | Bools | slice) -> _Rows:
        return _Rows(self.games[which], self.classes[which], self.least[which], self.reached[which], self.looked[which])

    def combinations(self, games: Numbers, *, holds: bool) -> EditedRoad:
        return EditedRoad(games[self.games], self.classes, self.least, holds)

    def widen(self, words: int) -> None:
        """Make room for a number of words."""
        self.reached = extended(self.reached, len(self.reached), words)
        self.looked = extended(self.looked, len(self.looked), words)

    def left(self) -> tuple[Numbers, Numbers]:
        """The columns reached and not yet examined: the rows, ascending, and the columns."""
        bits = (self.reached & ~self.looked).view(np.uint8)
        rows, columns = np.nonzero(np.unpackbits(bits, axis=1, bitorder="little"))
        return rows, columns

    def look(self, rows: Numbers, columns: Numbers) -> None:
        """Mark some columns as examined."""
        np.bitwise_or.at(self.looked, (rows, columns >> 6), bit_of(columns))


def _joined(one: _Rows, other: _Rows) -> _Rows:
    words = max(one.reached.shape[1], other.reached.shape[1])
    one.widen(words)
    other.widen(words)
    return _Rows(
        np.concatenate((one.games, other.games)),
        np.concatenate((one.classes, other.classes)),
        np.concatenate((one.least, other.least)),
        np.concatenate((one.reached, other.reached)),
        np.concatenate((one.looked, other.looked)),
    )


class EditedRoads:
    """Games on one arena under Nash, GMR or SMR. ``classes`` has one entry for each actor; ``passing`` says whether
    roads only have to pass the target."""

    def __init__(self, arena: Arena, concept: str, *, passing: bool = False) -> None:
        self.arena, self.passing = arena, passing
        self._columns = Columns()
        self.classes = [Classes(arena, actor, concept, self._columns) for actor in range(len(arena.actors))]

    @property
    def room(self) -> int:
        """The bytes that it takes, approximately."""
        return sum(own.room for own in self.classes)

    def explore(
        self, games: Numbers, starts: Sequence[int], goods: Sequence[int], classes: NDArray[np.intp], size: int
    ) -> Iterator[EditedRoad]:
        """Return all combinations of at most *size* edits, by the road that they share. Each game has its start (a
        cell), the number of the target's truth array, and for each actor a class. A class of combinations may contain
        some with more edits."""
        first = np.array([self._columns.of(cell) for cell in starts], dtype=np.intp)
        different, good = np.unique(np.array(goods, dtype=np.intp), return_inverse=True)
        every = np.arange(games.size)
        reached = np.zeros((games.size, self._columns.words), dtype=np.uint64)
        reached[every, first >> 6] = bit_of(first)
        least = sum(
            (own.least[classes[:, k]] for k, own in enumerate(self.classes)), np.zeros(games.size, dtype=np.intp)
        )
        # In the loop a row's game is its position among those given.
        stack = [_Rows(every, classes.copy(), least, reached, np.zeros_like(reached))]
        while stack:
            rows = stack.pop()
            while rows.games.size:
                row, column = every[:0], every[:0]
                alone, wide = rows.games.size == 1, 64 * rows.reached.size > _ROOM
                if alone or not wide:
                    row, column = rows.left()
                if not alone and (wide or row.size > _PAIRS):
                    half = rows.games.size // 2
                    stack.append(rows.at(slice(half, None)))
                    rows = rows.at(slice(half))
                    continue
                over = np.ones(rows.games.size, dtype=np.bool_)
                over[row] = False
                parts = [own.split(rows.classes[row, k], column) for k, own in enumerate(self.classes)]
                whole = np.logical_and.reduce([count == 1 for _, count in parts])
                ends = self._pass(rows, row[whole], column[whole], [first[whole] for first, _ in parts]) | self.passing
                met = np.zeros(rows.games.size, dtype=np.bool_)
                targets = good.reshape(-1)[rows.games]
                met[row[whole][ends & self._met(different.tolist(), targets[row[whole]], column[whole])]] = True
                if over.any():
                    yield rows.at(over).combinations(games, holds=False)
                if met.any():  # nothing further along the road undoes that
                    yield rows.at(met).combinations(games, holds=True)
                split, place = np.unique(row[~whole], return_index=True)
                at = np.zeros(rows.games.size, dtype=np.intp)
                at[split] = column[~whole][place]
                again = ~over & ~met
                again[split] = False
                split = split[~met[split]]
                apart, columns, ends = self._onward(rows.at(split), at[split], size)
                met = (ends | self.passing) & self._met(different.tolist(), good.reshape(-1)[apart.games], columns)
                if met.any():
                    yield apart.at(met).combinations(games, holds=True)
                rows = _joined(rows.at(again), apart.at(~met))

    def _pass(self, rows: _Rows, row: Numbers, column: Numbers, parts: Sequence[Numbers]) -> Bools:
        """Examine some columns of some rows (ascending) at which no class is split, and mark the cells that steps lead
        to. Return for each whether nobody moves."""
        ends = np.ones(row.size, dtype=np.bool_)
        if not row.size:
            return ends
        heads = np.flatnonzero(np.diff(row, prepend=-1))
        rows.look(row, column)
        for own, first in zip(self.classes, parts, strict=True):
            _, labels = own.parts(first)
            rows.widen(self._columns.words)
            rows.reached[row[heads]] |= np.bitwise_or.reduceat(own.labels.reached(labels), heads, axis=0)
            ends &= ~own.labels.moves[labels]
        return ends

    def _onward(self, rows: _Rows, columns: Numbers, size: int) -> tuple[_Rows, Numbers, Bools]:
        """The rows split by what each actor does at the column of each, the columns, and whether nobody moves there."""
        ends = np.ones(columns.size, dtype=np.bool_)
        for actor, own in enumerate(self.classes):
            before = rows.classes[:, actor]
            first, count = own.split(before, columns)
            if (count > 1).any():
                which = np.repeat(np.arange(count.size), count)
                part = np.arange(which.size) + (first - np.cumsum(count) + count)[which]
                after, labels = own.parts(part)
                least = rows.least[which] - own.least[before[which]] + own.least[after]
                few = least <= size
                which, after, labels = which[few], after[few], labels[few]
                rows, columns, ends = rows.at(which), columns[which], ends[which]
                rows.least = least[few]
                rows.classes[:, actor] = after
            else:
                _, labels = own.parts(first)
            rows.widen(self._columns.words)
            rows.reached |= own.labels.reached(labels)
            ends &= ~own.labels.moves[labels]
        rows.look(np.arange(columns.size), columns)
        return rows, columns, ends

    def _met(self, goods: Sequence[int], which: Numbers, columns: Numbers) -> Bools:
        cells = np.array(self._columns.cells, dtype=np.int64)
        table = np.stack([self.arena.truth(number)[cells] for number in goods])
        met: Bools = table[which, columns]
        return met
