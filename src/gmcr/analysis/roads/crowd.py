"""Very many games on one structure at once, for instance draws of uncertain premises.

A *crowd* is a list of profiles (``analysis.arena``). States are rows, as in ``kernels.ensemble``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.roads.foresight import foresees
from gmcr.analysis.roads.pool import CrowdRoads, Pool
from gmcr.analysis.roads.roads import Play
from gmcr.kernels import Values, ensemble_for

__all__ = ["Crowd"]

_ONE_BY_ONE = 1 << 12
"""With more states than this, foresight is judged game by game."""

_PAIRS = 1 << 9
"""The number of (game, goal) pairs that foresight handles together."""


class Crowd:
    """Games on one structure, given by their profiles and examined together.

    Parameters
    ----------
    pool : Pool
        The pool that caches what is found out about the games, also for other crowds.
    profiles : ndarray of int64, shape (games, actors)
        The profile of each game: rank numbers of the pool's arena.

    Notes
    -----
    Rows number the feasible states in ascending order of code; actors are given by their positions.

    Examples
    --------
    >>> import gmcr
    >>> import numpy as np
    >>> from gmcr.analysis import Arena, Crowd, Pool
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> arena = Arena(chicken.structure)
    >>> crowd = Crowd(Pool.of(arena), np.array([arena.profile(chicken)]))
    >>> crowd.stable(2, 0, "nash").tolist(), crowd.roads(3, "nash").outcomes.T.tolist()
    ([True], [[False, True, True, False]])
    """

    def __init__(self, pool: Pool, profiles: NDArray[np.int64]) -> None:
        self.tables = pool.tables
        self.lattice = pool.lattice
        self.profiles = profiles
        self.games = profiles.shape[0]
        self._pool = pool
        self._numbers = self._pool.numbers(profiles)
        self._columns = [self._pool.columns(actor, self._numbers) for actor in self.lattice.actors]

    def stable(self, row: int, actor: int, concept: str) -> NDArray[np.bool_]:
        """Return whether a state is stable for an actor in each game.

        Parameters
        ----------
        row : int
            The row of the state.
        actor : int
            The position of the actor.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        ndarray of bool, shape (games,)
            Whether it is stable.
        """
        stable = np.ones(self.games, dtype=np.bool_)
        leaving, _, _ = self._pool.undeterred(np.full(self.games, row), self._numbers, actor, concept)
        stable[leaving] = False
        return stable

    def ranks(self, actor: int) -> Values:
        """Return an actor's ranks.

        Parameters
        ----------
        actor : int
            The position of the actor.

        Returns
        -------
        ndarray of unsigned int, shape (rows, games)
            The ranks; larger is better.
        """
        return self.tables.table(actor, "nash")[:, self._columns[actor]]

    def want(self, row: int) -> None:
        """Announce that roads from a state will be asked for, so that the pool walks them for all games together.

        Parameters
        ----------
        row : int
            The row of the state.
        """
        self._pool.want(row, self._numbers)

    def roads(self, row: int, concept: str) -> CrowdRoads:
        """Return what steps lead to from a state in each game.

        Parameters
        ----------
        row : int
            The row of the state.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        CrowdRoads
            ``reached`` and ``outcomes``, both ndarrays of bool of shape (rows, games).
        """
        return self._pool.roads(row, concept, self._numbers)

    def best_replies_met(
        self, row: int, actor: int, met: NDArray[np.bool_]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return whether all, and whether some, of an actor's best replies at a state are among given states.

        Parameters
        ----------
        row : int
            The row of the state.
        actor : int
            The position of the actor.
        met : ndarray of bool, shape (rows,)
            The given states.

        Returns
        -------
        every, some : ndarray of bool, shape (games,)
            Whether all best replies are, and whether at least one is.
        """
        goals, _ = self.lattice.targets[actor]
        own = goals[row][goals[row] >= 0]
        table, columns = self.tables.table(actor, "nash"), self._columns[actor]
        here = table[row, columns]
        if not own.size:
            return np.full(self.games, met[row]), np.full(self.games, met[row])
        worth = table[own[:, None], columns]
        top = worth.max(axis=0)
        best = worth == top
        stays = top <= here
        every = np.where(stays, met[row], (~best | met[own][:, None]).all(axis=0))
        some = np.where(stays, met[row], (best & met[own][:, None]).any(axis=0))
        return every, some

    def foresees(self, row: int, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return whether some Nash state among given states is foreseen from a state in each game.

        Parameters
        ----------
        row : int
            The row of the state.
        among : ndarray of bool, shape (rows,)
            The given states.

        Returns
        -------
        ndarray of bool, shape (games,)
            Whether one is foreseen, see ``foreseen``.

        Raises
        ------
        SizeError
            If too many Nash states of a game differ in who likes them how well.
        """
        if self.lattice.rows > _ONE_BY_ONE:
            return self._foresees_one_by_one(row, among)
        goals = self._nash(np.flatnonzero(among))
        where = np.flatnonzero(among)
        goals[where == row] = False
        places, games = np.nonzero(goals)
        result = np.zeros(self.games, dtype=np.bool_)
        for first in range(0, games.size, _PAIRS):
            own = games[first : first + _PAIRS]
            result[own[self._leads(row, where[places[first : first + _PAIRS]], own)]] = True
        return result

    def _foresees_one_by_one(self, row: int, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
        arena = self.tables.arena
        cells = arena.structure.cells_of(self.lattice.states)
        met = np.zeros(arena.structure.cells, dtype=np.bool_)
        met[cells] = among
        start = int(cells[row])
        plays = (Play(arena, tuple(profile)) for profile in self.profiles.tolist())
        return np.array([foresees(play, start, met) for play in plays], dtype=np.bool_)

    def _nash(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Which of some rows are Nash states: bool (rows given, games)."""
        nash = np.ones((rows.size, self.games), dtype=np.bool_)
        for actor in self.lattice.actors:
            table, columns = self.tables.table(actor, "nash"), self._columns[actor]
            goals, _ = self.lattice.targets[actor]
            for place in range(goals.shape[1]):
                onward = goals[rows, place]
                gains = (table[onward] > table[rows]) & (onward >= 0)[:, None]
                nash &= ~gains[:, columns]
        return nash

    def _leads(self, row: int, goals: NDArray[np.intp], games: NDArray[np.intp]) -> NDArray[np.bool_]:
        """For each goal, in its game, whether a chain of moves leads there from *row*, each mover gaining by the
        goal."""
        ranks = [self.tables.table(k, "nash")[:, self._columns[k][games]] for k in self.lattice.actors]
        pairs = np.arange(games.size)
        willing = [(own < own[goals, pairs]).view(np.uint8) for own in ranks]
        kernel = ensemble_for(self.lattice, ranks)
        leads = np.zeros(ranks[0].shape, dtype=np.uint8)
        leads[goals, pairs] = 1
        count = -1
        while count != (count := int(leads.sum())):
            for actor in self.lattice.actors:
                leads |= kernel.own_best(leads, actor) & willing[actor]
        reached: NDArray[np.bool_] = leads[row] == 1
        return reached
