"""What every ``solve…`` of this package takes and gives.

They take a conflict, and by keyword all that depends on a choice: ``concepts`` where there are several, ``horizon``,
``ties``, ``form``; ``coalition``, ``coalitions`` or ``partition``; ``preferences`` beyond one ranking an actor. They
give a ``Solution``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.brief import Brief
from gmcr.base.given import known_name
from gmcr.model import Conflict

__all__ = ["Solution"]


class Solution(Brief, ABC):
    """Which states are stable for whom, under which concepts. Arrays are aligned with ``conflict.states``."""

    __slots__ = ()

    conflict: Conflict
    concepts: tuple[str, ...]

    @property
    def players(self) -> tuple[Any, ...]:
        """Who has to stay where there is to be an equilibrium, as ``stable`` takes them: the actors, or coalitions."""
        return self.conflict.actors

    @abstractmethod
    def stable(self, concept: str, actor: Any) -> NDArray[np.bool_]:
        """Where a player is stable under *concept*: bool (states,). Raises UnknownName."""

    def equilibrium(self, concept: str) -> NDArray[np.bool_]:
        """Where every player is stable under *concept*: bool (states,). Raises UnknownName."""
        stable: NDArray[np.bool_] = np.logical_and.reduce([self.stable(concept, player) for player in self.players])
        return stable

    def equilibria(self, concept: str) -> NDArray[np.int64]:
        """Codes of the equilibria under *concept*, ascending. Raises UnknownName."""
        return self.conflict.states[self.equilibrium(concept)]

    def solved(self, concept: str) -> str:
        """The name of a concept that was asked for; raises UnknownName for another."""
        return known_name("solved concept", concept, self.concepts)
