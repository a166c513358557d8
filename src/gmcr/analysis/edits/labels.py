"""The steps that one actor's orders lead to, as numbers.

An *order* is what an edit set makes of the wants: truth arrays, most important first, or the ranks of an actor given
by a ranking. Under Nash no ranks are needed: in a cell only the actor's moves are examined, for very many orders at
once. Under GMR and SMR guarantees follow from the ranks alone.

The cells that roads come to, each a column of arrays that grow as they do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena
from gmcr.analysis.arrays import different_rows, extended
from gmcr.analysis.edits.calculus import EditSets
from gmcr.analysis.moves import lean_moves
from gmcr.kernels import Values

__all__ = ["Columns", "Labels", "Numbers", "bit_of"]


Numbers = NDArray[np.intp]


class Columns:
    """Cells by column. ``width`` is how many columns the arrays have, some of them still free."""

    def __init__(self) -> None:
        self.cells: list[int] = []
        self.width = 64
        self._of_cell: dict[int, int] = {}

    @property
    def words(self) -> int:
        """The number of 64-bit words with a bit for each column."""
        return self.width // 64

    def of(self, cell: int) -> int:
        """Return the column of a cell."""
        column = self._of_cell.get(cell)
        if column is None:
            column = self._of_cell[cell] = len(self.cells)
            self.cells.append(cell)
            while self.width < len(self.cells):
                self.width *= 2
        return column


def bit_of(columns: Numbers) -> NDArray[np.uint64]:
    """Return the bit of each column in its word."""
    return np.left_shift(np.uint64(1), (columns & 63).astype(np.uint64))


_ROOM = 1 << 22
"""The limit on orders times moves handled together."""

_CACHED_LABELS = 1 << 24
"""Labels are cached while orders times columns are at most this many; beyond, each class is examined anew."""

_BITS = 40
"""The number of wants whose truth fits into a number beside the position of a cell among those that a move can
lead to."""


class Labels:
    """The steps of one actor, by label. ``moves`` says for each label whether there are any."""

    def __init__(self, arena: Arena, actor: int, concept: str, columns: Columns) -> None:
        self.arena, self.actor, self.concept, self._columns = arena, actor, concept, columns
        self._onward = np.zeros((0, columns.words), dtype=np.uint64)
        self.moves = np.zeros(0, dtype=np.bool_)
        self._of_steps: dict[tuple[int, ...], int] = {}
        self._order_of: dict[bytes | int, int] = {}
        self._orders = np.zeros((0, 1), dtype=np.int32)  # truth arrays by their positions in _truths
        self._ranks = np.full(0, -1, dtype=np.intp)  # the numbers of rank arrays, where these are needed
        self._known = np.full((0, columns.width), -1, dtype=np.int32)  # labels by order and column
        self._truths: dict[int, int] = {-1: 0}  # the first says nothing and stands for missing wants
        self._switches: dict[int, int] = {}  # what a move changes, by position
        self._places: dict[int, int] = {}  # cells that moves lead from and to, by position
        self._goals = np.full(
            (0, 1), -1, dtype=np.int32
        )  # by column the position of its cell, and by switch where that leads
        self._seen = 0
        self._met = np.zeros((0, 0), dtype=np.uint8)  # truth by position of cell and of truth array

    def reached(self, labels: Numbers) -> NDArray[np.uint64]:
        """Return the columns that the steps of some labels lead to, as bits of words: (labels, words)."""
        self._onward = extended(self._onward, len(self._onward), self._columns.words)
        return self._onward[labels]

    @property
    def room(self) -> int:
        """The bytes that it takes, approximately."""
        arrays = (self._onward, self._orders, self._known, self._goals, self._met)
        return sum(array.nbytes for array in arrays) + 100 * len(self._order_of)

    @property
    def count(self) -> int:
        """The number of labels."""
        return len(self._of_steps)

    # -- orders ----------------------------------------------------------------------------------------------------

    def orders(self, calculus: EditSets, first: int = 0) -> NDArray[np.int32]:
        """Return the order of every edit set of a calculus from number *first* on."""
        rows = calculus.truth_rows(first)
        if rows is None:
            ranks = calculus.rank_numbers()
            return self._numbered([*ranks], np.full((1, 1), -1, dtype=np.int32), ranks)
        short = rows.astype(np.int16) if rows.max(initial=0) < 1 << 15 else rows
        odd = b"" if short.dtype == np.int16 else b"\x01"  # else a wide row could have the bytes of another short one
        keys: list[bytes | int] = [row.tobytes().rstrip(b"\xff") + odd for row in short]  # without the -1 at its end
        return self._numbered(keys, rows, None if self.concept == "nash" else calculus.rank_numbers()[first:])

    def _numbered(
        self, keys: Sequence[bytes | int], rows: NDArray[np.int32], ranks: Sequence[int] | None
    ) -> NDArray[np.int32]:
        before = len(self._order_of)
        fresh: dict[bytes | int, int] = {}
        for place, key in enumerate(keys):
            if key not in self._order_of:
                fresh.setdefault(key, place)
        firsts = rows[list(fresh.values())]
        different, which = np.unique(firsts, return_inverse=True)
        places = [self._truths.setdefault(number, len(self._truths)) for number in different.tolist()]
        every = before + len(fresh)
        self._orders, self._ranks = extended(self._orders, every, rows.shape[1]), extended(self._ranks, every, fill=-1)
        self._orders[before:every, : rows.shape[1]] = np.array(places, dtype=np.int32)[which].reshape(-1, rows.shape[1])
        if ranks is not None:
            self._ranks[before:every] = [ranks[place] for place in fresh.values()]
        self._order_of |= {key: before + k for k, key in enumerate(fresh)}
        return np.array([self._order_of[key] for key in keys], dtype=np.int32)

    # -- steps -----------------------------------------------------------------------------------------------------

    def of(self, orders: Numbers, columns: Numbers) -> Numbers:
        """Return the label of the steps from each of some columns under an order."""
        self._look_at()
        width = self._columns.width
        if len(self._orders) * width > _CACHED_LABELS:
            return self._compute(orders, columns)
        self._known = extended(self._known, len(self._orders), width, -1)
        labels = self._known[orders, columns]
        if labels.size and labels.min() < 0:
            missing = labels < 0
            fresh = np.unique(orders[missing].astype(np.intp) * width + columns[missing])
            self._known[fresh // width, fresh % width] = self._compute(fresh // width, fresh % width)
            labels = self._known[orders, columns]
        return labels.astype(np.intp)

    def _compute(self, orders: Numbers, columns: Numbers) -> Numbers:
        step = max(1, _ROOM // self._goals.shape[1])
        parts = [
            self._labels(orders[first : first + step], columns[first : first + step])
            for first in range(0, orders.size, step)
        ]
        return np.concatenate(parts)

    def _labels(self, orders: Numbers, columns: Numbers) -> Numbers:
        goals = self._goals[columns]
        moves = goals[:, 1:]
        self.arena.spend(moves.size)
        worth = self._worth(orders, goals)
        better = (moves >= 0) & (worth[:, 1:] > worth[:, :1])
        if self.concept != "nash":
            self._deter(better, self._ranks[orders], goals)
        lean = lean_moves(self._changed, worth[:, 1:], better)
        first, which = different_rows(np.column_stack((columns, np.packbits(lean, axis=1))))
        cells = list(self._places)
        steps = (tuple(sorted(cells[place] for place in moves[row, lean[row]].tolist())) for row in first.tolist())
        return np.array([self._label(targets) for targets in steps], dtype=np.intp)[which]

    def _label(self, targets: tuple[int, ...]) -> int:
        label = self._of_steps.get(targets)
        if label is None:
            label = len(self._of_steps)
            columns = np.array([self._columns.of(target) for target in targets], dtype=np.intp)
            self._onward = extended(self._onward, label + 1, self._columns.words)
            self.moves = extended(self.moves, label + 1)
            np.bitwise_or.at(self._onward[label], columns >> 6, bit_of(columns))
            self.moves[label] = bool(targets)
            self._of_steps[targets] = label
        return label

    def _look_at(self) -> None:
        """Record where moves lead from the columns that are new, and what is true there."""
        for column in range(self._seen, len(self._columns.cells)):
            cell = self._columns.cells[column]
            targets, changed = self.arena.moves(cell, self.actor)
            # In graph form nothing tells moves apart but their order.
            keys = [change or ~k for k, change in enumerate(changed.tolist())]
            switches = [1 + self._switches.setdefault(key, len(self._switches)) for key in keys]
            self._goals = extended(self._goals, column + 1, 1 + len(self._switches), -1)
            self._goals[column, [0, *switches]] = [
                self._places.setdefault(there, len(self._places)) for there in (cell, *targets.tolist())
            ]
            self._seen = column + 1
        if self._met.shape != (len(self._places), len(self._truths)):
            cells = np.array(list(self._places), dtype=np.int64)
            self._met = np.zeros((len(self._places), len(self._truths)), dtype=np.uint8)
            for number, place in self._truths.items():
                if number >= 0:
                    self._met[:, place] = self.arena.truth(number)[cells]

    @property
    def _changed(self) -> NDArray[np.int64]:
        """What each switch changes; 0 in graph form."""
        return np.array([max(change, 0) for change in self._switches], dtype=np.int64)

    # -- worth -----------------------------------------------------------------------------------------------------

    def _worth(self, orders: Numbers, places: NDArray[np.int32]) -> NDArray[Any]:
        """Comparable worth of the cells in each row under its order, larger is better."""
        ranked = self._ranks[orders] >= 0
        if ranked.all():
            return self._by_rank(self._ranks[orders], places, self.arena.ranks.__getitem__)
        if ranked.any():
            worth = np.empty(places.shape, dtype=np.int64)
            for own in (ranked, ~ranked):
                worth[own] = self._worth(orders[own], places[own])
            return worth
        rows = self._orders[orders]
        length = int(rows.any(axis=0).sum())  # they stand at the left
        kind = np.uint8 if length <= 8 else np.uint16 if length <= 16 else np.int64
        worth = np.zeros(places.shape, dtype=kind)
        for want in range(length):
            if want and want % _BITS == 0:  # no room for more: number what there is so far in each row
                worth = (worth[:, :, None] > worth[:, None, :]).sum(axis=2)
            worth <<= 1
            worth |= self._met[places, rows[:, want, None]]
        return worth

    def _deter(self, better: NDArray[np.bool_], ranks: Numbers, goals: NDArray[np.int32]) -> None:
        """Remove the improvements, (rows, moves), that GMR or SMR deters."""
        # Nobody else's ranks matter, so any will do in their places.
        profiles = {number: (number,) * len(self.arena.actors) for number in np.unique(ranks).tolist()}
        if self.arena.searched:
            cells = np.array(list(self._places), dtype=np.int64)
            for row in np.flatnonzero(better.any(axis=1)).tolist():
                number, moves, targets = int(ranks[row]), better[row], cells[goals[row, 1:]]
                floor = int(self.arena.ranks[number][cells[goals[row, 0]]])
                moves[moves] = self.arena.undeterred(profiles[number], self.actor, self.concept, targets[moves], floor)
            return
        self.arena.prepare(profiles.values(), [self.concept], [self.actor])
        counted_on = self._by_rank(
            ranks, goals[:, 1:], lambda number: self.arena.guarantee(profiles[number], self.actor, self.concept)
        )
        better &= counted_on > self._by_rank(ranks, goals[:, :1], self.arena.ranks.__getitem__)

    def _by_rank(self, ranks: Numbers, places: NDArray[np.int32], values: Callable[[int], Values]) -> NDArray[np.int64]:
        numbers, which = np.unique(ranks, return_inverse=True)
        cells = np.array(list(self._places), dtype=np.int64)
        table = np.stack([values(number)[cells] for number in numbers.tolist()]).astype(np.int64)
        result: NDArray[np.int64] = table[which.reshape(-1, 1), places]
        return result
