"""Which improvements nothing deters, in many games on one structure.

Roads visit tens of states. On a small structure what actors can count on is computed for all states of many games at once
(``analysis.guarantees``); on a large one whether an improvement is deterred is searched from where it leads
(``kernels.search``). What searches have looked at is counted for each game, and where a whole solution would have cost no
more, it takes their place.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.guarantees import Guarantees
from countermove.analysis.orders import FEW_CELLS, Orders, Profile
from countermove.kernels import Search
from countermove.model import OptionStructure
from countermove.stability import concept as concept_named

__all__ = ["ROOM", "Deterrence"]

ROOM = 64
"""Moves of opponents, times the number of cells, that are looked at in one game for one actor under one concept before it is
solved whole: about where that costs the same."""


class Deterrence:
    """The improvements that nothing deters; ``searched``: whether they are searched for where they lead, on this structure."""

    def __init__(self, orders: Orders, guarantees: Guarantees, *, room: int | None = None) -> None:
        structure = orders.structure
        self.orders, self.guarantees = orders, guarantees
        self.searched = isinstance(structure, OptionStructure) and (room is not None or structure.cells > FEW_CELLS)
        self._room = ROOM * structure.cells if room is None else room
        self._looked_at: dict[tuple[str, int, Any], int] = {}

    def undeterred(
        self, profile: Profile, actor: int, concept: str, targets: NDArray[np.int64], floor: int
    ) -> NDArray[np.bool_]:
        """Whether nothing deters each of an actor's improvements from one state; *targets*: the cells that they lead to,
        *floor*: the actor's rank of that state."""
        if self.searched and not self.guarantees.knows(profile, actor, concept):
            found = self._searched_for(profile, actor, concept, targets, floor)
            if found is not None:
                return found
        return self.guarantees.of(profile, actor, concept)[targets] > floor

    def _searched_for(
        self, profile: Profile, actor: int, concept: str, targets: NDArray[np.int64], floor: int
    ) -> NDArray[np.bool_] | None:
        """The same by searching; None where there is no room left."""
        chosen, key = concept_named(concept), self.guarantees.key(profile, actor, concept)
        spent = self._looked_at.get(key, 0)
        found = self._search.deterred(
            [self.orders.ranks[number] for number in profile],
            actor,
            self.orders.structure.codes_of(targets),
            floor,
            improving=not chosen.own_only,
            reply=chosen.reply,
            room=self._room - spent,
        )
        self._looked_at[key] = spent + found.looked_at
        return None if found.deterred is None else ~found.deterred

    @cached_property
    def _search(self) -> Search:
        structure = self.orders.structure
        assert isinstance(structure, OptionStructure)
        return Search(structure)
