"""The verdicts of one concept: where each actor is stable, with the method and the parameters that gave them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.brief import cut
from gmcr.model import Conflict
from gmcr.stability.solution import Solution

__all__ = ["Verdicts"]


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts(Solution):
    """Which states are stable for which actors under one concept. Arrays are aligned with ``conflict.states``.

    ``concepts``: its name alone. ``method``: how it was computed ("propagation", "outcome sets", "joint moves").
    ``parameters``: those that the concept was asked with, and those that the computation found. ``table``: actor → bool
    (states,).
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    method: str
    parameters: Mapping[str, int | str]
    table: Mapping[str, NDArray[np.bool_]]

    @property
    def concept(self) -> str:
        """The one concept."""
        return self.concepts[0]

    def stable(self, concept: str, actor: str) -> NDArray[np.bool_]:
        """Where *actor* is stable under *concept*: bool (states,). Raises UnknownName."""
        self.solved(concept)
        self.conflict.actor(actor)
        return self.table[actor]

    def __repr__(self) -> str:
        asked = ", ".join(f"{name} {value}" for name, value in self.parameters.items())
        found = f"{self.equilibrium(self.concept).sum()} equilibria among {self.conflict.states.size} states"
        return cut(f"<{self.concept}{f' ({asked})' if asked else ''}: {found}>")
