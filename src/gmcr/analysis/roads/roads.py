"""Steps, what they reach, and where they end (outcomes), under each concept.

A *step* is an improvement that the concept does not deter and that is *lean*: no other such improvement of the same
actor, changing a strict subset of the same options, is at least as good for it. *Reached* are the start and all that
steps of any actors lead to. *Outcomes* are the reached states with no step, which are the equilibria among them; roads
may cycle, and then there may be none. In graph form every undeterred improvement is a step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena, Profile, Steps
from gmcr.analysis.moves import lean_moves
from gmcr.base.arguments import known_name
from gmcr.base.frames import frame_of_rows
from gmcr.base.record import Record
from gmcr.model import Conflict

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]

__all__ = ["Play", "Roads"]

_STEP = ("source", "actor", "target")


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

    def to_frame(self, table: str = "") -> pandas.DataFrame:
        """Return the steps as a pandas DataFrame.

        Parameters
        ----------
        table : str, optional
            "steps", the one table that there is.

        Returns
        -------
        pandas.DataFrame of int
            A row for each step: ``source`` (a cell), ``actor`` (a position), ``target`` (a cell).

        Raises
        ------
        MissingExtra
            If the extra ``data`` is not installed.
        UnknownName
            If there is no such table.
        """
        known_name("table", table or "steps", ("steps",))
        return frame_of_rows([dict(zip(_STEP, step, strict=True)) for step in self.steps], columns=_STEP)

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
        reached, seen, walked, outcomes = [start], {start}, [], []
        for cell in reached:  # grows while it is walked: breadth first
            ends = True
            for actor in movers(cell):
                for target in steps(cell, actor):
                    ends = False
                    walked.append((cell, actor, target))
                    if target not in seen:
                        seen.add(target)
                        reached.append(target)
            if ends:
                outcomes.append(cell)
        return cls(tuple(reached), tuple(outcomes), tuple(walked))


_FEW = 12
"""Up to this many improvements are compared one by one, which is faster than arrays …"""

_SOME = 128
"""… and up to this many each with each."""


class Play:
    """The steps, roads and stabilities of one game.

    Parameters
    ----------
    arena : Arena
        The arena of the game's structure.
    profile : tuple of int
        The number of each actor's rank array in it.

    Notes
    -----
    Cells, not codes, identify states, and actors are given by their positions (see ``foreseen``). What is computed is
    cached here and in the arena.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import Play
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> play = Play.of(chicken)
    >>> play.movers(3), play.stable(2, "nash"), play.best_replies(3, 0)
    ((0, 1), True, (2,))
    """

    def __init__(self, arena: Arena, profile: Profile) -> None:
        self.arena = arena
        self.profile = profile
        self._known: dict[str, list[Steps]] = {}
        self._movers: dict[int, tuple[int, ...]] = {}
        self._roads: dict[tuple[int, str], Roads] = {}

    @classmethod
    def of(cls, conflict: Conflict, arena: Arena | None = None) -> Play:
        """Return the play of a conflict.

        Parameters
        ----------
        conflict : Conflict
            The conflict.
        arena : Arena, optional
            An arena of its structure. By default a new one.

        Returns
        -------
        Play
            The play of its profile.

        Examples
        --------
        >>> import gmcr
        >>> from gmcr.analysis import Play
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> Play.of(ferry).steps(3, 1, "nash")
        (1,)
        """
        arena = arena or Arena(conflict.structure)
        return cls(arena, arena.profile(conflict))

    def ranks(self, actor: int) -> NDArray[np.unsignedinteger[np.typing.NBitBase]]:
        """Return an actor's ranks.

        Parameters
        ----------
        actor : int
            The position of the actor.

        Returns
        -------
        ndarray of unsigned int, shape (cells,)
            The ranks; larger is better, 0 where infeasible.
        """
        return self.arena.ranks[self.profile[actor]]

    def movers(self, cell: int) -> tuple[int, ...]:
        """Return the actors that have an improvement from a cell; no other actor steps from there under any concept.

        Parameters
        ----------
        cell : int
            The cell.

        Returns
        -------
        tuple of int
            The positions of the actors, ascending.
        """
        movers = self._movers.get(cell)
        if movers is None:
            gains = self.arena.gains
            movers = tuple(actor for actor, rank in enumerate(self.profile) if gains(cell, actor, rank).cells)
            self._movers[cell] = movers
        return movers

    def steps(self, cell: int, actor: int, concept: str) -> tuple[int, ...]:
        """Return the cells to which an actor steps from a cell.

        Parameters
        ----------
        cell : int
            The cell.
        actor : int
            The position of the actor.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        tuple of int
            The cells, ascending; empty iff the cell is stable for the actor.

        Raises
        ------
        UnknownName
            If the concept does not exist.
        """
        known = self._known.get(concept)
        if known is None:
            known = self._known[concept] = self.arena.steps_known(self.profile, concept)
        targets = known[actor].get(cell)
        if targets is None:
            targets = known[actor][cell] = self._compute_steps(cell, actor, concept)
        return targets

    def _compute_steps(self, cell: int, actor: int, concept: str) -> tuple[int, ...]:
        gains = self.arena.gains(cell, actor, self.profile[actor])
        self.arena.spend(gains.moves)
        if not gains.cells:  # deterrence matters only now, and is the most expensive to find out
            return ()
        if concept == "nash":
            return _lean(gains.cells, gains.changed, gains.worth)
        undeterred = self.arena.undeterred(self.profile, actor, concept, gains.targets, gains.here).tolist()
        if all(undeterred):
            return self.steps(cell, actor, "nash")
        return _lean(*(tuple(compress(of, undeterred)) for of in (gains.cells, gains.changed, gains.worth)))

    def undeterred(self, cell: int, actor: int, target: int, concept: str) -> bool:
        """Return whether a move is an improvement that a concept does not deter, lean or not.

        Parameters
        ----------
        cell : int
            The cell that is left.
        actor : int
            The position of the actor.
        target : int
            The cell that the move leads to.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        bool
            Whether it is an undeterred improvement.
        """
        if target in self.steps(cell, actor, concept):
            return True
        ranks = self.ranks(actor)
        if ranks[target] <= ranks[cell]:
            return False
        where = np.array([target], dtype=np.int64)
        return bool(self.arena.undeterred(self.profile, actor, concept, where, int(ranks[cell]))[0])

    def stable(self, cell: int, concept: str, actor: int | None = None) -> bool:
        """Return whether a cell is stable for an actor, or for all.

        Parameters
        ----------
        cell : int
            The cell.
        concept : str
            One of ``CONCEPTS``.
        actor : int, optional
            The position of the actor. By default all actors.

        Returns
        -------
        bool
            Whether no step leads from the cell.
        """
        actors = self.movers(cell) if actor is None else (actor,)
        return not any(self.steps(cell, who, concept) for who in actors)

    def roads(self, start: int, concept: str) -> Roads:
        """Return all that steps lead to from a cell.

        Parameters
        ----------
        start : int
            The cell.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        Roads
            The cells reached, the outcomes and the steps, cached.
        """
        key = (start, concept)
        if key not in self._roads:
            self._roads[key] = Roads.walked(start, self.movers, lambda cell, actor: self.steps(cell, actor, concept))
        return self._roads[key]

    def best_replies(self, cell: int, actor: int) -> tuple[int, ...]:
        """Return an actor's best replies at a cell.

        Parameters
        ----------
        cell : int
            The cell.
        actor : int
            The position of the actor.

        Returns
        -------
        tuple of int
            The cells with the highest rank among *cell* and those that the actor's moves lead to; *cell* alone if it
            is among them.
        """
        ranks = self.ranks(actor)
        targets, _ = self.arena.moves(cell, actor)
        if not targets.size or ranks[targets].max() <= ranks[cell]:
            return (cell,)
        values = ranks[targets]
        return tuple(targets[values == values.max()].tolist())


def _lean(targets: tuple[int, ...], changed: tuple[int, ...], worth: tuple[int, ...]) -> tuple[int, ...]:
    """The targets of the lean ones among some improvements of one actor."""
    if len(targets) < 2 or not any(changed):
        return targets
    if len(targets) > _SOME:
        values = np.array([worth], dtype=np.int64)
        [lean] = lean_moves(np.array(changed, dtype=np.int64), values, np.ones(values.shape, dtype=np.bool_))
        return tuple(compress(targets, lean.tolist()))
    if len(targets) > _FEW:
        options, values = np.array(changed, dtype=np.int64), np.array(worth, dtype=np.int64)
        part = (options[:, None] & ~options) == 0
        part &= values[:, None] >= values
        return tuple(compress(targets, (part.sum(axis=0) == 1).tolist()))  # nothing but itself
    return tuple(
        target
        for target, change, value in zip(targets, changed, worth, strict=True)
        if not any(
            other & change == other != change and gain >= value for other, gain in zip(changed, worth, strict=True)
        )
    )
