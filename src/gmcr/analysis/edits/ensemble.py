"""Minimal changes of many games on one structure: draws of uncertain premises, readings, edited games.

Games are numbered as they come and kept apart by what everybody wants (``EditSets``), by the start and by the target. What is
asked of many is looked for in all of them at once, size by size, and no further than asked.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena, Profile
from gmcr.analysis.edits.calculus import EditSet, EditSets
from gmcr.analysis.edits.columns import Numbers
from gmcr.analysis.edits.joint import JointSearch, in_rounds, lacking_on_roads
from gmcr.analysis.edits.roads import EditedRoads, Found
from gmcr.analysis.orders import FEW_CELLS
from gmcr.analysis.roads.pool import Pool, Tables
from gmcr.analysis.roads.roads import Play
from gmcr.analysis.rows import extended
from gmcr.model import OptionStructure
from gmcr.stability import concept as concept_named

__all__ = ["GamesEdited", "OneEdited"]

Bools = NDArray[np.bool_]

_KEPT = 1 << 28
"""Bytes of classes, roughly, that are kept; then they are made anew."""

_MANY = 64
"""So many games are walked at once; of fewer each is faster by itself."""

_Game = tuple[tuple[EditSets, ...], int, int]
"""What everybody wants, the start (a cell), and the number of the target's truth array."""


class GamesEdited(ABC):
    """Minimal changes of games for their targets under one concept. ``passing``: a target holds where a road passes it."""

    def __init__(self, arena: Arena, concept: str, *, passing: bool = False) -> None:
        self.arena, self.concept, self.passing = arena, concept, passing
        self._number: dict[_Game, int] = {}
        self._games: list[_Game] = []
        self._found: list[list[list[EditSet]]] = []  # by game and size
        self._asked: list[tuple[Numbers, Bools, int]] = []

    @staticmethod
    def on(arena: Arena, concept: str, *, passing: bool = False) -> GamesEdited:
        """Games on an arena, none yet, under a concept; *passing*: targets that roads only have to pass. Raises UnknownName."""
        return (_OwnGames if concept_named(concept).own_only else _JointGames)(arena, concept, passing=passing)

    def number(self, calculi: Sequence[EditSets], start: int, target: int) -> int:
        """The number of a game by what everybody wants, its start (a cell) and its target (the number of a truth array)."""
        game = (tuple(calculi), start, target)
        number = self._number.setdefault(game, len(self._games))
        if number == len(self._games):
            self._games.append(game)
            self._found.append([])
        return number

    @abstractmethod
    def holds(self, games: Numbers) -> Bools:
        """Whether the target holds in some games before any change."""

    @abstractmethod
    def _search(self, games: Sequence[int], size: int) -> Mapping[int, list[EditSet]]:
        """All minimal changes of exactly *size* edits in some games, those of fewer being known."""

    def ask(self, games: Numbers, actors: Bools, bound: int) -> None:
        """Say that in some games sizes up to *bound* will be looked at, until one of some actors takes part: whoever looks first
        then looks for all."""
        self._asked.append((np.unique(games), actors, bound))

    def look(self, games: Numbers, size: int) -> None:
        """Look for all minimal changes of at most *size* edits in some games. Raises SizeError."""
        asked, self._asked = self._asked, []
        for step in range(1, max((bound for _, _, bound in asked), default=0) + 1):
            asked = [(left, actors, bound) for left, actors, bound in asked if bound >= step]
            self._look(np.concatenate([left for left, _, _ in asked]), step)
            asked = [
                (left[~(self.taking_part(left, step) & actors).any(axis=1)], actors, bound)
                for left, actors, bound in asked
            ]
        for step in range(1, size + 1):
            self._look(games, step)

    def _look(self, games: Numbers, size: int) -> None:
        fresh = [game for game in np.unique(games).tolist() if len(self._found[game]) < size]
        if fresh:
            found = self._search(fresh, size)
            for game in fresh:
                self._found[game].append(found.get(game, []))

    def of_size(self, game: int, size: int) -> list[EditSet]:
        """All minimal changes of a game that have exactly *size* edits. Raises SizeError."""
        self.look(np.array([game]), size)
        return self._found[game][size - 1]

    def taking_part(self, games: Numbers, size: int) -> Bools:
        """The actors whose edits take part in some minimal change of exactly *size* edits: (games, actors). Raises SizeError."""
        self.look(games, size)
        place = {actor: k for k, actor in enumerate(self.arena.actors)}
        found = np.zeros((games.size, len(place)), dtype=np.bool_)
        for row, game in enumerate(games.tolist()):
            for change in self._found[game][size - 1]:
                found[row, [place[edit.actor] for edit in change]] = True
        return found


