"""Shortest paths by moves or improvements in option form, layer by layer, to all states at once.

Layer d has the states to which a shortest path has d moves. By *improvements* a state t comes next iff some actor can
move there from a state of the last layer that it likes less, that is, iff the least of its ranks there is below its
rank of t. By *moves* all states come next to which anybody can move, and of the shortest paths the one with the fewest
*unwilling* moves counts (the mover does not improve on the state that it moves from): with c(t) their number,

    c(t) = min over the moves s → t from the last layer of c(s) + (1 if the mover is unwilling).

A path is traced backwards, each time from the first in the order of actors, then of how few options change, then of
codes.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.lanes import lanes_of
from gmcr.analysis.roads.roads import Play
from gmcr.model import OptionStructure

__all__ = ["Layers"]

_FAR = np.iinfo(np.int16).max
"""The length, or cost, of a state that is not reached."""


class Layers:
    """All shortest paths from the cell *start*, for ``mode`` "moves" or "improvements". See
    ``analysis.roads.paths.Paths``."""

    def __init__(self, play: Play, start: int, mode: str) -> None:
        structure = play.arena.structure
        assert isinstance(structure, OptionStructure), "in graph form moves need not be transitive"
        self.mode, self.start = mode, start
        self._structure = structure
        self._lanes = lanes_of(structure)
        self._ranks = [play.ranks(actor) for actor in range(len(play.profile))]
        self._length = np.full(structure.cells, _FAR, dtype=np.int16)
        self._cost = np.full(structure.cells, _FAR, dtype=np.int16)
        self._length[start] = self._cost[start] = 0
        self._open = self._ranks[0] > 0  # feasible and not reached
        self._open[start] = False
        depth, layer = 0, np.zeros(structure.cells, dtype=np.bool_)
        layer[start] = True
        while layer.any() and self._open.any():
            depth += 1
            layer = self._next(layer)
            self._length[layer] = depth
            self._open &= ~layer

    @cached_property
    def cells(self) -> NDArray[np.int64]:
        """The cells that are reached, ascending."""
        return np.flatnonzero(self._length < _FAR)

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """The number of moves on a shortest path to each of them."""
        return self._length[self.cells].astype(np.int64)

    def to(self, cell: int) -> tuple[tuple[int, int], ...] | None:
        """A shortest path to a cell, as (actor, cell) pairs: empty to the start, None if there is none."""
        if self._length[cell] == _FAR:
            return None
        steps: list[tuple[int, int]] = []
        while cell != self.start:
            actor, before = self._came(cell)
            steps.append((actor, cell))
            cell = before
        return tuple(reversed(steps))

    def _next(self, layer: NDArray[np.bool_]) -> NDArray[np.bool_]:
        costs = [0] if self.mode == "improvements" else np.unique(self._cost[layer]).tolist()
        for cost in costs:
            part = layer if self.mode == "improvements" else layer & (self._cost == cost)
            for actor, ranks in enumerate(self._ranks):
                top = ranks.dtype.type(np.iinfo(ranks.dtype).max)
                willing = self._open & (self._lanes.least(np.where(part, ranks, top), actor) < ranks)
                np.minimum(self._cost, cost, out=self._cost, where=willing)
                if self.mode == "moves":
                    moved = self._open & (self._lanes.onward(part.view(np.uint8), actor) > 0)
                    np.minimum(self._cost, cost + 1, out=self._cost, where=moved)
        return self._open & (self._cost < _FAR)

    def _came(self, cell: int) -> tuple[int, int]:
        """The last mover on the path to a cell, and the cell that it left."""
        code = self._structure.code_of(cell)
        for actor, ranks in enumerate(self._ranks):
            before = self._before(code, actor)
            cells = self._structure.cells_of(before)
            willing = ranks[cells] < ranks[cell]
            fits = self._length[cells] == self._length[cell] - 1
            if self.mode == "improvements":
                fits &= willing
            else:
                fits &= self._cost[cells] + ~willing == self._cost[cell]
            if fits.any():
                changed = [int(change).bit_count() for change in (before[fits] ^ code).tolist()]
                return actor, int(cells[fits][np.lexsort((before[fits], changed))[0]])
        raise AssertionError("a state of a layer is reached from the layer before")

    def _before(self, code: int, actor: int) -> NDArray[np.int64]:
        """The feasible states from which an actor can move to a state (all as codes, ascending)."""
        form = self._structure.form
        name = form.actors[actor]
        low, high = form.span[name]
        codes = (np.arange(1 << (high - low), dtype=np.int64) << low) | (code & ~form.mask(name))
        legal = (codes & form.one_way_mask(name, "forward") & ~code == 0) & (
            code & form.one_way_mask(name, "back") & ~codes == 0
        )
        codes = codes[legal & (codes != code)]
        if form.needing:
            codes = codes[np.isin(codes, self._structure.states[self._structure.held(name).states_allowing(code)])]
        if self._structure.layout == "dense":
            feasible = self._structure.space.feasible
            met = np.ones(codes.size, dtype=np.bool_) if feasible is None else feasible[codes]
        else:
            states = self._structure.states
            met = states[np.minimum(np.searchsorted(states, codes), states.size - 1)] == codes
        sources: NDArray[np.int64] = codes[met]
        return sources
