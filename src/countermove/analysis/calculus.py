"""One actor's edit sets, and the Nash steps that each of them leads to in a given cell.

Nash steps depend on the actor's own wants alone, so this needs no stability analysis: in a cell, only its fibre is
looked at, for all edit sets at once.
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.arena import Arena
from countermove.analysis.edits import Edit, arrange, edits_of
from countermove.model import Conflict, Ranking, Want

__all__ = ["Calculus", "EditSet"]

EditSet = frozenset[Edit]


class Calculus:
    """Edit sets of one actor by number: ``sets`` by size, number 0 the empty one. More are made when asked for."""

    def __init__(self, conflict: Conflict, arena: Arena, actor: str, *, stress: bool = False) -> None:
        self._arena = arena
        self._actor = conflict.actor(actor)
        self.sets: list[EditSet] = [frozenset()]
        self.sizes: list[int] = [0]
        self._bound = 0
        self._labels: dict[int, tuple[NDArray[np.int64], list[tuple[int, ...]]]] = {}
        self._edits = edits_of(conflict, actors=[actor], stress=stress)
        wants = conflict.preferences[actor]
        self._ranks = arena.ranks[arena.rank(actor, wants, conflict)]
        self._ids: list[str] = []
        if isinstance(wants, Ranking):
            self._orders = self._order_rows(0)
            return
        self._ids = [want.id for want in wants]
        meant = [arena.truth(arena.truth_of(want, conflict.drivers)) for want in wants]
        always = np.ones(arena.structure.cells, dtype=np.bool_)
        could = [
            always if want.could_be is None else arena.truth(arena.truth_of(Want(want.could_be), conflict.drivers))
            for want in wants
        ]
        # One row for each thing that a want can become; the last says nothing and stands for a dropped want.
        self._rows = np.stack([*meant, *could, *(~met for met in meant), always])
        self._orders = self._order_rows(0)

    @staticmethod
    def signature(conflict: Conflict, arena: Arena, actor: str) -> Hashable:
        """What a calculus depends on, besides ``stress``: two games with equal signatures can share it."""
        wants = conflict.preferences[actor]
        if isinstance(wants, Ranking):
            return arena.rank(actor, wants, conflict)
        return tuple(
            (
                want.id,
                arena.truth_of(want, conflict.drivers),
                None if want.could_be is None else arena.truth_of(Want(want.could_be), conflict.drivers),
            )
            for want in wants
        )

    def truth(self, want: Want, conflict: Conflict) -> NDArray[np.bool_]:
        """Where a want is met in a game."""
        return self._arena.truth(self._arena.truth_of(want, conflict.drivers))

    def up_to(self, size: int) -> range:
        """The numbers of all edit sets of at most *size* edits."""
        while self._bound < min(size, len(self._edits)):
            self._bound += 1
            first = len(self.sets)
            for chosen in combinations(self._edits, self._bound):
                if len({edit.want for edit in chosen}) == self._bound:
                    self.sets.append(frozenset(chosen))
                    self.sizes.append(self._bound)
            self._orders = np.concatenate((self._orders, self._order_rows(first)))
            self._labels.clear()
        return range(next((k for k, length in enumerate(self.sizes) if length > size), len(self.sizes)))

    def steps(self, cell: int) -> tuple[NDArray[np.int64], list[tuple[int, ...]]]:
        """The lean improvements from *cell*: for each edit set a label, and for each label the cells stepped to."""
        if cell not in self._labels:
            targets, changed = self._arena.moves(cell, self._actor)
            keys = self._keys(np.concatenate(([cell], targets)).astype(np.int64))
            lean = np.greater(keys[:, 1:], keys[:, :1]).astype(np.bool_)
            improving = lean.copy()
            for place, change in enumerate(changed.tolist()):
                for other, smaller in enumerate(changed.tolist()):
                    if smaller & change == smaller != change:
                        lean[:, place] &= ~(
                            improving[:, other] & (keys[:, other + 1] >= keys[:, place + 1]).astype(np.bool_)
                        )
            packed = np.packbits(lean, axis=1)
            rows, labels = np.unique(packed, axis=0, return_inverse=True)
            unpacked = np.unpackbits(rows, axis=1, count=lean.shape[1]).astype(np.bool_)
            self._labels[cell] = (labels.reshape(-1), [tuple(targets[row].tolist()) for row in unpacked])
        return self._labels[cell]

    def _order_rows(self, first: int) -> NDArray[np.intp]:
        """For each edit set from number *first* on, the rows that it ranks by, most important first."""
        count = len(self._ids)
        offset = {"": 0, "could_be": count, "negate": 2 * count}
        orders = np.full((len(self.sets) - first, count), 3 * count, dtype=np.intp)
        for row, own in enumerate(self.sets[first:]):
            order = [offset[kind] + place for place, kind in arrange(self._ids, own)]
            orders[row, : len(order)] = order
        return orders

    def _keys(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """Comparable worth of some cells under every edit set: (sets, cells), larger is better."""
        if not self._edits:
            return np.broadcast_to(self._ranks[cells].astype(np.int64), (len(self.sets), cells.size))
        met = self._rows[:, cells]
        length = self._orders.shape[1]
        keys: NDArray[np.int64] = np.zeros((len(self.sets), cells.size), dtype=np.int64 if length <= 62 else object)
        for place in range(length):
            keys = keys * 2 + met[self._orders[:, place]].astype(keys.dtype)
        return keys
