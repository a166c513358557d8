"""Roads of very many edited games at once: combinations of edit sets in classes that share one road.

A *game* has a start, a target and for each actor a class of edit sets (``analysis.edits.classes``). All games start at
once, each as one row of an array: the actors' classes, and the cells reached and examined. Every round takes each row
to a cell that it has reached, and splits its classes there by the steps that they lead to. Rows whose fewest edits are
too many are dropped. So a cell costs a few calls however many games there are, and a class is split once for all rows
that hold it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena
from gmcr.analysis.edits.classes import Classes
from gmcr.analysis.edits.columns import Columns, Numbers, bit_of
from gmcr.analysis.rows import extended
from gmcr.base.summary import Record

__all__ = ["EditedRoad", "EditedRoads"]

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
