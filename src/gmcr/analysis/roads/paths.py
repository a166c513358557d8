"""Shortest legal paths from one state: by any moves, by improvements, or by the steps of a concept.

A path is *legal* iff nobody moves twice running. In option form the moves (and improvements) of an actor are
transitive, so no shortest path has anybody moving twice running anyway, and all states are reached layer by layer at
once (``analysis.roads.layers``). In graph form the search runs over (state, last mover). Steps follow one another
freely, as roads do (``analysis.roads``). Among the shortest ways to a state the search prefers the one with the fewest
*unwilling* moves (the mover does not improve on the state that it moves from), then the first in the order of actors
and codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.roads.layers import Layers
from gmcr.analysis.roads.roads import Play
from gmcr.base.errors import SizeError
from gmcr.model import GraphStructure

__all__ = ["MAX_VISITED", "Paths"]

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
                "Exclude what cannot be with `never` rules."
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
