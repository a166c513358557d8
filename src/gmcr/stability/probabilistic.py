"""Probabilistic preferences, after Rêgo & dos Santos (2015)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import known_name
from gmcr.base.errors import ModelError
from gmcr.model import Conflict
from gmcr.stability.preference import (
    Judgement,
    Preference,
    Walls,
    as_degree,
    at_twelve_places,
    degrees_of_pairs,
    first_place,
    require_no_loops,
    square_of,
)
from gmcr.stability.statements import compared_by_wants, one_for_each_want, share

__all__ = ["Probabilistic"]


@dataclass(frozen=True, slots=True, eq=False)
class Probabilistic(Preference):
    """Probabilistic preferences give the chance that an actor prefers one state to another.

    A move from s to s1 tempts if P(s1 over s) > 1 - alpha; s2 deters if P(s2 over s) <= 1 - beta; a countermove from s1 to
    s2 is made if its mover's P(s2 over s1) > gamma.

    Parameters
    ----------
    chances : array of float, shape (states, states)
        ``chances[q, s]`` is the chance that q is preferred to s, rows and columns aligned with ``conflict.states``.
    alpha, beta : float
        Above 0 and at most 1: what tempts, and what does not deter.
    gamma : float
        From 0 to less than 1: what provokes.

    Raises
    ------
    ModelError
        If the table is not a square one of numbers from 0 to 1, two chances of a pair add up to more than 1, a state may be
        preferred to itself, or a parameter is out of range.

    Notes
    -----
    The orientation of the three parameters was not read in the paper: it is the one above. What is stable shrinks with
    alpha, beta and the movers' gamma. At gamma = 1 nothing would ever provoke, so 1 is left out. Numbers are compared at
    twelve decimal places.

    References
    ----------
    * L. C. Rêgo & A. M. dos Santos (2015). Probabilistic preferences in the graph model for conflict resolution. *IEEE
      Transactions on Systems, Man, and Cybernetics: Systems* 45. doi:10.1109/TSMC.2014.2379626

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> for alpha in (0.3, 0.4):
    ...     town = gmcr.Probabilistic.from_pairs(
    ...         ferry, {(1, 3): 0.7}, actor="town", alpha=alpha, beta=0.5, gamma=0.5
    ...     )
    ...     print(gmcr.solve_relation(ferry, preferences={"town": town}).equilibria("nash").tolist())
    [0, 3]
    [0]
    """

    chances: NDArray[np.float64]
    alpha: float
    beta: float
    gamma: float

    def __init__(self, chances: Any, *, alpha: float, beta: float, gamma: float) -> None:
        table = square_of(chances, "The chances of a Probabilistic")
        require_no_loops(table)
        if there := first_place(at_twelve_places(table + table.T) > 1):
            row, column = there
            raise ModelError(
                "The two chances of each pair of a Probabilistic should add up to at most 1; "
                f"{there.text} has {table[row, column]:g} and the reverse {table[column, row]:g}."
            )
        object.__setattr__(self, "chances", table)
        object.__setattr__(self, "alpha", as_degree(alpha, "The alpha of a Probabilistic", zero=False, one=True))
        object.__setattr__(self, "beta", as_degree(beta, "The beta of a Probabilistic", zero=False, one=True))
        object.__setattr__(self, "gamma", as_degree(gamma, "The gamma of a Probabilistic", zero=True, one=False))

    @classmethod
    def from_pairs(
        cls,
        conflict: Conflict,
        pairs: Mapping[Any, float],
        *,
        alpha: float,
        beta: float,
        gamma: float,
        actor: str | None = None,
    ) -> Probabilistic:
        """Return probabilistic preferences that are given pair by pair, as ``Preference`` describes.

        Parameters
        ----------
        conflict : Conflict
            The conflict.
        pairs : mapping of (state, state) to float
            (q, s) → the chance that q is preferred to s; otherwise s is preferred to q.
        alpha, beta, gamma : float
            The parameters.
        actor : str, optional
            The actor whose ranking counts, for certain, for all other pairs. Without one both their chances are 0.

        Returns
        -------
        Probabilistic
            The preferences.

        Examples
        --------
        >>> import gmcr
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> town = gmcr.Probabilistic.from_pairs(ferry, {(1, 3): 0.7}, actor="town", alpha=0.5, beta=0.5, gamma=0.5)
        >>> town.chances[1].tolist()
        [1.0, 0.0, 1.0, 0.7]
        """
        table = degrees_of_pairs(conflict, pairs, actor=actor, even=0.0, what="chance")
        return cls(table, alpha=alpha, beta=beta, gamma=gamma)

    @classmethod
    def from_wants(
        cls, conflict: Conflict, actor: str, chances: Sequence[float], *, alpha: float, beta: float, gamma: float
    ) -> Probabilistic:
        """Return probabilistic preferences by statements, as ``Preference`` describes.

        Parameters
        ----------
        conflict : Conflict
            The conflict.
        actor : str
            The actor.
        chances : sequence of float
            For each want the chance that the actor prefers as it says: a state that meets it to one that does not. Otherwise it
            prefers the reverse.
        alpha, beta, gamma : float
            The parameters.

        Returns
        -------
        Probabilistic
            The preferences.

        Examples
        --------
        >>> import gmcr
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> town = gmcr.Probabilistic.from_wants(ferry, "town", (1, 0.75), alpha=0.5, beta=0.5, gamma=0.5)
        >>> town.chances[1].tolist()
        [1.0, 0.0, 1.0, 0.75]
        """
        numbers = one_for_each_want(conflict, actor, chances, share, "chance")
        both = [(chance, round(1 - chance, 12)) for chance in numbers]
        table = compared_by_wants(conflict, actor, both, even=0.0, kind=np.float64)
        return cls(table, alpha=alpha, beta=beta, gamma=gamma)

    def judgement(self, conflict: Conflict, actor: str) -> Judgement:
        """What *actor* makes of the states."""
        chances = at_twelve_places(self.chances)
        tempts, better = chances > round(1 - self.alpha, 12), chances > round(1 - self.beta, 12)
        return Judgement(tempts, ~better, chances > round(self.gamma, 12))

    @property
    def thresholds(self) -> tuple[str, ...]:
        """The names of the numbers that can be swept."""
        return ("alpha", "beta", "gamma")

    def walls(self, threshold: str) -> Walls:
        """Where what is said changes as one of the three varies."""
        name = known_name("threshold of a Probabilistic", threshold, self.thresholds)
        return Walls.of(self.chances, after=False) if name == "gamma" else Walls.of(1 - self.chances, after=True)

    def at(self, threshold: str, value: float) -> Probabilistic:
        """The same with another value of a threshold."""
        return replace(self, **{known_name("threshold of a Probabilistic", threshold, self.thresholds): value})  # type: ignore[arg-type]
