"""The verdicts of one concept: where each actor is stable, with the method and the parameters that gave them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.brief import Brief, cut
from countermove.model import Conflict

__all__ = ["Verdicts"]


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts(Brief):
    """Who is stable where under ``concept``. Arrays are aligned with ``conflict.states``.

    ``method``: how it was computed ("propagation", "outcome sets", "joint moves"). ``parameters``: those that the
    concept was asked with, and those that the computation found. ``table``: actor → bool (states,).
    """

    conflict: Conflict
    concept: str
    method: str
    parameters: Mapping[str, int | str]
    table: Mapping[str, NDArray[np.bool_]]

    def stable(self, actor: str) -> NDArray[np.bool_]:
        """Where *actor* is stable: bool (states,). Raises UnknownName."""
        self.conflict.actor(actor)
        return self.table[actor]

    def equilibrium(self) -> NDArray[np.bool_]:
        """Where every actor is stable: bool (states,)."""
        stable: NDArray[np.bool_] = np.logical_and.reduce(list(self.table.values()))
        return stable

    def equilibria(self) -> NDArray[np.int64]:
        """Codes of the equilibria, ascending."""
        return self.conflict.states[self.equilibrium()]

    def __repr__(self) -> str:
        asked = ", ".join(f"{name} {value}" for name, value in self.parameters.items())
        found = f"{self.equilibrium().sum()} equilibria among {self.conflict.states.size} states"
        return cut(f"<{self.concept}{f' ({asked})' if asked else ''}: {found}>")
