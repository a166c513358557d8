"""The common interface of all ``solve…`` functions of this package.

They take a conflict and, by keyword, everything that is a choice: ``concepts`` where there are several, ``horizon``,
``ties``, ``form``; ``coalition``, ``coalitions`` or ``partition``; ``preferences`` beyond one ranking for each actor.
They return a ``Solution``.

The verdicts of one concept: where each actor is stable, with the method and the parameters that were used.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import known_concept
from gmcr.base.errors import MissingExtra
from gmcr.base.record import Record, cut
from gmcr.model import Conflict

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]

__all__ = ["Solution", "Verdicts"]


class Solution(Record, ABC):
    """A solution says which states are stable for whom, under which concepts.

    It is what every ``solve…`` function returns, and the base of ``Stability``, ``Verdicts`` and
    ``CoalitionStability``. Arrays are aligned with ``conflict.states``.

    Attributes
    ----------
    conflict : Conflict
        The conflict that was solved.
    concepts : tuple of str
        The names of the concepts asked for.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> solved = gmcr.solve_limited(ferry, horizon=2)
    >>> isinstance(solved, gmcr.Solution), solved.concepts, solved.players
    (True, ('limited',), ('line', 'town'))
    """

    __slots__ = ()

    conflict: Conflict
    concepts: tuple[str, ...]

    @property
    def players(self) -> tuple[Any, ...]:
        """The players who all have to stay in an equilibrium, as ``stable`` takes them: the actors, or coalitions."""
        return self.conflict.actors

    @abstractmethod
    def stable(self, concept: str, actor: Any) -> NDArray[np.bool_]:
        """Return where a player is stable under a concept.

        Parameters
        ----------
        concept : str
            One of ``concepts``.
        actor : str or coalition
            One of ``players``: an actor, or a coalition.

        Returns
        -------
        ndarray of bool, shape (states,)
            Whether each state is stable for the player.

        Raises
        ------
        UnknownName
            If the concept was not solved, or the player does not exist.
        """

    def equilibrium(self, concept: str) -> NDArray[np.bool_]:
        """Return where every player is stable under a concept.

        Parameters
        ----------
        concept : str
            One of ``concepts``.

        Returns
        -------
        ndarray of bool, shape (states,)
            Whether each state is an equilibrium.

        Raises
        ------
        UnknownName
            If the concept was not solved.
        """
        stable: NDArray[np.bool_] = np.logical_and.reduce([self.stable(concept, player) for player in self.players])
        return stable

    @overload
    def equilibria(self, concept: None = None) -> dict[str, NDArray[np.int64]]: ...

    @overload
    def equilibria(self, concept: str) -> NDArray[np.int64]: ...

    def equilibria(self, concept: str | None = None) -> NDArray[np.int64] | dict[str, NDArray[np.int64]]:
        """Return the equilibria under a concept, or under every concept asked for.

        Parameters
        ----------
        concept : str, optional
            One of ``concepts``; by default all of them.

        Returns
        -------
        ndarray of int64, or dict of str to ndarray of int64
            The codes of the equilibria, ascending; without *concept* for each concept, in the order asked for.

        Raises
        ------
        UnknownName
            If the concept was not solved.
        """
        if concept is None:
            return {name: self.equilibria(name) for name in self.concepts}
        return self.conflict.states[self.equilibrium(concept)]

    def to_frame(self, table: str = "") -> pandas.DataFrame:
        """Return the verdicts as a pandas DataFrame.

        Parameters
        ----------
        table : str, optional
            One of ``concepts``; by default all of them.

        Returns
        -------
        pandas.DataFrame of bool
            One row for each state, indexed by ``state`` (its code). Columns are pairs (concept, player): whether the state is
            stable for the player, a coalition being written "A,B"; the last of each concept is (concept, "equilibrium").

        Raises
        ------
        MissingExtra
            If the extra ``data`` is not installed.
        UnknownName
            If the concept was not solved.
        """
        try:
            import pandas
        except ModuleNotFoundError:
            raise MissingExtra("data", "A DataFrame") from None
        names: list[tuple[str, str]] = []
        columns: list[NDArray[np.bool_]] = []
        for concept in self.concepts if not table else (self.solved(table),):
            players = [player if isinstance(player, str) else ",".join(player) for player in self.players]
            names += [(concept, player) for player in (*players, "equilibrium")]
            columns += [*(self.stable(concept, player) for player in self.players), self.equilibrium(concept)]
        return pandas.DataFrame(
            np.column_stack(columns) if columns else None,
            index=pandas.Index(self.conflict.states, name="state"),
            columns=pandas.MultiIndex.from_tuples(names, names=["concept", "player"]),
        )

    def solved(self, concept: str) -> str:
        """Return the name of a concept that was asked for.

        Parameters
        ----------
        concept : str
            A name, in any case.

        Returns
        -------
        str
            The name as it stands in ``concepts``.

        Raises
        ------
        UnknownName
            If the concept was not solved.
        """
        return known_concept("solved concept", concept, self.concepts)


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
