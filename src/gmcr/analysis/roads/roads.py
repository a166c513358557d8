"""Steps, what they reach, and where they end (outcomes), under each concept.

A *step* is an improvement that the concept does not deter and that is *lean*: no other such improvement of the same
actor, changing a strict subset of the same options, is at least as good for it. *Reached*: the start and all that steps
of any actors lead to. *Outcomes*: the reached states with no step, which are the equilibria among them; roads may
cycle, and then there may be none. In graph form every undeterred improvement is a step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena, Profile, Steps
from gmcr.analysis.lean import lean_moves
from gmcr.base.summary import Record
from gmcr.model import Conflict

__all__ = ["Play", "Roads"]


@dataclass(frozen=True, slots=True)
class Roads(Record):
    """Roads are all that steps lead to from a start.

    Attributes
    ----------
    reached : tuple of int
        The cells reached from the start, itself included, in the order of discovery (breadth first).
    outcomes : tuple of int
        Those of them from which no step leads: the equilibria among them. Roads may cycle, and then there may be none.
    steps : tuple of (int, int, int)
        Every step from a reached cell as (from, actor, to), the actor by its position.
    whole : bool
        Whether that is all. Where states are not listed, the time given may run out before.

    Notes
    -----
    A *step* is an improvement that the concept does not deter and that changes no options idly: no other such improvement of
    the same actor, changing a strict subset of the same options, is at least as good for it. In graph form every undeterred
    improvement is a step. Cells are the places of states in the engine's arrays, see ``foreseen``.

    References
    ----------
    * K. W. Li, D. M. Kilgour & K. W. Hipel (2005). Status quo analysis in the graph model for conflict resolution. *Journal
      of the Operational Research Society* 56, 699–707.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import Play
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> Play.of(chicken).roads(3, "nash")
    Roads(reached=(3, 2, 1), outcomes=(2, 1), steps=((3, 0, 2), (3, 1, 1)), whole=True)
    """

    reached: tuple[int, ...]
    outcomes: tuple[int, ...]
    steps: tuple[tuple[int, int, int], ...]
    whole: bool = True

    @classmethod
    def walked(
        cls, start: int, movers: Callable[[int], Sequence[int]], steps: Callable[[int, int], tuple[int, ...]]
    ) -> Roads:
        """Return all that steps lead to.

        Parameters
        ----------
        start : int
            The cell from which roads lead.
        movers : callable
            The actors, by position, that may step from a cell.
        steps : callable
            The cells to which an actor steps from a cell, given both.

        Returns
        -------
        Roads
            What is reached, breadth first.

        Examples
        --------
        >>> from gmcr import Roads
        >>> Roads.walked(0, lambda cell: (0,), lambda cell, actor: (cell + 1,) if cell < 2 else ())
        Roads(reached=(0, 1, 2), outcomes=(2,), steps=((0, 0, 1), (1, 0, 2)), whole=True)
        """
        reached, seen, found, outcomes = [start], {start}, [], []
        for cell in reached:  # grows while it is walked: breadth first
            ends = True
            for actor in movers(cell):
                for target in steps(cell, actor):
                    ends = False
                    found.append((cell, actor, target))
                    if target not in seen:
                        seen.add(target)
                        reached.append(target)
            if ends:
                outcomes.append(cell)
        return cls(tuple(reached), tuple(outcomes), tuple(found))


_FEW = 24
"""Up to so many improvements are compared one by one, which is faster than arrays."""


class Play:
    """One game: a profile on an arena. Cells, not codes, and actors by position."""

    def __init__(self, arena: Arena, profile: Profile) -> None:
        self.arena = arena
        self.profile = profile
        self._known: dict[str, list[Steps]] = {}
        self._movers: dict[int, tuple[int, ...]] = {}
        self._roads: dict[tuple[int, str], Roads] = {}

    @classmethod
    def of(cls, conflict: Conflict, arena: Arena | None = None) -> Play:
        """The play of a conflict, on a fresh arena unless one is given."""
        arena = arena or Arena(conflict.structure)
        return cls(arena, arena.profile(conflict))

    def ranks(self, actor: int) -> NDArray[np.unsignedinteger[np.typing.NBitBase]]:
        return self.arena.ranks[self.profile[actor]]

    def movers(self, cell: int) -> tuple[int, ...]:
        """The actors that have an improvement from a cell: nobody else steps from there, under any concept."""
        found = self._movers.get(cell)
        if found is None:
            gains = self.arena.gains
            found = tuple(actor for actor, rank in enumerate(self.profile) if gains(cell, actor, rank).cells)
            self._movers[cell] = found
        return found

    def steps(self, cell: int, actor: int, concept: str) -> tuple[int, ...]:
        """The cells to which an actor steps from *cell*, ascending; empty iff it is stable there."""
        known = self._known.get(concept)
        if known is None:
            known = self._known[concept] = self.arena.steps_known(self.profile, concept)
        found = known[actor].get(cell)
        if found is None:
            found = known[actor][cell] = self._found(cell, actor, concept)
        return found

    def _found(self, cell: int, actor: int, concept: str) -> tuple[int, ...]:
        gains = self.arena.gains(cell, actor, self.profile[actor])
        self.arena.spend(gains.moves)
        if not gains.cells:  # only then does it matter what deters: to find out costs most of all
            return ()
        if concept == "nash":
            return _lean(gains.cells, gains.changed, gains.worth)
        undeterred = self.arena.undeterred(self.profile, actor, concept, gains.targets, gains.here).tolist()
        if all(undeterred):
            return self.steps(cell, actor, "nash")
        return _lean(*(tuple(compress(of, undeterred)) for of in (gains.cells, gains.changed, gains.worth)))

    def undeterred(self, cell: int, actor: int, target: int, concept: str) -> bool:
        """Whether a move is an improvement that the concept does not deter, lean or not."""
        if target in self.steps(cell, actor, concept):
            return True
        ranks = self.ranks(actor)
        if ranks[target] <= ranks[cell]:
            return False
        where = np.array([target], dtype=np.int64)
        return bool(self.arena.undeterred(self.profile, actor, concept, where, int(ranks[cell]))[0])

    def stable(self, cell: int, concept: str, actor: int | None = None) -> bool:
        """Whether a cell is stable for an actor, or for all."""
        actors = self.movers(cell) if actor is None else (actor,)
        return not any(self.steps(cell, who, concept) for who in actors)

    def roads(self, start: int, concept: str) -> Roads:
        """All that steps lead to from *start*."""
        key = (start, concept)
        if key not in self._roads:
            self._roads[key] = Roads.walked(start, self.movers, lambda cell, actor: self.steps(cell, actor, concept))
        return self._roads[key]

    def best_replies(self, cell: int, actor: int) -> tuple[int, ...]:
        """The highest-ranked cells among *cell* and the actor's moves; *cell* alone if it is among them."""
        ranks = self.ranks(actor)
        targets, _ = self.arena.moves(cell, actor)
        if not targets.size or ranks[targets].max() <= ranks[cell]:
            return (cell,)
        values = ranks[targets]
        return tuple(targets[values == values.max()].tolist())


def _lean(targets: tuple[int, ...], changed: tuple[int, ...], worth: tuple[int, ...]) -> tuple[int, ...]:
    """The cells that lean ones among some improvements of one actor lead to."""
    if len(targets) < 2 or not any(changed):
        return targets
    if len(targets) > _FEW:
        values = np.array([worth], dtype=np.int64)
        [lean] = lean_moves(np.array(changed, dtype=np.int64), values, np.ones(values.shape, dtype=np.bool_))
        return tuple(compress(targets, lean.tolist()))
    return tuple(
        target
        for target, change, value in zip(targets, changed, worth, strict=True)
        if not any(
            other & change == other != change and gain >= value for other, gain in zip(changed, worth, strict=True)
        )
    )
