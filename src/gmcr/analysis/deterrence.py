"""The improvements that nothing deters, in many games on one structure.

Roads visit tens of states. On a small structure the guarantees of all states are computed for many games at once
(``analysis.deterrence``). On a large one the countermoves to an improvement are searched from the state that it leads
to (``kernels.search``), unless no state of the slice that opponents cannot leave would deter it. If the search goes
too far, the slice is solved and cached (``kernels.slices``).

What actors can count on, in very many games on one structure, computed in batches and once for each different game.

Under Nash, GMR and SMR an actor's guarantee depends on its own ranks alone, so games in which it ranks alike share it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arrays import LruCache
from gmcr.analysis.orders import BATCH_CELLS, FEW_CELLS, Orders, Profile
from gmcr.kernels import Ensemble, Lattice, Search, Slices, Values, in_chunks, kernel_for, search_for
from gmcr.model import OptionStructure
from gmcr.stability import CONCEPTS, Concept, concepts_named, guarantees
from gmcr.stability import concept as concept_named

__all__ = ["Deterrence", "Guarantees"]


_FEW_SWITCHES = 1 << 7
"""Games are solved side by side only if the actors' options have no more combinations than this, summed over
actors …"""

_MANY_GAMES = 16
"""… and only from this many games on."""

_OWN_ONLY = frozenset(item.name for item in concepts_named(CONCEPTS) if item.own_only)

ROOM = 1 << 29
"""The memory limit for guarantees, in bytes. The least recently used are evicted."""


class Guarantees:
    """The guarantees of games, computed on request and cached."""

    def __init__(self, orders: Orders) -> None:
        self.structure = orders.structure
        self.orders = orders
        self._known: LruCache[tuple[str, int, Any]] = LruCache(ROOM)

    @cached_property
    def lattice(self) -> Lattice:
        """The states and moves for kernels with games on the last axis. Raises ModelError in graph form."""
        return Lattice(self.structure)

    def prepare(
        self, profiles: Iterable[Profile], concepts: Sequence[str], actors: Collection[int] | None = None
    ) -> None:
        """Compute the guarantees of games that are not known yet, in batches, for some *actors* or for all."""
        whose = range(len(self.structure.actors)) if actors is None else actors
        wanted = list(dict.fromkeys(profiles))
        for sanctions in ("moves", "improvements"):
            names = [item.name for item in concepts_named(concepts) if item.sanctions == sanctions]
            if not names:
                continue
            missing = [p for p in wanted if not all(self.knows(p, k, name) for name in names for k in whose)]
            if sanctions == "moves":
                missing = _covering(missing)
            step = max(1, BATCH_CELLS // self.structure.cells)
            for first in range(0, len(missing), step):
                self._solve(missing[first : first + step], names, whose)

    @contextmanager
    def temporarily(self) -> Iterator[None]:
        """Discard at the end of a block the guarantees computed in it, as in searches through thousands of games."""
        known = self._known
        self._known = known.copy()
        try:
            yield
        finally:
            self._known = known

    def of(self, profile: Profile, actor: int, concept: str) -> Values:
        """The ranks that an actor can count on after moving to each cell under a concept, (cells,)."""
        if concept == "nash":
            return self.orders.ranks[profile[actor]]
        key = self.key(profile, actor, concept)
        values = self._known.get(key)
        if values is None:
            every = range(len(self.structure.actors))  # one kernel serves all of them
            self.prepare([profile], [concept], [*(k for k in every if k != actor), actor])
            values = self._known.get(key)
            assert values is not None, "what was computed last is kept"
        return values

    def key(self, profile: Profile, actor: int, concept: str) -> tuple[str, int, Any]:
        """What an actor's guarantees depend on: games with the same key share them."""
        return (concept, actor, profile[actor] if concept in _OWN_ONLY else profile)

    def knows(self, profile: Profile, actor: int, concept: str) -> bool:
        """Whether an actor's guarantees are already known."""
        return concept == "nash" or self.key(profile, actor, concept) in self._known

    def _solve(self, profiles: Sequence[Profile], names: Sequence[str], actors: Collection[int]) -> None:
        concepts = concepts_named(names)
        # Over the opponents' moves the kernels with games first are as fast.
        improving = any(not item.own_only for item in concepts)
        side_by_side = improving and len(profiles) >= _MANY_GAMES and self._small
        solve = self._games_last if side_by_side else self._games_first
        for item, actor, values in solve(profiles, concepts, actors):
            for place, profile in enumerate(profiles):
                key = (item.name, actor, profile[actor] if item.own_only else profile)
                self._known.put(key, values[place])

    def _games_first(
        self, profiles: Sequence[Profile], concepts: Sequence[Concept], actors: Collection[int]
    ) -> Iterator[tuple[Concept, int, Values]]:
        """Guarantees, (games, cells), from a kernel with games on the first axis."""
        stacked = []
        for actor in range(len(self.structure.actors)):
            arrays = [self.orders.ranks[profile[actor]] for profile in profiles]
            stacked.append(np.stack(arrays).astype(max(array.dtype for array in arrays), copy=False))
        kernel = kernel_for(self.structure, stacked)
        for actor in actors:
            for item, values in guarantees(kernel, actor, concepts):
                yield item, actor, values

    def _games_last(
        self, profiles: Sequence[Profile], concepts: Sequence[Concept], actors: Collection[int]
    ) -> Iterator[tuple[Concept, int, Values]]:
        """Guarantees, (games, cells), from a kernel with games on the last axis, many times faster for many small
        games. Infeasible cells get 0."""
        numbers = range(len(self.structure.actors))
        kind = np.result_type(*(self.orders.ranks[profile[actor]].dtype for profile in profiles for actor in numbers))
        ranks = [
            self.structure.at_states(
                np.stack([self.orders.ranks[profile[actor]] for profile in profiles], axis=-1).astype(kind)
            )
            for actor in numbers
        ]

        def work(kernel: Ensemble) -> list[tuple[Concept, int, Values]]:
            return [(item, actor, values) for actor in actors for item, values in guarantees(kernel, actor, concepts)]

        cells = self.structure.cells_of(self.structure.states)
        for parts in zip(*in_chunks(self.lattice, ranks, work), strict=True):
            item, actor, _ = parts[0]
            values = np.zeros((len(profiles), self.structure.cells), dtype=kind)
            values[:, cells] = np.concatenate([part for _, _, part in parts], axis=-1).T
            yield item, actor, values

    @cached_property
    def _small(self) -> bool:
        """Whether solving games side by side pays: there are few cells, and few combinations of options that a move
        can switch."""
        if not isinstance(self.structure, OptionStructure) or self.structure.cells > FEW_CELLS:
            return False
        return sum(1 << (high - low) for low, high in self.structure.form.span.values()) <= _FEW_SWITCHES


