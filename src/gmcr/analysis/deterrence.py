"""The improvements that nothing deters, in many games on one structure.

Roads visit tens of states. On a small structure the guarantees of all states are computed for many games at once
(``analysis.guarantees``). On a large one the countermoves to an improvement are searched from the state that it leads
to (``kernels.search``), unless no state of the slice that opponents cannot leave would deter it. If the search goes
too far, the slice is solved and cached (``kernels.slices``).
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.guarantees import Guarantees
from gmcr.analysis.lru import LruCache
from gmcr.analysis.orders import FEW_CELLS, Orders, Profile
from gmcr.kernels import Search, Slices, search_for
from gmcr.model import OptionStructure
from gmcr.stability import CONCEPTS, concepts_named
from gmcr.stability import concept as concept_named

__all__ = ["Deterrence"]

_ROOM = 16
"""Opponents' moves that one search examines, for each state of a slice: about as long as it takes to solve the
slice."""

_SLICES = 1 << 28
"""The memory limit for solved slices, in bytes."""

_VERDICTS = 1 << 16
"""The number of cached verdicts, each on all improvements of an actor from a state, a few hundred bytes each."""

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

    def undeterred(
        self, profile: Profile, actor: int, concept: str, targets: NDArray[np.int64], floor: int
    ) -> NDArray[np.bool_]:
        """Whether nothing deters each of an actor's improvements from one state. *targets* are the cells that they
        lead to, *floor* is the actor's rank of that state."""
        if not self.searched or concept == "nash":
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
        self._verdicts[(self.guarantees.key(profile, actor, concept), *question)] = undeterred
        return undeterred

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
