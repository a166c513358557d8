"""Fuzzy preferences: Hipel, Kilgour & Bashar (2011); Bashar, Kilgour & Hipel (2012)."""

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
    square_of,
)
from gmcr.stability.statements import compared_by_wants, one_for_each_want, share

__all__ = ["Fuzzy"]


@dataclass(frozen=True, slots=True, eq=False)
class Fuzzy(Preference):
    """Fuzzy preferences say to which degree one state is preferred to another, and how much is needed to act on it.

    With r(q, s) from 0 to 1 and r(s, q) = 1 - r(q, s), the relative certainty is a(q, s) = r(q, s) - r(s, q). A move from
    s to s1 tempts if a(s1, s) reaches the actor's threshold; s2 deters if a(s2, s) does not; a countermove from s1 to s2
    is made if its mover's a(s2, s1) reaches its own threshold.

    Parameters
    ----------
    degrees : array of float, shape (states, states)
        ``degrees[q, s]`` is r(q, s), rows and columns aligned with ``conflict.states``.
    threshold : float
        The fuzzy satisficing threshold, above 0 and at most 1.

    Raises
    ------
    ModelError
        If the table is not a square one of numbers from 0 to 1, r(q, s) + r(s, q) is not 1, or the threshold is out of
        range.

    Notes
    -----
    What is stable grows with the actor's own threshold. Numbers are compared at twelve decimal places.

    References
    ----------
    * K. W. Hipel, D. M. Kilgour & M. A. Bashar (2011). Fuzzy preferences in multiple participant decision making. *Scientia
      Iranica* 18, 627–638.
    * M. A. Bashar, D. M. Kilgour & K. W. Hipel (2012). Fuzzy preferences in the graph model for conflict resolution. *IEEE
      Transactions on Fuzzy Systems* 20, 760–770.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> for threshold in (0.4, 0.5):
    ...     town = gmcr.Fuzzy.from_pairs(ferry, {(1, 3): 0.7}, actor="town", threshold=threshold)
    ...     print(gmcr.solve_relation(ferry, preferences={"town": town}).equilibria("nash").tolist())
    [0]
    [0, 3]
    """

    degrees: NDArray[np.float64]
    threshold: float

    def __init__(self, degrees: Any, *, threshold: float) -> None:
        table = square_of(degrees, "The degrees of a Fuzzy")
        if there := first_place(at_twelve_places(table + table.T) != 1):
            row, column = there
            itself = f"{table[row, column]:g}, and a state against itself has 0.5"
            both = f"{table[row, column]:g} and the reverse {table[column, row]:g}"
            raise ModelError(
                "The degrees of a Fuzzy should add up to 1 for each pair, r(q, s) + r(s, q) = 1; "
                f"{there.text} has {itself if row == column else both}."
            )
        object.__setattr__(self, "degrees", table)
        object.__setattr__(self, "threshold", as_degree(threshold, "The threshold of a Fuzzy", zero=False, one=True))

    @classmethod
    def from_pairs(
        cls, conflict: Conflict, pairs: Mapping[Any, float], *, threshold: float, actor: str | None = None
    ) -> Fuzzy:
        """Return fuzzy preferences that are given pair by pair, as ``Preference`` describes.

        Parameters
        ----------
        conflict : Conflict
            The conflict.
        pairs : mapping of (state, state) to float
            (q, s) → r(q, s).
        threshold : float
            The threshold.
        actor : str, optional
            The actor whose ranking counts for all other pairs. Without one their degree is one half.

        Returns
        -------
        Fuzzy
            The preferences.

        Examples
        --------
        >>> import gmcr
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> town = gmcr.Fuzzy.from_pairs(ferry, {(1, 3): 0.7}, actor="town", threshold=0.5)
        >>> town.degrees[1].tolist()
        [1.0, 0.5, 1.0, 0.7]
        """
        return cls(degrees_of_pairs(conflict, pairs, actor=actor, even=0.5, what="degree"), threshold=threshold)

    @classmethod
    def from_wants(cls, conflict: Conflict, actor: str, degrees: Sequence[float], *, threshold: float) -> Fuzzy:
        """Return fuzzy preferences by statements, as ``Preference`` describes.

        Parameters
        ----------
        conflict : Conflict
            The conflict.
        actor : str
            The actor.
        degrees : sequence of float
            For each want the degree, from 0 to 1, to which a state that meets it is preferred to one that does not.
        threshold : float
            The threshold.

        Returns
        -------
        Fuzzy
            The preferences.

        Examples
        --------
        >>> import gmcr
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> gmcr.Fuzzy.from_wants(ferry, "town", (1, 0.75), threshold=0.5).degrees[1].tolist()
        [1.0, 0.5, 1.0, 0.75]
        """
        numbers = one_for_each_want(conflict, actor, degrees, share, "degree")
        both = [(degree, round(1 - degree, 12)) for degree in numbers]
        return cls(compared_by_wants(conflict, actor, both, even=0.5, kind=np.float64), threshold=threshold)

    def judgement(self, conflict: Conflict, actor: str) -> Judgement:
        """What *actor* makes of the states."""
        enough = at_twelve_places(2 * self.degrees - 1) >= round(self.threshold, 12)
        return Judgement(enough, ~enough, enough)

    @property
    def thresholds(self) -> tuple[str, ...]:
        """The names of the numbers that can be swept."""
        return ("threshold",)

    def walls(self, threshold: str) -> Walls:
        """Where what is said changes as the threshold varies."""
        known_name("threshold of a Fuzzy", threshold, self.thresholds)
        return Walls.of(2 * self.degrees - 1, after=True)

    def at(self, threshold: str, value: float) -> Fuzzy:
        """The same with another value of a threshold."""
        return replace(self, **{known_name("threshold of a Fuzzy", threshold, self.thresholds): value})  # type: ignore[arg-type]