def _covering(profiles: Sequence[Profile]) -> list[Profile]:
    """Fewer profiles with the same rank numbers of every actor between them, for concepts under which actors do not
    interact."""
    if not profiles:
        return []
    columns = [list(dict.fromkeys(column)) for column in zip(*profiles, strict=True)]
    longest = max(map(len, columns))
    return [tuple(column[min(place, len(column) - 1)] for column in columns) for place in range(longest)]


_ROOM = 16
"""Opponents' moves that one search examines, for each state of a slice: about as long as it takes to solve the
slice."""

_SLICES = 1 << 28
"""The memory limit for solved slices, in bytes."""

_VERDICTS = 1 << 16
"""The number of cached verdicts, each on all improvements of an actor from a state, a few hundred bytes each."""

_CELLS_A_QUESTION = 1 << 10
"""The cells of a game that are solved in about the time that it takes to search from one state."""

_WEAKER = {
    one.name: tuple(other.name for other in concepts_named(CONCEPTS) if other is not one and one.implies(other))
    for one in concepts_named(CONCEPTS)
}
"""Maps a concept to those that deter at least as much, since opponents may do more there or the actor less: an
improvement that is undeterred under one of these is undeterred under the concept."""


class Deterrence:
    """Finds the improvements that nothing deters. ``searched`` says whether it searches countermoves on this
    structure."""

    def __init__(self, orders: Orders, guarantees: Guarantees, *, room: int | None = None) -> None:
        structure = orders.structure
        self.orders, self.guarantees = orders, guarantees
        self.searched = isinstance(structure, OptionStructure) and (room is not None or structure.cells > FEW_CELLS)
        self._room = room
        self._solved: LruCache[tuple[Any, int]] = LruCache(_SLICES)
        self._verdicts: dict[tuple[Any, int, bytes], NDArray[np.bool_]] = {}
        self._least: dict[tuple[int, int], NDArray[Any]] = {}
        self._asked: dict[tuple[str, int, Any], int] = {}

    def undeterred(
        self, profile: Profile, actor: int, concept: str, targets: NDArray[np.int64], floor: int
    ) -> NDArray[np.bool_]:
        """Whether nothing deters each of an actor's improvements from one state. *targets* are the cells that they
        lead to, *floor* is the actor's rank of that state."""
        if not self.searched or self._often(profile, actor, concept):
            counted_on = self.guarantees.of(profile, actor, concept)
            improves: NDArray[np.bool_] = counted_on[targets] > floor
            return improves
        codes = self.orders.structure.codes_of(targets)
        undeterred = np.ones(targets.size, dtype=np.bool_)
        unknown = self._look_up(profile, actor, concept, codes, floor, undeterred)
        question = floor, targets.tobytes()
        for weaker in _WEAKER[concept]:
            known = self._verdicts.get((self.guarantees.key(profile, actor, weaker), *question))
            if known is not None:
                unknown = unknown[~known[unknown]]
        if unknown.size:
            chosen = concept_named(concept)
            search = self._search.deterred(
                [self.orders.ranks[number] for number in profile],
                actor,
                codes[unknown],
                floor,
                improving=not chosen.own_only,
                reply=chosen.reply,
                room=self._room_for(actor),
            )
            undeterred[unknown[search.deterred]] = False
            if not search.whole:
                for place in unknown[~search.deterred].tolist():
                    undeterred[place] = self._solve(profile, actor, concept, int(codes[place])) > floor
        if len(self._verdicts) >= _VERDICTS:
            self._verdicts.clear()
            self._asked.clear()
        self._verdicts[(self.guarantees.key(profile, actor, concept), *question)] = undeterred
        return undeterred

    def _often(self, profile: Profile, actor: int, concept: str) -> bool:
        """Whether it costs less to solve a game than to go on searching it: after enough questions, as long as it is kept."""
        if self.guarantees.knows(profile, actor, concept):
            return True
        if self._room is not None:
            return False
        key = self.guarantees.key(profile, actor, concept)
        asked = self._asked[key] = self._asked.get(key, 0) + 1
        if asked * _CELLS_A_QUESTION <= self.orders.structure.cells:
            return False
        del self._asked[key]
        return True

    def _look_up(
        self,
        profile: Profile,
        actor: int,
        concept: str,
        codes: NDArray[np.int64],
        floor: int,
        undeterred: NDArray[np.bool_],
    ) -> NDArray[np.intp]:
        """Enter what solved slices settle into *undeterred* and return the positions that stay open."""
        key, unknown = self.guarantees.key(profile, actor, concept), []
        strategies = self._slices.strategies(codes, actor)
        below = self._least_in(profile[actor], actor)[strategies] <= floor
        for place in np.flatnonzero(below).tolist():
            values = self._solved.get((key, int(strategies[place])))
            if values is None:
                unknown.append(place)
            else:
                undeterred[place] = values[self._slices.place(int(codes[place]), actor)] > floor
        return np.array(unknown, dtype=np.intp)

    def _least_in(self, number: int, actor: int) -> NDArray[Any]:
        """The worst rank in each of the actor's slices."""
        if (number, actor) not in self._least:
            self._least[number, actor] = self._slices.least(self.orders.ranks[number], actor)
        return self._least[number, actor]

    def _solve(self, profile: Profile, actor: int, concept: str, code: int) -> int:
        """The guarantee of the actor after a move to a state, by solving the state's slice."""
        chosen, key = concept_named(concept), self.guarantees.key(profile, actor, concept)
        strategy = int(self._slices.strategies(np.array([code]), actor)[0])
        values = self._slices.guarantee(
            [self.orders.ranks[number] for number in profile],
            actor,
            strategy,
            improving=not chosen.own_only,
            reply=chosen.reply,
        )
        return int(self._solved.put((key, strategy), values)[self._slices.place(code, actor)])

    def _room_for(self, actor: int) -> int:
        """The number of opponents' moves that one search examines."""
        return _ROOM * self._slices.size(actor) if self._room is None else self._room

    @cached_property
    def _search(self) -> Search:
        structure = self.orders.structure
        assert isinstance(structure, OptionStructure)
        return search_for(structure)

    @cached_property
    def _slices(self) -> Slices:
        structure = self.orders.structure
        assert isinstance(structure, OptionStructure)
        return Slices(structure, self._search)
