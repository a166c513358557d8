"""Minimal changes of many games on one structure: draws of uncertain premises, readings, edited games.

Games are numbered in order of arrival and told apart by everybody's wants (``EditSets``), by the start and by the
target. Requests about many games are searched for all of them at once, size by size, and no further than requested.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena, Profile
from gmcr.analysis.arrays import extended
from gmcr.analysis.edits.calculus import EditSet, EditSets, JointSearch, in_rounds, lacking_on_roads
from gmcr.analysis.edits.labels import Numbers
from gmcr.analysis.edits.roads import EditedRoad, EditedRoads
from gmcr.analysis.orders import FEW_CELLS
from gmcr.analysis.roads.crowd import Pool, Tables
from gmcr.analysis.roads.roads import Play
from gmcr.model import OptionStructure
from gmcr.stability import concept as concept_named

__all__ = ["GamesEdited", "OneEdited"]

Bools = NDArray[np.bool_]

_CLASSES_ROOM = 1 << 28
"""The memory limit for classes, in bytes, approximately; beyond it they are discarded."""

_MANY = 64
"""From this many games on, roads are walked together; fewer games are faster one by one."""

_Game = tuple[tuple[EditSets, ...], int, int]
"""Everybody's edit sets, the start (a cell), and the number of the target's truth array."""


class GamesEdited(ABC):
    """Minimal changes of many games for their targets under one concept.

    Parameters
    ----------
    arena : Arena
        The arena of the games' structure.
    concept : str
        One of ``CONCEPTS``.
    passing : bool, default False
        Whether a target holds if a road passes it. By default a road has to end there.

    Notes
    -----
    The class is abstract: ``GamesEdited.on`` makes the instance that fits the concept. ``gmcr.minimal_changes`` has
    the definitions.

    Examples
    --------
    >>> import gmcr
    >>> import numpy as np
    >>> from gmcr.analysis import Arena, EditSets, GamesEdited
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> arena = Arena(ferry.structure)
    >>> games = GamesEdited.on(arena, "nash")
    >>> sets = [EditSets(ferry, arena, actor) for actor in ferry.actors]
    >>> game = games.number(sets, 0, arena.truth_of_formula(ferry.formula("run"), {}))
    >>> games.holds(np.array([game])).tolist(), len(games.of_size(game, 1))
    ([False], 2)
    """

    def __init__(self, arena: Arena, concept: str, *, passing: bool = False) -> None:
        self.arena, self.concept, self.passing = arena, concept, passing
        self._number: dict[_Game, int] = {}
        self._games: list[_Game] = []
        self._found: list[list[list[EditSet]]] = []  # by game and size
        self._requests: list[tuple[Numbers, Bools, int]] = []

    @staticmethod
    def on(arena: Arena, concept: str, *, passing: bool = False) -> GamesEdited:
        """Return an empty collection of games on an arena.

        Parameters
        ----------
        arena : Arena
            The arena of the games' structure.
        concept : str
            One of ``CONCEPTS``.
        passing : bool, default False
            Whether roads only have to pass a target.

        Returns
        -------
        GamesEdited
            The collection.

        Raises
        ------
        UnknownName
            If the concept does not exist.
        """
        chosen = concept_named(concept)
        return (_OwnGames if chosen.own_only else _JointGames)(arena, chosen.name, passing=passing)

    def number(self, calculi: Sequence[EditSets], start: int, target: int) -> int:
        """Return the number of a game.

        Parameters
        ----------
        calculi : sequence of EditSets
            The edit sets of each actor, in order.
        start : int
            The cell of the start.
        target : int
            The number of the target's truth array in the arena.

        Returns
        -------
        int
            The number; a new game is added.
        """
        game = (tuple(calculi), start, target)
        number = self._number.setdefault(game, len(self._games))
        if number == len(self._games):
            self._games.append(game)
            self._found.append([])
        return number

    @abstractmethod
    def holds(self, games: Numbers) -> Bools:
        """Return whether the target holds in some games before any change.

        Parameters
        ----------
        games : ndarray of intp, shape (games,)
            The numbers of the games.

        Returns
        -------
        ndarray of bool, shape (games,)
            Whether it holds.
        """

    @abstractmethod
    def _search(self, games: Sequence[int], size: int) -> Mapping[int, list[EditSet]]:
        """All minimal changes of exactly *size* edits in some games, when those of fewer edits are known."""

    def ask(self, games: Numbers, actors: Bools, bound: int) -> None:
        """Announce sizes that will be requested, so that the next search covers all these games.

        Parameters
        ----------
        games : ndarray of intp, shape (games,)
            The numbers of the games.
        actors : ndarray of bool, shape (games, actors)
            Each game is searched until one of these actors takes part in a minimal change.
        bound : int
            The largest size.
        """
        self._requests.append((np.unique(games), actors, bound))

    def look(self, games: Numbers, size: int) -> None:
        """Search for all minimal changes of limited size in some games.

        Parameters
        ----------
        games : ndarray of intp, shape (games,)
            The numbers of the games.
        size : int
            The largest number of edits in a change.

        Raises
        ------
        SizeError
            If an actor has too many sets of edits.
        """
        requests, self._requests = self._requests, []
        for step in range(1, max((bound for _, _, bound in requests), default=0) + 1):
            requests = [(open_games, actors, bound) for open_games, actors, bound in requests if bound >= step]
            self._look(np.concatenate([open_games for open_games, _, _ in requests]), step)
            requests = [
                (open_games[~(self.taking_part(open_games, step) & actors).any(axis=1)], actors, bound)
                for open_games, actors, bound in requests
            ]
        for step in range(1, size + 1):
            self._look(games, step)

    def _look(self, games: Numbers, size: int) -> None:
        fresh = [game for game in np.unique(games).tolist() if len(self._found[game]) < size]
        if fresh:
            changes = self._search(fresh, size)
            for game in fresh:
                self._found[game].append(changes.get(game, []))

    def of_size(self, game: int, size: int) -> list[EditSet]:
        """Return all minimal changes of one size.

        Parameters
        ----------
        game : int
            The number of the game.
        size : int
            The exact number of edits, from 1.

        Returns
        -------
        list of frozenset of Edit
            The changes.

        Raises
        ------
        SizeError
            If an actor has too many sets of edits.
        """
        self.look(np.array([game]), size)
        return self._found[game][size - 1]

    def taking_part(self, games: Numbers, size: int) -> Bools:
        """Return which actors take part in a minimal change of one size.

        Parameters
        ----------
        games : ndarray of intp, shape (games,)
            The numbers of the games.
        size : int
            The exact number of edits, from 1.

        Returns
        -------
        ndarray of bool, shape (games, actors)
            Whether an edit of the actor's wants belongs to such a change.

        Raises
        ------
        SizeError
            If an actor has too many sets of edits.
        """
        self.look(games, size)
        place = {actor: k for k, actor in enumerate(self.arena.actors)}
        taking = np.zeros((games.size, len(place)), dtype=np.bool_)
        for row, game in enumerate(games.tolist()):
            for change in self._found[game][size - 1]:
                taking[row, [place[edit.actor] for edit in change]] = True
        return taking


class OneEdited:
    """One of the games, size by size."""

    def __init__(self, games: GamesEdited, game: int) -> None:
        self._games, self._game = games, game
        [self.holds] = games.holds(np.array([game])).tolist()

    def of_size(self, size: int) -> list[EditSet]:
        """All minimal changes of exactly *size* edits."""
        return self._games.of_size(self._game, size)


class _OwnGames(GamesEdited):
    """Games under Nash, GMR and SMR, where an actor's steps depend on its own wants alone and roads visit few states.
    Each actor's edit sets are kept apart and split only when they lead to different steps at a state that is really
    reached. So many combinations share one road, and each road is walked once."""

    def __init__(self, arena: Arena, concept: str, *, passing: bool = False) -> None:
        super().__init__(arena, concept, passing=passing)
        self._roads = EditedRoads(arena, concept, passing=passing)
        self._holds = np.full(0, -1, dtype=np.int8)  # -1: not known yet

    def holds(self, games: Numbers) -> Bools:
        self._holds = extended(self._holds, len(self._games), fill=-1)
        fresh = np.unique(games[self._holds[games] < 0])
        if fresh.size:
            self._note(list(self._explore(fresh.tolist(), 0)))
        holds: Bools = self._holds[games] == 1
        return holds

    def _note(self, parts: Sequence[EditedRoad]) -> None:
        for part in parts:
            unedited = part.games[part.least == 0]
            self._holds[unedited] = part.holds

    def _search(self, games: Sequence[int], size: int) -> Mapping[int, list[EditSet]]:
        self._holds = extended(self._holds, len(self._games), fill=-1)
        parts: Iterable[EditedRoad] = self._explore(games, size)
        if self._holds[games].min() < 0:
            parts = list(parts)
            self._note(parts)
        changes: dict[int, list[EditSet]] = {}
        for part in parts:
            turned = self._holds[part.games] != part.holds
            for game, classes in zip(part.games[turned].tolist(), part.classes[turned].tolist(), strict=True):
                changes.setdefault(game, []).extend(self._unions(game, classes, size))
        return changes

    def _explore(self, games: Sequence[int], size: int) -> Iterator[EditedRoad]:
        if self._roads.room > _CLASSES_ROOM:
            self._roads = EditedRoads(self.arena, self.concept, passing=self.passing)
        own = [self._games[game] for game in games]
        classes = np.array([self._classes(game, size) for game in games], dtype=np.intp)
        return self._roads.explore(
            np.array(games), [start for _, start, _ in own], [target for _, _, target in own], classes, size
        )

    def _classes(self, game: int, size: int) -> list[int]:
        """For each actor the class of its edit sets that can be part of a minimal change: those that contain no known
        one."""
        known = [change for changes in self._found[game] for change in changes]
        classes = []
        for name, own, calculus in zip(self.arena.actors, self._roads.classes, self._games[game][0], strict=True):
            without = frozenset(change for change in known if all(edit.actor == name for edit in change))
            classes.append(own.whole(calculus, size, without))
        return classes

    def _unions(self, game: int, classes: Sequence[int], size: int) -> Iterator[EditSet]:
        """All unions of one edit set from each class that have *size* edits and contain no smaller minimal change."""
        known = [change for changes in self._found[game] for change in changes]
        calculi = self._games[game][0]
        every = [own.numbers(k) for own, k in zip(self._roads.classes, classes, strict=True)]
        for split in product(*every):
            if sum(split) == size:
                for numbers in product(*(own[part] for own, part in zip(every, split, strict=True))):
                    chosen = (
                        calculus.chosen(number) for calculus, number in zip(calculi, numbers, strict=True) if number
                    )
                    whole = frozenset().union(*chosen)
                    if not any(change < whole for change in known):
                        yield whole


class _JointGames(GamesEdited):
    """Games under SEQ and symmetric SEQ, where steps depend on everybody's wants: ``analysis.edits.calculus``, one game
    after another. On a small structure the roads of very many edited games are walked together."""

    def __init__(self, arena: Arena, concept: str, *, passing: bool = False) -> None:
        super().__init__(arena, concept, passing=passing)
        self._searches: dict[int, JointSearch] = {}
        self._tables: Tables | None = None

    def ask(self, games: Numbers, actors: Bools, bound: int) -> None:
        """Do nothing, since searching many games at once gains nothing here."""

    def holds(self, games: Numbers) -> Bools:
        return np.array([self._of(game).holds for game in games.tolist()], dtype=np.bool_)

    def _search(self, games: Sequence[int], size: int) -> Mapping[int, list[EditSet]]:
        return {game: self._of(game).of_size(size) for game in games}

    def _of(self, game: int) -> JointSearch:
        if game not in self._searches:
            calculi, start, target = self._games[game]
            self._searches[game] = JointSearch(calculi, self._arriving(start, target), self._at_rest(start, target))
        return self._searches[game]

    def _at_rest(self, start: int, target: int) -> Callable[[Profile], bool | None]:
        """The value if nobody gains by any move, since the start is then an equilibrium under every concept."""
        good = bool(self.arena.truth(target)[start])

        @cache
        def quiet(actor: int, number: int) -> bool:
            return Play(self.arena, (number,) * len(self.arena.actors)).stable(start, "nash", actor)

        def at_rest(profile: Profile) -> bool | None:
            return good if all(quiet(actor, number) for actor, number in enumerate(profile)) else None

        return at_rest

    def _arriving(self, start: int, target: int) -> Callable[[Sequence[Profile]], list[bool]]:
        """A function from many games to whether a road from the start leads to an equilibrium with the target (or
        passes it)."""
        arena, concept, good = self.arena, self.concept, self.arena.truth(target)

        def arrives(play: Play) -> bool:
            roads = play.roads(start, concept)
            return bool(good[list(roads.reached if self.passing else roads.outcomes)].any())

        one_by_one = in_rounds(arena, concept, arrives, lambda play: lacking_on_roads(play, start, concept))

        def together(profiles: Sequence[Profile]) -> list[bool]:
            if len(profiles) < _MANY:
                return one_by_one(profiles)
            if self._tables is None or self._tables.room > _CLASSES_ROOM:
                self._tables = Tables(arena)
            pool, row = Pool(self._tables), self._tables.row(start)
            roads = pool.roads(row, concept, pool.numbers(np.array(profiles, dtype=np.int64)))
            cells = roads.reached if self.passing else roads.outcomes
            met: Bools = (cells & self._tables.at_rows(good)[:, None]).any(axis=0)
            return [bool(value) for value in met]

        small = isinstance(arena.structure, OptionStructure) and arena.structure.cells <= FEW_CELLS
        return together if small else one_by_one
