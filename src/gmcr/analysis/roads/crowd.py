"""Very many games on one structure at once: draws of uncertain premises, say.

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
"""Foresight: with more states than this the games are looked at one by one."""

_PAIRS = 1 << 9
"""Foresight: (game, goal) pairs looked at together."""


class Crowd:
    """Some games by their profiles: int (games, actors), rank numbers of the pool's arena. The ``pool`` keeps what is found
    out about them, with other crowds."""

    def __init__(self, pool: Pool, profiles: NDArray[np.int64]) -> None:
        self.tables = pool.tables
        self.lattice = pool.lattice
        self.profiles = profiles
        self.games = profiles.shape[0]
        self._pool = pool
        self._numbers = self._pool.numbers(profiles)
        self._columns = [self._pool.columns(actor, self._numbers) for actor in self.lattice.actors]

    def stable(self, row: int, actor: int, concept: str) -> NDArray[np.bool_]:
        """Whether a state is stable for an actor, in each game."""
        stable = np.ones(self.games, dtype=np.bool_)
        leaving, _, _ = self._pool.undeterred(np.full(self.games, row), self._numbers, actor, concept)
        stable[leaving] = False
        return stable

    def ranks(self, actor: int) -> Values:
        """An actor's ranks: (rows, games)."""
        return self.tables.table(actor, "nash")[:, self._columns[actor]]

    def want(self, row: int) -> None:
        """Say that roads from a state will be asked for."""
        self._pool.want(row, self._numbers)

    def roads(self, row: int, concept: str) -> CrowdRoads:
        """All that steps lead to from a state, and the outcomes among it, in each game."""
        return self._pool.roads(row, concept, self._numbers)

    def best_replies_met(
        self, row: int, actor: int, met: NDArray[np.bool_]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether all, and whether some, of an actor's best replies at a state are among *met* (bool, rows)."""
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
        """Whether some Nash state within *among* (bool, rows) is foreseen from a state: ``analysis.foresight``."""
        if self.lattice.rows > _ONE_BY_ONE:
            return self._foresees_one_by_one(row, among)
        goals = self._nash(np.flatnonzero(among))
        where = np.flatnonzero(among)
        goals[where == row] = False
        places, games = np.nonzero(goals)
        found = np.zeros(self.games, dtype=np.bool_)
        for first in range(0, games.size, _PAIRS):
            own = games[first : first + _PAIRS]
            found[own[self._leads(row, where[places[first : first + _PAIRS]], own)]] = True
        return found

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
        found = np.ones((rows.size, self.games), dtype=np.bool_)
        for actor in self.lattice.actors:
            table, columns = self.tables.table(actor, "nash"), self._columns[actor]
            goals, _ = self.lattice.targets[actor]
            for place in range(goals.shape[1]):
                onward = goals[rows, place]
                gains = (table[onward] > table[rows]) & (onward >= 0)[:, None]
                found &= ~gains[:, columns]
        return found

    def _leads(self, row: int, goals: NDArray[np.intp], games: NDArray[np.intp]) -> NDArray[np.bool_]:
        """For each goal, in its game, whether a chain of moves from *row*, each mover gaining by the goal, gets there."""
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
        found: NDArray[np.bool_] = leads[row] == 1
        return found