class OneEdited:
    """One of the games, size by size."""

    def __init__(self, games: GamesEdited, game: int) -> None:
        self._games, self._game = games, game
        [self.holds] = games.holds(np.array([game])).tolist()

    def of_size(self, size: int) -> list[EditSet]:
        """All minimal changes of exactly *size* edits."""
        return self._games.of_size(self._game, size)


class _OwnGames(GamesEdited):
    """Under Nash, GMR and SMR the steps of an actor depend on its own wants alone, and roads visit few states. So the edit sets
    of each actor are kept apart and split only when they lead to different steps at a state that is really reached: many
    combinations share one road, and each road is walked once."""

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

    def _note(self, found: Sequence[Found]) -> None:
        for part in found:
            unedited = part.games[part.least == 0]
            self._holds[unedited] = part.holds

    def _search(self, games: Sequence[int], size: int) -> Mapping[int, list[EditSet]]:
        self._holds = extended(self._holds, len(self._games), fill=-1)
        parts: Iterable[Found] = self._explore(games, size)
        if self._holds[games].min() < 0:
            parts = list(parts)
            self._note(parts)
        found: dict[int, list[EditSet]] = {}
        for part in parts:
            turned = self._holds[part.games] != part.holds
            for game, classes in zip(part.games[turned].tolist(), part.classes[turned].tolist(), strict=True):
                found.setdefault(game, []).extend(self._unions(game, classes, size))
        return found

    def _explore(self, games: Sequence[int], size: int) -> Iterator[Found]:
        if self._roads.room > _KEPT:
            self._roads = EditedRoads(self.arena, self.concept, passing=self.passing)
        own = [self._games[game] for game in games]
        classes = np.array([self._classes(game, size) for game in games], dtype=np.intp)
        return self._roads.explore(
            np.array(games), [start for _, start, _ in own], [target for _, _, target in own], classes, size
        )

    def _classes(self, game: int, size: int) -> list[int]:
        """For each actor its edit sets that can be part of a minimal change: those that hold none of one yet."""
        known = [change for changes in self._found[game] for change in changes]
        found = []
        for name, own, calculus in zip(self.arena.actors, self._roads.classes, self._games[game][0], strict=True):
            without = frozenset(change for change in known if all(edit.actor == name for edit in change))
            found.append(own.whole(calculus, size, without))
        return found

    def _unions(self, game: int, classes: Sequence[int], size: int) -> Iterator[EditSet]:
        """All unions of one edit set from each class that have *size* edits and hold no smaller minimal change."""
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
    """Under SEQ and symmetric SEQ steps depend on everybody's wants: ``analysis.edits.joint``, one game after another, with roads
    of very many edited ones walked at once where the structure is small."""

    def __init__(self, arena: Arena, concept: str, *, passing: bool = False) -> None:
        super().__init__(arena, concept, passing=passing)
        self._searches: dict[int, JointSearch] = {}
        self._tables: Tables | None = None

    def ask(self, games: Numbers, actors: Bools, bound: int) -> None:
        """Nothing is gained by looking for many at once."""

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
        """The value where nobody gains by any move: the start is an equilibrium under every concept then."""
        good = bool(self.arena.truth(target)[start])

        @cache
        def quiet(actor: int, number: int) -> bool:
            return Play(self.arena, (number,) * len(self.arena.actors)).stable(start, "nash", actor)

        def at_rest(profile: Profile) -> bool | None:
            return good if all(quiet(actor, number) for actor, number in enumerate(profile)) else None

        return at_rest

    def _arriving(self, start: int, target: int) -> Callable[[Sequence[Profile]], list[bool]]:
        """What tells of many games whether a road from the start leads to an equilibrium with the target (passes it)."""
        arena, concept, good = self.arena, self.concept, self.arena.truth(target)

        def arrives(play: Play) -> bool:
            roads = play.roads(start, concept)
            return bool(good[list(roads.reached if self.passing else roads.outcomes)].any())

        one_by_one = in_rounds(arena, concept, arrives, lambda play: lacking_on_roads(play, start, concept))

        def together(profiles: Sequence[Profile]) -> list[bool]:
            if len(profiles) < _MANY:
                return one_by_one(profiles)
            if self._tables is None or self._tables.room > _KEPT:
                self._tables = Tables(arena)
            pool, row = Pool(self._tables), self._tables.row(start)
            roads = pool.roads(row, concept, pool.numbers(np.array(profiles, dtype=np.int64)))
            cells = roads.reached if self.passing else roads.outcomes
            met: Bools = (cells & self._tables.at_rows(good)[:, None]).any(axis=0)
            return [bool(value) for value in met]

        small = isinstance(arena.structure, OptionStructure) and arena.structure.cells <= FEW_CELLS
        return together if small else one_by_one
