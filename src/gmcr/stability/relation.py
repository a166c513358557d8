"""Preferences that say more, or less, than one weak order: by how much one state is preferred to another, or that this
is unknown.

d(q, s) ∈ {…, −1, 0, 1, 2, …} says by how much q is preferred to s: 1 mildly, 2 strongly, more by further degrees; 0 is
indifference, a negative number the reverse; UNKNOWN (U) where the preference is unknown. d(q, s) = −d(s, q), U holds
both ways, and nothing has to be transitive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_integer, as_items, shown
from gmcr.base.errors import ModelError, SizeError
from gmcr.base.record import Record
from gmcr.model import Conflict

__all__ = ["MAX_DEGREE", "MAX_STATES", "UNKNOWN", "Relation", "place_of", "state_pair"]

UNKNOWN = -128
"""The entry of a pair whose preference is unknown."""

MAX_DEGREE = 100
"""The highest degree that a preference can have."""

MAX_STATES = 1 << 13
"""The maximum number of states for a relation between states."""

_BLOCK = 256
"""Rows and columns compared at a time, so that a block and its transpose both fit the cache."""

Degree = int | None
Pairs = (
    Mapping[tuple[int, int], Degree] | Mapping[tuple[str, str], Degree] | Mapping[tuple[int | str, int | str], Degree]
)
"""(q, s) → d(q, s), None where unknown; states as codes or labels."""


@dataclass(frozen=True, slots=True, eq=False)
class Relation(Record):
    """A relation is one actor's preferences as a table of states against states.

    It says more than one weak order (by how much one state is preferred to another), or less (that a preference is
    unknown). Nothing has to be transitive.

    Parameters
    ----------
    degrees : ndarray of int8, shape (states, states)
        ``degrees[q, s]`` is d(q, s), by how much the actor prefers q to s: 1 mildly, 2 strongly, more by further degrees
        (at most 100); 0 if it is indifferent; a negative number if it prefers s; -128 if that is unknown. Rows and columns
        are aligned with ``conflict.states``.

    Raises
    ------
    ModelError
        If the table is not a square one of int8, or contradicts itself: d(q, s) = -d(s, q) must hold, what is unknown must
        be unknown both ways, and no state is preferred to itself.

    See Also
    --------
    Strength : A ranking with strong and mild preferences.
    Unknown : A ranking with unknown pairs.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> table = gmcr.Relation.from_pairs(ferry, {(3, 0): 2, (1, 2): None}, actor="line")
    >>> table.degrees.tolist()
    [[0, 1, 0, -2], [-1, 0, -128, -1], [0, -128, 0, -1], [2, 1, 1, 0]]
    >>> table.known, table.top
    (False, 2)
    """

    degrees: NDArray[np.int8]

    def __post_init__(self) -> None:
        table = self.degrees
        if not isinstance(table, np.ndarray):
            raise ModelError(
                f"A relation is a square table of int8, one row and one column a state, not {shown(table)}."
            )
        if table.dtype != np.int8 or table.ndim != 2 or table.shape[0] != table.shape[1]:
            raise ModelError("A relation is a square table of int8, one row and one column a state.")
        if np.diagonal(table).any() or not _says_the_same_both_ways(table):
            raise ModelError("A relation says of two states the same both ways, and no state is preferred to itself.")

    @classmethod
    def weak_order(cls, conflict: Conflict, actor: str) -> Relation:
        """Return an actor's own ranking as a relation, every preference mild.

        Parameters
        ----------
        conflict : Conflict
            The conflict, with at most 8,192 feasible states.
        actor : str
            The actor.

        Returns
        -------
        Relation
            The relation, with the degrees 1, 0 and -1.

        Raises
        ------
        SizeError
            If there are too many states for a table of pairs.
        UnknownName
            If there is no such actor.

        Examples
        --------
        >>> import gmcr
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> gmcr.Relation.weak_order(ferry, "line").degrees[3].tolist()
        [1, 1, 1, 0]
        """
        require_size(Conflict.given(conflict))
        ranks = conflict.ranks(actor).astype(np.int16)  # at most MAX_STATES of them
        preferred = (ranks[:, None] > ranks[None, :]).view(np.int8)
        return cls(preferred - (ranks[:, None] < ranks[None, :]).view(np.int8))

    @classmethod
    def from_pairs(cls, conflict: Conflict, pairs: Pairs, *, actor: str | None = None) -> Relation:
        """Return a relation that is given pair by pair.

        Parameters
        ----------
        conflict : Conflict
            The conflict, with at most 8,192 feasible states.
        pairs : mapping of (state, state) to int or None
            (q, s) → d(q, s), from -100 to 100, or None where the preference is unknown. States are codes or labels. Each pair
            is given once, in either order.
        actor : str, optional
            The actor whose ranking counts for the pairs that are not mentioned. Without one they are indifferent.

        Returns
        -------
        Relation
            The relation.

        Raises
        ------
        ModelError
            If *pairs* is not a mapping, a pair is not two different states or is given twice, or a degree is not a whole number
            in its range.
        SizeError
            If there are too many states for a table of pairs.
        UnknownName
            If an actor or a state does not exist.

        Examples
        --------
        >>> import gmcr
        >>> dispute = gmcr.Conflict.from_arcs(
        ...     states=["talks", "court"],
        ...     arcs={"claimant": [("talks", "court")]},
        ...     ranks={"claimant": gmcr.Ranking(["court", "talks"])},
        ... )
        >>> gmcr.Relation.from_pairs(dispute, {("court", "talks"): 2}).degrees.tolist()
        [[0, -2], [2, 0]]
        """
        require_size(Conflict.given(conflict))
        size = conflict.states.size
        base = np.zeros((size, size), dtype=np.int8)
        if actor is not None:
            base = cls.weak_order(conflict, actor).degrees.copy()
        if not isinstance(pairs, Mapping):
            raise ModelError(f"pairs: this should be a mapping, (state, state) → degree, not {shown(pairs)}.")
        mentioned = set()
        for pair, degree in pairs.items():
            better, worse = state_pair(pair)
            if degree is not None:
                degree = as_integer(degree, f"The degree of the pair {better}, {worse}")
            q, s = place_of(conflict, better), place_of(conflict, worse)
            if q == s or frozenset((q, s)) in mentioned:
                raise ModelError(f"The pair {better}, {worse} is not a pair of different states, or is given twice.")
            if degree is not None and abs(degree) > MAX_DEGREE:
                raise ModelError(f"Degree {degree} of the pair {better}, {worse}: at most {MAX_DEGREE}.")
            mentioned.add(frozenset((q, s)))
            base[q, s] = UNKNOWN if degree is None else degree
            base[s, q] = UNKNOWN if degree is None else -degree
        return cls(base)

    @property
    def unknown(self) -> NDArray[np.bool_]:
        """Which pairs of states have an unknown preference: bool (states, states)."""
        unknown: NDArray[np.bool_] = self.degrees == UNKNOWN
        return unknown

    @property
    def known(self) -> bool:
        """Whether no pair is unknown."""
        return not self.unknown.any()

    @property
    def top(self) -> int:
        """The highest degree that occurs."""
        return int(self.degrees.max())


def place_of(conflict: Conflict, state: int | str) -> int:
    """The position in ``conflict.states`` of a state given as ``conflict.code`` takes it. In option form a text of
    digits is a code. Raises ModelError, UnknownName."""
    if isinstance(state, str) and conflict.layout != "graph" and state.isdecimal():
        state = int(state)
    return int(np.searchsorted(conflict.states, conflict.code(state)))


def state_pair(pair: object) -> tuple[int | str, int | str]:
    """Two states. Raises ModelError for anything else."""
    states = () if isinstance(pair, str) else as_items(pair, "A pair", "two states")
    if len(states) != 2:
        raise ModelError(f"A pair should be two states, as codes or labels, not {shown(pair)}.")
    return states[0], states[1]


def require_size(conflict: Conflict) -> None:
    """Raise SizeError where there are too many states for a table of pairs."""
    size = conflict.states.size
    if size > MAX_STATES:
        raise SizeError(
            f"{size} states: preferences beyond one ranking are compared pair by pair, for at most {MAX_STATES}. "
            "Exclude what cannot be with `never` rules, or use rankings alone."
        )


def _says_the_same_both_ways(table: NDArray[np.int8]) -> bool:
    size = table.shape[0]
    parts = [slice(low, low + _BLOCK) for low in range(0, size, _BLOCK)]
    # The least int8 is its own negative, so a pair that is unknown one way has to be unknown the other way.
    return all(
        np.array_equal(table[rows, columns], -table[columns, rows].T)
        for place, rows in enumerate(parts)
        for columns in parts[place:]
    )
