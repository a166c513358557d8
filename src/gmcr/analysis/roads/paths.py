"""Shortest legal paths from one state: by any moves, by improvements, or by the steps of a concept.

A path is *legal* iff nobody moves twice running. In option form the moves (and improvements) of an actor are
transitive, so no shortest path has anybody moving twice running anyway, and all states are reached layer by layer at
once (``analysis.roads.paths``). In graph form the search runs over (state, last mover). Steps follow one another
freely, as roads do (``analysis.roads``). Among the shortest ways to a state the search prefers the one with the fewest
*unwilling* moves (the mover does not improve on the state that it moves from), then the first in the order of actors
and codes.

Shortest paths by moves or improvements in option form, layer by layer, to all states at once.

Layer d has the states to which a shortest path has d moves. By *improvements* a state t comes next iff some actor can
move there from a state of the last layer that it likes less, that is, iff the least of its ranks there is below its
rank of t. By *moves* all states come next to which anybody can move, and of the shortest paths the one with the fewest
*unwilling* moves counts (the mover does not improve on the state that it moves from): with c(t) their number,

    c(t) = min over the moves s → t from the last layer of c(s) + (1 if the mover is unwilling).

A path is traced backwards, each time from the first in the order of actors, then of how few options change, then of
codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.moves import lanes_of
from gmcr.analysis.roads.roads import Play
from gmcr.base.errors import SizeError
from gmcr.model import GraphStructure, OptionStructure

__all__ = ["MAX_VISITED", "Layers", "Paths"]


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


MAX_VISITED = 1 << 16
"""The number of states searched one by one, at most."""

_Node = tuple[int, int]
"""A cell, and the last mover; -1 for nobody, and wherever it does not matter."""


class Paths:
    """All shortest paths from one cell.

    Parameters
    ----------
    play : Play
        The play of a conflict.
    start : int
        The cell from which paths lead.
    mode : str
        "moves", "improvements", or one of ``CONCEPTS`` for its steps.

    Raises
    ------
    SizeError
        If too many states can be reached.

    References
    ----------
    * L. Fang, K. W. Hipel & D. M. Kilgour (1993). *Interactive Decision Making: The Graph Model for Conflict
      Resolution*. Wiley. Legal sequences of moves.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import Paths, Play
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> paths = Paths(Play.of(chicken), 3, "moves")
    >>> paths.cells.tolist(), paths.lengths.tolist(), paths.to(0)
    ([0, 1, 2, 3], [2, 1, 1, 0], ((1, 1), (0, 0)))
    """

    def __init__(self, play: Play, start: int, mode: str) -> None:
        self.mode = mode
        layered = mode in ("moves", "improvements") and not isinstance(play.arena.structure, GraphStructure)
        self.search = Layers(play, start, mode) if layered else _searched(play, start, mode)

    @property
    def cells(self) -> NDArray[np.int64]:
        """The cells that are reached, ascending, the start among them: ndarray of int64, shape (reached,)."""
        return self.search.cells

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The number of moves on a shortest path to each of ``cells``: ndarray of int64, shape (reached,)."""
        return self.search.lengths

    def to(self, cell: int) -> tuple[tuple[int, int], ...] | None:
        """Return a shortest path to a cell.

        Parameters
        ----------
        cell : int
            The cell.

        Returns
        -------
        tuple of (int, int) or None
            The moves as pairs of an actor's position and the cell that it moves to; empty to the start, None if there
            is no path.
        """
        return self.search.to(cell)


@dataclass(frozen=True)
class _Searched:
    _length: Mapping[int, int]
    _came: Mapping[_Node, tuple[_Node, int]]
    _ends: Mapping[int, _Node]

    @cached_property
    def cells(self) -> NDArray[np.int64]:
        return np.array(sorted(self._length), dtype=np.int64)

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        return np.array([self._length[cell] for cell in self.cells.tolist()], dtype=np.int64)

    def to(self, cell: int) -> tuple[tuple[int, int], ...] | None:
        if cell not in self._ends:
            return None
        node, steps = self._ends[cell], []
        while node in self._came:
            before, actor = self._came[node]
            steps.append((actor, node[0]))
            node = before
        return tuple(reversed(steps))


def _searched(play: Play, start: int, mode: str) -> _Searched:
    """Search state by state."""
    alternate = mode in ("moves", "improvements")
    origin: _Node = (start, -1)
    cost: dict[_Node, int] = {origin: 0}
    came: dict[_Node, tuple[_Node, int]] = {}
    length, ends = {start: 0}, {start: origin}
    layer, depth = [origin], 0
    while layer:
        depth += 1
        fresh: dict[_Node, tuple[int, _Node, int]] = {}
        for node in layer:
            for actor, target, unwilling in _onward(play, node, mode, alternate):
                reached = (target, actor if alternate else -1)
                if reached in cost:
                    continue
                price = cost[node] + unwilling
                if reached not in fresh or price < fresh[reached][0]:
                    fresh[reached] = (price, node, actor)
        for reached, (price, node, actor) in fresh.items():
            cost[reached], came[reached] = price, (node, actor)
            cell = reached[0]
            if cell not in length or (length[cell] == depth and price < cost[ends[cell]]):
                length[cell], ends[cell] = depth, reached
        if len(length) > MAX_VISITED:
            raise SizeError(
                f"More than {MAX_VISITED:,} states can be reached by {mode}: too many to follow one by one. "
                "Exclude impossible states with `never` rules."
            )
        layer = list(fresh)
    return _Searched(length, came, ends)


def _onward(play: Play, node: _Node, mode: str, alternate: bool) -> Iterator[tuple[int, int, int]]:
    """The moves from a node: who can go where, and whether unwillingly (1 or 0)."""
    cell, last = node
    for actor in range(len(play.profile)):
        if alternate and actor == last and not play.arena.structure.repeats:
            continue
        if mode not in ("moves", "improvements"):
            for target in play.steps(cell, actor, mode):
                yield actor, target, 0
            continue
        ranks = play.ranks(actor)
        here = ranks[cell]
        for target in play.arena.moves(cell, actor)[0].tolist():
            willing = bool(ranks[target] > here)
            if willing or mode == "moves":
                yield actor, target, int(not willing)
