"""Foresight: Nash states to which farsighted single movers can lead (indirect dominance, Chwe 1994).

A Nash state T ≠ start is *foreseen* when a chain of unilateral moves, any moves, leads from the start to T and every
mover strictly prefers T to the state it moves from.

T counts in this only by how much each actor likes it, by its *hopes* h = (r_1(T), …, r_n(T)). With R(h) the cells to
which chains lead from the start whose every mover i moves from a state s with r_i(s) < h_i,

* T is foreseen iff T lies in R(h) for its own hopes h;
* R grows with h: what lies outside R(higher hopes) is not foreseen, what lies in R(lower hopes) is.

So candidates are grouped by hopes and many hopes are followed forwards at once (``analysis.moves``). If there are more
than fit, groups are first judged by their highest and their lowest hopes, and only what lies between is split.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.moves import Words, lanes_of, word_type
from gmcr.analysis.roads.roads import Play
from gmcr.base.errors import SizeError
from gmcr.kernels import kernel_for

__all__ = ["MOST_CELLS", "foreseen", "foresees", "nash_cells"]

_LANES = 64
"""The number of hopes followed at once."""

MOST_CELLS = 1 << 26
"""The limit on rounds of that many hopes, times cells; half a minute or so."""

_ROUNDS = 16
"""The number of rounds that are always allowed."""

Hopes = NDArray[np.int64]
"""Shape (actors,), or (many, actors) with one row for each."""


def nash_cells(play: Play) -> NDArray[np.bool_]:
    """Return the Nash equilibria of a game.

    Parameters
    ----------
    play : Play
        The play of a conflict.

    Returns
    -------
    ndarray of bool, shape (cells,)
        Whether each cell is a Nash equilibrium; False where infeasible.

    References
    ----------
    * J. F. Nash (1950). Equilibrium points in n-person games. *PNAS* 36, 48–49.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import Play, nash_cells
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> nash_cells(Play.of(chicken)).tolist()
    [False, True, True, False]
    """
    actors = range(len(play.profile))
    kernel = kernel_for(play.arena.structure, [play.ranks(actor)[None] for actor in actors])
    nash = play.ranks(0) > 0
    for actor in actors:
        nash &= play.ranks(actor) >= kernel.own_best(kernel.ranks[actor], actor)[0]
    return nash


def foreseen(play: Play, start: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the Nash states to which farsighted single movers can lead.

    Parameters
    ----------
    play : Play
        The play of a conflict, ``gmcr.analysis.Play.of(conflict)``.
    start : int
        The cell from which chains lead.
    among : ndarray of bool, shape (cells,)
        The cells that are asked about.

    Returns
    -------
    ndarray of int64
        The cells within *among* that are foreseen from *start*, ascending.

    Raises
    ------
    SizeError
        If too many Nash states differ in who likes them how well.

    Notes
    -----
    A Nash state T other than the start is *foreseen* iff a chain of moves, each by one actor, leads from the start to T and
    every mover strictly prefers T to the state that it moves from (indirect dominance).

    Cells are the places of states in the engine's arrays: ``conflict.structure.cell(code)`` and
    ``conflict.structure.code_of(cell)`` turn one into the other. In the dense layout and in graph form a cell is the code.

    References
    ----------
    * M. S.-Y. Chwe (1994). Farsighted coalitional stability. *Journal of Economic Theory* 63, 299–325.

    Examples
    --------
    In Chicken either driver can go straight from the state where both swerve (3).

    >>> import gmcr
    >>> import numpy as np
    >>> from gmcr.analysis import Play
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> gmcr.foreseen(Play.of(chicken), 3, np.ones(4, dtype=bool)).tolist()
    [1, 2]
    """
    parts = list(_search(play, start, among))
    return np.sort(np.concatenate(parts)) if parts else np.empty(0, dtype=np.int64)


def foresees(play: Play, start: int, among: NDArray[np.bool_]) -> bool:
    """Return whether farsighted single movers can lead to some Nash state.

    Parameters
    ----------
    play : Play
        The play of a conflict.
    start : int
        The cell from which chains lead.
    among : ndarray of bool, shape (cells,)
        The cells that are asked about.

    Returns
    -------
    bool
        Whether some cell within *among* is foreseen from *start*. The search stops at the first.

    Raises
    ------
    SizeError
        If too many Nash states differ in who likes them how well.

    See Also
    --------
    foreseen : All such cells, with the definitions and the source.

    References
    ----------
    * M. S.-Y. Chwe (1994). Farsighted coalitional stability. *Journal of Economic Theory* 63, 299–325.

    Examples
    --------
    >>> import gmcr
    >>> import numpy as np
    >>> from gmcr.analysis import Play, foresees
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> foresees(Play.of(chicken), 3, np.array([True, False, False, True]))
    False
    """
    return any(part.size for part in _search(play, start, among))


