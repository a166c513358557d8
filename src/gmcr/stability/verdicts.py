"""The verdicts of one concept: where each actor is stable, with the method and the parameters that were used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.summary import cut
from gmcr.model import Conflict
from gmcr.stability.solution import Solution

__all__ = ["Verdicts"]


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts(Solution):
    """Verdicts say which states are stable for which actors under one concept.

    ``solve_limited``, ``solve_maximin``, ``solve_nonmyopic`` and ``solve_sim`` return them. Arrays are aligned with
    ``conflict.states``.

    Attributes
    ----------
    conflict : Conflict
        The conflict that was solved.
    concepts : tuple of str
        The name of the one concept.
    method : str
        How it was computed: "propagation", "outcome sets" or "joint moves".
    parameters : mapping of str to int or str
        The parameters with which the concept was asked for, and those that the computation found.
    table : mapping of str to ndarray of bool
        Actor → whether each state is stable for it, shape (states,).

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> found = gmcr.solve_maximin(ferry, horizon=2)
    >>> found.concept, dict(found.parameters), found.stable("maximin", "town").tolist()
    ('maximin', {'horizon': 2}, [True, True, False, True])
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
        """Return where an actor is stable under the concept.

        Parameters
        ----------
        concept : str
            The name of the one concept.
        actor : str
            The actor.

        Returns
        -------
        ndarray of bool, shape (states,)
            Whether each state is stable for the actor.

        Raises
        ------
        UnknownName
            If the concept is another one, or there is no such actor.
        """
        self.solved(concept)
        self.conflict.actor(actor)
        return self.table[actor]

    def __repr__(self) -> str:
        parameters = ", ".join(f"{name} {value}" for name, value in self.parameters.items())
        count = f"{self.equilibrium(self.concept).sum()} equilibria among {self.conflict.states.size} states"
        return cut(f"<{self.concept}{f' ({parameters})' if parameters else ''}: {count}>")
