"""Very many games on one structure at once, for instance draws of uncertain premises.

A *crowd* is a list of profiles (``analysis.arena``). States are rows, as in ``kernels.ensemble``.

What is known about very many games on one structure, each computed once for all crowds that hold it.

A game is a profile (``analysis.arena``), numbered in order of arrival; states are rows, as in ``kernels.ensemble``.
Under Nash, GMR and SMR an actor's guarantees depend on its own ranks alone, so they are kept in tables with one column
for each rank array. Under SEQ and symmetric SEQ they are computed for the games in which the actor has an improvement
at a state in question. Roads are walked in many games together: a frontier of (row, game) pairs goes one step further
each round, with the same lean steps as in ``analysis.roads``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena
from gmcr.analysis.arrays import extended
from gmcr.analysis.moves import lean_moves
from gmcr.base.record import Record
from gmcr.kernels import Values, ensemble_for
from gmcr.stability import CONCEPTS, concepts_named, ensemble_guarantees, guarantees

__all__ = ["Crowd", "CrowdRoads", "Pool", "Tables"]


Numbers = NDArray[np.intp]
Bools = NDArray[np.bool_]

_OWN = tuple(item.name for item in concepts_named(CONCEPTS) if item.own_only)
"""Concepts under which an actor's guarantees depend on its own ranks alone."""


