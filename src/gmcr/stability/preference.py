"""What a preference of any kind says of the states, as three tables; whether they are those of a ranking.

Under the four concepts a preference of actor i matters in three places: *tempts(s1, s)*, a move from s to s1 counts as
an improvement; *deters(s2, s)*, s2 is no better than s, so that a countermove to it deters; *provokes(s2, s1)*, under
SEQ i as an opponent would move from s1 to s2.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from math import inf
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_items, exactly, is_frame, is_series, known_name, shown
from gmcr.base.errors import ModelError, SizeError
from gmcr.base.record import Record
from gmcr.model import Conflict

__all__ = [
    "MAX_STATES",
    "Judgement",
    "Place",
    "Preference",
    "Walls",
    "aligned",
    "as_degree",
    "at_twelve_places",
    "degrees_of_pairs",
    "first_place",
    "first_wrong",
    "pairs_in",
    "place_of",
    "require_no_loops",
    "require_places",
    "require_size",
    "square_of",
    "state_pair",
]

MAX_STATES = 1 << 13
"""The maximum number of states for a preference between pairs of states."""

_PLACES = 12
"""Numbers are compared at so many decimal places, so that 0.7 − 0.3 reaches 0.4."""

Table = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Judgement(Record):
    """Three tables, bool (states, states): of the first state against the second. The diagonal of ``tempts`` and
    ``provokes`` does not matter, as no move stays where it is."""

    tempts: Table
    deters: Table
    provokes: Table

    def ranks(self) -> NDArray[np.int64] | None:
        """The ranks that say the same, larger is better; None where no ranking does.

        A strict weak order is the order of how many states each state is preferred to. So these numbers are compared pair by
        pair with the tables: nothing else is a ranking's.
        """
        worth: NDArray[np.int64] = self.tempts.sum(axis=1, dtype=np.int64)
        better = worth[:, None] > worth[None, :]
        same = np.array_equal(self.tempts, better) and np.array_equal(self.provokes, better)
        return worth if same and np.array_equal(self.deters, ~better) else None


@dataclass(frozen=True, slots=True, eq=False)
class Walls(Record):
    """The values of a threshold within 0 and 1 beyond which something changes, ascending. *after*: at the value itself all
    is as below it; otherwise as above it."""

    values: NDArray[np.float64]
    after: bool

    @classmethod
    def of(cls, values: NDArray[np.float64], *, after: bool) -> Walls:
        """The different ones of some values that lie strictly within 0 and 1."""
        found = np.unique(at_twelve_places(values))
        return cls(found[(found > 0) & (found < 1)], after)


class Preference(Record, ABC):
    """A preference says what one actor makes of the states: ``solve_relation`` takes one of any kind for each actor.

    It is the base of ``Crisp``, ``Strength``, ``Unknown``, ``Fuzzy``, ``Probabilistic``, ``Attitudes`` and ``Relation``.

    Notes
    -----
    ``Relation``, ``Fuzzy`` and ``Probabilistic`` are tables of states against states, which two methods of theirs make:

    * ``from_pairs`` from a mapping (or a Series), (q, s) → what holds of q against s. States are codes or labels, and each pair
      is given once, in either order. For the pairs that are not mentioned the ranking of the *actor* counts; without an actor
      they are indifferent. Or from a DataFrame with a row and a column for each state, in any order.
    * ``from_wants`` from one entry for each want of the *actor*. Of two states the first want in which they differ decides;
      states that meet the same wants are indifferent.

    Both take a conflict with at most 8,192 feasible states. They raise ModelError if there is not one entry for each pair or
    want, a pair is not two different states, an entry is out of its range, or the actor has a ranking and no wants; SizeError
    if there are too many states; and UnknownName if an actor or a state does not exist.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.stability import Preference
    >>> isinstance(gmcr.Strength.read("2 > 3 >> 0"), Preference), isinstance(gmcr.Ranking([2, 3, 0]), Preference)
    (True, False)
    """

    __slots__ = ()

    @abstractmethod
    def judgement(self, conflict: Conflict, actor: str) -> Judgement:
        """Return what tempts, deters and provokes an actor that has these preferences.

        Parameters
        ----------
        conflict : Conflict
            The conflict, with at most 8,192 feasible states.
        actor : str
            The actor.

        Returns
        -------
        Judgement
            Three tables of states against states, ``tempts``, ``deters`` and ``provokes``.

        Raises
        ------
        ModelError
            If the preferences do not fit the conflict, or lack the type that they need.
        SizeError
            If there are too many states for a table of pairs.
        UnknownName
            If an actor or a state does not exist.
        """

    @property
    def thresholds(self) -> tuple[str, ...]:
        """The names of the numbers that can be swept."""
        return ()

    def walls(self, threshold: str) -> Walls:
        """Return the values of a threshold beyond which something changes.

        Parameters
        ----------
        threshold : str
            One of ``thresholds``.

        Returns
        -------
        Walls
            The values, ascending, and whether at a value all is as below it.

        Raises
        ------
        UnknownName
            If there is no such threshold.
        """
        known_name("threshold of such preferences", threshold, self.thresholds)
        raise NotImplementedError  # a kind that names thresholds has walls

    def at(self, threshold: str, value: float) -> Preference:
        """Return the same preference with another value of a threshold.

        Parameters
        ----------
        threshold : str
            One of ``thresholds``.
        value : float
            The value.

        Returns
        -------
        Preference
            The preference.

        Raises
        ------
        ModelError
            If the value is out of range.
        UnknownName
            If there is no such threshold.
        """
        known_name("threshold of such preferences", threshold, self.thresholds)
        raise NotImplementedError


def require_size(conflict: Conflict) -> None:
    """Raise SizeError where there are too many states for a table of pairs."""
    if why := conflict.structure.unlisted:
        raise SizeError(
            f"Preferences beyond one ranking are compared pair by pair, which needs a list of states. {why}"
        )
    size = conflict.states.size
    if size > MAX_STATES:
        raise SizeError(
            f"{size} states: preferences beyond one ranking are compared pair by pair, for at most {MAX_STATES}. "
            "Exclude impossible states with `never` rules, or use rankings alone."
        )


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


def as_degree(given: object, what: str, *, zero: bool, one: bool) -> float:
    """A number between 0 and 1; *zero*, *one*: whether these are allowed. Raises ModelError."""
    try:
        number = exactly(given)  # type: ignore[arg-type]
    except ValueError:
        number = None
    if number is None or not (0 <= number <= 1) or (number == 0 and not zero) or (number == 1 and not one):
        span = f"{'[' if zero else '('}0, 1{']' if one else ')'}"
        raise ModelError(f"{what} should be a number in {span}, not {shown(given)}.")
    return float(number)


def square_of(given: object, what: str) -> NDArray[np.float64]:
    """A square table of numbers from 0 to 1, read-only. Raises ModelError, naming the first place that is wrong."""
    require_places(given, what)
    should = f"{what} should be a square table of numbers from 0 to 1, one row and one column a state"
    try:
        table = np.array(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise ModelError(f"{should}{first_wrong(given)}.") from None
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        size = " by ".join(map(str, table.shape))
        raise ModelError(f"{should}; its size is {size or 'that of one number'}.")
    if there := first_place(~((table >= 0) & (table <= 1))):
        raise ModelError(f"{should}; {there.text} has {table[there.row, there.column]:g}.")
    table.flags.writeable = False
    return table


def require_places(given: Any, what: str) -> None:
    """Raise ModelError for a table with names of states, which do not count where there is no conflict to find them in."""
    if is_frame(given) and not all(names.tolist() == list(range(len(names))) for names in (given.index, given.columns)):
        raise ModelError(
            f"{what}: the rows and columns of this DataFrame have names, and here only their order would count. Give it to "
            "`from_pairs`, which finds the states by their names."
        )


class Place(NamedTuple):
    """A place in a table."""

    row: int
    column: int

    @property
    def text(self) -> str:
        """It in words."""
        return f"row {self.row}, column {self.column} (counted from 0)"


def first_place(wrong: Table) -> Place | None:
    """The first place, row by row, that is marked; None where none is."""
    if not wrong.any():
        return None
    row, column = np.unravel_index(int(wrong.argmax()), wrong.shape)
    return Place(int(row), int(column))


def require_no_loops(table: NDArray[Any]) -> None:
    """Raise ModelError where a state is preferred to itself."""
    if (loops := np.diagonal(table)).any():
        place = int(np.flatnonzero(loops)[0])
        raise ModelError(f"No state is preferred to itself; {Place(place, place).text} has {loops[place]:g}.")


def first_wrong(given: object) -> str:
    """The first row or entry that is not what it should be, in words; "" where that cannot be said."""
    rows = given.tolist() if isinstance(given, np.ndarray) else given if isinstance(given, (list, tuple)) else ()
    for number, row in enumerate(rows):
        if not isinstance(row, (list, tuple, np.ndarray)):
            return f"; row {number} (counted from 0) is {shown(row)}"
        if len(row) != len(rows):
            return f"; row {number} (counted from 0) has {len(row)} entries, where there are {len(rows)} rows"
        for column, entry in enumerate(row):
            try:
                float(entry)
            except (TypeError, ValueError):
                return f"; {Place(number, column).text} has {shown(entry)}"
    return ""


def at_twelve_places(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """The numbers as they are compared."""
    rounded: NDArray[np.float64] = np.round(numbers, _PLACES) + 0.0
    return rounded


def pairs_in(given: object, what: str) -> Iterator[tuple[tuple[Any, Any], Any]]:
    """Pairs of states, each with what is given of it, of a mapping or a Series. Raises ModelError."""
    if is_series(given):
        given = dict(given.items())  # type: ignore[attr-defined]
    if not isinstance(given, Mapping):
        raise ModelError(
            f"pairs: this should be a mapping, (state, state) → {what}, or a table of states against states, not "
            f"{shown(given)}."
        )
    for pair, of in given.items():
        yield state_pair(pair), of


def aligned(
    conflict: Conflict, frame: Any, *, least: float, empty: float | None = None, most: float
) -> NDArray[np.float64]:
    """The numbers of a table whose rows and columns are named after states, in the order of the states; *empty* for cells
    without one. Raises ModelError, naming row and column, and UnknownName."""
    if frame.shape != (conflict.states.size,) * 2:
        high, wide = frame.shape
        raise ModelError(
            f"pairs: a DataFrame has a row and a column for each of the {conflict.states.size} states, and this one has {high} "
            f"rows and {wide} columns. For a row for each pair give a Series: frame.set_index([FIRST, SECOND])[NUMBER]."
        )
    rows, columns = _places(conflict, frame.index, "rows"), _places(conflict, frame.columns, "columns")
    cells = frame.to_numpy()[np.ix_(rows, columns)]
    try:
        table: NDArray[np.float64] = cells.astype(np.float64)
    except (TypeError, ValueError):
        table = np.array([[_number(cell) for cell in row] for row in cells.tolist()])
    fits = (table >= least) & (table <= most)
    if empty is not None:
        table = np.where(np.isnan(table), empty, table)
        fits |= table == empty
    if there := first_place(~fits):
        names = [frame.index[rows[there.row]], frame.columns[columns[there.column]]]
        raise ModelError(
            f"pairs, row {names[0]}, column {names[1]}: this should be a number from {least:g} to {most:g}, not "
            f"{shown(cells.tolist()[there.row][there.column])}."
        )
    return table


def _number(cell: object) -> float:
    """A cell as a number; one that is out of every range for anything else."""
    try:
        return float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return inf


def _places(conflict: Conflict, names: Any, side: str) -> list[int]:
    """Where each state stands among the names of rows, or of columns."""
    found: dict[int, list[int]] = {}
    for number, name in enumerate(names.tolist()):
        found.setdefault(place_of(conflict, name), []).append(number)
    for place, state in enumerate(conflict.states.tolist()):
        if (many := len(found.get(place, ()))) != 1:
            label = conflict.label(state) if conflict.layout == "graph" else f"state {state}"
            raise ModelError(f"pairs: the {side} of the table should have {label} once, and have it {many} times.")
    return [found[place][0] for place in range(len(found))]


def degrees_of_pairs(
    conflict: Conflict, pairs: Mapping[Any, Any], *, actor: str | None, even: float, what: str
) -> NDArray[np.float64]:
    """The table of (q, s) → a number from 0 to 1 for q over s, and 1 less that for s over q. A pair that is not mentioned
    is as the ranking of *actor* says, or *even* both ways. A frame has all pairs. Raises ModelError, SizeError, UnknownName."""
    require_size(Conflict.given(conflict))
    if is_frame(pairs):
        return aligned(conflict, pairs, least=0, most=1)
    table = np.full((conflict.states.size,) * 2, even)
    if actor is not None:
        ranks = conflict.ranks(actor)
        table[ranks[:, None] > ranks[None, :]] = 1.0
        table[ranks[:, None] < ranks[None, :]] = 0.0
    mentioned, place = set(), cache(partial(place_of, conflict))
    for (first, second), given in pairs_in(pairs, what):
        degree = as_degree(given, f"The {what} of the pair {first}, {second}", zero=True, one=True)
        q, s = place(first), place(second)
        if q == s or frozenset((q, s)) in mentioned:
            raise ModelError(f"The pair {first}, {second} is not a pair of different states, or is given twice.")
        mentioned.add(frozenset((q, s)))
        table[q, s], table[s, q] = degree, round(1 - degree, _PLACES)
    return table
