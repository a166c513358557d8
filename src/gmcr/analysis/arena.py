"""The games on one structure, with what they share computed once.

The games of an assessment (readings, scenarios, views, edits) have the same states and moves and differ in preferences
and start. An *arena* turns each actor's preferences into ranks and numbers the different rank arrays. A *profile*, one
rank number for each actor, is all that roads and stability depend on. Games with the same profile are solved once, and
games that are not solved yet are solved together in one batch.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.deterrence import Deterrence, Guarantees
from gmcr.analysis.moves import reachable
from gmcr.analysis.orders import Orders, Profile
from gmcr.base.errors import TooLong
from gmcr.base.record import Record
from gmcr.kernels import Lattice, Values
from gmcr.model import GraphStructure, Structure
from gmcr.stability import concept as concept_named

__all__ = ["Arena", "Gains", "Profile", "Steps"]

Steps = dict[int, tuple[int, ...]]
"""Maps a cell to the cells that an actor steps to."""


@dataclass(frozen=True, slots=True, eq=False)
class Gains(Record):
    """An actor's improvements from a cell by one move: the ``cells``, the bits that each move switches (``changed``)
    and the actor's ranks there (``worth``). ``moves`` is the number of moves examined, ``here`` the actor's rank of
    the cell, ``targets`` the cells as an array."""

    cells: tuple[int, ...]
    changed: tuple[int, ...]
    worth: tuple[int, ...]
    moves: int
    here: int
    targets: NDArray[np.int64]


class Arena(Orders):
    """Ranks, guarantees and moves of all games on one structure, computed on request and cached.

    Parameters
    ----------
    structure : Structure
        The states and moves that the games have in common. Its states must be listable.

    Notes
    -----
    Cells, not codes, identify states, and actors are given by their positions (see ``foreseen``). A *profile* has the
    number of one rank array for each actor.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import Arena
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> arena = Arena(chicken.structure)
    >>> arena.profile(chicken)
    (0, 1)
    >>> arena.ranks[0].tolist()
    [1, 2, 4, 3]
    """

    def __init__(self, structure: Structure) -> None:
        super().__init__(structure)
        self._guarantees = Guarantees(self)
        self._deterrence = Deterrence(self, self._guarantees)
        self._steps: dict[tuple[str, int, int], Steps] = {}
        self._moves: dict[tuple[int, int], tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
        self._gains: dict[tuple[int, int], dict[int, Gains]] = {}
        self._allowed: int | None = None

    @property
    def lattice(self) -> Lattice:
        """The states and moves for kernels with games on the last axis. Raises ModelError in graph form."""
        return self._guarantees.lattice

    # -- moves -----------------------------------------------------------------------------------------------------

    def moves(self, cell: int, actor: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the moves of an actor from a cell.

        Parameters
        ----------
        cell : int
            The cell.
        actor : int
            The position of the actor.

        Returns
        -------
        cells : ndarray of int64, shape (moves,)
            The cells that the moves lead to.
        changed : ndarray of int64, shape (moves,)
            The bits of the options that each move switches; 0 in graph form.
        """
        key = (cell, actor)
        if key not in self._moves:
            code = self.structure.code_of(cell)
            codes = self.structure.moves(code, self.actors[actor])
            changed = np.zeros_like(codes) if isinstance(self.structure, GraphStructure) else codes ^ code
            self._moves[key] = (self.structure.cells_of(codes), changed)
        return self._moves[key]

    def gains(self, cell: int, actor: int, rank: int) -> Gains:
        """Return an actor's improvements from a cell under one of its rank arrays.

        Parameters
        ----------
        cell : int
            The cell.
        actor : int
            The position of the actor.
        rank : int
            The number of the rank array. All games in which the actor has it share the result.

        Returns
        -------
        Gains
            The improvements.
        """
        known = self._gains.setdefault((actor, rank), {})
        improvements = known.get(cell)
        if improvements is None:
            targets, changed = self.moves(cell, actor)
            worth, here = self.ranks[rank][targets], self.ranks[rank][cell]
            better = worth > here
            cells = targets[better]
            improvements = known[cell] = Gains(
                tuple(cells.tolist()),
                tuple(changed[better].tolist()),
                tuple(worth[better].tolist()),
                targets.size,
                int(here),
                cells,
            )
        return improvements

    def steps_known(self, profile: Profile, concept: str) -> list[Steps]:
        """Return the caches of steps found so far, one for each actor.

        Parameters
        ----------
        profile : tuple of int
            The profile.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        list of dict
            For each actor a cell → the cells that it steps to. The caller adds to them. Under Nash, GMR and SMR, where
            only the actor's own ranks matter, games in which it ranks alike share one cache.

        Raises
        ------
        UnknownName
            If the concept does not exist.
        """
        if not concept_named(concept).own_only:
            return [{} for _ in profile]
        return [self._steps.setdefault((concept, actor, rank), {}) for actor, rank in enumerate(profile)]

    @contextmanager
    def at_most(self, steps: int) -> Iterator[None]:
        """Limit the steps that a block may take, since the length of roads is not known before they are walked.

        Parameters
        ----------
        steps : int
            The number of steps allowed in the block.

        Returns
        -------
        context manager
            It makes ``spend`` raise TooLong beyond the limit.
        """
        before, self._allowed = self._allowed, steps
        try:
            yield
        finally:
            self._allowed = before

    def spend(self, moves: int) -> None:
        """Count the cost of finding steps: 1, plus 1 for every 256 moves.

        Parameters
        ----------
        moves : int
            The number of moves examined.

        Raises
        ------
        TooLong
            If the limit of ``at_most`` is exceeded.
        """
        if self._allowed is not None:
            self._allowed -= 1 + moves // 256
            if self._allowed < 0:
                raise TooLong("This takes more steps than were allowed.")

    def reachable(self, start: int) -> NDArray[np.bool_]:
        """Return the cells that chains of moves reach from one cell.

        Parameters
        ----------
        start : int
            The cell.

        Returns
        -------
        ndarray of bool, shape (cells,)
            Whether each cell is reached; the start is.
        """
        return reachable(self.structure, start)

    # -- guarantees ------------------------------------------------------------------------------------------------

    def prepare(
        self, profiles: Iterable[Profile], concepts: Sequence[str], actors: Collection[int] | None = None
    ) -> None:
        """Compute the guarantees of games that are not known yet, in batches.

        Parameters
        ----------
        profiles : iterable of tuple of int
            The games.
        concepts : sequence of str
            Names among ``CONCEPTS``.
        actors : collection of int, optional
            The positions of the actors whose guarantees are needed. By default all actors.

        Notes
        -----
        This does nothing on a large structure, where deterrence is searched on request.
        """
        if not self._deterrence.searched:
            self._guarantees.prepare(profiles, concepts, actors)

    @contextmanager
    def temporarily(self) -> Iterator[None]:
        """Discard at the end of a block the guarantees computed in it, as in searches through thousands of games.

        Returns
        -------
        context manager
            It restores the cache that was there before.
        """
        with self._guarantees.temporarily():
            yield

    def guarantee(self, profile: Profile, actor: int, concept: str) -> Values:
        """Return what an actor can count on after moving to each cell.

        Parameters
        ----------
        profile : tuple of int
            The profile.
        actor : int
            The position of the actor.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        ndarray of unsigned int, shape (cells,)
            The rank that is guaranteed, see ``gmcr.solve``.
        """
        return self._guarantees.of(profile, actor, concept)

    def undeterred(
        self, profile: Profile, actor: int, concept: str, targets: NDArray[np.int64], floor: int
    ) -> NDArray[np.bool_]:
        """Return which of an actor's improvements from one state nothing deters.

        Parameters
        ----------
        profile : tuple of int
            The profile.
        actor : int
            The position of the actor.
        concept : str
            One of ``CONCEPTS``.
        targets : ndarray of int64, shape (moves,)
            The cells that the improvements lead to.
        floor : int
            The actor's rank of the state that it leaves.

        Returns
        -------
        ndarray of bool, shape (moves,)
            Whether each improvement is undeterred.
        """
        return self._deterrence.undeterred(profile, actor, concept, targets, floor)

    @property
    def searched(self) -> bool:
        """Whether deterrence is searched on request rather than solved for whole games."""
        return self._deterrence.searched

    def knows(self, profile: Profile, actor: int, concept: str) -> bool:
        """Return whether ``undeterred`` can answer without further preparation.

        Parameters
        ----------
        profile : tuple of int
            The profile.
        actor : int
            The position of the actor.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        bool
            Whether ``prepare`` has nothing left to do.
        """
        return self._deterrence.searched or self._guarantees.knows(profile, actor, concept)