@dataclass(frozen=True, slots=True)
class _CandidateGroup:
    """Candidates judged together: their ``cells`` and their ``hopes``, one row for each cell."""

    cells: NDArray[np.int64]
    hopes: Hopes

    @property
    def bounds(self) -> tuple[Hopes, Hopes]:
        return self.hopes.min(axis=0), self.hopes.max(axis=0)

    def where(self, chosen: NDArray[np.bool_]) -> _CandidateGroup:
        return _CandidateGroup(self.cells[chosen], self.hopes[chosen])

    def split(self) -> tuple[_CandidateGroup, ...]:
        """Two halves by the hopes that differ most, or the group alone if all hopes are the same."""
        low, high = self.bounds
        if (low == high).all():
            return (self,)
        widest = self.hopes[:, int((high - low).argmax())]
        lower = widest <= (widest.min() + widest.max()) // 2
        return self.where(lower), self.where(~lower)


def _search(play: Play, start: int, among: NDArray[np.bool_]) -> Iterator[NDArray[np.int64]]:
    """The foreseen cells, part by part."""
    ranks = [play.ranks(actor) for actor in range(len(play.profile))]
    wanted = nash_cells(play) & among
    wanted[start] = False
    cells = np.flatnonzero(wanted)
    every = _CandidateGroup(cells, np.stack([own[cells].astype(np.int64) for own in ranks], axis=-1))
    here = np.array([int(own[start]) for own in ranks], dtype=np.int64)
    every = every.where(np.any(every.hopes > here, axis=1))  # somebody has to prefer the candidate to the start
    chains = _Chains(play, start)
    waiting, rounds = [every] if every.cells.size else [], 0
    while waiting:
        rounds += 1
        if rounds > max(_ROUNDS, MOST_CELLS // chains.feasible.size):
            raise SizeError(
                f"{sum(group.cells.size for group in waiting):,} Nash states that differ in who likes them how well are "
                "left to be judged for foresight: too many. Ask about a narrower formula (the target, or the claim's), or "
                "exclude impossible states with `never` rules."
            )
        waiting = _divided(waiting)
        batch, waiting = waiting[: _LANES // 2], waiting[_LANES // 2 :]
        lows, highs = zip(*(group.bounds for group in batch), strict=True)
        words = chains.reached([*lows, *highs])
        for lane, group in enumerate(batch):
            own = words[group.cells]
            near = (own >> own.dtype.type(lane) & own.dtype.type(1)).astype(np.bool_)
            far = (own >> own.dtype.type(lane + len(batch)) & own.dtype.type(1)).astype(np.bool_)
            if near.any():
                yield group.cells[near]
            between = group.where(far & ~near)
            if between.cells.size:
                waiting += between.split()


def _divided(groups: list[_CandidateGroup]) -> list[_CandidateGroup]:
    """The same candidates in as many groups as can be followed at once, if they differ that much."""
    ready: list[_CandidateGroup] = []
    while groups and len(groups) + len(ready) < _LANES // 2:
        group = max(groups, key=lambda item: item.cells.size)
        groups = [item for item in groups if item is not group]
        halves = group.split()
        if len(halves) == 1:
            ready.append(group)
        else:
            groups += halves
    return [*groups, *ready]


class _Chains:
    """Chains of moves from one start."""

    def __init__(self, play: Play, start: int) -> None:
        self.start = start
        self.ranks = [play.ranks(actor) for actor in range(len(play.profile))]
        self.feasible = self.ranks[0] > 0
        self.lanes = lanes_of(play.arena.structure)

    def reached(self, hopes: Sequence[Hopes]) -> Words:
        """R(h) for several hopes: bit k of a cell's word says whether the cell lies in that of the k-th."""
        kind = word_type(len(hopes))
        words = np.zeros(self.feasible.size, dtype=kind)
        words[self.start] = sum(1 << k for k in range(len(hopes)))
        willing = [self._willing(actor, [int(own[actor]) for own in hopes], kind) for actor in range(len(self.ranks))]
        quiet, turn = 0, 0
        while quiet < len(self.ranks):
            actor = turn % len(self.ranks)
            onward = words | self.lanes.onward(words & willing[actor][self.ranks[actor]], actor)
            onward *= self.feasible
            # One more move of the same actor leads nowhere new where its moves are transitive.
            quiet = quiet + 1 if np.array_equal(onward, words) else 0
            words = onward
            turn += 1
        return words

    def _willing(self, actor: int, hopes: Sequence[int], kind: type[np.unsignedinteger[np.typing.NBitBase]]) -> Words:
        """For each rank of an actor the lanes in which it wants to go on from there."""
        table = np.zeros(int(self.ranks[actor].max()) + 1, dtype=kind)
        for lane, hope in enumerate(hopes):
            table[:hope] |= kind(1 << lane)
        return table
