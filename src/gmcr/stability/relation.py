"""Preferences that say more, or less, than one weak order: by how much one state is preferred to another, or that this
is unknown.

d(q, s) ∈ {…, −1, 0, 1, 2, …} says by how much q is preferred to s: 1 mildly, 2 strongly, more by further degrees; 0 is
indifference, a negative number the reverse; UNKNOWN (U) where the preference is unknown. d(q, s) = −d(s, q), U holds
both ways, and nothing has to be transitive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_integer, is_frame, known_name, shown
from gmcr.base.errors import ModelError
from gmcr.model import Conflict
from gmcr.stability.preference import (
    Judgement,
    Place,
    Preference,
    aligned,
    first_place,
    first_wrong,
    pairs_in,
    place_of,
    require_no_loops,
    require_places,
    require_size,
)
from gmcr.stability.statements import compared_by_wants, one_for_each_want, wants_of

__all__ = ["MAX_DEGREE", "UNKNOWN", "UNKNOWN_TYPES", "Relation", "as_level", "as_type"]

UNKNOWN = -128
"""The entry of a pair whose preference is unknown."""

MAX_DEGREE = 100
"""The highest degree that a preference can have."""

UNKNOWN_TYPES = ("a", "b", "c", "d")
"""The four types of actors with unknown preferences, from most aggressive to most conservative (b and c are not
comparable)."""

_BLOCK = 256
"""Rows and columns compared at a time, so that a block and its transpose both fit the cache."""

Degree = int | None
Pairs = (
    Mapping[tuple[int, int], Degree] | Mapping[tuple[str, str], Degree] | Mapping[tuple[int | str, int | str], Degree]
)
"""(q, s) → d(q, s), None where unknown; states as codes or labels."""


@dataclass(frozen=True, slots=True, eq=False)
class Relation(Preference):
    """A relation is one actor's preferences as a table of states against states.

    It says more than one weak order (by how much one state is preferred to another), or less (that a preference is
    unknown). Nothing has to be transitive.

    Parameters
    ----------
    degrees : array of int, shape (states, states)
        ``degrees[q, s]`` is d(q, s), by how much the actor prefers q to s: 1 mildly, 2 strongly, more by further degrees
        (at most 100); 0 if it is indifferent; a negative number if it prefers s; -128 if that is unknown. Rows and columns
        are aligned with ``conflict.states``. Kept as int8.
    level : int, default 0
        By how many degrees an outcome has to be worse to deter, see ``Strength``. Only where everything is known.
    type : {"a", "b", "c", "d"}, optional
        How the actor deals with what is unknown, see ``Unknown``. Needed to solve where something is.

    Raises
    ------
    ModelError
        If the table is not a square one of such numbers, or contradicts itself: d(q, s) = -d(s, q) must hold, what is unknown
        must be unknown both ways, and no state is preferred to itself. If there is a level beside unknown pairs, or it is not
        in its range.
    UnknownName
        If there is no such type.

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
    level: int = field(default=0, kw_only=True)
    type: str | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        table = _whole_numbers(self.degrees)
        object.__setattr__(self, "degrees", table)
        require_no_loops(table)
        if not _says_the_same_both_ways(table):
            row, column = first_place(table != -table.T) or (0, 0)
            raise ModelError(
                f"A relation says of two states the same both ways; {Place(row, column).text} has {table[row, column]} and the "
                f"reverse {table[column, row]}."
            )
        object.__setattr__(self, "level", as_level(self.level))
        object.__setattr__(self, "type", as_type(self.type))
        if self.level and not self.known:
            raise ModelError(
                "A level counts where every preference is known: what strength and doubt mean together is open."
            )

    @classmethod
    def weak_order(cls, conflict: Conflict, actor: str, *, level: int = 0) -> Relation:
        """Return an actor's own ranking as a relation, every preference mild.

        Parameters
        ----------
        conflict : Conflict
            The conflict, with at most 8,192 feasible states.
        actor : str
            The actor.
        level : int, default 0
            By how many degrees an outcome has to be worse to deter.

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
        return cls(preferred - (ranks[:, None] < ranks[None, :]).view(np.int8), level=level)

    @classmethod
    def from_pairs(cls, conflict: Conflict, pairs: Pairs, *, actor: str | None = None) -> Relation:
        """Return a relation that is given pair by pair, as ``Preference`` describes.

        Parameters
        ----------
        conflict : Conflict
            The conflict.
        pairs : mapping of (state, state) to int or None
            (q, s) → d(q, s), from -100 to 100, or None (in a DataFrame an empty cell) where the preference is unknown.
        actor : str, optional
            The actor whose ranking counts for all other pairs.

        Returns
        -------
        Relation
            The relation.

        Examples
        --------
        >>> import gmcr
        >>> dispute = gmcr.Conflict.from_arcs(
        ...     states=["talks", "court"],
        ...     arcs={"claimant": [("talks", "court")]},
        ...     preferences={"claimant": gmcr.Ranking(["court", "talks"])},
        ... )
        >>> gmcr.Relation.from_pairs(dispute, {("court", "talks"): 2}).degrees.tolist()
        [[0, -2], [2, 0]]
        """
        require_size(Conflict.given(conflict))
        size = conflict.states.size
        if is_frame(pairs):
            return cls(_whole_numbers(aligned(conflict, pairs, least=-MAX_DEGREE, empty=UNKNOWN, most=MAX_DEGREE)))
        base = np.zeros((size, size), dtype=np.int8)
        if actor is not None:
            base = cls.weak_order(conflict, actor).degrees.copy()
        mentioned, place = set(), cache(partial(place_of, conflict))
        for (better, worse), degree in pairs_in(pairs, "degree"):
            if degree is not None:
                degree = as_integer(degree, f"The degree of the pair {better}, {worse}")
            q, s = place(better), place(worse)
            if q == s or frozenset((q, s)) in mentioned:
                raise ModelError(f"The pair {better}, {worse} is not a pair of different states, or is given twice.")
            if degree is not None and abs(degree) > MAX_DEGREE:
                raise ModelError(f"Degree {degree} of the pair {better}, {worse}: at most {MAX_DEGREE}.")
            mentioned.add(frozenset((q, s)))
            base[q, s] = UNKNOWN if degree is None else degree
            base[s, q] = UNKNOWN if degree is None else -degree
        return cls(base)

    @classmethod
    def from_wants(
        cls,
        conflict: Conflict,
        actor: str,
        degrees: Sequence[Degree] | None = None,
        *,
        level: int = 0,
        type: str | None = None,
    ) -> Relation:
        """Return an actor's wants as a relation, as ``Preference`` describes.

        Parameters
        ----------
        conflict : Conflict
            The conflict.
        actor : str
            The actor.
        degrees : sequence of int or None, optional
            For each want by how much a state that meets it is preferred to one that does not, from 1 to 100, or None where
            that is unknown. By default what the wants say of themselves (``ModelWant.degree``).
        level : int, default 0
            By how many degrees an outcome has to be worse to deter. Only where everything is known.
        type : {"a", "b", "c", "d"}, optional
            How the actor deals with what is unknown.

        Returns
        -------
        Relation
            The relation.

        Raises
        ------
        ModelError
            If one want is more than mild and another unknown: what both mean together is open.

        Examples
        --------
        >>> import gmcr
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> gmcr.Relation.from_wants(ferry, "line", (2, 1)).degrees.tolist()
        [[0, 2, 0, -1], [-2, 0, -2, -2], [0, 2, 0, -1], [1, 2, 1, 0]]
        >>> for kind in "ab":
        ...     doubt = gmcr.Relation.from_wants(ferry, "town", (1, None), type=kind)
        ...     print(gmcr.solve_relation(ferry, preferences={"town": doubt}).equilibria("seq").tolist())
        [3]
        [0, 2, 3]
        """
        given = [want.degree for want in wants_of(conflict, actor)] if degrees is None else degrees
        numbers = one_for_each_want(conflict, actor, given, _degree, "degree")
        if None in numbers and any(number is not None and number > 1 for number in numbers):
            raise ModelError(
                f"{actor} has wants that are great and others that are unknown: what strength and doubt mean together is "
                "open. Keep one of the two kinds.",
                actor=actor,
            )
        both = [(UNKNOWN, UNKNOWN) if number is None else (number, -number) for number in numbers]
        return cls(compared_by_wants(conflict, actor, both, even=0, kind=np.int8), level=level, type=type)

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

    def judgement(self, conflict: Conflict, actor: str) -> Judgement:
        """What *actor* makes of the states."""
        degrees, gains = self.degrees, self.degrees > 0
        if self.known:
            return Judgement(gains, degrees <= -self.level, gains)
        if self.type is None:
            raise ModelError(f"{actor} has unknown preferences, and so needs a type: a, b, c or d.", actor=actor)
        unknown = self.unknown
        deters = degrees <= 0 if self.type in "cd" else (degrees <= 0) & ~unknown
        return Judgement(gains | unknown if self.type in "ac" else gains, deters, gains | unknown)


def _whole_numbers(given: object) -> NDArray[np.int8]:
    """A square table of whole numbers as int8. Raises ModelError, naming what is wrong."""
    require_places(given, "The degrees of a Relation")
    should = "The degrees of a Relation should be a square table of whole numbers, one row and one column a state"
    try:
        table = np.asarray(given)
        if table.dtype == object:
            table = table.astype(np.float64)
    except (TypeError, ValueError):
        raise ModelError(f"{should}{first_wrong(given) or f', not {shown(given)}'}.") from None
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        raise ModelError(f"{should}; its size is {' by '.join(map(str, table.shape)) or 'that of one number'}.")
    if table.dtype == np.int8:
        return table
    if table.dtype.kind not in "iuf":
        raise ModelError(f"{should}, not {shown(given)}.")
    fits = (table == np.round(table)) & ((np.abs(table) <= MAX_DEGREE) | (table == UNKNOWN))
    if there := first_place(~fits):
        most = f"from -{MAX_DEGREE} to {MAX_DEGREE}, or {UNKNOWN} where that is unknown"
        raise ModelError(f"{should}, {most}; {there.text} has {table[there.row, there.column]:g}.")
    return table.astype(np.int8, copy=False)


def _degree(given: object, what: str) -> Degree:
    """A degree from 1 to 100, or None. Raises ModelError."""
    degree = None if given is None else as_integer(given, what, least=1)
    if degree is not None and degree > MAX_DEGREE:
        raise ModelError(f"{what} is at most {MAX_DEGREE}, not {degree}.")
    return degree


def as_level(level: object) -> int:
    """A level from 0 to 100. Raises ModelError."""
    if (number := as_integer(level, "A level", least=0)) > MAX_DEGREE:
        raise ModelError(f"A level is at most {MAX_DEGREE}, not {number}.")
    return number


def as_type(kind: object) -> str | None:
    """One of the four types, or None. Raises UnknownName."""
    return None if kind is None else known_name("type", kind, UNKNOWN_TYPES)


def _says_the_same_both_ways(table: NDArray[np.int8]) -> bool:
    size = table.shape[0]
    parts = [slice(low, low + _BLOCK) for low in range(0, size, _BLOCK)]
    # The least int8 is its own negative, so a pair that is unknown one way has to be unknown the other way.
    return all(
        np.array_equal(table[rows, columns], -table[columns, rows].T)
        for place, rows in enumerate(parts)
        for columns in parts[place:]
    )