class Tables:
    """For each actor the ranks and own-only guarantees of every rank array met so far, one column each."""

    def __init__(self, arena: Arena) -> None:
        self.arena = arena
        self.lattice = arena.lattice
        self._columns: list[dict[int, int]] = [{} for _ in self.lattice.actors]
        self._tables: list[dict[str, Values]] = [{} for _ in self.lattice.actors]

    @property
    def room(self) -> int:
        """The bytes that the tables take."""
        return sum(table.nbytes for tables in self._tables for table in tables.values())

    def row(self, cell: int) -> int:
        """Return the row of a cell."""
        return int(np.searchsorted(self.lattice.states, self.arena.structure.code_of(cell)))

    def at_rows(self, cells: NDArray[Any]) -> NDArray[Any]:
        """Convert an array over cells into one over rows."""
        return self.arena.structure.at_states(cells)

    def columns(self, actor: int, numbers: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return the column of each rank array, given by its number in the arena; new ones are added."""
        different, back = np.unique(numbers, return_inverse=True)
        known = self._columns[actor]
        fresh = [number for number in different.tolist() if number not in known]
        if fresh:
            known.update({number: len(known) + k for k, number in enumerate(fresh)})
            self._add(actor, np.stack([self.at_rows(self.arena.ranks[number]) for number in fresh], axis=-1))
        return np.array([known[number] for number in different.tolist()], dtype=np.intp)[back.reshape(-1)]

    def table(self, actor: int, concept: str) -> Values:
        """Return an actor's guarantees under Nash (its ranks), GMR or SMR: (rows, columns)."""
        return self._tables[actor][concept]

    def _add(self, actor: int, ranks: Values) -> None:
        kernel = ensemble_for(self.lattice, [ranks] * len(self.lattice.actors))
        tables = self._tables[actor]
        for item, values in guarantees(kernel, actor, concepts_named(_OWN)):
            before = [tables[item.name]] if item.name in tables else []
            tables[item.name] = np.concatenate([*before, values], axis=-1)


@dataclass(frozen=True, slots=True, eq=False)
class CrowdRoads(Record):
    """The cells reached and the outcomes from one start under one concept: bool (rows, games) each."""

    reached: Bools
    outcomes: Bools


@dataclass(slots=True, eq=False)
class _Cache(Record):
    """What is known of some games: whether it is known, and one or more arrays, (games, rows)."""

    known: Bools
    arrays: list[NDArray[Any]]

    def missing(self, games: Numbers) -> Numbers:
        """Return those of some games that are not known yet, each once."""
        self.known = extended(self.known, int(games.max(initial=-1)) + 1)
        return np.unique(games[~self.known[games]])

    def keep(self, games: Numbers, arrays: Sequence[NDArray[Any]]) -> None:
        """Store the arrays of some games, (rows, games)."""
        for place, values in enumerate(arrays):
            own = extended(self.arrays[place], len(self.known), len(values))
            self.arrays[place] = own = own.astype(np.result_type(own, values), copy=False)
            own[games] = values.T
        self.known[games] = True


class Pool:
    """A cache of what is known about many games on one structure, by their numbers.

    Parameters
    ----------
    tables : Tables
        The tables of ranks and guarantees, which several pools may share.
    concepts : sequence of str, default ()
        The concepts that will be asked about; what they need is computed together.
    threads : int, default 1
        The number of threads for guarantees under SEQ and symmetric SEQ.

    Examples
    --------
    ``Pool.of`` makes one with tables of its own.

    >>> import gmcr
    >>> from gmcr.analysis import Arena, Pool
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> pool = Pool.of(Arena(ferry.structure), concepts=["seq"])
    >>> pool.empty_copy().tables is pool.tables
    True
    """

    def __init__(self, tables: Tables, *, concepts: Sequence[str] = (), threads: int = 1) -> None:
        self.tables = tables
        self.lattice = tables.lattice
        self.threads = threads
        self._requested = tuple(concepts)
        self._concepts = tuple(name for name in concepts if name not in _OWN)
        self._number: dict[tuple[int, ...], int] = {}
        self._columns = np.zeros((0, len(self.lattice.actors)), dtype=np.intp)
        self._counted_on: dict[tuple[int, str], _Cache] = {}
        self._roads: dict[tuple[int, str], _Cache] = {}

    @classmethod
    def of(cls, arena: Arena, *, concepts: Sequence[str] = (), threads: int = 1) -> Pool:
        """Return a pool of games on an arena, with tables of its own.

        Parameters
        ----------
        arena : Arena
            The arena, in option form.
        concepts : sequence of str, default ()
            The concepts that will be asked about.
        threads : int, default 1
            The number of threads for guarantees under SEQ and symmetric SEQ.

        Returns
        -------
        Pool
            The pool, which knows no game yet.

        Raises
        ------
        ModelError
            If the arena is in graph form.

        Examples
        --------
        >>> import gmcr
        >>> import numpy as np
        >>> from gmcr.analysis import Arena, Pool
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> arena = Arena(ferry.structure)
        >>> pool = Pool.of(arena)
        >>> games = pool.numbers(np.array([arena.profile(ferry)]))
        >>> pool.roads(3, "nash", games).outcomes.T.tolist()
        [[True, False, False, False]]
        """
        return cls(Tables(arena), concepts=concepts, threads=threads)

    def anew(self) -> Pool:
        """Return an empty pool on an arena of its own, with the same states.

        Returns
        -------
        Pool
            The pool.
        """
        return Pool.of(Arena(self.tables.arena.structure), concepts=self._requested, threads=self.threads)

    def empty_copy(self) -> Pool:
        """Return an empty pool that shares its tables with this one.

        Returns
        -------
        Pool
            The pool.
        """
        return Pool(self.tables, concepts=self._requested, threads=self.threads)

    def numbers(self, profiles: NDArray[np.int64]) -> Numbers:
        """Return the numbers of games.

        Parameters
        ----------
        profiles : ndarray of int64, shape (games, actors)
            The profiles of the games.

        Returns
        -------
        ndarray of intp, shape (games,)
            Their numbers; new games are added.
        """
        rows = list(map(tuple, profiles.tolist()))
        fresh = [profile for profile in dict.fromkeys(rows) if profile not in self._number]
        if fresh:
            before = len(self._number)
            self._columns = extended(self._columns, before + len(fresh))
            for actor in self.lattice.actors:
                own = np.array([profile[actor] for profile in fresh], dtype=np.int64)
                self._columns[before : before + len(fresh), actor] = self.tables.columns(actor, own)
            self._number |= {profile: before + k for k, profile in enumerate(fresh)}
        return np.array([self._number[profile] for profile in rows], dtype=np.intp)

    def columns(self, actor: int, games: Numbers) -> Numbers:
        """Return the columns of an actor's ranks in the tables.

        Parameters
        ----------
        actor : int
            The position of the actor.
        games : ndarray of intp, shape (games,)
            The numbers of the games.

        Returns
        -------
        ndarray of intp, shape (games,)
            The columns.
        """
        columns: Numbers = self._columns[games, actor]
        return columns

    def roads(self, row: int, concept: str, games: Numbers) -> CrowdRoads:
        """Return what steps lead to from a row in some games.

        Parameters
        ----------
        row : int
            The row of the start.
        concept : str
            One of ``CONCEPTS``.
        games : ndarray of intp, shape (games,)
            The numbers of the games.

        Returns
        -------
        CrowdRoads
            ``reached`` and ``outcomes``, both ndarrays of bool of shape (rows, games).
        """
        nothing = [np.zeros((0, self.lattice.rows), dtype=np.bool_) for _ in range(2)]
        cache = self._roads.setdefault((row, concept), _Cache(np.zeros(0, dtype=np.bool_), nothing))
        missing = cache.missing(games)
        if missing.size:
            cache.keep(missing, self._walk(row, concept, missing))
        reached, outcomes = (array[games].T for array in cache.arrays)
        return CrowdRoads(reached, outcomes)

    def undeterred(self, rows: Numbers, games: Numbers, actor: int, concept: str) -> tuple[Numbers, Bools, Numbers]:
        """Return in which pairs of a state and a game an actor has an undeterred improvement.

        Parameters
        ----------
        rows : ndarray of intp, shape (pairs,)
            The rows of the states.
        games : ndarray of intp, shape (pairs,)
            The numbers of the games.
        actor : int
            The position of the actor.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        moving : ndarray of intp, shape (moving,)
            The positions of the pairs with an undeterred improvement.
        undeterred : ndarray of bool, shape (moving, switches)
            For each of them which switches of the actor's options are one.
        goals : ndarray of intp, shape (moving, switches)
            The rows that the switches lead to, -1 for none.
        """
        goals = self.lattice.targets[actor][0][rows]
        columns = self.columns(actor, games)
        ranks = self.tables.table(actor, "nash")
        here = ranks[rows, columns]
        better = (goals >= 0) & (ranks[goals, columns[:, None]] > here[:, None])
        moving = np.flatnonzero(better.any(axis=1))  # deterrence matters only there
        goals, better = goals[moving], better[moving]
        if concept != "nash" and moving.size:
            better &= self._guarantee(goals, games[moving], actor, concept) > here[moving, None]
            remaining = better.any(axis=1)
            moving, goals, better = moving[remaining], goals[remaining], better[remaining]
        return moving, better, goals

    def _guarantee(self, rows: Numbers, games: Numbers, actor: int, concept: str) -> Values:
        """What an actor can count on at some rows in each game: (games, rows given)."""
        if concept in _OWN:
            return self.tables.table(actor, concept)[rows, self.columns(actor, games)[:, None]]
        names = tuple(dict.fromkeys((concept, *self._concepts)))
        for name in names:
            self._counted_on.setdefault(
                (actor, name), _Cache(np.zeros(0, dtype=np.bool_), [np.zeros((0, 0), np.uint8)])
            )
        cache = self._counted_on[actor, concept]
        missing = cache.missing(games)
        if missing.size:
            ranks = [self.tables.table(k, "nash")[:, self.columns(k, missing)] for k in self.lattice.actors]
            made = ensemble_guarantees(self.lattice, ranks, concepts=names, actors=[actor], threads=self.threads)
            for name in names:
                own = self._counted_on[actor, name]
                own.missing(missing)
                own.keep(missing, made[name])
        return cache.arrays[0][games[:, None], rows]

    def _walk(self, start: int, concept: str, every: Numbers) -> tuple[Bools, Bools]:
        count = every.size
        reached = np.zeros((self.lattice.rows, count), dtype=np.bool_)
        outcomes = np.zeros_like(reached)
        reached[start] = True
        rows, games = np.full(count, start, dtype=np.intp), np.arange(count, dtype=np.intp)
        while rows.size:
            ends = np.ones(rows.size, dtype=np.bool_)
            onward = []
            for actor in self.lattice.actors:
                moving, undeterred, goals = self.undeterred(rows, every[games], actor, concept)
                if moving.size:
                    ends[moving] = False
                    lean = self._lean(undeterred, goals, every[games[moving]], actor)
                    place, switch = np.nonzero(lean)
                    onward.append(goals[place, switch] * count + games[moving[place]])
            outcomes[rows[ends], games[ends]] = True
            pairs = np.concatenate(onward) if onward else np.empty(0, dtype=np.intp)
            pairs = np.unique(pairs[~reached.reshape(-1)[pairs]])
            reached.reshape(-1)[pairs] = True
            rows, games = pairs // count, pairs % count
        return reached, outcomes

    def _lean(self, undeterred: Bools, goals: Numbers, games: Numbers, actor: int) -> Bools:
        """Which undeterred improvements are lean: no other one, switching a strict subset of the same options, is as
        good."""
        worth = self.tables.table(actor, "nash")[goals, self.columns(actor, games)[:, None]]
        return lean_moves(self.lattice.targets[actor][1], worth, undeterred)


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
    >>> crowd.ranks(0).T.tolist(), crowd.roads(3, "nash").outcomes.T.tolist()
    ([[1, 2, 4, 3]], [[False, True, True, False]])
    """

    def __init__(self, pool: Pool, profiles: NDArray[np.int64]) -> None:
        self.tables = pool.tables
        self.lattice = pool.lattice
        self.games = profiles.shape[0]
        self._pool = pool
        self._numbers = self._pool.numbers(profiles)
        self._columns = [self._pool.columns(actor, self._numbers) for actor in self.lattice.actors]

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
